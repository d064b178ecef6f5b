/* Is this register in good health?  Each check is one row: what was found and what to do. */
#include <cnis/doctor.h>

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cnis/backup.h>
#include <cnis/reference.h>
#include <cnis/rule.h>

#include "base/error.h"
#include "base/text.h"
#include "domain/access_state.h"
#include "domain/calendar.h"
#include "domain/held.h"
#include "domain/register.h"
#include "domain/setting.h"
#include "domain/sight.h"
#include "store/name_key.h"

enum { Q_FORGOTTEN, Q_UNOWNED, Q_UNSHOWN, Q_UNTICKED, Q_ROLES, Q_NIGHT, Q_VERIFIED };
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
		"  AND NOT EXISTS " OWNED " AND d.child_id = h.child_id AND d.kind IN " HELD_DUTIES "))" },
	[Q_UNOWNED] = { "doctor.unowned",
		"SELECT count(*), min(d.id) FROM duty d WHERE d.state = 'open' AND NOT EXISTS ("
		" SELECT 1 FROM duty_owner w JOIN officer o ON o.id = w.officer_id AND o.to_day IS NULL"
		" WHERE w.duty_id = d.id AND w.to_day IS NULL)" },
	[Q_UNSHOWN] = { "doctor.unshown",
		"SELECT count(*), min(d.id) FROM duty d JOIN duty_owner w ON w.duty_id = d.id"
		" AND w.to_day IS NULL WHERE d.state = 'open' AND d.kind IN " SIGHT_STEPS
		" AND NOT EXISTS (SELECT 1 FROM officer_role q WHERE q.officer_id = w.officer_id"
		"  AND q.role IN ('safeguarding', 'manager') AND q.to_day IS NULL)" },
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
	[Q_NIGHT] = { "doctor.night",
		"SELECT name, state FROM job WHERE kind = 'nightly'"
		" ORDER BY state = 'done' DESC, id DESC LIMIT 1" },
	[Q_VERIFIED] = { "doctor.verified",
		"SELECT max(ended_at), max(CASE WHEN detail LIKE '%\"verified\":\"full\"%' THEN ended_at END)"
		" FROM job WHERE state = 'done' AND kind = 'nightly'" },
};
#undef OWNED
/* clang-format on */

/* Nightly proves the register every night, and by a full replay every verify.full_days. */
enum { VERIFIED_DAYS = 8, FULL_LATE_DAYS = 2 };

struct visit {
	cnis_register *r;
	cnis_check_fn fn;
	void *payload;
	cnis_health worst;
	char found[256];
};

static cnis_status
say(struct visit *v, const char *name, cnis_health state, const char *advice, cnis_error *reterr)
{
	const cnis_check check = { name, state, v->found, state == CNIS_HEALTHY ? "" : advice };

	if (state > v->worst)
		v->worst = state;
	return v->fn(&check, v->payload, reterr);
}

static cnis_status
check_schema(struct visit *v, bool *ret_same, cnis_error *reterr)
{
	int have = 0, want = 0;

	cnis_schema(v->r, &have, &want);
	*ret_same = have == want;
	(void)snprintf(v->found, sizeof(v->found), "version %d, this program writes %d", have,
	               want);
	return say(v, "schema", *ret_same ? CNIS_HEALTHY : CNIS_UNHEALTHY,
	           have < want ? "cnis migrate" : "use a newer program", reterr);
}

/* Open to nobody else: a readable register is a breach waiting. */
static cnis_status
check_files(struct visit *v, cnis_error *reterr)
{
	static const char *const suffix[] = { "",        "-wal",        "-shm",
		                              ".access", ".access-wal", ".standby" };
	char name[4096 + 16];
	struct stat info;

	for (size_t i = 0; i < sizeof(suffix) / sizeof(suffix[0]); i++) {
		(void)snprintf(name, sizeof(name), "%s%s", v->r->path, suffix[i]);
		if (lstat(name, &info) != 0)
			continue;
		if ((info.st_mode & 077U) != 0) {
			(void)snprintf(v->found, sizeof(v->found),
			               "the file ending in '%s' can be opened by others (mode "
			               "%03o)",
			               suffix[i][0] == '\0' ? "register" : suffix[i],
			               (unsigned)info.st_mode & 0777U);
			return say(v, "files", CNIS_UNHEALTHY, "chmod 600 the register's files",
			           reterr);
		}
	}
	text_copy(v->found, sizeof(v->found), "on a local disk, for their owner only");
	return say(v, "files", CNIS_HEALTHY, "", reterr);
}

static cnis_status
check_journal(struct visit *v, cnis_error *reterr)
{
	cnis_verify_result found = { 0 };
	cnis_status st = cnis_verify(v->r, CNIS_VERIFY_CHAIN, &found, reterr);

	if (st != CNIS_OK)
		return st;
	if (found.sound)
		(void)snprintf(v->found, sizeof(v->found), "%lld entries, the chain whole",
		               (long long)found.entries);
	else
		text_copy(v->found, sizeof(v->found), found.problem);
	return say(v, "journal", found.sound ? CNIS_HEALTHY : CNIS_UNHEALTHY,
	           "stop writing, run cnis verify, restore a backup", reterr);
}

/* The log of who looked is a file of its own: it can be lost on its own. */
static cnis_status
check_access_log(struct visit *v, cnis_error *reterr)
{
	cnis_verify_result found = { .sound = true };
	cnis_status st = access_prove(v->r, &found, reterr);

	if (st != CNIS_OK)
		return st;
	if (found.access_state == CNIS_ACCESS_NONE)
		text_copy(v->found, sizeof(v->found), "none beside this file, as beside a backup");
	else if (found.sound)
		(void)snprintf(v->found, sizeof(v->found), "%lld rows, the chain whole",
		               (long long)found.access_rows);
	else
		text_copy(v->found, sizeof(v->found), found.problem);
	return say(v, "access_log",
	           !found.sound                             ? CNIS_UNHEALTHY
	           : found.access_state == CNIS_ACCESS_NONE ? CNIS_WARNING
	                                                    : CNIS_HEALTHY,
	           found.advice[0] != '\0' ? found.advice
	                                   : "keep the file as it is and look into what was done "
	                                     "to it; put it back from a copy",
	           reterr);
}

/* A search that misses a child lets it be entered twice. */
static cnis_status
check_name_keys(struct visit *v, cnis_error *reterr)
{
	int have = 0, want = 0;
	bool same = false;
	cnis_status st = store_name_keys(v->r->st, &have, &want, reterr);

	if (st == CNIS_OK && have == want)
		st = store_name_keys_check(v->r->st, &same, reterr);
	if (st != CNIS_OK)
		return st;
	if (have != want)
		(void)snprintf(v->found, sizeof(v->found),
		               "names are looked up by way %d, this program writes %d", have, want);
	else
		text_copy(v->found, sizeof(v->found),
		          same ? "names are looked up by what they are"
		               : "what names are looked up by is not what the names give");
	return say(v, "name_keys",
	           same           ? CNIS_HEALTHY
	           : have != want ? CNIS_WARNING
	                          : CNIS_UNHEALTHY,
	           "cnis migrate", reterr);
}

static cnis_status
check_officers(struct visit *v, cnis_error *reterr)
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
		return say(
		    v, "officers", CNIS_UNHEALTHY,
		    "no manager: nobody may decide under a gate that is on; cnis officer role "
		    "LOGIN --add manager",
		    reterr);
	if (admins == 0)
		return say(v, "officers", CNIS_UNHEALTHY,
		           "give somebody the role: cnis officer role", reterr);
	return say(v, "officers", safeguarding == 0 ? CNIS_WARNING : CNIS_HEALTHY,
	           "nobody sees safeguarding facts: cnis officer role", reterr);
}

static cnis_status
check_duties(struct visit *v, cnis_error *reterr)
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
	return say(
	    v, "duties", n == 0 ? CNIS_HEALTHY : CNIS_UNHEALTHY,
	    "give its duty to an officer: cnis duty assign; if it has none, restore a backup",
	    reterr);
}

/* A count and the least id; @p which takes :today or nothing. */
static cnis_status
count_rows(struct visit *v, int which, bool dated, int64_t *n, int64_t *id, cnis_error *reterr)
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

static cnis_status
check_owners(struct visit *v, cnis_error *reterr)
{
	char ref[CNIS_REFERENCE_SIZE];
	int64_t n = 0, id = 0;
	cnis_status st = count_rows(v, Q_UNOWNED, false, &n, &id, reterr);

	if (st != CNIS_OK)
		return st;
	if (n == 0)
		text_copy(v->found, sizeof(v->found), "every open duty has a current owner");
	else
		(void)snprintf(v->found, sizeof(v->found), "%lld open duties nobody has, e.g. %s",
		               (long long)n, cnis_reference_format(CNIS_REF_DUTY, id, ref));
	return say(v, "owners", n == 0 ? CNIS_HEALTHY : CNIS_UNHEALTHY,
	           "give each to an officer: cnis duty assign", reterr);
}

/* Which ones they are is not said: doctor is read by anybody. */
static cnis_status
check_steps(struct visit *v, cnis_error *reterr)
{
	int64_t n = 0, id = 0;
	cnis_status st = count_rows(v, Q_UNSHOWN, false, &n, &id, reterr);

	if (st != CNIS_OK)
		return st;
	(void)snprintf(v->found, sizeof(v->found), "steps whose owner is not shown them: %lld",
	               (long long)n);
	return say(v, "steps", n == 0 ? CNIS_HEALTHY : CNIS_UNHEALTHY,
	           "cnis officer role LOGIN --add safeguarding, or manager; then duty list, and "
	           "duty assign",
	           reterr);
}

/* Lists know at once that school age is over; the night before last should have written it. */
static cnis_status
check_ticks(struct visit *v, cnis_error *reterr)
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
	return say(v, "ticks", n == 0 ? CNIS_HEALTHY : CNIS_WARNING,
	           "cnis nightly --out DIR writes them", reterr);
}

static cnis_status
check_policies(struct visit *v, cnis_error *reterr)
{
	static const char *const gates[] = { "gate.ehc", "gate.child_protection" };
	text_buf list = text_buf_on(v->found, sizeof(v->found));
	char name[64];
	char value[201];
	cnis_day today = store_today(v->r->st);

	for (size_t i = 0; i < sizeof(gates) / sizeof(gates[0]); i++) {
		cnis_status st = setting_text(v->r, gates[i], today, value, reterr);

		if (st != CNIS_OK)
			return st;
		if (strcmp(value, "off") == 0)
			continue;
		(void)snprintf(name, sizeof(name), "%s.policy", gates[i]);
		st = setting_text(v->r, name, today, value, reterr);
		if (st != CNIS_OK)
			return st;
		if (value[0] != '\0')
			continue;
		text_add(&list, list.len == 0 ? "a gate is used without its policy: " : ", ");
		text_add(&list, name);
	}
	if (list.len > 0)
		return say(v, "policies", CNIS_WARNING, "cnis config set NAME REFERENCE", reterr);
	text_copy(v->found, sizeof(v->found), "every gate in use names its policy");
	return say(v, "policies", CNIS_HEALTHY, "", reterr);
}

static cnis_status
no_night(struct visit *v, cnis_error *reterr)
{
	char expected[201];
	cnis_status st =
	    setting_text(v->r, "nightly.expected", store_today(v->r->st), expected, reterr);

	if (st != CNIS_OK)
		return st;
	text_copy(v->found, sizeof(v->found), "no night was ever published");
	return say(v, "night", strcmp(expected, "yes") == 0 ? CNIS_UNHEALTHY : CNIS_WARNING,
	           "cnis nightly --out DIR, from a timer", reterr);
}

static cnis_status
check_night(struct visit *v, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	bool done = false;
	cnis_day night = CNIS_DAY_NONE;
	cnis_status st = stmt_open(v->r->file, &sql[Q_NIGHT], &c, reterr);

	if (st == CNIS_OK)
		st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK && row) {
		done = text_same(col_text(&c, 1), "done");
		(void)cnis_day_parse(col_text(&c, 0), &night);
	}
	stmt_close(&c);
	if (st != CNIS_OK)
		return st;
	if (!row)
		return no_night(v, reterr);
	text_copy(v->found, sizeof(v->found), "the last whole night is ");
	if (done && night != CNIS_DAY_NONE)
		cnis_day_iso(night, v->found + strlen(v->found));
	else
		text_copy(v->found, sizeof(v->found), "a night was begun and none is whole");
	return say(v, "night",
	           done && night >= store_today(v->r->file) - 1 ? CNIS_HEALTHY : CNIS_UNHEALTHY,
	           "see why the timer did not run, then cnis nightly --out DIR", reterr);
}

static cnis_status
check_verified(struct visit *v, cnis_error *reterr)
{
	char iso[CNIS_INSTANT_ISO_SIZE];
	cursor c = { 0 };
	bool row = false;
	int64_t now = store_now(v->r->file);
	int64_t at = 0;
	int64_t full = 0;
	int64_t days = 0;
	cnis_status st =
	    setting_int(v->r, "verify.full_days", store_today(v->r->st), &days, reterr);
	bool fresh;

	if (st == CNIS_OK)
		st = stmt_open(v->r->file, &sql[Q_VERIFIED], &c, reterr);
	if (st == CNIS_OK)
		st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK && row) {
		at = col_null(&c, 0) ? 0 : col_int(&c, 0);
		full = col_null(&c, 1) ? 0 : col_int(&c, 1);
	}
	stmt_close(&c);
	if (st != CNIS_OK)
		return st;
	fresh = at > now - (int64_t)VERIFIED_DAYS * 86400 &&
	        full > now - (days + FULL_LATE_DAYS) * 86400;
	if (at == 0)
		text_copy(v->found, sizeof(v->found), "no night has verified it yet");
	else
		(void)snprintf(v->found, sizeof(v->found), "last verified by a night at %s",
		               cnis_instant_iso(at, iso));
	if (at != 0 && full == 0)
		text_copy(v->found + strlen(v->found), sizeof(v->found) - strlen(v->found),
		          ", never by a full replay");
	else if (full != 0)
		(void)snprintf(v->found + strlen(v->found), sizeof(v->found) - strlen(v->found),
		               ", by a full replay at %s", cnis_instant_iso(full, iso));
	return say(v, "verified", fresh ? CNIS_HEALTHY : CNIS_WARNING,
	           "cnis verify; nightly does it by itself", reterr);
}

static cnis_status
check_calendar(struct visit *v, cnis_error *reterr)
{
	char iso[CNIS_DAY_ISO_SIZE];
	calendar_loaded england = { 0 };
	cnis_day to;
	cnis_day left;
	cnis_status st = calendar_load(v->r, "england", store_today(v->r->st), &england, reterr);

	if (st != CNIS_OK)
		return st;
	to = england.rule.known_to;
	left = to - store_today(v->r->st);
	calendar_clear(&england);
	(void)snprintf(v->found, sizeof(v->found), "bank holidays are known to %s",
	               cnis_day_iso(to, iso));
	return say(v, "calendar",
	           left < 0     ? CNIS_UNHEALTHY
	           : left < 365 ? CNIS_WARNING
	                        : CNIS_HEALTHY,
	           "update the program, which carries them, or cnis calendar add england", reterr);
}

cnis_status
cnis_doctor(cnis_register *r, cnis_check_fn fn, void *payload, cnis_health *ret_worst,
            cnis_error *reterr)
{
	static cnis_status (*const checks[])(struct visit *, cnis_error *) = {
		check_journal, check_access_log, check_officers, check_duties,
		check_owners,  check_steps,      check_ticks,    check_policies,
		check_night,   check_verified,   check_calendar, check_name_keys,
	};
	struct visit v = { .r = r, .fn = fn, .payload = payload };
	bool same = false;
	cnis_status st = check_schema(&v, &same, reterr);

	if (st == CNIS_OK)
		st = check_files(&v, reterr);
	for (size_t i = 0; st == CNIS_OK && same && i < sizeof(checks) / sizeof(checks[0]); i++)
		st = checks[i](&v, reterr);
	if (st == CNIS_OK && ret_worst != NULL)
		*ret_worst = v.worst;
	return st;
}
