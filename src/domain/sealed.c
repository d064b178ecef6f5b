/* What a sealed record hangs together with: nobody else comes onto these rows. */
#include "domain/sealed.h"

#include <stdlib.h>

#include "base/error.h"
#include "base/mem.h"
#include "base/text.h"
#include "domain/fact.h"
#include "domain/people.h"
#include "domain/same.h"
#include "store/keep_back.h"

static const char where[] = "sealed.rows";

enum { Q_ANY, Q_ADULTS, Q_KIN, Q_SHARED, Q_SEALING, Q_ADULT, Q_OWN, Q_COUNT };
/* clang-format off */
/* From the tables themselves: what is asked of is kept back. */
#define ALL "SELECT child_id FROM main.restriction WHERE kind = 'sealed'"
#define GONE(which) \
	"gone (id) AS (" which ")," \
	" home (id) AS (SELECT address_id FROM main.child_residence WHERE child_id IN gone" \
	"  UNION SELECT h.address_id FROM main.relationship m" \
	"  JOIN main.person_residence h ON h.person_id = m.person_id WHERE m.child_id IN gone)," \
	" adult (id) AS (SELECT person_id FROM main.relationship WHERE child_id IN gone" \
	"  UNION SELECT person_id FROM main.person_residence WHERE address_id IN home" \
	"  UNION SELECT person_id FROM main.court_order_person WHERE child_id IN gone" \
	"  UNION SELECT person_id FROM main.private_fostering WHERE child_id IN gone" \
	"  UNION SELECT person_id FROM main.document_subject WHERE child_id IN gone AND person_id IS NOT NULL" \
	"  UNION SELECT person_id FROM main.withholding WHERE child_id IN gone AND person_id IS NOT NULL" \
	"  UNION SELECT person_id FROM main.import_row WHERE child_id IN gone AND person_id IS NOT NULL)," \
	" place (id) AS (SELECT id FROM home" \
	"  UNION SELECT address_id FROM main.person_residence WHERE person_id IN adult" \
	"  UNION SELECT address_id FROM main.withholding WHERE child_id IN gone AND address_id IS NOT NULL" \
	"  UNION SELECT care_of_id FROM main.withholding WHERE child_id IN gone AND care_of_id IS NOT NULL)"
#define OF_ADULT(table) " UNION SELECT child_id FROM main." table " WHERE person_id IN adult"
/* Every table that names a child and one of these (a test counts them). */
#define KIN \
	"SELECT child_id FROM main.relationship WHERE person_id IN adult" \
	OF_ADULT("consent_application") OF_ADULT("consent_service") OF_ADULT("consent_reference") \
	OF_ADULT("contact") OF_ADULT("court_order_person") OF_ADULT("disagreement_view") \
	OF_ADULT("document_subject") OF_ADULT("education_information") OF_ADULT("import_row") \
	OF_ADULT("private_fostering") OF_ADULT("told") OF_ADULT("withholding") \
	" UNION SELECT child_id FROM main.child_residence WHERE address_id IN place" \
	" UNION SELECT child_id FROM main.withholding WHERE address_id IN place" \
	" UNION SELECT child_id FROM main.withholding WHERE care_of_id IN place" \
	" UNION SELECT m.child_id FROM main.person_residence h" \
	"  JOIN main.relationship m ON m.person_id = h.person_id WHERE h.address_id IN place" \
	" UNION SELECT o.child_id FROM main.document_subject s" \
	"  JOIN main.document_subject o ON o.document_id = s.document_id WHERE s.child_id IN gone" \
	" UNION SELECT o.child_id FROM main.intake_child s" \
	"  JOIN main.intake_child o ON o.intake_id = s.intake_id WHERE s.child_id IN gone"
static const store_sql SQL[Q_COUNT] = {
	[Q_ANY] = { "sealed.any", "SELECT 1 FROM main.restriction WHERE kind = 'sealed' LIMIT 1" },
	[Q_ADULTS] = { "sealed.adults", "WITH " GONE(ALL) " SELECT id FROM adult" },
	[Q_KIN] = { "sealed.kin",
		"WITH " GONE(ALL) " SELECT child_id FROM (" KIN ") WHERE child_id NOT IN gone" },
	[Q_SHARED] = { "sealed.shared",
		"WITH " GONE("SELECT id FROM " SAME_CHILD(SAME_NOW)) " SELECT count(*) FROM (" KIN ")"
		" WHERE child_id NOT IN (" ALL ")" },
	/* a sealing leaves whoever is there where they are */
	[Q_SEALING] = { "sealed.sealing",
		"SELECT 1 FROM main.restriction WHERE kind = 'sealed' AND rev = :rev LIMIT 1" },
	[Q_ADULT] = { "sealed.adult",
		"SELECT p.kind, n.full_name, n.given_names, n.family_name FROM person p"
		" JOIN person_name n ON n.person_id = p.id AND n.kind = 'legal' AND n.to_day IS NULL"
		" WHERE p.id = :id ORDER BY n.id DESC LIMIT 1" },
	[Q_OWN] = { "sealed.own",
		"SELECT m.person_id FROM relationship m JOIN person_name n ON n.person_id = m.person_id"
		" AND n.kind = 'legal' AND n.to_day IS NULL WHERE m.child_id = :child"
		" AND n.full_name = :name AND NOT kept_back(10, m.person_id) ORDER BY m.id DESC LIMIT 1" },
};
/* clang-format on */

/* ---- the sets --------------------------------------------------------------------------------
 */

static cnis_status
read(cnis_register *r, int which, id_list *to, cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st = stmt_open(r->st, &SQL[which], &c, reterr);

	if (st == CNIS_OK)
		st = stmt_ids(&c, to, where, reterr);
	stmt_close(&c);
	return st;
}

cnis_status
sealed_load(cnis_register *r, cnis_error *reterr)
{
	static const struct {
		int which, set;
	} sets[] = { { Q_ADULTS, KEEP_SEALED_ADULT }, { Q_KIN, KEEP_SEALED_KIN } };
	int64_t any = 0;
	cnis_status st = stmt_ask(r->st, &SQL[Q_ANY], NULL, 0, 0, &any, reterr);

	for (size_t i = 0; st == CNIS_OK && any != 0 && i < 2; i++) {
		id_list found = { 0 };

		st = read(r, sets[i].which, &found, reterr);
		if (st == CNIS_OK)
			st = store_keep_back(r->st, sets[i].set, found.id, found.n, reterr);
		free(found.id);
	}
	return st;
}

cnis_status
sealed_shared(cnis_register *r, int64_t child_id, int64_t *ret, cnis_error *reterr)
{
	bool was = store_whole(r->st, true);
	cnis_status st = stmt_ask(r->st, &SQL[Q_SHARED], ":child", child_id, 0, ret, reterr);

	(void)store_whole(r->st, was);
	return st;
}

cnis_status
sealed_check_tx(cnis_register *r, cnis_error *reterr)
{
	id_list now = { 0 };
	int64_t any = 0;
	int64_t sealing = 0;
	bool joined = false;
	cnis_status st = stmt_ask(r->st, &SQL[Q_ANY], NULL, 0, 0, &any, reterr);

	if (st == CNIS_OK && any != 0)
		st = stmt_ask(r->st, &SQL[Q_SEALING], ":rev", change_rev(r), 0, &sealing, reterr);
	if (st != CNIS_OK || any == 0 || sealing != 0)
		return st;
	st = read(r, Q_KIN, &now, reterr);
	for (size_t i = 0; i < now.n; i++)
		joined = joined || !store_kept_back(r->st, KEEP_SEALED_KIN, now.id[i]);
	free(now.id);
	if (st == CNIS_OK && joined)
		st = cnis_fail(reterr, CNIS_EINVAL, 0, where, "person",
		               "this person is not recorded as related to the child");
	return st;
}

/* ---- a record of the child's own --------------------------------------------------------------
 */

typedef struct adult {
	char *kind, *full, *given, *family;
} adult;

static void
adult_clear(adult *a)
{
	free(a->kind);
	free(a->full);
	free(a->given);
	free(a->family);
}

static cnis_status
copy(const cursor *c, int i, char **ret, cnis_error *reterr)
{
	if (col_null(c, i))
		return CNIS_OK;
	*ret = mem_text(col_text(c, i));
	return *ret == NULL ? cnis_nomem(reterr, where) : CNIS_OK;
}

static cnis_status
read_adult(cnis_register *r, int64_t person_id, adult *a, cnis_error *reterr)
{
	char **const texts[] = { &a->kind, &a->full, &a->given, &a->family };
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(r->st, &SQL[Q_ADULT], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":id", person_id);
	st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK && !row)
		st = cnis_fail(reterr, CNIS_ENOTFOUND, 0, where, "person", "no such person");
	for (int i = 0; st == CNIS_OK && i < 4; i++)
		st = copy(&c, i, texts[i], reterr);
	stmt_close(&c);
	return st;
}

/* The adult of that name the child has already. */
static cnis_status
find_own(cnis_register *r, int64_t child_id, const char *name, int64_t *ret, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(r->st, &SQL[Q_OWN], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", child_id);
	stmt_text(&c, ":name", name);
	st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK)
		*ret = row ? col_int(&c, 0) : 0;
	stmt_close(&c);
	return st;
}

cnis_status
sealed_adult_tx(cnis_register *r, int64_t child_id, bool make, const cnis_fact *fact,
                int64_t *person_id, cnis_error *reterr)
{
	adult a = { 0 };
	int64_t own = 0;
	cnis_status st;

	if (!store_kept_back(r->st, KEEP_SEALED_ADULT, *person_id) ||
	    store_kept_back(r->st, KEEP_SEALED_KIN, child_id))
		return CNIS_OK;
	st = read_adult(r, *person_id, &a, reterr);
	if (st == CNIS_OK)
		st = find_own(r, child_id, a.full, &own, reterr);
	if (st == CNIS_OK && own == 0 && make) {
		cnis_name name = { .size = sizeof(name),
			           .full_name = a.full,
			           .given_names = a.given,
			           .family_name = a.family,
			           .fact = *fact };

		/* the first day of the relationship, not of the name */
		name.fact.from = name.fact.to = CNIS_DAY_NONE;
		st = person_add_tx(r, a.kind, &name, &own, reterr);
	}
	adult_clear(&a);
	if (st == CNIS_OK && own != 0)
		*person_id = own;
	return st;
}
