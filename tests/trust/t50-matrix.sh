#!/bin/sh
# Every command of the program's own help, as each role, about an open, a restricted, a declared and a
# sealed record, one with facts withheld and one whose whereabouts are: matrix.txt says what is asked,
# the exit codes, and which facts of an open record are in the bytes.
# shellcheck source=tests/cli/lib.sh disable=SC2154,SC2086
. "$LIB"
MATRIX=${MATRIX:-$SOURCE/tests/trust/matrix.txt}
CNIS_REGISTER=$T/r.cnis CNIS_LOGIN=boss CNIS_NOW=2026-11-20T09:00:00Z
export CNIS_REGISTER CNIS_LOGIN CNIS_NOW
roles='officer manager safeguarding custodian exporter auditor administrator'

# ---- the register ---------------------------------------------------------------------------------
# do_it WORDS...: a step of the preparation; its standard input is what is typed
do_it() {
	"$CNIS" "$@" --format json >said 2>why || echo "$*: $(cat why)" >>failed
}
said() { grep -o "\"$1[0-9]*-[0-9]\"" said | tr -d '"' | sed -n "${2:-1}p"; }

do_it init --authority 302 --demonstration --in-force 37=2026-09-01,38=2026-09-01 --name Boss
for role in custodian safeguarding exporter auditor; do do_it officer role boss --add $role; done
for role in $roles; do echo "Name $role" | do_it officer add "$role" --roles "$role"; done
# one more officer, who has a duty of the children of whom something is withheld
echo 'Name owner' | do_it officer add owner --roles officer
echo 'Name chief' | do_it officer add chief --roles manager,safeguarding,custodian
for who in leaver stand-in; do echo "Name $who" | do_it officer add $who --roles officer; done

# record STATE MARK NUMBER: a family of two, the younger held, with something of every kind; each fact
# has the mark in it, the references are in refs.STATE
record() {
	mark=$2 nr=$3
	echo "$1 $mark $nr" >>marks
	cat >form.json <<END_OF_FORM
{"schema":1,"notified_by":"parent","confirmed_not_duplicate":true,
 "children":[{"name":"Named$mark Elder","born":"2014-05-0$nr","reason":"unknown","school":{"name":"School$mark","on_roll":false,"left_on":"2026-11-13"}},
  {"name":"Named$mark Twin","born":"2015-06-1$nr","school":{"name":"School$mark","on_roll":true,"placement":"special","placed_by":"303"}}],
 "parents":[{"name":"Named$mark Mother","relationship":"mother","responsibility":"yes","has_care":"yes","contact_points":[{"kind":"mobile","value":"07700 90012$nr"}]},
  {"name":"Named$mark Father","relationship":"father","responsibility":"yes","has_care":"yes","contact_points":[{"kind":"email","value":"$nr@home.example"}]}],
 "addresses":[{"line1":"$nr Street$mark Road","town":"London","postcode":"NW$nr 1AA"}]}
END_OF_FORM
	cp form.json "form.$1"
	"$CNIS" register --from form.json --format json >said 2>why || [ $? -eq 4 ] || do_it register --from form.json
	c=$(said C) c2=$(said C 2) w2=$(said W 2)
	do_it child show "$c"
	p=$(said P) p2=$(sed -n '/Father/s/.*"\(P[0-9]*-[0-9]\)".*/\1/p' said) a=$(said A) e=$(said E)
	do_it contact-point list "$p"
	point=$(said N)
	do_it contact-wish add "$point" --kind no_message
	b=$(said B)
	do_it e-service add "$point"
	u=$(said U)
	do_it consent apply "$w2" --by parent
	do_it forward send "$w2" --what application --to 303 --method post
	y=$(said Y)
	do_it held open "$c2" --route on_roll_absent --school "School$mark" --for-health yes
	h=$(said H)
	do_it flag add "$c" --kind early_help --from 2026-11-01
	do_it flag add "$c" --kind looked_after --from 2026-11-01
	do_it flag add "$c" --kind s47_enquiry --from 2026-11-02
	do_it contact add "$c" --method telephone --outcome reached
	t=$(said T)
	seq=$(sqlite3 r.cnis 'SELECT max(seq) FROM journal')
	do_it seen add "$c" --place home --by ehe_officer --voice not_present
	s=$(said S)
	do_it plan receive "$c" --kind plan --method email
	i=$(said I)
	echo "Words$mark." | do_it review record "$c" --outcome appears_not_suitable --method email --evidence plan --voice not_present --reasons-file -
	r=$(said R)
	do_it contact-point list "$p2"
	n2=$(said N)
	echo "Words$mark." | do_it withhold add "$c" "$n2" --all-outward --confirmed-by social-care
	l=$(said L)
	echo ZZ26P0000$nr | do_it order-of-court add "$c" --kind specific_issue --education yes --from 2026-11-19 --source court
	g=$(said G)
	printf 'Words%s\nNobody\nShelf 3\n' "$mark" | do_it document add "$c" --class other --source parent
	o=$(said O)
	do_it duty list --child "$c" --kind review
	d=$(said D)
	do_it duty list --child "$c" --kind order_check
	d2=$(said D)
	do_it withdrawal notify "$c" --by school --school "School$mark"
	w=$(said W)
	do_it flag add "$c" --kind ehc_plan --from 2026-01-10
	f=$(said F)
	do_it consent apply "$w" --by parent
	do_it disagreement add "$c" --for "$p" --not-said "$p2" --source parent
	m=$(said M)
	do_it private-fostering add "$c" "$p2" --carer other --from 2026-11-01 --intended yes --source school
	v=$(said V)
	echo "Words$mark." | do_it complaint add "$c" --kind own --source parent
	q=$(said Q)
	do_it hold add "$c2" --kind letters --because family_asked
	do_it child travel "$c" --expected-return 2027-01-10 --source parent
	do_it entry also "$e" --route section_19 --because authority_arranged
	do_it tell add "$c" --kind privacy_notice --person "$p" --method post --edition 1
	do_it duplicate dismiss "$c" "$c2" --reason form.json
	printf '{"kind":"telephone","teller":"named","teller_name":"Named%s Aunt","postcode":"NW%s 1AA","text":"Words%s."}\n' "$mark" "$nr" "$mark" >told.json
	do_it intake add --from told.json
	k=$(said K)
	do_it intake triage "$k" --outcome known_child --child "$c2"
	echo "C=$c C2=$c2 P=$p P2=$p2 A=$a E=$e F=$f T=$t S=$s I=$i R=$r N=$point N2=$n2 L=$l G=$g O=$o D=$d D2=$d2 W=$w W2=$w2 Y=$y H=$h M=$m V=$v Q=$q U=$u B=$b K=$k X=X900-6 SEQ=$seq s=$mark" >"refs.$1"
}
of() { tr ' ' '\n' <"refs.$1" | sed -n "s/^$2=//p"; }

record another Alder 6
record open Oak 1
record restricted Rowan 2
record declared Damson 3
record sealed Sallow 4
record kept Kapok 5
record whereabouts Willow 7
sed 's/[0-9]*-[0-9]/900-6/g; s/SEQ=[^ ]*/SEQ=999999/; s/Oak/Nettle/' refs.open >refs.never
echo 'never Nettle 8' >>marks
CNIS_LOGIN=stand-in do_it conflict declare "$(of restricted C)"
for c in C C2; do
	echo 'Words.' | do_it restrict add "$(of restricted $c)" --kind protection --custodian boss
	sed "s/ X=X900-6/ X=$(said X)/" refs.restricted >refs && mv refs refs.restricted
	echo 'Words.' | do_it withhold add "$(of kept $c)" school --all-outward --confirmed-by social-care
	echo 'Words.' | do_it withhold add "$(of whereabouts $c)" location --all-outward --confirmed-by social-care
done
for fact in A N; do echo 'Words.' | do_it withhold add "$(of kept C)" "$(of kept $fact)" --all-outward --confirmed-by social-care; done
for login in $roles boss stand-in; do CNIS_LOGIN=$login do_it conflict declare "$(of declared C)"; done
for state in open kept whereabouts; do CNIS_LOGIN=stand-in do_it conflict declare "$(of $state C)"; done
for state in kept whereabouts; do
	do_it duty list --child "$(of $state C2)" --kind section_19_decide
	for d in "$(said D)" "$(of $state D)"; do do_it duty assign "$d" --to owner; done
done
do_it cover add leaver --by stand-in --to 2026-12-24
cover=$(said Z)
printf '{"kind":"telephone","text":"They are at home all day.","children":[{"age":9}]}\n' >told.json
do_it intake add --from told.json
intake=$(said K)
"$CNIS" intake plan --out plan.csv --owners owner >said 2>&1
CNIS_NOW=2026-11-21T09:00:00Z
do_it order-of-court end "$(of sealed G)" --on 2026-11-20
for w in W W2; do do_it withdrawal withdraw "$(of sealed $w)"; done
for c in C C2; do of sealed $c | do_it identity seal "$(of sealed $c)"; done
# lists of other bodies and spreadsheets, one for each family
printf 'given_names = G\nfamily_name = F\nborn = B\npostcode = P\n' >list.map
printf 'key = no\nfull_name = name\nborn = born\nparent1_name = mum\nline1 = line\npostcode = post\n' >sheet.map
for pair in Oak:1 Rowan:2 Damson:3 Sallow:4 Kapok:5 Willow:7 Nettle:8 Birch:9; do
	mark=${pair%:*} nr=${pair#*:}
	printf 'G,F,B,P\nNamed%s,Elder,2014-05-0%s,NW%s 1AA\n' "$mark" "$nr" "$nr" >"list.$mark"
	printf 'no,name,born,mum,line,post,what,from,method\n%s,Named%s Elder,2014-05-0%s,Named%s Mother,%s Street%s Road,NW%s 1AA,young_carer,2026-11-23,post\n' \
		"$nr" "$mark" "$nr" "$mark" "$nr" "$mark" "$nr" >"sheet.$mark"
	printf 'full_name,born,upn,postcode,ground,deleted,notice,destination,school,placement,placed_by\nNamed%s Elder,2014-05-0%s,,NW%s 1AA,9(1)(f),2026-11-13,,,School%s,,\n' "$mark" "$nr" "$nr" "$mark" >"return.$mark"
done
for sheet in 'children:full_name = name;born = born' 'people:full_name = mum' 'addresses:line1 = line;postcode = post;kind := additional' \
	'needs:kind = what;from = from' 'reviews:on = from;outcome := suitable;reasons := As written.' 'contacts:on = from;method = method;outcome := no_reply'; do
	printf 'key = no\n%s\n' "${sheet#*:}" | tr ';' '\n' >"${sheet%%:*}.map"
done
cp "$SOURCE/src/exchange/maps/deletions_plain.map" return.map
do_it import families sheet.Birch --map sheet.map --apply
batch=$(sqlite3 r.cnis "SELECT max(batch) FROM journal WHERE kind = 'import.families'")
"$CNIS" export full --purpose test --withheld --out all.jsonl >said 2>why || cat why >>failed
do_it backup kept.backup
do_it match list.Oak --map list.map --purpose test
row=$(sed -n 's/.*"row_key":"\([^"]*\)".*/\1/p' said | head -1)
sed 's/Oak/Hazel/g; s/"born":"2014-05-01"/"born":"2013-01-02"/; s/,"school":{[^}]*}//g; s/2015-06-1/2012-06-0/' form.open >form.new
touch failed
is "the register is prepared" "" "$(cat failed)"
sqlite3 r.cnis .dump >before.dump

# ---- every command of the help stands in the table ----------------------------------------------
"$CNIS" --help | sed -n '/^setting up/,$p' | sed -n 's/^  \([a-z][a-z-]*\( [a-z][a-z-]*\)\{0,1\}\)  .*/\1/p' | sort >of.help
grep -v '^#' "$MATRIX" | sed 's/ *|.*//' | sort >of.table
is "every command stands in matrix.txt, once" "" "$(diff of.help of.table)"
while read -r name; do
	"$CNIS" $name --help >help 2>&1
	echo "$name|$(grep -c -e '--dry-run  ' help)|$(grep -c -e '--withheld  ' help)"
done <of.help >traits

# ---- asked --------------------------------------------------------------------------------------
mkdir o
awk -v common="cover=$cover intake=$intake row=$row batch=$batch other=$(of another C)" -f "$SOURCE/tests/trust/matrix-ask.awk" \
	traits refs.open refs.never refs.restricted refs.sealed refs.declared \
	refs.kept refs.whereabouts "$MATRIX" >asked
while IFS='|' read -r id login typed words; do
	case $words in *copy.cnis*) rm -rf copy.cnis* o/night && cp r.cnis copy.cnis && mkdir o/night ;; esac
	code=0
	printf '%b\n' "$typed" | CNIS_LOGIN=$login "$CNIS" $words >"o/$id" 2>&1 || code=$?
	echo "$id|$code" >>codes
	[ ! -e o/out ] && [ ! -e o/night ] && continue
	find o/out o/night -type f ! -name '*.cnis' -exec cat {} + >>"o/$id" 2>/dev/null
	rm -rf o/out o/night
done <asked
is "nothing was written" "" "$(sqlite3 r.cnis .dump | cmp - before.dump 2>&1)"

# ---- answered ------------------------------------------------------------------------------------
awk -f "$SOURCE/tests/trust/matrix-judge.awk" marks refs.open refs.restricted refs.declared refs.sealed \
	refs.kept refs.whereabouts refs.never codes "$MATRIX" plan >judged
while IFS='|' read -r name found <&3; do
	is "$name" "" "$(printf '%s' "$found" | sed 's/; /\n/g' | head -12)"
done 3<judged
done_testing
