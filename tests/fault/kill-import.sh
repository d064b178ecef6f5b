#!/bin/sh
# A spreadsheet with 3 % of broken rows of every kind: the good ones are in, each bad one is in the
# rejects with its kind, the corrected ones complete it. Then kill -9 at random moments: what is in
# verifies, and running the same import again gives the same register, row for row.
# Usage: CNIS=program LIB=tests/cli/lib.sh sh kill-import.sh [KILLS [SEED]]; 1,000 rows, from 10 kills on 10,000
# shellcheck source=tests/cli/lib.sh disable=SC2154
kills=${1:-2}
seed=${2:-436}
rows=1000
[ "$kills" -lt 10 ] || rows=10000
. "$LIB"
tests=$(dirname "$LIB")/..
map=$tests/../src/exchange/maps/families_across.map
CNIS_NOW=2026-11-21T12:00:00Z
export CNIS_NOW

awk -v n="$rows" -v seed="$seed" -v broken=33 -v expect=expect -f "$tests/support/sheet.awk" >sheet.csv
awk -v n="$rows" -v seed="$seed" -v broken=0 -f "$tests/support/sheet.awk" >good.csv
awk -F '|' 'NR == FNR { want[$1 + 1] = 1; next } FNR == 1 || FNR in want' expect good.csv >fixed.csv
bad=$(wc -l <expect)
"$CNIS" -r empty.cnis init --authority 302 --demonstration >said 2>&1 || exit 99
"$CNIS" -r empty.cnis officer role "$(id -un)" --add exporter >said 2>&1 || exit 99
sqlite3 empty.cnis 'PRAGMA wal_checkpoint(TRUNCATE)' >said
sqlite3 empty.cnis.access 'PRAGMA wal_checkpoint(TRUNCATE)' >said

# take REGISTER FILE: import it; the rejects go to rejects.csv
take() { "$CNIS" -r "$1" import families "$2" --map "$map" --rejects rejects.csv --apply; }
# state REGISTER: every row that an import writes, but for the random numbers
state() {
	for table in child_name person_name relationship identifier child_residence person_residence duty duty_owner import_row; do
		sqlite3 "$1" "SELECT '$table', * FROM $table ORDER BY id"
	done
	sqlite3 "$1" "SELECT id, child_id, route, from_day, notified_day, reason, rev FROM entry ORDER BY id"
	"$CNIS" -r "$1" export children --purpose test --format csv 2>/dev/null
}
count() { sqlite3 "$1" "SELECT count(*) FROM $2"; }

# ---- what is good is in, what is bad is named ----------------------------------------------------
cp empty.cnis once.cnis
code_of() { "$@" >said 2>err; echo $?; }
started=$(date +%s%N)
is "the import works" 0 "$(code_of take once.cnis sheet.csv)"
life=$((($(date +%s%N) - started) / 1000))
is "every good row is in" $((rows - bad)) "$(count once.cnis child)"
sqlite3 :memory: '.import --csv rejects.csv rejects' \
	"SELECT cnis_row || '|' || cnis_kind FROM rejects ORDER BY CAST(cnis_row AS INTEGER)" >got
is "each bad row is in the rejects, with its kind" "" "$(diff expect got 2>&1 | head -5)"
is "no name stands in what is said" "" "$(cut -d, -f3 good.csv | sort -u | grep -v Surname | grep -wFf - said err)"
is "no problem repeats a name" "" "$(sqlite3 :memory: '.import --csv rejects.csv rejects' \
	"SELECT cnis_row FROM rejects WHERE Surname <> '' AND instr(cnis_problem, Surname) > 0")"
state once.cnis >once
cp rejects.csv rejected.csv

# ---- the corrected rows complete it --------------------------------------------------------------
cp once.cnis whole.cnis
[ ! -e once.cnis-wal ] || cp once.cnis-wal whole.cnis-wal
rm rejects.csv
is "the corrected rows are taken" 0 "$(code_of take whole.cnis fixed.csv)"
is "now every child is in" "$rows" "$(count whole.cnis child)"
is "and nothing is left over" "" "$(ls rejects.csv 2>/dev/null)"
is "each brother and sister found their family" 0 "$(sqlite3 whole.cnis "
	SELECT count(*) FROM (SELECT family_key FROM import_row WHERE family_key IS NOT NULL GROUP BY family_key
	HAVING count(DISTINCT child_id) > 2)")"
is "once more changes nothing" "0 $rows" "$(code_of take whole.cnis good.csv) $(count whole.cnis child)"

# ---- killed at any moment --------------------------------------------------------------------------
awk -v n="$kills" -v seed="$seed" 'BEGIN { srand(seed); for (i = 1; i <= n; i++) printf "%d\n", rand() * 1000 }' >moments
killed=0
while read -r mille; do
	rm -f n.cnis* rejects.csv
	cp empty.cnis n.cnis
	cp empty.cnis.access n.cnis.access
	us=$((mille * life / 1000))
	moment=$(printf '%d.%06d' $((us / 1000000)) $((us % 1000000)))
	timeout -s KILL "$moment" "$CNIS" -r n.cnis import families sheet.csv --map "$map" --rejects rejects.csv --apply >said 2>&1 && continue
	killed=$((killed + 1))
	[ ! -e rejects.csv ] || cmp -s rejects.csv rejected.csv || echo "half a file of rejects" >>wrong
	rm -f rejects.csv
	"$CNIS" -r n.cnis verify >said 2>&1 || echo "no longer verifies" >>wrong
	take n.cnis sheet.csv >said 2>&1 || echo "not finished by running it again" >>wrong
	state n.cnis >again
	cmp -s once again || echo "another register after a kill at $moment" >>wrong
	cmp -s rejects.csv rejected.csv || echo "other rejects after a kill at $moment" >>wrong
done <moments
echo "# $rows rows, $bad bad, $killed of $kills killed, life of one about ${life} us"
is "some were killed" yes "$([ "$killed" -gt 0 ] && echo yes)"
is "run again, the register and the rejects are the same" "" "$(cat wrong 2>/dev/null)"
done_testing
