#!/bin/sh
# The same child? Registering twice, pairs in the register, what somebody said about them.
# shellcheck source=tests/cli/lib.sh disable=SC2154
. "$LIB"

demo
form() { # form NAME BORN POSTCODE EXTRA-OF-CHILD
	printf '{"schema": 1,\n "children": [\n  {"name": "%s",\n   "born": "%s"%s}],\n "parents": [{"name": "Alex Sample", "relationship": "mother"}],\n "addresses": [{"line1": "1 Invented Row", "postcode": "%s"}]}\n' "$1" "$2" "$4" "$3"
}

form "Hassan Sample" 2015-03-02 "N2 0AB" '' >one.json
worked "a family" register --from one.json
form "HASSAN  Sample" 2015-03-02 "N2 0AB" '' >again.json
refused "the same child again" 5 'this child is here as C1-' register --from again.json --not-duplicate
like "what a manager may do" 'next: .*for a manager.*--reason FILE' "$err"

# Cousins of one name: two children when a manager says why.
cousins() { # another register, to leave this one alone
	rm -f c.cnis
	"$CNIS" -q -r c.cnis init --authority 302 --demonstration >said
	echo 'An Officer' | "$CNIS" -q -r c.cnis officer add ann --roles officer >said
	"$CNIS" -q -r c.cnis register --from one.json >said
}
cousins
printf 'Cousins: both births were seen.\n' >why
CNIS_LOGIN=ann code -r c.cnis register --from again.json --not-duplicate --reason why
is "an officer does not say so" 9 "$code"
like "a manager does" 'said by a manager' "$err"
is "nothing is written" 1 "$("$CNIS" -r c.cnis child list --format json | wc -l | tr -d ' ')"
refused "a reason and nobody looked" 5 'this child is here' -r c.cnis register --from again.json --reason why
printf ' \n' >none
code -r c.cnis register --from again.json --not-duplicate --reason none
is "an empty reason is none" yes "$([ "$code" -ne 0 ] && echo yes)"
worked "with a reason" -r c.cnis register --from again.json --not-duplicate --reason why
worked "they are no pair" -r c.cnis duplicate list --format json
is "not shown" "" "$out"
worked "but known" -r c.cnis duplicate list --dismissed --format json
like "with the reason" '"class":"exact".*"reason":"Cousins: both births were seen."' "$out"
worked "verify" -r c.cnis verify
sed 's/"schema": 1,/"schema": 1, "confirmed_not_duplicate": true, "not_duplicate_reason": "A third cousin.",/' again.json >form.json
worked "said in the form" -r c.cnis register --from form.json
sed 's/"born": "2015-03-02"/"born": "2015-03-02", "nhs": "9434765870"/' form.json >nhs.json
worked "one with a number" -r c.cnis register --from nhs.json
refused "which is not given twice" 5 'this child is here as|a number of this child is held by' -r c.cnis register --from nhs.json
form "Kit Sample" 2015-03-02 "N2 0AB" '' >twin.json
worked "a twin" register --from twin.json
unlike "nobody is asked about a twin" 'perhaps' "$err"
worked "and a twin is no pair" --format json duplicate list
is "none" "" "$out"

# A name that sounds alike, asked once.
form "Hussain Sample" 2015-03-02 "N2 0AB" '' >alike.json
refused "a name that sounds alike" 5 'perhaps the same child as C1-' register --from alike.json
like "says what is the same" 'birth date   the same' "$err"
like "and what is not" 'given names  (sounds alike|a slip in writing apart)' "$err"
unlike "and no name" 'Hassan' "$err"
worked "somebody looked" register --from alike.json --not-duplicate
worked "the pair is not asked about" --format json duplicate list
is "not shown" "" "$out"
worked "but known" --format json duplicate list --dismissed
like "who" '"officer":"' "$out"
like "when" '"on":"' "$out"

# A correction makes two records one: the list finds what registration could not.
form "Robin Other" 2014-05-06 "E1 6AN" '' >robin.json
worked "another child" --format json register --from robin.json
robin=$(printf '%s' "$out" | sed 's/.*"child":"\([^"]*\)".*/\1/')
form "Robyn Other" 2012-05-09 "E1 6AN" '' >robyn.json
worked "and one not alike enough" --format json register --from robyn.json
robyn=$(printf '%s' "$out" | sed 's/.*"child":"\([^"]*\)".*/\1/')
worked "no pair yet" --format json duplicate list --child "$robin"
is "none yet" "" "$out"
code_in 2014-06-05 child edit "$robyn" --field born
is "its birth date is corrected" 0 "$code"
worked "now a pair" --format json duplicate list --child "$robin"
like "the two" "\"child\":\"$robin\",\"other\":\"$robyn\"" "$out"
like "likely" '"class":"likely"' "$out"
like "why" 'birth date day and month swapped' "$out"
code duplicate list --exit-code
is "a list that is not empty" 10 "$code"
for f in table plain csv json; do
	worked "as $f" --format "$f" duplicate list
	like "says it as $f" 'swapped' "$out"
done

form "Wanda Heron" 2013-02-03 "E1 6AP" '' >wanda.json
worked "a third" register --from wanda.json
form "Wandah Heron" 2011-09-09 "E1 6AR" '' >wandah.json
worked "not alike enough" --format json register --from wandah.json
wandah=$(printf '%s' "$out" | sed 's/.*"child":"\([^"]*\)".*/\1/')
code_in 2013-02-03 child edit "$wandah" --field born
is "corrected too" 0 "$code"
worked "all pairs" duplicate list --format csv
is "two" 3 "$(printf '%s\n' "$out" | wc -l | tr -d ' ')"
cp out all.csv
worked "a page" duplicate list --format csv --limit 1
like "says how to go on" 'there are more: --skip 1' "$err"
cp out pages.csv
worked "the next" duplicate list --format csv --limit 1 --skip 1
unlike "which is the last" 'more' "$err"
tail -n +2 out >>pages.csv
is "the pages are the list" "$(cat all.csv)" "$(cat pages.csv)"
worked "beyond" duplicate list --format json --skip 2
is "nothing" "" "$out"
worked "without an end" duplicate list --format csv --limit 0
is "the same" "$(cat all.csv)" "$out"
refused "less than nothing" 2 '.' duplicate list --skip -1

refused "dismissing without a reason" 2 'reason' duplicate dismiss "$robin" "$robyn"
refused "one child twice" 2 'two' duplicate dismiss "$robin" "$robin" --reason one.json
refused "no such child" 3 'no such child' duplicate dismiss "$robin" C999-0 --reason one.json
printf 'cousins of one name' >why.txt
worked "dry" --dry-run duplicate dismiss "$robin" "$robyn" --reason why.txt
worked "still a pair" duplicate list --child "$robin"
like "is shown" "$robin" "$out"
worked "dismissed" duplicate dismiss "$robyn" "$robin" --reason why.txt
worked "asked about no more" --format json duplicate list --child "$robin"
is "gone" "" "$out"
worked "known" --format json duplicate list --dismissed --child "$robin"
like "with its reason" '"reason":"cousins of one name"' "$out"
refused "twice" 5 'already' duplicate dismiss "$robin" "$robyn" --reason why.txt
worked "who looked is noted" access "$robin"
like "the list" 'duplicate list' "$out"
worked "undone" undo "$(printf '%s' "$("$CNIS" --format json log --limit 1)" | sed 's/.*"seq":\([0-9]*\).*/\1/')"
worked "a pair again" --format json duplicate list --child "$robin"
like "asked about again" "$robyn" "$out"
worked "and the register holds" verify
done_testing
