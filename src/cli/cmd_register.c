#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cnis/form.h>
#include <cnis/reference.h>

#include "cli/cli.h"
#include "cli/family.h"

/* ---- a form, from wherever it came --------------------------------------------------------------
 */

/* What the look before saving showed. */
typedef struct findings {
	cli *x;
	const cnis_form_doc *doc;
	int problems, likely;
} findings;

static cnis_status
show_finding(const cnis_registration_note *n, void *payload, cnis_error *reterr)
{
	findings *f = payload;
	int line = cnis_form_doc_line(f->doc, n->field);

	(void)reterr;
	if (n->kind == CNIS_REGISTRATION_PROBLEM)
		f->problems++;
	if (n->kind == CNIS_REGISTRATION_LIKELY)
		f->likely++;
	if (n->rule[0] != '\0')
		cli_say(f->x, "%s (line %d): %s [%s]", n->field, line, n->message, n->rule);
	else
		cli_say(f->x, "%s (line %d): %s", n->field, line, n->message);
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
		out_text(w, saved->entry_id[i] != 0
		                ? "registered"
		                : "notification kept, not entered: still on a school roll");
		out_int(w, cnis_register_seq(x->r));
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
			cli_next(x, "cnis why %s",
			         cli_reference(CNIS_REF_WITHDRAWAL, saved->withdrawal_id[i]));
			return;
		}
	}
	cli_next(x, "cnis child show %s", cli_reference(CNIS_REF_CHILD, saved->child_id[0]));
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

static cnis_status
save_form(cli *x, const cnis_form_doc *doc, bool ask)
{
	findings f = { .x = x, .doc = doc };
	cnis_form form = *cnis_form_doc_form(doc);
	cnis_registration saved = { 0 };
	cnis_status st;
	cnis_status shown;

	if (cli_given(x, "not-duplicate"))
		form.confirmed_not_duplicate = true;
	st = cnis_registration_check(x->r, &form, show_finding, &f, &x->error);
	if (st == CNIS_OK && f.problems == 0 && f.likely > 0 && !form.confirmed_not_duplicate &&
	    ask)
		st = cli_confirm(x, "Have you looked, and is it another child?", false,
		                 &form.confirmed_not_duplicate);
	if (st == CNIS_OK)
		st = cnis_registration_save(x->r, &form, &saved, &x->error);
	if (st != CNIS_OK && saved.n_refused == 0) {
		add_line(x, doc);
		return st;
	}
	shown = show_saved(x, &saved);
	if (shown != CNIS_OK)
		return shown;
	say_next(x, &saved);
	return st;
}

static cnis_status
from_text(cli *x, const char *text, size_t len, bool ask)
{
	cnis_form_doc *doc = NULL;
	cnis_status st;

	st = cnis_form_read(text, len, &doc, &x->error);
	if (st == CNIS_OK)
		st = save_form(x, doc, ask);
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
		st = from_text(x, text, len, cli_interactive(x) && strcmp(path, "-") != 0);
	free(text);
	return st;
}

/* ---- step by step -------------------------------------------------------------------------------
 */

/* One question; kinds: t text, d date, b yes or no, n number. */
typedef struct question {
	const char *key, *ask;
	char kind;
} question;

static const question FORM_QUESTIONS[] = {
	{ "notified_on", "Day the authority was told (empty: today)", 'd' },
	{ "notified_by", "Who told us: parent, school, ... (empty: parent)", 't' },
	{ NULL, NULL, 0 },
};
static const question CHILD_QUESTIONS[] = {
	{ "name", "Full name of the child", 't' },
	{ "given_names", "Given names (empty: not told apart)", 't' },
	{ "family_name", "Family name (empty: not told apart)", 't' },
	{ "born", "Birth date", 'd' },
	{ "sex", "Sex: F, M or U (empty: not known)", 't' },
	{ "upn", "UPN (empty: not known)", 't' },
	{ "route", "Route (empty: home_education)", 't' },
	{ "reason", "Primary reason, a code (empty: unknown)", 't' },
	{ NULL, NULL, 0 },
};
static const question SCHOOL_QUESTIONS[] = {
	{ "name", "School left or being left (empty: none)", 't' },
	{ "on_roll", "Is the name still on its roll? (y/n)", 'b' },
	{ "left_on", "Day the name was removed from the roll (empty: not removed)", 'd' },
	{ "leave_on", "Last day the child attends (empty: not known)", 'd' },
	{ "placement", "Kind of place: mainstream, special, ... (empty: mainstream)", 't' },
	{ NULL, NULL, 0 },
};
static const question PROVISION_QUESTIONS[] = {
	{ "kind", "Who educates: parents, others or provider (empty: not said)", 't' },
	{ "hours_week", "Hours a week (empty: not said)", 'n' },
	{ "provider_name", "Name of the provider (empty: none)", 't' },
	{ NULL, NULL, 0 },
};
static const question ADDRESS_QUESTIONS[] = {
	{ "line1", "First line of the address (empty: not known)", 't' },
	{ "town", "Town", 't' },
	{ "postcode", "Postcode", 't' },
	{ NULL, NULL, 0 },
};
static const question PARENT_QUESTIONS[] = {
	{ "name", "Full name of a parent or carer", 't' },
	{ "relationship", "Relationship: mother, father, ... (empty: parent)", 't' },
	{ "responsibility", "Parental responsibility: yes, no or unknown (empty: unknown)", 't' },
	{ NULL, NULL, 0 },
};

/* An interview under way; the draft is saved after every answer. */
typedef struct interview {
	cli *x;
	json_t *form;
	int64_t draft_id;
} interview;

static cnis_status
save_draft(interview *v)
{
	char *text;
	cnis_status st;

	if (v->x->dry_run)
		return CNIS_OK;
	text = json_dumps(v->form, JSON_INDENT(1));
	if (text == NULL)
		return cli_fail(v->x, CNIS_ENOMEM, "", "out of memory");
	st = cnis_draft_save(v->x->r, text, &v->draft_id, &v->x->error);
	free(text);
	return st;
}

/* The answer as JSON; NULL when it is not one of its kind. */
static json_t *
answer_of(const question *q, const char *text)
{
	cnis_day day;
	char *end;
	double number;

	if (text[0] == '\0')
		return json_null();
	switch (q->kind) {
	case 'd':
		return cnis_day_parse(text, &day) == CNIS_OK ? json_string(text) : NULL;
	case 'b':
		if (strchr("yYnN", text[0]) == NULL)
			return NULL;
		return json_boolean(text[0] == 'y' || text[0] == 'Y');
	case 'n':
		number = strtod(text, &end);
		return *end == '\0' ? json_real(number) : NULL;
	default:
		return json_string(text);
	}
}

static cnis_status
ask_one(interview *v, json_t *object, const question *q)
{
	json_t *value = NULL;
	cnis_status st = CNIS_OK;

	while (st == CNIS_OK && value == NULL) {
		char *text = NULL;

		st = cli_ask(v->x, q->key, q->ask, &text);
		if (st == CNIS_OK) {
			value = answer_of(q, text);
			if (value == NULL && !cli_interactive(v->x))
				st = cli_fail(v->x, CNIS_EINVAL, q->key,
				              "not an answer to this question");
			else if (value == NULL)
				cli_say(v->x, "%s; please try again",
				        q->kind == 'd' ? cnis_day_problem(text)
				                       : "that cannot be read here");
		}
		free(text);
	}
	if (st != CNIS_OK)
		return st;
	if (json_object_set_new(object, q->key, value) != 0)
		return cli_fail(v->x, CNIS_ENOMEM, "", "out of memory");
	return save_draft(v);
}

/* Questions answered before the interruption are not asked again. */
static cnis_status
ask_all(interview *v, json_t *object, const question *q)
{
	cnis_status st = CNIS_OK;

	for (; st == CNIS_OK && q->key != NULL; q++) {
		if (json_object_get(object, q->key) == NULL)
			st = ask_one(v, object, q);
	}
	return st;
}

/* The object under a key, made when it is not there. */
static json_t *
object_at(json_t *parent, const char *key)
{
	json_t *object = json_object_get(parent, key);

	if (object == NULL && json_object_set_new(parent, key, json_object()) == 0)
		object = json_object_get(parent, key);
	return object;
}

static json_t *
member_at(json_t *parent, const char *key, size_t i)
{
	json_t *list = json_object_get(parent, key);

	if (list == NULL && json_object_set_new(parent, key, json_array()) == 0)
		list = json_object_get(parent, key);
	if (json_array_size(list) <= i)
		(void)json_array_append_new(list, json_object());
	return json_array_get(list, i);
}

static cnis_status
ask_child(interview *v, json_t *child)
{
	json_t *school = object_at(child, "school");
	const json_t *name;
	cnis_status st;

	st = ask_all(v, child, CHILD_QUESTIONS);
	if (st == CNIS_OK && json_object_get(school, "name") == NULL)
		st = ask_one(v, school, &SCHOOL_QUESTIONS[0]);
	name = json_object_get(school, "name");
	if (st == CNIS_OK && json_is_string(name))
		st = ask_all(v, school, SCHOOL_QUESTIONS);
	return st == CNIS_OK ? ask_all(v, member_at(child, "provision", 0), PROVISION_QUESTIONS)
	                     : st;
}

/* As many as the person says; "_more" remembers the answer and is no part of the form. */
static cnis_status
ask_list(interview *v, const char *key, const char *more, size_t most,
         cnis_status (*ask)(interview *v, json_t *object))
{
	const question again = { "_more", more, 'b' };
	cnis_status st = CNIS_OK;
	size_t i;

	for (i = 0; st == CNIS_OK && i < most; i++) {
		json_t *object = member_at(v->form, key, i);

		if (object == NULL)
			return cli_fail(v->x, CNIS_ENOMEM, "", "out of memory");
		st = ask(v, object);
		if (st == CNIS_OK && json_object_get(object, "_more") == NULL)
			st = ask_one(v, object, &again);
		if (st == CNIS_OK && !json_is_true(json_object_get(object, "_more")))
			break;
	}
	return st;
}

static cnis_status
ask_parent(interview *v, json_t *parent)
{
	return ask_all(v, parent, PARENT_QUESTIONS);
}

static cnis_status
ask_family(interview *v)
{
	cnis_status st;

	st = ask_all(v, v->form, FORM_QUESTIONS);
	if (st == CNIS_OK)
		st = ask_list(v, "children", "Another child of the family? (y/n)",
		              CNIS_FORM_CHILDREN, ask_child);
	if (st == CNIS_OK)
		st = ask_all(v, member_at(v->form, "addresses", 0), ADDRESS_QUESTIONS);
	if (st == CNIS_OK)
		st = ask_list(v, "parents", "Another parent or carer? (y/n)", CNIS_FORM_PARENTS,
		              ask_parent);
	return st;
}

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

static cnis_status
step_by_step(cli *x)
{
	interview v = { .x = x };
	char *text = NULL;
	cnis_status st;

	st = cnis_draft_walk(x->r, take_draft, &v, &x->error);
	if (st == CNIS_OK && v.form == NULL)
		v.form = json_object();
	if (st == CNIS_OK)
		st = ask_family(&v);
	if (st == CNIS_OK) {
		text = json_dumps(v.form, JSON_INDENT(1));
		st = text == NULL ? cli_fail(x, CNIS_ENOMEM, "", "out of memory")
		                  : from_text(x, text, strlen(text), true);
	}
	if ((st == CNIS_OK || (st == CNIS_EREFUSED && cnis_register_seq(x->r) != 0)) &&
	    v.draft_id != 0) {
		cnis_error ignored = { 0 };

		(void)cnis_draft_drop(x->r, v.draft_id, &ignored);
	} else if (v.draft_id != 0) {
		cli_say(x, "the answers are kept as a draft: run `cnis register` to go on");
	}
	free(text);
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
	return fputs(text, stdout) < 0 ? cli_fail(x, CNIS_EIO, "", "the output cannot be written")
	                               : CNIS_OK;
}

static cnis_status
run_register(cli *x)
{
	const char *from = cli_text(x, "from");
	cnis_status st;

	if (cli_given(x, "template")) {
		st = cnis_form_template(put_text, x, &x->error);
		if (st == CNIS_OK && fflush(stdout) != 0)
			st = cli_fail(x, CNIS_EIO, "", "the output cannot be written");
		return st;
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
	{ .name = "not-duplicate",
	  .type = CLI_FLAG,
	  .help = "somebody looked at the likely duplicates: they are other children" },
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
	      "named with its line; children who are here already, likely duplicates and siblings "
	      "at the same address are shown before anything is saved.\n\n"
	      "Without --from, on a terminal, it asks step by step and keeps a draft after every "
	      "answer; the next `cnis register` offers to go on with it.\n\n"
	      "When a child is still on a school roll and consent is needed, the notification is "
	      "kept as a withdrawal, other children are entered, and the exit code is 4.",
	  .run = run_register },
	{ .name = NULL },
};
