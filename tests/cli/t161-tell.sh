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
worked "verify" verify
done_testing
