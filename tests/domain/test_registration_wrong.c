/* Registration: each field that can be wrong, alone: named by its path, and nothing written. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include <cnis/registration.h>

#include "support.h"

static scene s;
static cnis_form form;
static cnis_form_child child;
static cnis_form_child many_children[CNIS_FORM_CHILDREN + 1];
static cnis_form_parent parent;
static cnis_form_parent many_parents[CNIS_FORM_PARENTS + 1];
static cnis_form_address home;
static cnis_form_address many_addresses[CNIS_FORM_ADDRESSES + 1];

/* One register for all fields: each leaves it as it was, or fails. */
static void
make(void)
{
	scene_make(&s, "2026-11-21");
	cnis_register_close(s.r); /* no connection crosses a fork */
	s.r = NULL;
}

static void
clear(void)
{
	scene_end(&s);
}

static void
begin(void)
{
	scene_as(&s, "boss", "2026-11-21");
	child = (cnis_form_child){ .full_name = "Robin Sample", .born = scene_day("2015-03-02") };
	parent = (cnis_form_parent){ .full_name = "Alex Sample" };
	home = (cnis_form_address){ .line1 = "1 Invented Row", .postcode = "N2 0AB" };
	form = (cnis_form){ .size = sizeof(form),
		            .children = &child,
		            .n_children = 1,
		            .parents = &parent,
		            .n_parents = 1,
		            .addresses = &home,
		            .n_addresses = 1 };
}

static void
finish(void)
{
	cnis_register_close(s.r);
	s.r = NULL;
}

/* ---- what is done to a form that could be saved ---------------------------------------------- */

#define CHANGE(name, what)                                                                         \
	static void name(void)                                                                     \
	{                                                                                          \
		what;                                                                              \
	}

static const int twice[] = { 0, 0 }, before_the_first[] = { -1 }, beyond[] = { 1 };
static const int too_many[CNIS_FORM_LIST + 1];
static const char *const not_a_reason[] = { "lifestyle", "moonlight" };
static const char *const a_reason[] = { "lifestyle" };
static const cnis_form_answer answers[] = {
	{ .item = "1.e.hours-parents", .answer = "declined" },
	{ .item = "1.e.hours-parents", .answer = "none" },
};
static const cnis_form_characteristic characteristics[] = {
	{ .kind = "race", .declined = true, .given_by = "parent" },
	{ .kind = "race", .answer = "as we say it", .given_by = "child" },
};
static const cnis_form_provision no_such_provision = { .kind = "moonlight" };
static const cnis_form_flag no_such_flag = { .kind = "moonlight" };

static const char *const quietly[] = { "no_message" }, *const shouting[] = { "shout" };
static const char *const at_times[] = { "safe_times" }, *const said_twice[] = { "preferred",
	                                                                        "preferred" };
static const char *const first_and_not[] = { "no_writing", "preferred" };
static const char *const first[] = { "preferred" };
static cnis_form_contact_point point, points[2];
static const int there[] = { 0 };

/* An e-mail address with these wishes. */
static void
an_email(const char *const *wishes, size_t n)
{
	point = (cnis_form_contact_point){
		.kind = "email", .value = "somebody@home.example", .wishes = wishes, .n_wishes = n
	};
	parent.contact_points = &point;
	parent.n_contact_points = 1;
}

CHANGE(no_such_wish, an_email(shouting, 1))
CHANGE(no_message_by_email, an_email(quietly, 1))
CHANGE(safe_times_without_a_time, an_email(at_times, 1))
CHANGE(a_wish_said_twice, an_email(said_twice, 2))
CHANGE(an_email_first_and_not_at_all, an_email(first_and_not, 2))
CHANGE(a_tab_in_safe_times, an_email(NULL, 0); point.safe_times = "week\tdays")
CHANGE(two_preferred, an_email(first, 1); points[0] = point; points[1] = point;
       points[1].value = "other@home.example"; parent.contact_points = points;
       parent.n_contact_points = 2)
CHANGE(a_number_and_a_home_preferred, an_email(first, 1); parent.write_to = there;
       parent.n_write_to = 1)
CHANGE(letters_to_no_address, parent.do_not_write_to = beyond; parent.n_do_not_write_to = 1)
CHANGE(no_letters_where_the_adult_does_not_live, parent.has_care = "no";
       parent.do_not_write_to = there; parent.n_do_not_write_to = 1)
CHANGE(no_letters_where_the_adult_lived, home.kind = "previous"; home.to = scene_day("2026-10-01");
       parent.addresses = there; parent.n_addresses = 1; parent.do_not_write_to = there;
       parent.n_do_not_write_to = 1)
CHANGE(letters_first_and_not_at_all, parent.write_to = there; parent.n_write_to = 1;
       parent.do_not_write_to = there; parent.n_do_not_write_to = 1)
CHANGE(no_such_language, parent.language = "Polish")
CHANGE(no_such_answer, parent.interpreter = "perhaps")
CHANGE(no_such_format, parent.format = "semaphore")
CHANGE(no_children, form.n_children = 0)
CHANGE(a_class_of_children, form.children = many_children; form.n_children = CNIS_FORM_CHILDREN + 1)
CHANGE(a_crowd_of_parents, form.parents = many_parents; form.n_parents = CNIS_FORM_PARENTS + 1)
CHANGE(a_street_of_addresses, form.addresses = many_addresses;
       form.n_addresses = CNIS_FORM_ADDRESSES + 1)
CHANGE(notified_tomorrow, form.notified = scene_day("2026-11-22"))
CHANGE(no_such_basis, form.basis = "moonlight")
CHANGE(no_such_owner, form.owner = "nobody")
CHANGE(no_such_uln, child.uln = "12")
CHANGE(no_such_nhs_number, child.nhs = "943 476 5918")
CHANGE(a_tab_in_a_preferred_name, child.preferred_name = "a\tb")
CHANGE(no_such_further_reason, child.further_reasons = not_a_reason; child.n_further_reasons = 2)
CHANGE(no_such_prior_setting, child.prior_setting = "moonlight")
CHANGE(the_schools_account_unreadable, child.reason_by_school = "\x02")
CHANGE(taught_from_tomorrow, child.from = scene_day("2026-11-22"))
CHANGE(a_school_without_a_name, child.school.placement = "special")
CHANGE(a_urn_without_a_name, child.school.urn = "100001")
CHANGE(a_notice_without_a_school, child.school.notice = scene_day("2026-11-01"))
CHANGE(a_last_day_without_a_school, child.school.leave = scene_day("2026-11-01"))
CHANGE(a_place_arranged_at_no_school, child.school.placed_by = "302")
CHANGE(on_the_roll_and_off_it,
       child.school = ((cnis_form_school){
	   .name = "A School", .on_roll = CNIS_YES, .left = scene_day("2026-11-01") }))
CHANGE(a_urn_of_five_digits,
       child.school = ((cnis_form_school){ .name = "A School", .urn = "10000" }))
CHANGE(a_urn_with_a_letter,
       child.school = ((cnis_form_school){ .name = "A School", .urn = "10000A" }))
CHANGE(off_the_roll_tomorrow,
       child.school = ((cnis_form_school){ .name = "A School", .left = scene_day("2026-11-22") });
       child.from = scene_day("2026-11-20"))
CHANGE(told_the_school_tomorrow,
       child.school = ((cnis_form_school){ .name = "A School", .notice = scene_day("2026-11-22") }))
CHANGE(placed_by_no_authority,
       child.school = ((cnis_form_school){ .name = "A School", .placed_by = "99" }))
CHANGE(lives_at_no_address_of_the_form, child.addresses = beyond; child.n_addresses = 1)
CHANGE(lives_at_the_one_before_the_first, child.addresses = before_the_first; child.n_addresses = 1)
CHANGE(lives_twice_at_one, child.addresses = twice; child.n_addresses = 2)
CHANGE(lives_at_more_than_a_list_has, child.addresses = too_many;
       child.n_addresses = CNIS_FORM_LIST + 1)
CHANGE(taught_by_moonlight, child.provision = &no_such_provision; child.n_provision = 1)
CHANGE(flagged_by_moonlight, child.flags = &no_such_flag; child.n_flags = 1)
CHANGE(an_item_answered_twice, child.answers = answers; child.n_answers = 2)
CHANGE(a_characteristic_answered_twice, child.characteristics = characteristics;
       child.n_characteristics = 2)
CHANGE(held_without_a_basis, child.route = "approaching_school_age";
       child.born = scene_day("2023-05-02"))
#define HELD                                                                                       \
	child.route = "approaching_school_age";                                                    \
	child.held_basis = "parents_agree";                                                        \
	child.born = scene_day("2023-05-02")
CHANGE(a_reason_of_one_who_is_held, HELD; child.reason = "lifestyle")
CHANGE(further_reasons_of_one_who_is_held, HELD; child.further_reasons = a_reason;
       child.n_further_reasons = 1)
CHANGE(the_schools_account_of_one_who_is_held, HELD; child.reason_by_school = "Not said.")
CHANGE(a_prior_setting_of_one_who_is_held, HELD; child.prior_setting = "academy")
CHANGE(a_kind_of_adult_nobody_knows, parent.kind = "landlord")
CHANGE(an_adult_at_no_address, parent.addresses = beyond; parent.n_addresses = 1)
CHANGE(an_adult_without_a_name, parent.full_name = NULL)
CHANGE(a_kind_of_address_nobody_knows, home.kind = "castle")
CHANGE(moved_in_tomorrow, home.from = scene_day("2026-11-22"))
CHANGE(moved_out_tomorrow, home.to = scene_day("2026-11-22"))
CHANGE(moved_out_before_in, home.from = scene_day("2026-05-02"); home.to = scene_day("2026-05-01");
       home.kind = "previous")

static const struct wrong {
	void (*change)(void);
	cnis_status want;
	const char *field;
} wrongs[] = {
	{ no_children, CNIS_EINVAL, "children" },
	{ a_class_of_children, CNIS_EINVAL, "children" },
	{ a_crowd_of_parents, CNIS_EINVAL, "parents" },
	{ a_street_of_addresses, CNIS_EINVAL, "addresses" },
	{ notified_tomorrow, CNIS_EINVAL, "notified_on" },
	{ no_such_basis, CNIS_EINVAL, "basis" },
	{ no_such_owner, CNIS_EINVAL, "owner" },
	{ no_such_uln, CNIS_EINVAL, "children[0].uln" },
	{ no_such_nhs_number, CNIS_EINVAL, "children[0].nhs" },
	{ a_tab_in_a_preferred_name, CNIS_EINVAL, "children[0].preferred_name" },
	{ no_such_further_reason, CNIS_EINVAL, "children[0].further_reasons[1]" },
	{ no_such_prior_setting, CNIS_EINVAL, "children[0].prior_setting" },
	{ the_schools_account_unreadable, CNIS_EINVAL, "children[0].reason_by_school" },
	{ taught_from_tomorrow, CNIS_EINVAL, "children[0].from" },
	{ a_school_without_a_name, CNIS_EINVAL, "children[0].school.name" },
	{ a_urn_without_a_name, CNIS_EINVAL, "children[0].school.name" },
	{ a_notice_without_a_school, CNIS_EINVAL, "children[0].school.name" },
	{ a_last_day_without_a_school, CNIS_EINVAL, "children[0].school.name" },
	{ a_place_arranged_at_no_school, CNIS_EINVAL, "children[0].school.name" },
	{ on_the_roll_and_off_it, CNIS_EINVAL, "children[0].school.left_on" },
	{ a_urn_of_five_digits, CNIS_EINVAL, "children[0].school.urn" },
	{ a_urn_with_a_letter, CNIS_EINVAL, "children[0].school.urn" },
	{ off_the_roll_tomorrow, CNIS_EINVAL, "children[0].school.left_on" },
	{ told_the_school_tomorrow, CNIS_EINVAL, "children[0].school.notice_on" },
	{ placed_by_no_authority, CNIS_EINVAL, "children[0].school.placed_by" },
	{ lives_at_no_address_of_the_form, CNIS_EINVAL, "children[0].addresses" },
	{ lives_at_the_one_before_the_first, CNIS_EINVAL, "children[0].addresses" },
	{ lives_twice_at_one, CNIS_EINVAL, "children[0].addresses" },
	{ lives_at_more_than_a_list_has, CNIS_EINVAL, "children[0].addresses" },
	{ taught_by_moonlight, CNIS_EINVAL, "children[0].provision[0].kind" },
	{ flagged_by_moonlight, CNIS_EINVAL, "children[0].flags[0].kind" },
	{ an_item_answered_twice, CNIS_EINVAL, "children[0].answers[1].item" },
	{ a_characteristic_answered_twice, CNIS_EINVAL, "children[0].characteristics[1].kind" },
	{ held_without_a_basis, CNIS_EREFUSED, "children[0].held_basis" },
	{ a_reason_of_one_who_is_held, CNIS_EINVAL, "children[0].reason" },
	{ further_reasons_of_one_who_is_held, CNIS_EINVAL, "children[0].further_reasons" },
	{ the_schools_account_of_one_who_is_held, CNIS_EINVAL, "children[0].reason_by_school" },
	{ a_prior_setting_of_one_who_is_held, CNIS_EINVAL, "children[0].prior_setting" },
	{ a_kind_of_adult_nobody_knows, CNIS_EINVAL, "parents[0].kind" },
	{ an_adult_at_no_address, CNIS_EINVAL, "parents[0].addresses" },
	{ an_adult_without_a_name, CNIS_EINVAL, "parents[0].name" },
	{ no_such_wish, CNIS_EINVAL, "parents[0].contact_points[0].wishes[0]" },
	{ no_message_by_email, CNIS_EINVAL, "parents[0].contact_points[0].wishes[0]" },
	{ safe_times_without_a_time, CNIS_EINVAL, "parents[0].contact_points[0].wishes[0]" },
	{ a_wish_said_twice, CNIS_EINVAL, "parents[0].contact_points[0].wishes[1]" },
	{ an_email_first_and_not_at_all, CNIS_EINVAL, "parents[0].contact_points[0].wishes[1]" },
	{ a_tab_in_safe_times, CNIS_EINVAL, "parents[0].contact_points[0].safe_times" },
	{ two_preferred, CNIS_EINVAL, "parents[0].contact_points" },
	{ a_number_and_a_home_preferred, CNIS_EINVAL, "parents[0].contact_points" },
	{ letters_to_no_address, CNIS_EINVAL, "parents[0].do_not_write_to" },
	{ no_letters_where_the_adult_does_not_live, CNIS_EINVAL, "parents[0].do_not_write_to" },
	{ no_letters_where_the_adult_lived, CNIS_EINVAL, "parents[0].do_not_write_to" },
	{ letters_first_and_not_at_all, CNIS_EINVAL, "parents[0].write_to" },
	{ no_such_language, CNIS_EINVAL, "parents[0].language" },
	{ no_such_answer, CNIS_EINVAL, "parents[0].interpreter" },
	{ no_such_format, CNIS_EINVAL, "parents[0].format" },
	{ a_kind_of_address_nobody_knows, CNIS_EINVAL, "addresses[0].kind" },
	{ moved_in_tomorrow, CNIS_EINVAL, "addresses[0].from" },
	{ moved_out_tomorrow, CNIS_EINVAL, "addresses[0].to" },
	{ moved_out_before_in, CNIS_EINVAL, "addresses[0].to" },
};

START_TEST(a_wrong_field_is_named_by_its_path_and_nothing_is_written)
{
	const struct wrong *w = &wrongs[_i];
	int64_t before = scene_ask(&s, "SELECT max(seq) FROM journal", 0, 0);
	cnis_registration saved = { 0 };
	cnis_error err = { 0 };

	w->change();
	ck_assert_msg(cnis_registration_save(s.r, &form, &saved, &err) == w->want, "%d: %s: %s", _i,
	              err.field, err.message);
	ck_assert_str_eq(err.field, w->field);
	ck_assert_int_eq(scene_ask(&s, "SELECT max(seq) FROM journal", 0, 0), before);
	ck_assert_int_eq(saved.child_id[0], 0);
}
END_TEST

START_TEST(the_form_without_a_change_is_saved)
{
	cnis_registration saved = { 0 };
	cnis_error err = { 0 };

	scene_want(cnis_registration_save(s.r, &form, &saved, &err), CNIS_OK, &err);
	ck_assert_int_gt(saved.entry_id[0], 0);
}
END_TEST

/* Stopped by whoever is told: the walk over the findings ends with what was answered. */
static cnis_status
enough(const cnis_registration_note *note, void *payload, cnis_error *reterr)
{
	(void)note;
	(void)reterr;
	*(int *)payload += 1;
	return CNIS_EIO;
}

START_TEST(whoever_is_told_of_a_finding_can_stop_at_any)
{
	const struct wrong *w = &wrongs[_i];
	cnis_error err = { 0 };
	int told = 0;

	w->change();
	ck_assert_int_eq(cnis_registration_check(s.r, &form, enough, &told, &err), CNIS_EIO);
	ck_assert_int_eq(told, 1);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("registration, wrong fields");
	TCase *tc = tcase_create("wrong");
	SRunner *runner;
	int failed;

	tcase_add_unchecked_fixture(tc, make, clear);
	tcase_add_checked_fixture(tc, begin, finish);
	tcase_add_loop_test(tc, a_wrong_field_is_named_by_its_path_and_nothing_is_written, 0,
	                    (int)(sizeof(wrongs) / sizeof(wrongs[0])));
	tcase_add_loop_test(tc, whoever_is_told_of_a_finding_can_stop_at_any, 0,
	                    (int)(sizeof(wrongs) / sizeof(wrongs[0])));
	tcase_add_test(tc, the_form_without_a_change_is_saved); /* the last: it is written */
	suite_add_tcase(suite, tc);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
