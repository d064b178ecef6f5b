# Sourced after lib.sh by tests of records that are kept from somebody: a register made by boss, and
# officers who each give a command of their own.
# shellcheck shell=sh
CNIS_REGISTER=$T/r.cnis CNIS_LOGIN=boss CNIS_NOW=2026-11-20T09:00:00Z
export CNIS_REGISTER CNIS_LOGIN CNIS_NOW

# as LOGIN WORDS...: that one command; what follows is boss's again.
as() {
	login=$1
	shift
	CNIS_LOGIN=$login code "$@"
}

# at INSTANT: what follows happens then.
at() {
	CNIS_NOW=$1
	export CNIS_NOW
}

# refs LETTER: the references of the answer, each once
refs() { printf '%s' "$out" | grep -o "\"$1[0-9]*-[0-9]\"" | tr -d '"' | awk '!seen[$0]++'; }

# made_by_boss ROLE...: the register, and what boss is besides
made_by_boss() {
	worked "a register" init --authority 302 --demonstration --name Boss
	for role; do worked "boss is $role" officer role boss --add "$role"; done
}

# officers LOGIN:ROLE,...
officers() {
	for who; do
		code_in "Name ${who%%:*}" officer add "${who%%:*}" --roles "${who#*:}"
		is "${who%%:*} is there" 0 "$code"
	done
}
