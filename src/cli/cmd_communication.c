/* Language, interpreter and format of an adult. */
#include <cnis/communication.h>
#include <cnis/reference.h>

#include "cli/cli.h"
#include "cli/facts.h"
#include "cli/family.h"

static cnis_status
run_set(cli *x)
{
	cnis_communication_new n = { .size = sizeof(n),
		                     .language = cli_text(x, "language"),
		                     .interpreter = cli_text(x, "interpreter"),
		                     .format = cli_text(x, "reads"),
		                     .fact = facts_fact(x) };
	int64_t id = 0;
	cnis_status st = cli_arg_ref(x, 0, CNIS_REF_PERSON, &n.person_id);

	if (st == CNIS_OK)
		st = cnis_communication_set(x->r, &n, &id, &x->error);
	if (st != CNIS_OK)
		return st;
	cli_next(x, "cnis person show %s", cli_reference(CNIS_REF_PERSON, n.person_id));
	return cli_done(x, CNIS_REF_PERSON, n.person_id, "communication recorded");
}

static const out_column COLUMNS[] = {
	{ .key = "person", .heading = "adult", .type = OUT_TEXT },
	{ .key = "language", .heading = "language", .type = OUT_TEXT },
	{ .key = "interpreter", .heading = "interpreter", .type = OUT_TEXT },
	{ .key = "format", .heading = "reads", .type = OUT_TEXT },
	{ .key = "from", .heading = "from", .type = OUT_DAY },
	{ .key = "to", .heading = "to", .type = OUT_DAY },
	{ .key = "received", .heading = NULL, .type = OUT_DAY },
	{ .key = "source", .heading = "source", .type = OUT_TEXT },
	{ .key = "basis", .heading = NULL, .type = OUT_TEXT },
};

static cnis_status
show(const cnis_communication *m, void *payload, cnis_error *reterr)
{
	const family_listing *l = payload;

	(void)reterr;
	family_reference(l->w, CNIS_REF_PERSON, m->person_id);
	out_text(l->w, m->language);
	out_text(l->w, m->interpreter);
	out_text(l->w, m->format);
	out_day(l->w, m->fact.from);
	out_day(l->w, m->fact.to);
	out_day(l->w, m->fact.received);
	out_text(l->w, m->fact.source);
	out_text(l->w, m->fact.basis);
	return cli_row(l->x, l->w);
}

static cnis_status
walk(family_listing *l)
{
	return cnis_communication_walk(l->x->r, l->id, l->on, l->all, show, l, &l->x->error);
}

static cnis_status
run_list(cli *x)
{
	static const out_spec spec = { .columns = COLUMNS,
		                       .n = sizeof(COLUMNS) / sizeof(COLUMNS[0]) };

	return family_adult(x, "communication list", &spec, walk);
}

static const cli_option SET_OPTIONS[] = {
	{ .name = "language",
	  .type = CLI_TEXT,
	  .value = "CODE",
	  .help = "ISO 639: en (when left out), cy, pl, ...; bfi is British Sign Language" },
	{ .name = "interpreter",
	  .type = CLI_CHOICE,
	  .value = "ANSWER",
	  .choices = "yes no unknown",
	  .help = "whether one is needed (unknown)" },
	{ .name = "reads",
	  .type = CLI_TEXT,
	  .value = "FORMAT",
	  .help =
	      "standard, large_print, easy_read, braille, audio, screen_reader, signed_video or "
	      "read_aloud" },
	FACTS_FROM,
	FACTS_SOURCE(false),
	FACTS_BASIS,
	FACTS_RECEIVED,
	CLI_OPTIONS_END,
};
static const cli_option LIST_OPTIONS[] = {
	{ .name = "all", .type = CLI_FLAG, .help = "what held before too" },
	CLI_OPTIONS_END,
};

const cli_command CMD_COMMUNICATION[] = {
	{ .name = "communication",
	  .sub = "set",
	  .summary = "record the language of an adult and whether an interpreter is needed",
	  .mode = CLI_WRITE,
	  .options = SET_OPTIONS,
	  .synopsis = "PERSON",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis communication set P55-3 --language pl --interpreter yes",
	                "cnis communication set P55-3 --language bfi --interpreter yes --reads "
	                "signed_video" },
	  .about = "What held before ends the day before. Where a parent or carer needs an "
	           "interpreter, a review and a decision on consent say who interpreted; a "
	           "relative or a child never does (rule LOCAL.interpreter).",
	  .run = run_set },
	{ .name = "communication",
	  .sub = "list",
	  .summary = "how one adult is spoken with and written to",
	  .mode = CLI_READ,
	  .options = LIST_OPTIONS,
	  .synopsis = "PERSON",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis communication list P55-3", "cnis communication list P55-3 --all" },
	  .run = run_list,
	  .list = true },
	{ .name = NULL },
};
