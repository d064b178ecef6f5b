#!/bin/sh
# After registration: addresses, conflicts, numbers, adults, provision; nothing personal on the command line.
# shellcheck source=tests/cli/lib.sh disable=SC2154
. "$LIB"

demo
cat >family.json <<'END'
{"schema": 1,
 "children": [{"name": "Robin Sample", "born": "2015-03-02"}, {"name": "Kit Sample", "born": "2013-06-09"}],
 "parents": [{"name": "Alex Sample", "relationship": "mother"}],
 "addresses": [{"line1": "1 Invented Row", "postcode": "N2 0AB"}]}
END
worked "a family" register --from family.json
c=$("$CNIS" --format json child list | sed -n 's/.*"child":"\(C1-[^"]*\)".*/\1/p')
kit=$("$CNIS" --format json child list | sed -n 's/.*"child":"\(C2-[^"]*\)".*/\1/p')
part() { "$CNIS" --format json child show "$c" | grep "\"what\":\"$1\""; }

# give LABEL TEXT WORDS...: exit 0 with TEXT on stdin
give() {
	label=$1 text=$2
	shift 2
	code_in "$text" "$@"
	[ "$code" -eq 0 ] || printf '%s\n' "$err" | sed 's/^/# /'
	is "$label" 0 "$code"
}
# wrong LABEL CODE PATTERN TEXT WORDS...
wrong() {
	label=$1 want=$2 pattern=$3 text=$4
	shift 4
	code_in "$text" "$@"
	is "$label: exit code" "$want" "$code"
	like "$label: says why" "$pattern" "$err"
	is "$label: stdout stays empty" "" "$out"
}

# ---- move
before=$(head_seq)
address='2 New Lane\nLondon\nN2 0AB\n'
# shellcheck disable=SC2059
address=$(printf "$address")
give "a move, dry" "$address" --dry-run --format json child move "$c" --source parent --from 2026-11-01
like "says it would" '"dry_run":true' "$out"
is "and writes nothing" "$before" "$(head_seq)"
wrong "a move of nobody knows whose word" 2 'source' "$address" child move "$c"
wrong "a move to nowhere" 2 'address needs' "$(printf '\n\n\n ')" child move "$c" --source parent
wrong "a move to come" 2 'future' "$address" child move "$c" --source parent --from 2027-01-01
wrong "no such child" 3 'no such child' "$address" child move C77-1 --source parent
refused "no answer" 2 'line1' child move "$c" --source parent --no-input
is "refusals write nothing" "$before" "$(head_seq)"

give "a move" "$address" --format json child move "$c" --source parent --from 2026-11-01
like "gives the address" '"reference":"A2-' "$out"
like "says which home ends" 'A1-[0-9] ends the day before' "$err"
like "says who shares the old address" "$kit shares the old address" "$err"
like "names the next command" "next: cnis child move $kit" "$err"
unlike "and repeats no word of it" 'New Lane|Sample' "$out$err"
like "the old home is closed" '"line1"|2 New Lane' "$(part address)"
unlike "and the child is not shown at it" 'Invented Row' "$(part address)"
unlike "one source: no conflict" 'conflicting' "$(part address; "$CNIS" --format json child list)"
worked "undone" undo "$(head_seq)"
like "the old home is back" 'Invented Row' "$(part address)"
give "moved again" "$address" child move "$c" --source parent --from 2026-11-01

# ---- from a file, in the shape of the register form
printf '{"line1": "3 School Walk",\n "postcode": "N2 0AD",\n "authority": "302"}\n' >a.json
printf '{"line1": "3 School Walk",\n "postcode": "nowhere"}\n' >bad.json
wrong "a wrong field" 2 'postcode' '' child move "$c" --source school --file bad.json
like "names its line" 'line 2' "$err"
printf '{"line1": "3 School Walk",\n "street": "x"}\n' >bad.json
wrong "an unknown key" 2 'not a key.*line 2' '' child move "$c" --source school --file bad.json
printf '{}\n' >bad.json
wrong "an empty object" 2 'one address' '' child move "$c" --source school --file bad.json
printf '{"line1": "3 School Walk"}, {"line1": "4 School Walk"}\n' >bad.json
wrong "two objects" 2 'one address' '' child move "$c" --source school --file bad.json
wrong "a file that is not there" 3 'cannot be opened' '' child move "$c" --source school --file none.json

# ---- two sources give one home
head=$(head_seq)
give "another source confirms the home" "$(printf '2 NEW LANE\nLondon\nn20ab\n ')" --format json child move "$c" --source police
like "is said" 'known from another source: confirmed' "$err"
is "it is the same address" 1 "$(part address | sed "s/.*\"reference\":\"\([^\"]*\)\".*/\1/" | sort -u | wc -l | tr -d " ")"
unlike "no conflict" 'conflicting' "$("$CNIS" --format json child list)"
worked "undone" undo "$((head + 1))"

# ---- two sources give two homes
code --format json child move "$c" --source school --from 2026-11-05 --file a.json
is "another source" 0 "$code"
a=$(printf '%s\n' "$out" | sed -n 's/.*"reference":"\([^"]*\)".*/\1/p')
like "is in conflict" 'the two conflict' "$err"
like "and says how to settle it" "next: cnis child settle $c $a" "$err"
like "the child is marked" '"mark":"conflicting_address"' "$("$CNIS" --format json child show "$c")"
is "in the list, this one only" 1 "$("$CNIS" --format json child list | grep -c conflicting_address)"
like "and is asked after" 'conflicting_address' "$("$CNIS" --format json unseen)"
refused "an address of nobody" 4 'nothing to settle' child settle "$c" A1-3
before=$(head_seq)
worked "settle, dry" --dry-run child settle "$c" "$a"
is "writes nothing" "$before" "$(head_seq)"
worked "settle" --format json child settle "$c" "$a"
like "says what ended" '1 other home ended' "$err"
like "the other home is gone" 'School Walk' "$(part address)"
unlike "the conflict too" 'New Lane' "$(part address)"
unlike "nobody is marked" 'conflicting_address' "$("$CNIS" --format json child list; "$CNIS" --format json unseen)"
refused "settled is settled" 4 'nothing to settle' child settle "$c" "$a"
worked "settling undone" undo "$(head_seq)"
like "the conflict is back" 'conflicting_address' "$("$CNIS" --format json child list)"
worked "or the other is ended by name" child address end "$c" "$a" --on 2026-11-10
unlike "no conflict then" 'conflicting_address' "$("$CNIS" --format json child list)"
refused "ended is ended" 3 'not a present address' child address end "$c" "$a"
refused "a day to come" 2 'future' child address end "$c" "$(part address | sed -n 's/.*"reference":"\([^"]*\)".*/\1/p')" --on 2027-01-01
refused "no adding by that name" 2 'child move' child address add "$c" "$a"
give "a letter box in another area" "$(printf '9 Far Street\nLeeds\nLS1 4AP\n ')" child move "$c" --source parent --kind correspondence --authority 383
unlike "is no reason to end anything" 'entry end|lies in the area' "$err"
like "but to look at it" "next: cnis child show $c" "$err"
worked "undone" undo "$(head_seq)"
give "into another area" "$(printf '9 Far Street\nLeeds\nLS1 4AP\n ')" child move "$c" --source parent --authority 383
like "what that means is said" "next: cnis entry end $c --reason moved_out --authority 383" "$err"

# ---- numbers
wrong "no kind" 2 'kind' 'A801200005001' child number add "$c"
wrong "a wrong check letter" 2 'ID.upn' 'A801200005001' child number add "$c" --kind upn
unlike "not repeated" '801200005001' "$err"
give "a UPN" 'B801200005001' child number add "$c" --kind upn --source school
wrong "of another child too" 5 'has this number' 'B801200005001' child number add "$kit" --kind upn
like "is shown" 'B801200005001' "$(part number)"
printf '{"nhs": "943 476 5919"}' >n.json
worked "an NHS number from a file" child number add "$c" --file n.json --source health
refused "of another kind" 2 'another kind' child number add "$c" --kind uln --file n.json
refused "ending takes no source" 2 'means nothing' child number end "$c" --kind nhs --source health
worked "ended" child number end "$c" --kind nhs --on 2026-11-20
refused "before it began, or never there" 3 'no such number' child number end "$c" --kind uln
worked "ending undone" undo "$(head_seq)"
like "the number is back" '9434765919' "$(part number)"
give "one reference" 'X-1' child number add "$c" --kind other
give "another reference" 'X-2' child number add "$c" --kind other
give "one of two is asked for" 'X-1' child number end "$c" --kind other --on 2026-11-20
unlike "and it is that one" 'X-1' "$(part number)"
refused "neither add nor end" 2 'add or end' child number remove "$c"

# ---- adults
give "a father" 'Sam Example' --format json child adult add "$c" --relationship father --responsibility yes --source parent
p=$(printf '%s\n' "$out" | sed -n 's/.*"reference":"\([^"]*\)".*/\1/p')
like "gives the person" '^P2-' "$p"
unlike "and no name" 'Sam' "$out$err"
like "is shown" 'Sam Example' "$(part adult)"
refused "twice" 5 'current relationship' child adult add "$c" --person "$p"
worked "of the sibling as well" child adult add "$kit" --person "$p" --relationship father
printf '{"name": "Jo Carer",\n "kind": "carer", "relationship": "grandparent", "has_care": "yes"}\n' >p.json
worked "from a file" child adult add "$c" --file p.json --source social_care
printf '{"name": "Jo Carer", "children": [0]}\n' >p.json
refused "positions mean nothing" 2 'whole form' child adult add "$c" --file p.json
wrong "no name" 2 'name' "$(printf '\n ')" child adult add "$c"
wrong "an unknown relationship" 2 'relationship' 'Sam Example' child adult add "$c" --relationship uncle-ish
refused "end whom" 2 'arguments' child adult end "$c"
worked "ended" child adult end "$c" "$p" --on 2026-11-20
unlike "is no longer shown" 'Sam Example' "$(part adult)"
refused "no relationship is left" 3 'no present relationship' child adult end "$c" "$p"
worked "ending undone" undo "$(head_seq)"
like "is shown again" 'Sam Example' "$(part adult)"

# ---- provision
give "a provider" "$(printf 'Invented Tutors\nLondon\n ')" child provision add "$c" --kind provider --hours-week 12.5 --from 2026-10-01
wrong "without a name" 2 'provider needs' "$(printf '\n\n ')" child provision add "$c" --kind provider
wrong "a week of 200 hours" 2 '168' '' child provision add "$c" --kind parents --hours-week 200
worked "parents: nothing is asked" child provision add "$c" --kind parents --hours-week 10
printf '{"kind": "others", "provider_name": "A Neighbour", "hours_week": 2}\n' >q.json
worked "from a file" child provision add "$c" --file q.json
like "is shown" 'A Neighbour' "$(part provision)"
wrong "several: which" 3 'no such provision' 'Nobody' child provision end "$c"
worked "ended by kind" child provision end "$c" --kind provider --on 2026-11-20
unlike "is no longer shown" 'Invented Tutors' "$(part provision)"
worked "undone" undo "$(head_seq)"
like "and shown again" 'Invented Tutors; 12.5 hours a week; London' "$(part provision)"
printf '{"kind": "provider", "provider_name": "Invented Online School", "provider_address": "9 Office Row",
"place": "Town Hall", "places": ["1 Hall Lane"], "web": "lessons.example", "hours_week": 5, "hours_week_high": 8}\n' >q.json
worked "several places, and hours as a range" child provision add "$c" --file q.json
like "all of it is shown" 'Invented Online School; 5 to 8 hours a week; Town Hall; 1 Hall Lane; lessons.example' "$(part provision)"
worked "a range on the command line" child provision add "$c" --kind parents --hours-week 10-12.5
like "is shown" '10 to 12.5 hours a week' "$(part provision)"
refused "a range upside down" 2 'a range such as' child provision add "$c" --kind parents --hours-week 12-10
refused "a range without its end" 2 'a range such as' child provision add "$c" --kind parents --hours-week 12-
refused "hours in words" 2 'a range such as' child provision add "$c" --kind parents --hours-week many
refused "hours with a unit" 2 'a range such as' child provision add "$c" --kind parents --hours-week 12h

# ---- a reader may not; nothing personal in the journal
"$CNIS" officer add viewer --roles auditor >/dev/null 2>&1
before=$(head_seq)
code=0
printf '%s' "$address" | CNIS_LOGIN=viewer "$CNIS" child move "$c" --source parent >out 2>err || code=$?
is "an auditor may not move a child" 9 "$code"
is "and has not" "$before" "$(head_seq)"
unlike "the journal's words hold nobody" 'Sample|Lane|801200005001|Tutors|Example' "$("$CNIS" --format json log --limit 50)"
worked "the register proves itself" verify

# ---- consent check by the withdrawal
printf '{"schema": 1, "children": [{"name": "Jo Sample", "born": "2012-01-05", "school": {"name": "Invented Primary", "on_roll": true}, "flags": [{"kind": "ehc_plan", "from": "2024-01-10"}]}], "addresses": [{"line1": "1 Invented Row", "postcode": "N2 0AB"}]}' >plan.json
code --format json register --from plan.json
w=$(printf '%s\n' "$out" | sed -n 's/.*"withdrawal":"\([^"]*\)".*/\1/p')
child=$(printf '%s\n' "$out" | sed -n 's/.*"child":"\([^"]*\)".*/\1/p')
worked "consent check of a withdrawal" --format json consent check "$w"
like "is of its child" "\"child\":\"$child\"" "$out"
refused "no such withdrawal" 3 'withdrawal' consent check W99-9
refused "a duty is neither" 2 'C' consent check D1-3
done_testing
