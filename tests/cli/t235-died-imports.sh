#!/bin/sh
# Whoever a file brings into the family of a child who has died: the letters about them are held as
# those about any other of the family, until somebody decides.
# shellcheck source=tests/cli/lib.sh disable=SC2154
. "$LIB"

demo --in-force 37=2026-09-01,38=2026-09-01
held() { "$CNIS" hold list --format json | grep "\"child\":\"$1\"" | grep -c '"kind":"letters"'; }
# file NAME HEADER ROWS: a file whose columns have the names of the fields
file() {
	printf '%b' "$2\n$3" >"$1.csv"
	printf '%s\n' "$2" | tr ',' '\n' | sed 's/.*/& = &/' >"$1.map"
	printf 'received := 2026-11-01\nsource := school\n' >>"$1.map"
}
file kids 'key,family,full_name,born,sex' '1,F1,First Twig,2014-02-02,F\n2,F1,Second Twig,2012-02-02,M\n3,F3,Third Oak,2013-02-02,M\n4,F4,Fourth Ash,2013-02-03,M\n'
worked "four children" import children kids.csv --map kids.map --apply
file homes 'key,line1,postcode,from' '2,7 Twig Row,N2 0AB,2020-01-01\n4,9 Ash Row,N2 0AE,2020-01-01\n'
worked "two homes" import addresses homes.csv --map homes.map --apply
first=$(ref C1) second=$(ref C2) third=$(ref C3) fourth=$(ref C4)
worked "one has died" died "$second" --on 2026-11-20 --source health
is "nobody is of the family yet, as far as anybody knows" "0 0 0" "$(held "$first") $(held "$third") $(held "$fourth")"

file adult 'family,full_name,relationship' 'F1,Mother Twig,mother\n'
worked "an adult of both" import people adult.csv --map adult.map --apply
is "the letters about the other wait" 1 "$(held "$first")"
file home 'key,line1,postcode,from' '3,7 Twig Row,N2 0AB,2026-11-01\n4,7 Twig Row,N2 0AB,2026-11-01\n'
worked "two who live there, one of them moved" import addresses home.csv --map home.map --apply
is "theirs too" "1 1" "$(held "$third") $(held "$fourth")"
like "for somebody to decide" '"kind":"letters_decide"' "$("$CNIS" duty list --child "$fourth" --format json)"
sound "brought by files"

# ---- a school's return
printf 'full_name,born,school_name,ground,deleted,line1,postcode\nFifth Twig,2015-02-02,Invented Primary,9.1.d,2026-11-10,7 Twig Row,N2 0AB\n' >left.csv
head -1 left.csv | tr ',' '\n' | sed 's/.*/& = &/' >left.map
worked "a child of the same address" import deletions left.csv --map left.map --apply
is "is held" 1 "$(held "$(ref C5)")"

# ---- and by hand: an adult who moves there with a child
cat >family.json <<'END'
{"schema": 1, "notified_by": "parent", "children": [{"name": "Sixth Elm", "born": "2014-03-02"}],
 "parents": [{"name": "Ada Elm", "relationship": "mother", "has_care": "yes"}],
 "addresses": [{"line1": "3 Elm Row", "postcode": "N2 0AF"}]}
END
worked "another family" register --from family.json
sixth=$(ref C6)
ada=$("$CNIS" responsibility list "$sixth" --format json | sed -n 's/.*"who":"\([^"]*\)".*/\1/p')
code_in '7 Twig Row
London
N2 0AB
' person move "$ada" --with "$sixth" --source parent
is "moves there" 0 "$code"
is "and is held from then on" 1 "$(held "$sixth")"
sound "moved there"
done_testing
