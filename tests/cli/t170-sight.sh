# A cause of child protection is not told to an ordinary officer by any command that reads.
# shellcheck source=lib.sh
. "$LIB"

# family NAME MORE: a form of one child, registered or kept as a notice.
family() {
	cat >form.json <<EOF
{"schema": 1, "notified_by": "school", "confirmed_not_duplicate": true,
 "children": [{"name": "$1", "born": "2015-03-0${day:-2}", "reason": "unknown", $2}],
 "parents": [{"name": "Parent $1", "relationship": "mother", "responsibility": "yes",
  "has_care": "yes"}],
 "addresses": [{"line1": "1 Fern Road", "town": "London", "postcode": "NW1 1AA"}]}
EOF
	code register --from form.json
}

# say WORDS: what a command shows, in the form that has every column, each line with the words.
say() {
	# shellcheck disable=SC2086
	"$CNIS" $1 --format json 2>&1 | sed "s/^/$1: /"
}

# every: what can be read of the register.
every() {
	for words in "due --days 3650" overdue "overdue --as-at 2027-06-01" "overdue --owner boss" unseen \
		"unseen --all" "duty list" "duty list --all" "child list" \
		"review list" "withdrawal list --all" "consent list --all" log; do
		say "$words"
	done
	for child in $children; do
		for words in "child show" "duty list --child" "entry list" "flag list" "plan list" \
			"contact list" "seen list" "consent check" why "why --for-family" log; do
			say "$words $child"
		done
	done
	for ref in $withdrawals; do
		say "withdrawal show $ref"
		say "why $ref"
	done
	for ref in $duties; do
		say "duty show $ref"
		say "why $ref"
	done
	say "access --officer ann"
	echo Bea | "$CNIS" child find --format json
	"$CNIS" due --days 3650 --format table
	"$CNIS" duty list --all --format csv
}

# refs LETTER WORDS...: the references of a list.
refs() {
	letter=$1
	shift
	"$CNIS" "$@" --format json | grep -o "\"${letter}[0-9]*-[0-9X]*\"" | tr -d '"' | sort -u
}

TELLING='[sS]47|[sS]ection 47|[pP]rotection|[eE]nquir|[sS]ocial.care|[sS]afeguard|436[hH]'
TELLING="$TELLING"'|manager.withdrawal|withdrawal\.manager|condition B of|conditions":"[AB ]*B'
TELLING="$TELLING"'|withheld|flag[._ ]add'

as boss
demo --in-force 37=2026-09-01,38=2026-09-01
code_in "An Officer" officer add guard --roles officer,safeguarding
is "an officer with the safeguarding role" 0 "$code"
code_in "An Officer" officer add ann --roles officer
is "an ordinary officer" 0 "$code"

as guard
family "Bea One" '"route": "home_education"'
is "a child is registered" 0 "$code"
bea=$(refs C child list)
for kind in s47_enquiry "s47_action --significant-harm yes" child_protection_plan; do
	# shellcheck disable=SC2086
	worked "a fact is added: $kind" flag add "$bea" --kind $kind --from 2026-10-01
done
day=2
for kind in s47_enquiry s47_action child_protection_plan; do
	day=$((day + 1))
	harm=
	[ $kind != s47_action ] || harm=', "significant_harm": "yes"'
	family "Bea $(printf 'Ash\nCal\nDee\n' | sed -n $((day - 2))p)" "\"school\": {\"name\": \"Fernhill School\", \"on_roll\": true},
 \"flags\": [{\"kind\": \"$kind\", \"from\": \"2026-10-01\", \"authority\": \"302\"$harm}]"
	is "a withdrawal with that cause: $kind" 4 "$code"
done
withdrawals=$(refs W withdrawal list --all)
children=$({ refs C withdrawal list --all && echo "$bea"; } | sort -u)
is "three withdrawals" 3 "$(echo "$withdrawals" | wc -l)"
duties=$(refs D duty list --all)

every >told
for words in s47_enquiry s47_action child_protection_plan manager_withdrawal speak_social_care \
	'"priority":true' flag.add '"conditions":"B"'; do
	like "who holds the role is told: $words" "$words" "$(grep -e "$words" told)"
done

as boss
every >told
like "a manager sees the steps" manager_withdrawal "$(cat told)"
unlike "... and not the cause" '[sS]47|child_protection' "$(cat told)"

as ann
every >told
is "nothing that an ordinary officer reads tells the cause" "" "$(grep -E "$TELLING" told)"
as guard
step=$("$CNIS" duty list --child "$bea" --kind speak_social_care --format json | grep -o 'D[0-9]*-[0-9X]*' | head -1)
[ -n "$step" ] || step=$("$CNIS" duty list --child "$bea" --kind consider_436h5 --format json | grep -o 'D[0-9]*-[0-9X]*' | head -1)
like "the role is told which fact a step is for" '"flag":"F' "$("$CNIS" duty show "$step" --format json)"
refused "the step is not given to an ordinary officer" 4 "manager or the role safeguarding" duty assign "$step" --to ann
as ann
code duty assign "$step" --to ann
is "who is not shown a step cannot take it either" 3 "$code"
cp err missing
code duty assign D99999-1 --to ann
[ "$code" -ne 2 ] || for digit in 0 2 3 4 5 6 7 8 9 X; do
	code duty assign "D99999-$digit" --to ann
	[ "$code" -eq 2 ] || break
done
is "... in the words for one that is not there" "$(cat missing)" "$err"
like "that a child comes first is told in one word" '"priority":true' "$("$CNIS" due --days 3650 --format json)"
like "... by every list" '"reasons":[^,]*"priority"' "$("$CNIS" unseen --format json)"
is "asking for such steps finds nothing" "" "$("$CNIS" duty list --all --kind manager_withdrawal --format json)"
for ref in $duties; do
	code duty show "$ref"
	[ "$code" -eq 0 ] || break
done
is "somebody else's step answers as one that is not there" 3 "$code"
like "... in the same words" 'there is no such duty' "$err"
for ref in $withdrawals; do
	child=$("$CNIS" withdrawal show "$ref" --format json | grep -o 'C[0-9]*-[0-9X]*' | head -1)
	code entry open "$child"
	is "an entry is refused" 4 "$code"
	unlike "... without the cause" "$TELLING" "$out$err"
done
done_testing
