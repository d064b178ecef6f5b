/* The demonstration authority has the published shape and comes out the same every time. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include <cnis/demonstration.h>
#include <cnis/export.h>

#include "domain/register.h"
#include "domain/support.h"
#include "exchange/demonstration.h"
#include "rule/identifier.h"
#include "store/journal.h"

static scene s;

static cnis_demonstration
fill(const char *made, const char *today, int64_t n, uint64_t seed)
{
	cnis_demonstration d = { 0 };
	cnis_error e = { 0 };

	scene_make(&s, made);
	scene_as(&s, "boss", today);
	scene_want(cnis_demonstration_fill(s.r, n, seed, NULL, NULL, &d, &e), CNIS_OK, &e);
	return d;
}

static cnis_status
collect(const void *bytes, size_t len, void *payload, cnis_error *err)
{
	char *text = payload;
	size_t at = strlen(text);

	(void)err;
	ck_assert(at + len < 65536);
	memcpy(text + at, bytes, len);
	text[at + len] = '\0';
	return CNIS_OK;
}

static void export(char *text)
{
	const cnis_export_options o = { .size = sizeof(o),
		                        .purpose = "test",
		                        .as_at = CNIS_DAY_NONE };
	cnis_error e = { 0 };

	text[0] = '\0';
	scene_want(cnis_export_children(s.r, &o, collect, text, NULL, &e), CNIS_OK, &e);
}

START_TEST(the_default_authority_has_the_published_counts)
{
	cnis_demonstration d = fill("2026-11-21", "2026-11-21", 0, 0);

	ck_assert(d.children == 447 && d.ehc_plans == 27 && d.early_help == 70);
	ck_assert(d.young_carers == 2);
	ck_assert(scene_ask(&s,
	                    "SELECT count(*) FROM entry WHERE route = 'home_education' AND "
	                    "to_day IS NULL",
	                    0, 0) == 447);
	ck_assert(scene_ask(&s,
	                    "SELECT count(DISTINCT child_id) FROM flag WHERE kind = "
	                    "'ehc_plan'",
	                    0, 0) == 27);
	/* 170 of 811 in the source have the reason unknown, 126 a philosophical one. */
	ck_assert(scene_ask(&s, "SELECT count(*) FROM entry WHERE reason = 'unknown'", 0, 0) == 94);
	ck_assert(scene_ask(&s,
	                    "SELECT count(*) FROM entry WHERE reason = "
	                    "'philosophical_or_preferential'",
	                    0, 0) == 69);
	ck_assert(scene_ask(&s,
	                    "SELECT count(*) FROM identifier WHERE kind = 'upn' AND "
	                    "substr(value, 5, 2) <> '99'",
	                    0, 0) == 0);
	scene_end(&s);
}
END_TEST

START_TEST(the_same_seed_gives_the_same_families_and_another_does_not)
{
	static char once[65536];
	static char again[65536];
	verify_result v = { 0 };
	cnis_error e = { 0 };
	cnis_demonstration a = fill("2025-05-01", "2026-11-21", 40, 7);
	cnis_demonstration b;

	export(once);
	ck_assert(a.reviews > 10 && a.seen > 5 && a.contacts > 5 && a.information > 5);
	scene_want(store_verify(s.r->st, VERIFY_ALL, &v, &e), CNIS_OK, &e);
	ck_assert_msg(v.sound, "%s", v.problem);
	ck_assert(scene_ask(&s, "SELECT count(*) FROM entry WHERE registered_day < 20700", 0, 0) >
	          0);
	scene_end(&s);
	b = fill("2025-05-01", "2026-11-21", 40, 7);
	export(again);
	ck_assert_str_eq(once, again);
	ck_assert_int_eq(memcmp(&a, &b, sizeof(a)), 0);
	scene_end(&s);
	(void)fill("2025-05-01", "2026-11-21", 40, 8);
	export(again);
	ck_assert_str_ne(once, again);
	scene_end(&s);
}
END_TEST

/* Shares are invented: what counts is that each kind is there to be shown, and that no number is
 * two families'. */
START_TEST(homes_that_are_no_house_telephones_and_seasons_away_occur_and_nothing_lies_ahead)
{
	cnis_demonstration d = fill("2024-05-01", "2026-11-21", 0, 0);

	ck_assert(d.children == 447 && d.ehc_plans == 27 && d.early_help == 70);
	ck_assert_int_eq(scene_ask(&s, "SELECT count(DISTINCT place_kind) FROM address", 0, 0), 6);
	ck_assert_int_gt(scene_ask(&s, "SELECT count(*) FROM contact_point", 0, 0), 200);
	ck_assert_int_eq(
	    scene_ask(&s, "SELECT count(*) - count(DISTINCT value_key) FROM contact_point", 0, 0),
	    0);
	ck_assert_int_eq(d.travels, scene_ask(&s, "SELECT count(*) FROM travel", 0, 0));
	ck_assert_int_gt(scene_ask(&s,
	                           "SELECT count(*) FROM travel WHERE returned_day IS NULL AND "
	                           "expected_day > %lld",
	                           scene_day("2026-11-21"), 0),
	                 0);
	ck_assert_int_gt(
	    scene_ask(&s, "SELECT count(*) FROM travel WHERE returned_day IS NOT NULL", 0, 0), 0);
	ck_assert_int_eq(scene_ask(&s,
	                           "SELECT count(*) FROM travel WHERE from_day > recorded_at / "
	                           "86400 OR received_day > recorded_at / 86400 OR returned_day > "
	                           "%lld OR from_day > %lld",
	                           scene_day("2026-11-21"), scene_day("2026-11-21")),
	                 0);
	ck_assert_int_eq(
	    scene_ask(&s,
	              "SELECT count(*) FROM duty WHERE kind = 'expected_back' AND "
	              "state = 'open'",
	              0, 0),
	    scene_ask(&s, "SELECT count(*) FROM travel WHERE returned_day IS NULL", 0, 0));
	scene_end(&s);
}
END_TEST

START_TEST(a_register_that_has_children_is_left_alone)
{
	cnis_error e = { 0 };

	scene_make(&s, "2026-11-21");
	scene_want(cnis_demonstration_fill(s.r, -1, 0, NULL, NULL, NULL, &e), CNIS_EINVAL, &e);
	scene_want(cnis_demonstration_fill(s.r, 1000001, 0, NULL, NULL, NULL, &e), CNIS_EINVAL, &e);
	scene_want(cnis_demonstration_fill(s.r, 1, 0, NULL, NULL, NULL, &e), CNIS_OK, &e);
	scene_want(cnis_demonstration_fill(s.r, 1, 0, NULL, NULL, NULL, &e), CNIS_EEXISTS, &e);
	scene_end(&s);
}
END_TEST

START_TEST(invented_numbers_are_well_formed_and_nobodys)
{
	char upn[14];
	char before[14] = "";
	char postcode[12];

	for (uint64_t n = 0; n < 5000; n++) {
		demo_upn("302", n, (int)(n % 20), upn);
		ck_assert(rule_upn(upn).valid);
		ck_assert_str_ne(upn, before);
		memcpy(before, upn, sizeof(upn));
		demo_postcode(n, postcode);
		ck_assert(rule_postcode(postcode).valid);
		ck_assert_int_eq(strncmp(postcode, "QZ", 2), 0);
	}
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("demonstration");
	TCase *tc = tcase_create("demonstration");
	SRunner *sr = srunner_create(suite);
	int failed;

	tcase_set_timeout(tc, 120);
	tcase_add_test(tc, the_default_authority_has_the_published_counts);
	tcase_add_test(tc, the_same_seed_gives_the_same_families_and_another_does_not);
	tcase_add_test(
	    tc, homes_that_are_no_house_telephones_and_seasons_away_occur_and_nothing_lies_ahead);
	tcase_add_test(tc, a_register_that_has_children_is_left_alone);
	tcase_add_test(tc, invented_numbers_are_well_formed_and_nobodys);
	suite_add_tcase(suite, tc);
	srunner_run_all(sr, CK_ENV);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
