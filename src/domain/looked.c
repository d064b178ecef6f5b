/* Who looked at whom: noted, and read by those who see to it. */
#include <cnis/access.h>

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "domain/change.h"
#include "domain/same.h"
#include "domain/sight.h"
#include "store/access.h"
#include "store/free_text.h"
#include "store/journal.h"

static cnis_status
need_access(cnis_register *r, cnis_error *reterr)
{
	return r->access != NULL ? CNIS_OK : access_open(r->file, &r->access, reterr);
}

static cnis_status
note(cnis_register *r, const char *command, const char *filter, const int64_t *child_ids, size_t n,
     cnis_error *reterr)
{
	unsigned char hash[HASH_SIZE];
	char noted[1024];
	text_buf b = text_buf_on(noted, sizeof(noted));
	int64_t head = 0;
	cnis_status st = need_access(r, reterr);

	text_add(&b, r->withheld ? "--withheld" : "");
	text_add(&b, r->withheld && !text_empty(filter) ? " " : "");
	text_add(&b, filter == NULL ? "" : filter);
	if (st == CNIS_OK)
		st = journal_head(r->file, &head, hash, reterr);
	if (st == CNIS_OK)
		st = access_record(r->access, store_now(r->file), r->login, command, noted,
		                   child_ids, n, head, reterr);
	return st;
}

static const store_sql CHILD_EVER = { "access.child_ever",
	                              "SELECT 1 FROM child WHERE id = :id UNION ALL"
	                              " SELECT 1 FROM journal_touch WHERE child_id = :id LIMIT 1" };

/* Is there such a child, or was there one whose registration was taken back?  A look at one that
 * never was is noted no more than at one that is kept back. */
static cnis_status
ever(cnis_register *r, int64_t id, bool *ret, cnis_error *reterr)
{
	int64_t one = 0;
	cnis_status st = stmt_ask(r->file, &CHILD_EVER, ":id", id, 0, &one, reterr);

	*ret = one != 0;
	return st;
}

static cnis_status
no_child(cnis_error *reterr)
{
	return cnis_fail(reterr, CNIS_ENOTFOUND, 0, "access.note", "child", "no such child");
}

cnis_status
cnis_access_note(cnis_register *r, const char *command, const char *filter,
                 const int64_t *child_ids, size_t n, cnis_error *reterr)
{
	/* of more, only the number is handed over */
	size_t named = n <= ACCESS_NAMED ? n : 0;
	bool there = n != 1;

	for (size_t i = 0; i < named; i++)
		if (sight_kept_back(r, child_ids[i]))
			return no_child(reterr);
	if (n == 1) {
		cnis_status st = ever(r, child_ids[0], &there, reterr);

		if (st != CNIS_OK)
			return st;
	}
	if (!there)
		return no_child(reterr);
	return n == 0 ? CNIS_OK : note(r, command, filter, child_ids, n, reterr);
}

cnis_status
cnis_access_note_other(cnis_register *r, const char *command, const char *filter,
                       cnis_error *reterr)
{
	return note(r, command, filter, NULL, 0, reterr);
}

struct access_walk {
	const cnis_register *r;
	cnis_access_fn fn;
	void *payload;
	int64_t left; /* rows still to be shown; below 0: all */
};

static cnis_status
on_access(const access_row *row, void *payload, cnis_error *reterr)
{
	struct access_walk *walk = payload;
	cnis_access_row out = {
		.seq = row->seq,
		.at = row->at,
		.officer = row->officer,
		.command = row->command,
		.child_id = row->child_id,
		.filter = row->filter,
		.rows = row->rows,
		.head = row->head,
	};
	char *without = NULL;
	cnis_status st;

	if (sight_kept_back(walk->r, row->child_id))
		return CNIS_OK;
	st = free_text_take(walk->r->st, row->filter, &without, reterr);
	if (without != NULL)
		out.filter = without;
	if (st == CNIS_OK)
		st = walk->fn(&out, walk->payload, reterr);
	free(without);
	if (walk->left > 0)
		walk->left--;
	return st == CNIS_OK && walk->left == 0 ? CNIS_EREFUSED : st; /* enough */
}

/* clang-format off */
static const store_sql KEEPER = { "access.keeper",
	"SELECT custodian_id FROM main.restriction WHERE kind <> 'sealed'"
	" AND to_day IS NULL AND child_id IN " SAME_CHILD(SAME_NOW) " ORDER BY id DESC LIMIT 1" };
/* clang-format on */
static const store_sql EVER = { "officer.ever", "SELECT 1 FROM officer WHERE login = :login" };

static cnis_status
on_any(const access_row *row, void *payload, cnis_error *reterr)
{
	(void)row;
	(void)reterr;
	*(bool *)payload = true;
	return CNIS_OK;
}

/* To an auditor "nothing" means that the officer looked at nobody: never what a slip in typing the
 * login gives.  An account of before the register's log, or after its end, is known all the same.
 */
static cnis_status
need_known(cnis_register *r, const char *login, cnis_error *reterr)
{
	cursor c = { 0 };
	bool known = false;
	cnis_status st = stmt_open(r->file, &EVER, &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_text(&c, ":login", login);
	st = stmt_step(&c, &known, reterr);
	stmt_close(&c);
	if (st == CNIS_OK && !known)
		st = access_walk(r->access, NULL, 0, login, 1, on_any, &known, reterr);
	if (st != CNIS_OK || known)
		return st;
	return cnis_fail(reterr, CNIS_ENOTFOUND, 0, "access.list", "officer",
	                 "this login was never an officer of the register and is not in the log; "
	                 "see officer list --all");
}

/* A custodian looks into who looked at the records they keep: is each of these one? */
static cnis_status
keeps(cnis_register *r, const int64_t *child_ids, size_t n, bool *ret, cnis_error *reterr)
{
	cnis_status st = CNIS_OK;

	*ret = n > 0 && (r->roles & CNIS_ROLE_CUSTODIAN) != 0;
	for (size_t i = 0; st == CNIS_OK && *ret && i < n; i++) {
		int64_t keeper = 0;

		st = stmt_ask(r->file, &KEEPER, ":child", child_ids[i], 0, &keeper, reterr);
		*ret = keeper == r->officer_id;
	}
	return st;
}

cnis_status
cnis_access_walk(cnis_register *r, const int64_t *child_ids, size_t n, const char *login,
                 int64_t limit, cnis_access_fn fn, void *payload, cnis_error *reterr)
{
	const unsigned all = CNIS_ROLE_AUDITOR | CNIS_ROLE_MANAGER | CNIS_ROLE_ADMINISTRATOR;
	/* rows that are not shown do not count: a page would be short by them */
	const bool some = limit > 0 && store_keeps_back(r->file, KEEP_CHILD);
	struct access_walk walk = { r, fn, payload, some ? limit : -1 };
	bool may = (r->roles & all) != 0 || (login != NULL && strcmp(login, r->login) == 0);
	cnis_status st = may ? CNIS_OK : keeps(r, child_ids, n, &may, reterr);

	if (st == CNIS_OK && !may)
		return cnis_fail(reterr, CNIS_EPERM, 0, "access.list", "login",
		                 "auditors, managers and administrators see what others looked at, "
		                 "and custodians who looked at a record they keep; ask for your "
		                 "own rows with --officer");
	if (st == CNIS_OK)
		st = need_access(r, reterr);
	if (st == CNIS_OK && login != NULL)
		st = need_known(r, login, reterr);
	if (st == CNIS_OK)
		st = access_walk(r->access, child_ids, n, login, some ? 0 : limit, on_access, &walk,
		                 reterr);
	return st == CNIS_EREFUSED && walk.left == 0 ? CNIS_OK : st;
}
