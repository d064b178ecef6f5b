/* Responsibility with its evidence, as it changes; parents who do not agree. */
#include <check.h>
#include <stdlib.h>

#include <cnis/disagreement.h>
#include <cnis/entry.h>
#include <cnis/relationship.h>
#include <cnis/withholding.h>

#include "family.h"

static scene s;
static int64_t child, mother, father;

static void
begin(void)
{
	scene_make(&s, "2026-11-20");
	child = scene_child(&s, "2015-03-02");
	mother = family_parent(&s, child);
	father = family_parent(&s, child);
}

static void
finish(void)
{
	scene_end(&s);
}

static cnis_relationship_new
change(const char *from)
{
	return (cnis_relationship_new){ .size = sizeof(cnis_relationship_new),
		                        .child_id = child,
		                        .person_id = father,
		                        .fact = { .from = scene_day(from), .source = "court" } };
}

static int64_t
apply(const cnis_relationship_new *n, cnis_status want, const char *field)
{
	cnis_error err = { 0 };
	int64_t id = 0;

	scene_want(cnis_relationship_change(s.r, n, &id, &err), want, &err);
	ck_assert_str_eq(err.field, field);
	return id;
}

#define OF_FATHER " FROM relationship WHERE child_id = %lld AND person_id = %lld"

START_TEST(what_is_left_out_stays_as_it_is)
{
	cnis_relationship_new n = change("2026-11-01");

	n.responsibility = "yes";
	n.responsibility_basis = "registered";
	n.evidence = "birth_certificate";
	n.contact_limits = "Weekends only.";
	apply(&n, CNIS_OK, "");
	n = change("2026-11-10");
	n.has_care = "no";
	apply(&n, CNIS_OK, "");
	ck_assert_int_eq(scene_ask(&s, "SELECT count(*)" OF_FATHER, child, father), 3);
	ck_assert_int_eq(
	    scene_ask(&s,
	              "SELECT count(*)" OF_FATHER
	              " AND to_day IS NULL AND responsibility = 'yes' AND has_care = 'no'"
	              " AND evidence = 'birth_certificate' AND contact_limits = 'Weekends only.'",
	              child, father),
	    1);
	ck_assert_int_eq(
	    scene_ask(&s, "SELECT to_day" OF_FATHER " AND evidence IS NULL", child, father),
	    scene_day("2026-10-31"));
	n = change("2026-11-11");
	n.contact_limits = "";
	n.reason = "The order was discharged.";
	apply(&n, CNIS_OK, "");
	ck_assert_int_eq(scene_ask(&s,
	                           "SELECT count(*)" OF_FATHER
	                           " AND to_day IS NULL AND contact_limits IS NULL",
	                           child, father),
	                 1);
}
END_TEST

START_TEST(what_is_no_change_is_refused)
{
	cnis_relationship_new n = change("2026-11-21");

	n.has_care = "no";
	apply(&n, CNIS_EINVAL, "from");
	n = change("2026-11-01");
	n.evidence = "hearsay";
	apply(&n, CNIS_EINVAL, "evidence");
	n = change("2026-11-01");
	n.responsibility = "some";
	apply(&n, CNIS_EINVAL, "responsibility");
	n = change("2026-11-01");
	n.person_id = 999;
	apply(&n, CNIS_ENOTFOUND, "person");
	ck_assert_int_eq(scene_ask(&s, "SELECT count(*)" OF_FATHER, child, father), 1);
	n = change("2026-11-01");
	apply(&n, CNIS_EINVAL, "responsibility"); /* nothing is said */
	n.has_care = "no";
	apply(&n, CNIS_OK, "");
	n = change("2026-10-31");
	n.has_care = "no";
	apply(&n, CNIS_EINVAL, "from"); /* it began later */
	n.responsibility_basis = "nonsense";
	apply(&n, CNIS_EINVAL, "responsibility_basis");
}
END_TEST

START_TEST(a_second_change_of_the_day_adds_to_the_first)
{
	cnis_relationship_new n = change("2026-11-20");

	n.responsibility = "yes";
	n.evidence = "birth_certificate";
	apply(&n, CNIS_OK, "");
	n = change("2026-11-20");
	n.contact_limits = "Weekends only.";
	apply(&n, CNIS_OK, "");
	ck_assert_int_eq(scene_ask(&s, "SELECT count(*)" OF_FATHER, child, father), 2);
	ck_assert_int_eq(
	    scene_ask(&s,
	              "SELECT count(*)" OF_FATHER " AND to_day IS NULL AND responsibility = 'yes'"
	              " AND evidence = 'birth_certificate' AND contact_limits = 'Weekends only.'",
	              child, father),
	    1);
	n = change("2026-11-20");
	n.evidence = "hearsay";
	apply(&n, CNIS_EINVAL, "evidence");
}
END_TEST

/* What a second change of the day brings with it is what any change does. */
START_TEST(a_second_change_of_the_day_is_heard_from_who_says_it)
{
	cnis_relationship_new n = change("2026-11-20");

	(void)family_entry(&s, child, "2026-11-01");
	n.fact.source = "parent";
	n.has_care = "no";
	apply(&n, CNIS_OK, "");
	ck_assert_int_eq(family_duties(&s, child, "privacy_notice", "open"), 0);
	n.fact.source = "court";
	n.has_care = "yes";
	apply(&n, CNIS_OK, "");
	ck_assert_int_eq(family_duties(&s, child, "privacy_notice", "open"), 1);
}
END_TEST

START_TEST(who_has_the_care_by_a_second_change_of_the_day_brings_what_is_withheld)
{
	cnis_error err = { 0 };
	int64_t id = 0, other = scene_child(&s, "2012-03-02"), home;
	cnis_withholding_new h = { .size = sizeof(h),
		                   .child_id = other,
		                   .fact = "address",
		                   .confirmed_by = "police",
		                   .reason = "Not to be known." };
	cnis_relationship_new n = change("2026-11-20");

	scene_sql(
	    &s,
	    "INSERT INTO relationship (child_id, person_id, kind, responsibility, has_care,"
	    " educates, source, basis, recorded_at, rev)"
	    " VALUES (%lld, %lld, 'parent', 'yes', 'yes', 'yes', 'parent', 's436a', :at, :rev)",
	    other, father);
	home = scene_sql(&s,
	                 "INSERT INTO address (uuid, line1, source, basis, recorded_at, rev)"
	                 " VALUES ('u', '1 Example Street', 'parent', 's436a', :at, :rev)",
	                 0, 0);
	scene_sql(&s,
	          "INSERT INTO child_residence (child_id, address_id, kind, source, basis,"
	          " recorded_at, rev) VALUES (%lld, %lld, 'home', 'parent', 's436a', :at, :rev)",
	          child, home);
	h.address_id = scene_ask(
	    &s, "SELECT address_id FROM person_residence WHERE person_id = %lld", father, 0);
	scene_want(cnis_withhold_add(s.r, &h, &id, &err), CNIS_OK, &err);
	n.has_care = "no";
	apply(&n, CNIS_OK, "");
	ck_assert_int_eq(
	    scene_ask(&s, "SELECT count(*) FROM withholding WHERE child_id = %lld", child, 0), 0);
	n.has_care = "yes";
	apply(&n, CNIS_OK, "");
	ck_assert_int_eq(
	    scene_ask(
		&s, "SELECT count(*) FROM withholding WHERE child_id = %lld AND address_id = %lld",
		child, home),
	    1);
}
END_TEST

static int64_t
differ(const cnis_disagreement_new *n, cnis_status want, const char *field)
{
	cnis_error err = { 0 };
	int64_t id = 0;

	scene_want(cnis_disagreement_add(s.r, n, &id, &err), want, &err);
	ck_assert_str_eq(err.field, field);
	return id;
}

START_TEST(a_disagreement_is_what_two_adults_say)
{
	const cnis_disagreement_view both[] = { { mother, "for" }, { father, "against" } };
	const cnis_disagreement_view twice[] = { { mother, "for" }, { mother, "against" } };
	const cnis_disagreement_view odd[] = { { mother, "for" }, { father, "angry" } };
	const cnis_disagreement_view strange[] = { { mother, "for" }, { 999, "against" } };
	cnis_disagreement_new n = { .size = sizeof(n), .child_id = child, .views = both };
	cnis_error err = { 0 };
	int64_t id;

	n.n_views = 1;
	differ(&n, CNIS_EINVAL, "views");
	n.n_views = 2;
	n.views = twice;
	differ(&n, CNIS_EINVAL, "views");
	n.views = odd;
	differ(&n, CNIS_EINVAL, "views");
	n.views = strange;
	differ(&n, CNIS_ENOTFOUND, "person");
	n.views = both;
	n.about = "weather";
	differ(&n, CNIS_EINVAL, "about");
	n.about = NULL;
	n.fact.from = scene_day("2026-11-21");
	differ(&n, CNIS_EINVAL, "from");
	n.fact.from = CNIS_DAY_NONE;
	n.child_id = 999;
	differ(&n, CNIS_ENOTFOUND, "child");
	ck_assert_int_eq(scene_ask(&s, "SELECT count(*) FROM disagreement", 0, 0), 0);
	n.child_id = child;
	id = differ(&n, CNIS_OK, "");
	scene_want(cnis_disagreement_end(s.r, id, CNIS_DAY_NONE, &err), CNIS_OK, &err);
	scene_want(cnis_disagreement_end(s.r, id, CNIS_DAY_NONE, &err), CNIS_EREFUSED, &err);
	scene_want(cnis_disagreement_end(s.r, 999, CNIS_DAY_NONE, &err), CNIS_ENOTFOUND, &err);
}
END_TEST

/* Neither the entry nor its duties know of it. */
START_TEST(a_disagreement_never_blocks_registration)
{
	const cnis_disagreement_view both[] = { { mother, "for" }, { father, "against" } };
	const cnis_disagreement_new n = {
		.size = sizeof(n), .child_id = child, .views = both, .n_views = 2
	};
	const cnis_entry_new entry = { .size = sizeof(entry),
		                       .child_id = child,
		                       .route = "home_education",
		                       .fact = { .from = scene_day("2026-11-20"),
		                                 .source = "parent" } };
	cnis_error err = { 0 };
	int64_t id = 0, twin = scene_child(&s, "2015-03-02");
	cnis_entry_new other = entry;

	differ(&n, CNIS_OK, "");
	scene_want(cnis_entry_open(s.r, &entry, &id, &err), CNIS_OK, &err);
	other.child_id = twin;
	scene_want(cnis_entry_open(s.r, &other, &id, &err), CNIS_OK, &err);
	ck_assert_int_eq(scene_ask(&s,
	                           "SELECT (SELECT group_concat(kind || due_day) FROM duty WHERE"
	                           " child_id = %lld AND kind <> 'address_query') = (SELECT"
	                           " group_concat(kind || due_day) FROM duty WHERE child_id = %lld"
	                           " AND kind <> 'address_query')",
	                           child, twin),
	                 1);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("responsibility");
	TCase *t = tcase_create("responsibility");
	SRunner *runner;
	int failed;

	tcase_add_checked_fixture(t, begin, finish);
	tcase_set_timeout(t, 60);
	tcase_add_test(t, what_is_left_out_stays_as_it_is);
	tcase_add_test(t, what_is_no_change_is_refused);
	tcase_add_test(t, a_second_change_of_the_day_adds_to_the_first);
	tcase_add_test(t, a_second_change_of_the_day_is_heard_from_who_says_it);
	tcase_add_test(t, who_has_the_care_by_a_second_change_of_the_day_brings_what_is_withheld);
	tcase_add_test(t, a_disagreement_is_what_two_adults_say);
	tcase_add_test(t, a_disagreement_never_blocks_registration);
	suite_add_tcase(suite, t);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
