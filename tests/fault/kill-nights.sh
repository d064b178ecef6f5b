#!/bin/sh
# kill -9 at random moments of many nights: what was published stays whole, the next run completes.
# Usage: CNIS=program LIB=tests/cli/lib.sh sh kill-nights.sh [COUNT [SEED]]
count=${1:-50}
seed=${2:-436}
. "$LIB"
CNIS_NOW=2026-11-21T01:00:00Z
export CNIS_NOW

"$CNIS" init --authority 302 --demonstration -r r.cnis >/dev/null 2>&1 || exit 99
"$CNIS" demonstrate --children 120 --seed 7 -r r.cnis >/dev/null 2>&1 || exit 99
mkdir nights

# Each file of every published night is what its manifest says.
whole() {
	for night in nights/*/; do
		[ -f "$night/manifest.json" ] || { echo "$night has no manifest"; continue; }
		(cd "$night" && jq -r '.files[] | "\(.sha256)  \(.name)"' manifest.json | sha256sum --quiet -c 2>&1)
	done
}

started=$(date +%s%N)
"$CNIS" nightly --out nights -r r.cnis >/dev/null 2>err || { cat err; exit 99; }
life=$((($(date +%s%N) - started) / 1000))
is "the first night is whole" "" "$(whole)"
awk -v n="$count" -v seed="$seed" -v life="$life" 'BEGIN { srand(seed)
	for (i = 1; i <= n; i++) printf "%d %.6f\n", i, rand() * life * 1.3 / 1e6 }' >moments

killed=0
while read -r i moment; do
	CNIS_NOW=$(date -u -d "2026-11-21 + $i days" +%Y-%m-%dT01:00:00Z)
	timeout -s KILL "$moment" "$CNIS" nightly --out nights -r r.cnis >/dev/null 2>&1 && continue
	killed=$((killed + 1))
	whole >>torn
	rc=6
	while [ "$rc" -eq 6 ]; do # the killed one may still be dying, with its locks
		rc=0
		"$CNIS" nightly --out nights -r r.cnis >/dev/null 2>err || rc=$?
	done
	# 5: it was killed after the night had been published
	[ "$rc" -eq 0 ] || [ "$rc" -eq 5 ] || { echo "night $i: exit $rc"; cat err; } >>failures
done <moments
echo "# $killed of $count nights killed, life of one ${life} us"

is "no published night was ever torn" "" "$(cat torn 2>/dev/null)"
is "the run after a kill completes the night" "" "$(cat failures 2>/dev/null)"
is "every night is there once" "$((count + 1))" "$(find nights -mindepth 1 -maxdepth 1 -type d ! -name '.*' | wc -l)"
is "nothing half done is left lying" "" "$(find nights -mindepth 1 -maxdepth 1 -name '.*.partial')"
is "all are whole" "" "$(whole)"
code verify -r r.cnis
is "verify passes" 0 "$code"
done_testing
