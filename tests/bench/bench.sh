#!/bin/sh
# Ratios measured side by side in one run: bench.sh PROGRAM MEASURE REGISTRATION MATCH FOLDER [SIZE...]
# Sizes are numbers of children, 5000 and 200000 unless given. Registers are kept in FOLDER and used
# again. The two sides take turns; each figure is the median, after one run that is not counted.
# Goals are held against CPU; wall time is said beside it. A ratio above its goal is said, not hidden.
# Both sides must answer with the same number of rows, or there is no figure.
set -eu
cnis=$1
measure=$2
registration=$3
match=$4
folder=$5
shift 5
[ $# -gt 0 ] || set -- 5000 200000
command -v sqlite3 >/dev/null || { echo "bench: sqlite3 is not here (apt-get install sqlite3)" >&2; exit 1; }
unset CNIS_LOGIN
for program in "$cnis" "$measure" "$registration" "$match"; do
	[ -x "$program" ] || { echo "bench: $program is not built (cmake --build --preset release --target bench)" >&2; exit 1; }
done
umask 077
mkdir -p "$folder"
here=$(cd "$(dirname "$0")" && pwd)
today=20778 # 2026-11-21

fail() {
	echo "bench: $*" >&2
	exit 1
}

# row WHAT GOAL FIGURES [NOTE]: figures are wall, CPU and KiB of ours, then of theirs
row() {
	echo "$3" | awk -v what="$1" -v goal="$2" -v note="${4:-}" '{
		ratio = $5 > 0 ? $2 / $5 : 0
		printf "%-34s %9.2f %9.2f %6.2f  %4s  %-6s  wall %.2f, %.2f; %d, %d KiB%s\n", what, $2, $5, ratio,
			goal, (ratio <= goal ? "met" : "MISSED"), $1, $4, $3, $6, (note == "" ? "" : "; " note) }'
}

# same WHAT OURS THEIRS: two files with the same number of lines, the first with a heading
same() {
	ours=$(($(wc -l <"$2") - 1))
	theirs=$(wc -l <"$3")
	[ "$ours" -eq "$theirs" ] || fail "$1: $ours rows here, $theirs by sqlite3"
	[ "$ours" -gt 0 ] || fail "$1: no rows at all"
	rows=$ours
}

# syncs COMMAND...: how many fsync and fdatasync it makes
syncs() {
	command -v strace >/dev/null || { echo "?"; return; }
	strace -f -qq -o "$folder/syncs" -e trace=fsync,fdatasync "$@" >/dev/null
	wc -l <"$folder/syncs" | tr -d ' '
}

heading() {
	printf '%-34s %9s %9s %6s  %4s\n' "$1" "cnis" "$2" "ratio" "goal"
}

for size in "$@"; do
	register=$folder/$size.cnis
	export CNIS_REGISTER="$register"
	runs=21
	[ "$size" -le 20000 ] || runs=5
	if [ ! -e "$register.made" ]; then
		rm -f "$register" "$register"-* "$register".*
		CNIS_NOW=2024-05-01 "$cnis" init --authority 302 --demonstration --quiet >/dev/null
		CNIS_NOW=2026-11-21T12:00:00Z "$cnis" demonstrate --children "$size" --quiet >/dev/null
		: >"$register.made"
	fi
	export CNIS_NOW=2026-11-21T12:00:00Z
	overdue="SELECT * FROM bench_overdue WHERE due_day < $today ORDER BY due_day, id"
	printf '\n%s children: milliseconds of CPU, medians of %s runs\n' "$size" "$runs"
	heading "" "sqlite3"

	"$cnis" overdue --format csv >"$folder/ours"
	sqlite3 -bail -cmd ".read $here/views.sql" -csv "$register" "$overdue" >"$folder/theirs"
	same overdue "$folder/ours" "$folder/theirs"
	n=$(syncs "$cnis" overdue --format csv --limit 50)
	row "overdue, first page" 1.5 "$("$measure" 21 "$cnis" overdue --format csv --limit 50 :: \
		sqlite3 -cmd ".read $here/views.sql" -csv "$register" "$overdue LIMIT 50")" \
		"50 rows, $n syncs of the access log"
	row "overdue, all" 1.5 "$("$measure" "$runs" "$cnis" overdue --format csv :: \
		sqlite3 -cmd ".read $here/views.sql" -csv "$register" "$overdue")" "$rows rows"

	"$cnis" export children --purpose bench --quiet >"$folder/ours"
	sqlite3 -bail -cmd ".read $here/views.sql" -csv "$register" "SELECT * FROM bench_children" >"$folder/theirs"
	same "export children" "$folder/ours" "$folder/theirs"
	child=$(sed -n '2s/,.*//p' "$folder/ours")
	row "export children, CSV" 0.8 "$("$measure" "$runs" "$cnis" export children --purpose bench --quiet :: \
		sqlite3 -cmd ".read $here/views.sql" -csv "$register" "SELECT * FROM bench_children")" "$rows rows"

	n=$(syncs "$cnis" child show "$child" --format plain)
	row "child show" 2 "$("$measure" 21 "$cnis" child show "$child" --format plain :: \
		sqlite3 "$register" ".read $here/child.sql")" "$n syncs of the access log"
	rm -f "$folder/ours" "$folder/theirs"
done

# One registration, in one process each: the library against the same inserts by hand.
figures=$("$registration" "$folder/registration.cnis") || fail "the registration could not be measured"
printf '\nmicroseconds of CPU, synchronous=OFF, medians of 7 rounds of 50\n'
heading "" "C by hand"
echo "$figures" | {
	read -r ours theirs n inserted bytes
	row "one registration" 3 "0 $ours 0 0 $theirs 0" \
		"$inserted rows, a journal entry of $bytes bytes, $n syncs with synchronous=FULL"
}

# 10,000 families by the importer, and the rows it wrote once more by .import into the same tables and
# indexes of a register that was alike before: no journal, no rule, no check.
rm -f "$folder"/import*
export CNIS_REGISTER="$folder/import.cnis"
CNIS_NOW=2026-11-21T12:00:00Z "$cnis" init --authority 302 --demonstration --quiet >/dev/null
sqlite3 "$CNIS_REGISTER" "PRAGMA wal_checkpoint(TRUNCATE)" >/dev/null
cp "$CNIS_REGISTER" "$folder/import-before.cnis"
awk 'BEGIN {
	letters = "ABDEFGHJLNPQRSTUWXYZ"
	print "name,born,street,post,why,left,letter"
	for (i = 0; i < 10000; i++)
		printf "Child %c%c%c%c Testwick%d,%04d-%02d-%02d,%d Elm Road,QZ%d %d%s%s,f,2026-11-06,2026-11-01\n",
			65 + i % 26, 97 + int(i / 26) % 26, 97 + int(i / 676) % 26, 97 + i % 7, i,
			2012 + i % 8, int(i / 8) % 12 + 1, int(i / 96) % 28 + 1, i % 90 + 1, i % 18 + 1,
			int(i / 18) % 10, substr(letters, int(i / 180) % 20 + 1, 1), substr(letters, int(i / 3600) % 20 + 1, 1)
}' >"$folder/import-return.csv"
cat >"$folder/import-return.map" <<'MAP'
full_name = name
born = born
line1 = street
postcode = post
ground = why
deleted = left
notice = letter
school_name := Larkacombe School
MAP
"$cnis" import deletions "$folder/import-return.csv" --map "$folder/import-return.map" \
	--rejects "$folder/import-rejects.csv" --apply --quiet >"$folder/import-verdicts"
entered=$(sqlite3 "$CNIS_REGISTER" "SELECT count(*) FROM child")
# a few invented names look like one another: those rows are left to a person, and compared by neither side
[ "$entered" -ge 9900 ] || fail "the importer entered $entered children of 10000"

# A CSV knows no NULL: a staging table and nullif() give the same rows back.
written=$(sqlite3 "$CNIS_REGISTER" "SELECT name FROM sqlite_master WHERE type = 'table'
	AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'journal%' ORDER BY name" | while read -r table; do
	[ "$(sqlite3 "$CNIS_REGISTER" "SELECT count(*) FROM $table")" = \
		"$(sqlite3 "$folder/import-before.cnis" "SELECT count(*) FROM $table")" ] || echo "$table"
done)
{
	echo "PRAGMA foreign_keys=OFF;"
	echo "BEGIN;"
	for table in $written; do
		file=$folder/import-$table.csv
		sqlite3 -csv -header -nullvalue '<null>' "$CNIS_REGISTER" "SELECT * FROM $table" >"$file"
		columns=$(sqlite3 "$CNIS_REGISTER" "SELECT group_concat('nullif(' || name || ', ''<null>'')', ', ')
			FROM pragma_table_info('$table')")
		echo ".import --csv --schema temp $file staged_$table"
		[ "$table" != name_word ] || echo "DELETE FROM main.$table;" # its counts went on
		echo "INSERT INTO main.$table SELECT $columns FROM temp.staged_$table;"
		echo "DROP TABLE temp.staged_$table;"
	done
	echo "COMMIT;"
} >"$folder/import.sql"

by_hand=$folder/import-by-hand.cnis
again=$folder/import-again.cnis
cp "$folder/import-before.cnis" "$folder/import-start.cnis"
# The shell has not the function that keys of names are made by: it is given the keys as rows.
cp "$folder/import-before.cnis" "$folder/import-bare.cnis"
sqlite3 "$folder/import-bare.cnis" "SELECT 'DROP TRIGGER ' || name || ';' FROM sqlite_master WHERE type = 'trigger'
	AND (name LIKE '%_key_%' OR name LIKE 'name_word_%')" | sqlite3 "$folder/import-bare.cnis"
cat >"$folder/import-ours.sh" <<'SH'
rm -f "$2" "$2"-* "$2".* "$4/import-rejects.csv"
cp "$1" "$2"
CNIS_REGISTER=$2 exec "$3" import deletions "$4/import-return.csv" --map "$4/import-return.map" \
	--rejects "$4/import-rejects.csv" --apply --quiet
SH
cat >"$folder/import-theirs.sh" <<'SH'
rm -f "$2" "$2"-*
cp "$1" "$2"
exec sqlite3 -bail "$2" <"$3/import.sql"
SH
figures=$("$measure" 3 sh "$folder/import-ours.sh" "$folder/import-start.cnis" "$again" "$cnis" "$folder" :: \
	sh "$folder/import-theirs.sh" "$folder/import-bare.cnis" "$by_hand" "$folder")
inserted=0
for table in $written; do
	ours=$(sqlite3 "$again" "SELECT count(*) FROM $table")
	theirs=$(sqlite3 "$by_hand" "SELECT count(*) FROM $table")
	[ "$ours" -eq "$theirs" ] || fail "import: $table has $ours rows here, $theirs by .import"
	[ "$(sqlite3 -quote "$CNIS_REGISTER" "SELECT * FROM $table" | cksum)" = \
		"$(sqlite3 -quote "$by_hand" "SELECT * FROM $table" | cksum)" ] ||
		fail "import: $table has not the same rows by .import"
	inserted=$((inserted + ours))
done
[ "$inserted" -ge 60000 ] || fail "import: only $inserted rows"
printf '\nmilliseconds of CPU, medians of 3 runs\n'
heading "" ".import"
row "10,000 families imported" 8 "$figures" "$inserted rows in both, the importer's journal beside them"
rm -f "$folder"/import*

# Another body's list of 10,000 rows against registers of each size, generated from seeds nobody looked
# at while weights were set (tests/support/lists.h).  Goals: precision 0.99 and recall 0.95 of what is
# said without asking, no twin taken for the other, under 5 seconds.
printf '\n%-34s %9s %9s %9s %6s %6s %9s %9s\n' "10,000 rows matched, seed" "precision" "recall" "found" \
	"asked" "twins" "CPU s" "KiB"
match_row() { # match_row SIZE SEED
	figures=$("$match" "$folder" "$2" "$1" 10000) || fail "the list could not be matched"
	echo "$figures" | awk -v size="$1" -v seed="$2" '{
		met = $1 >= 0.99 && $2 >= 0.95 && $5 == 0 && $6 < 5
		printf "%-34s %9.4f %9.4f %9.4f %6d %6d %9.2f %9d  %s (wall %.2f)\n", size " children, " seed, $1, $2, $3,
			$4, $5, $6, $8, (met ? "met" : "MISSED"), $7 }'
}
for size in "$@"; do
	match_row "$size" 9000
	[ "$size" -gt 20000 ] || for seed in 9001 9002 9003 9004; do match_row "$size" "$seed"; done
done
