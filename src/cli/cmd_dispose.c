/* What is not kept any longer: what is due, and disposing of it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cnis/reference.h>

#include "cli/cli.h"
#include "cli/dispose.h"
#include "cli/family.h"

static unsigned
what_of(cli *x)
{
	const char *what = cli_text(x, "what");

	if (what == NULL || strcmp(what, "all") == 0)
		return CNIS_DISPOSE_ALL;
	if (strcmp(what, "undone") == 0)
		return CNIS_DISPOSE_UNDONE;
	return strcmp(what, "forwarded") == 0 ? CNIS_DISPOSE_FORWARDED : CNIS_DISPOSE_DOCUMENTS;
}

/* ---- list: references and days, nothing of what it says -----------------------------------------
 */

static const out_column COLUMNS[] = {
	{ .key = "record", .heading = "record", .type = OUT_TEXT },
	{ .key = "keep_until", .heading = "kept until", .type = OUT_DAY },
	{ .key = "rule", .heading = "rule", .type = OUT_TEXT },
	{ .key = "held", .heading = "held", .type = OUT_BOOL },
	{ .key = "held_for", .heading = "for", .type = OUT_TEXT },
	{ .key = "because", .heading = "because", .type = OUT_TEXT },
};
static const out_spec SPEC = { .columns = COLUMNS, .n = sizeof(COLUMNS) / sizeof(COLUMNS[0]) };

static cnis_status
show_row(const cnis_disposal_due *d, void *payload, cnis_error *reterr)
{
	const family_listing *l = payload;

	(void)reterr;
	family_reference(l->w, d->letter, d->id);
	out_day(l->w, d->keep_until);
	out_text(l->w, d->rule);
	out_bool(l->w, d->held);
	family_reference(l->w, CNIS_REF_CHILD, d->held_for);
	out_text(l->w, d->because);
	return cli_row(l->x, l->w);
}

static cnis_status
run_list(cli *x)
{
	family_listing l = { .x = x };

	l.w = cli_open(x, &SPEC);
	if (l.w == NULL)
		return CNIS_ENOMEM;
	return cli_close(
	    x, l.w, cnis_disposal_walk(x->r, what_of(x), cli_as_at(x), show_row, &l, &x->error));
}

/* ---- run
 * ----------------------------------------------------------------------------------------- */

static const out_column DONE[] = {
	{ .key = "forwarded", .heading = "sent on, disposed of", .type = OUT_INT },
	{ .key = "documents", .heading = "documents disposed of", .type = OUT_INT },
	{ .key = "held", .heading = "due, and held", .type = OUT_INT },
	{ .key = "rows_cut", .heading = "rows taken out", .type = OUT_INT },
	{ .key = "rows_blanked", .heading = "rows emptied of what they said", .type = OUT_INT },
	{ .key = "entries", .heading = "journal entries written anew", .type = OUT_INT },
	{ .key = "settled", .heading = "pages, log and standby copy are clear", .type = OUT_BOOL },
	{ .key = "undone", .heading = "taken back before, disposed of", .type = OUT_INT },
};
static const out_spec DONE_SPEC = { .columns = DONE,
	                            .n = sizeof(DONE) / sizeof(DONE[0]),
	                            .vertical = true };

static cnis_status
count(const cnis_disposal_due *d, void *payload, cnis_error *reterr)
{
	int64_t *n = payload;

	(void)reterr;
	if (!d->held)
		++*n;
	return CNIS_OK;
}

cnis_status
dispose_due(cnis_register *r, unsigned what, int64_t *ret, cnis_error *reterr)
{
	int64_t n = 0;
	cnis_status st = cnis_disposal_walk(r, what, CNIS_DAY_NONE, count, &n, reterr);

	if (st == CNIS_OK)
		*ret = n;
	return st;
}

/* For good: whoever does it types how many. */
static cnis_status
confirm(cli *x, int64_t n)
{
	char question[120];
	char want[24];
	char *typed = NULL;
	cnis_status st;

	(void)snprintf(want, sizeof(want), "%lld", (long long)n);
	(void)snprintf(question, sizeof(question),
	               "Type how many are disposed of, for good: there are %s", want);
	st = cli_ask(x, "confirm", question, &typed);
	if (st == CNIS_OK && strcmp(typed, want) != 0)
		st = cli_fail(x, CNIS_EINVAL, "confirm", "not that number: nothing was changed");
	free(typed);
	return st;
}

static cnis_status
show_done(cli *x, const cnis_disposal *d)
{
	writer *w = cli_open(x, &DONE_SPEC);

	if (w == NULL)
		return CNIS_ENOMEM;
	out_int(w, d->forwarded);
	out_int(w, d->documents);
	out_int(w, d->held);
	out_int(w, d->cut);
	out_int(w, d->blanked);
	out_int(w, d->entries);
	out_bool(w, d->settled);
	out_int(w, d->undone);
	return cli_close(x, w, cli_row(x, w));
}

static cnis_status
run_run(cli *x)
{
	cnis_disposal done = { 0 };
	int64_t n = 0;
	cnis_status st = dispose_due(x->r, what_of(x), &n, &x->error);

	if (st == CNIS_OK && n > 0 && !x->dry_run)
		st = confirm(x, n);
	if (st == CNIS_OK)
		st = cnis_disposal_run(x->r, what_of(x), &done, &x->error);
	if (st != CNIS_OK)
		return st;
	if (done.entries > 0 && !x->dry_run)
		cli_say(x, "disposed of, for good; backups made before hold it until they expire "
		           "(setting retention.backup_days)");
	cli_next(x, "cnis verify");
	return show_done(x, &done);
}

/* ---- the commands
 * -------------------------------------------------------------------------------- */

#define WHAT                                                                                       \
	{                                                                                          \
		.name = "what", .type = CLI_CHOICE, .value = "WHAT",                               \
		.choices = "forwarded documents undone all",                                       \
		.help = "what was sent on, documents, what was taken back, or all; all"            \
	}

static const cli_option OPTIONS[] = { WHAT, CLI_OPTIONS_END };

const cli_command CMD_DISPOSE[] = {
	{ .name = "dispose",
	  .sub = "list",
	  .summary = "what is past the last day it is kept",
	  .mode = CLI_READ,
	  .options = OPTIONS,
	  .synopsis = "",
	  .examples = { "cnis dispose list", "cnis dispose list --what documents --exit-code" },
	  .about =
	      "What was not ours and was sent on, documents, and what arrived and documents that "
	      "were taken back as a whole (undo), by reference: nothing is shown of what they say. "
	      "What was taken back is in the journal only; it is due some days later (setting "
	      "dispose.undone_days), or when the day it was to be kept until is past, if that is "
	      "sooner. Held: somebody holds disposal for a child it is about (hold "
	      "list), and it stays until the hold ends.",
	  .run = run_list,
	  .list = true },
	{ .name = "dispose",
	  .sub = "run",
	  .summary = "dispose of it, for good",
	  .mode = CLI_WRITE,
	  .options = OPTIONS,
	  .synopsis = "",
	  .examples = { "cnis dispose run --dry-run", "cnis dispose run --what forwarded" },
	  .about =
	      "For a manager. How many it is has to be typed, or read as one line from stdin. Of "
	      "what was sent on all it said goes, who told it and whom it named; that it arrived, "
	      "how, on which day, its outcome and to whom it was sent stay. Of a document the file "
	      "goes, what it is called, who wrote it and where it lies; that there was one, its "
	      "class and days, whom it was about and what it is evidence of stay. Of what was "
	      "taken "
	      "back the same goes; that there was something, when, and who took it back stays. It "
	      "could not be brought back before either: an undo is not undone.\n\n"
	      "What goes is erased from the journal too, so that no earlier instant shows it and "
	      "no byte of the file holds it; verify still proves all the rest, and takes no other "
	      "text in its place. An entry that lost something is not undone any more. The file is "
	      "written anew, which takes as much memory as it is large. Run it again where it was "
	      "cut short: what is gone already stays gone, and what was left over is cleared.\n\n"
	      "Every night disposes by itself of what was sent on, and with setting "
	      "dispose.nightly "
	      "of documents and of what was taken back too; so does the first night after an older "
	      "backup was restored, of "
	      "all that came back with it.",
	  .run = run_run },
	{ .name = NULL },
};
