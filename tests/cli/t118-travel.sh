#!/bin/sh
# A child away and expected back; addresses that are no house.
# shellcheck source=tests/cli/lib.sh disable=SC2154
. "$LIB"

demo
cat >family.json <<'END'
{"schema": 1,
 "children": [{"name": "Robin Sample", "born": "2015-03-02"}, {"name": "Kit Sample", "born": "2013-06-09"}],
 "parents": [{"name": "Alex Sample", "relationship": "mother", "has_care": "yes"}],
 "addresses": [{"line1": "Plot 4, Green Lane Site", "postcode": "N2 0AB", "place": "site"}]}
END
worked "a family on a site" register --from family.json
c=$(ref C1) kit=$(ref C2)
is "kept as one" site "$(sqlite3 r.cnis 'SELECT place_kind FROM address')"
like "one row: one household" "$kit.*lives with $c" "$("$CNIS" household show "$c" --format json)"

# ---- away
before=$(head_seq)
refused "no day of return" 2 'expected-return' child travel "$c" --source parent
refused "nobody's word" 2 'source' child travel "$c" --expected-return 2027-03-01
refused "back before it leaves" 2 'after the first day' child travel "$c" --expected-return 2026-11-20 --source parent
refused "no such child" 3 'no such child' child travel C3-7 --expected-return 2027-03-01 --source parent
refused "not away" 3 'not away' child returned "$c"
is "refusals write nothing" "$before" "$(head_seq)"
worked "dry" --dry-run child travel "$c" --expected-return 2027-03-01 --source parent
is "writes nothing" "$before" "$(head_seq)"
worked "away" child travel "$c" --from 2026-11-10 --expected-return 2027-03-01 --source parent
like "says what it is not" 'no missing education' "$err"
like "names the sibling" "also for $kit\\? cnis child travel $kit --expected-return 2027-03-01 --source parent" "$err"
like "is shown" '"travel.*"away".*"from":"2026-11-10","to":"2027-03-01"' "$("$CNIS" child show "$c" --format json)"
like "is due five working days after it" '"due":"2027-03-08".*expected_back|expected_back.*"due":"2027-03-08"' "$("$CNIS" duty list --child "$c" --format json)"
d=$("$CNIS" duty list --child "$c" --format json | grep expected_back | sed -n 's/.*"duty":"\([^"]*\)".*/\1/p')
like "why" 'LOCAL.travel.return' "$("$CNIS" why "$d" --format json)"
CNIS_NOW=2026-11-23T12:00:00Z
refused "is no missing education" 4 'expected back on 2027-03-01' entry route "$c" --to missing_education --because other
CNIS_NOW=2027-02-01T12:00:00Z
worked "stays longer" child travel "$c" --expected-return 2027-04-01 --source parent
is "one duty" 1 "$("$CNIS" duty list --child "$c" --format json | grep -c expected_back)"
CNIS_NOW=2027-03-20T12:00:00Z
worked "back" child returned "$c" --on 2027-03-18
is "no duty" 0 "$("$CNIS" duty list --child "$c" --format json | grep -c expected_back)"
unlike "no longer away" '"travel' "$("$CNIS" child show "$c" --format json)"
like "was away then" '"travel.*"away"' "$("$CNIS" child show "$c" --as-at 2027-02-10 --format json)"
worked "now it may be" entry route "$c" --to missing_education --because other

# ---- no fixed abode
printf '{"line1": "1 Row", "place": "no_fixed_abode"}\n' >a.json
refused "a line is one too many" 2 'no fixed abode has no line' child move "$c" --source parent --file a.json
printf '{"line1": "1 Row", "place": "castle"}\n' >a.json
refused "an unknown place" 2 'place' child move "$c" --source parent --file a.json
worked "no fixed abode" child move "$c" --source parent --place no_fixed_abode
is "has an area and nothing else" '302||' "$(sqlite3 r.cnis "SELECT authority, line1, postcode FROM address WHERE place_kind = 'no_fixed_abode'")"
like "is shown" 'no fixed abode' "$("$CNIS" child show "$c" --format json)"
like "and in the history" 'no fixed abode' "$("$CNIS" child history "$c" --format json)"
# ---- two homes in two areas: any one in this is enough, 436B(3)
printf '2 Short Road\nLondon\nN2 0AE\n' | "$CNIS" child move "$kit" --source parent --kind additional >said 2>&1
code_in "$(printf '9 Far Street\nLeeds\nLS1 4AP\n ')" child move "$kit" --source parent --authority 383
is "the home moves to another area" 0 "$code"
like "a home in this one stays" 'in this one stays a home.*436B' "$err"
unlike "so nothing is to end" 'moved_out' "$err"
like "why says the same" 'A met, lives in the area' "$("$CNIS" why "$kit" --format json)"
worked "verify" verify
done_testing
