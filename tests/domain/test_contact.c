/* Attempts to reach a family, and children seen: each its own fact. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include <cnis/contact.h>
#include <cnis/seen.h>

#include "family.h"

#define NOW "2026-11-20"

static scene s;
static cnis_error err;
static int64_t child, parent;

static void
setup(void)
{
	err = (cnis_error){ 0 };
	scene_make(&s, NOW);
	child = scene_child(&s, "2015-03-01");
	parent = family_parent(&s, child);
}

static void
teardown(void)
{
	scene_end(&s);
}

static cnis_contact_new
contact(void)
{
	return (cnis_contact_new){ .size = sizeof(cnis_contact_new),
		                   .child_id = child,
		                   .on = scene_day("2026-11-18"),
		                   .method = "telephone",
		                   .outcome = "no_reply" };
}

static cnis_seen_new
seen(void)
{
	return (cnis_seen_new){ .size = sizeof(cnis_seen_new),
		                .child_id = child,
		                .on = scene_day("2026-11-18"),
		                .means = "in_person",
		                .place = "home",
		                .by_whom = "ehe_officer",
		                .voice = "speech" };
}

static cnis_status
count_contact(const cnis_contact *n, void *payload, cnis_error *reterr)
{
	(void)reterr;
	ck_assert_str_eq(n->direction, "out");
	ck_assert_str_eq(n->officer, "boss");
	(*(int *)payload)++;
	return CNIS_OK;
}

START_TEST(an_attempt_without_an_answer_counts)
{
	cnis_contact_new n = contact();
	int64_t id = 0;
	int rows = 0;

	scene_want(cnis_contact_add(s.r, &n, &id, &err), CNIS_OK, &err);
	n.outcome = "declined";
	n.person_id = parent;
	n.note = "Will write instead.";
	scene_want(cnis_contact_add(s.r, &n, &id, &err), CNIS_OK, &err);
	scene_want(cnis_contact_walk(s.r, child, count_contact, &rows, &err), CNIS_OK, &err);
	ck_assert_int_eq(rows, 2);
	/* declining feeds nothing: no duty, no flag, nothing seen */
	ck_assert_int_eq(scene_ask(&s,
	                           "SELECT (SELECT count(*) FROM duty) + (SELECT count(*) FROM"
	                           " flag) + (SELECT count(*) FROM seen)",
	                           0, 0),
	                 0);
	ck_assert_int_eq(cnis_contact_walk(s.r, 999, count_contact, &rows, &err), CNIS_ENOTFOUND);
}
END_TEST

static const struct bad_contact {
	const char *field;
	cnis_contact_new n;
} bad_contacts[] = {
	{ "method", { .method = "pigeon" } },
	{ "outcome", { .outcome = "rude" } },
	{ "direction", { .direction = "up" } },
	{ "on", { .on = 30000 } },
	{ "on", { .on = 1000 } },
	{ "note", { .note = "\xe2\x80\xae" } },
};

START_TEST(a_bad_contact_is_not_kept)
{
	const cnis_contact_new *b = &bad_contacts[_i].n;
	cnis_contact_new n = contact();
	int64_t id = 0;

	n.method = b->method ? b->method : n.method;
	n.outcome = b->outcome ? b->outcome : n.outcome;
	n.direction = b->direction;
	n.on = b->on ? b->on : n.on;
	n.note = b->note;
	ck_assert_int_eq(cnis_contact_add(s.r, &n, &id, &err), CNIS_EINVAL);
	ck_assert_str_eq(err.field, bad_contacts[_i].field);
	ck_assert_int_eq(scene_ask(&s, "SELECT count(*) FROM contact", 0, 0), 0);
}
END_TEST

START_TEST(a_contact_is_with_somebody_of_this_family)
{
	cnis_contact_new n = contact();
	int64_t id = 0;

	n.person_id = family_parent(&s, scene_child(&s, "2013-01-01"));
	ck_assert_int_eq(cnis_contact_add(s.r, &n, &id, &err), CNIS_EINVAL);
	n.person_id = 999;
	ck_assert_int_eq(cnis_contact_add(s.r, &n, &id, &err), CNIS_ENOTFOUND);
	n.person_id = 0;
	n.child_id = 999;
	ck_assert_int_eq(cnis_contact_add(s.r, &n, &id, &err), CNIS_ENOTFOUND);
}
END_TEST

static cnis_status
count_seen(const cnis_seen *n, void *payload, cnis_error *reterr)
{
	(void)reterr;
	ck_assert_str_eq(n->alone, "unknown");
	ck_assert_str_eq(n->source, "this_authority");
	(*(int *)payload)++;
	return CNIS_OK;
}

START_TEST(a_child_is_seen_in_person_or_on_screen)
{
	cnis_seen_new n = seen();
	int64_t id = 0;
	int rows = 0;

	scene_want(cnis_seen_add(s.r, &n, &id, &err), CNIS_OK, &err);
	n.means = "on_screen";
	n.place = "on_screen";
	scene_want(cnis_seen_add(s.r, &n, &id, &err), CNIS_OK, &err);
	n.on = scene_day("2015-03-01"); /* on the day of birth */
	scene_want(cnis_seen_add(s.r, &n, &id, &err), CNIS_OK, &err);
	scene_want(cnis_seen_walk(s.r, child, count_seen, &rows, &err), CNIS_OK, &err);
	ck_assert_int_eq(rows, 3);
	ck_assert_int_eq(cnis_seen_walk(s.r, 999, count_seen, &rows, &err), CNIS_ENOTFOUND);
	n.child_id = 999;
	ck_assert_int_eq(cnis_seen_add(s.r, &n, &id, &err), CNIS_ENOTFOUND);
}
END_TEST

static const struct bad_seen {
	const char *field;
	cnis_seen_new n;
} bad_seens[] = {
	{ "means", { .means = "by_letter" } },
	{ "place", { .place = "on_screen" } },
	{ "place", { .means = "on_screen" } },
	{ "place", { .place = "moon" } },
	{ "by", { .by_whom = "neighbour" } },
	{ "alone", { .alone = "perhaps" } },
	{ "voice", { .voice = "silence" } },
	{ "source", { .source = "gossip" } },
	{ "on", { .on = 30000 } },
	{ "on", { .on = 16000 } }, /* before birth */
	{ "note", { .note = "\xc3" } },
};

START_TEST(what_nobody_saw_is_not_kept)
{
	const cnis_seen_new *b = &bad_seens[_i].n;
	cnis_seen_new n = seen();
	int64_t id = 0;

	n.means = b->means ? b->means : n.means;
	n.place = b->place ? b->place : n.place;
	n.by_whom = b->by_whom ? b->by_whom : n.by_whom;
	n.alone = b->alone;
	n.voice = b->voice ? b->voice : n.voice;
	n.source = b->source;
	n.on = b->on ? b->on : n.on;
	n.note = b->note;
	ck_assert_int_eq(cnis_seen_add(s.r, &n, &id, &err), CNIS_EINVAL);
	ck_assert_str_eq(err.field, bad_seens[_i].field);
	ck_assert_int_eq(scene_ask(&s, "SELECT count(*) FROM seen", 0, 0), 0);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("contact");
	TCase *tc = tcase_create("contact");
	SRunner *sr = srunner_create(suite);
	int failed;

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, an_attempt_without_an_answer_counts);
	tcase_add_loop_test(tc, a_bad_contact_is_not_kept, 0,
	                    (int)(sizeof(bad_contacts) / sizeof(bad_contacts[0])));
	tcase_add_test(tc, a_contact_is_with_somebody_of_this_family);
	tcase_add_test(tc, a_child_is_seen_in_person_or_on_screen);
	tcase_add_loop_test(tc, what_nobody_saw_is_not_kept, 0,
	                    (int)(sizeof(bad_seens) / sizeof(bad_seens[0])));
	tcase_set_timeout(tc, 60);
	suite_add_tcase(suite, tc);
	srunner_run_all(sr, CK_ENV);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
