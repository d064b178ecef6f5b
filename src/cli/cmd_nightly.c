#include <stdio.h>

#include <cnis/nightly.h>

#include "cli/cli.h"

static const out_column COLUMNS[] = {
	{ .key = "night", .heading = "night", .type = OUT_TEXT },
	{ .key = "resumed", .heading = "taken up again", .type = OUT_BOOL },
	{ .key = "ended", .heading = "entries ended by school age", .type = OUT_INT },
	{ .key = "children", .heading = "children on the register", .type = OUT_INT },
	{ .key = "due", .heading = "due soon", .type = OUT_INT },
	{ .key = "overdue", .heading = "overdue", .type = OUT_INT },
	{ .key = "withheld_due", .heading = "due soon, withheld", .type = OUT_INT },
	{ .key = "withheld_overdue", .heading = "overdue, withheld", .type = OUT_INT },
	{ .key = "unseen", .heading = "unseen, with a reason", .type = OUT_INT },
	{ .key = "files", .heading = "files beside the manifest", .type = OUT_INT },
	{ .key = "backups_removed", .heading = "old backups removed", .type = OUT_INT },
	{ .key = "head_seq", .heading = "newest journal entry", .type = OUT_INT },
	{ .key = "head_hash", .heading = "its hash", .type = OUT_TEXT },
	{ .key = "backup", .heading = "verified backup", .type = OUT_TEXT },
	{ .key = "disposed_forwarded", .heading = "sent on, disposed of", .type = OUT_INT },
	{ .key = "disposed_documents", .heading = "documents disposed of", .type = OUT_INT },
	{ .key = "disposal_held", .heading = "due for disposal, held", .type = OUT_INT },
	{ .key = "disposed_undone", .heading = "taken back before, disposed of", .type = OUT_INT },
};
static const out_spec SPEC = { .columns = COLUMNS,
	                       .n = sizeof(COLUMNS) / sizeof(COLUMNS[0]),
	                       .vertical = true };

/* What did not happen is said even with --quiet: it is the reason to look. */
static void
told(const char *step, const char *problem, void *payload)
{
	const cli *x = payload;

	if (problem != NULL)
		(void)fprintf(stderr, "cnis: did not happen: %s: %s\n", step, problem);
	else if (x->verbose)
		cli_say(x, "done: %s", step);
}

static cnis_status
run_nightly(cli *x)
{
	const cnis_nightly_options o = { .size = sizeof(o), .out = cli_text(x, "out") };
	static cnis_nightly night;
	cnis_status st;
	writer *w;

	st = cnis_nightly_run(x->r, &o, told, x, &night, &x->error);
	if (night.access_problem[0] != '\0') /* said even with --quiet */
		(void)fprintf(stderr, "cnis: %s; %s\n", night.access_problem, night.access_advice);
	if (st != CNIS_OK)
		return st;
	if (night.withheld_due + night.withheld_overdue > 0) /* said even with --quiet */
		(void)fprintf(
		    stderr,
		    "cnis: withheld, because the lists are written for anybody and a step "
		    "may tell its cause: %lld of due.csv, %lld of overdue.csv; `cnis due` "
		    "and `cnis overdue` show them to whoever has to take them\n",
		    (long long)night.withheld_due, (long long)night.withheld_overdue);
	w = cli_open(x, &SPEC);
	if (w == NULL)
		return CNIS_ENOMEM;
	out_text(w, night.night);
	out_bool(w, night.resumed);
	out_int(w, night.ended);
	out_int(w, night.children);
	out_int(w, night.due);
	out_int(w, night.overdue);
	out_int(w, night.withheld_due);
	out_int(w, night.withheld_overdue);
	out_int(w, night.unseen);
	out_int(w, night.files);
	out_int(w, night.backups_removed);
	out_int(w, night.head);
	out_text(w, night.head_hash);
	out_text(w, night.backup);
	out_int(w, night.disposed_forwarded);
	out_int(w, night.disposed_documents);
	out_int(w, night.disposal_held);
	out_int(w, night.disposed_undone);
	cli_say(x, "published %s/%s", o.out, night.night);
	return cli_close(x, w, cli_row(x, w));
}

static const cli_option OPTIONS[] = {
	{ .name = "out",
	  .type = CLI_FILE,
	  .value = "DIR",
	  .help = "existing folder in which DIR/2026-11-21 is published",
	  .required = true },
	CLI_OPTIONS_END,
};

const cli_command CMD_NIGHTLY[] = {
	{ .name = "nightly",
	  .summary = "tick, lists, export, backup, proof: published whole",
	  .mode = CLI_WRITE,
	  .options = OPTIONS,
	  .synopsis = "",
	  .examples = { "cnis nightly --out /srv/cnis/nights",
	                "cnis nightly --out /srv/cnis/nights --format json" },
	  .about =
	      "Closes what school age has ended, disposes of what was sent on and is past its last "
	      "day (setting dispose.nightly; see dispose run), writes the register, the due, "
	      "overdue and unseen "
	      "lists from one snapshot, backs the register up beside it and verifies both. All of "
	      "it appears at once as DIR/2026-11-21 with manifest.json (rows, bytes and SHA-256 of "
	      "each file, head of the journal and of the access log, which so can be missed when "
	      "they are cut), or nothing does and what was published before "
	      "stays. The lists are written for anybody: a step that may tell of child protection "
	      "is withheld from due.csv and overdue.csv, and how many are is in the manifest "
	      "(`withheld`) and on standard error. What did not happen is said on standard error. "
	      "A second run of a night that "
	      "is published is refused (exit 5); one that failed or was interrupted is taken up "
	      "again. DIR/heartbeat.json and `cnis doctor` tell of the last good night.\n\n"
	      "Every night by systemd, with the units that are installed with the program:\n\n"
	      "    systemctl enable --now cnis-nightly.timer\n\n"
	      "or by cron, at half past one, as the account that is an officer with the role "
	      "exporter:\n\n"
	      "    30 1 * * * CNIS_REGISTER=/srv/cnis/register.cnis cnis nightly --out "
	      "/srv/cnis/nights --quiet",
	  .run = run_nightly,
	  .no_trial = true },
	{ .name = NULL },
};
