/* The access log is a file of its own: taken away, begun again or cut, it must be missed. */
#include "domain/access_state.h"

#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "domain/setting.h"
#include "store/access.h"

enum { Q_NIGHT };
/* clang-format off */
static const store_sql sql[] = {
	[Q_NIGHT] = { "access.night",
		"SELECT name, json_extract(detail, '$.access_begun'), json_extract(detail, '$.access_seq'),"
		" json_extract(detail, '$.access_hash') FROM job"
		" WHERE kind = 'nightly' AND state = 'done' AND json_valid(detail)"
		" AND json_extract(detail, '$.access_seq') > 0 ORDER BY id DESC LIMIT 1" },
};
/* clang-format on */

struct night_known {
	char name[CNIS_DAY_ISO_SIZE];
	int64_t begun; /* the log it knew was begun then */
};

static cnis_status
last_night(cnis_register *r, access_finding *f, struct night_known *n, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(r->file, &sql[Q_NIGHT], &c, reterr);

	if (st == CNIS_OK)
		st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK && row && text_copy(n->name, sizeof(n->name), col_text(&c, 0)) &&
	    col_text(&c, 3) != NULL &&
	    text_copy(f->known_hash, sizeof(f->known_hash), col_text(&c, 3))) {
		n->begun = col_int(&c, 1);
		f->known_seq = col_int(&c, 2);
	}
	stmt_close(&c);
	return st;
}

static void
found(access_finding *f, cnis_access_state state, const char *problem)
{
	f->state = state;
	(void)text_copy(f->problem, sizeof(f->problem), problem);
}

/* Name the file and what to do; a very long name is cut. */
static void
advise(const cnis_register *r, access_finding *f, const char *without)
{
	const char *slash = strrchr(r->path, '/');

	(void)snprintf(f->advice, sizeof(f->advice), "put %.60s.access back from a copy; %s",
	               slash == NULL ? r->path : slash + 1, without);
}

static cnis_status
no_log(const cnis_register *r, access_finding *f, cnis_error *reterr)
{
	bool expected = false;
	cnis_status st = access_expected(r->file, &expected, reterr);

	if (st != CNIS_OK)
		return st;
	if (!expected) {
		f->state = CNIS_ACCESS_NONE;
		return CNIS_OK;
	}
	found(f, CNIS_ACCESS_MISSING, "the access log beside the register is missing");
	advise(r, f,
	       "if there is none, `cnis access` begins another: then ask `cnis doctor` again");
	return CNIS_OK;
}

/* A log begun for want of another is the register's once an administrator has put that on record.
 */
static cnis_status
check_begun(cnis_register *r, int64_t at, access_finding *f, cnis_error *reterr)
{
	char iso[CNIS_INSTANT_ISO_SIZE];
	char recorded[201];
	cnis_status st;

	if (at == 0)
		return CNIS_OK;
	(void)cnis_instant_iso(at, iso);
	st = setting_text(r, "access.begun", store_today(r->st), recorded, reterr);
	if (st != CNIS_OK || strcmp(recorded, iso) == 0)
		return st;
	f->state = CNIS_ACCESS_BEGUN_AGAIN;
	(void)snprintf(f->problem, sizeof(f->problem),
	               "this access log was begun on %s because none was there: what was looked at "
	               "before is not in it",
	               iso);
	(void)snprintf(f->advice, sizeof(f->advice),
	               "put the former one back from a copy; if it is lost, put that on record: "
	               "cnis config set access.begun %s",
	               iso);
	return CNIS_OK;
}

static cnis_status
check_head(cnis_register *r, int64_t begun, const struct night_known *n, access_finding *f,
           cnis_error *reterr)
{
	bool holds = true;
	cnis_status st;

	/* another log, begun since, cannot hold it */
	if (f->known_seq == 0 || begun != n->begun)
		return CNIS_OK;
	st = access_holds(r->access, f->known_seq, f->known_hash, &holds, reterr);
	if (st != CNIS_OK || holds)
		return st;
	f->state = CNIS_ACCESS_CUT;
	(void)snprintf(f->problem, sizeof(f->problem),
	               "the access log no longer holds row %lld as the night of %s knew it: rows "
	               "were taken away or written anew",
	               (long long)f->known_seq, n->name);
	advise(r, f,
	       "if there is none, move it aside, `cnis access` begins another: then ask `cnis "
	       "doctor` again");
	return CNIS_OK;
}

cnis_status
access_examine(cnis_register *r, access_finding *ret, cnis_error *reterr)
{
	access_finding f = { .state = CNIS_ACCESS_WHOLE };
	struct night_known n = { .begun = 0 };
	int64_t begun = 0;
	bool there = r->access != NULL;
	cnis_status st = last_night(r, &f, &n, reterr);

	if (st == CNIS_OK && !there)
		st = access_there(r->path, &there, reterr);
	if (st == CNIS_OK && !there) {
		st = no_log(r, &f, reterr);
		goto out;
	}
	if (st == CNIS_OK && r->access == NULL)
		st = access_open(r->file, &r->access, reterr);
	if (st == CNIS_OK)
		st = access_begun(r->access, &begun, reterr);
	if (st == CNIS_OK)
		st = check_begun(r, begun, &f, reterr);
	if (st == CNIS_OK && f.state == CNIS_ACCESS_WHOLE)
		st = check_head(r, begun, &n, &f, reterr);
out:
	if (st == CNIS_OK)
		*ret = f;
	return st;
}

const char *
cnis_access_state_text(cnis_access_state state)
{
	switch (state) {
	case CNIS_ACCESS_WHOLE:
		break;
	case CNIS_ACCESS_NONE:
		return "none";
	case CNIS_ACCESS_MISSING:
		return "missing";
	case CNIS_ACCESS_BEGUN_AGAIN:
		return "begun_again";
	case CNIS_ACCESS_CUT:
		return "cut";
	}
	return "whole";
}

static void
unsound(cnis_verify_result *out, const char *problem)
{
	if (out->sound)
		text_copy(out->problem, sizeof(out->problem), problem);
	out->sound = false;
}

/* A log that names another register is a finding: one of the two files is not what it was. */
cnis_status
access_prove(cnis_register *r, cnis_verify_result *out, cnis_error *reterr)
{
	access_finding f = { 0 };
	cnis_error why = { 0 };
	cnis_status st = access_examine(r, &f, &why);

	if (st == CNIS_EPERM && why.sub == ACCESS_OF_ANOTHER) {
		unsound(out, "the access log beside it belongs to another register, or the "
		             "register's own number was changed");
		return CNIS_OK;
	}
	if (st != CNIS_OK) {
		if (reterr != NULL)
			*reterr = why;
		return st;
	}
	out->access_state = f.state;
	(void)text_copy(out->advice, sizeof(out->advice), f.advice);
	if (f.state == CNIS_ACCESS_NONE)
		return CNIS_OK;
	if (f.state != CNIS_ACCESS_WHOLE)
		unsound(out, f.problem);
	if (f.state == CNIS_ACCESS_MISSING)
		return CNIS_OK;
	st = access_verify(r->access, &out->access_rows, &out->access_bad_seq, reterr);
	if (st == CNIS_OK && out->access_bad_seq != 0)
		unsound(out, "a row of the access log does not match its hash");
	return st;
}
