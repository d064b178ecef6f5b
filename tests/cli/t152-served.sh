#!/bin/sh
# Who was served notice of a decision, how and when, and who was not and why, is read back.
# shellcheck source=tests/cli/lib.sh disable=SC2154
. "$LIB"

as boss
demo --in-force 37=2026-09-01,38=2026-09-01,39=2026-09-01
code_in "A Guardian" officer add guard --roles officer,safeguarding
code_in "An Officer" officer add ann --roles officer
cat >form.json <<'END'
{"schema": 1, "notified_by": "school",
 "children": [{"name": "Robin One", "born": "2015-03-02", "reason": "unknown",
  "school": {"name": "Fernhill School", "on_roll": true, "placement": "special", "placed_by": "302"}}],
 "parents": [{"name": "Parent One", "relationship": "mother", "responsibility": "yes", "has_care": "yes"},
  {"name": "Parent Two", "relationship": "father", "responsibility": "yes", "has_care": "no"}],
 "addresses": [{"line1": "1 Fern Road", "town": "London", "postcode": "NW1 1AA"}]}
END
as ann
code register --from form.json
is "consent is needed" 4 "$code"
worked "an application" consent apply W1-3 --by parent --person P1-3
as guard
code_in "The letter says why." consent decide W1-3 --grant --reasons-file -
is "granted" 0 "$code"
worked "nobody is served yet" withdrawal show W1-3
unlike "and no table says so" 'Notices of the decision' "$out"
as ann
worked "the applicant" consent serve W1-3 --to applicant --person P1-3 --method post
as boss
code_in 'He must not learn where they are.
' consent serve W1-3 --to other_parent --person P2-1 --not-served exceptional
is "the father is not" 0 "$code"

as ann
worked "an officer reads" withdrawal show W1-3 --format json
like "whom it went to, how, when" '"record":"consent_service","recipient":"applicant","person":"P1-3","on":"2026-11-21","method":"post"' "$out"
like "who was left out, and on which ground" '"recipient":"other_parent","person":"P2-1","on":"2026-11-21","method":null,"at":null,"not_served":"exceptional","reason":null' "$out"
unlike "and not why" 'must not learn' "$out"
worked "for people" withdrawal show W1-3
like "a table" 'Notices of the decision' "$out"
worked "the list" consent list --all --format json
like "has them in a line" '"services":"applicant P1-3 post 2026-11-21; other_parent P2-1 not served, exceptional 2026-11-21"' "$out"
unlike "and not why either" 'must not learn' "$out"
worked "the day before" withdrawal show W1-3 --as-at 2026-11-20
unlike "nobody had been" 'Notices of the decision' "$out"
for reader in boss guard; do
	as "$reader"
	worked "$reader reads" withdrawal show W1-3 --format json
	like "$reader: why" '"not_served":"exceptional","reason":"He must not learn where they are\."' "$out"
	worked "$reader: the list" consent list --all --format json
	like "$reader: why, there too" 'exceptional 2026-11-21: He must not learn' "$out"
done
worked "verify" verify --quiet
done_testing
