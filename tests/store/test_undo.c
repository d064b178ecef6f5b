/* Undo: everything an entry did goes back, or nothing does and the entries in the way are named. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "store/inside.h"
#include "support/family.h"
#include "support/scratch.h"

static store *s;

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
	verify_result v = { 0 };
	cnis_error e = { 0 };

	ck_assert_msg(store_verify(s, VERIFY_ALL, &v, &e) == CNIS_OK, "%s", e.message);
	ck_assert_msg(v.sound, "%s", v.problem);
	store_close(s);
	scratch_remove();
}

static cnis_status
undo(int64_t seq, int64_t *ret_blocker, cnis_error *e)
{
	store_entry entry = { .officer = "amal",
		              .kind = "journal.undo",
		              .command = "undo",
		              .undo = STORE_FINAL,
		              .undoes = seq };
	cnis_status st = store_begin(s, &entry, e);

	if (st == CNIS_OK) {
		st = store_undo_apply(s, seq, ret_blocker, e);
		if (st == CNIS_OK)
			return store_commit(s, NULL, e);
		store_rollback(s);
	}
	return st;
}

static void
must_undo(int64_t seq)
{
	cnis_error e = { 0 };

	ck_assert_msg(undo(seq, NULL, &e) == CNIS_OK, "%lld: %s", (long long)seq, e.message);
}

static const char *const changes[] = {
	"UPDATE child SET sex = 'M', rev = {rev} WHERE id = 1",
	"INSERT INTO contact (child_id, on_day, method, direction, outcome, officer_id, "
	"recorded_at,"
	" rev) VALUES (1, 20090, 'phone', 'out', 'reached', 1, 1, {rev})",
	"UPDATE provision SET to_day = 20100, rev = {rev} WHERE id = 1;"
	"INSERT INTO provision (child_id, kind, hours_week, from_day, source, basis, recorded_at, "
	"rev)"
	" VALUES (1, 'provider', 3.25, 20101, 'parent', 'x', 1, {rev})",
	/* two numbers change places, through the partial unique index */
	"UPDATE identifier SET to_day = 20099, rev = {rev};"
	"INSERT INTO identifier (child_id, kind, value, verified, source, basis, recorded_at, rev)"
	" VALUES (2, 'upn', 'A000000000001', 1, 'p', 'x', 1, {rev}),"
	" (1, 'upn', 'A000000000002', 1, 'p', 'x', 1, {rev})",
	/* a whole family, its rows referring to each other */
	"INSERT INTO child (id, uuid, born_day, sex, school_age_from, school_age_to, source, basis,"
	" recorded_at, rev) VALUES (9, 'c-9', 16000, 'F', 18000, 22000, 'p', 'x', 1, {rev});"
	"INSERT INTO child_name (child_id, kind, full_name, source, basis, recorded_at, rev)"
	" VALUES (9, 'legal', 'A B', 'p', 'x', 1, {rev});"
	"INSERT INTO duty (id, kind, rule, rule_version, inputs, child_id, opened_day, due_day, "
	"state,"
	" opened_at, rev) VALUES (9, 'review', 'r', 1, '{}', 9, 1, 2, 'open', 1, {rev});"
	"INSERT INTO duty_owner (child_id, duty_id, officer_id, from_day, rev)"
	" VALUES (9, 9, 1, 1, {rev})",
	/* an older row starts to refer to a new one */
	"INSERT INTO flag (id, child_id, kind, from_day, source, basis, recorded_at, rev)"
	" SELECT 9, 1, code, 20000, 'p', 'x', 1, {rev} FROM flag_kind LIMIT 1;"
	"UPDATE duty SET flag_id = 9, rev = {rev} WHERE id = 1",
	"UPDATE code SET wording = 'other', rev = {rev} WHERE list = 'route'",
};

START_TEST(undo_restores_the_register_byte_for_byte)
{
	char *before = family_dump(s);
	char *after;
	int64_t seq = family_write(s, changes[_i]);

	after = family_dump(s);
	ck_assert_str_ne(before, after);
	free(after);
	must_undo(seq);
	after = family_dump(s);
	ck_assert_str_eq(before, after);
	free(before);
	free(after);
}
END_TEST

START_TEST(all_changes_undone_newest_first_restore_the_register)
{
	int64_t seq[sizeof(changes) / sizeof(changes[0])];
	char *before = family_dump(s);
	char *after;
	int n = (int)(sizeof(changes) / sizeof(changes[0]));
	int i;

	for (i = 0; i < n; i++)
		seq[i] = family_write(s, changes[i]);
	while (--i >= 0)
		must_undo(seq[i]);
	after = family_dump(s);
	ck_assert_str_eq(before, after);
	free(before);
	free(after);
}
END_TEST

START_TEST(a_later_change_in_the_way_is_named_and_nothing_happens)
{
	int64_t first = family_write(s, changes[0]);
	int64_t second = family_write(s, "UPDATE child SET sex = 'U', rev = {rev} WHERE id = 1");
	int64_t blocker = 0;
	char *before = family_dump(s);
	char *after;
	cnis_error e = { 0 };

	ck_assert_int_eq(undo(first, &blocker, &e), CNIS_ECONFLICT);
	ck_assert_int_eq(blocker, second);
	ck_assert_str_eq(e.field, "seq");
	after = family_dump(s);
	ck_assert_str_eq(before, after);
	must_undo(second);
	must_undo(first);
	free(before);
	free(after);
}
END_TEST

START_TEST(a_later_reference_in_the_way_is_named)
{
	int64_t first = family_write(s, changes[4]);
	int64_t second = family_write(
	    s, "INSERT INTO contact (child_id, on_day, method, direction, outcome, officer_id,"
	       " recorded_at, rev) VALUES (9, 1, 'phone', 'out', 'reached', 1, 1, {rev})");
	int64_t blocker = 0;
	cnis_error e = { 0 };

	ck_assert_int_eq(undo(first, &blocker, &e), CNIS_ECONFLICT);
	ck_assert_int_eq(blocker, second);
	must_undo(second);
	must_undo(first);
}
END_TEST

START_TEST(many_in_the_way_are_listed_first_five_then_and_more)
{
	int64_t first = family_write(s, changes[4]);
	int64_t blocker = 0;
	cnis_error e = { 0 };
	int i;

	for (i = 0; i < 7; i++)
		(void)family_write(
		    s, "INSERT INTO contact (child_id, on_day, method, direction, outcome,"
		       " officer_id, recorded_at, rev)"
		       " VALUES (9, 1, 'phone', 'out', 'reached', 1, 1, {rev})");
	ck_assert_int_eq(undo(first, &blocker, &e), CNIS_ECONFLICT);
	ck_assert_int_eq(blocker, first + 1);
	ck_assert_ptr_nonnull(strstr(e.message, "and more"));
}
END_TEST

START_TEST(what_was_undone_or_is_an_undo_is_refused)
{
	int64_t seq = family_write(s, changes[0]);
	cnis_error e = { 0 };

	must_undo(seq);
	ck_assert_int_eq(undo(seq, NULL, &e), CNIS_EREFUSED);
	ck_assert_ptr_nonnull(strstr(e.message, "already"));
	ck_assert_int_eq(undo(seq + 1, NULL, &e), CNIS_EREFUSED);
	ck_assert_ptr_nonnull(strstr(e.message, "itself an undo"));
}
END_TEST

START_TEST(the_same_change_may_be_made_again_and_undone_again)
{
	must_undo(family_write(s, changes[0]));
	must_undo(family_write(s, changes[0]));
}
END_TEST

START_TEST(final_and_compensated_entries_are_refused)
{
	store_entry entry = { .officer = "amal", .kind = "test.final", .command = "test" };
	cnis_error e = { 0 };
	int64_t seq = 0;

	entry.undo = STORE_FINAL;
	ck_assert_int_eq(family_try(s, &entry, changes[0], &seq, &e), CNIS_OK);
	ck_assert_int_eq(undo(seq, NULL, &e), CNIS_EREFUSED);
	entry.undo = STORE_COMPENSATE;
	ck_assert_int_eq(family_try(s, &entry, changes[1], &seq, &e), CNIS_OK);
	ck_assert_int_eq(undo(seq, NULL, &e), CNIS_EREFUSED);
	ck_assert_int_eq(undo(1, NULL, &e), CNIS_EREFUSED); /* a migration */
}
END_TEST

START_TEST(an_entry_that_is_not_there_is_not_found)
{
	cnis_error e = { 0 };

	ck_assert_int_eq(undo(900, NULL, &e), CNIS_ENOTFOUND);
	ck_assert_int_eq(store_undo_apply(s, 3, NULL, &e), CNIS_EINVAL);
}
END_TEST

START_TEST(an_undone_number_is_never_given_again)
{
	int64_t id;

	must_undo(family_write(s, changes[1]));
	(void)family_write(s, changes[1]);
	ck_assert_int_eq(store_number(s, "SELECT max(id) FROM contact", "test", &id, NULL),
	                 CNIS_OK);
	ck_assert_int_eq(id, 3);
}
END_TEST

/* ---- listings -------------------------------------------------------------------------------- */

struct seen {
	int64_t seqs[64], undone_by[64];
	int n;
};

static cnis_status
note(const journal_row *row, void *payload, cnis_error *reterr)
{
	struct seen *seen = payload;

	(void)reterr;
	ck_assert_int_lt(seen->n, 64);
	seen->seqs[seen->n] = row->seq;
	seen->undone_by[seen->n++] = row->undone_by;
	return CNIS_OK;
}

struct asked {
	int64_t child;
	bool there;
};

static cnis_status
find(int64_t child_id, void *payload, cnis_error *reterr)
{
	struct asked *asked = payload;

	(void)reterr;
	asked->there = asked->there || child_id == asked->child;
	return CNIS_OK;
}

/* Entries up to @p last, the newest first, that touch the child. */
static void
must_be_those_of(int64_t child, int64_t last, const struct seen *seen)
{
	int n = 0;

	for (int64_t seq = last; seq > 0; seq--) {
		struct asked asked = { child, false };

		ck_assert_int_eq(journal_children(s, seq, find, &asked, NULL), CNIS_OK);
		if (!asked.there)
			continue;
		ck_assert_int_lt(n, seen->n);
		ck_assert_int_eq(seen->seqs[n++], seq);
	}
	ck_assert_int_eq(n, seen->n);
	ck_assert_int_gt(n, 0);
	ck_assert_int_lt(n, last);
}

START_TEST(entries_are_listed_newest_first_of_all_or_of_one_child)
{
	struct seen seen = { 0 };
	int64_t seq = family_write(s, changes[0]);
	int i;

	must_undo(seq);
	ck_assert_int_eq(journal_walk(s, 0, 0, 0, note, &seen, NULL), CNIS_OK);
	ck_assert_int_eq(seen.n, seq + 1);
	for (i = 0; i < seen.n; i++)
		ck_assert_int_eq(seen.seqs[i], seq + 1 - i);
	ck_assert_int_eq(seen.undone_by[1], seq + 1);
	ck_assert_int_eq(seen.undone_by[0], 0);
	seen.n = 0;
	ck_assert_int_eq(journal_walk(s, 2, 0, 0, note, &seen, NULL), CNIS_OK);
	must_be_those_of(2, seq + 1, &seen);
	seen.n = 0;
	ck_assert_int_eq(journal_walk(s, 1, seq, 2, note, &seen, NULL), CNIS_OK);
	ck_assert_int_eq(seen.n, 2);
	ck_assert_int_lt(seen.seqs[0], seq);
	seen.n = 0;
	ck_assert_int_eq(journal_get(s, seq, note, &seen, NULL), CNIS_OK);
	ck_assert_int_eq(seen.undone_by[0], seq + 1);
	ck_assert_int_eq(journal_get(s, 900, note, &seen, NULL), CNIS_ENOTFOUND);
}
END_TEST

static cnis_status
sum(int64_t child_id, void *payload, cnis_error *reterr)
{
	(void)reterr;
	*(int64_t *)payload = *(int64_t *)payload * 10 + child_id;
	return CNIS_OK;
}

START_TEST(the_children_an_entry_touched_are_told_in_order)
{
	int64_t digits = 0;

	ck_assert_int_eq(journal_children(s, 4, sum, &digits, NULL), CNIS_OK);
	ck_assert_int_eq(digits, 12);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("undo");
	TCase *tc = tcase_create("undo");
	SRunner *sr = srunner_create(suite);
	int failed;

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_loop_test(tc, undo_restores_the_register_byte_for_byte, 0,
	                    (int)(sizeof(changes) / sizeof(changes[0])));
	tcase_add_test(tc, all_changes_undone_newest_first_restore_the_register);
	tcase_add_test(tc, a_later_change_in_the_way_is_named_and_nothing_happens);
	tcase_add_test(tc, a_later_reference_in_the_way_is_named);
	tcase_add_test(tc, many_in_the_way_are_listed_first_five_then_and_more);
	tcase_add_test(tc, what_was_undone_or_is_an_undo_is_refused);
	tcase_add_test(tc, the_same_change_may_be_made_again_and_undone_again);
	tcase_add_test(tc, final_and_compensated_entries_are_refused);
	tcase_add_test(tc, an_entry_that_is_not_there_is_not_found);
	tcase_add_test(tc, an_undone_number_is_never_given_again);
	tcase_add_test(tc, entries_are_listed_newest_first_of_all_or_of_one_child);
	tcase_add_test(tc, the_children_an_entry_touched_are_told_in_order);
	tcase_set_timeout(tc, 60);
	suite_add_tcase(suite, tc);
	srunner_run_all(sr, CK_ENV);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
