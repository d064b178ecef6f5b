/* Something went to the wrong place: nothing is waited for from there, who it is for is told, and a
 * manager looks into it. */
#include "domain/forward.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "domain/consent_inside.h"
#include "domain/death.h"
#include "domain/duty.h"
#include "domain/process.h"
#include "domain/sight.h"

enum { Q_READ, Q_WRITE, Q_LEFT, Q_COUNT };
/* clang-format off */
static const store_sql SQL[Q_COUNT] = {
	[Q_READ] = { "forward.misdirecting",
		"SELECT withdrawal_id, what, sent_day, method IS NOT NULL, misdirected_day,"
		" elsewhere FROM forwarding"
		" WHERE id = :id AND (:steps OR what <> 'application') AND " SIGHT_CHILD("child_id") },
	[Q_WRITE] = { "forward.misdirected",
		"UPDATE forwarding SET misdirected_day = :on, misdirected = :reason, rev = :rev WHERE id = :id" },
	/* what of the same went to who is to have it, and what of the same is not confirmed */
	[Q_LEFT] = { "forward.others",
		"SELECT coalesce(sum(NOT f.elsewhere), 0), coalesce(sum(f.receipt_day IS NULL), 0) FROM forwarding f, forwarding x"
		" WHERE x.id = :id AND f.withdrawal_id = x.withdrawal_id AND f.id <> x.id"
		" AND f.method IS NOT NULL AND f.misdirected_day IS NULL"
		" AND (f.what = 'application') = (x.what = 'application')" },
};
/* clang-format on */

static const char WHERE[] = "forward.misdirected";

typedef struct misdirected {
	withdrawal_row w;
	bool application, out, elsewhere; /* elsewhere: nobody who is to have it had it by this */
	cnis_day sent, before;
	int64_t others, unconfirmed;
} misdirected;

static cnis_status
count_others(cnis_register *r, int64_t id, misdirected *m, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(r->st, &SQL[Q_LEFT], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":id", id);
	st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK && row) {
		m->others = col_int(&c, 0);
		m->unconfirmed = col_int(&c, 1);
	}
	stmt_close(&c);
	return st;
}

static cnis_status
read_one(cnis_register *r, int64_t id, misdirected *m, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	int64_t withdrawal = 0;
	cnis_status st = stmt_open(r->st, &SQL[Q_READ], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":id", id);
	stmt_int(&c, ":steps", sight_steps(r));
	st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK && row) {
		withdrawal = col_int(&c, 0);
		m->application = strcmp(col_text(&c, 1), "application") == 0;
		m->sent = col_day(&c, 2);
		m->out = col_int(&c, 3) != 0;
		m->before = col_day(&c, 4);
		m->elsewhere = col_int(&c, 5) != 0;
	}
	stmt_close(&c);
	if (st == CNIS_OK && !row)
		return cnis_fail(reterr, CNIS_ENOTFOUND, 0, WHERE, "forward", "no such record");
	if (st == CNIS_OK)
		st = count_others(r, id, m, reterr);
	return st == CNIS_OK ? withdrawal_read(r, withdrawal, WHERE, &m->w, reterr) : st;
}

static cnis_status
write_row(cnis_register *r, int64_t id, cnis_day on, const char *reason, cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st = stmt_open(r->st, &SQL[Q_WRITE], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":id", id);
	stmt_day(&c, ":on", on);
	stmt_text(&c, ":reason", reason);
	stmt_int(&c, ":rev", change_rev(r));
	st = stmt_run(&c, reterr);
	stmt_close(&c);
	return st;
}

/* An application nobody else has is still to be passed on. */
static cnis_status
pass_again(cnis_register *r, const misdirected *m, cnis_day on, cnis_error *reterr)
{
	bool open = false;
	cnis_status st = process_duty_open(r, m->w.id, "await_authority", &open, reterr);

	if (st != CNIS_OK || m->others > 0 || !open)
		return st;
	st = withdrawal_end_tx(r, &m->w, "await_authority", false, on, WHERE, reterr);
	/* what went elsewhere never met the duty to pass it on: that is still open */
	return st == CNIS_OK && !m->elsewhere ? consent_pass_tx(r, &m->w, on, reterr) : st;
}

/* The authority where the child lives, of which nobody else was told, is still to be told. */
static cnis_status
tell_again(cnis_register *r, misdirected *m, cnis_day on, cnis_error *reterr)
{
	char state[sizeof m->w.state];
	cnis_status st = CNIS_OK;

	if (m->unconfirmed == 0)
		st = withdrawal_end_tx(r, &m->w, "await_receipt", false, on, WHERE, reterr);
	if (st != CNIS_OK || strcmp(m->w.state, "withdrawn") == 0)
		return st;
	if (m->others > 0 || m->elsewhere || m->w.elsewhere[0] == '\0')
		return forward_settle_tx(r, &m->w, on, reterr);
	if (m->w.closed != CNIS_DAY_NONE) {
		(void)text_copy(state, sizeof state, m->w.state);
		st = withdrawal_state_tx(r, &m->w, state, CNIS_DAY_NONE, reterr);
	}
	return st == CNIS_OK ? withdrawal_duty_tx(r, &m->w, "register_child", on, NULL, reterr)
	                     : st;
}

/* Whatever becomes of the withdrawal, school age or the child: it is about what went out. */
static cnis_status
tell_manager(cnis_register *r, const misdirected *m, cnis_day on, cnis_error *reterr)
{
	duty_local d;
	cnis_status st = duty_incident(r, on, &d, reterr);

	d.child_id = m->w.child_id;
	return st == CNIS_OK ? death_duty_tx(r, &d, reterr) : st;
}

static cnis_status
misdirected_tx(cnis_register *r, int64_t id, cnis_day on, const char *reason, cnis_error *reterr)
{
	misdirected m = { 0 };
	cnis_status st = read_one(r, id, &m, reterr);

	if (st == CNIS_OK && (!m.out || m.before != CNIS_DAY_NONE))
		st = cnis_fail(reterr, CNIS_EREFUSED, 0, WHERE, "forward",
		               m.out ? "that is recorded already" : "nothing was sent");
	if (st == CNIS_OK)
		st = process_day(r, on, m.sent, "it was sent", WHERE, "on", reterr);
	if (st == CNIS_OK)
		st = change_touch(r, m.w.child_id, reterr);
	if (st == CNIS_OK)
		st = write_row(r, id, on, reason, reterr);
	if (st == CNIS_OK)
		st = m.application ? pass_again(r, &m, on, reterr) : tell_again(r, &m, on, reterr);
	return st == CNIS_OK ? tell_manager(r, &m, on, reterr) : st;
}

cnis_status
cnis_forward_misdirected(cnis_register *r, int64_t id, cnis_day on, const char *reason,
                         cnis_error *reterr)
{
	char *clean = NULL;
	cnis_status st =
	    process_text(reason, PROCESS_NOTE_MAX, true, true, WHERE, "reason", &clean, reterr);

	if (st == CNIS_OK)
		st = change_begin(r,
		                  &(change_spec){ .kind = WHERE,
		                                  .roles = CNIS_ROLE_OFFICER | CNIS_ROLE_MANAGER |
		                                           CNIS_ROLE_SAFEGUARDING },
		                  reterr);
	if (st == CNIS_OK)
		st = change_end(r, misdirected_tx(r, id, on, clean, reterr), reterr);
	free(clean);
	return st;
}
