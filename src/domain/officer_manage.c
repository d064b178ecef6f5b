/* Officers come, and roles are given and taken.  Who they are: officer.c; who goes:
 * officer_leave.c. */
#include "domain/officer.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "domain/change.h"
#include "domain/custody.h"
#include "domain/sight.h"

/* clang-format off */
enum { Q_ADD, Q_ADD_ROLE, Q_END_ROLE, Q_WORK };
static const store_sql sql[] = {
	[Q_ADD] = { "officer.add",
		"INSERT INTO officer (uuid, login, name, team, from_day, rev)"
		" VALUES (:uuid, :login, :name, :team, :from, :rev)" },
	[Q_ADD_ROLE] = { "officer.add_role",
		"INSERT INTO officer_role (officer_id, role, from_day, rev)"
		" VALUES (:id, :role, :from, :rev)" },
	[Q_END_ROLE] = { "officer.end_role",
		"UPDATE officer_role SET to_day = :to, rev = :rev"
		" WHERE officer_id = :id AND role = :role AND to_day IS NULL" },
	/* of records that are kept back too, by their full names */
	[Q_WORK] = { "officer.work",
		"SELECT (SELECT count(*) FROM main.duty_owner w JOIN main.duty d ON d.id = w.duty_id"
		"  WHERE w.officer_id = :id AND w.to_day IS NULL AND d.state = 'open')"
		" + (SELECT count(*) FROM main.entry e WHERE e.owner_id = :id AND e.to_day IS NULL)" },
};
/* clang-format on */

enum {
	ROLES_ALL = CNIS_ROLE_OFFICER | CNIS_ROLE_MANAGER | CNIS_ROLE_SAFEGUARDING |
	            CNIS_ROLE_EXPORTER | CNIS_ROLE_AUDITOR | CNIS_ROLE_ADMINISTRATOR |
	            CNIS_ROLE_CUSTODIAN
};

static bool
is_login(const char *login)
{
	size_t len = login == NULL ? 0 : strlen(login);

	if (len == 0 || len > 63)
		return false;
	for (size_t i = 0; i < len; i++) {
		unsigned char ch = (unsigned char)login[i];

		if (ch <= 0x20 || ch >= 0x7f)
			return false;
	}
	return true;
}

static cnis_status
check_text(const char *text, const char *field, cnis_error *reterr)
{
	char *clean = NULL;
	text_problem problem = text_clean(text, strlen(text), 200, false, &clean);
	bool empty = problem == TEXT_FINE && text_empty(clean);

	free(clean);
	if (problem == TEXT_NO_MEMORY)
		return cnis_nomem(reterr, "officer.add");
	if (problem != TEXT_FINE || empty)
		return cnis_fail(reterr, CNIS_EINVAL, 0, "officer.add", field, "the %s %s", field,
		                 empty ? "is empty" : text_problem_words(problem));
	return CNIS_OK;
}

cnis_status
officer_check_new(const cnis_officer_new *officer, cnis_error *reterr)
{
	cnis_status st;

	if (!is_login(officer->login))
		return cnis_fail(reterr, CNIS_EINVAL, 0, "officer.add", "login",
		                 "a login has 1 to 63 characters and no spaces");
	if (text_empty(officer->name))
		return cnis_fail(reterr, CNIS_EINVAL, 0, "officer.add", "name",
		                 "the name is empty");
	if ((officer->roles & ~(unsigned)ROLES_ALL) != 0)
		return cnis_fail(reterr, CNIS_EINVAL, 0, "officer.add", "roles",
		                 "there is no such role");
	st = check_text(officer->name, "name", reterr);
	if (st == CNIS_OK && !text_empty(officer->team))
		st = check_text(officer->team, "team", reterr);
	return st;
}

static cnis_status
add_role_tx(cnis_register *r, int64_t id, const char *role, cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st = stmt_open(r->st, &sql[Q_ADD_ROLE], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":id", id);
	stmt_text(&c, ":role", role);
	stmt_day(&c, ":from", change_today(r));
	stmt_int(&c, ":rev", change_rev(r));
	st = stmt_run(&c, reterr);
	stmt_close(&c);
	return st;
}

static cnis_status
insert_tx(cnis_register *r, const cnis_officer_new *officer, int64_t *ret_id, cnis_error *reterr)
{
	char uuid[37];
	char *name = NULL;
	char *team = NULL;
	cursor c = { 0 };
	cnis_status st = stmt_open(r->st, &sql[Q_ADD], &c, reterr);

	if (st != CNIS_OK)
		return st;
	if (text_clean(officer->name, strlen(officer->name), 200, false, &name) != TEXT_FINE ||
	    (!text_empty(officer->team) &&
	     text_clean(officer->team, strlen(officer->team), 200, false, &team) != TEXT_FINE)) {
		st = cnis_nomem(reterr, "officer.add");
		goto out;
	}
	change_uuid(uuid);
	stmt_text(&c, ":uuid", uuid);
	stmt_text(&c, ":login", officer->login);
	stmt_text(&c, ":name", name);
	stmt_text(&c, ":team", team);
	stmt_day(&c, ":from", change_today(r));
	stmt_int(&c, ":rev", change_rev(r));
	st = stmt_run(&c, reterr);
	if (st == CNIS_OK)
		*ret_id = store_last_id(r->st);
out:
	stmt_close(&c);
	free(name);
	free(team);
	return st;
}

cnis_status
officer_add_tx(cnis_register *r, const cnis_officer_new *officer, int64_t *ret_id,
               cnis_error *reterr)
{
	unsigned bits = officer->roles == 0 ? (unsigned)CNIS_ROLE_OFFICER : officer->roles;
	char word[96];
	int64_t id = 0;
	cnis_status st = officer_check_new(officer, reterr);

	if (st != CNIS_OK)
		return st;
	st = officer_find(r, officer->login, change_today(r), &id, NULL);
	if (st == CNIS_OK)
		return cnis_fail(reterr, CNIS_EEXISTS, 0, "officer.add", "login",
		                 "a current officer has this login");
	if (st != CNIS_ENOTFOUND)
		return cnis_fail(reterr, st, 0, "officer.add", NULL, "the officers cannot be read");
	st = insert_tx(r, officer, &id, reterr);
	for (unsigned bit = 1; bit < (unsigned)ROLES_ALL && st == CNIS_OK; bit <<= 1)
		if ((bits & bit) != 0)
			st = add_role_tx(r, id, cnis_role_words(bit, word), reterr);
	if (st == CNIS_OK && ret_id != NULL)
		*ret_id = id;
	return st;
}

static cnis_status
begin(cnis_register *r, const char *kind, const char *command, cnis_error *reterr)
{
	change_spec spec = { 0 };

	spec.kind = kind;
	spec.command = command;
	spec.roles = CNIS_ROLE_ADMINISTRATOR;
	spec.undo = STORE_FINAL;
	spec.whole = true; /* whose work it is does not hang on who is administrator */
	return change_begin(r, &spec, reterr);
}

cnis_status
cnis_officer_add(cnis_register *r, const cnis_officer_new *officer, int64_t *ret_id,
                 cnis_error *reterr)
{
	cnis_status st = begin(r, "officer.add", "officer add", reterr);
	int64_t id = 0;

	if (st == CNIS_OK)
		st = officer_add_tx(r, officer, &id, reterr);
	st = change_end(r, st, reterr);
	if (st == CNIS_OK && ret_id != NULL)
		*ret_id = id;
	return st;
}

static cnis_status
close_role_tx(cnis_register *r, int64_t id, const char *role, cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st = stmt_open(r->st, &sql[Q_END_ROLE], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":id", id);
	stmt_text(&c, ":role", role);
	/* the last day is yesterday: from today it does not hold */
	stmt_day(&c, ":to", change_today(r) - 1);
	stmt_int(&c, ":rev", change_rev(r));
	st = stmt_run(&c, reterr);
	stmt_close(&c);
	return st;
}

/* Work is never left with somebody who can do none of it. */
static cnis_status
need_no_work(cnis_register *r, int64_t id, cnis_error *reterr)
{
	int64_t n = 0;
	cnis_status st = stmt_ask(r->st, &sql[Q_WORK], ":id", id, 0, &n, reterr);

	if (st == CNIS_OK && n > 0)
		st =
		    cnis_refuse(reterr, "", "officer.role", "role",
		                "%lld duties or families are theirs and they would have no role to "
		                "do the work with: give each to somebody first (duty assign), or "
		                "end the officer with --hand-to",
		                (long long)n);
	return st;
}

static cnis_status
role_tx(cnis_register *r, const char *login, unsigned role, bool add, cnis_error *reterr)
{
	char words[96];
	int64_t id = 0;
	unsigned held = 0;
	cnis_status st = officer_find(r, login, change_today(r), &id, reterr);

	if (st == CNIS_OK)
		st = officer_roles(r, id, change_today(r), &held, reterr);
	if (st != CNIS_OK)
		return st;
	if (((held & role) != 0) == add)
		return cnis_fail(reterr, CNIS_EEXISTS, 0, "officer.role", "role",
		                 "the officer %s the role %s", add ? "has already" : "has not",
		                 cnis_role_words(role, words));
	(void)cnis_role_words(role, words);
	if (add)
		return add_role_tx(r, id, words, reterr);
	if (role == CNIS_ROLE_ADMINISTRATOR)
		st = officer_keep_administrator(r, id, reterr);
	if (st == CNIS_OK && (held & ~role & OFFICER_WORKS) == 0)
		st = need_no_work(r, id, reterr);
	if (st == CNIS_OK && CUSTODY_KEEPS(held) && !CUSTODY_KEEPS(held & ~role))
		st = custody_leave_tx(r, id, reterr);
	if (st == CNIS_OK)
		st = close_role_tx(r, id, words, reterr);
	if (st == CNIS_OK && (held & ~role & SIGHT_ROLES) == 0 && (role & SIGHT_ROLES) != 0)
		st = officer_hand_steps_tx(r, id, reterr);
	return st;
}

cnis_status
cnis_officer_role(cnis_register *r, const char *login, unsigned role, bool add, cnis_error *reterr)
{
	char words[96];
	cnis_status st;

	if (cnis_role_parse(cnis_role_words(role, words)) != role || role == 0)
		return cnis_fail(reterr, CNIS_EINVAL, 0, "officer.role", "role",
		                 "one role at a time: officer, manager, safeguarding, exporter, "
		                 "auditor, administrator, custodian");
	st = begin(r, "officer.role", add ? "officer role add" : "officer role end", reterr);
	if (st == CNIS_OK)
		st = role_tx(r, login, role, add, reterr);
	return change_end(r, st, reterr);
}
