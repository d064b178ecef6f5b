/* The case the programs about duties begin with. */
#include "duty_case.h"

#include <stdio.h>

#include <cnis/officer.h>

scene s;
cnis_error err;
const change_spec any = { .kind = "test.duty" };
cnis_duty last;
char last_state[16], last_owner[64], last_name[64], last_inputs[512];

void
setup(void)
{
	err = (cnis_error){ 0 };
	scene_make(&s, "2026-09-01");
	(void)scene_officer(&s, "ann", CNIS_ROLE_OFFICER);
	(void)scene_officer(&s, "mary", CNIS_ROLE_OFFICER | CNIS_ROLE_MANAGER);
}

void
teardown(void)
{
	scene_end(&s);
}

cnis_status
open_one(const duty_new *d, int64_t *id)
{
	cnis_status st = change_begin(s.r, &any, &err);

	if (st == CNIS_OK)
		st = duty_open_tx(s.r, d, id, &err);
	return change_end(s.r, st, &err);
}

int64_t
query_duty(int64_t child, int64_t entry)
{
	duty_local d = {
		"query", "LOCAL.query", "query.days", "working", child, entry, 0, 0, 0, 0, 0, 0, 0
	};
	int64_t id = 0;
	cnis_status st = change_begin(s.r, &any, &err);

	d.opened = change_today(s.r);
	if (st == CNIS_OK)
		st = duty_local_tx(s.r, &d, &id, &err);
	scene_want(change_end(s.r, st, &err), CNIS_OK, &err);
	return id;
}

int64_t
family(const char *born, const char *from, int64_t *ret_entry)
{
	int64_t child = scene_child(&s, born);
	int64_t entry = scene_entry(&s, child, from);
	char json[256];
	duty_new d = { 0 };
	int64_t id = 0;

	(void)snprintf(json, sizeof(json),
	               "{\"registered_on\": \"%s\", \"last_reviewed_on\": null, \"first_months\": "
	               "3, \"yearly_months\": 12, \"next_on\": null}",
	               from);
	d.kind = "review";
	d.rule = "LOCAL.review.yearly";
	d.inputs = json;
	d.child_id = child;
	d.entry_id = entry;
	d.opened = scene_day(from);
	d.due = CNIS_DAY_NONE;
	d.lapse = CNIS_DAY_NONE;
	scene_want(open_one(&d, &id), CNIS_OK, &err);
	if (ret_entry != NULL)
		*ret_entry = entry;
	return child;
}

cnis_status
keep(const cnis_duty *d, void *payload, cnis_error *reterr)
{
	int64_t *n = payload;

	(void)reterr;
	last = *d;
	(void)snprintf(last_state, sizeof(last_state), "%s", d->state);
	(void)snprintf(last_owner, sizeof(last_owner), "%s", d->owner);
	(void)snprintf(last_inputs, sizeof(last_inputs), "%s", d->inputs);
	(void)snprintf(last_name, sizeof(last_name), "%s",
	               d->child_name == NULL ? "-" : d->child_name);
	if (n != NULL)
		(*n)++;
	return CNIS_OK;
}

cnis_duty
get(int64_t id)
{
	scene_want(cnis_duty_get(s.r, id, keep, NULL, &err), CNIS_OK, &err);
	return last;
}

cnis_duty_query
everything(void)
{
	return (cnis_duty_query){ .size = sizeof(cnis_duty_query),
		                  .as_at = CNIS_DAY_NONE,
		                  .due_from = CNIS_DAY_NONE,
		                  .due_to = CNIS_DAY_NONE,
		                  .after_due = CNIS_DAY_NONE };
}

int64_t
count(const cnis_duty_query *q)
{
	int64_t n = 0;

	scene_want(cnis_duty_walk(s.r, q, keep, &n, &err), CNIS_OK, &err);
	return n;
}

cnis_status
end_one(int64_t id, duty_state state, cnis_day on)
{
	cnis_status st = change_begin(s.r, &any, &err);

	if (st == CNIS_OK)
		st = duty_end_tx(s.r, id, state, on, "test.end", NULL, &err);
	return change_end(s.r, st, &err);
}
