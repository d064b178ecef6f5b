#!/bin/sh
# How an adult can be reached safely: beside the number wherever it stands, dated, ended, undone.
# shellcheck source=tests/cli/lib.sh disable=SC2154
. "$LIB"

demo
cat >family.json <<'END'
{"schema": 1, "notified_by": "parent",
 "children": [{"name": "Robin Sample", "born": "2015-03-02"}],
 "parents": [{"name": "Alex Sample", "relationship": "mother",
              "contact_points": [{"kind": "mobile", "value": "07700 900123"}, {"kind": "email", "value": "alex@home.example"}]}],
 "addresses": [{"line1": "1 Invented Row", "postcode": "N2 0AB"}]}
END
worked "a family" register --from family.json
worked "no message" contact-wish add N1-3 --kind no_message
like "by its reference" 'B1-3' "$out"
code_in 'weekdays, before three
' contact-wish add N1-3 --kind safe_times
is "safe times" 0 "$code"
refused "are never on the command line" 2 'words' --no-input contact-wish add N1-3 --kind safe_times
worked "preferred" contact-wish add N2-1 --kind preferred
worked "do not write here" contact-wish add P1-3 --at A1-3 --kind no_writing
worked "in the list of numbers" contact-point list P1-3 --format json
like "beside each" '"value":"07700 900123".*"wishes":"no_message; safe_times: weekdays, before three"' "$out"
like "and the other" '"value":"alex@home.example".*"wishes":"preferred"' "$out"
worked "with the adult" person show P1-3 --format json
like "of the address too" '"what":"contact_wish","reference":"B4-5","kind":"no_writing","value":"A1-3"' "$out"
worked "in the household" household show C1-3 --format json
like "beside each" '07700 900123 \(no_message; safe_times: weekdays, before three\); alex@home.example \(preferred\)' "$out"
like "letters, beside the home it shares" '"shared_address":"A1-3".*"letters":"no_writing"' "$out"
worked "language and format" communication set P1-3 --language pl --interpreter yes --reads large_print
worked "in the household too" household show C1-3 --format json
like "with the adult" '"language":"pl","interpreter":"yes","format":"large_print"' "$out"
worked "before any of it" household show C1-3 --as-at 2026-11-20 --format json
like "nobody had said" '"letters":null,"language":null' "$out"
worked "on the page of the child" child show C1-3 --format json
like "what was asked, of whom and where" '"what":"contact_wish","reference":"B4-5","kind":"no_writing","detail":"P1-3 at A1-3"' "$out"
like "how the adult is written to" '"what":"communication","reference":"P1-3","kind":"pl","detail":"interpreter yes, large_print"' "$out"
refused "no message by e-mail" 2 'no_writing' contact-wish add N2-1 --kind no_message
refused "no such address" 3 'address' contact-wish add P1-3 --at A9-2 --kind no_writing
refused "twice" 5 'already' contact-wish add N1-3 --kind no_message
worked "another is preferred" contact-wish add N1-3 --kind preferred
worked "and the first no more" contact-wish list P1-3 --format json
is "one" 1 "$(printf '%s\n' "$out" | grep -c '"kind":"preferred"')"
worked "who looked is noted" access C1-3
like "as contact-wish list" 'contact-wish list' "$out"
worked "ended" contact-wish end B1-3
refused "once" 4 'already' contact-wish end B1-3
worked "undone" undo "$("$CNIS" log --format json | sed -n 's/.*"seq":\([0-9]*\).*contact_wish.add.*/\1/p' | head -1)"
like "the first is preferred again" '"of":"N2-1","kind":"preferred"' "$("$CNIS" contact-wish list P1-3 --format json)"
worked "verify" verify
done_testing
