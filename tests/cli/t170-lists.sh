# Lists of work: pages, and the note in the access log before the first row.
# shellcheck source=lib.sh
. "$LIB"

export CNIS_LOGIN=boss
demo
worked "families" demonstrate --quiet

worked "a whole list" due --days 800 --format csv
cp out whole
: >pages
last=
for page in 1 2 3; do
	# shellcheck disable=SC2086 # no --after before the first page
	worked "page $page" due --days 800 --format csv --limit 7 ${last:+--after $last}
	sed 1d out >>pages
	last=$(tail -n 1 out | cut -d, -f1)
done
is "three pages are the first rows of the list" "$(sed 1d whole | head -n 21)" "$(cat pages)"
refused "a page after a duty nobody knows" 3 'no such duty' due --after D999999-0
refused "a page after something else" 2 'after' due --after C1-3

worked "who looked" access --limit 1 --format json
like "a page names its children one by one" '"child":"C[0-9]+-[0-9A-Z]"' "$out"
like "and how to find them again" 'after D[^ ]+ limit 7' "$out"

worked "a long list" due --days 800 --format csv
children=$(sed 1d out | cut -d, -f2 | sort -u | wc -l | tr -d ' ')
is "of more than 200 children" yes "$([ "$children" -gt 200 ] && echo yes)"
worked "who looked" access --limit 1 --format json
like "is one row with their number" "\"child\":null.*\"rows\":${children}[,}]" "$out"

# With something kept back too: of so many only the number is handed over.
code_in "No Role" officer add ann --roles officer
worked "a custodian" officer role boss --add custodian
code_in "A parent has asked for it." restrict add "$(sed 1d whole | cut -d, -f2 | head -n 1)" --kind protection
is "a restricted record" 0 "$code"
CNIS_LOGIN=ann
worked "what others are shown" due --days 800 --format csv
left=$(sed 1d out | cut -d, -f2 | sort -u | wc -l | tr -d ' ')
is "are all the others" "$((children - 1))" "$left"
worked "all that was owed" duty list --all
CNIS_LOGIN=boss

for list in due overdue "duty list"; do
	# shellcheck disable=SC2086
	refused "$list: no such kind is not nothing to do" 2 'kind' $list --kind reviews
done

# Whoever a list shows is noted by the same reading that shows it.
for words in "withdrawal list --all" "unseen --all"; do
	# shellcheck disable=SC2086
	worked "$words" $words --format csv
	shown=$(sed 1d out | grep -Eo '(^|,)C[0-9]+-[0-9A-Z](,|$)' | tr -d , | sort -u | wc -l | tr -d ' ')
	worked "who looked" access --limit 1 --format json
	like "$words notes whom it shows" "\"child\":null.*\"rows\":${shown}[,}]" "$out"
done

rm -rf r.cnis.access*
mkdir r.cnis.access
refused "no note, no page" 9 'nothing is shown' due --days 800 --limit 7
refused "no note, no list" 9 'nothing is shown' due --days 800
refused "no note, no child" 9 'nothing is shown' child show C1-3
for words in "withdrawal list --all" "unseen --all" "consent check C1-3"; do
	# shellcheck disable=SC2086
	refused "no note, no $words" 9 'nothing is shown' $words
done
worked "without names nothing is noted" due --days 800 --no-names
rmdir r.cnis.access

done_testing
