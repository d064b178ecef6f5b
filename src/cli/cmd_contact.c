#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cnis/contact.h>
#include <cnis/household.h>
#include <cnis/reference.h>

#include "cli/cli.h"
#include "cli/family.h"
#include "cli/sent.h"
#include "cli/siblings.h"

static const cli_option ADD_OPTIONS[] = {
	{ .name = "method",
	  .type = CLI_TEXT,
	  .value = "METHOD",
	  .help = "post, email, telephone, text, meeting, home_visit, ...",
	  .required = true },
	{ .name = "outcome",
	  .type = CLI_TEXT,
	  .value = "OUTCOME",
	  .help = "reached, no_reply, left_message, declined, not_at_address, arranged or "
	          "information_given",
	  .required = true },
	{ .name = "direction",
	  .type = CLI_CHOICE,
	  .value = "WAY",
	  .choices = "out in",
	  .help = "out (we tried) or in (the family did)" },
	FAMILY_PERSON("with whom"),
	{ .name = "interpreter",
	  .type = CLI_TEXT,
	  .value = "WHO",
	  .help = "who interpreted: professional, staff, relative, child, not_needed or "
	          "nobody_spoken_with" },
	FAMILY_ON("day of the attempt (today)"),
	SENT_AT("where it went: a contact point or an address of the adult"),
	SENT_DESPITE,
	SENT_CONSIDERED,
	FAMILY_FILE("reason-file", "with --despite-wish: why (asked for otherwise)"),
	SIBLINGS_ALSO,
	FAMILY_FILE("note-file", "a note about it"),
	CLI_OPTIONS_END,
};

static cnis_status
run_add(cli *x)
{
	family_set also = { 0 };
	char *reason = NULL;
	char *note = NULL;
	char again[128];
	int64_t id = 0;
	cnis_contact_new n = { .size = sizeof(n),
		               .on = family_on(x),
		               .method = cli_text(x, "method"),
		               .direction = cli_text(x, "direction"),
		               .person_id = cli_ref(x, "person"),
		               .outcome = cli_text(x, "outcome"),
		               .interpreter = cli_text(x, "interpreter") };
	cnis_status st = cli_arg_ref(x, 0, CNIS_REF_CHILD, &n.child_id);

	if (st == CNIS_OK)
		st = family_text(x, "note-file", NULL, &note);
	if (st == CNIS_OK)
		st = sent_take(x, &n.sent, &reason);
	if (st == CNIS_OK)
		st = siblings_ask(x, n.child_id, SIBLINGS_ALL, false, &also);
	n.note = note;
	n.also = also.ids;
	n.n_also = also.n;
	if (st == CNIS_OK)
		st = sent_refused(x, cnis_contact_add(x->r, &n, &id, &x->error), n.child_id,
		                  n.person_id);
	free(reason);
	free(note);
	if (st == CNIS_OK) {
		siblings_say(x, &also);
		cli_next(x, "cnis contact list %s", cli_reference(CNIS_REF_CHILD, n.child_id));
		(void)snprintf(again, sizeof(again), "--method %s --outcome %s", n.method,
		               n.outcome);
		siblings_offer(x, n.child_id, SIBLINGS_ALL, &also, "contact add", again);
	}
	free(also.ids);
	if (st != CNIS_OK)
		return st;
	return cli_done(x, CNIS_REF_CONTACT, id, "contact recorded");
}

static const out_column COLUMNS[] = {
	{ .key = "contact", .heading = "contact", .type = OUT_TEXT },
	{ .key = "child", .heading = "child", .type = OUT_TEXT },
	{ .key = "on", .heading = "on", .type = OUT_DAY },
	{ .key = "method", .heading = "how", .type = OUT_TEXT },
	{ .key = "direction", .heading = "way", .type = OUT_TEXT },
	{ .key = "person", .heading = "with", .type = OUT_TEXT },
	{ .key = "outcome", .heading = "outcome", .type = OUT_TEXT },
	{ .key = "officer", .heading = "officer", .type = OUT_TEXT },
	{ .key = "note", .heading = "note", .type = OUT_TEXT },
	{ .key = "rev", .heading = NULL, .type = OUT_INT },
	{ .key = "interpreter", .heading = "interpreted by", .type = OUT_TEXT },
	SENT_COLUMNS,
};

static cnis_status
show_row(const cnis_contact *n, void *payload, cnis_error *reterr)
{
	family_listing *l = payload;

	(void)reterr;
	if (n->on > l->on)
		return CNIS_OK;
	out_text(l->w, cli_reference(CNIS_REF_CONTACT, n->id));
	out_text(l->w, cli_reference(CNIS_REF_CHILD, n->child_id));
	out_day(l->w, n->on);
	out_text(l->w, n->method);
	out_text(l->w, n->direction);
	family_reference(l->w, CNIS_REF_PERSON, n->person_id);
	out_text(l->w, n->outcome);
	out_text(l->w, n->officer);
	out_text(l->w, n->note);
	out_int(l->w, n->rev);
	out_text(l->w, n->interpreter);
	sent_cells(l->w, &n->sent);
	return cli_row(l->x, l->w);
}

static cnis_status
walk(family_listing *l)
{
	return cnis_contact_walk(l->x->r, l->id, show_row, l, &l->x->error);
}

/* Nobody speaks for the other: the parents and carers who were not spoken with are named. */
static cnis_status
name_unheard(const cnis_household_adult *a, void *payload, cnis_error *reterr)
{
	const family_listing *l = payload;
	bool parent = strcmp(a->person_kind, "other") != 0 ||
	              (a->responsibility != NULL && strcmp(a->responsibility, "yes") == 0);

	(void)reterr;
	if (a->child_id == l->id && parent && a->last_reached_child == CNIS_DAY_NONE)
		cli_say(l->x, "not spoken with about this child yet: %s",
		        cli_reference(CNIS_REF_PERSON, a->person_id));
	return CNIS_OK;
}

static cnis_status
say_unheard(cli *x)
{
	family_listing l = { .x = x };
	cnis_status st = cli_arg_ref(x, 0, CNIS_REF_CHILD, &l.id);

	return st == CNIS_OK
	           ? cnis_household_adults(x->r, l.id, cli_as_at(x), name_unheard, &l, &x->error)
	           : st;
}

static cnis_status
run_list(cli *x)
{
	cnis_status st;

	static const out_spec spec = { .columns = COLUMNS,
		                       .n = sizeof(COLUMNS) / sizeof(COLUMNS[0]) };

	st = family_list(x, "contact list", &spec, walk);
	return st == CNIS_OK ? say_unheard(x) : st;
}

const cli_command CMD_CONTACT[] = {
	{ .name = "contact",
	  .sub = "add",
	  .summary = "record an attempt to reach a family, answered or not",
	  .mode = CLI_WRITE,
	  .options = ADD_OPTIONS,
	  .synopsis = "CHILD",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis contact add C1-3 --method telephone --outcome no_reply",
	                "cnis contact add C1042-9 --method email --outcome reached --also "
	                "C1043-2" },
	  .about = "Declining a contact is recorded as declined and feeds nothing.\n\n"
	           "What goes out where the adult asked not to be written to, or a message left "
	           "where none may be, is refused (rule LOCAL.contact-wish); a manager who sends "
	           "it all the same says why with --despite-wish. What came in is always "
	           "recorded.\n\n"
	           "What concerned siblings too is recorded of each with --also, in one entry of "
	           "the journal and without the note; on a terminal it is asked. What a child "
	           "said, how it was heard and being seen are never copied.",
	  .run = run_add },
	{ .name = "contact",
	  .sub = "list",
	  .summary = "contacts with one child's family, newest first",
	  .mode = CLI_READ,
	  .synopsis = "CHILD",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis contact list C1-3", "cnis contact list C1-3 --format json" },
	  .about = "Each parent or carer who has not been spoken with about the child is named on "
	           "stderr: parents are contacted separately, with --person.",
	  .run = run_list,
	  .list = true },
	{ .name = NULL },
};
