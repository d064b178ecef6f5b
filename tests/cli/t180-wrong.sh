# Wrong input, noun by noun: what is refused, in which words, and that nothing is written.
# shellcheck source=lib.sh
. "$LIB"
# shellcheck source=story.sh
. "${LIB%/*}/story.sh"

story
head=$(newest)
# wrong LABEL CODE PATTERN TEXT WORDS...: refused, with TEXT on stdin
wrong() {
	label=$1 want=$2 pattern=$3 text=$4
	shift 4
	code_in "$text" "$@"
	is "$label: exit code" "$want" "$code"
	like "$label: says why" "$pattern" "$err"
	is "$label: stdout stays empty" "" "$out"
}

# ---- both of two that exclude one another
refused "--mine of another" 2 'exclude one another' due --mine --owner ann
refused "overdue too" 2 'exclude one another' overdue --mine --owner ann
refused "grant and refuse" 2 'give --grant, or --refuse' consent decide W1-3 --grant --refuse best_interests
refused "neither" 2 'give --grant, or --refuse' consent decide W1-3
refused "served and not served" 2 'give --method, or --not-served' \
	consent serve W1-3 --to other_parent --method post --not-served exceptional
refused "neither of them" 2 'give --method, or --not-served' consent serve W1-3 --to applicant
refused "a reason for what was served" 2 'goes with --not-served' \
	consent serve W1-3 --to applicant --method post --reason-file family.json
refused "who refers, after the outcome" 2 'belongs to the reference' \
	consent refer W1-3 --person P1-3 --outcome upheld
refused "agree and disagree" 2 'give --agree or --disagree' review sign R1-3 --agree --disagree
refused "plan and apply" 2 'exclude one another' duty recalc --plan --apply
refused "add and end a role" 2 'one of --add ROLE and --end ROLE' officer role ann --add manager --end officer
refused "neither role" 2 'one of --add ROLE and --end ROLE' officer role ann
refused "all, but not all" 2 'exclude one another' log --all --limit 3
refused "all the lookers, but not all" 2 'exclude one another' access --all --limit 3
refused "two reasons" 2 'exclude one another' undo 2 --reason x --reason-file family.json
refused "a form and questions" 2 'exclude one another' register --from family.json --ask
refused "a form and the empty form" 2 'exclude one another' register --from family.json --template
refused "inputs twice" 2 'by stdin or by options, not both' rule eval DAYS.count --stdin --days 3
refused "off the roll but on it" 2 'goes with --off-roll' \
	withdrawal notify C1-3 --by parent --school Hill --deleted 2026-11-20
refused "an adult who is known, from a file" 2 'leave out --file and --kind' \
	child adult add C1-3 --person P1-3 --file family.json
refused "an adult who is known, of another kind" 2 'leave out --file and --kind' \
	child adult add C1-3 --person P1-3 --kind carer
refused "a first day, called the last" 2 'is the last day' child provision add C1-3 --kind parents --on 2026-11-01
refused "days and a file of days" 2 'give it alone' calendar add authority 2026-12-21 --from family.json
refused "a title and a file of days" 2 'give it alone' calendar add authority --from family.json --title x
refused "open and a file of days" 2 'give it alone' calendar add authority --from family.json --open

# ---- calendars
refused "no days" 2 'give a first and a last day' calendar add authority
refused "no date" 2 'not a date' calendar add authority soon
refused "no last date" 2 'not a date' calendar add authority 2026-12-21 2026-12-32
refused "the last before the first" 2 'not before the first' calendar add authority 2026-12-21 2026-12-20
refused "more than a year" 2 'nor a year after' calendar add authority 2026-01-01 2028-01-01
wrong "one field" 2 'line 1: a line is day,kind,title' 'Christmas' calendar add authority --from -
wrong "a word for a date" 2 'line 2: not a date' "$(printf 'day,kind,title\nsoon,closed,x\n')" calendar add authority --from -
wrong "another kind" 2 'line 1: the second field is open or closed' '2026-12-21,half,x' calendar add authority --from -
printf '2026-12-21,closed\000' >nul.csv
refused "bytes that are no text" 2 'no text' calendar add authority --from nul.csv
refused "a file that is not there" 3 'cannot be opened' calendar add authority --from none.csv
refused "a calendar of nobody" 2 '' calendar add mars 2026-12-21

# ---- numbers, adults, provision from a file
wrong "no object" 2 'line 1|object' '[' child number add C1-3 --file -
wrong "two objects" 2 'one object' '{"upn": "B801200005001"}, {"nhs": "9434765919"}' child number add C1-3 --file -
wrong "no number" 2 'one of upn, uln and nhs' '{}' child number add C1-3 --file -
wrong "two numbers" 2 'one of upn, uln and nhs' '{"uln": "1000000042", "nhs": "9434765919"}' child number add C1-3 --file -
wrong "a ULN called UPN" 2 'another kind' '{"uln": "1000000042"}' child number add C1-3 --kind upn --file -
wrong "which kind ends" 2 'which kind of number' '' child number end C1-3
wrong "no number is given" 2 'uln' '' child number add C1-3 --kind uln
printf '{"upn": "B801200005001"}\000' >nul.json
refused "a NUL byte" 2 'NUL' child number add C1-3 --file nul.json
wrong "two adults" 2 'one adult' '{"name": "A B"}, {"name": "C D"}' child adult add C1-3 --file -
wrong "an adult at a place in a list" 2 'whole form' '{"name": "A B", "addresses": [0]}' child adult add C1-3 --file -
wrong "two provisions" 2 'one provision' '{"kind": "parents"}, {"kind": "others"}' child provision add C1-3 --file -
wrong "nobody educates" 2 'who educates|kind' '{"hours_week": 3}' child provision add C1-3 --file -
for hours in '' 12h -1 169 nan; do
	refused "$hours hours a week" 2 'hours from 0 to 168|value is empty' child provision add C1-3 --kind parents --hours-week="$hours"
done
refused "too many without a parent" 2 'hours-without-parent' child provision add C1-3 --kind parents --hours-without-parent 200
wrong "an address that has ended" 2 'no last day yet' \
	'{"line1": "1 Old Row", "postcode": "N2 0AB", "to": "2026-01-01"}' child move C1-3 --source parent --file -
wrong "a previous address" 2 'home, additional or correspondence' \
	'{"line1": "1 Old Row", "postcode": "N2 0AB", "kind": "previous"}' child move C1-3 --source parent --file -

# ---- search and edit
wrong "nothing to search for" 2 'nothing to search for' ' ' child find
wrong "a birth date that is none" 2 'no date there is' '31/2/2015' child find
unlike "is not repeated" 'Robin' "$err"
wrong "no term at all" 2 'the input ended' '' child find
wrong "a birth date to correct that is none" 2 'not a date' '2015-02-30' child edit C1-3 --field born
printf 'a\000b\n' >nul
code=0
"$CNIS" child find <nul >out 2>err || code=$?
is "a NUL in a line" 2 "$code"
like "is said" 'NUL byte' "$(cat err)"

# ---- days to come
for words in 'contact add C1-3 --method telephone --outcome no_reply' 'plan receive C1-3 --kind report --method email' \
	'consider C1-3' 'consent apply W1-3 --by parent' 'withdrawal left W1-3' 'withdrawal withdraw W1-3'; do
	# shellcheck disable=SC2086
	refused "$words tomorrow" 2 'future|after today|not .* yet' $words --on 2026-11-22
done
refused "3651 days ahead" 2 'at most 3650' due --days 3651
refused "after a duty of nobody" 3 '' due --after D1042-9

# ---- codes nobody knows
for words in 'contact add C1-3 --method pigeon --outcome no_reply' 'plan receive C1-3 --kind novel --method email' \
	'seen add C1-3 --place moon --by ehe_officer --voice speech' 'flag add C1-3 --kind tall --from 2026-01-01' \
	'entry route C1-3 --because other --to exit' 'withdrawal notify C1-3 --by nobody --school Hill' \
	'consent serve W1-3 --to applicant --method pigeon' 'officer role ann --add king' \
	'officer add bob --roles officer,king'; do
	# shellcheck disable=SC2086
	code_in 'x' $words
	like "$words: refused" '^[24]$' "$code"
	is "$words: stdout stays empty" "" "$out"
done
refused "a setting nobody knows" 3 'no setting has this name' config get law.s99
refused "nor to set" 3 'no setting has this name' config set law.s99 1
refused "no rule" 3 'no rule has this id' rule show LOCAL.none
refused "no rule to work out" 3 'no rule has this id' rule eval LOCAL.none
refused "no calculator" 3 'has no calculator' rule eval LOCAL.duty.waive
refused "a child without an open entry" 3 'no open entry' entry end C2-1 --reason over_school_age --source parent
refused "an officer of nobody" 3 '' officer end nobody
wrong "free text that is too long" 2 'larger' "$(printf '%070000d' 0)" consider C1-3 --note-file -
refused "an entry that never was" 3 '' undo 999
for seq in x 1x 99999999999999999; do
	refused "undo $seq" 2 'not a whole number' undo "$seq"
done
refused "a night to try out" 2 'does not take it' -n nightly --out .
refused "families to try out" 2 'does not take it' -n demonstrate
refused "families beside those that are here" 5 '' demonstrate
# ---- an error calls a field what the command calls it
refused "who notified" 2 'field: by$' withdrawal notify C1-3 --by nobody --school Hill
refused "notified tomorrow" 2 'field: on$' withdrawal notify C1-3 --by parent --school Hill --on 2026-11-22
refused "the school's number" 2 'field: urn$' withdrawal notify C1-3 --by parent --school Hill --urn 1
refused "whose duties" 3 'field: owner$' due --owner nobody
refused "how a child was educated" 2 'field: full-time$' entry also C1-3 --route flexi_schooling --because other --full-time often
refused "the review of a plan" 2 'field: reviewed$' flag add C1-3 --kind early_help --from 2026-01-01 --reviewed 2026-02-01 --source parent
refused "a role to add" 2 'field: add$' officer role ann --add king
refused "a role to end" 2 'field: end$' officer role ann --end king
refused "the reason of an ending" 2 'field: reason$' entry end C1-3 --reason bored --source parent
is "nothing of all this was written" "$head" "$(newest)"
worked "the register proves itself" verify
done_testing
