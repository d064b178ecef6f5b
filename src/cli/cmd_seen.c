#include <stdlib.h>
#include <string.h>

#include <cnis/reference.h>
#include <cnis/seen.h>

#include "cli/cli.h"
#include "cli/family.h"
#include "cli/siblings.h"

static const cli_option ADD_OPTIONS[] = {
	{ .name = "means",
	  .type = CLI_CHOICE,
	  .value = "MEANS",
	  .choices = "in_person on_screen",
	  .help = "how the child was seen (in_person)" },
	{ .name = "place",
	  .type = CLI_TEXT,
	  .value = "PLACE",
	  .help = "home, authority_office, school, provider, community, health_setting, on_screen "
	          "or other" },
	{ .name = "by",
	  .type = CLI_TEXT,
	  .value = "WHO",
	  .help = "which professional: ehe_officer, social_worker, health_visitor, ...",
	  .required = true },
	{ .name = "alone",
	  .type = CLI_CHOICE,
	  .value = "ALONE",
	  .choices = "yes no unknown",
	  .help = "was the child seen without a parent (unknown)" },
	{ .name = "voice",
	  .type = CLI_TEXT,
	  .value = "VOICE",
	  .help = "how the child was heard: speech, sign, symbols, drawing, observation, advocate, "
	          "not_offered, chose_not_to or not_present",
	  .required = true },
	{ .name = "source",
	  .type = CLI_TEXT,
	  .value = "SOURCE",
	  .help = "who told the register (this_authority)" },
	FAMILY_ON("day the child was seen (today)"),
	FAMILY_FILE("note-file", "a note about it"),
	CLI_OPTIONS_END,
};

static cnis_status
run_add(cli *x)
{
	char *note = NULL;
	int64_t id = 0;
	cnis_seen_new n = { .size = sizeof(n),
		            .on = family_on(x),
		            .means = cli_text(x, "means"),
		            .place = cli_text(x, "place"),
		            .by_whom = cli_text(x, "by"),
		            .alone = cli_text(x, "alone"),
		            .voice = cli_text(x, "voice"),
		            .source = cli_text(x, "source") };
	cnis_status st = cli_arg_ref(x, 0, CNIS_REF_CHILD, &n.child_id);

	if (n.means == NULL)
		n.means = "in_person";
	if (n.place == NULL && strcmp(n.means, "on_screen") == 0)
		n.place = "on_screen";
	if (st == CNIS_OK)
		st = family_text(x, "note-file", NULL, &note);
	n.note = note;
	if (st == CNIS_OK)
		st = cnis_seen_add(x->r, &n, &id, &x->error);
	free(note);
	if (st != CNIS_OK)
		return st;
	cli_next(x, "cnis seen list %s", cli_reference(CNIS_REF_CHILD, n.child_id));
	/* seen is each child for itself: nothing of this one goes along */
	siblings_offer(x, n.child_id, SIBLINGS_ALL, NULL, "seen add", "");
	return cli_done(x, CNIS_REF_SEEN, id, "seen recorded");
}

static const out_column COLUMNS[] = {
	{ .key = "seen", .heading = "seen", .type = OUT_TEXT },
	{ .key = "child", .heading = "child", .type = OUT_TEXT },
	{ .key = "on", .heading = "on", .type = OUT_DAY },
	{ .key = "means", .heading = "how", .type = OUT_TEXT },
	{ .key = "place", .heading = "where", .type = OUT_TEXT },
	{ .key = "by", .heading = "by", .type = OUT_TEXT },
	{ .key = "alone", .heading = "alone", .type = OUT_TEXT },
	{ .key = "voice", .heading = "voice", .type = OUT_TEXT },
	{ .key = "source", .heading = "source", .type = OUT_TEXT },
	{ .key = "officer", .heading = "recorded by", .type = OUT_TEXT },
	{ .key = "note", .heading = "note", .type = OUT_TEXT },
	{ .key = "rev", .heading = NULL, .type = OUT_INT },
};

static cnis_status
show_row(const cnis_seen *n, void *payload, cnis_error *reterr)
{
	family_listing *l = payload;

	(void)reterr;
	if (n->on > l->on)
		return CNIS_OK;
	out_text(l->w, cli_reference(CNIS_REF_SEEN, n->id));
	out_text(l->w, cli_reference(CNIS_REF_CHILD, n->child_id));
	out_day(l->w, n->on);
	out_text(l->w, n->means);
	out_text(l->w, n->place);
	out_text(l->w, n->by_whom);
	out_text(l->w, n->alone);
	out_text(l->w, n->voice);
	out_text(l->w, n->source);
	out_text(l->w, n->officer);
	out_text(l->w, n->note);
	out_int(l->w, n->rev);
	return cli_row(l->x, l->w);
}

static cnis_status
walk(family_listing *l)
{
	return cnis_seen_walk(l->x->r, l->id, show_row, l, &l->x->error);
}

static cnis_status
run_list(cli *x)
{
	static const out_spec spec = { .columns = COLUMNS,
		                       .n = sizeof(COLUMNS) / sizeof(COLUMNS[0]) };

	return family_list(x, "seen list", &spec, walk);
}

const cli_command CMD_SEEN[] = {
	{ .name = "seen",
	  .sub = "add",
	  .summary = "record that a child was seen",
	  .mode = CLI_WRITE,
	  .options = ADD_OPTIONS,
	  .synopsis = "CHILD",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis seen add C1-3 --place home --by ehe_officer --voice speech",
	                "cnis seen add C1-3 --means on_screen --by ehe_officer --voice "
	                "chose_not_to" },
	  .about = "Its own fact: it is never taken from a letter, a report or a review.",
	  .run = run_add },
	{ .name = "seen",
	  .sub = "list",
	  .summary = "when one child was seen, newest first",
	  .mode = CLI_READ,
	  .synopsis = "CHILD",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis seen list C1-3", "cnis seen list C1-3 --format plain" },
	  .run = run_list,
	  .list = true },
	{ .name = NULL },
};
