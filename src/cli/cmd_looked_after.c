/* Children who are looked after: the social worker is told. */
#include <stdlib.h>
#include <string.h>

#include <cnis/looked_after.h>
#include <cnis/reference.h>

#include "cli/cli.h"
#include "cli/family.h"
#include "cli/siblings.h"

static cnis_status
run_told(cli *x)
{
	cnis_social_worker_told n = { .size = sizeof(n),
		                      .on = cli_day(x, "on"),
		                      .agrees = cli_text(x, "agrees"),
		                      .confirmed_by = cli_text(x, "confirmed-by") };
	char *note = NULL;
	int64_t id = 0;
	cnis_status st = cli_arg_ref(x, 0, CNIS_REF_CHILD, &n.child_id);

	if (st == CNIS_OK)
		st = family_text(x, "note-file", NULL, &note);
	n.note = note;
	if (st == CNIS_OK)
		st = cnis_looked_after_told(x->r, &n, &id, &x->error);
	free(note);
	if (st != CNIS_OK)
		return st;
	if (n.agrees == NULL || strcmp(n.agrees, "yes") != 0) {
		cli_say(x,
		        "the authority has not agreed: while a withdrawal or an entry is open it "
		        "is asked again, and whoever has the duty settles the route");
		cli_next(x,
		         "when it agrees: cnis looked-after told %s --agrees yes --confirmed-by -",
		         cli_reference(CNIS_REF_CHILD, n.child_id));
	} else {
		cli_next(x, "cnis looked-after list %s", cli_reference(CNIS_REF_CHILD, n.child_id));
	}
	siblings_offer(x, n.child_id, SIBLINGS_ALL, NULL, "looked-after told", "");
	return cli_done(x, CNIS_REF_CHILD, n.child_id, "social worker told");
}

static const out_column COLUMNS[] = {
	{ .key = "child", .heading = "child", .type = OUT_TEXT },
	{ .key = "told", .heading = "told", .type = OUT_DAY },
	{ .key = "agrees", .heading = "authority agrees", .type = OUT_TEXT },
	{ .key = "confirmed_by", .heading = "confirmed by", .type = OUT_TEXT },
	{ .key = "note", .heading = "note", .type = OUT_TEXT },
	{ .key = "officer", .heading = "by", .type = OUT_TEXT },
};
static const out_spec SPEC = { .columns = COLUMNS, .n = sizeof(COLUMNS) / sizeof(COLUMNS[0]) };

static cnis_status
show(const cnis_social_worker_told *t, void *payload, cnis_error *reterr)
{
	family_listing *l = payload;

	(void)reterr;
	family_reference(l->w, CNIS_REF_CHILD, t->child_id);
	out_day(l->w, t->on);
	out_text(l->w, t->agrees);
	out_text(l->w, t->confirmed_by);
	out_text(l->w, t->note);
	out_text(l->w, t->officer);
	return cli_row(l->x, l->w);
}

static cnis_status
walk(family_listing *l)
{
	return cnis_looked_after_walk(l->x->r, l->id, l->on, show, l, &l->x->error);
}

static cnis_status
run_list(cli *x)
{
	return family_list(x, "looked-after list", &SPEC, walk);
}

static const cli_option TOLD_OPTIONS[] = {
	FAMILY_ON("the day they were told; today when left out"),
	{ .name = "agrees",
	  .type = CLI_CHOICE,
	  .value = "ANSWER",
	  .choices = "yes no unknown",
	  .help = "the authority that looks after the child; unknown when left out" },
	{ .name = "confirmed-by",
	  .type = CLI_WORDS,
	  .value = "POST",
	  .help = "post or service that answered; no names" },
	FAMILY_FILE("note-file", "read a note from FILE, - for stdin"),
	CLI_OPTIONS_END,
};

const cli_command CMD_LOOKED_AFTER[] = {
	{ .name = "looked-after",
	  .sub = "told",
	  .summary = "the social worker of a looked-after child was told",
	  .mode = CLI_WRITE,
	  .options = TOLD_OPTIONS,
	  .synopsis = "CHILD",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis looked-after told C1042-9",
	                "cnis looked-after told C1042-9 --agrees yes --confirmed-by -" },
	  .about =
	      "Meets the duty that a withdrawal or an entry of a looked-after child opens (rule "
	      "LOCAL.looked-after.tell). A carer's notice alone lets no looked-after child leave a "
	      "school's roll: the authority that looks after the child agrees, or, where no order "
	      "gives it parental responsibility, a parent gives notice (rule "
	      "LOCAL.looked-after.notice). Managers and the role safeguarding only.",
	  .run = run_told },
	{ .name = "looked-after",
	  .sub = "list",
	  .summary = "when the social worker was told, and the answer",
	  .mode = CLI_READ,
	  .synopsis = "CHILD",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis looked-after list C1042-9",
	                "cnis looked-after list C1042-9 --format json" },
	  .about = "Shown to managers and the role safeguarding; to anybody else it is empty.",
	  .run = run_list,
	  .list = true },
	{ .name = NULL },
};
