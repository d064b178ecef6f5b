# A child who lives elsewhere: the notice kept without an entry, forwarded and confirmed; across a
# border; consent that is ours to decide.  Nothing open without a next step and somebody who has it.
# shellcheck source=lib.sh
. "$LIB"

# form NAME BORN AREA SCHOOL
form() {
	cat <<EOF
{"schema": 1, "notified_by": "school", "confirmed_not_duplicate": true,
 "children": [{"name": "$1", "born": "$2", "school": {"name": "Fernhill School"$4}}],
 "parents": [{"name": "Parent $1", "relationship": "mother", "responsibility": "yes"}],
 "addresses": [{"line1": "1 Fern Road", "postcode": "DA1 1AA", "authority": "$3"}]}
EOF
}
field() { printf '%s\n' "$out" | sed -n "s/.*\"$1\":\"\\([A-Z][0-9]*-[0-9]\\)\".*/\\1/p" | tail -1; }
state() { "$CNIS" withdrawal show "$1" --format json 2>/dev/null | head -1; }
to_do() { "$CNIS" duty list --child "$1" --no-names --format json; }

CNIS_LOGIN=boss
export CNIS_LOGIN
demo --in-force 37=2026-09-01,38=2026-09-01
code_in "An Officer" officer add ann --roles officer
is "an officer" 0 "$code"
CNIS_LOGIN=ann

# ---- a school here tells of a child who lives in another authority's area -----------------------
form "Ash One" 2015-03-02 303 ', "on_roll": false, "left_on": "2026-11-13"' >form.json
worked "a pupil who lives elsewhere" register --from form.json --format json
like "is kept" '"entry":null.*lives in another area' "$out"
C1=$(field child) W1=$(field withdrawal)
like "the next step is to tell" "next: cnis forward send $W1" "$err"
like "which is a duty" 'tell_authority' "$(to_do "$C1")"
unlike "nobody is to register the child here" 'register_child' "$(to_do "$C1")"
refused "there is no entry" 4 'condition A' entry open "$C1"
sound "kept"
code_in "No." forward none "$W1"
is "not telling is no choice there" 4 "$code"
like "by policy, of a child who is not registered" "LOCAL.forward.send" "$err"
refused "this authority is not told" 2 'this authority' forward send "$W1" --to 302 --method email
refused "there is no such place" 2 'authority' forward send "$W1" --to mars --method email
worked "it is told" forward send "$W1" --method email --on 2026-11-21 --format json
Y1=$(field reference)
like "the receipt is waited for" 'await_receipt' "$(to_do "$C1")"
worked "what is waited for" forward list --format json
like "is listed" "\"forwarding\":\"$Y1\".*\"what\":\"deletion\",\"area\":\"303\".*\"waiting\":true" "$out"
CNIS_NOW=2026-12-01T09:00:00Z
export CNIS_NOW
worked "silence is late" overdue --format json
like "... and on the list" 'await_receipt' "$out"
worked "and chased" forward chase "$Y1"
worked "then it is not late" overdue --format json
unlike "... any more" 'await_receipt' "$out"
sound "chased"
refused "a receipt before it was sent" 2 'before it was sent' forward receipt "$Y1" --on 2026-11-20
worked "the receipt" forward receipt "$Y1"
like "closes it" '"closed_on":"2026-12-01"' "$(state "$W1")"
refused "a second one" 4 'already' forward receipt "$Y1"
refused "nothing is waited for" 4 'nothing is waited for' forward chase "$Y1"
sound "closed"
unlike "and nothing is left to do about it" "$W1" "$(to_do "$C1")"

# ---- ours to decide: the place was arranged here ------------------------------------------------
form "Bea Two" 2015-04-02 303 ', "on_roll": true, "placement": "special", "placed_by": "302"' >form.json
worked "a pupil placed by this authority" register --from form.json --format json
W2=$(field withdrawal) C2=$(field child)
like "consent is needed" 'consent_needed' "$(state "$W2")"
like "it is to be told" 'tell_authority' "$(to_do "$C2")"
like "... and to be settled" 'consent_check' "$(to_do "$C2")"
worked "an application" consent apply "$W2" --by parent
CNIS_LOGIN=boss
code_in "As the letter says." consent decide "$W2" --grant --reasons-file -
is "is decided here" 0 "$code"
sound "decided"
like "its authority is told of it" 'tell_authority' "$(to_do "$C2")"
unlike "nobody registers the child" 'register_child' "$(to_do "$C2")"
worked "a notice" consent serve "$W2" --to applicant --method post
worked "the other" consent serve "$W2" --to proprietor --method post
sound "served"
worked "told" forward send "$W2" --method post --format json
Y2=$(field reference)
like "of the decision" '"what":"decision"' "$("$CNIS" forward list --format json)"
worked "confirmed" forward receipt "$Y2"
like "closes it" '"state":"granted".*"closed_on":"2026-12-01"' "$(state "$W2")"
worked "the school says that the pupil left" withdrawal left "$W2"
like "that is told too" 'tell_authority' "$(to_do "$C2")"
worked "sent" forward send "$W2" --method email --format json
worked "and taken over" forward receipt "$(field reference)" --taken-over
like "closes it again" '"closed_on":"2026-12-01"' "$(state "$W2")"
sound "taken over"

# ---- what is withheld stays withheld --------------------------------------------------------------
code_in "At risk where they live." withhold add "$C2" location --all-outward --confirmed-by "social care"
is "where the child lives is withheld" 0 "$code"
CNIS_LOGIN=ann
worked "what went out" forward list --all --child "$C2" --format json
like "is there" '"what":"decision","area":"withheld","body":null' "$out"
unlike "... and does not tell it" '"area":"303"' "$out"

sound "withheld"

# ---- our own gate is for children who live here -------------------------------------------------
CNIS_LOGIN=ann
form "Cal Three" 2015-05-02 303 ', "on_roll": true' |
	sed 's/, "school": {/, "flags": [{"kind": "ehc_plan", "from": "2024-09-01"}]&/' >form.json
worked "a plan of a child elsewhere" register --from form.json --format json
like "needs no consent of ours" 'consent_not_needed' "$(state "$(field withdrawal)")"

# ---- across a border ----------------------------------------------------------------------------
for area in wales:local scotland:on_request northern_ireland:on_request crown_dependency:no_power abroad:no_power; do
	place=${area%%:*}
	worked "the rule for $place" rule eval EA1996.436F.border --area "$place" --on 2026-12-01 --format json
	like "... says" "\"information\":\"${area#*:}\"" "$out"
	form "Dee $place" 2015-06-02 "$place" ', "on_roll": false, "left_on": "2026-11-13"' | tr _ ' ' |
		sed 's/left on/left_on/; s/on roll/on_roll/; s/notified by/notified_by/; s/confirmed not duplicate/confirmed_not_duplicate/; s/northern ireland"}/northern_ireland"}/; s/crown dependency"}/crown_dependency"}/' >form.json
	worked "a child of $place" register --from form.json --format json
	W=$(field withdrawal)
	[ "${area#*:}" = local ] ||
		refused "is not told of without more" 4 'EA1996.436F.border' forward send "$W" --method post
	case $place in
	wales) worked "told" forward send "$W" --method post --body "A county council" ;;
	scotland) worked "told when they asked" forward send "$W" --method post --requested 2026-11-30 ;;
	crown_dependency) worked "told on another basis" forward send "$W" --method post --basis other_statute ;;
	*)
		code_in "Nobody there asked." forward none "$W"
		is "or nobody" 0 "$code"
		like "and it closes" '"closed_on":"2026-12-01"' "$(state "$W")"
		;;
	esac
done
refused "only another basis helps there" 4 'nothing in the Act' forward send "$W" --method post --requested 2026-11-30
sound "borders"

# ---- a child who died: nobody there owes an answer ------------------------------------------------
form "Eve Eight" 2015-10-02 303 ', "on_roll": false, "left_on": "2026-11-13"' >form.json
worked "another child elsewhere" register --from form.json --format json
C8=$(field child)
worked "is told of" forward send "$(field withdrawal)" --method email --format json
Y8=$(field reference)
like "and waited for" "\"forwarding\":\"$Y8\".*\"waiting\":true" "$("$CNIS" forward list --format json)"
CNIS_LOGIN=boss
worked "dies" died "$C8" --on 2026-11-30 --source health
unlike "is not waited for" "$Y8" "$("$CNIS" forward list --format json)"
like "what went out is kept" "\"forwarding\":\"$Y8\".*\"waiting\":false" "$("$CNIS" forward list --all --format json)"
refused "nor chased" 4 'nothing is waited for' forward chase "$Y8"
CNIS_LOGIN=ann

# ---- a move while it is open --------------------------------------------------------------------
form "Gil Seven" 2015-09-02 303 ', "on_roll": false, "left_on": "2026-11-13"' >form.json
worked "a child elsewhere" register --from form.json --format json
C7=$(field child) W7=$(field withdrawal)
code_in "3 School Walk
London
N2 0AE" child move "$C7" --source parent --from 2026-11-30
is "who comes to live here" 0 "$code"
like "is to be registered here" 'register_child' "$(to_do "$C7")"
unlike "... and nobody is to be told" 'tell_authority' "$(to_do "$C7")"
sound "moved in"
worked "and entered" entry open "$C7"
like "closes it" '"closed_on":"2026-12-01","entry":"E' "$(state "$W7")"
form "Hal Eight" 2015-10-02 302 ', "on_roll": true, "leave_on": "2026-12-18"' >form.json
worked "a pupil who lives here" register --from form.json --format json
C8=$(field child) W8=$(field withdrawal)
like "is to be registered" 'register_child' "$(to_do "$C8")"
code_in "4 School Walk
Bexley
DA1 1AB" child move "$C8" --source school --from 2026-11-30 --authority 303
is "moves away" 0 "$code"
like "the authority there is to be told" 'tell_authority' "$(to_do "$C8")"
unlike "... and the child not registered here" 'register_child' "$(to_do "$C8")"
sound "moved away"
worked "told" forward send "$W8" --method email --format json
worked "confirmed" forward receipt "$(field reference)"
sound "told where it went"
like "it closes" '"closed_on":"2026-12-01"' "$(state "$W8")"

# ---- a deletion return ---------------------------------------------------------------------------
cat >return.map <<'EOF'
full_name = name
born = born
ground = ground
deleted = deleted
school_name = school
line1 = line
postcode = post
home_authority = area
EOF
cat >return.csv <<'EOF'
name,born,ground,deleted,school,line,post,area
Ida Nine,2015-11-02,f,2026-11-27,Hill School,5 Row,DA1 1AD,303
Jem Ten,2015-12-02,f,2026-11-27,Hill School,6 Row,NW1 1AD,302
EOF
worked "a return" import deletions return.csv --map return.map --apply
like "of who lives here and who does not" '1 home education.* 1 to be told elsewhere' "$err"
worked "who is to be told" due --kind tell_authority --format json
like "of the one" 'Ida Nine' "$out"
unlike "and not of the other" 'Jem Ten' "$out"
C9=$(printf '%s\n' "$out" | sed -n 's/.*"child":"\(C[0-9]*-[0-9]\)","name":"Ida Nine".*/\1/p')
W9=$("$CNIS" withdrawal list --child "$C9" --format json | sed -n 's/.*"withdrawal":"\(W[0-9]*-[0-9]\)".*/\1/p')
worked "the same again" import deletions return.csv --map return.map --apply
like "does nothing" '0 to be told elsewhere.* 2 already here' "$err"
worked "told" forward send "$W9" --method online_form --format json
worked "confirmed" forward receipt "$(field reference)"
sed 's/2026-11-27/2026-11-30/' return.csv >again.csv
worked "removed from another school" import deletions again.csv --map return.map --apply --rejects wrong.csv
like "who is known to live elsewhere" '1 to be told elsewhere' "$err"
sed 's/,5 Row,DA1 1AD,303/,,,303/; s/Ida Nine/Kay None/' return.csv >nowhere.csv
code import deletions nowhere.csv --map return.map --apply
is "an area without an address" 2 "$code"
like "... is said" 'there is no address' "$err"
sed 's/,303/,mars/' return.csv >mars.csv
code import deletions mars.csv --map return.map --apply
is "no such area" 2 "$code"
like "... is said" 'authority' "$err"
sound "returned"

# ---- and who is told nothing --------------------------------------------------------------------
form "Eve Five" 2015-07-02 302 ', "on_roll": false, "left_on": "2026-11-13"' >form.json
worked "a child who lives here" register --from form.json --format json
refused "no other authority is told of" 4 'lives in the area' forward send "$(field withdrawal)" --to 303 --method post
cat >form.json <<'EOF'
{"schema": 1, "children": [{"name": "Fay Six", "born": "2015-08-02"}],
 "addresses": [{"line1": "2 Fern Road", "postcode": "DA1 1AA", "authority": "303"}]}
EOF
refused "a child who leaves no school is not for this register" 4 'condition A' register --from form.json

# ---- a restricted record is not there -----------------------------------------------------------
CNIS_LOGIN=boss
code_in "An Officer" officer add cus --roles officer,custodian,safeguarding
is "a custodian" 0 "$code"
form "Lou Hidden" 2015-08-03 303 ', "on_roll": false, "left_on": "2026-11-13"' >form.json
worked "a child elsewhere" register --from form.json --format json
C=$(field child) W=$(field withdrawal)
worked "told" forward send "$W" --method email --format json
Y=$(field reference)
code_in "A threat." restrict add "$C" --kind protection --custodian cus
is "is restricted" 0 "$code"
for words in "send $W --method post" "receipt $Y" "chase $Y"; do
	# shellcheck disable=SC2086
	refused "forward $words" 3 'no such' forward $words
done
worked "the list" forward list --all
unlike "has it not" "$Y" "$out"
worked "nor the first screen" today --format json
unlike "... at all" "Hidden|$C" "$out"
CNIS_LOGIN=cus
worked "the custodian" forward receipt "$Y"
sound "restricted"
done_testing
