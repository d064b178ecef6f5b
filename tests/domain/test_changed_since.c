/* What somebody saw and what is there now: a change of what changed in between is a conflict; and
 * what was known at a past instant is only read. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include <cnis/child.h>
#include <cnis/consent.h>
#include <cnis/entry.h>
#include <cnis/officer.h>
#include <cnis/review.h>
#include <cnis/withdrawal.h>

#include "family.h"

static scene s;
static cnis_error err;
static int64_t child, pupil, parent, entry, review, notice;

static void
begin(void)
{
	cnis_review_new n = { .size = sizeof(n),
		              .method = "home_visit",
		              .evidence = "plan",
		              .outcome = "appears_not_suitable",
		              .reasons = "little was shown",
		              .voice = "speech" };
	cnis_review_done done = { 0 };

	err = (cnis_error){ 0 };
	scene_make_in_force(&s, "2026-11-20", "2026-01-01");
	(void)scene_officer(&s, "dana", CNIS_ROLE_OFFICER | CNIS_ROLE_MANAGER);
	child = scene_child(&s, "2015-03-02");
	pupil = scene_child(&s, "2014-02-03");
	parent = family_parent(&s, pupil);
	entry = family_entry(&s, child, "2026-09-01");
	notice = family_notice(&s, pupil, "special", "302", "2026-11-12");
	n.child_id = child;
	n.reviewed = scene_day("2026-11-18");
	scene_want(cnis_review_record(s.r, &n, &done, &err), CNIS_OK, &err);
	review = done.id;
	scene_as(&s, "dana", "2026-11-20");
}

static void
finish(void)
{
	scene_end(&s);
}

static cnis_status
renamed(int64_t rev)
{
	const cnis_name n = { .size = sizeof(n),
		              .full_name = "Robin Other",
		              .fact = { .from = scene_day("2026-11-19") } };

	return cnis_child_rename(s.r, child, "legal", &n, rev, &err);
}

static cnis_status
born(int64_t rev)
{
	return cnis_child_correct_born(s.r, child, scene_day("2015-03-03"), rev, &err);
}

static cnis_status
rerouted(int64_t rev)
{
	const cnis_entry_route n = { .size = sizeof(n),
		                     .entry_id = entry,
		                     .route = "missing_education",
		                     .because = "other",
		                     .rev = rev };
	int64_t id = 0;

	return cnis_entry_change_route(s.r, &n, &id, &err);
}

static cnis_status
ended(int64_t rev)
{
	const cnis_entry_end n = { .size = sizeof(n),
		                   .entry_id = entry,
		                   .end_reason = "entered_in_error",
		                   .note = "another child",
		                   .source = "parent",
		                   .rev = rev };

	return cnis_entry_finish(s.r, &n, &err);
}

static cnis_status
signed_off(int64_t rev)
{
	cnis_review_done done = { 0 };

	return cnis_review_sign(s.r, review, rev, true, scene_day("2026-11-20"), &done, &err);
}

static cnis_status
applied(int64_t rev)
{
	const cnis_consent_apply_new a = { .size = sizeof(a),
		                           .withdrawal_id = notice,
		                           .rev = rev,
		                           .applied = scene_day("2026-11-13"),
		                           .applicant = "parent",
		                           .person_id = parent };
	cnis_consent_applied done = { 0 };

	return cnis_consent_apply(s.r, &a, &done, &err);
}

static cnis_status
given_up(int64_t rev)
{
	return cnis_withdrawal_withdraw(s.r, notice, rev, scene_day("2026-11-19"), &err);
}

static const struct {
	const char *rev; /* of what is changed */
	const int64_t *id;
	cnis_status (*change)(int64_t rev);
} CHANGES[] = {
	{ "SELECT rev FROM child WHERE id = %lld", &child, renamed },
	{ "SELECT rev FROM child WHERE id = %lld", &child, born },
	{ "SELECT rev FROM entry WHERE id = %lld", &entry, rerouted },
	{ "SELECT rev FROM entry WHERE id = %lld", &entry, ended },
	{ "SELECT rev FROM review WHERE id = %lld", &review, signed_off },
	{ "SELECT rev FROM withdrawal WHERE id = %lld", &notice, applied },
	{ "SELECT rev FROM withdrawal WHERE id = %lld", &notice, given_up },
};
enum { N = sizeof(CHANGES) / sizeof(CHANGES[0]) };

static int64_t
head(void)
{
	return scene_ask(&s, "SELECT max(seq) FROM journal", 0, 0);
}

START_TEST(a_change_of_what_was_seen_before_it_changed_is_a_conflict)
{
	int64_t rev = scene_ask(&s, CHANGES[_i].rev, *CHANGES[_i].id, 0);
	int64_t before = head();

	ck_assert_int_eq(CHANGES[_i].change(rev + 1), CNIS_ECONFLICT);
	ck_assert_int_eq(head(), before);
}
END_TEST

START_TEST(a_change_of_what_is_as_it_was_seen_is_made)
{
	int64_t rev = scene_ask(&s, CHANGES[_i].rev, *CHANGES[_i].id, 0);
	int64_t before = head();

	ck_assert_int_gt(rev, 0);
	scene_want(CHANGES[_i].change(rev), CNIS_OK, &err);
	ck_assert_int_eq(head(), before + 1);
}
END_TEST

START_TEST(an_unseen_revision_is_not_checked)
{
	scene_want(CHANGES[_i].change(0), CNIS_OK, &err);
}
END_TEST

START_TEST(what_was_known_at_a_past_instant_can_only_be_read)
{
	cnis_open_options o = { .size = sizeof(o),
		                .mode = CNIS_READ,
		                .login = "boss",
		                .now = scene_noon("2026-11-21"),
		                .known_at = scene_noon("2026-11-20") + 1 };

	cnis_register_close(s.r);
	s.r = NULL;
	scene_want(cnis_register_open(s.path, &o, &s.r, &err), CNIS_OK, &err);
	ck_assert_int_eq(CHANGES[_i].change(0), CNIS_EREADONLY);
	ck_assert_ptr_nonnull(strstr(err.message, "past instant"));
}
END_TEST

START_TEST(a_past_instant_is_not_opened_for_writing)
{
	cnis_open_options o = { .size = sizeof(o),
		                .mode = CNIS_WRITE,
		                .login = "boss",
		                .now = scene_noon("2026-11-21"),
		                .known_at = scene_noon("2026-11-20") };
	cnis_register *r = NULL;

	ck_assert_int_eq(cnis_register_open(s.path, &o, &r, &err), CNIS_EINVAL);
	ck_assert_str_eq(err.field, "known_at");
	ck_assert_ptr_null(r);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("changed since");
	TCase *tc = tcase_create("changed");
	SRunner *sr = srunner_create(suite);
	int failed;

	tcase_add_checked_fixture(tc, begin, finish);
	tcase_add_loop_test(tc, a_change_of_what_was_seen_before_it_changed_is_a_conflict, 0, N);
	tcase_add_loop_test(tc, a_change_of_what_is_as_it_was_seen_is_made, 0, N);
	tcase_add_loop_test(tc, an_unseen_revision_is_not_checked, 0, N);
	tcase_add_loop_test(tc, what_was_known_at_a_past_instant_can_only_be_read, 0, N);
	tcase_add_test(tc, a_past_instant_is_not_opened_for_writing);
	suite_add_tcase(suite, tc);
	srunner_run_all(sr, CK_ENV);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
