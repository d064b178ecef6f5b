# Sourced after cli/lib.sh: the lists of the program against lists_from_facts.sql.
# shellcheck shell=sh
# shellcheck disable=SC2154 # T comes from lib.sh

# days N FIRST LAST SEED: N days from FIRST to LAST, ISO, drawn by a generator of our own.
days() {
	awk -v n="$1" -v first="$(($(date -u -d "$2" +%s) / 86400))" -v last="$(($(date -u -d "$3" +%s) / 86400))" -v s="$4" '
		BEGIN { for (i = 0; i < n; i++) {
			s = (s * 16807) % 2147483647
			print first + int(s / 2147483647 * (last - first + 1))
		} }' | while read -r day; do date -u -d "@$((day * 86400))" +%Y-%m-%d; done
}

# from_facts DAYS-FILE ACTS-FILE: what must be listed; the register is copied first.
from_facts() {
	"$CNIS" backup "$T/copy.cnis" >/dev/null 2>&1 || return 1
	{
		echo 'CREATE TEMP TABLE asked (day INTEGER PRIMARY KEY); CREATE TEMP TABLE holiday (day INTEGER PRIMARY KEY);'
		echo 'CREATE TEMP TABLE act (child INTEGER, kind TEXT, due INTEGER, what TEXT, day INTEGER, to_due INTEGER);'
		sed "s/.*/INSERT OR IGNORE INTO asked VALUES (strftime('%s', '&') \/ 86400);/" "$1"
		sed -n 's/^	\([0-9]\{5\}\), .*/INSERT INTO holiday VALUES (\1);/p' "$SOURCE/src/rule/england.c"
		while read -r child kind due what day to; do
			echo "INSERT INTO act VALUES ($child, '$kind', strftime('%s', '$due') / 86400, '$what',
				strftime('%s', '$day') / 86400, strftime('%s', '${to:-$day}') / 86400);"
		done <"$2"
		cat "$SOURCE/tests/trust/lists_from_facts.sql"
	} | sqlite3 -init /dev/null "$T/copy.cnis" 2>"$T/facts.err" | tr -d '\r"' | sort -u >"$T/facts"
	rm -f "$T/copy.cnis"
	[ ! -s "$T/facts.err" ]
}

# listed DAYS-FILE: what the program lists, in the same words.
listed() {
	sort -u "$1" | while read -r on; do
		day=$(($(date -u -d "$on" +%s) / 86400))
		{
			"$CNIS" due --as-at "$on" --days 3650 --no-names --format csv
			"$CNIS" overdue --as-at "$on" --no-names --format csv
		} | tr -d '\r' | awk -F, -v day="$day" '$1 ~ /^D[0-9]/ { sub(/^C/, "", $2); sub(/-.*/, "", $2); print day ",duty," $2 "," $4 "," $6 }'
		"$CNIS" unseen --as-at "$on" --format csv | tr -d '\r' |
			awk -F, -v day="$day" '$1 ~ /^C[0-9]/ { sub(/^C/, "", $1); sub(/-.*/, "", $1); print day ",unseen," $1 "," $3 "," $5 }'
	done | sort >"$T/listed"
}
