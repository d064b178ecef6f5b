/* What arrives; what somebody says it is: cmd_intake_triage.c. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <cnis/intake.h>
#include <cnis/reference.h>

#include "cli/cli.h"
#include "cli/family.h"

/* ---- add ----------------------------------------------------------------------------------------
 */

static const out_column ADDED[] = {
	{ .key = "intake", .heading = "intake", .type = OUT_TEXT },
	{ .key = "done", .heading = "done", .type = OUT_TEXT },
	{ .key = "seq", .heading = NULL, .type = OUT_INT },
	{ .key = "dry_run", .heading = NULL, .type = OUT_BOOL },
};
static const out_spec ADDED_SPEC = { .columns = ADDED, .n = sizeof(ADDED) / sizeof(ADDED[0]) };

/* What was no such thing was kept all the same: nobody need type it again. */
static void
say_as_given(const cli *x, const cnis_intake_new *all, const int64_t *ids, size_t n)
{
	char fields[80];

	for (size_t i = 0; i < n; i++)
		if (cnis_intake_as_given(&all[i], fields, sizeof(fields)) > 0)
			cli_say(x, "%s: kept as given, nothing is searched by it: %s",
			        cli_reference(CNIS_REF_INTAKE, ids[i]), fields);
}

static cnis_status
show_added(cli *x, const cnis_intake_new *all, const int64_t *ids, size_t n)
{
	writer *w = cli_open(x, &ADDED_SPEC);
	cnis_status st = CNIS_OK;

	if (w == NULL)
		return CNIS_ENOMEM;
	for (size_t i = 0; st == CNIS_OK && i < n; i++) {
		family_reference(w, CNIS_REF_INTAKE, ids[i]);
		out_text(w, "recorded: to be said what it is");
		out_int(w, cnis_register_seq(x->r));
		out_bool(w, x->dry_run);
		st = cli_row(x, w);
	}
	st = cli_close(x, w, st);
	if (st != CNIS_OK)
		return st;
	say_as_given(x, all, ids, n);
	cli_next(x, "cnis intake triage %s --outcome more_needed --next DATE",
	         cli_reference(CNIS_REF_INTAKE, ids[0]));
	return CNIS_OK;
}

/* A file an intake of the form came with lies beside the form: a form says no more than its name,
 * for somebody else may have written it. */
static cnis_status
read_beside(cli *x, const char *form, const char *name, cnis_document_file *ret)
{
	const char *slash = strrchr(form, '/');
	int folder = slash == NULL ? 0 : (int)(slash - form) + 1;
	char path[4096];

	if (strchr(name, '/') != NULL ||
	    snprintf(path, sizeof(path), "%.*s%s", folder, form, name) >= (int)sizeof(path))
		return cli_fail(x, CNIS_EINVAL, "file",
		                "the name of a file beside the form, without a folder");
	return cnis_document_file_read(x->r, path, ret, &x->error);
}

/* The files of all of them, read before anything is written. */
static cnis_status
read_files(cli *x, const char *form, cnis_intake_new *all, cnis_document_file *files, size_t n,
           size_t *ret_wrong)
{
	size_t bytes = 0;
	cnis_status st = CNIS_OK;

	for (size_t i = 0; st == CNIS_OK && i < n; i++) {
		*ret_wrong = i;
		if (all[i].file_name == NULL)
			continue;
		st = read_beside(x, form, all[i].file_name, &files[i]);
		bytes += files[i].len;
		if (st == CNIS_OK && bytes > CNIS_INTAKE_FILES)
			st = cli_fail(x, CNIS_EINVAL, "file",
			              "more than 32 MiB of files in one form");
		all[i].file = &files[i];
	}
	return st;
}

static cnis_status
add_all(cli *x, const char *form, const cnis_intake_new *given, size_t n, size_t *ret_wrong)
{
	int64_t *ids = calloc(n, sizeof(*ids));
	cnis_intake_new *all = calloc(n, sizeof(*all));
	cnis_document_file *files = calloc(n, sizeof(*files));
	cnis_status st;

	if (ids == NULL || all == NULL || files == NULL)
		st = cli_fail(x, CNIS_ENOMEM, "", "out of memory");
	else {
		memcpy(all, given, n * sizeof(*all));
		st = read_files(x, form, all, files, n, ret_wrong);
		if (st == CNIS_OK)
			st = cnis_intake_add(x->r, all, n, ids, ret_wrong, &x->error);
		if (st == CNIS_OK)
			st = show_added(x, all, ids, n);
	}
	for (size_t i = 0; files != NULL && i < n; i++)
		cnis_document_file_clear(&files[i]);
	free(files);
	free(all);
	free(ids);
	return st;
}

static cnis_status
add_file(cli *x, const char *path)
{
	const cnis_intake_new *all;
	cnis_intake_doc *doc = NULL;
	char *bytes = NULL;
	size_t len = 0, n = 0, wrong = 0;
	cnis_status st = cli_read(x, path, CNIS_INTAKE_BYTES, &bytes, &len);

	if (st == CNIS_OK)
		st = cnis_intake_read(bytes, len, &doc, &x->error);
	free(bytes);
	if (st != CNIS_OK)
		return st;
	all = cnis_intake_doc_all(doc, &n);
	st = add_all(x, path, all, n, &wrong);
	if (st != CNIS_OK && x->error.field[0] != '\0') {
		size_t used = strlen(x->error.message);

		(void)snprintf(x->error.message + used, sizeof(x->error.message) - used,
		               " (line %d)", cnis_intake_doc_line(doc, wrong));
	}
	cnis_intake_doc_free(doc);
	return st;
}

/* What was asked for, in memory of its own. */
typedef struct asked {
	cnis_intake_new n;
	cnis_intake_subject subjects[CNIS_INTAKE_SUBJECTS];
	char *keep[2 * CNIS_INTAKE_SUBJECTS + 16];
	size_t n_keep;
} asked;

static cnis_status
ask(cli *x, asked *a, const char *field, const char *question, const char **ret)
{
	char *text = NULL;
	cnis_status st = cli_ask(x, field, question, &text);

	if (st != CNIS_OK)
		return st;
	a->keep[a->n_keep++] = text;
	*ret = text[0] == '\0' ? NULL : text;
	return CNIS_OK;
}

/* A birth date, or about how old; else what was said of it. */
static void
take_age(const char *text, cnis_intake_subject *s)
{
	if (text == NULL)
		return;
	if (strlen(text) <= 2 && strspn(text, "0123456789") == strlen(text))
		s->age = (int)strtol(text, NULL, 10);
	else if (cnis_day_parse(text, &s->born) != CNIS_OK)
		s->born_said = text;
}

static cnis_status
ask_children(cli *x, asked *a)
{
	const char *name = NULL, *age = NULL;
	cnis_status st = CNIS_OK;

	while (a->n.n_subjects < CNIS_INTAKE_SUBJECTS) {
		cnis_intake_subject *s = &a->subjects[a->n.n_subjects];

		st = ask(x, a, "name", "Name of a child (empty: no more)", &name);
		if (st != CNIS_OK || name == NULL)
			break;
		*s = (cnis_intake_subject){ .full_name = name, .born = CNIS_DAY_NONE };
		st = ask(x, a, "born", "  born, or about how many years old", &age);
		if (st != CNIS_OK)
			break;
		take_age(age, s);
		a->n.n_subjects++;
	}
	a->n.subjects = a->subjects;
	return st;
}

static cnis_status
ask_rest(cli *x, asked *a)
{
	const struct {
		const char *field, *question;
		const char **to;
		bool teller;
	} questions[] = {
		{ "adult", "Name of a parent or whoever has the child", &a->n.adult_name, false },
		{ "document", "Where a document it came with lies", &a->n.document, false },
		{ "telephone", "Telephone of the family", &a->n.telephone, false },
		{ "email", "E-mail address of the family", &a->n.email, false },
		{ "address", "Address, without the postcode", &a->n.address, false },
		{ "postcode", "Postcode", &a->n.postcode, false },
		{ "teller-name", "Who tells it", &a->n.teller_name, true },
		{ "teller-contact", "How they are reached", &a->n.teller_contact, true },
	};
	bool unknown = a->n.teller != NULL && strcmp(a->n.teller, "unknown") == 0;
	cnis_status st = CNIS_OK;

	for (size_t i = 0; st == CNIS_OK && i < sizeof(questions) / sizeof(questions[0]); i++)
		if (!questions[i].teller || !unknown)
			st = ask(x, a, questions[i].field, questions[i].question, questions[i].to);
	return st;
}

/* A pipe nobody writes to would be waited for without an end, and a link may lead anywhere: what is
 * no file comes through stdin. */
static cnis_status
check_text_file(cli *x)
{
	const char *path = cli_text(x, "text-file");
	struct stat info;

	if (path == NULL || strcmp(path, "-") == 0 || lstat(path, &info) != 0 ||
	    S_ISREG(info.st_mode))
		return CNIS_OK;
	return cli_fail(x, CNIS_EINVAL, "text-file",
	                "is no file of its own (a link, a pipe, a folder); - reads stdin");
}

/* Whoever pipes the answers has seen no question. */
static void
say_lines(cli *x)
{
	if (x->error.code != CNIS_EINVAL || strncmp(x->error.message, "missing", 7) != 0 ||
	    cli_interactive(x))
		return;
	cli_say(x, "nothing was written. Without a terminal each answer is one line of stdin, "
	           "empty where it is not known: what it says (not where --text-file is given); of "
	           "each child the name, then the birth date or about how old; an empty line after "
	           "the last child; then a parent, where a document lies, telephone, e-mail, "
	           "address, postcode and, unless --teller unknown, who tells it and how they are "
	           "reached. With --no-input and --text-file the words alone are enough");
}

static cnis_status
add_asked(cli *x)
{
	asked a = { .n = { .size = sizeof(a.n),
		           .kind = cli_text(x, "kind"),
		           .channel = cli_text(x, "channel"),
		           .received = cli_day(x, "received"),
		           .received_time = cli_text(x, "time"),
		           .teller = cli_text(x, "teller"),
		           .source = cli_text(x, "source"),
		           .authority = cli_text(x, "authority"),
		           .owner = cli_text(x, "owner"),
		           .acknowledged = cli_day(x, "acknowledged") } };
	cnis_document_file file = { 0 };
	char *text = NULL;
	int64_t id = 0;
	cnis_status st = CNIS_OK;

	if (a.n.kind == NULL)
		return cli_fail(x, CNIS_EINVAL, "kind",
		                "say what has arrived with --kind, or give --from FILE");
	if (cli_given(x, "document")) {
		st = cnis_document_file_read(x->r, cli_text(x, "document"), &file, &x->error);
		a.n.file = &file;
	}
	if (st == CNIS_OK)
		st = check_text_file(x);
	if (st == CNIS_OK)
		st = family_text(x, "text-file",
		                 x->no_input && a.n.file != NULL ? NULL : "What it says", &text);
	a.n.text = text;
	/* a job that brings the words has nobody to ask for the rest, which may be missing */
	if (st == CNIS_OK && !(x->no_input && (cli_given(x, "text-file") || a.n.file != NULL))) {
		st = ask_children(x, &a);
		if (st == CNIS_OK)
			st = ask_rest(x, &a);
	}
	if (st == CNIS_OK)
		st = cnis_intake_add(x->r, &a.n, 1, &id, NULL, &x->error);
	if (st == CNIS_OK)
		st = show_added(x, &a.n, &id, 1);
	else
		say_lines(x);
	for (size_t i = 0; i < a.n_keep; i++)
		free(a.keep[i]);
	cnis_document_file_clear(&file);
	free(text);
	return st;
}

static cnis_status
run_add(cli *x)
{
	static const char *const others[] = { "kind",         "channel",   "received",  "time",
		                              "teller",       "source",    "authority", "owner",
		                              "acknowledged", "text-file", "document" };

	if (!cli_given(x, "from"))
		return add_asked(x);
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		if (cli_given(x, others[i]))
			return cli_fail(x, CNIS_EINVAL, others[i],
			                "stands in the file where --from is given");
	return add_file(x, cli_text(x, "from"));
}

/* ---- the commands -------------------------------------------------------------------------------
 */

static const cli_option ADD_OPTIONS[] = {
	{ .name = "from",
	  .type = CLI_FILE,
	  .value = "FILE",
	  .help = "JSON objects one after the other, each an intake; - for stdin" },
	{ .name = "kind",
	  .type = CLI_TEXT,
	  .value = "KIND",
	  .help = "mailbox, school_form, telephone, walk_in, other_authority, lost_pupil_search, "
	          "professional, neighbour, arrival_abroad, other" },
	{ .name = "channel",
	  .type = CLI_TEXT,
	  .value = "CHANNEL",
	  .help = "email, post, telephone, in_person, online_form, secure_transfer, other" },
	{ .name = "received", .type = CLI_DAY, .value = "DATE", .help = "day it arrived; today" },
	{ .name = "time", .type = CLI_TEXT, .value = "HH:MM", .help = "time of that day" },
	{ .name = "teller",
	  .type = CLI_CHOICE,
	  .value = "WHO",
	  .choices = "named anonymous unknown",
	  .help = "anonymous: asked not to be named; unknown: nobody knows who tells it" },
	{ .name = "source",
	  .type = CLI_TEXT,
	  .value = "SOURCE",
	  .help = "what they are: parent, school, public ..." },
	{ .name = "authority",
	  .type = CLI_TEXT,
	  .value = "CODE",
	  .help = "another authority it came from" },
	{ .name = "owner",
	  .type = CLI_TEXT,
	  .value = "LOGIN",
	  .help = "who is to say what it is; you" },
	{ .name = "acknowledged",
	  .type = CLI_DAY,
	  .value = "DATE",
	  .help = "day whoever sent it was told that it arrived" },
	FAMILY_FILE("text-file", "read what it says from FILE, - for stdin"),
	FAMILY_FILE("document", "keep the file it came with: see cnis document add"),
	CLI_OPTIONS_END,
};

const cli_command CMD_INTAKE[] = {
	{ .name = "intake",
	  .sub = "add",
	  .summary = "record what has arrived, however little it says",
	  .mode = CLI_WRITE,
	  .options = ADD_OPTIONS,
	  .synopsis = "",
	  .examples = { "cnis intake add --kind telephone --teller anonymous",
	                "cnis intake add --from mailbox.jsonl" },
	  .about =
	      "Anything may be missing: the birth date, the name, who tells it; only not "
	      "everything. Somebody has to say what it is by the next working day after it "
	      "arrived (setting intake.triage_days), however late it is typed.\n\n"
	      "Without --from it asks: what it says, each child, the family, who tells it. With "
	      "--from every object is one intake and all are recorded or none: keys kind, channel, "
	      "received, received_time, teller, source, teller_name, teller_contact, authority, "
	      "adult_name, telephone, email, address, postcode, text, document, file, owner, "
	      "acknowledged, and "
	      "children, a list of objects with full_name, born, age, sex, upn, school. "
	      "document says where one it came with lies; file names one beside the form, which "
	      "is kept with it.\n\n"
	      "A postcode of another country or a part of one, a UPN with a slip, an odd telephone "
	      "number, an authority outside England or a birth year is kept as given, and it says "
	      "so: nothing is searched by it.\n\n"
	      "Whoever asked not to be named is anonymous: their name is told to the role "
	      "safeguarding only and is in no export. Where nobody knows who it was, the teller "
	      "is unknown.",
	  .run = run_add },
	{ .name = NULL },
};
