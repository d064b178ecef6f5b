/* The case the programs about consent begin with. */
#include "consent_case.h"

#include <stdio.h>

scene s;
cnis_error err;
int64_t child, w, parent;

void
setup(void)
{
	err = (cnis_error){ 0 };
	scene_make_in_force(&s, NOW, "2026-09-01");
	child = scene_child(&s, "2015-03-01");
	parent = family_parent(&s, child);
	w = family_notice(&s, child, "special", "302", "2026-11-02");
}

void
teardown(void)
{
	scene_end(&s);
}

bool
state_is(const char *state)
{
	char text[128];

	(void)snprintf(text, sizeof(text), "SELECT state = '%s' FROM withdrawal WHERE id = %%lld",
	               state);
	return scene_ask(&s, text, w, 0) == 1;
}

cnis_status
apply(const char *on, cnis_consent_applied *ret)
{
	cnis_consent_apply_new a = { .size = sizeof(a),
		                     .withdrawal_id = w,
		                     .applied = scene_day(on),
		                     .applicant = "parent",
		                     .person_id = parent };
	cnis_consent_applied done = { 0 };
	cnis_status st = cnis_consent_apply(s.r, &a, &done, &err);

	if (ret)
		*ret = done;
	return st;
}

cnis_status
decide_by(const char *on, const char *ground, const char *authority)
{
	cnis_consent_decide_new d = { .size = sizeof(d),
		                      .withdrawal_id = w,
		                      .decided = scene_day(on),
		                      .grant = ground == NULL,
		                      .ground = ground,
		                      .reasons = "As set out in the letter.",
		                      .decided_by = authority };
	int64_t id = 0;

	return cnis_consent_decide(s.r, &d, &id, &err);
}

cnis_status
decide(const char *on, const char *ground)
{
	return decide_by(on, ground, NULL);
}

cnis_status
serve(const char *recipient, int64_t person, int64_t *ret_left)
{
	cnis_consent_serve_new n = { .size = sizeof(n),
		                     .withdrawal_id = w,
		                     .recipient = recipient,
		                     .person_id = person,
		                     .served = scene_day("2026-11-18"),
		                     .method = "post" };

	return cnis_consent_serve(s.r, &n, ret_left, &err);
}

cnis_status
copy_test(const cnis_consent_test *t, void *payload, cnis_error *reterr)
{
	char *out = payload;

	(void)reterr;
	(void)snprintf(out, 160, "%d %d %s [%s] [%s] [%s] %s", t->required, t->by_statute, t->rule,
	               t->conditions, t->local_gate, t->authorities, *t->inputs ? "inputs" : "-");
	return CNIS_OK;
}
