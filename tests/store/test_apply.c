/* Changeset apply: all of it, or nothing and a reason. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "store/inside.h"
#include "support/family.h"
#include "support/scratch.h"

static store *s;
static unsigned char body[16384];
static size_t len;

static const store_sql BODY = { "test.body", "SELECT body FROM journal_payload WHERE seq = :seq" };

static void
setup(void)
{
	scratch_make();
	s = family_register(scratch("r"));
	family_fill(s);
}

static void
teardown(void)
{
	store_close(s);
	scratch_remove();
}

static void
body_of(int64_t seq)
{
	cursor c = { 0 };
	bool row = false;
	const void *bytes;

	ck_assert_int_eq(stmt_open(s, &BODY, &c, NULL), CNIS_OK);
	stmt_int(&c, ":seq", seq);
	ck_assert_int_eq(stmt_step(&c, &row, NULL), CNIS_OK);
	ck_assert(row);
	bytes = col_blob(&c, 0, &len);
	ck_assert_uint_le(len, sizeof(body));
	if (len > 0)
		memcpy(body, bytes, len);
	stmt_close(&c);
}

/* By statements kept between changesets, as a replay does. */
static cnis_status
apply_kept(store *copy, bool inverse, cnis_error *e)
{
	row_writer *rows = NULL;
	cnis_status st;

	ck_assert_int_eq(rows_new(copy, &rows, NULL), CNIS_OK);
	st = rows_apply(rows, body, len, inverse, e);
	rows_free(rows);
	return st;
}

/* Run @p sql in a copy of the register nobody else has, then apply the body of @p seq to it. */
static cnis_status
apply_after(int64_t seq, const char *sql, bool inverse, bool kept, cnis_error *e)
{
	store *copy = NULL;
	char *before;
	char *after;
	cnis_status st;

	body_of(seq);
	ck_assert_int_eq(store_memory(&copy, NULL), CNIS_OK);
	ck_assert_int_eq(copy_pages(s, copy->db, NULL), CNIS_OK);
	ck_assert_int_eq(store_exec(copy, sql, "test", NULL), CNIS_OK);
	before = family_dump(copy);
	st = kept ? apply_kept(copy, inverse, e) : store_apply(copy, body, len, inverse, e);
	after = family_dump(copy);
	if (st != CNIS_OK)
		ck_assert_str_eq(before, after);
	else
		ck_assert_str_ne(before, after);
	free(before);
	free(after);
	store_close(copy);
	return st;
}

START_TEST(a_change_and_its_inverse_meet_where_they_began)
{
	char *before;
	char *after;
	store *copy = NULL;
	int64_t seq = family_write(s, "UPDATE child SET sex = 'M', rev = {rev} WHERE id = 1;"
	                              "UPDATE person SET kind = 'other', rev = {rev}");

	body_of(seq);
	ck_assert_int_eq(store_memory(&copy, NULL), CNIS_OK);
	ck_assert_int_eq(copy_pages(s, copy->db, NULL), CNIS_OK);
	before = family_dump(copy);
	ck_assert_int_eq(store_apply(copy, body, len, true, NULL), CNIS_OK);
	ck_assert_int_eq(store_apply(copy, body, len, false, NULL), CNIS_OK);
	after = family_dump(copy);
	ck_assert_str_eq(before, after);
	store_close(copy);
	free(before);
	free(after);
}
END_TEST

static const struct {
	const char *why, *sql, *table, *words;
	int64_t seq;
	bool inverse;
} misfits[] = {
	{ "exists already", "SELECT 1", "intake", "there already", 5, false },
	{ "other values",
	  "UPDATE duty SET due_day = 3; UPDATE duty SET state = 'open',"
	  " ended_day = NULL, rev = 900",
	  "duty", "other values", 8, false },
	{ "not there", "PRAGMA foreign_keys = OFF; DELETE FROM duty", "duty", "not there", 8,
	  true },
	{ "referred to", "PRAGMA foreign_keys = ON", "", "referred to", 3, true },
	{ "constraint",
	  "INSERT INTO officer (uuid, login, name, from_day, rev) VALUES ('x', 'zed', 'Z', 1, 1);"
	  "PRAGMA foreign_keys = OFF; DELETE FROM officer_role; DELETE FROM setting;"
	  "DELETE FROM calendar_day; DELETE FROM officer WHERE id < 3;"
	  "UPDATE officer SET login = 'amal'",
	  "officer", "constraint", 3, false },
	{ "table missing", "PRAGMA foreign_keys = OFF; DROP TABLE seen", "seen", "missing", 7,
	  true },
	{ "column more", "ALTER TABLE seen ADD COLUMN extra TEXT", "seen", "columns", 7, false },
	{ "column less", "ALTER TABLE seen DROP COLUMN note", "seen", "columns", 7, true },
	{ "other key",
	  "PRAGMA foreign_keys = OFF; ALTER TABLE review_evidence RENAME TO old;"
	  "CREATE TABLE review_evidence (id INTEGER, child_id INTEGER, review_id INTEGER, kind "
	  "TEXT,"
	  " rev INTEGER, PRIMARY KEY (child_id, id)) STRICT",
	  "review_evidence", "columns", 7, true },
};

START_TEST(what_does_not_fit_changes_nothing_and_is_named)
{
	size_t n = sizeof(misfits) / sizeof(misfits[0]);
	size_t i = (size_t)_i % n;
	cnis_error e = { 0 };
	cnis_status st =
	    apply_after(misfits[i].seq, misfits[i].sql, misfits[i].inverse, (size_t)_i >= n, &e);

	ck_assert_msg(st == CNIS_ECORRUPT, "%s: %d %s", misfits[i].why, st, e.message);
	ck_assert_msg(strcmp(e.field, misfits[i].table) == 0, "%s: %s", misfits[i].why, e.field);
	ck_assert_msg(strstr(e.message, misfits[i].words) != NULL, "%s: %s", misfits[i].why,
	              e.message);
}
END_TEST

START_TEST(kept_statements_go_back_and_forth_over_every_entry)
{
	store *copy = NULL;
	row_writer *rows = NULL;
	char *before;
	char *after;
	int64_t seq;

	ck_assert_int_eq(store_memory(&copy, NULL), CNIS_OK);
	ck_assert_int_eq(copy_pages(s, copy->db, NULL), CNIS_OK);
	ck_assert_int_eq(store_exec(copy, "PRAGMA foreign_keys = OFF", "test", NULL), CNIS_OK);
	ck_assert_int_eq(rows_new(copy, &rows, NULL), CNIS_OK);
	before = family_dump(copy);
	for (seq = 9; seq >= 3; seq--) {
		body_of(seq);
		ck_assert_int_eq(rows_apply(rows, body, len, true, NULL), CNIS_OK);
	}
	for (seq = 3; seq <= 9; seq++) {
		body_of(seq);
		ck_assert_int_eq(rows_apply(rows, body, len, false, NULL), CNIS_OK);
		ck_assert_int_eq(rows_apply(rows, body, len, false, NULL), CNIS_ECORRUPT);
	}
	after = family_dump(copy);
	ck_assert_str_eq(before, after);
	free(before);
	free(after);
	rows_free(rows);
	store_close(copy);
}
END_TEST

/* Whichever of the two rows comes first in the changeset, a UNIQUE index is met half-way. */
START_TEST(a_number_freed_and_given_again_in_one_entry_is_left_to_apply)
{
	cnis_error e = { 0 };
	int64_t seq = family_write(
	    s,
	    "UPDATE identifier SET to_day = 20100, rev = {rev} WHERE id IN (1, 2);"
	    "INSERT INTO identifier (child_id, kind, value, verified, source, basis, recorded_at,"
	    " rev) SELECT 3 - child_id, kind, value, 1, source, basis, 1700000000, {rev}"
	    " FROM identifier WHERE id IN (1, 2)");

	ck_assert_msg(apply_after(seq, "PRAGMA foreign_keys = OFF", true, true, &e) == CNIS_OK,
	              "%s", e.message);
}
END_TEST

START_TEST(columns_appended_later_are_no_hindrance_to_going_back)
{
	cnis_error e = { 0 };

	ck_assert_msg(apply_after(8, "ALTER TABLE duty ADD COLUMN extra TEXT", true, false, &e) ==
	                  CNIS_OK,
	              "%s", e.message);
	ck_assert_msg(apply_after(8, "ALTER TABLE duty ADD COLUMN extra TEXT", true, true, &e) ==
	                  CNIS_OK,
	              "%s", e.message);
}
END_TEST

START_TEST(a_table_that_is_not_journalled_is_never_written)
{
	sqlite3_session *session = NULL;
	store *copy = NULL;
	void *changes = NULL;
	int n = 0;
	cnis_error e = { 0 };

	ck_assert_int_eq(store_memory(&copy, NULL), CNIS_OK);
	ck_assert_int_eq(copy_pages(s, copy->db, NULL), CNIS_OK);
	ck_assert_int_eq(sqlite3session_create(copy->db, "main", &session), SQLITE_OK);
	ck_assert_int_eq(sqlite3session_attach(session, NULL), SQLITE_OK);
	ck_assert_int_eq(store_exec(copy, "UPDATE register SET authority = '301'", "test", NULL),
	                 CNIS_OK);
	ck_assert_int_eq(sqlite3session_changeset(session, &n, &changes), SQLITE_OK);
	sqlite3session_delete(session);
	ck_assert_int_gt(n, 0);
	ck_assert_int_eq(store_apply(copy, changes, (size_t)n, true, &e), CNIS_ECORRUPT);
	sqlite3_free(changes);
	store_close(copy);
}
END_TEST

START_TEST(bytes_that_are_no_changeset_are_refused)
{
	static const char *const junk[] = { "Tbroken",    "T",    "hello",     "T\x02\x01",
		                            "P\x01\x01x", "\x12", "T\x01\x01t" };
	size_t i;

	for (i = 0; i < sizeof(junk) / sizeof(junk[0]); i++)
		ck_assert_int_eq(store_apply(s, junk[i], strlen(junk[i]), false, NULL),
		                 CNIS_ECORRUPT);
	ck_assert_int_eq(store_apply(s, "", 0, false, NULL), CNIS_OK);
}
END_TEST

/* Cut or changed anywhere, a changeset is refused or harmless; SQLite never runs on over it.
 */
START_TEST(a_changeset_cut_or_changed_anywhere_never_harms)
{
	store *copy = NULL;
	char *before;
	char *after;
	size_t whole;
	size_t i;

	body_of(4);
	whole = len;
	ck_assert(changeset_sound(body, whole));
	ck_assert_int_eq(store_memory(&copy, NULL), CNIS_OK);
	ck_assert_int_eq(copy_pages(s, copy->db, NULL), CNIS_OK);
	before = family_dump(copy);
	for (i = 1; i < whole; i++)
		(void)store_apply(copy, body, i, false, NULL);
	after = family_dump(copy);
	ck_assert_str_eq(before, after); /* the rows are there already: no part of it fits */
	free(before);
	free(after);
	for (i = 0; i < whole; i++) {
		unsigned char kept = body[i];

		body[i] ^= 0x41;
		(void)store_apply(copy, body, whole, false, NULL);
		body[i] = kept;
	}
	store_close(copy);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("apply");
	TCase *tc = tcase_create("apply");
	SRunner *sr = srunner_create(suite);
	int failed;

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, a_change_and_its_inverse_meet_where_they_began);
	tcase_add_loop_test(tc, what_does_not_fit_changes_nothing_and_is_named, 0,
	                    2 * (int)(sizeof(misfits) / sizeof(misfits[0])));
	tcase_add_test(tc, kept_statements_go_back_and_forth_over_every_entry);
	tcase_add_test(tc, a_number_freed_and_given_again_in_one_entry_is_left_to_apply);
	tcase_add_test(tc, columns_appended_later_are_no_hindrance_to_going_back);
	tcase_add_test(tc, a_table_that_is_not_journalled_is_never_written);
	tcase_add_test(tc, bytes_that_are_no_changeset_are_refused);
	tcase_add_test(tc, a_changeset_cut_or_changed_anywhere_never_harms);
	tcase_set_timeout(tc, 60);
	suite_add_tcase(suite, tc);
	srunner_run_all(sr, CK_ENV);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
