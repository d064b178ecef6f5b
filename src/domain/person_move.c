/* An adult's new address, and which of the children go along. */
#include <cnis/person.h>

#include <cnis/reference.h>

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/mem.h"
#include "base/text.h"
#include "domain/fact.h"
#include "domain/people.h"
#include "domain/place.h"
#include "domain/withdrawal.h"
#include "domain/withheld.h"

static const char WHERE[] = "person.move";

enum { Q_LIVES_WITH, Q_SHARED, Q_HOMES, Q_READ, Q_CLOSE, Q_CHILD_READ, Q_CHILD_CLOSE, Q_COUNT };

/* Where the adult lives. */
#define MINE                                                                                       \
	"WITH mine AS (SELECT a.id, a.uprn, a.postcode, a.line1, a.place_kind"                     \
	" FROM person_residence p JOIN address a ON a.id = p.address_id"                           \
	" WHERE p.person_id = :person AND " PLACE_LIVES("p")
/* Where a child lives at the same place. */
#define SHARED(child)                                                                              \
	" FROM child_residence x JOIN address a ON a.id = x.address_id"                            \
	" JOIN mine m ON " PLACE_SAME("a", "m") " WHERE x.child_id = " child                       \
						" AND " PLACE_LIVES("x")
/* clang-format off */
static const store_sql SQL[Q_COUNT] = {
	/* nobody is suggested because of a place that is withheld */
	[Q_LIVES_WITH] = { "person.lives_with", MINE " AND NOT " WITHHELD_ADDRESS("a.id") ")"
		" SELECT DISTINCT r.child_id FROM relationship r WHERE r.person_id = :person AND " PLACE_HOLDS("r")
		" AND (EXISTS (SELECT 1" SHARED("r.child_id") ")"
		" OR (NOT EXISTS (SELECT 1 FROM mine) AND r.has_care <> 'no')) ORDER BY r.child_id" },
	[Q_SHARED] = { "person.shared", MINE ")"
		" SELECT DISTINCT x.id, x.kind, x.to_day" SHARED(":child") " ORDER BY x.kind DESC, x.id" },
	[Q_HOMES] = { "person.homes",
		"SELECT id, from_day FROM person_residence WHERE person_id = :person AND kind = 'home'"
		" AND to_day IS NULL AND address_id <> :address ORDER BY id" },
	[Q_READ] = { "person.home_read",
		"SELECT from_day, to_day, 0 FROM person_residence WHERE id = :id" },
	[Q_CLOSE] = { "person.home_close",
		"UPDATE person_residence SET to_day = :to, rev = :rev WHERE id = :id" },
	[Q_CHILD_READ] = { "person.child_home_read",
		"SELECT from_day, to_day, child_id FROM child_residence WHERE id = :id" },
	[Q_CHILD_CLOSE] = { "person.child_home_close",
		"UPDATE child_residence SET to_day = :to, rev = :rev WHERE id = :id" },
};
/* clang-format on */

cnis_status
cnis_person_lives_with(cnis_register *r, int64_t person_id, cnis_day as_at, cnis_person_child_fn fn,
                       void *payload, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = fact_exists(r, "person", person_id, &row, reterr);

	if (st == CNIS_OK && !row)
		return cnis_fail(reterr, CNIS_ENOTFOUND, 0, WHERE, "person", "no such person");
	if (st == CNIS_OK)
		st = stmt_open(r->st, &SQL[Q_LIVES_WITH], &c, reterr);
	if (st != CNIS_OK)
		return st;
	as_at = fact_day(as_at);
	stmt_int(&c, ":person", person_id);
	stmt_day(&c, ":on", as_at == CNIS_DAY_NONE ? store_today(r->st) : as_at);
	while ((st = stmt_step(&c, &row, reterr)) == CNIS_OK && row) {
		st = fn(col_int(&c, 0), payload, reterr);
		if (st != CNIS_OK)
			break;
	}
	stmt_close(&c);
	return st;
}

/* ---- who goes along -------------------------------------------------------------------------- */

static size_t
times(const int64_t *ids, size_t n, int64_t id)
{
	size_t found = 0;

	for (size_t i = 0; i < n; i++)
		found += ids[i] == id ? 1 : 0;
	return found;
}

/* Every child who lives with the adult, each against what was said of it. */
typedef struct saying {
	const cnis_person_move_new *n;
	size_t found; /* of those said, who live with the adult */
	text_buf unsaid;
	char bytes[160];
} saying;

static cnis_status
check_said(int64_t child_id, void *payload, cnis_error *reterr)
{
	saying *s = payload;
	char ref[CNIS_REFERENCE_SIZE];
	size_t said = times(s->n->with, s->n->n_with, child_id) +
	              times(s->n->without, s->n->n_without, child_id);

	(void)cnis_reference_format(CNIS_REF_CHILD, child_id, ref);
	if (said > 1)
		return cnis_fail(reterr, CNIS_EINVAL, 0, WHERE, "with",
		                 "%s is said to move and not to, or twice", ref);
	s->found += said;
	if (said == 0) {
		text_add(&s->unsaid, " ");
		text_add(&s->unsaid, ref);
	}
	return CNIS_OK;
}

static cnis_status
check_children(cnis_register *r, const cnis_person_move_new *n, cnis_error *reterr)
{
	saying s = { .n = n };
	cnis_status st;

	s.unsaid = text_buf_on(s.bytes, sizeof(s.bytes));
	st = cnis_person_lives_with(r, n->person_id, CNIS_DAY_NONE, check_said, &s, reterr);
	if (st == CNIS_OK && s.bytes[0] != '\0')
		st = cnis_fail(reterr, CNIS_EINVAL, 0, WHERE, "with",
		               "say of each child who lives with that adult whether it moves too "
		               "(with or without):%s",
		               s.bytes);
	if (st == CNIS_OK && s.found != n->n_with + n->n_without)
		st = cnis_fail(reterr, CNIS_EINVAL, 0, WHERE, "with",
		               "a child that does not live with that adult: record it as a move of "
		               "the child's own");
	return st;
}

/* ---- the moves ------------------------------------------------------------------------------- */

enum { SHARED_MAX = 16 };

/* A child who is there beside its home has the new address beside its home too; what ends today
 * already is left to end. */
static cnis_status
take_along(cnis_register *r, const cnis_person_move_new *n, int64_t child_id, const cnis_fact *fact,
           int64_t address, cnis_error *reterr)
{
	int64_t beside[SHARED_MAX];
	cursor c = { 0 };
	size_t count = 0;
	bool row = false, home = false, second = false;
	cnis_status st = stmt_open(r->st, &SQL[Q_SHARED], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":person", n->person_id);
	stmt_int(&c, ":child", child_id);
	stmt_day(&c, ":on", change_today(r));
	while (count < SHARED_MAX && (st = stmt_step(&c, &row, reterr)) == CNIS_OK && row) {
		second = second || strcmp(col_text(&c, 1), "additional") == 0;
		home = home || strcmp(col_text(&c, 1), "home") == 0;
		if (strcmp(col_text(&c, 1), "home") != 0 && col_null(&c, 2))
			beside[count++] = col_int(&c, 0);
	}
	stmt_close(&c);
	for (size_t i = 0; st == CNIS_OK && i < count; i++)
		st = fact_close_tx(r, &SQL[Q_CHILD_READ], &SQL[Q_CHILD_CLOSE], beside[i],
		                   fact->from - 1, WHERE, NULL, reterr);
	return st == CNIS_OK ? child_move_tx(r, child_id, home || !second ? "home" : "additional",
	                                     n->place, fact, &address, reterr)
	                     : st;
}

static cnis_status
leave_homes(cnis_register *r, int64_t person_id, int64_t but_address, cnis_day from,
            cnis_error *reterr)
{
	cursor c = { 0 };
	int64_t id = 0;
	bool row = true;
	cnis_status st = CNIS_OK;

	while (st == CNIS_OK && row) {
		st = stmt_open(r->st, &SQL[Q_HOMES], &c, reterr);
		if (st != CNIS_OK)
			return st;
		stmt_int(&c, ":person", person_id);
		stmt_int(&c, ":address", but_address);
		st = stmt_step(&c, &row, reterr);
		if (st == CNIS_OK && row) {
			id = col_int(&c, 0);
			if (!col_null(&c, 1) && from <= col_day(&c, 1))
				st = cnis_fail(reterr, CNIS_EINVAL, 0, WHERE, "from",
				               "the present home began on that day or later");
		}
		stmt_close(&c);
		if (st == CNIS_OK && row)
			st = fact_close_tx(r, &SQL[Q_READ], &SQL[Q_CLOSE], id, from - 1, WHERE,
			                   NULL, reterr);
	}
	return st;
}

static cnis_status
move_tx(cnis_register *r, const cnis_person_move_new *n, int64_t *ret_address_id,
        cnis_error *reterr)
{
	const char *kind = n->kind == NULL ? "home" : n->kind;
	bool home = strcmp(kind, "home") == 0, there = false;
	cnis_fact whole;
	int64_t address = 0;
	cnis_status st = fact_exists(r, "person", n->person_id, &there, reterr);

	if (st == CNIS_OK && !there)
		return cnis_fail(reterr, CNIS_ENOTFOUND, 0, WHERE, "person", "no such person");
	if (st == CNIS_OK)
		st = fact_complete(r, WHERE, &n->fact, &whole, reterr);
	if (st != CNIS_OK)
		return st;
	if (whole.from == CNIS_DAY_NONE)
		whole.from = change_today(r);
	if (whole.from > change_today(r))
		return cnis_fail(reterr, CNIS_EINVAL, 0, WHERE, "from",
		                 "the day lies in the future");
	if (home)
		st = check_children(r, n, reterr);
	else if (n->n_with + n->n_without > 0)
		st = cnis_fail(reterr, CNIS_EINVAL, 0, WHERE, "with",
		               "children move with an adult's home only");
	if (st == CNIS_OK)
		st = address_add_tx(r, n->place, &whole, &address, reterr);
	/* before the children's: nothing is withheld from who lives there */
	if (st == CNIS_OK)
		st = residence_add_tx(r, 0, n->person_id, address, kind, &whole, reterr);
	for (size_t i = 0; st == CNIS_OK && i < n->n_with; i++)
		st = take_along(r, n, n->with[i], &whole, address, reterr);
	for (size_t i = 0; st == CNIS_OK && i < n->n_with; i++)
		st = withdrawal_moved_tx(r, n->with[i], WHERE, reterr);
	if (st == CNIS_OK && home)
		st = leave_homes(r, n->person_id, address, whole.from, reterr);
	if (st == CNIS_OK)
		*ret_address_id = address;
	return st;
}

cnis_status
cnis_person_move(cnis_register *r, const cnis_person_move_new *n, int64_t *ret_address_id,
                 cnis_error *reterr)
{
	const change_spec spec = { .kind = WHERE,
		                   .roles = CNIS_ROLE_OFFICER | CNIS_ROLE_MANAGER,
		                   .undo = STORE_UNDOABLE };
	int64_t id = 0;
	cnis_status st = change_begin(r, &spec, reterr);

	if (st != CNIS_OK)
		return st;
	st = move_tx(r, n, &id, reterr);
	st = change_end(r, st, reterr);
	if (st == CNIS_OK)
		*ret_address_id = id;
	return st;
}
