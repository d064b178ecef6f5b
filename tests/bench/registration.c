/* One registration by the library against the same inserts, journal included, by hand:
 * registration FILE prints microseconds of CPU for each and the syncs of one registration. */
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

enum { RUNS = 300, MOST = 200, COLUMNS = 40 };

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
	const cnis_form_address home = { .line1 = "1 Elm Road",
		                         .town = "Netherwick",
		                         .postcode = "QZ1 1AB" };
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

static void
by_hand(sqlite3 *db, sqlite3_stmt *journal, sqlite3_stmt *payload, int i, int64_t seq)
{
	unsigned char salt[SALT_SIZE];
	unsigned char sum[HASH_SIZE];
	sqlite3_session *session = NULL;
	hash_state h;
	void *body = NULL;
	int len = 0;

	must(db, "BEGIN IMMEDIATE");
	must(db, "PRAGMA defer_foreign_keys=ON");
	(void)sqlite3session_create(db, "main", &session);
	for (const store_table *t = store_tables; t->name != NULL; t++)
		if (t->class == TABLE_JOURNALLED)
			(void)sqlite3session_attach(session, t->name);
	for (int k = 0; k < n_rows; k++) {
		for (int c = 0; c < rows[k].n; c++)
			if (rows[k].shifts[c] &&
			    sqlite3_value_type(rows[k].value[c]) == SQLITE_INTEGER)
				(void)sqlite3_bind_int64(rows[k].insert, c + 1,
				                         sqlite3_value_int64(rows[k].value[c]) +
				                             1000000 + i * 1000);
			else
				(void)sqlite3_bind_value(rows[k].insert, c + 1, rows[k].value[c]);
		run(db, rows[k].insert);
	}
	(void)sqlite3session_changeset(session, &len, &body);
	sqlite3session_delete(session);
	hash_random(salt, sizeof(salt));
	hash_begin(&h);
	hash_bytes(&h, salt, sizeof(salt));
	hash_part(&h, body, (size_t)len);
	hash_end(&h, sum);
	(void)sqlite3_bind_int64(journal, 1, seq);
	(void)sqlite3_bind_blob(journal, 2, sum, sizeof(sum), SQLITE_STATIC);
	run(db, journal);
	(void)sqlite3_bind_int64(payload, 1, seq);
	(void)sqlite3_bind_blob(payload, 2, salt, sizeof(salt), SQLITE_STATIC);
	(void)sqlite3_bind_blob(payload, 3, body, len, SQLITE_STATIC);
	run(db, payload);
	sqlite3_free(body);
	must(db, "COMMIT");
}

static double
hand(const char *path)
{
	sqlite3 *db = NULL;
	sqlite3_stmt *journal = NULL;
	sqlite3_stmt *payload = NULL;
	double from;

	if (sqlite3_open(path, &db) != SQLITE_OK)
		die("cannot open");
	must(db, "PRAGMA foreign_keys=ON; PRAGMA synchronous=OFF");
	learn(db);
	if (sqlite3_prepare_v2(db,
	                       "INSERT INTO journal VALUES (?1, 4000000000, 'boss', 'x.y', 'x', 2, "
	                       "'', 'undoable', NULL, ?2, ?2, ?2)",
	                       -1, &journal, NULL) != 0 ||
	    sqlite3_prepare_v2(db, "INSERT INTO journal_payload VALUES (?1, ?2, '', ?3)", -1,
	                       &payload, NULL) != 0)
		die(sqlite3_errmsg(db));
	by_hand(db, journal, payload, 0, 1000000);
	from = cpu();
	for (int i = 1; i <= RUNS; i++)
		by_hand(db, journal, payload, i, 1000000 + i);
	from = (cpu() - from) / RUNS;
	(void)sqlite3_finalize(journal);
	(void)sqlite3_finalize(payload);
	return from;
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
	char copy[4096];
	cnis_register *r = NULL;
	cnis_error e = { 0 };
	double ours;
	long one;

	if (argc != 2)
		return 2;
	(void)snprintf(copy, sizeof(copy), "rm -f '%s' '%s'-* '%s'.*", argv[1], argv[1], argv[1]);
	if (system(copy) != 0 || cnis_register_init(argv[1], &init, &e) != CNIS_OK ||
	    cnis_register_open(argv[1], &open, &r, &e) != CNIS_OK)
		die(e.message);
	for (int i = 0; i < 10; i++)
		save(r, i);
	one = syncs;
	save(r, 10);
	one = syncs - one;
	(void)sqlite3_set_authorizer(r->st->db, NULL, NULL);
	must(r->st->db, "PRAGMA synchronous=OFF");
	guard_install(r->st);
	ours = cpu();
	for (int i = 11; i < 11 + RUNS; i++)
		save(r, i);
	ours = (cpu() - ours) / RUNS;
	cnis_register_close(r);
	(void)printf("%.1f %.1f %ld\n", ours, hand(argv[1]), one);
	return 0;
}
