/* Language, interpreter, format of an adult; and who interprets where a decision is made. */
#include "domain/communication.h"

#include <string.h>

#include "base/error.h"
#include "base/flat.h"
#include "base/text.h"
#include "domain/duty.h"
#include "domain/fact.h"
#include "domain/process.h"
#include "domain/same.h"
#include "rule/language.h"

enum { Q_INSERT, Q_KNOWN, Q_PRESENT, Q_CORRECT, Q_CLOSE, Q_LANGUAGE, Q_NEEDED, Q_WALK, Q_COUNT };
/* clang-format off */
#define HOLDS "m.from_day <= :on AND (m.to_day IS NULL OR m.to_day >= :on)"
static const store_sql SQL[Q_COUNT] = {
	[Q_INSERT] = { "communication.insert",
		"INSERT INTO communication (person_id, language, interpreter, format, from_day, to_day,"
		" source, basis, received_day, recorded_at, rev)"
		" VALUES (:person, :language, :interpreter, :format, :from, :to, :source, :basis,"
		" :received, :at, :rev)" },
	[Q_KNOWN] = { "communication.known",
		"SELECT 1 FROM communication WHERE person_id = :person AND to_day IS NULL"
		" AND language = :language AND interpreter = :interpreter AND format = :format" },
	[Q_PRESENT] = { "communication.present",
		"SELECT id, from_day, language, interpreter, format FROM communication"
		" WHERE person_id = :id AND to_day IS NULL ORDER BY from_day DESC LIMIT 1" },
	[Q_CORRECT] = { "communication.correct",
		"UPDATE communication SET language = :language, interpreter = :interpreter,"
		" format = :format, source = :source, basis = :basis, received_day = :received, rev = :rev"
		" WHERE id = :id" },
	[Q_CLOSE] = { "communication.close",
		"UPDATE communication SET to_day = :to, rev = :rev WHERE person_id = :id"
		" AND to_day IS NULL" },
	[Q_LANGUAGE] = { "communication.language",
		"SELECT m.language FROM communication m WHERE m.person_id = :id AND " HOLDS
		" ORDER BY m.id DESC LIMIT 1" },
	[Q_NEEDED] = { "communication.needed",
		"SELECT 1 FROM relationship l JOIN person p ON p.id = l.person_id"
		" JOIN communication m ON m.person_id = l.person_id"
		" WHERE l.child_id IN " SAME_CHILD(SAME_NOW) " AND (l.from_day IS NULL OR l.from_day <= :on)"
		" AND (l.to_day IS NULL OR l.to_day >= :on)"
		" AND (p.kind IN ('parent', 'carer') OR l.responsibility = 'yes' OR l.has_care = 'yes')"
		" AND m.interpreter = 'yes' AND " HOLDS " LIMIT 1" },
	[Q_WALK] = { "communication.walk",
		"SELECT m.id, m.person_id, m.language, m.interpreter, m.format,"
		" m.from_day, m.to_day, m.source, m.basis, m.received_day, m.recorded_at, m.rev"
		" FROM communication m WHERE m.person_id = :id AND (:all OR (" HOLDS ")) ORDER BY m.id" },
};
/* clang-format on */

cnis_status
communication_language(const char *code, const char *where, cnis_error *reterr)
{
	if (rule_language(code))
		return CNIS_OK;
	return cnis_fail(reterr, CNIS_EINVAL, 0, where, "language",
	                 "not a code of ISO 639: two or three small letters, en for English, pl "
	                 "for Polish, bfi for British Sign Language");
}

cnis_status
communication_of(cnis_register *r, int64_t person_id, cnis_day on, char ret[4], cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(r->st, &SQL[Q_LANGUAGE], &c, reterr);

	(void)text_copy(ret, 4, "en");
	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":id", person_id);
	stmt_int(&c, ":on", on);
	st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK && row)
		(void)text_copy(ret, 4, col_text(&c, 0));
	stmt_close(&c);
	return st;
}

/* ---- recording --------------------------------------------------------------------------------
 */

/* What stands for "not said". */
static cnis_communication_new
whole(const cnis_communication_new *n)
{
	cnis_communication_new w = *n;

	w.language = n->language == NULL ? "en" : n->language;
	w.interpreter = n->interpreter == NULL ? "unknown" : n->interpreter;
	w.format = n->format == NULL ? "standard" : n->format;
	return w;
}

cnis_status
communication_check(cnis_register *r, const cnis_communication_new *n, cnis_error *reterr)
{
	static const char where[] = "communication.set";
	const cnis_communication_new w = whole(n);
	const char *answer;
	cnis_status st = communication_language(w.language, where, reterr);

	if (st == CNIS_OK)
		st = fact_answer(w.interpreter, where, "interpreter", &answer, reterr);
	return st == CNIS_OK
	           ? code_check(r, "communication_format", w.format, where, "format", reterr)
	           : st;
}

/* What holds of the adult. */
typedef struct present {
	int64_t id; /* 0: nothing */
	cnis_day from;
	char language[4], interpreter[8], format[32];
} present;

static cnis_status
present_get(cnis_register *r, int64_t person_id, present *ret, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(r->st, &SQL[Q_PRESENT], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":id", person_id);
	st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK && row) {
		ret->id = col_int(&c, 0);
		ret->from = col_day(&c, 1);
		(void)text_copy(ret->language, sizeof(ret->language), col_text(&c, 2));
		(void)text_copy(ret->interpreter, sizeof(ret->interpreter), col_text(&c, 3));
		(void)text_copy(ret->format, sizeof(ret->format), col_text(&c, 4));
	}
	stmt_close(&c);
	return st;
}

/* A second word of one day is of the same record: what it does not say stays. */
static cnis_status
add_to(const present *p, cnis_communication_new *n, cnis_error *reterr)
{
	if (n->language == NULL)
		n->language = p->language;
	if (n->interpreter == NULL)
		n->interpreter = p->interpreter;
	if (n->format == NULL)
		n->format = p->format;
	if (text_same(n->language, p->language) && text_same(n->interpreter, p->interpreter) &&
	    text_same(n->format, p->format))
		return cnis_fail(reterr, CNIS_EINVAL, 0, "communication.set", "language",
		                 "nothing changes: this holds since that day");
	return CNIS_OK;
}

/* @param io  what holds; id 0 on return: it ends the day before, and another begins */
static cnis_status
check(cnis_register *r, cnis_communication_new *n, present *io, cnis_fact *ret, cnis_error *reterr)
{
	static const char where[] = "communication.set";
	cnis_status st;

	n->fact.to = CNIS_DAY_NONE;
	if (n->fact.source == NULL)
		n->fact.source = "parent";
	if (n->fact.basis == NULL)
		n->fact.basis = "voluntary";
	if (fact_day(n->fact.from) == CNIS_DAY_NONE)
		n->fact.from = change_today(r);
	st = fact_complete(r, where, &n->fact, ret, reterr);
	if (st == CNIS_OK && ret->from > change_today(r))
		st = cnis_fail(reterr, CNIS_EINVAL, 0, where, "from", "the day lies in the future");
	if (st == CNIS_OK && io->id != 0 && ret->from < io->from)
		st = cnis_fail(reterr, CNIS_EINVAL, 0, where, "from",
		               "something else holds since a later day");
	if (st == CNIS_OK && io->id != 0 && ret->from == io->from)
		st = add_to(io, n, reterr);
	else
		io->id = 0;
	*n = whole(n);
	return st == CNIS_OK ? communication_check(r, n, reterr) : st;
}

static void
bind_said(cursor *c, const cnis_communication_new *n)
{
	stmt_text(c, ":language", n->language);
	stmt_text(c, ":interpreter", n->interpreter);
	stmt_text(c, ":format", n->format);
}

cnis_status
communication_known(cnis_register *r, const cnis_communication_new *n, bool *ret,
                    cnis_error *reterr)
{
	const cnis_communication_new w = whole(n);
	cursor c = { 0 };
	cnis_status st = stmt_open(r->st, &SQL[Q_KNOWN], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":person", w.person_id);
	bind_said(&c, &w);
	st = stmt_step(&c, ret, reterr);
	stmt_close(&c);
	return st;
}

static cnis_status
correct(cnis_register *r, const cnis_communication_new *n, int64_t id, const cnis_fact *fact,
        cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st = stmt_open(r->st, &SQL[Q_CORRECT], &c, reterr);

	if (st != CNIS_OK)
		return st;
	fact_heard(r, fact->source, fact->received);
	stmt_int(&c, ":id", id);
	bind_said(&c, n);
	stmt_text(&c, ":source", fact->source);
	stmt_text(&c, ":basis", fact->basis);
	stmt_day(&c, ":received", fact->received);
	stmt_int(&c, ":rev", change_rev(r));
	st = stmt_run(&c, reterr);
	stmt_close(&c);
	return st;
}

static cnis_status
replace(cnis_register *r, const cnis_communication_new *n, const cnis_fact *fact, int64_t *ret_id,
        cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st = stmt_open(r->st, &SQL[Q_CLOSE], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":id", n->person_id);
	stmt_int(&c, ":to", fact->from - 1);
	stmt_int(&c, ":rev", change_rev(r));
	st = stmt_run(&c, reterr);
	stmt_close(&c);
	if (st == CNIS_OK)
		st = stmt_open(r->st, &SQL[Q_INSERT], &c, reterr);
	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":person", n->person_id);
	bind_said(&c, n);
	fact_bind(&c, r, fact);
	st = stmt_run(&c, reterr);
	stmt_close(&c);
	if (st == CNIS_OK)
		*ret_id = store_last_id(r->st);
	return st;
}

cnis_status
communication_set_tx(cnis_register *r, const cnis_communication_new *given, int64_t *ret_id,
                     cnis_error *reterr)
{
	cnis_communication_new n = *given;
	present now = { 0 };
	cnis_fact fact;
	bool there = false;
	cnis_status st = fact_exists(r, "person", n.person_id, &there, reterr);

	if (st == CNIS_OK && !there)
		return cnis_fail(reterr, CNIS_ENOTFOUND, 0, "communication.set", "person",
		                 "no such person");
	if (st == CNIS_OK)
		st = present_get(r, n.person_id, &now, reterr);
	if (st == CNIS_OK)
		st = check(r, &n, &now, &fact, reterr);
	if (st != CNIS_OK)
		return st;
	if (now.id == 0)
		return replace(r, &n, &fact, ret_id, reterr);
	st = correct(r, &n, now.id, &fact, reterr);
	if (st == CNIS_OK)
		*ret_id = now.id;
	return st;
}

cnis_status
cnis_communication_set(cnis_register *r, const cnis_communication_new *n, int64_t *ret_id,
                       cnis_error *reterr)
{
	const change_spec spec = { .kind = "communication.set",
		                   .roles = CNIS_ROLE_OFFICER | CNIS_ROLE_MANAGER,
		                   .undo = STORE_UNDOABLE };
	int64_t id = 0;
	cnis_status st = change_begin(r, &spec, reterr);

	if (st != CNIS_OK)
		return st;
	st = change_end(r, communication_set_tx(r, n, &id, reterr), reterr);
	if (st == CNIS_OK)
		*ret_id = id;
	return st;
}

/* ---- who interpreted --------------------------------------------------------------------------
 */

cnis_status
communication_interpreter(cnis_register *r, const char *code, const char *where, cnis_error *reterr)
{
	return text_empty(code) ? CNIS_OK
	                        : code_check(r, "interpreter", code, where, "interpreter", reterr);
}

static cnis_status
needed(cnis_register *r, int64_t child_id, cnis_day on, bool *ret, cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st = stmt_open(r->st, &SQL[Q_NEEDED], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", child_id);
	stmt_int(&c, ":on", on);
	st = stmt_step(&c, ret, reterr);
	stmt_close(&c);
	return st;
}

cnis_status
communication_decision_tx(cnis_register *r, int64_t child_id, const char *interpreter, cnis_day on,
                          const char *where, cnis_error *reterr)
{
	static const char RULE[] = "LOCAL.interpreter";
	char json[128];
	text_buf b = text_buf_on(json, sizeof(json));
	const cnis_rule_output *out;
	cnis_rule_verdict v;
	bool is_needed = false;
	cnis_status st = communication_interpreter(r, interpreter, where, reterr);

	if (st == CNIS_OK)
		st = needed(r, child_id, on, &is_needed, reterr);
	if (st != CNIS_OK)
		return st;
	flat_begin(&b);
	flat_add(&b, "needed", is_needed ? "true" : "false");
	flat_add(&b, "interpreter", text_empty(interpreter) ? NULL : interpreter);
	flat_end(&b);
	st = duty_eval(r, RULE, json, on, &v, reterr);
	if (st != CNIS_OK)
		return st;
	out = cnis_rule_verdict_get(&v, "allowed");
	if (out == NULL || strcmp(out->text, "true") != 0)
		return cnis_refuse(reterr, RULE, where, "interpreter", "%s", v.why);
	return CNIS_OK;
}

/* ---- reading ----------------------------------------------------------------------------------
 */

typedef struct walk {
	cnis_communication_fn fn;
	void *payload;
} walk;

static cnis_status
walk_row(const cursor *c, void *payload, cnis_error *reterr)
{
	const walk *w = payload;
	const cnis_communication m = { .id = col_int(c, 0),
		                       .person_id = col_int(c, 1),
		                       .language = col_text(c, 2),
		                       .interpreter = col_text(c, 3),
		                       .format = col_text(c, 4),
		                       .fact = fact_of(c, 5) };

	return w->fn(&m, w->payload, reterr);
}

cnis_status
cnis_communication_walk(cnis_register *r, int64_t person_id, cnis_day as_at, bool all,
                        cnis_communication_fn fn, void *payload, cnis_error *reterr)
{
	walk w = { fn, payload };

	return fact_walk_person(r, "communication.walk", &SQL[Q_WALK], person_id, as_at, all,
	                        walk_row, &w, reterr);
}
