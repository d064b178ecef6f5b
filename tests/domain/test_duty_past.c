/* Lists of duties on past days, against brute force. */
#include <check.h>
#include <stdlib.h>

#include "duty_case.h"

typedef struct set {
	int64_t id[512];
	size_t n;
	cnis_day due;
} set;

static cnis_status
into_set(const cnis_duty *d, void *payload, cnis_error *reterr)
{
	set *a = payload;

	(void)reterr;
	ck_assert(a->n < 512);
	ck_assert(a->n == 0 || d->due > a->due || (d->due == a->due && d->id > a->id[a->n - 1]));
	ck_assert_str_eq(d->state, "open");
	a->due = d->due;
	a->id[a->n++] = d->id;
	return CNIS_OK;
}

static void
agree(cnis_day on)
{
	cnis_duty_query q = everything();
	set a = { 0 };
	int64_t total = scene_ask(&s, "SELECT max(id) FROM duty", 0, 0);
	size_t want = 0;

	q.as_at = on;
	scene_want(cnis_duty_walk(s.r, &q, into_set, &a, &err), CNIS_OK, &err);
	for (int64_t id = 1; id <= total; id++) {
		int64_t opened =
		    scene_ask(&s, "SELECT opened_day FROM duty WHERE id = %lld", id, 0);
		int64_t ended = scene_ask(&s, "SELECT ended_day FROM duty WHERE id = %lld", id, 0);
		int64_t lapse = scene_ask(&s, "SELECT lapse_day FROM duty WHERE id = %lld", id, 0);
		bool open = opened <= on && (ended == INT64_MIN || ended > on) &&
		            (lapse == INT64_MIN || lapse >= on);
		bool listed = false;

		for (size_t i = 0; i < a.n; i++)
			listed = listed || a.id[i] == id;
		ck_assert_msg(open == listed, "duty %lld on %d", (long long)id, on);
		want += open ? 1 : 0;
	}
	ck_assert_uint_eq(a.n, want);
}

START_TEST(past_lists_agree_with_brute_force)
{
	unsigned seed = 4711;
	int64_t child[4];
	cnis_day start = scene_day("2026-09-01");

	/* one leaves school age within the story */
	child[0] = family("2011-03-03", "2026-09-01", NULL);
	child[1] = family("2015-03-03", "2026-09-01", NULL);
	child[2] = family("2018-03-03", "2026-09-01", NULL);
	child[3] = scene_child(&s, "2012-12-12");
	for (int i = 0; i < 40; i++) {
		char iso[CNIS_DAY_ISO_SIZE];
		int64_t id;

		seed = seed * 1103515245U + 12345U;
		scene_as(&s, "boss", cnis_day_iso(start + i * 8, iso));
		(void)query_duty(child[(seed >> 16) % 4], 0);
		id = 1 + (int64_t)((seed >> 8) %
		                   (unsigned)scene_ask(&s, "SELECT max(id) FROM duty", 0, 0));
		if (scene_ask(&s,
		              "SELECT count(*) FROM duty WHERE id = %lld AND state = 'open' AND"
		              " entry_id IS NULL",
		              id, 0) == 1)
			scene_want(end_one(id, (duty_state)(seed % 3),
			                   start + i * 8 - (int)(seed >> 20) % 20),
			           CNIS_OK, &err);
	}
	scene_as(&s, "boss", "2027-08-01");
	for (int i = 0; i < 25; i++) {
		seed = seed * 1103515245U + 12345U;
		agree(start - 5 + (int)(seed >> 16) % 340);
	}
	agree(scene_day("2027-08-01"));
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("duty_past");
	TCase *tc = tcase_create("past");
	SRunner *sr = srunner_create(suite);
	int failed;

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, past_lists_agree_with_brute_force);
	tcase_set_timeout(tc, 60);
	suite_add_tcase(suite, tc);
	srunner_run_all(sr, CK_ENV);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
