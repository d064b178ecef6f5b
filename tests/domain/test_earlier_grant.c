/* Consent granted under the authority's own gate, and statute that asks for it later. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include <cnis/entry.h>
#include <cnis/setting.h>
#include <cnis/why.h>
#include <cnis/withdrawal.h>

#include "consent_case.h"

static const struct grant_case {
	const char *why;
	const char *placement; /* by this authority; NULL: mainstream */
	const char *flag;      /* the cause of the first gate; NULL: none */
	const char *later;     /* a cause that comes after the grant; NULL: none */
	bool act;              /* s. 37 comes into force after the grant */
	const char *setting;   /* NULL: the default */
	bool entered;          /* the child may be entered on the strength of the grant */
	bool said;             /* why says that it is policy */
} cases[] = {
	{ "a plan and nothing else, the Act or not", NULL, "ehc_plan", NULL, true, "no", true,
	  false },
	{ "the Act comes: by default the grant stands", NULL, "s47_enquiry", NULL, true, NULL, true,
	  true },
	{ "the Act comes: the grant is said to stand", NULL, "s47_enquiry", NULL, true, "yes", true,
	  true },
	{ "the Act comes: the grant is said not to", NULL, "s47_enquiry", NULL, true, "no", false,
	  true },
	{ "before the Act nothing has changed", NULL, "s47_enquiry", NULL, false, "no", true,
	  false },
	{ "a condition is met later: by default it stands", NULL, "ehc_plan", "s47_enquiry", true,
	  NULL, true, true },
	{ "a condition is met later: it does not", NULL, "ehc_plan", "s47_enquiry", true, "no",
	  false, true },
	{ "a grant by statute is one", "special", NULL, NULL, true, "no", true, false },
};

static cnis_status
find_policy(const cnis_why_line *line, void *payload, cnis_error *reterr)
{
	bool *said = payload;

	(void)reterr;
	if (strcmp(line->rule, "LOCAL.gate.earlier-grant") == 0) {
		ck_assert_str_eq(line->kind, "local policy");
		*said = true;
	}
	return CNIS_OK;
}

START_TEST(whether_an_earlier_grant_stands_is_a_setting)
{
	const struct grant_case *g = &cases[_i];
	const cnis_entry_new n = { .size = sizeof(n),
		                   .child_id = 0,
		                   .route = "home_education",
		                   .fact = { .from = CNIS_DAY_NONE,
		                             .to = CNIS_DAY_NONE,
		                             .received = CNIS_DAY_NONE,
		                             .source = "parent" } };
	cnis_entry_new entry = n;
	int64_t id = 0;
	bool said = false;
	cnis_status st;

	scene_make(&s, NOW);
	(void)scene_officer(&s, "guard",
	                    CNIS_ROLE_OFFICER | CNIS_ROLE_MANAGER | CNIS_ROLE_SAFEGUARDING);
	child = scene_child(&s, "2015-03-02");
	parent = family_parent(&s, child);
	if (g->flag)
		(void)family_flag(&s, child, g->flag, "2026-10-01", NULL, "302", NULL);
	scene_as(&s, "guard", NOW);
	w = family_notice(&s, child, g->placement, g->placement ? "302" : NULL, "2026-11-16");
	scene_want(apply("2026-11-17", NULL), CNIS_OK, &err);
	scene_want(decide("2026-11-18", NULL), CNIS_OK, &err);
	scene_as(&s, "boss", NOW);
	if (g->act)
		scene_want(cnis_setting_set(s.r, "law.s37.in_force_from", "2026-11-19",
		                            CNIS_DAY_NONE, &err),
		           CNIS_OK, &err);
	if (g->setting)
		scene_want(cnis_setting_set(s.r, "gate.earlier_grant_stands", g->setting,
		                            CNIS_DAY_NONE, &err),
		           CNIS_OK, &err);
	if (g->later)
		(void)family_flag(&s, child, g->later, "2026-11-19", NULL, "302", NULL);
	scene_as(&s, "guard", NOW);
	scene_want(cnis_why(s.r, 'W', w, false, find_policy, &said, &err), CNIS_OK, &err);
	ck_assert_msg(said == g->said, "%s: said", g->why);
	entry.child_id = child;
	st = cnis_entry_open(s.r, &entry, &id, &err);
	ck_assert_msg(st == (g->entered ? CNIS_OK : CNIS_EREFUSED), "%s: %s", g->why, err.message);
	if (!g->entered) {
		ck_assert_str_eq(err.rule, "EA1996.434A.2");
		ck_assert_ptr_nonnull(strstr(err.message, "gate.earlier_grant_stands"));
		err = (cnis_error){ 0 };
		scene_want(apply(NOW, NULL), CNIS_OK, &err); /* as the message says */
		scene_want(decide(NOW, NULL), CNIS_OK, &err);
		scene_want(cnis_entry_open(s.r, &entry, &id, &err), CNIS_OK, &err);
	}
	scene_end(&s);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("earlier_grant");
	TCase *tc = tcase_create("earlier_grant");
	SRunner *sr = srunner_create(suite);
	int failed;

	tcase_add_loop_test(tc, whether_an_earlier_grant_stands_is_a_setting, 0,
	                    (int)(sizeof(cases) / sizeof(cases[0])));
	tcase_set_timeout(tc, 60);
	suite_add_tcase(suite, tc);
	srunner_run_all(sr, CK_ENV);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
