# Sourced after lib.sh by tests of a family of which something is withheld.
# shellcheck shell=sh disable=SC2034,SC2154

# refs CHILD LETTER: the references on the child's page
refs() { "$CNIS" child show "$1" --format json | grep -o "\"$2[0-9]*-[0-9]\"" | tr -d '"' | sort -u; }

# ours WORD: the reference of this family in the place of an example's
ours() {
	case $1 in
	C[0-9]*-[0-9]) echo "$c" ;;
	P[0-9]*-[0-9]) echo "$mother" ;;
	A[0-9]*-[0-9]) echo "$home" ;;
	E[0-9]*-[0-9]) echo "$entry" ;;
	D[0-9]*-[0-9]) echo "$duty" ;;
	F[0-9]*-[0-9]) echo "$flag" ;;
	I[0-9]*-[0-9]) echo "$plan" ;;
	W[0-9]*-[0-9]) echo "$withdrawal" ;;
	N[0-9]*-[0-9]) echo "$phone" ;;
	L[0-9]*-[0-9]) echo "$refuge" ;;
	K[0-9]*-[0-9]) echo "$arrived" ;;
	O[0-9]*-[0-9]) echo "${document:-$1}" ;;
	Q[0-9]*-[0-9]) echo "${complaint:-$1}" ;;
	*) echo "$1" ;;
	esac
}

# each_example ASK LOGIN: ASK with the words of every example of the help, about this family; $name and
# $sub are the command, $reads whether it only reads.  LOGIN stands where the example has an officer's.
each_example() {
	ask=$1 officer=$2
	"$CNIS" --help | sed -n 's/^  \([a-z][a-z-]*\( [a-z][a-z-]*\)\{0,1\}\)  .*/\1/p' >words
	while read -r name sub; do
		case $name in
		init | demonstrate | restore | migrate | backup | nightly | sheet) continue ;; # asked by itself, or no reading
		esac
		# shellcheck disable=SC2086
		"$CNIS" $name $sub --help >help 2>&1
		sed -n '/^global options:/,/^$/p' help | grep -q -e '--as-at\|--withheld' && reads=yes || reads=no
		sed -n 's/^  cnis //p' help | sed 's/ [<>|].*//; s/ --format [a-z]*//; s/jsmith/'"$officer"'/' | head -2 >examples
		while read -r example; do
			eval "set -- $example"
			words=
			for w; do
				words="$words '$(ours "$w" | sed "s/'/'\\\\''/g")'"
			done
			eval "$ask $words"
		done <examples
	done <words
}
