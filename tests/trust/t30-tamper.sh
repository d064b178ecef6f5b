#!/bin/sh
# One value changed behind the program's back, in every column of the journal and of every table
# with rows in it: verify fails with exit 8 and names the entry, or the table and the row.
# shellcheck source=tests/cli/lib.sh disable=SC2154
. "$LIB"
# shellcheck source=tests/trust/history.sh
. "$SOURCE/tests/trust/history.sh"

make_history 120
is "the history was made as written" "" "$(cat "$T/failed")"
worked "verify" verify
"$CNIS" backup b.cnis >said 2>&1
"$CNIS" -r sound.cnis restore b.cnis >said 2>&1
CNIS_REGISTER=$T/t.cnis
export CNIS_REGISTER
cp sound.cnis t.cnis
worked "verify of the copy" verify
triggers=$(sqlite3 sound.cnis "SELECT group_concat('DROP TRIGGER ' || name, ';') FROM sqlite_schema WHERE type = 'trigger'")
sqlite3 sound.cnis "SELECT sql || ';' FROM sqlite_schema WHERE type = 'trigger'" >triggers.sql

# change SQL: on a fresh copy, past every guard of the schema
change() {
	rm -f t.cnis t.cnis[.-]*
	cp sound.cnis t.cnis
	{
		echo "PRAGMA ignore_check_constraints = ON; PRAGMA foreign_keys = OFF; BEGIN; $triggers;"
		echo "$1;"
		cat triggers.sql
		echo "COMMIT;"
	} | sqlite3 -bail t.cnis 2>sql.err
}

# found WHAT PATTERN: quiet unless it is not so
tried=0
missed=
found() {
	tried=$((tried + 1))
	code verify --format json
	if [ "$code" -ne 8 ] || ! printf '%s\n' "$out" | grep -Eq -e "$2"; then
		missed="$missed $1"
		echo "# $1: exit $code, $(cat sql.err) $(printf '%s' "$out" | sed 's/"head_hash.*//') $err"
	fi
}

# another COLUMN TYPE: an expression for another value of that column
another() {
	case $2 in
	INTEGER) echo "coalesce($1, 0) + CASE WHEN '$1' IN ('id', '\"id\"', '\"day\"') THEN 1000000 ELSE 1 END" ;;
	REAL) echo "coalesce($1, 0) + 0.5" ;;
	BLOB) echo "CAST(substr($1, 1, length($1) / 2) || CASE WHEN substr($1, length($1) / 2 + 1, 1) = x'41' THEN x'42' ELSE x'41' END || substr($1, length($1) / 2 + 2) AS BLOB)" ;;
	*) echo "CASE WHEN coalesce($1, '') = '' THEN 'x' WHEN substr($1, 1, 1) = 'a' THEN 'b' || substr($1, 2) ELSE 'a' || substr($1, 2) END" ;;
	esac
}
columns() { sqlite3 -separator ' ' sound.cnis "SELECT name, type FROM pragma_table_info('$1')"; }

for table in $(sqlite3 sound.cnis "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'
	AND name NOT LIKE 'journal%' AND name NOT IN ('register', 'schema_migration', 'draft', 'job', 'derived', 'name_key', 'name_word')"); do
	key=$(sqlite3 sound.cnis "SELECT group_concat(name, ' || ''/'' || ') FROM pragma_table_info('$table') WHERE pk > 0")
	row=$(sqlite3 sound.cnis "SELECT $key FROM $table ORDER BY 1 LIMIT 1 OFFSET (SELECT count(*) / 2 FROM $table)")
	[ -n "$row" ] || {
		echo "# no rows in $table"
		continue
	}
	where="CAST($key AS TEXT) = '$row'"
	# a table whose key is text has no row numbers
	[ "$key" = id ] || row='[0-9]+'
	columns "$table" >columns
	while read -r column type; do
		change "UPDATE $table SET \"$column\" = $(another "\"$column\"" "$type") WHERE $where"
		found "$table.$column" "\"bad_table\":\"$table\",\"bad_row\":$([ "$column" = id ] && echo '[0-9]+' || echo "$row")[,}]"
	done <columns
	change "DELETE FROM $table WHERE $where"
	found "$table: a row gone" "\"bad_table\":\"$table\",\"bad_row\":${row}[,}]"
done
# What is derived is in no proof: doctor compares it with what it comes from, migrate makes it anew.
for wrong in "UPDATE name_key SET sound = 'x' WHERE id = (SELECT min(id) FROM name_key)" \
	"DELETE FROM name_key WHERE id = (SELECT max(id) FROM name_key)" "UPDATE name_word SET uses = 7" \
	"UPDATE derived SET algorithm = 0"; do
	change "$wrong"
	worked "verify does not look at what is derived" verify
	code doctor --format json
	like "doctor does: $wrong" '"check":"name_keys","state":"(failed|warning)"' "$out"
	worked "migrate makes it anew" migrate --format json
	like "and says so" '"name_keys":true' "$out"
	code doctor --format json
	like "it is as it was" '"check":"name_keys","state":"ok"' "$out"
done

is "every column of every row sampled is watched ($tried changes)" "" "$missed"

tried=0 missed=
seqs=$(sqlite3 sound.cnis "SELECT max(seq) / 2 FROM journal; SELECT max(seq) FROM journal; SELECT max(seq) FROM journal WHERE undo_class = 'undoable'; SELECT 3")
for seq in $seqs; do
	for table in journal journal_payload; do
		columns $table >columns
		while read -r column type; do
			[ "$column" = seq ] && type=SEQ
			if [ "$type" = SEQ ]; then
				change "UPDATE $table SET seq = 900000 WHERE seq = $seq"
			else
				change "UPDATE $table SET \"$column\" = $(another "\"$column\"" "$type") WHERE seq = $seq"
			fi
			found "$table.$column of $seq" "\"bad_seq\":${seq}[,}]"
		done <columns
	done
	change "DELETE FROM journal_payload WHERE seq = $seq"
	found "the payload of $seq gone" "\"bad_seq\":${seq}[,}]"
	# one byte at ten places of the changeset
	for at in 1 2 3 5 8 13 21 34 55 89; do
		change "UPDATE journal_payload SET body = CAST(substr(body, 1, length(body) * $at / 100) || CASE WHEN substr(body, length(body) * $at / 100 + 1, 1) = x'41' THEN x'42' ELSE x'41' END || substr(body, length(body) * $at / 100 + 2) AS BLOB) WHERE seq = $seq AND length(body) > 0"
		[ "$(sqlite3 t.cnis "SELECT length(body) FROM journal_payload WHERE seq = $seq")" = 0 ] ||
			found "a byte of the changeset of $seq at $at%" "\"bad_seq\":${seq}[,}]"
	done
done
touched=$(sqlite3 sound.cnis "SELECT seq FROM journal_touch ORDER BY seq LIMIT 1 OFFSET 20")
change "UPDATE journal_touch SET child_id = 99999 WHERE (seq, child_id) = (SELECT seq, child_id FROM journal_touch WHERE seq = $touched LIMIT 1)"
found "journal_touch.child_id" "\"bad_seq\":${touched}[,}]"
change "UPDATE journal_touch SET seq = 1 WHERE (seq, child_id) = (SELECT seq, child_id FROM journal_touch WHERE seq = $touched LIMIT 1)"
found "journal_touch.seq" "\"bad_seq\":(1|$touched)[,}]"
change "DELETE FROM journal_touch WHERE seq = $touched"
found "a touch gone" "\"bad_seq\":${touched}[,}]"
is "every column of the journal is watched ($tried changes)" "" "$missed"

# what the file says that it is
tried=0 missed=
# (a register that is no longer one for demonstrations takes neither login nor clock from here)
for column in uuid authority created_at; do
	change "UPDATE register SET $column = $(another $column "$(columns register | sed -n "s/^$column //p")")"
	code verify --format json
	tried=$((tried + 1))
	[ "$code" -eq 8 ] || missed="$missed register.$column($code $err)"
done
is "what the file says that it is, is watched" "" "$missed"
# the triggers themselves
change "SELECT 1"
worked "triggers dropped and made again as they were" verify
sqlite3 t.cnis 'DROP TRIGGER journal_no_update'
code verify --format json
is "a trigger that is gone" 8 "$code"
done_testing
