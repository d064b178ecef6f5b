/* Any record that has a reference: whose it is. */
#include "domain/record.h"

#include <cnis/reference.h>

#include "domain/complaint.h"
#include "domain/document.h"
#include "domain/intake.h"
#include "domain/sight.h"

/* clang-format off */
#define OF_CHILD(table) "SELECT child_id FROM " table " WHERE id = :id AND " SIGHT_CHILD("child_id")
static const struct {
	char kind;
	bool causes, steps; /* the parameters it has */
	store_sql sql;
} RECORDS[] = {
	{ CNIS_REF_CHILD, false, false, { "record.child",
		"SELECT id FROM child WHERE id = :id AND " SIGHT_CHILD("id") } },
	{ CNIS_REF_PERSON, false, false, { "record.person",
		"SELECT 0 FROM person WHERE id = :id AND " SIGHT_PERSON("id") } },
	{ CNIS_REF_ADDRESS, false, false, { "record.address",
		"SELECT 0 FROM address WHERE id = :id AND " SIGHT_ADDRESS("id") } },
	{ CNIS_REF_CONTACT_POINT, false, false, { "record.contact_point",
		"SELECT 0 FROM contact_point WHERE id = :id AND " SIGHT_PERSON("person_id") } },
	{ CNIS_REF_FLAG, true, false, { "record.flag",
		"SELECT f.child_id FROM flag f JOIN flag_kind k ON k.code = f.kind WHERE f.id = :id"
		" AND (:causes OR NOT k.safeguarding) AND " SIGHT_CHILD("f.child_id") } },
	{ CNIS_REF_DUTY, false, true, { "record.duty",
		"SELECT coalesce(d.child_id, 0) FROM duty d WHERE d.id = :id AND " SIGHT_DUTY("d")
		" AND " SIGHT_CHILD("d.child_id") " AND (d.intake_id IS NULL OR EXISTS (SELECT 1"
		" FROM intake i WHERE i.id = d.intake_id AND " INTAKE_SHOWN("i") "))" } },
	{ CNIS_REF_DOCUMENT, false, true, { "record.document",
		"SELECT coalesce(d.child_id, 0) FROM document d WHERE d.id = :id AND " DOCUMENT_SHOWN("d")
		" AND " SIGHT_CHILD("d.child_id") } },
	{ CNIS_REF_ENTRY, false, false, { "record.entry", OF_CHILD("entry") } },
	{ CNIS_REF_WITHDRAWAL, false, false, { "record.withdrawal", OF_CHILD("withdrawal") } },
	{ CNIS_REF_REVIEW, false, false, { "record.review", OF_CHILD("review") } },
	{ CNIS_REF_PLAN, false, false, { "record.plan", OF_CHILD("education_information") } },
	{ CNIS_REF_CONTACT, false, false, { "record.contact", OF_CHILD("contact") } },
	{ CNIS_REF_SEEN, false, false, { "record.seen", OF_CHILD("seen") } },
	{ CNIS_REF_HELD, false, false, { "record.held", OF_CHILD("held") } },
	{ CNIS_REF_WITHHOLDING, false, false, { "record.withholding", OF_CHILD("withholding") } },
	{ CNIS_REF_TOLD, false, false, { "record.told", OF_CHILD("told") } },
	{ CNIS_REF_FORWARDING, false, false, { "record.forwarding", OF_CHILD("forwarding") } },
	{ CNIS_REF_RESTRICTION, false, true, { "record.restriction",
		OF_CHILD("restriction") " AND :steps" } },
	{ CNIS_REF_E_SERVICE, false, false, { "record.e_service",
		"SELECT 0 FROM e_service WHERE id = :id AND " SIGHT_PERSON("person_id") } },
	{ CNIS_REF_CONTACT_WISH, false, false, { "record.contact_wish",
		"SELECT 0 FROM contact_wish WHERE id = :id AND " SIGHT_PERSON("person_id") } },
	{ CNIS_REF_COVER, false, false, { "record.cover", "SELECT 0 FROM cover WHERE id = :id" } },
	{ CNIS_REF_INTAKE, false, false, { "record.intake",
		"SELECT 0 FROM intake i WHERE i.id = :id AND " INTAKE_SHOWN("i") } },
	{ CNIS_REF_DISAGREEMENT, false, false, { "record.disagreement",
		OF_CHILD("disagreement") } },
	{ CNIS_REF_PRIVATE_FOSTERING, false, false, { "record.private_fostering",
		OF_CHILD("private_fostering") } },
	{ CNIS_REF_COURT_ORDER, false, false, { "record.court_order", OF_CHILD("court_order") } },
};
/* clang-format on */

cnis_status
record_child(cnis_register *r, char kind, int64_t id, int64_t *ret_child, bool *ret_there,
             cnis_error *reterr)
{
	cursor c = { 0 };
	size_t i = 0;
	bool row = false;
	cnis_status st;

	while (i < sizeof(RECORDS) / sizeof(RECORDS[0]) && RECORDS[i].kind != kind)
		i++;
	*ret_there = false;
	if (kind == CNIS_REF_COMPLAINT)
		return complaint_child(r, id, ret_child, ret_there, reterr);
	if (i == sizeof(RECORDS) / sizeof(RECORDS[0]))
		return CNIS_OK;
	st = stmt_open(r->st, &RECORDS[i].sql, &c, reterr);
	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":id", id);
	if (RECORDS[i].causes)
		stmt_int(&c, ":causes", sight_causes(r));
	if (RECORDS[i].steps)
		stmt_int(&c, ":steps", sight_steps(r));
	st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK && row) {
		*ret_there = true;
		*ret_child = col_int(&c, 0);
	}
	stmt_close(&c);
	return st;
}
