#!/bin/sh
# Ratios measured side by side in one run: bench.sh PROGRAM MEASURE REGISTRATION FOLDER [SIZE...]
# Sizes are numbers of children, 5000 and 200000 unless given. Registers are kept in FOLDER and used
# again. Each figure is the best of several runs; goals are held against CPU, wall time is said beside it. A ratio above its goal is said, not hidden.
set -eu
cnis=$1
measure=$2
registration=$3
folder=$4
shift 4
[ $# -gt 0 ] || set -- 5000 200000
command -v sqlite3 >/dev/null || { echo "bench: sqlite3 is not here (apt-get install sqlite3)" >&2; exit 1; }
unset CNIS_LOGIN
umask 077
mkdir -p "$folder"
here=$(cd "$(dirname "$0")" && pwd)
today=20778 # 2026-11-21

# row WHAT OURS THEIRS GOAL [NOTE]
row() {
	awk -v what="$1" -v a="$2" -v b="$3" -v goal="$4" -v note="${5:-}" 'BEGIN {
		ratio = b > 0 ? a / b : 0
		printf "%-44s %10.2f %10.2f %7.2f  %5s  %s%s\n", what, a, b, ratio, goal,
			(ratio <= goal ? "met" : "MISSED"), (note == "" ? "" : "  " note) }'
}
first() { echo "$1" | cut -d' ' -f1; }
second() { echo "$1" | cut -d' ' -f2; }
third() { echo "$1" | cut -d' ' -f3; }

for size in "$@"; do
	register=$folder/$size.cnis
	export CNIS_REGISTER="$register"
	runs=5
	[ "$size" -le 20000 ] || runs=3
	if [ ! -e "$register.made" ]; then
		rm -f "$register" "$register"-* "$register".*
		CNIS_NOW=2024-05-01 "$cnis" init --authority 302 --demonstration --quiet >/dev/null
		CNIS_NOW=2026-11-21T12:00:00Z "$cnis" demonstrate --children "$size" --quiet >/dev/null
		: >"$register.made"
	fi
	export CNIS_NOW=2026-11-21T12:00:00Z
	printf '\n%s children: milliseconds, the least of %s runs\n' "$size" "$runs"
	printf '%-44s %10s %10s %7s  %5s\n' "" "cnis" "sqlite3" "ratio" "goal"

	a=$("$measure" $runs "$cnis" overdue --format csv --limit 50)
	b=$("$measure" $runs sqlite3 -cmd ".read $here/views.sql" -csv "$register" "SELECT * FROM bench_overdue WHERE due_day < $today ORDER BY due_day, id LIMIT 50")
	row "overdue, first page, CPU" "$(second "$a")" "$(second "$b")" 1.5 "wall $(first "$a") with the access-log sync, $(first "$b")"
	a=$("$measure" $runs "$cnis" overdue --format csv)
	b=$("$measure" $runs sqlite3 -cmd ".read $here/views.sql" -csv "$register" "SELECT * FROM bench_overdue WHERE due_day < $today ORDER BY due_day, id")
	row "overdue, all, CPU" "$(second "$a")" "$(second "$b")" 1.5 "wall $(first "$a") with the access-log sync, $(first "$b")"

	a=$("$measure" $runs "$cnis" export children --purpose bench --quiet)
	b=$("$measure" $runs sqlite3 -cmd ".read $here/views.sql" -csv "$register" "SELECT * FROM bench_children")
	row "export children, CSV, CPU" "$(second "$a")" "$(second "$b")" 0.8 "wall $(first "$a"), $(first "$b"); $(third "$a") KiB resident"

	child=$("$cnis" export children --purpose bench --quiet | sed -n '2s/,.*//p')
	a=$("$measure" 20 "$cnis" child show "$child" --format plain)
	b=$("$measure" 20 sqlite3 "$register" ".read $here/child.sql")
	row "child show, CPU" "$(second "$a")" "$(second "$b")" 2 "one access-log sync, wall $(first "$a") ms"
done

# One registration, in one process each: the library against the same inserts by hand.
"$registration" "$folder/registration.cnis" | while read -r ours theirs syncs; do
	printf '\nmicroseconds of CPU, synchronous=OFF\n'
	row "one registration" "$ours" "$theirs" 3 "$syncs syncs with synchronous=FULL"
done

# 10,000 families by the importer, and by .import into the same tables and indexes.
rm -f "$folder"/import.cnis*
export CNIS_REGISTER="$folder/import.cnis"
CNIS_NOW=2026-11-21T12:00:00Z "$cnis" init --authority 302 --demonstration --quiet >/dev/null
cp "$CNIS_REGISTER" "$folder/import-by-hand.cnis"
awk 'BEGIN {
	letters = "ABDEFGHJLNPQRSTUWXYZ"
	print "name,born,street,post,why,left,letter"
	for (i = 0; i < 10000; i++)
		printf "Child %c%c%c%c Testwick%d,%04d-%02d-%02d,%d Elm Road,QZ%d %d%s%s,f,2026-11-06,2026-11-01\n",
			65 + i % 26, 97 + int(i / 26) % 26, 97 + int(i / 676) % 26, 97 + i % 7, i,
			2012 + i % 8, int(i / 8) % 12 + 1, int(i / 96) % 28 + 1, i % 90 + 1, i % 18 + 1,
			int(i / 18) % 10, substr(letters, int(i / 180) % 20 + 1, 1), substr(letters, int(i / 3600) % 20 + 1, 1)
}' >"$folder/return.csv"
cat >"$folder/return.map" <<'MAP'
full_name = name
born = born
line1 = street
postcode = post
ground = why
deleted = left
notice = letter
school_name := Larkacombe School
MAP
rm -f "$folder/rejects.csv"
a=$("$measure" 1 "$cnis" import deletions "$folder/return.csv" --map "$folder/return.map" \
	--rejects "$folder/rejects.csv" --apply --quiet)
# What the importer wrote, table by table, back in by .import: same rows, same indexes, no journal.
: >"$folder/import.sql"
echo "PRAGMA foreign_keys=OFF;" >>"$folder/import.sql"
echo ".mode csv" >>"$folder/import.sql"
for table in child child_name address child_residence entry withdrawal consent_test duty duty_owner; do
	sqlite3 -csv "$CNIS_REGISTER" "SELECT * FROM $table" >"$folder/import-$table.csv"
	echo ".import $folder/import-$table.csv $table" >>"$folder/import.sql"
done
b=$("$measure" 1 sh -c "sqlite3 '$folder/import-by-hand.cnis' <'$folder/import.sql' 2>/dev/null || true")
printf '\nmilliseconds\n'
row "10,000 families imported, CPU" "$(second "$a")" "$(second "$b")" 8 "wall $(first "$a"), $(first "$b"); $(third "$a") KiB resident"
