/*
 * Putting a backup in place.  At every moment the register's name is the old register, whole, or
 * the new one, whole: the copy is verified under its own name, the old file is closed for everybody
 * and gets a second name, and one rename() replaces it.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/error.h"
#include "base/mem.h"
#include "store/backup.h"
#include "store/inside.h"

#define WHERE "store.restore"

enum { OTHERS_MS = 2000, QUEUE_MS = 10000 };

void (*restore_step)(const char *name);

struct restore {
	const char *from;
	const char *path;
	char *copy;   /* the verified copy, before it gets its name */
	char *aside;  /* the register replaced */
	store queue;  /* only its place in the writers' queue */
	store *old;   /* held exclusively; NULL when there is none or it cannot be opened */
	bool there;   /* a file has the register's name */
	bool damaged; /* and it is no register any more */
};

static void
step(const char *name)
{
	if (restore_step != NULL)
		restore_step(name);
}

/* A backup stands alone; a file with a write-ahead log beside it is somebody's live register. */
static cnis_status
open_backup(const char *from, store **ret, cnis_error *reterr)
{
	const store_options options = { .mode = STORE_COPY, .allow_old_schema = true };
	char *wal = name_beside(from, "", "-wal");
	struct stat info;
	bool live;

	if (wal == NULL)
		return cnis_nomem(reterr, WHERE);
	live = lstat(wal, &info) == 0 && info.st_size > 0;
	free(wal);
	if (live)
		return cnis_fail(reterr, CNIS_ECONFLICT, 0, WHERE, NULL,
		                 "that is a register in use, not a backup; make a backup of it "
		                 "first");
	return store_open(from, &options, ret, reterr);
}

static cnis_status
make_copy(struct restore *r, char uuid[37], verify_result *found, cnis_error *reterr)
{
	store *backup = NULL;
	cnis_status st = open_backup(r->from, &backup, reterr);

	if (backup == NULL)
		return st;
	memcpy(uuid, backup->uuid, 37);
	(void)unlink(r->copy); /* of a restore that was cut off */
	st = copy_to_file(backup, r->copy, STORE_APPLICATION_ID, reterr);
	store_close(backup);
	if (st == CNIS_OK)
		st = copy_verify(r->copy, found, reterr);
	return st;
}

/*
 * Leaving WAL needs the file for ourselves, brings the whole log into it and removes -wal and -shm:
 * it answers "busy" while anybody has the register open.  The lock stays until the file is
 * replaced.
 */
static cnis_status
close_for_everybody(store *old, cnis_error *reterr)
{
	cnis_error err = { 0 };
	cnis_status st;

	old->writes = WRITES_ALL;
	st = store_exec(old,
	                "PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = DELETE;"
	                " BEGIN EXCLUSIVE",
	                WHERE, &err);
	if (st == CNIS_EBUSY)
		return cnis_fail(reterr, CNIS_EBUSY, err.sub, WHERE, NULL,
		                 "somebody has the register open; nothing was changed");
	if (st != CNIS_OK && reterr != NULL)
		*reterr = err;
	return st;
}

static void
open_for_everybody(store *old)
{
	(void)store_exec(old, "ROLLBACK", WHERE, NULL);
	(void)store_exec(old, "PRAGMA journal_mode = WAL; PRAGMA locking_mode = NORMAL", WHERE,
	                 NULL);
}

static cnis_status
take_old(struct restore *r, const char *uuid, cnis_error *reterr)
{
	const store_options options = { .mode = STORE_WRITE,
		                        .busy_ms = OTHERS_MS,
		                        .allow_old_schema = true,
		                        .allow_backup = true };
	cnis_error err = { 0 };
	struct stat info;
	cnis_status st;

	r->there = lstat(r->path, &info) == 0;
	if (!r->there && errno != ENOENT) /* it may well be there: it must not be lost */
		return file_fail(WHERE, "the register to be replaced cannot be reached", reterr);
	if (!r->there)
		return CNIS_OK;
	if (!S_ISREG(info.st_mode)) /* nothing but a file is ever moved aside */
		return cnis_fail(reterr, CNIS_EIO, 0, WHERE, NULL,
		                 "what stands there is not a file; give the register another name");
	st = store_open(r->path, &options, &r->old, &err);
	if (st == CNIS_OK && strcmp(r->old->uuid, uuid) != 0)
		return cnis_fail(reterr, CNIS_ECONFLICT, 0, WHERE, NULL,
		                 "the backup is of another register than the one it would replace");
	if (st == CNIS_OK)
		st = close_for_everybody(r->old, &err);
	if (st == CNIS_ECORRUPT) { /* the very reason to restore: it is kept as it is */
		r->damaged = true;
		store_close(r->old);
		r->old = NULL;
		return CNIS_OK;
	}
	if (st != CNIS_OK && reterr != NULL)
		*reterr = err;
	return st;
}

/* A log without the register it belongs to must never meet another one. */
static cnis_status
move_side_file(const struct restore *r, const char *suffix, cnis_error *reterr)
{
	char *from = name_beside(r->path, "", suffix);
	char *to = name_beside(r->aside, "", suffix);
	cnis_status st = CNIS_OK;

	if (from == NULL || to == NULL)
		st = cnis_nomem(reterr, WHERE);
	else if (rename(from, to) != 0 && errno != ENOENT)
		st = file_fail(WHERE, "the old log cannot be put aside", reterr);
	free(from);
	free(to);
	return st;
}

/* A second name for the old file; two restores in one second get different ones. */
static cnis_status
give_second_name(struct restore *r, cnis_error *reterr)
{
	char *longer;

	while (link(r->path, r->aside) != 0) {
		if (errno != EEXIST || strlen(r->aside) > strlen(r->path) + 64)
			return file_fail(WHERE, "the register to be replaced cannot be kept",
			                 reterr);
		longer = name_beside(r->aside, "", "+");
		if (longer == NULL)
			return cnis_nomem(reterr, WHERE);
		free(r->aside);
		r->aside = longer;
	}
	return CNIS_OK;
}

static cnis_status
keep_old(struct restore *r, cnis_error *reterr)
{
	cnis_status st = r->there ? give_second_name(r, reterr) : CNIS_OK;

	if (st != CNIS_OK)
		return st;
	if (!r->there || r->damaged) {
		st = move_side_file(r, "-wal", reterr);
		if (st == CNIS_OK)
			st = move_side_file(r, "-shm", reterr);
	}
	return st == CNIS_OK ? sync_folder_of(r->path, reterr) : st;
}

/* It knows entries that the backup may not have; the next night makes it anew. */
static cnis_status
forget_standby(const struct restore *r, cnis_error *reterr)
{
	char *standby = store_standby_path(r->path);
	cnis_status st = CNIS_OK;

	if (standby == NULL)
		return cnis_nomem(reterr, WHERE);
	if (unlink(standby) != 0 && errno != ENOENT)
		st = file_fail(WHERE, "the standby copy cannot be removed", reterr);
	free(standby);
	return st;
}

static cnis_status
replace(struct restore *r, cnis_error *reterr)
{
	cnis_status st = keep_old(r, reterr);

	if (st == CNIS_OK)
		st = forget_standby(r, reterr);
	if (st != CNIS_OK)
		return st;
	step("kept");
	if (rename(r->copy, r->path) != 0) {
		st = file_fail(WHERE, "the register cannot be replaced", reterr);
		(void)unlink(r->aside);
		return st;
	}
	step("replaced");
	return sync_folder_of(r->path, reterr);
}

static cnis_status
prepare(struct restore *r, cnis_error *reterr)
{
	char now[CNIS_INSTANT_ISO_SIZE];
	char suffix[sizeof(".before-restore-") + CNIS_INSTANT_ISO_SIZE];
	size_t n;
	const char *c;

	(void)cnis_instant_iso((int64_t)time(NULL), now);
	n = (size_t)snprintf(suffix, sizeof(suffix), ".before-restore-");
	for (c = now; *c != '\0'; c++)
		if (*c != '-' && *c != ':')
			suffix[n++] = *c;
	suffix[n] = '\0';
	r->copy = name_beside(r->path, ".", ".restore");
	r->aside = name_beside(r->path, "", suffix);
	r->queue.path = mem_text(r->path);
	r->queue.lock_fd = -1;
	r->queue.busy_ms = QUEUE_MS;
	if (r->copy == NULL || r->aside == NULL || r->queue.path == NULL)
		return cnis_nomem(reterr, WHERE);
	return queue_enter(&r->queue, reterr);
}

/* What opening the copy for writing left beside it. */
static void
forget_beside_copy(const struct restore *r)
{
	static const char *const suffixes[] = { "-wal", "-shm", ".lock" };

	for (size_t i = 0; i < sizeof(suffixes) / sizeof(suffixes[0]); i++) {
		char *name = name_beside(r->copy, "", suffixes[i]);

		if (name != NULL)
			(void)unlink(name);
		free(name);
	}
}

/* Written into the copy's log, and from there into the copy, so that it stands alone. */
static cnis_status
fold_log(const struct restore *r, cnis_error *reterr)
{
	const store_options options = { .mode = STORE_WRITE };
	store *copy = NULL;
	cnis_status st = store_open(r->copy, &options, &copy, reterr);

	if (st == CNIS_OK)
		st = store_checkpoint(copy, reterr);
	store_close(copy);
	return st;
}

static cnis_status
fill(struct restore *r, const restore_filling *f, verify_result *found, cnis_error *reterr)
{
	bool wrote = false;
	cnis_status st = f->fill(r->copy, r->old, f->payload, &wrote, reterr);

	if (st == CNIS_OK && wrote)
		st = fold_log(r, reterr);
	forget_beside_copy(r);
	return st == CNIS_OK && wrote ? copy_verify(r->copy, found, reterr) : st;
}

/* Where no register came to be there is nothing to queue for.  Whoever waits for this very lock
 * finds that its file has no name any more, and takes its place anew (queue.c). */
static void
forget_lock(const struct restore *r)
{
	char *name;
	struct stat info;

	if (lstat(r->path, &info) == 0 || errno != ENOENT)
		return;
	name = name_beside(r->path, "", ".lock");
	if (name != NULL)
		(void)unlink(name);
	free(name);
}

static void
finish(struct restore *r, bool replaced)
{
	if (r->old != NULL && !replaced)
		open_for_everybody(r->old);
	store_close(r->old);
	if (!replaced && r->copy != NULL && r->queue.locked) {
		(void)unlink(r->copy);
		forget_lock(r);
	}
	queue_leave(&r->queue);
	if (r->queue.lock_fd >= 0)
		(void)close(r->queue.lock_fd);
	free(r->queue.path);
	free(r->copy);
	free(r->aside);
}

cnis_status
store_restore_filled(const char *from, const char *path, const restore_filling *filling,
                     verify_result *ret, cnis_error *reterr)
{
	struct restore r = { .from = from, .path = path };
	verify_result found = { 0 };
	char uuid[37] = "";
	struct stat info;
	cnis_status st;

	if (lstat(from, &info) != 0 && errno == ENOENT)
		return cnis_fail(reterr, CNIS_ENOTFOUND, ENOENT, WHERE, NULL,
		                 "there is no such backup");
	st = prepare(&r, reterr);
	if (st == CNIS_OK)
		st = make_copy(&r, uuid, &found, reterr);
	step("copied");
	if (st == CNIS_OK)
		st = take_old(&r, uuid, reterr);
	if (st == CNIS_OK && filling != NULL)
		st = fill(&r, filling, &found, reterr);
	step("taken");
	if (st == CNIS_OK)
		st = replace(&r, reterr);
	finish(&r, st == CNIS_OK);
	if (st == CNIS_OK)
		*ret = found;
	return st;
}

cnis_status
store_restore(const char *from, const char *path, verify_result *ret, cnis_error *reterr)
{
	return store_restore_filled(from, path, NULL, ret, reterr);
}
