#!/bin/sh
# The largest resident size of a full export and a full import, of few and of many children side by
# side: full.sh PROGRAM MEASURE FOLDER [FEW MANY]. FEW and MANY are numbers of children, 5000 and
# 200000 unless given. Registers are those of bench.sh in FOLDER, or made as there. What comes out is
# compared byte for byte with what went in, or there is no figure.
set -eu
cnis=$1
measure=$2
folder=$3
few=${4:-5000}
many=${5:-200000}
unset CNIS_LOGIN CNIS_REGISTER
umask 077
mkdir -p "$folder"
me=$(id -un)

fail() {
	echo "bench: $*" >&2
	exit 1
}

for size in "$few" "$many"; do
	register=$folder/$size.cnis
	if [ ! -e "$register.made" ]; then
		rm -f "$register" "$register"-* "$register".*
		CNIS_NOW=2024-05-01 "$cnis" -r "$register" init --authority 302 --demonstration --quiet >/dev/null
		CNIS_NOW=2026-11-21T12:00:00Z "$cnis" -r "$register" demonstrate --children "$size" --quiet >/dev/null
		: >"$register.made"
	fi
	export CNIS_NOW=2026-11-21T12:00:00Z
	for role in exporter safeguarding; do # given before, that is no failure
		"$cnis" -r "$register" officer role "$me" --add "$role" --quiet >/dev/null 2>&1 || true
	done
done

cat >"$folder/full-in.sh" <<'SH'
rm -f "$2/full-in.cnis" "$2"/full-in.cnis*
"$1" -r "$2/full-in.cnis" init --authority 302 --demonstration --quiet >/dev/null
exec "$1" -r "$2/full-in.cnis" import full "$2/full-$3.jsonl" --apply --quiet
SH
cat >"$folder/full-out.sh" <<'SH'
exec "$1" -r "$2/$3.cnis" export full --purpose bench --out "$2/full-$3.jsonl" --replace --quiet
SH

# row WHAT FIGURES: wall, CPU and KiB of few, then of many
row() {
	echo "$2" | awk -v what="$1" -v few="$few" -v many="$many" '{
		ratio = $6 / $3
		printf "%-34s %9d %9d %6.2f  %4s  %-6s  CPU %.1f s, %.1f s: %.0f, %.0f us a child\n", what, $3, $6, ratio,
			1.25, (ratio <= 1.25 ? "met" : "MISSED"), $2 / 1000, $5 / 1000, $2 * 1000 / few, $5 * 1000 / many }'
}

printf '\nKiB resident at most, %s and %s children\n' "$few" "$many"
printf '%-34s %9s %9s %6s  %4s\n' "" "$few" "$many" "ratio" "goal"
row "export full" "$("$measure" 1 sh "$folder/full-out.sh" "$cnis" "$folder" "$few" :: \
	sh "$folder/full-out.sh" "$cnis" "$folder" "$many")"
row "import full" "$("$measure" 1 sh "$folder/full-in.sh" "$cnis" "$folder" "$few" :: \
	sh "$folder/full-in.sh" "$cnis" "$folder" "$many")"
# The many went in last.
"$cnis" -r "$folder/full-in.cnis" export full --purpose bench --out "$folder/full-again.jsonl" --replace --quiet
cmp -s "$folder/full-$many.jsonl" "$folder/full-again.jsonl" || fail "the export of what was imported has other bytes"
rm -f "$folder"/full-*
