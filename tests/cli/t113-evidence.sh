#!/bin/sh
# A document is evidence of any record that has a reference; the record's own page and list name it.
# shellcheck source=tests/cli/lib.sh disable=SC2154
. "$LIB"
# shellcheck source=tests/cli/story.sh
. "${LIB%/*}/story.sh"

story
for role in custodian safeguarding; do code officer role boss --add $role; done
# make LETTER TEXT WORDS...: one record of that kind, whose reference goes into the file refs
: >refs
refer() { printf '%s %s\n' "$1" "$2" >>refs; }
made() { printf '%s\n' "$out" | tr ' ,"' '\n\n\n' | grep "^$1[0-9]*-[0-9]\$" | head -1; }
make() {
	letter=$1 text=$2
	shift 2
	code_in "$text" "$@"
	[ "$code" -eq 0 ] || printf '%s\n' "$err" | sed 's/^/# /'
	is "$*" 0 "$code"
	refer "$letter" "$(made "$letter")"
}
page=$("$CNIS" child show C1-3 --format json)
refer C C1-3
refer P "$(printf '%s\n' "$page" | grep -o '"P[0-9]*-[0-9]"' | head -1 | tr -d '"')"
refer A "$(printf '%s\n' "$page" | grep -o '"A[0-9]*-[0-9]"' | head -1 | tr -d '"')"
adult=$(sed -n 's/^P //p' refs)
for of in E:entry F:flag T:contact S:seen I:plan; do
	refer "${of%:*}" "$("$CNIS" "${of#*:}" list C1-3 --format json | grep -o "\"${of%:*}[0-9]*-[0-9]\"" | head -1 | tr -d '"')"
done
refer R "$("$CNIS" review list --child C1-3 --format json | grep -o '"R[0-9]*-[0-9]"' | head -1 | tr -d '"')"
refer D "$("$CNIS" duty list --child C1-3 --format json | grep -o '"D[0-9]*-[0-9]"' | head -1 | tr -d '"')"
make N '020 7946 0018' contact-point add "$adult"
make U '' e-service add "$(sed -n 's/^N //p' refs)"
make B '' contact-wish add "$(sed -n 's/^N //p' refs)" --kind no_message
make L 'He must not know.' withhold add C1-3 school --all-outward --confirmed-by 'social care'
make G '
' order-of-court add C1-3 --kind specific_issue --from 2026-11-20 --source court
make P2 'Sam Example' child adult add C1-3 --relationship father
father=$("$CNIS" child show C1-3 --format json | grep -o '"P[0-9]*-[0-9]"' | sort -u | tail -1 | tr -d '"')
sed -i '/^P2/d' refs
make M '' disagreement add C1-3 --for "$adult" --against "$father" --source parent
make V '' private-fostering add C1-3 "$father" --carer other --from 2026-11-01 --intended unknown --source school
make J '' tell add C1-3 --kind support_pack --edition 4 --method post --person "$adult"
make Q 'Nobody called back.' complaint add C1-3 --kind own --source parent
make Z '' cover add ann --by boss --to 2026-12-24
make K 'They are at home all day.



020 7946 0019




' intake add --kind telephone --teller unknown
cat >held.json <<'END2'
{"schema": 1, "children": [{"name": "Wren Heldchild", "born": "2014-06-07", "route": "on_roll_absent", "held_basis": "parents_agree", "school": {"name": "Hill", "on_roll": true}}],
 "addresses": [{"line1": "44 Elsewhere Street", "postcode": "NW9 9AA"}]}
END2
cat >away.json <<'END2'
{"schema": 1, "notified_by": "school", "children": [{"name": "Lark Faraway", "born": "2013-04-05", "school": {"name": "Hill", "on_roll": true}}],
 "addresses": [{"line1": "5 Distant Street", "postcode": "N2 0AD", "authority": "303"}]}
END2
worked "a child who is held" register --from held.json
held=$(made C)
refer H "$("$CNIS" held list --format json | grep -o '"H[0-9]*-[0-9]"' | head -1 | tr -d '"')"
worked "a child who lives elsewhere" register --from away.json
away=$(made C)
refer W "$(made W)"
make Y '' forward send "$(sed -n 's/^W //p' refs)" --method email

# ---- linked to each ------------------------------------------------------------------------------
code_in 'A paper

Shelf 3
' document add C1-3 --class other --source parent --about "$held,$away"
is "a document" 0 "$code"
o=$(made O)
make X 'A colleague.' restrict add C1-3 --kind staff_family
code_in 'Not one.' restrict end "$(sed -n 's/^X //p' refs)"
while read -r letter ref; do
	code document link "$o" "$ref"
	is "linked to $letter ($ref)" 0 "$code"
	like "and listed by it" "\"document\":\"$o\"" "$("$CNIS" document list "$ref" --format json)"
	like "as what it shows" "$ref" "$("$CNIS" document show "$o" --format json | sed 's/.*"evidence_of"//')"
done <refs
is "every letter, but for documents" "ABCDEFGHIJKLMNPQRSTUVWXYZ" "$(cut -d' ' -f1 refs | sort | tr -d '\n')"
refused "a document is none of itself" 3 'it is the document itself' document link "$o" "$o"
code_in 'Another

Shelf 4
' document add C1-3 --class other --source parent --link "$o"
is "but of another" 0 "$code"

# ---- on its own page, or below its list ----------------------------------------------------------
names() { # names LABEL REFERENCE DOCUMENT WORDS...
	label=$1 ref=$2 paper=$3
	shift 3
	code "$@"
	like "$label" "documents: [O0-9, -]*$paper.*cnis document list $ref" "$err"
	unlike "$label: not among what programs read" 'cnis document list' "$out"
}
ref_of() { sed -n "s/^$1 //p" refs; }
names "a child" C1-3 "$o" child show C1-3
names "an adult" "$adult" "$o" person show "$adult"
names "a withdrawal" "$(ref_of W)" "$o" withdrawal show "$(ref_of W)"
names "a review" "$(ref_of R)" "$o" review show "$(ref_of R)"
names "a duty" "$(ref_of D)" "$o" duty show "$(ref_of D)"
names "a complaint" "$(ref_of Q)" "$o" complaint show "$(ref_of Q)"
for of in E:entry F:flag T:contact S:seen I:plan G:order-of-court M:disagreement V:private-fostering L:withhold; do
	names "${of#*:} list" "$(ref_of "${of%:*}")" "$o" "${of#*:}" list C1-3
done

# ---- and only to who is shown both ---------------------------------------------------------------
as ann
refused "a complaint is there for managers" 3 'no such record' document list "$(ref_of Q)"
refused "what nobody has" 3 'no such record' document list F99-9
refused "no reference" 2 'reference' document list Robin
unlike "nor named by the document" "$(ref_of Q)" "$("$CNIS" document show "$o" --format json)"
done_testing
