#!/bin/sh
# A complaint: anybody records it, managers answer it, and nobody else is told, least of all the
# officer it is about; it moves nothing on any list.
# shellcheck source=tests/cli/lib.sh disable=SC2154
. "$LIB"

as boss
demo
for who in ann:officer mary:officer,manager max:officer,manager,exporter; do
	code_in 'An Officer' officer add "${who%%:*}" --roles "${who#*:}"
done
as ann
cat >family.json <<'END_OF_FORM'
{"schema": 1, "children": [{"name": "Robin Sample", "born": "2015-03-02"}],
 "parents": [{"name": "Alex Sample", "relationship": "mother"}],
 "addresses": [{"line1": "1 Fern Road", "town": "London", "postcode": "NW1 1AA"}]}
END_OF_FORM
worked "a family" register --from family.json
c=$(ref C1)

# what everybody works by, as a reader of each kind reads it
seen() {
	for who in ann mary max; do
		as "$who"
		for words in 'due --days 400' overdue unseen 'unseen --all' 'child list --all' "child show $c" "review list $c" "household show $c" "duplicate list" "why $c" "officer list"; do
			# shellcheck disable=SC2086
			"$CNIS" $words --format json 2>&1 | grep -v '"kind":"complaint' | if [ "$who" = max ]; then sed 's/"open_duties":[0-9]*//'; else cat; fi # he is shown two more
		done
	done
	"$CNIS" export children --purpose test --format csv 2>/dev/null
}
seen >before

# ---- refused
as ann
first=$(head_seq)
refused "by no procedure" 2 'kind' complaint add "$c" --kind rude --source parent --words-file family.json
refused "from nobody" 2 'source' complaint add "$c" --kind own --words-file family.json
code_in '' complaint add "$c" --kind own --source parent
is "without words" 2 "$code"
refused "about nobody known" 3 'no current officer' complaint add "$c" --kind own --source parent --about nobody --words-file family.json
refused "of nobody" 3 'no such child' complaint add C4-5 --kind own --source parent --words-file family.json
refused "answered by who is not shown it" 4 'a manager answers' complaint add "$c" --kind own --source parent --owner ann --words-file family.json
refused "or by whom it is about" 4 'about themselves' complaint add "$c" --kind own --source parent --owner mary --about mary --words-file family.json
worked "tried" --dry-run complaint add "$c" --kind own --source parent --words-file family.json
is "refusals and trials write nothing" "$first" "$(head_seq)"

# ---- recorded
code_in 'Nobody called back.' complaint add "$c" --kind own --source parent --about mary
is "recorded by an officer" 0 "$code"
q=$(printf '%s\n' "$out" | sed -n 's/^reference: //p')
refused "who is not shown it" 9 'manager' complaint show "$q"
refused "nor the list" 9 'manager' complaint list
is "nor a duty of it" "" "$("$CNIS" duty list --child "$c" --format json | grep '"kind":"complaint')"
as max
like "a manager is" '"kind":"own","source":"parent","received":"2026-11-21","answer_due":"2026-12-18"' "$("$CNIS" complaint list --format json)"
like "with the words" 'Nobody called back' "$("$CNIS" complaint show "$q" --format json)"
like "to answer and to acknowledge" 'complaint_acknowledge complaint_reply' "$("$CNIS" duty list --child "$c" --format json | sed -n 's/.*"kind":"\(complaint[^"]*\)".*/\1/p' | sort | xargs)"
a=$("$CNIS" duty list --kind complaint_acknowledge --format json | sed -n 's/.*"duty":"\([^"]*\)".*/\1/p')
d=$("$CNIS" duty list --kind complaint_reply --format json | sed -n 's/.*"duty":"\([^"]*\)".*/\1/p')
like "why" 'LOCAL.complaint.own' "$("$CNIS" why "$d" --format json)"

# ---- not to whom it is about, manager or not
as mary
is "not in her list" "" "$("$CNIS" complaint list --all --format json)"
refused "nor by its reference" 3 'no such complaint' complaint show "$q"
refused "the duty neither" 3 'no such duty' duty show "$d"
is "nor the lists" "" "$("$CNIS" due --days 400 --format json | grep '"kind":"complaint')$("$CNIS" duty list --all --format json | grep '"kind":"complaint')"
code_in 'No.' complaint close "$q" --outcome not_upheld
is "she does not answer it" 3 "$code"
unlike "the log does not say it" 'complaint' "$("$CNIS" log --format json)"
as max
refused "it is not given to her" 4 'does not answer' duty assign "$d" --to mary
refused "nor to who is not shown it" 4 'manager or the role' duty assign "$d" --to ann

# ---- it moves nothing
seen >after
is "every list and export as it was" "" "$(diff before after)"

# ---- answered
as max
code_in 'Sent a card.' duty meet "$a"
is "acknowledged" 0 "$code"
code_in 'Yes.' duty meet "$d"
is "the answer is a record of its own" 4 "$code"
refused "an unknown outcome" 2 'outcome' complaint close "$q" --outcome sorry --reply-file family.json
refused "before it came" 2 'received' complaint close "$q" --outcome upheld --on 2026-11-20 --reply-file family.json
code_in 'We are sorry, and call back now.' complaint close "$q" --outcome upheld
is "answered" 0 "$code"
is "nothing is left" "" "$("$CNIS" duty list --child "$c" --format json | grep '"kind":"complaint')"
is "nor open" "" "$("$CNIS" complaint list --format json)"
like "and kept" '"outcome":"upheld"' "$("$CNIS" complaint list --all --format json)"
refused "once" 4 'closed' complaint close "$q" --outcome upheld --reply-file family.json

# ---- of what arrived, of no family; put off, it stays the complaint's
as ann
printf '{"kind":"telephone","text":"Nobody called back."}' >told.json
worked "something arrives" intake add --from told.json --format json
k=$(printf '%s\n' "$out" | sed -n 's/.*"intake":"\(K[^"]*\)".*/\1/p')
before=$("$CNIS" intake show "$k" --format json)
code_in 'Nobody called back.' complaint add "$k" --kind own --source public --about mary
is "of what arrived" 0 "$code"
qk=$(printf '%s\n' "$out" | sed -n 's/^reference: //p')
is "which has the same next step" "$before" "$("$CNIS" intake show "$k" --format json)"
code_in 'The form asks too much.' complaint add --kind data_protection --source other_professional --received 2026-11-21
is "of no family" 0 "$code"
qd=$(printf '%s\n' "$out" | sed -n 's/^reference: //p')
first=$(head_seq)
code_in 'Words.' complaint add K9-2 --kind own --source parent
is "of nothing that arrived" 3 "$code"
code_in 'Words.' complaint add Robin --kind own --source parent
is "of no reference" 2 "$code"
is "nothing of it is written" "$first" "$(head_seq)"
as max
like "shown with what arrived" "\"complaint\":\"$qk\",\"child\":null.*\"intake\":\"$k\"" "$("$CNIS" complaint list --format json)"
like "and with neither" "\"complaint\":\"$qd\",\"child\":null.*\"intake\":null" "$("$CNIS" complaint show "$qd" --format json)"
like "who looked is noted" "complaint show.*$qd" "$("$CNIS" access --format json 2>&1 | grep "$qd"; sqlite3 r.cnis.access 'SELECT * FROM access' 2>/dev/null | grep "$qd" | head -1)"
d=$("$CNIS" due --days 400 --format json | grep complaint_reply | grep "$qk" | sed -n 's/.*"duty":"\([^"]*\)".*/\1/p')
like "its duty names it" "\"complaint\":\"$qk\"" "$("$CNIS" duty show "$d" --format json)"
like "and says why" 'LOCAL.complaint.own' "$("$CNIS" why "$d" --format json)"
code_in 'Waits for a reply.' duty extend "$d" --to 2027-01-20
is "put off" 0 "$code"
like "answered by then" '"answer_due":"2027-01-20"' "$("$CNIS" complaint show "$qk" --format json)"
as mary
is "not to whom it is about" "" "$("$CNIS" due --days 400 --format json | grep "\"complaint\":\"$qk")$("$CNIS" complaint list --format json | grep "$qk")"
as max
code_in 'We are sorry.' complaint close "$qk" --outcome upheld
is "answered" 0 "$code"
code_in 'It asks what the law lists.' complaint close "$qd" --outcome not_upheld
is "the other too" 0 "$code"
is "nothing is left" "" "$("$CNIS" due --days 400 --format json | grep '"kind":"complaint')"

# ---- the other procedures, a death, a leaver
code_in 'A letter.' complaint add "$c" --kind ombudsman --source other_professional --about ann
is "the Ombudsman" 0 "$code"
code_in 'My data.' complaint add "$c" --kind data_protection --source parent --received 2026-11-21
is "data protection" 0 "$code"
like "by its own clock" '"kind":"data_protection".*"answer_due":"2026-12-21"' "$("$CNIS" complaint list --format json)"
worked "the child dies" died "$c" --on 2026-11-21 --source health
is "complaints are answered all the same" 2 "$("$CNIS" duty list --child "$c" --kind complaint_reply --format json | wc -l | xargs)"
as boss
worked "who answers leaves" officer end max --hand-to mary
is "somebody has each" 2 "$("$CNIS" duty list --child "$c" --kind complaint_reply --format json | grep -c '"owner":"[a-z]')"
# who takes over is complained about, of no family: somebody gives it an owner
as boss
printf 'An Officer\n' | "$CNIS" officer add mia --roles officer,manager >/dev/null 2>&1
printf 'An Officer\n' | "$CNIS" officer add nora --roles officer,manager >/dev/null 2>&1
code_in 'Of nobody.' complaint add --kind own --source public --about nora --owner mia
is "one more" 0 "$code"
qn=$(printf '%s\n' "$out" | sed -n 's/^reference: //p')
worked "the leaver's work goes to her" officer end mia --hand-to nora
is "but for that" 2 "$("$CNIS" duty list --unallocated --format json | grep -c "\"complaint\":\"$qn\"")"
like "somebody is to" "\"complaint\":\"$qn\"" "$("$CNIS" duty list --kind allocate --format json)"
for who in ann nora; do
	as $who
	unlike "$who is not told of what" "$qn" "$("$CNIS" duty list --all --format json)$("$CNIS" today --format json)"
done
as boss
for kind in complaint_reply complaint_acknowledge; do
	worked "$kind is given" duty assign "$("$CNIS" duty list --kind $kind --format json | grep "$qn" | sed -n 's/.*"duty":"\([^"]*\)".*/\1/p')" --to boss
done
unlike "and waits no more" "$qn" "$("$CNIS" duty list --kind allocate --format json)"
sound "at the end"
done_testing
