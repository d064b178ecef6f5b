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

# init asks for the caller's name; Enter takes what is offered.
typed() { # typed TEXT COMMAND: the keys, then what the screen shows
	printf '%b' "$1" | script -qec "$2" /dev/null | tr -d '\r'
}
init="$CNIS init --authority 302 --demonstration"
shown=$(typed 'Ann Officer\n' "$init -r ann.cnis")
like "init asks for the name" 'Your name, as others will read it \[[^]]+\]: ' "$shown"
like "and takes it" '"name":"Ann Officer"' "$("$CNIS" -r ann.cnis officer list --format json)"
typed '\n' "env CNIS_LOGIN=boss $init -r boss.cnis" >/dev/null
like "Enter takes what is offered" '"name":"boss"' "$(CNIS_LOGIN=boss "$CNIS" -r boss.cnis officer list --format json)"
unlike "nothing is asked when it is given" 'Your name' "$(typed '' "$init -r bob.cnis --name Bob")"

done_testing
