/*
 * What was withheld, which families were declared, and what turned out to be about a child who was
 * sealed, after the backup being put back was made: done again in the copy.
 */
#include <stdlib.h>

#include "base/error.h"
#include "domain/change.h"
#include "domain/custody.h"
#include "domain/fact.h"
#include "domain/officer.h"
#include "domain/restore.h"
#include "domain/sealed.h"
#include "domain/withhold.h"

enum { Q_WITHHELD, Q_DECLARED, Q_ARRIVED, Q_SUBJECT, Q_OF, Q_COUNT };
/* clang-format off */
/* A row has the number it was given in every copy of a register; two that went on apart may have
 * given one number twice, never one uuid.  A contact point is known by whose it is and what it says. */
#define THERE(table, name) \
	" (SELECT x.id FROM main." table " x WHERE x.id = :" name " AND x.uuid = :" name "_uuid)"
static const store_sql SQL[Q_COUNT] = {
	[Q_WITHHELD] = { "restore.withheld",
		"SELECT h.child_id, c.uuid, h.fact, h.address_id, a.uuid, n.value_key, p.id, p.uuid,"
		" h.person_id, w.uuid, h.care_of_id, k.uuid, h.confirmed_by, h.reason,"
		" h.from_day, h.to_day, h.source, h.basis, h.received_day, h.recorded_at, h.rev"
		" FROM main.withholding h JOIN main.child c ON c.id = h.child_id"
		" LEFT JOIN main.address a ON a.id = h.address_id"
		" LEFT JOIN main.contact_point n ON n.id = h.contact_point_id"
		" LEFT JOIN main.person p ON p.id = n.person_id"
		" LEFT JOIN main.person w ON w.id = h.person_id"
		" LEFT JOIN main.address k ON k.id = h.care_of_id"
		" WHERE h.to_day IS NULL ORDER BY h.id" },
	[Q_DECLARED] = { "restore.declared",
		"SELECT d.child_id, c.uuid, o.login, d.reason, d.from_day FROM main.declaration d"
		" JOIN main.child c ON c.id = d.child_id JOIN main.officer o ON o.id = d.officer_id"
		" WHERE d.to_day IS NULL ORDER BY d.id" },
	[Q_ARRIVED] = { "restore.arrived",
		"SELECT k.child_id, c.uuid, k.intake_id, i.uuid FROM main.intake_child k"
		" JOIN main.child c ON c.id = k.child_id JOIN main.intake i ON i.id = k.intake_id"
		" WHERE k.child_id IN (SELECT child_id FROM main.restriction WHERE kind = 'sealed')"
		" ORDER BY k.id" },
	[Q_SUBJECT] = { "restore.subject",
		"SELECT" THERE("child", "child") "," THERE("address", "address") ","
		" (SELECT x.id FROM main.contact_point x JOIN main.person y ON y.id = x.person_id"
		"  WHERE x.value_key = :value AND y.id = :holder AND y.uuid = :holder_uuid"
		"  ORDER BY x.to_day IS NOT NULL, x.id LIMIT 1),"
		THERE("person", "person") "," THERE("address", "care_of") },
	[Q_OF] = { "restore.of",
		"SELECT" THERE("child", "child") "," THERE("intake", "intake") ","
		" EXISTS (SELECT 1 FROM main.intake_child k WHERE k.child_id = :child AND k.intake_id = :intake)" },
};
/* clang-format on */

/* The child of the row @p from, and the intake where it has one, as the copy has them; 0: it has
 * not, and of the intake also where it is about the child already. */
typedef struct copied {
	int64_t child, intake;
} copied;

static cnis_status
find_copied(cnis_register *r, const cursor *from, bool intake, copied *ret, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(r->st, &SQL[Q_OF], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", col_int(from, 0));
	stmt_text(&c, ":child_uuid", col_text(from, 1));
	stmt_id(&c, ":intake", intake ? col_int(from, 2) : 0);
	stmt_text(&c, ":intake_uuid", intake ? col_text(from, 3) : NULL);
	st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK && row)
		*ret = (copied){ col_int(&c, 0), col_int(&c, 2) != 0 ? 0 : col_int(&c, 1) };
	stmt_close(&c);
	return st;
}

/* ---- withheld ---------------------------------------------------------------------------------
 */

/*
 * The row @p from as the copy can hold it.  From whom it is withheld, and where one writes instead,
 * may be nobody and nowhere there: then it is withheld from all outward, which hides no less.
 */
static cnis_status
as_there(cnis_register *r, const cursor *from, cnis_withholding_new *ret, bool *ret_there,
         cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(r->st, &SQL[Q_SUBJECT], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", col_int(from, 0));
	stmt_text(&c, ":child_uuid", col_text(from, 1));
	stmt_id(&c, ":address", col_int(from, 3));
	stmt_text(&c, ":address_uuid", col_text(from, 4));
	stmt_text(&c, ":value", col_text(from, 5));
	stmt_id(&c, ":holder", col_int(from, 6));
	stmt_text(&c, ":holder_uuid", col_text(from, 7));
	stmt_id(&c, ":person", col_int(from, 8));
	stmt_text(&c, ":person_uuid", col_text(from, 9));
	stmt_id(&c, ":care_of", col_int(from, 10));
	stmt_text(&c, ":care_of_uuid", col_text(from, 11));
	st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK && row)
		*ret = (cnis_withholding_new){ .size = sizeof(*ret),
			                       .child_id = col_int(&c, 0),
			                       .fact = col_text(from, 2),
			                       .address_id = col_int(&c, 1),
			                       .contact_point_id = col_int(&c, 2),
			                       .person_id = col_int(&c, 3),
			                       .care_of_id = col_int(&c, 4),
			                       .confirmed_by = col_text(from, 12),
			                       .reason = col_text(from, 13),
			                       .times = fact_of(from, 14) };
	stmt_close(&c);
	*ret_there = ret->child_id != 0 && (col_null(from, 3) || ret->address_id != 0) &&
	             (col_null(from, 5) || ret->contact_point_id != 0);
	return st;
}

static cnis_status
withhold_again(cnis_register *r, const cursor *from, hidden_again *did, cnis_error *reterr)
{
	const change_spec spec = {
		.kind = "withhold.add", .command = "restore", .undo = STORE_FINAL, .whole = true
	};
	cnis_withholding_new n = { 0 };
	bool there = false;
	bool known = false;
	cnis_status st = as_there(r, from, &n, &there, reterr);

	if (st == CNIS_OK && there)
		st = withholding_known(r, &n, &known, reterr);
	if (st == CNIS_OK && !there)
		did->missing++;
	if (st != CNIS_OK || !there || known)
		return st;
	st = change_begin(r, &spec, reterr);
	if (st == CNIS_OK)
		st = change_end(r, withholding_again_tx(r, &n, reterr), reterr);
	if (st == CNIS_OK)
		did->withheld++;
	return st;
}

/* ---- declared ---------------------------------------------------------------------------------
 */

static cnis_status
declare_again(cnis_register *r, const cursor *from, hidden_again *did, cnis_error *reterr)
{
	const change_spec spec = {
		.kind = "conflict.declare", .command = "restore", .undo = STORE_FINAL, .whole = true
	};
	copied of = { 0 };
	bool known = false;
	int64_t officer = 0;
	cnis_status st = find_copied(r, from, false, &of, reterr);

	if (st == CNIS_OK)
		st = officer_find(r, col_text(from, 2), store_today(r->st), &officer, NULL);
	if ((st == CNIS_OK && of.child == 0) || st == CNIS_ENOTFOUND) {
		did->missing++;
		return CNIS_OK;
	}
	if (st == CNIS_OK)
		st = conflict_declared(r, of.child, officer, &known, reterr);
	if (st != CNIS_OK || known)
		return st;
	st = change_begin(r, &spec, reterr);
	if (st == CNIS_OK)
		st = change_end(r,
		                conflict_again_tx(r, of.child, officer, col_day(from, 4),
		                                  col_text(from, 3), reterr),
		                reterr);
	if (st == CNIS_OK)
		did->declared++;
	return st;
}

/* ---- about a child who was sealed --------------------------------------------------------------
 */

/* What the copy does not have, the child or the intake, cannot show anything in it. */
static cnis_status
arrived_again(cnis_register *r, const cursor *from, hidden_again *did, cnis_error *reterr)
{
	const change_spec spec = {
		.kind = "identity.seal", .command = "restore", .undo = STORE_FINAL, .whole = true
	};
	copied of = { 0 };
	bool done = false;
	cnis_status st = find_copied(r, from, true, &of, reterr);

	(void)did;
	if (st != CNIS_OK || of.child == 0 || of.intake == 0)
		return st;
	st = change_begin(r, &spec, reterr);
	return st == CNIS_OK
	           ? change_end(r, seal_intake_tx(r, of.child, of.intake, &done, reterr), reterr)
	           : st;
}

/* ---- all of it --------------------------------------------------------------------------------
 */

typedef cnis_status (*again_fn)(cnis_register *r, const cursor *from, hidden_again *did,
                                cnis_error *reterr);

static cnis_status
each(cnis_register *r, store *from, int query, again_fn fn, hidden_again *did, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = true;
	cnis_status st = stmt_open(from, &SQL[query], &c, reterr);

	while (st == CNIS_OK && (st = stmt_step(&c, &row, reterr)) == CNIS_OK && row)
		st = fn(r, &c, did, reterr);
	stmt_close(&c);
	return st;
}

cnis_status
restore_hidden(cnis_register *r, store *from, hidden_again *did, cnis_error *reterr)
{
	hidden_again now = { 0 };
	cnis_status st = each(r, from, Q_WITHHELD, withhold_again, &now, reterr);

	if (st == CNIS_OK)
		st = each(r, from, Q_DECLARED, declare_again, &now, reterr);
	if (st == CNIS_OK)
		st = each(r, from, Q_ARRIVED, arrived_again, &now, reterr);
	did->withheld += now.withheld;
	did->declared += now.declared;
	if (now.missing > did->missing) /* a later copy tells of the same ones */
		did->missing = now.missing;
	return st;
}
