# What only happens on a terminal: tables by default, and the pager a person has asked for.
# shellcheck source=lib.sh
. "$LIB"

# Some containers have no pseudo-terminals.
if ! script -qec true /dev/null </dev/null >/dev/null 2>&1; then
	echo "1..0 # no terminal to be had"
	exit 0
fi
demo
on_terminal() { script -qec "$1" /dev/null </dev/null | tr -d '\r'; }

like "tables on a terminal" '^seq +at +officer' "$(PAGER='' on_terminal "$CNIS log")"
like "elsewhere plain" '^seq: 3$' "$("$CNIS" log)"
like "the pager gets the rows" '^ +1.seq +at +officer' "$(PAGER='cat -n' on_terminal "$CNIS log")"
unlike "json is for machines: no pager" '^ +1' "$(PAGER='cat -n' on_terminal "$CNIS log --format json")"
unlike "no pager off a terminal" '^ +1' "$(PAGER='cat -n' "$CNIS" log)"
like "a pager that fails loses nothing of the exit code" '' "$(PAGER=false on_terminal "$CNIS log")"

done_testing
