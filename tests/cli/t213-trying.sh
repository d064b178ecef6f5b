#!/bin/sh
# Somebody who may not be shown what is withheld tries: the right guess gets the answer of a wrong one.
# shellcheck source=tests/cli/lib.sh disable=SC2154
. "$LIB"
# shellcheck source=tests/cli/withheld.sh
. "${LIB%/*}/withheld.sh"

demo
me=$(id -un)
CNIS_LOGIN=$me
export CNIS_LOGIN
cat >list.map <<'END'
key = no
family = fam
full_name = name
born = born
parent1_name = mum
parent1_relationship = rel
line1 = line
postcode = post
END
printf 'no,fam,name,born,mum,rel,line,post\n1,F1,Robin Sample,2015-03-02,Alex Sample,mother,17 Hidden Lane,N3 9ZZ\n' >first.csv
worked "a family from a list" import families first.csv --map list.map --apply
c=$(ref C1)
mother=$(refs "$c" P | sed -n 1p) home=$(refs "$c" A | sed -n 1p)
printf '07700 900999\n' | "$CNIS" contact-point add "$mother" --kind mobile >said 2>&1
point=$(grep -o 'N[0-9]*-[0-9]' said | head -1)
"$CNIS" flag add "$c" --kind early_help --from 2026-11-01 >said 2>&1
echo 'Otto Officer' | "$CNIS" officer add otto --roles officer >said 2>&1
echo 'Olga Officer' | "$CNIS" officer add olga --roles officer >said 2>&1

# keep, back: the register as it stood
keep() {
	rm -f kept.backup kept.cnis*
	"$CNIS" backup kept.backup >said 2>&1
	"$CNIS" -r kept.cnis restore kept.backup >said 2>&1
}
back() {
	rm -f r.cnis r.cnis-wal r.cnis-shm
	cp kept.cnis r.cnis
}
# answers GUESS WORDS...: exit code and every byte of the answer, with the guess on stdin and as guess.csv
answers() {
	printf '%b\n' "$1" >guess.csv
	shift
	code_in "$(cat guess.csv)
" "$@"
	printf '%s\n%s\n%s\n' "$code" "$out" "$err" | sed 's/[0-9a-f]\{16\}/KEY/g' # of the file, of the row
	back
}
# alike LABEL RIGHT WRONG WORDS...; differ: the test can tell
alike() {
	label=$1 right=$2 wrong=$3
	shift 3
	is "$label" "$(answers "$wrong" "$@")" "$(answers "$right" "$@")"
}
differ() {
	label=$1 right=$2 wrong=$3
	shift 3
	one=$(answers "$wrong" "$@") other=$(answers "$right" "$@")
	is "$label" differ "$([ "$one" = "$other" ] && printf '%s\n' "$one" || echo differ)"
}
head='no,fam,name,born,mum,rel,line,post\n2,F1,Kit Sample,2013-06-09,Alex Sample,mother,'
move() { "$1" "$2" '17 Hidden Lane\n\nN3 9ZZ' '18 Hidden Lane\n\nN3 9ZZ' child move "$c" --source school --from 2026-11-10; }
list() { "$1" "$2" "${head}17 Hidden Lane,N3 9ZZ" "${head}9 Other Row,N2 0AB" import families guess.csv --map list.map; }
number() { "$1" "$2" '07700 900999' '07700 900111' contact-point add "$mother" --kind mobile; }

# ---- before, the answers say it ------------------------------------------------------------------
keep
CNIS_LOGIN=otto
move differ "a move to the home that is known confirms it"
list differ "a list says that the family lives apart"
number differ "a number that is known is refused"

# ---- withheld ------------------------------------------------------------------------------------
CNIS_LOGIN=$me
echo 'He must not know.' | "$CNIS" withhold add "$c" "$home" --all-outward --confirmed-by 'refuge service' >said 2>&1
echo 'He must not know.' | "$CNIS" withhold add "$c" "$point" --all-outward --confirmed-by 'refuge service' >said 2>&1
keep
CNIS_LOGIN=otto
move alike "a move answers the same"
list alike "a list too"
number alike "and a number"
# then_shown GUESS LOOK WORDS...: what is shown by LOOK after WORDS took the guess
then_shown() {
	guess=$1 look=$2
	shift 2
	printf '%b\n' "$guess" | "$CNIS" "$@" >said 2>&1
	# shellcheck disable=SC2086
	code $look
	printf '%s\n%s\n%s\n' "$code" "$out" "$err"
	back
}
for look in "child show $c" "child history $c" "household show $c" "unseen" "person show $mother"; do
	is "and what is shown then: $look" "$(then_shown '18 Hidden Lane\n\nN3 9ZZ' "$look" child move "$c" --source school --from 2026-11-10)" \
		"$(then_shown '17 Hidden Lane\n\nN3 9ZZ' "$look" child move "$c" --source school --from 2026-11-10)"
done
is "and of the number" "$(then_shown '07700 900111' "contact-point list $mother" contact-point add "$mother" --kind mobile)" \
	"$(then_shown '07700 900999' "contact-point list $mother" contact-point add "$mother" --kind mobile)"
alike "a home beside it" '17 Hidden Lane\n\nN3 9ZZ' '18 Hidden Lane\n\nN3 9ZZ' child move "$c" --kind additional --source school --from 2026-11-10
alike "a search" '17 Hidden Lane N3 9ZZ' '18 Other Road N2 0AB' child find
alike "a search by the number" '07700 900999' '07700 900111' child find
alike "a title that is only tried" 'At 17 Hidden Lane\n\nShelf 2' 'At 18 Hidden Lane\n\nShelf 2' document add "$c" --class other --source parent --dry-run
form() {
	printf '{"schema": 1, "notified_by": "parent", "children": [{"name": "Zebedee Nowhere", "born": "2012-04-04"}], "parents": [{"name": "Una Nowhere", "relationship": "mother", "responsibility": "yes", "has_care": "yes", "contact_points": [{"kind": "mobile", "value": "%s"}]}], "addresses": [{"line1": "%s", "postcode": "%s"}]}' "$1" "$2" "$3"
}
alike "a registration" "$(form '07700 900999' '17 Hidden Lane' 'N3 9ZZ')" "$(form '07700 900111' '18 Hidden Lane' 'N2 0AB')" register --from -
same() { form "$1" "$2" "$3" | sed 's/Zebedee Nowhere/Robin Sample/; s/2012-04-04/2015-03-02/; s/Una Nowhere/Alex Sample/'; }
alike "a registration of the same child" "$(same '07700 900999' '17 Hidden Lane' 'N3 9ZZ')" "$(same '07700 900111' '18 Hidden Lane' 'N2 0AB')" register --from -
printf 'key = no\nline1 = line\npostcode = post\nfrom = from\nsource := school\n' >addresses.map
alike "a list of addresses" 'no,line,post,from\n1,17 Hidden Lane,N3 9ZZ,2026-11-10' 'no,line,post,from\n1,9 Other Row,N2 0AB,2026-11-10' import addresses guess.csv --map addresses.map --apply
printf 'key = no\nfamily = fam\nperson = who\nfull_name = name\nmobile = tel\n' >people.map
alike "a list of adults" 'no,fam,who,name,tel\n1,F1,A1,Alex Sample,07700 900999' 'no,fam,who,name,tel\n1,F1,A1,Alex Sample,07700 900111' import people guess.csv --map people.map --apply
printf 'given_names = G\nfamily_name = F\nborn = B\npostcode = P\n' >match.map
alike "a match" 'G,F,B,P\nRobyn,Sampel,2015-03-02,N3 9ZZ' 'G,F,B,P\nRobyn,Sampel,2015-03-02,N2 0AB' match guess.csv --map match.map --purpose test --format csv
CNIS_LOGIN=$me
move differ "a manager's move confirms it"
number differ "a manager is told that the number is known"

# ---- across a border -----------------------------------------------------------------------------
# in_area AREA: a school tells of a child whose home is there and withheld; leaves $w and $child
in_area() {
	printf '{"schema": 1, "notified_by": "school", "confirmed_not_duplicate": true, "children": [{"name": "Ash One", "born": "2014-03-02", "school": {"name": "Fernhill School", "on_roll": false, "left_on": "2026-11-13"}}], "parents": [{"name": "Parent One", "relationship": "mother", "responsibility": "yes"}], "addresses": [{"line1": "1 Fern Road", "postcode": "DA1 1AA", "authority": "%s"}]}' "$1" >form.json
	back
	CNIS_LOGIN=$me
	"$CNIS" register --from form.json >said 2>&1
	w=$(grep -o 'W[0-9]*-[0-9]' said | head -1)
	child=$(grep -o 'C[0-9]*-[0-9]' said | head -1)
	echo 'He must not know.' | "$CNIS" withhold add "$child" location --all-outward --confirmed-by 'refuge service' >said 2>&1
}
# tells AREA WORDS...: what somebody without a duty of the child is answered
tells() {
	in_area "$1"
	shift
	CNIS_LOGIN=otto
	code_in "Nobody asked." "$@"
	printf '%s\n%s\n%s\n' "$code" "$out" "$err"
}
in_area 303
is "there is a withdrawal" W "$(echo "$w" | cut -c1)"
for area in scotland wales abroad; do
	is "sending tells no border: $area" "$(tells 303 forward send "$w" --method email)" "$(tells "$area" forward send "$w" --method email)"
	is "nor does sending none: $area" "$(tells 303 forward none "$w")" "$(tells "$area" forward none "$w")"
done
like "it is left to who may know" 'withheld' "$(tells 303 forward send "$w" --method email)"
in_area scotland
refused "a manager is told the border" 4 'when they ask' forward send "$w" --method email
in_area 303
duty=$("$CNIS" duty list --child "$child" --kind tell_authority --no-names --format csv | grep -o 'D[0-9]*-[0-9]' | head -1)
echo 'as agreed' | "$CNIS" duty assign "$duty" --to olga >said 2>&1
CNIS_LOGIN=olga
worked "who has the duty sends it" forward send "$w" --method email
worked "verify" verify --quiet

# ---- what was sent -------------------------------------------------------------------------------
# sent AREA WORDS...: what is listed of it to somebody without a duty of the child
sent() {
	in_area "$1"
	shift
	code_in "Nobody asked." "$@"
	is "sent there: $*" 0 "$code"
	CNIS_LOGIN=otto
	code forward list --all --format json
}
sent scotland forward send "$w" --method email --requested 2026-11-20
like "that it was sent is listed" '"area":"withheld"' "$out"
unlike "not what the Act asks for there" 'scotland|2026-11-20' "$out"
sent crown_dependency forward send "$w" --method email --basis other_statute
unlike "nor on what else it was given" 'crown|other_statute' "$out"
sent abroad forward none "$w"
is "nor that nobody is to be told" "" "$out"
done_testing
