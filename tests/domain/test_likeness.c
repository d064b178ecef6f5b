/* The same child or another: the comparison, field by field. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "domain/likeness.h"

/* A child in a line: what the tests need of one. */
typedef struct written {
	const char *full, *given, *family;
	const char *born; /* ISO; NULL: not known */
	char sex;
	const char *upn; /* with ! after it: verified */
	const char *nhs;
	const char *postcode, *line1;
	const char *parent;
	const char *former;    /* a former name */
	const char *preferred; /* the name the child goes by */
	const char *past;      /* a former postcode, at "1 Old Road" */
} written;

static void
number(likeness_number *to, const char *from)
{
	size_t n;

	if (from == NULL)
		return;
	n = strcspn(from, "!");
	memcpy(to->value, from, n);
	to->value[n] = '\0';
	to->verified = from[n] == '!';
}

static likeness_child
child_of(const written *w)
{
	likeness_child c = { .born = CNIS_DAY_NONE, .sex = w->sex };

	ck_assert(likeness_add_name(&c, w->full, w->given, w->family, false, false));
	if (w->former != NULL)
		ck_assert(likeness_add_name(&c, w->former, NULL, NULL, false, true));
	if (w->preferred != NULL)
		ck_assert(likeness_add_name(&c, w->preferred, NULL, NULL, true, false));
	if (w->born != NULL)
		ck_assert_int_eq(cnis_day_parse(w->born, &c.born), CNIS_OK);
	number(&c.upn, w->upn);
	number(&c.nhs, w->nhs);
	ck_assert(likeness_add_place(&c, w->postcode, NULL, w->line1, false));
	if (w->past != NULL)
		ck_assert(likeness_add_place(&c, w->past, NULL, "1 Old Road", true));
	if (w->parent != NULL)
		ck_assert(likeness_add_parent(&c, w->parent));
	return c;
}

static const char *
reason(const cnis_likeness *l, const char *field)
{
	for (size_t i = 0; i < l->n_fields; i++) {
		if (strcmp(l->field[i].field, field) == 0)
			return l->field[i].reason;
	}
	return "";
}

static bool
equal(const cnis_likeness *a, const cnis_likeness *b)
{
	if (a->kind != b->kind || a->weight != b->weight || a->n_fields != b->n_fields ||
	    a->rule != b->rule)
		return false;
	for (size_t i = 0; i < a->n_fields; i++) {
		if (strcmp(a->field[i].reason, b->field[i].reason) != 0 ||
		    a->field[i].weight != b->field[i].weight)
			return false;
	}
	return true;
}

#define JANE .full = "Jane Mary Smith", .given = "Jane Mary", .family = "Smith", .sex = 'F'
#define HOME .postcode = "E17 4AB", .line1 = "12 High Street"

static const struct {
	const char *name;
	written a, b;
	cnis_likeness_class kind;
	const char *field, *reason; /* one that must be said; NULL: none */
} cases[] = {
	{ "the same record",
	  { JANE, HOME, .born = "2015-03-14" },
	  { JANE, HOME, .born = "2015-03-14" },
	  CNIS_LIKENESS_EXACT,
	  "born",
	  "the same" },
	{ "twins",
	  { JANE, HOME, .born = "2015-03-14", .parent = "Ann Smith" },
	  { .full = "Lucy Smith",
	    .given = "Lucy",
	    .family = "Smith",
	    .sex = 'F',
	    HOME,
	    .born = "2015-03-14",
	    .parent = "Ann Smith" },
	  CNIS_LIKENESS_NONE,
	  "given_names",
	  "differs" },
	{ "twins with names that sound alike",
	  { .full = "Hassan Ali Khan", HOME, .sex = 'M', .born = "2015-03-14" },
	  { .full = "Hussain Ali Khan", HOME, .sex = 'M', .born = "2015-03-14" },
	  CNIS_LIKENESS_LIKELY,
	  NULL,
	  NULL },
	{ "twins who share a first name",
	  { .full = "Mohammed Ali Khan", HOME, .sex = 'M', .born = "2015-03-14" },
	  { .full = "Mohammed Umar Khan", HOME, .sex = 'M', .born = "2015-03-14" },
	  CNIS_LIKENESS_NONE,
	  "given_names",
	  "some words are the same, others differ" },
	{ "one twin's UPN on the other",
	  { JANE, HOME, .born = "2015-03-14", .upn = "A123456789012!" },
	  { .full = "Lucy Smith",
	    .given = "Lucy",
	    .family = "Smith",
	    .sex = 'F',
	    HOME,
	    .born = "2015-03-14",
	    .upn = "A123456789012!" },
	  CNIS_LIKENESS_LIKELY,
	  "upn",
	  "the same, perhaps a twin's" },
	{ "a child whose UPN was given to the twin is still that child",
	  { JANE, HOME, .born = "2015-03-14", .upn = "A123456789012" },
	  { JANE, HOME, .born = "2015-03-14", .upn = "B123456789012" },
	  CNIS_LIKENESS_EXACT,
	  "upn",
	  "differs" },
	{ "two verified numbers speak against",
	  { JANE, HOME, .born = "2015-03-14", .nhs = "9434765870!" },
	  { JANE, HOME, .born = "2015-03-14", .nhs = "9434765919!" },
	  CNIS_LIKENESS_LIKELY,
	  "nhs",
	  "differs, both verified" },
	{ "a brother or sister",
	  { JANE, HOME, .born = "2015-03-14", .parent = "Ann Smith" },
	  { .full = "Tom Smith", HOME, .born = "2013-07-01", .sex = 'M', .parent = "Ann Smith" },
	  CNIS_LIKENESS_NONE,
	  "address",
	  "the same" },
	{ "a brother whose name sounds alike",
	  { .full = "Hassan Khan", HOME, .sex = 'M', .born = "2015-03-14", .parent = "Ann Khan" },
	  { .full = "Hussain Khan", HOME, .sex = 'M', .born = "2012-07-01", .parent = "Ann Khan" },
	  CNIS_LIKENESS_NONE,
	  "address",
	  "the same" },
	{ "cousins of one name",
	  { .full = "Ali Khan", HOME, .sex = 'M', .born = "2015-03-14" },
	  { .full = "Ali Khan",
	    .postcode = "E4 7EX",
	    .line1 = "3 Low Road",
	    .sex = 'M',
	    .born = "2014-11-02" },
	  CNIS_LIKENESS_NONE,
	  "born",
	  "differs" },
	{ "given and family name swapped",
	  { JANE, HOME, .born = "2015-03-14" },
	  { .full = "Smith Jane",
	    .given = "Smith",
	    .family = "Jane",
	    .sex = 'F',
	    HOME,
	    .born = "2015-03-14" },
	  CNIS_LIKENESS_EXACT,
	  "family_name",
	  "alike, given and family name swapped" },
	{ "in another order, nothing told apart",
	  { .full = "Nguyen Van Nam", HOME, .born = "2015-03-14" },
	  { .full = "Nam Van Nguyen", HOME, .born = "2015-03-14" },
	  CNIS_LIKENESS_EXACT,
	  "family_name",
	  "the same, given and family name swapped" },
	{ "a familiar form is asked about",
	  { .full = "William Jones", HOME, .born = "2015-03-14" },
	  { .full = "Billy Jones", HOME, .born = "2015-03-14" },
	  CNIS_LIKENESS_LIKELY,
	  "given_names",
	  "a familiar form" },
	{ "a familiar form with the same number is settled",
	  { .full = "William Jones", HOME, .born = "2015-03-14", .upn = "A123456789012" },
	  { .full = "Billy Jones", HOME, .born = "2015-03-14", .upn = "A123456789012" },
	  CNIS_LIKENESS_EXACT,
	  "upn",
	  "the same" },
	{ "the name the child goes by",
	  { .full = "Oluwaseun Ade", HOME, .born = "2015-03-14", .preferred = "Sam Ade" },
	  { .full = "Sam Ade", HOME, .born = "2015-03-14" },
	  CNIS_LIKENESS_EXACT,
	  "given_names",
	  "the same, the name the child goes by" },
	{ "accents and ligatures",
	  { .full = "Zo\xc3\xab \xc5\x81\xc4\x99"
	            "cka",
	    HOME,
	    .born = "2015-03-14" },
	  { .full = "ZOE LECKA", HOME, .born = "2015-03-14" },
	  CNIS_LIKENESS_EXACT,
	  "family_name",
	  "the same" },
	{ "another alphabet",
	  { .full = "\xd0\x90\xd0\xbb\xd0\xb5\xd0\xba\xd1\x81\xd0\xb0\xd0\xbd\xd0\xb4\xd1\x80 "
	            "\xd0\x9f\xd0\xb5\xd1\x82\xd1\x80\xd0\xbe\xd0\xb2",
	    HOME,
	    .born = "2015-03-14" },
	  { .full = "Aleksandr Petrov", HOME, .born = "2015-03-14" },
	  CNIS_LIKENESS_EXACT,
	  "given_names",
	  "the same" },
	{ "transliterated otherwise",
	  { .full = "Mohammed Yousef", HOME, .born = "2015-03-14" },
	  { .full = "Muhammad Yusuf", HOME, .born = "2015-03-14" },
	  CNIS_LIKENESS_LIKELY,
	  NULL,
	  NULL },
	{ "a changed family name, recorded",
	  { JANE, HOME, .born = "2015-03-14", .former = "Jane Brown" },
	  { .full = "Jane Brown", HOME, .born = "2015-03-14", .sex = 'F' },
	  CNIS_LIKENESS_EXACT,
	  "family_name",
	  "the same, a former name" },
	{ "a changed family name nobody told us",
	  { JANE, HOME, .born = "2015-03-14" },
	  { .full = "Jane Brown", HOME, .born = "2015-03-14", .sex = 'F' },
	  CNIS_LIKENESS_LIKELY,
	  "family_name",
	  "differs" },
	{ "a family that moved",
	  { JANE, HOME, .born = "2015-03-14" },
	  { JANE, .born = "2015-03-14", .postcode = "E4 7EX", .line1 = "3 Low Road" },
	  CNIS_LIKENESS_LIKELY,
	  "address",
	  "differs" },
	{ "a family that moved and said from where",
	  { JANE, .born = "2015-03-14", .postcode = "N1 1AA", .line1 = "1 Old Road" },
	  { JANE, HOME, .born = "2015-03-14", .past = "N1 1AA" },
	  CNIS_LIKENESS_EXACT,
	  "address",
	  "the same, a former address" },
	{ "day and month swapped",
	  { JANE, HOME, .born = "2015-03-04" },
	  { JANE, HOME, .born = "2015-04-03" },
	  CNIS_LIKENESS_LIKELY,
	  "born",
	  "day and month swapped" },
	{ "one part of the date mistyped",
	  { JANE, HOME, .born = "2015-03-14" },
	  { JANE, HOME, .born = "2016-03-14" },
	  CNIS_LIKENESS_LIKELY,
	  "born",
	  "another year, the same day and month" },
	{ "a name written as one or as two",
	  { .full = "Omar Al-Hassan", HOME, .born = "2015-03-14" },
	  { .full = "Omar Alhassan", HOME, .born = "2015-03-14" },
	  CNIS_LIKENESS_EXACT,
	  "family_name",
	  "the same" },
	{ "one half of a double name",
	  { .full = "Jane Smith-Jones", HOME, .born = "2015-03-14" },
	  { .full = "Jane Jones", .given = "Jane", .family = "Jones", HOME, .born = "2015-03-14" },
	  CNIS_LIKENESS_EXACT,
	  NULL,
	  NULL },
	{ "nothing known but a name",
	  { .full = "Jane Smith" },
	  { .full = "Jane Smith" },
	  CNIS_LIKENESS_NONE,
	  "born",
	  "not known" },
	{ "a number and nothing else",
	  { .full = "Jane Smith", .born = "2015-03-14", .nhs = "9434765870" },
	  { .full = "Tom Brown", .born = "2012-08-01", .nhs = "9434765870" },
	  CNIS_LIKENESS_LIKELY,
	  "nhs",
	  "the same" },
	{ "no names",
	  { .full = NULL, HOME, .born = "2015-03-14", .upn = "A123456789012" },
	  { JANE, HOME, .born = "2015-03-14", .upn = "A123456789012" },
	  CNIS_LIKENESS_LIKELY,
	  "given_names",
	  "not known" },
};

START_TEST(a_pair_is_judged)
{
	likeness_child a = child_of(&cases[_i].a);
	likeness_child b = child_of(&cases[_i].b);
	cnis_likeness there;
	cnis_likeness back;

	likeness_compare(&a, &b, &there);
	likeness_compare(&b, &a, &back);
	ck_assert_msg(equal(&there, &back), "%s: not symmetric", cases[_i].name);
	ck_assert_msg(there.kind == cases[_i].kind, "%s: %s, %d (given names: %s)", cases[_i].name,
	              cnis_likeness_word(there.kind), there.weight, reason(&there, "given_names"));
	if (cases[_i].field != NULL)
		ck_assert_msg(strcmp(reason(&there, cases[_i].field), cases[_i].reason) == 0,
		              "%s: %s", cases[_i].name, reason(&there, cases[_i].field));
}
END_TEST

START_TEST(a_common_name_says_less)
{
	const written w = { JANE, .born = "2015-03-14" };
	likeness_child a = child_of(&w);
	likeness_child b = a;
	cnis_likeness common;
	cnis_likeness rare;

	a.given_per_100k = b.given_per_100k = 2000;
	a.family_per_100k = b.family_per_100k = 1500;
	likeness_compare(&a, &b, &common);
	ck_assert_int_eq(common.kind, CNIS_LIKENESS_LIKELY);
	a.given_per_100k = b.given_per_100k = 3;
	a.family_per_100k = b.family_per_100k = 1;
	likeness_compare(&a, &b, &rare);
	ck_assert_int_eq(rare.kind, CNIS_LIKENESS_EXACT);
	ck_assert_int_gt(rare.weight, common.weight);
}
END_TEST

/* A small generator of its own: no library's random numbers, the same everywhere. */
static unsigned
next(unsigned *seed, unsigned below)
{
	*seed = *seed * 1664525U + 1013904223U;
	return (*seed >> 8) % below;
}

static likeness_child
anybody(unsigned *seed)
{
	static const char *const given[] = { "Jane",       "Mohammed", "Ali",     "Siobhan",
		                             "Anna Maria", "Bill",     "William", "Zo\xc3\xab",
		                             "J",          "Nam Van" };
	static const char *const family[] = { "Smith",      "Khan",        "O'Neill", "Mc Donald",
		                              "de la Cruz", "Smith-Jones", "Nguyen",  "Al-Hassan" };
	static const char *const numbers[] = { NULL, NULL, "1111111111", "2222222222!",
		                               "1111111111!" };
	static const char *const places[] = { NULL, "E17 4AB", "E4 7EX" };
	static const char *const lines[] = { NULL, "12 High Street", "12 High St", "3 Low Road" };
	char full[80];
	written w = { .full = full, .sex = "FMU"[next(seed, 3)] };
	likeness_child c;

	w.given = given[next(seed, 10)];
	w.family = family[next(seed, 8)];
	strcpy(full, w.given);
	strcat(full, " ");
	strcat(full, w.family);
	if (next(seed, 3) == 0)
		w.given = w.family = NULL;
	if (next(seed, 4) == 0)
		w.former = family[next(seed, 8)];
	if (next(seed, 4) == 0)
		w.preferred = given[next(seed, 10)];
	w.upn = numbers[next(seed, 5)];
	w.nhs = numbers[next(seed, 5)];
	w.postcode = places[next(seed, 3)];
	w.line1 = lines[next(seed, 4)];
	w.parent = next(seed, 2) == 0 ? NULL : family[next(seed, 8)];
	c = child_of(&w);
	if (next(seed, 5) > 0)
		c.born = cnis_day_make(2010 + (int)next(seed, 3), 1 + (int)next(seed, 4),
		                       1 + (int)next(seed, 4));
	return c;
}

START_TEST(whoever_is_compared_the_answer_is_the_same_both_ways)
{
	unsigned seed = 20260901U + (unsigned)_i;

	for (int i = 0; i < 500; i++) {
		likeness_child a = anybody(&seed);
		likeness_child b = anybody(&seed);
		cnis_likeness there;
		cnis_likeness back;

		likeness_compare(&a, &b, &there);
		likeness_compare(&b, &a, &back);
		ck_assert_msg(equal(&there, &back), "%s %s", a.name[0].whole.joined,
		              b.name[0].whole.joined);
	}
}
END_TEST

START_TEST(nobody_is_more_like_a_child_than_the_child)
{
	unsigned seed = 77U + (unsigned)_i;

	for (int i = 0; i < 300; i++) {
		likeness_child a = anybody(&seed);
		likeness_child b = anybody(&seed);
		cnis_likeness self;
		cnis_likeness other;

		likeness_compare(&a, &a, &self);
		likeness_compare(&a, &b, &other);
		/* a number more on the other side cannot make it more like a than a is */
		ck_assert_int_ge(self.weight + 220, other.weight);
		if (a.born != CNIS_DAY_NONE && a.n_places > 0)
			ck_assert_msg(self.kind == CNIS_LIKENESS_EXACT || self.weight < 300,
			              "%s %d %s", a.name[0].whole.joined, self.weight,
			              self.rule == NULL ? "" : self.rule);
	}
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("likeness");
	TCase *t = tcase_create("likeness");
	SRunner *r;
	int failed;

	tcase_add_loop_test(t, a_pair_is_judged, 0, (int)(sizeof(cases) / sizeof(cases[0])));
	tcase_add_test(t, a_common_name_says_less);
	tcase_add_loop_test(t, whoever_is_compared_the_answer_is_the_same_both_ways, 0, 4);
	tcase_add_loop_test(t, nobody_is_more_like_a_child_than_the_child, 0, 4);
	suite_add_tcase(s, t);
	r = srunner_create(s);
	srunner_run_all(r, CK_NORMAL);
	failed = srunner_ntests_failed(r);
	srunner_free(r);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
