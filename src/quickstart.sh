#!/bin/sh
# From a fresh checkout to a working register: installs what is missing, builds a release, and walks
# through the main job, showing each command and its output.  Usage: sh src/quickstart.sh [FOLDER]
# FOLDER (default ./build/quickstart) receives the demonstration register; it is made anew each time.
set -eu
cd "$(dirname "$0")/.."

packages="gcc libc6-dev cmake ninja-build pkg-config libsqlite3-dev uuid-dev libsodium-dev libutf8proc-dev libjansson-dev
	libcsv-dev libpopt-dev scdoc check libsubunit-dev"
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
cmake --preset release >/dev/null
cmake --build --preset release --target cnis-program -j "$(nproc)" -- --quiet
PATH=$PWD/build/release/src/cli:$PATH

folder=${1:-build/quickstart}
rm -rf "$folder"
mkdir -p "$folder"
cd "$folder"

# Everything here happens in an invented register, whose clock may be set: a live one has only the clock.
CNIS_REGISTER=$PWD/barnet.cnis
CNIS_NOW=2026-11-21T10:00:00Z
export CNIS_REGISTER CNIS_NOW

step() { printf '\n== %s\n' "$*"; }

# run WORDS...: show the command, then its output.
run() {
	printf '\n$ cnis %s\n' "$*"
	cnis --format table "$@"
}

# some LINES WORDS...: as run, the first lines of a long answer.
some() {
	lines=$1
	shift
	printf '\n$ cnis %s | head -%s\n' "$*" "$lines"
	cnis --format table "$@" | head -"$lines"
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

# last WHAT: the reference of the newest one, e.g. last withdrawal.
last() { cnis --format csv "$1" list | tail -1 | cut -d, -f1; }

step "a register for one authority, made in May 2024"
CNIS_NOW=2024-05-21T10:00:00Z run init --authority 302 --demonstration
printf 'Sections 37 to 39 of the 2026 Act are not commenced: no in-force date is set, and none of their duties opens.\n'

step "invented families in the published proportions, with two and a half years of events"
run demonstrate

step "a family tells the authority: two children, one has left a school"
cat >family.json <<-'JSON'
	{ "schema": 1, "notified_by": "parent",
	  "children": [
	    { "name": "Rowan Marlowe-Example", "born": "2016-05-04", "sex": "F", "reason": "philosophical_or_preferential",
	      "school": { "name": "Elm Primary", "on_roll": false, "left_on": "2026-11-13" },
	      "provision": [ { "kind": "parents", "hours_week": 20 } ] },
	    { "name": "Ash Marlowe-Example", "born": "2018-09-30", "reason": "did_not_apply_for_school_place_at_compulsory_school_age" } ],
	  "parents": [ { "name": "Sam Marlowe-Example", "relationship": "mother", "responsibility": "yes", "educates": "yes" } ],
	  "addresses": [ { "line1": "4 Quarry Row", "town": "Netherwick", "postcode": "QZ11 6SB" } ] }
JSON
cat family.json
run register --from family.json
child=$(cnis --format csv child list | tail -2 | head -1 | cut -d, -f1)
run child show "$child"

step "three children still on a school roll: the notice is kept, the gate refuses, and says by which rule"
form() { # NAME SCHOOL-PLACE FLAGS
	cat <<-JSON
	{ "schema": 1, "notified_by": "school",
	  "children": [ { "name": "$1", "born": "2014-02-04", "reason": "unknown", "flags": [ $3 ],
	    "school": { "name": "Oak School", "on_roll": true, "leave_on": "2026-12-18", $2 } } ],
	  "parents": [ { "name": "$1 Parent" } ], "addresses": [ { "line1": "The House of $1", "postcode": "QZ11 6SD" } ] }
	JSON
}
form "Sorrel Example" '"placement": "special", "placed_by": "302"' '' >special.json
form "Bryony Example" '"placement": "mainstream"' '{ "kind": "ehc_plan", "from": "2026-01-10", "source": "send_team" }' >ehc.json
form "Linden Example" '"placement": "mainstream"' \
	'{ "kind": "s47_action", "from": "2026-02-02", "authority": "302", "significant_harm": "yes", "source": "social_care" }' >protection.json

printf '\n-- placed by the authority at a special school: regulation, today\n'
refused 4 register --from special.json
run why "$(last withdrawal)"
printf '\n-- an EHC plan: the policy of this authority, no statutory ground\n'
refused 4 register --from ehc.json
run why "$(last withdrawal)"
printf '\n-- child protection: policy too, until s. 37 is in force; the cause is for the safeguarding role\n'
refused 4 register --from protection.json
run why "$(last withdrawal)"
printf '\n-- and what the family is told\n'
run why "$(last withdrawal)" --for-family

step "who is told the ground: a manager is shown above; the role safeguarding is told all, an officer none"
echo 'Gwen Example' | run officer add guard --roles safeguarding
echo 'Ann Example' | run officer add ann --roles officer
printf '\n-- the role safeguarding\n'
CNIS_LOGIN=guard run consent check "$(last withdrawal)"
printf '\n-- an officer, of a child with an EHC plan and of the one above: the same words, so that none tells the other\n'
plan=$(cnis --format csv withdrawal list | tail -2 | head -1 | cut -d, -f1)
CNIS_LOGIN=ann run consent check "$plan"
CNIS_LOGIN=ann run consent check "$(last withdrawal)"

step "the same child under today's law and under the Act"
printf 'The in-force date below is ASSUMED for this demonstration; Parliament has set none.\n'
form "Hazel Example" '"placement": "independent_special", "placed_by": "302"' '' >independent.json
run register --from independent.json
hazel=$(cnis --format csv withdrawal list | tail -1 | cut -d, -f2)
run config set law.s37.in_force_from 2027-09-01
run consent check "$hazel"
run consent check "$hazel" --as-at 2027-09-01
printf '\nThe calculator answers the same for anybody on the telephone:\n'
run rule eval EA1996.434A.2 --born 2014-02-04 --on 2026-11-21 --on_roll true --purpose otherwise_than_at_school \
	--placement independent_special --placed_by 302

step "the work: what is due, what is overdue, who has not been seen"
some 8 due
some 8 overdue
late=$(cnis --format csv overdue | sed -n 2p | cut -d, -f1)
run why "$late"
some 8 unseen

step "a disclosure: the register for a purpose, logged"
printf '\n$ cnis export children --purpose "quarterly meeting of the partnership" --format csv | head -4\n'
cnis export children --purpose "quarterly meeting of the partnership" --format csv | head -4
some 6 access

step "the night, published whole"
mkdir nights
run nightly --out nights
printf '\n$ cat nights/2026-11-21/manifest.json\n'
cat nights/2026-11-21/manifest.json

step "who did what, and the proof"
some 6 log
run verify
printf '\nThe demonstration register is %s\n' "$CNIS_REGISTER"
