#!/bin/sh
# Telling people: what was sent to whom, by version and language; read back, refused, undone.
# shellcheck source=tests/cli/lib.sh disable=SC2154
. "$LIB"

demo
cat >family.json <<'END'
{"schema": 1, "notified_by": "parent",
 "children": [{"name": "Robin Sample", "born": "2015-03-02"}, {"name": "Kit Sample", "born": "2013-06-09"}],
 "parents": [{"name": "Alex Sample", "relationship": "mother", "responsibility": "yes"},
             {"name": "Sam Sample", "relationship": "father", "responsibility": "yes"}],
 "addresses": [{"line1": "1 Invented Row", "postcode": "N2 0AB"}]}
END
worked "a family" register --from family.json
like "C1 and C2" 'C1-3' "$out"

refused "no version in use and none said" 2 'told.privacy_notice.version' tell add C1-3 --kind privacy_notice --person P1-3 --method post
like "the option for it" 'field: edition' "$err"
like "or the setting, whole" 'cnis config set told.privacy_notice.version VERSION --from DATE' "$err"
worked "the version in use" config set told.privacy_notice.version 2026-09 --from 2026-11-01
worked "the notice" tell add C1-3 --kind privacy_notice --person P1-3 --method post --on 2026-11-20
like "by its reference" 'J1-' "$out"
like "the sibling is named" 'tell add C2-1 --kind privacy_notice --person P1-3 --method post' "$err"
worked "the pack, of both children" tell add C1-3 --kind support_pack --person P2-1 --edition 4 --language pl --method in_person --also C2-1
worked "the list" tell list C1-3 --format json
is "two, newest first" '"kind":"support_pack","version":"4","language":"pl","on":"2026-11-21"
"kind":"privacy_notice","version":"2026-09","language":"en","on":"2026-11-20"' "$(printf '%s\n' "$out" | grep -o '"kind":.*"on":"[-0-9]*"')"
worked "of the sibling" tell list C2-1 --format json
is "one" 1 "$(printf '%s\n' "$out" | grep -c support_pack)"
worked "the day before" tell list C1-3 --as-at 2026-11-20 --format csv
unlike "it was not yet told" support_pack "$out"
worked "who looked is noted" access C1-3
like "as tell list" 'tell list' "$out"

refused "twice" 5 'already' tell add C1-3 --kind privacy_notice --person P1-3 --method post --on 2026-11-20
like "what has no name is given no other" 'stands until it is ended or corrected' "$err"
refused "nobody" 2 'person' tell add C1-3 --kind privacy_notice --method post
refused "another kind" 2 'kind' tell add C1-3 --kind postcard --person P1-3 --method post
refused "a language by its name" 2 'ISO 639' tell add C1-3 --kind support_pack --person P1-3 --edition 4 --method post --language Polish
refused "tomorrow" 2 'future' tell add C1-3 --kind support_pack --person P1-3 --edition 4 --method post --on 2026-11-22
refused "no such child" 3 'child' tell list C999-0
seq=$("$CNIS" log --format json | sed -n 's/.*"seq":\([0-9]*\).*told.add.*/\1/p' | head -1)
worked "undone" undo "$seq"
unlike "gone" support_pack "$("$CNIS" tell list C1-3 --format csv)"

# ---- who was never sent it -------------------------------------------------------------------------
cat >other.json <<'END'
{"schema": 1, "notified_by": "parent",
 "children": [{"name": "Wren Other", "born": "2014-04-04"}, {"name": "Lark Other", "born": "2012-04-04"}],
 "parents": [{"name": "Uma Other", "relationship": "mother", "has_care": "yes"},
             {"name": "Ivo Other", "relationship": "father", "has_care": "no"},
             {"name": "Far Other", "relationship": "father", "responsibility": "yes", "has_care": "no"},
             {"name": "Gran Other", "kind": "other", "relationship": "grandparent"}],
 "addresses": [{"line1": "2 Invented Row", "postcode": "N2 0AB"}]}
END
worked "another family" register --from other.json
printf '{"schema": 1, "notified_by": "school", "children": [{"name": "Nobody Known", "born": "2014-06-04"}]}' >alone.json
worked "a child of whom no adult is known" register --from alone.json
lacks() { "$CNIS" tell missing --kind support_pack --format csv "$@" 2>/dev/null | grep '^C' | cut -d, -f1,3,5 | sort | xargs; }
worked "who never had the pack" tell missing --kind support_pack --format json
like "by reference and name" '"child":"C3-[0-9]","name":"Wren Other","person":"P3-[0-9]","person_name":"Uma Other","version":null,"on":null,"held":false' "$out"
uma=$(printf '%s\n' "$out" | sed -n 's/.*"child":"C3-[0-9]".*"person":"\(P[0-9-]*\)","person_name":"Uma.*/\1/p')
like "with how many" '5 children, 8 adults' "$err"
far=$(printf '%s\n' "$out" | sed -n 's/.*"child":"C3-[0-9]".*"person":"\(P[0-9-]*\)","person_name":"Far.*/\1/p')
like "who has responsibility and no care" "$far" "$(lacks)"
unlike "not who has no care, nor who is neither parent nor carer" 'Ivo|Gran' "$out"
like "who has nobody stands there without" '"name":"Nobody Known","person":null,"person_name":null' "$out"
unlike "and no names where none are asked for" 'Other' "$("$CNIS" tell missing --kind support_pack --no-names)"
worked "who looked is noted" access "$(ref C3)"
like "as it was asked" 'tell missing' "$out"
worked "sent" tell add "$(ref C3)" --kind support_pack --person "$uma" --edition 4 --method post
worked "of the one without care" tell add "$(ref C3)" --kind support_pack --person "$far" --edition 4 --method in_person
unlike "is not missing" "$(ref C3)" "$(lacks)"
like "of the sibling it is" "$(ref C4),$uma," "$(lacks)"
refused "no edition in use" 2 'told.support_pack.version' tell missing --kind support_pack --edition current
worked "a new edition" config set told.support_pack.version 5 --from 2026-11-01
like "had an older one" "$(ref C3),$uma,4" "$(lacks --edition current)"
unlike "and that is the edition" "$(ref C3)" "$(lacks --edition 4)"
refused "a sheet has none" 2 'edition' tell missing --kind what_we_hold --edition current
refused "another kind" 2 'kind' tell missing --kind postcard
refused "of nothing" 2 'kind' tell missing

# ---- who stays untold, and in which language ---------------------------------------------------------
worked "the notice, of whom an address is known" tell add "$(ref C3)" --kind privacy_notice --person "$uma" --method post
like "of whom none is, is untold, and that is said" "$far has not been told: no address or number" "$err"
worked "met" tell add "$(ref C3)" --kind privacy_notice --person "$far" --method in_person
unlike "is told" "$far has not" "$err"
worked "a language" communication set "$uma" --language pl --source parent
worked "another one" tell add "$(ref C4)" --kind support_pack --person "$uma" --method post --language en
like "is said" "$uma is recorded as reading pl; this was in en" "$err"
worked "undone" undo "$("$CNIS" log --format json | sed -n 's/.*"seq":\([0-9]*\).*told.add.*/\1/p' | head -1)"
worked "theirs" tell add "$(ref C4)" --kind support_pack --person "$uma" --method post --language pl --dry-run
unlike "is not" 'recorded as reading' "$err"
worked "one dies" died "$(ref C3)" --on 2026-11-20 --source health
unlike "is not asked for" "$(ref C3)," "$(lacks --edition current)"
like "and the letters about the sibling are held" '"child":"C4-[0-9]".*"held":true' "$("$CNIS" tell missing --kind support_pack --format json)"
code_in 'An Officer' officer add ann --roles officer
c5=$(ref C5)
as ann
like "a colleague is shown it too" 'Nobody Known' "$("$CNIS" tell missing --kind support_pack)"
code_in 'A cousin.' conflict declare "$c5"
is "a child somebody declared" 0 "$code"
unlike "is closed to them" 'Nobody Known' "$("$CNIS" tell missing --kind support_pack)"
as "$(id -un)"
worked "verify" verify
done_testing
