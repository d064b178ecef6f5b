/* Documents that came with what arrived: they follow it to the child it turns out to be about, and
 * go with it when it was sent on. */
#include "base/error.h"
#include "base/text.h"
#include "domain/document.h"

enum { Q_INTAKE, Q_FOLLOW, Q_ABOUT, Q_KEEP, Q_COUNT };
/* clang-format off */
#define NOT_YET(document, child) " AND NOT EXISTS (SELECT 1 FROM document_subject s" \
	" WHERE s.document_id = " document " AND s.child_id = " child " AND s.person_id IS NULL)"
static const store_sql SQL[Q_COUNT] = {
	[Q_INTAKE] = { "document.intake",
		"SELECT i.outcome IS 'forwarded', i.teller = 'anonymous' FROM intake i WHERE i.id = :id"
		" AND " INTAKE_SHOWN("i") },
	[Q_FOLLOW] = { "document.follow",
		"INSERT INTO document_subject (child_id, document_id, person_id, rev)"
		" SELECT :child, d.id, NULL, :rev FROM document d WHERE d.intake_id = :intake"
		NOT_YET("d.id", ":child") " ORDER BY d.id" },
	[Q_ABOUT] = { "document.about_intake",
		"INSERT INTO document_subject (child_id, document_id, person_id, rev)"
		" SELECT DISTINCT k.child_id, :document, NULL, :rev FROM intake_child k"
		" WHERE k.intake_id = :intake" NOT_YET(":document", "k.child_id") " ORDER BY 1" },
	[Q_KEEP] = { "document.sent_on",
		"UPDATE document SET keep_day = :keep, rev = :rev WHERE intake_id = :intake"
		" AND (keep_day IS NULL OR keep_day > :keep)" },
};
/* clang-format on */

static const char WHERE[] = "document.add";

/* What holds of the intake, from its row. */
static cnis_status
may_keep(const cursor *c, const cnis_document_new *n, cnis_error *reterr)
{
	if (col_int(c, 0) != 0)
		return cnis_refuse(reterr, "LOCAL.dispose.forwarded", WHERE, "intake",
		                   "it was sent on: no more of it is kept here");
	if (col_int(c, 1) != 0 && n->file != NULL)
		return cnis_fail(reterr, CNIS_EREFUSED, 0, WHERE, "file",
		                 "who told it asked not to be named, and the file may name them: "
		                 "record where it lies, and what it says as text");
	return CNIS_OK;
}

cnis_status
document_intake_check(cnis_register *r, const cnis_document_new *n, bool *ret_hidden,
                      cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st;

	if (n->child_id != 0)
		return cnis_fail(reterr, CNIS_EINVAL, 0, WHERE, "child",
		                 "of a child or of what arrived, not of both");
	if (n->n_people > 0 && n->n_children == 0)
		return cnis_fail(reterr, CNIS_EINVAL, 0, WHERE, "people",
		                 "an adult is named with a child it is about");
	st = stmt_open(r->st, &SQL[Q_INTAKE], &c, reterr);
	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":id", n->intake_id);
	st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK)
		st = row ? may_keep(&c, n, reterr) : intake_missing(WHERE, reterr);
	if (st == CNIS_OK)
		*ret_hidden = col_int(&c, 1) != 0;
	stmt_close(&c);
	return st;
}

static cnis_status
run(cnis_register *r, int q, int64_t intake_id, const char *name, int64_t value, cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st = stmt_open(r->st, &SQL[q], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":intake", intake_id);
	stmt_int(&c, name, value);
	stmt_int(&c, ":rev", change_rev(r));
	st = stmt_run(&c, reterr);
	stmt_close(&c);
	return st;
}

cnis_status
document_follow_tx(cnis_register *r, int64_t intake_id, int64_t child_id, cnis_error *reterr)
{
	return run(r, Q_FOLLOW, intake_id, ":child", child_id, reterr);
}

cnis_status
document_about_tx(cnis_register *r, int64_t id, int64_t intake_id, cnis_error *reterr)
{
	return run(r, Q_ABOUT, intake_id, ":document", id, reterr);
}

cnis_status
document_sent_on_tx(cnis_register *r, int64_t intake_id, cnis_day keep, cnis_error *reterr)
{
	return run(r, Q_KEEP, intake_id, ":keep", keep, reterr);
}
