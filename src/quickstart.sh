#!/bin/sh
# From a fresh checkout to a working register: installs what is missing, builds a release, and walks
# through the main job, showing each command and its output.  Usage: sh src/quickstart.sh [FOLDER]
# FOLDER (default ./build/quickstart) receives the demonstration register; it is made anew each time.
set -eu
cd "$(dirname "$0")/.."

packages="gcc libc6-dev cmake ninja-build pkg-config libsqlite3-dev uuid-dev libsodium-dev libutf8proc-dev libjansson-dev
	libcsv-dev libpopt-dev scdoc"
missing=
for package in $packages; do
	dpkg-query -W -f '${db:Status-Abbrev}' "$package" 2>/dev/null | grep -q '^ii' || missing="$missing $package"
done
if [ -n "$missing" ]; then
	as_root=
	[ "$(id -u)" -eq 0 ] || as_root=sudo
	echo "== installing:$missing"
	$as_root apt-get update -qq
	# shellcheck disable=SC2086
	$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing
fi

echo "== building a release"
cmake --preset release -DBUILD_TESTING=OFF >/dev/null
cmake --build --preset release -j "$(nproc)" -- --quiet
PATH=$PWD/build/release/src/cli:$PATH

folder=${1:-build/quickstart}
rm -rf "$folder"
mkdir -p "$folder"
cd "$folder"

# Everything here happens on one invented day in an invented register.
CNIS_REGISTER=$PWD/barnet.cnis
CNIS_NOW=2026-11-21T10:00:00Z
export CNIS_REGISTER CNIS_NOW

step() { printf '\n== %s\n' "$*"; }

# run WORDS...: show the command, then its output.
run() {
	printf '\n$ cnis %s\n' "$*"
	cnis --format table "$@"
}

# refused CODE WORDS...: as run; the command must end with CODE.
refused() {
	want=$1
	shift
	printf '\n$ cnis %s\n' "$*"
	code=0
	cnis --format table "$@" || code=$?
	printf '(exit %s)\n' "$code"
	[ "$code" -eq "$want" ]
}

step "a register for one authority"
run init --authority 302 --demonstration

step "the proof"
run verify
