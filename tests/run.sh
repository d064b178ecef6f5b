#!/bin/sh
# Build and test.  Usage: sh tests/run.sh [--quick | --full | --trust]
#   (nothing)  the dev build and every test but the long ones
#   --quick    only the fast tests
#   --full     also: sanitizers, clang, clang-tidy, cppcheck, valgrind, coverage
#   --trust    the long tests: kill -9, every failing write, long fuzzing
set -eu
cd "$(dirname "$0")/.."

tier=${1:-normal}
case $tier in
normal | --quick | --full | --trust) ;;
*)
	sed -n '2,6s/^# //p' "$0"
	exit 2
	;;
esac

packages="gcc libc6-dev cmake ninja-build pkg-config git check libsubunit-dev libsqlite3-dev sqlite3 uuid-dev libsodium-dev
	libutf8proc-dev libjansson-dev libcsv-dev libpopt-dev scdoc jq"
case $tier in
--quick | --trust) ;;
*) packages="$packages clang-format shellcheck" ;;
esac
[ "$tier" = --full ] && packages="$packages clang clang-tidy cppcheck valgrind gcovr libclang-rt-14-dev"

missing=
for package in $packages; do
	dpkg-query -W -f '${db:Status-Abbrev}' "$package" 2>/dev/null | grep -q '^ii' || missing="$missing $package"
done
if [ -n "$missing" ]; then
	as_root=
	[ "$(id -u)" -eq 0 ] || as_root=sudo
	if [ -n "$as_root" ] && ! command -v sudo >/dev/null; then
		echo "missing packages, and neither root nor sudo to install them:$missing" >&2
		exit 1
	fi
	echo "== installing:$missing"
	# shellcheck disable=SC2086
	$as_root apt-get update -qq
	# shellcheck disable=SC2086
	$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing
fi

jobs=$(nproc)
step() { printf '\n== %s\n' "$*"; }

build() {
	step "build: $1"
	cmake --preset "$1" >"build-$1.log" 2>&1 || {
		cat "build-$1.log"
		rm -f "build-$1.log"
		exit 1
	}
	rm -f "build-$1.log"
	cmake --build --preset "$1" -j "$jobs" -- --quiet
}

test_preset() {
	preset=$1
	shift
	step "test: $preset $*"
	ctest --preset "$preset" -j "$jobs" "$@"
}

tidy() {
	step "clang-tidy, one file a process"
	# shellcheck disable=SC2016
	find src -name '*.c' -print0 | sort -z |
		xargs -0 -n 1 -P "$jobs" sh -c 'clang-tidy --quiet -p build/clang "$0" 2>/dev/null || { echo "clang-tidy: $0"; exit 255; }'
	step "cppcheck"
	cppcheck --quiet --std=c11 --enable=warning,style,performance,portability --inline-suppr --error-exitcode=3 \
		--suppress=missingIncludeSystem --suppress=unusedFunction --suppress=constParameter --suppress=constParameterCallback --suppress=variableScope \
		-I include -I src -j "$jobs" src
}

# The stories of failing calls try each call in turn: under valgrind that takes hours; the sanitizers run them.
# liblockwait.so: valgrind stops every thread while one waits for an open-file-description lock.
memory() {
	step "valgrind"
	# shellcheck disable=SC2016
	find build/dev/tests -name 'test_*' -type f -perm -u+x ! -path '*/fault/*' -print0 | sort -z |
		LOCKWAIT=$PWD/build/dev/tests/store/liblockwait.so CK_FORK=no CK_VERBOSITY=silent CK_TIMEOUT_MULTIPLIER=20 \
		xargs -0 -n 1 -P "$jobs" sh -c 'LD_PRELOAD=$LOCKWAIT valgrind -q --leak-check=full \
			--show-leak-kinds=definite,indirect --errors-for-leak-kinds=definite,indirect --error-exitcode=99 "$0" >/dev/null || {
			echo "valgrind: $0"
			exit 255
		}'
}

coverage() {
	build coverage
	test_preset coverage -LE 'long|bench' --quiet
	step "branch coverage"
	gcovr --root . --object-directory build/coverage --filter src/rule/ --branches --print-summary | tail -3
	gcovr --root . --object-directory build/coverage --filter src/ --branches --exclude-throw-branches --print-summary | tail -3
}

case $tier in
--quick)
	build dev
	test_preset dev -LE 'slow|long|bench'
	;;
normal)
	build release # its optimiser warns of more
	build dev
	test_preset dev -LE 'long|bench'
	;;
--trust)
	build dev
	test_preset dev -L 'slow|long' --timeout 7200
	;;
--full)
	build asan
	test_preset asan -LE 'long|bench'
	build clang
	test_preset clang -LE 'slow|long|bench'
	tidy
	build dev
	memory
	coverage
	test_preset dev -LE 'long|bench'
	;;
esac
