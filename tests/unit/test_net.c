/* Words that must not stand in a text: what the net holds, however it is typed, and what it lets
 * by. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/net.h"

static net *n;

static void
put(net_kind kind, const char *text)
{
	ck_assert_int_eq(net_add(n, kind, text, NULL), CNIS_OK);
}

static void
setup(void)
{
	n = net_new();
	ck_assert_ptr_nonnull(n);
	put(NET_WORDS, "N3 9ZZ");
	put(NET_WORDS, "17 Hidden Lane");
	put(NET_WORDS, "100023336956");
	put(NET_WORDS, "St. Mary's School");
	put(NET_BESIDE, "Hideham");
	put(NET_BESIDE, "Back House");
	put(NET_NUMBER, "+447700900999");
	put(NET_NUMBER, "+442079460123");
	put(NET_NUMBER, "+33612345678");
	put(NET_EMAIL, "alex@hidden.example");
	put(NET_EMAIL, "jo.bloggs@nine.example");
	put(NET_WORDS, "17 Hidden Lane Hideham"); /* longer than what is enough already */
	put(NET_WORDS, "Rose Villa");
	put(NET_WORDS, "Villa Nova Road");
	put(NET_BESIDE, "Fern Road North");
	put(NET_WORDS, "3 Fern Road");
	put(NET_WORDS, "Fern Road");
	put(NET_WORDS, "Half 1");
	put(NET_WORDS, "2 Half");
	put(NET_WORDS, "abc");
	put(NET_NUMBER, "+4412");
	put(NET_WORDS, NULL);
	net_ready(n);
}

static void
teardown(void)
{
	mem_fail_at(-1);
	net_free(n);
}

static const struct {
	const char *in, *out;
} found[] = {
	{ "N3 9ZZ", "withheld" },
	{ "at n39zz.", "at withheld." },
	{ "n3-9zz,N 3 9 Z Z", "withheld" },
	{ "a\nN3\n9ZZ\nb", "a\nwithheld\nb" },
	{ "N3\xc2\xa0"
	  "9ZZ",
	  "withheld" },
	{ "\xef\xbc\xae\xef\xbc\x93 9ZZ!", "withheld!" }, /* full-width letters */
	{ "n3\xe2\x80\x8b"
	  "9zz",
	  "withheld" }, /* a space that cannot be seen */
	{ "They live at 17, HIDDEN LA.", "They live at withheld." },
	{ "17 hidden ln, Back House, Hideham N3 9ZZ please", "withheld please" },
	{ "17 Hidd\xc3\xa9n Lane", "withheld" },
	{ "the house: Hideham, 17 Hidden Lane", "the house: withheld" },
	{ "ring 07700 900999 now", "ring withheld now" },
	{ "ring +44 7700 900999 now", "ring withheld now" },
	{ "ring (07700)900-999", "ring (withheld" },
	{ "ring +44 (0)7700 900999", "ring withheld" },
	{ "0044 7700.900.999x", "withheldx" },
	{ "no. 2 07700900999", "no. 2 withheld" },
	{ "tel07700900999", "telwithheld" },
	{ "020 7946 0123 or 7946 0123", "withheld or withheld" },
	{ "0033 6 12 34 56 78, +33612345678", "withheld" },
	{ "write to Alex@Hidden.Example,", "write to withheld," },
	{ "alex at hidden dot example", "withheld" },
	{ "jo (dot) bloggs at nine.example", "withheld" },
	{ "St Marys School, saint mary's school", "withheld" },
	{ "uprn 100023336956", "uprn withheld" },
	{ "\xff N3 9ZZ \xff", "\xff withheld \xff" },
	{ "at Rose Villa Nova Road, 9", "at withheld, 9" }, /* one begun within another */
	{ "Fern Road North", "withheld" },                  /* a longer one that is not enough */
	{ "Half \xc2\xbd Half x", "withheld x" },           /* one character that is 1 and 2 */
};

START_TEST(what_the_net_holds_is_taken_out_however_it_is_typed)
{
	char *out = NULL;

	ck_assert_int_eq(net_take(n, found[_i].in, "withheld", &out, NULL), CNIS_OK);
	ck_assert_msg(out != NULL && strcmp(out, found[_i].out) == 0, "%s: %s", found[_i].in,
	              out == NULL ? "nothing" : out);
	ck_assert(net_holds(n, found[_i].in));
	free(out);
}
END_TEST

static const char *const not_found[] = {
	"",
	"N3 9ZY",
	"N3 9ZZA",
	"XN3 9ZZ",
	"117 Hidden Lane",
	"17 Hidden Lanes",
	"Hidden Lane",
	"in Hideham, at the Back House", /* a town names nobody */
	"17 people. In the middle of what was Hidden Lane",
	"07700 900998",
	"077009009990",
	"107700900999",
	"alexa@hidden.example",
	"at",
	"abc",
	"4412",
	"\xff\xfe",
};

START_TEST(what_it_does_not_hold_is_let_by)
{
	char *out = NULL;

	ck_assert_int_eq(net_take(n, not_found[_i], "withheld", &out, NULL), CNIS_OK);
	ck_assert_msg(out == NULL, "%s: %s", not_found[_i], out == NULL ? "" : out);
	ck_assert(!net_holds(n, not_found[_i]));
}
END_TEST

START_TEST(nothing_is_done_by_an_empty_net)
{
	char *out = NULL;
	net *empty = net_new();

	ck_assert(net_empty(NULL) && net_empty(empty) && !net_empty(n));
	net_ready(empty);
	ck_assert_int_eq(net_take(NULL, "N3 9ZZ", "x", &out, NULL), CNIS_OK);
	ck_assert_int_eq(net_take(empty, "N3 9ZZ", "x", &out, NULL), CNIS_OK);
	ck_assert_int_eq(net_take(n, NULL, "x", &out, NULL), CNIS_OK);
	ck_assert_ptr_null(out);
	net_free(empty);
	net_free(NULL);
}
END_TEST

START_TEST(a_long_text_is_taken_whole)
{
	char *text = mem_new(40001, 1);
	char *out = NULL;

	for (size_t i = 0; i < 40000; i += 8)
		memcpy(text + i, i == 39992 ? " N3 9ZZ." : "N3 9ZY, ", 8);
	ck_assert_int_eq(net_take(n, text, "x", &out, NULL), CNIS_OK);
	ck_assert_str_eq(out + strlen(out) - 3, " x.");
	free(out);
	free(text);
}
END_TEST

START_TEST(without_memory_nothing_is_said_to_be_clean)
{
	cnis_error e = { 0 };
	char *out = NULL;

	for (long i = 0; i < 3; i++) {
		mem_fail_at(i);
		ck_assert_int_eq(net_take(n, "at N3 9ZZ", "x", &out, &e), CNIS_ENOMEM);
		ck_assert_ptr_null(out);
	}
	mem_fail_at(0);
	ck_assert(net_holds(n, "nothing"));
	mem_fail_at(0);
	ck_assert_int_eq(net_add(n, NET_WORDS, "something", &e), CNIS_ENOMEM);
	mem_fail_at(2);
	ck_assert_int_eq(net_add(n, NET_WORDS, "something", &e), CNIS_ENOMEM);
	mem_fail_at(-1);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("net");
	TCase *t = tcase_create("net");
	SRunner *runner;
	int failed;

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_loop_test(t, what_the_net_holds_is_taken_out_however_it_is_typed, 0,
	                    (int)(sizeof(found) / sizeof(found[0])));
	tcase_add_loop_test(t, what_it_does_not_hold_is_let_by, 0,
	                    (int)(sizeof(not_found) / sizeof(not_found[0])));
	tcase_add_test(t, nothing_is_done_by_an_empty_net);
	tcase_add_test(t, a_long_text_is_taken_whole);
	tcase_add_test(t, without_memory_nothing_is_said_to_be_clean);
	suite_add_tcase(suite, t);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? 0 : 1;
}
