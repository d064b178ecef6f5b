/* What was known then: the register taken back to an instant equals what it was at that instant. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "store/inside.h"
#include "store/tables.h"
#include "support/family.h"
#include "support/scratch.h"

enum { STEPS = 12 };

static const char *const changes[] = {
	"UPDATE child SET sex = 'M', rev = {rev} WHERE id = 1",
	"UPDATE provision SET to_day = 20100, rev = {rev} WHERE id = 1;"
	"INSERT INTO provision (child_id, kind, hours_week, source, basis, recorded_at, rev)"
	" VALUES (1, 'provider', 3.25, 'parent', 'x', 1, {rev})",
	"UPDATE identifier SET to_day = 20099, rev = {rev};"
	"INSERT INTO identifier (child_id, kind, value, verified, source, basis, recorded_at, rev)"
	" VALUES (2, 'upn', 'A000000000001', 1, 'p', 'x', 1, {rev})",
	"UPDATE code SET wording = 'other', rev = {rev} WHERE list = 'route'",
};

static store *s;

static void
setup(void)
{
	scratch_make();
	s = family_register(scratch("r"));
}

static void
teardown(void)
{
	store_close(s);
	scratch_remove();
}

static store *
back_to(int64_t instant)
{
	store *then = NULL;
	cnis_error e = { 0 };

	ck_assert_msg(store_known_at(s, instant, &then, &e) == CNIS_OK, "%s: %s", e.where,
	              e.message);
	return then;
}

static int64_t
at_of_head(int64_t *ret_seq)
{
	unsigned char hash[HASH_SIZE];
	int64_t at = 0;

	ck_assert_int_eq(journal_last(s, ret_seq, &at, hash, NULL), CNIS_OK);
	return at;
}

START_TEST(every_earlier_state_comes_back_as_it_was)
{
	char *dumps[STEPS];
	int64_t at[STEPS];
	int64_t seq[STEPS];
	int n = 0;
	int i;

	dumps[n] = family_dump(s);
	at[n] = at_of_head(&seq[n]);
	n++;
	family_fill(s);
	for (i = 0; i < 4; i++) {
		dumps[n] = family_dump(s);
		at[n] = at_of_head(&seq[n]);
		n++;
		(void)family_write(s, changes[i]);
	}
	dumps[n] = family_dump(s);
	at[n] = at_of_head(&seq[n]);
	n++;
	for (i = 0; i < n; i++) {
		store *then = back_to(at[i] + (i % 2 == 0 ? 0 : 59));
		verify_result v = { 0 };
		char *dump = family_dump(then);
		cnis_error e = { 0 };

		ck_assert_str_eq(dump, dumps[i]);
		ck_assert_msg(store_verify(then, VERIFY_ALL, &v, &e) == CNIS_OK, "%s", e.message);
		ck_assert_msg(v.sound, "%s", v.problem);
		ck_assert_int_eq(v.head_seq, seq[i]);
		store_close(then);
		free(dump);
	}
	for (i = 0; i < n; i++)
		free(dumps[i]);
}
END_TEST

START_TEST(before_the_register_nothing_was_known)
{
	store *then = NULL;
	cnis_error e = { 0 };

	ck_assert_int_eq(store_known_at(s, 1699999999, &then, &e), CNIS_ENOTFOUND);
	ck_assert_ptr_null(then);
}
END_TEST

START_TEST(the_clone_says_who_it_is_and_cannot_be_written)
{
	store_entry entry = { .officer = "a", .kind = "a.b", .command = "c" };
	store *then;

	family_fill(s);
	then = back_to(store_now(s));
	ck_assert_str_eq(store_uuid(then), store_uuid(s));
	ck_assert_str_eq(store_authority(then), "302");
	ck_assert_str_eq(store_path(then), store_path(s));
	ck_assert(store_demonstration(then));
	ck_assert_int_eq(store_schema(then), store_schema(s));
	ck_assert_int_eq(store_begin(then, &entry, NULL), CNIS_EREADONLY);
	ck_assert_int_ne(store_exec(then, "DELETE FROM duty", "test", NULL), CNIS_OK);
	store_close(then);
}
END_TEST

START_TEST(no_draft_is_known_and_the_live_register_stays_as_it_is)
{
	char *before;
	char *after;
	int64_t n = -1;
	store *then;

	family_fill(s);
	ck_assert_int_eq(store_local_begin(s, NULL), CNIS_OK);
	ck_assert_int_eq(store_exec(s,
	                            "INSERT INTO draft (login, started_at, saved_at, form)"
	                            " VALUES ('amal', 1, 1, '{}')",
	                            "test", NULL),
	                 CNIS_OK);
	ck_assert_int_eq(store_local_commit(s, NULL), CNIS_OK);
	before = family_dump(s);
	then = back_to(1700000000);
	ck_assert_int_eq(store_number(then, "SELECT count(*) FROM draft", "test", &n, NULL),
	                 CNIS_OK);
	ck_assert_int_eq(n, 0);
	store_close(then);
	after = family_dump(s);
	ck_assert_str_eq(before, after);
	free(before);
	free(after);
}
END_TEST

START_TEST(a_snapshot_already_open_is_used_and_kept)
{
	store *then = NULL;

	family_fill(s);
	ck_assert_int_eq(store_snapshot_begin(s, NULL), CNIS_OK);
	ck_assert_int_eq(store_known_at(s, store_now(s), &then, NULL), CNIS_OK);
	ck_assert(s->in_snapshot);
	store_snapshot_end(s);
	store_close(then);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("known_at");
	TCase *tc = tcase_create("known_at");
	SRunner *sr = srunner_create(suite);
	int failed;

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, every_earlier_state_comes_back_as_it_was);
	tcase_add_test(tc, before_the_register_nothing_was_known);
	tcase_add_test(tc, the_clone_says_who_it_is_and_cannot_be_written);
	tcase_add_test(tc, no_draft_is_known_and_the_live_register_stays_as_it_is);
	tcase_add_test(tc, a_snapshot_already_open_is_used_and_kept);
	tcase_set_timeout(tc, 60);
	suite_add_tcase(suite, tc);
	srunner_run_all(sr, CK_ENV);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
