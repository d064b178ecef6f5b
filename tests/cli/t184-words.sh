# What is said of a family in words never has to stand on a command line, which everybody on the
# machine can read: it is asked for.  A live register takes it in no other way.
# shellcheck source=lib.sh disable=SC2154
. "$LIB"

# ---- every option of every command that takes words --------------------------------------------
"$CNIS" --help | sed -n 's/^  \([a-z][a-z-]*\( [a-z][a-z-]*\)\{0,1\}\)  .*/\1/p' >words
while read -r name; do
	# shellcheck disable=SC2086
	"$CNIS" $name --help </dev/null | grep -oE -e '--[a-z-]+ (NAME|TEXT|POST|COURT|WORDS|REASON)  .*' |
		sed "s/^/$name /"
done <words >taking
like "they are found" 'withhold add --confirmed-by' "$(cat taking)"
# of no family: what a disclosure is for, a team, a calendar, the caller's own name; a reason that is a code
is "each is asked for" "" "$(grep -v -e 'asks for it' -e ' --purpose TEXT' -e ' --team NAME' -e ' --reason REASON' -e ' --because REASON' -e '^rule eval' -e '^calendar' -e ' --calendar NAME' -e '^init --name' taking)"

# ---- asked for -----------------------------------------------------------------------------------
demo
cat >family.json <<'END'
{"schema": 1, "children": [{"name": "Robin Sample", "born": "2015-03-02"}],
 "parents": [{"name": "Alex Sample", "relationship": "mother", "has_care": "yes"}],
 "addresses": [{"line1": "1 Invented Row", "postcode": "N2 0AB"}]}
END
worked "a family" register --from family.json
c=$(ref C1)
before=$(head_seq)
code_in 'Netherwick High
' withdrawal notify "$c" --by school --school -
is "a school" 0 "$code"
like "is taken" 'Netherwick High' "$("$CNIS" withdrawal list --format csv)"
code_in 'social work team 3
They must not know.
' withhold add "$c" school --all-outward --confirmed-by -
is "one line each" 0 "$code"
like "in the order of the command line, then what is asked" '"confirmed_by":"social work team 3","reason":"They must not know."' \
	"$("$CNIS" withhold list "$c" --format json)"
code_in '
They must not know.
' withhold add "$c" location --all-outward --confirmed-by -
is "an empty line is nothing" 2 "$code"
like "which is said of it" 'field: confirmed-by' "$err"
refused "nor the end of the input" 2 'the input ended' withhold add "$c" location --all-outward --confirmed-by -
is "nothing else was written" "$((before + 2))" "$(head_seq)"

# ---- a live register -----------------------------------------------------------------------------
unset CNIS_NOW CNIS_REGISTER
worked "a live one" -r live.cnis init --authority 302
before=$("$CNIS" -r live.cnis log --format csv | wc -l)
for words in 'withhold add C1-3 school --all-outward --confirmed-by' 'flag add C1-3 --kind concern --from 2026-01-02 --confirmed-by' \
	'looked-after told C1-3 --confirmed-by' 'private-fostering told V1-3 --to' 'entry end C1-3 --reason registered_at_school --source school --school' \
	'held open C1-3 --route on_roll_absent --school' 'withdrawal notify C1-3 --by school --school' \
	'entry destination C1-3 --kind college --source parent --place' 'order-of-court add C1-3 --kind care --source court --from 2026-01-02 --court' \
	'forward send W1-3 --method post --body' 'undo 1 --reason' 'import undo families-0 --reason' 'merge C1-3 C2-1 --reason' 'unmerge C1-3 --reason'; do
	# shellcheck disable=SC2086
	refused "live: $words" 2 'not typed on the command line' -r live.cnis $words 'Robin of Hill'
	unlike "$words: not repeated" 'Robin|Hill' "$err"
	# shellcheck disable=SC2086
	code_in 'Robin of Hill' -r live.cnis $words -
	unlike "$words: asked for, it is taken" 'not typed' "$err"
done
is "and nothing is written" "$before" "$("$CNIS" -r live.cnis log --format csv | wc -l)"
done_testing
