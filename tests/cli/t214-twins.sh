#!/bin/sh
# Two registers, made by the same commands; only what is withheld differs.  To somebody who may not be
# shown it every command of the help answers the same of both, byte for byte: no count, order, mark,
# point of likeness or exit code tells anything.
# shellcheck source=tests/cli/lib.sh disable=SC2154
. "$LIB"
# shellcheck source=tests/cli/withheld.sh
. "${LIB%/*}/withheld.sh"

demo
me=$(id -un)
CNIS_LOGIN=$me
export CNIS_LOGIN
"$CNIS" backup empty.backup >said 2>&1

# make NAME ADDRESS MOBILE EMAIL SCHOOL URN: a family, and all of it withheld; leaves NAME/r.cnis
make() {
	mkdir "$1"
	cd "$1" || exit 99
	"$CNIS" -r r.cnis restore ../empty.backup >said 2>&1
	cat >family.json <<END
{"schema": 1, "notified_by": "parent",
 "children": [{"name": "Robin Sample", "born": "2015-03-02", "school": {"name": "$5"$6, "on_roll": false, "left_on": "2026-11-20"}},
              {"name": "Kit Sample", "born": "2013-06-09"}],
 "parents": [{"name": "Alex Sample", "relationship": "mother", "responsibility": "yes", "has_care": "yes",
              "contact_points": [{"kind": "mobile", "value": "$3"}, {"kind": "email", "value": "$4"}]},
             {"name": "Ivo Sample", "relationship": "father", "responsibility": "yes", "has_care": "no"}],
 "addresses": [{$2}]}
END
	"$CNIS" register --from family.json >said 2>&1 || cat said
	cat >other.json <<'END'
{"schema": 1, "notified_by": "parent", "confirmed_not_duplicate": true,
 "children": [{"name": "Robyn Sample", "born": "2015-03-02", "school": {"name": "Plain School", "urn": "123456", "on_roll": false, "left_on": "2026-11-20"}}],
 "parents": [{"name": "Alexa Sample", "relationship": "mother", "responsibility": "yes", "has_care": "yes",
              "contact_points": [{"kind": "mobile", "value": "07700 900555"}]}],
 "addresses": [{"line1": "18 Hidden Lane", "town": "Hideham", "postcode": "N3 9ZZ"}]}
END
	"$CNIS" register --from other.json >said 2>&1 || cat said
	c=$(ref C1)
	sibling=$(ref C2)
	other=$(ref C3)
	mother=$(refs "$c" P | sed -n 1p) father=$(refs "$c" P | sed -n 2p) home=$(refs "$c" A | sed -n 1p) entry=$(refs "$c" E | sed -n 1p)
	phone=$("$CNIS" contact-point list "$mother" --format json | sed -n 's/.*"\(N[0-9]*-[0-9]\)".*mobile.*/\1/p')
	email=$("$CNIS" contact-point list "$mother" --format json | sed -n 's/.*"\(N[0-9]*-[0-9]\)".*email.*/\1/p')
	"$CNIS" flag add "$c" --kind early_help --from 2026-11-01 >said 2>&1
	flag=$(grep -o 'F[0-9]*-[0-9]' said | head -1)
	"$CNIS" plan receive "$c" --kind plan --method email </dev/null >said 2>&1
	plan=$(grep -o 'I[0-9]*-[0-9]' said | head -1)
	echo 'As written.' | "$CNIS" review record "$c" --outcome suitable --method email --evidence plan --voice not_present --reasons-file - >said 2>&1
	echo "They said $3, $4." | "$CNIS" contact add "$c" --method telephone --outcome reached --person "$mother" --note-file - >said 2>&1
	"$CNIS" withdrawal notify "$sibling" --by school --school "$5" >said 2>&1 </dev/null
	withdrawal=$(grep -o 'W[0-9]*-[0-9]' said | head -1)
	printf 'PO Box 12\nLondon\nN1 1ZZ\n' | "$CNIS" child move "$c" --kind correspondence --source parent >said 2>&1
	box=$(grep -o 'A[0-9]*-[0-9]' said | head -1)
	printf '{"kind": "telephone", "channel": "telephone", "teller": "unknown", "telephone": "%s", "email": "%s", "text": "Call %s.", "children": [{"full_name": "Robin Sample"}]}\n' "$3" "$4" "$3" >post.jsonl
	"$CNIS" intake add --from post.jsonl --format json >said 2>&1
	arrived=$(grep -o 'K1-[0-9]' said | head -1)
	for fact in "$c $home --refuge $box" "$c $phone --all-outward" "$c $email --all-outward" "$c school --all-outward" "$sibling school --all-outward" "$c location --from-person $father"; do
		# shellcheck disable=SC2086
		echo 'He must not know.' | "$CNIS" withhold add $fact --confirmed-by 'refuge service' >said 2>&1 || cat said
	done
	refuge=$(grep -o 'L[0-9]*-[0-9]' said | head -1)
	echo 'Otto Officer' | "$CNIS" officer add otto --roles officer,exporter,auditor >said 2>&1
	duty=$("$CNIS" duty list --child "$c" --no-names --format csv | grep -o 'D[0-9]*-[0-9]' | head -1)
	cd ..
}
CNIS_REGISTER=r.cnis
export CNIS_REGISTER
make one '"line1": "17 Hidden Lane", "line2": "Back House", "town": "Hideham", "county": "Kent", "postcode": "N3 9ZZ", "uprn": "100023336956"' '07700 900999' 'alex@hidden.example' 'Secret School' ', "urn": "654321"'
make two '"line1": "5 Elsewhere Street", "postcode": "SW1A 1AA"' '07700 900111' 'zz@far.example' 'Quite Another College' ''
is "the two registers are made alike" "$(cd one && "$CNIS" log --format json | grep -c .)" "$(cd two && "$CNIS" log --format json | grep -c .)"

# both WORDS...: the two answers, with what no two registers share taken out
both() {
	for r in one two; do
		(
			cd $r || exit 99
			"$CNIS" "$@" </dev/null >../answer 2>&1
			echo "exit $?"
			sed 's/[0-9a-f]\{8\}-[0-9a-f]\{4\}-[0-9a-f]\{4\}-[0-9a-f]\{4\}-[0-9a-f]\{12\}/UUID/g; s/[0-9a-f]\{16,\}/HASH/g' ../answer
		) >"answer.$r"
	done
	asked=$((${asked:-0} + 1))
	grep -q 'exit 0' answer.one && answered=$((${answered:-0} + 1))
	cmp -s answer.one answer.two && return
	told=$((${told:-0} + 1))
	echo "# told by: $*"
	diff answer.one answer.two | sed 's/^/# /' | head -12
}
CNIS_LOGIN=otto
both_read() {
	[ "$reads" = yes ] || return 0
	both "$@" --format plain
	both "$@" --format json
}
each_example both_read jsmith
is "many were asked, and answered" yes "$([ "$asked" -gt 90 ] && [ "$answered" -gt 80 ] && echo yes || echo "$answered of $asked")"
# beside the examples: about the others of the family, and on other days
for words in "child show $sibling" "child show $other" "household show $sibling" "household show $other" "merge compare $c $other" \
	"child history $sibling" "person show $father" "entry list $sibling" "withdrawal show $withdrawal" "intake show $arrived" \
	"why $entry" "why $duty" "access $c" "child show $c --as-at 2026-11-20" "child show $c --known-at 2026-11-21T12:00:00Z" \
	"household show $c --known-at 2026-11-21T12:00:00Z" "duplicate list" "child content $c" "child content $sibling" \
	"report completeness" "report census" "report leavers" "unseen" "due" "overdue" "today" "withhold list $c" \
	"match ../list.csv --map ../list.map --purpose test" "intake plan --out plan.csv" "log --child $c"; do
	[ -f list.csv ] || printf 'G,F,B,P\nRobin,Sample,2015-03-02,N3 9ZZ\nRobyn,Sampel,2015-03-02,SW1A 1AA\n' >list.csv
	printf 'given_names = G\nfamily_name = F\nborn = B\npostcode = P\n' >list.map
	rm -f one/plan.csv two/plan.csv
	# shellcheck disable=SC2086
	both $words
	# shellcheck disable=SC2086
	both $words --format csv
done
is "none tells the two registers apart" 0 "${told:-0}"
CNIS_LOGIN=$me
for words in "child show $c" "contact-point list $mother" "entry list $c" "contact list $c" "withdrawal show $withdrawal" "export children --purpose test"; do
	# shellcheck disable=SC2086
	both $words --withheld >said
done
is "to who may see they are two" 6 "$told"
done_testing
