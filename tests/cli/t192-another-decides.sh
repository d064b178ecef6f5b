# Another authority decides the application of a child who lives here: passed on, waited for,
# chased, decided; and nothing of it is told to whoever is not told the ground.
# shellcheck source=lib.sh
. "$LIB"

form() {
	cat <<EOF
{"schema": 1, "notified_by": "school", "confirmed_not_duplicate": true,
 "children": [{"name": "$1", "born": "$2",
  "school": {"name": "Fernhill School", "on_roll": true$3}}],
 "parents": [{"name": "Parent $1", "relationship": "mother", "responsibility": "yes"}],
 "addresses": [{"line1": "$2 Fern Road", "postcode": "NW1 1AA"}]}
EOF
}
field() { printf '%s\n' "$out" | sed -n "s/.*\"$1\":\"\\([A-Z][0-9]*-[0-9]\\)\".*/\\1/p" | tail -1; }
to_do() { "$CNIS" duty list --child "$1" --no-names --format json; }

as boss
demo --in-force 37=2026-09-01,38=2026-09-01
code_in "An Officer" officer add ann --roles officer
is "an officer" 0 "$code"
as ann
form "Ash One" 2015-03-02 ', "placement": "special", "placed_by": "303"' >form.json
code register --from form.json --format json
is "a pupil another authority placed" 4 "$code"
C=$(field child) W=$(field withdrawal)
worked "an application" consent apply "$W" --by parent
refused "is not passed on by who is told no ground" 9 'manager or the role safeguarding' forward send "$W" --what application --to 303 --method post
refused "nobody else is told of a child who lives here" 4 'lives in the area' forward send "$W" --to 303 --method post
before=$(to_do "$C")
as boss
refused "it goes to somebody" 2 'which authority' forward send "$W" --what application --method post
refused "not across a border where nobody decides" 4 'EA1996.436F.border' forward send "$W" --what application --to scotland --method post
like "a manager has to pass it on" 'consent_pass' "$(to_do "$C")"
worked "passed on" forward send "$W" --what application --to 303 --method post --format json
Y=$(field reference)
sound "passed on"
like "now its decision is waited for" 'await_authority' "$(to_do "$C")"
unlike "... and not to pass it on" 'consent_pass' "$(to_do "$C")"
worked "why" why "$("$CNIS" duty list --kind await_authority --no-names --format csv | tr -d '\r' | sed -n 's/^\(D[0-9]*-[0-9]\),.*/\1/p')"
like "has the days" 'LOCAL.consent.await|10 working days' "$out"
as ann
is "whoever is told no ground sees the same as before" "$before" "$(to_do "$C")"
worked "and in the list" forward list --all
unlike "nothing" 'Y1' "$out"
refused "nor the record" 3 'no such record' forward receipt "$Y"
as boss
CNIS_NOW=2026-12-20T12:00:00Z
export CNIS_NOW
worked "they have it" forward receipt "$Y" --on 2026-11-30
refused "it is not taken over" 4 'recorded already' forward receipt "$Y" --taken-over
like "the decision is waited for all the same" 'await_authority' "$(to_do "$C")"
worked "silence is late" overdue --format json
like "and named" 'await_authority' "$out"
worked "chased" forward chase "$Y"
worked "not late any more" overdue --format json
unlike "until it is again" 'await_authority' "$out"
refused "a chase before the last" 2 'last chased' forward chase "$Y" --on 2026-12-01
sound "chased"
code_in "As their letter says." consent decide "$W" --grant --decided-by 303 --reasons-file -
is "they decide" 0 "$code"
sound "decided"
unlike "nothing is waited for" 'await_authority' "$(to_do "$C")"
like "the child is to be registered here" 'register_child' "$(to_do "$C")"
refused "nor chased" 4 'nothing is waited for' forward chase "$Y"
worked "the child is entered" entry open "$C"
sound "entered"
done_testing
