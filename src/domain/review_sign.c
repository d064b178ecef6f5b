/* The second officer: agrees and the outcome stands, or the education is reviewed again. */
#include <string.h>

#include "base/error.h"
#include "base/flat.h"
#include "base/text.h"
#include "domain/duty.h"
#include "domain/process.h"
#include "domain/review_inside.h"
#include "domain/setting.h"

/* clang-format off */
enum { Q_READ, Q_SIGN, Q_COUNT };
static const store_sql SQL[Q_COUNT] = {
	[Q_READ] = { "review.read",
		"SELECT v.child_id, v.entry_id, v.reviewed_day, v.desk, v.outcome, v.officer_id, v.state,"
		" e.registered_day, (e.to_day IS NULL OR e.to_day >= :today) AND c.school_age_to >= :today"
		" FROM review v JOIN entry e ON e.id = v.entry_id JOIN child c ON c.id = v.child_id"
		" WHERE v.id = :id" },
	[Q_SIGN] = { "review.sign",
		"UPDATE review SET state = 'final', signed_by = :officer, signed_day = :on,"
		" signed_agrees = :agrees, rev = :rev WHERE id = :id" },
};
/* clang-format on */

static cnis_status
read_review(cnis_register *r, int64_t id, review_row *ret, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(r->st, &SQL[Q_READ], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":id", id);
	stmt_int(&c, ":today", change_today(r));
	st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK && row) {
		*ret = (review_row){ .id = id,
			             .child_id = col_int(&c, 0),
			             .entry_id = col_int(&c, 1),
			             .reviewed = col_day(&c, 2),
			             .desk = col_int(&c, 3) != 0,
			             .officer_id = col_int(&c, 5),
			             .awaiting = strcmp(col_text(&c, 6), "final") != 0,
			             .registered = col_day(&c, 7),
			             .entry_open = col_int(&c, 8) != 0 };
		text_copy(ret->outcome, sizeof ret->outcome, col_text(&c, 4));
	}
	stmt_close(&c);
	if (st == CNIS_OK && !row)
		return cnis_fail(reterr, CNIS_ENOTFOUND, 0, "review.sign", "review",
		                 "no such review");
	return st;
}

static cnis_status
write_signature(cnis_register *r, int64_t id, bool agrees, cnis_day on, cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st = stmt_open(r->st, &SQL[Q_SIGN], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":officer", r->officer_id);
	stmt_int(&c, ":on", on);
	stmt_text(&c, ":agrees", agrees ? "yes" : "no");
	stmt_int(&c, ":rev", change_rev(r));
	stmt_int(&c, ":id", id);
	st = stmt_run(&c, reterr);
	stmt_close(&c);
	return st;
}

/*
 * The second officer does not agree: the outcome does not stand, and the education is reviewed
 * again within the days a signature has.
 */
static cnis_status
review_again(cnis_register *r, const review_row *v, cnis_day on, cnis_day *ret_due,
             cnis_error *reterr)
{
	char inputs[160];
	text_buf b = text_buf_on(inputs, sizeof inputs);
	int64_t days = 0;
	cnis_day next = CNIS_DAY_NONE;
	cnis_status st = setting_int(r, "review.sign_off_days", on, &days, reterr);

	if (st != CNIS_OK || !v->entry_open)
		return st;
	flat_begin(&b);
	flat_add_day(&b, "from", on);
	flat_add_int(&b, "days", days);
	flat_add(&b, "unit", "working");
	flat_add(&b, "day_one", "next");
	flat_end(&b);
	st = process_due(r, "LOCAL.review.sign-off", inputs, on, &next, reterr);
	if (st == CNIS_OK)
		st = duty_end_all_tx(r, &(duty_which){ .kind = "review", .entry_id = v->entry_id },
		                     DUTY_SUPERSEDED, on, "review.sign", NULL, reterr);
	if (st == CNIS_OK)
		st = review_next_tx(r, v, next, on, ret_due, reterr);
	return st;
}

static cnis_status
sign_tx(cnis_register *r, int64_t id, bool agrees, cnis_day on, cnis_review_done *done,
        cnis_error *reterr)
{
	static const char WHERE[] = "review.sign";
	review_row v = { 0 };
	cnis_status st = read_review(r, id, &v, reterr);

	if (st == CNIS_OK && !v.awaiting)
		st = cnis_refuse(reterr, "LOCAL.review.second-officer", WHERE, "review",
		                 "no signature is awaited");
	if (st == CNIS_OK && v.officer_id == r->officer_id)
		st = cnis_refuse(reterr, "LOCAL.review.second-officer", WHERE, "review",
		                 "the officer who reviewed cannot sign: another officer must");
	if (st == CNIS_OK)
		st = process_day(r, on, v.reviewed, "the review", WHERE, "on", reterr);
	if (st == CNIS_OK)
		st = write_signature(r, id, agrees, on, reterr);
	if (st == CNIS_OK)
		st = change_touch(r, v.child_id, reterr);
	if (st == CNIS_OK)
		st = agrees ? review_follow_tx(r, &v, on, &done->follow_up, reterr)
		            : review_again(r, &v, on, &done->next_review, reterr);
	/* last: the entry must never be without a duty in between */
	if (st == CNIS_OK)
		st = duty_end_all_tx(r, &(duty_which){ .kind = "sign_off", .review_id = id },
		                     DUTY_MET, on, WHERE, NULL, reterr);
	done->id = id;
	done->child_id = v.child_id;
	done->desk = v.desk;
	return st;
}

cnis_status
cnis_review_sign(cnis_register *r, int64_t id, int64_t rev, bool agrees, cnis_day on,
                 cnis_review_done *ret, cnis_error *reterr)
{
	cnis_review_done done = { .sign_by = CNIS_DAY_NONE,
		                  .next_review = CNIS_DAY_NONE,
		                  .follow_up = CNIS_DAY_NONE };
	cnis_status st = change_begin(
	    r,
	    &(change_spec){ .kind = "review.sign", .roles = CNIS_ROLE_OFFICER | CNIS_ROLE_MANAGER },
	    reterr);

	if (st != CNIS_OK)
		return st;
	if (rev != 0)
		st = change_expect(r, "review", id, rev, reterr);
	if (st == CNIS_OK)
		st = sign_tx(r, id, agrees, on, &done, reterr);
	st = change_end(r, st, reterr);
	if (st == CNIS_OK)
		*ret = done;
	return st;
}
