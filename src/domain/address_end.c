/* A child leaves an address; of conflicting homes one stands. */
#include <cnis/address.h>

#include "base/error.h"
#include "domain/fact.h"
#include "domain/people.h"
#include "domain/same.h"
#include "domain/withdrawal.h"

enum { Q_READ, Q_CLOSE, Q_AT, Q_RIVALS, Q_HERE, Q_STANDS, Q_COUNT };

/* 436B(3): a home in the area; one of unknown area counts as ours. */
#define HOME_HERE                                                                                  \
	" FROM child_residence x JOIN address a ON a.id = x.address_id WHERE x.child_id "          \
	"IN " SAME_CHILD(SAME_NOW) " AND x.kind IN ('home', 'additional')"                         \
				   " AND coalesce(a.authority, :own) = :own"

/* clang-format off */
static const store_sql SQL[Q_COUNT] = {
	[Q_READ] = { "address_end.read",
		"SELECT from_day, to_day, child_id FROM child_residence WHERE id = :id" },
	[Q_CLOSE] = { "address_end.close",
		"UPDATE child_residence SET to_day = :to, rev = :rev WHERE id = :id" },
	[Q_AT] = { "address_end.at",
		"SELECT id, from_day FROM child_residence WHERE child_id IN "
		SAME_CHILD(SAME_NOW) " AND address_id = :address AND to_day IS NULL ORDER BY id" },
	/* Homes another source gives, beside the one that stands (:address); see unseen.c. */
	[Q_RIVALS] = { "address_end.rivals",
		"SELECT b.id, b.from_day FROM child_residence a JOIN child_residence b"
		" ON b.child_id IN " SAME_CHILD(SAME_NOW) " AND b.kind = 'home' AND b.address_id <> a.address_id"
		" AND b.source <> a.source AND b.to_day IS NULL"
		" WHERE a.child_id IN " SAME_CHILD(SAME_NOW) " AND a.address_id = :address AND a.kind = 'home'"
		" AND a.to_day IS NULL GROUP BY b.id ORDER BY b.id" },
	[Q_HERE] = { "address_end.here",
		"SELECT x.id, x.from_day" HOME_HERE " AND x.to_day IS NULL ORDER BY x.id" },
	[Q_STANDS] = { "address_end.stands",
		"SELECT a.id" HOME_HERE " AND (x.to_day IS NULL OR x.to_day > :on)"
		" ORDER BY x.to_day IS NOT NULL, x.id LIMIT 1" },
};
/* clang-format on */

enum { CLOSE_MAX = 64 };

/* Close the residences a query finds.  Without a day: the day before today, so that they no longer
 * hold today; what began today can only end today. */
static cnis_status
close_found(cnis_register *r, int query, int64_t child_id, int64_t address_id, cnis_day on,
            const char *where, int *ret_n, cnis_error *reterr)
{
	struct {
		int64_t id;
		cnis_day from;
	} found[CLOSE_MAX];
	cursor c = { 0 };
	bool row = true;
	int n = 0;
	cnis_status st;
	int i;

	st = stmt_open(r->st, &SQL[query], &c, reterr);
	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", child_id);
	if (query == Q_HERE)
		stmt_text(&c, ":own", store_authority(r->st));
	else
		stmt_int(&c, ":address", address_id);
	while (st == CNIS_OK && n < CLOSE_MAX) {
		st = stmt_step(&c, &row, reterr);
		if (st != CNIS_OK || !row)
			break;
		found[n].id = col_int(&c, 0);
		found[n++].from = col_day(&c, 1);
	}
	stmt_close(&c);
	for (i = 0; st == CNIS_OK && i < n; i++) {
		cnis_day last = fact_day(on);

		if (last == CNIS_DAY_NONE) {
			last = change_today(r) - 1;
			if (found[i].from != CNIS_DAY_NONE && found[i].from > last)
				last = found[i].from;
		}
		st = fact_close_tx(r, &SQL[Q_READ], &SQL[Q_CLOSE], found[i].id, last, where, NULL,
		                   reterr);
	}
	*ret_n = n;
	return st;
}

static cnis_status
close_homes(cnis_register *r, const change_spec *spec, int query, int64_t child_id,
            int64_t address_id, cnis_day on, int *ret_n, cnis_error *reterr)
{
	bool there = false;
	int n = 0;
	cnis_status st;

	st = change_begin(r, spec, reterr);
	if (st != CNIS_OK)
		return st;
	st = fact_exists(r, "child", child_id, &there, reterr);
	if (st == CNIS_OK && !there)
		st = cnis_fail(reterr, CNIS_ENOTFOUND, 0, spec->kind, "child", "no such child");
	if (st == CNIS_OK)
		st = close_found(r, query, child_id, address_id, on, spec->kind, &n, reterr);
	if (st == CNIS_OK && n == 0 && query == Q_AT)
		st = cnis_fail(reterr, CNIS_ENOTFOUND, 0, spec->kind, "address",
		               "not a present address of this child");
	else if (st == CNIS_OK && n == 0)
		st = cnis_fail(reterr, CNIS_EREFUSED, 0, spec->kind, "address",
		               "not a present home that another source contradicts: there is "
		               "nothing to settle");
	if (st == CNIS_OK)
		st = withdrawal_moved_tx(r, child_id, spec->kind, reterr);
	st = change_end(r, st, reterr);
	if (st == CNIS_OK && ret_n != NULL)
		*ret_n = n;
	return st;
}

cnis_status
cnis_child_leave(cnis_register *r, int64_t child_id, int64_t address_id, cnis_day on,
                 cnis_error *reterr)
{
	static const change_spec spec = { .kind = "address.end",
		                          .roles = CNIS_ROLE_OFFICER | CNIS_ROLE_MANAGER,
		                          .undo = STORE_UNDOABLE };

	return close_homes(r, &spec, Q_AT, child_id, address_id, on, NULL, reterr);
}

cnis_status
cnis_child_settle(cnis_register *r, int64_t child_id, int64_t address_id, cnis_day on,
                  int *ret_closed, cnis_error *reterr)
{
	static const change_spec spec = { .kind = "address.settle",
		                          .roles = CNIS_ROLE_OFFICER | CNIS_ROLE_MANAGER,
		                          .undo = STORE_UNDOABLE };

	return close_homes(r, &spec, Q_RIVALS, child_id, address_id, on, ret_closed, reterr);
}

cnis_status
address_leave_area_tx(cnis_register *r, int64_t child_id, cnis_day on, const char *where,
                      cnis_error *reterr)
{
	int n = 0;

	return close_found(r, Q_HERE, child_id, 0, on, where, &n, reterr);
}

cnis_status
address_in_area(cnis_register *r, int64_t child_id, cnis_day on, int64_t *ret_address,
                cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(r->st, &SQL[Q_STANDS], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", child_id);
	stmt_text(&c, ":own", store_authority(r->st));
	stmt_day(&c, ":on", on);
	st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK)
		*ret_address = row ? col_int(&c, 0) : 0;
	stmt_close(&c);
	return st;
}
