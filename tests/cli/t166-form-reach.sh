#!/bin/sh
# A registration says how each adult is reached safely: a form and a spreadsheet bring in what was
# asked and the language, kept to at once; what is wrong is named by its field.
# shellcheck source=tests/cli/lib.sh disable=SC2154
. "$LIB"

demo
like "the template knows what is asked of a number" 'no_message \(leave none\)' "$("$CNIS" register --template)"
like "and of letters" 'do_not_write_to' "$("$CNIS" register --template)"
cat >family.json <<'END'
{"schema": 1, "notified_by": "parent", "notified_on": "2026-11-16",
 "children": [{"name": "Robin Sample", "born": "2015-03-02"}],
 "parents": [{"name": "Alex Sample", "relationship": "mother", "has_care": "yes",
   "language": "bfi", "interpreter": "yes", "format": "signed_video",
   "do_not_write_to": [0], "write_to": [1], "addresses": [0, 1],
   "contact_points": [{"kind": "mobile", "value": "07700 900123", "wishes": ["no_message"], "safe_times": "weekdays, before three"},
                      {"kind": "email", "value": "alex@home.example", "wishes": ["no_writing"]}]},
  {"name": "Sam Sample", "relationship": "father"}],
 "addresses": [{"line1": "1 Invented Row", "postcode": "N2 0AB"},
               {"line1": "PO Box 7", "postcode": "N2 0AD", "kind": "correspondence"}]}
END
worked "a family" register --from family.json
worked "the first parent" person show P1-3 --format json
like "no message there" '"what":"contact_wish","reference":"B[-0-9]*","kind":"no_message","value":"N1-3","from":"2026-11-16"' "$out"
like "when it is safe" '"kind":"safe_times","value":"N1-3: weekdays, before three"' "$out"
like "no e-mail" '"kind":"no_writing","value":"N2-1"' "$out"
like "no letters home" '"kind":"no_writing","value":"A1-3"' "$out"
like "but to the box" '"kind":"preferred","value":"A2-1"' "$out"
like "spoken with by signs" '"what":"communication","reference":null,"kind":"bfi","value":"interpreter yes, signed_video","from":"2026-11-16"' "$out"
worked "the second parent" person show P2-1 --format json
unlike "of whom nothing was said" 'contact_wish|communication' "$out"
refused "kept to from the first day" 4 'LOCAL.contact-wish' tell add C1-3 --kind support_pack --edition 1 --person P1-3 --method post --at A1-3
worked "to the box" tell add C1-3 --kind support_pack --edition 1 --person P1-3 --method post --at A2-1
like "in the language of the parent" '"language":"bfi"' "$("$CNIS" tell list C1-3 --format json)"
worked "the sheet" sheet C1-3 --for P1-3 --out -
like "goes to the box" 'PO Box 7' "$(sed '/^[Tt]he child/q' out)"
worked "proved" verify

# ---- wrong
bad() { # LABEL FIELD SED
	sed "s/Robin/Other/; s/1 Invented Row/9 Other Row/; $3" family.json >wrong.json
	refused "$1" 2 "field: $2" register --from wrong.json
}
bad "a wish nobody knows" 'parents\[0\]\.contact_points\[0\]\.wishes\[0\]' 's/"no_message"/"whisper"/'
bad "no message by e-mail" 'parents\[0\]\.contact_points\[1\]\.wishes\[0\]' 's/"no_writing"/"no_message"/'
bad "two are preferred" 'parents\[0\]\.contact_points' 's/"no_message"/"preferred"/'
bad "letters to where nobody lives" 'parents\[0\]\.do_not_write_to' 's/"do_not_write_to": \[0\]/"do_not_write_to": [2]/'
bad "written to, and not" 'parents\[0\]\.write_to' 's/"write_to": \[1\]/"write_to": [0]/'
bad "a language by its name" 'parents\[0\]\.language' 's/"bfi"/"Polish"/'
bad "an answer that is none" 'parents\[0\]\.interpreter' 's/"interpreter": "yes"/"interpreter": "perhaps"/'
bad "a format that is none" 'parents\[0\]\.format' 's/signed_video/semaphore/'
printf '{"name": "Ash Sample", "language": "pl"}' >adult.json
refused "an adult by itself" 2 'communication set' child adult add C1-3 --source parent --file adult.json

# ---- a spreadsheet
printf 'no,name,born,street,pc,mum,tel,rule,lang\n1,Import Twig,2014-02-02,3 Row,N2 0AE,Una Twig,020 7946 0777,DO NOT WRITE,cy\n2,Other Twig,2014-02-03,4 Row,N2 0AF,Ann Ash,020 7946 0778,SHOUT,\n' >s.csv
printf 'key = no\nfull_name = name\nborn = born\nline1 = street\npostcode = pc\nparent1_name = mum\nparent1_telephone = tel\nparent1_not_by = rule\nparent1_not_by.code.DO NOT WRITE = post email\nparent1_language = lang\nreceived := 2026-11-01\n' >s.map
code import families s.csv --map s.map --apply --rejects bad.csv
like "what the map does not translate is rejected" 'rule.*not words of' "$(cat bad.csv)"
unlike "and the other row is not" 'Import Twig' "$(cat bad.csv)"
like "what is left out is told" 'does not have: left out' "$out$err"
worked "the adult" child show C2-1 --format json
like "asked for no letters" '"kind":"no_writing","detail":"P3-[0-9] at A' "$out"
like "and speaks Welsh" '"kind":"cy"' "$out"
worked "verify" verify
done_testing
