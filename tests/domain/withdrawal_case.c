/* The case the programs about withdrawals begin with. */
#include "withdrawal_case.h"

#include <stdio.h>

#include "domain/change.h"
#include "domain/withdrawal.h"

scene s;
cnis_error err;

void
under_the_act(void)
{
	err = (cnis_error){ 0 };
	scene_make_in_force(&s, NOW, "2026-09-01");
}

void
teardown(void)
{
	scene_end(&s);
}

cnis_status
gate(int64_t child, bool on_roll)
{
	const change_spec spec = { .kind = "test.gate" };
	cnis_status st = change_begin(s.r, &spec, &err);

	if (st == CNIS_OK)
		st = withdrawal_gate_tx(s.r, child, 0, scene_day(NOW), on_roll, &err);
	return change_end(s.r, st, &err);
}

void
entered(int64_t child, int64_t entry)
{
	const change_spec spec = { .kind = "test.entered" };
	cnis_status st = change_begin(s.r, &spec, &err);

	if (st == CNIS_OK)
		st = change_touch(s.r, child, &err);
	if (st == CNIS_OK)
		st = withdrawal_entered_tx(s.r, child, entry, scene_day(NOW), &err);
	scene_want(change_end(s.r, st, &err), CNIS_OK, &err);
}

int64_t
field(int64_t id, const char *column)
{
	char text[128];

	(void)snprintf(text, sizeof(text), "SELECT %s FROM withdrawal WHERE id = %%lld", column);
	return scene_ask(&s, text, id, 0);
}

bool
state_is(int64_t id, const char *state)
{
	char text[128];

	(void)snprintf(text, sizeof(text), "SELECT state = '%s' FROM withdrawal WHERE id = %%lld",
	               state);
	return scene_ask(&s, text, id, 0) == 1;
}
