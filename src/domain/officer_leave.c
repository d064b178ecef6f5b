/* An officer goes: what is open goes to somebody else in the same change, with counts. */
#include <stdlib.h>

#include "base/error.h"
#include "domain/change.h"
#include "domain/cover.h"
#include "domain/custody.h"
#include "domain/duty.h"
#include "domain/duty_queue.h"
#include "domain/officer.h"
#include "domain/sight.h"

enum { Q_END_ROLES, Q_OTHER_ADMIN, Q_END, Q_OPEN, Q_OWN_WORK, Q_HAND_NEW, Q_HAND_OLD, Q_COUNT };
/* Of the duties in hand: all; the steps; the signatures under reviews of who takes over. */
enum { WHICH_ALL, WHICH_STEPS, WHICH_SIGNATURES };
/* clang-format off */
#define OPEN_OF "w.officer_id = :id AND w.to_day IS NULL AND d.state = 'open'"
#define SIGNS "(d.kind = 'sign_off' AND EXISTS (SELECT 1 FROM review v WHERE v.id = d.review_id" \
	" AND v.officer_id = :taker))"
/* nor answers anybody a complaint about themselves */
#define ABOUT "(d.kind IN ('complaint_reply', 'complaint_acknowledge') AND EXISTS (SELECT 1" \
	" FROM complaint q WHERE q.id = d.complaint_id AND q.about_id = :taker))"
#define WHICH "CASE :which WHEN 0 THEN 1 WHEN 1 THEN d.kind IN " SIGHT_STEPS " ELSE (" SIGNS " OR " ABOUT ") END"
static const store_sql sql[Q_COUNT] = {
	[Q_END_ROLES] = { "officer.end_roles",
		"UPDATE officer_role SET to_day = :to, rev = :rev"
		" WHERE officer_id = :id AND to_day IS NULL" },
	[Q_OTHER_ADMIN] = { "officer.other_administrator",
		"SELECT 1 FROM officer_role ro JOIN officer o ON o.id = ro.officer_id"
		" WHERE ro.role = 'administrator' AND ro.to_day IS NULL AND o.to_day IS NULL"
		" AND o.id <> :id LIMIT 1" },
	[Q_END] = { "officer.end", "UPDATE officer SET to_day = :to, rev = :rev WHERE id = :id" },
	[Q_OPEN] = { "officer.open",
		"SELECT count(*), count(DISTINCT d.child_id), coalesce(sum(d.due_day < :today), 0)"
		" FROM duty_owner w JOIN duty d ON d.id = w.duty_id WHERE " OPEN_OF },
	[Q_OWN_WORK] = { "officer.own_work",
		"SELECT count(*) FROM duty_owner w JOIN duty d ON d.id = w.duty_id WHERE " OPEN_OF
		" AND (" SIGNS " OR " ABOUT ")" },
	/* giving work an owner is not itself work in the queue */
	[Q_HAND_NEW] = { "officer.hand_new",
		"INSERT INTO duty_owner (child_id, duty_id, officer_id, from_day, rev, queued)"
		" SELECT w.child_id, w.duty_id, :to_id, :from, :rev, (:queued OR w.queued) AND d.kind <> 'allocate'"
		" FROM duty_owner w JOIN duty d ON d.id = w.duty_id WHERE " OPEN_OF
		" AND " WHICH " ORDER BY w.id" },
	[Q_HAND_OLD] = { "officer.hand_old",
		"UPDATE duty_owner SET to_day = :to, rev = :rev WHERE id IN (SELECT w.id FROM duty_owner w"
		" JOIN duty d ON d.id = w.duty_id WHERE " OPEN_OF " AND " WHICH ")" },
};
/* clang-format on */

static const char WHERE[] = "officer.end";

/* What is handed over, to whom. */
typedef struct handing {
	int64_t from, to;
	int which;
	int64_t taker; /* who takes over, of WHICH_SIGNATURES */
	bool queued;
} handing;

/* A register nobody can administer is lost. */
cnis_status
officer_keep_administrator(cnis_register *r, int64_t id, cnis_error *reterr)
{
	int64_t other = 0;
	cnis_status st = stmt_ask(r->st, &sql[Q_OTHER_ADMIN], ":id", id, 0, &other, reterr);

	if (st == CNIS_OK && other == 0)
		st = cnis_refuse(reterr, "", "officer.role", "role",
		                 "this is the last administrator; make another one first");
	return st;
}

static cnis_status
close_row_tx(cnis_register *r, int which, int64_t id, cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st = stmt_open(r->st, &sql[which], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":id", id);
	/* the last day is yesterday: from today it does not hold */
	stmt_day(&c, ":to", change_today(r) - 1);
	stmt_int(&c, ":rev", change_rev(r));
	st = stmt_run(&c, reterr);
	stmt_close(&c);
	return st;
}

static cnis_status
hand_over_tx(cnis_register *r, const handing *h, int64_t *ret_n, cnis_error *reterr)
{
	cnis_status st = CNIS_OK;

	for (int i = Q_HAND_NEW; st == CNIS_OK && i <= Q_HAND_OLD; i++) {
		cursor c = { 0 };

		st = stmt_open(r->st, &sql[i], &c, reterr);
		if (st != CNIS_OK)
			break;
		if (i == Q_HAND_NEW) {
			stmt_int(&c, ":to_id", h->to);
			stmt_int(&c, ":queued", h->queued);
			stmt_day(&c, ":from", change_today(r));
		} else
			stmt_day(&c, ":to", change_today(r) - 1);
		stmt_int(&c, ":id", h->from);
		stmt_int(&c, ":which", h->which);
		stmt_int(&c, ":taker", h->taker);
		stmt_int(&c, ":rev", change_rev(r));
		st = stmt_run(&c, reterr);
		stmt_close(&c);
	}
	if (st == CNIS_OK && ret_n != NULL)
		*ret_n += store_changes(r->st);
	return st;
}

cnis_status
officer_hand_steps_tx(cnis_register *r, int64_t id, cnis_error *reterr)
{
	handing h = { .from = id, .which = WHICH_STEPS };
	cnis_status st = officer_for_step(r, 0, id, &h.to, reterr);

	if (st == CNIS_OK && h.to != 0)
		st = hand_over_tx(r, &h, NULL, reterr);
	return st == CNIS_OK ? custody_settle_tx(r, id, NULL, reterr) : st;
}

static cnis_status
count_work(cnis_register *r, int64_t id, cnis_officer_moved *m, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(r->st, &sql[Q_OPEN], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":id", id);
	stmt_day(&c, ":today", change_today(r));
	st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK && row) {
		m->duties = col_int(&c, 0);
		m->children = col_int(&c, 1);
		m->late = col_int(&c, 2);
	}
	stmt_close(&c);
	return st;
}

/* Nobody signs a review of their own: such a signature waits for an owner. */
static cnis_status
hand_signatures_tx(cnis_register *r, int64_t id, int64_t to, cnis_officer_moved *m,
                   cnis_error *reterr)
{
	handing h = { .from = id, .which = WHICH_SIGNATURES, .taker = to, .queued = true };
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(r->st, &sql[Q_OWN_WORK], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":id", id);
	stmt_int(&c, ":taker", to);
	st = stmt_step(&c, &row, reterr);
	row = st == CNIS_OK && row && col_int(&c, 0) > 0;
	stmt_close(&c);
	if (!row)
		return st;
	st = queue_keeper(r, id, &h.to, reterr);
	return st == CNIS_OK ? hand_over_tx(r, &h, &m->queued, reterr) : st;
}

static cnis_status
hand_all_tx(cnis_register *r, int64_t id, int64_t to, bool queue, cnis_officer_moved *m,
            cnis_error *reterr)
{
	handing all = { .from = id, .to = to, .which = WHICH_ALL, .queued = queue };
	bool sees = false;
	cnis_status st = CNIS_OK;

	if (queue) {
		st = queue_keeper(r, id, &all.to, reterr);
	} else
		st = officer_sees_steps(r, to, &sees, reterr);
	if (st == CNIS_OK &&
	    !sees) /* those wait in no queue: that would tell that they are there */
		st = officer_hand_steps_tx(r, id, reterr);
	if (st == CNIS_OK && !queue)
		st = hand_signatures_tx(r, id, to, m, reterr);
	if (st == CNIS_OK)
		st = hand_over_tx(r, &all, queue ? &m->queued : NULL, reterr);
	if (st == CNIS_OK)
		st = custody_settle_tx(r, id, &m->queued, reterr);
	return st == CNIS_OK && m->queued > 0 ? queue_allocate_tx(r, reterr) : st;
}

static cnis_status
find_taker(cnis_register *r, const cnis_officer_leaving *l, int64_t id, int64_t *ret_to,
           cnis_error *reterr)
{
	cnis_status st;

	if (l->hand_to == NULL)
		return CNIS_OK;
	if (l->to_queue)
		return cnis_fail(reterr, CNIS_EINVAL, 0, WHERE, "hand_to",
		                 "give an officer or the queue, not both");
	st = officer_worker(r, l->hand_to, ret_to, reterr);
	if (st == CNIS_ENOTFOUND)
		return cnis_fail(reterr, st, 0, WHERE, "hand_to",
		                 "no current officer has this login; see officer list");
	if (st == CNIS_OK && *ret_to == id)
		return cnis_fail(reterr, CNIS_EINVAL, 0, WHERE, "hand_to",
		                 "duties cannot be handed to the officer who leaves");
	return st;
}

/* A manager ends whoever cannot do it themselves, but for an administrator. */
static cnis_status
check_may(cnis_register *r, int64_t id, cnis_error *reterr)
{
	unsigned roles = 0;
	cnis_status st = officer_keep_administrator(r, id, reterr);

	if (st == CNIS_OK && (r->roles & CNIS_ROLE_ADMINISTRATOR) == 0)
		st = officer_roles(r, id, change_today(r), &roles, reterr);
	if (st == CNIS_OK && (roles & CNIS_ROLE_ADMINISTRATOR) != 0)
		return cnis_fail(reterr, CNIS_EPERM, 0, WHERE, "officer",
		                 "an administrator is ended by an administrator");
	return st;
}

static cnis_status
leave_tx(cnis_register *r, const cnis_officer_leaving *l, cnis_officer_moved *m, cnis_error *reterr)
{
	int64_t id = 0;
	int64_t to = 0;
	cnis_status st = officer_find(r, l->login, change_today(r), &id, reterr);

	if (st == CNIS_OK)
		st = check_may(r, id, reterr);
	if (st == CNIS_OK)
		st = custody_leave_tx(r, id, reterr);
	if (st == CNIS_OK)
		st = count_work(r, id, m, reterr);
	if (st == CNIS_OK && m->duties > 0 && l->hand_to == NULL && !l->to_queue)
		return cnis_refuse(reterr, "", WHERE, "hand_to",
		                   "%lld duties of this officer are open; name who takes them "
		                   "(--hand-to LOGIN), or put them into the queue (--to-queue)",
		                   (long long)m->duties);
	if (st == CNIS_OK)
		st = find_taker(r, l, id, &to, reterr);
	if (st == CNIS_OK && (to != 0 || (l->to_queue && m->duties > 0)))
		st = hand_all_tx(r, id, to, l->to_queue, m, reterr);
	if (st == CNIS_OK)
		st = cover_leave_tx(r, id, reterr);
	if (st == CNIS_OK)
		st = close_row_tx(r, Q_END_ROLES, id, reterr);
	return st == CNIS_OK ? close_row_tx(r, Q_END, id, reterr) : st;
}

cnis_status
cnis_officer_leave(cnis_register *r, const cnis_officer_leaving *leaving,
                   cnis_officer_moved *ret_moved, cnis_error *reterr)
{
	const change_spec spec = { .kind = WHERE,
		                   .command = "officer end",
		                   .roles = CNIS_ROLE_ADMINISTRATOR | CNIS_ROLE_MANAGER,
		                   .undo = STORE_FINAL,
		                   .whole = true };
	cnis_officer_moved moved = { 0 };
	cnis_status st = change_begin(r, &spec, reterr);

	if (st == CNIS_OK)
		st = leave_tx(r, leaving, &moved, reterr);
	st = change_end(r, st, reterr);
	if (st == CNIS_OK && ret_moved != NULL)
		*ret_moved = moved;
	return st;
}

cnis_status
cnis_officer_end(cnis_register *r, const char *login, const char *hand_to, int64_t *ret_moved,
                 cnis_error *reterr)
{
	const cnis_officer_leaving l = { .size = sizeof(l), .login = login, .hand_to = hand_to };
	cnis_officer_moved moved = { 0 };
	cnis_status st = cnis_officer_leave(r, &l, &moved, reterr);

	if (st == CNIS_OK && ret_moved != NULL)
		*ret_moved = moved.duties;
	return st;
}
