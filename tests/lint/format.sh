#!/bin/sh
# The formatting of .clang-format, and files that stay readable.
set -u
top=${1:?the source folder}
cd "$top" || exit 99
bad=0
if command -v clang-format >/dev/null; then
	find include src tests -name '*.[ch]' -exec clang-format --dry-run --Werror {} + || bad=1
else
	echo "clang-format is not here: not checked"
	[ "${CNIS_LINT_STRICT:-}" ] && bad=1
fi
for file in $(find include src tests -name '*.[ch]'); do
	lines=$(wc -l <"$file")
	[ "$lines" -le 700 ] || echo "warning: $file has $lines lines"
done
exit $bad
