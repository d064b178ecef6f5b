#!/bin/sh
# A backup of before, put back: what was withheld since, and which families officers declared, is so
# again before anybody can look; what is about somebody the backup does not have is said as a number.
# shellcheck source=tests/cli/lib.sh disable=SC2154
. "$LIB"
# shellcheck source=tests/cli/withheld.sh
. "${LIB%/*}/withheld.sh"

as boss
demo
for who in ann:officer otto:officer,exporter mia:officer,manager cus:officer,custodian,safeguarding; do
	code_in 'An Officer' officer add "${who%%:*}" --roles "${who#*:}"
done
# family NAME LINE POSTCODE MOBILE
family() {
	cat >form.json <<END
{"schema": 1, "notified_by": "parent", "confirmed_not_duplicate": true,
 "children": [{"name": "$1 Wren", "born": "2015-03-02", "school": {"name": "$1 Hill School", "on_roll": false, "left_on": "2026-11-20"}}],
 "parents": [{"name": "Mother $1", "relationship": "mother", "responsibility": "yes", "has_care": "yes", "contact_points": [{"kind": "mobile", "value": "$4"}]},
             {"name": "Father $1", "relationship": "father", "responsibility": "yes", "has_care": "no"}],
 "addresses": [{"line1": "$2", "postcode": "$3"}]}
END
	worked "$1" register --from form.json
}
family Secret '17 Hidden Lane' 'N3 9ZZ' '07700 900999'
family Ann '5 Own Street' 'NW1 1AA' '07700 900222'
family Closed '9 Far Street' 'NW1 1AB' '07700 900333'
c=$(ref C1) own=$(ref C2) closed=$(ref C3)
mother=$(refs "$c" P | sed -n 1p) father=$(refs "$c" P | sed -n 2p) home=$(refs "$c" A)
phone=$("$CNIS" contact-point list "$mother" --format json | grep -o 'N[0-9]*-[0-9]')
for d in $("$CNIS" duty list --child "$own" --format csv | grep -o 'D[0-9]*-[0-9]' | sort -u); do
	worked "her own family is ann's work" duty assign "$d" --to ann
done
code_in 'Known before.' withhold add "$closed" school --all-outward --confirmed-by 'a service'
is "one was withheld before" 0 "$code"
worked "a backup of before" backup before.cnis

CNIS_NOW=2026-11-23T09:00:00Z
code_in "$(printf 'PO Box 12\nLondon\nN1 1ZZ\n')" child move "$c" --kind correspondence --source parent --format json
is "somewhere to write to" 0 "$code"
box=$(refs "$c" A | grep -vx "$home")
hide() {
	code_in 'He must not know.' withhold add "$@" --confirmed-by 'refuge service'
	is "withheld: $*" 0 "$code"
}
hide "$c" "$home" --refuge "$box"
hide "$c" "$phone" --all-outward
hide "$c" school --all-outward
hide "$c" location --from-person "$father"
hide "$closed" location --all-outward
code_in 'A threat.' restrict add "$closed" --kind protection --custodian cus
is "one is restricted" 0 "$code"
as ann
code_in 'My niece.' conflict declare "$own"
is "ann declares a family" 0 "$code"
as boss
family Later '1 New Lane' 'NW1 1AD' '07700 900444'
later=$(ref C4)
hide "$later" school --all-outward
worked "a copy of after" backup after.cnis

# what otto, who may see none of it, is shown: nothing of it is in there
hidden() {
	as otto
	for format in plain json; do
		for words in "child show $c" "household show $c" "contact-point list $mother" "entry list $c" "child history $c" "person show $mother" "export children --purpose test"; do
			# shellcheck disable=SC2086
			code $words --format $format
			is "$1: $words" 0 "$code"
			unlike "$1: none of it in $words" 'Hidden|N3 9ZZ|N39ZZ|900999|Secret Hill' "$out$err"
		done
	done
	as boss
	code sheet "$c" --for "$father" --out "$T/sheet.txt"
	is "$1: a sheet" 0 "$code"
	unlike "$1: none of it on the father's sheet" 'Hidden|N3 9ZZ|900999|Secret Hill' "$(cat "$T/sheet.txt")"
	rm -f "$T/sheet.txt"
	as ann
	code child show "$own"
	is "$1: her family is closed to ann" 9 "$code"
	code duty list --owner ann --format json
	is "$1: nor has she work of it" "" "$out"
	as otto
	code child show "$closed"
	is "$1: the restricted one" 3 "$code"
	as boss
	[ "$CNIS_REGISTER" = "$T/lost.cnis" ] || sound "$1" # there without its access log
}

# ---- over the register that knows it
worked "put back" restore before.cnis
like "with what was decided since" '0 sealed, 1 restricted, 5 withheld, 1 declared' "$err"
like "and what it has nobody for" '1 .*about somebody .*not in the backup' "$err"
unlike "of nobody in particular" '[CPANL][0-9]+-[0-9]' "$err"
unlike "and nothing is missing" 'no register could be read' "$err"
hidden "put back"
as mia
code child show "$c" --withheld
like "who may see it is shown it" 'Hidden Lane' "$out"
code withhold list "$c" --format json
is "each is on record" 4 "$(printf '%s\n' "$out" | grep -c .)"
like "with why, by whom and since when" 'refuge service.*He must not know' "$out"
as boss
like "doctor agrees" '^restored,ok' "$("$CNIS" doctor --format csv 2>/dev/null | tr -d '\r')"
worked "one of after, put back" restore after.cnis
unlike "has it all" 'done again' "$err"
worked "put back once more" restore before.cnis
like "does it all once more" '5 withheld, 1 declared' "$err"
hidden "once more"

# ---- where no register is
CNIS_REGISTER=$T/lost.cnis
worked "put back elsewhere" restore before.cnis
like "it is said from when on" 'sealed, restricted, withheld or declared after 2026-11-2[0-9T:]*Z' "$err"
worked "a later copy knows" restore before.cnis --newer after.cnis
like "what to do again" '5 withheld, 1 declared' "$err"
hidden "by a later copy"
done_testing
