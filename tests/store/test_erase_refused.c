/* Erasure: what is refused leaves everything as it was, and what was tampered with is found. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "erase_case.h"
#include "support/family.h"
#include "support/scratch.h"

/* ---- what is refused ------------------------------------------------------------------------- */

/* Nothing of it may be left: neither rows, nor payloads, nor an entry. */
static void
want_untouched(const char *before, int64_t last)
{
	char *after = family_dump(s);

	ck_assert_str_eq(before, after);
	ck_assert_int_eq(head(), last);
	ck_assert_int_eq(number("SELECT count(*) FROM journal_disposal"), 0);
	free(after);
}

START_TEST(a_row_that_others_refer_to_is_not_cut_alone)
{
	static const erase_subject alone = { .table = "intake", .value = 70 };
	erase_counts counts = { 0 };
	cnis_error e = { 0 };
	char *before;
	int64_t last;

	(void)intake(NULL);
	before = family_dump(s);
	last = head();
	ck_assert_int_eq(erase(&alone, 1, NULL, &counts, &e), CNIS_EREFUSED);
	ck_assert_ptr_null(strstr(e.message, "Quillon"));
	want_untouched(before, last);
	free(before);
	(void)family_write(s, "UPDATE child SET sex = 'M', rev = {rev} WHERE id = 1");
}
END_TEST

static const erase_column no_column[] = { { .name = "no_such" } };
static const erase_column the_key[] = { { .name = "id", .to = ERASE_NUMBER, .number = 5 } };
static const erase_column the_school[] = { { .name = "school" } };
static const erase_column not_null[] = { { .name = "kind" } };
static const erase_subject wrong[][2] = {
	{ { .table = "no_such", .value = 1 } },
	{ { .table = "journal", .value = 1 } },
	{ { .table = "job", .value = 1 } },
	{ { .table = "child", .value = 1, .by = "sex", .columns = blanks, .n_columns = 1 } },
	{ { .table = "intake", .value = 70, .by = "no_such" } },
	{ { .table = "intake", .value = 70, .columns = no_column, .n_columns = 1 } },
	{ { .table = "intake", .value = 70, .columns = the_key, .n_columns = 1 } },
	{ { .table = "intake", .value = 70, .columns = not_null, .n_columns = 1 } },
	{ { .table = "intake_subject", .value = 70, .columns = the_school, .n_columns = 1 },
	  { .table = "intake_subject", .by = "intake_id", .value = 70 } },
};

START_TEST(what_is_asked_for_wrongly_erases_nothing)
{
	size_t n = wrong[_i][1].table == NULL ? 1 : 2;
	erase_counts counts = { 0 };
	cnis_error e = { 0 };
	char *before;
	int64_t last;

	(void)intake(NULL);
	before = family_dump(s);
	last = head();
	ck_assert_int_ne(erase(wrong[_i], n, NULL, &counts, &e), CNIS_OK);
	want_untouched(before, last);
	free(before);
}
END_TEST

START_TEST(only_the_first_thing_of_a_final_entry_may_erase)
{
	store_entry undoable = DISPOSAL;
	erase_counts counts = { 0 };
	cnis_error e = { 0 };

	(void)intake(NULL);
	ck_assert_int_eq(store_erase(s, RULE, subjects, 2, &counts, &e), CNIS_ESTORE);
	undoable.undo = STORE_UNDOABLE;
	ck_assert_int_eq(store_begin(s, &undoable, &e), CNIS_OK);
	ck_assert_int_eq(store_erase(s, RULE, subjects, 2, &counts, &e), CNIS_ESTORE);
	store_rollback(s);
	ck_assert_int_eq(store_begin(s, &DISPOSAL, &e), CNIS_OK);
	ck_assert_int_eq(
	    sqlite3_exec(s->db, "UPDATE child SET sex = 'M' WHERE id = 1", NULL, NULL, NULL),
	    SQLITE_OK);
	ck_assert_int_eq(store_erase(s, RULE, subjects, 2, &counts, &e), CNIS_ESTORE);
	store_rollback(s);
	ck_assert_int_eq(store_begin(s, &DISPOSAL, &e), CNIS_OK);
	ck_assert_int_eq(store_erase(s, RULE, subjects, 2, &counts, &e), CNIS_OK);
	ck_assert_int_eq(store_erase(s, RULE, subjects, 2, &counts, &e), CNIS_ESTORE);
	store_rollback(s);
	ck_assert_int_eq(number("SELECT count(*) FROM intake_subject WHERE intake_id = 70"), 1);
}
END_TEST

START_TEST(a_rehearsal_erases_nothing)
{
	store_entry dry = DISPOSAL;
	erase_counts counts = { 0 };
	cnis_error e = { 0 };
	char *before;
	int64_t last;

	(void)intake(NULL);
	before = family_dump(s);
	last = head();
	for (int i = 0; i < 2; i++) {
		dry.dry_run = true;
		dry.unrecorded = i == 1;
		ck_assert_int_eq(store_begin(s, &dry, &e), CNIS_OK);
		ck_assert_int_eq(store_erase(s, RULE, subjects, 2, &counts, &e), CNIS_OK);
		ck_assert_int_eq(counts.entries, 5);
		ck_assert_int_eq(store_commit(s, NULL, &e), CNIS_OK);
		want_untouched(before, last);
	}
	free(before);
}
END_TEST

START_TEST(an_entry_that_was_disposed_of_is_not_undone)
{
	store_entry undo = {
		.officer = "amal", .kind = "journal.undo", .command = "undo", .undo = STORE_FINAL
	};
	int64_t changed = 0;
	cnis_error e = { 0 };

	(void)intake(&changed);
	must_erase(subjects, 2, NULL);
	for (int64_t seq = changed; seq <= head(); seq++) {
		undo.undoes = seq;
		ck_assert_int_eq(store_begin(s, &undo, &e), CNIS_OK);
		ck_assert_int_eq(store_undo_apply(s, seq, NULL, &e), CNIS_EREFUSED);
		store_rollback(s);
		ck_assert_ptr_nonnull(strstr(e.message, "final"));
	}
}
END_TEST

START_TEST(the_journal_is_insert_only_again)
{
	(void)intake(NULL);
	must_erase(subjects, 2, NULL);
	s->writes = WRITES_ALL;
	ck_assert_int_ne(
	    sqlite3_exec(s->db, "UPDATE journal_payload SET reason = 'x'", NULL, NULL, NULL),
	    SQLITE_OK);
	ck_assert_int_ne(sqlite3_exec(s->db, "DELETE FROM journal_payload", NULL, NULL, NULL),
	                 SQLITE_OK);
	ck_assert_int_ne(sqlite3_exec(s->db, "DELETE FROM journal_disposal", NULL, NULL, NULL),
	                 SQLITE_OK);
	ck_assert_int_ne(
	    sqlite3_exec(s->db, "UPDATE journal_disposal SET of_seq = 1", NULL, NULL, NULL),
	    SQLITE_OK);
	s->writes = WRITES_NONE;
}
END_TEST

START_TEST(secure_delete_is_on)
{
	ck_assert_int_eq(number("PRAGMA secure_delete"), 1);
}
END_TEST

START_TEST(whoever_reads_meanwhile_delays_only_the_last_of_it)
{
	store *reader;
	cnis_error e = { 0 };
	bool unsettled = false;

	(void)intake(NULL);
	reader = open_as(STORE_READ);
	ck_assert_int_eq(store_snapshot_begin(reader, &e), CNIS_OK);
	must_erase(subjects, 2, NULL);
	store_close(s);
	s = open_as(STORE_WRITE);
	ck_assert_int_eq(store_erase_settle(s, &e), CNIS_EBUSY);
	ck_assert_int_eq(store_erase_unsettled(s, &unsettled, &e), CNIS_OK);
	ck_assert(unsettled);
	store_snapshot_end(reader);
	settle();
	store_close(reader);
	want_nowhere();
}
END_TEST

/* ---- what is found --------------------------------------------------------------------------- */

static const char *const tampers[] = {
	"UPDATE journal_payload SET reason = 'x' WHERE seq = (SELECT max(of_seq) FROM"
	" journal_disposal)",
	"UPDATE journal_payload SET salt = randomblob(16) WHERE seq = (SELECT min(of_seq) FROM"
	" journal_disposal)",
	"UPDATE journal_disposal SET payload_hash = randomblob(32) WHERE of_seq = (SELECT"
	" min(of_seq) FROM journal_disposal)",
	"DELETE FROM journal_disposal WHERE of_seq = (SELECT min(of_seq) FROM journal_disposal)",
	"DELETE FROM journal_disposal",
	"INSERT INTO journal_disposal SELECT max(seq), 3, randomblob(32) FROM journal",
	"INSERT INTO journal_disposal SELECT max(seq), 3, payload_hash FROM journal WHERE seq = 3",
	"INSERT INTO journal_disposal SELECT max(seq) + 1, 3, randomblob(32) FROM journal",
	"UPDATE journal_disposal SET seq = seq - 1 WHERE of_seq = (SELECT min(of_seq) FROM"
	" journal_disposal)",
	"UPDATE journal_payload SET reason = replace(reason, 'LOCAL', 'EA1996') WHERE seq ="
	" (SELECT max(seq) FROM journal)",
	"UPDATE intake SET acknowledged_day = NULL WHERE id = 70",
	"UPDATE intake SET adult_name = 'x' WHERE id = 70",
	"DROP TRIGGER journal_payload_no_update",
	"DROP TRIGGER journal_disposal_no_delete",
};

START_TEST(a_disposal_that_was_tampered_with_is_found)
{
	const char *said;
	verify_result v = { 0 };

	(void)intake(NULL);
	must_erase(subjects, 2, "UPDATE intake SET rev = %lld WHERE id = 70");
	ck_assert_msg(verify().sound, "%s", verify().problem);
	store_close(s);
	s = NULL;
	said = family_tamper(scratch("r"), tampers[_i]);
	ck_assert_msg(strcmp(said, "ok") == 0, "%s: %s", tampers[_i], said);
	s = open_as(STORE_READ);
	v = verify();
	ck_assert_msg(!v.sound, "not found: %s", tampers[_i]);
	store_close(s);
	s = NULL;
}
END_TEST

/* Somebody kept the old payload, and puts it back with its salt: it matches its header. */
START_TEST(what_was_disposed_of_cannot_be_put_back)
{
	char keep[256];
	char back[512];
	verify_result v;

	(void)intake(NULL);
	store_close(s);
	(void)snprintf(keep, sizeof(keep), "VACUUM INTO '%s'", scratch("kept"));
	ck_assert_str_eq(family_tamper(scratch("r"), keep), "ok");
	s = open_as(STORE_WRITE);
	must_erase(subjects, 2, NULL);
	store_close(s);
	(void)snprintf(back, sizeof(back),
	               "ATTACH '%s' AS old; UPDATE journal_payload SET (salt, reason, body) ="
	               " (SELECT salt, reason, body FROM old.journal_payload AS o WHERE o.seq ="
	               " journal_payload.seq) WHERE seq IN (SELECT of_seq FROM journal_disposal)",
	               scratch("kept"));
	ck_assert_str_eq(family_tamper(scratch("r"), back), "ok");
	s = open_as(STORE_READ);
	v = verify();
	ck_assert(!v.sound);
	ck_assert_str_eq(v.table, "journal_payload");
	store_close(s);
	s = NULL;
}
END_TEST

/* ---- slices ---------------------------------------------------------------------------------- */

static cnis_status
keep_all(const slice_row *row, void *payload, slice_verdict *ret, cnis_error *reterr)
{
	(void)row;
	(void)reterr;
	(void)ret;
	++*(int *)payload;
	return CNIS_OK;
}

static cnis_status
cut_all(const slice_row *row, void *payload, slice_verdict *ret, cnis_error *reterr)
{
	ret->cut = true;
	return keep_all(row, payload, ret, reterr);
}

START_TEST(slices_of_every_payload_keep_all_or_nothing)
{
	sqlite3_stmt *q = NULL;
	int records = 0;

	(void)intake(NULL);
	ck_assert_int_eq(
	    sqlite3_prepare_v2(s->db, "SELECT body FROM journal_payload", -1, &q, NULL), SQLITE_OK);
	while (sqlite3_step(q) == SQLITE_ROW) {
		const void *body = sqlite3_column_blob(q, 0);
		size_t len = (size_t)sqlite3_column_bytes(q, 0);
		void *sliced = NULL;
		size_t n = 0;

		ck_assert_int_eq(slice_changes(body, len, keep_all, &records, &sliced, &n, NULL),
		                 CNIS_OK);
		ck_assert_uint_eq(n, len);
		if (len > 0)
			ck_assert_mem_eq(sliced, body, len);
		free(sliced);
		sliced = NULL;
		ck_assert_int_eq(slice_changes(body, len, cut_all, &records, &sliced, &n, NULL),
		                 CNIS_OK);
		ck_assert_uint_eq(n, 0);
		free(sliced);
		for (size_t cut = 1; cut < len && cut < 64; cut++) {
			cnis_status st =
			    slice_changes(body, len - cut, keep_all, &records, &sliced, &n, NULL);

			ck_assert(st == CNIS_OK || st == CNIS_ECORRUPT);
			if (st == CNIS_OK)
				free(sliced);
		}
	}
	ck_assert_int_gt(records, 100);
	(void)sqlite3_finalize(q);
}
END_TEST

START_TEST(no_allocation_of_ours_leaves_it_half_done)
{
	char *before;
	int64_t last;
	long failed = 1;

	(void)intake(NULL);
	before = family_dump(s);
	last = head();
	for (long n = 0; failed != 0; n++) {
		erase_counts counts = { 0 };
		cnis_error e = { 0 };
		cnis_status st;

		mem_fail_at(n);
		st = erase(subjects, 2, NULL, &counts, &e);
		failed = mem_failures();
		mem_fail_at(-1);
		ck_assert_int_eq(st, failed != 0 ? CNIS_ENOMEM : CNIS_OK);
		if (failed != 0)
			want_untouched(before, last);
	}
	ck_assert_int_eq(head(), last + 1);
	free(before);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("erase_refused");
	TCase *tc = tcase_create("erase_refused");
	SRunner *runner = srunner_create(suite);
	int failed;

	tcase_add_checked_fixture(tc, erase_setup, erase_teardown);
	tcase_set_timeout(tc, 60);
	tcase_add_test(tc, a_row_that_others_refer_to_is_not_cut_alone);
	tcase_add_loop_test(tc, what_is_asked_for_wrongly_erases_nothing, 0,
	                    (int)(sizeof(wrong) / sizeof(wrong[0])));
	tcase_add_test(tc, only_the_first_thing_of_a_final_entry_may_erase);
	tcase_add_test(tc, a_rehearsal_erases_nothing);
	tcase_add_test(tc, an_entry_that_was_disposed_of_is_not_undone);
	tcase_add_test(tc, the_journal_is_insert_only_again);
	tcase_add_test(tc, secure_delete_is_on);
	tcase_add_test(tc, whoever_reads_meanwhile_delays_only_the_last_of_it);
	tcase_add_loop_test(tc, a_disposal_that_was_tampered_with_is_found, 0,
	                    (int)(sizeof(tampers) / sizeof(tampers[0])));
	tcase_add_test(tc, what_was_disposed_of_cannot_be_put_back);
	tcase_add_test(tc, slices_of_every_payload_keep_all_or_nothing);
	tcase_add_test(tc, no_allocation_of_ours_leaves_it_half_done);
	suite_add_tcase(suite, tc);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
