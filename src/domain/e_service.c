/* Agreements to electronic service, s. 572(2). */
#include "domain/e_service.h"

#include <string.h>

#include "base/error.h"
#include "base/flat.h"
#include "base/text.h"
#include "domain/duty.h"
#include "domain/fact.h"

enum { Q_POINT, Q_KNOWN, Q_INSERT, Q_READ, Q_CLOSE, Q_BEST, Q_WALK, Q_COUNT };
/* clang-format off */
/* The last day an agreement can be used: its own, or that of the number or address. */
#define UNTIL "min(coalesce(a.to_day, n.to_day), coalesce(n.to_day, a.to_day))"
static const store_sql SQL[Q_COUNT] = {
	[Q_POINT] = { "e_service.point",
		"SELECT person_id, (from_day IS NULL OR from_day <= :on)"
		" AND (to_day IS NULL OR to_day >= :on) FROM contact_point WHERE id = :id" },
	[Q_KNOWN] = { "e_service.known",
		"SELECT 1 FROM e_service WHERE contact_point_id = :id AND to_day IS NULL" },
	[Q_INSERT] = { "e_service.insert",
		"INSERT INTO e_service (person_id, contact_point_id, from_day, to_day, source, basis,"
		" received_day, recorded_at, rev)"
		" VALUES (:person, :point, :from, :to, :source, :basis, :received, :at, :rev)" },
	[Q_READ] = { "e_service.read",
		"SELECT from_day, to_day, 0 FROM e_service WHERE id = :id" },
	[Q_CLOSE] = { "e_service.close",
		"UPDATE e_service SET to_day = :to, rev = :rev WHERE id = :id" },
	/* one that holds before one that does not, the newest of them */
	[Q_BEST] = { "e_service.best",
		"SELECT a.id, a.from_day, " UNTIL " FROM e_service a JOIN contact_point n"
		" ON n.id = a.contact_point_id WHERE a.person_id = :person"
		" AND (:point IS NULL OR a.contact_point_id = :point)"
		" ORDER BY a.from_day <= :on AND (" UNTIL " IS NULL OR " UNTIL " > :on) DESC, a.id DESC"
		" LIMIT 1" },
	[Q_WALK] = { "e_service.walk",
		"SELECT a.id, a.person_id, a.contact_point_id, n.kind, n.to_day,"
		" a.from_day, a.to_day, a.source, a.basis, a.received_day, a.recorded_at, a.rev"
		" FROM e_service a JOIN contact_point n ON n.id = a.contact_point_id"
		" WHERE a.person_id = :id AND (:all OR (a.from_day <= :on"
		" AND (a.to_day IS NULL OR a.to_day >= :on))) ORDER BY a.id" },
};
/* clang-format on */

static const char RULE[] = "EA1996.572.2";

/* ---- adding, ending ---------------------------------------------------------------------------
 */

/* The number or address reached the adult on the day of the agreement. */
static cnis_status
check_point(cnis_register *r, int64_t point, cnis_day on, int64_t *ret_person, cnis_error *reterr)
{
	static const char where[] = "e_service.add";
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(r->st, &SQL[Q_POINT], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":id", point);
	stmt_int(&c, ":on", on);
	st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK && !row)
		st = cnis_fail(reterr, CNIS_ENOTFOUND, 0, where, "contact_point",
		               "no such contact point");
	else if (st == CNIS_OK && col_int(&c, 1) == 0)
		st = cnis_fail(reterr, CNIS_EINVAL, 0, where, "contact_point",
		               "it did not reach the adult on that day");
	else if (st == CNIS_OK)
		*ret_person = col_int(&c, 0);
	stmt_close(&c);
	return st;
}

static cnis_status
insert(cnis_register *r, int64_t person, int64_t point, const cnis_fact *fact, int64_t *ret_id,
       cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st = stmt_open(r->st, &SQL[Q_INSERT], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":person", person);
	stmt_int(&c, ":point", point);
	fact_bind(&c, r, fact);
	st = stmt_run(&c, reterr);
	stmt_close(&c);
	if (st == CNIS_OK)
		*ret_id = store_last_id(r->st);
	return st;
}

static cnis_status
add_tx(cnis_register *r, const cnis_e_service_new *n, int64_t *ret_id, cnis_error *reterr)
{
	static const char where[] = "e_service.add";
	cnis_fact given = n->fact, fact;
	int64_t person = 0, known = 0;
	cnis_status st;

	given.to = CNIS_DAY_NONE;
	if (given.source == NULL)
		given.source = "parent";
	if (given.basis == NULL)
		given.basis = "voluntary";
	if (fact_day(given.from) == CNIS_DAY_NONE)
		given.from = change_today(r);
	st = fact_complete(r, where, &given, &fact, reterr);
	if (st == CNIS_OK && fact.from > change_today(r))
		st = cnis_fail(reterr, CNIS_EINVAL, 0, where, "from", "the day lies in the future");
	if (st == CNIS_OK)
		st = check_point(r, n->contact_point_id, fact.from, &person, reterr);
	if (st == CNIS_OK)
		st = stmt_ask(r->st, &SQL[Q_KNOWN], ":id", n->contact_point_id, 0, &known, reterr);
	if (st == CNIS_OK && known != 0)
		st = cnis_fail(reterr, CNIS_EEXISTS, 0, where, "contact_point",
		               "service there is agreed to already");
	return st == CNIS_OK ? insert(r, person, n->contact_point_id, &fact, ret_id, reterr) : st;
}

cnis_status
cnis_e_service_add(cnis_register *r, const cnis_e_service_new *n, int64_t *ret_id,
                   cnis_error *reterr)
{
	const change_spec spec = { .kind = "e_service.add",
		                   .roles = CNIS_ROLE_OFFICER | CNIS_ROLE_MANAGER,
		                   .undo = STORE_UNDOABLE };
	int64_t id = 0;
	cnis_status st = change_begin(r, &spec, reterr);

	if (st != CNIS_OK)
		return st;
	st = change_end(r, add_tx(r, n, &id, reterr), reterr);
	if (st == CNIS_OK)
		*ret_id = id;
	return st;
}

cnis_status
cnis_e_service_end(cnis_register *r, int64_t id, cnis_day on, cnis_error *reterr)
{
	return fact_end(r, "e_service.end", &SQL[Q_READ], &SQL[Q_CLOSE], id, on, reterr);
}

/* ---- asking the rule --------------------------------------------------------------------------
 */

typedef struct agreement {
	int64_t id; /* 0: none */
	cnis_day agreed, ended;
} agreement;

static cnis_status
best(cnis_register *r, int64_t person, int64_t point, cnis_day on, agreement *ret,
     cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(r->st, &SQL[Q_BEST], &c, reterr);

	*ret = (agreement){ 0, CNIS_DAY_NONE, CNIS_DAY_NONE };
	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":person", person);
	stmt_id(&c, ":point", point);
	stmt_int(&c, ":on", on);
	st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK && row)
		*ret = (agreement){ col_int(&c, 0), col_day(&c, 1), col_day(&c, 2) };
	stmt_close(&c);
	return st;
}

static cnis_status
ask(cnis_register *r, const char *section, const agreement *a, cnis_day served,
    cnis_rule_verdict *ret, cnis_error *reterr)
{
	char json[200];
	text_buf b = text_buf_on(json, sizeof(json));

	flat_begin(&b);
	flat_add(&b, "section", section);
	flat_add_day(&b, "agreed_on", a->agreed);
	flat_add_day(&b, "ended_on", a->ended);
	flat_add_day(&b, "served_on", served);
	flat_end(&b);
	return duty_eval(r, RULE, json, change_today(r), ret, reterr);
}

static bool
says(const cnis_rule_verdict *v, const char *name)
{
	const cnis_rule_output *out = cnis_rule_verdict_get(v, name);

	return out != NULL && strcmp(out->text, "true") == 0;
}

static cnis_status
check_owner(cnis_register *r, int64_t person_id, int64_t point, const char *where,
            cnis_error *reterr)
{
	int64_t owner = 0;
	cursor c = { 0 };
	bool row = false;
	cnis_status st;

	if (point == 0)
		return CNIS_OK;
	st = stmt_open(r->st, &SQL[Q_POINT], &c, reterr);
	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":id", point);
	stmt_int(&c, ":on", change_today(r));
	st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK && row)
		owner = col_int(&c, 0);
	stmt_close(&c);
	if (st == CNIS_OK && owner != person_id)
		st = cnis_fail(reterr, CNIS_EINVAL, 0, where, "at",
		               "not a contact point of the person served");
	return st;
}

cnis_status
e_service_allowed_tx(cnis_register *r, const char *section, int64_t person_id,
                     int64_t contact_point_id, cnis_day served, const char *where, int64_t *ret_id,
                     cnis_error *reterr)
{
	cnis_rule_verdict v;
	agreement a;
	cnis_status st;

	if (person_id == 0)
		return cnis_fail(reterr, CNIS_EINVAL, 0, where, "person",
		                 "say which parent was served: the agreement is that parent's");
	st = check_owner(r, person_id, contact_point_id, where, reterr);
	if (st == CNIS_OK)
		st = best(r, person_id, contact_point_id, served, &a, reterr);
	if (st == CNIS_OK)
		st = ask(r, section, &a, served, &v, reterr);
	if (st != CNIS_OK)
		return st;
	if (!says(&v, "allowed"))
		return cnis_refuse(reterr, RULE, where, "method", "%s", v.why);
	*ret_id = says(&v, "agreement_needed") ? a.id : 0;
	return CNIS_OK;
}

/* ---- reading ----------------------------------------------------------------------------------
 */

typedef struct walk {
	cnis_e_service_fn fn;
	void *payload;
} walk;

static cnis_status
walk_row(const cursor *c, void *payload, cnis_error *reterr)
{
	const walk *w = payload;
	const cnis_e_service a = { .id = col_int(c, 0),
		                   .person_id = col_int(c, 1),
		                   .contact_point_id = col_int(c, 2),
		                   .kind = col_text(c, 3),
		                   .reached_until = col_day(c, 4),
		                   .fact = fact_of(c, 5) };

	return w->fn(&a, w->payload, reterr);
}

cnis_status
cnis_e_service_walk(cnis_register *r, int64_t person_id, cnis_day as_at, bool all,
                    cnis_e_service_fn fn, void *payload, cnis_error *reterr)
{
	walk w = { fn, payload };

	return fact_walk_person(r, "e_service.walk", &SQL[Q_WALK], person_id, as_at, all, walk_row,
	                        &w, reterr);
}
