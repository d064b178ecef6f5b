/* The generated lists are what they say: the same for the same seed, with the truth and the errors
 * they promise. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "domain/register.h"
#include "domain/support.h"
#include "rule/identifier.h"
#include "support/lists.h"

START_TEST(the_same_seed_gives_the_same_lists)
{
	lists a = lists_make(LISTS_TRAIN, 300, 100);
	lists b = lists_make(LISTS_TRAIN, 300, 100);
	lists c = lists_make(LISTS_HELD_OUT, 300, 100);

	ck_assert_int_eq(a.n_rows, 100);
	ck_assert_int_eq(a.n_children, b.n_children);
	ck_assert_mem_eq(a.row, b.row, 100 * sizeof(*a.row));
	ck_assert(memcmp(a.row, c.row, 100 * sizeof(*a.row)) != 0);
	lists_free(&a);
	lists_free(&b);
	lists_free(&c);
}
END_TEST

START_TEST(every_child_has_numbers_of_its_own_that_are_well_formed)
{
	lists l = lists_make(LISTS_TRAIN, 2000, 10);
	int32_t i;

	for (i = 0; i < l.n_children; i++) {
		const lists_child *c = &l.child[i];

		ck_assert_msg(rule_upn(c->upn).valid, "%s", rule_upn(c->upn).problem);
		ck_assert_msg(rule_nhs(c->nhs).valid, "%s", rule_nhs(c->nhs).problem);
		ck_assert(rule_postcode(c->postcode).valid);
		if (i > 0) {
			ck_assert_str_ne(c->upn, c[-1].upn);
			ck_assert_str_ne(c->nhs, c[-1].nhs);
		}
		if (c->twin >= 0) {
			ck_assert_int_eq(l.child[c->twin].twin, i);
			ck_assert_int_eq(l.child[c->twin].born, c->born);
			ck_assert_str_ne(l.child[c->twin].given, c->given);
		}
	}
	lists_free(&l);
}
END_TEST

static bool
is_utf8(const char *text)
{
	char *clean = NULL;
	text_problem p = text_clean(text, strlen(text), 200, false, &clean);

	free(clean);
	return p == TEXT_FINE;
}

static int32_t
per_mille(int32_t n, int32_t of)
{
	return (int32_t)((int64_t)n * 1000 / of);
}

static void
near(const char *what, int32_t is, int32_t want, int32_t slack)
{
	ck_assert_msg(is >= want - slack && is <= want + slack, "%s: %d per mille, not about %d",
	              what, is, want);
}

START_TEST(errors_come_at_the_rates_they_say)
{
	lists l = lists_make(LISTS_TRAIN + 1, 20000, 10000);
	int32_t known = 0;
	int32_t moved = 0;
	int32_t no_upn = 0;
	int32_t other_sex = 0;
	int32_t held = 0;
	int32_t i;

	for (i = 0; i < l.n_rows; i++) {
		const lists_row *r = &l.row[i];
		const lists_child *c = &l.child[r->child];

		ck_assert(is_utf8(r->given) && is_utf8(r->family));
		known += c->id != 0;
		moved += r->postcode[0] != '\0' && strcmp(r->postcode, c->postcode) != 0;
		no_upn += r->upn[0] == '\0';
		other_sex += r->sex[0] != 'U' && r->sex[0] != c->sex;
	}
	for (i = 0; i < l.n_children; i++)
		held += l.child[i].id != 0;
	ck_assert_int_eq(held, 20000);
	near("on the register", per_mille(known, l.n_rows), LISTS_ON_REGISTER, 15);
	near("another postcode", per_mille(moved, l.n_rows), 232, 15);
	near("no UPN", per_mille(no_upn, l.n_rows), 1000 - LISTS_UPN_GIVEN, 15);
	near("another sex", per_mille(other_sex, l.n_rows), LISTS_SEX_WRONG, 2);
	lists_free(&l);
}
END_TEST

START_TEST(no_child_stands_on_the_list_twice)
{
	lists l = lists_make(LISTS_TRAIN + 2, 1000, 800);
	bool *seen = calloc((size_t)l.n_children, sizeof(*seen));
	int32_t i;

	ck_assert_ptr_nonnull(seen);
	for (i = 0; i < l.n_rows; i++) {
		ck_assert(!seen[l.row[i].child]);
		seen[l.row[i].child] = true;
	}
	free(seen);
	lists_free(&l);
}
END_TEST

START_TEST(a_register_is_filled_with_its_children)
{
	lists l = lists_make(LISTS_TRAIN + 3, 1200, 10);
	scene s = { 0 };
	const char *problem;
	int32_t numbers = 0;
	int32_t i;

	scene_make(&s, "2026-11-21");
	problem = lists_fill(&l, s.r->file);
	ck_assert_msg(problem == NULL, "%s", problem);
	for (i = 0; i < l.n_children; i++)
		if (l.child[i].id != 0)
			numbers += l.child[i].upn_held + l.child[i].nhs_held;
	ck_assert_int_eq(scene_ask(&s, "SELECT count(*) FROM child", 0, 0), 1200);
	ck_assert_int_eq(scene_ask(&s, "SELECT max(id) FROM child", 0, 0), 1200);
	ck_assert_int_eq(scene_ask(&s, "SELECT count(*) FROM identifier", 0, 0), numbers);
	scene_end(&s);
	lists_free(&l);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("lists");
	TCase *t = tcase_create("generator");
	SRunner *r;
	int failed;

	tcase_add_test(t, the_same_seed_gives_the_same_lists);
	tcase_add_test(t, every_child_has_numbers_of_its_own_that_are_well_formed);
	tcase_add_test(t, errors_come_at_the_rates_they_say);
	tcase_add_test(t, no_child_stands_on_the_list_twice);
	tcase_add_test(t, a_register_is_filled_with_its_children);
	suite_add_tcase(s, t);
	r = srunner_create(s);
	srunner_run_all(r, CK_NORMAL);
	failed = srunner_ntests_failed(r);
	srunner_free(r);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
