#include <cnis/doctor.h>

#include "cli/cli.h"

static const out_column COLUMNS[] = {
	{ .key = "check", .heading = "check", .type = OUT_TEXT },
	{ .key = "state", .heading = "state", .type = OUT_TEXT },
	{ .key = "found", .heading = "found", .type = OUT_TEXT },
	{ .key = "advice", .heading = "what to do", .type = OUT_TEXT },
};
static const out_spec SPEC = { .columns = COLUMNS, .n = sizeof(COLUMNS) / sizeof(COLUMNS[0]) };

struct listing {
	cli *x;
	writer *w;
};

static const char *
word(cnis_health state)
{
	switch (state) {
	case CNIS_HEALTHY:
		return "ok";
	case CNIS_WARNING:
		return "warning";
	case CNIS_UNHEALTHY:
		break;
	}
	return "failed";
}

static cnis_status
show(const cnis_check *check, void *payload, cnis_error *reterr)
{
	const struct listing *l = payload;

	(void)reterr;
	out_text(l->w, check->name);
	out_text(l->w, word(check->state));
	out_text(l->w, check->found);
	out_text(l->w, check->advice[0] == '\0' ? NULL : check->advice);
	return cli_row(l->x, l->w);
}

static cnis_status
run_doctor(cli *x)
{
	struct listing l = { .x = x };
	cnis_health worst = CNIS_HEALTHY;
	cnis_status st;

	l.w = cli_open(x, &SPEC);
	if (l.w == NULL)
		return CNIS_ENOMEM;
	st = cnis_doctor(x->r, show, &l, &worst, &x->error);
	st = cli_close(x, l.w, st);
	if (st == CNIS_OK && worst == CNIS_UNHEALTHY)
		st = cli_fail(x, CNIS_ESTORE, "", "a check failed; the list says what to do");
	return st;
}

const cli_command CMD_DOCTOR[] = {
	{ .name = "doctor",
	  .summary = "check the health of the register and say what to do",
	  .mode = CLI_CHECK,
	  .synopsis = "",
	  .examples = { "cnis doctor", "cnis doctor --format json -r barnet.cnis" },
	  .about =
	      "One row a check: schema, files, journal, access_log, officers, duties, owners, "
	      "steps, covers, ticks, disposal, restricted, policies, notices, night, verified, "
	      "calendar, name_keys, restored. Exit 1 when one "
	      "failed; warnings "
	      "alone exit 0.",
	  .run = run_doctor },
	{ .name = NULL },
};
