/* Documents: kept, linked to facts, listed, handed out as files. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cnis/access.h>
#include <cnis/document.h>
#include <cnis/reference.h>

#include "cli/cli.h"
#include "cli/facts.h"
#include "cli/family.h"

/* No file is searched for what is withheld.  Never fails: what was to be done is done. */
static void
warn(cli *x, int64_t id)
{
	bool may = false;

	if (!x->dry_run && cnis_document_may_say_withheld(x->r, id, &may, NULL) == CNIS_OK && may)
		cli_say(
		    x,
		    "warning: something is withheld of a family this document is about, and a "
		    "file is never searched for it: it may say it to whoever is shown one of the "
		    "children the document is about");
}

/* ---- add, link ----------------------------------------------------------------------------------
 */

static cnis_status
add(cli *x, cnis_document_new *n)
{
	char *title = NULL;
	char *author = NULL;
	char *place = NULL;
	int64_t id = 0;
	cnis_status st = facts_ask(x, "title", "What it is, in a few words", &title);

	if (st == CNIS_OK)
		st = facts_ask(x, "author", "Who wrote it (empty: not known)", &author);
	if (st == CNIS_OK && n->file == NULL)
		st = facts_ask(x, "place", "Where it lies in the record system", &place);
	n->title = title;
	n->author = author;
	n->place = place;
	if (st == CNIS_OK)
		st = cnis_document_add(x->r, n, &id, &x->error);
	free(place);
	free(author);
	free(title);
	if (st != CNIS_OK)
		return st;
	warn(x, id);
	if (strcmp(n->document_class, "legal_advice") == 0 &&
	    (cnis_register_roles(x->r) & (CNIS_ROLE_MANAGER | CNIS_ROLE_SAFEGUARDING)) == 0) {
		cli_say(x,
		        "legal advice is shown to managers and the role safeguarding only: it is "
		        "kept, and in no list of yours; ask one of them for %s",
		        cli_reference(CNIS_REF_DOCUMENT, id));
		return cli_done(x, CNIS_REF_DOCUMENT, id, "document kept");
	}
	cli_next(x, "cnis document list %s",
	         n->intake_id != 0 ? cli_reference(CNIS_REF_INTAKE, n->intake_id)
	                           : cli_reference(CNIS_REF_CHILD, n->child_id));
	return cli_done(x, CNIS_REF_DOCUMENT, id, "document kept");
}

static cnis_status
run_add(cli *x)
{
	cnis_document_new n = { .size = sizeof(n),
		                .document_class = cli_text(x, "class"),
		                .sent = cli_day(x, "sent"),
		                .received = cli_day(x, "received"),
		                .keep_until = cli_day(x, "keep-until"),
		                .sha256 = cli_text(x, "sha256"),
		                .link = cli_text(x, "link"),
		                .source = cli_text(x, "source"),
		                .basis = cli_text(x, "basis") };
	cnis_document_file file = { 0 };
	family_set about = { 0 };
	family_set people = { 0 };
	cnis_status st = family_child_or_intake(x, &n.child_id, &n.intake_id);

	if (st == CNIS_OK)
		st = family_children(x, "about", &about);
	if (st == CNIS_OK)
		st = family_people(x, "people", &people);
	n.children = about.ids;
	n.n_children = about.n;
	n.people = people.ids;
	n.n_people = people.n;
	if (st == CNIS_OK && cli_given(x, "file")) {
		st = cnis_document_file_read(x->r, cli_text(x, "file"), &file, &x->error);
		n.file = &file;
	}
	if (st == CNIS_OK)
		st = add(x, &n);
	cnis_document_file_clear(&file);
	free(people.ids);
	free(about.ids);
	return st;
}

static cnis_status
run_link(cli *x)
{
	int64_t id = 0;
	cnis_status st = cli_arg_ref(x, 0, CNIS_REF_DOCUMENT, &id);

	if (st == CNIS_OK)
		st = cnis_document_link(x->r, id, cli_arg(x, 1), &x->error);
	if (st != CNIS_OK)
		return st;
	warn(x, id);
	cli_next(x, "cnis document show %s", cli_reference(CNIS_REF_DOCUMENT, id));
	return cli_done(x, CNIS_REF_DOCUMENT, id, "document linked");
}

/* ---- list, show ---------------------------------------------------------------------------------
 */

static const out_column COLUMNS[] = {
	{ .key = "document", .heading = "document", .type = OUT_TEXT },
	{ .key = "class", .heading = NULL, .type = OUT_TEXT },
	{ .key = "wording", .heading = "class", .type = OUT_TEXT },
	{ .key = "title", .heading = "title", .type = OUT_TEXT },
	{ .key = "author", .heading = "author", .type = OUT_TEXT },
	{ .key = "sent", .heading = "sent", .type = OUT_DAY },
	{ .key = "received", .heading = "received", .type = OUT_DAY },
	{ .key = "place", .heading = "lies at", .type = OUT_TEXT },
	{ .key = "type", .heading = "type", .type = OUT_TEXT },
	{ .key = "bytes", .heading = "bytes", .type = OUT_INT },
	{ .key = "sha256", .heading = NULL, .type = OUT_TEXT },
	{ .key = "keep_until", .heading = "kept until", .type = OUT_DAY },
	{ .key = "about", .heading = "about", .type = OUT_TEXT },
	{ .key = "evidence_of", .heading = "evidence of", .type = OUT_TEXT },
	{ .key = "source", .heading = "source", .type = OUT_TEXT },
	{ .key = "basis", .heading = NULL, .type = OUT_TEXT },
	{ .key = "rev", .heading = NULL, .type = OUT_INT },
	{ .key = "intake", .heading = "came with", .type = OUT_TEXT },
	{ .key = "disposed", .heading = "disposed of", .type = OUT_DAY },
};
static const out_spec SPEC = { .columns = COLUMNS, .n = sizeof(COLUMNS) / sizeof(COLUMNS[0]) };

/* References with commas between, of what it is about and what it is evidence of. */
typedef struct about {
	family_listing *l;
	char of[2048], facts[2048];
} about;

static cnis_status
note_about(char kind, int64_t id, bool fact, void *payload, cnis_error *reterr)
{
	about *a = payload;
	char *to = fact ? a->facts : a->of;
	char ref[CNIS_REFERENCE_SIZE];

	(void)reterr;
	if (to[0] != '\0')
		(void)strncat(to, ", ", sizeof(a->of) - strlen(to) - 1);
	(void)strncat(to, cnis_reference_format(kind, id, ref), sizeof(a->of) - strlen(to) - 1);
	return !fact && kind == CNIS_REF_CHILD ? family_see(a->l, id) : CNIS_OK;
}

static cnis_status
show_row(const cnis_document *d, void *payload, cnis_error *reterr)
{
	family_listing *l = payload;
	about a = { .l = l };
	cnis_status st = cnis_document_about(l->x->r, d->id, note_about, &a, reterr);

	/* one that is about nobody yet is noted as what it is */
	if (st == CNIS_OK && d->intake_id != 0)
		st = cnis_access_note_other(l->x->r, "document show",
		                            cli_reference(CNIS_REF_DOCUMENT, d->id), reterr);
	if (st != CNIS_OK)
		return st;
	family_reference(l->w, CNIS_REF_DOCUMENT, d->id);
	out_text(l->w, d->document_class);
	out_text(l->w, d->wording);
	out_text(l->w, d->title);
	out_text(l->w, d->author);
	out_day(l->w, d->sent);
	out_day(l->w, d->received);
	out_text(l->w, d->place);
	out_text(l->w, d->type);
	family_int(l->w, d->bytes, 0);
	out_text(l->w, d->sha256);
	out_day(l->w, d->keep_until);
	family_words(l->w, a.of);
	family_words(l->w, a.facts);
	out_text(l->w, d->source);
	out_text(l->w, d->basis);
	out_int(l->w, d->rev);
	family_reference(l->w, CNIS_REF_INTAKE, d->intake_id);
	out_day(l->w, d->disposed);
	return cli_row(l->x, l->w);
}

/* Those that are evidence of a record of any kind. */
typedef struct evidence {
	family_listing l;
	char kind;
} evidence;

/* The payload is known to begin with its listing. */
static cnis_status
walk_of(family_listing *l)
{
	const evidence *e = (const evidence *)(const void *)l;

	return cnis_document_of(l->x->r, e->kind, l->id, show_row, l, &l->x->error);
}

static cnis_status
walk_list(family_listing *l)
{
	cnis_status st = family_see(l, l->id);

	return st == CNIS_OK ? cnis_document_walk(l->x->r, l->id, l->on, show_row, l, &l->x->error)
	                     : st;
}

static cnis_status
run_list(cli *x)
{
	family_listing l = { .x = x, .child = true };
	evidence e = { .l = { .x = x }, .kind = CNIS_REF_CHILD };
	cnis_status st;

	(void)cnis_reference_parse(cli_arg(x, 0), 0, &e.kind, &e.l.id);
	st = cli_arg_ref(x, 0, e.kind, &l.id);
	if (st == CNIS_OK && e.kind != CNIS_REF_CHILD)
		return family_rows(&e.l, "document list", cli_reference(e.kind, e.l.id), &SPEC,
		                   walk_of);
	return st == CNIS_OK ? family_rows(&l, "document list", "", &SPEC, walk_list) : st;
}

static cnis_status
walk_one(family_listing *l)
{
	return cnis_document_get(l->x->r, l->id, show_row, l, &l->x->error);
}

/* Never on a screen: what came from outside may hold what a terminal takes for a command. */
static cnis_status
to_stdout(cli *x, int64_t id)
{
	void *bytes = NULL;
	size_t len = 0;
	cnis_status st = cnis_document_bytes(x->r, id, &bytes, &len, &x->error);

	if (st == CNIS_OK && (fwrite(bytes, 1, len, stdout) != len || fflush(stdout) != 0))
		st = cli_output_failed(x);
	free(bytes);
	return st;
}

static cnis_status
hand_out(cli *x, int64_t id)
{
	cnis_status st;

	if (strcmp(cli_text(x, "out"), "-") == 0)
		return to_stdout(x, id);
	st = cnis_document_save(x->r, id, cli_text(x, "out"), &x->error);
	if (st == CNIS_OK)
		cli_say(x, "written; only you can read it");
	return st;
}

/* Who looked is noted before a byte of the file is written. */
static cnis_status
save(family_listing *l)
{
	cli *x = l->x;
	about a = { .l = l };
	cnis_status st = cnis_document_about(x->r, l->id, note_about, &a, &x->error);

	if (st == CNIS_OK && l->set.n == 0)
		st = cnis_access_note_other(x->r, "document show",
		                            cli_reference(CNIS_REF_DOCUMENT, l->id), &x->error);
	if (st == CNIS_OK)
		st = family_note_set(x, "document show", cli_reference(CNIS_REF_DOCUMENT, l->id),
		                     &l->set);
	if (st == CNIS_OK)
		st = hand_out(x, l->id);
	if (st == CNIS_OK)
		warn(x, l->id);
	free(l->set.ids);
	return st;
}

static cnis_status
run_show(cli *x)
{
	family_listing l = { .x = x };
	cnis_status st = cli_arg_ref(x, 0, CNIS_REF_DOCUMENT, &l.id);

	if (st == CNIS_OK && !cli_given(x, "out")) {
		st = family_rows(&l, "document show", cli_reference(CNIS_REF_DOCUMENT, l.id), &SPEC,
		                 walk_one);
		if (st == CNIS_OK)
			warn(x, l.id);
		return st;
	}
	if (st == CNIS_OK && strcmp(cli_text(x, "out"), "-") == 0 && isatty(STDOUT_FILENO) == 1)
		st = cli_fail(x, CNIS_EINVAL, "out",
		              "a file is not shown on a screen: name a new one, or send it into a "
		              "program that takes it");
	if (st == CNIS_OK)
		st = cnis_register_hold(x->r, &x->error);
	if (st != CNIS_OK)
		return st;
	st = save(&l);
	cnis_register_let_go(x->r);
	return st;
}

/* ---- the commands -------------------------------------------------------------------------------
 */

static const cli_option ADD_OPTIONS[] = {
	{ .name = "class",
	  .type = CLI_CHOICE,
	  .value = "CLASS",
	  .choices = "legal_advice third_party child_own certificate_of_service other",
	  .help = "what kind of document it is",
	  .required = true },
	FAMILY_FILE("file", "the file itself, neutrally named; without it, asks where it lies"),
	{ .name = "about",
	  .type = CLI_TEXT,
	  .value = "CHILD,...",
	  .help = "other children it is about, commas between" },
	{ .name = "people",
	  .type = CLI_TEXT,
	  .value = "PERSON,...",
	  .help = "adults it is about, commas between" },
	{ .name = "sent", .type = CLI_DAY, .value = "DATE", .help = "the day it was sent" },
	{ .name = "received",
	  .type = CLI_DAY,
	  .value = "DATE",
	  .help = "day it reached the authority; today without --sent" },
	{ .name = "keep-until",
	  .type = CLI_DAY,
	  .value = "DATE",
	  .help = "kept until then; else as long as the record of the child" },
	{ .name = "sha256",
	  .type = CLI_TEXT,
	  .value = "HEX",
	  .help = "of a file that lies elsewhere, where it is known" },
	{ .name = "link",
	  .type = CLI_TEXT,
	  .value = "REFERENCE",
	  .help = "a fact it is evidence of, e.g. F12-5" },
	FACTS_SOURCE(true),
	FACTS_BASIS,
	CLI_OPTIONS_END,
};
static const cli_option SHOW_OPTIONS[] = {
	FAMILY_FILE("out", "write the file held into FILE, which must not be there; - for stdout"),
	CLI_OPTIONS_END,
};

const cli_command CMD_DOCUMENT[] = {
	{ .name = "document",
	  .sub = "add",
	  .summary = "keep a document, or where it lies",
	  .mode = CLI_WRITE,
	  .options = ADD_OPTIONS,
	  .synopsis = "CHILD|INTAKE",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis document add C1042-9 --class child_own --file letter.pdf --source "
	                "child",
	                "cnis document add C1042-9 --class certificate_of_service --sent "
	                "2026-11-20 "
	                "--source this_authority --link W12-5" },
	  .about =
	      "What it is and who wrote it is asked for, one a line on stdin when that is no "
	      "terminal; without --file also where it lies in the record system.\n\n"
	      "The file is kept byte for byte, with its SHA-256. It is never run, opened or read, "
	      "nor searched for what is withheld (see document show). "
	      "Kept are pdf, png, jpg, tif, docx, xlsx, odt, msg, eml and txt, where the content "
	      "agrees with the name, up to setting document.max_bytes. A symbolic link, a pipe, "
	      "and a file that changes while it is read are refused.\n\n"
	      "While the command runs everybody on this machine may read its name: give the file "
	      "a name that tells nothing of a family (letter.pdf, not who wrote it).\n\n"
	      "One that came with what arrived, before anybody knows the child, is of that: it is "
	      "shown with it, becomes one about the children that turns out to be about, and is "
	      "kept no longer than that where it is sent on. Of somebody who asked not to be named "
	      "only where it lies is recorded, and who wrote it is told to the role "
	      "safeguarding.\n\n"
	      "A folder on the way to the file may be a link only where it is yours or the "
	      "administrator's of the machine.\n\n"
	      "The class says what it is. legal_advice is shown to managers and the role "
	      "safeguarding only. third_party is what somebody else gave or what is about them, to "
	      "be asked or left out where a copy goes to the family; child_own is what the child "
	      "made or said. These, like certificate_of_service and other, are shown to everybody "
	      "who is shown the child. No document, of whatever class, is part of a letter, a "
	      "sheet or an export of children.",
	  .run = run_add },
	{ .name = "document",
	  .sub = "link",
	  .summary = "say what fact a document is evidence of",
	  .mode = CLI_WRITE,
	  .synopsis = "DOCUMENT REFERENCE",
	  .min_args = 2,
	  .max_args = 2,
	  .examples = { "cnis document link O12-5 F12-5", "cnis document link O12-5 W12-5" },
	  .about = "The fact is of a child the document is about, or an adult or an address.",
	  .run = run_link },
	{ .name = "document",
	  .sub = "list",
	  .summary = "the documents about a child, or that show any other record",
	  .mode = CLI_READ,
	  .synopsis = "REFERENCE",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis document list C1042-9", "cnis document list F12-5 --format json" },
	  .about = "Of a child: those about it. Of any other record that has a reference: those it "
	           "came with, or that show it; the page of the record and lists of a child name "
	           "them too. Who looked is noted of every child a document shown is about.",
	  .run = run_list,
	  .list = true },
	{ .name = "document",
	  .sub = "show",
	  .summary = "one document, and the file as it came",
	  .mode = CLI_READ,
	  .options = SHOW_OPTIONS,
	  .synopsis = "DOCUMENT",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis document show O12-5", "cnis document show O12-5 --out letter.pdf" },
	  .about =
	      "With --out nothing is shown: the file is written as it came into a new file "
	      "only its owner can read; with - into what reads the pipe, never on a screen. What "
	      "it is opened with is for the person to choose.\n\n"
	      "A file is never searched: what is withheld of a family (cnis withhold) may stand in "
	      "it, for everybody who is shown a child it is about. Where anything is withheld of "
	      "one of them, of where it lives or of how its adults are reached, that is said, also "
	      "when the document is kept or linked. One that must not be read by all of them is "
	      "kept "
	      "where it lies, without --file, or without the other children.",
	  .run = run_show },
	{ .name = NULL },
};
