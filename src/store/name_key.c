/* The keys of names: the SQL function the triggers call, and making all of them anew. */
#include "store/name_key.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/mem.h"
#include "base/names.h"
#include "store/inside.h"
#include "store/keep_back.h"

static const char WHERE[] = "store.name_key";

enum { TEXTS = 3, ARGUMENTS = TEXTS + 2 };

enum { Q_STAMP, Q_SAME, Q_STRAY, Q_WORDS, Q_COUNT };
/* clang-format off */
static const store_sql SQL[Q_COUNT] = {
	[Q_STAMP] = { "name_key.stamp", "SELECT algorithm FROM derived WHERE name = 'name_key'" },
	/* the keys of a name in one text, as name_key('all') writes them */
	[Q_SAME] = { "name_key.same",
		"SELECT 1 FROM (SELECT 'C' AS holder, child_id AS owner_id, id, full_name, given_names,"
		"  family_name, (SELECT born_day FROM child WHERE id = child_id) AS born_day FROM child_name"
		" UNION ALL SELECT 'P', person_id, id, full_name, given_names, family_name, NULL"
		"  FROM person_name) AS n"
		" WHERE name_key('all', n.full_name, n.given_names, n.family_name, 0) IS NOT"
		"  (SELECT group_concat(word || '/' || sound, ' ') FROM (SELECT word, sound FROM name_key"
		"   WHERE holder = n.holder AND owner_id = n.owner_id AND name_id = n.id"
		"   AND born_day IS n.born_day ORDER BY place)) LIMIT 1" },
	[Q_STRAY] = { "name_key.stray",
		"SELECT 1 FROM name_key AS k WHERE CASE holder"
		" WHEN 'C' THEN (SELECT child_id FROM child_name WHERE id = k.name_id)"
		" ELSE (SELECT person_id FROM person_name WHERE id = k.name_id) END IS NOT k.owner_id"
		" LIMIT 1" },
	[Q_WORDS] = { "name_key.words",
		"SELECT 1 FROM (SELECT word, max(sound) AS sound, count(*) AS uses FROM name_key GROUP BY word)"
		" AS k LEFT JOIN name_word AS w ON w.word = k.word WHERE w.uses IS NOT k.uses"
		" OR w.sound IS NOT k.sound UNION ALL SELECT 1"
		" WHERE (SELECT count(*) FROM name_word) <> (SELECT count(DISTINCT word) FROM name_key) LIMIT 1" },
};
/* clang-format on */

#define KEYS_OF(table, holder, owner, born)                                                        \
	"INSERT INTO main.name_key (holder, owner_id, name_id, place, word, sound, born_day)"      \
	" SELECT '" holder "', n." owner ", n.id, p.place,"                                        \
	" name_key('word', n.full_name, n.given_names, n.family_name, p.place),"                   \
	" name_key('sound', n.full_name, n.given_names, n.family_name, p.place), " born            \
	" FROM main." table " AS n, (SELECT 0 AS place UNION ALL SELECT 1 UNION ALL SELECT 2"      \
	" UNION ALL SELECT 3 UNION ALL SELECT 4 UNION ALL SELECT 5 UNION ALL SELECT 6"             \
	" UNION ALL SELECT 7 UNION ALL SELECT 8 UNION ALL SELECT 9 UNION ALL SELECT 10"            \
	" UNION ALL SELECT 11) AS p"                                                               \
	" WHERE name_key('word', n.full_name, n.given_names, n.family_name, p.place) IS NOT NULL"  \
	" ORDER BY n.id, p.place;"

static const char REBUILD[] =
    "DELETE FROM main.name_key; DELETE FROM name_word; DELETE FROM derived WHERE name = "
    "'name_key';" KEYS_OF("child_name", "C", "child_id",
                          "(SELECT born_day FROM main.child WHERE id = n.child_id)")
	KEYS_OF("person_name", "P", "person_id",
                "NULL") "INSERT INTO name_word (word, sound, uses) SELECT word, max(sound), "
			"count(*) FROM main.name_key"
			" GROUP BY word;";

/* The last name asked about: a trigger asks for its words one by one. */
typedef struct last_name {
	char *text; /* what it was made of; NULL: nothing yet */
	size_t len;
	names keys;
} last_name;

static void
forget(void *payload)
{
	last_name *last = payload;

	free(last->text);
	free(last);
}

/* Three texts as one, each with what tells NULL and "" apart in front. */
static char *
joined(sqlite3_value **argv, size_t *ret_len)
{
	size_t len = 0;
	char *text;
	char *at;
	int i;

	for (i = 1; i <= TEXTS; i++)
		len += 2 + (size_t)sqlite3_value_bytes(argv[i]);
	text = mem_new(len + 1, 1);
	if (text == NULL)
		return NULL;
	for (at = text, i = 1; i <= TEXTS; i++) {
		const void *bytes = sqlite3_value_text(argv[i]);
		size_t n = bytes == NULL ? 0 : (size_t)sqlite3_value_bytes(argv[i]);

		*at++ = bytes == NULL ? 'n' : 't';
		if (n > 0)
			memcpy(at, bytes, n);
		at += n;
		*at++ = '\0';
	}
	*ret_len = (size_t)(at - text);
	return text;
}

static bool
learn(last_name *last, sqlite3_value **argv)
{
	size_t len = 0;
	char *text = joined(argv, &len);

	if (text == NULL)
		return false;
	if (last->text != NULL && last->len == len && memcmp(last->text, text, len) == 0) {
		free(text);
		return true;
	}
	free(last->text);
	last->text = NULL;
	if (!names_keys((const char *)sqlite3_value_text(argv[1]),
	                (const char *)sqlite3_value_text(argv[2]),
	                (const char *)sqlite3_value_text(argv[3]), &last->keys)) {
		free(text);
		return false;
	}
	last->text = text;
	last->len = len;
	return true;
}

static void
answer_all(sqlite3_context *context, const names *keys)
{
	char all[NAMES_WORDS * (NAMES_WORD_SIZE + SOUND_SIZE + 2)];
	size_t len = 0;
	size_t i;

	for (i = 0; i < keys->n; i++) {
		(void)sqlite3_snprintf((int)(sizeof(all) - len), all + len, "%s%s/%s",
		                       i == 0 ? "" : " ", keys->word[i].text, keys->word[i].sound);
		len += strlen(all + len);
	}
	if (len > 0)
		sqlite3_result_text(context, all, (int)len, SQLITE_TRANSIENT);
}

/* name_key(what, full, given, family, place): NULL beyond the last word. */
static void
name_key(sqlite3_context *context, int argc, sqlite3_value **argv)
{
	last_name *last = sqlite3_user_data(context);
	const char *what = (const char *)sqlite3_value_text(argv[0]);
	int64_t place = sqlite3_value_int64(argv[argc - 1]);
	const names_word *w;

	if (what == NULL)
		return;
	if (!learn(last, argv)) {
		sqlite3_result_error_nomem(context);
		return;
	}
	if (strcmp(what, "all") == 0) {
		answer_all(context, &last->keys);
		return;
	}
	if (place < 0 || place >= (int64_t)last->keys.n)
		return;
	w = &last->keys.word[place];
	sqlite3_result_text(context, strcmp(what, "sound") == 0 ? w->sound : w->text, -1,
	                    SQLITE_TRANSIENT);
}

int
name_key_function(sqlite3 *db)
{
	last_name *last = mem_new(1, sizeof(*last));

	if (last == NULL)
		return SQLITE_NOMEM;
	/* SQLite calls forget() also when this fails. */
	return sqlite3_create_function_v2(db, "name_key", ARGUMENTS,
	                                  SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS,
	                                  last, name_key, NULL, NULL, forget);
}

cnis_status
store_name_keys(store *s, int *ret_register, int *ret_program, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	int there = 0;
	cnis_status st = stmt_open(s, &SQL[Q_STAMP], &c, reterr);

	if (st == CNIS_OK)
		st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK && row)
		there = (int)col_int(&c, 0);
	stmt_close(&c);
	if (st != CNIS_OK)
		return st;
	*ret_register = there;
	*ret_program = NAMES_ALGORITHM;
	return CNIS_OK;
}

cnis_status
store_name_keys_check(store *s, bool *ret_same, cnis_error *reterr)
{
	bool found = false;
	cnis_status st = CNIS_OK;
	bool was;
	int i;

	was = store_whole(s, true);
	for (i = Q_SAME; st == CNIS_OK && !found && i <= Q_WORDS; i++) {
		cursor c = { 0 };

		st = stmt_open(s, &SQL[i], &c, reterr);
		if (st == CNIS_OK)
			st = stmt_step(&c, &found, reterr);
		stmt_close(&c);
	}
	(void)store_whole(s, was);
	if (st == CNIS_OK)
		*ret_same = !found;
	return st;
}

static cnis_status
name_keys_write(store *s, cnis_error *reterr)
{
	char stamp[120];
	cnis_status st;

	/* Word by word the triggers would count what is counted at once below. */
	(void)sqlite3_db_config(s->db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, (int *)NULL);
	st = store_exec(s, REBUILD, WHERE, reterr);
	(void)sqlite3_db_config(s->db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 1, (int *)NULL);
	(void)sqlite3_snprintf((int)sizeof(stamp), stamp,
	                       "INSERT INTO derived (name, algorithm) VALUES ('name_key', %d)",
	                       (int)NAMES_ALGORITHM);
	return st == CNIS_OK ? store_exec(s, stamp, WHERE, reterr) : st;
}

cnis_status
store_name_keys_rebuild(store *s, cnis_error *reterr)
{
	enum store_flag_writes before = s->writes;
	cnis_status st;

	if (s->mode != STORE_WRITE)
		return cnis_fail(reterr, CNIS_EREADONLY, 0, WHERE, NULL,
		                 "the register was opened for reading");
	if (s->in_tx || s->local_tx || s->in_snapshot)
		return store_misuse(WHERE, "a transaction is already open", reterr);
	st = queue_enter(s, reterr);
	if (st != CNIS_OK)
		return st;
	s->writes = WRITES_ALL;
	st = store_exec(s, "BEGIN IMMEDIATE", WHERE, reterr);
	if (st == CNIS_OK)
		st = name_keys_write(s, reterr);
	if (st == CNIS_OK)
		st = store_exec(s, "COMMIT", WHERE, reterr);
	if (sqlite3_get_autocommit(s->db) == 0)
		(void)store_exec(s, "ROLLBACK", WHERE, NULL);
	s->writes = before;
	queue_leave(s);
	return st;
}

cnis_status
store_name_keys_keep(store *s, bool *ret_made, cnis_error *reterr)
{
	int there = 0;
	int wanted = 0;
	bool same = false;
	cnis_status st = store_name_keys(s, &there, &wanted, reterr);

	if (st == CNIS_OK && there == wanted)
		st = store_name_keys_check(s, &same, reterr);
	if (st == CNIS_OK && !same)
		st = store_name_keys_rebuild(s, reterr);
	if (st == CNIS_OK)
		*ret_made = !same;
	return st;
}
