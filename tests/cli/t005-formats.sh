# Every list and page in each format: the same rows; nothing where there is nothing; a disk that is
# full; exit code 10 for jobs; page after page.
# shellcheck source=lib.sh
. "$LIB"
# shellcheck source=story.sh
. "${LIB%/*}/story.sh"

# ---- an empty register
CNIS_LOGIN=boss
export CNIS_LOGIN
demo
head_only() { # head_only WORDS...: a csv of nothing but its keys
	code "$@" --format csv
	is "$*: nothing, csv" "0 1" "$code $(wc -l <out | tr -d ' ')"
	for format in table plain json; do
		code "$@" --format "$format"
		is "$*: nothing, $format" "0 " "$code $(grep -v '^[A-Z][A-Za-z ]* [0-9-]*$' out)"
	done
	code "$@" --exit-code
	is "$*: nothing is no reason for 10" 0 "$code"
}
for words in 'child list' 'withdrawal list' 'consent list' 'due' 'overdue' 'duty list' 'unseen' 'review list' 'calendar list'; do
	# shellcheck disable=SC2086
	head_only $words
done
rm -f r.cnis*

# ---- one of everything
story
worked "a day off" calendar add authority 2026-12-21 --title 'Winter, "long"'
worked "an application" consent apply W1-3 --by parent
duty=$("$CNIS" duty list --child C1-3 --format csv | sed -n '2s/,.*//p')
cat >commands <<EOF
l config list
l officer list
l calendar list
l child list
p child show C1-3
l entry list C1-3
l entry routes C1-3
p entry standing C1-3
p report census
l flag list C1-3
l withdrawal list
p withdrawal show W1-3
p consent check C2-1
l consent list
l due --days 400
l duty list --no-names
l duty list --child C1-3
p duty show $duty
p person show P1-3
l unseen --all
p why $duty
l plan list C1-3
l review list
l review list --child C1-3
p review show R1-3
l contact list C1-3
l seen list C1-3
l log
l access
EOF
while read -r kind words; do
	# shellcheck disable=SC2086
	{
		code $words --format json
		rows=$(wc -l <out | tr -d ' ')
		is "$words: json" 0 "$code"
		is "$words: each line an object of schema 1" "$rows" "$(grep -c '^{"schema":1,.*}$' out)"
		like "$words: rows" '^[1-9]' "$rows"
		keys=$(head -1 out | grep -o '"[a-z_0-9]*":' | tr -d '":' | grep -v -e '^schema$' -e '^record$' | head -3 | tr '\n' ' ')
		code $words --format csv
		is "$words: csv" 0 "$code"
		like "$words: csv begins with the keys" "^$(echo "$keys" | sed 's/ $//; s/ /,/g')" "$(head -1 out)"
		code $words --format plain
		is "$words: plain" 0 "$code"
		like "$words: plain says the keys" "^${keys%% *}:" "$out"
		code $words --format table
		is "$words: a table" 0 "$code"
		unlike "$words: no line of it ends in a blank" ' $' "$out"
		for format in table plain csv json; do
			code=0
			"$CNIS" $words --format $format >/dev/full 2>err || code=$?
			is "$words: a full disk, $format" 1 "$code"
			like "$words: a full disk, $format: is named" 'cannot be written' "$(cat err)"
		done
		[ "$kind" = l ] || continue
		case $words in
		config* | access*) continue ;;
		esac
		code $words --exit-code
		is "$words: not empty, for jobs" 10 "$code"
	}
done <commands
code config list --exit-code
like "settings are no work" '^(2|10)$' "$code"

# ---- what a write says, in each format
code -n flag add C1-3 --kind young_carer --from 2026-01-01 --format json
like "json" '^\{"schema":1,"reference":"F[0-9]+-.","done":"flag added","seq":null,"dry_run":true\}$' "$out"
code -n flag add C1-3 --kind young_carer --from 2026-01-01 --format table
like "a sentence for people" '^would be: flag added: F[0-9]+-.$' "$out"
like "that nothing was changed" 'dry run: nothing was changed' "$err"
unlike "and no next step" 'next:' "$err"
code flag add C1-3 --kind young_carer --from 2026-01-01 --format table
like "done" '^flag added: F[0-9]+-. \(journal entry [0-9]+\)$' "$out"
code config set list.due_days 20 --format table
like "what has no reference" '^setting set \(journal entry [0-9]+\)$' "$out"
code config set list.due_days 21 --format csv
like "csv" '^reference,done,seq,dry_run' "$(head -1 out)"
for format in table json; do
	code=0
	"$CNIS" -n config set list.due_days 22 --format $format >/dev/full 2>err || code=$?
	is "a write whose words are lost, $format: failed" 1 "$code"
	like "a write whose words are lost, $format: is named" 'cannot be written' "$(cat err)"
	code=0
	before=$(head_seq)
	"$CNIS" config set list.due_days $((before % 9 + 9)) --format $format >/dev/full 2>err || code=$?
	is "a write that was done, $format: its words are lost" 1 "$code"
	is "a write that was done, $format: is done once" "$((before + 1))" "$(head_seq)"
	like "a write that was done, $format: says so" "was recorded \(journal entry $((before + 1))\); only the output cannot be written" "$(cat err)"
	unlike "a write that was done, $format: is not to be tried again" 'try again' "$(cat err)"
done
# of many, what comes before the end of the output
awk 'BEGIN { for (i = 0; i < 300; i++) printf "{\"schema\": 1, \"kind\": \"mailbox\", \"source\": \"school\", \"text\": \"Absent again %d.\"}\n", i }' </dev/null >many.jsonl
code=0
"$CNIS" intake add --from many.jsonl --format json >/dev/full 2>err || code=$?
is "many: failed" 1 "$code"
like "many: says how far" "was recorded (until then stands .up to journal entry|.journal entry) $(head_seq)\)" "$(cat err)"
code=0
"$CNIS" init --demonstration --authority 302 -r lost.cnis >/dev/full 2>err || code=$?
is "made: failed" 1 "$code"
like "a register that was made" "was done|was recorded" "$(cat err)"
unlike "a register that was made: not again" 'try again' "$(cat err)"
code -q flag list C1-3
is "quiet says nothing but rows" "" "$err"
code -v flag list C1-3
like "verbose says which register" "register $T/r.cnis, authority 302, demonstration" "$err"
code -v flag list C999-0
unlike "no reference, verbose: nothing to add" 'detail' "$out"
code -v flag end F999-9
like "verbose: where it failed" 'where: flag' "$err"

# ---- page after page
all=$("$CNIS" duty list --format csv | sed '1d; s/,.*//')
paged=
after=
while :; do
	# shellcheck disable=SC2086
	row=$("$CNIS" duty list --limit 1 ${after:+--after $after} --format csv | sed '1d; s/,.*//')
	[ -n "$row" ] || break
	paged="$paged$row
"
	after=$row
done
is "one duty a page makes the list" "$all" "$(printf '%s' "$paged")"
is "pages without names, too" "$(echo "$all" | tail -n +2)" "$("$CNIS" duty list --no-names --after "$(echo "$all" | head -1)" --format csv | sed '1d; s/,.*//')"
is "of one kind" 1 "$("$CNIS" duty list --kind review --format json | wc -l | tr -d ' ')"
is "of one officer" "$all" "$("$CNIS" duty list --owner boss --format csv | sed '1d; s/,.*//')"
is "of another" "" "$("$CNIS" duty list --owner ann --format json)"
is "at most one child" 1 "$("$CNIS" child list --limit 1 --format json | wc -l | tr -d ' ')"
is "at most two looks" 2 "$("$CNIS" access --limit 2 --format json | wc -l | tr -d ' ')"
like "those of one officer" '"officer":"boss"' "$("$CNIS" access --all --officer boss --format json | sort -u | tail -1)"
worked "those of an officer who never looked" access --officer ann --format json
is "... are none" "" "$out"
refused "a login nobody ever had is a slip in typing" 3 'never an officer' access --officer nobody --format csv
like "... in the option" 'field: officer' "$err"
is "... and no empty answer" "" "$out"
is "entries before the second" 1 "$("$CNIS" log --before 2 --format json | wc -l | tr -d ' ')"
is "all of them" "$(newest)" "$("$CNIS" log --all --format json | wc -l | tr -d ' ')"

# ---- as it was
for words in 'plan list C1-3' 'review list' 'contact list C1-3' 'seen list C1-3' 'consent list --all'; do
	# shellcheck disable=SC2086
	code $words --as-at 2026-11-20 --format json
	is "$words: not the day before" "0 " "$code $out"
done
refused "an instant that is none" 2 'neither a date nor an instant' --known-at 'then' child list
worked "before anything was known" --known-at 2026-11-21T12:00:00Z child list --format json

done_testing
