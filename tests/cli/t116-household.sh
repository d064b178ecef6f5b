#!/bin/sh
# The family of one child: who belongs to it and why, who was spoken to when, in every format.
# shellcheck source=tests/cli/lib.sh disable=SC2154
. "$LIB"

demo
cat >family.json <<'END'
{"schema": 1,
 "children": [{"name": "Robin Sample", "born": "2015-03-02"}, {"name": "Kit Sample", "born": "2013-06-09"}],
 "parents": [{"name": "Alex Sample", "relationship": "mother", "has_care": "yes", "responsibility": "yes",
              "responsibility_basis": "birth_mother"}],
 "addresses": [{"line1": "1 Invented Row", "postcode": "N2 0AB"}]}
END
worked "a family" register --from family.json
c=$(ref C1) kit=$(ref C2)
p=$("$CNIS" child show "$c" --format json | sed -n 's/.*"reference":"\(P[0-9]*-[0-9]\)".*/\1/p' | head -1)
worked "a call" contact add "$kit" --method telephone --outcome reached --person "$p" --on 2026-11-20

refused "no such child" 3 'no such child' household show C3-7
refused "an adult is no child" 2 'reference' household show "$p"
is "a reference with a slip" 2 "$("$CNIS" household show C1-1 >/dev/null 2>&1; echo $?)"
worked "as json" household show "$c" --format json
like "the child" "\"record\":\"child\",\"child\":\"$c\",.*the child asked about" "$out"
like "the sibling, and why" "\"child\":\"$kit\".*lives with $c at A[0-9]+-[0-9]; shares the adult $p" "$out"
like "answered about the sibling" "\"child\":\"$kit\".*\"last_reached\":\"2026-11-20\"" "$out"
like "the mother of the one" "\"record\":\"adult\",\"person\":\"$p\".*\"child\":\"$c\".*\"mother\",\"responsibility\":\"yes\",\"responsibility_basis\":\"birth_mother\",\"has_care\":\"yes\"" "$out"
like "spoken to, not about this one" "\"child\":\"$c\".*\"last_reached\":\"2026-11-20\",\"last_method\":\"telephone\",\"last_reached_child\":null" "$out"
like "of the other" "\"record\":\"adult\".*\"child\":\"$kit\".*\"last_reached_child\":\"2026-11-20\"" "$out"
is "four rows" 4 "$(printf '%s\n' "$out" | wc -l | tr -d ' ')"
like "looking is noted of each child" 'household show' "$("$CNIS" access "$kit" --format json)"
worked "as a table" household show "$c" --format table
like "says why" 'why here' "$out"
worked "plain" household show "$c" --format plain
like "key and value" '^next_review: 20' "$out"
worked "as csv" household show "$c" --format csv
like "the header" '^child,name,born,route,' "$out"
worked "before any of it" household show "$c" --as-at 2026-11-19 --format json
unlike "nobody had been spoken to" '2026-11-20' "$out"
worked "as then known" household show "$c" --known-at 2026-11-21T23:00:00Z

# ---- history
worked "what was, as json" child history "$c" --format json
like "the name" '"what":"name",.*"legal","detail":"Robin Sample".*"recorded":"2026-11-21T12' "$out"
like "the home" '"what":"address","reference":"A1-.*"home","detail":"1 Invented Row, N2 0AB"' "$out"
like "the adult" "\"what\":\"adult\",\"reference\":\"$p\",\"kind\":\"mother\",\"detail\":\"Alex Sample\"" "$out"
unlike "one home: none before it" '"previous":"' "$out"
moved() { printf '%s\nLondon\nN2 0AE\n' "$1" | "$CNIS" child move "$c" --source parent --from "$2" >said 2>&1 || cat said; }
moved '2 New Lane' 2024-06-01
worked "a home of two years" child history "$c" --format json
unlike "the one before is not asked for" '"previous":"' "$out"
moved '3 Newer Lane' 2026-02-01
worked "a home of nine months" child history "$c" --format json
like "the one before it is" '2 New Lane.*"to":"2026-01-31".*"previous":"yes"' "$out"
is "and no other" 1 "$(printf '%s\n' "$out" | grep -c '"previous":"')"
worked "a year after" child history "$c" --as-at 2025-12-01 --format json
unlike "the next home had not begun" 'Newer Lane' "$out"
like "that one still held" '2 New Lane.*"to":null' "$out"
CNIS_NOW=2026-11-22 moved '4 Last Lane' 2026-11-22
CNIS_NOW=2026-11-22 worked "as known yesterday" child history "$c" --known-at 2026-11-21 --format csv
like "the header" '^what,reference,kind,detail,from,to,source,basis,received,recorded,previous,child,rev' "$out"
unlike "today's move was not known" 'Last Lane' "$out"
CNIS_NOW=2026-11-22 worked "as a table" child history "$c" --format table
CNIS_NOW=2026-11-22 worked "plain" child history "$c" --format plain
like "today it is" 'Last Lane' "$out"
like "looking is noted" 'child history' "$("$CNIS" access "$c" --format json)"
refused "no such child" 3 'no such child' child history C3-7
done_testing
