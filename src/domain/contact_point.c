/* How an adult is reached. */
#include "domain/contact_point.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "domain/contact_wish.h"
#include "domain/fact.h"
#include "domain/sight.h"
#include "domain/withheld.h"
#include "domain/withhold.h"
#include "rule/identifier.h"

enum { Q_INSERT, Q_KNOWN, Q_READ, Q_CLOSE, Q_WALK, Q_COUNT };
/* clang-format off */
static const store_sql SQL[Q_COUNT] = {
	[Q_INSERT] = { "contact_point.insert",
		"INSERT INTO contact_point (person_id, kind, value, value_key,"
		" from_day, to_day, source, basis, received_day, recorded_at, rev)"
		" VALUES (:person, :kind, :value, :key, :from, :to, :source, :basis, :received, :at, :rev)" },
	[Q_KNOWN] = { "contact_point.known",
		"SELECT max(id) FROM contact_point WHERE person_id = :person AND value_key = :key"
		/* nobody learns by trying what is withheld */
		" AND to_day IS NULL AND (:sees OR NOT " WITHHELD_POINT("id") ")" },
	[Q_READ] = { "contact_point.read",
		"SELECT from_day, to_day, 0 FROM contact_point WHERE id = :id" },
	[Q_CLOSE] = { "contact_point.close",
		"UPDATE contact_point SET to_day = :to, rev = :rev WHERE id = :id" },
	[Q_WALK] = { "contact_point.walk",
		"SELECT id, person_id, kind, " WITHHELD_SHOWN(WITHHELD_POINT("id"), "value") ", "
		WITHHELD_BESIDE(WITHHELD_POINT("id"), "value_key") ","
		" from_day, to_day, source, basis, received_day, recorded_at, rev, "
		CONTACT_WISHES("contact_point.id")
		" FROM contact_point WHERE person_id = :id AND (:all OR ((from_day IS NULL OR from_day <= :on)"
		" AND (to_day IS NULL OR to_day >= :on))) ORDER BY id" },
};
/* clang-format on */

static const char where[] = "contact_point.add";

/* ---- what it is found by ----------------------------------------------------------------------
 */

/* Somebody at a domain, without a space; what else an address may be only its server knows. */
static bool
email_key(const char *value, char ret[CONTACT_POINT_KEY])
{
	const char *at = strchr(value, '@');
	const char *dot;
	size_t n = strlen(value);
	size_t i;

	if (at == NULL)
		return false;
	dot = strrchr(at, '.');
	if (dot == NULL || at == value || dot == at + 1 || dot[1] == '\0' ||
	    strchr(at + 1, '@') != NULL || strpbrk(value, " ,;<>") != NULL ||
	    n >= CONTACT_POINT_KEY)
		return false;
	for (i = 0; i <= n; i++) {
		ret[i] = value[i];
		if (value[i] >= 'A' && value[i] <= 'Z')
			ret[i] = (char)(value[i] - 'A' + 'a');
	}
	return true;
}

bool
contact_point_key(const char *value, char ret[CONTACT_POINT_KEY])
{
	rule_identifier number;

	if (strchr(value, '@') != NULL)
		return email_key(value, ret);
	number = rule_telephone(value);
	return number.valid && text_copy(ret, CONTACT_POINT_KEY, number.normalised);
}

static cnis_status
key_of(const char *kind, const char *value, char ret[CONTACT_POINT_KEY], cnis_error *reterr)
{
	rule_identifier number;
	cnis_status st;

	if (strcmp(kind, "email") == 0)
		return email_key(value, ret)
		           ? CNIS_OK
		           : cnis_fail(reterr, CNIS_EINVAL, 0, where, "value",
		                       "not an e-mail address: somebody@somewhere.example");
	number = rule_telephone(value);
	if (number.valid) {
		(void)text_copy(ret, CONTACT_POINT_KEY, number.normalised);
		return CNIS_OK;
	}
	st = cnis_fail(reterr, CNIS_EINVAL, 0, where, "value", "%s", number.problem);
	if (reterr != NULL)
		(void)text_copy(reterr->rule, sizeof(reterr->rule), "ID.telephone");
	return st;
}

/* ---- adding -----------------------------------------------------------------------------------
 */

typedef struct point {
	const char *kind;
	char *value;
	char key[CONTACT_POINT_KEY];
} point;

/** Release p->value also on failure. */
static cnis_status
take(cnis_register *r, const char *kind, const char *value, point *p, cnis_error *reterr)
{
	cnis_status st;

	p->kind = kind == NULL ? "telephone" : kind;
	p->value = NULL;
	st = code_check(r, "contact_point", p->kind, where, "kind", reterr);
	if (st == CNIS_OK)
		st = fact_text(value, FACT_NAME, false, where, "value", &p->value, reterr);
	if (st != CNIS_OK)
		return st;
	if (p->value == NULL)
		return cnis_fail(reterr, CNIS_EINVAL, 0, where, "value", "is missing");
	return key_of(p->kind, p->value, p->key, reterr);
}

cnis_status
contact_point_check(cnis_register *r, const char *kind, const char *value, cnis_error *reterr)
{
	point p;
	cnis_status st = take(r, kind, value, &p, reterr);

	free(p.value);
	return st;
}

/* 0: none. */
static cnis_status
known(cnis_register *r, int64_t person_id, const char *key, int64_t *ret, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(r->st, &SQL[Q_KNOWN], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":person", person_id);
	stmt_text(&c, ":key", key);
	stmt_int(&c, ":sees", sight_steps(r));
	st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK)
		*ret = row ? col_int(&c, 0) : 0;
	stmt_close(&c);
	return st;
}

cnis_status
contact_point_known(cnis_register *r, int64_t person_id, const char *value, int64_t *ret,
                    cnis_error *reterr)
{
	char key[CONTACT_POINT_KEY];

	*ret = 0;
	return value != NULL && contact_point_key(value, key)
	           ? known(r, person_id, key, ret, reterr)
	           : CNIS_OK;
}

/* What no section asks for is given voluntarily, or comes with a school's return. */
static cnis_status
complete(cnis_register *r, const cnis_fact *in, cnis_fact *ret, cnis_error *reterr)
{
	cnis_fact fact = *in;
	cnis_status st;

	if (fact.basis == NULL)
		fact.basis = text_same(fact.source, "school") ? "si2024_208" : "voluntary";
	st = fact_complete(r, where, &fact, ret, reterr);
	if (st == CNIS_OK && ret->from != CNIS_DAY_NONE && ret->from > change_today(r))
		st = cnis_fail(reterr, CNIS_EINVAL, 0, where, "from", "the day lies in the future");
	return st;
}

static cnis_status
insert(cnis_register *r, int64_t person_id, const point *p, const cnis_fact *fact, int64_t *ret_id,
       cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st = stmt_open(r->st, &SQL[Q_INSERT], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":person", person_id);
	stmt_text(&c, ":kind", p->kind);
	stmt_text(&c, ":value", p->value);
	stmt_text(&c, ":key", p->key);
	fact_bind(&c, r, fact);
	st = stmt_run(&c, reterr);
	stmt_close(&c);
	if (st == CNIS_OK)
		*ret_id = store_last_id(r->st);
	return st;
}

cnis_status
contact_point_add_tx(cnis_register *r, const cnis_contact_point_new *n, int64_t *ret_id,
                     cnis_error *reterr)
{
	point p = { 0 };
	cnis_fact fact;
	bool there = false;
	int64_t held = 0;
	cnis_status st = fact_exists(r, "person", n->person_id, &there, reterr);

	if (st == CNIS_OK && !there)
		return cnis_fail(reterr, CNIS_ENOTFOUND, 0, where, "person", "no such person");
	if (st == CNIS_OK)
		st = complete(r, &n->fact, &fact, reterr);
	if (st == CNIS_OK)
		st = take(r, n->kind, n->value, &p, reterr);
	if (st == CNIS_OK)
		st = known(r, n->person_id, p.key, &held, reterr);
	if (st == CNIS_OK && held != 0)
		st = cnis_fail(reterr, CNIS_EEXISTS, 0, where, "value",
		               "the adult is known to be reached there already");
	if (st == CNIS_OK)
		st = insert(r, n->person_id, &p, &fact, ret_id, reterr);
	if (st == CNIS_OK)
		st = withhold_follow_point_tx(r, n->person_id, *ret_id, reterr);
	free(p.value);
	return st;
}

cnis_status
cnis_contact_point_add(cnis_register *r, const cnis_contact_point_new *n, int64_t *ret_id,
                       cnis_error *reterr)
{
	const change_spec spec = { .kind = "contact_point.add",
		                   .roles = CNIS_ROLE_OFFICER | CNIS_ROLE_MANAGER,
		                   .undo = STORE_UNDOABLE };
	int64_t id = 0;
	cnis_status st = change_begin(r, &spec, reterr);

	if (st != CNIS_OK)
		return st;
	st = change_end(r, contact_point_add_tx(r, n, &id, reterr), reterr);
	if (st == CNIS_OK)
		*ret_id = id;
	return st;
}

cnis_status
cnis_contact_point_end(cnis_register *r, int64_t id, cnis_day on, cnis_error *reterr)
{
	return fact_end(r, "contact_point.end", &SQL[Q_READ], &SQL[Q_CLOSE], id, on, reterr);
}

/* ---- reading ----------------------------------------------------------------------------------
 */

typedef struct walk {
	cnis_contact_point_fn fn;
	void *payload;
} walk;

static cnis_status
walk_row(const cursor *c, void *payload, cnis_error *reterr)
{
	const walk *w = payload;
	const cnis_contact_point p = { .id = col_int(c, 0),
		                       .person_id = col_int(c, 1),
		                       .kind = col_text(c, 2),
		                       .value = col_text(c, 3),
		                       .key = col_text(c, 4),
		                       .fact = fact_of(c, 5),
		                       .wishes = col_text(c, 12) };

	return w->fn(&p, w->payload, reterr);
}

cnis_status
cnis_contact_point_walk(cnis_register *r, int64_t person_id, cnis_day as_at, bool all,
                        cnis_contact_point_fn fn, void *payload, cnis_error *reterr)
{
	walk w = { fn, payload };

	return fact_walk_person(r, "contact_point.walk", &SQL[Q_WALK], person_id, as_at, all,
	                        walk_row, &w, reterr);
}
