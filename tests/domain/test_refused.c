/* What is not there, and what cannot be: every noun says which field it is, and keeps nothing. */
#include <check.h>
#include <stdlib.h>

#include <cnis/address.h>
#include <cnis/calendar.h>
#include <cnis/child.h>
#include <cnis/consent.h>
#include <cnis/duty.h>
#include <cnis/entry.h>
#include <cnis/flag.h>
#include <cnis/home_consideration.h>
#include <cnis/identifier.h>
#include <cnis/officer.h>
#include <cnis/person.h>
#include <cnis/provision.h>
#include <cnis/relationship.h>
#include <cnis/review.h>
#include <cnis/setting.h>
#include <cnis/withdrawal.h>

#include "family.h"

enum { NOBODY = 999 };

static scene s;
static int64_t child, sibling, person, entry;

static void
begin(void)
{
	scene_make(&s, "2026-11-20");
	child = scene_child(&s, "2015-03-02");
	sibling = scene_child(&s, "2013-03-02");
	person = family_parent(&s, child);
	entry = family_entry(&s, child, "2026-09-01");
}

static void
finish(void)
{
	scene_end(&s);
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

/* ---- what is not there ----------------------------------------------------------------------- */

static const cnis_place place = { .size = sizeof(place), .line1 = "3 Invented Row" };
static const cnis_name named = { .size = sizeof(named), .full_name = "Lee Example" };
static const cnis_fact fact = { .source = "school" };

CASE(no_child_moves, cnis_child_move(r, NOBODY, "home", &place, &fact, &id, e))
CASE(no_child_leaves, cnis_child_leave(r, NOBODY, 1, CNIS_DAY_NONE, e))
CASE(no_address_left, cnis_child_leave(r, child, NOBODY, CNIS_DAY_NONE, e))
CASE(no_child_born, cnis_child_correct_born(r, NOBODY, scene_day("2015-03-03"), 0, e))
CASE(no_child_numbered, cnis_identifier_add(r, NOBODY, "nhs", "943 476 5919", true, &fact, &id, e))
CASE(no_number, cnis_identifier_end(r, NOBODY, CNIS_DAY_NONE, e))
CASE(no_tie, cnis_relationship_end(r, NOBODY, CNIS_DAY_NONE, e))
CASE(no_provision, cnis_provision_end(r, NOBODY, CNIS_DAY_NONE, e))
CASE(no_flag, cnis_flag_end(r, NOBODY, CNIS_DAY_NONE, e))
CASE(no_plan_reviewed, cnis_flag_reviewed(r, NOBODY, scene_day("2026-11-01"), e))
CASE(no_duty_given, cnis_duty_assign(r, NOBODY, "boss", e))
CASE(no_duty_put_off, cnis_duty_extend(r, NOBODY, scene_day("2027-11-01"), "away", &id, e))
CASE(no_duty_met, cnis_duty_meet(r, NOBODY, CNIS_DAY_NONE, "done", e))
CASE(no_duty_waived, cnis_duty_waive(r, NOBODY, "needless", e))
CASE(no_withdrawal_left, cnis_withdrawal_left(r, NOBODY, 0, CNIS_DAY_NONE, e))
CASE(no_withdrawal_given_up, cnis_withdrawal_withdraw(r, NOBODY, 0, CNIS_DAY_NONE, e))
CASE(no_officer_given_a_role, cnis_officer_role(r, "nobody", CNIS_ROLE_MANAGER, true, e))
CASE(no_officer_ended, cnis_officer_end(r, "nobody", NULL, &id, e))
CASE(no_consent_referred, cnis_consent_refer(r, NOBODY, person, scene_day("2026-11-20"), e))
CASE(no_consent_directed,
     cnis_consent_outcome(r, NOBODY, "directed_grant", scene_day("2026-11-20"), e))

static cnis_status
no_review_signed(cnis_register *r, cnis_error *e)
{
	cnis_review_done done = { 0 };

	return cnis_review_sign(r, NOBODY, 0, true, CNIS_DAY_NONE, &done, e);
}

static cnis_status
ended(cnis_register *r, int64_t id, const char *reason, const char *on, cnis_error *e)
{
	cnis_entry_end n = { .size = sizeof(n),
		             .entry_id = id,
		             .end_reason = reason,
		             .on = scene_day(on),
		             .source = "parent" };

	return cnis_entry_finish(r, &n, e);
}
CASE(no_entry_ended, ended(r, NOBODY, "over_school_age", "2026-11-19", e))

static cnis_status
routed(cnis_register *r, int64_t id, const char *route, const char *on, cnis_error *e)
{
	cnis_entry_route n = { .size = sizeof(n),
		               .because = "other",
		               .entry_id = id,
		               .route = route,
		               .on = scene_day(on) };
	int64_t ret = 0;

	return cnis_entry_change_route(r, &n, &ret, e);
}
CASE(no_entry_routed, routed(r, NOBODY, "flexi_schooling", "2026-11-19", e))

static cnis_status
tied(cnis_register *r, int64_t c, int64_t p, const char *kind, cnis_error *e)
{
	cnis_relationship_new n = {
		.size = sizeof(n), .child_id = c, .person_id = p, .kind = kind
	};
	int64_t ret = 0;

	return cnis_relationship_add(r, &n, &ret, NULL, e);
}
CASE(no_child_tied, tied(r, NOBODY, person, "mother", e))
CASE(no_person_tied, tied(r, child, NOBODY, "mother", e))

static cnis_status
provided(cnis_register *r, int64_t c, const char *kind, double hours, cnis_error *e)
{
	cnis_provision p = {
		.size = sizeof(p), .kind = kind, .hours_week = hours, .hours_without_parent = -1
	};
	int64_t ret = 0;

	return cnis_provision_add(r, c, &p, &ret, e);
}
CASE(no_child_taught, provided(r, NOBODY, "parents", 20, e))

/* ---- what cannot be -------------------------------------------------------------------------- */

CASE(unknown_ending, ended(r, entry, "tired", "2026-11-19", e))
CASE(ending_to_come, ended(r, entry, "over_school_age", "2026-11-21", e))
CASE(ending_before, ended(r, entry, "over_school_age", "2026-08-01", e))
CASE(unknown_route, routed(r, entry, "by_sea", "2026-11-19", e))
CASE(unknown_tie, tied(r, sibling, person, "neighbour", e))
CASE(tied_twice, tied(r, child, person, "mother", e))
CASE(unknown_teaching, provided(r, child, "television", 20, e))
CASE(too_many_hours, provided(r, child, "parents", 169, e))
CASE(unknown_number, cnis_identifier_add(r, child, "passport", "1", true, &fact, &id, e))
CASE(unknown_home, cnis_child_move(r, child, "castle", &place, &fact, &id, e))
CASE(unknown_person, cnis_person_add(r, "pet", &named, &id, e))
CASE(unknown_setting, cnis_setting_set(r, "review.never", "1", CNIS_DAY_NONE, e))
CASE(unknown_owner, cnis_duty_assign(r, 1, "nobody", e))
CASE(no_reason, cnis_duty_waive(r, 1, " ", e))
CASE(nothing_done, cnis_duty_meet(r, 1, CNIS_DAY_NONE, "", e))
CASE(no_day_to, cnis_duty_extend(r, 1, CNIS_DAY_NONE, "away", &id, e))

static cnis_status
officer(cnis_register *r, const char *login, const char *name, unsigned roles, cnis_error *e)
{
	cnis_officer_new o = { sizeof(o), login, name, NULL, roles };
	int64_t id = 0;

	return cnis_officer_add(r, &o, &id, e);
}
CASE(officer_without_login, officer(r, "", "Dana Example", CNIS_ROLE_OFFICER, e))
CASE(officer_without_name, officer(r, "dana", " ", CNIS_ROLE_OFFICER, e))
CASE(officer_twice, officer(r, "boss", "Another", CNIS_ROLE_OFFICER, e))

static const struct {
	const char *name;
	cnis_status (*call)(cnis_register *r, cnis_error *e);
	cnis_status want;
} cases[] = {
#define ROW(name, want)                                                                            \
	{                                                                                          \
#name, name, CNIS_##want                                                           \
	}
	ROW(no_child_moves, ENOTFOUND),
	ROW(no_child_leaves, ENOTFOUND),
	ROW(no_address_left, ENOTFOUND),
	ROW(no_child_born, ENOTFOUND),
	ROW(no_child_numbered, ENOTFOUND),
	ROW(no_number, ENOTFOUND),
	ROW(no_tie, ENOTFOUND),
	ROW(no_provision, ENOTFOUND),
	ROW(no_flag, ENOTFOUND),
	ROW(no_plan_reviewed, ENOTFOUND),
	ROW(no_duty_given, ENOTFOUND),
	ROW(no_duty_put_off, ENOTFOUND),
	ROW(no_duty_met, ENOTFOUND),
	ROW(no_duty_waived, ENOTFOUND),
	ROW(no_withdrawal_left, ENOTFOUND),
	ROW(no_withdrawal_given_up, ENOTFOUND),
	ROW(no_officer_given_a_role, ENOTFOUND),
	ROW(no_officer_ended, ENOTFOUND),
	ROW(no_consent_referred, ENOTFOUND),
	ROW(no_consent_directed, ENOTFOUND),
	ROW(no_review_signed, ENOTFOUND),
	ROW(no_entry_ended, ENOTFOUND),
	ROW(no_entry_routed, ENOTFOUND),
	ROW(no_child_tied, ENOTFOUND),
	ROW(no_person_tied, ENOTFOUND),
	ROW(no_child_taught, ENOTFOUND),
	ROW(unknown_ending, EINVAL),
	ROW(ending_to_come, EINVAL),
	ROW(ending_before, EINVAL),
	ROW(unknown_route, EINVAL),
	ROW(unknown_tie, EINVAL),
	ROW(tied_twice, EEXISTS),
	ROW(unknown_teaching, EINVAL),
	ROW(too_many_hours, EINVAL),
	ROW(unknown_number, EINVAL),
	ROW(unknown_home, EINVAL),
	ROW(unknown_person, EINVAL),
	ROW(unknown_setting, ENOTFOUND),
	ROW(unknown_owner, ENOTFOUND),
	ROW(no_reason, EINVAL),
	ROW(nothing_done, EINVAL),
	ROW(no_day_to, EINVAL),
	ROW(officer_without_login, EINVAL),
	ROW(officer_without_name, EINVAL),
	ROW(officer_twice, EEXISTS),
};

START_TEST(what_cannot_be_done_is_said_and_nothing_is_kept)
{
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		int64_t before = scene_ask(&s, "SELECT max(seq) FROM journal", 0, 0);
		cnis_error err = { 0 };
		cnis_status st = cases[i].call(s.r, &err);

		ck_assert_msg(st == cases[i].want, "%s: %d, not %d: %s (%s, %s)", cases[i].name,
		              (int)st, (int)cases[i].want, err.message, err.where, err.field);
		ck_assert_msg(err.code == st && err.message[0] != '\0', "%s: nothing is said",
		              cases[i].name);
		ck_assert_msg(err.field[0] != '\0', "%s: no field is named: %s", cases[i].name,
		              err.message);
		ck_assert_int_eq(scene_ask(&s, "SELECT max(seq) FROM journal", 0, 0), before);
	}
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("refused");
	TCase *tc = tcase_create("refused");
	SRunner *sr = srunner_create(suite);
	int failed;

	tcase_add_checked_fixture(tc, begin, finish);
	tcase_set_timeout(tc, 60);
	tcase_add_test(tc, what_cannot_be_done_is_said_and_nothing_is_kept);
	suite_add_tcase(suite, tc);
	srunner_run_all(sr, CK_ENV);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
