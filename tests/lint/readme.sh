#!/bin/sh
# Every folder has a README that says what does not belong there, and none names a file that is gone:
# a name in backquotes with a known ending, looked for anywhere below the folder of the README, from
# the top, and in src.
set -u
top=${1:?the source folder}
cd "$top" || exit 99
bad=0

complain() {
	echo "$1"
	bad=1
}

for folder in $(find include src schema migrations tests -type d | sort); do
	case $folder in
	include | tests/fuzz/corpus | tests/fuzz/corpus/*) continue ;;
	esac
	ls "$folder"/*.* >/dev/null 2>&1 || continue
	readme=$folder/README.md
	if [ ! -f "$readme" ]; then
		complain "$folder has no README.md"
		continue
	fi
	# src, migrations and the manual have recipes and rules instead.
	case $folder in
	src | src/cli | src/cli/man | migrations | tests) ;;
	*) grep -q '^Not here:' "$readme" || complain "$readme does not say what is not there" ;;
	esac
done

for readme in README.md $(find include src schema migrations tests -name README.md | sort); do
	folder=$(dirname "$readme")
	for name in $(grep -o '`[^` ]*`' "$readme" | tr -d '`' | sort -u); do
		case $name in
		*NOUN* | *NAME* | *NNN* | *'<'* | *'*'* | *[A-Z]FILE* | _* | [.]*) continue ;;
		*.c | *.h | *.sh | *.sql | *.awk | *.txt | *.cmake | *.in | *.bash | *.service | *.timer | */) ;;
		*) continue ;;
		esac
		for at in "$folder/$name" "$name" "src/$name"; do
			[ -e "$at" ] && continue 2
		done
		[ -n "$(find "$folder" -path "*/${name%/}" -not -path './build/*' | head -1)" ] && continue
		complain "$readme names $name, which is not there"
	done
done
exit "$bad"
