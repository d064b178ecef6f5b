/* s. 436C item by item: the count over all is the sum of every child; nobody else reads what a
 * family chose to answer. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cnis/characteristic.h>
#include <cnis/child.h>
#include <cnis/content.h>
#include <cnis/demonstration.h>
#include <cnis/provision.h>
#include <cnis/setting.h>

#include "base/text.h"
#include "domain/content_inside.h"
#include "family.h"

static scene s;
static cnis_error err;

static void
begin(void)
{
	scene_make_in_force(&s, "2026-11-21", "2026-09-01");
}

static void
finish(void)
{
	scene_end(&s);
}

START_TEST(every_item_has_one_home)
{
	for (size_t i = 0; i < rule_content_count(); i++) {
		const rule_content_item *item = rule_content_at(i);
		const content_home *home = content_home_of(item);

		ck_assert_msg(home != NULL, "%s", item->rule.id);
		ck_assert_msg((home->place == CONTENT_NONE) == (item->when == CONTENT_WALES), "%s",
		              item->rule.id);
		ck_assert_msg((home->one.text != NULL) == (home->set.text != NULL), "%s",
		              item->rule.id);
	}
	ck_assert_uint_le(rule_content_count(), CONTENT_ITEMS_MAX);
}
END_TEST

/* ---- counted ---------------------------------------------------------------------------------
 */

typedef struct sums {
	int64_t n[CONTENT_ITEMS_MAX][CNIS_CONTENT_STATES];
	int64_t required[CONTENT_ITEMS_MAX];
	int64_t children;
} sums;

static cnis_status
add_item(const cnis_content *c, void *payload, cnis_error *reterr)
{
	sums *t = payload;
	int place = rule_content_find(c->item)->place - 1;

	(void)reterr;
	t->n[place][c->state]++;
	t->required[place] += strcmp(c->required, "no") != 0;
	return CNIS_OK;
}

static cnis_status
add_child(const cnis_child *c, void *payload, cnis_error *reterr)
{
	sums *t = payload;

	t->children++;
	return cnis_content_walk(s.r, c->id, scene_day("2026-11-21"), add_item, t, reterr);
}

static cnis_status
compare(const cnis_completeness *c, void *payload, cnis_error *reterr)
{
	const sums *t = payload;
	int place = rule_content_find(c->item)->place - 1;

	(void)reterr;
	ck_assert_int_eq(c->children, t->children);
	ck_assert_msg(c->required == t->required[place], "%s", c->item);
	for (int i = 0; i < CNIS_CONTENT_STATES; i++)
		ck_assert_msg(c->n[i] == t->n[place][i], "%s %s: %lld, not %lld", c->item,
		              cnis_content_state_text((cnis_content_state)i), (long long)c->n[i],
		              (long long)t->n[place][i]);
	return CNIS_OK;
}

START_TEST(the_count_is_the_sum_of_every_child)
{
	static const char *const on[] = { "content.s436c2.a", "content.s436c2.m" };
	cnis_child_query q = { .size = sizeof(q), .registered = true };
	sums t = { 0 };

	for (size_t i = 0; i < sizeof(on) / sizeof(on[0]); i++)
		scene_want(cnis_setting_set(s.r, on[i], "yes", CNIS_DAY_NONE, &err), CNIS_OK, &err);
	scene_want(
	    cnis_setting_set(s.r, "threshold.436c.share_of_education", "20", CNIS_DAY_NONE, &err),
	    CNIS_OK, &err);
	scene_want(cnis_demonstration_fill(s.r, 60, 3, NULL, NULL, NULL, &err), CNIS_OK, &err);
	scene_as(&s, "boss", "2026-11-21");
	q.as_at = scene_day("2026-11-21");
	scene_want(cnis_child_walk(s.r, &q, add_child, &t, &err), CNIS_OK, &err);
	ck_assert_int_gt(t.children, 20);
	scene_want(cnis_completeness_walk(s.r, scene_day("2026-11-21"), compare, &t, &err), CNIS_OK,
	           &err);
}
END_TEST

/* ---- what a provider's hours decide ----------------------------------------------------------
 */

static void
teach(int64_t child, const char *kind, double low, double high)
{
	const cnis_provision p = { .size = sizeof(p),
		                   .kind = kind,
		                   .provider_name = "Invented Tutors",
		                   .hours_week = low,
		                   .hours_week_high = high,
		                   .hours_without_parent = -1 };
	int64_t id = 0;

	scene_want(cnis_provision_add(s.r, child, &p, &id, &err), CNIS_OK, &err);
}

static cnis_status
required_of(const cnis_content *c, void *payload, cnis_error *reterr)
{
	(void)reterr;
	if (strcmp(c->item, "EA1996.436C.1.g.ii.provider-type") == 0)
		*(const char **)payload = c->required[0] == 'y'   ? "yes"
		                          : c->required[0] == 'n' ? "no"
		                                                  : "unknown";
	return CNIS_OK;
}

static const struct {
	const char *name, *value;
	double parents, low, high;
	const char *range, *required;
} amounts[] = {
	{ "threshold.436c.hours", "", 20, 10, 0, "high", "no" },
	{ "threshold.436c.hours", "10", 20, 10, 0, "high", "no" },
	{ "threshold.436c.hours", "9.99", 20, 10, 0, "high", "yes" },
	{ "threshold.436c.hours", "9", 20, 8, 10, "high", "yes" },
	{ "threshold.436c.hours", "9", 20, 8, 10, "middle", "no" },
	{ "threshold.436c.hours", "9", 20, -1, 0, "high", "unknown" },
	{ "threshold.436c.share_of_education", "25", 20, 5, 0, "high", "no" },
	{ "threshold.436c.share_of_education", "25", 20, 10, 0, "high", "yes" },
	{ "threshold.436c.share_of_education", "25", -1, 10, 0, "high", "unknown" },
	{ "threshold.436c.share_of_period", "5", 20, 9, 0, "high", "yes" }, /* 8.4 of 168 */
};

START_TEST(a_provider_is_asked_about_above_the_amount_of_time)
{
	int64_t child = scene_child(&s, "2016-05-05");
	const char *required = "";

	scene_want(cnis_setting_set(s.r, amounts[_i].name, amounts[_i].value, CNIS_DAY_NONE, &err),
	           CNIS_OK, &err);
	scene_want(cnis_setting_set(s.r, "estimate.range", amounts[_i].range, CNIS_DAY_NONE, &err),
	           CNIS_OK, &err);
	(void)family_entry(&s, child, "2026-11-01");
	teach(child, "parents", amounts[_i].parents, 0);
	teach(child, "provider", amounts[_i].low, amounts[_i].high);
	scene_want(cnis_content_walk(s.r, child, CNIS_DAY_NONE, required_of, &required, &err),
	           CNIS_OK, &err);
	ck_assert_str_eq(required, amounts[_i].required);
}
END_TEST

/* ---- what a family chose to answer -----------------------------------------------------------
 */

static cnis_status
keep(const cnis_characteristic *c, void *payload, cnis_error *reterr)
{
	text_buf *b = payload;

	(void)reterr;
	text_add(b, c->kind);
	text_add(b, c->answer == NULL ? "(declined) " : "=");
	text_add(b, c->answer == NULL ? "" : c->answer);
	return CNIS_OK;
}

START_TEST(an_answer_follows_another_and_past_ones_stay)
{
	int64_t child = scene_child(&s, "2016-05-05");
	int64_t id = 0;
	char text[100];
	text_buf b = text_buf_on(text, sizeof(text));
	cnis_characteristic a = { .size = sizeof(a),
		                  .child_id = child,
		                  .kind = "race",
		                  .fact = { .from = scene_day("2026-11-10") } };

	scene_want(cnis_characteristic_record(s.r, &a, &id, &err), CNIS_OK, &err);
	scene_want(cnis_characteristic_record(s.r, &a, &id, &err), CNIS_EINVAL, &err);
	ck_assert_str_eq(err.field, "from");
	a.fact.from = scene_day("2026-11-20");
	a.answer = "as we say it";
	scene_want(cnis_characteristic_record(s.r, &a, &id, &err), CNIS_OK, &err);
	scene_want(
	    cnis_characteristic_walk(s.r, child, scene_day("2026-11-19"), false, keep, &b, &err),
	    CNIS_OK, &err);
	ck_assert_str_eq(text, "race(declined) ");
	b = text_buf_on(text, sizeof(text));
	scene_want(cnis_characteristic_walk(s.r, child, CNIS_DAY_NONE, true, keep, &b, &err),
	           CNIS_OK, &err);
	ck_assert_str_eq(text, "race(declined) race=as we say it");
	a.fact.source = "school";
	a.fact.from = CNIS_DAY_NONE;
	scene_want(cnis_characteristic_record(s.r, &a, &id, &err), CNIS_EINVAL, &err);
	ck_assert_str_eq(err.field, "source");
	a.kind = "height";
	scene_want(cnis_characteristic_record(s.r, &a, &id, &err), CNIS_EINVAL, &err);
	ck_assert_str_eq(err.field, "kind");
	a.kind = "race";
	a.child_id = 99;
	scene_want(cnis_characteristic_record(s.r, &a, &id, &err), CNIS_ENOTFOUND, &err);
}
END_TEST

static cnis_status
row_of(const cnis_content *c, void *payload, cnis_error *reterr)
{
	char *text = payload;

	(void)reterr;
	if (strcmp(c->item, "EA1996.436C.2.j.schools") == 0)
		(void)snprintf(text, 200, "%s %s %s", cnis_content_state_text(c->state), c->basis,
		               c->detail == NULL ? "-" : c->detail);
	return CNIS_OK;
}

static const char *
schools(int64_t child)
{
	static char text[200];

	scene_want(cnis_content_walk(s.r, child, CNIS_DAY_NONE, row_of, text, &err), CNIS_OK, &err);
	return text;
}

/* The school of the entry is one of those attended: others are written down beside it. */
START_TEST(schools_attended_before_are_written_down_beside_that_of_the_entry)
{
	int64_t child = scene_child(&s, "2014-05-05");
	int64_t id = 0;
	cnis_content_answer a = { .size = sizeof(a),
		                  .child_id = child,
		                  .item = "2.j.schools",
		                  .answer = "held",
		                  .note = "Invented Infants until 2021",
		                  .fact = { .source = "school" } };

	(void)scene_entry(&s, child, "2026-09-01");
	(void)scene_sql(&s,
	                "UPDATE entry SET school_name = 'Invented Primary', to_day = from_day + 1, "
	                "end_reason = 'moved_out', rev = :rev",
	                0, 0);
	ck_assert_str_eq(schools(child), "held s436a Invented Primary");
	(void)scene_sql(&s, "UPDATE entry SET basis = 's436c1', rev = :rev", 0, 0);
	ck_assert_str_eq(schools(child), "held s436c2 Invented Primary");
	a.note = NULL;
	scene_want(cnis_content_answer_record(s.r, &a, &id, &err), CNIS_EINVAL, &err);
	a.note = "Invented Infants until 2021";
	scene_want(cnis_content_answer_record(s.r, &a, &id, &err), CNIS_OK, &err);
	ck_assert_str_eq(schools(child), "held s436a Invented Infants until 2021");
}
END_TEST

static void
answer_has(const char *item, const char *source, const char *want)
{
	char ask[120];
	int64_t id = 0;
	cnis_content_answer a = { .size = sizeof(a),
		                  .child_id = scene_child(&s, "2014-05-05"),
		                  .item = item,
		                  .answer = "held",
		                  .note = "as told",
		                  .fact = { .source = source } };

	scene_want(cnis_content_answer_record(s.r, &a, &id, &err), CNIS_OK, &err);
	(void)snprintf(ask, sizeof(ask),
	               "SELECT count(*) FROM content_answer WHERE id = %%lld AND basis = '%s'",
	               want);
	ck_assert_int_eq(scene_ask(&s, ask, id, 0), 1);
}

/* Nothing is held under s. 436C(2) or (3) before it is prescribed or decided. */
START_TEST(the_class_of_an_answer_is_that_of_the_item_once_it_is_switched_on)
{
	answer_has("2.k.support", "parent", "voluntary");
	answer_has("2.k.support", "social_care", "s436a");
	scene_want(cnis_setting_set(s.r, "content.s436c2.k", "yes", CNIS_DAY_NONE, &err), CNIS_OK,
	           &err);
	answer_has("2.k.support", "parent", "s436c2");
	answer_has("2.o.other", "parent", "voluntary");
	answer_has("3.local", "school", "s436a");
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("domain");
	TCase *tc = tcase_create("content");
	SRunner *sr = srunner_create(suite);
	int failed;

	tcase_add_checked_fixture(tc, begin, finish);
	tcase_add_test(tc, every_item_has_one_home);
	tcase_add_test(tc, the_count_is_the_sum_of_every_child);
	tcase_add_loop_test(tc, a_provider_is_asked_about_above_the_amount_of_time, 0,
	                    (int)(sizeof(amounts) / sizeof(amounts[0])));
	tcase_add_test(tc, an_answer_follows_another_and_past_ones_stay);
	tcase_add_test(tc, schools_attended_before_are_written_down_beside_that_of_the_entry);
	tcase_add_test(tc, the_class_of_an_answer_is_that_of_the_item_once_it_is_switched_on);
	suite_add_tcase(suite, tc);
	srunner_run_all(sr, CK_ENV);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
