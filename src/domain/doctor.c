/* Is this register in good health?  Each check is one row: what was found and what to do. */
#include <cnis/doctor.h>

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cnis/backup.h>
#include <cnis/rule.h>

#include "base/error.h"
#include "base/text.h"
#include "domain/access_state.h"
#include "domain/calendar.h"
#include "domain/doctor_inside.h"
#include "domain/setting.h"
#include "store/name_key.h"

enum { Q_NIGHT, Q_VERIFIED, Q_NOTICES };
/* clang-format off */
static const store_sql sql[] = {
	[Q_NIGHT] = { "doctor.night",
		"SELECT name, state FROM job WHERE kind = 'nightly'"
		" ORDER BY state = 'done' DESC, id DESC LIMIT 1" },
	[Q_VERIFIED] = { "doctor.verified",
		"SELECT max(ended_at), max(CASE WHEN detail LIKE '%\"verified\":\"full\"%' THEN ended_at END)"
		" FROM job WHERE state = 'done' AND kind = 'nightly'" },
	[Q_NOTICES] = { "doctor.notices",
		"SELECT count(*) FROM duty WHERE state = 'open' AND kind = 'privacy_notice'"
		" AND opened_day <= :today" },
};
/* clang-format on */

/* Nightly proves the register every night, and by a full replay every verify.full_days. */
enum { VERIFIED_DAYS = 8, FULL_LATE_DAYS = 2 };

cnis_status
doctor_say(doctor_visit *v, const char *name, cnis_health state, const char *advice,
           cnis_error *reterr)
{
	const cnis_check check = { name, state, v->found, state == CNIS_HEALTHY ? "" : advice };

	if (state > v->worst)
		v->worst = state;
	return v->fn(&check, v->payload, reterr);
}

static cnis_status
check_schema(doctor_visit *v, bool *ret_same, cnis_error *reterr)
{
	int have = 0, want = 0;

	cnis_schema(v->r, &have, &want);
	*ret_same = have == want;
	(void)snprintf(v->found, sizeof(v->found), "version %d, this program writes %d", have,
	               want);
	return doctor_say(v, "schema", *ret_same ? CNIS_HEALTHY : CNIS_UNHEALTHY,
	                  have < want ? "cnis migrate" : "use a newer program", reterr);
}

/* Open to nobody else: a readable register is a breach waiting. */
static cnis_status
check_files(doctor_visit *v, cnis_error *reterr)
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
			return doctor_say(v, "files", CNIS_UNHEALTHY,
			                  "chmod 600 the register's files", reterr);
		}
	}
	text_copy(v->found, sizeof(v->found), "on a local disk, for their owner only");
	return doctor_say(v, "files", CNIS_HEALTHY, "", reterr);
}

static cnis_status
check_journal(doctor_visit *v, cnis_error *reterr)
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
	return doctor_say(v, "journal", found.sound ? CNIS_HEALTHY : CNIS_UNHEALTHY,
	                  "stop writing, run cnis verify, restore a backup", reterr);
}

/* The log of who looked is a file of its own: it can be lost on its own. */
static cnis_status
check_access_log(doctor_visit *v, cnis_error *reterr)
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
	return doctor_say(v, "access_log",
	                  !found.sound                             ? CNIS_UNHEALTHY
	                  : found.access_state == CNIS_ACCESS_NONE ? CNIS_WARNING
	                                                           : CNIS_HEALTHY,
	                  found.advice[0] != '\0'
	                      ? found.advice
	                      : "keep the file as it is and look into what was done "
	                        "to it; put it back from a copy",
	                  reterr);
}

/* A search that misses a child lets it be entered twice. */
static cnis_status
check_name_keys(doctor_visit *v, cnis_error *reterr)
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
	return doctor_say(v, "name_keys",
	                  same           ? CNIS_HEALTHY
	                  : have != want ? CNIS_WARNING
	                                 : CNIS_UNHEALTHY,
	                  "cnis migrate", reterr);
}

static cnis_status
check_policies(doctor_visit *v, cnis_error *reterr)
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
		return doctor_say(v, "policies", CNIS_WARNING, "cnis config set NAME REFERENCE",
		                  reterr);
	text_copy(v->found, sizeof(v->found), "every gate in use names its policy");
	return doctor_say(v, "policies", CNIS_HEALTHY, "", reterr);
}

/* Who is to be given a notice needs one to be given. */
static cnis_status
check_notices(doctor_visit *v, cnis_error *reterr)
{
	char version[201];
	int64_t due = 0;
	cnis_day today = store_today(v->r->st);
	cnis_status st = setting_text(v->r, "told.privacy_notice.version", today, version, reterr);

	if (st == CNIS_OK)
		st = stmt_ask(v->r->st, &sql[Q_NOTICES], ":today", today, 0, &due, reterr);
	if (st != CNIS_OK)
		return st;
	if (version[0] == '\0' && due > 0)
		(void)snprintf(v->found, sizeof(v->found),
		               "%lld privacy notices are to be given, and none is in use",
		               (long long)due);
	else
		text_copy(v->found, sizeof(v->found),
		          version[0] != '\0' ? "a privacy notice is in use"
		                             : "no privacy notice is to be given");
	return doctor_say(v, "notices", version[0] == '\0' && due > 0 ? CNIS_WARNING : CNIS_HEALTHY,
	                  "cnis config set told.privacy_notice.version VERSION --from DATE",
	                  reterr);
}

static cnis_status
no_night(doctor_visit *v, cnis_error *reterr)
{
	char expected[201];
	cnis_status st =
	    setting_text(v->r, "nightly.expected", store_today(v->r->st), expected, reterr);

	if (st != CNIS_OK)
		return st;
	text_copy(v->found, sizeof(v->found), "no night was ever published");
	return doctor_say(v, "night", strcmp(expected, "yes") == 0 ? CNIS_UNHEALTHY : CNIS_WARNING,
	                  "cnis nightly --out DIR, from a timer", reterr);
}

static cnis_status
check_night(doctor_visit *v, cnis_error *reterr)
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
	return doctor_say(v, "night",
	                  done && night >= store_today(v->r->file) - 1 ? CNIS_HEALTHY
	                                                               : CNIS_UNHEALTHY,
	                  "see why the timer did not run, then cnis nightly --out DIR", reterr);
}

static cnis_status
check_verified(doctor_visit *v, cnis_error *reterr)
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
	return doctor_say(v, "verified", fresh ? CNIS_HEALTHY : CNIS_WARNING,
	                  "cnis verify; nightly does it by itself", reterr);
}

static cnis_status
check_calendar(doctor_visit *v, cnis_error *reterr)
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
	return doctor_say(v, "calendar",
	                  left < 0     ? CNIS_UNHEALTHY
	                  : left < 365 ? CNIS_WARNING
	                               : CNIS_HEALTHY,
	                  "update the program, which carries them, or cnis calendar add england",
	                  reterr);
}

/* A copy was put back, and nothing could be read that knew what was sealed after it was made. */
static cnis_status
check_restored(doctor_visit *v, cnis_error *reterr)
{
	char since[201], answered[201], advice[384];
	cnis_day today = store_today(v->r->st);
	cnis_status st = setting_text(v->r, "restore.since", today, since, reterr);

	if (st == CNIS_OK)
		st = setting_text(v->r, "restore.answered", today, answered, reterr);
	if (st != CNIS_OK)
		return st;
	if (since[0] == '\0' || strcmp(since, answered) == 0) {
		text_copy(v->found, sizeof(v->found),
		          "nothing that was hidden was lost by a restore");
		return doctor_say(v, "restored", CNIS_HEALTHY, "", reterr);
	}
	(void)snprintf(
	    v->found, sizeof(v->found),
	    "put back as it was on %.40s: what was sealed, restricted, withheld or declared later "
	    "may be shown again",
	    since);
	(void)snprintf(advice, sizeof(advice),
	               "do each again by the decisions on paper (cnis identity seal, cnis restrict "
	               "add, cnis withhold add, cnis conflict declare), or restore with --newer "
	               "and a later copy; then cnis config set "
	               "restore.answered %.40s",
	               since);
	return doctor_say(v, "restored", CNIS_UNHEALTHY, advice, reterr);
}

cnis_status
cnis_doctor(cnis_register *r, cnis_check_fn fn, void *payload, cnis_health *ret_worst,
            cnis_error *reterr)
{
	static cnis_status (*const checks[])(doctor_visit *, cnis_error *) = {
		check_journal,  check_access_log,  doctor_officers, doctor_duties,
		doctor_owners,  doctor_steps,      doctor_covers,   doctor_ticks,
		doctor_kept_on, doctor_restricted, check_policies,  check_notices,
		check_night,    check_verified,    check_calendar,  check_name_keys,
		check_restored,
	};
	doctor_visit v = { .r = r, .fn = fn, .payload = payload };
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
