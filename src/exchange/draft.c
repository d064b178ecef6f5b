/* Drafts of an interrupted registration: local, of one officer, never journalled. */
#include <cnis/form.h>

#include <string.h>

#include "base/error.h"
#include "domain/register.h"

enum { Q_WALK, Q_INSERT, Q_UPDATE, Q_DROP, Q_COUNT };
/* clang-format off */
static const store_sql SQL[Q_COUNT] = {
	[Q_WALK] = { "draft.walk",
		"SELECT id, login, started_at, saved_at, form FROM draft WHERE login = :login"
		" ORDER BY id DESC" },
	[Q_INSERT] = { "draft.insert",
		"INSERT INTO draft (login, started_at, saved_at, form) VALUES (:login, :at, :at, :form)" },
	[Q_UPDATE] = { "draft.update",
		"UPDATE draft SET saved_at = :at, form = :form WHERE id = :id AND login = :login" },
	[Q_DROP] = { "draft.drop", "DELETE FROM draft WHERE id = :id AND login = :login" },
};
/* clang-format on */

static const char where[] = "draft";

cnis_status
cnis_draft_walk(cnis_register *r, cnis_draft_fn fn, void *payload, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = true;
	cnis_status st;

	st = stmt_open(r->st, &SQL[Q_WALK], &c, reterr);
	if (st != CNIS_OK)
		return st;
	stmt_text(&c, ":login", r->login);
	while (st == CNIS_OK) {
		cnis_draft draft;

		st = stmt_step(&c, &row, reterr);
		if (st != CNIS_OK || !row)
			break;
		draft = (cnis_draft){ .id = col_int(&c, 0),
			              .login = col_text(&c, 1),
			              .started_at = col_int(&c, 2),
			              .saved_at = col_int(&c, 3),
			              .form = col_text(&c, 4) };
		st = fn(&draft, payload, reterr);
	}
	stmt_close(&c);
	return st;
}

/* One write to the local table; *ret_n is how many rows it changed. */
static cnis_status
write_draft(cnis_register *r, const store_sql *sql, int64_t id, const char *form, int64_t *ret_n,
            int64_t *ret_id, cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st;

	st = store_local_begin(r->st, reterr);
	if (st != CNIS_OK)
		return st;
	st = stmt_open(r->st, sql, &c, reterr);
	if (st == CNIS_OK) {
		stmt_text(&c, ":login", r->login);
		if (id != 0)
			stmt_int(&c, ":id", id);
		if (form != NULL) {
			stmt_text(&c, ":form", form);
			stmt_int(&c, ":at", store_now(r->st));
		}
		st = stmt_run(&c, reterr);
	}
	if (st == CNIS_OK) {
		*ret_n = store_changes(r->st);
		*ret_id = store_last_id(r->st);
	}
	stmt_close(&c);
	if (st == CNIS_OK)
		return store_local_commit(r->st, reterr);
	store_rollback(r->st);
	return st;
}

cnis_status
cnis_draft_save(cnis_register *r, const char *form, int64_t *io_id, cnis_error *reterr)
{
	int64_t n = 0;
	int64_t id = 0;
	cnis_status st;

	if (strlen(form) > CNIS_FORM_BYTES)
		return cnis_fail(reterr, CNIS_EINVAL, 0, where, "form", "is larger than 1 MiB");
	st = write_draft(r, &SQL[*io_id == 0 ? Q_INSERT : Q_UPDATE], *io_id, form, &n, &id, reterr);
	if (st != CNIS_OK)
		return st;
	if (n == 0)
		return cnis_fail(reterr, CNIS_ENOTFOUND, 0, where, "draft", "no such draft");
	if (*io_id == 0)
		*io_id = id;
	return CNIS_OK;
}

cnis_status
cnis_draft_drop(cnis_register *r, int64_t id, cnis_error *reterr)
{
	int64_t n = 0;
	int64_t unused = 0;
	cnis_status st;

	st = write_draft(r, &SQL[Q_DROP], id, NULL, &n, &unused, reterr);
	if (st == CNIS_OK && n == 0)
		st = cnis_fail(reterr, CNIS_ENOTFOUND, 0, where, "draft", "no such draft");
	return st;
}
