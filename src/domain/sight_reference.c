/* A reference somebody typed: whose record it is, and whether they declared the family. */
#include <cnis/sight.h>

#include <cnis/reference.h>

#include "base/error.h"
#include "domain/sight.h"
#include "store/journal.h"

/* clang-format off */
/* The child of a record, from the table itself; of an adult and an address, every child. */
#define OF(table) "SELECT child_id FROM main." table " WHERE id = :id"
#define OF_ADULT(adult) "SELECT child_id FROM main.relationship WHERE person_id = " adult
static const struct of_kind {
	char kind;
	store_sql sql;
} OF_KIND[] = {
	{ CNIS_REF_CHILD, { "sight.of_child", "SELECT id FROM main.child WHERE id = :id" } },
	{ CNIS_REF_PERSON, { "sight.of_person", OF_ADULT(":id") } },
	{ CNIS_REF_ADDRESS, { "sight.of_address",
		"SELECT child_id FROM main.child_residence WHERE address_id = :id"
		" UNION SELECT r.child_id FROM main.person_residence x"
		" JOIN main.relationship r ON r.person_id = x.person_id WHERE x.address_id = :id" } },
	{ CNIS_REF_ENTRY, { "sight.of_entry", OF("entry") } },
	{ CNIS_REF_FLAG, { "sight.of_flag", OF("flag") } },
	{ CNIS_REF_WITHDRAWAL, { "sight.of_withdrawal", OF("withdrawal") } },
	{ CNIS_REF_REVIEW, { "sight.of_review", OF("review") } },
	{ CNIS_REF_DUTY, { "sight.of_duty", OF("duty") } },
	{ CNIS_REF_PLAN, { "sight.of_plan", OF("education_information") } },
	{ CNIS_REF_CONTACT, { "sight.of_contact", OF("contact") } },
	{ CNIS_REF_SEEN, { "sight.of_seen", OF("seen") } },
	{ CNIS_REF_HELD, { "sight.of_held", OF("held") } },
	{ CNIS_REF_CONTACT_POINT, { "sight.of_contact_point",
		OF_ADULT("(SELECT person_id FROM main.contact_point WHERE id = :id)") } },
	{ CNIS_REF_TOLD, { "sight.of_told", OF("told") } },
	{ CNIS_REF_E_SERVICE, { "sight.of_e_service",
		OF_ADULT("(SELECT person_id FROM main.e_service WHERE id = :id)") } },
	{ CNIS_REF_CONTACT_WISH, { "sight.of_contact_wish",
		OF_ADULT("(SELECT person_id FROM main.contact_wish WHERE id = :id)") } },
	{ CNIS_REF_FORWARDING, { "sight.of_forwarding", OF("forwarding") } },
	{ CNIS_REF_WITHHOLDING, { "sight.of_withholding", OF("withholding") } },
	{ CNIS_REF_COURT_ORDER, { "sight.of_court_order", OF("court_order") } },
	{ CNIS_REF_DISAGREEMENT, { "sight.of_disagreement", OF("disagreement") } },
	{ CNIS_REF_PRIVATE_FOSTERING, { "sight.of_private_fostering", OF("private_fostering") } },
	/* one who is kept back closes it, whoever else it is about; so does what it came with */
	{ CNIS_REF_DOCUMENT, { "sight.of_document",
		"SELECT child_id FROM main.document_subject WHERE document_id = :id"
		" AND kept_back(0, child_id) UNION SELECT k.child_id FROM main.document d"
		" JOIN main.intake_child k ON k.intake_id = d.intake_id WHERE d.id = :id"
		" AND kept_back(0, k.child_id)" } },
	{ CNIS_REF_COMPLAINT, { "sight.of_complaint", OF("complaint") } },
	{ CNIS_REF_RESTRICTION, { "sight.of_restriction", OF("restriction") } },
	{ CNIS_REF_INTAKE, { "sight.of_intake",
		"SELECT child_id FROM main.intake_child WHERE intake_id = :id"
		" AND kept_back(0, child_id)" } },
};
/* clang-format on */

enum { NAMED = 16 };

/* What is known of a record by the children it belongs to. */
typedef struct whose {
	bool declared, open; /* one of them is declared; one is shown */
	int64_t kept[NAMED]; /* as if they were not there */
	size_t n;
} whose;

static cnis_status
ask_whose(cnis_register *r, const store_sql *sql, int64_t id, whose *ret, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(r->st, sql, &c, reterr);

	if (st != CNIS_OK)
		return st;
	*ret = (whose){ .n = 0 };
	stmt_int(&c, ":id", id);
	while ((st = stmt_step(&c, &row, reterr)) == CNIS_OK && row) {
		int64_t child = col_int(&c, 0);

		if (!sight_kept_back(r, child))
			ret->open = true;
		else if (store_kept_back(r->st, KEEP_DECLARED, child))
			ret->declared = true;
		else if (ret->n < NAMED)
			ret->kept[ret->n++] = child;
	}
	stmt_close(&c);
	return st;
}

cnis_status
cnis_sight_reference(cnis_register *r, char kind, int64_t id, cnis_error *reterr)
{
	whose w = { .n = 0 };
	cnis_status st = CNIS_OK;

	if (!store_keeps_back(r->st, KEEP_CHILD))
		return CNIS_OK;
	for (size_t i = 0; st == CNIS_OK && i < sizeof(OF_KIND) / sizeof(OF_KIND[0]); i++)
		if (OF_KIND[i].kind == kind)
			st = ask_whose(r, &OF_KIND[i].sql, id, &w, reterr);
	for (size_t i = 0; st == CNIS_OK && i < w.n; i++)
		st = sight_name(r, w.kept[i], reterr);
	/* every child it belongs to is closed, and one of them declared */
	if (st == CNIS_OK && w.declared && !w.open)
		st = cnis_fail(reterr, CNIS_EPERM, 0, "sight.reference", "reference",
		               "closed to you: you declared the family (cnis conflict list)");
	return st;
}

/* ---- entries of the journal --------------------------------------------------------------------
 */

typedef struct count {
	const cnis_register *r;
	bool kept, shown;
} count;

static cnis_status
count_child(int64_t child_id, void *payload, cnis_error *reterr)
{
	count *n = payload;

	(void)reterr;
	if (sight_kept_back(n->r, child_id))
		n->kept = true;
	else
		n->shown = true;
	return CNIS_OK;
}

/* Opening a restricted record is known to who did it, whether or not the record is named now. */
static const store_sql OWN_GLASS = {
	"sight.own_glass",
	"SELECT g.officer_id FROM main.glass g WHERE g.rev = :seq AND NOT EXISTS"
	" (SELECT 1 FROM main.restriction x WHERE x.child_id = g.child_id AND x.kind = 'sealed')"
};

static cnis_status
own_glass(cnis_register *r, int64_t seq, bool *ret, cnis_error *reterr)
{
	int64_t officer = 0;
	cnis_status st = stmt_ask(r->file, &OWN_GLASS, ":seq", seq, 0, &officer, reterr);

	*ret = officer != 0 && officer == r->officer_id;
	return st;
}

cnis_status
sight_entry(cnis_register *r, int64_t seq, sight_journal *ret, cnis_error *reterr)
{
	count n = { r, false, false };
	cnis_status st = CNIS_OK;

	if (store_keeps_back(r->st, KEEP_CHILD))
		st = journal_children(r->file, seq, count_child, &n, reterr);
	if (st == CNIS_OK && n.kept && !n.shown) {
		bool own = false;

		st = own_glass(r, seq, &own, reterr);
		n.kept = !own;
	}
	if (st != CNIS_OK)
		return st;
	*ret = !n.kept ? SIGHT_ENTRY : n.shown ? SIGHT_ENTRY_PART : SIGHT_NO_ENTRY;
	return CNIS_OK;
}
