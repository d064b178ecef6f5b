/* Registration: a family in one go, what stands in its way, what is kept all the same. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cnis/duplicate.h>
#include <cnis/officer.h>
#include <cnis/registration.h>

#include "domain/register.h"
#include "support.h"

static scene s;

/* A plain family: one child, one parent, one address.  Tests change what they are about. */
static cnis_form_address home;
static cnis_form_child children[3];
static cnis_form_parent parent;
static cnis_form form;

static void
plain_family(void)
{
	home = (cnis_form_address){ .line1 = "1 Invented Row", .postcode = "N2 0AB" };
	memset(children, 0, sizeof(children));
	children[0] = (cnis_form_child){ .full_name = "Robin Sample",
		                         .given_names = "Robin",
		                         .family_name = "Sample",
		                         .born = scene_day("2015-03-02"),
		                         .reason = "lifestyle" };
	parent = (cnis_form_parent){ .full_name = "Alex Sample", .relationship = "mother" };
	form = (cnis_form){ .size = sizeof(form),
		            .children = children,
		            .n_children = 1,
		            .parents = &parent,
		            .n_parents = 1,
		            .addresses = &home,
		            .n_addresses = 1 };
}

static void
begin(void)
{
	scene_make(&s, "2026-11-21");
	plain_family();
}

static void
begin_in_force(void)
{
	scene_make_in_force(&s, "2027-11-15", "2027-09-01");
	plain_family();
}

static void
finish(void)
{
	scene_end(&s);
}

static cnis_registration
save(cnis_status want)
{
	cnis_registration saved = { 0 };
	cnis_error err = { 0 };

	scene_want(cnis_registration_save(s.r, &form, &saved, &err), want, &err);
	return saved;
}

/* Refused with this status, field and rule, and nothing written. */
static void
refused(cnis_status want, const char *field, const char *rule)
{
	cnis_registration saved = { 0 };
	cnis_error err = { 0 };
	int64_t before = scene_ask(&s, "SELECT max(seq) FROM journal", 0, 0);

	scene_want(cnis_registration_save(s.r, &form, &saved, &err), want, &err);
	ck_assert_str_eq(err.field, field);
	ck_assert_str_eq(err.rule, rule);
	ck_assert_int_eq(scene_ask(&s, "SELECT max(seq) FROM journal", 0, 0), before);
	ck_assert_int_eq(saved.child_id[0], 0);
}

START_TEST(a_family_is_one_journal_entry)
{
	cnis_registration saved;
	int64_t before = scene_ask(&s, "SELECT max(seq) FROM journal", 0, 0);

	children[1] = children[0];
	children[1].full_name = "Kit Sample";
	children[1].given_names = "Kit";
	children[1].born = scene_day("2013-06-09");
	form.n_children = 2;
	saved = save(CNIS_OK);
	ck_assert_int_eq(scene_ask(&s, "SELECT max(seq) FROM journal", 0, 0), before + 1);
	ck_assert_int_gt(saved.entry_id[0], 0);
	ck_assert_int_gt(saved.entry_id[1], 0);
	ck_assert_int_gt(saved.person_id[0], 0);
	ck_assert_int_eq(scene_ask(&s, "SELECT count(*) FROM relationship", 0, 0), 2);
	ck_assert_int_eq(scene_ask(&s, "SELECT count(*) FROM child_residence", 0, 0), 2);
	ck_assert_int_eq(scene_ask(&s, "SELECT count(*) FROM person_residence", 0, 0), 1);
	ck_assert_int_eq(scene_ask(&s, "SELECT count(*) FROM address", 0, 0), 1);
}
END_TEST

START_TEST(before_section_38_only_the_local_review_opens)
{
	cnis_registration saved = save(CNIS_OK);

	ck_assert_int_eq(
	    scene_ask(&s, "SELECT count(*) FROM duty WHERE entry_id = %lld", saved.entry_id[0], 0),
	    1);
	ck_assert_int_eq(
	    scene_ask(&s, "SELECT due_day FROM duty WHERE kind = 'review' AND entry_id = %lld",
	              saved.entry_id[0], 0),
	    scene_day("2027-02-21"));
	ck_assert_int_eq(scene_ask(&s, "SELECT count(*) FROM entry WHERE basis = 's436a'", 0, 0),
	                 1);
}
END_TEST

START_TEST(under_section_38_the_home_is_to_be_considered_within_15_days)
{
	cnis_registration saved = save(CNIS_OK);

	ck_assert_int_eq(scene_ask(&s,
	                           "SELECT due_day FROM duty WHERE kind = 'home_consideration'"
	                           " AND rule = 'EA1996.436B.8' AND entry_id = %lld",
	                           saved.entry_id[0], 0),
	                 scene_day("2027-11-29"));
	ck_assert_int_eq(scene_ask(&s, "SELECT count(*) FROM entry WHERE basis = 's436c1'", 0, 0),
	                 1);
}
END_TEST

START_TEST(a_child_on_a_roll_with_an_ehc_plan_is_kept_but_not_entered)
{
	static cnis_form_flag plan;
	cnis_registration saved = { 0 };
	cnis_error err = { 0 };

	plan = (cnis_form_flag){ .kind = "ehc_plan", .from = scene_day("2024-01-10") };
	children[0].flags = &plan;
	children[0].n_flags = 1;
	children[0].school = (cnis_form_school){ .name = "Invented Primary", .on_roll = CNIS_YES };
	scene_want(cnis_registration_save(s.r, &form, &saved, &err), CNIS_EREFUSED, &err);
	ck_assert_str_eq(err.rule, "LOCAL.gate.ehc");
	ck_assert_uint_eq(saved.n_refused, 1);
	ck_assert_int_gt(saved.child_id[0], 0);
	ck_assert_int_gt(saved.withdrawal_id[0], 0);
	ck_assert_int_eq(saved.entry_id[0], 0);
	ck_assert_int_eq(scene_ask(&s, "SELECT count(*) FROM child", 0, 0), 1);
	ck_assert_int_eq(scene_ask(&s, "SELECT count(*) FROM entry", 0, 0), 0);
	ck_assert_int_gt(
	    scene_ask(&s, "SELECT count(*) FROM duty WHERE state = 'open' AND withdrawal_id = %lld",
	              saved.withdrawal_id[0], 0),
	    0);
}
END_TEST

START_TEST(a_child_already_off_the_roll_is_entered_at_once)
{
	static cnis_form_flag plan;
	cnis_registration saved;

	plan = (cnis_form_flag){ .kind = "ehc_plan", .from = scene_day("2024-01-10") };
	children[0].flags = &plan;
	children[0].n_flags = 1;
	children[0].school = (cnis_form_school){ .name = "Invented Primary",
		                                 .on_roll = CNIS_NO,
		                                 .left = scene_day("2026-11-10") };
	saved = save(CNIS_OK);
	ck_assert_int_gt(saved.entry_id[0], 0);
	ck_assert_int_eq(
	    scene_ask(&s, "SELECT deletion_without_consent FROM withdrawal WHERE id = %lld",
	              saved.withdrawal_id[0], 0),
	    1);
	ck_assert_int_eq(scene_ask(&s, "SELECT from_day FROM entry", 0, 0),
	                 scene_day("2026-11-10"));
	ck_assert_int_eq(scene_ask(&s, "SELECT due_day FROM duty WHERE kind = 'ehc_review'", 0, 0),
	                 scene_day("2025-01-09"));
}
END_TEST

START_TEST(a_mainstream_pupil_without_any_ground_is_entered_when_the_last_day_has_passed)
{
	cnis_registration saved;

	children[0].school = (cnis_form_school){ .name = "Invented Primary",
		                                 .on_roll = CNIS_YES,
		                                 .leave = scene_day("2026-11-13") };
	saved = save(CNIS_OK);
	ck_assert_int_gt(saved.entry_id[0], 0);
	ck_assert_int_eq(scene_ask(&s, "SELECT from_day FROM entry", 0, 0),
	                 scene_day("2026-11-14"));
	/* nobody said that the school removed the name, so nobody wrote it */
	ck_assert_int_eq(scene_ask(&s,
	                           "SELECT on_roll = 'yes' AND deleted_day IS NULL AND"
	                           " closed_day IS NOT NULL FROM withdrawal WHERE entry_id = %lld",
	                           saved.entry_id[0], 0),
	                 1);
}
END_TEST

START_TEST(a_school_named_without_a_word_of_the_roll_is_gated_as_on_it)
{
	static cnis_form_flag enquiry;
	cnis_registration saved = { 0 };
	cnis_error err = { 0 };

	enquiry = (cnis_form_flag){ .kind = "s47_enquiry", .from = scene_day("2026-11-01") };
	children[0].flags = &enquiry;
	children[0].n_flags = 1;
	children[0].school =
	    (cnis_form_school){ .name = "Invented Primary",
		                .leave = scene_day(_i == 0 ? "2026-11-13" : "2026-12-18") };
	scene_want(cnis_registration_save(s.r, &form, &saved, &err), CNIS_EREFUSED, &err);
	ck_assert_int_eq(saved.entry_id[0], 0);
	ck_assert_int_eq(
	    scene_ask(&s,
	              "SELECT state = 'consent_needed' AND on_roll = 'yes' AND closed_day IS NULL"
	              " FROM withdrawal WHERE id = %lld",
	              saved.withdrawal_id[0], 0),
	    1);
}
END_TEST

START_TEST(nor_is_a_last_day_to_come_an_error)
{
	cnis_registration saved;

	children[0].school =
	    (cnis_form_school){ .name = "Invented Primary", .leave = scene_day("2026-12-18") };
	saved = save(CNIS_OK);
	ck_assert_int_gt(saved.withdrawal_id[0], 0);
	ck_assert_int_eq(saved.entry_id[0], 0);
}
END_TEST

START_TEST(a_day_of_removal_says_that_the_name_is_off_the_roll)
{
	cnis_registration saved;

	children[0].school =
	    (cnis_form_school){ .name = "Invented Primary", .left = scene_day("2026-11-10") };
	saved = save(CNIS_OK);
	ck_assert_int_gt(saved.entry_id[0], 0);
	ck_assert_int_eq(scene_ask(&s, "SELECT deleted_day FROM withdrawal WHERE id = %lld",
	                           saved.withdrawal_id[0], 0),
	                 scene_day("2026-11-10"));
}
END_TEST

START_TEST(a_pupil_who_has_not_left_yet_is_kept_for_the_day_it_leaves)
{
	cnis_registration saved;

	children[0].school = (cnis_form_school){ .name = "Invented Primary",
		                                 .on_roll = CNIS_YES,
		                                 .leave = scene_day("2026-12-18") };
	saved = save(CNIS_OK);
	ck_assert_int_eq(saved.entry_id[0], 0);
	ck_assert_uint_eq(saved.n_refused, 0);
	ck_assert_int_eq(
	    scene_ask(&s,
	              "SELECT count(*) FROM duty WHERE kind = 'register_child' AND state = 'open'",
	              0, 0),
	    1);
}
END_TEST

START_TEST(one_child_held_back_does_not_hold_back_another)
{
	static cnis_form_flag plan;
	cnis_registration saved = { 0 };
	cnis_error err = { 0 };

	plan = (cnis_form_flag){ .kind = "child_protection_plan", .from = scene_day("2026-01-10") };
	children[0].flags = &plan;
	children[0].n_flags = 1;
	children[0].school = (cnis_form_school){ .name = "Invented Primary", .on_roll = CNIS_YES };
	children[1] =
	    (cnis_form_child){ .full_name = "Kit Sample", .born = scene_day("2013-06-09") };
	form.n_children = 2;
	scene_want(cnis_registration_save(s.r, &form, &saved, &err), CNIS_EREFUSED, &err);
	ck_assert_int_eq(saved.entry_id[0], 0);
	ck_assert_int_gt(saved.entry_id[1], 0);
}
END_TEST

START_TEST(an_open_s47_enquiry_opens_the_word_with_social_care)
{
	static cnis_form_flag enquiry;
	cnis_registration saved;

	enquiry = (cnis_form_flag){ .kind = "s47_enquiry",
		                    .from = scene_day("2026-11-01"),
		                    .authority = "302",
		                    .source = "social_care" };
	children[0].flags = &enquiry;
	children[0].n_flags = 1;
	saved = save(CNIS_OK);
	ck_assert_int_eq(
	    scene_ask(
		&s,
		"SELECT count(*) FROM duty WHERE kind = 'speak_social_care' AND entry_id = %lld",
		saved.entry_id[0], 0),
	    1);
}
END_TEST

START_TEST(under_section_39_it_opens_the_duty_to_consider_436h5)
{
	static cnis_form_flag enquiry;
	cnis_registration saved;

	enquiry = (cnis_form_flag){ .kind = "s47_action",
		                    .from = scene_day("2022-11-01"),
		                    .to = scene_day("2023-02-01"),
		                    .significant_harm = "yes",
		                    .authority = "302" };
	children[0].flags = &enquiry;
	children[0].n_flags = 1;
	saved = save(CNIS_OK);
	ck_assert_int_eq(scene_ask(&s,
	                           "SELECT due_day FROM duty WHERE kind = 'consider_436h5'"
	                           " AND rule = 'LOCAL.s436h5.consider' AND entry_id = %lld",
	                           saved.entry_id[0], 0),
	                 scene_day("2027-11-19"));
}
END_TEST

START_TEST(a_child_missing_education_opens_the_enquiry)
{
	children[0].route = "missing_education";
	children[0].reason = "waiting_school_start";
	(void)save(CNIS_OK);
	ck_assert_int_eq(
	    scene_ask(&s, "SELECT count(*) FROM duty WHERE kind = 'missing_enquiry'", 0, 0), 1);
	ck_assert_int_eq(scene_ask(&s, "SELECT count(*) FROM duty WHERE kind = 'review'", 0, 0), 0);
}
END_TEST

/* ---- who is not eligible ----------------------------------------------------------------------
 */

START_TEST(a_child_under_school_age_is_refused_with_the_day)
{
	children[0].born = scene_day("2022-05-01");
	refused(CNIS_EREFUSED, "children[0].born", "EA1996.436B.2");
}
END_TEST

START_TEST(a_child_over_school_age_is_refused)
{
	children[0].born = scene_day("2009-05-01");
	refused(CNIS_EREFUSED, "children[0].born", "EA1996.436B.2");
}
END_TEST

START_TEST(a_child_living_elsewhere_is_refused)
{
	home.authority = "301";
	refused(CNIS_EREFUSED, "children[0].addresses", "EA1996.436B.2");
}
END_TEST

START_TEST(a_part_time_timetable_alone_is_refused)
{
	children[0].route = "part_time_timetable";
	children[0].school = (cnis_form_school){ .name = "Invented Primary", .on_roll = CNIS_YES };
	refused(CNIS_EREFUSED, "children[0].route", "EA1996.436B.2");
}
END_TEST

/* ---- wrong fields -----------------------------------------------------------------------------
 */

typedef struct found {
	size_t n;
	char fields[32][64];
	cnis_registration_kind kinds[32];
} found;

static cnis_status
collect(const cnis_registration_note *note, void *payload, cnis_error *reterr)
{
	found *f = payload;

	(void)reterr;
	ck_assert_uint_lt(f->n, 32);
	(void)snprintf(f->fields[f->n], sizeof(f->fields[0]), "%s", note->field);
	f->kinds[f->n++] = note->kind;
	return CNIS_OK;
}

START_TEST(every_problem_is_found_and_names_its_field)
{
	static const char *const want[] = { "notified_by",         "children[0].name",
		                            "children[0].sex",     "children[0].upn",
		                            "children[0].reason",  "children[0].school.placement",
		                            "children[0].born",    "parents[0].relationship",
		                            "parents[0].children", "addresses[0].postcode" };
	static const int beyond[] = { 7 };
	cnis_error err = { 0 };
	found got = { 0 };
	size_t i;

	form.notified_by = "nobody";
	children[0].full_name = " ";
	children[0].sex = "X";
	children[0].upn = "A123";
	children[0].reason = "because";
	children[0].school = (cnis_form_school){ .name = "X", .placement = "odd" };
	children[0].born = scene_day("1999-01-01");
	parent.relationship = "friend of a friend";
	parent.children = beyond;
	parent.n_children = 1;
	home.postcode = "no postcode";
	scene_want(cnis_registration_check(s.r, &form, collect, &got, &err), CNIS_OK, &err);
	for (i = 0; i < got.n && i < sizeof(want) / sizeof(want[0]); i++)
		ck_assert_str_eq(got.fields[i], want[i]);
	ck_assert_uint_eq(got.n, sizeof(want) / sizeof(want[0]));
	refused(CNIS_EINVAL, "notified_by", "");
}
END_TEST

START_TEST(of_an_unknown_route_nothing_else_is_said)
{
	cnis_error err = { 0 };
	found got = { 0 };

	children[0].route = "moon_school";
	children[0].school = (cnis_form_school){ .name = "Invented Primary", .on_roll = CNIS_YES };
	scene_want(cnis_registration_check(s.r, &form, collect, &got, &err), CNIS_OK, &err);
	ck_assert_uint_eq(got.n, 1);
	ck_assert_str_eq(got.fields[0], "children[0].route");
	refused(CNIS_EINVAL, "children[0].route", "");
}
END_TEST

START_TEST(a_birth_date_in_the_future_is_refused)
{
	children[0].born = scene_day("2026-11-22");
	refused(CNIS_EINVAL, "children[0].born", "");
}
END_TEST

START_TEST(a_control_character_in_a_name_is_refused)
{
	children[0].full_name = "Rob\x07in";
	refused(CNIS_EINVAL, "children[0].name", "");
}
END_TEST

START_TEST(a_wrong_upn_names_its_rule)
{
	children[0].upn = "A123";
	refused(CNIS_EINVAL, "children[0].upn", "ID.upn");
}
END_TEST

static int pairs;

/* The pair told of is the one in payload; there must be none when that is NULL. */
static cnis_status
one_pair(const cnis_duplicate *d, void *payload, cnis_error *reterr)
{
	const int64_t *want = payload;

	(void)reterr;
	ck_assert_ptr_nonnull(want);
	ck_assert_int_eq(d->child_id, want[0]);
	ck_assert_int_eq(d->other_id, want[1]);
	ck_assert_int_eq(d->likeness->kind, CNIS_LIKENESS_LIKELY);
	ck_assert_str_eq(d->officer, "boss");
	ck_assert(d->on != CNIS_DAY_NONE);
	pairs++;
	return CNIS_OK;
}

/* ---- the same child ---------------------------------------------------------------------------
 */

START_TEST(the_same_name_birth_date_and_postcode_is_the_same_child)
{
	(void)save(CNIS_OK);
	children[0].full_name = "ROBIN  Sample";
	form.confirmed_not_duplicate = true;
	refused(CNIS_EEXISTS, "children[0]", "");
}
END_TEST

START_TEST(cousins_of_one_name_are_two_when_a_manager_says_why)
{
	const cnis_duplicate_query left = { .size = sizeof(left) };
	cnis_error err = { 0 };
	int64_t pair[2];

	pair[0] = save(CNIS_OK).child_id[0];
	form.not_duplicate_reason = "Cousins: both mothers and both births were seen.";
	refused(CNIS_EEXISTS, "children[0]", ""); /* nobody says that somebody looked */
	form.confirmed_not_duplicate = true;
	form.not_duplicate_reason = " ";
	refused(CNIS_EINVAL, "not_duplicate_reason", "");
	form.not_duplicate_reason = "Cousins: both mothers and both births were seen.";
	s.r->roles &= ~(unsigned)CNIS_ROLE_MANAGER;
	refused(CNIS_EPERM, "not_duplicate_reason", "");
	s.r->roles |= CNIS_ROLE_MANAGER;
	pair[1] = save(CNIS_OK).child_id[0];
	ck_assert_int_eq(scene_ask(&s,
	                           "SELECT count(*) FROM not_same WHERE child_id = %lld"
	                           " AND other_id = %lld AND reason LIKE 'Cousins%%'",
	                           pair[1], pair[0]),
	                 1);
	scene_want(cnis_duplicate_walk(s.r, &left, one_pair, NULL, &err), CNIS_OK, &err);
}
END_TEST

START_TEST(a_number_that_is_held_is_not_given_twice_whoever_says_so)
{
	children[0].nhs = "9434765870";
	(void)save(CNIS_OK);
	form.confirmed_not_duplicate = true;
	form.not_duplicate_reason = "Cousins.";
	refused(CNIS_EEXISTS, "children[0]", "");
}
END_TEST

START_TEST(a_similar_name_needs_somebody_to_look)
{
	(void)save(CNIS_OK);
	children[0].full_name = "Robin Samples";
	children[0].family_name = "Samples";
	home.postcode = "E1 6AN";
	refused(CNIS_EEXISTS, "children[0]", "");
	form.confirmed_not_duplicate = true;
	(void)save(CNIS_OK);
}
END_TEST

/* Everything a form can say apart from the name is the same: these are two children. */
START_TEST(a_twin_is_entered_and_nobody_is_asked)
{
	cnis_error err = { 0 };
	found got = { 0 };

	(void)save(CNIS_OK);
	children[0].full_name = "Kit Sample";
	children[0].given_names = "Kit";
	scene_want(cnis_registration_check(s.r, &form, collect, &got, &err), CNIS_OK, &err);
	ck_assert_uint_eq(got.n, 1);
	ck_assert_int_eq(got.kinds[0], CNIS_REGISTRATION_SIBLING);
	(void)save(CNIS_OK);
}
END_TEST

START_TEST(a_twin_with_a_name_alike_is_asked_about)
{
	cnis_registration first;
	const cnis_duplicate_query left = { .size = sizeof(left) };
	const cnis_duplicate_query looked = { .size = sizeof(looked), .dismissed = true };
	cnis_error err = { 0 };
	int64_t pair[2] = { 0, 0 };

	children[0].full_name = "Hassan Sample";
	children[0].given_names = "Hassan";
	first = save(CNIS_OK);
	children[0].full_name = "Hussain Sample";
	children[0].given_names = "Hussain";
	refused(CNIS_EEXISTS, "children[0]", "");
	form.confirmed_not_duplicate = true;
	pair[0] = first.child_id[0];
	pair[1] = save(CNIS_OK).child_id[0];
	/* said once, never asked again */
	scene_want(cnis_duplicate_walk(s.r, &left, one_pair, NULL, &err), CNIS_OK, &err);
	pairs = 0;
	scene_want(cnis_duplicate_walk(s.r, &looked, one_pair, pair, &err), CNIS_OK, &err);
	ck_assert_int_eq(pairs, 1);
	ck_assert_int_eq(cnis_duplicate_dismiss(s.r, pair[1], pair[0], "again", &err),
	                 CNIS_EEXISTS);
}
END_TEST

START_TEST(a_number_another_child_has_cannot_be_saved)
{
	(void)save(CNIS_OK); /* nobody of that number yet */
	children[0].full_name = "Kit Other";
	children[0].given_names = "Kit";
	children[0].family_name = "Other";
	children[0].nhs = "9434765870";
	(void)save(CNIS_OK);
	children[0].full_name = "Lee Third";
	children[0].given_names = "Lee";
	children[0].family_name = "Third";
	children[0].born = scene_day("2012-06-09");
	form.confirmed_not_duplicate = true;
	refused(CNIS_EEXISTS, "children[0]", "");
}
END_TEST

START_TEST(day_and_month_swapped_is_likely_the_same_child)
{
	(void)save(CNIS_OK);
	children[0].born = scene_day("2015-02-03");
	home.postcode = "E1 6AN";
	refused(CNIS_EEXISTS, "children[0]", "");
}
END_TEST

START_TEST(a_sibling_at_the_same_address_is_shown_and_saved)
{
	cnis_error err = { 0 };
	found got = { 0 };

	(void)save(CNIS_OK);
	children[0].full_name = "Kit Sample";
	children[0].given_names = "Kit";
	children[0].born = scene_day("2013-06-09");
	scene_want(cnis_registration_check(s.r, &form, collect, &got, &err), CNIS_OK, &err);
	ck_assert_uint_eq(got.n, 1);
	ck_assert_int_eq(got.kinds[0], CNIS_REGISTRATION_SIBLING);
	(void)save(CNIS_OK);
}
END_TEST

START_TEST(a_child_given_twice_in_one_form_is_refused)
{
	children[1] = children[0];
	form.n_children = 2;
	refused(CNIS_EINVAL, "children[1]", "");
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("registration");
	TCase *now = tcase_create("today");
	TCase *act = tcase_create("act in force");
	SRunner *sr = srunner_create(suite);
	int failed;

	tcase_add_checked_fixture(now, begin, finish);
	tcase_add_checked_fixture(act, begin_in_force, finish);
	tcase_set_timeout(now, 60);
	tcase_set_timeout(act, 60);
	tcase_add_test(now, a_family_is_one_journal_entry);
	tcase_add_test(now, before_section_38_only_the_local_review_opens);
	tcase_add_test(act, under_section_38_the_home_is_to_be_considered_within_15_days);
	tcase_add_test(now, a_child_on_a_roll_with_an_ehc_plan_is_kept_but_not_entered);
	tcase_add_test(now, a_child_already_off_the_roll_is_entered_at_once);
	tcase_add_test(
	    now, a_mainstream_pupil_without_any_ground_is_entered_when_the_last_day_has_passed);
	tcase_add_loop_test(now, a_school_named_without_a_word_of_the_roll_is_gated_as_on_it, 0, 2);
	tcase_add_test(now, nor_is_a_last_day_to_come_an_error);
	tcase_add_test(now, a_day_of_removal_says_that_the_name_is_off_the_roll);
	tcase_add_test(now, a_pupil_who_has_not_left_yet_is_kept_for_the_day_it_leaves);
	tcase_add_test(now, one_child_held_back_does_not_hold_back_another);
	tcase_add_test(now, an_open_s47_enquiry_opens_the_word_with_social_care);
	tcase_add_test(act, under_section_39_it_opens_the_duty_to_consider_436h5);
	tcase_add_test(now, a_child_missing_education_opens_the_enquiry);
	tcase_add_test(now, a_child_under_school_age_is_refused_with_the_day);
	tcase_add_test(now, a_child_over_school_age_is_refused);
	tcase_add_test(now, a_child_living_elsewhere_is_refused);
	tcase_add_test(now, a_part_time_timetable_alone_is_refused);
	tcase_add_test(now, of_an_unknown_route_nothing_else_is_said);
	tcase_add_test(now, every_problem_is_found_and_names_its_field);
	tcase_add_test(now, a_birth_date_in_the_future_is_refused);
	tcase_add_test(now, a_control_character_in_a_name_is_refused);
	tcase_add_test(now, a_wrong_upn_names_its_rule);
	tcase_add_test(now, the_same_name_birth_date_and_postcode_is_the_same_child);
	tcase_add_test(now, cousins_of_one_name_are_two_when_a_manager_says_why);
	tcase_add_test(now, a_number_that_is_held_is_not_given_twice_whoever_says_so);
	tcase_add_test(now, a_similar_name_needs_somebody_to_look);
	tcase_add_test(now, day_and_month_swapped_is_likely_the_same_child);
	tcase_add_test(now, a_twin_is_entered_and_nobody_is_asked);
	tcase_add_test(now, a_twin_with_a_name_alike_is_asked_about);
	tcase_add_test(now, a_number_another_child_has_cannot_be_saved);
	tcase_add_test(now, a_sibling_at_the_same_address_is_shown_and_saved);
	tcase_add_test(now, a_child_given_twice_in_one_form_is_refused);
	suite_add_tcase(suite, now);
	suite_add_tcase(suite, act);
	srunner_run_all(sr, CK_ENV);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
