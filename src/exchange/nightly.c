/* The night: one snapshot out, a verified backup, a proof, published whole. */
#include <cnis/nightly.h>

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cnis/duty.h>
#include <cnis/version.h>

#include "base/error.h"
#include "base/mem.h"
#include "base/text.h"
#include "domain/access_state.h"
#include "domain/disposal.h"
#include "domain/setting.h"
#include "domain/sight.h"
#include "domain/withheld.h"
#include "exchange/export.h"
#include "exchange/night.h"
#include "store/backup.h"

/* A run with what is said about it. */
typedef struct run {
	night n;
	cnis_nightly_fn fn;
	void *payload;
	const char *out;
	int64_t job;
	cnis_status st;    /* of the first step that failed */
	cnis_error first;  /* and why */
	char missed[2048]; /* JSON list of what did not happen */
} run;

static void
say(run *x, const char *step, cnis_status st, const cnis_error *err)
{
	text_buf b = { x->missed, sizeof(x->missed), strlen(x->missed), false };

	if (st == CNIS_OK) {
		if (x->fn != NULL)
			x->fn(step, NULL, x->payload);
		return;
	}
	if (x->st == CNIS_OK) {
		x->st = st;
		x->first = *err;
	}
	if (b.len > 0)
		text_add(&b, ",");
	text_add(&b, "\"");
	text_add(&b, step);
	text_add(&b, "\"");
	if (x->fn != NULL)
		x->fn(step, err->message[0] == '\0' ? cnis_status_text(st) : err->message,
		      x->payload);
}

static cnis_status
step_tick(run *x, cnis_error *err)
{
	return cnis_tick(x->n.r, x->n.today, &x->n.done->ended, err);
}

/* Before anything is written or backed up; what an earlier disposal left is cleared too. */
static cnis_status
step_disposal(run *x, cnis_error *err)
{
	cnis_nightly *d = x->n.done;
	cnis_disposal done = { 0 };
	unsigned what = 0;
	cnis_status st = disposal_of_a_night(x->n.r, &what, err);

	if (st == CNIS_OK)
		st = disposal_night(x->n.r, what, &done, err);
	d->disposed_forwarded = done.forwarded;
	d->disposed_documents = done.documents;
	d->disposal_held = done.held;
	d->disposed_undone = done.undone;
	return st;
}

static cnis_status
note_disclosure(run *x, cnis_error *err)
{
	char filter[64];
	int64_t ids[200];
	int64_t n = 0;
	cnis_status st = export_children_ids(x->n.r, x->n.today, ids, 200, &n, err);

	(void)snprintf(filter, sizeof(filter), "night=%s", x->n.done->night);
	return st != CNIS_OK || n == 0 ? st : export_note(x->n.r, "nightly", filter, ids, n, err);
}

static cnis_status
one_file(run *x, const night_file *f, cnis_error *err)
{
	night *n = &x->n;
	cnis_status st = publish_file_begin(n->p, f->name, err);

	if (st != CNIS_OK)
		return st;
	n->withheld_now = 0;
	sink_begin(n->s, f->json, publish_write, n->p, err);
	st = f->write(n, n->s, err);
	if (st == CNIS_OK)
		st = sink_end(n->s);
	if (st == CNIS_OK)
		st = publish_file_end(n->p, n->s->rows, err);
	if (st == CNIS_OK && publish_count(n->p) <= NIGHT_FILES)
		n->withheld[publish_count(n->p) - 1] = n->withheld_now;
	return st;
}

/* Whoever runs the job, the folder is read by people without a role: it is written for them. */
static cnis_status
step_files(run *x, cnis_error *err)
{
	unsigned char hash[HASH_SIZE];
	cnis_status st = sight_publish(x->n.r, true, err);

	if (st == CNIS_OK)
		st = store_snapshot_begin(x->n.r->st, err);
	if (st != CNIS_OK) {
		(void)sight_publish(x->n.r, false, NULL);
		return st;
	}
	st = withheld_load(x->n.r, err);
	if (st == CNIS_OK)
		st = journal_head(x->n.r->st, &x->n.done->head, hash, err);
	if (st == CNIS_OK) {
		(void)hash_hex(hash, x->n.done->head_hash);
		st = note_disclosure(x, err);
	}
	for (const night_file *f = night_files; f->name != NULL && st == CNIS_OK; f++)
		st = one_file(x, f, err);
	if (st == CNIS_OK)
		st = sight_publish(x->n.r, false, err);
	else
		(void)sight_publish(x->n.r, false, NULL);
	x->n.done->files = (int64_t)publish_count(x->n.p);
	return st;
}

/*
 * The copy is opened and replayed in full, every night, though the standby proves the same head
 * with less: a backup is for the day when register and standby are gone, and is believed for what
 * its own journal says.  What went wrong in the copy alone, or in the standby, shows in no other
 * way.
 */
static cnis_status
take_backup(run *x, cnis_error *err)
{
	verify_result found = { 0 };
	cnis_nightly *d = x->n.done;
	int n = snprintf(d->backup, sizeof(d->backup), "%s.backup-%s", x->n.r->path, d->night);

	if (n < 0 || (size_t)n >= sizeof(d->backup))
		return cnis_fail(err, CNIS_EIO, ENAMETOOLONG, "nightly.backup", "",
		                 "the name of the backup is too long");
	/* Only an unfinished run of this same night can have left one. */
	if (unlink(d->backup) != 0 && errno != ENOENT)
		return cnis_fail(err, CNIS_EIO, errno, "nightly.backup", "", "%s", strerror(errno));
	return store_backup(x->n.r->st, d->backup, &found, err);
}

/* Files and backup come from one snapshot, so that the backup holds what was published. */
static cnis_status
step_backup(run *x, cnis_error *err)
{
	cnis_status st = take_backup(x, err);

	store_snapshot_end(x->n.r->st);
	return st;
}

static cnis_status
step_verify(run *x, cnis_error *err)
{
	return night_prove(&x->n, err);
}

/* The newest row of the access log, kept where the log is not; this night has added its own. */
static cnis_status
access_published(night *n, cnis_error *err)
{
	cnis_status st = n->r->access == NULL ? access_open(n->r->file, &n->r->access, err)
	                                      : CNIS_OK;

	if (st == CNIS_OK)
		st = access_begun(n->r->access, &n->access_begun, err);
	return st == CNIS_OK ? access_head(n->r->access, &n->access_seq, n->access_hash, err) : st;
}

static cnis_status
step_publish(run *x, cnis_error *err)
{
	cnis_status st = access_published(&x->n, err);

	if (st == CNIS_OK)
		st = night_manifest(&x->n, err);
	if (st == CNIS_OK)
		st = publish_commit(x->n.p, err);
	return st == CNIS_OK ? night_heartbeat(&x->n, x->out, err) : st;
}

/* Backups older than the retention go; the day is in the name. */
static cnis_status
step_retention(run *x, cnis_error *err)
{
	char folder[4096];
	const char *slash = strrchr(x->n.r->path, '/');
	const char *base = slash == NULL ? x->n.r->path : slash + 1;
	size_t len = strlen(base);
	int64_t days = 0;
	struct dirent *e;
	DIR *d;
	cnis_status st = setting_int(x->n.r, "retention.backup_days", x->n.today, &days, err);

	if (st != CNIS_OK)
		return st;
	(void)text_copy(folder, sizeof(folder), slash == NULL ? "." : x->n.r->path);
	if (slash != NULL)
		folder[slash - x->n.r->path + 1] = '\0';
	d = opendir(folder);
	if (d == NULL)
		return cnis_fail(err, CNIS_EIO, errno, "nightly.retention", "", "%s",
		                 strerror(errno));
	while ((e = readdir(d)) != NULL) {
		cnis_day day = CNIS_DAY_NONE;

		if (strncmp(e->d_name, base, len) != 0 ||
		    strncmp(e->d_name + len, ".backup-", 8) != 0 ||
		    strlen(e->d_name + len + 8) != CNIS_DAY_ISO_SIZE - 1 ||
		    cnis_day_parse(e->d_name + len + 8, &day) != CNIS_OK ||
		    day >= x->n.today - (cnis_day)days)
			continue;
		if (unlinkat(dirfd(d), e->d_name, 0) == 0)
			x->n.done->backups_removed++;
	}
	(void)closedir(d);
	return CNIS_OK;
}

static const struct {
	const char *name;
	cnis_status (*run)(run *x, cnis_error *err);
	bool needs_all; /* only when everything before it happened */
} steps[] = {
	{ "tick", step_tick, false },
	{ "disposal", step_disposal, false },
	{ "lists and export", step_files, false },
	{ "backup", step_backup, false },
	{ "verify", step_verify, false },
	{ "publish", step_publish, true },
	{ "retention", step_retention, true },
};

static void
take_steps(run *x)
{
	for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++) {
		cnis_error err = { 0 };
		cnis_status st;

		if (steps[i].needs_all && x->st != CNIS_OK)
			st = cnis_fail(&err, x->st, 0, "nightly", "",
			               "not done, because an earlier step failed");
		else
			st = steps[i].run(x, &err);
		say(x, steps[i].name, st, &err);
	}
}

/* Published, but killed before the heartbeat, the retention or the register could be told: do what
 * is left, and no more. */
static cnis_status
finish(run *x, cnis_error *reterr)
{
	cnis_status st = night_manifest_read(&x->n, x->out, reterr);

	if (st == CNIS_OK)
		st = night_heartbeat(&x->n, x->out, reterr);
	if (st == CNIS_OK)
		st = step_retention(x, reterr);
	if (st == CNIS_OK)
		st = night_job_end(&x->n, x->job, "done", x->missed, reterr);
	if (st != CNIS_OK)
		return st;
	return cnis_fail(reterr, CNIS_EEXISTS, 0, "nightly", "out",
	                 "the night of %s is published already; what was left of it is done now",
	                 x->n.done->night);
}

/* Before this night writes into it, or begins another.  A loss stops no night: it is told. */
static cnis_status
look_at_access(night *n, cnis_error *reterr)
{
	cnis_nightly *d = n->done;
	access_finding f = { 0 };
	cnis_status st = access_examine(n->r, &f, reterr);

	if (st == CNIS_EPERM) /* the step that must note whom it discloses says so */
		return CNIS_OK;
	if (st != CNIS_OK)
		return st;
	n->access_state = f.state;
	n->known_seq = f.known_seq;
	(void)text_copy(n->known_hash, sizeof(n->known_hash), f.known_hash);
	d->access_state = f.state;
	(void)text_copy(d->access_problem, sizeof(d->access_problem), f.problem);
	(void)text_copy(d->access_advice, sizeof(d->access_advice), f.advice);
	return CNIS_OK;
}

static cnis_status
begin(run *x, cnis_error *reterr)
{
	const unsigned any = CNIS_ROLE_EXPORTER | CNIS_ROLE_MANAGER | CNIS_ROLE_ADMINISTRATOR;
	cnis_nightly *d = x->n.done;
	bool done = false;
	cnis_status st;

	if ((x->n.r->roles & any) == 0)
		return cnis_fail(reterr, CNIS_EPERM, 0, "nightly", "",
		                 "the night needs the role exporter, manager or administrator");
	st = night_job_last(&x->n, &x->job, &done, reterr);
	if (st != CNIS_OK)
		return st;
	if (done && access(x->out, F_OK) != 0)
		return cnis_fail(reterr, CNIS_ENOTFOUND, 0, "nightly", "out",
		                 "the output folder cannot be opened; the night of %s is published "
		                 "already, in the folder it was given",
		                 d->night);
	if (done)
		return cnis_fail(reterr, CNIS_EEXISTS, 0, "nightly", "out",
		                 "the night of %s is published already", d->night);
	st = look_at_access(&x->n, reterr);
	if (st != CNIS_OK)
		return st;
	d->resumed = x->job != 0;
	st = publish_begin(x->out, d->night, &x->n.p, NULL, reterr);
	if (st == CNIS_EEXISTS && x->job != 0)
		return finish(x, reterr);
	return st == CNIS_OK ? night_job_start(&x->n, &x->job, reterr) : st;
}

cnis_status
cnis_nightly_run(cnis_register *r, const cnis_nightly_options *options, cnis_nightly_fn fn,
                 void *payload, cnis_nightly *ret_night, cnis_error *reterr)
{
	run x = { .n = { .r = r, .today = cnis_register_today(r), .done = ret_night, .proof = "" },
		  .fn = fn,
		  .payload = payload,
		  .out = options->out };
	cnis_error err = { 0 };
	cnis_status st;

	memset(ret_night, 0, sizeof(*ret_night));
	(void)cnis_day_iso(x.n.today, ret_night->night);
	ret_night->started = store_now(r->st);
	x.n.s = mem_new(1, sizeof(*x.n.s));
	if (x.n.s == NULL)
		return cnis_nomem(reterr, "nightly");
	st = begin(&x, reterr);
	if (st == CNIS_OK) {
		take_steps(&x);
		st = x.st;
		if (st != CNIS_OK && reterr != NULL)
			*reterr = x.first;
		if (night_job_end(&x.n, x.job, st == CNIS_OK ? "done" : "failed", x.missed, &err) !=
		        CNIS_OK &&
		    st == CNIS_OK)
			st = cnis_fail(reterr, err.code, err.sub, "nightly", "", "%s", err.message);
		if (st == CNIS_OK)
			st = store_checkpoint(r->st, reterr);
	}
	ret_night->finished = store_now(r->st);
	publish_close(x.n.p);
	free(x.n.s);
	return st;
}
