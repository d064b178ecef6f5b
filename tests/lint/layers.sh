#!/bin/sh
# The include rule of the house: who may know whom.
set -u
top=${1:?the source folder}
cd "$top" || exit 99
bad=0

complain() {
	echo "$1"
	bad=1
}

may() {
	case $1 in
	base) echo base ;;
	rule) echo base rule ;;
	store) echo base store ;;
	domain) echo base rule store domain ;;
	exchange) echo base rule store domain exchange ;;
	out) echo base out ;;
	cli) echo out cli ;;
	*) echo '' ;;
	esac
}

for room in base rule store domain exchange out cli; do
	allowed=" $(may $room) "
	for file in src/$room/*.[ch]; do
		[ -e "$file" ] || continue
		for other in $(sed -n 's|^ *# *include "\([a-z_]*\)/.*|\1|p' "$file" | sort -u); do
			case $allowed in
			*" $other "*) ;;
			*) complain "$file: $room may not include $other/" ;;
			esac
		done
		if grep -nE '^ *# *include "[^/]*"' "$file"; then
			complain "$file: a header is included without its room"
		fi
	done
done

if grep -nE '#include .*sqlite3|sqlite3_[a-z]' -r src/base src/rule src/domain src/exchange src/out \
	src/cli include --include='*.[ch]'; then
	complain "only store/ names sqlite3"
fi
if grep -nE '# *include <(stdio|stdlib|time|unistd|malloc|locale)\.h>|\b(malloc|calloc|realloc|free|time)\(' \
	src/rule/*.[ch]; then
	complain "rule/ is pure: no stdio, no clock, no memory"
fi
if grep -nE '# *include <(sqlite3|stdio|jansson|sodium)\.h>' include/cnis/*.h; then
	complain "an installed header names what it must not"
fi
if grep -nE '# *include "' include/cnis/*.h; then
	complain "an installed header includes only <...>"
fi
# The library never prints, exits, or changes what belongs to the process.
if grep -nE '\b(printf|puts|putchar|perror|exit|_exit|abort|umask|signal|sigaction|setlocale)\(|\b(stdout|stderr)\b' \
	src/base/*.c src/rule/*.c src/store/*.c src/domain/*.c src/exchange/*.c 2>/dev/null |
	grep -vE '^[^:]*:[0-9]*:\s*(/?\*|//)'; then
	complain "the library never prints, exits or touches the process"
fi
# What a family chose to answer of itself is read by one file; two more see that there is an answer, and
# one takes out of the words what is withheld.
if grep -l 'protected_characteristic' -r src --include='*.[ch]' | grep -vE \
	'^src/(domain/(characteristic|content_home|content_subject)\.c|store/(tables|free_text)\.c|exchange/full_shape\.c)$'; then
	complain "protected characteristics are read by no list, no priority and no rule"
fi
# One door for memory.
if grep -nE '\b(malloc|calloc|realloc|strdup|strndup)\(' src/rule/*.c src/store/*.c src/domain/*.c \
	src/exchange/*.c 2>/dev/null; then
	complain "memory comes from base/mem.h"
fi
exit $bad
