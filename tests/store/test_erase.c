/* Erasure: what was erased is nowhere any more, and everything else is as provable as before. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "erase_case.h"
#include "store/backup.h"
#include "store/keep_back.h"
#include "support/family.h"
#include "support/scratch.h"
START_TEST(what_is_erased_is_found_in_no_byte_of_any_file)
{
	erase_counts counts = { 0 };
	verify_result v = { 0 };
	cnis_error e = { 0 };
	bool unsettled = false;

	(void)intake(NULL);
	ck_assert_int_eq(store_standby_advance(s, standby, &v, &e), CNIS_OK);
	ck_assert(anywhere(WHO) && anywhere(WHAT) && file_holds(standby, WHO));
	ck_assert_msg(erase(subjects, 2, NULL, &counts, &e) == CNIS_OK, "%s", e.message);
	ck_assert_int_eq(counts.cut, 2);
	ck_assert_int_eq(counts.blanked, 1);
	ck_assert_int_eq(counts.entries, 5);
	ck_assert_int_eq(store_erase_unsettled(s, &unsettled, &e), CNIS_OK);
	ck_assert(unsettled);
	settle();
	want_nowhere();
	ck_assert_int_eq(store_erase_unsettled(s, &unsettled, &e), CNIS_OK);
	ck_assert(!unsettled);
	ck_assert_int_eq(store_standby_advance(s, standby, &v, &e), CNIS_OK);
	ck_assert_msg(v.sound && !v.renewed, "%s", v.problem);
	want_nowhere();
}
END_TEST

/* Cells moved from page to page leave copies that secure_delete does not know of (erase_settle.c).
 */
START_TEST(nothing_is_left_in_pages_that_were_split_and_joined)
{
	enum { ROWS = 80, CHANGES = 160 };
	static const erase_column columns[] = { { .name = "value", .to = ERASE_EMPTY },
		                                { .name = "value_key", .to = ERASE_EMPTY } };
	static erase_subject half[ROWS / 2];
	erase_counts counts = { 0 };
	cnis_error e = { 0 };
	uint64_t dice = 1;
	char sql[512];

	ck_assert_int_eq(store_begin(s, &DISPOSAL, &e), CNIS_OK);
	for (int i = 0; i < ROWS + CHANGES; i++) {
		int row;

		dice = dice * 6364136223846793005U + 1442695040888963407U;
		row = 300 + (i < ROWS ? i * 37 % ROWS : (int)(dice >> 40) % ROWS);
		(void)snprintf(
		    sql, sizeof(sql),
		    i < ROWS
			? "INSERT INTO contact_point (value, value_key, id, person_id, kind, "
			  "source,"
			  " basis, recorded_at, rev) VALUES ('', substr(hex(zeroblob(500)), 1, %d) "
			  "||"
			  " 'row-%03d-%s', %d, 1, 'email', 'x', 'y', 1, 1)"
			: "UPDATE contact_point SET value_key = substr(hex(zeroblob(500)), 1, %d)"
			  " || 'row-%03d-%s' WHERE id = %d",
		    (int)(dice >> 33) % 900, row, row % 2 == 0 ? "zanzibar-erasable-words" : "kept",
		    row);
		ck_assert_msg(sqlite3_exec(s->db, sql, NULL, NULL, NULL) == SQLITE_OK, "%s", sql);
		if (i < ROWS / 2)
			half[i] = (erase_subject){ .table = "contact_point",
				                   .value = 300 + i * 2,
				                   .columns = columns,
				                   .n_columns = 2 };
	}
	ck_assert_int_eq(store_commit(s, NULL, &e), CNIS_OK);
	ck_assert_int_eq(store_checkpoint(s, &e), CNIS_OK);
	ck_assert_msg(erase(half, ROWS / 2, NULL, &counts, &e) == CNIS_OK, "%s", e.message);
	ck_assert_int_eq(counts.blanked, ROWS / 2);
	settle();
	want_nowhere();
}
END_TEST

START_TEST(the_blanked_row_says_the_same_for_every_instant)
{
	store *then = NULL;
	cnis_error e = { 0 };
	int64_t n = 0;

	(void)intake(NULL);
	must_erase(subjects, 2, NULL);
	ck_assert_int_eq(number("SELECT count(*) FROM intake WHERE id = 70 AND body = '' AND"
	                        " adult_name IS NULL AND address IS NULL AND acknowledged_day ="
	                        " 20031 AND outcome = 'forwarded' AND keep_day = 20030"),
	                 1);
	/* before the last change of it, and so before the disposal */
	ck_assert_int_eq(number("SELECT at FROM journal ORDER BY seq DESC LIMIT 1 OFFSET 1") -
	                     number("SELECT at FROM journal ORDER BY seq DESC LIMIT 1 OFFSET 2"),
	                 60);
	ck_assert_int_eq(
	    store_known_at(s, number("SELECT at FROM journal ORDER BY seq DESC LIMIT 1 OFFSET 2"),
	                   &then, &e),
	    CNIS_OK);
	ck_assert_int_eq(
	    store_number(then,
	                 "SELECT count(*) FROM intake WHERE id = 70 AND body = '' AND adult_name IS"
	                 " NULL AND acknowledged_day = 20031 AND outcome IS NULL",
	                 "test", &n, &e),
	    CNIS_OK);
	ck_assert_int_eq(n, 1);
	ck_assert_int_eq(store_number(then,
	                              "SELECT count(*) FROM intake_subject WHERE intake_id ="
	                              " 70",
	                              "test", &n, &e),
	                 CNIS_OK);
	ck_assert_int_eq(n, 0);
	ck_assert_int_eq(
	    store_number(then, "SELECT count(*) FROM journal_disposal", "test", &n, &e), CNIS_OK);
	ck_assert_int_eq(n, 0);
	store_close(then);
}
END_TEST

START_TEST(what_is_written_after_it_in_the_same_entry_is_recorded)
{
	verify_result v = { 0 };
	cnis_error e = { 0 };

	(void)intake(NULL);
	must_erase(subjects, 2, "UPDATE intake SET rev = %lld WHERE id = 70");
	ck_assert_int_eq(number("SELECT rev FROM intake WHERE id = 70"), head());
	ck_assert_int_eq(number("SELECT length(body) > 0 FROM journal_payload ORDER BY seq DESC"),
	                 1);
	ck_assert_int_eq(number("SELECT reason = 'LOCAL.dispose.test: records cut 2, blanked 1;"
	                        " journal entries written anew 5' FROM journal_payload"
	                        " ORDER BY seq DESC"),
	                 1);
	/* from the standby on, as in the night */
	ck_assert_int_eq(store_standby_advance(s, standby, &v, &e), CNIS_OK);
	ck_assert_msg(v.sound, "%s", v.problem);
}
END_TEST

/* A standby from before the disposal does not compare: it is made anew, and no alarm is raised. */
START_TEST(a_standby_that_still_has_it_is_made_anew)
{
	verify_result v = { 0 };
	cnis_error e = { 0 };

	(void)intake(NULL);
	ck_assert_int_eq(store_standby_advance(s, standby, &v, &e), CNIS_OK);
	must_erase(subjects, 2, NULL);
	ck_assert_int_eq(store_standby_advance(s, standby, &v, &e), CNIS_OK);
	ck_assert_msg(v.sound && v.renewed, "%s", v.problem);
	ck_assert(!file_holds(standby, WHO));
}
END_TEST

/* Views of the reader's have the names of tables then (keep_back.c). */
START_TEST(whoever_is_not_shown_everything_clears_the_file_too)
{
	static const int64_t hidden[] = { 2 };
	cnis_error e = { 0 };

	(void)intake(NULL);
	ck_assert_int_eq(store_keep_back(s, KEEP_CHILD, hidden, 1, &e), CNIS_OK);
	ck_assert(store_views(s));
	must_erase(subjects, 2, NULL);
	settle();
	want_nowhere();
	ck_assert_int_eq(store_keep_back(s, KEEP_CHILD, NULL, 0, &e), CNIS_OK);
}
END_TEST

START_TEST(an_entry_that_lost_all_its_records_stays_in_the_chain)
{
	static const erase_subject name = { .table = "person_name", .value = 90 };
	int64_t seq = family_write(s,
	                           "INSERT INTO person_name (id, person_id, kind, full_name,"
	                           " source, basis, recorded_at, rev) VALUES (90, 1, 'preferred',"
	                           " 'Quillon Erasable', 'parent', 'x', 1, {rev})");
	char sql[128];

	(void)snprintf(sql, sizeof(sql), "SELECT count(*) FROM journal_touch WHERE seq = %lld",
	               (long long)seq);
	ck_assert_int_gt(number(sql), 0);
	must_erase(&name, 1, NULL);
	ck_assert_int_eq(number(sql), 0);
	(void)snprintf(sql, sizeof(sql),
	               "SELECT length(body) FROM journal_payload WHERE seq = %lld", (long long)seq);
	ck_assert_int_eq(number(sql), 0);
	settle();
	want_nowhere();
}
END_TEST

START_TEST(later_entries_of_an_adult_no_longer_count_for_a_child_whose_tie_was_cut)
{
	static const erase_subject tie = { .table = "relationship", .value = 91 };
	int64_t seq;
	char sql[160];

	(void)family_write(s, "INSERT INTO child (id, uuid, born_day, sex, school_age_from,"
	                      " school_age_to, source, basis, recorded_at, rev) VALUES (91, 'c-91',"
	                      " 16000, 'F', 18000, 22000, 'p', 'x', 1, {rev})");
	(void)family_write(s,
	                   "INSERT INTO relationship (id, child_id, person_id, kind,"
	                   " responsibility, has_care, educates, source, basis, recorded_at, rev)"
	                   " VALUES (91, 91, 1, 'mother', 'yes', 'yes', 'yes', 'p', 'x', 1,"
	                   " {rev})");
	seq = family_write(s, "UPDATE person SET kind = 'carer', rev = {rev} WHERE id = 1");
	(void)snprintf(sql, sizeof(sql),
	               "SELECT count(*) FROM journal_touch WHERE seq = %lld AND child_id = 91",
	               (long long)seq);
	ck_assert_int_eq(number(sql), 1);
	must_erase(&tie, 1, NULL);
	ck_assert_int_eq(number(sql), 0);
}
END_TEST

START_TEST(a_disposal_can_itself_be_disposed_of)
{
	static const erase_subject whole[] = {
		{ .table = "intake", .value = 70 },
		{ .table = "intake_subject", .by = "intake_id", .value = 70 },
	};
	int64_t first;

	(void)intake(NULL);
	must_erase(subjects, 2, "UPDATE intake SET rev = %lld WHERE id = 70");
	first = head();
	must_erase(whole, 2, NULL);
	ck_assert_int_eq(number("SELECT count(*) FROM intake WHERE id = 70"), 0);
	ck_assert_int_eq(number("SELECT max(of_seq) FROM journal_disposal"), first);
	ck_assert_msg(verify().sound, "%s", verify().problem);
	must_erase(whole, 2, NULL); /* and again: there is nothing left */
	ck_assert_int_eq(head(), first + 1);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("erase");
	TCase *tc = tcase_create("erase");
	SRunner *runner = srunner_create(suite);
	int failed;

	tcase_add_checked_fixture(tc, erase_setup, erase_teardown);
	tcase_set_timeout(tc, 60);
	tcase_add_test(tc, what_is_erased_is_found_in_no_byte_of_any_file);
	tcase_add_test(tc, nothing_is_left_in_pages_that_were_split_and_joined);
	tcase_add_test(tc, the_blanked_row_says_the_same_for_every_instant);
	tcase_add_test(tc, what_is_written_after_it_in_the_same_entry_is_recorded);
	tcase_add_test(tc, a_standby_that_still_has_it_is_made_anew);
	tcase_add_test(tc, whoever_is_not_shown_everything_clears_the_file_too);
	tcase_add_test(tc, an_entry_that_lost_all_its_records_stays_in_the_chain);
	tcase_add_test(tc, later_entries_of_an_adult_no_longer_count_for_a_child_whose_tie_was_cut);
	tcase_add_test(tc, a_disposal_can_itself_be_disposed_of);
	suite_add_tcase(suite, tc);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
