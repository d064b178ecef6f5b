/* What arrives, however incomplete, is recorded with a duty to say what it is. */
#include "domain/intake.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cnis/rule.h>

#include "base/error.h"
#include "base/text.h"
#include "domain/contact_point.h"
#include "domain/document.h"
#include "domain/duty.h"
#include "domain/fact.h"
#include "domain/officer.h"
#include "rule/identifier.h"

enum { Q_INSERT, Q_SUBJECT, Q_COUNT };
/* clang-format off */
static const store_sql SQL[Q_COUNT] = {
	[Q_INSERT] = { "intake.insert",
		"INSERT INTO intake (uuid, kind, channel, received_day, received_time, teller, source,"
		" teller_name, teller_contact, protected_name, protected_contact, authority, adult_name,"
		" telephone, telephone_key, email, email_key, address, postcode, body, document, acknowledged_day,"
		" recorded_at, rev) VALUES (:uuid, :kind, :channel, :received, :time, :teller, :source,"
		" :name, :contact, :protected_name, :protected_contact, :authority, :adult, :telephone,"
		" :telephone_key, :email, :email_key, :address, :postcode, :body, :document, :acknowledged, :at, :rev)" },
	[Q_SUBJECT] = { "intake.subject",
		"INSERT INTO intake_subject (intake_id, full_name, born_day, age_years, sex, born_said, upn,"
		" school, rev) VALUES (:intake, :name, :born, :age, :sex, :said, :upn, :school, :rev)" },
};
/* clang-format on */

static const char WHERE[] = "intake.add";

enum { MOST_AGE = 25, KEY = CONTACT_POINT_KEY };

/* One of them, clean: texts are owned. */
typedef struct arrived {
	const cnis_intake_new *n;
	cnis_day received;
	const char *channel, *teller, *source;
	char *name, *contact, *adult, *telephone, *email, *address, *text, *document;
	char *postcode, *authority;
	char telephone_key[KEY], email_key[KEY]; /* "" where it has none */
	int64_t owner_id;
} arrived;

static void
clear(arrived *a)
{
	free(a->name);
	free(a->contact);
	free(a->adult);
	free(a->telephone);
	free(a->email);
	free(a->address);
	free(a->text);
	free(a->postcode);
	free(a->authority);
	free(a->document);
}

static cnis_status
wrong(const char *field, const char *words, cnis_error *reterr)
{
	return cnis_fail(reterr, CNIS_EINVAL, 0, WHERE, field, "%s", words);
}

/* ---- checks -----------------------------------------------------------------------------------
 */

/* How one of this kind usually comes. */
static const char *
usual_channel(const char *kind)
{
	static const struct {
		const char *kind, *channel;
	} usual[] = {
		{ "mailbox", "email" },
		{ "school_form", "online_form" },
		{ "telephone", "telephone" },
		{ "walk_in", "in_person" },
		{ "lost_pupil_search", "secure_transfer" },
	};

	for (size_t i = 0; i < sizeof(usual) / sizeof(usual[0]); i++)
		if (strcmp(kind, usual[i].kind) == 0)
			return usual[i].channel;
	return "other";
}

/* HH:MM */
static bool
is_time(const char *text)
{
	int hour, minute;

	if (strlen(text) != 5 || text[2] != ':' || strspn(text, "0123456789") != 2 ||
	    strspn(text + 3, "0123456789") != 2)
		return false;
	hour = (text[0] - '0') * 10 + (text[1] - '0');
	minute = (text[3] - '0') * 10 + (text[4] - '0');
	return hour < 24 && minute < 60;
}

static cnis_status
check_when(cnis_register *r, arrived *a, cnis_error *reterr)
{
	const cnis_intake_new *n = a->n;
	cnis_day today = change_today(r);
	cnis_day told = fact_day(n->acknowledged);

	a->received = fact_day(n->received) == CNIS_DAY_NONE ? today : n->received;
	if (a->received > today)
		return wrong("received", "the day lies in the future", reterr);
	if (a->received < cnis_rule_england()->known_from)
		return wrong("received", "the day lies before those the calendar knows", reterr);
	if (!text_empty(n->received_time) && !is_time(n->received_time))
		return wrong("received_time", "not a time of day such as 09:15", reterr);
	if (told != CNIS_DAY_NONE && (told > today || told < a->received))
		return wrong("acknowledged",
		             told > today ? "the day lies in the future"
		                          : "the day lies before it arrived",
		             reterr);
	return CNIS_OK;
}

static cnis_status
check_codes(cnis_register *r, arrived *a, cnis_error *reterr)
{
	const cnis_intake_new *n = a->n;
	cnis_status st;

	if (text_empty(n->kind))
		return wrong("kind", "say what has arrived: mailbox, school_form, telephone ...",
		             reterr);
	st = code_check(r, "intake_kind", n->kind, WHERE, "kind", reterr);
	a->channel = text_empty(n->channel) ? usual_channel(n->kind) : n->channel;
	if (st == CNIS_OK)
		st = code_check(r, "intake_channel", a->channel, WHERE, "channel", reterr);
	a->source = text_empty(n->source) ? "unknown" : n->source;
	if (st == CNIS_OK)
		st = code_check(r, "source", a->source, WHERE, "source", reterr);
	return st;
}

/* Whoever asked not to be named, and somebody nobody knows, are two different things. */
static cnis_status
check_teller(arrived *a, cnis_error *reterr)
{
	const char *teller = a->n->teller;
	bool told = a->name != NULL || a->contact != NULL;

	if (text_empty(teller))
		teller = told ? "named" : "unknown";
	if (strcmp(teller, "named") != 0 && strcmp(teller, "anonymous") != 0 &&
	    strcmp(teller, "unknown") != 0)
		return wrong("teller", "not one of named, anonymous, unknown", reterr);
	if (strcmp(teller, "unknown") == 0 && told)
		return wrong("teller",
		             "a name or contact is given; whoever asked not to be named is "
		             "anonymous",
		             reterr);
	a->teller = teller;
	return CNIS_OK;
}

/* What arrives is taken as it is: a value that is none of its kind has no key, and is found by
 * whoever reads it only. */
static cnis_status
take_reach(arrived *a, cnis_error *reterr)
{
	const char *postcode = a->n->postcode;
	rule_identifier code = rule_postcode(text_empty(postcode) ? "" : postcode);

	intake_telephone_key(a->telephone, a->telephone_key);
	intake_email_key(a->email, a->email_key);
	return fact_text(code.valid ? code.normalised : postcode, FACT_NAME, false, WHERE,
	                 "postcode", &a->postcode, reterr);
}

static bool
subject_empty(const cnis_intake_subject *s)
{
	return text_empty(s->full_name) && fact_day(s->born) == CNIS_DAY_NONE && s->age <= 0 &&
	       text_empty(s->upn) && text_empty(s->school) && text_empty(s->born_said);
}

/* Of one of the children: where it stands in the form. */
static cnis_status
wrong_of(size_t i, const char *field, const char *words, cnis_error *reterr)
{
	char path[40];

	(void)snprintf(path, sizeof(path), "children[%u].%s", (unsigned)i, field);
	return wrong(path, words, reterr);
}

static cnis_status
check_subject(const arrived *a, size_t i, cnis_error *reterr)
{
	const cnis_intake_subject *s = &a->n->subjects[i];
	cnis_day born = fact_day(s->born);

	if (subject_empty(s))
		return wrong("children", "nothing is said of one of the children", reterr);
	if (born != CNIS_DAY_NONE && born > a->received)
		return wrong_of(i, "born", "born after it arrived", reterr);
	if (s->age > MOST_AGE || s->age < -1)
		return wrong_of(i, "age", "an age in years, 0 to 25", reterr);
	if (!text_empty(s->sex) && (strlen(s->sex) != 1 || strchr("FMU", s->sex[0]) == NULL))
		return wrong_of(i, "sex", "not one of F, M, U", reterr);
	return CNIS_OK;
}

/* Something must be said of a child, or of a matter. */
static cnis_status
check_content(const arrived *a, cnis_error *reterr)
{
	const cnis_intake_new *n = a->n;
	cnis_status st = CNIS_OK;

	if (n->n_subjects > CNIS_INTAKE_SUBJECTS)
		return wrong("children", "more than 20 children", reterr);
	for (size_t i = 0; st == CNIS_OK && i < n->n_subjects; i++)
		st = check_subject(a, i, reterr);
	if (st == CNIS_OK && n->n_subjects == 0 && a->text == NULL && a->document == NULL &&
	    n->file == NULL && a->address == NULL && a->postcode == NULL && a->adult == NULL &&
	    a->telephone == NULL && a->email == NULL)
		st = wrong("text",
		           "there is nothing in it: give what it says, an address, or anything "
		           "about a child",
		           reterr);
	return st;
}

/** clear(a) also on failure. */
static cnis_status
take(cnis_register *r, const cnis_intake_new *n, arrived *a, cnis_error *reterr)
{
	cnis_status st;

	a->n = n;
	a->owner_id = r->officer_id;
	if (n->size < sizeof(*n))
		return wrong("size", "an intake of another version", reterr);
	if (!text_empty(n->file_name) && n->file == NULL)
		return wrong("file", "is named, but was not read", reterr);
	st = check_codes(r, a, reterr);
	if (st == CNIS_OK)
		st = check_when(r, a, reterr);
	if (st == CNIS_OK)
		st = fact_text(n->teller_name, FACT_NAME, false, WHERE, "teller_name", &a->name,
		               reterr);
	if (st == CNIS_OK)
		st = fact_text(n->teller_contact, FACT_NAME, false, WHERE, "teller_contact",
		               &a->contact, reterr);
	if (st == CNIS_OK)
		st = check_teller(a, reterr);
	if (st == CNIS_OK)
		st = fact_text(n->adult_name, FACT_NAME, false, WHERE, "adult_name", &a->adult,
		               reterr);
	if (st == CNIS_OK)
		st = fact_text(n->telephone, FACT_NAME, false, WHERE, "telephone", &a->telephone,
		               reterr);
	if (st == CNIS_OK)
		st = fact_text(n->email, FACT_NAME, false, WHERE, "email", &a->email, reterr);
	if (st == CNIS_OK)
		st = fact_text(n->address, FACT_NOTE, true, WHERE, "address", &a->address, reterr);
	if (st == CNIS_OK)
		st = fact_text(n->text, INTAKE_TEXT, true, WHERE, "text", &a->text, reterr);
	if (st == CNIS_OK)
		st = fact_text(n->document, FACT_NAME, false, WHERE, "document", &a->document,
		               reterr);
	if (st == CNIS_OK)
		st = fact_text(n->authority, FACT_NAME, false, WHERE, "authority", &a->authority,
		               reterr);
	if (st == CNIS_OK)
		st = take_reach(a, reterr);
	if (st == CNIS_OK)
		st = check_content(a, reterr);
	if (st == CNIS_OK && !text_empty(n->owner))
		st = officer_worker(r, n->owner, &a->owner_id, reterr);
	return st;
}

/* ---- writing ----------------------------------------------------------------------------------
 */

static cnis_status
insert(cnis_register *r, const arrived *a, int64_t *ret_id, cnis_error *reterr)
{
	bool hidden = text_same(a->teller, "anonymous");
	char uuid[37];
	cursor c = { 0 };
	cnis_status st = stmt_open(r->st, &SQL[Q_INSERT], &c, reterr);

	if (st != CNIS_OK)
		return st;
	change_uuid(uuid);
	stmt_text(&c, ":uuid", uuid);
	stmt_text(&c, ":kind", a->n->kind);
	stmt_text(&c, ":channel", a->channel);
	stmt_day(&c, ":received", a->received);
	stmt_text(&c, ":time", text_empty(a->n->received_time) ? NULL : a->n->received_time);
	stmt_text(&c, ":teller", a->teller);
	stmt_text(&c, ":source", a->source);
	stmt_text(&c, ":name", hidden ? NULL : a->name);
	stmt_text(&c, ":contact", hidden ? NULL : a->contact);
	stmt_text(&c, ":protected_name", hidden ? a->name : NULL);
	stmt_text(&c, ":protected_contact", hidden ? a->contact : NULL);
	stmt_text(&c, ":authority", a->authority);
	stmt_text(&c, ":adult", a->adult);
	stmt_text(&c, ":telephone", a->telephone);
	stmt_text(&c, ":telephone_key", a->telephone_key[0] == '\0' ? NULL : a->telephone_key);
	stmt_text(&c, ":email", a->email);
	stmt_text(&c, ":email_key", a->email_key[0] == '\0' ? NULL : a->email_key);
	stmt_text(&c, ":address", a->address);
	stmt_text(&c, ":postcode", a->postcode);
	stmt_text(&c, ":body", a->text);
	stmt_text(&c, ":document", a->document);
	stmt_day(&c, ":acknowledged", fact_day(a->n->acknowledged));
	stmt_int(&c, ":at", change_now(r));
	stmt_int(&c, ":rev", change_rev(r));
	st = stmt_run(&c, reterr);
	stmt_close(&c);
	if (st == CNIS_OK)
		*ret_id = store_last_id(r->st);
	return st;
}

static cnis_status
insert_subject(cnis_register *r, int64_t id, const cnis_intake_subject *s, cnis_error *reterr)
{
	rule_identifier upn = rule_upn(text_empty(s->upn) ? "" : s->upn);
	char *name = NULL;
	char *school = NULL;
	char *number = NULL;
	char *said = NULL;
	cursor c = { 0 };
	cnis_status st =
	    fact_text(s->full_name, FACT_NAME, false, WHERE, "full_name", &name, reterr);

	if (st == CNIS_OK)
		st = fact_text(s->school, FACT_NAME, false, WHERE, "school", &school, reterr);
	if (st == CNIS_OK)
		st = fact_text(upn.valid ? upn.normalised : s->upn, FACT_NAME, false, WHERE, "upn",
		               &number, reterr);
	if (st == CNIS_OK)
		st = fact_text(s->born_said, FACT_NAME, false, WHERE, "born", &said, reterr);
	if (st == CNIS_OK)
		st = stmt_open(r->st, &SQL[Q_SUBJECT], &c, reterr);
	if (st != CNIS_OK)
		goto out;
	stmt_int(&c, ":intake", id);
	stmt_text(&c, ":name", name);
	stmt_day(&c, ":born", fact_day(s->born));
	stmt_id(&c, ":age", s->age < 0 ? 0 : s->age);
	stmt_text(&c, ":sex", text_empty(s->sex) ? NULL : s->sex);
	stmt_text(&c, ":said", said);
	stmt_text(&c, ":upn", number);
	stmt_text(&c, ":school", school);
	stmt_int(&c, ":rev", change_rev(r));
	st = stmt_run(&c, reterr);
	stmt_close(&c);
out:
	free(name);
	free(school);
	free(number);
	free(said);
	return st;
}

/* What the family says of itself is theirs; anything else is of somebody who is not. */
static cnis_status
keep_file(cnis_register *r, const arrived *a, int64_t id, cnis_error *reterr)
{
	const char *of = text_same(a->source, "child")    ? "child_own"
	                 : text_same(a->source, "parent") ? "other"
	                                                  : "third_party";
	const cnis_document_new d = { .size = sizeof(d),
		                      .intake_id = id,
		                      .document_class = of,
		                      .title = "came with it",
		                      .author = a->name,
		                      .sent = CNIS_DAY_NONE,
		                      .received = a->received,
		                      .keep_until = CNIS_DAY_NONE,
		                      .file = a->n->file,
		                      .source = a->source };
	int64_t document = 0;

	return document_add_tx(r, &d, &document, reterr);
}

static cnis_status
add_tx(cnis_register *r, const cnis_intake_new *n, int64_t *ret_id, cnis_error *reterr)
{
	duty_local d = { .kind = "intake_triage",
		         .rule = "LOCAL.intake.triage",
		         .setting = "intake.triage_days",
		         .unit = "working" };
	arrived a = { 0 };
	int64_t id = 0;
	cnis_status st = take(r, n, &a, reterr);

	if (st == CNIS_OK)
		st = insert(r, &a, &id, reterr);
	for (size_t i = 0; st == CNIS_OK && i < n->n_subjects; i++)
		st = insert_subject(r, id, &n->subjects[i], reterr);
	if (st == CNIS_OK && n->file != NULL)
		st = keep_file(r, &a, id, reterr);
	if (st == CNIS_OK) {
		d.intake_id = id;
		d.opened = a.received;
		d.owner_id = a.owner_id;
		st = duty_local_tx(r, &d, NULL, reterr);
	}
	clear(&a);
	if (st == CNIS_OK)
		*ret_id = id;
	return st;
}

cnis_status
cnis_intake_add(cnis_register *r, const cnis_intake_new *all, size_t n, int64_t *ret_ids,
                size_t *ret_wrong, cnis_error *reterr)
{
	const change_spec spec = { .kind = WHERE,
		                   .command = "intake add",
		                   .roles = CNIS_ROLE_OFFICER | CNIS_ROLE_MANAGER |
		                            CNIS_ROLE_SAFEGUARDING,
		                   .undo = STORE_UNDOABLE };
	size_t bytes = 0;
	cnis_status st;

	for (size_t i = 0; i < n && n <= CNIS_INTAKE_AT_ONCE; i++)
		bytes += all[i].file == NULL ? 0 : all[i].file->len;
	if (bytes > CNIS_INTAKE_FILES)
		return wrong("file", "more than 32 MiB of files at once: record some of them alone",
		             reterr);
	if (n == 0 || n > CNIS_INTAKE_AT_ONCE)
		return wrong("intake", n == 0 ? "there is nothing in it" : "more than 500 at once",
		             reterr);
	st = change_begin(r, &spec, reterr);
	for (size_t i = 0; st == CNIS_OK && i < n; i++) {
		int64_t id = 0;

		st = add_tx(r, &all[i], &id, reterr);
		if (st == CNIS_OK)
			ret_ids[i] = id;
		else if (ret_wrong != NULL)
			*ret_wrong = i;
	}
	return change_end(r, st, reterr);
}
