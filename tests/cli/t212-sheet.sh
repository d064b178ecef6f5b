#!/bin/sh
# What we hold: one sheet for each parent, with nothing that must not reach that parent.
# shellcheck source=tests/cli/lib.sh disable=SC2154
. "$LIB"
# shellcheck source=tests/cli/withheld.sh
. "${LIB%/*}/withheld.sh"

demo
cat >family.json <<'END'
{"schema": 1, "notified_by": "parent",
 "children": [{"name": "Robin Sample", "born": "2015-03-02", "school": {"name": "Old School", "on_roll": false, "left_on": "2026-11-20"}, "flags": [{"kind": "ehc_plan", "from": "2025-01-10"}, {"kind": "s47_enquiry", "from": "2026-11-10"}, {"kind": "priority", "from": "2026-11-10"}]}],
 "parents": [{"name": "Alex Sample", "relationship": "mother", "responsibility": "yes", "has_care": "yes",
              "contact_points": [{"kind": "mobile", "value": "07700 900999"}]},
             {"name": "Ivo Sample", "relationship": "father", "responsibility": "yes", "has_care": "no",
              "contact_points": [{"kind": "email", "value": "ivo@other.example"}]},
             {"name": "Gran Sample", "relationship": "grandparent", "responsibility": "no", "has_care": "no"}],
 "addresses": [{"line1": "17 Hidden Lane", "town": "Hideham", "postcode": "N3 9ZZ"}]}
END
worked "a family" register --from family.json
c=$(ref C1)
person() { refs "$c" P | sed -n "$1p"; }
mother=$(person 1) father=$(person 2) gran=$(person 3)
"$CNIS" contact add "$c" --method telephone --outcome reached --person "$father" >said 2>&1 </dev/null

# ---- who lives where ------------------------------------------------------------------------------
worked "who has no care" person show "$father"
unlike "is not put in the children's home" "Hidden|Father" "$out"
worked "the sheet of who lives elsewhere, nobody knows where" sheet "$c" --for "$father" --out -
unlike "is not addressed to the child and does not say where it lives" "Hidden|Hideham|N3 9ZZ" "$out"
like "no address is known" 'no address of this parent is known: hand it over' "$err"
printf '9 Father Row\nLondon\nN2 0AE\n' | "$CNIS" person move "$father" --source parent --from 2026-11-10 >said 2>&1

# ---- before anything is withheld -----------------------------------------------------------------
worked "the mother's" sheet "$c" --for "$mother" --out mother.txt
like "is the owner's only" '^-rw-------' "$(ls -l mother.txt)"
like "addressed to her" 'Alex Sample' "$(cat mother.txt)"
like "at home" '17 Hidden Lane, Hideham, N3 9ZZ' "$(cat mother.txt)"
like "with her number" '07700 900999' "$(cat mother.txt)"
like "the child" 'name: Robin Sample' "$(cat mother.txt)"
like "the needs" 'EHC plan maintained: from 2025-01-10' "$(cat mother.txt)"
like "the other parent by name" 'Ivo Sample' "$(cat mother.txt)"
like "it is the form" 'not right; it should be' "$(cat mother.txt)"
unlike "no safeguarding fact, and not who is seen first" 's47|priority|enquiry' "$(cat mother.txt)"
unlike "not how the father is reached" 'ivo@|Father Row' "$(cat mother.txt)"
unlike "not who told" 'source|social_care' "$(cat mother.txt)"
worked "the look is noted" access "$c"
like "as sheet" 'sheet' "$out"
worked "the father's" sheet "$c" --for "$father" --out father.txt
like "addressed to him" '9 Father Row' "$(cat father.txt)"
like "with his address" 'ivo@other.example' "$(cat father.txt)"
like "with the contact with him" 'reached|Reached' "$(cat father.txt)"
unlike "not how the mother is reached" '900999' "$(cat father.txt)"
unlike "nor the mother's home" 'Hidden Lane' "$(cat father.txt)"

# ---- a refuge ------------------------------------------------------------------------------------
printf 'PO Box 12\nLondon\nN1 1ZZ\n' | "$CNIS" child move "$c" --kind correspondence --source parent >said 2>&1
box=$(grep -o 'A[0-9]*-[0-9]' said | head -1)
home=$(refs "$c" A | sed -n 1p)
echo 'He must not know.' | "$CNIS" withhold add "$c" "$home" --refuge "$box" --confirmed-by 'refuge service' >said 2>&1
echo 'He must not know.' | "$CNIS" withhold add "$c" school --from-person "$father" --confirmed-by 'refuge service' >said 2>&1
point=$("$CNIS" contact-point list "$mother" --format json | sed -n 's/.*"\(N[0-9]*-[0-9]\)".*/\1/p')
echo 'He must not know.' | "$CNIS" withhold add "$c" "$point" --from-person "$father" --confirmed-by 'refuge service' >said 2>&1
worked "the mother's" sheet "$c" --for "$mother" --out refuge.txt
like "is addressed to the address to write to" 'PO Box 12, London, N1 1ZZ' "$(sed -n 1,6p refuge.txt)"
unlike "no paper has the refuge" 'Hidden|Hideham|N3 9ZZ' "$(cat refuge.txt)"
like "what is withheld from him only is on hers" '07700 900999' "$(cat refuge.txt)"
like "the school too" 'Old School' "$(cat refuge.txt)"
worked "the father's" sheet "$c" --for "$father" --out again.txt
unlike "has none of it" 'Hidden|Hideham|N3 9ZZ|900999|Old School|PO Box|withheld' "$(cat again.txt)"
# on record he lives there still, as who left did on the day they left
printf '17 Hidden Lane\nHideham\nN3 9ZZ\n' | "$CNIS" person move "$father" --source parent --from 2026-11-12 >said 2>&1
worked "of one who is on record there" sheet "$c" --for "$father" --out there.txt
unlike "neither the refuge nor where one writes instead" 'Hidden|Hideham|N3 9ZZ|PO Box|withheld' "$(cat there.txt)"
like "he may be handed it" 'may be written to: hand it over' "$err"
printf '9 Father Row\nLondon\nN2 0AE\n' | "$CNIS" person move "$father" --source parent --from 2026-11-20 >said 2>&1
worked "on stdout" sheet "$c" --for "$father" --out -
is "the same" "$(cat again.txt)" "$out"

worked "who reads a signed video" communication set "$father" --language bfi --reads signed_video --source parent
worked "his sheet" sheet "$c" --for "$father" --out -
like "is not in it, and that is said" "$father reads bfi, format signed_video" "$err"
# ---- refused -------------------------------------------------------------------------------------
refused "who is no parent" 4 's. 576' sheet "$c" --for "$gran" --out none.txt
refused "with what is withheld" 2 'never' sheet "$c" --for "$father" --out none.txt --withheld
refused "a file that is there" 5 'there already' sheet "$c" --for "$father" --out father.txt
ln -s elsewhere link.txt
refused "a symbolic link" 5 'there already' sheet "$c" --for "$father" --out link.txt
is "nothing was left behind" "" "$(ls none.txt elsewhere 2>/dev/null)"
printf '%s' "$(cat father.txt)" >kept
"$CNIS" tell add "$c" --person "$father" --kind what_we_hold --method post >said 2>&1
worked "afterwards" sheet "$c" --for "$father" --out third.txt
like "that it was sent is on the next" 'sheet of what the register holds, 2026-11-21' "$(cat third.txt)"
# ---- due, where the authority sets days ------------------------------------------------------------
sheets() { "$CNIS" duty list --child "$1" --kind sheet --no-names --format csv | tr -d '\r' | sed 1d; }
is "nothing is due unless days are set" "" "$(sheets "$c")"
worked "once a year" config set sheet.days 365
sed 's/Robin/Jo/; s/2015/2014/; s/17 Hidden/3 Plain/; s/N3 9ZZ/N3 9ZY/; s/900999/900111/; s/ivo@/bo@/; s/Sample/Plain/g' family.json >plain.json
worked "a family registered then" register --from plain.json
c2=$(ref C2)
like "is due a year from then" '2027-11-21' "$(sheets "$c2")"
d=$(sheets "$c2" | sed 's/,.*//')
worked "why" why "$d"
like "by local policy" 'LOCAL.sheet' "$out"
CNIS_NOW=2027-11-01T12:00:00Z
one=$("$CNIS" child show "$c2" --format json | grep -o '"P[0-9]*-[0-9]"' | tr -d '"' | sort -u | sed -n 1p)
two=$("$CNIS" child show "$c2" --format json | grep -o '"P[0-9]*-[0-9]"' | tr -d '"' | sort -u | sed -n 2p)
worked "one parent has it" tell add "$c2" --person "$one" --kind what_we_hold --method post
like "it is still due to the other" '2027-11-21' "$(sheets "$c2")"
worked "both have it" tell add "$c2" --person "$two" --kind what_we_hold --method post
like "and the next in a year" '2028-10-31' "$(sheets "$c2")"
unlike "and this one no more" '2027-11-21' "$(sheets "$c2")"
worked "verify" verify --quiet
done_testing
