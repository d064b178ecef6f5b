/* Reading reviews. */
#include <cnis/review.h>

#include "base/error.h"
#include "domain/register.h"

#define COLUMNS                                                                                    \
	"SELECT v.id, v.child_id, v.entry_id, v.reviewed_day, v.method, v.desk, v.outcome,"        \
	" v.reasons, v.voice, v.voice_note,"                                                       \
	" (SELECT group_concat(kind, ' ') FROM (SELECT kind FROM review_evidence"                  \
	"  WHERE review_id = v.id ORDER BY id)),"                                                  \
	" v.next_day, v.officer_id, o.login, v.state, v.signed_by, s.login, v.signed_day,"         \
	" v.signed_agrees, v.rev, v.interpreter FROM review v JOIN officer o ON o.id = "           \
	"v.officer_id"                                                                             \
	" LEFT JOIN officer s ON s.id = v.signed_by"

enum { Q_GET, Q_CHILD, Q_ALL, Q_COUNT };
/* clang-format off */
static const store_sql SQL[Q_COUNT] = {
	[Q_GET] = { "review.get", COLUMNS " WHERE v.id = :id" },
	[Q_CHILD] = { "review.walk_child",
		COLUMNS " WHERE v.child_id = :id AND (NOT :awaiting OR v.state <> 'final')"
		" ORDER BY v.reviewed_day DESC, v.id DESC" },
	/* what awaits a signature is found by its duty, which is indexed */
	[Q_ALL] = { "review.walk",
		COLUMNS " WHERE NOT :awaiting OR v.id IN (SELECT review_id FROM duty"
		" WHERE kind = 'sign_off' AND state = 'open')"
		" ORDER BY v.reviewed_day DESC, v.id DESC" },
};
/* clang-format on */

static cnis_status
walk(cnis_register *r, int q, int64_t id, bool awaiting, cnis_review_fn fn, void *payload,
     bool *ret_any, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(r->st, &SQL[q], &c, reterr);

	if (st != CNIS_OK)
		return st;
	if (q != Q_ALL)
		stmt_int(&c, ":id", id);
	if (q != Q_GET)
		stmt_int(&c, ":awaiting", awaiting);
	while ((st = stmt_step(&c, &row, reterr)) == CNIS_OK && row) {
		cnis_review v = { .id = col_int(&c, 0),
			          .child_id = col_int(&c, 1),
			          .entry_id = col_int(&c, 2),
			          .reviewed = col_day(&c, 3),
			          .method = col_text(&c, 4),
			          .desk = col_int(&c, 5) != 0,
			          .outcome = col_text(&c, 6),
			          .reasons = col_text(&c, 7),
			          .voice = col_text(&c, 8),
			          .voice_note = col_text(&c, 9),
			          .evidence = col_null(&c, 10) ? "" : col_text(&c, 10),
			          .next = col_day(&c, 11),
			          .officer_id = col_int(&c, 12),
			          .officer = col_text(&c, 13),
			          .state = col_text(&c, 14),
			          .signed_by = col_int(&c, 15),
			          .signer = col_null(&c, 16) ? "" : col_text(&c, 16),
			          .signed_on = col_day(&c, 17),
			          .signed_agrees = col_null(&c, 18) ? "" : col_text(&c, 18),
			          .rev = col_int(&c, 19),
			          .interpreter = col_text(&c, 20) };

		*ret_any = true;
		st = fn(&v, payload, reterr);
		if (st != CNIS_OK)
			break;
	}
	stmt_close(&c);
	return st;
}

cnis_status
cnis_review_get(cnis_register *r, int64_t id, cnis_review_fn fn, void *payload, cnis_error *reterr)
{
	bool any = false;
	cnis_status st = walk(r, Q_GET, id, false, fn, payload, &any, reterr);

	if (st == CNIS_OK && !any)
		return cnis_fail(reterr, CNIS_ENOTFOUND, 0, "review.get", "review",
		                 "no such review");
	return st;
}

cnis_status
cnis_review_walk(cnis_register *r, int64_t child_id, bool awaiting, cnis_review_fn fn,
                 void *payload, cnis_error *reterr)
{
	bool any = false;

	return walk(r, child_id ? Q_CHILD : Q_ALL, child_id, awaiting, fn, payload, &any, reterr);
}
