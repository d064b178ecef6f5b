# Every allocation of the program itself fails once, command by command: it says so and ends with 1,
# it shows nothing it had not noted, it writes nothing, and it never dies of a signal.
# shellcheck source=../cli/lib.sh
. "$LIB"
# shellcheck source=../cli/story.sh
. "${LIB%/*}/story.sh"
: "${NOMEM:?the library that takes memory away}"

# Sanitizers and valgrind bring their own memory.
if ! LD_PRELOAD=$NOMEM "$CNIS" --version >/dev/null 2>&1; then
	echo "1..0 # nothing can be preloaded here"
	exit 0
fi
story
printf '2026-12-21,closed,"Winter"\n2026-12-22,closed\n' >days.csv
printf '{"line1": "3 School Walk", "postcode": "N2 0AD"}' >address.json
printf '{"name": "Jo Carer", "relationship": "grandparent"}' >adult.json
printf '{"kind": "others", "provider_name": "A Neighbour"}' >provision.json
printf '{"nhs": "943 476 5919"}' >number.json
sed 's/Robin/Kim/; s/"upn": "[^"]*", *//; s/2015-03-02/2013-06-09/' family.json >sibling.json
printf 'a reason\n' >note.txt
printf '{"kind":"telephone","teller":"anonymous","teller_name":"Mrs Hush","text":"At home.","children":[{"full_name":"Kim Row","age":9}]}' >told.jsonl
worked "something has arrived" intake add --from told.jsonl
worked "and is shared out" intake plan --out plan.csv
duty=$("$CNIS" duty list --child C1-3 --kind review --format json | sed -n 's/.*"duty":"\([^"]*\)".*/\1/p' | head -1)
head=$(newest)

# The words, and what stands on stdin.
cat >commands <<EOF
config list --format json|
config get law.s37.in_force_from|
officer list|
calendar list|
-n calendar add authority --from days.csv|
-n register --from sibling.json|
-n register --ask|\n\nKim Sample\n\n\n2014-04-04\n\n\n\n\nHill\nn\n\n\n\n\n\n\nn\n9 Row\n\nE1 6AN\n\n\nn\nPat Sample\n\n\n\n020 7946 0018\n\ny\ny\n\npl\nyes\n\ntelephone\nevenings\nn\nn\nn\n
child list|
child find|Robin\n
child show C1-3|
-n child edit C1-3 --field name|Robin Other\n
-n child edit C1-3 --field born|2015-03-03\n
-n child move C1-3 --source parent|9 Row\nLondon\nE1 6AN\n
-n child move C1-3 --source school --file address.json|
-n child number add C1-3 --file number.json|
-n child adult add C1-3 --file adult.json|
-n child provision add C1-3 --file provision.json|
-n child provision add C1-3 --kind others|A Neighbour\nHome\n
entry list C1-3|
-n entry end C1-3 --reason entered_in_error --source parent --note-file note.txt|
flag list C1-3|
-n flag add C1-3 --kind young_carer --from 2026-01-01 --note-file note.txt|
withdrawal list|
withdrawal show W1-3|
consent check C2-1|
consent list --all|
-n consent apply W1-3 --by parent|
due --days 400 --format csv|
unseen --all|
duty show $duty|
-n duty assign $duty --to ann --format table|
-n duty extend $duty --to 2027-12-01|because\n
-n duty waive $duty|because\n
duty recalc|
why $duty|
intake list --all --format csv|
intake show K1-3|
-n intake add --from told.jsonl|
-n intake add --kind walk_in|Wants to teach at home.\nKim Row\n9\n\nUna Row\nEDRM 7\n020 7946 0018\n\n5 Row\nN2 0AB\nPat\n\n
-n intake triage K1-3 --outcome no_action|because\n
-n intake triage K1-3 --outcome known_child --child C1-3|
-n intake apply plan.csv|
rule list --format json|
rule show EA1996.434A.2|
rule eval DAYS.count --from 2026-11-21 --days 3|
rule eval DAYS.count --stdin|{"from":"2026-11-21","days":3}\n{}\n
plan list C1-3|
review list|
review show R1-3|
-n review record C1-3 --method post --evidence report --outcome suitable --voice not_offered --reasons-file note.txt|
contact list C1-3|
seen list C1-3|
-n consider C1-3 --note-file note.txt|
log|
log C1-3|
access|
-n undo $head --reason-file note.txt|
verify|
migrate|
doctor|
export children --purpose test|
-n -r new.cnis init --authority 302 --demonstration --name Ann|
EOF
while IFS='|' read -r words input; do
	at=0
	bad=
	while :; do
		rm -f mark
		code=0
		# shellcheck disable=SC2086,SC2059
		printf "$input" | NOMEM_AT=$at NOMEM_MARK=$T/mark LD_PRELOAD=$NOMEM \
			"$CNIS" $words >out 2>err || code=$?
		[ -e mark ] || break
		if [ "$code" -ne 1 ] || ! grep -q 'out of memory' err; then
			bad="$bad [allocation $at: exit $code $(head -1 err)]"
		fi
		at=$((at + 1))
	done
	is "$words: each allocation missing once" "" "$bad"
	case $words in *--stdin*) want=2 ;; *) want=0 ;; esac
	is "$words: works with all of its $at allocations" "$want" "$code"
done <commands
is "nothing was written" "$head" "$(newest)"
worked "the register proves itself" verify
done_testing
