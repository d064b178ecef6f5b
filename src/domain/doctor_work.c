/* Has everything that is open somebody who sees to it? */
#include <stdio.h>

#include <cnis/reference.h>

#include "base/text.h"
#include "domain/custody.h"
#include "domain/disposal.h"
#include "domain/doctor_inside.h"
#include "domain/held.h"
#include "domain/sight.h"

enum { Q_FORGOTTEN, Q_UNOWNED, Q_UNSHOWN, Q_UNTICKED, Q_ROLES, Q_CUSTODIANS };
/* clang-format off */
#define OWNED \
	"(SELECT 1 FROM duty d JOIN duty_owner w ON w.duty_id = d.id AND w.to_day IS NULL" \
	" JOIN officer o ON o.id = w.officer_id AND o.to_day IS NULL WHERE d.state = 'open'"
static const store_sql sql[] = {
	[Q_FORGOTTEN] = { "doctor.forgotten",
		"SELECT count(*), min(kind), min(id) FROM ("
		" SELECT 'E' AS kind, e.id FROM entry e JOIN child c ON c.id = e.child_id"
		"  WHERE e.to_day IS NULL AND c.school_age_to >= :today"
		"  AND NOT EXISTS " OWNED " AND d.entry_id = e.id)"
		" UNION ALL SELECT 'W', x.id FROM withdrawal x JOIN child c ON c.id = x.child_id"
		"  WHERE x.closed_day IS NULL AND c.school_age_to >= :today"
		"  AND NOT EXISTS " OWNED " AND d.withdrawal_id = x.id)"
		" UNION ALL SELECT 'H', h.id FROM held h JOIN child c ON c.id = h.child_id"
		"  WHERE h.to_day IS NULL AND c.school_age_to >= :today"
		"  AND NOT EXISTS " OWNED " AND d.child_id = h.child_id AND d.kind IN " HELD_DUTIES ")"
		" UNION ALL SELECT 'K', i.id FROM intake i WHERE i.closed_day IS NULL"
		"  AND NOT EXISTS " OWNED " AND d.intake_id = i.id))" },
	[Q_UNOWNED] = { "doctor.unowned",
		"SELECT count(*), min(d.id) FROM duty d WHERE d.state = 'open' AND NOT EXISTS ("
		" SELECT 1 FROM duty_owner w JOIN officer o ON o.id = w.officer_id AND o.to_day IS NULL"
		" JOIN officer_role q ON q.officer_id = o.id AND q.to_day IS NULL"
		" AND q.role NOT IN ('auditor', 'exporter')"
		" WHERE w.duty_id = d.id AND w.to_day IS NULL)" },
	[Q_UNSHOWN] = { "doctor.unshown",
		"SELECT count(*), min(d.id) FROM main.duty d JOIN main.duty_owner w ON w.duty_id = d.id"
		" AND w.to_day IS NULL WHERE d.state = 'open' AND d.kind IN " SIGHT_STEPS
		" AND NOT " SIGHT_SHOWN_STEPS("w.officer_id") },
	[Q_UNTICKED] = { "doctor.unticked",
		"SELECT count(*), min(e.id) FROM entry e JOIN child c ON c.id = e.child_id"
		" WHERE e.to_day IS NULL AND c.school_age_to < :today - 1" },
	[Q_ROLES] = { "doctor.roles",
		"SELECT count(DISTINCT CASE r.role WHEN 'administrator' THEN o.id END),"
		" count(DISTINCT CASE r.role WHEN 'manager' THEN o.id END),"
		" count(DISTINCT CASE r.role WHEN 'safeguarding' THEN o.id END)"
		" FROM officer o JOIN officer_role r ON r.officer_id = o.id"
		" WHERE o.to_day IS NULL AND r.from_day <= :today"
		" AND (r.to_day IS NULL OR r.to_day >= :today)" },
	[Q_CUSTODIANS] = { "doctor.custodians",
		"SELECT count(*), 0 FROM restriction x WHERE x.to_day IS NULL AND x.kind <> 'sealed'"
		" AND NOT EXISTS (SELECT 1 FROM officer o JOIN officer_role q ON q.officer_id = o.id"
		"  AND q.role = 'custodian' AND q.to_day IS NULL"
		"  WHERE o.id = x.custodian_id AND o.to_day IS NULL AND " SIGHT_SHOWN_STEPS("o.id") ")" },
};
#undef OWNED
/* clang-format on */

cnis_status
doctor_officers(doctor_visit *v, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	int64_t admins = 0, managers = 0, safeguarding = 0;
	cnis_status st = stmt_open(v->r->st, &sql[Q_ROLES], &c, reterr);

	if (st == CNIS_OK) {
		stmt_day(&c, ":today", store_today(v->r->st));
		st = stmt_step(&c, &row, reterr);
	}
	if (st == CNIS_OK && row) {
		admins = col_int(&c, 0);
		managers = col_int(&c, 1);
		safeguarding = col_int(&c, 2);
	}
	stmt_close(&c);
	if (st != CNIS_OK)
		return st;
	(void)snprintf(v->found, sizeof(v->found),
	               "administrators %lld, managers %lld, safeguarding %lld", (long long)admins,
	               (long long)managers, (long long)safeguarding);
	if (managers == 0)
		return doctor_say(
		    v, "officers", CNIS_UNHEALTHY,
		    "no manager: nobody may decide under a gate that is on; cnis officer role "
		    "LOGIN --add manager",
		    reterr);
	if (admins == 0)
		return doctor_say(v, "officers", CNIS_UNHEALTHY,
		                  "give somebody the role: cnis officer role", reterr);
	return doctor_say(v, "officers", safeguarding == 0 ? CNIS_WARNING : CNIS_HEALTHY,
	                  "nobody sees safeguarding facts: cnis officer role", reterr);
}

cnis_status
doctor_duties(doctor_visit *v, cnis_error *reterr)
{
	char ref[CNIS_REFERENCE_SIZE];
	cursor c = { 0 };
	bool row = false;
	int64_t n = 0;
	cnis_status st = stmt_open(v->r->st, &sql[Q_FORGOTTEN], &c, reterr);

	if (st == CNIS_OK) {
		stmt_day(&c, ":today", store_today(v->r->st));
		st = stmt_step(&c, &row, reterr);
	}
	if (st == CNIS_OK && row)
		n = col_int(&c, 0);
	if (n == 0)
		text_copy(v->found, sizeof(v->found),
		          "everything open has an open duty with a current owner");
	else
		(void)snprintf(v->found, sizeof(v->found),
		               "%lld open without a duty that somebody owns, e.g. %s", (long long)n,
		               cnis_reference_format(col_text(&c, 1)[0], col_int(&c, 2), ref));
	stmt_close(&c);
	if (st != CNIS_OK)
		return st;
	return doctor_say(
	    v, "duties", n == 0 ? CNIS_HEALTHY : CNIS_UNHEALTHY,
	    "give its duty to an officer: cnis duty assign; if it has none, restore a backup",
	    reterr);
}

/* A count and the least id; @p which takes :today or nothing. */
static cnis_status
count_rows(doctor_visit *v, int which, bool dated, int64_t *n, int64_t *id, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(v->r->st, &sql[which], &c, reterr);

	if (st != CNIS_OK)
		return st;
	if (dated)
		stmt_day(&c, ":today", store_today(v->r->st));
	st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK && row) {
		*n = col_int(&c, 0);
		*id = col_int(&c, 1);
	}
	stmt_close(&c);
	return st;
}

cnis_status
doctor_owners(doctor_visit *v, cnis_error *reterr)
{
	char ref[CNIS_REFERENCE_SIZE];
	int64_t n = 0, id = 0;
	cnis_status st = count_rows(v, Q_UNOWNED, false, &n, &id, reterr);

	if (st != CNIS_OK)
		return st;
	if (n == 0)
		text_copy(v->found, sizeof(v->found),
		          "every open duty has a current owner who can do it");
	else
		(void)snprintf(v->found, sizeof(v->found),
		               "%lld open duties nobody has who can do them, e.g. %s", (long long)n,
		               cnis_reference_format(CNIS_REF_DUTY, id, ref));
	return doctor_say(v, "owners", n == 0 ? CNIS_HEALTHY : CNIS_UNHEALTHY,
	                  "give each to an officer: cnis duty assign", reterr);
}

/* Those of records the reader is not shown count too.  Which ones they are is not said: doctor is
 * read by anybody. */
cnis_status
doctor_steps(doctor_visit *v, cnis_error *reterr)
{
	int64_t n = 0, id = 0;
	cnis_status st = count_rows(v, Q_UNSHOWN, false, &n, &id, reterr);

	if (st != CNIS_OK)
		return st;
	(void)snprintf(v->found, sizeof(v->found), "steps whose owner is not shown them: %lld",
	               (long long)n);
	return doctor_say(
	    v, "steps", n == 0 ? CNIS_HEALTHY : CNIS_UNHEALTHY,
	    "cnis officer role LOGIN --add safeguarding, or manager; then duty list, and "
	    "duty assign",
	    reterr);
}

/* As with steps: the number, and nothing that tells of whom. */
cnis_status
doctor_covers(doctor_visit *v, cnis_error *reterr)
{
	int64_t n = 0;
	cnis_status st = custody_uncovered(v->r, &n, reterr);

	if (st != CNIS_OK)
		return st;
	(void)snprintf(v->found, sizeof(v->found),
	               "duties whose owner is away and that who covers is not shown: %lld",
	               (long long)n);
	return doctor_say(v, "covers", n == 0 ? CNIS_HEALTHY : CNIS_UNHEALTHY,
	                  "end that cover and name another: cnis cover list, cnis cover end, cnis "
	                  "cover add; or give the duties to somebody: cnis duty assign",
	                  reterr);
}

/* Lists know at once that school age is over; the night before last should have written it. */
cnis_status
doctor_ticks(doctor_visit *v, cnis_error *reterr)
{
	char ref[CNIS_REFERENCE_SIZE];
	int64_t n = 0, id = 0;
	cnis_status st = count_rows(v, Q_UNTICKED, true, &n, &id, reterr);

	if (st != CNIS_OK)
		return st;
	if (n == 0)
		text_copy(v->found, sizeof(v->found),
		          "what time alone brought about is written down");
	else
		(void)snprintf(v->found, sizeof(v->found),
		               "%lld entries past compulsory school age still open, e.g. %s",
		               (long long)n, cnis_reference_format(CNIS_REF_ENTRY, id, ref));
	return doctor_say(v, "ticks", n == 0 ? CNIS_HEALTHY : CNIS_WARNING,
	                  "cnis nightly --out DIR writes them", reterr);
}

/* What was not ours and was sent on is kept for a while only. */
cnis_status
doctor_kept_on(doctor_visit *v, cnis_error *reterr)
{
	int64_t sent_on = 0, documents = 0, undone = 0;
	bool settled = true;
	cnis_status st = disposal_overdue(v->r, &sent_on, &documents, &undone, &settled, reterr);

	if (st == CNIS_ECORRUPT) { /* the other checks are wanted all the more */
		text_copy(v->found, sizeof(v->found), "the journal cannot be read");
		return doctor_say(v, "disposal", CNIS_UNHEALTHY, "cnis verify", reterr);
	}
	if (st != CNIS_OK)
		return st;
	(void)snprintf(v->found, sizeof(v->found),
	               "kept longer than was said: sent on %lld, documents %lld, taken back %lld%s",
	               (long long)sent_on, (long long)documents, (long long)undone,
	               settled ? "" : "; what was disposed of has left traces in the file");
	return doctor_say(v, "disposal",
	                  sent_on + documents + undone == 0 && settled ? CNIS_HEALTHY
	                                                               : CNIS_WARNING,
	                  "cnis dispose list, then a manager: cnis dispose run", reterr);
}

/* Of records the reader may not be shown: numbers, and only where something is wrong. */
cnis_status
doctor_restricted(doctor_visit *v, cnis_error *reterr)
{
	int64_t n[3] = { 0 };
	int64_t id = 0;
	bool was = sight_whole(v->r, true);
	cnis_status st = count_rows(v, Q_CUSTODIANS, false, &n[0], &id, reterr);

	if (st == CNIS_OK)
		st = count_rows(v, Q_UNOWNED, false, &n[1], &id, reterr);
	(void)sight_whole(v->r, was);
	if (st == CNIS_OK)
		st = count_rows(v, Q_UNOWNED, false, &n[2], &id, reterr);
	if (st != CNIS_OK)
		return st;
	n[1] -= n[2];
	if (n[0] + n[1] == 0)
		text_copy(v->found, sizeof(v->found),
		          "every restricted record has a current custodian");
	else
		(void)snprintf(v->found, sizeof(v->found),
		               "restricted records without a current custodian: %lld; open duties "
		               "of such records without a current owner: %lld",
		               (long long)n[0], (long long)n[1]);
	return doctor_say(v, "restricted", n[0] + n[1] == 0 ? CNIS_HEALTHY : CNIS_UNHEALTHY,
	                  "give somebody the roles, custodian and safeguarding or manager: cnis "
	                  "officer role LOGIN --add custodian",
	                  reterr);
}
