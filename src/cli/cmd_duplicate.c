#include <stdlib.h>

#include <cnis/duplicate.h>
#include <cnis/reference.h>

#include "cli/alike.h"
#include "cli/cli.h"
#include "cli/family.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static const out_column COLUMNS[] = {
	{ .key = "child", .heading = "child", .type = OUT_TEXT },
	{ .key = "other", .heading = "other", .type = OUT_TEXT },
	{ .key = "class", .heading = "class", .type = OUT_TEXT },
	{ .key = "weight", .heading = "weight", .type = OUT_INT },
	{ .key = "why", .heading = "why", .type = OUT_TEXT },
	{ .key = "officer", .heading = "officer", .type = OUT_TEXT },
	{ .key = "on", .heading = "on", .type = OUT_DAY },
	{ .key = "reason", .heading = "reason", .type = OUT_TEXT },
};
static const out_spec SPEC = { .columns = COLUMNS, .n = COUNT(COLUMNS) };

enum { PAGE = 100 };

typedef struct listing {
	cli *x;
	writer *w;
	int64_t n, limit; /* 0: all */
	family_set set;
} listing;

static cnis_status
show(const cnis_duplicate *d, void *payload, cnis_error *reterr)
{
	listing *l = payload;
	char words[ALIKE_SIZE];
	cnis_status st;

	(void)reterr;
	if (l->n++ == l->limit && l->limit > 0)
		return CNIS_OK; /* there is one more */
	st = family_add(l->x, &l->set, d->child_id);
	if (st == CNIS_OK)
		st = family_add(l->x, &l->set, d->other_id);
	if (st != CNIS_OK)
		return st;
	alike_words(d->likeness, false, words);
	family_reference(l->w, CNIS_REF_CHILD, d->child_id);
	family_reference(l->w, CNIS_REF_CHILD, d->other_id);
	out_text(l->w, cnis_likeness_word(d->likeness->kind));
	out_int(l->w, d->likeness->weight);
	out_text(l->w, words);
	out_text(l->w, d->officer);
	out_day(l->w, d->on);
	out_text(l->w, d->reason);
	return cli_row(l->x, l->w);
}

static cnis_status
run_list(cli *x)
{
	const int64_t limit = cli_int(x, "limit", PAGE);
	const cnis_duplicate_query q = { .size = sizeof(q),
		                         .dismissed = cli_given(x, "dismissed"),
		                         .child_id = cli_ref(x, "child"),
		                         .limit = limit == 0 ? 0 : limit + 1,
		                         .skip = cli_int(x, "skip", 0) };
	listing l = { .x = x, .limit = limit };
	cnis_status st = cli_hold(x);

	if (st != CNIS_OK)
		return st;
	l.w = cli_open(x, &SPEC);
	if (l.w == NULL)
		return CNIS_ENOMEM;
	st = cnis_duplicate_walk(x->r, &q, show, &l, &x->error);
	if (st == CNIS_OK)
		st = family_note_set(x, "duplicate list", "", &l.set);
	if (st == CNIS_OK)
		st = cli_release(x, l.w);
	free(l.set.ids);
	st = cli_close(x, l.w, st);
	if (st == CNIS_OK && l.limit > 0 && l.n > l.limit)
		cli_say(x, "there are more: --skip %lld", (long long)q.skip + l.limit);
	return st;
}

static cnis_status
run_dismiss(cli *x)
{
	char *reason = NULL;
	int64_t one;
	int64_t other;
	cnis_status st = cli_arg_record(x, 0, &one);

	if (st == CNIS_OK)
		st = cli_arg_record(x, 1, &other);
	if (st == CNIS_OK)
		st = family_text(x, "reason", "Why are they two children", &reason);
	if (st == CNIS_OK)
		st = cnis_duplicate_dismiss(x->r, one, other, reason, &x->error);
	free(reason);
	return st == CNIS_OK ? cli_done(x, CNIS_REF_CHILD, one, "recorded: two children") : st;
}

static const cli_option LIST_OPTIONS[] = {
	{ .name = "dismissed",
	  .type = CLI_FLAG,
	  .help = "those somebody said are two children, by whom and when" },
	{ .name = "child",
	  .type = CLI_REF,
	  .value = "CHILD",
	  .kind = CNIS_REF_CHILD,
	  .help = "only pairs with this child" },
	{ .name = "limit",
	  .type = CLI_INT,
	  .value = "N",
	  .help = "at most N pairs; 100 when left out, 0: all" },
	{ .name = "skip", .type = CLI_INT, .value = "N", .help = "leave out the first N" },
	CLI_OPTIONS_END,
};

static const cli_option DISMISS_OPTIONS[] = {
	{ .name = "reason",
	  .type = CLI_FILE,
	  .value = "FILE",
	  .help = "why they are two, - for stdin; asked for when not given" },
	CLI_OPTIONS_END,
};

const cli_command CMD_DUPLICATE[] = {
	{ .name = "duplicate",
	  .sub = "list",
	  .summary = "pairs of children who may be one child, and why",
	  .mode = CLI_READ,
	  .options = LIST_OPTIONS,
	  .synopsis = "",
	  .examples = { "cnis duplicate list", "cnis duplicate list --dismissed --format csv" },
	  .about =
	      "Compares the records that share words of a name that sound alike and a birth day, a "
	      "number or a postcode. Exact pairs stand first, then the heavier; each says field by "
	      "field why. The weight is in tenths of a bit: ten more means twice as likely.\n\n"
	      "Twins, brothers and sisters are no pair. A pair somebody has said to be two "
	      "children, "
	      "here or while registering, is not shown again but with --dismissed.",
	  .run = run_list,
	  .list = true },
	{ .name = "duplicate",
	  .sub = "dismiss",
	  .summary = "say that two records are two children: nobody is asked about them again",
	  .mode = CLI_WRITE,
	  .options = DISMISS_OPTIONS,
	  .synopsis = "CHILD CHILD",
	  .min_args = 2,
	  .max_args = 2,
	  .examples = { "cnis duplicate dismiss C3-7 C9-2",
	                "cnis duplicate dismiss C3-7 C9-2 --reason why.txt" },
	  .about = "The officer, the day and the reason are kept. `cnis undo` takes it back.",
	  .run = run_dismiss },
	{ .name = NULL },
};
