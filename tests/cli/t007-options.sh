# Every option in the help of a command is accepted by it, and of those that only some commands
# take, none is accepted that the help does not offer.  What a command answers to its first example
# does not matter here, only that no option is turned away.
# shellcheck source=lib.sh
. "$LIB"

demo
turned_away='does not take it|there is no (such )?option|cannot be tried'

# value WORD: something of the kind that stands for the value in the help
value() {
	case $1 in
	DATE) echo 2026-11-20 ;;
	INSTANT) echo 2026-11-20T12:00:00Z ;;
	N | DAYS | HOURS) echo 1 ;;
	*) echo x ;;
	esac
}

"$CNIS" --help | sed -n 's/^  \([a-z][a-z-]*\( [a-z][a-z-]*\)\{0,1\}\)  .*/\1/p' >words
is "the commands are found in the help" yes "$([ "$(wc -l <words)" -gt 80 ] && echo yes)"
wrong=
tried=0
while read -r name sub; do
	# shellcheck disable=SC2086
	"$CNIS" $name $sub --help >help 2>&1
	like "$name $sub has help" '^usage: cnis' "$(grep '^usage' help)"
	sed -n '/^options:/,/^global options:/p' help >own
	sed -n '/^global options:/,/^$/p' help | grep -E -e '--(as-at|known-at|withheld|dry-run|exit-code)' >global
	example=$(sed -n '2s/^  cnis //p' help)
	example=${example%% <*}
	sed -n 's/^  .\{0,3\} *--\([a-z0-9_-]*\)\( \([A-Z]\{1,\}\)\)\{0,1\}.*/\1 \3/p' own global >options
	while read -r option word; do
		case " $example " in *" --$option "* | *" --$option="*) continue ;; esac
		tried=$((tried + 1))
		# The example is a line of this program's own words; it is split as a shell would.
		# shellcheck disable=SC2086
		eval "set -- $example"
		if [ -n "$word" ]; then
			set -- "$@" "--$option" "$(value "$word")"
		else
			set -- "$@" "--$option"
		fi
		"$CNIS" "$@" >out 2>err </dev/null
		if grep -Eq "$turned_away" err; then
			wrong="$wrong $name${sub:+ $sub} --$option;"
		fi
	done <options
	for option in as-at known-at withheld dry-run exit-code; do
		grep -q -e "--$option" global && continue
		eval "set -- $example"
		case $option in
		as-at | known-at) set -- "$@" "--$option" 2026-11-20 ;;
		*) set -- "$@" "--$option" ;;
		esac
		"$CNIS" "$@" >out 2>err </dev/null
		grep -q 'does not take it' err || wrong="$wrong $name${sub:+ $sub} takes --$option;"
	done
done <words
is "many were tried" yes "$([ "$tried" -gt 300 ] && echo yes)"
is "what the help offers is taken, what it does not offer is not" "" "$wrong"
done_testing
