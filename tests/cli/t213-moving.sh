#!/bin/sh
# What is withheld moves with the family: a second refuge, a sibling's own move, a new number.
# shellcheck source=tests/cli/lib.sh disable=SC2154
. "$LIB"
# shellcheck source=tests/cli/withheld.sh
. "${LIB%/*}/withheld.sh"

demo
cat >family.json <<'EOF'
{"schema": 1, "notified_by": "parent",
 "children": [{"name": "Robin Sample", "born": "2015-03-02"}, {"name": "Kit Sample", "born": "2013-06-09"}],
 "parents": [{"name": "Alex Sample", "relationship": "mother", "responsibility": "yes", "has_care": "yes",
              "contact_points": [{"kind": "mobile", "value": "07700 900999"}]},
             {"name": "Ivo Sample", "relationship": "father", "responsibility": "yes", "has_care": "no"}],
 "addresses": [{"line1": "17 Hidden Lane", "town": "Hideham", "postcode": "N3 9ZZ", "from": "2020-01-01"}]}
EOF
worked "a family" register --from family.json
c=$(ref C1) kit=$(ref C2)
mother=$(refs "$c" P | sed -n 1p) father=$(refs "$c" P | sed -n 2p) home=$(refs "$c" A | sed -n 1p)
phone=$("$CNIS" contact-point list "$mother" --format json | grep -o 'N[0-9]*-[0-9]')
moves() { # moves LABEL PLACE WORDS...
	label=$1 place=$2
	shift 2
	code_in "$place" "$@" --source parent
	is "$label" 0 "$code"
}
hide() { # hide LABEL WORDS...
	label=$1
	shift
	code_in "He must not know.
" withhold add "$@" --confirmed-by "refuge service"
	is "$label" 0 "$code"
}
secret='hidden ?lane|hideham|N3 ?9|refuge street|safetown|N9 ?2|third way|N6 ?6|900999|900888|@safe\.example'
# clean LABEL: nothing outward has it
clean() {
	mkdir -p out.d
	rm -f out.d/*
	for k in $(ref 'C[0-9]*'); do
		for show in "child show" "household show" "child history"; do
			# shellcheck disable=SC2086
			"$CNIS" $show "$k" >"out.d/$k.$(echo "$show" | tr ' ' -)" 2>&1
		done
		"$CNIS" sheet "$k" --for "$father" --out "out.d/$k.father" >said 2>&1
	done
	"$CNIS" person show "$mother" >out.d/mother 2>&1
	"$CNIS" contact-point list "$mother" >out.d/points 2>&1
	"$CNIS" export children --purpose test --format json >out.d/export 2>&1
	rm -rf night
	mkdir night
	"$CNIS" nightly --out night >said 2>&1
	is "$1" "" "$(grep -aEil -e "$secret" out.d/* $(find night -type f ! -name '*.cnis' ! -name '*backup*') | tr '\n' ' ')"
	like "and the father has a sheet" 'What we hold' "$(head -1 out.d/"$c".father)"
}

# ---- a refuge --------------------------------------------------------------------------------------
moves "where one writes" 'PO Box 12
London
N1 1ZZ
' child move "$c" --kind correspondence
box=$(printf '%s\n' "$out" | grep -o 'A[0-9]*-[0-9]')
hide "the refuge" "$c" "$home" --refuge "$box"
like "the sibling is named, with the whole command" "also for $kit\\? cnis withhold add $kit $home --refuge $box --confirmed-by -" "$err"
hide "the number, from the father" "$c" "$phone" --from-person "$father"
clean "before anybody moves"

# ---- a second refuge -------------------------------------------------------------------------------
moves "the child alone moves to a second refuge" '9 Refuge Street
Safetown
N9 2AA
' child move "$c" --kind home
second=$(printf '%s\n' "$out" | grep -o 'A[0-9]*-[0-9]')
like "it is withheld, and how to open it is said" "$second is withheld for $c, as the one before.*cnis withhold end L[0-9]*-[0-9]" "$err"
clean "nothing shows the second refuge"
worked "listed" withhold list "$c" --format json
like "from all outward, with where to write, for the same reason" "\"fact\":\"$second\",\"from_person\":null,\"all_outward\":true,\"refuge\":true,\"care_of\":\"$box\".*\"confirmed_by\":\"follows L1-[0-9]\",\"reason\":\"He must not know.\"" "$out"
moves "the sibling goes there too, in a move of its own" '9, Refuge St.
Safetown
N9 2AB
' child move "$kit" --kind home
like "withheld" "is withheld for $kit" "$err"
moves "and the mother" '9 Refuge Street
Safetown
N9 2AA
' person move "$mother" --without "$c,$kit"
like "withheld" "is withheld for $c" "$err"
clean "nothing shows where they are"
worked "the mother's sheet" sheet "$c" --for "$mother" --out -
like "is sent to where one writes" 'PO Box 12' "$(printf '%s\n' "$out" | head -6)"
CNIS_NOW=2026-11-23T12:00:00Z
moves "a third home, days later" '4 Third Way
Newplace
N6 6AA
' child move "$kit" --kind home
clean "nothing shows the third"

# ---- how the mother is reached ---------------------------------------------------------------------
moves "a new number" '07700 900888
' contact-point add "$mother" --kind mobile
like "withheld as the other" "withheld for $c, as the one before" "$err"
moves "and an e-mail address" 'alex@safe.example
' contact-point add "$mother" --kind email
worked "the father's sheet" sheet "$c" --for "$father" --out -
unlike "has neither" "$secret" "$out"
clean "nor has anything else"

# ---- the father himself ------------------------------------------------------------------------------
moves "the father moves" '9 Father Row
London
N2 0AE
' person move "$father"
unlike "nothing is withheld of him" 'withheld' "$err"
worked "his sheet" sheet "$c" --for "$father" --out -
like "is sent to him" '9 Father Row' "$out"

# ---- opened, taken back -----------------------------------------------------------------------------
moves "the sibling moves once more" '5 Open Road
London
N2 0AF
' child move "$kit" --kind additional
l=$(printf '%s\n' "$err" | sed -n 's/.*cnis withhold end \(L[0-9]*-[0-9]\).*/\1/p')
code_in 'It has passed.' withhold end "$l"
is "a manager opens it" 0 "$code"
CNIS_NOW=2026-11-24T12:00:00Z
worked "the next day" child show "$kit"
like "it is shown" '5 Open Road' "$out"
unlike "and nothing else" "$secret" "$out"
before=$("$CNIS" withhold list "$c" --format json | grep -c withholding)
moves "a move" '6 Slip Road
London
N2 0AG
' child move "$c" --kind additional
seq=$(sqlite3 r.cnis 'SELECT max(seq) FROM journal')
is "adds one" $((before + 1)) "$("$CNIS" withhold list "$c" --format json | grep -c withholding)"
code undo "$seq"
[ "$code" -eq 0 ] || code_in "a slip
" undo "$seq"
is "taken back" 0 "$code"
is "both are gone" "$before" "$("$CNIS" withhold list "$c" --format json | grep -c withholding)"

# ---- whereabouts, and children who come later -----------------------------------------------------------
sed 's/Robin/Jo/; s/Kit/Mo/; s/Alex/Uma/; s/Ivo/Bo/; s/Sample/Other/g; s/17 Hidden Lane/3 Plain Road/; s/Hideham/London/; s/N3 9ZZ/N2 0AH/; s/900999/900777/; s/2015/2014/; s/2013/2012/' family.json >other.json
worked "another family" register --from other.json
jo=$(ref C3) mo=$(ref C4)
uma=$(refs "$jo" P | sed -n 1p) bo=$(refs "$jo" P | sed -n 2p)
hide "where one child is, from the father" "$jo" location --from-person "$bo"
moves "the sibling is told of first, at the new place" '8 Far Off
Away
N7 7AA
' child move "$mo" --kind home
like "withheld" "is withheld for $mo" "$err"
for k in "$jo" "$mo"; do
	"$CNIS" sheet "$k" --for "$bo" --out - >"$k.sheet" 2>said
	like "the father's sheet" 'What we hold' "$(cat "$k.sheet")"
	unlike "does not say where" 'Far Off|N7 7AA|Plain Road' "$(cat "$k.sheet")"
done
worked "what is withheld for the sibling" withhold list "$mo" --format json
like "from the father only" "\"from_person\":\"$bo\",\"all_outward\":false" "$out"
echo '{"schema": 1, "notified_by": "parent", "children": [{"name": "Ada Other", "born": "2016-02-03"}], "addresses": [{"line1": "8 Far Off", "postcode": "N7 7AA"}]}' >ada.json
worked "a third child, registered by itself" register --from ada.json
ada=$(ref C5)
worked "the mother is hers too" child adult add "$ada" --person "$uma" --relationship mother --has-care yes --source parent
worked "for it too" withhold list "$ada" --format json
like "from the father" "\"from_person\":\"$bo\"" "$out"
hide "said of all in one go" "$jo" school --from-person "$bo" --also "$mo,$ada"
like "is recorded of each" "recorded of $ada too" "$err"
is "three" 3 "$(for k in "$jo" "$mo" "$ada"; do "$CNIS" withhold list "$k" --format json; done | grep -c '"what":"school"')"
code_in "He must not know.
" withhold add "$jo" location --all-outward --confirmed-by x --also "$c"
is "a child of another family" 2 "$code"
father_home=$("$CNIS" person show "$father" --format json | grep -o '"A[0-9]*-[0-9]"' | tr -d '"' | head -1)
code_in "He must not know.
" withhold add "$c" "$father_home" --from-person "$father" --confirmed-by x
is "from who lives there" 2 "$code"
like "says what to do" 'person move' "$err"
worked "verify" verify --quiet
done_testing
