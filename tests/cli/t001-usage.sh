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
refused "an option given twice" 2 'given twice' --format csv --format json
refused "a value missing" 2 'format' --format
refused "an impossible date" 2 'not a date' --as-at 2026-02-30

code=0
"$CNIS" --version >/dev/full 2>err || code=$?
is "a full disk is a failed command" 1 "$code"
like "a full disk is named" 'cannot be written' "$(cat err)"

code=0
("$CNIS" --help || echo "failed $?" >&2) 2>err | head -1 >/dev/null
is "a reader that goes away is no failure" "" "$(cat err)"

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
