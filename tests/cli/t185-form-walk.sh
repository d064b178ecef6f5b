#!/bin/sh
# The template with every field wrong at once: each is told with its line, and nothing is written.
# The fields come from the template itself.  One field at a time: tests/exchange/test_form_walk.c.
# shellcheck source=tests/cli/lib.sh disable=SC2154
. "$LIB"

demo
"$CNIS" register --template >template.json
grep -n ': null,\{0,1\}$' template.json | sed 's/:.*//' >lines
like "the template has fields" '^[0-9][0-9]+$' "$(wc -l <lines)"
head_before=$("$CNIS" --format json log --limit 1)

# every LABEL VALUE: all of them hold VALUE
every() {
	sed "s/: null\\(,\\{0,1\\}\\)\$/: $2\\1/" template.json >wrong.json
	refused "every field: $1" 2 'field: notified_on' register --from wrong.json
	printf '%s\n' "$err" | sed -n 's/^\([a-z0-9_.]\|\[[0-9]*\]\)* (line \([0-9]*\)): .*/\2/p' | sort -un >told
	is "every line is told: $1" "$(sort -n lines)" "$(cat told)"
}
every "an object" '{"x": 1}'
every "a control character" '"a\\u0007b"'
every "a character that changes the direction" '"a\\u202eb"'
every "far too long" "\"$(printf '%05000d' 0)\""

# Where reading stops, the field and the line are named all the same.
for bytes in '\007' '\000' '\377' '\n'; do
	# shellcheck disable=SC2059
	printf "{\n\"parents\": [{\n\"name\": \"a${bytes}b\"}]}" >broken.json
	refused "the byte $bytes" 2 'field: parents\[0\]\.name' register --from broken.json
	like "the byte $bytes: its line" 'line 3' "$err"
done

# Faults of reading and of the register's own rules together.
printf '{"schema": 1,\n"notified_on": "2026-02-30",\n"owner": "nobody",\n"children": [{"name": "Robin Sample",\n"born": "2015-03-02",\n"held_basis": "parents_agree",\n"answers": [{"item": "9.z",\n"answer": "none"}]}],\n"addresses": [{"line1": "1 Invented Row",\n"authority": "999"}]}' >both.json
refused "all kinds of faults" 2 'field: notified_on' register --from both.json
like "an impossible date" '^notified_on \(line 2\)' "$err"
like "an officer of nobody" '^owner \(line 3\)' "$err"
like "what a child who is entered has not" '^children\[0\]\.held_basis \(line 6\): belongs to a child who is held' "$err"
like "an item of no law" '^children\[0\]\.answers\[0\]\.item \(line 7\)' "$err"
like "an area of no authority" '^addresses\[0\]\.authority \(line 10\)' "$err"
unlike "nothing is said of the area the child is said to live in" 'condition A' "$err"
is "nothing was written" "$head_before" "$("$CNIS" --format json log --limit 1)"

# The family may have lived there before the child was born; the child from its birth on.
printf '{"notified_on": "2026-11-20", "children": [{"name": "Robin Sample", "born": "2015-03-02", "upn": "B801200005001"}],\n"parents": [{"name": "Alex Sample"}],\n"addresses": [{"line1": "1 Invented Row", "postcode": "N2 0AB", "from": "2010-01-01"}]}' >family.json
worked "a home from before the birth" --format json register --from family.json
c=$(printf '%s\n' "$out" | sed -n 's/.*"child":"\(C[^"]*\)".*/\1/p')
worked "and what is known of it" --format json child show "$c"
like "is the child's from the birth on" '2015-03-02' "$out"
unlike "not from before" '2010-01-01' "$out"
printf '{"children": [{"name": "Kim Sample", "born": "2015-03-02"}],\n"addresses": [{"line1": "1 Old Row", "kind": "previous",\n"to": "2014-01-01"}, {"line1": "2 Invented Row", "postcode": "N2 0AB"}]}' >left.json
refused "left before the birth" 2 'field: addresses\[0\]\.to' register --from left.json
like "with its line" 'line 3' "$err"

# Days before the birth, by the commands.
early=2014-12-31
refused "a fact" 2 'field: from' flag add "$c" --kind early_help --from "$early" --source parent
refused "a fact, told" 2 'field: received' flag add "$c" --kind early_help --from 2020-01-01 --received "$early" --source parent
refused "provision" 2 'field: from' child provision add "$c" --kind parents --from "$early"
printf '{"line1": "2 Invented Row", "postcode": "N2 0AB"}' >move.json
refused "a move" 2 'field: from' child move "$c" --source parent --file move.json --from "$early"
printf '{"nhs": "9434765919"}' >nhs.json
refused "a number" 2 'field: from' child number add "$c" --file nhs.json --from "$early"
code_in "Robyn Sample" child edit "$c" --field name --from "$early"
is "a name" 2 "$code"
like "a name: says which day" 'field: from' "$err"
printf '{"name": "Ann Other"}' >adult.json
refused "an adult" 2 'field: from' child adult add "$c" --file adult.json --from "$early"
worked "an ended entry" entry end "$c" --reason moved_out --authority 301 --source parent --end-homes
refused "an entry" 2 'field: from' entry open "$c" --from "$early"
refused "told of it" 2 'field: notified' entry open "$c" --notified "$early"
refused "off the roll" 2 'field: left' entry open "$c" --left "$early"
refused "held" 2 'field: from' held open "$c" --route on_roll_absent --school Hill --from "$early"
refused "held on a basis" 2 'field: basis' held open "$c" --route on_roll_absent --school Hill --basis school_report --basis-on "$early"
worked "the register proves itself" verify
done_testing
