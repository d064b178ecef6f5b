# The help, the manual and completion come from one table; this fails when they differ.
# shellcheck source=lib.sh
. "$LIB"

plain() { sed 's/\\//g'; }

code __man
is "the pages are listed" 0 "$code"
cp out pages
while read -r page; do
	"$CNIS" __man "$page" | plain >page.txt
	like "$page has a title" "^$page\(1\)" "$(head -1 page.txt)"
	if command -v scdoc >/dev/null; then
		"$CNIS" __man "$page" | scdoc >page.1 2>err
		is "$page is accepted by scdoc" "" "$(cat err)"
	fi
	[ "$page" = cnis ] && continue
	name=${page#cnis-}
	subs=$("$CNIS" __complete "$name" '' | grep -v '^--')
	for sub in ${subs:-.}; do
		[ "$sub" = . ] && sub=
		# shellcheck disable=SC2086
		"$CNIS" $name $sub --help >help.txt
		# Each example and each own option of the help stands in the manual, and the other way.
		sed -n '/^examples:/,/^$/p' help.txt | sed -n 's/^  //p' >examples
		is "$name $sub has two examples" 2 "$(wc -l <examples | tr -d ' ')"
		while read -r example; do
			n=$((n + 1))
			if grep -Fqx -e "$example" page.txt; then
				echo "ok $n - $page: $example"
			else
				failed=$((failed + 1))
				echo "not ok $n - the manual lacks: $example"
			fi
			like "$name $sub: the example is of this command" "^cnis .*$name" "$example"
		done <examples
		sed -n '/^options:/,/^$/p' help.txt | grep -o -e '--[a-z0-9_-]*' | sort -u >want
		while read -r option; do
			like "$page has $option" "^\*(-.\*, \*)?$option\*" "$(cat page.txt)"
			# shellcheck disable=SC2086
			like "completion of $name $sub has $option" "^$option\$" \
				"$("$CNIS" __complete $name $sub -- | sed 's/$//')"
		done <want
	done
done <pages

# What stands in the command files, read there and not asked of the program: a row that is in no
# table, a page without it or a completion without it is missed here.
src=$(dirname "$LIB")/../../src/cli
rows() { # NAME SUB of every row, SUB "." for none; then -- OPTION of every option
	awk '
	/\{ \.name = "/ { split($0, part, "\""); name = part[2]; sub_ = "."; option = 1 }
	/\.sub = "/ { split($0, part, "\""); sub_ = part[2] }
	/\.type = CLI_/ { if (option) print "--", name; option = 0 }
	/\.summary = "/ { print name, sub_; option = 0 }
	' "$src"/cmd_*.c "$src"/table.c | sort -u
}
rows >rows.txt
"$CNIS" __man cnis | plain >cnis.txt
"$CNIS" --help >cnis-help.txt
: >completed.txt
while read -r name sub; do
	[ "$name" = -- ] && continue
	[ "$sub" = . ] && sub=
	like "cnis(1) has $name $sub" "^\*cnis $name${sub:+ $sub}\*\$" "$(cat cnis.txt)"
	like "the help has $name" "^  $name( |\$)" "$(cat cnis-help.txt)"
	like "cnis is completed with $name" "^$name\$" "$("$CNIS" __complete '')"
	[ -z "$sub" ] || like "$name is completed with $sub" "^$sub\$" "$("$CNIS" __complete "$name" '')"
	[ -z "$sub" ] || like "cnis-$name(1) has $sub" "^# $name $sub\$" "$("$CNIS" __man "cnis-$name" | plain)"
	# shellcheck disable=SC2086
	"$CNIS" __complete $name $sub -- >>completed.txt
	"$CNIS" __man "cnis-$name" | plain >>cnis.txt
done <rows.txt
while read -r dashes name; do
	[ "$dashes" = -- ] || continue
	like "--$name is completed" "^--$name\$" "$(cat completed.txt)"
	like "a page has --$name" "^\*(-.\*, \*)?--$name\*" "$(cat cnis.txt)"
done <rows.txt
like "there are rows" "^due \.\$" "$(cat rows.txt)"

# The shell asks the program: words in, words out.
if command -v bash >/dev/null; then
	is "bash completes a subcommand" add "$(PATH=$(dirname "$CNIS"):$PATH bash -c '
		. "$1"
		COMP_WORDS=(cnis flag ad)
		COMP_CWORD=2
		_cnis
		echo "${COMPREPLY[@]}"' bash "$src/completion/cnis.bash")"
fi

like "the commands are completed" '^verify$|^$' "$("$CNIS" __complete '')"

done_testing
