/* Officers come and go, and their roles with them.  Who they are: officer.c. */
#include "domain/officer.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "domain/change.h"
#include "domain/cover.h"
#include "domain/custody.h"
#include "domain/sight.h"

/* clang-format off */
enum { Q_ADD, Q_ADD_ROLE, Q_END_ROLE, Q_END_ROLES, Q_OTHER_ADMIN, Q_END, Q_OPEN, Q_HAND_NEW,
       Q_HAND_OLD };
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
	[Q_END_ROLES] = { "officer.end_roles",
		"UPDATE officer_role SET to_day = :to, rev = :rev"
		" WHERE officer_id = :id AND to_day IS NULL" },
	[Q_OTHER_ADMIN] = { "officer.other_administrator",
		"SELECT 1 FROM officer_role ro JOIN officer o ON o.id = ro.officer_id"
		" WHERE ro.role = 'administrator' AND ro.to_day IS NULL AND o.to_day IS NULL"
		" AND o.id <> :id LIMIT 1" },
	[Q_END] = { "officer.end", "UPDATE officer SET to_day = :to, rev = :rev WHERE id = :id" },
	[Q_OPEN] = { "officer.open",
		"SELECT count(*) FROM duty_owner w JOIN duty d ON d.id = w.duty_id"
		" WHERE w.officer_id = :id AND w.to_day IS NULL AND d.state = 'open'" },
	[Q_HAND_NEW] = { "officer.hand_new",
		"INSERT INTO duty_owner (child_id, duty_id, officer_id, from_day, rev)"
		" SELECT w.child_id, w.duty_id, :to_id, :from, :rev FROM duty_owner w"
		" JOIN duty d ON d.id = w.duty_id"
		" WHERE w.officer_id = :id AND w.to_day IS NULL AND d.state = 'open'"
		" AND (:all OR d.kind IN " SIGHT_STEPS ") ORDER BY w.id" },
	[Q_HAND_OLD] = { "officer.hand_old",
		"UPDATE duty_owner SET to_day = :to, rev = :rev"
		" WHERE officer_id = :id AND to_day IS NULL AND (:all OR duty_id IN"
		" (SELECT id FROM duty WHERE state = 'open' AND kind IN " SIGHT_STEPS "))" },
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

/* A register nobody can administer is lost. */
static cnis_status
keep_an_administrator(cnis_register *r, int64_t id, cnis_error *reterr)
{
	int64_t other = 0;
	cnis_status st = stmt_ask(r->st, &sql[Q_OTHER_ADMIN], ":id", id, 0, &other, reterr);

	if (st == CNIS_OK && other == 0)
		st = cnis_refuse(reterr, "", "officer.role", "role",
		                 "this is the last administrator; make another one first");
	return st;
}

static cnis_status
close_row_tx(cnis_register *r, int which, int64_t id, const char *role, cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st = stmt_open(r->st, &sql[which], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":id", id);
	if (role != NULL)
		stmt_text(&c, ":role", role);
	/* the last day is yesterday: from today it does not hold */
	stmt_day(&c, ":to", change_today(r) - 1);
	stmt_int(&c, ":rev", change_rev(r));
	st = stmt_run(&c, reterr);
	stmt_close(&c);
	return st;
}

/* Of @p id to @p to: every open duty, or only the steps that not everybody is shown. */
static cnis_status
hand_over_tx(cnis_register *r, int64_t id, int64_t to, bool all, cnis_error *reterr)
{
	cnis_status st = CNIS_OK;

	for (int i = Q_HAND_NEW; st == CNIS_OK && i <= Q_HAND_OLD; i++) {
		cursor c = { 0 };

		st = stmt_open(r->st, &sql[i], &c, reterr);
		if (st != CNIS_OK)
			break;
		if (i == Q_HAND_NEW) {
			stmt_int(&c, ":to_id", to);
			stmt_day(&c, ":from", change_today(r));
		} else
			stmt_day(&c, ":to", change_today(r) - 1);
		stmt_int(&c, ":id", id);
		stmt_int(&c, ":all", all);
		stmt_int(&c, ":rev", change_rev(r));
		st = stmt_run(&c, reterr);
		stmt_close(&c);
	}
	return st;
}

/* A step goes to somebody who is shown it: from @p id, who is not or leaves. */
static cnis_status
hand_steps_tx(cnis_register *r, int64_t id, cnis_error *reterr)
{
	int64_t to = 0;
	cnis_status st = officer_for_step(r, 0, id, &to, reterr);

	return st == CNIS_OK && to != 0 ? hand_over_tx(r, id, to, false, reterr) : st;
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
		st = keep_an_administrator(r, id, reterr);
	if (st == CNIS_OK && role == CNIS_ROLE_CUSTODIAN)
		st = custody_leave_tx(r, id, reterr);
	if (st == CNIS_OK)
		st = close_row_tx(r, Q_END_ROLE, id, words, reterr);
	if (st == CNIS_OK && (held & ~role & SIGHT_ROLES) == 0 && (role & SIGHT_ROLES) != 0)
		st = hand_steps_tx(r, id, reterr);
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

static cnis_status
end_tx(cnis_register *r, const char *login, const char *hand_to, int64_t *ret_moved,
       cnis_error *reterr)
{
	int64_t id = 0;
	int64_t to = 0;
	bool sees = false;
	cnis_status st = officer_find(r, login, change_today(r), &id, reterr);

	if (st == CNIS_OK)
		st = keep_an_administrator(r, id, reterr);
	if (st == CNIS_OK)
		st = custody_leave_tx(r, id, reterr);
	if (st == CNIS_OK)
		st = stmt_ask(r->st, &sql[Q_OPEN], ":id", id, 0, ret_moved, reterr);
	if (st == CNIS_OK && *ret_moved > 0 && hand_to == NULL)
		return cnis_refuse(reterr, "", "officer.end", "hand_to",
		                   "%lld duties of this officer are open; name who takes them "
		                   "(--hand-to LOGIN)",
		                   (long long)*ret_moved);
	if (st == CNIS_OK && hand_to != NULL) {
		st = officer_find(r, hand_to, change_today(r), &to, reterr);
		if (st == CNIS_ENOTFOUND)
			return cnis_fail(reterr, st, 0, "officer.end", "hand_to",
			                 "no current officer has this login; see officer list");
		if (st == CNIS_OK && to == id)
			return cnis_fail(reterr, CNIS_EINVAL, 0, "officer.end", "hand_to",
			                 "duties cannot be handed to the officer who leaves");
	}
	if (st == CNIS_OK && to != 0)
		st = officer_sees_steps(r, to, &sees, reterr);
	if (st == CNIS_OK && to != 0 && !sees)
		st = hand_steps_tx(r, id, reterr);
	if (st == CNIS_OK && to != 0)
		st = hand_over_tx(r, id, to, true, reterr);
	if (st == CNIS_OK)
		st = cover_leave_tx(r, id, reterr);
	if (st == CNIS_OK)
		st = close_row_tx(r, Q_END_ROLES, id, NULL, reterr);
	if (st == CNIS_OK)
		st = close_row_tx(r, Q_END, id, NULL, reterr);
	return st;
}

cnis_status
cnis_officer_end(cnis_register *r, const char *login, const char *hand_to, int64_t *ret_moved,
                 cnis_error *reterr)
{
	int64_t moved = 0;
	cnis_status st = begin(r, "officer.end", "officer end", reterr);

	if (st == CNIS_OK)
		st = end_tx(r, login, hand_to, &moved, reterr);
	st = change_end(r, st, reterr);
	if (st == CNIS_OK && ret_moved != NULL)
		*ret_moved = moved;
	return st;
}
