/* Who educates the child, where and how much. */
#include <cnis/provision.h>

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "domain/fact.h"
#include "domain/people.h"

enum { Q_INSERT, Q_WALK, Q_READ, Q_CLOSE, Q_COUNT };
/* clang-format off */
static const store_sql SQL[Q_COUNT] = {
	[Q_INSERT] = { "provision.insert",
		"INSERT INTO provision (child_id, kind, provider_name, provider_type, place, web,"
		" hours_week, hours_without_parent,"
		" from_day, to_day, source, basis, received_day, recorded_at, rev)"
		" VALUES (:child, :kind, :name, :type, :place, :web, :hours, :hours_without,"
		" :from, :to, :source, :basis, :received, :at, :rev)" },
	[Q_WALK] = { "provision.walk",
		"SELECT id, child_id, kind, provider_name, provider_type, place, web,"
		" hours_week, hours_without_parent,"
		" from_day, to_day, source, basis, received_day, recorded_at, rev FROM provision"
		" WHERE child_id = :id AND (:all OR ((from_day IS NULL OR from_day <= :on)"
		" AND (to_day IS NULL OR to_day >= :on))) ORDER BY id" },
	[Q_READ] = { "provision.read",
		"SELECT from_day, to_day, child_id FROM provision WHERE id = :id" },
	[Q_CLOSE] = { "provision.close",
		"UPDATE provision SET to_day = :to, rev = :rev WHERE id = :id" },
};
/* clang-format on */

enum { TEXT_NAME, TEXT_TYPE, TEXT_PLACE, TEXT_WEB, TEXT_COUNT };

static const char where_add[] = "provision.add";

static cnis_status
take_texts(const cnis_provision *p, char *texts[TEXT_COUNT], cnis_error *reterr)
{
	static const char *const fields[TEXT_COUNT] = { "provider_name", "provider_type", "place",
		                                        "web" };
	const char *const in[TEXT_COUNT] = { p->provider_name, p->provider_type, p->place, p->web };
	cnis_status st = CNIS_OK;
	int i;

	for (i = 0; st == CNIS_OK && i < TEXT_COUNT; i++)
		st = fact_text(in[i], FACT_NAME, false, where_add, fields[i], &texts[i], reterr);
	if (st == CNIS_OK && strcmp(p->kind, "provider") == 0 && texts[TEXT_NAME] == NULL)
		st = cnis_fail(reterr, CNIS_EINVAL, 0, where_add, "provider_name",
		               "a provider needs its name");
	return st;
}

static cnis_status
check_hours(double hours, const char *field, cnis_error *reterr)
{
	if (!(hours <= 168.0)) /* also what is not a number */
		return cnis_fail(reterr, CNIS_EINVAL, 0, where_add, field, "a week has 168 hours");
	return CNIS_OK;
}

static void
bind_hours(cursor *c, const char *name, double hours)
{
	if (hours < 0)
		stmt_null(c, name);
	else
		stmt_real(c, name, hours);
}

static cnis_status
insert(cnis_register *r, int64_t child_id, const cnis_provision *p, char *const texts[TEXT_COUNT],
       const cnis_fact *fact, cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st;

	st = stmt_open(r->st, &SQL[Q_INSERT], &c, reterr);
	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", child_id);
	stmt_text(&c, ":kind", p->kind);
	stmt_text(&c, ":name", texts[TEXT_NAME]);
	stmt_text(&c, ":type", texts[TEXT_TYPE]);
	stmt_text(&c, ":place", texts[TEXT_PLACE]);
	stmt_text(&c, ":web", texts[TEXT_WEB]);
	bind_hours(&c, ":hours", p->hours_week);
	bind_hours(&c, ":hours_without", p->hours_without_parent);
	fact_bind(&c, r, fact);
	st = stmt_run(&c, reterr);
	stmt_close(&c);
	return st;
}

/* Checked and ready to be written; texts are the caller's to free, whatever the answer. */
static cnis_status
prepare(cnis_register *r, const cnis_provision *p, char *texts[TEXT_COUNT], cnis_fact *fact,
        cnis_error *reterr)
{
	cnis_status st;

	st = code_check(r, "provision_kind", p->kind, where_add, "kind", reterr);
	if (st == CNIS_OK)
		st = check_hours(p->hours_week, "hours_week", reterr);
	if (st == CNIS_OK)
		st = check_hours(p->hours_without_parent, "hours_without_parent", reterr);
	if (st == CNIS_OK)
		st = fact_complete(r, where_add, &p->fact, fact, reterr);
	return st == CNIS_OK ? take_texts(p, texts, reterr) : st;
}

static void
free_texts(char *texts[TEXT_COUNT])
{
	int i;

	for (i = 0; i < TEXT_COUNT; i++)
		free(texts[i]);
}

cnis_status
provision_check(cnis_register *r, const cnis_provision *provision, cnis_error *reterr)
{
	char *texts[TEXT_COUNT] = { 0 };
	cnis_fact fact;
	cnis_status st;

	st = prepare(r, provision, texts, &fact, reterr);
	free_texts(texts);
	return st;
}

cnis_status
provision_add_tx(cnis_register *r, int64_t child_id, const cnis_provision *provision,
                 int64_t *ret_id, cnis_error *reterr)
{
	char *texts[TEXT_COUNT] = { 0 };
	cnis_fact fact;
	bool there = false;
	cnis_status st;

	st = fact_exists(r, "child", child_id, &there, reterr);
	if (st == CNIS_OK && !there)
		return cnis_fail(reterr, CNIS_ENOTFOUND, 0, where_add, "child", "no such child");
	if (st == CNIS_OK)
		st = prepare(r, provision, texts, &fact, reterr);
	if (st == CNIS_OK)
		st = insert(r, child_id, provision, texts, &fact, reterr);
	if (st == CNIS_OK)
		*ret_id = store_last_id(r->st);
	free_texts(texts);
	return st == CNIS_OK ? change_touch(r, child_id, reterr) : st;
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
	cnis_provision_fn fn;
	void *payload;
} walk;

static cnis_status
walk_row(const cursor *c, void *payload, cnis_error *reterr)
{
	const walk *w = payload;
	const cnis_provision p = { .size = sizeof(p),
		                   .id = col_int(c, 0),
		                   .child_id = col_int(c, 1),
		                   .kind = col_text(c, 2),
		                   .provider_name = col_text(c, 3),
		                   .provider_type = col_text(c, 4),
		                   .place = col_text(c, 5),
		                   .web = col_text(c, 6),
		                   .hours_week = col_null(c, 7) ? -1.0 : col_real(c, 7),
		                   .hours_without_parent = col_null(c, 8) ? -1.0 : col_real(c, 8),
		                   .fact = fact_of(c, 9) };

	return w->fn(&p, w->payload, reterr);
}

cnis_status
cnis_provision_walk(cnis_register *r, int64_t child_id, cnis_day as_at, bool all,
                    cnis_provision_fn fn, void *payload, cnis_error *reterr)
{
	walk w = { fn, payload };

	return fact_walk_child(r, "provision.walk", &SQL[Q_WALK], child_id, as_at, all, walk_row,
	                       &w, reterr);
}
