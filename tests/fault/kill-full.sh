#!/bin/sh
# kill -9 at random moments of a full export and of a full import: a file is whole or not there; an
# import that was cut off verifies as it is, lets nobody take it for finished, and is finished by
# running it again, with the same bytes.
# Usage: CNIS=program LIB=tests/cli/lib.sh sh kill-full.sh [COUNT [SEED]]
# shellcheck source=tests/cli/lib.sh disable=SC2154
count=${1:-100}
seed=${2:-436}
. "$LIB"
CNIS_NOW=2026-11-21T12:00:00Z
export CNIS_NOW
"$CNIS" -r r.cnis init --authority 302 --demonstration >said 2>&1 || exit 99
"$CNIS" -r r.cnis demonstrate --children 1100 >said 2>&1 || exit 99
for role in exporter safeguarding; do
	"$CNIS" -r r.cnis officer role "$(id -un)" --add "$role" >said 2>&1 || exit 99
done
"$CNIS" -r r.cnis export full --purpose test --out full.jsonl >said 2>&1 || exit 99
"$CNIS" -r empty.cnis init --authority 302 --demonstration >said 2>&1 || exit 99
sqlite3 empty.cnis 'PRAGMA wal_checkpoint(TRUNCATE)' >said
sqlite3 empty.cnis.access 'PRAGMA wal_checkpoint(TRUNCATE)' >said

# life COMMAND...: microseconds it takes
life() {
	started=$(date +%s%N)
	"$@" >said 2>&1 || { cat said; exit 99; }
	echo $((($(date +%s%N) - started) / 1000))
}
moment() { printf '%d.%06d' $(($1 / 1000000)) $(($1 % 1000000)); }

cp empty.cnis n.cnis
cp empty.cnis.access n.cnis.access
of_export=$(life "$CNIS" -r r.cnis export full --purpose test --out e.jsonl)
of_import=$(life "$CNIS" -r n.cnis import full full.jsonl --apply)
awk -v n="$count" -v seed="$seed" 'BEGIN { srand(seed); for (i = 1; i <= n; i++) printf "%d\n", rand() * 1100 }' >moments

# Every other import is killed as soon as a part of it is in.
when_a_part_is_in() {
	"$CNIS" -r n.cnis import full full.jsonl --apply >said 2>&1 &
	import=$!
	while kill -0 $import 2>/dev/null; do
		if [ "$(sqlite3 n.cnis "SELECT count(*) FROM journal WHERE kind = 'import.full'" 2>/dev/null)" -ge 1 ] 2>/dev/null; then
			kill -9 $import 2>/dev/null
			break
		fi
	done
	wait $import
}

killed=0 parts=0 turn=0
while read -r mille; do
	rm -f n.cnis* e.jsonl
	cp empty.cnis n.cnis
	cp empty.cnis.access n.cnis.access
	timeout -s KILL "$(moment $((mille * of_export / 1000)))" "$CNIS" -r r.cnis export full --purpose test --out e.jsonl >said 2>&1
	[ ! -e e.jsonl ] || cmp -s e.jsonl full.jsonl || echo torn >>wrong
	turn=$((turn + 1))
	if [ $((turn % 2)) -eq 0 ]; then
		when_a_part_is_in 2>/dev/null && continue
	else
		timeout -s KILL "$(moment $((mille * of_import / 1000)))" "$CNIS" -r n.cnis import full full.jsonl --apply >said 2>&1 && continue
	fi
	killed=$((killed + 1))
	"$CNIS" -r n.cnis verify >said 2>&1 || echo "no longer verifies" >>wrong
	half=$(sqlite3 n.cnis "SELECT count(*) FROM journal WHERE kind = 'import.full'")
	children=$(sqlite3 n.cnis 'SELECT count(*) FROM child')
	if [ "$half" -gt 0 ] && [ "$children" -lt 1100 ]; then
		parts=$((parts + 1))
		code=0
		"$CNIS" -r n.cnis export full --purpose test --out half.jsonl >said 2>&1 || code=$?
		[ "$code" -eq 5 ] || echo "a half was exported: $code" >>wrong
		[ "$(sqlite3 n.cnis "SELECT count(*) FROM entry e WHERE to_day IS NULL AND NOT EXISTS
			(SELECT 1 FROM duty d WHERE d.child_id = e.child_id AND d.state = 'open')
			AND EXISTS (SELECT 1 FROM child c WHERE c.id = e.child_id AND c.school_age_to >= 20778)")" = 0 ] ||
			echo "a child is half there" >>wrong
	fi
	"$CNIS" -r n.cnis import full full.jsonl --apply >said 2>&1
	code=$?
	[ "$code" -eq 0 ] || { [ "$code" -eq 5 ] && grep -q 'already' said; } || { cat said; echo "not finished: $code" >>wrong; }
	rm -f e.jsonl
	"$CNIS" -r n.cnis export full --purpose test --out e.jsonl >said 2>&1 || echo "no export" >>wrong
	cmp -s e.jsonl full.jsonl || echo "other bytes" >>wrong
	"$CNIS" -r n.cnis verify >said 2>&1 || echo "does not verify" >>wrong
done <moments
echo "# $killed imports killed, $parts of them with a part in"
is "every file is whole or not there, every import was finished" "" "$(sort wrong 2>/dev/null | uniq -c)"
is "some were killed, with a part in" yes "$([ "$parts" -gt 0 ] && echo yes)"
done_testing
