/* Officers and their roles, as they are.  Adding, ending, roles given and taken: officer_manage.c.
 */
#include "domain/officer.h"

#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "domain/change.h"
#include "domain/sight.h"

/* clang-format off */
enum { Q_FIND, Q_ROLES, Q_CURRENT, Q_STEP, Q_WALK };
static const store_sql sql[] = {
	[Q_FIND] = { "officer.find",
		"SELECT id FROM officer WHERE login = :login AND from_day <= :on"
		" AND (to_day IS NULL OR to_day >= :on) ORDER BY to_day IS NULL DESC, id DESC LIMIT 1" },
	[Q_ROLES] = { "officer.roles",
		"SELECT ro.role FROM officer_role ro JOIN officer o ON o.id = ro.officer_id"
		" WHERE ro.officer_id = :id AND ro.from_day <= :on"
		" AND (ro.to_day IS NULL OR ro.to_day >= :on) AND (o.to_day IS NULL OR o.to_day >= :on)" },
	[Q_CURRENT] = { "officer.current",
		"SELECT 1 FROM officer WHERE id = :id AND to_day IS NULL" },
	[Q_STEP] = { "officer.step",
		"SELECT o.id FROM officer o JOIN officer_role ro ON ro.officer_id = o.id"
		" WHERE ro.role IN (" SIGHT_ROLE_NAMES ", 'administrator') AND ro.to_day IS NULL"
		" AND o.to_day IS NULL AND o.id <> :but"
		" ORDER BY ro.role = 'administrator', ro.role <> :first,"
		" (SELECT count(*) FROM duty_owner w JOIN duty d ON d.id = w.duty_id"
		"   WHERE w.officer_id = o.id AND w.to_day IS NULL AND d.state = 'open'), o.id LIMIT 1" },
	[Q_WALK] = { "officer.walk",
		"SELECT o.id, o.login, o.name, coalesce(o.team, ''), o.from_day, o.to_day, o.rev,"
		" (SELECT count(*) FROM duty_owner w JOIN duty d ON d.id = w.duty_id"
		"   WHERE w.officer_id = o.id AND w.to_day IS NULL AND d.state = 'open'"
		"   AND " SIGHT_DUTY("d") ")"
		" FROM officer o WHERE :ended = 1 OR o.to_day IS NULL ORDER BY o.login, o.id" },
};

static const struct {
	unsigned bit;
	const char *word;
} roles[] = {
	{ CNIS_ROLE_OFFICER, "officer" },
	{ CNIS_ROLE_MANAGER, "manager" },
	{ CNIS_ROLE_SAFEGUARDING, "safeguarding" },
	{ CNIS_ROLE_EXPORTER, "exporter" },
	{ CNIS_ROLE_AUDITOR, "auditor" },
	{ CNIS_ROLE_ADMINISTRATOR, "administrator" },
	{ CNIS_ROLE_CUSTODIAN, "custodian" },
};
/* clang-format on */

enum { N_ROLES = sizeof(roles) / sizeof(roles[0]) };

unsigned
cnis_role_parse(const char *word)
{
	for (size_t i = 0; word != NULL && i < N_ROLES; i++)
		if (strcmp(roles[i].word, word) == 0)
			return roles[i].bit;
	return 0;
}

char *
cnis_role_words(unsigned bits, char buf[96])
{
	text_buf b = text_buf_on(buf, 96);

	buf[0] = '\0';
	for (size_t i = 0; i < N_ROLES; i++) {
		if ((bits & roles[i].bit) == 0)
			continue;
		if (b.len > 0)
			text_add(&b, " ");
		text_add(&b, roles[i].word);
	}
	return buf;
}

cnis_status
officer_find(cnis_register *r, const char *login, cnis_day on, int64_t *ret_id, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(r->st, &sql[Q_FIND], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_text(&c, ":login", login);
	stmt_day(&c, ":on", on);
	st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK && !row)
		st = cnis_fail(reterr, CNIS_ENOTFOUND, 0, "officer.find", "officer",
		               "no current officer has this login; see officer list");
	if (st == CNIS_OK)
		*ret_id = col_int(&c, 0);
	stmt_close(&c);
	return st;
}

cnis_status
officer_roles(cnis_register *r, int64_t officer_id, cnis_day on, unsigned *ret_roles,
              cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	unsigned bits = 0;
	cnis_status st = stmt_open(r->st, &sql[Q_ROLES], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":id", officer_id);
	stmt_day(&c, ":on", on);
	while ((st = stmt_step(&c, &row, reterr)) == CNIS_OK && row)
		bits |= cnis_role_parse(col_text(&c, 0));
	stmt_close(&c);
	if (st == CNIS_OK)
		*ret_roles = bits;
	return st;
}

cnis_status
officer_worker(cnis_register *r, const char *login, int64_t *ret_id, cnis_error *reterr)
{
	unsigned held = 0;
	int64_t id = 0;
	cnis_status st = officer_find(r, login, change_today(r), &id, reterr);

	if (st == CNIS_OK)
		st = officer_roles(r, id, change_today(r), &held, reterr);
	if (st == CNIS_OK && (held & OFFICER_WORKS) == 0)
		return cnis_fail(reterr, CNIS_EINVAL, 0, "officer.find", "officer",
		                 "that account has no role to do this work with; see officer list");
	if (st == CNIS_OK)
		*ret_id = id;
	return st;
}

/* One with the role @p first, else one who is shown steps, else an administrator. */
static cnis_status
step_taker(cnis_register *r, const char *first, int64_t but, int64_t *ret_id, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(r->st, &sql[Q_STEP], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_text(&c, ":first", first);
	stmt_int(&c, ":but", but);
	st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK && row)
		*ret_id = col_int(&c, 0);
	stmt_close(&c);
	return st;
}

cnis_status
officer_manager_but(cnis_register *r, int64_t but, int64_t *ret_id, cnis_error *reterr)
{
	*ret_id = r->officer_id;
	return (r->roles & CNIS_ROLE_MANAGER) != 0 && r->officer_id != but
	           ? CNIS_OK
	           : step_taker(r, "manager", but, ret_id, reterr);
}

cnis_status
officer_manager(cnis_register *r, int64_t *ret_id, cnis_error *reterr)
{
	return officer_manager_but(r, 0, ret_id, reterr);
}

cnis_status
officer_sees_steps(cnis_register *r, int64_t officer_id, bool *ret, cnis_error *reterr)
{
	unsigned held = 0;
	cnis_status st = officer_roles(r, officer_id, change_today(r), &held, reterr);

	*ret = (held & SIGHT_ROLES) != 0;
	return st;
}

cnis_status
officer_for_step(cnis_register *r, int64_t family_officer, int64_t but, int64_t *ret_id,
                 cnis_error *reterr)
{
	bool sees = false;
	cnis_status st = officer_sees_steps(r, family_officer, &sees, reterr);

	if (st != CNIS_OK)
		return st;
	if (sees && family_officer != but) {
		*ret_id = family_officer;
		return CNIS_OK;
	}
	if ((r->roles & SIGHT_ROLES) != 0 && r->officer_id != but) {
		*ret_id = r->officer_id;
		return CNIS_OK;
	}
	return step_taker(r, "safeguarding", but, ret_id, reterr);
}

cnis_status
officer_current(cnis_register *r, int64_t officer_id, bool *ret, cnis_error *reterr)
{
	int64_t one = 0;
	cnis_status st = stmt_ask(r->st, &sql[Q_CURRENT], ":id", officer_id, 0, &one, reterr);

	*ret = one != 0;
	return st;
}

cnis_status
cnis_officer_walk(cnis_register *r, bool ended, cnis_officer_fn fn, void *payload,
                  cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(r->st, &sql[Q_WALK], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":ended", ended);
	stmt_int(&c, ":steps", sight_steps(r));
	while ((st = stmt_step(&c, &row, reterr)) == CNIS_OK && row) {
		cnis_officer o = { 0 };

		o.id = col_int(&c, 0);
		o.login = col_text(&c, 1);
		o.name = col_text(&c, 2);
		o.team = col_text(&c, 3);
		o.from = col_day(&c, 4);
		o.to = col_day(&c, 5);
		o.rev = col_int(&c, 6);
		o.open_duties = col_int(&c, 7);
		st = officer_roles(r, o.id, store_today(r->st), &o.roles, reterr);
		if (st == CNIS_OK)
			st = fn(&o, payload, reterr);
		if (st != CNIS_OK)
			break;
	}
	stmt_close(&c);
	return st;
}
