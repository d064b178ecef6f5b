#!/bin/sh
# Somebody tells of a child and asks not to be named: the story to its end, and every way to look at it.
# Whom nobody knows is something else.
# shellcheck source=tests/cli/lib.sh disable=SC2154
. "$LIB"

CNIS_NOW=2026-09-04T08:00:00Z CNIS_REGISTER=$T/r.cnis
export CNIS_NOW CNIS_REGISTER
as boss
worked "a register" init --authority 302 --demonstration
for who in ann sue kim; do
	code_in "Invented Person
" officer add $who --roles officer
done
worked "sue protects" officer role sue --add safeguarding
worked "kim audits" officer role kim --add auditor
worked "boss exports" officer role boss --add exporter
CNIS_NOW=2026-09-07T09:00:00Z
as ann
code_in "The two at number 5 are never at school.

Una Quiet



5 Quiet Lane
N2 0AD
Mrs Hush of Number 7
07700 900123
" intake add --kind neighbour --teller anonymous --source public --format json
is "a neighbour tells" 0 "$code"
k=$(printf '%s\n' "$out" | sed -n 's/.*"intake":"\([^"]*\)".*/\1/p')
code_in "A slip of paper under the door.





6 Quiet Lane
N2 0AD
" intake add --kind neighbour --teller unknown --format json
is "of the other nobody knows who it was: who is not asked" 0 "$code"
unknown=$(printf '%s\n' "$out" | sed -n 's/.*"intake":"\([^"]*\)".*/\1/p')
worked "they differ" intake list --all --format json
like "anonymous" "\"intake\":\"$k\".*\"teller\":\"anonymous\"" "$out"
like "unknown" "\"intake\":\"$unknown\".*\"teller\":\"unknown\"" "$out"
sound "told"

# ---- every way to look, by everybody who is not of the role safeguarding ---------------------------
cat >family.json <<'END2'
{"schema": 1, "children": [{"name": "Pat Quiet", "born": "2015-01-01"}, {"name": "Sal Quiet", "born": "2017-01-01"}],
 "parents": [{"name": "Una Quiet"}], "addresses": [{"line1": "5 Quiet Lane", "postcode": "N2 0AD"}]}
END2
never() { # never WORDS...: nothing of them in what it says
	"$CNIS" "$@" >seen.out 2>seen.err </dev/null
	unlike "$*: does not name them" 'Hush|Number 7|900123' "$(cat seen.out seen.err)"
}
look() {
	for format in table plain csv json; do
		never --format $format intake list --all
		never --format $format intake show "$k"
		never --format $format duty list --all
		never --format $format why "$duty"
		never --format $format log --limit 500
		never --format $format access --all
	done
	never intake list --known-at 2026-09-07T10:00:00Z --all
	never intake show "$k" --known-at 2026-09-07T10:00:00Z
	never household show C1-3
	never person show P1-2
	never child show C1-3
	never child history C1-3
	never why "$duty" --for-family
	never doctor
	never verify
}
duty=$("$CNIS" intake list --format json | sed -n "s/.*\"intake\":\"$k\".*\"duty\":\"\([^\"]*\)\".*/\1/p")
for who in ann boss kim; do
	as $who
	look
done
as sue
worked "sue" intake show "$k" --format json
like "is told" '"teller_name":"Mrs Hush of Number 7","teller_contact":"07700 900123"' "$out"
worked "which is noted" access --officer sue --all
like "by the reference" "$k" "$out"
as boss
worked "a plan" intake plan --out plan.csv --owners ann,sue
unlike "does not name them" 'Hush|Number 7|900123' "$(cat plan.csv)"

# ---- the name, where somebody typed it into the words ------------------------------------------------
as ann
cat >said.json <<'END2'
{"kind": "neighbour", "teller": "anonymous", "source": "public", "teller_name": "Mrs Secretname Quirk", "teller_contact": "07700 900456",
 "adult_name": "Una Sample", "children": [{"full_name": "Pip Sample"}],
 "text": "Never at school, Secretname Quirk says. Call quirk on 07700900456, not +44 7700 900456. Una Sample shouts."}
END2
worked "a neighbour, by a form" intake add --from said.json --format json
said=$(printf '%s\n' "$out" | sed -n 's/.*"intake":"\([^"]*\)".*/\1/p')
code_in "Mrs Quirk will say more.
" intake triage "$said" --outcome more_needed --next 2026-09-09
is "more is needed" 0 "$code"
code_in "A letter of S. Quirk
S. Quirk
With Mrs Quirk
" document add "$said" --class third_party --source public --received 2026-09-07 --format json
is "and a paper" 0 "$code"
paper=$(printf '%s' "$out" | grep -o 'O[0-9]*-[0-9]' | head -1)
words() { "$CNIS" intake show "$said" --format "$1" 2>&1; "$CNIS" document show "$paper" --format "$1" 2>&1; "$CNIS" intake list --all --format "$1" 2>&1; }
for who in ann boss kim; do
	as $who
	for format in table json; do
		unlike "$who: the words do not name them, $format" 'Secretname|Quirk|quirk|900456' "$(words $format)"
		like "$who: the rest is shown, $format" 'Una Sample shouts' "$(words $format)"
	done
done
as sue
like "sue reads all of it" 'Secretname Quirk says.*07700900456' "$(words json)"
like "and the reason" 'Mrs Quirk will say' "$(words json)"
like "and the paper" 'letter of S. Quirk' "$(words json)"
sound "said"

# ---- to its end ------------------------------------------------------------------------------------
as ann
code_in "is it the family at number 5?
" intake triage "$k" --outcome more_needed --next 2026-09-09
is "more is needed" 0 "$code"
sound "more needed"
CNIS_NOW=2026-09-09T09:00:00Z
worked "they are found" register --from family.json --intake "$k"
worked "and the family reads" why C1-3 --for-family
unlike "of no neighbour" 'Hush|neighbour|arrived|intake' "$out"
look
sound "found"
as boss
mkdir nights
worked "a night" nightly --out nights
find nights -type f ! -name '*.cnis' ! -name '*backup*' >files
unlike "publishes nothing of them" Hush "$(xargs cat <files)"
worked "boss protects too" officer role boss --add safeguarding
worked "a full export" export full --purpose "to another system" --out all.jsonl
unlike "leaves them out" 'Hush|Number 7|900123' "$(cat all.jsonl)"
like "and keeps what they told" 'never at school' "$(cat all.jsonl)"
CNIS_REGISTER=$T/new.cnis
worked "a new register" init --authority 302 --demonstration
worked "takes it in" import full all.jsonl --apply
worked "shown there" intake show "$k" --format json
like "anonymous still" '"teller":"anonymous","source":"public","teller_name":null' "$out"
sound "there"
CNIS_REGISTER=$T/r.cnis
sound "at the end"
done_testing
