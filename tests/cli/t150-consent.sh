# Before leaving school: a refusal by each gate with its citation, the decision, the notices.
# shellcheck source=lib.sh
. "$LIB"

# form NAME SCHOOL FLAGS: a registration form of one child who is still on a roll.
form() {
	cat <<EOF
{"schema": 1, "notified_by": "school", "confirmed_not_duplicate": true,
 "children": [{"name": "$1", "born": "2015-03-02", "reason": "unknown",
  "school": {"name": "Fernhill School", "on_roll": true$2}, "flags": [$3]}],
 "parents": [{"name": "Parent $1", "relationship": "mother", "responsibility": "yes",
  "has_care": "yes"}],
 "addresses": [{"line1": "1 Fern Road", "town": "London", "postcode": "NW1 1AA"}]}
EOF
}
SPECIAL=', "placement": "special", "placed_by": "302"'
ENQUIRY='{"kind": "s47_enquiry", "from": "2026-10-01", "authority": "302"}'
PLAN='{"kind": "child_protection_plan", "from": "2026-10-01", "authority": "302"}'
EHC='{"kind": "ehc_plan", "from": "2024-09-01", "authority": "302"}'

# as LOGIN: a login of a demonstration register.
# gated LABEL RULE NAME SCHOOL FLAGS
gated() {
	form "$3" "$4" "$5" >form.json
	code register --from form.json
	is "$1: refused" 4 "$code"
	like "$1: the rule" "$2" "$err"
}

as boss
demo --in-force 37=2026-09-01,38=2026-09-01,39=2026-09-01
code_in "An Officer" officer add guard --roles officer,safeguarding
is "an officer with the safeguarding role" 0 "$code"
code_in "An Officer" officer add ann --roles officer
is "an officer" 0 "$code"
as guard
gated "condition A" "EA1996.434A.2" "Ash One" "$SPECIAL" ""
gated "condition B" "EA1996.434A.2" "Bea Two" "" "$ENQUIRY"
gated "the gate for EHC plans" "LOCAL.gate.ehc" "Cal Three" "" "$EHC"
like "it is told apart from statute" "no statutory ground" "$err"
gated "the gate for child protection" "LOCAL.gate.child-protection" "Dee Four" "" "$PLAN"

worked "the four notices were kept" withdrawal list --format json
is "... all of them" 4 "$(grep -c '"state":"consent_needed"' out)"

as ann
code withdrawal show W2-1 --format json
unlike "condition B is kept from an officer without the role" '"conditions":"B"' "$out"
unlike "... and so is that something is kept" 'withheld' "$out"
code consent check C4-5 --format json
unlike "so is the gate" 'child-protection' "$out"
code why W2-1 --for-family
unlike "the family's text names no cause" '[Pp]rotection|s47|section 47|enquir|condition' "$out$err"

worked "an application" consent apply W1-3 --by parent
like "with the day to decide by" 'decide by 2026-12-04' "$err"
like "who decides is told" 'a manager or the role safeguarding decides; the family.s officer prepares' "$err"
like "... with the next step" 'next: by a manager: cnis consent decide W1-3 --grant' "$err"
decide=$("$CNIS" duty list --kind consent_decide --no-names --format csv | tr -d '\r' | sed -n 's/^\(D[0-9]*-[0-9]\),.*/\1/p')
worked "the duty" duty show "$decide"
like "says who decides and who prepares" 'manager or the role safeguarding decides; whoever has this duty prepares' "$err"
worked "its list" duty list --kind consent_decide
like "says it in a word" 'consent: prepare .a manager decides.' "$out"
worked "why" why "$decide" --format json
like "says it too" '"topic":"whose".*a manager or the role safeguarding decides.*prepares the application' "$out"
worked "why, for the family" why "$decide" --for-family
unlike "says nothing of it" 'manager|safeguarding' "$out"
code_in "The letter says why." consent decide W1-3 --refuse best_interests --reasons-file -
is "no officer decides alone, whatever the ground" 9 "$code"
code consent decide W1-3 --grant
is "who may not is asked for no reasons" 9 "$code"
code consent decide W99-9 --grant
is "no such withdrawal" 3 "$code"
as guard
code_in "The letter says why." consent decide W1-3 --refuse best_interests --reasons-file -
is "a refusal on one ground" 0 "$code"
as ann
refused "electronic service names the parent served" 2 "person" consent serve W1-3 --to applicant --method electronic
refused "... who must have agreed to it in writing" 4 "EA1996.572.2" consent serve W1-3 --to applicant --person P1-3 --method electronic
code_in "one@home.example" contact-point add P1-3 --kind email
worked "the agreement" e-service add N1-3
refused "a notice has a method, or is not served" 2 "method" consent serve W1-3 --to applicant
worked "a notice" consent serve W1-3 --to applicant --person P1-3 --method electronic
like "says who is left" 'still to be served: 1' "$err"
like "... by the command" 'next: cnis consent serve W1-3 --to proprietor --method post' "$err"
worked "the last notice" consent serve W1-3 --to proprietor --method post
worked "a reference" consent refer W1-3
worked "its outcome" consent refer W1-3 --outcome directed_grant
code consent list --all --format csv
like "it is all in the list, the ground apart" 'refused,best_interests,LOCAL.gate,2,2026-11-21,directed_grant' "$out"
as guard
code consent list --all --format csv
as ann
like "... which is told to the role" 'refused,best_interests,EA1996.434A.2,2,2026-11-21,directed_grant' "$out"
refused "two grounds are no ground" 2 "grant" consent decide W1-3
worked "an application under child protection" consent apply W2-1 --by parent
code_in "Reasons." consent decide W2-1 --grant --reasons-file -
is "is not decided by an officer alone" 9 "$code"

refused "another route is no way round the gate" 4 "withdrawal left" entry open C3-7 --route missing_education
like "... and nothing is said of the school" '"on_roll":true' "$("$CNIS" withdrawal show W3-7 --format json)"
form "Eve Five" ', "placement": "special", "placed_by": "303"' "" >form.json
code register --from form.json
is "a pupil another authority placed" 4 "$code"
W5=$("$CNIS" withdrawal list --format json | sed -n 's/.*"withdrawal":"\(W5-.\)".*/\1/p')
as guard
worked "an application that is another authority's to decide" consent apply "$W5" --by parent
like "says whose" 'the relevant authority is 303' "$err"
code_in "Reasons." consent decide "$W5" --grant --reasons-file -
is "... and is not decided here" 4 "$code"
code_in "Their letter." consent decide "$W5" --grant --decided-by 303 --reasons-file -
is "its decision is recorded as its own" 0 "$code"
as ann
worked "a dry run" --dry-run withdrawal left W3-7
like "... changes nothing" '"on_roll":true' "$("$CNIS" withdrawal show W3-7 --format json)"
worked "the school removes the name all the same" withdrawal left W3-7
like "it is recorded of the school" 'of the school, not of the family' "$err"
worked "and the child is entered at once by any officer" entry open C3-7
like "the process is closed with its entry" '"entry":"E1-3"' \
	"$("$CNIS" withdrawal show W3-7 --format json)"
unlike "the entry carries no mark" 'without_consent' "$("$CNIS" entry list C3-7 --format json)"
worked "the register is proved" verify

as boss
worked "a list" consent list --all --format csv
shown=$(sed 1d out | grep -Eo '(^|,)C[0-9]+-[0-9A-Z](,|$)' | tr -d , | sort -u | wc -l | tr -d ' ')
worked "who looked" access --limit "$shown" --format csv
is "each child shown is noted once" "$shown" "$(grep -c ',consent list,' out)"
rm -rf r.cnis.access*
mkdir r.cnis.access
refused "no note, no list" 9 'nothing is shown' consent list --all
rmdir r.cnis.access

# The same children before the Act.
as boss
CNIS_REGISTER=$T/old.cnis
export CNIS_REGISTER
worked "a register before the Act" init --authority 302 --demonstration
code_in "An Officer" officer add guard --roles officer,safeguarding
is "an officer with the safeguarding role there" 0 "$code"
as guard
gated "reg. 9(2)" "SI2024-208.9.2" "Ash One" "$SPECIAL" ""
gated "an enquiry is no statutory ground yet" "LOCAL.gate.child-protection" "Bea Two" "" "$ENQUIRY"

# On whose strength a child was entered stands: undo does not go behind the gate.
gated "a plan" "LOCAL.gate.ehc" "Cal Three" "" "$EHC"
C=$(printf '%s' "$out" | sed -n 's/.*"child":"\(C[0-9]*-[0-9]\)".*/\1/p' | head -1)
[ -n "$C" ] || C=$("$CNIS" withdrawal list --format json | sed -n '$s/.*"child":"\(C[0-9]*-[0-9]\)".*/\1/p')
F=$("$CNIS" flag list "$C" --format json | sed -n 's/.*"flag":"\(F[0-9]*-[0-9]\)".*/\1/p;s/.*"reference":"\(F[0-9]*-[0-9]\)".*/\1/p' | head -1)
worked "the plan has ended" flag end "$F" --on 2026-11-20
END=$(head_seq)
worked "the child is entered" entry open "$C"
refused "the end of the plan stands" 4 "take the entry on the register back first" undo "$END"
like "... with the rule" "LOCAL.gate.ehc" "$err"
like "... and what it rests on" "basis:" "$err"
is "... and nothing was written" "$((END + 1))" "$(head_seq)"
worked "newest first it can be" undo "$((END + 1))"
worked "... both of them" undo "$END"
worked "the register is proved after that" verify


# ---- who is to have the family has the work of a kept notice -------------------------------------
as boss
form "Eve Owned" "$SPECIAL" "" | sed 's/"schema": 1,/&"owner": "guard",/; s/1 Fern Road/9 Owned Road/' >form.json
code register --from form.json --format json
is "kept" 4 "$code"
worked "its work" duty list --owner guard --kind consent_check --format json
like "is the owner's" 'Eve Owned' "$out"
done_testing
