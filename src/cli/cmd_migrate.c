#include <stdio.h>

#include <cnis/backup.h>

#include "cli/cli.h"

static const out_column COLUMNS[] = {
	{ .key = "from_version", .heading = "from version", .type = OUT_INT },
	{ .key = "to_version", .heading = "to version", .type = OUT_INT },
	{ .key = "applied", .heading = "migrations applied", .type = OUT_INT },
	{ .key = "backup", .heading = "backup", .type = OUT_TEXT },
	{ .key = "name_keys", .heading = "keys of names made anew", .type = OUT_BOOL },
};
static const out_spec SPEC = { .columns = COLUMNS,
	                       .n = sizeof(COLUMNS) / sizeof(COLUMNS[0]),
	                       .vertical = true };

static cnis_status
run_migrate(cli *x)
{
	char backup[4200];
	const char *given = cli_text(x, "backup");
	int from = 0;
	int to = 0;
	int applied = 0;
	int keys = 0;
	int wanted = 0;
	bool made = false;
	cnis_status st = CNIS_OK;
	writer *w;

	cnis_schema(x->r, &from, &to);
	if (given == NULL)
		snprintf(backup, sizeof(backup), "%s.before-%d", cli_register_path(x), to);
	else
		snprintf(backup, sizeof(backup), "%s", given);
	if (x->dry_run && from >= to)
		st = cnis_name_keys(x->r, &keys, &wanted, &x->error);
	if (x->dry_run && from < to)
		cli_say(x, "pending: %d", to - from);
	else if (x->dry_run && keys != wanted)
		cli_say(x, "pending: the keys of names, to be made anew");
	else if (!x->dry_run)
		st = cnis_migrate(x->r, backup, &applied, &made, &x->error);
	if (st != CNIS_OK)
		return st;
	if (from >= to && keys == wanted && !made)
		cli_say(x, "nothing to do: the register has schema version %d", from);
	w = cli_open(x, &SPEC);
	if (w == NULL)
		return CNIS_ENOMEM;
	out_int(w, from);
	out_int(w, to);
	out_int(w, applied);
	out_text(w, applied > 0 ? backup : NULL);
	out_bool(w, made);
	return cli_close(x, w, cli_row(x, w));
}

static const cli_option OPTIONS[] = {
	{ .name = "backup",
	  .type = CLI_FILE,
	  .value = "FILE",
	  .help = "where the backup goes; beside the register as NAME.before-VERSION" },
	CLI_OPTIONS_END,
};

const cli_command CMD_MIGRATE[] = {
	{ .name = "migrate",
	  .summary = "bring the register up to the schema of this program",
	  .mode = CLI_MIGRATE,
	  .options = OPTIONS,
	  .synopsis = "",
	  .examples = { "cnis migrate --dry-run", "cnis migrate --backup /srv/backup/before.cnis" },
	  .about =
	      "For administrators. A verified backup is made before the schema changes. Opening a "
	      "register never migrates it.\n\n"
	      "What names are looked up by is made anew where another version of the program "
	      "made it, or where it is not what the names give; `cnis doctor` says so. Nothing "
	      "that is recorded changes by that.",
	  .run = run_migrate },
	{ .name = NULL },
};
