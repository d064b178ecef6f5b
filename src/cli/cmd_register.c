#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cnis/access.h>
#include <cnis/form.h>
#include <cnis/reference.h>

#include "cli/alike.h"
#include "cli/cli.h"
#include "cli/court.h"
#include "cli/family.h"
#include "cli/interview.h"

/* ---- a form, from wherever it came --------------------------------------------------------------
 */

enum { MOST_INTAKES = 50 };

/* What the look before saving showed. */
typedef struct findings {
	cli *x;
	const cnis_form_doc *doc;
	int problems, likely, exact, orders;
	cnis_error unread; /* the first field that could not be read */
	json_t *wrong;     /* step by step: the fields to ask for again; NULL: a file, with lines */
	int64_t intakes[MOST_INTAKES]; /* what had arrived about the family */
	size_t n_intakes;
} findings;

/* Lines are of a file somebody wrote. */
static const char *
line_of(const findings *f, int line, char buf[24])
{
	buf[0] = '\0';
	if (f->wrong == NULL)
		(void)snprintf(buf, 24, " (line %d)", line);
	return buf;
}

static cnis_status
show_unread(const char *path, int line, const char *problem, void *payload, cnis_error *reterr)
{
	findings *f = payload;
	char at[24];

	(void)reterr;
	cli_say(f->x, "%s%s: %s", path[0] == '\0' ? "the form" : path, line_of(f, line, at),
	        problem);
	if (f->wrong != NULL)
		(void)json_array_append_new(f->wrong, json_string(path));
	if (f->problems++ == 0) {
		(void)cli_fail(f->x, CNIS_EINVAL, path, "%s%s", problem, at);
		f->unread = f->x->error;
	}
	return CNIS_OK;
}

static cnis_status
show_finding(const cnis_registration_note *n, void *payload, cnis_error *reterr)
{
	findings *f = payload;
	char line[24];

	(void)line_of(f, cnis_form_doc_line(f->doc, n->field), line);
	if (cnis_form_doc_wrong(f->doc, n->field))
		return CNIS_OK; /* told as it was read */
	/* in what a child here is the same is looked at as on its page */
	if (n->child_id != 0 &&
	    cnis_access_note(f->x->r, "register", "", &n->child_id, 1, reterr) != CNIS_OK)
		return reterr->code;
	if (n->kind == CNIS_REGISTRATION_PROBLEM) {
		f->problems++;
		if (f->wrong != NULL)
			(void)json_array_append_new(f->wrong, json_string(n->field));
	}
	if (n->kind == CNIS_REGISTRATION_LIKELY)
		f->likely++;
	if (n->kind == CNIS_REGISTRATION_ORDER)
		f->orders++;
	if (n->kind == CNIS_REGISTRATION_DUPLICATE || n->kind == CNIS_REGISTRATION_DIED)
		f->exact++;
	if (n->kind == CNIS_REGISTRATION_NUMBER)
		f->problems++;
	if (n->likeness != NULL && n->kind != CNIS_REGISTRATION_SIBLING) {
		alike_say(f->x, n, line);
		return CNIS_OK;
	}
	if (n->rule[0] != '\0')
		cli_say(f->x, "%s%s: %s [%s]", n->field, line, n->message, n->rule);
	else
		cli_say(f->x, "%s%s: %s", n->field, line, n->message);
	return CNIS_OK;
}

static const out_column COLUMNS[] = {
	{ .key = "child", .heading = "child", .type = OUT_TEXT },
	{ .key = "entry", .heading = "entry", .type = OUT_TEXT },
	{ .key = "withdrawal", .heading = "withdrawal", .type = OUT_TEXT },
	{ .key = "done", .heading = "done", .type = OUT_TEXT },
	{ .key = "seq", .heading = NULL, .type = OUT_INT },
	{ .key = "dry_run", .heading = NULL, .type = OUT_BOOL },
};
static const out_spec SPEC = { .columns = COLUMNS, .n = sizeof(COLUMNS) / sizeof(COLUMNS[0]) };

/* One row a child, also when a gate held one back: what was kept is kept. */
static cnis_status
show_saved(cli *x, const cnis_registration *saved)
{
	writer *w = cli_open(x, &SPEC);
	cnis_status st = CNIS_OK;
	size_t i;

	if (w == NULL)
		return CNIS_ENOMEM;
	for (i = 0; st == CNIS_OK && i < saved->n_children; i++) {
		family_reference(w, CNIS_REF_CHILD, saved->child_id[i]);
		family_reference(w, CNIS_REF_ENTRY, saved->entry_id[i]);
		family_reference(w, CNIS_REF_WITHDRAWAL, saved->withdrawal_id[i]);
		out_text(w, saved->entry_id[i] != 0 ? "registered"
		            : saved->elsewhere[i]
		                ? "notification kept, not entered: lives in another area"
		            : saved->withdrawal_id[i] != 0
		                ? "notification kept, not entered: still on a school roll"
		                : "held on another basis, not entered");
		family_int(w, x->dry_run ? 0 : cnis_register_seq(x->r), 0);
		out_bool(w, x->dry_run);
		st = cli_row(x, w);
	}
	return cli_close(x, w, st);
}

static void
say_next(cli *x, const cnis_registration *saved)
{
	size_t i;

	for (i = 0; i < saved->n_children; i++) {
		if (saved->entry_id[i] == 0 && saved->withdrawal_id[i] != 0) {
			cli_next(x,
			         saved->border[i]      ? "cnis forward none %s"
			         : saved->elsewhere[i] ? "cnis forward send %s --method email"
			                               : "cnis why %s",
			         cli_reference(CNIS_REF_WITHDRAWAL, saved->withdrawal_id[i]));
			return;
		}
	}
	cli_next(x, "cnis child show %s", cli_reference(CNIS_REF_CHILD, saved->child_id[0]));
}

/* Art. 13 leaves no days: there is no duty with a date to remind of it. */
static void
say_notice(const cli *x, const cnis_form *form, const cnis_registration *saved)
{
	if (form->notified_by != NULL &&
	    (strcmp(form->notified_by, "parent") == 0 || strcmp(form->notified_by, "child") == 0))
		cli_say(x,
		        "who gives data about the family is given the privacy notice at once (UK "
		        "GDPR Art. 13): cnis tell add %s --kind privacy_notice --person PERSON "
		        "--method METHOD",
		        cli_reference(CNIS_REF_CHILD, saved->child_id[0]));
}

/* What an order asks is said of each child it is about; the steps ask for none. */
static void
say_orders(const findings *f, const cnis_form *form, const cnis_registration *saved)
{
	for (size_t i = 0; i < saved->n_children; i++) {
		family_say_held(f->x, saved->child_id[i]);
		if (form->children[i].n_orders > 0)
			court_say(f->x, saved->child_id[i]);
	}
	if (f->orders > 0 || f->wrong != NULL)
		cli_next(f->x,
		         "where a court made an order: cnis order-of-court add %s --kind KIND "
		         "--from DATE --source SOURCE",
		         cli_reference(CNIS_REF_CHILD, saved->child_id[0]));
}

/* A wrong field of a file names its line too. */
static void
add_line(cli *x, const cnis_form_doc *doc)
{
	size_t len = strlen(x->error.message);

	if (x->error.field[0] != '\0' && len + 24 < sizeof(x->error.message))
		(void)snprintf(x->error.message + len, sizeof(x->error.message) - len, " (line %d)",
		               cnis_form_doc_line(doc, x->error.field));
}

/* Who looks the same in everything is another child only by what a manager writes. */
static cnis_status
ask_reason(cli *x, const findings *f, const cnis_form *form, bool ask, char **ret_reason)
{
	bool needed = f->exact > 0 && f->problems == 0 && form->confirmed_not_duplicate &&
	              form->not_duplicate_reason == NULL;
	cnis_status st = family_text(x, "reason", NULL, ret_reason);

	if (st == CNIS_OK && *ret_reason == NULL && needed && ask)
		st = cli_ask(x, "reason", "Why is it another child all the same (empty: it is not)",
		             ret_reason);
	return st;
}

static void
say_exact(const cli *x, const findings *f, const cnis_form *form)
{
	if (f->exact > 0 && f->problems == 0 &&
	    (!form->confirmed_not_duplicate || form->not_duplicate_reason == NULL))
		cli_next(x,
		         "cnis child show CHILD, or for a manager: cnis register --from FORM.json "
		         "--not-duplicate --reason FILE");
}

static cnis_status
save_form(cli *x, const cnis_form_doc *doc, findings *f, bool ask)
{
	cnis_form form = *cnis_form_doc_form(doc);
	cnis_registration saved = { 0 };
	char *reason = NULL;
	cnis_status st;
	cnis_status shown;

	if (cli_given(x, "not-duplicate"))
		form.confirmed_not_duplicate = true;
	form.intakes = f->intakes;
	form.n_intakes = f->n_intakes;
	f->doc = doc;
	st = cnis_registration_check(x->r, &form, show_finding, f, &x->error);
	if (st == CNIS_OK && cnis_form_doc_wrong(doc, NULL)) {
		x->error = f->unread;
		return CNIS_EINVAL;
	}
	if (st == CNIS_OK && f->problems == 0 && f->likely + f->exact > 0 &&
	    !form.confirmed_not_duplicate && ask)
		st = cli_confirm(x, "Have you looked, and is it another child?", false,
		                 &form.confirmed_not_duplicate);
	if (st == CNIS_OK)
		st = ask_reason(x, f, &form, ask, &reason);
	if (reason != NULL && reason[0] != '\0')
		form.not_duplicate_reason = reason;
	if (st == CNIS_OK)
		st = cnis_registration_save(x->r, &form, &saved, &x->error);
	free(reason);
	if (st != CNIS_OK && saved.n_refused == 0) {
		if (f->wrong == NULL)
			add_line(x, doc);
		say_exact(x, f, &form);
		return st;
	}
	shown = show_saved(x, &saved);
	if (shown != CNIS_OK)
		return shown;
	say_notice(x, &form, &saved);
	say_orders(f, &form, &saved);
	fostering_ask_form(x, &form, &saved);
	say_next(x, &saved);
	return st;
}

/* The references of --intake, commas between. */
static cnis_status
take_intakes(cli *x, findings *f)
{
	const char *text = cli_text(x, "intake");
	char one[32];

	while (text != NULL && *text != '\0') {
		size_t len = strcspn(text, ", ");

		if (len > 0) {
			(void)snprintf(one, sizeof(one), "%.*s", len < 31 ? (int)len : 31, text);
			if (f->n_intakes == MOST_INTAKES ||
			    cnis_reference_parse(one, CNIS_REF_INTAKE, NULL,
			                         &f->intakes[f->n_intakes]) != CNIS_OK)
				return cli_fail(x, CNIS_EINVAL, "intake",
				                "not references of intakes with commas between "
				                "them, at most 50, e.g. %s,%s",
				                cli_reference(CNIS_REF_INTAKE, 12),
				                cli_reference(CNIS_REF_INTAKE, 13));
			f->n_intakes++;
		}
		text += len;
		text += strspn(text, ", ");
	}
	return CNIS_OK;
}

static cnis_status
from_text(cli *x, const char *text, size_t len, json_t *wrong, bool ask)
{
	findings f = { .x = x, .wrong = wrong };
	cnis_form_doc *doc = NULL;
	cnis_status st = take_intakes(x, &f);

	if (st != CNIS_OK)
		return st;
	st = cnis_form_read_all(text, len, show_unread, &f, &doc, &x->error);
	if (st == CNIS_OK)
		st = save_form(x, doc, &f, ask);
	cnis_form_doc_free(doc);
	return st;
}

static cnis_status
from_file(cli *x, const char *path)
{
	char *text = NULL;
	size_t len = 0;
	cnis_status st;

	st = cli_read(x, path, CNIS_FORM_BYTES, &text, &len);
	if (st == CNIS_OK)
		st = from_text(x, text, len, NULL, cli_interactive(x) && strcmp(path, "-") != 0);
	free(text);
	return st;
}

/* ---- step by step -------------------------------------------------------------------------------
 */

/* The newest draft, when the officer wants to go on with it. */
static cnis_status
take_draft(const cnis_draft *d, void *payload, cnis_error *reterr)
{
	interview *v = payload;
	char at[CNIS_INSTANT_ISO_SIZE];
	bool yes = true;
	cnis_status st;

	(void)reterr;
	if (v->form != NULL)
		return CNIS_OK;
	cli_say(v->x, "an unfinished registration of yours was saved at %s",
	        cnis_instant_iso(d->saved_at, at));
	st = cli_confirm(v->x, "Go on with it?", true, &yes);
	if (st == CNIS_OK && yes) {
		v->form = json_loads(d->form, JSON_REJECT_DUPLICATES, NULL);
		v->draft_id = d->id;
	}
	return st;
}

/* What is written needs no draft.  A dry run leaves one that was there as it was. */
static void
end_draft(const interview *v, cnis_status st)
{
	cnis_error ignored = { 0 };
	bool written = st == CNIS_OK || (st == CNIS_EREFUSED && cnis_register_seq(v->x->r) != 0);

	if (v->draft_id == 0 || v->x->dry_run)
		return;
	if (written)
		(void)cnis_draft_drop(v->x->r, v->draft_id, &ignored);
	else
		cli_say(v->x, "the answers are kept as a draft: run `cnis register` to go on");
}

/* Ask, look and save.  What is wrong is asked again: at once on a terminal, else the next time. */
static cnis_status
one_round(interview *v, bool *ret_again)
{
	cli *x = v->x;
	json_t *form = NULL;
	json_t *wrong = json_array();
	char *text = NULL;
	cnis_error first;
	cnis_status st = interview_ask(v);

	*ret_again = false;
	if (st == CNIS_OK)
		st = interview_form(v, &form);
	if (st == CNIS_OK) {
		text = json_dumps(form, JSON_INDENT(1));
		st = text == NULL || wrong == NULL ? cli_fail(x, CNIS_ENOMEM, "", "out of memory")
		                                   : from_text(x, text, strlen(text), wrong, true);
	}
	if (st == CNIS_EINVAL && form != NULL) {
		first = x->error;
		st = interview_forget(v, form, wrong, ret_again);
		if (st == CNIS_OK) {
			x->error = first;
			st = CNIS_EINVAL;
		}
		*ret_again = *ret_again && st == CNIS_EINVAL && cli_interactive(x);
	}
	free(text);
	json_decref(wrong);
	json_decref(form);
	return st;
}

static cnis_status
step_by_step(cli *x)
{
	interview v = { .x = x };
	bool again = false;
	cnis_status st;

	st = cnis_draft_walk(x->r, take_draft, &v, &x->error);
	if (st == CNIS_OK && v.form == NULL)
		v.form = json_object();
	if (st == CNIS_OK) {
		do
			st = one_round(&v, &again);
		while (again);
	}
	end_draft(&v, st);
	json_decref(v.form);
	return st;
}

/* ---- the command --------------------------------------------------------------------------------
 */

static cnis_status
put_text(const char *text, void *payload, cnis_error *reterr)
{
	cli *x = payload;

	(void)reterr;
	return fputs(text, stdout) < 0 ? cli_output_failed(x) : CNIS_OK;
}

static cnis_status
run_register(cli *x)
{
	const char *from = cli_text(x, "from");
	cnis_status st;

	if (cli_given(x, "template") + (from != NULL) + cli_given(x, "ask") > 1)
		return cli_fail(x, CNIS_EINVAL, "from",
		                "--from, --ask and --template exclude one another");
	if (cli_given(x, "template")) {
		st = cnis_form_template(put_text, x, &x->error);
		return st == CNIS_OK && fflush(stdout) != 0 ? cli_output_failed(x) : st;
	}
	if (from != NULL)
		return from_file(x, from);
	if (!cli_interactive(x) && !cli_given(x, "ask"))
		return cli_fail(x, CNIS_EINVAL, "from",
		                "give a form with --from FILE (- for stdin), or use a terminal");
	return step_by_step(x);
}

static const cli_option OPTIONS[] = {
	{ .name = "from",
	  .type = CLI_FILE,
	  .value = "FILE",
	  .help = "read the form from FILE, - for stdin" },
	{ .name = "template",
	  .type = CLI_FLAG,
	  .help = "print the empty form with explanations",
	  .alone = true },
	{ .name = "ask",
	  .type = CLI_FLAG,
	  .help = "step by step even without a terminal: one answer a line on stdin" },
	{ .name = "intake",
	  .type = CLI_TEXT,
	  .value = "INTAKE,...",
	  .help = "what had arrived about the family: closed with the outcome new_child" },
	{ .name = "not-duplicate",
	  .type = CLI_FLAG,
	  .help = "somebody looked at the likely duplicates: they are other children" },
	{ .name = "reason",
	  .type = CLI_FILE,
	  .value = "FILE",
	  .help = "with --not-duplicate: why a child who looks the same in everything is another; "
	          "from a manager, - for stdin" },
	CLI_OPTIONS_END,
};

const cli_command CMD_REGISTER[] = {
	{ .name = "register",
	  .summary = "enter a family: children, parents, addresses, reasons, provision",
	  .mode = CLI_WRITE,
	  .options = OPTIONS,
	  .synopsis = "",
	  .examples = { "cnis register --from form.json", "cnis register --template" },
	  .about =
	      "One transaction and one journal entry for the whole family. Every wrong field is "
	      "named with its line, all of them at once; children who are here already, likely "
	      "duplicates and siblings at the same address are shown before anything is saved. A "
	      "child who is here is not entered again; where two children are the same in "
	      "everything a form says, as cousins of one name can be, a manager says so with a "
	      "reason, which is kept with the pair. A number that a child here holds is never "
	      "given "
	      "twice.\n\n"
	      "An order of a court about a child here that binds an adult of this name, or is "
	      "about a child at the same address, is named, to be read: it stops nothing. Orders "
	      "about the new children go with the form.\n\n"
	      "Without --from, on a terminal, it asks step by step and keeps a draft after every "
	      "answer; the next `cnis register` offers to go on with it. An answer that cannot be "
	      "taken is asked for again.\n\n"
	      "Of an adult whose addresses are left out the children's homes are taken where that "
	      "adult has the care, or where nobody said who has it; of anybody else it is not "
	      "known where they live (`cnis person move` records it). Asked step by step, it is "
	      "a question of its own.\n\n"
	      "When a child is still on a school roll and consent is needed, the notification is "
	      "kept as a withdrawal, other children are entered, and the exit code is 4.",
	  .run = run_register },
	{ .name = NULL },
};
