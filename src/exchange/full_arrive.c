/* The register a full export comes into: is it a new one, and who may work in it afterwards? */
#include <string.h>

#include <cnis/officer.h>

#include "base/error.h"
#include "base/text.h"
#include "domain/change.h"
#include "domain/officer.h"
#include "exchange/full_taking.h"

static const char HERE[] = "import.full";

enum { Q_OTHERS, Q_LAST, Q_NAME, Q_COUNT };
/* clang-format off */
static const store_sql SQL[Q_COUNT] = {
	[Q_OTHERS] = { "full.others",
		"SELECT 1 FROM journal WHERE kind NOT IN ('schema.migrate', 'register.init')"
		" AND batch <> :batch LIMIT 1" },
	[Q_LAST] = { "full.last",
		"SELECT command FROM journal WHERE batch = :batch ORDER BY seq DESC LIMIT 1" },
	[Q_NAME] = { "full.own_name",
		"SELECT name FROM officer WHERE login = :login AND to_day IS NULL" },
};
/* Children of the others first. */
static const store_sql FORGET[] = {
	{ "full.forget_roles", "DELETE FROM officer_role WHERE id > 0" },
	{ "full.forget_officers", "DELETE FROM officer WHERE id > 0" },
	{ "full.forget_settings", "DELETE FROM setting WHERE id > 0" },
};
/* clang-format on */

cnis_status
full_check_head(const taking *t)
{
	const full_head *h = &t->head;
	const store *s = t->r->st;

	if (h->schema > store_schema(s))
		return cnis_fail(t->err, CNIS_ESCHEMA, 0, HERE, "file",
		                 "the file is of a newer register (version %lld) than this one "
		                 "(version %d)",
		                 (long long)h->schema, store_schema(s));
	if (h->demonstration != store_demonstration(s))
		return cnis_fail(t->err, CNIS_EREFUSED, 0, HERE, "file",
		                 h->demonstration
		                     ? "the file holds invented families: a demonstration register "
		                       "takes them (cnis init --demonstration)"
		                     : "the file holds real families: a demonstration register, in "
		                       "which anybody may act as anybody, does not take them");
	if (strcmp(h->authority, store_authority(s)) != 0 && !t->options->other_authority)
		return cnis_fail(
		    t->err, CNIS_EREFUSED, 0, HERE, "file",
		    "the file is of authority %s and the register of %s: say that this "
		    "is meant (--other-authority)",
		    h->authority, store_authority(s));
	return CNIS_OK;
}

/* Empty as `init` left it, or a part of this very file. */
static cnis_status
check_register(taking *t)
{
	cursor c = { 0 };
	bool others = false;
	bool row = false;
	cnis_status st = stmt_open(t->r->st, &SQL[Q_OTHERS], &c, t->err);

	stmt_text(&c, ":batch", t->batch);
	if (st == CNIS_OK)
		st = stmt_step(&c, &others, t->err);
	stmt_close(&c);
	if (st == CNIS_OK && others)
		return cnis_fail(
		    t->err, CNIS_EEXISTS, 0, HERE, "register",
		    "the register is not as `cnis init` made it: a full import needs a "
		    "new one");
	if (st == CNIS_OK)
		st = stmt_open(t->r->st, &SQL[Q_LAST], &c, t->err);
	stmt_text(&c, ":batch", t->batch);
	if (st == CNIS_OK)
		st = stmt_step(&c, &row, t->err);
	if (st == CNIS_OK && row &&
	    (!full_progress_read(col_text(&c, 0), &t->at) || t->at.lines != t->head.lines))
		st = cnis_fail(t->err, CNIS_EEXISTS, 0, HERE, "register",
		               "the register holds a part of another file");
	stmt_close(&c);
	if (st == CNIS_OK && row && t->at.line >= t->at.lines)
		return cnis_fail(t->err, CNIS_EEXISTS, 0, HERE, "register",
		                 "the whole file is in this register already");
	if (!row)
		t->at = (full_progress){ .of = t->head.of,
			                 .line = 1,
			                 .lines = t->head.lines,
			                 .exact = strcmp(t->head.authority,
			                                 store_authority(t->r->st)) == 0 };
	t->ret->from_line = t->at.line + 1;
	return st;
}

static cnis_status
read_own_name(taking *t)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(t->r->st, &SQL[Q_NAME], &c, t->err);

	stmt_text(&c, ":login", t->r->login);
	if (st == CNIS_OK)
		st = stmt_step(&c, &row, t->err);
	if (st == CNIS_OK && row)
		(void)text_copy(t->own_name, sizeof(t->own_name), col_text(&c, 0));
	stmt_close(&c);
	return st;
}

cnis_status
full_check_register(taking *t)
{
	cnis_status st = check_register(t);

	return st == CNIS_OK ? read_own_name(t) : st;
}

/* What `init` wrote gives way to what the file says. */
cnis_status
full_forget_init_tx(const taking *t)
{
	cnis_status st = CNIS_OK;

	for (size_t i = 0; st == CNIS_OK && i < sizeof(FORGET) / sizeof(FORGET[0]); i++) {
		cursor c = { 0 };

		st = stmt_open(t->r->st, &FORGET[i], &c, t->err);
		if (st == CNIS_OK)
			st = stmt_run(&c, t->err);
		stmt_close(&c);
	}
	return st;
}

/* Nobody may be locked out: whoever imports is an administrator afterwards. */
cnis_status
full_check_officers_tx(taking *t)
{
	const cnis_officer_new me = { sizeof(me), t->r->login, t->own_name, NULL,
		                      CNIS_ROLE_ADMINISTRATOR };
	cnis_error ignored = { 0 };
	unsigned roles = 0;
	int64_t id = 0;
	cnis_status st = officer_find(t->r, t->r->login, change_today(t->r), &id, &ignored);

	t->officers = true;
	if (st == CNIS_OK)
		st = officer_roles(t->r, id, change_today(t->r), &roles, t->err);
	else if (st != CNIS_ENOTFOUND)
		return cnis_fail(t->err, st, ignored.sub, HERE, "officer", "%s", ignored.message);
	if (id != 0 && (st != CNIS_OK || (roles & CNIS_ROLE_ADMINISTRATOR) != 0))
		return st;
	if (!t->options->keep_me)
		return cnis_fail(t->err, CNIS_EREFUSED, 0, HERE, "officer",
		                 "the officers come from the file, and your account is no current "
		                 "administrator there: import with one that is, or keep yours "
		                 "beside them (--keep-me)");
	t->at.exact = false;
	return id == 0
	           ? officer_add_tx(t->r, &me, NULL, t->err)
	           : cnis_officer_role(t->r, t->r->login, CNIS_ROLE_ADMINISTRATOR, true, t->err);
}

/* The officers are others now. */
cnis_status
full_find_self(const taking *t)
{
	cnis_register *r = t->r;
	cnis_status st = officer_find(r, r->login, store_today(r->st), &r->officer_id, t->err);

	return st == CNIS_OK
	           ? officer_roles(r, r->officer_id, store_today(r->st), &r->roles, t->err)
	           : st;
}
