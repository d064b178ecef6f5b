# The access log is a file of its own: its loss is noticed, said, and put on record.
# shellcheck source=lib.sh
. "$LIB"

demo
CNIS_NOW=2026-11-21T12:00:00Z
export CNIS_NOW
cat >form.json <<'JSON'
{ "schema": 1, "children": [ { "name": "Robin Sample", "born": "2014-05-01" } ],
  "parents": [ { "name": "Alex Sample", "relationship": "mother" } ],
  "addresses": [ { "line1": "1 Invented Row", "postcode": "N2 0AB" } ] }
JSON
is "it is there from the first" 600 "$(stat -c %a r.cnis.access)"
code doctor --format json
like "doctor finds it whole" '"check":"access_log","state":"ok"' "$out"

# state WANT: what verify and doctor call it
state() {
	code verify --format json
	like "verify calls it $1" "\"access_log\":\"$1\"" "$out"
}
state whole
"$CNIS" backup b.cnis >said 2>&1
code -r b.cnis verify --format json
is "a backup has none, and is sound" 0 "$code"
like "... which is said" '"access_log":"none"' "$out"
like "... in words too" 'no access log' "$err"
is "... and none is made for looking" "" "$(ls b.cnis.access 2>/dev/null)"

# ---- deleted
mkdir kept
worked "somebody looks" child list
cp r.cnis.access* kept/
rm -f r.cnis.access*
code verify --quiet
is "verify misses it" 8 "$code"
like "... in words" 'access log' "$err"
like "... and says what to do" 'r\.cnis\.access' "$err"
unlike "... which is not to restore a backup" 'cnis restore' "$err"
state missing
code doctor --format json
is "doctor fails" 1 "$code"
like "... and names it" '"check":"access_log","state":"failed"' "$out"
is "neither made another" "" "$(ls r.cnis.access 2>/dev/null)"
cp kept/* .
state whole

# ---- another begun in its place, by the next look
rm -f r.cnis.access*
worked "a look begins another" access --officer "$(id -un)"
state begun_again
code verify --quiet
is "which is not the one that was lost" 8 "$code"
like "... in words" 'begun on 2026-11-21T12:00:00Z' "$err"
code doctor --format json
like "doctor says how to put that on record" 'config set access.begun 2026-11-21T12:00:00Z' "$out"
worked "it is put on record" config set access.begun 2026-11-21T12:00:00Z
state whole
worked "and is the log from now on" verify
CNIS_NOW=2026-11-22T12:00:00Z
rm -f r.cnis.access*
worked "the next loss" access --officer "$(id -un)"
state begun_again
worked "... is put on record by itself" config set access.begun 2026-11-22T12:00:00Z
state whole

# ---- the head a night published
mkdir -m 700 nights
worked "rows" --format json register --from form.json
child=$(sed -n 's/.*"child":"\([^"]*\)".*/\1/p' out)
worked "one" child show "$child"
worked "two" child show "$child"
worked "a night" --format json nightly --out nights
like "the manifest has the head of the log" '"access_seq": [1-9][0-9]*, "access_hash": "[0-9a-f]{64}"' "$(cat nights/2026-11-22/manifest.json)"
like "... and says it was whole" '"access_log": "whole"' "$(cat nights/2026-11-22/manifest.json)"
like "the heartbeat has it too" '"access_seq": [1-9]' "$(cat nights/heartbeat.json)"
state whole
if command -v sqlite3 >/dev/null; then
	triggers=$(sqlite3 r.cnis.access "SELECT group_concat('DROP TRIGGER ' || name, ';') FROM sqlite_schema WHERE type = 'trigger'")
	sqlite3 r.cnis.access "$triggers; DELETE FROM access WHERE seq = (SELECT max(seq) FROM access)"
	code verify --quiet
is "a row taken off its end" 8 "$code"
like "... in words" 'night of 2026-11-22' "$err"
	state cut
	code doctor --format json
	like "doctor fails" '"check":"access_log","state":"failed"' "$out"
	CNIS_NOW=2026-11-23T12:00:00Z
	worked "the next night is published all the same" nightly --out nights
	like "... says so" 'access log' "$err"
	like "... and keeps it" '"access_log": "cut"' "$(cat nights/2026-11-23/manifest.json)"
	state cut
fi
rm -f r.cnis.access*
worked "one begun after the night" access --officer "$(id -un)"
state begun_again
worked "... and put on record" config set access.begun "$CNIS_NOW"
state whole
worked "a night without a look" verify

# ---- a place that is taken
: >o.cnis.access
refused "init takes over nobody's log" 5 'o\.cnis\.access' -r o.cnis init --authority 302 --demonstration
is "... and makes nothing" "" "$(ls o.cnis 2>/dev/null)"
done_testing
