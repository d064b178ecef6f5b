/* Migrations: each whole or not at all, each in the ledger and in the journal. */
#include <check.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "fresh.h"
#include "store/inside.h"
#include "store/migrate.h"
#include "support/scratch.h"

#define SUM "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

static const char ADD[] = "-- a comment; with a semicolon\n"
			  "CREATE TABLE extra (id INTEGER PRIMARY KEY, note TEXT) STRICT;\n"
			  "INSERT INTO extra VALUES (1, 'a;b');\n";
static const char REBUILD[] = "CREATE TABLE new_person (id INTEGER PRIMARY KEY AUTOINCREMENT,"
			      " uuid TEXT NOT NULL, kind TEXT NOT NULL, source TEXT NOT NULL,"
			      " basis TEXT NOT NULL, received_day INTEGER, recorded_at INTEGER NOT"
			      " NULL, rev INTEGER NOT NULL) STRICT;"
			      "INSERT INTO new_person SELECT * FROM person;"
			      "DROP TABLE person;"
			      "ALTER TABLE new_person RENAME TO person;";
static const char FAILS[] =
    "CREATE TABLE extra (id INTEGER PRIMARY KEY) STRICT; SELECT 1 FROM none;";
static const char DANGLES[] = "DELETE FROM person;";

static struct store_embedded list[8];
static int base;
static store *s;
static cnis_error e;

/* The embedded migrations and one more. */
static const struct store_embedded *
with(const char *sql)
{
	memset(list, 0, sizeof(list));
	for (base = 0; store_migrations[base].name != NULL; base++)
		list[base] = store_migrations[base];
	list[base] = (struct store_embedded){ "9999_test.sql", sql, SUM };
	return list;
}

static store *
writer(void)
{
	store_options options = { .mode = STORE_WRITE };
	store *ret = NULL;

	ck_assert_int_eq(store_open(scratch("r"), &options, &ret, NULL), CNIS_OK);
	return ret;
}

static void
setup(void)
{
	memset(&e, 0, sizeof(e));
	fresh_make();
	s = writer();
}

static void
teardown(void)
{
	store_close(s);
	scratch_remove();
}

static int64_t
number(const char *sql)
{
	int64_t n = -1;

	ck_assert_msg(store_number(s, sql, "test", &n, &e) == CNIS_OK, "%s: %s", sql, e.message);
	return n;
}

/* A person with a name, so that something refers to the table that is rebuilt. */
static void
add_person(void)
{
	s->writes = WRITES_ALL;
	ck_assert_int_eq(store_exec(s,
	                            "INSERT INTO person (uuid, kind, source, basis, recorded_at,"
	                            " rev) VALUES ('u', 'parent', 'x', 'x', 1, 1);"
	                            "INSERT INTO person_name (person_id, kind, full_name, source,"
	                            " basis, recorded_at, rev)"
	                            " VALUES (1, 'legal', 'Sam Example', 'x', 'x', 1, 1)",
	                            "test", NULL),
	                 CNIS_OK);
	s->writes = WRITES_NONE;
}

static void
unchanged(int64_t entries)
{
	ck_assert_int_eq(number("SELECT count(*) FROM journal"), entries);
	ck_assert_int_eq(number("SELECT max(version) FROM schema_migration"), migrate_newest());
	ck_assert_int_eq(number("PRAGMA user_version"), migrate_newest());
	ck_assert_int_eq(number("SELECT count(*) FROM sqlite_schema WHERE name = 'extra'"), 0);
	ck_assert_int_eq(number("PRAGMA foreign_keys"), 1);
	ck_assert_int_eq(s->writes, WRITES_NONE);
	ck_assert(sqlite3_get_autocommit(s->db) != 0);
}

START_TEST(new_register_has_a_ledger_row_and_an_entry_for_each)
{
	ck_assert_int_eq(number("SELECT count(*) FROM schema_migration"), migrate_newest());
	ck_assert_int_eq(number("SELECT count(*) FROM journal WHERE kind = 'schema.migrate'"
	                        " AND undo_class = 'final' AND officer = 'amal' AND at = 1000"
	                        " AND seq = schema"),
	                 migrate_newest());
	ck_assert_int_eq(number("SELECT sum(length(body)) FROM journal_payload"), 0);
	ck_assert_int_eq(number("PRAGMA user_version"), migrate_newest());
	ck_assert_int_eq(number("SELECT count(*) > 100 FROM authority"), 1);
}
END_TEST

START_TEST(pending_migration_is_applied_once)
{
	int applied = -1;
	int64_t before = number("SELECT count(*) FROM journal");

	s->migrations = with(ADD);
	ck_assert_int_eq(store_migrate(s, "amal", NULL, &applied, &e), CNIS_OK);
	ck_assert_int_eq(applied, 1);
	ck_assert_int_eq(store_schema(s), base + 1);
	ck_assert_int_eq(number("SELECT count(*) FROM journal"), before + 1);
	ck_assert_int_eq(number("SELECT schema FROM journal ORDER BY seq DESC LIMIT 1"), base + 1);
	ck_assert_int_eq(number("PRAGMA user_version"), base + 1);
	ck_assert_int_eq(number("SELECT count(*) FROM extra WHERE note = 'a;b'"), 1);
	ck_assert_int_eq(store_migrate(s, "amal", NULL, &applied, &e), CNIS_OK);
	ck_assert_int_eq(applied, 0);
	ck_assert_int_eq(number("SELECT count(*) FROM journal"), before + 1);
}
END_TEST

START_TEST(backup_is_made_first_and_only_when_something_is_pending)
{
	store_options options = { .mode = STORE_COPY, .allow_old_schema = true };
	int64_t before = number("SELECT count(*) FROM journal");
	store *copy = NULL;

	ck_assert_int_eq(store_migrate(s, "amal", scratch("b"), NULL, &e), CNIS_OK);
	ck_assert_int_ne(access(scratch("b"), F_OK), 0);
	s->migrations = with(ADD);
	ck_assert_int_eq(store_migrate(s, "amal", scratch("r"), NULL, &e), CNIS_EEXISTS);
	unchanged(before);
	ck_assert_msg(store_migrate(s, "amal", scratch("b"), NULL, &e) == CNIS_OK, "%s", e.message);
	ck_assert_int_eq(store_schema(s), base + 1);
	ck_assert_int_eq(store_open(scratch("b"), &options, &copy, &e), CNIS_OK);
	ck_assert_int_eq(store_schema(copy), base);
	store_close(copy);
}
END_TEST

START_TEST(failing_migration_leaves_nothing)
{
	int64_t before = number("SELECT count(*) FROM journal");

	s->migrations = with(FAILS);
	ck_assert_int_eq(store_migrate(s, "amal", NULL, NULL, &e), CNIS_ESTORE);
	unchanged(before);
}
END_TEST

START_TEST(table_can_be_rebuilt_under_what_refers_to_it)
{
	add_person();
	s->migrations = with(REBUILD);
	ck_assert_msg(store_migrate(s, "amal", NULL, NULL, &e) == CNIS_OK, "%s", e.message);
	ck_assert_int_eq(number("SELECT count(*) FROM person"), 1);
	ck_assert_int_eq(number("SELECT count(*) FROM person_name"), 1);
	ck_assert_int_eq(number("PRAGMA foreign_keys"), 1);
	ck_assert_int_eq(number("SELECT count(*) FROM pragma_foreign_key_list('person_name')"
	                        " WHERE \"table\" = 'person'"),
	                 1);
}
END_TEST

START_TEST(broken_reference_takes_the_migration_back)
{
	int64_t before = number("SELECT count(*) FROM journal");

	add_person();
	s->migrations = with(DANGLES);
	ck_assert_int_eq(store_migrate(s, "amal", NULL, NULL, &e), CNIS_ESCHEMA);
	ck_assert_ptr_nonnull(strstr(e.message, "refers to nothing"));
	ck_assert_int_eq(number("SELECT count(*) FROM person"), 1);
	unchanged(before);
}
END_TEST

START_TEST(changed_migration_is_refused)
{
	int64_t before = number("SELECT count(*) FROM journal");

	s->migrations = with(ADD);
	list[0].sha256 = SUM;
	ck_assert_int_eq(store_migrate(s, "amal", NULL, NULL, &e), CNIS_ESCHEMA);
	ck_assert_ptr_nonnull(strstr(e.message, "migration 1"));
	unchanged(before);
}
END_TEST

START_TEST(ledger_from_the_future_is_refused)
{
	s->migrations = with(ADD);
	ck_assert_int_eq(store_migrate(s, "amal", NULL, NULL, &e), CNIS_OK);
	s->migrations = store_migrations;
	ck_assert_int_eq(store_migrate(s, "amal", NULL, NULL, &e), CNIS_ESCHEMA);
	ck_assert_ptr_nonnull(strstr(e.message, "newer"));
}
END_TEST

START_TEST(gap_in_the_ledger_is_damage)
{
	s->writes = WRITES_ALL;
	ck_assert_int_eq(store_exec(s, "DELETE FROM schema_migration WHERE version = 1", "t", &e),
	                 CNIS_OK);
	s->writes = WRITES_NONE;
	ck_assert_int_eq(store_migrate(s, "amal", NULL, NULL, &e), CNIS_ECORRUPT);
}
END_TEST

START_TEST(reader_or_open_transaction_cannot_migrate)
{
	static const store_entry ENTRY = { .officer = "a", .kind = "b.c", .command = "d" };
	store *reader = NULL;

	ck_assert_int_eq(store_open(scratch("r"), NULL, &reader, &e), CNIS_OK);
	ck_assert_int_eq(store_migrate(reader, "amal", NULL, NULL, &e), CNIS_EREADONLY);
	store_close(reader);
	ck_assert_int_eq(store_begin(s, &ENTRY, &e), CNIS_OK);
	ck_assert_int_eq(store_migrate(s, "amal", NULL, NULL, &e), CNIS_ESTORE);
	store_rollback(s);
}
END_TEST

START_TEST(processes_may_race)
{
	int i, status, sum = 0, ready[2], go[2];
	char byte;

	ck_assert_int_eq(pipe(ready), 0);
	ck_assert_int_eq(pipe(go), 0);
	for (i = 0; i < 4; i++)
		if (fork() == 0) {
			store *mine = writer();
			int applied = 9;

			mine->migrations = with(ADD);
			(void)!write(ready[1], "x", 1);
			(void)!read(go[0], &byte, 1);
			if (store_migrate(mine, "amal", NULL, &applied, NULL) != CNIS_OK)
				applied = 99;
			store_close(mine);
			_exit(applied);
		}
	for (i = 0; i < 4; i++)
		ck_assert_int_eq(read(ready[0], &byte, 1), 1);
	ck_assert_int_eq(write(go[1], "xxxx", 4), 4);
	while (wait(&status) > 0)
		sum += WIFEXITED(status) ? WEXITSTATUS(status) : 99;
	ck_assert_int_eq(sum, 1);
}
END_TEST

START_TEST(transactions_go_on_after_a_migration)
{
	static const store_entry ENTRY = { .officer = "a", .kind = "b.c", .command = "d" };
	static const store_sql PERSON = { "test.person",
		                          "INSERT INTO person (uuid, kind, source, basis,"
		                          " recorded_at, rev)"
		                          " VALUES ('v', 'other', 'x', 'x', 1, :rev)" };
	int64_t seq = 0;
	cursor c = { 0 };

	s->migrations = with(REBUILD);
	ck_assert_int_eq(store_migrate(s, "amal", NULL, NULL, &e), CNIS_OK);
	ck_assert_int_eq(store_begin(s, &ENTRY, &e), CNIS_OK);
	ck_assert_int_eq(stmt_open(s, &PERSON, &c, &e), CNIS_OK);
	stmt_int(&c, ":rev", store_seq(s));
	ck_assert_int_eq(stmt_run(&c, &e), CNIS_OK);
	stmt_close(&c);
	ck_assert_int_eq(store_commit(s, &seq, &e), CNIS_OK);
	ck_assert_int_eq(seq, base + 2);
	ck_assert_int_eq(number("SELECT schema FROM journal ORDER BY seq DESC LIMIT 1"), base + 1);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("migrate");
	TCase *tc = tcase_create("migrate");
	SRunner *runner = srunner_create(suite);
	int failed;

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, new_register_has_a_ledger_row_and_an_entry_for_each);
	tcase_add_test(tc, pending_migration_is_applied_once);
	tcase_add_test(tc, backup_is_made_first_and_only_when_something_is_pending);
	tcase_add_test(tc, failing_migration_leaves_nothing);
	tcase_add_test(tc, table_can_be_rebuilt_under_what_refers_to_it);
	tcase_add_test(tc, broken_reference_takes_the_migration_back);
	tcase_add_test(tc, changed_migration_is_refused);
	tcase_add_test(tc, ledger_from_the_future_is_refused);
	tcase_add_test(tc, gap_in_the_ledger_is_damage);
	tcase_add_test(tc, reader_or_open_transaction_cannot_migrate);
	tcase_add_test(tc, processes_may_race);
	tcase_add_test(tc, transactions_go_on_after_a_migration);
	suite_add_tcase(suite, tc);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
