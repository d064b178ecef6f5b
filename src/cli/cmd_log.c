#include <stdlib.h>
#include <string.h>

#include <cnis/access.h>
#include <cnis/journal.h>
#include <cnis/reference.h>

#include "cli/cli.h"
#include "cli/family.h"

enum { DEFAULT_LIMIT = 50 };

static const out_column COLUMNS[] = {
	{ .key = "seq", .heading = "seq", .type = OUT_INT },
	{ .key = "at", .heading = "at", .type = OUT_INSTANT },
	{ .key = "officer", .heading = "officer", .type = OUT_TEXT },
	{ .key = "kind", .heading = "what", .type = OUT_TEXT },
	{ .key = "command", .heading = "command", .type = OUT_TEXT },
	{ .key = "undo", .heading = "undo", .type = OUT_TEXT },
	{ .key = "undoes", .heading = "takes back", .type = OUT_INT },
	{ .key = "undone_by", .heading = "taken back by", .type = OUT_INT },
	{ .key = "batch", .heading = NULL, .type = OUT_TEXT },
	{ .key = "reason", .heading = "reason", .type = OUT_TEXT },
	{ .key = "children", .heading = NULL, .type = OUT_LIST },
};
static const out_spec SPEC = { .columns = COLUMNS, .n = sizeof(COLUMNS) / sizeof(COLUMNS[0]) };

/* The children whose history is about to be shown: noted before the first row. */
struct ids {
	cli *x;
	int64_t *id;
	size_t n, room;
	bool some_child; /* only entries that touched somebody */
};

static int
by_number(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a;
	int64_t y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

static cnis_status
keep_id(int64_t child_id, void *payload, cnis_error *reterr)
{
	struct ids *ids = payload;

	(void)reterr;
	if (ids->n == ids->room) {
		size_t room = ids->room == 0 ? 256 : ids->room * 2;
		int64_t *bigger = realloc(ids->id, room * sizeof(*bigger));

		if (bigger == NULL)
			return cli_fail(ids->x, CNIS_ENOMEM, "", "out of memory");
		ids->id = bigger;
		ids->room = room;
	}
	ids->id[ids->n++] = child_id;
	return CNIS_OK;
}

static cnis_status
keep_entry(const cnis_log_entry *entry, void *payload, cnis_error *reterr)
{
	struct ids *ids = payload;

	return cnis_log_children(ids->x->r, entry->seq, keep_id, ids, reterr);
}

static void
make_unique(struct ids *ids)
{
	size_t kept = 0;

	if (ids->n == 0)
		return;
	qsort(ids->id, ids->n, sizeof(ids->id[0]), by_number);
	for (size_t i = 1; i < ids->n; i++)
		if (ids->id[i] != ids->id[kept])
			ids->id[++kept] = ids->id[i];
	ids->n = kept + 1;
}

struct listing {
	cli *x;
	writer *w;
	char words[4096];
	size_t len;
};

static cnis_status
add_reference(int64_t child_id, void *payload, cnis_error *reterr)
{
	struct listing *l = payload;
	const char *ref = cli_reference(CNIS_REF_CHILD, child_id);
	size_t n = strlen(ref);

	(void)reterr;
	if (l->len + n + 2 < sizeof(l->words)) {
		if (l->len > 0)
			l->words[l->len++] = ' ';
		memcpy(l->words + l->len, ref, n + 1);
		l->len += n;
	}
	return CNIS_OK;
}

static void
int_or_none(writer *w, int64_t value)
{
	if (value == 0)
		out_null(w);
	else
		out_int(w, value);
}

static cnis_status
show_entry(const cnis_log_entry *e, void *payload, cnis_error *reterr)
{
	struct listing *l = payload;
	cnis_status st;

	l->len = 0;
	l->words[0] = '\0';
	st = cnis_log_children(l->x->r, e->seq, add_reference, l, reterr);
	if (st != CNIS_OK)
		return st;
	out_int(l->w, e->seq);
	out_instant(l->w, e->at);
	out_text(l->w, e->officer);
	out_text(l->w, e->kind);
	out_text(l->w, e->command);
	out_text(l->w, e->undo);
	int_or_none(l->w, e->undoes);
	int_or_none(l->w, e->undone_by);
	out_text(l->w, e->batch);
	out_text(l->w, e->reason);
	out_text(l->w, l->words);
	return cli_row(l->x, l->w);
}

static cnis_status
count_entry(const cnis_log_entry *entry, void *payload, cnis_error *reterr)
{
	(void)entry;
	(void)reterr;
	*(int64_t *)payload += 1;
	return CNIS_OK;
}

/* A child no entry is about never was, or is none the reader is shown. */
static cnis_status
need_entries(cli *x, int64_t child)
{
	int64_t n = 0;
	cnis_status st = cnis_log_walk(x->r, child, 0, 1, count_entry, &n, &x->error);

	return st == CNIS_OK && n == 0 ? cli_fail(x, CNIS_ENOTFOUND, "child", "no such child") : st;
}

static cnis_status
note(cli *x, int64_t child, int64_t before, int64_t limit)
{
	struct ids ids = { .x = x };
	cnis_status st;

	if (child != 0) {
		family_set records = { 0 };

		st = need_entries(x, child);
		if (st == CNIS_OK)
			st = family_records(x, child, &records);
		if (st == CNIS_OK)
			st = family_note_records(x, "log", &records);
		free(records.ids);
		return st;
	}
	st = cnis_log_walk(x->r, 0, before, limit, keep_entry, &ids, &x->error);
	make_unique(&ids);
	if (st == CNIS_OK)
		st = cnis_access_note(x->r, "log", cli_given(x, "all") ? "--all" : "newest", ids.id,
		                      ids.n, &x->error);
	free(ids.id);
	return st;
}

static cnis_status
run_log(cli *x)
{
	struct listing l = { .x = x };
	int64_t child = 0;
	int64_t before = cli_int(x, "before", 0);
	int64_t limit = cli_given(x, "all") ? 0 : cli_int(x, "limit", DEFAULT_LIMIT);
	cnis_status st = CNIS_OK;

	if (cli_given(x, "all") && cli_given(x, "limit"))
		return cli_fail(x, CNIS_EINVAL, "limit", "--all and --limit exclude one another");
	if (x->n_args > 0)
		st = cli_arg_ref(x, 0, CNIS_REF_CHILD, &child);
	if (st == CNIS_OK)
		st = note(x, child, before, limit);
	if (st != CNIS_OK)
		return st;
	l.w = cli_open(x, &SPEC);
	if (l.w == NULL)
		return CNIS_ENOMEM;
	st = cnis_log_walk(x->r, child, before, limit, show_entry, &l, &x->error);
	return cli_close(x, l.w, st);
}

static cnis_status
run_undo(cli *x)
{
	int64_t seq;
	int64_t blocker = 0;
	char *reason = NULL;
	const char *file = cli_text(x, "reason-file");
	size_t len;
	cnis_status st = cli_arg_int(x, 0, &seq);

	if (st == CNIS_OK && file != NULL && cli_given(x, "reason"))
		st = cli_fail(x, CNIS_EINVAL, "reason",
		              "--reason and --reason-file exclude one another");
	if (st == CNIS_OK && file != NULL)
		st = cli_read(x, file, 4000, &reason, &len);
	if (st == CNIS_OK)
		st = cnis_undo(x->r, seq, reason != NULL ? reason : cli_text(x, "reason"), &blocker,
		               &x->error);
	free(reason);
	if (st == CNIS_ECONFLICT && blocker != 0)
		cli_say(x,
		        "in the way: entry %lld; look at it with `cnis log --before %lld "
		        "--limit 1`",
		        (long long)blocker, (long long)blocker + 1);
	if (st != CNIS_OK)
		return st;
	cli_next(x, "cnis log --limit 1");
	return cli_done(x, 0, 0, "entry taken back");
}

static const cli_option LOG_OPTIONS[] = {
	{ .name = "limit", .type = CLI_INT, .value = "N", .help = "at most N entries; 50" },
	{ .name = "before", .type = CLI_INT, .value = "SEQ", .help = "only entries before SEQ" },
	{ .name = "all", .type = CLI_FLAG, .help = "every entry" },
	CLI_OPTIONS_END,
};
static const cli_option UNDO_OPTIONS[] = {
	{ .name = "reason",
	  .type = CLI_WORDS,
	  .value = "TEXT",
	  .help = "why; needed for another officer's entry and for what protects; no names" },
	{ .name = "reason-file",
	  .type = CLI_FILE,
	  .value = "FILE",
	  .help = "read the reason from FILE, - for stdin" },
	CLI_OPTIONS_END,
};

const cli_command CMD_LOG[] = {
	{ .name = "log",
	  .summary = "what was changed, newest first",
	  .mode = CLI_READ,
	  .options = LOG_OPTIONS,
	  .synopsis = "[CHILD]",
	  .max_args = 1,
	  .examples = { "cnis log C1042-9", "cnis log --limit 10 --format json" },
	  .about = "One row a journal entry. The reason is shown to whoever wrote it, to managers "
	           "and to auditors.",
	  .run = run_log,
	  .list = true,
	  .now_only = true },
	{ .name = "undo",
	  .summary = "take one journal entry back",
	  .mode = CLI_WRITE,
	  .options = UNDO_OPTIONS,
	  .synopsis = "SEQ",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis undo 341", "cnis undo 341 --reason -" },
	  .about = "The changes of the entry are inverted in a new entry: nothing is erased. By "
	           "the officer who made it, or by a manager with a reason. What protects somebody "
	           "(something withheld, an order of a court, limits of contact, a restriction, a "
	           "complaint) is taken back only by whoever may end it, always with a reason; "
	           "anybody else is refused with exit 9. While a later entry "
	           "touches the same rows, or something refers to them, it is refused with exit 5 "
	           "and the entries in the way. Entries marked final or compensate in `cnis log` "
	           "cannot be taken back. Nor can that on whose strength a child was entered: "
	           "where the consent gates would not have let the child in without it, it is "
	           "refused with exit 4.",
	  .run = run_undo },
	{ .name = NULL },
};
