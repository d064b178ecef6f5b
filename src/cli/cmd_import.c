#include <string.h>

#include <cnis/import.h>
#include <cnis/journal.h>
#include <cnis/reference.h>

#include "cli/cli.h"

static const out_column COLUMNS[] = {
	{ .key = "row", .heading = "row", .type = OUT_INT },
	{ .key = "line", .heading = "line", .type = OUT_INT },
	{ .key = "verdict", .heading = "verdict", .type = OUT_TEXT, .width = 17 },
	{ .key = "query", .heading = "query", .type = OUT_BOOL },
	{ .key = "child_ref", .heading = "child", .type = OUT_TEXT, .width = 9 },
	{ .key = "entry_ref", .heading = "entry", .type = OUT_TEXT, .width = 9 },
	{ .key = "column", .heading = "column", .type = OUT_TEXT },
	{ .key = "rule", .heading = "rule", .type = OUT_TEXT },
	{ .key = "problem", .heading = "problem", .type = OUT_TEXT },
};
static const out_spec SPEC = { .columns = COLUMNS, .n = sizeof(COLUMNS) / sizeof(COLUMNS[0]) };

typedef struct shown {
	cli *x;
	writer *w;
} shown;

static void
ref_or_none(writer *w, char kind, int64_t id)
{
	out_text(w, id == 0 ? NULL : cli_reference(kind, id));
}

static cnis_status
show_row(const cnis_import_row *row, void *payload, cnis_error *err)
{
	shown *s = payload;

	(void)err;
	if (s->w == NULL && (s->w = cli_open(s->x, &SPEC)) == NULL)
		return CNIS_ENOMEM;
	out_int(s->w, row->row);
	out_int(s->w, row->line);
	out_text(s->w, cnis_import_verdict_text(row->verdict));
	out_bool(s->w, row->query);
	ref_or_none(s->w, CNIS_REF_CHILD, row->child_id);
	ref_or_none(s->w, CNIS_REF_ENTRY, row->entry_id);
	out_text(s->w, row->column[0] == '\0' ? NULL : row->column);
	out_text(s->w, row->rule[0] == '\0' ? NULL : row->rule);
	out_text(s->w, row->problem[0] == '\0' ? NULL : row->problem);
	return cli_row(s->x, s->w);
}

static cnis_import_options
options_asked(const cli *x)
{
	return (cnis_import_options){
		.size = sizeof(cnis_import_options),
		.file = cli_arg(x, 0),
		.map = cli_text(x, "map"),
		.rejects = cli_text(x, "rejects"),
		.apply = cli_given(x, "apply") && !x->dry_run,
	};
}

/* End what was shown, and say what wrong rows mean where nothing was written. */
static cnis_status
shown_all(const shown *s, cnis_status st, int64_t rejected, int64_t rows)
{
	if (s->w != NULL)
		st = cli_close(s->x, s->w, st);
	if (st == CNIS_EINVAL && rejected > 0)
		cli_say(s->x,
		        "%lld of %lld rows cannot be taken; nothing was written. Correct "
		        "them, or name a file for them with --rejects",
		        (long long)rejected, (long long)rows);
	return st;
}

static cnis_status
run_deletions(cli *x)
{
	const cnis_import_options o = options_asked(x);
	cnis_import did = { 0 };
	shown s = { x, NULL };
	cnis_status st = cnis_import_deletions(x->r, &o, show_row, &s, &did, &x->error);

	st = shown_all(&s, st, did.rejected, did.rows);
	if (st != CNIS_OK)
		return st;
	cli_say(x,
	        "%s%lld rows: %lld home education, %lld missing education, %lld removal kept, "
	        "%lld to be told elsewhere, %lld nothing kept, %lld already here, %lld rejected; a "
	        "query for %lld of them",
	        o.apply ? "" : "nothing was written; this is the plan. ", (long long)did.rows,
	        (long long)did.home, (long long)did.missing, (long long)did.removals,
	        (long long)did.elsewhere, (long long)did.nothing, (long long)did.already,
	        (long long)did.rejected, (long long)did.queries);
	if (!o.apply)
		cli_next(x, "cnis import deletions FILE --map MAP --rejects REJECTS --apply");
	else if (did.rejected > 0)
		cli_next(x, "correct the rows in the rejects file and import it the same way");
	else if (did.queries + did.missing + did.elsewhere > 0)
		cli_next(x, "cnis due");
	return CNIS_OK;
}

/* ---- spreadsheets ---------------------------------------------------------------------------- */

static const out_column NOTES[] = {
	{ .key = "section", .heading = "section", .type = OUT_TEXT, .width = 10 },
	{ .key = "words", .heading = "what", .type = OUT_TEXT },
	{ .key = "field", .heading = "field", .type = OUT_TEXT },
	{ .key = "rows", .heading = "rows", .type = OUT_INT },
	{ .key = "line", .heading = "first line", .type = OUT_INT },
};
static const out_spec NOTES_SPEC = { .columns = NOTES, .n = sizeof(NOTES) / sizeof(NOTES[0]) };

static cnis_status
show_note(const cnis_import_note *note, void *payload, cnis_error *err)
{
	shown *s = payload;

	(void)err;
	if (s->w == NULL && (s->w = cli_open(s->x, &NOTES_SPEC)) == NULL)
		return CNIS_ENOMEM;
	out_text(s->w, note->section);
	out_text(s->w, note->words);
	out_text(s->w, note->field[0] == '\0' ? NULL : note->field);
	out_int(s->w, note->rows);
	out_int(s->w, note->line);
	return cli_row(s->x, s->w);
}

/* The rows of a file are what the subcommand says. */
static cnis_import_kind
kind_asked(const cli *x)
{
	static const char *const SUBS[] = {
		[CNIS_IMPORT_FAMILIES] = "families", [CNIS_IMPORT_CHILDREN] = "children",
		[CNIS_IMPORT_PEOPLE] = "people",     [CNIS_IMPORT_ADDRESSES] = "addresses",
		[CNIS_IMPORT_NEEDS] = "needs",       [CNIS_IMPORT_REVIEWS] = "reviews",
		[CNIS_IMPORT_CONTACTS] = "contacts",
	};
	size_t i = 0;

	while (strcmp(SUBS[i], x->command->sub) != 0)
		i++;
	return (cnis_import_kind)i;
}

static cnis_status
run_rows(cli *x)
{
	const cnis_import_options o = options_asked(x);
	cnis_import_done did = { 0 };
	shown s = { x, NULL };
	cnis_status st = cnis_import_rows(x->r, kind_asked(x), &o, show_note, &s, &did, &x->error);

	st = shown_all(&s, st, did.rejected, did.rows);
	if (st != CNIS_OK)
		return st;
	cli_say(x,
	        "%s%lld rows: %lld taken, %lld already here, %lld passed over, %lld rejected; "
	        "batch %s",
	        o.apply ? "" : "nothing was written; this is the plan. ", (long long)did.rows,
	        (long long)did.taken, (long long)did.already, (long long)did.passed_over,
	        (long long)did.rejected, did.batch);
	if (!o.apply)
		cli_next(x, "cnis import %s FILE --map MAP --rejects REJECTS --apply",
		         x->command->sub);
	else if (did.rejected > 0)
		cli_next(x, "correct the rows in the rejects file and import it the same way");
	return CNIS_OK;
}

/* ---- batches --------------------------------------------------------------------------------- */

static const out_column BATCHES[] = {
	{ .key = "batch", .heading = "batch", .type = OUT_TEXT },
	{ .key = "officer", .heading = "officer", .type = OUT_TEXT },
	{ .key = "first_at", .heading = "from", .type = OUT_INSTANT },
	{ .key = "last_at", .heading = "to", .type = OUT_INSTANT },
	{ .key = "first_seq", .heading = NULL, .type = OUT_INT },
	{ .key = "last_seq", .heading = NULL, .type = OUT_INT },
	{ .key = "entries", .heading = "entries", .type = OUT_INT },
	{ .key = "standing", .heading = "standing", .type = OUT_INT },
	{ .key = "rows", .heading = "rows", .type = OUT_INT },
};
static const out_spec BATCH_SPEC = { .columns = BATCHES,
	                             .n = sizeof(BATCHES) / sizeof(BATCHES[0]) };

static cnis_status
show_batch(const cnis_batch *b, void *payload, cnis_error *err)
{
	shown *s = payload;

	(void)err;
	out_text(s->w, b->batch);
	out_text(s->w, b->officer);
	out_instant(s->w, b->first_at);
	out_instant(s->w, b->last_at);
	out_int(s->w, b->first_seq);
	out_int(s->w, b->last_seq);
	out_int(s->w, b->entries);
	out_int(s->w, b->standing);
	out_int(s->w, b->rows);
	return cli_row(s->x, s->w);
}

static cnis_status
run_list(cli *x)
{
	shown s = { x, cli_open(x, &BATCH_SPEC) };

	if (s.w == NULL)
		return CNIS_ENOMEM;
	return cli_close(x, s.w, cnis_batch_walk(x->r, show_batch, &s, &x->error));
}

static cnis_status
run_undo(cli *x)
{
	int64_t entries = 0;
	int64_t blocker = 0;
	cnis_status st = cnis_undo_batch(x->r, cli_arg(x, 0), cli_text(x, "reason"), &entries,
	                                 &blocker, &x->error);

	if (st == CNIS_ECONFLICT && blocker != 0)
		cli_say(x,
		        "in the way: entry %lld; look at it with `cnis log --before %lld "
		        "--limit 1`",
		        (long long)blocker, (long long)blocker + 1);
	if (st != CNIS_OK)
		return st;
	cli_say(x, "%lld journal entries taken back", (long long)entries);
	cli_next(x, "cnis import list");
	return cli_done(x, 0, 0, "import taken back");
}

static const cli_option UNDO_OPTIONS[] = {
	{ .name = "reason",
	  .type = CLI_WORDS,
	  .value = "TEXT",
	  .help = "why; needed for another officer's import; no names" },
	CLI_OPTIONS_END,
};
static const cli_option OPTIONS[] = {
	{ .name = "map",
	  .type = CLI_FILE,
	  .value = "MAP",
	  .help = "which column is which field",
	  .required = true },
	{ .name = "apply", .type = CLI_FLAG, .help = "write; without it only the plan is shown" },
	{ .name = "rejects",
	  .type = CLI_FILE,
	  .made = true,
	  .value = "FILE",
	  .help = "new file for the rows that cannot be taken; the others are" },
	CLI_OPTIONS_END,
};

const cli_command CMD_IMPORT[] = {
	{ .name = "import",
	  .sub = "deletions",
	  .summary = "a school's deletion return, one row a pupil",
	  .mode = CLI_WRITE,
	  .options = OPTIONS,
	  .synopsis = "FILE",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis import deletions return.csv --map school.map",
	                "cnis import deletions return.csv --map school.map --rejects "
	                "rejects.csv --apply" },
	  .about =
	      "The return of S.I. 2024/208 reg. 13(4), as CSV in UTF-8. What a row means follows "
	      "from its ground of deletion: reg. 9(1)(f) enters the child as home educated, with a "
	      "query when the day of the parent's written notice is missing; any other ground "
	      "without a destination enters the child as missing education, with the duty to "
	      "enquire; otherwise nothing is kept.\n\n"
	      "Without --apply the plan is shown and nothing is written. A wrong row stops "
	      "everything, unless --rejects names a file: it receives those rows as they were, "
	      "with "
	      "the column, the rule and the problem, and can be corrected and imported again. "
	      "Importing a file twice does nothing the second time; an interrupted import is "
	      "finished by running it again. The rows of one file share a batch in the journal "
	      "(cnis log).\n\n"
	      "A map has one line a field: `born = Date of birth` names the column, `born.format = "
	      "DD/MM/YYYY` how its dates are written, `ground.code.EHE = 9.1.f` translates a code, "
	      "`school_name := Larkfield School` gives a constant, `sex.default = U` stands where "
	      "a cell is empty. `encoding = windows-1252` is for a file that is not UTF-8: it is "
	      "recognised and asked for, never guessed. `only = Type: Pupil` passes over every row "
	      "with another value in that column. Needed: full_name (or "
	      "given_names and family_name), born, ground, deleted, school_name. Possible: upn, "
	      "sex, line1, line2, line3, town, postcode, parent_name, parent2_name, notice, leave, "
	      "destination, placement, placed_by, reason, school_urn, home_authority (of a child "
	      "who lives elsewhere the notice is kept, and the authority there is told: cnis "
	      "forward). A ground is the letter of "
	      "reg. 9(1), as 9(1)(f), 9.1.f or f; `nothing` keeps nothing. Two maps to start "
	      "from, deletions_capita.map and deletions_plain.map, are installed under "
	      "share/cnis/maps of the prefix.",
	  .run = run_deletions },
	{ .name = "import",
	  .sub = "families",
	  .summary = "a spreadsheet with a row a child, parents and home across",
	  .mode = CLI_WRITE,
	  .options = OPTIONS,
	  .synopsis = "FILE",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis import families ehe.csv --map across.map --rejects rejects.csv",
	                "cnis import families ehe.csv --map across.map --rejects rejects.csv "
	                "--apply" },
	  .about =
	      "For an authority that moves in from spreadsheets. Every child goes through the "
	      "ordinary registration: its gates, its duties, its look for the same child. A row "
	      "about which a person must decide is rejected.\n\n"
	      "Without --apply the plan is shown and nothing is written: how many rows of each "
	      "kind "
	      "of problem, and what is assumed where the file says nothing. With it, rows go in by "
	      "at most 500 a transaction; an interrupted import is finished by running it again, "
	      "and a row that is in is passed over. Rejected rows go to the file of --rejects with "
	      "the row, the column, the rule and the kind of problem; corrected, it is imported "
	      "the same way.\n\n"
	      "Fields: born and full_name (or given_names and family_name) are needed; key (the "
	      "child's number in the previous system, kept as a number of the child), family "
	      "(number of the family: rows that share it are brothers and sisters, and an adult "
	      "named twice among them is one person), preferred_name, sex, upn, uln, nhs, route, "
	      "from, received (when the authority was told), reason, prior_setting, school_name, "
	      "school_urn, school_left, on_roll, source, owner; line1, line2, line3, town, county, "
	      "postcode, uprn, authority; parent1_key, parent1_name (or parent1_given_names and "
	      "parent1_family_name), parent1_relationship, parent1_responsibility, "
	      "parent1_responsibility_basis, parent1_responsibility_evidence, parent1_has_care, "
	      "parent1_contact_limits, parent1_telephone, parent1_mobile, parent1_email, "
	      "parent1_preferred (telephone, mobile, email or post), parent1_not_by (words of: "
	      "message text email post, with spaces between: "
	      "how the adult asked not to be reached), parent1_safe_times, parent1_language, "
	      "parent1_interpreter, parent1_format, and the same of parent2. A child "
	      "on the route on_roll_absent is held, not entered: reason and prior_setting are "
	      "not its own, and what the map gives every row is left out and said. One held "
	      "before school age needs a recorded basis: register it by hand.\n\n"
	      "A map, whole:\n\n"
	      "  # one row a child, two parents across\n"
	      "  encoding = windows-1252\n"
	      "  only = Status: Active\n"
	      "  key = Child ID\n"
	      "  family = Family ID\n"
	      "  family_name = Surname\n"
	      "  given_names = Forenames\n"
	      "  born = DOB\n"
	      "  born.format = DD/MM/YYYY\n"
	      "  sex = Gender\n"
	      "  sex.code.Female = F\n"
	      "  sex.code.Male = M\n"
	      "  sex.default = U\n"
	      "  received = Date notified\n"
	      "  received.format = DD/MM/YYYY\n"
	      "  source := parent\n"
	      "  line1 = Address\n"
	      "  postcode = Postcode\n"
	      "  parent1_name = Parent 1\n"
	      "  parent2_name = Parent 2\n\n"
	      "A date column without a format is settled by its rows together: mixed forms, or "
	      "none "
	      "that tells whether the day comes first, are refused before anything is written. "
	      "Maps "
	      "of two layouts to start from are installed under share/cnis/maps of the prefix: "
	      "families_across.map, a row a child and two parents across; people_children.map, "
	      "people_adults.map and people_homes.map, a row a person, for import children, "
	      "people and addresses of the same file.",
	  .run = run_rows },
	{ .name = "import",
	  .sub = "children",
	  .summary = "a spreadsheet with a row a child",
	  .mode = CLI_WRITE,
	  .options = OPTIONS,
	  .synopsis = "FILE",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis import children children.csv --map child.map",
	                "cnis import children children.csv --map child.map --rejects "
	                "rejects.csv --apply" },
	  .about = "As import families, without parents and home: import people and import "
	           "addresses bring them.",
	  .run = run_rows },
	{ .name = "import",
	  .sub = "people",
	  .summary = "a spreadsheet with a row an adult, linked by number",
	  .mode = CLI_WRITE,
	  .options = OPTIONS,
	  .synopsis = "FILE",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis import people adults.csv --map adults.map",
	                "cnis import people adults.csv --map adults.map --rejects rejects.csv "
	                "--apply" },
	  .about = "Runs as import families does. Needed: full_name (or given_names and "
	           "family_name), and key (number of a child) or family (number of a family: the "
	           "adult is related to each of its children). Possible: person (the adult's own "
	           "number, by which a second row tells of the same adult), kind, relationship, "
	           "responsibility, responsibility_basis, responsibility_evidence, contact_limits, "
	           "has_care, educates, received, source, and a home: line1, line2, line3, town, "
	           "county, postcode, uprn, authority; telephone, mobile, email, preferred, "
	           "not_by, safe_times, language, interpreter, format.",
	  .run = run_rows },
	{ .name = "import",
	  .sub = "addresses",
	  .summary = "a spreadsheet with a row a place where somebody lives",
	  .mode = CLI_WRITE,
	  .options = OPTIONS,
	  .synopsis = "FILE",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis import addresses addresses.csv --map addresses.map",
	                "cnis import addresses addresses.csv --map addresses.map --rejects "
	                "rejects.csv --apply" },
	  .about = "Runs as import families does. Needed: key (number of a child), family or "
	           "person, and an address: line1, line2, line3, town, county, postcode, uprn, "
	           "authority. Possible: kind (home, additional, previous, correspondence), from, "
	           "to (needed for a previous address), received, source. A second home of a child "
	           "is a move, and needs from.",
	  .run = run_rows },
	{ .name = "import",
	  .sub = "needs",
	  .summary = "a spreadsheet with a row a need or a safeguarding fact",
	  .mode = CLI_WRITE,
	  .options = OPTIONS,
	  .synopsis = "FILE",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis import needs needs.csv --map needs.map",
	                "cnis import needs needs.csv --map needs.map --rejects rejects.csv "
	                "--apply" },
	  .about = "Runs as import families does. Needed: key (number of the child), kind (a code "
	           "of cnis flag add), from. Possible: to, authority, significant_harm, provision, "
	           "reviewed, confirmed_by, note, received, source.",
	  .run = run_rows },
	{ .name = "import",
	  .sub = "reviews",
	  .summary = "a spreadsheet with a row a review of the education",
	  .mode = CLI_WRITE,
	  .options = OPTIONS,
	  .synopsis = "FILE",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis import reviews reviews.csv --map reviews.map",
	                "cnis import reviews reviews.csv --map reviews.map --rejects rejects.csv "
	                "--apply" },
	  .about = "Runs as import families does. Needed: key (number of the child), on, outcome "
	           "(suitable, more_information, appears_not_suitable, not_assessed), reasons. "
	           "Possible: reviewer (kept in the reasons), method, evidence, voice, voice_note, "
	           "next. A review of the previous system is final, as it was there: it sets the "
	           "day of the next review and opens nothing else; an outcome other than suitable "
	           "is counted in the report. The day must lie on an open entry of the child.",
	  .run = run_rows },
	{ .name = "import",
	  .sub = "contacts",
	  .summary = "a spreadsheet with a row an attempt to reach a family",
	  .mode = CLI_WRITE,
	  .options = OPTIONS,
	  .synopsis = "FILE",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis import contacts contacts.csv --map contacts.map",
	                "cnis import contacts contacts.csv --map contacts.map --rejects "
	                "rejects.csv --apply" },
	  .about = "Runs as import families does. Needed: key (number of the child), on, method, "
	           "outcome. Possible: direction (out, in), person (number of the adult), note, by "
	           "(who wrote it, kept in the note).",
	  .run = run_rows },
	{ .name = "import",
	  .sub = "list",
	  .summary = "the imports, newest first",
	  .mode = CLI_READ,
	  .synopsis = "",
	  .examples = { "cnis import list", "cnis import list --format json" },
	  .about = "One row a batch: a file that was imported. Entries are those of the journal, "
	           "standing those that were not taken back.",
	  .run = run_list,
	  .list = true,
	  .now_only = true },
	{ .name = "import",
	  .sub = "undo",
	  .summary = "take a whole import back, or nothing of it",
	  .mode = CLI_WRITE,
	  .options = UNDO_OPTIONS,
	  .synopsis = "BATCH",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis import undo families-0123456789abcdef",
	                "cnis import undo families-0123456789abcdef --reason -" },
	  .about =
	      "Everything the batch wrote is inverted in one new entry of the journal. By the "
	      "officer who made it, or by a manager with a reason. While a later entry touches "
	      "the same rows, or something refers to them, nothing is taken back: exit 5, with "
	      "the entries in the way. An import of more than 64 MiB of changes is too large "
	      "for one entry: exit 4. What was taken back can be imported again.",
	  .run = run_undo },
	{ .name = NULL },
};
