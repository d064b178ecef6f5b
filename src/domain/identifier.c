/* Numbers somebody gave the child.  Shapes: src/rule/identifier.c. */
#include <cnis/identifier.h>

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "domain/death.h"
#include "domain/fact.h"
#include "domain/people.h"
#include "rule/identifier.h"

enum { Q_INSERT, Q_HOLDER, Q_PRESENT, Q_WALK, Q_READ, Q_CLOSE, Q_COUNT };
/* clang-format off */
static const store_sql SQL[Q_COUNT] = {
	[Q_INSERT] = { "identifier.insert",
		"INSERT INTO identifier (child_id, kind, value, verified,"
		" from_day, to_day, source, basis, received_day, recorded_at, rev)"
		" VALUES (:child, :kind, :value, :verified,"
		" :from, :to, :source, :basis, :received, :at, :rev)" },
	[Q_HOLDER] = { "identifier.holder",
		"SELECT child_id FROM identifier WHERE kind = :kind AND value = :value"
		" AND to_day IS NULL AND kind IN ('upn', 'uln', 'nhs', 'previous_system')" },
	[Q_PRESENT] = { "identifier.present",
		"SELECT id, value, from_day FROM identifier WHERE child_id = :child AND kind = :kind"
		" AND to_day IS NULL" },
	[Q_WALK] = { "identifier.walk",
		"SELECT id, child_id, kind, value, verified,"
		" from_day, to_day, source, basis, received_day, recorded_at, rev FROM identifier"
		" WHERE child_id = :id AND (:all OR ((from_day IS NULL OR from_day <= :on)"
		" AND (to_day IS NULL OR to_day >= :on))) ORDER BY kind, id" },
	[Q_READ] = { "identifier.read",
		"SELECT from_day, to_day, child_id FROM identifier WHERE id = :id" },
	[Q_CLOSE] = { "identifier.close",
		"UPDATE identifier SET to_day = :to, rev = :rev WHERE id = :id" },
};
/* clang-format on */

static const char where_add[] = "identifier.add";

/* Kinds that one child has one of, and no two children share. */
static bool
unique_kind(const char *kind)
{
	return strcmp(kind, "upn") == 0 || strcmp(kind, "uln") == 0 || strcmp(kind, "nhs") == 0;
}

cnis_status
identifier_normal(const char *kind, const char *value, const char *where, const char *field,
                  char buf[101], cnis_error *reterr)
{
	rule_identifier id;
	const char *rule;

	if (text_empty(value))
		return cnis_fail(reterr, CNIS_EINVAL, 0, where, field, "a number is needed");
	if (strcmp(kind, "upn") == 0 || strcmp(kind, "former_upn") == 0) {
		rule = "ID.upn";
		id = rule_upn(value);
	} else if (strcmp(kind, "uln") == 0) {
		rule = "ID.uln";
		id = rule_uln(value);
	} else if (strcmp(kind, "nhs") == 0) {
		rule = "ID.nhs";
		id = rule_nhs(value);
	} else if (strcmp(kind, "social_care") == 0 || strcmp(kind, "previous_system") == 0 ||
	           strcmp(kind, "other") == 0) {
		if (!text_copy(buf, 101, value))
			return cnis_fail(reterr, CNIS_EINVAL, 0, where, field,
			                 "is longer than 100 bytes");
		return CNIS_OK;
	} else {
		return cnis_fail(
		    reterr, CNIS_EINVAL, 0, where, "kind",
		    "must be upn, former_upn, uln, nhs, social_care, previous_system or "
		    "other");
	}
	if (!id.valid) {
		cnis_status st = cnis_fail(reterr, CNIS_EINVAL, 0, where, field, "%s", id.problem);

		if (reterr != NULL)
			(void)text_copy(reterr->rule, sizeof(reterr->rule), rule);
		return st;
	}
	(void)text_copy(buf, 101, id.normalised);
	return CNIS_OK;
}

static cnis_status
check_free(cnis_register *r, const char *kind, const char *value, cnis_error *reterr)
{
	cursor c = { 0 };
	bool taken = false;
	int64_t holder = 0;
	cnis_day died = CNIS_DAY_NONE;
	cnis_status st;

	st = stmt_open(r->st, &SQL[Q_HOLDER], &c, reterr);
	if (st != CNIS_OK)
		return st;
	stmt_text(&c, ":kind", kind);
	stmt_text(&c, ":value", value);
	st = stmt_step(&c, &taken, reterr);
	if (st == CNIS_OK && taken)
		holder = col_int(&c, 0);
	stmt_close(&c);
	if (st == CNIS_OK && taken)
		st = death_day(r, holder, &died, reterr);
	if (st == CNIS_OK && taken)
		st = cnis_fail(reterr, CNIS_EEXISTS, 0, where_add, kind,
		               died != CNIS_DAY_NONE ? "the child with this number has died"
		                                     : "a child in the register has this number "
		                                       "now: close it there first");
	return st;
}

static cnis_status
insert(cnis_register *r, int64_t child_id, const char *kind, const char *value, bool verified,
       const cnis_fact *fact, int64_t *ret_id, cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st;

	st = stmt_open(r->st, &SQL[Q_INSERT], &c, reterr);
	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", child_id);
	stmt_text(&c, ":kind", kind);
	stmt_text(&c, ":value", value);
	stmt_int(&c, ":verified", verified ? 1 : 0);
	fact_bind(&c, r, fact);
	st = stmt_run(&c, reterr);
	stmt_close(&c);
	if (st == CNIS_OK)
		*ret_id = store_last_id(r->st);
	return st;
}

/* The child's present number of this kind is closed; a UPN is remembered as former UPN. */
static cnis_status
close_present(cnis_register *r, int64_t child_id, const char *kind, cnis_fact *fact,
              cnis_error *reterr)
{
	cursor c = { 0 };
	char old[101] = "";
	int64_t id = 0;
	bool row = false;
	cnis_day began = CNIS_DAY_NONE;
	cnis_fact former;
	cnis_status st;

	st = stmt_open(r->st, &SQL[Q_PRESENT], &c, reterr);
	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", child_id);
	stmt_text(&c, ":kind", kind);
	st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK && row) {
		id = col_int(&c, 0);
		(void)text_copy(old, sizeof(old), col_text(&c, 1));
		began = col_day(&c, 2);
	}
	stmt_close(&c);
	if (st != CNIS_OK || id == 0)
		return st;
	if (fact->from == CNIS_DAY_NONE)
		fact->from = change_today(r);
	if (began != CNIS_DAY_NONE && fact->from <= began)
		return cnis_fail(reterr, CNIS_EINVAL, 0, where_add, "from",
		                 "the present number began on that day or later");
	st = fact_close_tx(r, &SQL[Q_READ], &SQL[Q_CLOSE], id, fact->from - 1, where_add, NULL,
	                   reterr);
	if (st != CNIS_OK || strcmp(kind, "upn") != 0)
		return st;
	former = *fact;
	return insert(r, child_id, "former_upn", old, false, &former, &id, reterr);
}

cnis_status
identifier_add_tx(cnis_register *r, int64_t child_id, const char *kind, const char *value,
                  bool verified, const cnis_fact *fact, int64_t *ret_id, cnis_error *reterr)
{
	char normal[101];
	char *clean = NULL;
	cnis_fact whole;
	bool there = false;
	cnis_status st;

	st = fact_exists(r, "child", child_id, &there, reterr);
	if (st == CNIS_OK && !there)
		return cnis_fail(reterr, CNIS_ENOTFOUND, 0, where_add, "child", "no such child");
	if (st == CNIS_OK)
		st = fact_text(value, FACT_SHORT, false, where_add, kind, &clean, reterr);
	if (st == CNIS_OK)
		st = identifier_normal(kind, clean, where_add, kind, normal, reterr);
	free(clean);
	if (st == CNIS_OK)
		st = fact_complete(r, where_add, fact, &whole, reterr);
	if (st == CNIS_OK)
		st = fact_after_birth(r, child_id, &whole, where_add, reterr);
	if (st == CNIS_OK && (unique_kind(kind) || strcmp(kind, "previous_system") == 0))
		st = check_free(r, kind, normal, reterr);
	if (st == CNIS_OK && unique_kind(kind))
		st = close_present(r, child_id, kind, &whole, reterr);
	if (st == CNIS_OK)
		st = insert(r, child_id, kind, normal, verified, &whole, ret_id, reterr);
	return st == CNIS_OK ? change_touch(r, child_id, reterr) : st;
}

cnis_status
cnis_identifier_add(cnis_register *r, int64_t child_id, const char *kind, const char *value,
                    bool verified, const cnis_fact *fact, int64_t *ret_id, cnis_error *reterr)
{
	const change_spec spec = { .kind = "identifier.add",
		                   .roles = CNIS_ROLE_OFFICER | CNIS_ROLE_MANAGER,
		                   .undo = STORE_UNDOABLE };
	int64_t id = 0;
	cnis_status st;

	st = change_begin(r, &spec, reterr);
	if (st != CNIS_OK)
		return st;
	st = identifier_add_tx(r, child_id, kind, value, verified, fact, &id, reterr);
	st = change_end(r, st, reterr);
	if (st == CNIS_OK)
		*ret_id = id;
	return st;
}

cnis_status
cnis_identifier_end(cnis_register *r, int64_t id, cnis_day on, cnis_error *reterr)
{
	return fact_end(r, "identifier.end", &SQL[Q_READ], &SQL[Q_CLOSE], id, on, reterr);
}

typedef struct walk {
	cnis_identifier_fn fn;
	void *payload;
} walk;

static cnis_status
walk_row(const cursor *c, void *payload, cnis_error *reterr)
{
	const walk *w = payload;
	const cnis_identifier x = { .id = col_int(c, 0),
		                    .child_id = col_int(c, 1),
		                    .kind = col_text(c, 2),
		                    .value = col_text(c, 3),
		                    .verified = col_int(c, 4) != 0,
		                    .fact = fact_of(c, 5) };

	return w->fn(&x, w->payload, reterr);
}

cnis_status
cnis_identifier_walk(cnis_register *r, int64_t child_id, bool all, cnis_identifier_fn fn,
                     void *payload, cnis_error *reterr)
{
	walk w = { fn, payload };

	return fact_walk_child(r, "identifier.walk", &SQL[Q_WALK], child_id, CNIS_DAY_NONE, all,
	                       walk_row, &w, reterr);
}
