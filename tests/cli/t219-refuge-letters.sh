#!/bin/sh
# A family flees: letters to the parent who has the care go where one writes instead of the refuge, or
# nowhere; never to the home the other parent still lives in.
# shellcheck source=tests/cli/lib.sh disable=SC2154
. "$LIB"
# shellcheck source=tests/cli/withheld.sh
. "${LIB%/*}/withheld.sh"

demo
cat >family.json <<'END'
{"schema": 1, "notified_by": "parent",
 "children": [{"name": "Cal Stone", "born": "2015-03-02"}],
 "parents": [{"name": "Ana Stone", "relationship": "mother", "responsibility": "yes", "has_care": "yes"},
             {"name": "Rob Stone", "relationship": "father", "responsibility": "yes", "has_care": "yes"}],
 "addresses": [{"line1": "7 Pine Close", "postcode": "N2 0AB"}]}
END
worked "a family" register --from family.json
worked "the notice in use" config set told.privacy_notice.version 2026-09 --from 2026-11-01
c=$(ref C1)
mother=$(refs "$c" P | sed -n 1p) father=$(refs "$c" P | sed -n 2p) old=$(refs "$c" A | sed -n 1p)

# ---- in the order an officer types it --------------------------------------------------------------
code_in 'PO Box 12
London
N1 1ZZ
' child move "$c" --kind correspondence --place care_of --source parent
is "where one writes" 0 "$code"
box=$(printf '%s\n' "$out" "$err" | grep -o 'A[0-9]*-[0-9]' | head -1)
unlike "a letter box moves nobody" "has the care and" "$err"
code_in '17 Hidden Lane
London
N3 9ZZ
' child move "$c" --source parent
is "the refuge" 0 "$code"
refuge=$(printf '%s\n' "$out" | grep -o 'A[0-9]*-[0-9]' | head -1)
like "who stays behind on record is named, with what moves them" "$mother has the care and stays at $old.*cnis person move $mother --source parent" "$err"
like "each of them" "$father has the care and stays at $old.*cnis person move $father" "$err"
code_in 'He must not know.
' withhold add "$c" "$refuge" --refuge "$box" --confirmed-by 'refuge service'
is "withheld" 0 "$code"
like "who has the care and is not in the refuge on record is named again" "$mother has the care and stays at $old.*cnis person move $mother" "$err"

# ---- before she is moved --------------------------------------------------------------------------
worked "her sheet" sheet "$c" --for "$mother" --out -
unlike "goes to no house the other parent lives in" 'Pine Close' "$(printf '%s\n' "$out" | sed -n 1,7p)"
like "it is handed over" 'hand it over' "$err"
like "and so recorded" '--method in_person' "$err"
refused "a letter to nowhere in particular" 4 "$box" tell add "$c" --person "$mother" --kind privacy_notice --method post
refused "a contact by post" 4 'field: at' contact add "$c" --person "$mother" --method post --outcome no_reply
worked "by telephone" contact add "$c" --person "$mother" --method telephone --outcome no_reply
worked "where one writes instead" tell add "$c" --person "$mother" --kind privacy_notice --method post --at "$box"
refused "an address of nobody's" 2 'not where that adult' tell add "$c" --person "$mother" --kind support_pack --edition 1 --method post --at "$refuge"

# ---- once she is ----------------------------------------------------------------------------------
code_in '17 Hidden Lane
London
N3 9ZZ
' person move "$mother" --source parent
is "what the line said" 0 "$code"
worked "her sheet" sheet "$c" --for "$mother" --out -
like "goes where one writes instead" 'PO Box 12' "$(printf '%s\n' "$out" | sed -n 1,7p)"
like "and so does its record" "--method post --at $box" "$err"
worked "his" sheet "$c" --for "$father" --out -
like "goes to his" '7 Pine Close' "$(printf '%s\n' "$out" | sed -n 1,7p)"
unlike "not there" 'PO Box|Hidden' "$out"
worked "a letter to him" tell add "$c" --person "$father" --kind privacy_notice --method post
refused "one to her still says where" 4 "$box" tell add "$c" --person "$mother" --kind support_pack --edition 1 --method post
# a home of hers besides, where he lives
code_in '7 Pine Close
London
N2 0AB
' person move "$mother" --kind additional --source parent
is "a second home of hers" 0 "$code"
worked "her sheet" sheet "$c" --for "$mother" --out -
like "still goes where one writes instead" 'PO Box 12' "$(printf '%s\n' "$out" | sed -n 1,7p)"
unlike "and not there" 'Pine Close' "$(printf '%s\n' "$out" | sed -n 1,7p)"
worked "verify" verify --quiet
done_testing
