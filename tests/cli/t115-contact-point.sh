#!/bin/sh
# How an adult is reached: in the form, added and ended, shown, found by, and never on a command line.
# shellcheck source=tests/cli/lib.sh disable=SC2154
. "$LIB"

demo
cat >family.json <<'END'
{"schema": 1, "notified_by": "school",
 "children": [{"name": "Robin Sample", "born": "2015-03-02"}, {"name": "Kit Sample", "born": "2013-06-09"}],
 "parents": [{"name": "Alex Sample", "relationship": "mother",
              "contact_points": [{"kind": "mobile", "value": "07700 900123"}, {"value": "+44 (0)20 7946 0018", "from": "2026-01-02"},
                                 {"kind": "email", "value": "Alex.Sample@home.example"}, {"kind": null, "value": null}]}],
 "addresses": [{"line1": "1 Invented Row", "postcode": "N2 0AB"}]}
END
worked "a family" register --from family.json
c=$(ref C1)
p=$("$CNIS" child show "$c" --format json | sed -n 's/.*"reference":"\(P[0-9]*-[0-9]\)".*/\1/p' | head -1)
like "the template knows them" contact_points "$("$CNIS" register --template)"
like "and the kinds" 'telephone \(when empty\), mobile or email' "$("$CNIS" register --template)"

# ---- shown ---------------------------------------------------------------------------------------
worked "list" contact-point list "$p" --format json
is "three" 3 "$(printf '%s\n' "$out" | grep -c contact_point)"
like "as given, and as found" '"kind":"mobile","value":"07700 900123","normalised":"\+447700900123","from":null,"to":null,"received":"2026-11-21","source":"school","basis":"si2024_208"' "$out"
like "a telephone when nothing is said" '"kind":"telephone","value":"\+44 \(0\)20 7946 0018","normalised":"\+442079460018","from":"2026-01-02"' "$out"
like "an address" '"kind":"email","value":"Alex.Sample@home.example","normalised":"alex.sample@home.example"' "$out"
worked "in the household" household show "$c" --format json
like "all of them" '"contact_points":"07700 900123; \+44 \(0\)20 7946 0018; Alex.Sample@home.example"' "$out"
worked "with the adult" person show "$p"
like "by its reference" 'N1-' "$out"
worked "who looked is noted" access "$c"
like "as contact-point list" 'contact-point list' "$out"
unlike "and no number" '900123' "$out"

# ---- found by ------------------------------------------------------------------------------------
found() { # found TERMS PATTERN
	code_in "$1
" --format json child find
	is "$1: found" 0 "$code"
	like "$1: with the reason" "$2" "$out"
}
for typed in '07700900123' '07700 900 123' '+44 7700 900123' '0044 7700 900123' '7700900123' '020 7946 0018' '(020) 7946-0018' \
	'ALEX.sample@home.example'; do
	found "$typed" '"name":"Robin Sample".*"why":"this telephone number or e-mail address, of an adult"'
	like "$typed: both children" 'Kit Sample' "$out"
done
found "kit 07700 900123" '"matched":2,"terms":2'
is "and nobody else" 1 "$(printf '%s\n' "$out" | grep -c child)"
code_in '07700 900124
' --format json child find
is "another number" "" "$out"

# ---- added, ended --------------------------------------------------------------------------------
code_in '0161 496 0123
' contact-point add "$p" --source parent --from 2026-10-01
is "added" 0 "$code"
like "by a reference" 'N4-' "$out"
point=$(printf '%s\n' "$out" | grep -o 'N4-[0-9]')
worked "given voluntarily" contact-point list "$p" --format json
like "unless somebody says" '"value":"0161 496 0123".*"basis":"voluntary"' "$out"
wrong() { # wrong NAME EXIT PATTERN VALUE ARGS...
	name=$1 want=$2 words=$3 value=$4
	shift 4
	before=$("$CNIS" contact-point list "$p" --all --format csv)
	code_in "$value
" contact-point add "$@"
	is "$name: exit" "$want" "$code"
	like "$name: says why" "$words" "$err"
	unlike "$name: not the value" '496|gran' "$err"
	is "$name: nothing written" "$before" "$("$CNIS" contact-point list "$p" --all --format csv)"
}
wrong "twice" 5 'already' '+44 161 496 0123' "$p"
wrong "no area code" 2 'ID.telephone' '496 0123' "$p"
wrong "words" 2 'digits only' '0161 496 0123 (gran)' "$p"
wrong "no address" 2 'e-mail' 'gran at home' "$p" --kind email
wrong "empty" 2 'missing' '' "$p"
wrong "ahead" 2 'future' '0161 496 0124' "$p" --from 2026-12-01
wrong "no such adult" 3 'person' '0161 496 0124' P99-9
wrong "a child" 2 'reference' '0161 496 0124' "$c"
wrong "another kind" 2 'telephone' '0161 496 0124' "$p" --kind fax
refused "never on the command line" 2 'too many|takes' contact-point add "$p" 01614960124
refused "before it began" 2 'before' contact-point end "$point" --on 2026-09-30
worked "ended" contact-point end "$point" --on 2026-11-01
refused "once" 4 'already' contact-point end "$point"
refused "no such" 3 'record' contact-point end N9-2
worked "gone" contact-point list "$p" --format json
unlike "from the list" '0161' "$out"
worked "but kept" contact-point list "$p" --all --format json
like "with its last day" '"value":"0161 496 0123".*"to":"2026-11-01"' "$out"
worked "as it was" contact-point list "$p" --as-at 2026-10-15 --format json
like "it stood then" '0161' "$out"
found "0161 496 0123" 'once of an adult'
worked "undone" undo "$("$CNIS" log --format json | sed -n 's/.*"seq":\([0-9]*\).*contact_point.end.*/\1/p' | head -1)"
worked "back" contact-point list "$p" --format json
like "in the list" '0161' "$out"

# ---- a wrong form --------------------------------------------------------------------------------
sed 's/07700 900123/900123/; s/Robin/Other/; s/Kit/Another/' family.json >wrong.json
refused "a number without its area code" 2 'parents\[0\].contact_points\[0\].value \(line 4\).*ID.telephone' register --from wrong.json
sed 's/"mobile"/"pigeon"/; s/Robin/Other/; s/Kit/Another/' family.json >wrong.json
refused "a kind that is none" 2 'parents\[0\].contact_points\[0\].kind' register --from wrong.json
printf '{"name": "Ash Sample", "contact_points": [{"value": "020 7946 0019"}]}' >adult.json
refused "an adult by itself" 2 'contact-point add' child adult add "$c" --file adult.json

# ---- the same number is said of a likely duplicate ------------------------------------------------
printf '{"schema": 1, "children": [{"name": "Robyn Sample", "born": "2015-03-02"}], "parents": [{"name": "Al Sample", "contact_points": [{"value": "07700900123"}]}]}' >again.json
code_in '' register --from again.json
is "asked" 5 "$code"
like "field by field" 'telephone +the same' "$err"

# ---- a spreadsheet ---------------------------------------------------------------------------------
printf 'no,name,born,mum,tel,mail\n1,Import Twig,2014-02-02,Una Twig,0161 496 0777,una@home.example\n2,Second Twig,2016-03-02,Una Twig,0161 496 0777,\n3,Third Ash,2014-05-02,Ann Ash,4960777,\n4,Fourth Elm,2014-05-03,Ann Elm,,ann at home\n' >s.csv
printf 'key = no\nfull_name = name\nborn = born\nparent1_name = mum\nparent1_telephone = tel\nparent1_email = mail\nreceived := 2026-11-01\n' >s.map
code import families s.csv --map s.map --apply --rejects bad.csv
like "a wrong number is rejected" 'tel.*ID.telephone' "$(cat bad.csv)"
like "a wrong address too" 'mail.*not an e-mail' "$(cat bad.csv)"
unlike "without its value" 'ID.telephone.*4960777.*ID' "$(cat bad.csv)"
found "0161 496 0777" 'Import Twig'
like "of each child" 'Second Twig' "$out"
printf 'no,who,mob\n1,Gus Twig,07700 900999\n' >p.csv
printf 'key = no\nfull_name = who\nmobile = mob\n' >p.map
worked "adults" import people p.csv --map p.map --apply
found "07700 900999" 'Import Twig'

# ---- what came in, and back out ------------------------------------------------------------------
worked "the imports" import list --format json
like "with their rows and journal entries, newest first" '"entries":1,"standing":1,"rows":1' "$(printf '%s\n' "$out" | head -1)"
families=$(printf '%s\n' "$out" | sed -n 's/.*"batch":"\([^"]*\)".*/\1/p' | tail -1)
adults=$(printf '%s\n' "$out" | sed -n 's/.*"batch":"\([^"]*\)".*/\1/p' | head -1)
refused "taken back while others build on it" 5 'in the way: entry [0-9]+; look at it with' import undo "$families"
worked "the adults taken back" import undo "$adults"
like "with how much it was" '1 journal entries taken back' "$err"
worked "then the families" import undo "$families"
like "and nothing of either stands" '"standing":0,"rows":0' "$("$CNIS" import list --format json | tail -1)"

worked "verify" verify
worked "a role" officer role "$(id -un)" --add exporter
worked "another" officer role "$(id -un)" --add safeguarding
worked "export full" export full --purpose test --out all.jsonl
like "travels" '"table":"contact_point"|"contact_point"' "$(grep -m1 'home.example' all.jsonl)"
done_testing
