#!/bin/sh
# Siblings are named at every step of one child; what is each child's own is copied in no way.
# shellcheck source=tests/cli/lib.sh disable=SC2154
. "$LIB"

demo
cat >family.json <<'END'
{"schema": 1,
 "children": [{"name": "Robin Sample", "born": "2015-03-02"}, {"name": "Kit Sample", "born": "2013-06-09"}],
 "parents": [{"name": "Alex Sample", "relationship": "mother", "has_care": "yes"}],
 "addresses": [{"line1": "1 Invented Row", "postcode": "N2 0AB"}]}
END
worked "a family" register --from family.json
sed 's/Sample/Other/g; s/1 Invented/2 Invented/; s/Robin/Sam/; s/Kit/Jo/' family.json >other.json
worked "another family" register --from other.json
c=$(ref C1) kit=$(ref C2) stranger=$(ref C3)
p=$("$CNIS" child show "$c" --format json | sed -n 's/.*"reference":"\(P[0-9]*-[0-9]\)".*/\1/p' | head -1)
rows() { sqlite3 r.cnis "SELECT count(*) FROM $1 WHERE child_id = $2"; }
echo "It was about Robin." >note
echo '{"name": "Max Sample"}' >father.json

# ---- contact and information: asked, named, and copied when said so
worked "a call" contact add "$c" --method telephone --outcome reached --person "$p"
like "names the sibling with a command" "also for $kit\\? cnis contact add $kit --method telephone --outcome reached" "$err"
unlike "and no stranger" "$stranger" "$err"
unlike "nor the child itself" "also for $c" "$err"
is "of itself nothing is copied" 0 "$(rows contact 2)"
before=$(head_seq)
worked "a call about both" contact add "$c" --method telephone --outcome reached --person "$p" --note-file note --also "$kit"
like "says so" "recorded of $kit too" "$err"
unlike "and asks no more" 'also for' "$err"
is "in one entry" "$((before + 1))" "$(head_seq)"
is "the sibling has it" 1 "$(rows contact 2)"
is "without the note" 1 "$(sqlite3 r.cnis 'SELECT count(*) FROM contact WHERE child_id = 2 AND note IS NULL')"
like "the household knows it" "\"child\":\"$kit\".*\"last_reached\":\"2026-11-21\"" "$("$CNIS" household show "$c" --format json)"
worked "undone" undo "$(head_seq)"
is "of both" 0 "$(rows contact 2)"
before=$(head_seq)
refused "a stranger is no sibling" 2 'same household' contact add "$c" --method telephone --outcome reached --also "$stranger"
refused "nor is the child itself" 2 'same household' contact add "$c" --method telephone --outcome reached --also "$c"
refused "nobody twice" 2 'each once' contact add "$c" --method telephone --outcome reached --also "$kit,$kit"
refused "not a reference" 2 'with commas' contact add "$c" --method telephone --outcome reached --also all
is "refusals write nothing" "$before" "$(head_seq)"
worked "dry" --dry-run contact add "$c" --method telephone --outcome reached --also "$kit"
is "writes nothing" "$before" "$(head_seq)"
worked "information" plan receive "$c" --kind report --method email
like "names the sibling" "also for $kit\\? cnis plan receive $kit --kind report --method email" "$err"
worked "information about both" plan receive "$c" --kind report --method email --note-file note --also "$kit"
is "the sibling has it too" 1 "$(rows education_information 2)"
is "that note is not copied" 1 "$(sqlite3 r.cnis 'SELECT count(*) FROM education_information WHERE child_id = 2 AND note IS NULL')"
refused "information about a stranger" 2 'same household' plan receive "$c" --kind report --method email --also "$stranger"

# ---- other steps name the sibling with the words that can be said of it too, and no finding
worked "a home considered" consider "$c"
like "names the sibling" "also for $kit\\? cnis consider $kit\$" "$err"
code_in 'Sky Sample
' child adult add "$c" --relationship father --source parent
sky=$(printf '%s\n' "$out" | sed -n 's/^reference: //p')
before=$(head_seq)
like "an adult is one record for all" "also for $kit\\? cnis child adult add $kit --person $sky --relationship father\$" "$err"
worked "of the sibling" child adult add "$kit" --person "$sky" --relationship father --source parent
unlike "who is not offered back" 'also for' "$err"
worked "taken back" undo "$(head_seq)"
worked "and the adult" undo "$before"
worked "hours" child provision add "$c" --kind parents --hours-week 10
like "without the hours" "also for $kit\\? cnis child provision add $kit --kind parents\$" "$err"
worked "a need" flag add "$c" --kind early_help --from 2026-11-01 --source school
like "without the need" "also for $kit\\? cnis flag add $kit --kind KIND --from DATE\$" "$err"
worked "none of an item" child answer "$c" --item 1.b.additional-address --answer none --source parent
like "without the answer" "also for $kit\\? cnis child answer $kit --item 1.b.additional-address --answer ANSWER --source SOURCE\$" "$err"
is "which is copied to nobody" 0 "$(rows content_answer 2)"
worked "a characteristic" child characteristic "$c" --kind disability --declined
unlike "is each child's own and offered of nobody" 'also for' "$err"
worked "a further route" entry also "$c" --route section_19 --because authority_arranged
like "offered" "also for $kit\\? cnis entry also $kit --route section_19 --because authority_arranged\$" "$err"
worked "and its end" entry also-end "$c" --route section_19 --because corrected
worked "another for what was found" entry also "$c" --route eotas --because appears_suitable
like "is each child's own" "also for $kit\\? cnis review record $kit --method METHOD --evidence CODES --voice VOICE\$" "$err"
worked "ended" entry also-end "$c" --route eotas --because corrected

# ---- what is each child's own
worked "a review" review record "$c" --method meeting --evidence plan --outcome suitable --voice speech --reasons-file note
like "names the sibling" "also for $kit\\? cnis review record $kit --method METHOD --evidence CODES --voice VOICE\$" "$err"
worked "seen" seen add "$c" --by ehe_officer --place home --voice speech
like "names the sibling, and nothing seen" "also for $kit\\? cnis seen add $kit --by WHO --voice VOICE\$" "$err"
for words in "review record $c --method meeting --evidence plan --outcome suitable --voice speech --reasons-file note" \
	"seen add $c --by ehe_officer --place home --voice speech"; do
	# shellcheck disable=SC2086
	refused "${words%% C*}: no --also" 2 'also' $words --also "$kit"
	# shellcheck disable=SC2086
	refused "${words%% C*}: no second child" 2 'argument' $words "$kit"
	# shellcheck disable=SC2086
	refused "${words%% C*}: no list of children" 2 'reference' $(printf '%s' "$words" | sed "s/$c/$c,$kit/")
done
for words in "contact add $c --method home_visit --outcome reached" "plan receive $c --kind plan --method meeting"; do
	for option in --voice --outcome=suitable --means; do
		# shellcheck disable=SC2086
		code $words --also "$kit" "$option" speech
		is "${words%% C*}: not with $option" 2 "$code"
	done
done
for table in review seen; do is "the sibling has no $table" 0 "$(rows "$table" 2)"; done
is "the sibling's review is still due" 1 "$(sqlite3 r.cnis "SELECT count(*) FROM duty WHERE child_id = 2 AND kind = 'review' AND state = 'open'")"
like "nor is it seen or reviewed anywhere" "\"child\":\"$kit\".*\"last_seen\":null,\"last_review\":null" "$("$CNIS" child list --format json | grep "$kit")"

# ---- what rests on one person's word, when there is an open reason
review="review record $kit --method meeting --evidence plan --voice speech --reasons-file note"
# shellcheck disable=SC2086
worked "no reason to ask" --dry-run $review --outcome suitable
unlike "is said of nobody" 'word of one person' "$err"
worked "a reason" flag add "$kit" --kind priority --from 2026-11-20
# shellcheck disable=SC2086
worked "a dry run" --dry-run $review --outcome suitable
like "lists it" "word of one person \\(parent, $p\\): name born address adults entry" "$err"
unlike "without what it says" 'Sample|Invented' "$err"
# shellcheck disable=SC2086
refused "no outcome" 2 'outcome' $review
like "why mentions it" "one-word.*word of one person \\(parent, $p\\).*decides nothing" "$("$CNIS" why "$kit" --format json)"
unlike "not to the family" 'word of one person' "$("$CNIS" why "$kit" --for-family --format json)"
worked "another adult" child adult add "$kit" --relationship father --file father.json --source school
# shellcheck disable=SC2086
worked "a second word" --dry-run $review --outcome suitable
unlike "takes the adults off it" 'adults' "$err"
like "and then it is not recorded which parent" 'word of one person .parent.: name born address entry' "$err"
is "it decided nothing" 0 "$(rows review 2)"

# ---- entries and addresses
CNIS_NOW=2026-11-23T12:00:00Z
worked "another route" entry route "$c" --to missing_education --because appears_not_suitable
like "what was found of one is copied to nobody" "also for $kit\\? cnis review record $kit --method METHOD --evidence CODES --voice VOICE\$" "$err"
unlike "nor offered" "appears_not_suitable" "$err"
CNIS_NOW=2026-11-24T12:00:00Z
worked "and back" entry route "$c" --to home_education --because other
like "names the sibling" "also for $kit\\? cnis entry route $kit --to home_education --because other" "$err"
code_in "$(printf '2 New Lane\nLondon\nN2 0AE\n ')" child move "$c" --source parent
like "a move names it" "$kit shares the old address.*cnis child move $kit --source parent" "$err"
worked "moved out" entry end "$c" --reason moved_out --authority 301 --source parent --end-homes
like "names the sibling" "also for $kit\\? cnis entry end $kit --reason moved_out --authority 301 --source parent --end-homes" "$err"
CNIS_NOW=2026-11-25T12:00:00Z
worked "the other too" entry end "$kit" --reason moved_out --authority 301 --source parent --end-homes
unlike "nobody is left to name" "also for" "$err"
CNIS_NOW=2026-11-27T12:00:00Z
worked "back again" entry open "$c" --route home_education
like "names who is not entered" "also for $kit\\? cnis entry open $kit --route home_education" "$err"
CNIS_NOW=2026-11-28T12:00:00Z
worked "an end of one child's own" entry end "$c" --reason moved_out --abroad --end-homes --source parent
unlike "is offered of nobody" 'also for' "$err"

# ---- on a terminal it asks
if script -qec true /dev/null </dev/null >/dev/null 2>&1; then
	printf 'y\n' | script -qec "'$CNIS' contact add '$c' --method post --outcome no_reply" /dev/null >asked 2>&1
	like "it asks about the sibling" "Also for $kit of the same family" "$(tr -d '\r' <asked)"
	is "yes is recorded" 1 "$(rows contact 2)"
	printf 'n\n' | script -qec "'$CNIS' contact add '$c' --method post --outcome no_reply" /dev/null >asked 2>&1
	is "no is not" 1 "$(rows contact 2)"
fi
worked "verify" verify
done_testing
