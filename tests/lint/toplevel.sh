#!/bin/sh
# Nothing else stands at the top level: the layout is the user's own.
set -u
top=${1:?the source folder}
cd "$top" || exit 99
bad=0
if [ -e .git ]; then
	names=$(git ls-files | sed 's|/.*||' | sort -u)
else
	names=$(ls -A)
fi
for name in $names; do
	case $name in
	README.md | CMakeLists.txt | CMakePresets.json | LICENSE) ;;
	.ci | .clang-format | .clang-tidy | .editorconfig | .gitignore | .git) ;;
	include | src | schema | migrations | tests | build) ;;
	*)
		echo "at the top level: $name"
		bad=1
		;;
	esac
done
for room in src/*/; do
	case $room in
	src/base/ | src/rule/ | src/store/ | src/domain/ | src/exchange/ | src/out/ | src/cli/ | src/cmake/) ;;
	*)
		echo "no room of the house: $room"
		bad=1
		;;
	esac
done
exit $bad
