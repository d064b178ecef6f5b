#include <cnis/journal.h>

#include "cli/cli.h"

static const out_column COLUMNS[] = {
	{ .key = "sound", .heading = "sound", .type = OUT_BOOL },
	{ .key = "entries", .heading = "journal entries read", .type = OUT_INT },
	{ .key = "head_seq", .heading = "newest entry", .type = OUT_INT },
	{ .key = "head_hash", .heading = "its hash", .type = OUT_TEXT },
	{ .key = "access_rows", .heading = "access rows read", .type = OUT_INT },
	{ .key = "bad_seq", .heading = "first bad entry", .type = OUT_INT },
	{ .key = "bad_table", .heading = "first bad row: table", .type = OUT_TEXT },
	{ .key = "bad_row", .heading = "first bad row: key", .type = OUT_INT },
	{ .key = "bad_access_seq", .heading = "first bad access row", .type = OUT_INT },
	{ .key = "access_log", .heading = "access log", .type = OUT_TEXT },
	{ .key = "problem", .heading = "problem", .type = OUT_TEXT },
};
static const out_spec SPEC = { .columns = COLUMNS,
	                       .n = sizeof(COLUMNS) / sizeof(COLUMNS[0]),
	                       .vertical = true };

static void
int_or_none(writer *w, bool given, int64_t value)
{
	if (given)
		out_int(w, value);
	else
		out_null(w);
}

static cnis_status
run_verify(cli *x)
{
	cnis_verify_result v = { 0 };
	unsigned what = cli_given(x, "quick")
	                    ? CNIS_VERIFY_CHAIN | CNIS_VERIFY_PAYLOADS | CNIS_VERIFY_ACCESS
	                    : CNIS_VERIFY_ALL;
	cnis_status st = cnis_verify(x->r, what, &v, &x->error);
	writer *w;

	if (st != CNIS_OK)
		return st;
	w = cli_open(x, &SPEC);
	if (w == NULL)
		return CNIS_ENOMEM;
	out_bool(w, v.sound);
	out_int(w, v.entries);
	out_int(w, v.head_seq);
	out_text(w, v.head_hash);
	out_int(w, v.access_rows);
	int_or_none(w, v.bad_seq != 0, v.bad_seq);
	out_text(w, v.table[0] == '\0' ? NULL : v.table);
	int_or_none(w, v.table[0] != '\0', v.row_key);
	int_or_none(w, v.access_bad_seq != 0, v.access_bad_seq);
	out_text(w, cnis_access_state_text(v.access_state));
	out_text(w, v.problem[0] == '\0' ? NULL : v.problem);
	st = cli_close(x, w, cli_row(x, w));
	if (st == CNIS_OK && v.sound && v.access_state == CNIS_ACCESS_NONE)
		cli_say(x, "no access log is beside this file, as beside a backup: who looked is "
		           "in the log of the register");
	if (st == CNIS_OK && !v.sound && v.advice[0] != '\0')
		return cli_fail(x, CNIS_ECORRUPT, "access_log", "%s; %s", v.problem, v.advice);
	if (st == CNIS_OK && !v.sound)
		st = cli_fail(x, CNIS_ECORRUPT, "", "%s", v.problem);
	return st;
}

static const cli_option OPTIONS[] = {
	{ .name = "quick", .type = CLI_FLAG, .help = "chain and payloads only, no replay" },
	CLI_OPTIONS_END,
};

const cli_command CMD_VERIFY[] = {
	{ .name = "verify",
	  .summary = "prove that the journal is whole and that replaying it gives the register",
	  .mode = CLI_READ,
	  .options = OPTIONS,
	  .synopsis = "",
	  .examples = { "cnis verify", "cnis verify --quick --format json" },
	  .about =
	      "Checks the hash chain, every payload, the access log, and replays the journal "
	      "from empty against the live tables. Exit 8 and the first bad entry or row when "
	      "something does not match. A cut-off tail shows only against a newest hash that "
	      "was kept elsewhere, such as in the manifest of a night.\n\n"
	      "The access log is a file of its own and can be lost on its own. `access_log` "
	      "says whole, missing, begun_again (begun because none was there), cut (the newest "
	      "row of the last night is not in it: what was looked at after that night is not "
	      "covered), or none (a backup has none, and nothing is wrong). A loss that cannot be "
	      "made good is put on record with the instant the new log gives itself, as `cnis "
	      "doctor` spells it out:\n\n"
	      "    cnis config set access.begun 2026-11-21T09:30:00Z",
	  .run = run_verify,
	  .now_only = true },
	{ .name = NULL },
};
