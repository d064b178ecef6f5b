/* Days that cannot be, words nobody knows, texts that cannot be kept: each names its field. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include <cnis/address.h>
#include <cnis/calendar.h>
#include <cnis/characteristic.h>
#include <cnis/child.h>
#include <cnis/content.h>
#include <cnis/duty.h>
#include <cnis/entry.h>
#include <cnis/flag.h>
#include <cnis/leaver.h>
#include <cnis/officer.h>
#include <cnis/person.h>
#include <cnis/rule_settings.h>
#include <cnis/settings_consideration.h>

#include "family.h"

static scene s;
static int64_t child, pupil, person, entry, plan, help, old_plan;
static cnis_day today, tomorrow;

/* One register for all cases: each leaves it as it was, or fails. */
static void
make(void)
{
	scene_make(&s, "2026-11-20");
	child = scene_child(&s, "2015-03-02");
	pupil = scene_child(&s, "2013-03-02");
	person = family_parent(&s, child);
	entry = family_entry(&s, child, "2026-09-01");
	plan = family_flag(&s, child, "ehc_plan", "2026-09-01", NULL, "302", NULL);
	help = family_flag(&s, child, "early_help", "2026-09-01", NULL, NULL, NULL);
	old_plan = family_flag(&s, pupil, "ehc_plan", "2024-09-01", "2025-09-01", "302", NULL);
	today = scene_day("2026-11-20");
	tomorrow = scene_day("2026-11-21");
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
	scene_as(&s, "boss", "2026-11-20");
}

static void
finish(void)
{
	cnis_register_close(s.r);
	s.r = NULL;
}

#define CASE(name, call)                                                                           \
	static cnis_status name(cnis_register *r, cnis_error *e)                                   \
	{                                                                                          \
		int64_t id = 0;                                                                    \
		cnis_status st = (call);                                                           \
                                                                                                   \
		ck_assert_int_eq(id, 0);                                                           \
		return st;                                                                         \
	}

/* ---- entries --------------------------------------------------------------------------------- */

static cnis_status
opened(cnis_register *r, cnis_entry_new n, int64_t *id, cnis_error *e)
{
	n.size = sizeof(n);
	n.child_id = pupil;
	if (n.route == NULL)
		n.route = "home_education";
	return cnis_entry_open(r, &n, id, e);
}
#define NEW(...) opened(r, (cnis_entry_new){ __VA_ARGS__ }, &id, e)
CASE(told_tomorrow, NEW(.notified = tomorrow))
CASE(left_school_tomorrow, NEW(.school_left = tomorrow))
CASE(eligible_tomorrow, NEW(.fact = { .from = tomorrow }))
CASE(owned_by_nobody, NEW(.owner_id = 999))
CASE(entered_where_it_is_held, NEW(.route = "on_roll_absent"))
CASE(a_school_with_a_tab, NEW(.school_name = "A\tSchool"))
CASE(told_by_the_wind, NEW(.notified_by = "wind"))
CASE(a_prior_setting_nobody_knows, NEW(.prior_setting = "wind"))

static cnis_status
ended(cnis_register *r, cnis_entry_end n, cnis_error *e)
{
	n.size = sizeof(n);
	n.entry_id = entry;
	n.source = "parent";
	return cnis_entry_finish(r, &n, e);
}
#define END(...) ended(r, (cnis_entry_end){ __VA_ARGS__ }, e)
CASE(here_and_abroad, END(.end_reason = "moved_out", .authority = "303", .abroad = true))
CASE(moved_nowhere, END(.end_reason = "moved_out"))
CASE(moved_to_no_authority, END(.end_reason = "moved_out", .authority = "30x"))
CASE(moved_to_where_it_is, END(.end_reason = "moved_out", .authority = "302"))
CASE(at_a_school_without_a_name, END(.end_reason = "registered_at_school"))
CASE(in_error_without_a_word, END(.end_reason = "entered_in_error"))

static cnis_status
routed(cnis_register *r, cnis_entry_route n, int64_t *id, cnis_error *e)
{
	n.size = sizeof(n);
	n.entry_id = entry;
	if (n.route == NULL)
		n.route = "missing_education";
	return cnis_entry_change_route(r, &n, id, e);
}
#define ROUTE(...) routed(r, (cnis_entry_route){ __VA_ARGS__ }, &id, e)
CASE(rerouted_for_nothing, ROUTE(.on = today))
CASE(rerouted_for_wind, ROUTE(.on = today, .because = "wind"))
CASE(rerouted_tomorrow, ROUTE(.on = tomorrow, .because = "other"))
CASE(rerouted_to_where_it_is, ROUTE(.route = "home_education", .because = "other"))
CASE(missing_for_wind, ROUTE(.on = today, .because = "other", .reason = "wind"))

/* ---- flags ----------------------------------------------------------------------------------- */

static cnis_status
flagged(cnis_register *r, cnis_flag_new n, int64_t *id, cnis_error *e)
{
	n.size = sizeof(n);
	n.child_id = pupil;
	n.kind = "ehc_plan";
	n.authority = "302";
	return cnis_flag_add(r, &n, id, e);
}
#define FLAG(...) flagged(r, (cnis_flag_new){ __VA_ARGS__ }, &id, e)
CASE(a_fact_without_a_first_day, FLAG(.fact = { .source = "school" }))
CASE(a_fact_of_tomorrow, FLAG(.fact = { .from = tomorrow }))
CASE(a_fact_until_tomorrow, FLAG(.fact = { .from = today - 9, .to = tomorrow }))
CASE(a_fact_that_ends_before_it_begins, FLAG(.fact = { .from = today - 9, .to = today - 10 }))
CASE(reviewed_tomorrow, FLAG(.fact = { .from = today - 9 }, .reviewed = tomorrow))
CASE(reviewed_before_it_was_made, FLAG(.fact = { .from = today - 9 }, .reviewed = today - 10))
CASE(early_help_reviewed_as_a_plan, cnis_flag_reviewed(r, help, today, e))
CASE(a_plan_reviewed_after_its_end, cnis_flag_reviewed(r, old_plan, today, e))
CASE(a_plan_reviewed_tomorrow, cnis_flag_reviewed(r, plan, tomorrow, e))
CASE(a_plan_reviewed_before_it_was_made, cnis_flag_reviewed(r, plan, today - 99, e))

/* ---- facts of s. 436C ------------------------------------------------------------------------ */

static cnis_status
answered(cnis_register *r, cnis_content_answer a, int64_t *id, cnis_error *e)
{
	a.size = sizeof(a);
	a.child_id = child;
	return cnis_content_answer_record(r, &a, id, e);
}
#define ANSWER(...) answered(r, (cnis_content_answer){ __VA_ARGS__ }, &id, e)
CASE(an_answer_to_nothing, ANSWER(.answer = "none"))
CASE(an_answer_to_an_item_of_wales,
     ANSWER(.item = "2.c.additional-learning-needs", .answer = "none"))
CASE(an_answer_nobody_knows, ANSWER(.item = "3.local", .answer = "perhaps"))
CASE(held_and_not_said_what, ANSWER(.item = "3.local", .answer = "held"))
CASE(held_in_a_place_of_its_own, ANSWER(.item = "2.m.young-carer", .answer = "held", .note = "a"))
CASE(answered_tomorrow, ANSWER(.item = "3.local", .answer = "none", .fact = { .from = tomorrow }))
CASE(received_tomorrow,
     ANSWER(.item = "3.local", .answer = "none", .fact = { .received = tomorrow }))
CASE(told_on_no_basis, ANSWER(.item = "3.local", .answer = "none", .fact = { .basis = "wind" }))

static cnis_status
characteristic(cnis_register *r, cnis_characteristic c, int64_t *id, cnis_error *e)
{
	c.size = sizeof(c);
	c.child_id = child;
	return cnis_characteristic_record(r, &c, id, e);
}
#define CHARACTERISTIC(...) characteristic(r, (cnis_characteristic){ __VA_ARGS__ }, &id, e)
CASE(a_characteristic_nobody_knows,
     CHARACTERISTIC(.kind = "height", .fact = { .source = "parent" }))
CASE(a_characteristic_told_by_the_school,
     CHARACTERISTIC(.kind = "race", .answer = "a", .fact = { .source = "school" }))
CASE(a_characteristic_with_a_bell,
     CHARACTERISTIC(.kind = "race", .answer = "\x07", .fact = { .source = "parent" }))

static cnis_status
considered(cnis_register *r, cnis_day on, const char *note, int64_t *id, cnis_error *e)
{
	cnis_settings_consideration_new n = {
		.size = sizeof(n), .child_id = child, .considered = on, .note = note
	};

	return cnis_settings_consideration_record(r, &n, id, NULL, e);
}
CASE(settings_considered_tomorrow, considered(r, tomorrow, NULL, &id, e))
CASE(settings_considered_with_a_bell, considered(r, today, "\x07", &id, e))

/* ---- homes and adults ------------------------------------------------------------------------ */

static cnis_status
adult_moves(cnis_register *r, int64_t who, const char *kind, cnis_day from, int64_t *id,
            cnis_error *e)
{
	const cnis_place place = { .size = sizeof(place), .line1 = "3 Invented Row" };
	cnis_person_move_new n = { .size = sizeof(n),
		                   .person_id = who,
		                   .kind = kind,
		                   .place = &place,
		                   .without = &child,
		                   .n_without = kind == NULL ? 1 : 0,
		                   .fact = { .from = from } };

	return cnis_person_move(r, &n, id, e);
}
CASE(nobody_moves, adult_moves(r, 999, NULL, today, &id, e))
CASE(an_adult_moves_tomorrow, adult_moves(r, person, NULL, tomorrow, &id, e))
CASE(an_adult_moves_to_a_castle, adult_moves(r, person, "castle", today, &id, e))

static cnis_status
see_name(const cnis_name_row *name, void *payload, cnis_error *reterr)
{
	(void)name;
	(void)payload;
	(void)reterr;
	return CNIS_OK;
}

static cnis_status
see_person(const cnis_person *p, void *payload, cnis_error *reterr)
{
	(void)p;
	(void)payload;
	(void)reterr;
	return CNIS_OK;
}
CASE(nobodys_names, cnis_person_names(r, 999, see_name, NULL, e))
CASE(nobody_asked_for, cnis_person_get(r, 999, see_person, NULL, e))

static cnis_status
see_child(const cnis_child *c, void *payload, cnis_error *reterr)
{
	(void)c;
	(void)payload;
	(void)reterr;
	return CNIS_OK;
}

static cnis_status
looked_up(cnis_register *r, cnis_child_query q, cnis_error *e)
{
	q.size = sizeof(q);
	return cnis_child_walk(r, &q, see_child, NULL, e);
}
#define LOOK_UP(...) looked_up(r, (cnis_child_query){ __VA_ARGS__ }, e)
CASE(looked_up_by_an_empty_number, LOOK_UP(.identifier = " -"))
CASE(looked_up_by_half_a_postcode, LOOK_UP(.postcode = "N2"))
CASE(looked_up_by_a_name_of_dots, LOOK_UP(.name = "..."))

/* ---- work ------------------------------------------------------------------------------------ */

CASE(a_duty_waived_with_a_bell, cnis_duty_waive(r, 1, "\x07", e))

static cnis_status
see_duty(const cnis_duty *d, void *payload, cnis_error *reterr)
{
	(void)d;
	(void)payload;
	(void)reterr;
	return CNIS_OK;
}
CASE(no_query_of_duties, cnis_duty_walk(r, NULL, see_duty, NULL, e))

static cnis_status
calendar(cnis_register *r, cnis_day day, const char *kind, const char *title, cnis_error *e)
{
	const cnis_calendar_day d = { day, kind, title };

	return cnis_calendar_add(r, "authority", &d, 1, NULL, e);
}
CASE(closed_on_no_day, calendar(r, CNIS_DAY_NONE, "closed", NULL, e))
CASE(a_day_that_is_nothing, calendar(r, today, NULL, NULL, e))
CASE(a_day_half_open, calendar(r, today, "ajar", NULL, e))
CASE(closed_with_a_bell, calendar(r, today, "closed", "\x07", e))

static cnis_status
officer(cnis_register *r, const char *name, const char *team, unsigned roles, int64_t *id,
        cnis_error *e)
{
	const cnis_officer_new o = { sizeof(o), "dana", name, team, roles };

	return cnis_officer_add(r, &o, id, e);
}
CASE(an_officer_with_a_bell, officer(r, "Dana\x07", NULL, CNIS_ROLE_OFFICER, &id, e))
CASE(an_officer_without_a_name, officer(r, "", NULL, CNIS_ROLE_OFFICER, &id, e))
CASE(a_team_with_a_bell, officer(r, "Dana", "\x07", CNIS_ROLE_OFFICER, &id, e))
CASE(a_role_nobody_has, officer(r, "Dana", NULL, 1U << 20, &id, e))

static cnis_status
loaded(cnis_register *r, const char *rule, cnis_error *e)
{
	cnis_rule_settings *settings = NULL;
	cnis_status st = cnis_rule_settings_load(r, rule, NULL, CNIS_DAY_NONE, &settings, e);

	cnis_rule_settings_free(settings);
	return st;
}
CASE(settings_of_no_rule, loaded(r, "EA1996.0", e))

static const struct {
	const char *name;
	cnis_status (*call)(cnis_register *r, cnis_error *e);
	cnis_status want;
	const char *field;
} cases[] = {
#define ROW(name, want, field)                                                                     \
	{                                                                                          \
#name, name, CNIS_##want, field                                                    \
	}
	ROW(told_tomorrow, EINVAL, "notified"),
	ROW(left_school_tomorrow, EINVAL, "left"),
	ROW(eligible_tomorrow, EINVAL, "from"),
	ROW(owned_by_nobody, ENOTFOUND, "owner"),
	ROW(entered_where_it_is_held, EREFUSED, "route"),
	ROW(a_school_with_a_tab, EINVAL, "school.name"),
	ROW(told_by_the_wind, EINVAL, "notified_by"),
	ROW(a_prior_setting_nobody_knows, EINVAL, "prior_setting"),
	ROW(here_and_abroad, EINVAL, "authority"),
	ROW(moved_nowhere, EINVAL, "authority"),
	ROW(moved_to_no_authority, EINVAL, "authority"),
	ROW(moved_to_where_it_is, EREFUSED, "authority"),
	ROW(at_a_school_without_a_name, EINVAL, "school"),
	ROW(in_error_without_a_word, EINVAL, "note"),
	ROW(rerouted_for_nothing, EINVAL, "because"),
	ROW(rerouted_for_wind, EINVAL, "because"),
	ROW(rerouted_tomorrow, EINVAL, "on"),
	ROW(rerouted_to_where_it_is, EINVAL, "route"),
	ROW(missing_for_wind, EINVAL, "reason"),
	ROW(a_fact_without_a_first_day, EINVAL, "from"),
	ROW(a_fact_of_tomorrow, EINVAL, "from"),
	ROW(a_fact_until_tomorrow, EINVAL, "to"),
	ROW(a_fact_that_ends_before_it_begins, EINVAL, "to"),
	ROW(reviewed_tomorrow, EINVAL, "reviewed_on"),
	ROW(reviewed_before_it_was_made, EINVAL, "reviewed_on"),
	ROW(early_help_reviewed_as_a_plan, EINVAL, "flag"),
	ROW(a_plan_reviewed_after_its_end, EREFUSED, "flag"),
	ROW(a_plan_reviewed_tomorrow, EINVAL, "on"),
	ROW(a_plan_reviewed_before_it_was_made, EINVAL, "on"),
	ROW(an_answer_to_nothing, ENOTFOUND, "item"),
	ROW(an_answer_to_an_item_of_wales, ENOTFOUND, "item"),
	ROW(an_answer_nobody_knows, EINVAL, "answer"),
	ROW(held_and_not_said_what, EINVAL, "note"),
	ROW(held_in_a_place_of_its_own, EINVAL, "answer"),
	ROW(answered_tomorrow, EINVAL, "from"),
	ROW(received_tomorrow, EINVAL, "received"),
	ROW(told_on_no_basis, EINVAL, "basis"),
	ROW(a_characteristic_nobody_knows, EINVAL, "kind"),
	ROW(a_characteristic_told_by_the_school, EINVAL, "source"),
	ROW(a_characteristic_with_a_bell, EINVAL, "answer"),
	ROW(settings_considered_tomorrow, EINVAL, "on"),
	ROW(settings_considered_with_a_bell, EINVAL, "note"),
	ROW(nobody_moves, ENOTFOUND, "person"),
	ROW(an_adult_moves_tomorrow, EINVAL, "from"),
	ROW(an_adult_moves_to_a_castle, EINVAL, "kind"),
	ROW(nobodys_names, ENOTFOUND, "person"),
	ROW(nobody_asked_for, ENOTFOUND, "person"),
	ROW(looked_up_by_an_empty_number, EINVAL, "identifier"),
	ROW(looked_up_by_half_a_postcode, EINVAL, "postcode"),
	ROW(looked_up_by_a_name_of_dots, EINVAL, "name"),
	ROW(a_duty_waived_with_a_bell, EINVAL, "reason"),
	ROW(no_query_of_duties, EINVAL, "query"),
	ROW(closed_on_no_day, EINVAL, "days[0]"),
	ROW(a_day_that_is_nothing, EINVAL, "days[0]"),
	ROW(a_day_half_open, EINVAL, "days[0]"),
	ROW(closed_with_a_bell, EINVAL, "days[0]"),
	ROW(an_officer_with_a_bell, EINVAL, "name"),
	ROW(an_officer_without_a_name, EINVAL, "name"),
	ROW(a_team_with_a_bell, EINVAL, "team"),
	ROW(a_role_nobody_has, EINVAL, "roles"),
	ROW(settings_of_no_rule, ENOTFOUND, "rule"),
};

START_TEST(what_cannot_be_names_its_field_and_is_not_kept)
{
	int64_t before = scene_ask(&s, "SELECT max(seq) FROM journal", 0, 0);
	cnis_error err = { 0 };
	cnis_status st = cases[_i].call(s.r, &err);

	ck_assert_msg(st == cases[_i].want, "%s: %d, not %d: %s (%s, %s)", cases[_i].name, (int)st,
	              (int)cases[_i].want, err.message, err.where, err.field);
	ck_assert_msg(strcmp(err.field, cases[_i].field) == 0, "%s: %s: %s", cases[_i].name,
	              err.field, err.message);
	ck_assert_int_eq(scene_ask(&s, "SELECT max(seq) FROM journal", 0, 0), before);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("refused inputs");
	TCase *tc = tcase_create("inputs");
	SRunner *sr = srunner_create(suite);
	int failed;

	tcase_add_unchecked_fixture(tc, make, clear);
	tcase_add_checked_fixture(tc, begin, finish);
	tcase_add_loop_test(tc, what_cannot_be_names_its_field_and_is_not_kept, 0,
	                    (int)(sizeof(cases) / sizeof(cases[0])));
	suite_add_tcase(suite, tc);
	srunner_run_all(sr, CK_ENV);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
