#!/bin/sh
# Registering: the form, what is wrong with it, the gates, drafts.
# shellcheck source=tests/cli/lib.sh disable=SC2154
. "$LIB"

demo
form() { # form NAME BORN EXTRA-OF-CHILD
	printf '{"schema": 1,\n "children": [\n  {"name": "%s",\n   "born": "%s"%s}],\n "parents": [{"name": "Alex Sample", "relationship": "mother"}],\n "addresses": [{"line1": "1 Invented Row", "postcode": "N2 0AB"}]}\n' "$1" "$2" "$3"
}

worked "the template prints" register --template
like "and explains" '"_born"' "$out"
cp "$T/out" template.json
refused "an empty template" 2 'children\[0\]' register --from template.json

form "Robin Sample" 2015-03-02 '' >good.json
worked "a family" --format json register --from good.json
like "gives the child" '"child":"C1-' "$out"
like "and the entry" '"entry":"E1-' "$out"
unlike "and no name" 'Robin' "$out$err"

refused "the same family again" 5 'children\[0\]' register --from good.json
form "Robyn Sample" 2015-03-02 '' >likely.json
refused "a likely duplicate" 5 'perhaps the same child as C1-' register --from likely.json
like "field by field" 'given names  a slip in writing apart' "$err"
like "who is told whom it is like is noted" '"command":"register","child":"C1-' "$("$CNIS" --format json access --limit 1)"
worked "looked at by somebody" register --from likely.json --not-duplicate
worked "nobody is asked again" --format json duplicate list
is "no pair is left" "" "$out"
worked "who looked is known" --format json duplicate list --dismissed
like "with the day" '"officer":' "$out"

form "Kit Sample" 2013-06-09 '' >sibling.json
code register --dry-run --from sibling.json
is "a sibling, dry" 0 "$code"
like "is shown" 'lives with C1-' "$err"
like "of no journal entry" '"seq":null,"dry_run":true' "$("$CNIS" --format json register --dry-run --from sibling.json 2>err)"

code_in "$(form "Kim Sample" 2014-06-09 '')" register --from -
is "from stdin" 0 "$code"

# Bad input: the field and the line, exit 2, nothing written.
head_before=$("$CNIS" --format json log --limit 1)
form "Lee Sample" 2015-02-30 '' >bad.json
refused "an impossible date" 2 'children\[0\]\.born.*line 4|line 4' register --from bad.json
form "Lee Sample" 2027-01-01 '' >bad.json
refused "a birth date in the future" 2 'line 4' register --from bad.json
form "Lee Sample" 1999-01-01 '' >bad.json
refused "a birth date too long ago" 2 'line 4' register --from bad.json
form "Lee Sample" 2015-01-01 ', "nick": "x"' >bad.json
refused "an unknown key" 2 'not a key' register --from bad.json
form "Lee Sample" 2015-01-01 ', "born": "2015-01-01"' >bad.json
refused "a key twice" 2 'key twice' register --from bad.json
form "Lee Sample" 2015-01-01 ', "sex": 4' >bad.json
refused "a wrong type" 2 'must be text' register --from bad.json
form "Lee Sample" 2015-01-01 ', "reason": "because"' >bad.json
refused "an unknown code" 2 'ehe_reason' register --from bad.json
form "Lee Sample" 2015-01-01 ', "upn": "A123"' >bad.json
refused "a malformed UPN" 2 'upn' register --from bad.json
form "$(printf '%0300d' 0)" 2015-01-01 '' >bad.json
refused "an over-long name" 2 'too long' register --from bad.json
form 'Le\u0007e' 2015-01-01 '' >bad.json
refused "a control character" 2 'control' register --from bad.json
form 'Le\u202ee' 2015-01-01 '' >bad.json
refused "a bidi character" 2 'direction' register --from bad.json
form "$(printf 'Le\377e')" 2015-01-01 '' >bad.json
refused "invalid UTF-8" 2 'UTF-8' register --from bad.json
: >empty.json
refused "an empty file" 2 'empty' register --from empty.json
echo '[]' >list.json
refused "a list" 2 '^the form \(line 1\): must be an object' register --from list.json
mkdir folder.json
refused "a directory" 2 'directory|folder' register --from folder.json
dd if=/dev/zero of=big.json bs=1 count=0 seek=104857600 2>/dev/null
refused "a 100 MB file" 2 'larger|MiB|bytes|large' register --from big.json
refused "no form and no terminal" 2 'from' register
is "nothing was written" "$head_before" "$("$CNIS" --format json log --limit 1)"

# Not eligible, and the gates.
form "Lee Sample" 2022-05-01 '' >young.json
refused "under school age" 4 'condition B' register --from young.json
form "Jo Sample" 2012-01-05 ', "school": {"name": "Invented Primary", "on_roll": true}, "flags": [{"kind": "ehc_plan", "from": "2024-01-10"}]' >plan.json
code --format json register --from plan.json
is "on a roll with a plan: refused" 4 "$code"
like "but kept" '"withdrawal":"W1-' "$out"
like "by the authority's own gate" 'LOCAL.gate.ehc' "$err"

# Step by step: interrupted after three answers, then gone on with.
code_in "$(printf '\n\nDana Draft\n')" register --ask
is "an interrupted registration" 2 "$code"
like "keeps a draft" 'draft' "$err"
code_in "$(printf 'y\n\n\n2014-04-04\n\n\n\n\n\n\n\n\nn\n9 Invented Row\n\nE1 6AN\n\n\n\nPat Draft\n\n\n\n020 7946 0018\n\ny\n\nn\n')" --format json register --ask
is "goes on where it stopped" 0 "$code"
like "and enters the child" '"entry":"E' "$out"

# A wrong answer is asked for again, the next time when nobody is there.
code_in "$(printf '\nwizard\nOrson Quible\n\n\n2013-07-19\n\n\n\n\n\n\n\n\nn\n31 Other Close\n\nN2 0AB\n2020-01-01\nn\nHester Quible\n\n\n\n\n\n\n\nn\n')" register --ask
is "a wrong code" 2 "$code"
like "is named" 'notified_by: not a code' "$err"
code_in "$(printf 'y\nparent\n')" --format json register --ask
is "is the only question left" 0 "$code"
like "and the child is entered" '"entry":"E' "$out"
code_in "$(printf 'Dana\n')" --format json child find
like "who can be found" '"name":"Dana Draft"' "$out"

# Facts and entries.
c=$("$CNIS" --format json child list | sed -n 's/.*"child":"\(C1-[^"]*\)".*/\1/p')
worked "show a child" child show "$c"
like "with the address" 'N2 0AB' "$out"
worked "a fact" flag add "$c" --kind s47_enquiry --from 2026-11-02 --authority 302 --source social_care
worked "facts of the child" --format json flag list "$c"
unlike "safeguarding facts are for that role" 's47' "$out"
worked "the entries" --format json entry list "$c"
refused "no ending while A, B and C are met" 4 '436B' entry end "$c" --reason over_school_age --source parent
refused "an ending without evidence" 2 'which authority' entry end "$c" --reason moved_out --source parent
refused "nor while a home in the area stands" 4 'condition A is still met: the home A' entry end "$c" --reason moved_out --authority 301 --source parent
like "what then" "next: if the child lives at none of them now: cnis entry end $c --reason moved_out --authority 301 --source parent --end-homes" "$err"
worked "moved out" entry end "$c" --reason moved_out --authority 301 --source parent --end-homes
is "the home ends with it" 1 "$(sqlite3 r.cnis "SELECT count(*) FROM child_residence x, entry e WHERE x.child_id = 1 AND e.child_id = 1 AND x.to_day = e.to_day")"
refused "ended is ended" 4 'has ended' entry end "$c" --reason over_school_age --source parent
worked "the register proves itself" verify
done_testing
