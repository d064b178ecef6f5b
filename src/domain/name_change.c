/* Names, as they are given and changed: nothing is overwritten. */
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "domain/fact.h"
#include "domain/name.h"

cnis_status
name_kind_check(const char *kind, const char *where, cnis_error *reterr)
{
	if (strcmp(kind, "legal") != 0 && strcmp(kind, "preferred") != 0)
		return cnis_fail(reterr, CNIS_EINVAL, 0, where, "kind",
		                 "must be legal or preferred");
	return CNIS_OK;
}

cnis_status
name_insert_tx(cnis_register *r, const name_table *t, int64_t owner_id, const char *kind,
               const name_clean *n, const cnis_fact *fact, cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st = stmt_open(r->st, t->insert, &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, t->owner, owner_id);
	stmt_text(&c, ":kind", kind);
	name_bind(&c, n);
	fact_bind(&c, r, fact);
	st = stmt_run(&c, reterr);
	stmt_close(&c);
	return st;
}

/* The present name of this kind, if any, which the new one must come after and differ from. */
static cnis_status
find_present(cnis_register *r, const name_table *t, int64_t owner_id, const char *kind,
             const name_clean *n, cnis_day from, int64_t *ret_id, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(r->st, t->now, &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, t->owner, owner_id);
	stmt_text(&c, ":kind", kind);
	st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK && row) {
		cnis_day began = col_day(&c, 4);

		*ret_id = col_int(&c, 0);
		if (text_same(col_text(&c, 1), n->full) && text_same(col_text(&c, 2), n->given) &&
		    text_same(col_text(&c, 3), n->family))
			st = cnis_fail(reterr, CNIS_EEXISTS, 0, t->where, "name",
			               "it is the present name already");
		else if (began != CNIS_DAY_NONE && from <= began)
			st = cnis_fail(reterr, CNIS_EINVAL, 0, t->where, "from",
			               "the present name began on that day or later");
	}
	stmt_close(&c);
	return st;
}

static cnis_status
close_row(cnis_register *r, const name_table *t, int64_t id, cnis_day to, cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st = stmt_open(r->st, t->close, &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":id", id);
	stmt_day(&c, ":to", to);
	stmt_int(&c, ":rev", change_rev(r));
	st = stmt_run(&c, reterr);
	stmt_close(&c);
	return st;
}

cnis_status
name_give_tx(cnis_register *r, const name_table *t, int64_t owner_id, const char *kind,
             const cnis_name *name, cnis_error *reterr)
{
	name_clean n = { 0 };
	cnis_fact fact;
	int64_t present = 0;
	cnis_status st = fact_complete(r, t->where, &name->fact, &fact, reterr);

	if (st == CNIS_OK)
		st = name_take(name, t->where, &n, reterr);
	if (st != CNIS_OK)
		return st;
	if (fact.from == CNIS_DAY_NONE)
		fact.from = change_today(r);
	if (fact.from > change_today(r))
		st = cnis_fail(reterr, CNIS_EINVAL, 0, t->where, "from",
		               "the day lies in the future");
	if (st == CNIS_OK)
		st = find_present(r, t, owner_id, kind, &n, fact.from, &present, reterr);
	if (st == CNIS_OK && present != 0)
		st = close_row(r, t, present, fact.from - 1, reterr);
	if (st == CNIS_OK)
		st = name_insert_tx(r, t, owner_id, kind, &n, &fact, reterr);
	name_clear(&n);
	return st;
}
