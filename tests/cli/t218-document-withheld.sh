#!/bin/sh
# A document's file is handed out as it came: nobody looks whether it says what is withheld.  So whoever
# keeps one, links one or shows one of a family of which something is withheld is told, and nobody else.
# shellcheck source=tests/cli/lib.sh disable=SC2154
. "$LIB"
# shellcheck source=tests/cli/withheld.sh
. "${LIB%/*}/withheld.sh"

as boss
demo
code_in 'Otto Officer' officer add otto --roles officer
cat >family.json <<'END'
{"schema": 1, "notified_by": "parent",
 "children": [{"name": "Robin Sample", "born": "2015-03-02"}, {"name": "Kit Sample", "born": "2013-06-09"}],
 "parents": [{"name": "Alex Sample", "relationship": "mother", "has_care": "yes", "contact_points": [{"kind": "mobile", "value": "07700 900999"}]}],
 "addresses": [{"line1": "17 Hidden Lane", "postcode": "N3 9ZZ"}]}
END
worked "a family" register --from family.json
cat >other.json <<'END'
{"schema": 1, "notified_by": "parent",
 "children": [{"name": "Jo Other", "born": "2014-01-02"}],
 "parents": [{"name": "Uma Other", "relationship": "mother", "has_care": "yes"}],
 "addresses": [{"line1": "1 Plain Row", "postcode": "NW1 1AA"}]}
END
worked "another" register --from other.json
c=$(ref C1) sibling=$(ref C2) other=$(ref C3)
home=$(refs "$c" A) mother=$(refs "$c" P)
worked "a fact of the other" flag add "$other" --kind early_help --from 2026-11-01
flag=$(printf '%s\n' "$out" | grep -o 'F[0-9]*-[0-9]' | head -1)
printf 'To 17 Hidden Lane.\n' >letter.txt
printf 'To 1 Plain Row.\n' >plain.txt
keep() { # keep FILE CHILD OPTIONS...
	file=$1
	shift
	code_in 'A letter
Somebody
' document add "$@" --class other --source parent ${file:+--file "$file"}
	is "kept, of $*" 0 "$code"
	o=$(printf '%s\n' "$out" | grep -o 'O[0-9]*-[0-9]' | head -1)
}
told() {
	like "$1: told" 'warning: .*withheld.*never searched' "$err"
	unlike "$1: not what" 'Hidden|N3 9ZZ|900999' "$err"
}
untold() { unlike "$1: not told" 'warning' "$err"; }
keep letter.txt "$c"
untold "while nothing is withheld"
first=$o
worked "shown" document show "$first" --out nothing.txt
untold "nor when it is shown"

code_in 'He must not know.' withhold add "$c" "$home" --all-outward --confirmed-by 'refuge service'
is "withheld" 0 "$code"
as otto
worked "shown" document show "$first"
told "its page"
like "which is the page it was" '[^ ]' "$out"
worked "written out" document show "$first" --out out.txt
told "its file"
is "it is as it came" "To 17 Hidden Lane." "$(cat out.txt)"
code document show "$first" --out - --quiet
is "into a pipe nothing else goes" "To 17 Hidden Lane." "$out"
keep letter.txt "$other" --about "$c"
told "kept of one of each"
worked "linked to a fact of the other" document link "$o" "$flag"
told "linked"
keep plain.txt "$sibling"
told "of the brother who lives there"
keep plain.txt "$other"
untold "of the other alone"
worked "linked" document link "$o" "$flag"
untold "linked"
code_in 'Elsewhere
Somebody
Shelf 7
' document add "$c" --class other --source parent
is "one that lies elsewhere" 0 "$code"
untold "no file is held"
as boss
l=$("$CNIS" withhold list "$c" --format json | grep -o 'L[0-9]*-[0-9]' | head -1)
code_in 'It is over.' withhold end "$l" --on 2026-11-21
CNIS_NOW=2026-11-23T12:00:00Z
worked "shown when it is over" document show "$first"
untold "then"
code_in 'He must not know.' withhold add "$c" "$("$CNIS" contact-point list "$mother" --format json | grep -o 'N[0-9]*-[0-9]')" --all-outward --confirmed-by 'refuge service'
is "a number is withheld" 0 "$code"
worked "shown" document show "$first"
told "again"
worked "the manual" document show --help
like "says so" 'never searched' "$out"
done_testing
