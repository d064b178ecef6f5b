/* Complaints about the service.  No other file reads them but for who is shown one: a lint test. */
#include "domain/complaint.h"

#include <stdlib.h>

#include <cnis/reference.h>

#include "base/error.h"
#include "base/text.h"
#include "domain/custody.h"
#include "domain/duty.h"
#include "domain/fact.h"
#include "domain/intake.h"
#include "domain/officer.h"
#include "domain/process.h"
#include "domain/record.h"
#include "domain/sight.h"

enum { Q_INSERT, Q_READ, Q_CLOSE, Q_ABOUT, Q_ENTRY_ABOUT, Q_WALK, Q_GET, Q_COUNT };
/* clang-format off */
#define SHOWN " AND q.about_id IS NOT :me AND " SIGHT_CHILD("q.child_id") " AND (q.intake_id IS NULL" \
	" OR EXISTS (SELECT 1 FROM intake i WHERE i.id = q.intake_id AND " INTAKE_SHOWN("i") "))"
#define CLOSED "(q.closed_day IS NOT NULL AND q.closed_day <= :on)"
#define SELECT \
	"SELECT q.id, coalesce(q.child_id, 0), q.kind, a.login, q.words, d.due_day," \
	" (SELECT o.login FROM duty_owner w JOIN officer o ON o.id = w.officer_id" \
	"  WHERE w.duty_id = d.id AND w.to_day IS NULL), CASE WHEN " CLOSED " THEN q.closed_day END," \
	" CASE WHEN " CLOSED " THEN q.outcome END, CASE WHEN " CLOSED " THEN q.reply END, d.id," \
	" NULL, NULL, q.source, q.basis, q.received_day, q.recorded_at, q.rev," \
	" coalesce(q.intake_id, 0)" \
	" FROM complaint q LEFT JOIN duty d ON d.id = (SELECT max(x.id) FROM duty x" \
	"  WHERE x.complaint_id = q.id AND x.kind = 'complaint_reply')" \
	" LEFT JOIN officer a ON a.id = q.about_id WHERE "
static const store_sql SQL[Q_COUNT] = {
	[Q_INSERT] = { "complaint.insert",
		"INSERT INTO complaint (child_id, intake_id, kind, about_id, words, officer_id, source,"
		" basis, received_day, recorded_at, rev) VALUES (:child, :intake, :kind, :about, :words,"
		" :officer, :source, :basis, :received, :at, :rev)" },
	[Q_READ] = { "complaint.read",
		"SELECT q.received_day, q.closed_day, coalesce(q.child_id, 0)"
		" FROM complaint q WHERE q.id = :id" SHOWN },
	[Q_CLOSE] = { "complaint.close",
		"UPDATE complaint SET closed_day = :on, outcome = :outcome, reply = :reply,"
		" closed_by = :officer, rev = :rev WHERE id = :id" },
	[Q_ABOUT] = { "complaint.about",
		"SELECT 1 FROM complaint q JOIN duty d ON d.complaint_id = q.id"
		" WHERE d.id = :duty AND q.about_id = :about" },
	[Q_ENTRY_ABOUT] = { "complaint.entry_about",
		"SELECT 1 FROM main.complaint WHERE rev = :seq AND about_id = :me LIMIT 1" },
	[Q_WALK] = { "complaint.walk",
		SELECT "q.received_day <= :on AND (:all OR NOT " CLOSED ")" SHOWN " ORDER BY q.id" },
	[Q_GET] = { "complaint.get", SELECT "q.id = :id" SHOWN },
};
/* clang-format on */

static const char ADD[] = "complaint.add";
static const char CLOSE[] = "complaint.close";

cnis_status
complaint_about(cnis_register *r, int64_t duty_id, int64_t officer_id, bool *ret,
                cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st = stmt_open(r->st, &SQL[Q_ABOUT], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":about", officer_id);
	stmt_int(&c, ":duty", duty_id);
	st = stmt_step(&c, ret, reterr);
	stmt_close(&c);
	return st;
}

cnis_status
complaint_entry_about(cnis_register *r, int64_t seq, bool *ret, cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st = stmt_open(r->file, &SQL[Q_ENTRY_ABOUT], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":seq", seq);
	stmt_int(&c, ":me", r->officer_id);
	st = stmt_step(&c, ret, reterr);
	stmt_close(&c);
	return st;
}

/* ---- recording ------------------------------------------------------------------------------- */

/* By which clock each kind is answered. */
static const struct clock {
	const char *kind, *rule, *setting, *unit;
} CLOCKS[] = {
	{ "own", "LOCAL.complaint.own", "complaint.own_days", "working" },
	{ "ombudsman", "LOCAL.complaint.ombudsman", "complaint.ombudsman_days", "working" },
	{ "data_protection", "LOCAL.complaint.data-protection", "complaint.data_protection_days",
	  "calendar" },
};

typedef struct adding {
	struct clock clock; /* kind NULL: none */
	int64_t about, owner;
	cnis_fact fact;
} adding;

static cnis_status
find_about(cnis_register *r, const cnis_complaint_new *n, adding *a, cnis_error *reterr)
{
	cnis_status st;

	if (n->about == NULL)
		return CNIS_OK;
	st = officer_find(r, n->about, change_today(r), &a->about, reterr);
	return st == CNIS_ENOTFOUND
	           ? cnis_fail(reterr, st, 0, ADD, "about",
	                       "no current officer has this login; see officer list")
	           : st;
}

/* Who answers: somebody who is shown complaints, and never who is complained about. */
static cnis_status
find_owner(cnis_register *r, const cnis_complaint_new *n, adding *a, cnis_error *reterr)
{
	bool sees = false;
	cnis_status st = n->owner == NULL
	                     ? officer_manager_but(r, a->about, &a->owner, reterr)
	                     : officer_find(r, n->owner, change_today(r), &a->owner, reterr);

	if (st == CNIS_ENOTFOUND)
		return cnis_fail(reterr, st, 0, ADD, "owner",
		                 "no current officer has this login; see officer list");
	if (st == CNIS_OK)
		st = officer_sees_steps(r, a->owner, &sees, reterr);
	if (st == CNIS_OK && (!sees || a->owner == a->about))
		return cnis_refuse(
		    reterr, "LOCAL.complaint.own", ADD, "owner",
		    "a manager answers a complaint, and nobody one about themselves: "
		    "name somebody (--owner)");
	return st;
}

/* Of a child, of what arrived before anybody knew one, or of no family at all. */
static cnis_status
check_subject(cnis_register *r, const cnis_complaint_new *n, cnis_error *reterr)
{
	int64_t child = 0;
	bool there = true;
	cnis_status st;

	if (n->child_id != 0 && n->intake_id != 0)
		return cnis_fail(reterr, CNIS_EINVAL, 0, ADD, "intake",
		                 "of a child or of what arrived, not of both");
	if (n->child_id != 0)
		return process_child(r, n->child_id, ADD, NULL, reterr);
	if (n->intake_id == 0)
		return CNIS_OK;
	st = record_child(r, CNIS_REF_INTAKE, n->intake_id, &child, &there, reterr);
	return st == CNIS_OK && !there ? intake_missing(ADD, reterr) : st;
}

static cnis_status
check(cnis_register *r, const cnis_complaint_new *n, adding *a, cnis_error *reterr)
{
	cnis_fact given = n->fact;
	cnis_status st = check_subject(r, n, reterr);

	given.from = given.to = CNIS_DAY_NONE;
	for (size_t i = 0; i < sizeof(CLOCKS) / sizeof(CLOCKS[0]); i++)
		if (text_same(n->kind, CLOCKS[i].kind))
			a->clock = CLOCKS[i];
	if (st == CNIS_OK && a->clock.kind == NULL)
		return cnis_fail(reterr, CNIS_EINVAL, 0, ADD, "kind",
		                 "it is own, ombudsman or data_protection");
	if (st == CNIS_OK && text_empty(n->fact.source))
		return cnis_fail(reterr, CNIS_EINVAL, 0, ADD, "source", "say who complains");
	if (st == CNIS_OK)
		st = fact_complete(r, ADD, &given, &a->fact, reterr);
	if (st == CNIS_OK && n->child_id != 0)
		st = fact_after_birth(r, n->child_id, &a->fact, ADD, reterr);
	if (st == CNIS_OK)
		st = find_about(r, n, a, reterr);
	return st == CNIS_OK ? find_owner(r, n, a, reterr) : st;
}

static cnis_status
open_duties(cnis_register *r, int64_t id, int64_t child_id, const adding *a, cnis_error *reterr)
{
	duty_local d = { .kind = "complaint_acknowledge",
		         .rule = "LOCAL.complaint.acknowledge",
		         .setting = "complaint.acknowledge_days",
		         .unit = "working",
		         .child_id = child_id,
		         .complaint_id = id,
		         .opened = a->fact.received,
		         .owner_id = a->owner };
	cnis_status st = duty_local_tx(r, &d, NULL, reterr);

	d.kind = "complaint_reply";
	d.rule = a->clock.rule;
	d.setting = a->clock.setting;
	d.unit = a->clock.unit;
	return st == CNIS_OK ? duty_local_tx(r, &d, NULL, reterr) : st;
}

static cnis_status
insert(cnis_register *r, const cnis_complaint_new *n, const adding *a, const char *words,
       int64_t *ret_id, cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st = stmt_open(r->st, &SQL[Q_INSERT], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_id(&c, ":child", n->child_id);
	stmt_id(&c, ":intake", n->intake_id);
	stmt_text(&c, ":kind", n->kind);
	stmt_id(&c, ":about", a->about);
	stmt_text(&c, ":words", words);
	stmt_int(&c, ":officer", r->officer_id);
	stmt_text(&c, ":source", a->fact.source);
	stmt_text(&c, ":basis", a->fact.basis);
	stmt_day(&c, ":received", a->fact.received);
	stmt_int(&c, ":at", change_now(r));
	stmt_int(&c, ":rev", change_rev(r));
	st = stmt_run(&c, reterr);
	stmt_close(&c);
	if (st == CNIS_OK)
		*ret_id = store_last_id(r->st);
	return st;
}

static char
subject_letter(const cnis_complaint_new *n)
{
	if (n->child_id != 0)
		return CNIS_REF_CHILD;
	return n->intake_id != 0 ? CNIS_REF_INTAKE : '\0';
}

cnis_status
cnis_complaint_add(cnis_register *r, const cnis_complaint_new *complaint, int64_t *ret_id,
                   cnis_error *reterr)
{
	const change_spec spec = { .kind = ADD,
		                   .command = "complaint add",
		                   .letter = subject_letter(complaint),
		                   .id = complaint->child_id != 0 ? complaint->child_id
		                                                  : complaint->intake_id,
		                   .roles = CNIS_ROLE_OFFICER | SIGHT_ROLES,
		                   .undo = STORE_UNDOABLE };
	adding a = { 0 };
	char *words = NULL;
	int64_t id = 0;
	cnis_status st = process_text(complaint->words, PROCESS_NOTE_MAX, true, true, ADD, "words",
	                              &words, reterr);

	if (st == CNIS_OK)
		st = change_begin(r, &spec, reterr);
	if (st == CNIS_OK) {
		st = check(r, complaint, &a, reterr);
		if (st == CNIS_OK)
			st = insert(r, complaint, &a, words, &id, reterr);
		if (st == CNIS_OK)
			st = open_duties(r, id, complaint->child_id, &a, reterr);
		/* a custodian's, or a manager's for one who declared the family: not whom it is
		 * about */
		if (st == CNIS_OK)
			st = custody_settle_tx(r, 0, NULL, reterr);
		st = change_end(r, st, reterr);
	}
	free(words);
	if (st == CNIS_OK)
		*ret_id = id;
	return st;
}

/* ---- answering ------------------------------------------------------------------------------- */

static cnis_status
missing(const char *where, cnis_error *reterr)
{
	return cnis_fail(reterr, CNIS_ENOTFOUND, 0, where, "complaint",
	                 "there is no such complaint");
}

typedef struct kept {
	cnis_day received;
	bool closed;
	int64_t child;
} kept;

static cnis_status
read_one(cnis_register *r, int64_t id, kept *k, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(r->st, &SQL[Q_READ], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":id", id);
	stmt_int(&c, ":me", r->officer_id);
	st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK && !row)
		st = missing(CLOSE, reterr);
	if (st == CNIS_OK)
		*k = (kept){ col_day(&c, 0), !col_null(&c, 1), col_int(&c, 2) };
	stmt_close(&c);
	return st;
}

static cnis_status
close_tx(cnis_register *r, int64_t id, cnis_day on, const char *outcome, const char *reply,
         cnis_error *reterr)
{
	const duty_which called_for = { .complaint_id = id };
	kept k = { 0 };
	cursor c = { 0 };
	cnis_status st = read_one(r, id, &k, reterr);

	if (st == CNIS_OK && k.closed)
		st = cnis_refuse(reterr, "", CLOSE, "complaint", "the complaint is closed");
	if (st == CNIS_OK)
		st = code_check(r, "complaint_outcome", outcome, CLOSE, "outcome", reterr);
	if (on == CNIS_DAY_NONE)
		on = change_today(r);
	if (st == CNIS_OK)
		st = process_day(r, on, k.received, "it was received", CLOSE, "on", reterr);
	if (st == CNIS_OK)
		st = stmt_open(r->st, &SQL[Q_CLOSE], &c, reterr);
	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":id", id);
	stmt_day(&c, ":on", on);
	stmt_text(&c, ":outcome", outcome);
	stmt_text(&c, ":reply", reply);
	stmt_int(&c, ":officer", r->officer_id);
	stmt_int(&c, ":rev", change_rev(r));
	st = stmt_run(&c, reterr);
	stmt_close(&c);
	return st == CNIS_OK ? duty_end_all_tx(r, &called_for, DUTY_MET, on, CLOSE, NULL, reterr)
	                     : st;
}

cnis_status
cnis_complaint_close(cnis_register *r, int64_t id, cnis_day on, const char *outcome,
                     const char *reply, cnis_error *reterr)
{
	const change_spec spec = { .kind = CLOSE,
		                   .command = "complaint close",
		                   .letter = CNIS_REF_COMPLAINT,
		                   .id = id,
		                   .roles = SIGHT_ROLES,
		                   .undo = STORE_UNDOABLE };
	char *words = NULL;
	cnis_status st =
	    process_text(reply, PROCESS_NOTE_MAX, true, true, CLOSE, "reply", &words, reterr);

	if (st == CNIS_OK)
		st = change_begin(r, &spec, reterr);
	if (st == CNIS_OK) {
		st = close_tx(r, id, fact_day(on), outcome, words, reterr);
		st = change_end(r, st, reterr);
	}
	free(words);
	return st;
}

/* ---- reading --------------------------------------------------------------------------------- */

static cnis_complaint
row_of(const cursor *c)
{
	return (cnis_complaint){ .id = col_int(c, 0),
		                 .child_id = col_int(c, 1),
		                 .kind = col_text(c, 2),
		                 .about = col_text(c, 3),
		                 .words = col_text(c, 4),
		                 .answer_due = col_day(c, 5),
		                 .owner = col_text(c, 6),
		                 .closed = col_day(c, 7),
		                 .outcome = col_text(c, 8),
		                 .reply = col_text(c, 9),
		                 .duty_id = col_int(c, 10),
		                 .fact = fact_of(c, 11),
		                 .intake_id = col_int(c, 18) };
}

static cnis_status
begin(cnis_register *r, int query, cnis_day as_at, cursor *c, cnis_error *reterr)
{
	cnis_day on = fact_day(as_at);
	cnis_status st;

	if (!sight_steps(r))
		return cnis_fail(reterr, CNIS_EPERM, 0, "complaint.read", "role",
		                 "a manager reads complaints");
	st = stmt_open(r->st, &SQL[query], c, reterr);
	if (st != CNIS_OK)
		return st;
	stmt_int(c, ":me", r->officer_id);
	stmt_day(c, ":on", on == CNIS_DAY_NONE ? store_today(r->st) : on);
	return CNIS_OK;
}

cnis_status
cnis_complaint_walk(cnis_register *r, cnis_day as_at, bool all, cnis_complaint_fn fn, void *payload,
                    cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = begin(r, Q_WALK, as_at, &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":all", all);
	while ((st = stmt_step(&c, &row, reterr)) == CNIS_OK && row) {
		const cnis_complaint q = row_of(&c);

		st = fn(&q, payload, reterr);
		if (st != CNIS_OK)
			break;
	}
	stmt_close(&c);
	return st;
}

cnis_status
cnis_complaint_get(cnis_register *r, int64_t id, cnis_complaint_fn fn, void *payload,
                   cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = begin(r, Q_GET, CNIS_DAY_NONE, &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":id", id);
	st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK && !row)
		st = missing("complaint.read", reterr);
	if (st == CNIS_OK) {
		const cnis_complaint q = row_of(&c);

		st = fn(&q, payload, reterr);
	}
	stmt_close(&c);
	return st;
}

cnis_status
complaint_child(cnis_register *r, int64_t id, int64_t *ret_child, bool *ret_there,
                cnis_error *reterr)
{
	kept k = { 0 };
	cnis_status st;

	*ret_there = false;
	if (!sight_steps(r))
		return CNIS_OK;
	st = read_one(r, id, &k, reterr);
	*ret_there = st == CNIS_OK;
	*ret_child = k.child;
	return st == CNIS_ENOTFOUND ? CNIS_OK : st;
}
