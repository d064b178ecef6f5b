#!/bin/sh
# kill -9 at random moments of many registrations: every acknowledged one is there, none half there.
# Usage: CNIS=program LIB=tests/cli/lib.sh sh kill-registrations.sh [COUNT [SEED]]
count=${1:-1000}
seed=${2:-436}
. "$LIB"
CNIS_NOW=2026-11-21T09:00:00Z
export CNIS_NOW

"$CNIS" init --authority 302 --demonstration -r r.cnis >/dev/null 2>&1 || exit 99
sql() { sqlite3 -batch r.cnis "$1"; }

form() {
	cat <<-JSON
	{ "confirmed_not_duplicate": true,
	  "children": [ { "name": "Child $1", "given_names": "Child", "family_name": "$1", "born": "2016-05-04",
	                  "route": "home_education", "reason": "lifestyle" } ],
	  "parents": [ { "name": "Parent $1", "relationship": "mother", "responsibility": "yes" } ],
	  "addresses": [ { "line1": "$1 Test Street", "postcode": "N12 0AA" } ] }
	JSON
}

# Moments are spread over twice the life of one registration, which follows the load of the machine:
# a little longer after every kill, a little shorter after every acknowledgement.
started=$(date +%s%N)
form first | "$CNIS" register --from - -r r.cnis >/dev/null 2>err || { cat err; exit 99; }
life=$((($(date +%s%N) - started) / 1000))
awk -v n="$count" -v seed="$seed" 'BEGIN { srand(seed); for (i = 1; i <= n; i++) printf "%d %d\n", i, rand() * 2000 }' >moments

acknowledged=0
killed=0
while read -r i mille; do
	form "k$i" >form.json
	us=$((mille * life / 1000))
	moment=$(printf '%d.%06d' $((us / 1000000)) $((us % 1000000)))
	if timeout -s KILL "$moment" "$CNIS" register --from form.json -r r.cnis >row 2>err; then
		grep -q . row || echo "no row for $i" >>lost
		echo "Child k$i" >>acks
		acknowledged=$((acknowledged + 1))
		life=$((life * 97 / 100 + 1))
	else
		killed=$((killed + 1))
		life=$((life * 103 / 100 + 1))
	fi
done <moments
echo "# $acknowledged acknowledged, $killed killed, life of one about ${life} us"

sql 'SELECT full_name FROM child_name ORDER BY 1' >names
sort acks >wanted
is "every acknowledged registration is there" "" "$(comm -23 wanted names)"
is "every acknowledgement printed its row" "" "$(cat lost 2>/dev/null)"
is "none is there twice" "" "$(uniq -d names)"
is "some were killed before and some after they were done" "yes yes" \
	"$([ "$killed" -gt 0 ] && echo yes) $([ "$acknowledged" -gt 0 ] && echo yes)"
is "none is half there" 0 "$(sql "
	SELECT count(*) FROM child c WHERE
	  (SELECT count(*) FROM child_name WHERE child_id = c.id) <> 1
	  OR (SELECT count(*) FROM entry WHERE child_id = c.id) <> 1
	  OR (SELECT count(*) FROM relationship WHERE child_id = c.id) <> 1
	  OR (SELECT count(*) FROM child_residence WHERE child_id = c.id) <> 1
	  OR (SELECT count(*) FROM duty WHERE child_id = c.id AND state = 'open') = 0")"
is "one journal entry a family" "$(sql 'SELECT count(*) FROM child')" \
	"$(sql "SELECT count(*) FROM journal WHERE kind = 'family.register'")"
code verify -r r.cnis
is "verify passes" 0 "$code"
code register --from form.json -r r.cnis --dry-run
like "the register still answers" '^[05]$' "$code"
done_testing
