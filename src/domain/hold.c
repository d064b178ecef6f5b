/* What is kept from happening until a person decides: disposal of records, letters to a family. */
#include <stdlib.h>

#include <cnis/reference.h>

#include "base/error.h"
#include "base/text.h"
#include "domain/death.h"
#include "domain/duty.h"
#include "domain/fact.h"
#include "domain/process.h"
#include "domain/same.h"
#include "domain/sight.h"

enum { Q_INSERT, Q_END, Q_NOW, Q_WALK, Q_COUNT };
/* clang-format off */
static const store_sql SQL[Q_COUNT] = {
	[Q_INSERT] = { "hold.insert",
		"INSERT INTO hold (child_id, kind, because, note, from_day, officer_id, recorded_at, rev)"
		" VALUES (:child, :kind, :because, :note, :from, :officer, :at, :rev)" },
	/* the last day is yesterday: what goes out again goes out today */
	[Q_END] = { "hold.end",
		"UPDATE hold SET to_day = max(:today - 1, from_day), ended_by = :officer, end_note = :note,"
		" rev = :rev WHERE child_id IN " SAME_CHILD(SAME_NOW) " AND kind = :kind"
		" AND to_day IS NULL" },
	[Q_NOW] = { "hold.now",
		"SELECT h.id, h.child_id FROM hold h WHERE h.child_id IN " SAME_CHILD(SAME_NOW)
		" AND h.kind = :kind AND h.to_day IS NULL AND h.from_day <= :on ORDER BY h.id LIMIT 1" },
	[Q_WALK] = { "hold.walk",
		"SELECT h.id, h.child_id, h.kind, h.because, h.note, h.from_day,"
		" CASE WHEN h.to_day <= :on THEN h.to_day END, o.login,"
		" CASE WHEN h.to_day <= :on THEN e.login END, CASE WHEN h.to_day <= :on THEN h.end_note END,"
		" h.rev FROM hold h JOIN officer o ON o.id = h.officer_id"
		" LEFT JOIN officer e ON e.id = h.ended_by"
		" WHERE (:child IS NULL OR h.child_id IN " SAME_CHILD(SAME_NOW) ") AND h.from_day <= :on"
		" AND (:all OR h.to_day IS NULL OR h.to_day >= :on) AND " SIGHT_CHILD("h.child_id")
		" ORDER BY h.id" },
};
/* clang-format on */

static const char LETTERS[] = "letters";

/* The hold of this kind that stands of the child, in any record, begun by @p on; *ret_id 0 when
 * there is none. */
static cnis_status
hold_by(cnis_register *r, int64_t child_id, const char *kind, cnis_day on, int64_t *ret_id,
        int64_t *ret_record, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(r->st, &SQL[Q_NOW], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", child_id);
	stmt_text(&c, ":kind", kind);
	stmt_int(&c, ":on", on);
	st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK) {
		*ret_id = row ? col_int(&c, 0) : 0;
		*ret_record = row ? col_int(&c, 1) : 0;
	}
	stmt_close(&c);
	return st;
}

static cnis_status
hold_now(cnis_register *r, int64_t child_id, const char *kind, int64_t *ret_id, int64_t *ret_record,
         cnis_error *reterr)
{
	return hold_by(r, child_id, kind, INT32_MAX, ret_id, ret_record, reterr);
}

cnis_status
hold_letters_refuse(cnis_register *r, int64_t child_id, const char *where, cnis_error *reterr)
{
	return hold_sent_refuse(r, child_id, CNIS_DAY_NONE, where, reterr);
}

cnis_status
hold_sent_refuse(cnis_register *r, int64_t child_id, cnis_day on, const char *where,
                 cnis_error *reterr)
{
	char ref[CNIS_REFERENCE_SIZE];
	int64_t id = 0, record = 0;
	cnis_status st = death_refuse(r, child_id, on, where, reterr);

	if (st == CNIS_OK)
		st = hold_by(r, child_id, LETTERS, on == CNIS_DAY_NONE ? INT32_MAX : on, &id,
		             &record, reterr);
	if (st != CNIS_OK || id == 0)
		return st;
	return cnis_refuse(reterr, "LOCAL.death.letters", where, "child",
	                   "letters about %s are held until somebody decides (hold end)",
	                   cnis_reference_format(CNIS_REF_CHILD, child_id, ref));
}

/* ---- setting one ----------------------------------------------------------------------------- */

static cnis_status
insert(cnis_register *r, const cnis_hold_new *n, const char *note, int64_t *ret_id,
       cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st = stmt_open(r->st, &SQL[Q_INSERT], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", n->child_id);
	stmt_text(&c, ":kind", n->kind);
	stmt_text(&c, ":because", n->because);
	stmt_text(&c, ":note", note);
	stmt_day(&c, ":from", change_today(r));
	stmt_int(&c, ":officer", r->officer_id);
	stmt_int(&c, ":at", change_now(r));
	stmt_int(&c, ":rev", change_rev(r));
	st = stmt_run(&c, reterr);
	stmt_close(&c);
	if (st == CNIS_OK)
		*ret_id = store_last_id(r->st);
	return st;
}

/* Held letters are somebody's to decide: of whoever has the family's work. */
static cnis_status
open_duty(cnis_register *r, int64_t child_id, cnis_error *reterr)
{
	duty_local d = { .kind = "letters_decide",
		         .rule = "LOCAL.death.letters",
		         .setting = "death.letters_days",
		         .unit = "working",
		         .child_id = child_id,
		         .opened = change_today(r) };
	cnis_status st = duty_owner_tx(r, child_id, &d.owner_id, reterr);

	return st == CNIS_OK ? death_duty_tx(r, &d, reterr) : st;
}

static cnis_status
begin_tx(cnis_register *r, const cnis_hold_new *n, const char *note, int64_t *ret_id,
         cnis_error *reterr)
{
	int64_t now = 0, record = 0;
	cnis_status st = hold_now(r, n->child_id, n->kind, &now, &record, reterr);

	if (st != CNIS_OK)
		return st;
	*ret_id = now;
	if (now != 0)
		return CNIS_OK;
	st = insert(r, n, note, ret_id, reterr);
	if (st == CNIS_OK && text_same(n->kind, LETTERS))
		st = open_duty(r, n->child_id, reterr);
	return st == CNIS_OK ? change_touch(r, n->child_id, reterr) : st;
}

cnis_status
hold_begin_tx(cnis_register *r, const cnis_hold_new *n, int64_t *ret_id, cnis_error *reterr)
{
	return begin_tx(r, n, NULL, ret_id, reterr);
}

static cnis_status
check_kind(const char *kind, const char *where, cnis_error *reterr)
{
	if (text_same(kind, LETTERS) || text_same(kind, "disposal"))
		return CNIS_OK;
	return cnis_fail(reterr, CNIS_EINVAL, 0, where, "kind",
	                 "what is held back is disposal or letters");
}

static cnis_status
add_tx(cnis_register *r, const cnis_hold_new *n, const char *note, int64_t *ret_id,
       cnis_error *reterr)
{
	static const char WHERE[] = "hold.add";
	int64_t now = 0, record = 0;
	cnis_status st = process_child(r, n->child_id, WHERE, NULL, reterr);

	if (st == CNIS_OK)
		st = check_kind(n->kind, WHERE, reterr);
	if (st == CNIS_OK)
		st = code_check(r, "hold_reason", n->because, WHERE, "because", reterr);
	if (st == CNIS_OK && text_same(n->because, "other") && note == NULL)
		return cnis_fail(reterr, CNIS_EINVAL, 0, WHERE, "note", "say which reason");
	if (st == CNIS_OK && text_same(n->kind, LETTERS))
		st = death_refuse(r, n->child_id, CNIS_DAY_NONE, WHERE, reterr);
	if (st == CNIS_OK)
		st = hold_now(r, n->child_id, n->kind, &now, &record, reterr);
	if (st == CNIS_OK && now != 0)
		return cnis_fail(reterr, CNIS_EEXISTS, 0, WHERE, "kind", "that is held already");
	return st == CNIS_OK ? begin_tx(r, n, note, ret_id, reterr) : st;
}

cnis_status
cnis_hold_add(cnis_register *r, const cnis_hold_new *hold, int64_t *ret_id, cnis_error *reterr)
{
	const change_spec spec = { .kind = "hold.add",
		                   .command = "hold add",
		                   .letter = CNIS_REF_CHILD,
		                   .id = hold->child_id,
		                   .roles = CNIS_ROLE_OFFICER | CNIS_ROLE_MANAGER,
		                   .undo = STORE_UNDOABLE };
	char *note = NULL;
	int64_t id = 0;
	cnis_status st = process_text(hold->note, PROCESS_NOTE_MAX, true, false, spec.kind, "note",
	                              &note, reterr);

	if (st == CNIS_OK)
		st = change_begin(r, &spec, reterr);
	if (st == CNIS_OK) {
		st = add_tx(r, hold, note, &id, reterr);
		st = change_end(r, st, reterr);
	}
	free(note);
	if (st == CNIS_OK)
		*ret_id = id;
	return st;
}

/* ---- ending one ------------------------------------------------------------------------------ */

/* An end taken back stands beside what was held again since: all of the kind end. */
static cnis_status
close_rows(cnis_register *r, int64_t child_id, const char *kind, const char *decided,
           cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st = stmt_open(r->st, &SQL[Q_END], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", child_id);
	stmt_text(&c, ":kind", kind);
	stmt_day(&c, ":today", change_today(r));
	stmt_int(&c, ":officer", r->officer_id);
	stmt_text(&c, ":note", decided);
	stmt_int(&c, ":rev", change_rev(r));
	st = stmt_run(&c, reterr);
	stmt_close(&c);
	return st;
}

static cnis_status
end_tx(cnis_register *r, int64_t child_id, const char *kind, const char *decided,
       cnis_error *reterr)
{
	static const char WHERE[] = "hold.end";
	int64_t id = 0, record = 0;
	int met = 0;
	cnis_status st = process_child(r, child_id, WHERE, NULL, reterr);

	if (st == CNIS_OK)
		st = check_kind(kind, WHERE, reterr);
	if (st == CNIS_OK && !text_same(kind, LETTERS) && (r->roles & CNIS_ROLE_MANAGER) == 0)
		return cnis_fail(reterr, CNIS_EPERM, 0, WHERE, "role",
		                 "a manager decides that records may be disposed of again");
	if (st == CNIS_OK)
		st = hold_now(r, child_id, kind, &id, &record, reterr);
	if (st == CNIS_OK && id == 0)
		return cnis_fail(reterr, CNIS_ENOTFOUND, 0, WHERE, "kind",
		                 "nothing of this kind is held of the child");
	if (st == CNIS_OK)
		st = close_rows(r, child_id, kind, decided, reterr);
	if (st == CNIS_OK && text_same(kind, LETTERS))
		st = duty_end_all_tx(r,
		                     &(duty_which){ .kind = "letters_decide", .child_id = record },
		                     DUTY_MET, change_today(r), WHERE, &met, reterr);
	return st == CNIS_OK ? change_touch(r, record, reterr) : st;
}

cnis_status
cnis_hold_end(cnis_register *r, int64_t child_id, const char *kind, const char *decided,
              cnis_error *reterr)
{
	const change_spec spec = { .kind = "hold.end",
		                   .command = "hold end",
		                   .letter = CNIS_REF_CHILD,
		                   .id = child_id,
		                   .roles = CNIS_ROLE_OFFICER | CNIS_ROLE_MANAGER,
		                   .undo = STORE_UNDOABLE };
	char *clean = NULL;
	cnis_status st = process_text(decided, PROCESS_NOTE_MAX, true, true, spec.kind, "decided",
	                              &clean, reterr);

	if (st == CNIS_OK)
		st = change_begin(r, &spec, reterr);
	if (st == CNIS_OK) {
		st = end_tx(r, child_id, kind, clean, reterr);
		st = change_end(r, st, reterr);
	}
	free(clean);
	return st;
}

/* ---- reading --------------------------------------------------------------------------------- */

cnis_status
cnis_hold_walk(cnis_register *r, int64_t child_id, cnis_day as_at, bool all, cnis_hold_fn fn,
               void *payload, cnis_error *reterr)
{
	cnis_day on = fact_day(as_at);
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(r->st, &SQL[Q_WALK], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_id(&c, ":child", child_id);
	stmt_day(&c, ":on", on == CNIS_DAY_NONE ? store_today(r->st) : on);
	stmt_int(&c, ":all", all);
	while ((st = stmt_step(&c, &row, reterr)) == CNIS_OK && row) {
		const cnis_hold h = { .id = col_int(&c, 0),
			              .child_id = col_int(&c, 1),
			              .kind = col_text(&c, 2),
			              .because = col_text(&c, 3),
			              .note = col_text(&c, 4),
			              .from = col_day(&c, 5),
			              .to = col_day(&c, 6),
			              .officer = col_text(&c, 7),
			              .ended_by = col_text(&c, 8),
			              .decided = col_text(&c, 9),
			              .rev = col_int(&c, 10) };

		st = fn(&h, payload, reterr);
		if (st != CNIS_OK)
			break;
	}
	stmt_close(&c);
	return st;
}
