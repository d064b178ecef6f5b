/* Answers: one holds at a time. */
#include "domain/answer.h"

#include "base/error.h"
#include "base/text.h"
#include "domain/setting.h"

cnis_status
answer_complete(cnis_register *r, const char *where, const cnis_fact *in, cnis_fact *ret,
                cnis_error *reterr)
{
	cnis_status st = fact_complete(r, where, in, ret, reterr);

	if (st == CNIS_OK && ret->from == CNIS_DAY_NONE)
		ret->from = ret->received;
	if (st == CNIS_OK && ret->from > store_today(r->st))
		st = cnis_fail(reterr, CNIS_EINVAL, 0, where, "from", "the day lies in the future");
	return st;
}

cnis_status
answer_basis(cnis_register *r, const rule_content_item *item, cnis_fact *io, cnis_error *reterr)
{
	char on[201] = "yes";
	bool family = text_same(io->source, "parent") || text_same(io->source, "child");
	bool act = false;
	cnis_status st = CNIS_OK;

	if (io->basis != NULL)
		return CNIS_OK;
	st = setting_in_force(r, 38, store_today(r->st), &act, reterr);
	if (st == CNIS_OK && act && item->rule.setting[0] != '\0')
		st = setting_text(r, item->rule.setting, store_today(r->st), on, reterr);
	io->basis = act && text_same(on, "yes") ? item->basis : family ? "voluntary" : "s436a";
	return st;
}

cnis_status
answer_supersede_tx(cnis_register *r, const store_sql *last, const store_sql *close,
                    int64_t child_id, const char *what, cnis_day from, const char *where,
                    cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	int64_t id = 0;
	cnis_day began = CNIS_DAY_NONE;
	cnis_status st = stmt_open(r->st, last, &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", child_id);
	stmt_text(&c, ":what", what);
	st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK && row) {
		id = col_int(&c, 0);
		began = col_day(&c, 1);
	}
	stmt_close(&c);
	if (st != CNIS_OK || !row)
		return st;
	if (began != CNIS_DAY_NONE && from <= began)
		return cnis_fail(reterr, CNIS_EINVAL, 0, where, "from",
		                 "an answer holds from that day, or a later one, already: take it "
		                 "back with undo, or give a later day");
	st = stmt_open(r->st, close, &c, reterr);
	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":id", id);
	stmt_day(&c, ":to", from - 1);
	stmt_int(&c, ":rev", change_rev(r));
	st = stmt_run(&c, reterr);
	stmt_close(&c);
	return st;
}
