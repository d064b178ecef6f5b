#!/bin/sh
# A family with a refuge address: every command the program's own help names is run about it, in every
# format; what is withheld is in none of the bytes.  Then who is shown it, and that it is noted.
# shellcheck source=tests/cli/lib.sh disable=SC2154
. "$LIB"
# shellcheck source=tests/cli/withheld.sh
. "${LIB%/*}/withheld.sh"

demo
me=$(id -un)
CNIS_LOGIN=$me
export CNIS_LOGIN
cat >family.json <<'END'
{"schema": 1, "notified_by": "parent",
 "children": [{"name": "Robin Sample", "born": "2015-03-02", "school": {"name": "Secret School", "urn": "654321", "on_roll": false, "left_on": "2026-11-20"}},
              {"name": "Kit Sample", "born": "2013-06-09"}],
 "parents": [{"name": "Alex Sample", "relationship": "mother", "responsibility": "yes", "has_care": "yes",
              "contact_points": [{"kind": "mobile", "value": "07700 900999"}, {"kind": "email", "value": "Alex@hidden.example"}]},
             {"name": "Ivo Sample", "relationship": "father", "responsibility": "yes", "has_care": "no"}],
 "addresses": [{"line1": "17 Hidden Lane", "line2": "Back House", "town": "Hideham", "postcode": "N3 9ZZ", "uprn": "100023336956"}]}
END
worked "a family" register --from family.json
# somebody else at the same place, in words of their own
cat >other.json <<'END'
{"schema": 1, "notified_by": "parent",
 "children": [{"name": "Jo Neighbour", "born": "2014-01-02"}],
 "parents": [{"name": "Uma Neighbour", "relationship": "mother", "responsibility": "yes", "has_care": "yes"}],
 "addresses": [{"line1": "17 hidden lane", "town": "HIDEHAM", "postcode": "N39ZZ"}]}
END
worked "another family at the same place" register --from other.json
c=$(ref C1) sibling=$(ref C2) other=$(ref C3)
mother=$(refs "$c" P | sed -n 1p) father=$(refs "$c" P | sed -n 2p)
home=$(refs "$c" A | sed -n 1p) entry=$(refs "$c" E | sed -n 1p)
phone=$("$CNIS" contact-point list "$mother" --format json | sed -n 's/.*"\(N[0-9]*-[0-9]\)".*mobile.*/\1/p')
mail=$("$CNIS" contact-point list "$mother" --format json | sed -n 's/.*"\(N[0-9]*-[0-9]\)".*email.*/\1/p')
"$CNIS" flag add "$c" --kind early_help --from 2026-11-01 >said 2>&1
flag=$(grep -o 'F[0-9]*-[0-9]' said | head -1)
"$CNIS" plan receive "$c" --kind plan --method email </dev/null >said 2>&1
plan=$(grep -o 'I[0-9]*-[0-9]' said | head -1)
"$CNIS" withdrawal notify "$sibling" --by school --school "Secret School" --urn 654321 >said 2>&1 </dev/null
withdrawal=$(grep -o 'W[0-9]*-[0-9]' said | head -1)
echo 'As written.' | "$CNIS" review record "$c" --outcome suitable --method email --evidence plan --voice not_present --reasons-file - >said 2>&1
printf 'PO Box 12\nLondon\nN1 1ZZ\n' | "$CNIS" child move "$c" --kind correspondence --source parent >said 2>&1
box=$(grep -o 'A[0-9]*-[0-9]' said | head -1)
duty=$(refs "$c" D | sed -n 1p)
cat >post.jsonl <<'END'
{"kind": "school_form", "channel": "email", "teller": "named", "teller_name": "A. School", "source": "school", "adult_name": "Somebody", "address": "17 Hidden Lane, Hideham", "postcode": "N3 9ZZ", "text": "They live at the Back House."}
{"kind": "telephone", "channel": "telephone", "teller": "unknown", "telephone": "+44 7700 900999", "text": "Call 07700 900999."}
{"kind": "mailbox", "channel": "email", "teller": "unknown", "text": "She is in Hideham now.", "children": [{"full_name": "Robin Sample", "school": "Secret School"}]}
END
"$CNIS" intake add --from post.jsonl --format json >said 2>&1
arrived=$(grep -o 'K3-[0-9]' said | head -1)
"$CNIS" intake triage "$arrived" --outcome known_child --child "$c" --no-input >said 2>&1 </dev/null ||
	echo 'It is about Robin.' | "$CNIS" intake triage "$arrived" --outcome known_child --child "$c" >said 2>&1

# ---- in words of somebody's own ---------------------------------------------------------------------
# every text that is taken for this family says it, as people type
words='She is at 17 hidden la. (Back House, Hideham, n 3 9 z z), ring +44 (0)7700-900.999 or ALEX at hidden dot example; he was at secret  school.'
printf '%s\n' "$words" >words
# typed WORDS...: its texts, however many it asks for, say so
typed() {
	for _ in 1 2 3; do printf '%s\n' "$words"; done | "$CNIS" "$@" >said 2>&1 ||
		is "typed into $1 $2" "" "$(tail -1 said)"
}
ref() { grep -o "$1[0-9]*-[0-9]" said | head -1; }
typed complaint add "$c" --kind own --source parent
complaint=$(ref Q)
typed complaint close "$complaint" --outcome upheld
typed hold add "$sibling" --kind letters --because other --note-file -
typed hold end "$sibling" --kind letters
typed duplicate dismiss "$c" "$other" --reason -
typed consider settings "$c" --note-file -
typed child answer "$c" --item 2.k.support --answer held --source this_authority --note-file -
typed child characteristic "$c" --kind race
printf '{"kind": "provider", "provider_name": "A Tutor", "place": "Back House, N39ZZ", "places": ["17 hidden la., n39zz"]}\n' >tutor.json
"$CNIS" child provision add "$c" --file tutor.json >said 2>&1 || sed 's/^/# /' said
typed flag add "$c" --kind concern --from 2026-11-01 --confirmed-by "$words" --note-file -
typed flag add "$sibling" --kind looked_after --from 2026-11-01
typed looked-after told "$sibling" --agrees yes --confirmed-by "$words" --note-file -
typed document add "$c" --class other --source parent
document=$(ref O)
typed private-fostering add "$sibling" "$father" --carer other --from 2026-11-01 --intended yes --source school
typed private-fostering told "$(ref V)" --to "$words"
typed disagreement add "$c" --for "$mother" --against "$father" --source parent --note-file -
printf 'ZZ by n39zz\n' | "$CNIS" order-of-court add "$c" --kind specific_issue --from 2026-11-02 --source court --court "The court by N39ZZ" --limits-file words >said 2>&1
typed plan receive "$c" --kind letter --method post --note-file -
typed review record "$c" --outcome more_information --method email --evidence plan --voice speech --reasons-file words --voice-file words
typed contact add "$c" --method telephone --outcome reached --person "$father" --note-file -
typed seen add "$c" --by social_worker --voice speech --place home --note-file -
typed contact-wish add "$mail" --kind safe_times
"$CNIS" contact-wish add "$mail" --kind no_writing >said 2>&1
typed contact add "$c" --method email --outcome no_reply --person "$mother" --at "$mail" --despite-wish --reason-file -
typed tell add "$c" --kind support_pack --edition 9 --person "$mother" --method email --at "$mail" --despite-wish --reason-file -
typed tell add "$c" --kind support_pack --person "$father" --method post --edition "for n39zz"
typed responsibility change "$c" "$father" --limits-file - --source court
typed duty extend "$("$CNIS" duty list --child "$c" --kind review --format csv | grep -o 'D[0-9]*-[0-9]' | tail -1)" --to 2028-01-10
printf '{"kind": "telephone", "channel": "telephone", "teller": "named", "teller_name": "A friend at 17 Hidden Lane", "teller_contact": "07700-900999", "source": "public", "adult_name": "Alex at N39ZZ", "address": "17, hidden ln", "text": "%s"}\n' "$words" >more.jsonl
typed intake add --from more.jsonl
typed intake triage "$(ref K)" --outcome more_needed --next 2026-12-01 --reason-file -
"$CNIS" contact add "$sibling" --method telephone --outcome no_reply >said 2>&1
seq=$(sqlite3 r.cnis 'SELECT max(seq) FROM journal')
typed undo "$seq" --reason-file -
"$CNIS" export children --purpose "$words" >said 2>&1
duty=$(refs "$c" D | sed -n 1p)
# where it went: the columns that are read through the net (src/store/free_text.c), by what this test typed
into=0
sed -n '/^const free_text/,/NULL, NULL/s/.*/&/p' "$SOURCE/src/store/free_text.c" |
	grep -o '{ "[a-z_0-9]*", "[a-z_0-9]*" }' | tr -d '{}",' >columns
while read -r table column; do
	if [ "$(sqlite3 r.cnis "SELECT count(*) FROM $table WHERE $column LIKE '%hidden%' OR $column LIKE '%n39zz%' OR $column LIKE '%900999%'")" = 0 ]; then
		echo "# not typed into: $table $column"
	else
		into=$((into + 1))
	fi
done <columns
is "typed into most texts there are" yes "$([ "$into" -ge 35 ] && echo yes || echo "$into")"

secret='n 3 9 z z|hidden ?la|900.?999|hidden ?ln|at hidden|secret  school|hidden ?lane|back house|hideham|N3 ?9ZZ|100023336956|900999|@hidden\.example|secret school|654321'
# clean LABEL FILES...: none of it is in the bytes.
clean() {
	label=$1
	shift
	found=$(grep -aEil -e "$secret" "$@" 2>/dev/null | tr '\n' ' ')
	is "$label" "" "$found"
	[ -z "$found" ] || grep -aEi -m 3 -e "$secret" "$@" | sed 's/^/# /'
}
"$CNIS" child show "$c" >out 2>err
like "before, it is shown" 'Hidden Lane' "$(cat out)"

# ---- withheld ------------------------------------------------------------------------------------
hide() {
	code_in "He must not know: $words
" withhold add "$@" --confirmed-by "refuge service, $words"
	is "withheld: $2" 0 "$code"
	last=$(printf '%s\n' "$out" | grep -o 'L[0-9]*-[0-9]' | head -1)
}
hide "$c" "$home" --refuge "$box"
refuge=$last
hide "$c" "$phone" --from-person "$father"
hide "$c" "$mail" --all-outward
hide "$c" school --from-person "$father"
hide "$sibling" school --all-outward
hide "$c" location --from-person "$father"

# ---- every command of the help, about this family ------------------------------------------------
mkdir seen
answered=0
# look WORDS...: in every format; what writes is tried
look() {
	for format in plain table csv json; do
		try=--quiet
		if [ "$reads" = no ]; then
			[ "$format" = plain ] || continue
			try=--dry-run
		fi
		count=$((${count:-0} + 1))
		if "$CNIS" "$@" $try --format "$format" >"seen/$count.$name.$sub.$format" 2>"seen/$count.err" </dev/null; then
			answered=$((answered + 1))
		elif [ "$reads" = yes ] && [ "$format" = plain ]; then
			echo "# not answered: $*: $(head -1 "seen/$count.err")"
		fi
	done
}
each_example look "$me"
is "many answered" yes "$([ "$answered" -gt 150 ] && echo yes)"
clean "none of it in $answered answers" seen/*
"$CNIS" sheet "$c" --for "$mother" --out seen/mother.txt >said 2>&1
echo 'Weighed.' | "$CNIS" sheet "$c" --for "$father" --considered --out seen/father.txt >said 2>&1
is "both sheets were made" 2 "$(cat seen/mother.txt seen/father.txt | grep -c 'What we hold')"
clean "nothing of it on the father's sheet" seen/father.txt
is "nothing of the refuge on the mother's" "" "$(grep -aEi 'hidden ?lane|back house|hideham|N3 ?9ZZ|100023336956' seen/mother.txt)"
sure() { # sure LABEL PATTERN WORDS...: and it was about this family
	label=$1 pattern=$2
	shift 2
	code "$@"
	like "$label" "$pattern" "$out"
}
sure "the child's page says so" 'withheld' child show "$c"
sure "the sibling's page" 'withheld' child show "$sibling"
sure "the adult's" 'withheld' person show "$mother"
sure "the other family's, at the same place" 'withheld' child show "$other"
sure "how the adult is reached" '"kind":"mobile","value":"withheld","normalised":null' contact-point list "$mother" --format json
sure "what was" 'withheld' child history "$c"
sure "the entry" 'withheld' entry list "$c"
sure "the withdrawal" 'withheld' withdrawal list
sure "the export" 'Robin Sample,2015-03-02,U,[0-9]*,withheld' export children --purpose test --format csv
sure "two records side by side" 'withheld' merge compare "$c" "$other"
for k in K1 K2 K3; do
	k=$("$CNIS" intake list --all --format json | grep -o "$k-[0-9]" | head -1)
	"$CNIS" intake show "$k" >"seen/$k.intake" 2>&1
	like "what has arrived says so: $k" 'withheld' "$(cat "seen/$k.intake")"
done
"$CNIS" intake list --all --format json >seen/intake.list 2>&1
"$CNIS" intake plan --out seen/plan.csv >seen/plan.said 2>&1
clean "nothing of it in what has arrived" seen/*.intake seen/intake.list seen/plan.*
sure "where to write is shown" 'PO Box 12' child show "$c"
sure "the sibling is found by the adult they share" "$sibling" household show "$c"
code household show "$c"
unlike "the other family is no sibling by the place" "$other" "$out"

# ---- texts ---------------------------------------------------------------------------------------
sure "a note says so in its place" 'ring withheld or withheld; he was at withheld' contact list "$c"
sure "what an order says" 'She is at withheld' order-of-court list "$c" --format json
sure "why something was done" 'She is at withheld' log --format json
code_in "They are at 17, Hidden Lane now.
" contact add "$c" --method telephone --outcome reached --note-file -
is "a text with what is withheld is kept" "0 1" "$code $(sqlite3 r.cnis "SELECT count(*) FROM contact WHERE note = 'They are at 17, Hidden Lane now.'")"
like "and who typed it is told" 'warning: a text of yours says something that is withheld' "$err"
like "and what to do" 'cnis undo [0-9]' "$err"
unlike "not what it was" 'Hidden' "$err"
code_in "They are at N3 9ZZ.
" contact add "$c" --method telephone --outcome reached --note-file - --dry-run
unlike "what is only tried gets no answer" 'withheld' "$out$err"
code_in "They are at N3 9ZY.
" contact add "$c" --method telephone --outcome reached --note-file -
unlike "another postcode is nothing" 'withheld' "$err"
like "and is read" 'N3 9ZY' "$("$CNIS" contact list "$c")"

# ---- on another day, and as then known ------------------------------------------------------------
for when in '--as-at 2026-11-20' '--known-at 2026-11-21T12:00:00Z'; do
	for words in "merge compare $c $other" "child show $c" "person show $mother" "household show $c" "child history $c" "contact-point list $mother" "entry list $c" "contact list $c" "order-of-court list $c" "seen list $c"; do
		# shellcheck disable=SC2086
		"$CNIS" $words $when >"seen/then.$(echo "$words$when" | tr ' /' '__')" 2>&1
	done
done
clean "today's withholdings count for any day" seen/then.*

# ---- searching -----------------------------------------------------------------------------------
for typed in 'N3 9ZZ' '100023336956' '07700 900999' 'alex@hidden.example'; do
	printf '%s\n' "$typed" | "$CNIS" child find --format json >out 2>err
	is "$typed: finds nobody" "" "$(cat out)"
done
printf 'Robin N3 9ZZ\n' | "$CNIS" child find --format json >out 2>err
like "by the name" 'Robin Sample' "$(cat out)"
unlike "not by the place" 'postcode' "$(cat out)"
sed 's/Robin/Zebedee/; s/Kit/Yorick/; s/Sample/Elsewhere/g; s/2015-03-02/2012-04-04/; s/2013-06-09/2011-05-05/' family.json >third.json
"$CNIS" register --from third.json --dry-run >out 2>err
unlike "nobody is suggested as living there" "$c|$sibling|$other|same address" "$(cat out err)"
printf 'G,F,B,P\nZebedee,Nowhere,2014-05-05,N3 9ZZ\nRobin,Sample,2015-03-02,N3 9ZZ\n' >list.csv
printf 'given_names = G\nfamily_name = F\nborn = B\npostcode = P\n' >list.map
"$CNIS" match list.csv --map list.map --purpose test --format csv >out 2>err
like "a list is matched by name and birth date" "$c" "$(cat out)"
unlike "and not by the place" 'address' "$(grep "$c" out)"
"$CNIS" duplicate list --format json >out 2>err
unlike "no duplicate by the place" 'postcode|address the same' "$(cat out)"

# ---- what leaves the building ---------------------------------------------------------------------
mkdir night
worked "the night" nightly --out night
clean "nothing of it in the night" $(find night -type f ! -name '*.cnis' ! -name '*backup*')
"$CNIS" officer role "$me" --add safeguarding >said 2>&1
"$CNIS" officer role "$me" --add exporter >said 2>&1
"$CNIS" export children --purpose test --safeguarding --format json >seen/full.json 2>&1
clean "nothing of it in an export with needs" seen/full.json
code export full --purpose test --out full.jsonl
is "a full export is not made in passing" 9 "$code"
like "says how" '--withheld' "$err"
is "no file" "" "$(ls full.jsonl* 2>/dev/null)"
worked "it is made where that is meant" export full --purpose test --out full.jsonl --withheld
"$CNIS" log --format json >seen/log 2>&1
"$CNIS" access "$c" --format json >seen/access 2>&1
clean "nothing of it in the two logs" seen/log seen/access

# ---- who is shown it -----------------------------------------------------------------------------
sure "a manager who asks" '17 Hidden Lane' child show "$c" --withheld
sure "the number too" '07700 900999' contact-point list "$mother" --withheld
sure "and the school" 'Secret School' entry list "$c" --withheld --format json
sure "as it was then" '17 Hidden Lane' child show "$c" --withheld --known-at 2026-11-21T12:00:00Z
worked "the look is noted" access "$c" --format json
like "as such" '"command":"child show".*"filter":"--withheld' "$out"
sure "in a text too" 'She is at 17 hidden la' contact list "$c" --withheld
sure "an export for a manager" 'N3 9ZZ' export children --purpose test --withheld --format csv
echo 'Otto Officer' | "$CNIS" officer add otto --roles officer >said 2>&1
CNIS_LOGIN=otto
sure "an officer reads a text without it" 'She is at withheld' contact list "$c"
code contact list "$c" --withheld
is "only without it" 9 "$code"
code child show "$c" --withheld
is "an officer without work of their own is not" 9 "$code"
code export children --purpose test --withheld
is "nor by an export" 9 "$code"
CNIS_LOGIN=$me
echo 'as agreed' | "$CNIS" duty assign "$duty" --to otto >said 2>&1
CNIS_LOGIN=otto
sure "who has a duty of the child is shown the number" '07700 900999' contact-point list "$mother" --withheld
sure "and the place" '17 Hidden Lane' child show "$c" --withheld
sure "only on asking" 'withheld' child show "$c"
code entry list "$sibling" --withheld --format json
unlike "not what is withheld for another child" 'Secret School' "$out"
code export children --purpose test --withheld
is "an export not" 9 "$code"
CNIS_LOGIN=$me

# ---- ended ---------------------------------------------------------------------------------------
code_in 'It has passed.' withhold end "$refuge"
is "a manager ends it" 0 "$code"
loc=$("$CNIS" withhold list "$c" --format json | sed -n 's/.*"\(L[0-9]*-[0-9]\)".*"what":"location".*/\1/p')
code_in 'It has passed.' withhold end "$loc"
is "and the other" 0 "$code"
CNIS_NOW=2026-11-22T12:00:00Z
sure "the place is shown again" '17 Hidden Lane' child show "$c"
sure "the number is not" 'withheld' contact-point list "$mother"
sure "in a text neither" "17 hidden la.*ring withheld or withheld" contact list "$c"
worked "verify" verify --quiet
done_testing
