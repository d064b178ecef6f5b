# Sourced after lib.sh by tests that need one of everything: the register "story" makes.
# shellcheck shell=sh

# story: C1-3 is on the register with a flag, a contact, a plan, a review and a sighting; C2-1 waits
# as W1-3 for consent to leave a school.  The officer boss is everything but safeguarding, ann an
# officer, viewer an auditor.
story() {
	CNIS_LOGIN=boss
	export CNIS_LOGIN
	demo --in-force 37=2026-09-01,38=2026-09-01
	cat >family.json <<'EOF'
{"schema": 1, "notified_by": "parent",
 "children": [{"name": "Robin Example", "born": "2015-03-02", "upn": "B801200005001",
  "provision": [{"kind": "provider", "provider_name": "Invented Tutors", "hours_week": 12}],
  "flags": [{"kind": "priority", "from": "2026-10-01"}]}],
 "parents": [{"name": "Parent Example", "relationship": "mother", "responsibility": "yes"}],
 "addresses": [{"line1": "1 Fern Road", "town": "London", "postcode": "NW1 1AA"}]}
EOF
	cat >leaver.json <<'EOF'
{"schema": 1, "children": [{"name": "Jo Sample", "born": "2012-01-05",
  "school": {"name": "Invented Primary", "on_roll": true},
  "flags": [{"kind": "ehc_plan", "from": "2024-01-10"}]}],
 "addresses": [{"line1": "1 Invented Row", "postcode": "N2 0AB"}]}
EOF
	for who in ann:officer viewer:auditor; do
		code_in 'An Officer' officer add "${who%%:*}" --roles "${who#*:}"
	done
	worked "a family" register --from family.json
	code register --from leaver.json
	is "and a child who may not leave yet" 4 "$code"
	worked "a contact" contact add C1-3 --method telephone --outcome no_reply
	worked "information" plan receive C1-3 --kind report --method email
	worked "seen" seen add C1-3 --place home --by ehe_officer --voice speech
	code_in 'A well kept record.' review record C1-3 --method post --evidence report \
		--outcome suitable --voice not_offered --reasons-file -
	is "a review" 0 "$code"
}

# newest: seq of the newest journal entry.
newest() { CNIS_LOGIN=boss "$CNIS" log --limit 1 --format json | sed -n 's/.*"seq":\([0-9]*\).*/\1/p'; }
