/*
 * One registration by the library against the same inserts by hand with the same journal: the
 * changeset of a session, both hashes of the chain, the touched children.  Each has a register of
 * its own, alike when they start, and they take turns.  registration FILE prints the median
 * microseconds of CPU of each, the syncs of one registration as it is kept (synchronous=FULL), the
 * rows it inserts and the bytes of its journal entry.
 */
#define _DEFAULT_SOURCE
#include <sqlite3.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include <cnis/registration.h>

#include "base/hash.h"
#include "domain/register.h"
#include "store/inside.h"
#include "store/tables.h"

enum { ROUNDS = 7, RUNS = 50, MOST = 200, COLUMNS = 40 };

/* The program's own, which the libraries use too: counted, then done. */
static long syncs;
__attribute__((visibility("default"))) int fsync(int fd);
__attribute__((visibility("default"))) int fdatasync(int fd);

int
fsync(int fd)
{
	syncs++;
	return (int)syscall(SYS_fsync, fd);
}

int
fdatasync(int fd)
{
	syncs++;
	return (int)syscall(SYS_fdatasync, fd);
}

static void
die(const char *what)
{
	(void)fprintf(stderr, "registration: %s\n", what);
	exit(1);
}

static double
cpu(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

static void
must(sqlite3 *db, const char *sql)
{
	if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
		die(sqlite3_errmsg(db));
}

/* A family of two children and two parents at one address, as a council's form has them. */
static void
save(cnis_register *r, int i)
{
	char name[5][64];
	char house[32];
	char postcode[16];
	const cnis_form_address home = { .line1 = house,
		                         .town = "Netherwick",
		                         .postcode = postcode };
	const cnis_form_provision taught = { .kind = "parents",
		                             .hours_week = 20,
		                             .hours_without_parent = -1 };
	cnis_form_child child[2] = {
		{ .sex = "F", .reason = "lifestyle", .provision = &taught, .n_provision = 1 }
	};
	cnis_form_parent parent[2] = { { .relationship = "mother" }, { .relationship = "father" } };
	cnis_form form = { .size = sizeof(form),
		           .confirmed_not_duplicate = true,
		           .children = child,
		           .n_children = 2,
		           .parents = parent,
		           .n_parents = 2,
		           .addresses = &home,
		           .n_addresses = 1 };
	cnis_registration saved;
	cnis_error e = { 0 };

	/* some fifteen houses share a postcode, as they do in England */
	(void)snprintf(house, sizeof(house), "%d Elm Road", 1 + i % 15);
	(void)snprintf(postcode, sizeof(postcode), "QZ%d %d%c%c", 1 + i / 15 % 90, i / 1350 % 10,
	               "ABDEFGH"[i / 15 % 7], "ABDEF"[i / 15 % 5]);
	for (int k = 0; k < 4; k++)
		(void)snprintf(name[k], sizeof(name[k]), "%c%c%c Test%c%c%cwick", 'A' + k,
		               'a' + i % 26, 'a' + i / 26 % 26, 'a' + i % 23, 'a' + i % 19,
		               'a' + i % 17);
	child[1] = child[0];
	for (int k = 0; k < 2; k++) {
		child[k].full_name = name[k];
		child[k].born = cnis_day_make(2012 + 3 * k + i % 2, 1 + i % 12, 1 + i % 28);
		parent[k].full_name = name[2 + k];
	}
	if (cnis_registration_save(r, &form, &saved, &e) != CNIS_OK)
		die(e.message);
}

/* ---- by hand -------------------------------------------------------------------------------- */

typedef struct row {
	sqlite3_stmt *insert;
	int n;
	sqlite3_value *value[COLUMNS];
	bool shifts[COLUMNS];
} row;

static row rows[MOST];
static int n_rows;

static bool
is_key(const char *column)
{
	static const char *const keys[] = { "id",         "child_id",  "person_id",
		                            "address_id", "entry_id",  "withdrawal_id",
		                            "duty_id",    "review_id", "flag_id" };

	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
		if (strcmp(keys[i], column) == 0)
			return true;
	return false;
}

static void
prepare(sqlite3 *db, const char *table, int n, row *to)
{
	char sql[512];
	sqlite3_stmt *columns = NULL;
	int len = snprintf(sql, sizeof(sql), "INSERT INTO %s VALUES (?", table);

	for (int i = 1; i < n; i++)
		len += snprintf(sql + len, sizeof(sql) - (size_t)len, ",?");
	(void)snprintf(sql + len, sizeof(sql) - (size_t)len, ")");
	if (sqlite3_prepare_v3(db, sql, -1, SQLITE_PREPARE_PERSISTENT, &to->insert, NULL) != 0)
		die(sqlite3_errmsg(db));
	(void)snprintf(sql, sizeof(sql), "SELECT * FROM %s", table);
	if (sqlite3_prepare_v2(db, sql, -1, &columns, NULL) != 0)
		die(sqlite3_errmsg(db));
	for (int i = 0; i < n; i++)
		to->shifts[i] = is_key(sqlite3_column_name(columns, i));
	(void)sqlite3_finalize(columns);
	to->n = n;
}

/* What one registration wrote, from its own changeset. */
static void
learn(sqlite3 *db)
{
	sqlite3_stmt *last = NULL;
	sqlite3_changeset_iter *it = NULL;
	char before[64] = "";

	if (sqlite3_prepare_v2(db, "SELECT body FROM journal_payload ORDER BY seq DESC LIMIT 1", -1,
	                       &last, NULL) != 0 ||
	    sqlite3_step(last) != SQLITE_ROW ||
	    sqlite3changeset_start(&it, sqlite3_column_bytes(last, 0),
	                           (void *)(uintptr_t)sqlite3_column_blob(last, 0)) != 0)
		die("no changeset");
	while (sqlite3changeset_next(it) == SQLITE_ROW && n_rows < MOST) {
		const char *table;
		int n;
		int op;
		row *to = &rows[n_rows];

		(void)sqlite3changeset_op(it, &table, &n, &op, NULL);
		if (op != SQLITE_INSERT || n > COLUMNS)
			die("a registration inserts, nothing else");
		if (strcmp(table, before) == 0)
			*to = rows[n_rows - 1];
		else
			prepare(db, table, n, to);
		(void)snprintf(before, sizeof(before), "%s", table);
		for (int i = 0; i < n; i++) {
			sqlite3_value *v = NULL;

			(void)sqlite3changeset_new(it, i, &v);
			to->value[i] = sqlite3_value_dup(v);
		}
		n_rows++;
	}
	(void)sqlite3changeset_finalize(it);
	(void)sqlite3_finalize(last);
}

static void
run(sqlite3 *db, sqlite3_stmt *s)
{
	if (sqlite3_step(s) != SQLITE_DONE)
		die(sqlite3_errmsg(db));
	(void)sqlite3_reset(s);
}

/* The connection of whoever writes by hand. */
static struct {
	sqlite3 *db;
	sqlite3_stmt *head, *journal, *payload, *touch;
	char uuid[64];
	int64_t child[MOST];
	size_t children;
} hand;

static sqlite3_stmt *
persistent(const char *sql)
{
	sqlite3_stmt *s = NULL;

	if (sqlite3_prepare_v3(hand.db, sql, -1, SQLITE_PREPARE_PERSISTENT, &s, NULL) != 0)
		die(sqlite3_errmsg(hand.db));
	return s;
}

static void
hand_open(const char *path)
{
	sqlite3_stmt *s;

	if (sqlite3_open(path, &hand.db) != SQLITE_OK || name_key_function(hand.db) != SQLITE_OK)
		die("cannot open");
	must(hand.db, "PRAGMA foreign_keys=ON; PRAGMA synchronous=OFF");
	(void)sqlite3_wal_autocheckpoint(hand.db, 500); /* as the library */
	learn(hand.db);
	s = persistent("SELECT uuid FROM register");
	if (sqlite3_step(s) != SQLITE_ROW)
		die("no register");
	(void)snprintf(hand.uuid, sizeof(hand.uuid), "%s", sqlite3_column_text(s, 0));
	(void)sqlite3_finalize(s);
	s = persistent(
	    "SELECT child_id FROM journal_touch WHERE seq = (SELECT max(seq) FROM journal)");
	while (sqlite3_step(s) == SQLITE_ROW && hand.children < MOST)
		hand.child[hand.children++] = sqlite3_column_int64(s, 0);
	(void)sqlite3_finalize(s);
	hand.head = persistent("SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1");
	hand.journal =
	    persistent("INSERT INTO journal VALUES (?1, 1795200000, 'boss', "
	               "'registration', 'register', 2, '', 'undoable', NULL, ?2, ?3, ?4)");
	hand.payload = persistent("INSERT INTO journal_payload VALUES (?1, ?2, '', ?3)");
	hand.touch = persistent("INSERT INTO journal_touch VALUES (?1, ?2)");
}

static void
hand_close(void)
{
	(void)sqlite3_finalize(hand.head);
	(void)sqlite3_finalize(hand.journal);
	(void)sqlite3_finalize(hand.payload);
	(void)sqlite3_finalize(hand.touch);
	for (int k = 0; k < n_rows; k++) {
		if (k == 0 || rows[k].insert != rows[k - 1].insert)
			(void)sqlite3_finalize(rows[k].insert);
		for (int c = 0; c < rows[k].n; c++)
			sqlite3_value_free(rows[k].value[c]);
	}
	if (sqlite3_close(hand.db) != SQLITE_OK)
		die("a statement was left open");
}

static void
hand_rows(int64_t shift)
{
	for (int k = 0; k < n_rows; k++) {
		for (int c = 0; c < rows[k].n; c++)
			if (rows[k].shifts[c] &&
			    sqlite3_value_type(rows[k].value[c]) == SQLITE_INTEGER)
				(void)sqlite3_bind_int64(rows[k].insert, c + 1,
				                         sqlite3_value_int64(rows[k].value[c]) +
				                             shift);
			else
				(void)sqlite3_bind_value(rows[k].insert, c + 1, rows[k].value[c]);
		run(hand.db, rows[k].insert);
	}
}

static void
hand_journal(int64_t shift, const void *body, int len)
{
	unsigned char salt[SALT_SIZE];
	unsigned char sum[HASH_SIZE];
	unsigned char prev[HASH_SIZE];
	unsigned char own[HASH_SIZE];
	int64_t seq;

	if (sqlite3_step(hand.head) != SQLITE_ROW)
		die("no head");
	seq = sqlite3_column_int64(hand.head, 0) + 1;
	memcpy(prev, sqlite3_column_blob(hand.head, 1), HASH_SIZE);
	(void)sqlite3_reset(hand.head);
	hash_random(salt, sizeof(salt));
	journal_payload_hash(salt, "", body, (size_t)len, NULL, sum);
	journal_entry_hash(hand.uuid, seq, 1795200000, "boss", "registration", "register", 2, "",
	                   "undoable", 0, sum, prev, own);
	(void)sqlite3_bind_int64(hand.journal, 1, seq);
	(void)sqlite3_bind_blob(hand.journal, 2, sum, sizeof(sum), SQLITE_STATIC);
	(void)sqlite3_bind_blob(hand.journal, 3, prev, sizeof(prev), SQLITE_STATIC);
	(void)sqlite3_bind_blob(hand.journal, 4, own, sizeof(own), SQLITE_STATIC);
	run(hand.db, hand.journal);
	(void)sqlite3_bind_int64(hand.payload, 1, seq);
	(void)sqlite3_bind_blob(hand.payload, 2, salt, sizeof(salt), SQLITE_STATIC);
	(void)sqlite3_bind_blob(hand.payload, 3, body, len, SQLITE_STATIC);
	run(hand.db, hand.payload);
	for (size_t i = 0; i < hand.children; i++) {
		(void)sqlite3_bind_int64(hand.touch, 1, seq);
		(void)sqlite3_bind_int64(hand.touch, 2, hand.child[i] + shift);
		run(hand.db, hand.touch);
	}
}

/* One registration; the bytes of its changeset. */
static int
by_hand(int i)
{
	int64_t shift = 1000000 + (int64_t)i * 1000;
	sqlite3_session *session = NULL;
	void *body = NULL;
	int len = 0;

	must(hand.db, "BEGIN IMMEDIATE");
	must(hand.db, "PRAGMA defer_foreign_keys=ON");
	(void)sqlite3session_create(hand.db, "main", &session);
	for (const store_table *t = store_tables; t->name != NULL; t++)
		if (t->class == TABLE_JOURNALLED)
			(void)sqlite3session_attach(session, t->name);
	hand_rows(shift);
	(void)sqlite3session_changeset(session, &len, &body);
	sqlite3session_delete(session);
	hand_journal(shift, body, len);
	sqlite3_free(body);
	must(hand.db, "COMMIT");
	return len;
}

static int64_t
count(const char *path, const char *sql)
{
	sqlite3 *db = NULL;
	sqlite3_stmt *s = NULL;
	int64_t n = 0;

	if (sqlite3_open(path, &db) != SQLITE_OK ||
	    sqlite3_prepare_v2(db, sql, -1, &s, NULL) != 0 || sqlite3_step(s) != SQLITE_ROW)
		die(sqlite3_errmsg(db));
	n = sqlite3_column_int64(s, 0);
	(void)sqlite3_finalize(s);
	(void)sqlite3_close(db);
	return n;
}

static int
by_size(const void *a, const void *b)
{
	double x = *(const double *)a;
	double y = *(const double *)b;

	return (x > y) - (x < y);
}

int
main(int argc, char **argv)
{
	const cnis_init_options init = { .size = sizeof(init),
		                         .authority = "302",
		                         .login = "boss",
		                         .name = "Boss",
		                         .demonstration = true,
		                         .now = 1795200000,
		                         .s37 = CNIS_DAY_NONE,
		                         .s38 = CNIS_DAY_NONE,
		                         .s39 = CNIS_DAY_NONE };
	const cnis_open_options open = {
		.size = sizeof(open), .mode = CNIS_WRITE, .login = "boss", .now = 1795200000
	};
	/* every row of every table a registration writes, the journal's too */
	static const char all[] =
	    "SELECT (SELECT count(*) FROM child) + (SELECT count(*) FROM child_name)"
	    " + (SELECT count(*) FROM person) + (SELECT count(*) FROM relationship)"
	    " + (SELECT count(*) FROM address) + (SELECT count(*) FROM child_residence)"
	    " + (SELECT count(*) FROM entry) + (SELECT count(*) FROM provision)"
	    " + (SELECT count(*) FROM duty) + (SELECT count(*) FROM duty_owner)"
	    " + (SELECT count(*) FROM journal) + (SELECT count(*) FROM journal_payload)"
	    " + (SELECT count(*) FROM journal_touch)";
	char copy[8192];
	char other[4096];
	double ours[ROUNDS];
	double theirs[ROUNDS];
	cnis_register *r = NULL;
	cnis_error e = { 0 };
	long one = 0;
	int bytes = 0;

	if (argc != 2)
		return 2;
	(void)snprintf(other, sizeof(other), "%s.hand", argv[1]);
	(void)snprintf(copy, sizeof(copy), "rm -f '%s' '%s'-* '%s'.*", argv[1], argv[1], argv[1]);
	if (system(copy) != 0 || cnis_register_init(argv[1], &init, &e) != CNIS_OK ||
	    cnis_register_open(argv[1], &open, &r, &e) != CNIS_OK)
		die(e.message);
	for (int i = 0; i < 11; i++) {
		one = syncs;
		save(r, i);
		one = syncs - one;
	}
	cnis_register_close(r);
	(void)count(argv[1], all); /* and the -wal file is in the register */
	(void)snprintf(copy, sizeof(copy), "cp '%s' '%s'", argv[1], other);
	if (system(copy) != 0 || cnis_register_open(argv[1], &open, &r, &e) != CNIS_OK)
		die(e.message);
	hand_open(other);
	(void)sqlite3_set_authorizer(r->st->db, NULL, NULL);
	must(r->st->db, "PRAGMA synchronous=OFF");
	guard_install(r->st);
	for (int round = 0; round < ROUNDS; round++) {
		double from = cpu();

		for (int i = 0; i < RUNS; i++)
			save(r, 11 + round * RUNS + i);
		ours[round] = (cpu() - from) / RUNS;
		from = cpu();
		for (int i = 0; i < RUNS; i++)
			bytes = by_hand(round * RUNS + i);
		theirs[round] = (cpu() - from) / RUNS;
	}
	cnis_register_close(r);
	hand_close();
	if (count(argv[1], all) != count(other, all))
		die("the two registers have not the same number of rows");
	qsort(ours, ROUNDS, sizeof(ours[0]), by_size);
	qsort(theirs, ROUNDS, sizeof(theirs[0]), by_size);
	(void)printf("%.1f %.1f %ld %d %d\n", ours[ROUNDS / 2], theirs[ROUNDS / 2], one, n_rows,
	             bytes);
	return 0;
}
