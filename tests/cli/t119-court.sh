#!/bin/sh
# Orders of a court: recorded, ended, listed; nothing of what they say on a command line.
# shellcheck source=tests/cli/lib.sh disable=SC2154
. "$LIB"

demo
cat >family.json <<'END2'
{"schema": 1,
 "children": [{"name": "Robin Sample", "born": "2015-03-02"}, {"name": "Kit Sample", "born": "2013-06-09"}],
 "parents": [{"name": "Alex Sample", "relationship": "mother", "has_care": "yes"}, {"name": "Sam Sample", "relationship": "father"}],
 "addresses": [{"line1": "1 Invented Row", "postcode": "N2 0AB"}]}
END2
worked "a family" register --from family.json
c=$(ref C1)
kit=$(ref C2)
before=$(head_seq)

# ---- refused -------------------------------------------------------------------------------------
refused "no kind" 2 'kind' order-of-court add "$c" --from 2026-10-01 --source court
refused "no day" 2 'from' order-of-court add "$c" --kind care --source court
refused "nobody's word" 2 'source' order-of-court add "$c" --kind care --from 2026-10-01
refused "no references" 2 'not references of adults' order-of-court add "$c" --kind care --from 2026-10-01 --source court --binds P1
code_in '
' order-of-court add "$c" --kind care --from 2027-10-01 --source court
is "in the future" 2 "$code"
code_in '
' order-of-court add "$c" --kind non_molestation --from 2026-10-01 --source court --binds P99-9
is "nobody of that reference" "3" "$code"
is "nothing is written" "$before" "$(head_seq)"

# ---- recorded ------------------------------------------------------------------------------------
sam=$("$CNIS" child show "$c" --format json | sed -n 's/.*"reference":"\(P2-[0-9]\)".*/\1/p' | head -1)
echo 'Not to remove the child from the school.' >limits
code_in 'ZZ26P00123
' order-of-court add "$c" --kind prohibited_steps --from 2026-10-01 --binds "$sam" --education yes --court 'Family Court at Barnet' --limits-file limits --source court
is "recorded" 0 "$code"
like "by its reference" 'G1-' "$out"
like "names the sibling" "also for $kit\\? cnis order-of-court add $kit --kind prohibited_steps --from 2026-10-01 --source court" "$err"
unlike "not what it says" 'ZZ26P|remove' "$("$CNIS" log --format json)"
g=$(printf '%s\n' "$out" | sed -n 's/.*\(G1-[0-9]\).*/\1/p' | head -1)
worked "list" order-of-court list "$c" --format json
like "whole" "\"order\":\"$g\",\"kind\":\"prohibited_steps\",\"wording\":\"prohibited steps order\",\"from\":\"2026-10-01\",\"to\":null,\"binds\":\"$sam\",\"favours\":null,\"about_education\":\"yes\",\"limits\":\"Not to remove the child from the school.*\",\"court\":\"Family Court at Barnet\",\"case_number\":\"ZZ26P00123\",\"authority\":null" "$out"
worked "who looked" access "$c"
like "is noted" 'order-of-court list' "$out"
code_in 'ZZ26P00123
' order-of-court add "$c" --kind prohibited_steps --from 2026-10-01 --source court
is "twice" 5 "$code"
like "which is named" "already: $g" "$err"
code_in '
' order-of-court add "$c" --kind prohibited_steps --from 2026-10-01 --binds "$sam" --source court
is "twice without its number" 5 "$code"
like "is named too" "already: $g" "$err"

# ---- ended ---------------------------------------------------------------------------------------
worked "end" order-of-court end "$g" --on 2026-11-20
is "does not hold any more" "" "$("$CNIS" order-of-court list "$c" --format csv | grep G1)"
like "is kept" "$g" "$("$CNIS" order-of-court list "$c" --all)"
like "held then" "$g" "$("$CNIS" order-of-court list "$c" --as-at 2026-11-01)"
refused "twice" 4 'ended already' order-of-court end "$g"
refused "no such" 3 'no such order' order-of-court end G9-2

# ---- responsibility ------------------------------------------------------------------------------
refused "nobody's word" 2 'source' responsibility change "$c" "$sam" --has-care no
refused "no such evidence" 2 'evidence' responsibility change "$c" "$sam" --evidence hearsay --source parent
echo 'Every second weekend.' >weekends
worked "changes" responsibility change "$c" "$sam" --responsibility yes --responsibility-basis registered --evidence birth_certificate --limits-file weekends --source parent --from 2026-11-20
worked "list" responsibility list "$c" --format json
like "with what was seen" "\"who\":\"$sam\".*\"responsibility\":\"yes\",\"responsibility_basis\":\"registered\",\"evidence\":\"birth_certificate\".*weekend" "$out"
like "unknown before" "\"who\":\"$sam\".*\"responsibility\":\"unknown\"" "$("$CNIS" responsibility list "$c" --as-at 2026-11-19 --format json)"
unlike "of this child only" 'birth_certificate' "$("$CNIS" responsibility list "$kit" --format json)"
unlike "no limits in the log" 'weekend' "$("$CNIS" log --format json)"
code_in '
' order-of-court add "$kit" --kind care --authority 302 --from 2026-11-20 --to 2026-11-20 --source court --binds "$sam"
like "the authority shares it by an order" '"who":"302".*"responsibility":"yes","responsibility_basis":"care"' "$("$CNIS" responsibility list "$kit" --as-at 2026-11-20 --format json)"
like "and whom it binds" '"orders":"bound by G2-' "$("$CNIS" responsibility list "$kit" --as-at 2026-11-20 --format json)"
unlike "no more than that" '"who":"302"' "$("$CNIS" responsibility list "$kit" --format json)"

# ---- a disagreement ------------------------------------------------------------------------------
alex=$("$CNIS" child show "$c" --format json | sed -n 's/.*"reference":"\(P1-[0-9]\)".*/\1/p' | head -1)
refused "of one alone" 2 'two adults' disagreement add "$c" --for "$alex" --source parent
worked "is recorded" disagreement add "$c" --for "$alex" --against "$sam" --source parent
twice=$(printf '%s\n' "$out" | sed -n 's/^reference: //p')
refused "twice" 5 "already: $twice" disagreement add "$c" --for "$sam" --against "$alex" --source parent
worked "about something else" --dry-run disagreement add "$c" --about other --for "$alex" --against "$sam" --source parent
like "as what each says" "\"about\":\"home_education\",\"wording\":\"home education\",\"for\":\"$alex\",\"against\":\"$sam\",\"not_said\":null" "$("$CNIS" disagreement list "$c" --format json)"
worked "it stops no notice" withdrawal notify "$c" --by parent --school "Netherwick High"
is "no duty is open that nothing meets" "" "$("$CNIS" duty list --child "$c" --kind register_child --format json)"
like "but one that something does" 'consent_check' "$("$CNIS" duty list --child "$c" --kind consent_check --format json)"
like "is said" 'not agreeing: M1-[0-9]; it stops nothing' "$err"
like "and what is not as the notice says" 'home educated already; .*cnis entry end' "$err"
m=$(printf '%s\n' "$err" | sed -n 's/.*: \(M1-[0-9]\);.*/\1/p')
worked "ends" disagreement end "$m"

# ---- private fostering ---------------------------------------------------------------------------
refused "from when" 2 'from' private-fostering add "$kit" "$sam" --source school
code_in 'Nan Friend
' child adult add "$kit" --relationship other --has-care yes --source school
like "is asked about when somebody else has the care" "cnis private-fostering add $kit P3-" "$err"
worked "by somebody else" private-fostering add "$kit" "$sam" --carer other --from 2026-11-01 --intended yes --source school
y=$(printf '%s\n' "$out" | sed -n 's/.*\(V1-[0-9]\).*/\1/p' | head -1)
like "is private fostering" "\"arrangement\":\"$y\",\"person\":\"$sam\".*\"privately_fostered\":\"yes\",\"why\":\"28 days or more" "$("$CNIS" private-fostering list "$kit" --format json)"
d=$("$CNIS" duty list --child "$kit" --format json | grep private_fostering | sed -n 's/.*"duty":"\([^"]*\)".*/\1/p')
like "the team is told the next working day" 'LOCAL.private-fostering.notify' "$("$CNIS" why "$d" --format json)"
code_in 'Done.
' duty meet "$d"
is "by a record of its own" 4 "$code"
like "says which" 'private-fostering told' "$err"
worked "told" private-fostering told "$y" --to 'fostering team'
is "no duty" 0 "$("$CNIS" duty list --child "$kit" --format json | grep -c private_fostering)"
refused "twice" 4 'told already' private-fostering told "$y"
worked "over" private-fostering end "$y"

# ---- what an order asks, and being looked after --------------------------------------------------
code_in '
' order-of-court add "$kit" --kind specific_issue --from 2026-11-01 --source parent
is "of a child on the register" 0 "$code"
look=$("$CNIS" duty list --child "$kit" --format json | grep order_check | sed -n 's/.*"duty":"\([^"]*\)".*/\1/p')
like "is looked at" 'LOCAL.court.check' "$("$CNIS" why "$look" --format json)"
code_in 'Read: it is about a holiday.
' duty meet "$look"
is "and somebody says so" 0 "$code"
code_in '
' order-of-court add "$c" --kind non_molestation --from 2026-11-01 --source court --binds "$sam"
like "asks what must not reach somebody" "cnis withhold add $c" "$err"
home=$("$CNIS" child show "$c" --format json | grep -o '"A[0-9]*-[0-9]"' | tr -d '"' | head -1)
like "with the whole command" "cnis withhold add $c $home --from-person $sam" "$err"
apart() { "$CNIS" duty list --child "$1" --kind keep_apart --format json; }
like "until somebody has decided it is a duty" '"due":"2026-11-23"' "$(apart "$c")"
like "by local policy" 'LOCAL.court.keep-apart' "$("$CNIS" why "$(apart "$c" | sed -n 's/.*"duty":"\([^"]*\)".*/\1/p')" --format json)"
alex=$("$CNIS" child show "$c" --format json | sed -n 's/.*"reference":"\(P1-[0-9]\)".*/\1/p' | head -1)
code_in 'She must not know.
' withhold add "$c" school --from-person "$alex" --confirmed-by "social care"
is "from somebody it does not bind" 0 "$code"
like "does not meet it" 'keep_apart' "$(apart "$c")"
code_in 'He must not know.
' withhold add "$c" location --from-person "$sam" --confirmed-by "social care"
is "from whom it binds" 0 "$code"
is "does" "" "$(apart "$c")"
code_in '
' order-of-court add "$kit" --kind non_molestation --from 2026-11-01 --source court --binds "$sam"
is "of the sibling too" 0 "$code"
code_in 'Looked at with social care: nothing is.
' duty meet "$(apart "$kit" | sed -n 's/.*"duty":"\([^"]*\)".*/\1/p')"
is "nothing is to be withheld, says somebody" 0 "$code"
is "and it is decided" "" "$(apart "$kit")"
code_in 'ZZ2
' order-of-court add "$kit" --kind non_molestation --from 2026-11-02 --source court --binds "$sam"
g3=$(printf '%s\n' "$out" | grep -o 'G[0-9]*-[0-9]' | head -1)
like "a second one asks again" 'keep_apart' "$(apart "$kit")"
worked "it ends" order-of-court end "$g3"
like "while another holds it is owed" 'keep_apart' "$(apart "$kit")"
g4=$("$CNIS" order-of-court list "$kit" --format json | sed -n '/non_molestation/s/.*"order":"\(G[0-9]*-[0-9]\)".*/\1/p' | grep -v "$g3" | head -1)
worked "that one ends too" order-of-court end "$g4"
is "and nothing is owed" "" "$(apart "$kit")"
# ---- what is sent to somebody it binds ---------------------------------------------------------------
alex=$("$CNIS" child show "$c" --format json | sed -n 's/.*"reference":"\(P1-[0-9]\)".*/\1/p' | head -1)
"$CNIS" responsibility change "$c" "$sam" --responsibility yes --source court </dev/null >said 2>&1
told() { code_in "$1" tell add "$c" --kind privacy_notice --edition 1 --method post --person "$2" $3; }
before=$(head_seq)
told '' "$sam" ''
is "is weighed first" 4 "$code"
like "what there is to weigh is listed" 'to weigh: G[0-9]*-[0-9] non_molestation \(order that binds them\)' "$err"
refused "a sheet too" 4 'weighed by a manager first' sheet "$c" --for "$sam" --out bound.txt
refused "and what is sent" 4 'weighed by a manager first' contact add "$c" --method post --outcome no_reply --person "$sam"
refused "about a sibling too" 4 'weighed by a manager first' contact add "$kit" --method post --outcome no_reply --person "$sam"
told '' "$sam" --considered
is "without a reason" 2 "$code"
told 'No reason.
' "$alex" --considered
is "where there is nothing to weigh" 2 "$code"
is "nothing is written" "$before" "$(head_seq)"
is "no sheet" "" "$(ls bound.txt 2>/dev/null)"
echo 'Otto Officer' | "$CNIS" officer add otto --roles officer >said 2>&1
CNIS_LOGIN=otto
export CNIS_LOGIN
told 'All the same.
' "$sam" --considered
is "an officer does not weigh" 9 "$code"
refused "nor for a sheet" 9 'a manager' sheet "$c" --for "$sam" --considered --out bound.txt
CNIS_LOGIN=$(id -un)
told 'Through the solicitor.
' "$sam" --considered
is "a manager does" 0 "$code"
like "the reason is kept" 'Through the solicitor' "$("$CNIS" tell list "$c" --format json)"
worked "and makes the sheet" sheet "$c" --for "$sam" --considered --out bound.txt
like "and is told where the reason is kept" 'the reason is asked for and kept when it is recorded as sent' "$err"
like "by the whole command" 'cnis tell add .*--kind what_we_hold .*--considered' "$err"
like "which is noted" '"command":"sheet".*considered' "$("$CNIS" access "$c" --format json)"
worked "what they sent us is recorded as ever" contact add "$c" --method telephone --outcome reached --person "$sam" --direction in
told '' "$alex" ''
is "who is not bound is told as ever" 0 "$code"
like "what it changes" 'Family Law Act 1996 s. 42' "$("$CNIS" order-of-court list "$c" --format json)"
like "and by the calculator" '"authority_shares_responsibility":true' "$("$CNIS" rule eval CA1989.order --kind care --format json)"
cat >pupil.json <<'END2'
{"schema": 1, "notified_by": "carer",
 "children": [{"name": "Ari Invented", "born": "2014-03-02", "school": {"name": "Netherwick High", "on_roll": true},
               "flags": [{"kind": "looked_after", "from": "2026-01-01"}]}],
 "parents": [{"name": "Pat Invented", "kind": "carer", "relationship": "foster_carer", "has_care": "yes"}],
 "addresses": [{"line1": "9 Invented Row", "postcode": "N2 0AB"}]}
END2
code register --from pupil.json
is "a carer's notice alone is not enough" 4 "$code"
like "says by which rule" 'LOCAL.looked-after.notice' "$err"
ari=$(ref C3)
like "the notice is kept" 'W' "$("$CNIS" withdrawal list --child "$ari" --format csv)"
like "the social worker is told" 'tell_social_worker' "$("$CNIS" duty list --child "$ari" --format csv)"
refused "not yet" 4 'LOCAL.looked-after.notice' entry open "$ari" --source carer
refused "no looked-after child" 4 'not known to be looked after' looked-after told "$kit"
worked "told, with no answer yet" looked-after told "$ari"
like "the answer is what ends it" "next: when it agrees: cnis looked-after told $ari --agrees yes --confirmed-by -" "$err"
worked "told" looked-after told "$ari" --agrees yes --confirmed-by 'team 3'
like "is listed" '"told":"2026-11-21","agrees":"yes","confirmed_by":"team 3"' "$("$CNIS" looked-after list "$ari" --format json)"
worked "and then entered" entry open "$ari" --source carer
# ---- where somebody decides, and on the first page -----------------------------------------------------
cat >order.json <<'END2'
{"schema": 1, "notified_by": "school",
 "children": [{"name": "Lou Invented", "born": "2014-05-02", "school": {"name": "Netherwick High", "on_roll": true},
               "flags": [{"kind": "ehc_plan", "from": "2026-01-01"}]}],
 "parents": [{"name": "Jo Invented", "relationship": "mother", "responsibility": "yes"}, {"name": "Max Invented", "relationship": "father"}],
 "addresses": [{"line1": "11 Invented Row", "postcode": "N2 0AB"}]}
END2
code register --from order.json
is "a pupil with a plan" 4 "$code"
lou=$(ref C4)
jo=$("$CNIS" child show "$lou" --format json | sed -n '/Jo Invented/s/.*"reference":"\(P[0-9]*-[0-9]\)".*/\1/p')
max=$("$CNIS" child show "$lou" --format json | sed -n '/Max Invented/s/.*"reference":"\(P[0-9]*-[0-9]\)".*/\1/p')
wl=$("$CNIS" withdrawal list --child "$lou" --format json | grep -o 'W[0-9]*-[0-9]' | head -1)
code_in '
' order-of-court add "$lou" --kind non_molestation --from 2026-10-01 --source court --binds "$jo"
is "it binds who will apply" 0 "$code"
worked "not agreed" disagreement add "$lou" --for "$jo" --against "$max" --source parent
like "listed next" "next: cnis disagreement list $lou" "$err"
worked "limits" responsibility change "$lou" "$max" --limits-file weekends --source court
worked "check" consent check "$wl"
like "says that they do not agree" 'not agreeing: M[0-9]' "$err"
worked "apply" consent apply "$wl" --by parent --person "$jo"
like "who applies is bound" 'non-molestation order, which binds who applies' "$err"
code_in 'Because.
' consent decide "$wl" --grant
like "who decides reads it too" 'which binds who applies.*it stops nothing' "$(echo "$err" | tr '\n' ' ')"
like "and the disagreement" 'not agreeing: M[0-9]' "$err"
worked "child show" child show "$lou" --format json
like "responsibility" "\"what\":\"responsibility\",\"reference\":\"$jo\",\"kind\":\"yes\"" "$out"
like "limits of contact" "\"what\":\"limits of contact\",\"reference\":\"$max\".*weekend" "$out"
like "the order" "\"what\":\"order of a court\",\"reference\":\"G[0-9]*-[0-9]\",\"kind\":\"non_molestation\",\"detail\":\"binds $jo\",\"from\":\"2026-10-01\"" "$out"
like "what they do not agree about" "\"what\":\"disagreement\".*\"detail\":\"for: $jo; against: $max\"" "$out"
worked "household show" household show "$lou" --format json
like "the order" "\"child\":\"$lou\",\"what\":\"order of a court\".*non_molestation" "$out"
like "the limits" "\"what\":\"limits of contact\",\"reference\":\"$max\"" "$out"

# ---- who has the care, as the form says --------------------------------------------------------------
cat >carer.json <<'END2'
{"schema": 1, "notified_by": "carer",
 "children": [{"name": "Ida Invented", "born": "2014-07-02"}],
 "parents": [{"name": "Una Friend", "kind": "carer", "relationship": "other", "has_care": "yes"},
             {"name": "Ole Friend", "kind": "carer", "relationship": "foster_carer", "has_care": "yes"}],
 "addresses": [{"line1": "14 Invented Row", "postcode": "N2 0AB"}]}
END2
worked "a carer gives notice" register --from carer.json
like "is it private fostering" "next: cnis private-fostering add $(ref C5) P[0-9]*-[0-9], where" "$err"
like "or is the child looked after" "next: where the child is looked after: cnis flag add $(ref C5)" "$err"
like "who decides is asked" 'query' "$("$CNIS" duty list --child "$(ref C5)" --format csv)"

# ---- and what arrives about the family asks again, until somebody recorded what it is
rings() { # LABEL: something arrives, and is about that child
	printf '{"schema": 1, "kind": "telephone", "source": "school", "text": "Who collects the child?"}' >rings.json
	worked "$1" intake add --from rings.json --format json
	worked "$1: known" intake triage "$(printf '%s\n' "$out" | sed -n 's/.*"intake":"\([^"]*\)".*/\1/p')" --outcome known_child --child "$(ref C5),$c"
}
rings "a school rings"
like "is it private fostering" "next: cnis private-fostering add $(ref C5) P[0-9]*-[0-9], where" "$err"
is "only of whom somebody else has the care" 1 "$(printf '%s\n' "$err" | grep -c 'private-fostering add')"
una=$(printf '%s\n' "$err" | sed -n 's/.*private-fostering add [^ ]* \(P[0-9-]*\),.*/\1/p')
worked "it is an arrangement" private-fostering add "$(ref C5)" "$una" --carer relative --from 2026-11-01 --source school
rings "and again"
unlike "is not asked again" 'private-fostering' "$err"

# ---- who is shown no steps ---------------------------------------------------------------------------
printf 'Omar\n' | "$CNIS" officer add omar --roles officer >/dev/null 2>&1
as omar
is "an ordinary officer is shown no answer" "" "$("$CNIS" looked-after list "$ari" --format csv | grep yes)"
refused "and gives none" 9 'roles: manager safeguarding$' looked-after told "$ari"
like "who would" 'ask somebody who has it: .cnis officer list' "$err"

# ---- a family the officer declared ---------------------------------------------------------------
worked "declares the family" conflict declare "$c"
for words in "order-of-court list $c" "order-of-court end G3-7" "disagreement end $m" "private-fostering end $y" \
	"responsibility list $kit" "looked-after list $kit" "document list $c"; do
	# shellcheck disable=SC2086
	code $words
	is "$words: closed" 9 "$code"
	like "$words: says why" 'you declared the family' "$err"
done

# ---- whom it binds may be nobody of the family ---------------------------------------------------
unset CNIS_LOGIN
cat >stranger.json <<'END2'
{"schema": 1, "children": [{"name": "Una Stranger", "born": "2014-11-30"}],
 "parents": [{"name": "Ann Stranger", "relationship": "mother"}],
 "addresses": [{"line1": "9 Faraway Street", "postcode": "N9 9XY"}]}
END2
worked "another family" register --from stranger.json --format json
una=$(printf '%s\n' "$out" | grep -o 'C[0-9]*-[0-9]' | head -1)
ann=$("$CNIS" child show "$una" --format json | grep -o 'P[0-9]*-[0-9]' | head -1)
code_in '
' order-of-court add "$kit" --kind specific_issue --from 2026-11-02 --source court --binds "$ann,$sam"
like "which is said" "^$ann is not recorded as related to the child" "$err"
unlike "of that one only" "$sam is not recorded" "$err"
like "and how to record it" "cnis child adult add $kit --person $ann" "$err"
worked "verify" verify
done_testing
