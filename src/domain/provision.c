/* Who educates the child, where and how much. */
#include <cnis/provision.h>

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/mem.h"
#include "domain/death.h"
#include "domain/fact.h"
#include "domain/people.h"
#include "domain/settings_duty.h"

enum { Q_INSERT, Q_WALK, Q_READ, Q_CLOSE, Q_PLACE, Q_PLACES, Q_COUNT };
/* clang-format off */
static const store_sql SQL[Q_COUNT] = {
	[Q_INSERT] = { "provision.insert",
		"INSERT INTO provision (child_id, kind, provider_name, provider_type,"
		" hours_week, hours_week_high, hours_without_parent, hours_without_parent_high,"
		" from_day, to_day, source, basis, received_day, recorded_at, rev)"
		" VALUES (:child, :kind, :name, :type, :low, :high, :without_low, :without_high,"
		" :from, :to, :source, :basis, :received, :at, :rev)" },
	[Q_WALK] = { "provision.walk",
		"SELECT id, child_id, kind, provider_name, provider_type,"
		" hours_week, hours_week_high, hours_without_parent, hours_without_parent_high,"
		" from_day, to_day, source, basis, received_day, recorded_at, rev FROM provision"
		" WHERE child_id = :id AND (:all OR ((from_day IS NULL OR from_day <= :on)"
		" AND (to_day IS NULL OR to_day >= :on))) ORDER BY id" },
	[Q_READ] = { "provision.read",
		"SELECT from_day, to_day, child_id FROM provision WHERE id = :id" },
	[Q_CLOSE] = { "provision.close",
		"UPDATE provision SET to_day = :to, rev = :rev WHERE id = :id" },
	[Q_PLACE] = { "provision.place",
		"INSERT INTO provision_place (child_id, provision_id, kind, value, rev)"
		" VALUES (:child, :provision, :kind, :value, :rev)" },
	[Q_PLACES] = { "provision.places",
		"SELECT kind, value FROM provision_place WHERE provision_id = :provision ORDER BY id" },
};
/* clang-format on */

enum { TEXT_NAME, TEXT_TYPE, TEXT_ADDRESS, TEXT_COUNT };

/* Clean copies of what is to be written; release with texts_clear(). */
typedef struct texts {
	char *one[TEXT_COUNT];
	char *place[CNIS_PROVISION_PLACES];
	char *web[CNIS_PROVISION_PLACES];
} texts;

static const char where_add[] = "provision.add";

static void
texts_clear(texts *t)
{
	for (size_t i = 0; i < TEXT_COUNT; i++)
		free(t->one[i]);
	for (size_t i = 0; i < CNIS_PROVISION_PLACES; i++) {
		free(t->place[i]);
		free(t->web[i]);
	}
}

static cnis_status
take_list(const char *const *in, size_t n, const char *field, char *ret[CNIS_PROVISION_PLACES],
          cnis_error *reterr)
{
	cnis_status st = CNIS_OK;

	if (n > CNIS_PROVISION_PLACES)
		return cnis_fail(reterr, CNIS_EINVAL, 0, where_add, field,
		                 "has more than %d members", (int)CNIS_PROVISION_PLACES);
	for (size_t i = 0; st == CNIS_OK && i < n; i++)
		st = fact_text(in[i], FACT_NAME, false, where_add, field, &ret[i], reterr);
	return st;
}

static cnis_status
take_texts(const cnis_provision *p, texts *t, cnis_error *reterr)
{
	static const char *const fields[TEXT_COUNT] = { "provider_name", "provider_type",
		                                        "provider_address" };
	const char *const in[TEXT_COUNT] = { p->provider_name, p->provider_type,
		                             p->provider_address };
	cnis_status st = CNIS_OK;

	for (size_t i = 0; st == CNIS_OK && i < TEXT_COUNT; i++)
		st = fact_text(in[i], FACT_NAME, false, where_add, fields[i], &t->one[i], reterr);
	if (st == CNIS_OK)
		st = take_list(p->places, p->n_places, "places", t->place, reterr);
	if (st == CNIS_OK)
		st = take_list(p->webs, p->n_webs, "webs", t->web, reterr);
	if (st == CNIS_OK && strcmp(p->kind, "provider") == 0 && t->one[TEXT_NAME] == NULL)
		st = cnis_fail(reterr, CNIS_EINVAL, 0, where_add, "provider_name",
		               "a provider needs its name");
	return st;
}

/* An estimate: a number, or a range of which the lower end is known too. */
static cnis_status
check_hours(double low, double high, const char *field, cnis_error *reterr)
{
	if (!(low <= 168.0 && high <= 168.0)) /* also what is not a number */
		return cnis_fail(reterr, CNIS_EINVAL, 0, where_add, field, "a week has 168 hours");
	if (high > 0 && low < 0)
		return cnis_fail(reterr, CNIS_EINVAL, 0, where_add, field,
		                 "a range needs its lower end too, 0 where there is none");
	if (high > 0 && high < low)
		return cnis_fail(reterr, CNIS_EINVAL, 0, where_add, field,
		                 "the higher end of the range is lower than the lower one");
	return CNIS_OK;
}

/* The time without a parent is part of the time: at its least it cannot be more than all of it. */
static cnis_status
check_part(const cnis_provision *p, cnis_error *reterr)
{
	double all = p->hours_week_high > 0 ? p->hours_week_high : p->hours_week;

	return p->hours_week < 0 || p->hours_without_parent <= all
	           ? CNIS_OK
	           : cnis_fail(reterr, CNIS_EINVAL, 0, where_add, "hours_without_parent",
	                       "more hours without a parent than hours at all");
}

static void
bind_hours(cursor *c, const char *low_name, const char *high_name, double low, double high)
{
	if (low < 0) {
		stmt_null(c, low_name);
		stmt_null(c, high_name);
		return;
	}
	stmt_real(c, low_name, low);
	stmt_real(c, high_name, high > 0 ? high : low);
}

static cnis_status
insert(cnis_register *r, int64_t child_id, const cnis_provision *p, const texts *t,
       const cnis_fact *fact, cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st;

	st = stmt_open(r->st, &SQL[Q_INSERT], &c, reterr);
	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", child_id);
	stmt_text(&c, ":kind", p->kind);
	stmt_text(&c, ":name", t->one[TEXT_NAME]);
	stmt_text(&c, ":type", t->one[TEXT_TYPE]);
	bind_hours(&c, ":low", ":high", p->hours_week, p->hours_week_high);
	bind_hours(&c, ":without_low", ":without_high", p->hours_without_parent,
	           p->hours_without_parent_high);
	fact_bind(&c, r, fact);
	st = stmt_run(&c, reterr);
	stmt_close(&c);
	return st;
}

static cnis_status
insert_place(cnis_register *r, int64_t child_id, int64_t id, const char *kind, const char *value,
             cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st;

	if (value == NULL)
		return CNIS_OK;
	st = stmt_open(r->st, &SQL[Q_PLACE], &c, reterr);
	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", child_id);
	stmt_int(&c, ":provision", id);
	stmt_text(&c, ":kind", kind);
	stmt_text(&c, ":value", value);
	stmt_int(&c, ":rev", change_rev(r));
	st = stmt_run(&c, reterr);
	stmt_close(&c);
	return st;
}

static cnis_status
insert_places(cnis_register *r, int64_t child_id, int64_t id, const texts *t, cnis_error *reterr)
{
	cnis_status st = insert_place(r, child_id, id, "address", t->one[TEXT_ADDRESS], reterr);

	for (size_t i = 0; st == CNIS_OK && i < CNIS_PROVISION_PLACES; i++)
		st = insert_place(r, child_id, id, "place", t->place[i], reterr);
	for (size_t i = 0; st == CNIS_OK && i < CNIS_PROVISION_PLACES; i++)
		st = insert_place(r, child_id, id, "web", t->web[i], reterr);
	return st;
}

/* Checked and ready to be written; texts are the caller's to clear, whatever the answer. */
static cnis_status
prepare(cnis_register *r, const cnis_provision *p, texts *t, cnis_fact *fact, cnis_error *reterr)
{
	cnis_status st;

	st = code_check(r, "provision_kind", p->kind, where_add, "kind", reterr);
	if (st == CNIS_OK)
		st = check_hours(p->hours_week, p->hours_week_high, "hours_week", reterr);
	if (st == CNIS_OK)
		st = check_hours(p->hours_without_parent, p->hours_without_parent_high,
		                 "hours_without_parent", reterr);
	if (st == CNIS_OK)
		st = check_part(p, reterr);
	if (st == CNIS_OK)
		st = fact_complete(r, where_add, &p->fact, fact, reterr);
	return st == CNIS_OK ? take_texts(p, t, reterr) : st;
}

cnis_status
provision_check(cnis_register *r, const cnis_provision *provision, cnis_error *reterr)
{
	texts t = { 0 };
	cnis_fact fact;
	cnis_status st;

	st = prepare(r, provision, &t, &fact, reterr);
	texts_clear(&t);
	return st;
}

cnis_status
provision_add_tx(cnis_register *r, int64_t child_id, const cnis_provision *provision,
                 int64_t *ret_id, cnis_error *reterr)
{
	texts t = { 0 };
	cnis_fact fact;
	bool there = false;
	int64_t id = 0;
	cnis_status st;

	st = fact_exists(r, "child", child_id, &there, reterr);
	if (st == CNIS_OK && !there)
		return cnis_fail(reterr, CNIS_ENOTFOUND, 0, where_add, "child", "no such child");
	if (st == CNIS_OK)
		st = prepare(r, provision, &t, &fact, reterr);
	if (st == CNIS_OK)
		st = fact_after_birth(r, child_id, &fact, where_add, reterr);
	if (st == CNIS_OK)
		st = insert(r, child_id, provision, &t, &fact, reterr);
	if (st == CNIS_OK) {
		id = store_last_id(r->st);
		st = insert_places(r, child_id, id, &t, reterr);
	}
	texts_clear(&t);
	if (st == CNIS_OK && strcmp(provision->kind, "provider") == 0)
		st = settings_provider_included_tx(r, child_id, id, reterr);
	if (st == CNIS_OK)
		st = change_touch(r, child_id, reterr);
	if (st == CNIS_OK)
		*ret_id = id;
	return st;
}

cnis_status
cnis_provision_add(cnis_register *r, int64_t child_id, const cnis_provision *provision,
                   int64_t *ret_id, cnis_error *reterr)
{
	const change_spec spec = { .kind = "provision.add",
		                   .roles = CNIS_ROLE_OFFICER | CNIS_ROLE_MANAGER,
		                   .undo = STORE_UNDOABLE };
	int64_t id = 0;
	cnis_status st;

	st = change_begin(r, &spec, reterr);
	if (st != CNIS_OK)
		return st;
	st = death_refuse_later(r, child_id, provision->fact.from, where_add, reterr);
	if (st == CNIS_OK)
		st = provision_add_tx(r, child_id, provision, &id, reterr);
	st = change_end(r, st, reterr);
	if (st == CNIS_OK)
		*ret_id = id;
	return st;
}

cnis_status
cnis_provision_end(cnis_register *r, int64_t id, cnis_day on, cnis_error *reterr)
{
	return fact_end(r, "provision.end", &SQL[Q_READ], &SQL[Q_CLOSE], id, on, reterr);
}

typedef struct walk {
	cnis_register *r;
	cnis_provision_fn fn;
	void *payload;
} walk;

/* The places of one provision, copied out of their rows. */
typedef struct places {
	char *address;
	char *place[CNIS_PROVISION_PLACES], *web[CNIS_PROVISION_PLACES];
	size_t n_places, n_webs;
} places;

static void
places_clear(places *p)
{
	free(p->address);
	for (size_t i = 0; i < CNIS_PROVISION_PLACES; i++) {
		free(p->place[i]);
		free(p->web[i]);
	}
}

/* Where the next of that kind goes; NULL: there are more than anybody may write. */
static char **
slot_of(places *p, const char *kind)
{
	if (strcmp(kind, "address") == 0)
		return p->address == NULL ? &p->address : NULL;
	if (strcmp(kind, "place") == 0)
		return p->n_places < CNIS_PROVISION_PLACES ? &p->place[p->n_places++] : NULL;
	return p->n_webs < CNIS_PROVISION_PLACES ? &p->web[p->n_webs++] : NULL;
}

static cnis_status
read_places(cnis_register *r, int64_t id, places *p, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = true;
	cnis_status st = stmt_open(r->st, &SQL[Q_PLACES], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":provision", id);
	while ((st = stmt_step(&c, &row, reterr)) == CNIS_OK && row) {
		char **slot = slot_of(p, col_text(&c, 0));

		if (slot == NULL)
			continue;
		*slot = mem_text(col_text(&c, 1));
		if (*slot == NULL) {
			st = cnis_nomem(reterr, "provision.walk");
			break;
		}
	}
	stmt_close(&c);
	return st;
}

static double
hours_at(const cursor *c, int i)
{
	return col_null(c, i) ? -1.0 : col_real(c, i);
}

static cnis_status
walk_row(const cursor *c, void *payload, cnis_error *reterr)
{
	const walk *w = payload;
	places at = { 0 };
	cnis_provision p = { .size = sizeof(p),
		             .id = col_int(c, 0),
		             .child_id = col_int(c, 1),
		             .kind = col_text(c, 2),
		             .provider_name = col_text(c, 3),
		             .provider_type = col_text(c, 4),
		             .hours_week = hours_at(c, 5),
		             .hours_week_high = hours_at(c, 6),
		             .hours_without_parent = hours_at(c, 7),
		             .hours_without_parent_high = hours_at(c, 8),
		             .fact = fact_of(c, 9) };
	cnis_status st = read_places(w->r, p.id, &at, reterr);

	p.provider_address = at.address;
	p.places = (const char *const *)at.place;
	p.n_places = at.n_places;
	p.webs = (const char *const *)at.web;
	p.n_webs = at.n_webs;
	if (st == CNIS_OK)
		st = w->fn(&p, w->payload, reterr);
	places_clear(&at);
	return st;
}

cnis_status
cnis_provision_walk(cnis_register *r, int64_t child_id, cnis_day as_at, bool all,
                    cnis_provision_fn fn, void *payload, cnis_error *reterr)
{
	walk w = { r, fn, payload };

	return fact_walk_child(r, "provision.walk", &SQL[Q_WALK], child_id, as_at, all, walk_row,
	                       &w, reterr);
}
