/* What must not reach whom, as it is recorded and ended.  Who reads what: withheld.c. */
#include <cnis/withholding.h>

#include <stdlib.h>
#include <string.h>

#include <cnis/reference.h>

#include "base/error.h"
#include "base/text.h"
#include "domain/fact.h"
#include "domain/household.h"
#include "domain/keep_apart.h"
#include "domain/place.h"
#include "domain/same.h"
#include "domain/sight.h"
#include "domain/withheld.h"
#include "domain/withhold.h"

enum {
	Q_ADDRESS,
	Q_LIVES,
	Q_LIVES_WITH,
	Q_CARE_OF,
	Q_POINT,
	Q_KNOWN,
	Q_INSERT,
	Q_READ,
	Q_CLOSE,
	Q_WALK,
	Q_WALK_ALL,
	Q_WALK_OF,
	Q_COUNT,
};
/* clang-format off */
#define WITHHOLDING_SELECT \
	"SELECT id, child_id, fact, address_id, contact_point_id, person_id, refuge, care_of_id," \
	" confirmed_by, reason, from_day, to_day, source, basis, received_day, recorded_at, rev" \
	" FROM withholding WHERE "
static const store_sql SQL[Q_COUNT] = {
	[Q_ADDRESS] = { "withhold.address",
		"SELECT 0 FROM child_residence x WHERE x.child_id IN " SAME_CHILD(SAME_NOW)
		" AND x.address_id = :id"
		" UNION ALL SELECT 0 FROM relationship y JOIN person_residence z ON z.person_id = y.person_id"
		" WHERE y.child_id IN " SAME_CHILD(SAME_NOW) " AND z.address_id = :id LIMIT 1" },
	[Q_LIVES] = { "withhold.lives",
		"SELECT 1 FROM person_residence z JOIN address a ON a.id = z.address_id"
		" JOIN address b ON b.id = :id WHERE z.person_id = :person"
		" AND z.kind <> 'previous' AND z.to_day IS NULL AND " PLACE_SAME("a", "b") " LIMIT 1" },
	[Q_LIVES_WITH] = { "withhold.lives_with",
		"SELECT 1 FROM child_residence x JOIN address b ON b.id = x.address_id"
		" JOIN person_residence z ON z.person_id = :person JOIN address a ON a.id = z.address_id"
		" WHERE x.child_id IN " SAME_CHILD(SAME_NOW) " AND x.kind IN ('home', 'additional')"
		" AND x.to_day IS NULL AND z.kind IN ('home', 'additional') AND z.to_day IS NULL"
		" AND " PLACE_SAME("a", "b") " AND EXISTS (SELECT 1 FROM relationship y"
		"  WHERE y.person_id = :person AND y.child_id IN " SAME_CHILD(SAME_NOW)
		"  AND y.has_care = 'yes' AND y.to_day IS NULL) LIMIT 1" },
	[Q_CARE_OF] = { "withhold.care_of",
		"SELECT 0 FROM child_residence x WHERE x.child_id IN " SAME_CHILD(SAME_NOW)
		" AND x.address_id = :id AND x.kind = 'correspondence' AND x.to_day IS NULL LIMIT 1" },
	[Q_POINT] = { "withhold.point",
		"SELECT n.person_id FROM contact_point n JOIN relationship y ON y.person_id = n.person_id"
		" WHERE n.id = :id AND y.child_id IN " SAME_CHILD(SAME_NOW) " LIMIT 1" },
	[Q_KNOWN] = { "withhold.known",
		"SELECT 1 FROM main.withholding WHERE child_id = :child AND fact = :fact AND to_day IS NULL"
		" AND address_id IS :address AND contact_point_id IS :point"
		" AND (person_id IS NULL OR person_id IS :person) AND refuge >= :refuge" },
	[Q_INSERT] = { "withhold.insert",
		"INSERT INTO withholding (child_id, fact, address_id, contact_point_id, person_id, refuge,"
		" care_of_id, confirmed_by, reason,"
		" from_day, to_day, source, basis, received_day, recorded_at, rev)"
		" VALUES (:child, :fact, :address, :point, :person, :refuge, :care_of, :confirmed, :reason,"
		" :from, :to, :source, :basis, :received, :at, :rev)" },
	[Q_READ] = { "withhold.read",
		"SELECT from_day, to_day, child_id FROM withholding WHERE id = :id" },
	[Q_CLOSE] = { "withhold.close",
		"UPDATE withholding SET to_day = :to, rev = :rev WHERE id = :id" },
	[Q_WALK] = { "withhold.walk", WITHHOLDING_SELECT "child_id = :id AND (:all OR (from_day <= :on"
		" AND (to_day IS NULL OR to_day >= :on))) ORDER BY id" },
	[Q_WALK_ALL] = { "withhold.walk_all", WITHHOLDING_SELECT "(:all OR (from_day <= :on"
		" AND (to_day IS NULL OR to_day >= :on))) AND " SIGHT_CHILD("child_id") " ORDER BY child_id, id" },
	[Q_WALK_OF] = { "withhold.walk_of", WITHHOLDING_SELECT "(address_id = :address"
		" OR contact_point_id = :point OR (fact = 'location' AND child_id IN (SELECT x.child_id"
		" FROM child_residence x WHERE x.address_id = :address AND x.to_day IS NULL)))"
		" AND from_day <= :on AND (to_day IS NULL OR to_day >= :on) ORDER BY id" },
};
/* clang-format on */

static const char where[] = "withhold.add";

/* ---- adding -----------------------------------------------------------------------------------
 */

/* Is there such a row of the child's family?  @p ret: its first column. */
static cnis_status
of_family(cnis_register *r, int query, int64_t child_id, int64_t id, const char *field,
          int64_t *ret, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(r->st, &SQL[query], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", child_id);
	stmt_int(&c, ":id", id);
	st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK && row && ret != NULL)
		*ret = col_int(&c, 0);
	stmt_close(&c);
	if (st == CNIS_OK && !row)
		st = cnis_fail(reterr, CNIS_ENOTFOUND, 0, where, field,
		               query == Q_CARE_OF
		                   ? "no present correspondence address of this child; record it "
		                     "first (child move --kind correspondence)"
		                   : "nothing of that reference in this child's family");
	return st;
}

/* Nothing is kept from who has it: on record they live there, and the record would be wrong. */
static cnis_status
check_elsewhere(cnis_register *r, const cnis_withholding_new *n, cnis_error *reterr)
{
	bool address = text_same(n->fact, "address");
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(r->st, &SQL[address ? Q_LIVES : Q_LIVES_WITH], &c, reterr);

	if (st != CNIS_OK)
		return st;
	if (address)
		stmt_int(&c, ":id", n->address_id);
	else
		stmt_int(&c, ":child", n->child_id);
	stmt_int(&c, ":person", n->person_id);
	st = stmt_step(&c, &row, reterr);
	stmt_close(&c);
	if (st == CNIS_OK && row)
		st = cnis_fail(reterr, CNIS_EINVAL, 0, where, "person",
		               "%s: record first where they live now (person move), or withhold it "
		               "from all outward",
		               address ? "lives there on record, or is written to there"
		                       : "has the care and lives with the child on record");
	return st;
}

static cnis_status
check_fact(cnis_register *r, const cnis_withholding_new *n, cnis_error *reterr)
{
	bool address = text_same(n->fact, "address");
	bool point = text_same(n->fact, "contact_point");
	int64_t holder = 0;
	cnis_status st = CNIS_OK;

	if (!address && !point && !text_same(n->fact, "school") && !text_same(n->fact, "location"))
		return cnis_fail(reterr, CNIS_EINVAL, 0, where, "fact",
		                 "must be the reference of an address or of a contact point, "
		                 "school or location");
	if (address)
		st = of_family(r, Q_ADDRESS, n->child_id, n->address_id, "fact", NULL, reterr);
	if (point)
		st = of_family(r, Q_POINT, n->child_id, n->contact_point_id, "fact", &holder,
		               reterr);
	if (st == CNIS_OK && point && holder == n->person_id)
		st = cnis_fail(reterr, CNIS_EINVAL, 0, where, "person",
		               "is the one who is reached there");
	if (st == CNIS_OK && n->person_id != 0 && (address || text_same(n->fact, "location")))
		st = check_elsewhere(r, n, reterr);
	return st;
}

/* A refuge is nowhere outward, and one has to write somewhere. */
static cnis_status
check_refuge(cnis_register *r, const cnis_withholding_new *n, int64_t letters_of,
             cnis_error *reterr)
{
	if (n->care_of_id == 0)
		return CNIS_OK;
	if (!text_same(n->fact, "address"))
		return cnis_fail(reterr, CNIS_EINVAL, 0, where, "refuge", "is said of an address");
	if (n->person_id != 0)
		return cnis_fail(reterr, CNIS_EINVAL, 0, where, "person",
		                 "a refuge is withheld from all outward");
	if (n->care_of_id == n->address_id)
		return cnis_fail(reterr, CNIS_EINVAL, 0, where, "refuge",
		                 "the address to write to is another one");
	return of_family(r, Q_CARE_OF, letters_of, n->care_of_id, "refuge", NULL, reterr);
}

static cnis_status
check_subject(cnis_register *r, const cnis_withholding_new *n, int64_t letters_of,
              cnis_error *reterr)
{
	bool there = false;
	cnis_status st = fact_exists(r, "child", n->child_id, &there, reterr);

	if (st == CNIS_OK && !there)
		return cnis_fail(reterr, CNIS_ENOTFOUND, 0, where, "child", "no such child");
	if (st == CNIS_OK && n->person_id != 0) {
		st = fact_exists(r, "person", n->person_id, &there, reterr);
		if (st == CNIS_OK && !there)
			st = cnis_fail(reterr, CNIS_ENOTFOUND, 0, where, "person",
			               "no such person; what must not reach somebody who is not "
			               "here is withheld from all outward");
	}
	if (st == CNIS_OK)
		st = check_fact(r, n, reterr);
	return st == CNIS_OK ? check_refuge(r, n, letters_of, reterr) : st;
}

static void
bind(cursor *c, const cnis_withholding_new *n)
{
	bool address = text_same(n->fact, "address");
	bool point = text_same(n->fact, "contact_point");

	stmt_int(c, ":child", n->child_id);
	stmt_text(c, ":fact", n->fact);
	stmt_id(c, ":address", address ? n->address_id : 0);
	stmt_id(c, ":point", point ? n->contact_point_id : 0);
	stmt_id(c, ":person", n->person_id);
	stmt_int(c, ":refuge", n->care_of_id != 0);
}

cnis_status
withholding_known(cnis_register *r, const cnis_withholding_new *n, bool *ret, cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st = stmt_open(r->st, &SQL[Q_KNOWN], &c, reterr);

	if (st != CNIS_OK)
		return st;
	bind(&c, n);
	st = stmt_step(&c, ret, reterr);
	stmt_close(&c);
	return st;
}

static cnis_status
check_new(cnis_register *r, const cnis_withholding_new *n, cnis_error *reterr)
{
	bool known = false;
	cnis_status st = withholding_known(r, n, &known, reterr);

	if (st == CNIS_OK && known)
		st = cnis_fail(reterr, CNIS_EEXISTS, 0, where, "fact",
		               "it is withheld from them already");
	return st;
}

static cnis_status
check_times(cnis_register *r, const cnis_withholding_new *n, cnis_fact *ret, cnis_error *reterr)
{
	cnis_fact times = n->times;
	cnis_status st;

	times.to = CNIS_DAY_NONE;
	st = fact_complete(r, where, &times, ret, reterr);
	if (st != CNIS_OK)
		return st;
	if (ret->from == CNIS_DAY_NONE)
		ret->from = change_today(r);
	if (ret->from > change_today(r))
		return cnis_fail(reterr, CNIS_EINVAL, 0, where, "from",
		                 "the day lies in the future");
	return CNIS_OK;
}

/* What somebody must have said. */
static cnis_status
said(const char *in, size_t max, const char *field, const char *missing, char **ret,
     cnis_error *reterr)
{
	cnis_status st = fact_text(in, max, max > FACT_NAME, where, field, ret, reterr);

	if (st == CNIS_OK && *ret == NULL)
		st = cnis_fail(reterr, CNIS_EINVAL, 0, where, field, "%s", missing);
	return st;
}

static cnis_status
insert(cnis_register *r, const cnis_withholding_new *n, const char *confirmed, const char *reason,
       const cnis_fact *times, cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st = stmt_open(r->st, &SQL[Q_INSERT], &c, reterr);

	if (st != CNIS_OK)
		return st;
	bind(&c, n);
	stmt_id(&c, ":care_of", n->care_of_id);
	stmt_text(&c, ":confirmed", confirmed);
	stmt_text(&c, ":reason", reason);
	fact_bind_quiet(&c, r, times);
	st = stmt_run(&c, reterr);
	stmt_close(&c);
	return st;
}

cnis_status
withholding_again_tx(cnis_register *r, const cnis_withholding_new *n, cnis_error *reterr)
{
	cnis_status st = insert(r, n, n->confirmed_by, n->reason, &n->times, reterr);

	if (st == CNIS_OK)
		st = keep_apart_met_tx(r, n->child_id, n->person_id, reterr);
	return st == CNIS_OK ? change_touch(r, n->child_id, reterr) : st;
}

/* @p letters_of: the child whose correspondence address one writes to */
static cnis_status
add_tx(cnis_register *r, const cnis_withholding_new *n, int64_t letters_of, int64_t *ret_id,
       cnis_error *reterr)
{
	char *confirmed = NULL;
	char *reason = NULL;
	cnis_fact times;
	cnis_status st = check_subject(r, n, letters_of, reterr);

	if (st == CNIS_OK)
		st = check_times(r, n, &times, reterr);
	if (st == CNIS_OK)
		st = said(n->confirmed_by, FACT_NAME, "confirmed_by",
		          "say which post or service confirmed it", &confirmed, reterr);
	if (st == CNIS_OK)
		st =
		    said(n->reason, FACT_NOTE, "reason", "say why it is withheld", &reason, reterr);
	if (st == CNIS_OK)
		st = check_new(r, n, reterr);
	if (st == CNIS_OK)
		st = insert(r, n, confirmed, reason, &times, reterr);
	if (st == CNIS_OK) {
		*ret_id = store_last_id(r->st);
		st = keep_apart_met_tx(r, n->child_id, n->person_id, reterr);
	}
	if (st == CNIS_OK)
		st = change_touch(r, n->child_id, reterr);
	if (st == CNIS_OK)
		st = withheld_load(r, reterr); /* hidden at once, to this handle too */
	free(confirmed);
	free(reason);
	return st;
}

/* Of each of them an address or number of the family they share; one writes to the same place. */
static cnis_status
add_also_tx(cnis_register *r, const cnis_withholding_new *first, cnis_error *reterr)
{
	cnis_withholding_new n = *first;
	int64_t id = 0;
	cnis_status st =
	    household_check(r, first->child_id, first->also, first->n_also, where, reterr);

	for (size_t i = 0; st == CNIS_OK && i < first->n_also; i++) {
		n.child_id = first->also[i];
		st = add_tx(r, &n, first->child_id, &id, reterr);
		if (st != CNIS_OK)
			st = household_failed(st, n.child_id, where, reterr);
	}
	return st;
}

cnis_status
cnis_withhold_add(cnis_register *r, const cnis_withholding_new *n, int64_t *ret_id,
                  cnis_error *reterr)
{
	const change_spec spec = { .kind = where,
		                   .command = "withhold add",
		                   .letter = CNIS_REF_CHILD,
		                   .id = n->child_id,
		                   .roles = CNIS_ROLE_OFFICER | SIGHT_ROLES,
		                   .undo = STORE_UNDOABLE };
	int64_t id = 0;
	cnis_status st = change_begin(r, &spec, reterr);

	if (st != CNIS_OK)
		return st;
	st = add_tx(r, n, n->child_id, &id, reterr);
	if (st == CNIS_OK)
		st = add_also_tx(r, n, reterr);
	st = change_end(r, st, reterr);
	if (st == CNIS_OK)
		*ret_id = id;
	return st;
}

cnis_status
cnis_withhold_end(cnis_register *r, int64_t id, cnis_day on, const char *reason, cnis_error *reterr)
{
	/* to hide is easily done; to show again is looked at twice */
	char *clean = NULL;
	change_spec spec = { .kind = "withhold.end",
		             .command = "withhold end",
		             .letter = CNIS_REF_WITHHOLDING,
		             .id = id,
		             .roles = SIGHT_ROLES,
		             .undo = STORE_UNDOABLE };
	cnis_status st =
	    said(reason, FACT_NOTE, "reason", "say why it may be shown again", &clean, reterr);

	spec.reason = clean;
	if (st == CNIS_OK) {
		st = change_begin(r, &spec, reterr);
		if (st == CNIS_OK)
			st = change_end(r,
			                fact_close_tx(r, &SQL[Q_READ], &SQL[Q_CLOSE], id, on,
			                              spec.kind, NULL, reterr),
			                reterr);
	}
	free(clean);
	if (st == CNIS_OK)
		(void)withheld_load(r, NULL); /* if not, this handle goes on hiding it */
	return st;
}

/* ---- reading ----------------------------------------------------------------------------------
 */

typedef struct walk {
	cnis_withholding_fn fn;
	void *payload;
	bool reasons;
} walk;

static cnis_status
walk_row(const cursor *c, void *payload, cnis_error *reterr)
{
	const walk *w = payload;
	const cnis_withholding x = { .id = col_int(c, 0),
		                     .child_id = col_int(c, 1),
		                     .fact = col_text(c, 2),
		                     .address_id = col_int(c, 3),
		                     .contact_point_id = col_int(c, 4),
		                     .person_id = col_int(c, 5),
		                     .refuge = col_int(c, 6) != 0,
		                     .care_of_id = col_int(c, 7),
		                     .confirmed_by = col_text(c, 8),
		                     .reason = w->reasons ? col_text(c, 9) : NULL,
		                     .times = fact_of(c, 10) };

	return w->fn(&x, w->payload, reterr);
}

/* The rows of an open statement, which it closes. */
static cnis_status
hand_out(cursor *c, walk *w, cnis_error *reterr)
{
	bool row = true;
	cnis_status st = CNIS_OK;

	while (st == CNIS_OK && (st = stmt_step(c, &row, reterr)) == CNIS_OK && row)
		st = walk_row(c, w, reterr);
	stmt_close(c);
	return st;
}

static cnis_status
walk_all(cnis_register *r, cnis_day as_at, bool all, walk *w, cnis_error *reterr)
{
	cnis_day on = fact_day(as_at);
	cursor c = { 0 };
	cnis_status st = stmt_open(r->st, &SQL[Q_WALK_ALL], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_day(&c, ":on", on == CNIS_DAY_NONE ? store_today(r->st) : on);
	stmt_int(&c, ":all", all);
	return hand_out(&c, w, reterr);
}

cnis_status
cnis_withhold_walk(cnis_register *r, int64_t child_id, cnis_day as_at, bool all,
                   cnis_withholding_fn fn, void *payload, cnis_error *reterr)
{
	walk w = { fn, payload, sight_steps(r) };

	if (child_id == 0)
		return walk_all(r, as_at, all, &w, reterr);
	return fact_walk_child(r, "withhold.walk", &SQL[Q_WALK], child_id, as_at, all, walk_row, &w,
	                       reterr);
}

cnis_status
cnis_withhold_walk_of(cnis_register *r, int64_t address_id, int64_t contact_point_id,
                      cnis_withholding_fn fn, void *payload, cnis_error *reterr)
{
	walk w = { fn, payload, sight_steps(r) };
	cursor c = { 0 };
	cnis_status st = stmt_open(r->st, &SQL[Q_WALK_OF], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_id(&c, ":address", address_id);
	stmt_id(&c, ":point", contact_point_id);
	stmt_day(&c, ":on", store_today(r->st));
	return hand_out(&c, &w, reterr);
}
