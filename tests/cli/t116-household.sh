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
ref() { "$CNIS" --format json child list | sed -n "s/.*\"child\":\"\\($1-[^\"]*\\)\".*/\\1/p"; }
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
done_testing
