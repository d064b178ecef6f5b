/* Names taken apart: folding, sound, familiar forms, slips. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "base/names.h"
#include "base/text.h"

static const struct {
	const char *a, *b;
} alike[] = {
	{ "mohammed", "muhammad" },    { "mohammed", "mohamed" },  { "mohamad", "muhammed" },
	{ "yousef", "yusuf" },         { "youssef", "yusef" },     { "aleksandr", "alexander" },
	{ "aleksander", "alexandre" }, { "siobhan", "shivaun" },   { "siobhan", "chevonne" },
	{ "nguyen", "nguyan" },        { "nguyen", "ngyuen" },     { "macdonald", "mcdonald" },
	{ "mackenzie", "mckenzie" },   { "maclean", "mclean" },    { "sean", "shaun" },
	{ "sean", "shawn" },           { "stephen", "stefan" },    { "catherine", "katharine" },
	{ "jeffrey", "geoffrey" },     { "philip", "fillip" },     { "thomas", "tomas" },
	{ "khalid", "khaled" },        { "qasim", "kasim" },       { "jamal", "djamel" },
	{ "aisha", "ayesha" },         { "fatima", "fatimah" },    { "sarah", "sara" },
	{ "yelena", "elena" },         { "yevgeny", "evgeny" },    { "yulia", "iulia" },
	{ "ciara", "keira" },          { "niamh", "neve" },        { "eoin", "owen" },
	{ "waleed", "valid" },         { "suzanne", "susan" },     { "christian", "kristian" },
	{ "oneill", "oneal" },         { "smith", "smyth" },       { "vaughan", "vaughn" },
	{ "hussain", "hussein" },      { "ahmed", "ahmad" },       { "abdul", "abdel" },
	{ "matthew", "mathew" },       { "nicholas", "nickolas" }, { "zac", "zack" },
	{ "kowalski", "kovalsky" },    { "mueller", "muller" },    { "joseph", "josef" },
};

START_TEST(names_that_are_said_alike_share_a_key)
{
	char a[SOUND_SIZE];
	char b[SOUND_SIZE];

	sound_key(alike[_i].a, a);
	sound_key(alike[_i].b, b);
	ck_assert_msg(strcmp(a, b) == 0, "%s %s, %s %s", alike[_i].a, a, alike[_i].b, b);
}
END_TEST

static const struct {
	const char *a, *b;
} apart[] = {
	{ "anna", "emma" },   { "james", "thomas" },   { "jayden", "hayden" }, { "ali", "umar" },
	{ "smith", "jones" }, { "khan", "hussain" },   { "zara", "sara" },     { "mark", "luke" },
	{ "amy", "amelia" },  { "george", "gregory" },
};

START_TEST(names_that_are_not_do_not)
{
	char a[SOUND_SIZE];
	char b[SOUND_SIZE];

	sound_key(apart[_i].a, a);
	sound_key(apart[_i].b, b);
	ck_assert_str_ne(a, b);
}
END_TEST

static const struct {
	const char *in, *folded;
} folds[] = {
	{ "Zo\xc3\xab", "zoe" },
	{ "O\xe2\x80\x99Neill-\xc3\x98stby", "oneill ostby" },
	{ "\xc5\x81ukasz", "lukasz" },
	{ "Nguy\xe1\xbb\x85n", "nguyen" },
	{ "\xc3\x86thelred \xc5\x92uvre", "aethelred oeuvre" },
	{ "Wei\xc3\x9f", "weiss" },
	{ "\xef\xac\x81nn", "finn" },
	{ "I\xc5\x9f\xc4\xb1k", "isik" },
	{ "\xd0\x90\xd0\xbb\xd0\xb5\xd0\xba\xd1\x81\xd0\xb0\xd0\xbd\xd0\xb4\xd1\x80", "aleksandr" },
	{ "\xd0\xa1\xd0\xb5\xd1\x80\xd0\xb3\xd0\xb5\xd0\xb9", "sergei" },
	{ "\xce\x93\xce\xb9\xcf\x8e\xcf\x81\xce\xb3\xce\xbf\xcf\x82", "giorgos" },
	{ "Ka\xca\xbb"
	  "ahumanu",
	  "kaahumanu" },
	{ "", "" },
	{ " - ", "" },
};

START_TEST(a_folded_name_is_plain)
{
	char *folded = text_fold(folds[_i].in);

	ck_assert_str_eq(folded, folds[_i].folded);
	free(folded);
}
END_TEST

static const struct {
	const char *in, *words, *joined; /* words: each followed by a space, particles by - */
} taken[] = {
	{ "Jane Smith", "jane smith ", "janesmith" },
	{ "O'Neill", "oneill ", "oneill" },
	{ "Sean O Neill", "sean oneill ", "seanoneill" },
	{ "Ewan Mc Donald", "ewan mcdonald ", "ewanmcdonald" },
	{ "Mac", "mac ", "mac" },
	{ "Smith-Jones", "smith jones ", "smithjones" },
	{ "Maria de la Cruz", "maria de-la-cruz ", "mariadelacruz" },
	{ "Omar Al-Hassan", "omar al-hassan ", "omaralhassan" },
	{ "Nguy\xe1\xbb\x85n V\xc4\x83n Nam", "nguyen van-nam ", "nguyenvannam" },
	{ "J", "j ", "j" },
	{ "", "", "" },
};

START_TEST(a_name_is_taken_apart)
{
	char words[256] = "";
	names n;

	ck_assert(names_parse(taken[_i].in, &n));
	for (size_t i = 0; i < n.n; i++) {
		strcat(words, n.word[i].text);
		strcat(words, n.word[i].particle ? "-" : " ");
	}
	ck_assert_str_eq(words, taken[_i].words);
	ck_assert_str_eq(n.joined, taken[_i].joined);
}
END_TEST

START_TEST(a_long_name_is_cut_not_overrun)
{
	char text[2000];
	names n;

	memset(text, 'a', sizeof(text) - 1);
	text[sizeof(text) - 1] = '\0';
	ck_assert(names_parse(text, &n));
	ck_assert_uint_eq(n.n, 1);
	ck_assert_uint_lt(strlen(n.word[0].text), NAMES_WORD_SIZE);
	for (size_t i = 1; i < sizeof(text) - 1; i += 2)
		text[i] = ' ';
	ck_assert(names_parse(text, &n));
	ck_assert_uint_eq(n.n, NAMES_WORDS);
	ck_assert(names_parse(NULL, &n));
	ck_assert_uint_eq(n.n, 0);
}
END_TEST

static void
count(const char *word, void *payload)
{
	ck_assert(names_familiar("william", word));
	ck_assert(names_familiar(word, "william"));
	++*(int *)payload;
}

static void
count_any(const char *word, void *payload)
{
	(void)word;
	++*(int *)payload;
}

START_TEST(familiar_forms_go_both_ways)
{
	int n = 0;

	ck_assert(names_familiar("bill", "william"));
	ck_assert(names_familiar("william", "bill"));
	ck_assert(names_familiar("kate", "katherine"));
	ck_assert(!names_familiar("bill", "bill"));
	ck_assert(!names_familiar("alfred", "frederick"));
	ck_assert(!names_familiar("", "bill"));
	ck_assert(!names_familiar("will", "illiam"));
	ck_assert(names_familiar("alex", "sasha"));
	ck_assert(names_familiar("mohd", "muhammad"));
	names_familiar_each("william", count, &n);
	ck_assert_int_gt(n, 4);
	names_familiar_each("", count, &n);
	n = 0;
	names_familiar_each("alex", count_any, &n); /* the word with the most */
	ck_assert_int_le(n, NAMES_FAMILIAR_MOST);
}
END_TEST

START_TEST(slips_are_counted)
{
	ck_assert_uint_eq(names_edits("johnson", "jonhson", 2), 1);
	ck_assert_uint_eq(names_edits("abc", "abc", 2), 0);
	ck_assert_uint_eq(names_edits("abc", "xyz", 1), 2);
	ck_assert_uint_eq(names_edits("", "ab", 2), 2);
	ck_assert_uint_eq(names_edits("abcd", "a", 2), 3);
	ck_assert(names_slip("johnson", "jonhson"));
	ck_assert(names_slip("katherine", "kathrinne"));
	ck_assert(!names_slip("amy", "amie"));
	ck_assert(!names_slip("jane", "joan"));
	ck_assert(names_slip("jane", "jayne"));
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("names");
	TCase *t = tcase_create("names");
	SRunner *r;
	int failed;

	tcase_add_loop_test(t, names_that_are_said_alike_share_a_key, 0,
	                    (int)(sizeof(alike) / sizeof(alike[0])));
	tcase_add_loop_test(t, names_that_are_not_do_not, 0,
	                    (int)(sizeof(apart) / sizeof(apart[0])));
	tcase_add_loop_test(t, a_folded_name_is_plain, 0, (int)(sizeof(folds) / sizeof(folds[0])));
	tcase_add_loop_test(t, a_name_is_taken_apart, 0, (int)(sizeof(taken) / sizeof(taken[0])));
	tcase_add_test(t, a_long_name_is_cut_not_overrun);
	tcase_add_test(t, familiar_forms_go_both_ways);
	tcase_add_test(t, slips_are_counted);
	suite_add_tcase(s, t);
	r = srunner_create(s);
	srunner_run_all(r, CK_NORMAL);
	failed = srunner_ntests_failed(r);
	srunner_free(r);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
