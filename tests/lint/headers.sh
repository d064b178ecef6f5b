#!/bin/sh
# Each installed header compiles alone, and with the strictest reading of C11.
set -u
top=${1:?the source folder}
cc=${2:-cc}
bad=0
for header in "$top"/include/cnis/*.h; do
	printf '#include <cnis/%s>\n' "$(basename "$header")" |
		"$cc" -std=c11 -Wall -Wextra -Wpedantic -Wstrict-prototypes -Werror -fsyntax-only \
			-I "$top/include" -x c - || bad=1
done
exit $bad
