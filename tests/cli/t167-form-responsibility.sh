#!/bin/sh
# Who has parental responsibility arrives with the family: by what, what was seen of it, who has
# the care, and the limits of contact, which are kept to from the first day.
# shellcheck source=tests/cli/lib.sh disable=SC2154
. "$LIB"

demo
template=$("$CNIS" register --template)
like "the template asks what was seen" 'responsibility_evidence": "what was seen of it: birth_certificate' "$template"
like "and for limits of contact" '"contact_limits": null' "$template"
cat >family.json <<'END'
{"schema": 1, "notified_by": "parent", "notified_on": "2026-11-16",
 "children": [{"name": "Robin Sample", "born": "2015-03-02"}, {"name": "Wren Sample", "born": "2013-03-02"}],
 "parents": [{"name": "Alex Sample", "relationship": "mother", "responsibility": "yes",
   "responsibility_basis": "birth_mother", "responsibility_evidence": "birth_certificate", "has_care": "yes"},
  {"name": "Sam Sample", "relationship": "father", "responsibility": "yes", "responsibility_basis": "registered",
   "responsibility_evidence": "none_seen", "has_care": "no", "contact_limits": "Not at home.\nLetters through a solicitor."}],
 "addresses": [{"line1": "1 Invented Row", "postcode": "N2 0AB"}]}
END
worked "a family" register --from family.json
for child in C1 C2; do
	child=$(ref "$child")
	worked "of $child" responsibility list "$child" --format json
	like "what was seen of the mother's" '"relationship":"mother","responsibility":"yes","responsibility_basis":"birth_mother","evidence":"birth_certificate","has_care":"yes"' "$out"
	like "that nothing was, of the father's" '"relationship":"father",.*"responsibility_basis":"registered","evidence":"none_seen".*"contact_limits":"Not at home.\\nLetters through a solicitor\."' "$out"
done
refused "an officer does not write to him by the way" 4 'limits' tell add "$(ref C1)" --kind support_pack --edition 1 --person P2-1 --method email
unlike "and no journal has the limits in its words" 'solicitor' "$("$CNIS" log --format json)"

# ---- wrong
bad() { # LABEL FIELD SED
	sed "s/Robin/Other/; s/Wren/Another/; s/1 Invented Row/9 Other Row/; $3" family.json >wrong.json
	refused "$1" 2 "field: parents\\[$2" register --from wrong.json
}
before=$(head_seq)
bad "hearsay" '0\]\.responsibility_evidence' 's/"birth_certificate"/"hearsay"/'
like "with its line" '\(line 4\)|line 4' "$err"
bad "limits that are no text" '1\]\.contact_limits' 's/"contact_limits": "[^"]*"/"contact_limits": ["none"]/'
is "and nothing is written" "$before" "$(head_seq)"

# ---- an adult by itself
printf '{"name": "Una Sample", "responsibility": "yes", "responsibility_evidence": "court_order", "contact_limits": "Fridays."}' >adult.json
worked "an adult" child adult add "$(ref C1)" --source court --file adult.json
like "is as complete" '"evidence":"court_order".*"contact_limits":"Fridays\."' "$("$CNIS" responsibility list "$(ref C1)" --format json)"

# ---- spreadsheets
printf 'no,fam,name,born,street,pc,mum,pr,how,seen,care,limits,dad\n1,F1,Import Twig,2014-02-02,3 Row,N2 0AE,Una Twig,yes,MARRIED,marriage_certificate,yes,,Ivo Twig\n2,F2,Other Twig,2014-02-03,4 Row,N2 0AF,Ann Ash,no,,hearsay,,,\n3,F3,Third Twig,2014-02-04,5 Row,N2 0AG,May Oak,no,,none_seen,no,By letter only,\n' >s.csv
printf 'key = no\nfamily = fam\nfull_name = name\nborn = born\nline1 = street\npostcode = pc\nparent1_name = mum\nparent1_responsibility = pr\nparent1_responsibility_basis = how\nparent1_responsibility_basis.code.MARRIED = married\nparent1_responsibility_evidence = seen\nparent1_has_care = care\nparent1_contact_limits = limits\nparent2_name = dad\nreceived := 2026-11-01\n' >s.map
code import families s.csv --map s.map --apply --rejects bad.csv
like "hearsay is rejected by its column" 'Other Twig.*seen' "$(cat bad.csv)"
unlike "the others are taken" 'Import Twig|Third Twig' "$(cat bad.csv)"
like "with all of it" '"responsibility_basis":"married","evidence":"marriage_certificate","has_care":"yes"' "$("$CNIS" responsibility list "$(ref C3)" --format json)"
like "nothing of whom nothing was said" '"responsibility":"unknown","responsibility_basis":null,"evidence":null,"has_care":"unknown",.*"contact_limits":null' "$("$CNIS" responsibility list "$(ref C3)" --format json)"
like "and the limits" '"evidence":"none_seen","has_care":"no".*"contact_limits":"By letter only"' "$("$CNIS" responsibility list "$(ref C4)" --format json)"
printf 'family,full_name,relationship,responsibility,responsibility_basis,responsibility_evidence,contact_limits\nF1,Gran Twig,grandparent,yes,court_order,court_order,Weekends\nF3,Pat Oak,father,yes,court_order,hearsay,\n' >p.csv
sed -n '1p' p.csv | tr ',' '\n' | sed 's/.*/& = &/' >p.map
code import people p.csv --map p.map --apply --rejects worse.csv
like "an adult's by its column, too" 'Pat Oak.*responsibility_evidence' "$(cat worse.csv)"
like "and taken" '"who":"P[0-9-]*","name":"Gran Twig".*"responsibility_basis":"court_order","evidence":"court_order".*"contact_limits":"Weekends"' "$("$CNIS" responsibility list "$(ref C3)" --format json)"

# ---- step by step
printf '\nparent\nLou Asked\n\n\n2014-05-05\n\n\n\n\n\n\n\n\nn\n8 Asked Row\n\nN2 0AH\n2020-01-01\nn\nMo Asked\nmother\nyes\nbirth_mother\nbirth_certificate\nyes\n\n\ny\ny\nSundays only\n\n\n\n\n\ny\nIvo Asked\n\nno\nno\n\n\n\n\nn\n' >answers
code_in "$(cat answers)" register --ask
is "asked" 0 "$code"
like "of the mother" '"responsibility":"yes","responsibility_basis":"birth_mother","evidence":"birth_certificate","has_care":"yes".*"contact_limits":"Sundays only"' "$("$CNIS" responsibility list "$(ref C5)" --format json)"
like "by what only where there is responsibility" '"responsibility":"no","responsibility_basis":null,"evidence":null,"has_care":"no"' "$("$CNIS" responsibility list "$(ref C5)" --format json)"
sound "at the end"
done_testing
