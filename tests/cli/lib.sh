# Sourced by every shell test: TAP output, an own folder, a fixed locale and clock.
# shellcheck shell=sh
LC_ALL=C
TZ=Pacific/Auckland # nothing may depend on it
export LC_ALL TZ
unset CNIS_REGISTER CNIS_LOGIN CNIS_NOW NO_COLOR XDG_CONFIG_HOME
: "${CNIS:?the program under test}"
T=$(mktemp -d "${TMPDIR:-/tmp}/cnis-test.XXXXXX") || exit 99
trap 'rm -rf "$T"' EXIT
trap 'exit 99' INT TERM
HOME=$T
export HOME
cd "$T" || exit 99
n=0
failed=0

# code WORDS...: run cnis with them; leaves $code, $out and $err (and the files out and err).
code() {
	code=0
	"$CNIS" "$@" >"$T/out" 2>"$T/err" </dev/null || code=$?
	out=$(cat "$T/out")
	err=$(cat "$T/err")
}

# code_in TEXT WORDS...: the same with TEXT on stdin.
code_in() {
	code=0
	input=$1
	shift
	printf '%s' "$input" | "$CNIS" "$@" >"$T/out" 2>"$T/err" || code=$?
	out=$(cat "$T/out")
	err=$(cat "$T/err")
}

# is LABEL WANT GOT
is() {
	n=$((n + 1))
	if [ "$2" = "$3" ]; then
		echo "ok $n - $1"
	else
		failed=$((failed + 1))
		echo "not ok $n - $1"
		printf '%s\n' "$2" | sed 's/^/# want: /'
		printf '%s\n' "$3" | sed 's/^/#  got: /'
	fi
}

# like LABEL PATTERN GOT: the extended regular expression occurs in it.
like() {
	n=$((n + 1))
	if printf '%s\n' "$3" | grep -Eq -e "$2"; then
		echo "ok $n - $1"
	else
		failed=$((failed + 1))
		echo "not ok $n - $1"
		echo "# want: $2"
		printf '%s\n' "$3" | sed 's/^/#  got: /'
	fi
}

# unlike LABEL PATTERN GOT
unlike() {
	n=$((n + 1))
	if printf '%s\n' "$3" | grep -Eq -e "$2"; then
		failed=$((failed + 1))
		echo "not ok $n - $1"
		printf '%s\n' "$3" | sed 's/^/#  got: /'
	else
		echo "ok $n - $1"
	fi
}

# refused LABEL CODE PATTERN WORDS...: exit code, the reason and a next step on stderr, nothing on stdout.
refused() {
	label=$1 want=$2 pattern=$3
	shift 3
	code "$@"
	is "$label: exit code" "$want" "$code"
	like "$label: says why" "$pattern" "$err"
	# a line of its own, besides the field, the rule and its basis
	is "$label: says what to do" yes "$(printf '%s\n' "$err" | sed 1d | grep -Evq '^  (field|rule|basis|where): ' && echo yes)"
	is "$label: stdout stays empty" "" "$out"
}

# worked LABEL WORDS...: exit 0.
worked() {
	label=$1
	shift
	code "$@"
	if [ "$code" -ne 0 ]; then
		printf '%s\n' "$err" | sed 's/^/# /'
	fi
	is "$label" 0 "$code"
}

# demo [OPTIONS...]: a demonstration register in ./r.cnis on 21 November 2026, made by the caller.
demo() {
	CNIS_NOW=2026-11-21T12:00:00Z
	CNIS_REGISTER=$T/r.cnis
	export CNIS_NOW CNIS_REGISTER
	worked "a demonstration register" init --authority 302 --demonstration "$@"
}

# as LOGIN: what follows is done by that officer.
as() {
	CNIS_LOGIN=$1
	export CNIS_LOGIN
}

# ref C1: the whole reference of the child of that number.
ref() { "$CNIS" --format json child list --all | sed -n "s/.*\"child\":\"\\($1-[^\"]*\\)\".*/\\1/p"; }

# sound LABEL: the journal proves the register, and the duty invariant holds: nothing open is without a
# duty, no duty without a current owner who is shown it.
sound() {
	worked "$1: verify" verify --quiet
	code doctor --format json
	is "$1: nothing is forgotten" "duties ok owners ok steps ok restricted ok" \
		"$(printf '%s\n' "$out" | sed -n 's/.*"check":"\(duties\|owners\|steps\|restricted\)","state":"\([a-z]*\)".*/\1 \2/p' | xargs)"
}

# The number of the newest journal entry.
head_seq() { "$CNIS" --format json log --limit 1 | sed -n 's/.*"seq":\([0-9]*\).*/\1/p'; }

done_testing() {
	echo "1..$n"
	[ "$failed" -eq 0 ]
	exit
}
