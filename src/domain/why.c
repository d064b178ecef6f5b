/*
 * Why.  Every sentence comes from the rule's own verdict, worked out again from the inputs kept at
 * the time; here it is only chosen who may read it.
 */
#include <cnis/why.h>

#include <string.h>

#include <cnis/duty.h>
#include <cnis/reference.h>

#include "base/error.h"
#include "base/text.h"
#include "domain/sight.h"
#include "domain/why_inside.h"

/* clang-format off */
enum { Q_DUTY_CHILD, Q_WITHDRAWAL_CHILD, Q_REVIEW_CHILD, Q_ENTRY_CHILD, Q_CHILD_CHILD, Q_REVIEW };
static const store_sql sql[] = {
	[Q_DUTY_CHILD] = { "why.duty_child", "SELECT d.child_id FROM duty d WHERE d.id = :id"
		" AND " SIGHT_DUTY("d") " AND " SIGHT_ARRIVED("d") },
	[Q_WITHDRAWAL_CHILD] = { "why.withdrawal_child",
		"SELECT child_id FROM withdrawal WHERE id = :id" },
	[Q_REVIEW_CHILD] = { "why.review_child", "SELECT child_id FROM review WHERE id = :id" },
	[Q_ENTRY_CHILD] = { "why.entry_child", "SELECT child_id FROM entry WHERE id = :id" },
	[Q_CHILD_CHILD] = { "why.child_child", "SELECT id FROM child WHERE id = :id" },
	[Q_REVIEW] = { "why.review",
		"SELECT reviewed_day, outcome, state, signed_day, coalesce(signed_agrees, '')"
		" FROM review WHERE id = :id" },
};
/* clang-format on */

static cnis_status
tell_review(const why_telling *t, int64_t id, cnis_error *reterr)
{
	char text[WHY_SENTENCE];
	text_buf b = text_buf_on(text, sizeof(text));
	cursor c = { 0 };
	bool row = false;
	bool second = false;
	cnis_status st = stmt_open(t->r->st, &sql[Q_REVIEW], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":id", id);
	st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK && row) {
		second = !col_null(&c, 3) || strcmp(col_text(&c, 2), "final") != 0;
		text_add(&b, "reviewed on ");
		text_add_day(&b, col_day(&c, 0));
		if (strcmp(col_text(&c, 2), "final") != 0)
			text_add(&b, "; the outcome counts once a second officer has signed it");
		else if (second) {
			text_add(&b, "; a second officer signed on ");
			text_add_day(&b, col_day(&c, 3));
			text_add(&b, strcmp(col_text(&c, 4), "no") == 0 ? ", disagreeing"
			                                                : ", agreeing");
		}
	}
	stmt_close(&c);
	if (st != CNIS_OK)
		return st;
	return why_tell(
	    t, "review", text,
	    cnis_rule_find(second ? "LOCAL.review.second-officer" : "LOCAL.review.yearly"), "",
	    true, reterr);
}

cnis_status
cnis_why_child(cnis_register *r, char kind, int64_t id, int64_t *ret_child_id, cnis_error *reterr)
{
	int which = kind == CNIS_REF_DUTY         ? Q_DUTY_CHILD
	            : kind == CNIS_REF_WITHDRAWAL ? Q_WITHDRAWAL_CHILD
	            : kind == CNIS_REF_REVIEW     ? Q_REVIEW_CHILD
	            : kind == CNIS_REF_ENTRY      ? Q_ENTRY_CHILD
	                                          : Q_CHILD_CHILD;
	cursor c = { 0 };
	bool row = false;
	cnis_status st;

	if (kind == '\0' || strchr("DWREC", kind) == NULL)
		return cnis_fail(reterr, CNIS_EINVAL, 0, "why", "reference",
		                 "why answers for a duty (D), child (C), withdrawal (W), review "
		                 "(R) or entry (E)");
	st = stmt_open(r->st, &sql[which], &c, reterr);
	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":id", id);
	if (which == Q_DUTY_CHILD)
		stmt_int(&c, ":steps", sight_steps(r));
	st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK && !row)
		st = cnis_fail(reterr, CNIS_ENOTFOUND, 0, "why", "reference",
		               "there is no such record");
	if (st == CNIS_OK)
		*ret_child_id = col_int(&c, 0);
	stmt_close(&c);
	return st;
}

cnis_status
cnis_why(cnis_register *r, char kind, int64_t id, bool for_family, cnis_why_fn fn, void *payload,
         cnis_error *reterr)
{
	why_telling t = { .r = r, .family = for_family, .fn = fn, .payload = payload };
	int64_t child = 0;
	cnis_status st = cnis_why_child(r, kind, id, &child, reterr);

	if (st != CNIS_OK)
		return st;
	if (kind == CNIS_REF_DUTY)
		return cnis_duty_get(r, id, why_tell_duty, &t, reterr);
	if (kind == CNIS_REF_ENTRY)
		t.entry_id = id;
	if (kind == CNIS_REF_WITHDRAWAL) {
		t.withdrawal_id = id;
		st = why_tell_tests(&t, id, reterr);
	} else if (kind == CNIS_REF_REVIEW) {
		t.review_id = id;
		st = tell_review(&t, id, reterr);
	} else {
		st = why_tell_child(&t, child, t.entry_id, reterr);
	}
	if (st == CNIS_OK && (kind == CNIS_REF_CHILD || kind == CNIS_REF_REVIEW))
		st = why_tell_one_word(&t, child, reterr);
	if (st == CNIS_OK && kind != CNIS_REF_CHILD)
		st = why_tell_duties(&t, child, reterr);
	return st;
}
