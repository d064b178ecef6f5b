/* What has arrived: the list, and one of it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cnis/access.h>
#include <cnis/document.h>
#include <cnis/intake.h>
#include <cnis/reference.h>

#include "cli/cli.h"
#include "cli/family.h"

/* ---- list ---------------------------------------------------------------------------------------
 */

static const out_column COLUMNS[] = {
	{ .key = "intake", .heading = "intake", .type = OUT_TEXT },
	{ .key = "received", .heading = "received", .type = OUT_DAY },
	{ .key = "time", .heading = NULL, .type = OUT_TEXT },
	{ .key = "kind", .heading = "kind", .type = OUT_TEXT },
	{ .key = "channel", .heading = NULL, .type = OUT_TEXT },
	{ .key = "source", .heading = "source", .type = OUT_TEXT },
	{ .key = "teller", .heading = NULL, .type = OUT_TEXT },
	{ .key = "name", .heading = "child", .type = OUT_TEXT },
	{ .key = "children", .heading = NULL, .type = OUT_INT },
	{ .key = "outcome", .heading = "outcome", .type = OUT_TEXT },
	{ .key = "due", .heading = "due", .type = OUT_DAY },
	{ .key = "owner", .heading = "owner", .type = OUT_TEXT },
	{ .key = "duty", .heading = NULL, .type = OUT_TEXT },
	{ .key = "group", .heading = "group", .type = OUT_TEXT },
	{ .key = "acknowledged", .heading = "acknowledged", .type = OUT_DAY },
	{ .key = "closed", .heading = NULL, .type = OUT_DAY },
	{ .key = "keep_until", .heading = NULL, .type = OUT_DAY },
	{ .key = "on_record", .heading = NULL, .type = OUT_INT },
	{ .key = "disposed", .heading = NULL, .type = OUT_DAY },
};
static const out_spec SPEC = { .columns = COLUMNS, .n = sizeof(COLUMNS) / sizeof(COLUMNS[0]) };

typedef struct listing {
	family_listing l;
	cnis_intake_query q;
} listing;

static cnis_status
see_child(int64_t child_id, void *payload, cnis_error *reterr)
{
	(void)reterr;
	return family_see(payload, child_id);
}

static cnis_status
show_row(const cnis_intake *i, void *payload, cnis_error *reterr)
{
	listing *t = payload;
	family_listing *l = &t->l;
	bool names = !cli_given(l->x, "no-names");
	cnis_status st = CNIS_OK;

	if (names && i->n_children > 0)
		st = cnis_intake_child_walk(l->x->r, i->id, see_child, l, reterr);
	if (st != CNIS_OK)
		return st;
	family_reference(l->w, CNIS_REF_INTAKE, i->id);
	out_day(l->w, i->received);
	out_text(l->w, i->received_time);
	out_text(l->w, i->kind);
	out_text(l->w, i->channel);
	out_text(l->w, i->source);
	out_text(l->w, i->teller);
	out_text(l->w, names ? i->child_name : NULL);
	out_int(l->w, i->n_subjects);
	out_text(l->w, i->outcome);
	out_day(l->w, i->due);
	out_text(l->w, i->owner);
	family_reference(l->w, CNIS_REF_DUTY, i->duty_id);
	family_reference(l->w, CNIS_REF_INTAKE, i->group_id);
	out_day(l->w, i->acknowledged);
	out_day(l->w, i->closed);
	out_day(l->w, i->keep_until);
	out_int(l->w, i->n_children);
	out_day(l->w, i->disposed);
	return cli_row(l->x, l->w);
}

/* The payload is known to begin with its listing. */
static cnis_status
walk(family_listing *l)
{
	listing *t = (listing *)(void *)l;

	t->q.as_at = l->on;
	return cnis_intake_walk(l->x->r, &t->q, show_row, t, &l->x->error);
}

static cnis_status
run_list(cli *x)
{
	listing t = { .l = { .x = x },
		      .q = { .size = sizeof(t.q),
		             .closed_too = cli_given(x, "all"),
		             .untouched = cli_given(x, "untouched"),
		             .unconfirmed = cli_given(x, "unconfirmed"),
		             .past_keeping = cli_given(x, "past-keeping"),
		             .kind = cli_text(x, "kind"),
		             .outcome = cli_text(x, "outcome"),
		             .group_id = cli_ref(x, "group"),
		             .limit = cli_int(x, "limit", 0),
		             .after_id = cli_ref(x, "after") } };
	char filter[176];
	cnis_status st;

	if (cli_given(x, "mine") && cli_given(x, "owner"))
		return cli_fail(x, CNIS_EINVAL, "owner", "--mine and --owner exclude one another");
	t.q.owner = cli_given(x, "mine") ? cnis_register_login(x->r) : cli_text(x, "owner");
	st = cli_ref_child(x, "child", &t.q.child_id);
	(void)snprintf(filter, sizeof(filter), "owner %.40s kind %.30s outcome %.30s%s%s%s%s",
	               t.q.owner == NULL ? "any" : t.q.owner, t.q.kind == NULL ? "any" : t.q.kind,
	               t.q.outcome == NULL ? "any" : t.q.outcome, t.q.closed_too ? " all" : "",
	               t.q.untouched ? " untouched" : "", t.q.unconfirmed ? " unconfirmed" : "",
	               t.q.past_keeping ? " past keeping" : "");
	if (st == CNIS_OK && !cli_given(x, "no-names"))
		st = cnis_access_note_other(x->r, "intake list", filter, &x->error);
	return st == CNIS_OK ? family_rows(&t.l, "intake list", filter, &SPEC, walk) : st;
}

/* ---- show ---------------------------------------------------------------------------------------
 */

static const out_column SHOW[] = {
	{ .key = "intake", .heading = "intake", .type = OUT_TEXT },
	{ .key = "received", .heading = "received", .type = OUT_DAY },
	{ .key = "time", .heading = "at", .type = OUT_TEXT },
	{ .key = "kind", .heading = "kind", .type = OUT_TEXT },
	{ .key = "channel", .heading = "channel", .type = OUT_TEXT },
	{ .key = "teller", .heading = "teller", .type = OUT_TEXT },
	{ .key = "source", .heading = "source", .type = OUT_TEXT },
	{ .key = "teller_name", .heading = "told by", .type = OUT_TEXT },
	{ .key = "teller_contact", .heading = "reached by", .type = OUT_TEXT },
	{ .key = "authority", .heading = "authority", .type = OUT_TEXT },
	{ .key = "adult_name", .heading = "adult", .type = OUT_TEXT },
	{ .key = "telephone", .heading = "telephone", .type = OUT_TEXT },
	{ .key = "email", .heading = "e-mail", .type = OUT_TEXT },
	{ .key = "address", .heading = "address", .type = OUT_TEXT },
	{ .key = "postcode", .heading = "postcode", .type = OUT_TEXT },
	{ .key = "text", .heading = "what it says", .type = OUT_TEXT },
	{ .key = "document", .heading = "document", .type = OUT_TEXT },
	{ .key = "acknowledged", .heading = "acknowledged", .type = OUT_DAY },
	{ .key = "group", .heading = "taken with", .type = OUT_TEXT },
	{ .key = "outcome", .heading = "outcome", .type = OUT_TEXT },
	{ .key = "closed", .heading = "closed", .type = OUT_DAY },
	{ .key = "keep_until", .heading = "kept until", .type = OUT_DAY },
	{ .key = "duty", .heading = "duty", .type = OUT_TEXT },
	{ .key = "due", .heading = "due", .type = OUT_DAY },
	{ .key = "owner", .heading = "owner", .type = OUT_TEXT },
	{ .key = "rev", .heading = NULL, .type = OUT_INT },
	{ .key = "disposed", .heading = "disposed of", .type = OUT_DAY },
};
static const out_spec SHOW_SPEC = { .columns = SHOW,
	                            .n = sizeof(SHOW) / sizeof(SHOW[0]),
	                            .vertical = true };

static const out_column CHILDREN[] = {
	{ .key = "child", .heading = "child", .type = OUT_TEXT },
	{ .key = "name", .heading = "name", .type = OUT_TEXT },
	{ .key = "born", .heading = "born", .type = OUT_DAY },
	{ .key = "age", .heading = "about, years", .type = OUT_INT },
	{ .key = "sex", .heading = "sex", .type = OUT_TEXT },
	{ .key = "upn", .heading = "UPN", .type = OUT_TEXT },
	{ .key = "school", .heading = "school", .type = OUT_TEXT },
	{ .key = "born_said", .heading = "said of the age", .type = OUT_TEXT },
};
static const out_spec CHILDREN_SPEC = { .columns = CHILDREN,
	                                .n = sizeof(CHILDREN) / sizeof(CHILDREN[0]),
	                                .title = "Children it speaks of, and those on record" };

static const out_column OUTCOMES[] = {
	{ .key = "on", .heading = "on", .type = OUT_DAY },
	{ .key = "outcome", .heading = "outcome", .type = OUT_TEXT },
	{ .key = "officer", .heading = "officer", .type = OUT_TEXT },
	{ .key = "reason", .heading = "reason", .type = OUT_TEXT },
	{ .key = "authority", .heading = "sent to", .type = OUT_TEXT },
	{ .key = "sent", .heading = "sent", .type = OUT_DAY },
	{ .key = "next", .heading = "next step by", .type = OUT_DAY },
	{ .key = "chased", .heading = "chased", .type = OUT_DAY },
	{ .key = "receipt", .heading = "receipt", .type = OUT_DAY },
	{ .key = "not_expected", .heading = NULL, .type = OUT_BOOL },
};
static const out_spec OUTCOMES_SPEC = { .columns = OUTCOMES,
	                                .n = sizeof(OUTCOMES) / sizeof(OUTCOMES[0]),
	                                .title = "What somebody said it is" };

static cnis_status
show_one(const cnis_intake *i, void *payload, cnis_error *reterr)
{
	const family_listing *l = payload;

	(void)reterr;
	family_reference(l->w, CNIS_REF_INTAKE, i->id);
	out_day(l->w, i->received);
	out_text(l->w, i->received_time);
	out_text(l->w, i->kind);
	out_text(l->w, i->channel);
	out_text(l->w, i->teller);
	out_text(l->w, i->source);
	out_text(l->w, i->teller_name);
	out_text(l->w, i->teller_contact);
	out_text(l->w, i->authority);
	out_text(l->w, i->adult_name);
	out_text(l->w, i->telephone);
	out_text(l->w, i->email);
	out_text(l->w, i->address);
	out_text(l->w, i->postcode);
	out_text(l->w, i->text);
	out_text(l->w, i->document);
	out_day(l->w, i->acknowledged);
	family_reference(l->w, CNIS_REF_INTAKE, i->group_id);
	out_text(l->w, i->outcome);
	out_day(l->w, i->closed);
	out_day(l->w, i->keep_until);
	family_reference(l->w, CNIS_REF_DUTY, i->duty_id);
	out_day(l->w, i->due);
	out_text(l->w, i->owner);
	out_int(l->w, i->rev);
	out_day(l->w, i->disposed);
	return cli_row(l->x, l->w);
}

static cnis_status
show_subject(const cnis_intake_subject *s, void *payload, cnis_error *reterr)
{
	const family_listing *l = payload;

	(void)reterr;
	out_text(l->w, NULL);
	out_text(l->w, s->full_name);
	out_day(l->w, s->born);
	family_int(l->w, s->age, -1);
	out_text(l->w, s->sex);
	out_text(l->w, s->upn);
	out_text(l->w, s->school);
	out_text(l->w, s->born_said);
	return cli_row(l->x, l->w);
}

static cnis_status
show_child(const family_listing *l, int64_t id)
{
	family_reference(l->w, CNIS_REF_CHILD, id);
	for (size_t i = 1; i < sizeof(CHILDREN) / sizeof(CHILDREN[0]); i++)
		out_null(l->w);
	return cli_row(l->x, l->w);
}

static cnis_status
show_outcome(const cnis_intake_outcome *o, void *payload, cnis_error *reterr)
{
	const family_listing *l = payload;

	(void)reterr;
	out_day(l->w, o->on);
	out_text(l->w, o->outcome);
	out_text(l->w, o->officer);
	out_text(l->w, o->reason);
	out_text(l->w, o->authority);
	out_day(l->w, o->sent);
	out_day(l->w, o->next);
	out_day(l->w, o->chased);
	out_day(l->w, o->receipt);
	out_bool(l->w, o->not_expected);
	return cli_row(l->x, l->w);
}

static const out_column DOCUMENTS[] = {
	{ .key = "document", .heading = "document", .type = OUT_TEXT },
	{ .key = "class", .heading = "class", .type = OUT_TEXT },
	{ .key = "title", .heading = "title", .type = OUT_TEXT },
	{ .key = "author", .heading = "author", .type = OUT_TEXT },
	{ .key = "received", .heading = "received", .type = OUT_DAY },
	{ .key = "place", .heading = "lies at", .type = OUT_TEXT },
	{ .key = "type", .heading = "type", .type = OUT_TEXT },
	{ .key = "bytes", .heading = "bytes", .type = OUT_INT },
	{ .key = "keep_until", .heading = "kept until", .type = OUT_DAY },
};
static const out_spec DOCUMENTS_SPEC = { .columns = DOCUMENTS,
	                                 .n = sizeof(DOCUMENTS) / sizeof(DOCUMENTS[0]),
	                                 .title = "Documents it came with" };

static cnis_status
show_document(const cnis_document *d, void *payload, cnis_error *reterr)
{
	const family_listing *l = payload;

	(void)reterr;
	family_reference(l->w, CNIS_REF_DOCUMENT, d->id);
	out_text(l->w, d->document_class);
	out_text(l->w, d->title);
	out_text(l->w, d->author);
	out_day(l->w, d->received);
	out_text(l->w, d->place);
	out_text(l->w, d->type);
	family_int(l->w, d->bytes, 0);
	out_day(l->w, d->keep_until);
	return cli_row(l->x, l->w);
}

/* What there is of it besides. */
typedef struct parts {
	bool children, outcomes, documents;
} parts;

static cnis_status
see_document(const cnis_document *d, void *payload, cnis_error *reterr)
{
	parts *p = payload;

	(void)d;
	(void)reterr;
	p->documents = true;
	return CNIS_OK;
}

static cnis_status
look_at(const cnis_intake *i, void *payload, cnis_error *reterr)
{
	parts *p = payload;

	(void)reterr;
	p->children = i->n_subjects + i->n_children > 0;
	p->outcomes = i->outcome != NULL;
	return CNIS_OK;
}

static cnis_status
show_parts(family_listing *l, int64_t id, const parts *has)
{
	cli *x = l->x;
	cnis_status st = CNIS_OK;

	if (has->children) {
		l->w = cli_open(x, &CHILDREN_SPEC);
		if (l->w == NULL)
			return CNIS_ENOMEM;
		st = cnis_intake_subject_walk(x->r, id, show_subject, l, &x->error);
		for (size_t i = 0; st == CNIS_OK && i < l->set.n; i++)
			st = show_child(l, l->set.ids[i]);
		st = cli_close(x, l->w, st);
	}
	if (st == CNIS_OK && has->documents) {
		l->w = cli_open(x, &DOCUMENTS_SPEC);
		if (l->w == NULL)
			return CNIS_ENOMEM;
		st = cli_close(
		    x, l->w,
		    cnis_document_of(x->r, CNIS_REF_INTAKE, id, show_document, l, &x->error));
	}
	if (st != CNIS_OK || !has->outcomes)
		return st;
	l->w = cli_open(x, &OUTCOMES_SPEC);
	if (l->w == NULL)
		return CNIS_ENOMEM;
	return cli_close(x, l->w, cnis_intake_outcome_walk(x->r, id, show_outcome, l, &x->error));
}

static cnis_status
show_intake(cli *x, int64_t id)
{
	family_listing l = { .x = x };
	parts has = { 0 };
	cnis_status st = cnis_intake_get(x->r, id, look_at, &has, &x->error);

	if (st == CNIS_OK)
		st = cnis_document_of(x->r, CNIS_REF_INTAKE, id, see_document, &has, &x->error);
	if (st == CNIS_OK)
		st = cnis_intake_child_walk(x->r, id, see_child, &l, &x->error);
	if (st == CNIS_OK)
		st = cnis_access_note_other(x->r, "intake show", cli_reference(CNIS_REF_INTAKE, id),
		                            &x->error);
	if (st == CNIS_OK)
		st = family_note_set(x, "intake show", cli_reference(CNIS_REF_INTAKE, id), &l.set);
	if (st == CNIS_OK && (l.w = cli_open(x, &SHOW_SPEC)) == NULL)
		st = CNIS_ENOMEM;
	else if (st == CNIS_OK)
		st = cli_close(x, l.w, cnis_intake_get(x->r, id, show_one, &l, &x->error));
	if (st == CNIS_OK)
		st = show_parts(&l, id, &has);
	free(l.set.ids);
	return st;
}

static cnis_status
run_show(cli *x)
{
	return family_held(x, CNIS_REF_INTAKE, show_intake);
}

/* ---- the commands -------------------------------------------------------------------------------
 */

static const cli_option LIST_OPTIONS[] = {
	{ .name = "all", .type = CLI_FLAG, .help = "also what has its outcome" },
	{ .name = "untouched", .type = CLI_FLAG, .help = "only what nobody has looked at" },
	{ .name = "mine", .type = CLI_FLAG, .help = "only what is mine" },
	{ .name = "owner",
	  .type = CLI_TEXT,
	  .value = "LOGIN",
	  .help = "only what this officer has" },
	{ .name = "kind", .type = CLI_TEXT, .value = "KIND", .help = "only this kind" },
	{ .name = "outcome",
	  .type = CLI_TEXT,
	  .value = "OUTCOME",
	  .help = "only with this outcome, closed or not" },
	{ .name = "group",
	  .type = CLI_REF,
	  .value = "INTAKE",
	  .kind = CNIS_REF_INTAKE,
	  .help = "only those taken together with this one" },
	FAMILY_CHILD,
	{ .name = "unconfirmed",
	  .type = CLI_FLAG,
	  .help = "only what was sent on and whose receipt is waited for" },
	{ .name = "past-keeping",
	  .type = CLI_FLAG,
	  .help = "only what was sent on and is to be kept no longer" },
	{ .name = "limit", .type = CLI_INT, .value = "N", .help = "at most N rows" },
	{ .name = "after",
	  .type = CLI_REF,
	  .value = "INTAKE",
	  .kind = CNIS_REF_INTAKE,
	  .help = "go on after this one, the last of the page before" },
	{ .name = "no-names",
	  .type = CLI_FLAG,
	  .help = "references only; nothing is noted in the access log" },
	CLI_OPTIONS_END,
};

const cli_command CMD_INTAKE_LIST[] = {
	{ .name = "intake",
	  .sub = "list",
	  .summary = "what has arrived and has no outcome yet, oldest first",
	  .mode = CLI_READ,
	  .options = LIST_OPTIONS,
	  .synopsis = "",
	  .examples = { "cnis intake list --mine --untouched",
	                "cnis intake list --all --child C1042-9" },
	  .about = "What was sent on shows no names and no words any more.",
	  .run = run_list,
	  .list = true },
	{ .name = "intake",
	  .sub = "show",
	  .summary = "one of what has arrived, with everything it says",
	  .mode = CLI_READ,
	  .synopsis = "INTAKE",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis intake show K12-5", "cnis intake show K12-5 --format json" },
	  .run = run_show },
	{ .name = NULL },
};
