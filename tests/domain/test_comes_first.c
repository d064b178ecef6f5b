/* Which child comes first: alike in every list, for every reader, whatever the reason. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>

#include <cnis/duty.h>
#include <cnis/merge.h>
#include <cnis/unseen.h>

#include "family.h"

#define NOW "2026-11-21"

static scene s;
static cnis_error err;
static int64_t child;

static void
begin(void)
{
	scene_make(&s, NOW);
	(void)scene_officer(&s, "ann", CNIS_ROLE_OFFICER);
	(void)scene_officer(&s, "guard", CNIS_ROLE_SAFEGUARDING);
	child = scene_child(&s, "2015-03-02");
	(void)family_entry(&s, child, "2026-11-02");
}

static void
finish(void)
{
	scene_end(&s);
}

static cnis_status
first_in_due(const cnis_duty *d, void *payload, cnis_error *reterr)
{
	(void)reterr;
	if (d->child_id == child)
		*(int *)payload = d->priority;
	return CNIS_OK;
}

static cnis_status
listed_unseen(const cnis_unseen *u, void *payload, cnis_error *reterr)
{
	(void)reterr;
	if (u->child_id == child)
		*(int *)payload = 1;
	return CNIS_OK;
}

static void
comes_first(int want)
{
	static const char *const readers[] = { "ann", "boss", "guard" };
	const cnis_duty_query q = { .size = sizeof(q),
		                    .as_at = CNIS_DAY_NONE,
		                    .due_from = CNIS_DAY_NONE,
		                    .due_to = CNIS_DAY_NONE,
		                    .after_due = CNIS_DAY_NONE };

	for (size_t i = 0; i < sizeof(readers) / sizeof(readers[0]); i++) {
		int due = -1, unseen = 0;

		scene_as(&s, readers[i], NOW);
		scene_want(cnis_duty_walk(s.r, &q, first_in_due, &due, &err), CNIS_OK, &err);
		scene_want(
		    cnis_unseen_walk(s.r, CNIS_DAY_NONE, false, listed_unseen, &unseen, &err),
		    CNIS_OK, &err);
		ck_assert_msg(due == want && unseen == want, "%s reads %d and %d", readers[i], due,
		              unseen);
	}
	scene_as(&s, "boss", NOW);
}

START_TEST(who_comes_first_is_told_alike_by_every_list_to_every_reader)
{
	static const struct {
		const char *kind;
		int first;
	} facts[] = {
		{ "s47_enquiry", 1 },  { "s47_action", 1 }, { "child_protection_plan", 1 },
		{ "concern", 1 },      { "priority", 1 },   { "child_in_need", 0 },
		{ "looked_after", 0 }, { "ehc_plan", 0 },
	};

	for (size_t i = 0; i < sizeof(facts) / sizeof(facts[0]); i++) {
		child = scene_child(&s, "2015-03-02");
		(void)family_entry(&s, child, "2026-11-02");
		(void)family_flag(&s, child, facts[i].kind, "2026-10-01", NULL, "302", NULL);
		comes_first(facts[i].first);
	}
}
END_TEST

static void
lives(int64_t record, const char *source)
{
	char text[320];
	int64_t parent = family_parent(&s, record);

	(void)snprintf(text, sizeof(text),
	               "INSERT INTO child_residence (child_id, address_id, kind, source, basis,"
	               " recorded_at, rev) SELECT %%lld, address_id, 'home', '%s', 's436a', :at,"
	               " :rev FROM person_residence WHERE person_id = %%lld AND to_day IS NULL",
	               source);
	(void)scene_sql(&s, text, record, parent);
}

START_TEST(two_homes_of_one_child_in_two_records_come_first_in_every_list)
{
	int64_t kept = child, into = 0, second = scene_child(&s, "2015-03-02");
	const cnis_merge_new same = { .size = sizeof(same),
		                      .child_id = second,
		                      .same_as_id = kept,
		                      .reason = "registered twice",
		                      .certain = true };

	lives(kept, "parent");
	lives(second, "school");
	comes_first(0);
	scene_want(cnis_merge_add(s.r, &same, &into, &err), CNIS_OK, &err);
	comes_first(1);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("comes_first");
	TCase *tc = tcase_create("comes_first");
	SRunner *sr = srunner_create(suite);
	int failed;

	tcase_add_checked_fixture(tc, begin, finish);
	tcase_add_test(tc, who_comes_first_is_told_alike_by_every_list_to_every_reader);
	tcase_add_test(tc, two_homes_of_one_child_in_two_records_come_first_in_every_list);
	suite_add_tcase(suite, tc);
	srunner_run_all(sr, CK_ENV);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
