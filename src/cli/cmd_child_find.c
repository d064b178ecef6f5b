#include <stdlib.h>

#include <cnis/child.h>
#include <cnis/find.h>
#include <cnis/reference.h>

#include "cli/cli.h"
#include "cli/family.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

/* ---- list and find ------------------------------------------------------------------------------
 */

static const out_column LIST_COLUMNS[] = {
	{ .key = "child", .heading = "child", .type = OUT_TEXT },
	{ .key = "name", .heading = "name", .type = OUT_TEXT },
	{ .key = "born", .heading = "born", .type = OUT_DAY },
	{ .key = "year_group", .heading = "year", .type = OUT_TEXT },
	{ .key = "route", .heading = "route", .type = OUT_TEXT },
	{ .key = "last_seen", .heading = "last seen", .type = OUT_DAY },
	{ .key = "last_review", .heading = "last review", .type = OUT_DAY },
	{ .key = "mark", .heading = "mark", .type = OUT_TEXT },
};
static const out_spec LIST_SPEC = { .columns = LIST_COLUMNS, .n = COUNT(LIST_COLUMNS) };

static cnis_status
keep_child(const cnis_child *c, void *payload, cnis_error *reterr)
{
	(void)reterr;
	return family_see(payload, c->id);
}

static cnis_status
show_row(const cnis_child *c, void *payload, cnis_error *reterr)
{
	const family_listing *l = payload;

	(void)reterr;
	family_reference(l->w, CNIS_REF_CHILD, c->id);
	out_text(l->w, c->full_name);
	out_day(l->w, c->born);
	family_words(l->w, c->year_group);
	out_text(l->w, c->route);
	out_day(l->w, c->last_seen);
	out_day(l->w, c->last_review);
	out_text(l->w, family_mark(c));
	return cli_row(l->x, l->w);
}

/* Who is about to be shown is noted before the first row; both are read of one state. */
static cnis_status
noted_children(cli *x, const cnis_child_query *q)
{
	family_listing l = { .x = x };
	cnis_status st = cnis_child_walk(x->r, q, keep_child, &l, &x->error);

	if (st == CNIS_OK)
		st = family_note_set(x, "child list", q->registered ? "registered" : "", &l.set);
	free(l.set.ids);
	if (st != CNIS_OK)
		return st;
	l.w = cli_open(x, &LIST_SPEC);
	if (l.w == NULL)
		return CNIS_ENOMEM;
	st = cnis_child_walk(x->r, q, show_row, &l, &x->error);
	return cli_close(x, l.w, st);
}

static cnis_status
run_list(cli *x)
{
	const cnis_child_query q = { .size = sizeof(q),
		                     .as_at = cli_as_at(x),
		                     .registered = !cli_given(x, "all"),
		                     .limit = cli_int(x, "limit", 0) };
	cnis_status st = cnis_register_hold(x->r, &x->error);

	if (st != CNIS_OK)
		return st;
	st = noted_children(x, &q);
	cnis_register_let_go(x->r);
	return st;
}

/* ---- find ---------------------------------------------------------------------------------------
 */

static const out_column FOUND_COLUMNS[] = {
	{ .key = "child", .heading = "child", .type = OUT_TEXT },
	{ .key = "name", .heading = "name", .type = OUT_TEXT },
	{ .key = "born", .heading = "born", .type = OUT_DAY },
	{ .key = "year_group", .heading = "year", .type = OUT_TEXT },
	{ .key = "route", .heading = "route", .type = OUT_TEXT },
	{ .key = "why", .heading = "why", .type = OUT_TEXT },
	{ .key = "matched", .heading = NULL, .type = OUT_INT },
	{ .key = "terms", .heading = NULL, .type = OUT_INT },
	{ .key = "score", .heading = NULL, .type = OUT_INT },
	{ .key = "mark", .heading = "mark", .type = OUT_TEXT },
};
static const out_spec FOUND_SPEC = { .columns = FOUND_COLUMNS, .n = COUNT(FOUND_COLUMNS) };

typedef struct finding {
	cli *x;
	writer *w;
	family_set set;
	int matched, terms;
	const char *mark; /* of the child shown last */
} finding;

static cnis_status
show_found_child(const cnis_child *c, void *payload, cnis_error *reterr)
{
	finding *f = payload;

	(void)reterr;
	f->mark = family_mark(c);
	family_reference(f->w, CNIS_REF_CHILD, c->id);
	out_text(f->w, c->full_name);
	out_day(f->w, c->born);
	family_words(f->w, c->year_group);
	out_text(f->w, c->route);
	return CNIS_OK;
}

static cnis_status
show_found(const cnis_found *found, void *payload, cnis_error *reterr)
{
	finding *f = payload;
	cnis_status st = family_add(f->x, &f->set, found->child_id);

	if (st == CNIS_OK)
		st = cnis_child_get(f->x->r, found->child_id, cli_as_at(f->x), show_found_child, f,
		                    reterr);
	if (st != CNIS_OK)
		return st;
	f->matched = found->matched;
	f->terms = found->terms;
	out_text(f->w, found->why);
	out_int(f->w, found->matched);
	out_int(f->w, found->terms);
	out_int(f->w, found->score);
	out_text(f->w, f->mark);
	return cli_row(f->x, f->w);
}

/* Read once, in one state; noted before the first row is let out. */
static cnis_status
find_noted(cli *x, const cnis_find_query *q)
{
	finding f = { .x = x };
	cnis_status st = cli_hold(x);

	if (st != CNIS_OK)
		return st;
	f.w = cli_open(x, &FOUND_SPEC);
	if (f.w == NULL)
		return CNIS_ENOMEM;
	st = cnis_find(x->r, q, show_found, &f, &x->error);
	if (st == CNIS_OK)
		st = family_note_set(x, "child find", "", &f.set);
	if (st == CNIS_OK)
		st = cli_release(x, f.w);
	if (st == CNIS_OK && f.set.n > 0 && f.matched < f.terms)
		cli_say(x, "nobody matches every term; these match %d of %d", f.matched, f.terms);
	if (st == CNIS_OK && q->limit != 0 && f.set.n == (size_t)q->limit)
		cli_say(x, "these are the best %lld; `--skip %lld` goes on", (long long)q->limit,
		        (long long)q->skip + q->limit);
	free(f.set.ids);
	return cli_close(x, f.w, st);
}

enum { FOUND_LIMIT = 50 };

static cnis_status
run_find(cli *x)
{
	cnis_find_query q = { .size = sizeof(q),
		              .skip = cli_int(x, "skip", 0),
		              .limit = cli_int(x, "limit", FOUND_LIMIT) };
	char *text = NULL;
	cnis_status st = cli_ask(
	    x, "terms", "Search for (names, birth date, number, postcode, in any order)", &text);

	q.terms = text;
	if (st == CNIS_OK)
		st = cnis_register_hold(x->r, &x->error);
	if (st == CNIS_OK) {
		st = find_noted(x, &q);
		cnis_register_let_go(x->r);
	}
	free(text);
	return st;
}

static const cli_option LIST_OPTIONS[] = {
	{ .name = "all", .type = CLI_FLAG, .help = "also children without an open entry" },
	{ .name = "limit", .type = CLI_INT, .value = "N", .help = "at most N" },
	CLI_OPTIONS_END,
};
static const cli_option FIND_OPTIONS[] = {
	{ .name = "limit",
	  .type = CLI_INT,
	  .value = "N",
	  .help = "at most N children; 50, 0: all" },
	{ .name = "skip",
	  .type = CLI_INT,
	  .value = "N",
	  .help = "leave out the best N: the next page" },
	CLI_OPTIONS_END,
};

const cli_command CMD_CHILD_FIND[] = {
	{ .name = "child",
	  .sub = "list",
	  .summary = "children with an open entry",
	  .mode = CLI_READ,
	  .options = LIST_OPTIONS,
	  .synopsis = "",
	  .examples = { "cnis child list", "cnis child list --all --format csv" },
	  .run = run_list,
	  .list = true },
	{ .name = "child",
	  .sub = "find",
	  .summary = "find a child by whatever is known, the best match first",
	  .mode = CLI_READ,
	  .options = FIND_OPTIONS,
	  .synopsis = "",
	  .examples = { "cnis child find", "cnis child find --limit 10 --format json" },
	  .about =
	      "What to search for is asked, or read as one line from stdin: it never stands on "
	      "the command line. Any mixture in any order, parted by spaces or commas: a "
	      "reference, "
	      "names, a birth date, a UPN, ULN, NHS number, UPRN or postcode, a telephone number "
	      "or e-mail address of an adult of the child:\n\n"
	      "  muhammad khan 4/3/2015 E17 4AB\n\n"
	      "A name is met by the same word, a familiar form (Bill, William), one that sounds "
	      "alike "
	      "(Yusuf, Yousef), its beginning, or a slip in writing; accents do not matter, and "
	      "names "
	      "the child had before count too. A birth date is also met with day and month "
	      "swapped. "
	      "Those who match most of the terms are shown, each with the reason.",
	  .run = run_find,
	  .list = true },
	{ .name = NULL },
};
