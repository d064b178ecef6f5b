#!/bin/sh
# The largest resident size of importing a spreadsheet of few and of many rows, side by side:
# sheet.sh PROGRAM MEASURE FOLDER [FEW MANY].  FEW and MANY are numbers of rows, 5000 and 200000
# unless given.  Rows that are much like a child who is here are left to a person, as in life; of
# 200,000 made-up names a few are.  More than one in a hundred, and there is no figure.
set -eu
cnis=$1
measure=$2
folder=$3
few=${4:-5000}
many=${5:-200000}
tests=$(dirname "$0")/..
unset CNIS_LOGIN CNIS_REGISTER
export CNIS_NOW=2026-11-21T12:00:00Z
umask 077
mkdir -p "$folder"

for size in "$few" "$many"; do
	awk -v n="$size" -v seed=436 -v broken=0 -f "$tests/support/sheet.awk" >"$folder/sheet-$size.csv"
done
cat >"$folder/sheet-in.sh" <<'SH'
rm -f "$2/sheet-$3.cnis" "$2/sheet-$3.cnis"*
"$1" -r "$2/sheet-$3.cnis" init --authority 302 --demonstration --quiet >/dev/null
rm -f "$2/sheet-rejects.csv"
exec "$1" -r "$2/sheet-$3.cnis" import families "$2/sheet-$3.csv" --map "$4" --rejects "$2/sheet-rejects.csv" --apply --quiet >/dev/null
SH
map=$tests/../src/exchange/maps/families_across.map
figures=$("$measure" 1 sh "$folder/sheet-in.sh" "$cnis" "$folder" "$few" "$map" :: \
	sh "$folder/sheet-in.sh" "$cnis" "$folder" "$many" "$map")
left=0 # of the many: they went in last
[ ! -e "$folder/sheet-rejects.csv" ] || left=$(($(wc -l <"$folder/sheet-rejects.csv") - 1))
[ "$((left * 100))" -le "$many" ] || { echo "bench: $left rows were rejected" >&2; exit 1; }
printf '\nKiB resident at most, %s and %s rows; %s left to a person\n' "$few" "$many" "$left"
printf '%-34s %9s %9s %6s  %4s\n' "" "$few" "$many" "ratio" "goal"
echo "$figures" | awk -v few="$few" -v many="$many" '{
	ratio = $6 / $3
	printf "%-34s %9d %9d %6.2f  %4s  %-6s  CPU %.1f s, %.1f s: %.0f, %.0f us a row\n", "import families", $3, $6, ratio,
		1.25, (ratio <= 1.25 ? "met" : "MISSED"), $2 / 1000, $5 / 1000, $2 * 1000 / few, $5 * 1000 / many }'
rm -f "$folder"/sheet-*
