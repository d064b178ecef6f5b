/*
 * Consent to withdraw: every combination of the inputs against tables of expected verdicts.
 *
 * The tables do not compute: each combination is reduced to a key of letters, and exactly one row
 * must match the key.  A combination without a row, or with two, fails.
 */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "rule/consent.h"

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

static cnis_day
day(const char *iso)
{
	cnis_day d = CNIS_DAY_NONE;

	/* A check that passes talks to its parent: too slow for a million of them. */
	if (iso != NULL && cnis_day_parse(iso, &d) != CNIS_OK)
		ck_abort_msg("%s is no date", iso);
	return d; /* NULL: no day */
}

/* Statute.  Key: leaves school for education elsewhere at compulsory age (y n), s. 37 in force
 * (y n), condition A by a special school, by an independent one, not at all (S I -), B (y n). */
static const struct {
	const char *when;
	bool required;
	const char *rule; /* what decides where no gate does */
} statute[] = {
	{ "ny**", false, "EA1996.434A.2" },  { "nn**", false, "SI2024-208.9.2" },
	{ "yyS*", true, "EA1996.434A.2" },   { "yyI*", true, "EA1996.434A.2" },
	{ "yy-y", true, "EA1996.434A.2" },   { "yy-n", false, "EA1996.434A.2" },
	{ "ynS*", true, "SI2024-208.9.2" },  { "ynI*", false, "SI2024-208.9.2" },
	{ "yn-*", false, "SI2024-208.9.2" },
};

/* Gates, where statute leaves the matter open.  Key: a child-protection fact (y n), an EHC plan
 * (y n), the gate of each (o a r). */
static const struct {
	const char *when;
	bool required, advise;
	const char *rule; /* NULL: no gate applies */
} gates[] = {
	{ "nn**", false, false, NULL },
	{ "ny*o", false, false, NULL },
	{ "ny*a", false, true, "LOCAL.gate.ehc" },
	{ "ny*r", true, false, "LOCAL.gate.ehc" },
	{ "yno*", false, false, NULL },
	{ "yna*", false, true, "LOCAL.gate.child-protection" },
	{ "ynr*", true, false, "LOCAL.gate.child-protection" },
	{ "yyoo", false, false, NULL },
	{ "yyoa", false, true, "LOCAL.gate.ehc" },
	{ "yyor", true, false, "LOCAL.gate.ehc" },
	{ "yyao", false, true, "LOCAL.gate.child-protection" },
	{ "yyaa", false, true, "LOCAL.gate.child-protection" },
	{ "yyar", true, true, "LOCAL.gate.ehc" },
	{ "yyro", true, false, "LOCAL.gate.child-protection" },
	{ "yyra", true, true, "LOCAL.gate.child-protection" },
	{ "yyrr", true, false, "LOCAL.gate.child-protection" },
};

/* Who decides under condition B.  Key: enquiries by nobody, this, another authority, both, one not
 * known, another and one not known (- t o b u m), action that counts, likewise. */
static const struct {
	const char *when, *authorities;
} deciders[] = {
	{ "-t", "302" },     { "-o", "305" },     { "-b", "302 305" }, { "-u", "" },
	{ "-m", "305" },     { "t-", "302" },     { "tt", "302" },     { "to", "302 305" },
	{ "tb", "302 305" }, { "tu", "302" },     { "tm", "302 305" }, { "o-", "305" },
	{ "ot", "305 302" }, { "oo", "305" },     { "ob", "305 302" }, { "ou", "305" },
	{ "om", "305" },     { "b-", "302 305" }, { "bt", "302 305" }, { "bo", "302 305" },
	{ "bb", "302 305" }, { "bu", "302 305" }, { "bm", "302 305" }, { "u-", "" },
	{ "ut", "302" },     { "uo", "305" },     { "ub", "302 305" }, { "uu", "" },
	{ "um", "305" },     { "m-", "305" },     { "mt", "305 302" }, { "mo", "305" },
	{ "mb", "305 302" }, { "mu", "305" },     { "mm", "305" },
};

static const struct {
	const char *codes[3];
	bool unknown;
} conductors[] = {
	{ { NULL }, false },         { { "302", NULL }, false }, { { "305", NULL }, false },
	{ { "302", "305" }, false }, { { NULL }, true },         { { "305", NULL }, true },
};
static const char conductor_keys[] = "-tobum";

static const struct {
	rule_placement placement;
	char special; /* as in the key when an authority placed the child */
} placements[] = {
	{ RULE_MAINSTREAM, '-' }, { RULE_SPECIAL, 'S' }, { RULE_INDEPENDENT_SPECIAL, 'I' },
	{ RULE_UNIT, '-' },       { RULE_PRIVATE, '-' },
};

static const char *const authorities[] = { "", "302", "305" };

/* Asked about 2027-11-21: the five years began on 2022-11-22. */
static const struct {
	const char *ended; /* NULL while it is being taken */
	char by;           /* as in the key */
	bool counts;       /* with a conclusion of significant harm */
} actions[] = {
	{ NULL, '-', false },         { NULL, 't', true },          { NULL, 'o', true },
	{ "2026-01-01", 't', true },  { "2026-01-01", 'o', true },  { "2022-11-22", 't', true },
	{ "2022-11-22", 'o', true },  { "2022-11-21", 't', false }, { "2022-11-21", 'o', false },
	{ NULL, 'b', true },          { NULL, 'u', true },          { "2026-01-01", 'm', true },
	{ "2022-11-21", 'u', false },
};

static const struct {
	const char *born;
	bool of_age;
} ages[] = { { "2024-01-01", false }, { "2016-05-05", true }, { "2005-01-01", false } };

static const struct {
	const char *from; /* NULL: no date */
	char in_force;
} commencements[] = {
	{ NULL, 'n' },
	{ "2027-11-22", 'n' },
	{ "2027-11-21", 'y' },
	{ "2026-09-01", 'y' },
};

static const char gate_keys[] = "oar"; /* in the order of rule_gate */

static bool
matches(const char *when, const char *key)
{
	for (; *when != '\0'; when++, key++)
		if (*when != '*' && *when != *key)
			return false;
	return *key == '\0';
}

/* The one row that matches, -1 when there is none; more than one is a fault of the table. */
#define FIND(table, key, ret)                                                                      \
	do {                                                                                       \
		(ret) = -1;                                                                        \
		for (size_t row_ = 0; row_ < COUNT(table); row_++)                                 \
			if (matches((table)[row_].when, key)) {                                    \
				if ((ret) >= 0)                                                    \
					ck_abort_msg("two rows for %s", key);                      \
				(ret) = (int)row_;                                                 \
			}                                                                          \
	} while (0)

/* One combination, by the place of each input in its table. */
typedef struct pick {
	size_t placement, placed_by, enquiry, action, age, s37;
	int harm, ehc, cpp, on_roll, home, gate_cp, gate_ehc;
} pick;

static rule_conductors
by(char key)
{
	size_t at = (size_t)(strchr(conductor_keys, key) - conductor_keys);
	rule_conductors c = { .unknown = conductors[at].unknown };

	for (size_t i = 0; conductors[at].codes[i] != NULL; i++)
		rule_conductors_add(&c, conductors[at].codes[i]);
	return c;
}

static rule_consent_in
inputs(const pick *p)
{
	rule_consent_in in = { 0 };

	in.born = day(ages[p->age].born);
	in.on = day("2027-11-21");
	in.on_roll = p->on_roll == 1;
	in.for_home = p->home == 1;
	in.placement = placements[p->placement].placement;
	strcpy(in.placed_by, authorities[p->placed_by]);
	in.s47_enquiry_by = by(conductor_keys[p->enquiry]);
	in.s47_action_by = by(actions[p->action].by);
	in.s47_action_ended_on = actions[p->action].ended == NULL ? CNIS_DAY_NONE
	                                                          : day(actions[p->action].ended);
	in.significant_harm = p->harm == 1;
	in.ehc_plan = p->ehc == 1;
	in.child_protection_plan = p->cpp == 1;
	in.s37_in_force_from = day(commencements[p->s37].from);
	in.gate_ehc = (rule_gate)p->gate_ehc;
	in.gate_child_protection = (rule_gate)p->gate_cp;
	return in;
}

static void
check_authorities(const pick *p, const rule_consent *c, bool by_regulation, char counting)
{
	const char key[] = { conductor_keys[p->enquiry], counting, '\0' };
	bool over = key[0] == '-' && actions[p->action].ended != NULL;
	bool unsettled = strpbrk(key, "um") != NULL || over;
	char got[32] = "";
	const char *want = "";
	int row;

	FIND(deciders, key, row);
	if (row < 0 || by_regulation)
		unsettled = false;
	if (c->unsettled != unsettled)
		ck_abort_msg("%s: unsettled %d", key, c->unsettled);
	if (row >= 0 && !by_regulation)
		want = deciders[row].authorities;
	else if (placements[p->placement].special != '-')
		want = authorities[p->placed_by];
	for (size_t i = 0; i < c->n_authorities; i++) {
		if (i > 0)
			strcat(got, " ");
		strcat(got, c->authority[i]);
	}
	if (strcmp(got, want) != 0)
		ck_abort_msg("authorities %s, expected %s", got, want);
}

static void
check_one(const pick *p)
{
	rule_consent_in in = inputs(p);
	rule_consent c = rule_consent_of(&in);
	bool a = placements[p->placement].special != '-' && p->placed_by > 0;
	bool action = p->harm == 1 && actions[p->action].counts;
	bool b = p->enquiry > 0 || action;
	bool leaves = p->on_roll == 1 && p->home == 1 && ages[p->age].of_age;
	const char law[] = { leaves ? 'y' : 'n', commencements[p->s37].in_force,
		             a ? placements[p->placement].special : '-', b ? 'y' : 'n', '\0' };
	const char own[] = { b || p->cpp == 1 ? 'y' : 'n', p->ehc == 1 ? 'y' : 'n',
		             gate_keys[p->gate_cp], gate_keys[p->gate_ehc], '\0' };
	int s;
	int g = -1;
	bool required;
	const char *rule;

	FIND(statute, law, s);
	FIND(gates, own, g);
	if (s < 0 || g < 0)
		ck_abort_msg("no expected verdict for %s %s", law, own);
	if (!leaves || statute[s].required)
		g = 0; /* no gate applies */
	required = statute[s].required || gates[g].required;
	rule = gates[g].rule == NULL ? statute[s].rule : gates[g].rule;
	if (c.required != required || c.by_statute != statute[s].required ||
	    c.advise != gates[g].advise || strcmp(c.rule, rule) != 0 || c.condition_a != a ||
	    c.condition_b != b || c.in_force != (commencements[p->s37].in_force == 'y'))
		ck_abort_msg("%s %s: required %d by %s, expected %d by %s", law, own, c.required,
		             c.rule, required, rule);
	check_authorities(p, &c, statute[s].required && law[1] == 'n',
	                  action ? actions[p->action].by : '-');
}

static unsigned long
every_gate(pick p)
{
	unsigned long n = 0;

	for (int bits = 0; bits < 32; bits++)
		for (p.gate_cp = 0; p.gate_cp < 3; p.gate_cp++)
			for (p.gate_ehc = 0; p.gate_ehc < 3; p.gate_ehc++, n++) {
				p.harm = bits & 1;
				p.ehc = bits >> 1 & 1;
				p.cpp = bits >> 2 & 1;
				p.on_roll = bits >> 3 & 1;
				p.home = bits >> 4 & 1;
				check_one(&p);
			}
	return n;
}

START_TEST(every_combination_of_the_inputs_has_its_expected_verdict)
{
	pick p = { 0 };
	unsigned long n = 0;

	p.placement = (size_t)_i;
	for (p.placed_by = 0; p.placed_by < COUNT(authorities); p.placed_by++)
		for (p.enquiry = 0; p.enquiry < COUNT(conductors); p.enquiry++)
			for (p.action = 0; p.action < COUNT(actions); p.action++)
				for (p.age = 0; p.age < COUNT(ages); p.age++)
					for (p.s37 = 0; p.s37 < COUNT(commencements); p.s37++)
						n += every_gate(p);
	ck_assert_uint_eq(n, 3UL * 6 * 13 * 3 * 4 * 32 * 9);
}
END_TEST

static const struct {
	const char *application, *first;
} look_backs[] = {
	{ "2027-11-21", "2022-11-22" }, { "2028-02-29", "2023-03-01" },
	{ "2029-02-28", "2024-02-29" }, { "2028-02-28", "2023-03-01" },
	{ "2027-12-31", "2023-01-01" }, { "2027-01-01", "2022-01-02" },
};

START_TEST(the_five_years_are_counted_to_the_day)
{
	ck_assert_int_eq(rule_look_back_from(day(look_backs[_i].application)),
	                 day(look_backs[_i].first));
}
END_TEST

START_TEST(an_authority_is_counted_once_and_more_than_four_are_not_told_by_name)
{
	static const char *const codes[] = { "302", "303", "302", "304", "305", "306" };
	rule_conductors c = { 0 };

	for (size_t i = 0; i < 5; i++)
		rule_conductors_add(&c, codes[i]);
	ck_assert_uint_eq(c.n, 4);
	ck_assert(!c.unknown);
	ck_assert_str_eq(c.code[2], "304");
	rule_conductors_add(&c, codes[5]);
	ck_assert_uint_eq(c.n, 4);
	ck_assert(c.unknown);
}
END_TEST

START_TEST(eight_authorities_may_be_the_relevant_ones)
{
	rule_consent_in in = { .born = day("2016-05-05"),
		               .on = day("2027-11-21"),
		               .on_roll = true,
		               .for_home = true,
		               .significant_harm = true,
		               .s47_action_ended_on = CNIS_DAY_NONE,
		               .s37_in_force_from = day("2026-09-01"),
		               .s47_enquiry_by = { 4, { "302", "303", "304", "305" }, false },
		               .s47_action_by = { 4, { "306", "307", "308", "309" }, false } };
	rule_consent c = rule_consent_of(&in);

	ck_assert_uint_eq(c.n_authorities, 8);
	ck_assert_str_eq(c.authority[7], "309");
}
END_TEST

START_TEST(consent_follows_compulsory_school_age_to_the_day)
{
	rule_consent_in in = { .on_roll = true,
		               .for_home = true,
		               .placement = RULE_SPECIAL,
		               .placed_by = "302",
		               .s47_action_ended_on = CNIS_DAY_NONE,
		               .s37_in_force_from = CNIS_DAY_NONE };

	in.born = day("2019-02-10");
	in.on = day("2024-03-30");
	ck_assert(!rule_consent_of(&in).required);
	in.on = day("2024-03-31");
	ck_assert(rule_consent_of(&in).required);
	in.on = day("2035-06-29");
	ck_assert(rule_consent_of(&in).required);
	in.on = day("2035-06-30");
	ck_assert(!rule_consent_of(&in).required);
	in.born = day("2019-09-03");
	in.on = day("2036-06-01");
	in.school_year_month = 9;
	in.school_year_day = 6;
	ck_assert(!rule_consent_of(&in).required);
}
END_TEST

START_TEST(six_months_run_from_the_application)
{
	ck_assert_int_eq(rule_redecide_from(day("2027-03-15")), day("2027-09-15"));
	ck_assert_int_eq(rule_redecide_from(day("2027-08-31")), day("2028-02-29"));
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("rule");
	TCase *tc = tcase_create("consent");
	SRunner *sr = srunner_create(s);
	int failed;

	tcase_set_timeout(tc, 120);
	tcase_add_loop_test(tc, every_combination_of_the_inputs_has_its_expected_verdict, 0,
	                    (int)COUNT(placements));
	tcase_add_loop_test(tc, the_five_years_are_counted_to_the_day, 0, (int)COUNT(look_backs));
	tcase_add_test(tc, an_authority_is_counted_once_and_more_than_four_are_not_told_by_name);
	tcase_add_test(tc, eight_authorities_may_be_the_relevant_ones);
	tcase_add_test(tc, consent_follows_compulsory_school_age_to_the_day);
	tcase_add_test(tc, six_months_run_from_the_application);
	suite_add_tcase(s, tc);
	srunner_run_all(sr, CK_ENV);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
