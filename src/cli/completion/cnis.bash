# Completion for bash: the program itself says what may come next.
_cnis() {
	local cur=${COMP_WORDS[COMP_CWORD]}
	local words
	words=$(cnis __complete "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
	if [ -n "$words" ]; then
		mapfile -t COMPREPLY < <(compgen -W "$words" -- "$cur")
	fi
}
complete -o default -F _cnis cnis
