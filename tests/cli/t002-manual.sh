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

like "the commands are completed" '^verify$|^$' "$("$CNIS" __complete '')"

done_testing
