/* Entries: opening, changing route, ending only when A, B or C is false. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>

#include <cnis/address.h>
#include <cnis/calendar.h>
#include <cnis/consent.h>
#include <cnis/duty.h>
#include <cnis/entry.h>
#include <cnis/flag.h>
#include <cnis/why.h>
#include <cnis/withdrawal.h>

#include "family.h"

static scene s;
static int64_t child;

static void
begin(void)
{
	scene_make(&s, "2026-11-21");
	child = scene_child(&s, "2015-03-02");
}

static void
begin_in_force(void)
{
	scene_make_in_force(&s, "2027-11-15", "2027-09-01");
	child = scene_child(&s, "2015-03-02");
}

static void
finish(void)
{
	scene_end(&s);
}

static int64_t
enter(const char *route, const char *from)
{
	const cnis_entry_new n = { .size = sizeof(n),
		                   .child_id = child,
		                   .route = route,
		                   .fact = { .from = scene_day(from), .source = "parent" } };
	cnis_error err = { 0 };
	int64_t id = 0;

	scene_want(cnis_entry_open(s.r, &n, &id, &err), CNIS_OK, &err);
	return id;
}

static void
not_ended(const cnis_entry_end *n, cnis_status want, const char *field)
{
	cnis_error err = { 0 };

	scene_want(cnis_entry_finish(s.r, n, &err), want, &err);
	ck_assert_str_eq(err.field, field);
	ck_assert_int_eq(scene_ask(&s, "SELECT count(*) FROM entry WHERE to_day IS NULL", 0, 0), 1);
}

START_TEST(a_second_open_entry_exists_already)
{
	const cnis_entry_new n = { .size = sizeof(n),
		                   .child_id = child,
		                   .route = "home_education" };
	cnis_error err = { 0 };
	int64_t id = 0;

	(void)enter("home_education", "2026-09-01");
	scene_want(cnis_entry_open(s.r, &n, &id, &err), CNIS_EEXISTS, &err);
}
END_TEST

START_TEST(a_pupil_with_a_plan_still_on_the_roll_is_not_entered)
{
	cnis_entry_new n = { .size = sizeof(n), .child_id = child, .route = "home_education" };
	cnis_error err = { 0 };
	int64_t id = 0;

	(void)family_flag(&s, child, "ehc_plan", "2024-01-10", NULL, NULL, NULL);
	(void)family_notice(&s, child, "mainstream", NULL, "2026-11-20");
	scene_want(cnis_entry_open(s.r, &n, &id, &err), CNIS_EREFUSED, &err);
	ck_assert_str_eq(err.rule, "LOCAL.gate.ehc");
}
END_TEST

/* ---- the roll ---------------------------------------------------------------------------------
 */

static cnis_status
try(const char *route, bool on_roll)
{
	const cnis_entry_new n = {
		.size = sizeof(n), .child_id = child, .route = route, .on_roll = on_roll
	};
	cnis_error err = { 0 };
	int64_t id = 0;

	return cnis_entry_open(s.r, &n, &id, &err);
}

static int64_t
notice_with_a_plan(void)
{
	(void)family_flag(&s, child, "ehc_plan", "2024-01-10", NULL, NULL, NULL);
	return family_notice(&s, child, "mainstream", NULL, "2026-11-10");
}

/* Nothing but the notice itself. */
static void
unblamed(int64_t w, const char *state)
{
	char text[160];

	(void)snprintf(text, sizeof(text),
	               "SELECT on_roll = 'yes' AND deleted_day IS NULL AND"
	               " deletion_without_consent = 0 AND state = '%s'"
	               " FROM withdrawal WHERE id = %%lld",
	               state);
	ck_assert_int_eq(scene_ask(&s, text, w, 0), 1);
	ck_assert_int_eq(scene_ask(&s, "SELECT count(*) FROM entry", 0, 0), 0);
}

static void
refuse(int64_t w)
{
	static const char *const recipients[] = { "applicant", "proprietor" };
	cnis_consent_apply_new a = { .size = sizeof(a),
		                     .withdrawal_id = w,
		                     .applied = scene_day("2026-11-12"),
		                     .applicant = "parent" };
	cnis_consent_decide_new d = { .size = sizeof(d),
		                      .withdrawal_id = w,
		                      .decided = scene_day("2026-11-16"),
		                      .ground = "best_interests",
		                      .reasons = "As set out in the letter." };
	cnis_consent_applied done;
	cnis_error err = { 0 };
	int64_t id = 0;

	scene_want(cnis_consent_apply(s.r, &a, &done, &err), CNIS_OK, &err);
	scene_want(cnis_consent_decide(s.r, &d, &id, &err), CNIS_OK, &err);
	for (size_t i = 0; i < 2; i++) {
		cnis_consent_serve_new n = { .size = sizeof(n),
			                     .withdrawal_id = w,
			                     .recipient = recipients[i],
			                     .served = scene_day("2026-11-18"),
			                     .method = "post" };

		scene_want(cnis_consent_serve(s.r, &n, NULL, &err), CNIS_OK, &err);
	}
}

START_TEST(a_child_whose_withdrawal_was_refused_is_not_entered_from_the_roll)
{
	int64_t w = notice_with_a_plan();
	cnis_error err = { 0 };

	refuse(w);
	ck_assert_int_eq(
	    scene_ask(&s, "SELECT closed_day IS NULL FROM withdrawal WHERE id = %lld", w, 0), 0);
	ck_assert_int_eq(try("home_education", false), CNIS_EREFUSED);
	ck_assert_int_eq(try("missing_education", false), CNIS_EREFUSED);
	unblamed(w, "refused");
	/* the school removes the name all the same: any officer enters the child at once */
	scene_want(cnis_withdrawal_left(s.r, w, 0, scene_day("2026-11-20"), &err), CNIS_OK, &err);
	(void)enter("home_education", "2026-11-20");
	ck_assert_int_eq(
	    scene_ask(&s, "SELECT deletion_without_consent FROM withdrawal WHERE id = %lld", w, 0),
	    1);
}
END_TEST

START_TEST(a_child_whose_parent_changed_plan_is_a_pupil_still)
{
	int64_t w = notice_with_a_plan(), id = 0;
	cnis_error err = { 0 };
	cnis_withdrawal_new gone = { .size = sizeof(gone),
		                     .child_id = child,
		                     .notified_by = "school",
		                     .notified = scene_day("2026-11-20"),
		                     .off_roll = true,
		                     .school_name = "Fernhill School" };

	scene_want(cnis_withdrawal_withdraw(s.r, w, 0, scene_day("2026-11-16"), &err), CNIS_OK,
	           &err);
	ck_assert_int_eq(try("home_education", false), CNIS_EREFUSED);
	unblamed(w, "withdrawn");
	scene_want(cnis_withdrawal_notify(s.r, &gone, &id, &err), CNIS_OK, &err);
	(void)enter("home_education", "2026-11-20");
}
END_TEST

START_TEST(what_a_school_agrees_or_arranges_is_of_its_pupils)
{
	ck_assert_int_eq(try("school_off_site", false), CNIS_EINVAL);
	ck_assert_int_eq(try("flexi_schooling", false), CNIS_EINVAL);
	ck_assert_int_eq(try("part_time_timetable", false), CNIS_EINVAL);
	ck_assert_int_eq(try("part_time_timetable", true), CNIS_EREFUSED);
}
END_TEST

START_TEST(no_other_route_goes_round_the_gate)
{
	static const char *const routes[] = { "missing_education",
		                              "unregistered_setting",
		                              "section_19",
		                              "school_off_site",
		                              "eotas",
		                              "flexi_schooling" };
	int64_t w = notice_with_a_plan();

	for (size_t i = 0; i < sizeof(routes) / sizeof(routes[0]); i++) {
		ck_assert_msg(try(routes[i], false) == CNIS_EREFUSED, "%s", routes[i]);
		unblamed(w, "consent_needed");
	}
	/* a pupil who stays on the roll needs no consent to be taught elsewhere */
	ck_assert_int_eq(try("flexi_schooling", true), CNIS_OK);
	ck_assert_int_eq(
	    scene_ask(&s, "SELECT closed_day IS NULL FROM withdrawal WHERE id = %lld", w, 0), 1);
}
END_TEST

START_TEST(a_change_of_route_does_not_go_round_it_either)
{
	cnis_entry_route n = { .size = sizeof(n), .because = "other", .route = "home_education" };
	cnis_error err = { 0 };
	int64_t id = 0, w;

	n.entry_id = enter("missing_education", "2026-10-01");
	w = notice_with_a_plan();
	scene_want(cnis_entry_change_route(s.r, &n, &id, &err), CNIS_EREFUSED, &err);
	ck_assert_str_eq(err.rule, "LOCAL.gate.ehc");
	scene_want(cnis_withdrawal_left(s.r, w, 0, scene_day("2026-11-20"), &err), CNIS_OK, &err);
	scene_want(cnis_entry_change_route(s.r, &n, &id, &err), CNIS_OK, &err);
	/* what the process was for is done */
	ck_assert_int_eq(scene_ask(&s, "SELECT entry_id FROM withdrawal WHERE id = %lld", w, 0),
	                 id);
	ck_assert_int_eq(family_duties(&s, child, "register_child", "met"), 1);
}
END_TEST

START_TEST(every_ending_needs_its_evidence)
{
	cnis_entry_end n = { .size = sizeof(n), .end_reason = "moved_out", .source = "parent" };

	n.entry_id = enter("home_education", "2026-09-01");
	not_ended(&n, CNIS_EINVAL, "authority");
	n.authority = "302";
	not_ended(&n, CNIS_EREFUSED, "authority");
	n.authority = "301";
	n.source = NULL;
	not_ended(&n, CNIS_EINVAL, "source");
	n.source = "parent";
	n.on = scene_day("2026-11-22");
	not_ended(&n, CNIS_EINVAL, "on");
	n.on = scene_day("2026-08-31");
	not_ended(&n, CNIS_EINVAL, "on");
	n.on = CNIS_DAY_NONE;
	n.end_reason = "registered_at_school";
	not_ended(&n, CNIS_EINVAL, "school");
	n.end_reason = "over_school_age";
	not_ended(&n, CNIS_EREFUSED, "end_reason");
	n.end_reason = "arrangement_ended";
	not_ended(&n, CNIS_EREFUSED, "end_reason");
	n.end_reason = "entered_in_error";
	not_ended(&n, CNIS_EINVAL, "note");
	n.end_reason = "route_changed";
	not_ended(&n, CNIS_EINVAL, "end_reason");
	n.end_reason = "bored";
	not_ended(&n, CNIS_EINVAL, "end_reason");
}
END_TEST

static int64_t
home(int64_t of, const char *authority, const char *kind)
{
	char sql[300];
	int64_t address;

	(void)snprintf(
	    sql, sizeof(sql),
	    "INSERT INTO address (uuid, line1, authority, source, basis, recorded_at, rev)"
	    " VALUES ('u', '1 Invented Row', %s, 'parent', 's436a', :at, :rev)",
	    authority);
	address = scene_sql(&s, sql, 0, 0);
	(void)snprintf(
	    sql, sizeof(sql),
	    "INSERT INTO child_residence (child_id, address_id, kind, from_day, source,"
	    " basis, recorded_at, rev) VALUES (%%lld, %%lld, '%s', %d, 'parent', 's436a',"
	    " :at, :rev)",
	    kind, scene_day("2026-10-01"));
	return scene_sql(&s, sql, of, address);
}

START_TEST(nobody_moves_out_while_a_home_in_the_area_stands)
{
	cnis_entry_end n = {
		.size = sizeof(n), .end_reason = "moved_out", .authority = "301", .source = "parent"
	};
	cnis_error err = { 0 };
	int64_t ours;
	int64_t unknown;

	n.entry_id = enter("home_education", "2026-09-01");
	(void)home(child, "'301'", "home");
	(void)home(child, "'302'", "correspondence");
	ours = home(child, "'302'", "additional");
	unknown = home(child, "NULL", "home");
	not_ended(&n, CNIS_EREFUSED, "home");
	(void)scene_sql(&s,
	                "UPDATE child_residence SET to_day = from_day, rev = :rev WHERE id = %lld",
	                ours, 0);
	not_ended(&n, CNIS_EREFUSED, "home"); /* of unknown area */
	n.on = scene_day("2026-09-30");
	n.end_homes = true;
	not_ended(&n, CNIS_EINVAL, "on"); /* it began later */
	n.on = scene_day("2026-11-20");
	scene_want(cnis_entry_finish(s.r, &n, &err), CNIS_OK, &err);
	ck_assert_int_eq(
	    scene_ask(&s, "SELECT to_day FROM child_residence WHERE id = %lld", unknown, 0), n.on);
	ck_assert_int_eq(
	    scene_ask(&s, "SELECT count(*) FROM child_residence WHERE to_day IS NULL", 0, 0), 2);
}
END_TEST

START_TEST(a_home_that_ended_later_keeps_the_entry_until_then)
{
	cnis_entry_end n = {
		.size = sizeof(n), .end_reason = "moved_out", .abroad = true, .source = "parent"
	};
	cnis_error err = { 0 };
	int64_t ours;

	n.entry_id = enter("home_education", "2026-09-01");
	ours = home(child, "'302'", "home");
	(void)scene_sql(&s, "UPDATE child_residence SET to_day = %lld, rev = :rev WHERE id = %lld",
	                scene_day("2026-11-10"), ours);
	n.on = scene_day("2026-11-09");
	not_ended(&n, CNIS_EREFUSED, "home");
	n.on = scene_day("2026-11-10");
	scene_want(cnis_entry_finish(s.r, &n, &err), CNIS_OK, &err);
}
END_TEST

START_TEST(an_ending_closes_the_duties)
{
	cnis_entry_end n = { .size = sizeof(n),
		             .end_reason = "registered_at_school",
		             .school_name = "Invented Primary",
		             .source = "school" };
	cnis_error err = { 0 };

	n.entry_id = enter("home_education", "2026-09-01");
	scene_want(cnis_entry_finish(s.r, &n, &err), CNIS_OK, &err);
	ck_assert_int_eq(scene_ask(&s, "SELECT count(*) FROM duty WHERE state = 'open'", 0, 0), 0);
	scene_want(cnis_entry_finish(s.r, &n, &err), CNIS_EREFUSED, &err);
}
END_TEST

START_TEST(a_change_of_route_carries_the_work_on)
{
	cnis_entry_route n = { .size = sizeof(n),
		               .because = "other",
		               .route = "missing_education",
		               .on = scene_day("2027-11-10") };
	cnis_error err = { 0 };
	int64_t id = 0;

	n.entry_id = enter("home_education", "2027-10-01");
	ck_assert_int_eq(family_due(&s, child, "home_consideration"), scene_day("2027-11-29"));
	scene_want(cnis_entry_change_route(s.r, &n, &id, &err), CNIS_OK, &err);
	ck_assert_int_eq(scene_ask(&s, "SELECT to_day FROM entry WHERE id = %lld", n.entry_id, 0),
	                 scene_day("2027-11-09"));
	ck_assert_int_eq(scene_ask(&s, "SELECT from_day FROM entry WHERE id = %lld", id, 0),
	                 scene_day("2027-11-10"));
	ck_assert_int_eq(family_due(&s, child, "home_consideration"), scene_day("2027-11-29"));
	ck_assert_int_eq(family_duties(&s, child, "review", "open"), 0);
	ck_assert_int_eq(family_duties(&s, child, "missing_enquiry", "open"), 1);
	ck_assert_int_eq(
	    scene_ask(&s, "SELECT count(*) FROM duty WHERE state = 'open' AND entry_id <> %lld", id,
	              0),
	    0);
	n.entry_id = id;
	scene_want(cnis_entry_change_route(s.r, &n, &id, &err), CNIS_EINVAL, &err);
}
END_TEST

START_TEST(a_route_begins_after_the_entry)
{
	cnis_entry_route n = { .size = sizeof(n),
		               .because = "other",
		               .route = "section_19",
		               .on = scene_day("2026-09-01") };
	cnis_error err = { 0 };
	int64_t id = 0;

	n.entry_id = enter("home_education", "2026-09-01");
	scene_want(cnis_entry_change_route(s.r, &n, &id, &err), CNIS_EINVAL, &err);
	ck_assert_str_eq(err.field, "on");
	n.on = scene_day("2026-11-22");
	scene_want(cnis_entry_change_route(s.r, &n, &id, &err), CNIS_EINVAL, &err);
	n.route = "nowhere";
	scene_want(cnis_entry_change_route(s.r, &n, &id, &err), CNIS_EINVAL, &err);
	ck_assert_str_eq(err.field, "route");
}
END_TEST

START_TEST(a_flexi_pupil_with_a_plan_needs_consent_to_leave_the_roll)
{
	cnis_entry_new first = { .size = sizeof(first),
		                 .child_id = child,
		                 .route = "flexi_schooling",
		                 .on_roll = true,
		                 .fact = { .from = scene_day("2026-09-01") } };
	cnis_entry_route n = { .size = sizeof(n), .because = "other", .route = "home_education" };
	cnis_error err = { 0 };
	int64_t id = 0;

	scene_want(cnis_entry_open(s.r, &first, &n.entry_id, &err), CNIS_OK, &err);
	(void)family_flag(&s, child, "ehc_plan", "2024-01-10", NULL, NULL, NULL);
	scene_want(cnis_entry_change_route(s.r, &n, &id, &err), CNIS_EREFUSED, &err);
	ck_assert_str_eq(err.rule, "LOCAL.gate.ehc");
	/* nor by way of another route */
	n.route = "missing_education";
	scene_want(cnis_entry_change_route(s.r, &n, &id, &err), CNIS_EREFUSED, &err);
}
END_TEST

START_TEST(where_a_child_lives_is_asked_until_somebody_says)
{
	const cnis_place place = { .size = sizeof(place),
		                   .line1 = "1 Elm Row",
		                   .postcode = "N2 0AB" };
	const cnis_fact fact = { .source = "parent" };
	cnis_error err = { 0 };
	int64_t address = 0;

	(void)enter("home_education", "2026-09-01");
	ck_assert_int_eq(family_duties(&s, child, "address_query", "open"), 1);
	ck_assert_int_eq(family_due(&s, child, "address_query"), scene_day("2026-11-27"));
	scene_want(cnis_child_move(s.r, child, "correspondence", &place, &fact, &address, &err),
	           CNIS_OK, &err);
	ck_assert_int_eq(family_duties(&s, child, "address_query", "open"), 1);
	scene_want(cnis_child_move(s.r, child, "home", &place, &fact, &address, &err), CNIS_OK,
	           &err);
	ck_assert_int_eq(family_duties(&s, child, "address_query", "met"), 1);
	/* of a child we know that of nobody asks */
	child = scene_child(&s, "2014-03-02");
	scene_want(cnis_child_move(s.r, child, "home", &place, &fact, &address, &err), CNIS_OK,
	           &err);
	(void)enter("home_education", "2026-09-01");
	ck_assert_int_eq(family_duties(&s, child, "address_query", "open"), 0);
}
END_TEST

START_TEST(a_change_of_route_still_asks_where_the_child_lives)
{
	cnis_entry_route n = { .size = sizeof(n), .because = "other", .route = "section_19" };
	cnis_error err = { 0 };
	int64_t id = 0;

	n.entry_id = enter("home_education", "2026-09-01");
	scene_want(cnis_entry_change_route(s.r, &n, &id, &err), CNIS_OK, &err);
	ck_assert_int_eq(scene_ask(&s,
	                           "SELECT count(*) FROM duty WHERE kind = 'address_query'"
	                           " AND state = 'open' AND entry_id = %lld",
	                           id, 0),
	                 1);
}
END_TEST

/* The days of the school the child left, then the authority's, then working days. */
static void
holiday(const char *calendar, const char *first, const char *day, const char *last)
{
	const cnis_calendar_day days[] = { { scene_day(first), "closed", NULL },
		                           { scene_day(day), "closed", NULL },
		                           { scene_day(last), "closed", NULL } };
	cnis_error err = { 0 };

	scene_want(cnis_calendar_add(s.r, calendar, days, 3, NULL, &err), CNIS_OK, &err);
}

static const struct {
	const char *school_to, *authority_to; /* how far each is recorded; NULL: not at all */
	const char *due, *said;
} school_days[] = {
	{ "2026-12-31", "2026-12-31", "2026-12-08", "\"calendar\": \"100001\"" },
	{ NULL, "2026-12-31", "2026-12-07", "\"calendar\": \"authority\"" },
	{ "2026-12-01", "2026-12-31", "2026-12-07", "\"calendar\": \"authority\"" },
	{ "2026-12-01", NULL, "2026-12-04", "\"unit\": \"working\"" },
	{ NULL, NULL, "2026-12-04", "\"unit\": \"working\"" },
};

static int64_t
missing(void)
{
	const cnis_entry_new n = { .size = sizeof(n),
		                   .child_id = child,
		                   .route = "missing_education",
		                   .school_name = "Fernhill School",
		                   .school_urn = "100001",
		                   .fact = { .from = scene_day("2026-11-20"),
		                             .source = "school" } };
	cnis_error err = { 0 };
	int64_t id = 0;

	scene_want(cnis_entry_open(s.r, &n, &id, &err), CNIS_OK, &err);
	return id;
}

static void
record_calendars(int i)
{
	if (school_days[i].authority_to != NULL)
		holiday("authority", "2026-09-01", "2026-11-26", school_days[i].authority_to);
	if (school_days[i].school_to != NULL) {
		holiday("100001", "2026-09-01", "2026-11-26", school_days[i].school_to);
		holiday("100001", "2026-09-01", "2026-11-27", school_days[i].school_to);
	}
}

static void
counted(int i)
{
	char text[160];

	ck_assert_int_eq(family_due(&s, child, "missing_enquiry"), scene_day(school_days[i].due));
	(void)snprintf(text, sizeof(text),
	               "SELECT instr(inputs, '%s') > 0 FROM duty WHERE kind = 'missing_enquiry'"
	               " AND state = 'open'",
	               school_days[i].said);
	ck_assert_int_eq(scene_ask(&s, text, 0, 0), 1);
}

START_TEST(school_days_are_those_of_the_school_the_child_left)
{
	record_calendars(_i);
	(void)missing();
	counted(_i);
}
END_TEST

START_TEST(a_calendar_recorded_later_moves_the_enquiry_when_asked)
{
	cnis_error err = { 0 };
	int64_t n = 0;

	(void)missing();
	record_calendars(_i);
	ck_assert_int_eq(family_due(&s, child, "missing_enquiry"), scene_day("2026-12-04"));
	scene_want(cnis_duty_recalc(s.r, true, NULL, NULL, &n, &err), CNIS_OK, &err);
	counted(_i);
	scene_want(cnis_duty_recalc(s.r, true, NULL, NULL, &n, &err), CNIS_OK, &err);
	ck_assert_int_eq(n, 0);
}
END_TEST

static cnis_status
agrees(const cnis_why_line *l, void *payload, cnis_error *reterr)
{
	int *wrong = payload;

	(void)reterr;
	*wrong += !l->agrees;
	return CNIS_OK;
}

START_TEST(why_counts_by_the_calendar_the_duty_was_counted_by)
{
	cnis_error err = { 0 };
	int wrong = 0;

	record_calendars(_i);
	(void)missing();
	scene_want(
	    cnis_why(s.r, 'D',
	             scene_ask(&s, "SELECT id FROM duty WHERE kind = 'missing_enquiry'", 0, 0),
	             false, agrees, &wrong, &err),
	    CNIS_OK, &err);
	ck_assert_int_eq(wrong, 0);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("entry");
	TCase *now = tcase_create("today");
	TCase *act = tcase_create("act in force");
	SRunner *sr = srunner_create(suite);
	int failed;

	tcase_add_checked_fixture(now, begin, finish);
	tcase_add_checked_fixture(act, begin_in_force, finish);
	tcase_set_timeout(now, 60);
	tcase_set_timeout(act, 60);
	tcase_add_test(now, a_second_open_entry_exists_already);
	tcase_add_test(now, a_pupil_with_a_plan_still_on_the_roll_is_not_entered);
	tcase_add_test(now, a_child_whose_withdrawal_was_refused_is_not_entered_from_the_roll);
	tcase_add_test(now, a_child_whose_parent_changed_plan_is_a_pupil_still);
	tcase_add_test(now, what_a_school_agrees_or_arranges_is_of_its_pupils);
	tcase_add_test(now, no_other_route_goes_round_the_gate);
	tcase_add_test(now, a_change_of_route_does_not_go_round_it_either);
	tcase_add_test(now, every_ending_needs_its_evidence);
	tcase_add_test(now, nobody_moves_out_while_a_home_in_the_area_stands);
	tcase_add_test(now, a_home_that_ended_later_keeps_the_entry_until_then);
	tcase_add_test(now, an_ending_closes_the_duties);
	tcase_add_test(act, a_change_of_route_carries_the_work_on);
	tcase_add_test(now, a_route_begins_after_the_entry);
	tcase_add_test(now, where_a_child_lives_is_asked_until_somebody_says);
	tcase_add_test(now, a_change_of_route_still_asks_where_the_child_lives);
	tcase_add_loop_test(now, school_days_are_those_of_the_school_the_child_left, 0,
	                    (int)(sizeof(school_days) / sizeof(school_days[0])));
	tcase_add_loop_test(now, a_calendar_recorded_later_moves_the_enquiry_when_asked, 0,
	                    (int)(sizeof(school_days) / sizeof(school_days[0])));
	tcase_add_loop_test(now, why_counts_by_the_calendar_the_duty_was_counted_by, 0,
	                    (int)(sizeof(school_days) / sizeof(school_days[0])));
	tcase_add_test(now, a_flexi_pupil_with_a_plan_needs_consent_to_leave_the_roll);
	suite_add_tcase(suite, now);
	suite_add_tcase(suite, act);
	srunner_run_all(sr, CK_ENV);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
