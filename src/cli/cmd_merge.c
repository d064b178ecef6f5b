#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cnis/access.h>
#include <cnis/entry.h>
#include <cnis/merge.h>

#include "cli/cli.h"
#include "cli/family.h"

enum { REASON_MAX = 16000 };

/* ---- side by side ---------------------------------------------------------------------------- */

static const out_column FIELDS[] = {
	{ .key = "field", .heading = "", .type = OUT_TEXT },
	{ .key = "one", .heading = "no longer used", .type = OUT_TEXT },
	{ .key = "other", .heading = "kept", .type = OUT_TEXT },
	{ .key = "same", .heading = "same", .type = OUT_BOOL },
	{ .key = "doubt", .heading = "in doubt", .type = OUT_BOOL },
};
static const out_spec FIELD_SPEC = { .columns = FIELDS, .n = sizeof(FIELDS) / sizeof(FIELDS[0]) };

/* A field a row; what says that they are two children is told below. */
typedef struct beside {
	cli *x;
	writer *w;
	char doubts[64];
} beside;

static cnis_status
show_field(const cnis_merge_field *f, void *payload, cnis_error *reterr)
{
	beside *l = payload;
	size_t n = strlen(l->doubts);

	(void)reterr;
	out_text(l->w, f->field);
	out_text(l->w, f->one);
	out_text(l->w, f->other);
	out_bool(l->w, f->same);
	out_bool(l->w, f->doubt);
	if (f->doubt)
		(void)snprintf(l->doubts + n, sizeof(l->doubts) - n, "%s%s", n > 0 ? ", " : "",
		               f->field);
	return cli_row(l->x, l->w);
}

/* Both records, noted before the first row is shown. */
static cnis_status
side_by_side(cli *x, const char *command, int64_t one, int64_t other)
{
	const int64_t both[] = { one, other };
	beside l = { .x = x };
	cnis_status st = cli_hold(x);

	if (st != CNIS_OK)
		return st;
	l.w = cli_open(x, &FIELD_SPEC);
	if (l.w == NULL)
		return CNIS_ENOMEM;
	st = cnis_merge_compare(x->r, one, other, show_field, &l, &x->error);
	st = cli_close(x, l.w, st);
	if (st == CNIS_OK)
		st = cnis_access_note(x->r, command, "", both, 2, &x->error);
	if (st == CNIS_OK)
		st = cli_release(x, NULL);
	if (st == CNIS_OK && l.doubts[0] != '\0')
		cli_say(x, "the records differ in %s: only a manager merges them, with --certain",
		        l.doubts);
	return st;
}

/* The two references as they were typed: here the old one means the old record. */
static cnis_status
two(cli *x, int64_t *one, int64_t *other)
{
	cnis_status st = cli_arg_record(x, 0, one);

	return st == CNIS_OK ? cli_arg_record(x, 1, other) : st;
}

static cnis_status
run_compare(cli *x)
{
	int64_t one = 0, other = 0;
	cnis_status st = two(x, &one, &other);

	return st == CNIS_OK ? side_by_side(x, "merge compare", one, other) : st;
}

/* ---- merging --------------------------------------------------------------------------------- */

static cnis_status
ask_reason(cli *x, char **ret)
{
	size_t len = 0;

	*ret = NULL;
	if (cli_given(x, "reason") && cli_given(x, "reason-file"))
		return cli_fail(x, CNIS_EINVAL, "reason",
		                "--reason and --reason-file exclude one another");
	if (cli_given(x, "reason-file"))
		return cli_read(x, cli_text(x, "reason-file"), REASON_MAX, ret, &len);
	if (cli_given(x, "reason"))
		return CNIS_OK;
	return cli_ask(x, "reason", "Why", ret);
}

static const char *
reason_of(const cli *x, const char *asked)
{
	return asked != NULL ? asked : cli_text(x, "reason");
}

/* Somebody sits there: show both, and let them look. */
static cnis_status
look(cli *x, int64_t one, int64_t other)
{
	bool yes = false;
	cnis_status st;

	if (!cli_interactive(x))
		return CNIS_OK;
	st = side_by_side(x, "merge", one, other);
	if (st == CNIS_OK)
		st = cli_confirm(x, "Are these the same child?", false, &yes);
	if (st == CNIS_OK && !yes)
		st = cli_fail(x, CNIS_EINVAL, "", "nothing was merged");
	return st;
}

/* Open entries of one child: that of the record no longer used, and whether there is another. */
typedef struct doubled {
	cli *x;
	int64_t unused, entry;
	bool other;
} doubled;

static cnis_status
note_entry(const cnis_entry *e, void *payload, cnis_error *reterr)
{
	doubled *d = payload;

	(void)reterr;
	if (e->open && e->fact.to == CNIS_DAY_NONE && e->child_id == d->unused)
		d->entry = e->id;
	else if (e->open && e->fact.to == CNIS_DAY_NONE)
		d->other = true;
	return CNIS_OK;
}

static cnis_status
note_record(int64_t child_id, void *payload, cnis_error *reterr)
{
	doubled *d = payload;

	return cnis_entry_walk(d->x->r, child_id, CNIS_DAY_NONE, note_entry, d, reterr);
}

/* A child is on the register once: of two open entries one was made in error. */
static cnis_status
offer(cli *x, int64_t unused, int64_t kept)
{
	doubled d = { .x = x, .unused = unused };
	cnis_status st = cnis_merge_records(x->r, kept, CNIS_DAY_NONE, note_record, &d, &x->error);

	if (st == CNIS_OK && d.entry != 0 && d.other)
		cli_next(x,
		         "cnis entry end %s --reason entered_in_error --source this_authority "
		         "--note-file -",
		         cli_reference(CNIS_REF_ENTRY, d.entry));
	else if (st == CNIS_OK)
		cli_next(x, "cnis child show %s", cli_reference(CNIS_REF_CHILD, kept));
	return st;
}

static cnis_status
run_merge(cli *x)
{
	cnis_merge_new n = { .size = sizeof(n), .certain = cli_given(x, "certain") };
	char *reason = NULL;
	int64_t kept = 0;
	cnis_status st = two(x, &n.child_id, &n.same_as_id);

	if (st == CNIS_OK)
		st = look(x, n.child_id, n.same_as_id);
	if (st == CNIS_OK)
		st = ask_reason(x, &reason);
	n.reason = reason_of(x, reason);
	if (st == CNIS_OK)
		st = cnis_merge_add(x->r, &n, &kept, &x->error);
	free(reason);
	if (st == CNIS_OK)
		st = offer(x, n.child_id, kept);
	return st == CNIS_OK ? cli_done(x, CNIS_REF_CHILD, kept, "merged: the record kept") : st;
}

static cnis_status
run_unmerge(cli *x)
{
	char *reason = NULL;
	int64_t id = 0, kept = 0;
	cnis_status st = cli_arg_record(x, 0, &id);

	if (st == CNIS_OK)
		st = ask_reason(x, &reason);
	if (st == CNIS_OK)
		st = cnis_merge_end(x->r, id, reason_of(x, reason), &kept, &x->error);
	free(reason);
	if (st != CNIS_OK)
		return st;
	cli_say(x, "what was recorded meanwhile stays where it was recorded");
	cli_next(x, "cnis child show %s", cli_reference(CNIS_REF_CHILD, kept));
	return cli_done(x, CNIS_REF_CHILD, id, "unmerged: a child of its own again");
}

/* ---- list ------------------------------------------------------------------------------------ */

static const out_column COLUMNS[] = {
	{ .key = "child", .heading = "no longer used", .type = OUT_TEXT },
	{ .key = "same_as", .heading = "kept", .type = OUT_TEXT },
	{ .key = "from", .heading = "from", .type = OUT_DAY },
	{ .key = "to", .heading = "to", .type = OUT_DAY },
	{ .key = "officer", .heading = "by", .type = OUT_TEXT },
	{ .key = "reason", .heading = "why", .type = OUT_TEXT },
	{ .key = "ended_by", .heading = "taken back by", .type = OUT_TEXT },
	{ .key = "end_reason", .heading = "why", .type = OUT_TEXT },
	{ .key = "rev", .heading = NULL, .type = OUT_INT },
};
static const out_spec SPEC = { .columns = COLUMNS, .n = sizeof(COLUMNS) / sizeof(COLUMNS[0]) };

static cnis_status
show_merge(const cnis_merge *m, void *payload, cnis_error *reterr)
{
	family_listing *l = payload;
	cnis_status st = family_see(l, m->child_id);

	(void)reterr;
	if (st == CNIS_OK)
		st = family_see(l, m->same_as_id);
	if (st != CNIS_OK)
		return st;
	family_reference(l->w, CNIS_REF_CHILD, m->child_id);
	family_reference(l->w, CNIS_REF_CHILD, m->same_as_id);
	out_day(l->w, m->from);
	out_day(l->w, m->to);
	out_text(l->w, m->officer);
	out_text(l->w, m->reason);
	out_text(l->w, m->ended_by);
	out_text(l->w, m->end_reason);
	out_int(l->w, m->rev);
	return cli_row(l->x, l->w);
}

static cnis_status
walk(family_listing *l)
{
	return cnis_merge_walk(l->x->r, l->on, l->all, show_merge, l, &l->x->error);
}

static cnis_status
run_list(cli *x)
{
	family_listing l = { .x = x, .all = cli_given(x, "all") };

	return family_rows(&l, "merge list", l.all ? "--all" : "", &SPEC, walk);
}

#define REASONS                                                                                    \
	{ .name = "reason", .type = CLI_WORDS, .value = "TEXT", .help = "why; no names" },         \
	    FAMILY_FILE("reason-file", "read the reason from FILE, - for stdin")

static const cli_option MERGE_OPTIONS[] = {
	REASONS,
	{ .name = "certain",
	  .type = CLI_FLAG,
	  .help = "a manager: one child although they differ or somebody said two" },
	CLI_OPTIONS_END,
};
static const cli_option UNMERGE_OPTIONS[] = {
	REASONS,
	CLI_OPTIONS_END,
};
static const cli_option LIST_OPTIONS[] = {
	{ .name = "all", .type = CLI_FLAG, .help = "also those taken back" },
	CLI_OPTIONS_END,
};

const cli_command CMD_MERGE[] = {
	{ .name = "merge",
	  .summary = "say that two records are the same child",
	  .mode = CLI_WRITE,
	  .options = MERGE_OPTIONS,
	  .synopsis = "CHILD KEPT",
	  .min_args = 2,
	  .max_args = 2,
	  .examples = { "cnis merge C1051-6 C1042-9 --reason -",
	                "cnis merge C1051-6 C1042-9 --reason-file -" },
	  .about =
	      "CHILD is the record no longer used, KEPT the one kept. No fact of either "
	      "changes. What a need or a safeguarding fact in one record calls for with an open "
	      "entry in the other (the review of an EHC plan, a word with social care) is opened "
	      "at once, and an unmerge leaves it there. On a terminal both are shown side "
	      "by side first. From that day lists and counts have the child once, under KEPT; a "
	      "command given the old reference takes it and says so; a child's page and lists "
	      "show what stands in either record; the consent gates look at both. What is written "
	      "goes to KEPT, but what is about an entry stays with the record that has it. Two "
	      "open entries both stay open until somebody ends one (entry end ... --reason "
	      "entered_in_error).\n\n"
	      "Two verified numbers of one kind that differ are how twins look; birth dates that "
	      "differ, or a sex that both records know and that differs, tell of two children, and "
	      "somebody may have said already that they are: each is refused with exit 4 unless a "
	      "manager says --certain. merge compare says which of these there is.",
	  .run = run_merge },
	{ .name = "merge",
	  .sub = "compare",
	  .summary = "two records side by side, before merging them",
	  .mode = CLI_READ,
	  .synopsis = "CHILD KEPT",
	  .min_args = 2,
	  .max_args = 2,
	  .examples = { "cnis merge compare C1051-6 C1042-9",
	                "cnis merge compare C1051-6 C1042-9 --format csv" },
	  .about = "A field a row. In doubt: the two differ in the birth date, in a sex that both "
	           "know or in a verified number; a merge is refused then unless a manager says "
	           "--certain.",
	  .run = run_compare,
	  .now_only = true },
	{ .name = "merge",
	  .sub = "list",
	  .summary = "records that are the same child as another",
	  .mode = CLI_READ,
	  .options = LIST_OPTIONS,
	  .synopsis = "",
	  .examples = { "cnis merge list", "cnis merge list --all --format json" },
	  .run = run_list,
	  .list = true },
	{ .name = "unmerge",
	  .summary = "say that they are not the same child after all",
	  .mode = CLI_WRITE,
	  .options = UNMERGE_OPTIONS,
	  .synopsis = "CHILD",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis unmerge C1051-6 --reason -", "cnis unmerge C1051-6 --reason-file -" },
	  .about = "CHILD is the record that was no longer used. From that day each record stands "
	           "for itself again; what was recorded meanwhile stays where it was recorded.",
	  .run = run_unmerge },
	{ .name = NULL },
};
