/* What a document is evidence of. */
#include <cnis/reference.h>

#include "base/error.h"
#include "domain/document.h"
#include "domain/record.h"
#include "domain/same.h"

enum { Q_LINK, Q_LINKED, Q_ABOUT, Q_ABOUT_INTAKE, Q_FIRST, Q_COUNT };
/* clang-format off */
static const store_sql SQL[Q_COUNT] = {
	[Q_LINK] = { "document.link",
		"INSERT INTO document_link (child_id, document_id, fact, recorded_at, rev)"
		" VALUES (:child, :document, :fact, :at, :rev)" },
	[Q_LINKED] = { "document.linked",
		"SELECT 1 FROM document_link WHERE document_id = :document AND fact = :fact" },
	[Q_ABOUT] = { "document.about_child",
		"SELECT 1 FROM document_subject WHERE document_id = :document"
		" AND child_id IN " SAME_CHILD(SAME_NOW) " LIMIT 1" },
	/* what arrived is about children none of whom this document is about */
	[Q_ABOUT_INTAKE] = { "document.about_other",
		"SELECT 1 FROM intake_child k WHERE k.intake_id = :intake"
		" AND EXISTS (SELECT 1 FROM document_subject s WHERE s.document_id = :document"
		"  AND s.child_id IS NOT NULL) AND NOT EXISTS (SELECT 1 FROM intake_child o"
		"  JOIN document_subject s ON s.child_id IN " SAME_RECORDS("o.child_id", SAME_NOW)
		"  WHERE o.intake_id = :intake AND s.document_id = :document) LIMIT 1" },
	[Q_FIRST] = { "document.first", "SELECT coalesce(child_id, 0) FROM document WHERE id = :id" },
};
/* clang-format on */

static const char where_link[] = "document.link";

/* Is the document about another child than the fact, or what arrived? */
static cnis_status
check_about(cnis_register *r, int64_t id, const store_sql *sql, const char *name, int64_t of,
            bool *ret_row, cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st = stmt_open(r->st, sql, &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":document", id);
	stmt_int(&c, name, of);
	st = stmt_step(&c, ret_row, reterr);
	stmt_close(&c);
	return st;
}

/* Is it a fact of a child the document is about? */
static cnis_status
check_fact(cnis_register *r, int64_t id, const char *fact, char ret[CNIS_REFERENCE_SIZE],
           cnis_error *reterr)
{
	char kind = '\0';
	int64_t of = 0, child = 0;
	bool there = false;
	bool about = true, other = false;
	cnis_status st;

	if (cnis_reference_parse(fact, 0, &kind, &of) != CNIS_OK)
		return cnis_fail(reterr, CNIS_EINVAL, 0, where_link, "fact",
		                 "not a reference, or a slip in typing");
	st = record_child(r, kind, of, &child, &there, reterr);
	if (st == CNIS_OK && (!there || (kind == CNIS_REF_DOCUMENT && of == id)))
		return cnis_fail(reterr, CNIS_ENOTFOUND, 0, where_link, "fact",
		                 there ? "it is the document itself" : "no such record");
	(void)cnis_reference_format(kind, of, ret);
	if (st == CNIS_OK && child != 0)
		st = check_about(r, id, &SQL[Q_ABOUT], ":child", child, &about, reterr);
	if (st == CNIS_OK && kind == CNIS_REF_INTAKE)
		st = check_about(r, id, &SQL[Q_ABOUT_INTAKE], ":intake", of, &other, reterr);
	if (st == CNIS_OK && (!about || other))
		st = cnis_fail(reterr, CNIS_EINVAL, 0, where_link, "fact",
		               "is of a child this document is not about");
	return st;
}

static cnis_status
link_bind(cnis_register *r, int q, int64_t id, const char *fact, int64_t child_id, bool *ret_row,
          cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st = stmt_open(r->st, &SQL[q], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":document", id);
	stmt_text(&c, ":fact", fact);
	if (q == Q_LINK) {
		stmt_id(&c, ":child", child_id);
		stmt_int(&c, ":at", change_now(r));
		stmt_int(&c, ":rev", change_rev(r));
	}
	st = stmt_step(&c, ret_row, reterr);
	stmt_close(&c);
	return st;
}

cnis_status
document_link_tx(cnis_register *r, int64_t id, const char *fact, cnis_error *reterr)
{
	char ref[CNIS_REFERENCE_SIZE];
	int64_t child_id = 0;
	bool linked = false;
	cnis_status st = stmt_ask(r->st, &SQL[Q_FIRST], ":id", id, 0, &child_id, reterr);

	if (st == CNIS_OK)
		st = check_fact(r, id, fact, ref, reterr);
	if (st == CNIS_OK)
		st = link_bind(r, Q_LINKED, id, ref, 0, &linked, reterr);
	if (st == CNIS_OK && linked)
		return cnis_fail(reterr, CNIS_EEXISTS, 0, where_link, "fact",
		                 "they are linked already");
	if (st == CNIS_OK)
		st = link_bind(r, Q_LINK, id, ref, child_id, &linked, reterr);
	return st == CNIS_OK ? change_touch(r, child_id, reterr) : st;
}

cnis_status
cnis_document_link(cnis_register *r, int64_t id, const char *fact, cnis_error *reterr)
{
	cnis_status st =
	    change_begin_about(r, where_link, "document link", CNIS_REF_DOCUMENT, id, reterr);

	if (st != CNIS_OK)
		return st;
	st = document_there(r, id, reterr);
	if (st == CNIS_OK)
		st = document_link_tx(r, id, fact, reterr);
	return change_end(r, st, reterr);
}
