#include <stdlib.h>

#include <cnis/backup.h>

#include "cli/cli.h"
#include "cli/dispose.h"

static const out_column COLUMNS[] = {
	{ .key = "file", .heading = "file", .type = OUT_TEXT },
	{ .key = "sound", .heading = "verified", .type = OUT_BOOL },
	{ .key = "entries", .heading = "journal entries", .type = OUT_INT },
	{ .key = "head_seq", .heading = "newest entry", .type = OUT_INT },
	{ .key = "head_hash", .heading = "its hash", .type = OUT_TEXT },
};
static const out_spec SPEC = { .columns = COLUMNS,
	                       .n = sizeof(COLUMNS) / sizeof(COLUMNS[0]),
	                       .vertical = true };

static cnis_status
show(cli *x, const char *file, const cnis_verify_result *v)
{
	writer *w = cli_open(x, &SPEC);

	if (w == NULL)
		return CNIS_ENOMEM;
	out_text(w, file);
	out_bool(w, v->sound);
	out_int(w, v->entries);
	out_int(w, v->head_seq);
	out_text(w, v->head_hash);
	return cli_close(x, w, cli_row(x, w));
}

static cnis_status
run_backup(cli *x)
{
	cnis_verify_result v = { 0 };
	cnis_status st = cnis_backup(x->r, cli_arg(x, 0), &v, &x->error);

	if (st != CNIS_OK)
		return st;
	cli_say(x, "backup written and verified: %s", cli_arg(x, 0));
	cli_next(x, "keep it on another machine; cnis restore %s puts it back", cli_arg(x, 0));
	return show(x, cli_arg(x, 0), &v);
}

/* What was decided after the backup was made is decided still. */
static void
say_again(cli *x, const cnis_restored *done)
{
	char since[CNIS_INSTANT_ISO_SIZE];

	if (done->sealed + done->restricted + done->withheld + done->declared > 0)
		cli_say(
		    x,
		    "done again, since it was made: %lld sealed, %lld restricted, %lld withheld, "
		    "%lld declared",
		    (long long)done->sealed, (long long)done->restricted, (long long)done->withheld,
		    (long long)done->declared);
	if (done->missing > 0)
		cli_say(
		    x,
		    "%lld withheld or declared since are about somebody or something that is not "
		    "in the backup: when it is recorded again, so must they be",
		    (long long)done->missing);
	if (done->since != 0)
		cli_say(
		    x,
		    "no register could be read that knows what was sealed, restricted, withheld "
		    "or declared after %s: restore again with --newer and a later copy, or do it "
		    "again by the "
		    "decisions on paper; cnis doctor says so until it is done",
		    cnis_instant_iso(done->since, since));
}

/* What was disposed of since the backup was made is there again; nothing is told that cannot be
 * asked. */
static void
tell_due(cli *x, const cnis_open_options *options)
{
	cnis_open_options o = *options;
	cnis_register *r = NULL;
	int64_t n = 0;

	o.mode = CNIS_READ;
	if (cnis_register_open(cli_register_path(x), &o, &r, NULL) != CNIS_OK)
		return;
	if (dispose_due(r, CNIS_DISPOSE_ALL, &n, NULL) == CNIS_OK && n > 0)
		cli_say(
		    x,
		    "%lld records of it are past the last day they are kept: cnis dispose list; "
		    "the next night disposes of those that were sent on (setting "
		    "dispose.nightly)",
		    (long long)n);
	cnis_register_close(r);
}

static cnis_status
run_restore(cli *x)
{
	const cnis_open_options o = {
		.size = sizeof(o),
		.login = x->login,
		.demonstration_login = getenv("CNIS_LOGIN"),
		.now = x->now,
		.dry_run = x->dry_run,
	};
	cnis_restored done = { 0 };
	cnis_status st = cnis_restore(cli_arg(x, 0), cli_register_path(x), cli_text(x, "newer"), &o,
	                              &done, &x->error);

	if (st != CNIS_OK)
		return st;
	if (!x->dry_run) {
		cli_say(x, "restored to %s; what stood there is kept beside it",
		        cli_register_path(x));
		tell_due(x, &o);
	}
	say_again(x, &done);
	cli_next(x, "cnis verify");
	return show(x, cli_register_path(x), &done.verified);
}

static const cli_option RESTORE_OPTIONS[] = {
	{ .name = "newer",
	  .type = CLI_TEXT,
	  .value = "FILE",
	  .help = "a copy of the register made later than FILE: what it has sealed, restricted and "
	          "withheld is done again" },
	{ .name = NULL },
};

const cli_command CMD_BACKUP[] = {
	{ .name = "backup",
	  .summary = "copy the register and verify the copy",
	  .mode = CLI_READ,
	  .synopsis = "FILE",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis backup /srv/backup/barnet-2026-11-21.cnis",
	                "cnis backup ./before-import.cnis --format json" },
	  .about =
	      "For administrators and exporters. The copy is readable by its owner only, and "
	      "is opened and verified before the command says it is done. It is kept as it was "
	      "made: what only reads opens it with --register, what writes refuses it.",
	  .run = run_backup,
	  .now_only = true },
	{ .name = "restore",
	  .summary = "put a verified backup in place of the register",
	  .mode = CLI_NONE,
	  .options = RESTORE_OPTIONS,
	  .synopsis = "FILE",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis restore /srv/backup/barnet-2026-11-21.cnis -r barnet.cnis",
	                "cnis restore ./before-import.cnis" },
	  .about =
	      "The backup is verified first; a backup of another register is refused. The "
	      "register that is replaced is kept beside the new one, named with the time. Who "
	      "restores must be an administrator in the backup. What was disposed of since is "
	      "there again: how much is said, and the next night disposes of it again. The access "
	      "log is no part of "
	      "a backup: one that is there stays; where there is none, copy it too, or "
	      "`cnis doctor` says how to put its loss on record.\n\n"
	      "What was sealed, restricted or withheld after the backup was made, and which "
	      "families officers declared, the register that is replaced knows: it is done again "
	      "before the copy gets its name; what ended since holds again, until it is ended "
	      "again. What is withheld from somebody the backup does not have is withheld from "
	      "all outward. What is about a child, a place, a number or an officer the backup does "
	      "not have is said as a number: the register kept beside has it (cnis withhold list, "
	      "cnis conflict list). Where that "
	      "register is lost or cannot be read, --newer names a later copy (of a night, "
	      "say), and `cnis doctor` says from when on such decisions must be done again by "
	      "hand.",
	  .run = run_restore,
	  .writes = true },
	{ .name = NULL },
};
