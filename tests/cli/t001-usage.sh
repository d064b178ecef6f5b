# What is promised of every command line: help, usage errors, where output goes.
# shellcheck source=lib.sh
. "$LIB"

code --version
is "--version answers" 0 "$code"
like "--version names the program" '^cnis [0-9]+\.[0-9]+\.[0-9]+$' "$out"
is "--version says nothing on stderr" "" "$err"

code --help
is "--help answers" 0 "$code"
like "--help starts with examples" '^examples:' "$(head -1 out)"
is "--help says nothing on stderr" "" "$err"

code --help
whole=$out
code help
is "help is the same" "0 $whole" "$code $out"
code duty --help
whole=$out
code help duty
is "of a group" "0 $whole" "$code $out"
code duty list --help
whole=$out
code help duty list
is "of a command" "0 $whole" "$code $out"
refused "no command" 2 'no command'
refused "an unknown command" 2 "there is no command 'dew'" dew
code docter
like "near commands are named" "did you mean: cnis doctor$" "$err"
code rule evla
like "subcommands are listed" "^  cnis rule eval" "$err"
refused "a missing subcommand" 2 "subcommand is missing" rule
like "and they are listed" "^  cnis rule list" "$err"
refused "an unknown option" 2 "there is no option '--sideways'" --sideways
refused "an unknown format" 2 'not one of: table plain csv json' --format xml
refused "a file that is made has a name" 2 'name it' intake plan --out -
refused "an option given twice" 2 'given twice' --format csv --format json
refused "a value missing" 2 'format' --format
refused "an impossible date" 2 'not a date' --as-at 2026-02-30

# What was typed is not said again: it may be a name, and errors end up in logs.
for words in 'Robin' 'child Robin' 'child list --nick=Robin' 'child list -xRobin' 'log --quiet=Robin' \
	'log -qvRobin' '--format=Robin log' 'child edit --field Robin' 'child find Robin' 'log --limit Robin' \
	'due --as-at Robin' 'due --after Robin' '--known-at Robin log' 'undo Robin' 'calendar add Robin Robin' \
	'rule show Robin' 'rule eval Robin' 'rule eval ID.postcode --on Robin' 'why Robin'; do
	# shellcheck disable=SC2086
	code $words
	like "$words: refused" '^[23]$' "$code"
	unlike "$words: not repeated" 'Robin' "$err$out"
done
refused "a slip in an option is named without its value" 2 "no option '--nick'$" child list --nick=Robin
refused "a letter that is no option" 2 "no option '-x'$" child list -x
refused "what is neither" 2 'no such option$' child list --Nick
refused "a value where none goes" 2 "option '--quiet': option does not take" log --quiet=yes
refused "a subcommand that cannot be one" 2 "'child' has no such subcommand" child 'Robin Sample'
refused "an option twice, as a letter too" 2 'given twice' -q --quiet log
refused "no arguments" 2 'it takes none' child list C1-3
refused "search terms are not arguments" 2 'what to search for is asked' child find Sample
refused "arguments, but not so many" 2 'too many arguments; it takes CHILD$' child show C1-3 C1-3
refused "an argument is missing" 2 'missing: CHILD$' child show
refused "an option is missing" 2 'missing: give --kind KIND' flag add C1-3 --from 2026-01-01
refused "an empty value" 2 'the value is empty' register --from ''
refused "an option of other commands" 2 'does not take it' init --authority 302 --as-at 2026-01-01
refused "after --" 2 'command comes first' -- log
for number in -1 1000000001 7x ''; do
	refused "the number '$number'" 2 'not a whole number from 0 to 1000000000$' log --limit="$number"
done
# shellcheck disable=SC2046
refused "a thousand arguments and more" 2 'more than 1000 arguments' log $(seq 1001)

code=0
"$CNIS" --version >/dev/full 2>err || code=$?
is "a full disk is a failed command" 1 "$code"
like "a full disk is named" 'cannot be written' "$(cat err)"

code=0
("$CNIS" --help || echo "failed $?" >&2) 2>err | head -1 >/dev/null
is "a reader that goes away is no failure" "" "$(cat err)"
(yes '{"value":"N2 0AB"}' | head -50000 | "$CNIS" rule eval ID.postcode --stdin || echo "failed $?" >&2) 2>err | head -1 >/dev/null
is "nor one that goes away in the midst of answers" "" "$(cat err)"
("$CNIS" register --template || echo "failed $?" >&2) 2>err | true
is "nor one that never read" "" "$(cat err)"
for words in --help 'register --template' 'rule list --format json' 'rule list --format table' 'rule eval ID.postcode --stdin'; do
	code=0
	# shellcheck disable=SC2086
	echo '{"value":"N2 0AB"}' | "$CNIS" $words >/dev/full 2>err || code=$?
	is "$words: a full disk" 1 "$code"
	like "$words: a full disk is named" 'cannot be written: No space left' "$(cat err)"
done

# Completion, as the shell asks for it.
completed() { "$CNIS" __complete "$@" | tr '\n' ' '; }
is "choices of a global option" 'table plain csv json ' "$(completed due --format '')"
is "choices of the command's own" 'name preferred_name born ' "$(completed child edit --field '')"
is "a file: the shell's affair" '' "$(completed log -r '')"
is "a value that is free: nothing" '' "$(completed due --owner '')"
like "global options may stand before" '^--days --mine ' "$(completed -r x.cnis due --)"
like "long ones too" '^--days --mine ' "$(completed --format csv due --)"
like "and flags" '^--days --mine ' "$(completed -q due --)"
is "subcommands" 'check apply decide serve refer list ' "$(completed consent '')"
is "of a slip too" 'check apply decide serve refer list ' "$(completed consent chek '')"
like "an unknown command: all of them" '^init config officer ' "$(completed dew '')"
like "nothing yet: all of them" '^init config officer ' "$(completed)"

# Every command of the table.
"$CNIS" __man >pages
while read -r page; do
	[ "$page" = cnis ] && continue
	name=${page#cnis-}
	for sub in $("$CNIS" __complete "$name" '' | grep -v '^--') -; do
		[ "$sub" = - ] && sub=
		# shellcheck disable=SC2086
		code $name $sub --help
		is "$name $sub --help answers" 0 "$code"
		is "$name $sub --help starts with examples" "examples:" "$(head -1 out)"
		like "$name $sub --help has a usage line" "^usage: cnis $name" "$out"
		# shellcheck disable=SC2086
		code $name $sub --no-such-option
		is "$name $sub refuses an unknown option" 2 "$code"
		is "$name $sub keeps stdout empty on error" "" "$out"
	done
done <pages

done_testing
