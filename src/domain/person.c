/* Adults: parents, carers, others. */
#include <cnis/person.h>

#include <string.h>

#include "base/error.h"
#include "domain/fact.h"
#include "domain/name.h"
#include "domain/people.h"

enum { Q_INSERT, Q_NAME_INSERT, Q_NAME_NOW, Q_NAME_CLOSE, Q_NAMES, Q_GET, Q_COUNT };
/* clang-format off */
static const store_sql SQL[Q_COUNT] = {
	[Q_INSERT] = { "person.insert",
		"INSERT INTO person (uuid, kind, source, basis, received_day, recorded_at, rev)"
		" VALUES (:uuid, :kind, :source, :basis, :received, :at, :rev)" },
	[Q_NAME_INSERT] = { "person.name_insert",
		"INSERT INTO person_name (person_id, kind, full_name, given_names, family_name,"
		" from_day, to_day, source, basis, received_day, recorded_at, rev)"
		" VALUES (:person, :kind, :full, :given, :family,"
		" :from, :to, :source, :basis, :received, :at, :rev)" },
	[Q_NAME_NOW] = { "person.name_now",
		"SELECT id, full_name, given_names, family_name, from_day FROM person_name"
		" WHERE person_id = :person AND kind = :kind AND to_day IS NULL ORDER BY id DESC LIMIT 1" },
	[Q_NAME_CLOSE] = { "person.name_close",
		"UPDATE person_name SET to_day = :to, rev = :rev WHERE id = :id" },
	[Q_NAMES] = { "person.names",
		"SELECT id, kind, full_name, given_names, family_name,"
		" from_day, to_day, source, basis, received_day, recorded_at, rev"
		" FROM person_name WHERE person_id = :person ORDER BY id" },
	[Q_GET] = { "person.get",
		"SELECT p.id, p.uuid, p.kind, n.full_name, n.given_names, n.family_name,"
		" NULL, NULL, p.source, p.basis, p.received_day, p.recorded_at, p.rev"
		" FROM person p LEFT JOIN person_name n ON n.id = (SELECT id FROM person_name"
		" WHERE person_id = p.id AND kind = 'legal' AND to_day IS NULL ORDER BY id DESC LIMIT 1)"
		" WHERE p.id = :id" },
};
/* clang-format on */

static const name_table names = {
	.where = "person.rename",
	.owner = ":person",
	.insert = &SQL[Q_NAME_INSERT],
	.now = &SQL[Q_NAME_NOW],
	.close = &SQL[Q_NAME_CLOSE],
};

static cnis_status
insert_person(cnis_register *r, const char *kind, const cnis_fact *fact, int64_t *ret_id,
              cnis_error *reterr)
{
	cursor c = { 0 };
	char uuid[37];
	cnis_status st;

	st = stmt_open(r->st, &SQL[Q_INSERT], &c, reterr);
	if (st != CNIS_OK)
		return st;
	change_uuid(uuid);
	stmt_text(&c, ":uuid", uuid);
	stmt_text(&c, ":kind", kind);
	stmt_text(&c, ":source", fact->source);
	stmt_text(&c, ":basis", fact->basis);
	stmt_day(&c, ":received", fact->received);
	stmt_int(&c, ":at", change_now(r));
	stmt_int(&c, ":rev", change_rev(r));
	st = stmt_run(&c, reterr);
	stmt_close(&c);
	if (st == CNIS_OK)
		*ret_id = store_last_id(r->st);
	return st;
}

cnis_status
person_add_tx(cnis_register *r, const char *kind, const cnis_name *name, int64_t *ret_id,
              cnis_error *reterr)
{
	static const char where[] = "person.add";
	name_clean n = { 0 };
	cnis_fact fact;
	int64_t id = 0;
	cnis_status st;

	if (kind == NULL)
		kind = "parent";
	if (strcmp(kind, "parent") != 0 && strcmp(kind, "carer") != 0 && strcmp(kind, "other") != 0)
		return cnis_fail(reterr, CNIS_EINVAL, 0, where, "kind",
		                 "must be parent, carer or other");
	st = fact_complete(r, where, &name->fact, &fact, reterr);
	if (st == CNIS_OK)
		st = name_take(name, where, &n, reterr);
	if (st == CNIS_OK)
		st = insert_person(r, kind, &fact, &id, reterr);
	if (st == CNIS_OK)
		st = name_insert_tx(r, &names, id, "legal", &n, &fact, reterr);
	name_clear(&n);
	if (st == CNIS_OK)
		*ret_id = id;
	return st;
}

cnis_status
cnis_person_add(cnis_register *r, const char *kind, const cnis_name *name, int64_t *ret_id,
                cnis_error *reterr)
{
	const change_spec spec = { .kind = "person.add",
		                   .roles = CNIS_ROLE_OFFICER | CNIS_ROLE_MANAGER,
		                   .undo = STORE_UNDOABLE };
	int64_t id = 0;
	cnis_status st;

	st = change_begin(r, &spec, reterr);
	if (st != CNIS_OK)
		return st;
	st = person_add_tx(r, kind, name, &id, reterr);
	st = change_end(r, st, reterr);
	if (st == CNIS_OK)
		*ret_id = id;
	return st;
}

cnis_status
cnis_person_get(cnis_register *r, int64_t id, cnis_person_fn fn, void *payload, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st;

	st = stmt_open(r->st, &SQL[Q_GET], &c, reterr);
	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":id", id);
	st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK && !row)
		st = cnis_fail(reterr, CNIS_ENOTFOUND, 0, "person.get", "person", "no such person");
	if (st == CNIS_OK) {
		cnis_person person = { .id = col_int(&c, 0),
			               .uuid = col_text(&c, 1),
			               .kind = col_text(&c, 2),
			               .full_name = col_text(&c, 3),
			               .given_names = col_text(&c, 4),
			               .family_name = col_text(&c, 5),
			               .fact = fact_of(&c, 6) };

		st = fn(&person, payload, reterr);
	}
	stmt_close(&c);
	return st;
}

/* ---- another name ---------------------------------------------------------------------------- */

static cnis_status
rename_tx(cnis_register *r, int64_t person_id, const char *kind, const cnis_name *name,
          cnis_error *reterr)
{
	bool there = false;
	cnis_status st = name_kind_check(kind, names.where, reterr);

	if (st == CNIS_OK)
		st = fact_exists(r, "person", person_id, &there, reterr);
	if (st == CNIS_OK && !there)
		return cnis_fail(reterr, CNIS_ENOTFOUND, 0, names.where, "person",
		                 "no such person");
	return st == CNIS_OK ? name_give_tx(r, &names, person_id, kind, name, reterr) : st;
}

cnis_status
cnis_person_rename(cnis_register *r, int64_t person_id, const char *kind, const cnis_name *name,
                   cnis_error *reterr)
{
	const change_spec spec = { .kind = "person.rename",
		                   .roles = CNIS_ROLE_OFFICER | CNIS_ROLE_MANAGER,
		                   .undo = STORE_UNDOABLE };
	cnis_status st = change_begin(r, &spec, reterr);

	if (st != CNIS_OK)
		return st;
	st = rename_tx(r, person_id, kind, name, reterr);
	return change_end(r, st, reterr);
}

cnis_status
cnis_person_names(cnis_register *r, int64_t person_id, cnis_name_fn fn, void *payload,
                  cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = fact_exists(r, "person", person_id, &row, reterr);

	if (st == CNIS_OK && !row)
		return cnis_fail(reterr, CNIS_ENOTFOUND, 0, "person.names", "person",
		                 "no such person");
	if (st == CNIS_OK)
		st = stmt_open(r->st, &SQL[Q_NAMES], &c, reterr);
	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":person", person_id);
	while ((st = stmt_step(&c, &row, reterr)) == CNIS_OK && row) {
		const cnis_name_row name = { .id = col_int(&c, 0),
			                     .kind = col_text(&c, 1),
			                     .full_name = col_text(&c, 2),
			                     .given_names = col_text(&c, 3),
			                     .family_name = col_text(&c, 4),
			                     .fact = fact_of(&c, 5) };

		st = fn(&name, payload, reterr);
		if (st != CNIS_OK)
			break;
	}
	stmt_close(&c);
	return st;
}
