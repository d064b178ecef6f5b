/* Transactions: one journal entry each, or nothing at all. */
#include <check.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "fresh.h"
#include "store/inside.h"
#include "store/migrate.h"
#include "support/scratch.h"

enum {
	Q_CHILD,
	Q_NAME,
	Q_SEX,
	Q_RENAME,
	Q_DRAFT,
	Q_JOURNAL,
	Q_PERSON,
	Q_BEGIN,
	Q_DROP,
	Q_ATTACH,
	Q_COUNT
};
/* clang-format off */
static const store_sql SQL[Q_COUNT] = {
	[Q_CHILD] = { "test.child",
		"INSERT INTO child (uuid, born_day, sex, school_age_from, school_age_to, source, basis,"
		" recorded_at, rev) VALUES ('u', 1, 'U', 2, 3, 'parent', 'x', :at, :rev)" },
	[Q_NAME] = { "test.name",
		"INSERT INTO child_name (child_id, kind, full_name, source, basis, recorded_at, rev)"
		" VALUES (:child, 'legal', :name, 'parent', 'x', :at, :rev)" },
	[Q_SEX] = { "test.sex", "UPDATE child SET sex = 'F', rev = :rev WHERE id = :id" },
	[Q_RENAME] = { "test.rename",
		"UPDATE child_name SET to_day = 5, rev = :rev WHERE child_id = :child" },
	[Q_DRAFT] = { "test.draft",
		"INSERT INTO draft (login, started_at, saved_at, form) VALUES ('a', 1, 1, '{}')" },
	[Q_JOURNAL] = { "test.journal", "DELETE FROM journal_touch" },
	[Q_PERSON] = { "test.person",
		"INSERT INTO person (uuid, kind, source, basis, recorded_at, rev)"
		" VALUES (:text, 'parent', 'x', 'x', 1, 1)" },
	[Q_BEGIN] = { "test.begin", "COMMIT" },
	[Q_DROP] = { "test.drop", "DROP TABLE draft" },
	[Q_ATTACH] = { "test.attach", "ATTACH ':memory:' AS other" },
};
/* clang-format on */

static const store_entry ENTRY = { .officer = "amal", .kind = "test.write", .command = "test" };
static store *s;

static store *
open_mode(store_mode mode)
{
	store_options options = { .mode = mode, .busy_ms = 200 };
	store *ret = NULL;
	cnis_error e = { 0 };

	ck_assert_msg(store_open(scratch("r"), &options, &ret, &e) == CNIS_OK, "%s", e.message);
	return ret;
}

static void
setup(void)
{
	fresh_make();
	s = open_mode(STORE_WRITE);
	store_set_now(s, 2000);
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
	cnis_error e = { 0 };

	ck_assert_msg(store_number(s, sql, "test", &n, &e) == CNIS_OK, "%s", e.message);
	return n;
}

static cnis_status
run(int which, const char *name, int64_t value, cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st = stmt_open(s, &SQL[which], &c, reterr);

	if (st != CNIS_OK)
		return st;
	if (name != NULL)
		stmt_int(&c, name, value);
	if (which == Q_CHILD || which == Q_NAME)
		stmt_int(&c, ":at", store_now(s));
	if (which == Q_NAME)
		stmt_text(&c, ":name", "Robin Example");
	if (which == Q_CHILD || which == Q_NAME || which == Q_SEX || which == Q_RENAME)
		stmt_int(&c, ":rev", store_seq(s));
	st = stmt_run(&c, reterr);
	stmt_close(&c);
	return st;
}

static int64_t
add_child(void)
{
	int64_t seq = 0, id;

	ck_assert_int_eq(store_begin(s, &ENTRY, NULL), CNIS_OK);
	ck_assert_int_eq(run(Q_CHILD, NULL, 0, NULL), CNIS_OK);
	id = store_last_id(s);
	ck_assert_int_eq(run(Q_NAME, ":child", id, NULL), CNIS_OK);
	ck_assert_int_eq(store_commit(s, &seq, NULL), CNIS_OK);
	ck_assert_int_eq(seq, number("SELECT max(seq) FROM journal"));
	return id;
}

START_TEST(entries_have_no_gaps_and_chain)
{
	sqlite3_stmt *q = NULL;
	unsigned char prev[HASH_SIZE] = { 0 }, hash[HASH_SIZE];
	int64_t seq = 0;
	int i;

	for (i = 0; i < 5; i++)
		(void)add_child();
	ck_assert_int_eq(sqlite3_prepare_v2(s->db,
	                                    "SELECT seq, at, officer, kind, command, schema, batch,"
	                                    " undo_class, coalesce(undoes, 0), payload_hash, prev,"
	                                    " hash, salt, reason, body FROM journal"
	                                    " JOIN journal_payload USING (seq) ORDER BY seq",
	                                    -1, &q, NULL),
	                 SQLITE_OK);
	while (sqlite3_step(q) == SQLITE_ROW) {
		unsigned char payload[HASH_SIZE];

		ck_assert_int_eq(sqlite3_column_int64(q, 0), ++seq);
		ck_assert_mem_eq(sqlite3_column_blob(q, 10), prev, HASH_SIZE);
		journal_payload_hash(
		    sqlite3_column_blob(q, 12), (const char *)sqlite3_column_text(q, 13),
		    sqlite3_column_blob(q, 14), (size_t)sqlite3_column_bytes(q, 14), NULL, payload);
		ck_assert_mem_eq(sqlite3_column_blob(q, 9), payload, HASH_SIZE);
		journal_entry_hash(s->uuid, seq, sqlite3_column_int64(q, 1),
		                   (const char *)sqlite3_column_text(q, 2),
		                   (const char *)sqlite3_column_text(q, 3),
		                   (const char *)sqlite3_column_text(q, 4),
		                   sqlite3_column_int64(q, 5),
		                   (const char *)sqlite3_column_text(q, 6),
		                   (const char *)sqlite3_column_text(q, 7),
		                   sqlite3_column_int64(q, 8), payload, prev, hash);
		ck_assert_mem_eq(sqlite3_column_blob(q, 11), hash, HASH_SIZE);
		memcpy(prev, hash, HASH_SIZE);
	}
	(void)sqlite3_finalize(q);
	ck_assert_int_eq(seq, migrate_newest() + 5);
}
END_TEST

START_TEST(at_never_goes_back)
{
	(void)add_child();
	store_set_now(s, 500);
	(void)add_child();
	ck_assert_int_eq(number("SELECT at FROM journal ORDER BY seq DESC LIMIT 1"), 2000);
	ck_assert_int_eq(number("SELECT max(recorded_at) FROM child"), 2000);
}
END_TEST

START_TEST(touch_index_knows_inserts_and_updates)
{
	int64_t a = add_child(), b = add_child();

	ck_assert_int_eq(store_begin(s, &ENTRY, NULL), CNIS_OK);
	ck_assert_int_eq(run(Q_SEX, ":id", a, NULL), CNIS_OK);
	ck_assert_int_eq(run(Q_RENAME, ":child", b, NULL), CNIS_OK);
	ck_assert_int_eq(store_commit(s, NULL, NULL), CNIS_OK);
	ck_assert_int_eq(number("SELECT group_concat(child_id, '') FROM journal_touch"
	                        " WHERE seq = (SELECT max(seq) FROM journal)"),
	                 a * 10 + b);
	ck_assert_int_eq(number("SELECT count(*) FROM journal_touch"), 4);
}
END_TEST

START_TEST(empty_transaction_leaves_no_entry)
{
	int64_t before = number("SELECT count(*) FROM journal"), seq = 7;

	ck_assert_int_eq(store_begin(s, &ENTRY, NULL), CNIS_OK);
	ck_assert_int_eq(store_commit(s, &seq, NULL), CNIS_OK);
	ck_assert_int_eq(seq, 0);
	ck_assert_int_eq(number("SELECT count(*) FROM journal"), before);
}
END_TEST

START_TEST(dry_run_leaves_nothing)
{
	store_entry dry = ENTRY;
	int64_t seq = 7;

	dry.dry_run = true;
	ck_assert_int_eq(store_begin(s, &dry, NULL), CNIS_OK);
	ck_assert_int_eq(run(Q_CHILD, NULL, 0, NULL), CNIS_OK);
	ck_assert_int_eq(store_commit(s, &seq, NULL), CNIS_OK);
	ck_assert_int_eq(seq, 0);
	ck_assert_int_eq(number("SELECT count(*) FROM child"), 0);
	ck_assert_int_eq(number("SELECT count(*) FROM journal"), migrate_newest());
	(void)add_child();
}
END_TEST

START_TEST(rollback_leaves_nothing)
{
	ck_assert_int_eq(store_begin(s, &ENTRY, NULL), CNIS_OK);
	ck_assert_int_eq(run(Q_CHILD, NULL, 0, NULL), CNIS_OK);
	store_rollback(s);
	store_rollback(s);
	ck_assert(!store_in_transaction(s));
	ck_assert_int_eq(number("SELECT count(*) FROM child"), 0);
	ck_assert_int_eq(add_child(), 1);
}
END_TEST

START_TEST(failed_commit_rolls_back)
{
	cnis_error e = { 0 };

	/* a broken reference is found at once; a row of another table stays out with it */
	ck_assert_int_eq(store_begin(s, &ENTRY, NULL), CNIS_OK);
	ck_assert_int_eq(run(Q_CHILD, NULL, 0, NULL), CNIS_OK);
	ck_assert_int_eq(run(Q_NAME, ":child", 99, &e), CNIS_ESTORE);
	ck_assert_int_eq(e.sub, SQLITE_CONSTRAINT_FOREIGNKEY);
	ck_assert_ptr_null(strstr(e.message, "Robin"));
	store_rollback(s);
	ck_assert_int_eq(number("SELECT count(*) FROM child"), 0);
}
END_TEST

START_TEST(too_many_changes_are_refused)
{
	cnis_error e = { 0 };

	s->max_changes = 100;
	ck_assert_int_eq(store_begin(s, &ENTRY, NULL), CNIS_OK);
	ck_assert_int_eq(run(Q_CHILD, NULL, 0, NULL), CNIS_OK);
	ck_assert_int_eq(run(Q_NAME, ":child", store_last_id(s), NULL), CNIS_OK);
	ck_assert_int_eq(store_commit(s, NULL, &e), CNIS_EREFUSED);
	ck_assert(!store_in_transaction(s));
	ck_assert_int_eq(number("SELECT count(*) FROM child"), 0);
	s->max_changes = STORE_MAX_CHANGES;
	(void)add_child();
}
END_TEST

START_TEST(marks_keep_the_good_and_drop_the_bad)
{
	int64_t seq = 0;

	ck_assert_int_eq(store_begin(s, &ENTRY, NULL), CNIS_OK);
	ck_assert_int_eq(store_mark(s, NULL), CNIS_OK);
	ck_assert_int_eq(run(Q_CHILD, NULL, 0, NULL), CNIS_OK);
	ck_assert_int_eq(store_mark_keep(s, NULL), CNIS_OK);
	ck_assert_int_eq(store_mark(s, NULL), CNIS_OK);
	ck_assert_int_eq(run(Q_CHILD, NULL, 0, NULL), CNIS_OK);
	store_mark_drop(s);
	ck_assert_int_eq(store_commit(s, &seq, NULL), CNIS_OK);
	ck_assert_int_eq(seq, migrate_newest() + 1);
	ck_assert_int_eq(number("SELECT count(*) FROM child"), 1);
	ck_assert_int_eq(number("SELECT count(*) FROM journal_touch"), 1);
}
END_TEST

START_TEST(open_mark_refuses_the_commit)
{
	ck_assert_int_eq(store_begin(s, &ENTRY, NULL), CNIS_OK);
	ck_assert_int_eq(run(Q_CHILD, NULL, 0, NULL), CNIS_OK);
	ck_assert_int_eq(store_mark(s, NULL), CNIS_OK);
	ck_assert_int_eq(store_commit(s, NULL, NULL), CNIS_ESTORE);
	ck_assert_int_eq(number("SELECT count(*) FROM child"), 0);
}
END_TEST

START_TEST(writes_outside_a_transaction_are_denied)
{
	ck_assert_int_eq(run(Q_CHILD, NULL, 0, NULL), CNIS_ESTORE);
	(void)add_child(); /* now the statement is cached */
	ck_assert_int_eq(run(Q_CHILD, NULL, 0, NULL), CNIS_ESTORE);
	ck_assert_int_eq(number("SELECT count(*) FROM child"), 1);
}
END_TEST

START_TEST(data_transaction_writes_only_data)
{
	static const int DENIED[] = { Q_DRAFT, Q_JOURNAL, Q_BEGIN, Q_DROP, Q_ATTACH };
	size_t i;

	ck_assert_int_eq(store_begin(s, &ENTRY, NULL), CNIS_OK);
	for (i = 0; i < sizeof(DENIED) / sizeof(DENIED[0]); i++)
		ck_assert_int_eq(run(DENIED[i], NULL, 0, NULL), CNIS_ESTORE);
	store_rollback(s);
}
END_TEST

START_TEST(local_transaction_writes_only_local_tables_and_no_entry)
{
	ck_assert_int_eq(store_local_begin(s, NULL), CNIS_OK);
	ck_assert_int_eq(run(Q_DRAFT, NULL, 0, NULL), CNIS_OK);
	ck_assert_int_eq(run(Q_CHILD, NULL, 0, NULL), CNIS_ESTORE);
	ck_assert_int_eq(store_local_commit(s, NULL), CNIS_OK);
	ck_assert_int_eq(number("SELECT count(*) FROM draft"), 1);
	ck_assert_int_eq(number("SELECT count(*) FROM journal"), migrate_newest());
	ck_assert_int_eq(store_local_begin(s, NULL), CNIS_OK);
	ck_assert_int_eq(run(Q_DRAFT, NULL, 0, NULL), CNIS_OK);
	store_rollback(s);
	ck_assert_int_eq(number("SELECT count(*) FROM draft"), 1);
}
END_TEST

START_TEST(schema_table_cannot_be_written_even_when_everything_may_be)
{
	s->writes = WRITES_ALL;
	ck_assert_int_ne(store_exec(s, "UPDATE sqlite_master SET sql = ''", "t", NULL), CNIS_OK);
	ck_assert_int_ne(store_exec(s, "PRAGMA writable_schema = ON", "t", NULL), CNIS_OK);
	s->writes = WRITES_NONE;
	ck_assert_int_eq(number("SELECT count(*) FROM pragma_table_info('child')") > 3, 1);
}
END_TEST

START_TEST(transactions_do_not_nest)
{
	ck_assert_int_eq(store_begin(s, &ENTRY, NULL), CNIS_OK);
	ck_assert_int_eq(store_begin(s, &ENTRY, NULL), CNIS_ESTORE);
	ck_assert_int_eq(store_local_begin(s, NULL), CNIS_ESTORE);
	ck_assert_int_eq(store_snapshot_begin(s, NULL), CNIS_ESTORE);
	store_rollback(s);
	ck_assert_int_eq(store_commit(s, NULL, NULL), CNIS_ESTORE);
}
END_TEST

START_TEST(local_transactions_and_snapshots_do_not_nest_either)
{
	ck_assert_int_eq(store_local_begin(s, NULL), CNIS_OK);
	ck_assert(store_in_transaction(s));
	ck_assert_int_eq(store_begin(s, &ENTRY, NULL), CNIS_ESTORE);
	ck_assert_int_eq(store_snapshot_begin(s, NULL), CNIS_ESTORE);
	store_rollback(s);
	ck_assert(!store_in_transaction(s));
	ck_assert_int_eq(store_snapshot_begin(s, NULL), CNIS_OK);
	ck_assert_int_eq(store_snapshot_begin(s, NULL), CNIS_ESTORE);
	ck_assert_int_eq(store_begin(s, &ENTRY, NULL), CNIS_ESTORE);
	ck_assert_int_eq(store_local_begin(s, NULL), CNIS_ESTORE);
	ck_assert_int_eq(store_checkpoint(s, NULL), CNIS_ESTORE);
	store_snapshot_end(s);
	store_snapshot_end(s);
	(void)add_child();
}
END_TEST

START_TEST(what_was_not_begun_cannot_be_ended)
{
	ck_assert_int_eq(store_local_commit(s, NULL), CNIS_ESTORE);
	ck_assert_int_eq(store_mark(s, NULL), CNIS_ESTORE);
	ck_assert_int_eq(store_mark_keep(s, NULL), CNIS_ESTORE);
	store_mark_drop(s);
	store_rollback(s);
	store_rollback(NULL);
	store_snapshot_end(NULL);
	(void)add_child();
}
END_TEST

START_TEST(an_entry_needs_an_officer_a_kind_and_a_command)
{
	store_entry half = ENTRY;

	ck_assert_int_eq(store_begin(s, NULL, NULL), CNIS_ESTORE);
	half.officer = NULL;
	ck_assert_int_eq(store_begin(s, &half, NULL), CNIS_ESTORE);
	half = ENTRY;
	half.kind = NULL;
	ck_assert_int_eq(store_begin(s, &half, NULL), CNIS_ESTORE);
	half = ENTRY;
	half.command = NULL;
	ck_assert_int_eq(store_begin(s, &half, NULL), CNIS_ESTORE);
	(void)add_child();
}
END_TEST

START_TEST(forked_process_cannot_write_through_its_parents_store)
{
	int status = 0;
	pid_t pid = fork();

	if (pid == 0)
		_exit(store_begin(s, &ENTRY, NULL) == CNIS_ESTORE ? 0 : 1);
	(void)waitpid(pid, &status, 0);
	ck_assert(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	(void)add_child();
}
END_TEST

START_TEST(reader_cannot_write)
{
	store *reader = open_mode(STORE_READ);

	ck_assert_int_eq(store_begin(reader, &ENTRY, NULL), CNIS_EREADONLY);
	ck_assert_int_eq(store_local_begin(reader, NULL), CNIS_EREADONLY);
	ck_assert_int_eq(store_checkpoint(reader, NULL), CNIS_EREADONLY);
	reader->writes = WRITES_ALL; /* even then: query_only */
	ck_assert_int_ne(store_exec(reader, "DELETE FROM draft", "test", NULL), CNIS_OK);
	store_close(reader);
}
END_TEST

START_TEST(snapshot_does_not_see_later_writes)
{
	store *writer = s, *reader = open_mode(STORE_READ);
	int64_t n = -1;

	ck_assert_int_eq(store_snapshot_begin(reader, NULL), CNIS_OK);
	ck_assert_int_eq(store_snapshot_begin(reader, NULL), CNIS_ESTORE);
	(void)add_child();
	ck_assert_int_eq(store_number(reader, "SELECT count(*) FROM child", "t", &n, NULL),
	                 CNIS_OK);
	ck_assert_int_eq(n, 0);
	store_snapshot_end(reader);
	ck_assert_int_eq(store_number(reader, "SELECT count(*) FROM child", "t", &n, NULL),
	                 CNIS_OK);
	ck_assert_int_eq(n, 1);
	store_close(reader);
	s = writer;
}
END_TEST

START_TEST(the_wal_file_is_emptied_when_it_is_long_and_nobody_reads)
{
	store *writer = s;
	store *reader = open_mode(STORE_READ);
	struct stat info;

	writer->wal_pages = 1;
	ck_assert_int_eq(store_snapshot_begin(reader, NULL), CNIS_OK);
	(void)add_child();
	ck_assert_int_eq(stat(scratch("r-wal"), &info), 0);
	ck_assert_int_gt(info.st_size, 0); /* the reader needs it; the writer did not wait */
	store_snapshot_end(reader);
	(void)add_child();
	ck_assert_int_eq(stat(scratch("r-wal"), &info), 0);
	ck_assert_int_eq(info.st_size, 0);
	store_close(reader);
	ck_assert_int_eq(number("SELECT count(*) FROM child"), 2);
}
END_TEST

START_TEST(what_was_committed_is_there_after_reopening)
{
	(void)add_child();
	store_close(s);
	s = open_mode(STORE_WRITE);
	ck_assert_int_eq(number("SELECT count(*) FROM child"), 1);
	ck_assert_int_eq(store_checkpoint(s, NULL), CNIS_OK);
	store_close(s);
	s = open_mode(STORE_WRITE);
	ck_assert_int_eq(number("SELECT count(*) FROM child"), 1);
	ck_assert_int_eq(number("PRAGMA foreign_keys"), 1);
	ck_assert_int_eq(number("PRAGMA secure_delete"), 1);
	ck_assert_int_eq(number("PRAGMA synchronous"), 2);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("txn");
	TCase *tc = tcase_create("txn");
	SRunner *runner = srunner_create(suite);
	int failed;

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, entries_have_no_gaps_and_chain);
	tcase_add_test(tc, at_never_goes_back);
	tcase_add_test(tc, touch_index_knows_inserts_and_updates);
	tcase_add_test(tc, empty_transaction_leaves_no_entry);
	tcase_add_test(tc, dry_run_leaves_nothing);
	tcase_add_test(tc, rollback_leaves_nothing);
	tcase_add_test(tc, failed_commit_rolls_back);
	tcase_add_test(tc, too_many_changes_are_refused);
	tcase_add_test(tc, marks_keep_the_good_and_drop_the_bad);
	tcase_add_test(tc, open_mark_refuses_the_commit);
	tcase_add_test(tc, writes_outside_a_transaction_are_denied);
	tcase_add_test(tc, data_transaction_writes_only_data);
	tcase_add_test(tc, local_transaction_writes_only_local_tables_and_no_entry);
	tcase_add_test(tc, schema_table_cannot_be_written_even_when_everything_may_be);
	tcase_add_test(tc, transactions_do_not_nest);
	tcase_add_test(tc, local_transactions_and_snapshots_do_not_nest_either);
	tcase_add_test(tc, what_was_not_begun_cannot_be_ended);
	tcase_add_test(tc, an_entry_needs_an_officer_a_kind_and_a_command);
	tcase_add_test(tc, forked_process_cannot_write_through_its_parents_store);
	tcase_add_test(tc, reader_cannot_write);
	tcase_add_test(tc, snapshot_does_not_see_later_writes);
	tcase_add_test(tc, the_wal_file_is_emptied_when_it_is_long_and_nobody_reads);
	tcase_add_test(tc, what_was_committed_is_there_after_reopening);
	suite_add_tcase(suite, tc);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
