#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cnis/full.h>

#include "cli/cli.h"

/* ---- out ------------------------------------------------------------------------------------- */

static cnis_status
to_stdout(const void *bytes, size_t len, void *payload, cnis_error *err)
{
	if (fwrite(bytes, 1, len, stdout) == len)
		return CNIS_OK;
	(void)err; /* the library hands back the error of x */
	return cli_output_failed(payload);
}

static cnis_status
run_export(cli *x)
{
	const char *out = cli_text(x, "out");
	const char *purpose = cli_text(x, "purpose");
	bool to_pipe = strcmp(out, "-") == 0;
	cnis_full did = { 0 };
	cnis_status st;

	if (to_pipe && isatty(STDOUT_FILENO) != 0)
		return cli_fail(x, CNIS_EINVAL, "out",
		                "it holds everything in clear: not on a screen; name a file, or "
		                "send it into a program that encrypts it");
	if (to_pipe)
		st = cnis_export_full(x->r, purpose, to_stdout, x, &did, &x->error);
	else
		st = cnis_export_full_file(x->r, purpose, out, cli_given(x, "replace"), &did,
		                           &x->error);
	if (st == CNIS_OK && fflush(stdout) != 0)
		st = cli_output_failed(x);
	if (st != CNIS_OK)
		return st;
	cli_say(x,
	        "%lld children, %lld records, in clear; the disclosure is in the access log. "
	        "SHA-256 %s",
	        (long long)did.children, (long long)did.records, did.sha256);
	return CNIS_OK;
}

static const cli_option EXPORT[] = {
	{ .name = "out",
	  .type = CLI_FILE,
	  .value = "FILE",
	  .help = "new file for it, which only you can read; - is standard output, for a pipe",
	  .required = true },
	{ .name = "purpose",
	  .type = CLI_TEXT,
	  .value = "TEXT",
	  .help = "what it is for, without names; kept in the access log",
	  .required = true },
	{ .name = "replace", .type = CLI_FLAG, .help = "replace a file of that name" },
	CLI_OPTIONS_END,
};

/* ---- in -------------------------------------------------------------------------------------- */

static void
show_progress(int pass, int64_t line, int64_t lines, void *payload)
{
	const cli *x = payload;

	if (!x->quiet && isatty(STDERR_FILENO) != 0)
		(void)fprintf(stderr, "\r%s: %lld of %lld lines",
		              pass == 0 ? "checking" : "writing", (long long)line,
		              (long long)lines);
}

static cnis_status
run_import(cli *x)
{
	const cnis_import_full_options o = {
		.size = sizeof(o),
		.file = cli_arg(x, 0),
		.apply = cli_given(x, "apply") && !x->dry_run,
		.other_authority = cli_given(x, "other-authority"),
		.keep_me = cli_given(x, "keep-me"),
		.fn = show_progress,
		.payload = x,
	};
	cnis_imported did = { 0 };
	cnis_status st = cnis_import_full(x->r, &o, &did, &x->error);

	if (st != CNIS_OK)
		return st;
	if (did.from_line > 2)
		cli_say(x, "an import that was cut off: it went on from line %lld",
		        (long long)did.from_line);
	cli_say(x, "%s%lld children, %lld records",
	        did.applied ? "" : "nothing was written; this is the plan. ",
	        (long long)did.children, (long long)did.records);
	if (!did.applied)
		cli_next(x, "cnis import full FILE --apply");
	else
		cli_say(x, "%s",
		        did.same ? "an export of this register has the same bytes"
		                 : "an export of this register has other bytes than the file: your "
		                   "account was kept, the authority is another, or the file was "
		                   "not written by cnis");
	if (did.applied)
		cli_next(x, "cnis verify");
	return CNIS_OK;
}

static const cli_option IMPORT[] = {
	{ .name = "apply",
	  .type = CLI_FLAG,
	  .help = "write; without it everything is only rehearsed" },
	{ .name = "keep-me",
	  .type = CLI_FLAG,
	  .help = "keep your account as administrator where the file does not name it" },
	{ .name = "other-authority",
	  .type = CLI_FLAG,
	  .help = "the file is another authority's, and that is meant" },
	CLI_OPTIONS_END,
};

const cli_command CMD_FULL[] = {
	{ .name = "export",
	  .sub = "full",
	  .summary = "everything the register holds, to be imported elsewhere",
	  .mode = CLI_READ,
	  .options = EXPORT,
	  .synopsis = "",
	  .examples = { "cnis export full --purpose 'moving to the new server' --out full.jsonl",
	                "cnis export full --purpose 'moving to the new server' --out - | age -r "
	                "KEY > full.jsonl.age" },
	  .about =
	      "EVERYTHING IN CLEAR: every child, parent, address, need and safeguarding fact that "
	      "was ever recorded. Keep the file no longer than the move takes, or encrypt it. It "
	      "needs the roles exporter and safeguarding, both, since an export with parts left "
	      "out would not be full; the disclosure of every child is in the access log before "
	      "the first byte leaves. Where anything is withheld (`cnis withhold`) it is made only "
	      "with --withheld.\n\n"
	      "One JSON object a line: `schema` (1), `record` (the name of the table in schema/) "
	      "and a key for each of its columns; what is not set is left out. Days are ISO dates, "
	      "instants RFC 3339 in UTC, references are as people quote them. The first line says "
	      "the format, the authority, the schema version, the register and the journal entry "
	      "this is the state of, and counts. Then come changed codes, settings, officers and "
	      "calendars, adults and addresses, and child by child all that is the child's: every "
	      "record stands after all it refers to. The last line has the number of records and "
	      "the SHA-256 of all lines before. `cnis import full` reads it; an export of that "
	      "register has the same bytes.\n\n"
	      "Not in it: the journal and the access log, which prove what happened in this file "
	      "and cannot be carried into another (keep a backup of it for as long as they are "
	      "needed); `rev` of each row, which counts that journal; drafts and the state of "
	      "jobs. Days on which things were recorded are facts and travel.\n\n"
	      "While it is written the file is .NAME.partial beside it.",
	  .now_only = true,
	  .run = run_export },
	{ .name = "import",
	  .sub = "full",
	  .summary = "a full export, into a new register",
	  .mode = CLI_WRITE,
	  .options = IMPORT,
	  .synopsis = "FILE",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis import full full.jsonl", "cnis import full full.jsonl --apply" },
	  .about =
	      "What `cnis export full` wrote, into a register that is as `cnis init` made it. "
	      "References, ids and the days on which things were recorded stay what they were: "
	      "families and letters quote them. An export of the new register has the same bytes "
	      "as the file, until something is changed. The journal begins anew: `--known-at` a "
	      "day before the import finds nothing, so keep the old file for as long as anybody "
	      "may ask what was known.\n\n"
	      "Code lists, settings and officers come from the file too: what `init` wrote of them "
	      "gives way, your own account included. It must be a current administrator in the "
	      "file, so that nobody is locked out; --keep-me keeps it beside them where it is "
	      "not, and then the export differs by that account.\n\n"
	      "Without --apply nothing is written. With it, too, the whole file is read, its sum "
	      "checked and every record rehearsed first: one wrong value, a reference to nothing, "
	      "a key nobody knows or a cut file stops everything, named by line, record and key. "
	      "Then it is written, at most 500 children a transaction. When that is cut off, run "
	      "it again with the same file: it goes on where it stopped. The entries are final "
	      "(one of many cannot be taken back alone): an import that is not wanted is taken "
	      "back by making the register anew.",
	  .run = run_import },
	{ .name = NULL },
};
