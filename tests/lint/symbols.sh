#!/bin/sh
# What the library exports is what the installed headers promise: no more, no less.
set -u
top=${1:?the source folder}
lib=${2:?the library}
T=$(mktemp -d) || exit 99
trap 'rm -rf "$T"' EXIT
nm -D --defined-only "$lib" | awk '{ print $3 }' | sed 's/@.*//' | grep -vE '^_(init|fini)$' | sort -u >"$T/have"
# The name before the first bracket, not a type among the parameters.
grep -hv '^#' "$top"/include/cnis/*.h | tr '\n' ' ' | grep -oE 'CNIS_API [^;({]*\(' |
	sed 's/ *($//' | grep -oE '[a-z0-9_]+$' | sort -u >"$T/want"
diff "$T/want" "$T/have" && exit 0
echo "< promised by a header and missing; > exported and in no header"
exit 1
