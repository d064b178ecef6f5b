/* Who may have the whole register, what is noted of it, and the file it goes into. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/error.h"
#include "base/text.h"
#include "domain/withheld.h"
#include "exchange/export.h"
#include "exchange/full.h"

static const char HERE[] = "export.full";

static const store_sql ids_sql = { "full.ids", "SELECT id FROM child ORDER BY id LIMIT :limit" };
static const store_sql count_sql = { "full.count", "SELECT count(*) FROM child" };

static cnis_status
check(const cnis_register *r, cnis_error *err)
{
	const unsigned both = CNIS_ROLE_EXPORTER | CNIS_ROLE_SAFEGUARDING;

	if ((r->roles & both) != both)
		return cnis_fail(err, CNIS_EPERM, 0, HERE, "role",
		                 "a full export needs the roles exporter and safeguarding, both: "
		                 "with parts left out it would not be full");
	if (withheld_any(r))
		return cnis_fail(err, CNIS_EPERM, 0, HERE, "withheld",
		                 "the register holds addresses, numbers, schools or whereabouts "
		                 "that are withheld; a full export has them in it: say --withheld "
		                 "where that is meant");
	if (r->clone)
		return cnis_fail(err, CNIS_EINVAL, 0, HERE, "known-at",
		                 "a full export is of the register as it is");
	return CNIS_OK;
}

static cnis_status
count_children(cnis_register *r, int64_t *ret, cnis_error *err)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(r->st, &count_sql, &c, err);

	if (st == CNIS_OK)
		st = stmt_step(&c, &row, err);
	if (st == CNIS_OK)
		*ret = col_int(&c, 0);
	stmt_close(&c);
	return st;
}

static cnis_status
note_disclosure(cnis_register *r, const char *purpose, cnis_error *err)
{
	char filter[1024];
	text_buf b = text_buf_on(filter, sizeof(filter));
	int64_t ids[EXPORT_IDS];
	int64_t n = 0;
	cursor c = { 0 };
	bool row = true;
	cnis_status st = stmt_open(r->st, &ids_sql, &c, err);

	stmt_int(&c, ":limit", EXPORT_IDS + 1);
	while (st == CNIS_OK && (st = stmt_step(&c, &row, err)) == CNIS_OK && row) {
		if (n < EXPORT_IDS)
			ids[n] = col_int(&c, 0);
		n++;
	}
	stmt_close(&c);
	if (st == CNIS_OK && n > EXPORT_IDS)
		st = count_children(r, &n, err);
	text_add(&b, "all purpose=");
	text_add(&b, purpose);
	return st != CNIS_OK || n == 0 ? st : export_note(r, "export full", filter, ids, n, err);
}

cnis_status
cnis_export_full(cnis_register *r, const char *purpose, cnis_sink_fn fn, void *payload,
                 cnis_full *ret, cnis_error *reterr)
{
	full_shape shape = { 0 };
	full_sums sums = { 0 };
	full_origin origin = { 0 };
	char *clean = NULL;
	cnis_status st = export_purpose(purpose, HERE, &clean, reterr);

	if (st == CNIS_OK)
		st = check(r, reterr);
	if (st == CNIS_OK && (st = store_snapshot_begin(r->st, reterr)) == CNIS_OK) {
		st = full_shape_read(r, &shape, reterr);
		if (st == CNIS_OK) /* before anything is noted */
			st = full_origin_now(r, &origin, reterr);
		if (st == CNIS_OK)
			st = note_disclosure(r, clean, reterr);
		if (st == CNIS_OK)
			st = full_write(r, &shape, fn, payload, &sums, reterr);
		store_snapshot_end(r->st);
	}
	if (st == CNIS_OK && ret != NULL) {
		*ret = (cnis_full){ .children = sums.children, .records = sums.records };
		(void)text_copy(ret->sha256, sizeof(ret->sha256), sums.sha256);
	}
	full_shape_clear(&shape);
	free(clean);
	return st;
}

/* ---- a file ---------------------------------------------------------------------------------- */

typedef struct out_file {
	int dir, fd;
	char name[256], partial[256 + 16];
} out_file;

static cnis_status
file_failed(int e, cnis_error *err)
{
	return cnis_fail(err, e == EEXIST ? CNIS_EEXISTS : CNIS_EIO, e, HERE, "out", "%s",
	                 e == EEXIST ? "the file is there already" : strerror(e));
}

static cnis_status
to_file(const void *bytes, size_t len, void *payload, cnis_error *err)
{
	const out_file *f = payload;
	const char *at = bytes;

	while (len > 0) {
		ssize_t n = write(f->fd, at, len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return file_failed(n < 0 ? errno : EIO, err);
		at += n;
		len -= (size_t)n;
	}
	return CNIS_OK;
}

static cnis_status
open_folder(const char *path, out_file *f, cnis_error *err)
{
	char folder[4096];
	const char *slash = strrchr(path, '/');
	size_t len = slash == NULL ? 0 : slash == path ? 1 : (size_t)(slash - path);

	if (slash == NULL) {
		(void)text_copy(folder, sizeof(folder), ".");
	} else {
		if (len >= sizeof(folder))
			return file_failed(ENAMETOOLONG, err);
		memcpy(folder, path, len);
		folder[len] = '\0';
	}
	if (!text_copy(f->name, sizeof(f->name), slash == NULL ? path : slash + 1) ||
	    strlen(f->name) > 240)
		return file_failed(ENAMETOOLONG, err);
	if (f->name[0] == '\0' || strcmp(f->name, ".") == 0 || strcmp(f->name, "..") == 0)
		return cnis_fail(err, CNIS_EINVAL, 0, HERE, "out", "a folder, not a file");
	(void)snprintf(f->partial, sizeof(f->partial), ".%s.partial", f->name);
	f->dir = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	return f->dir < 0 ? file_failed(errno, err) : CNIS_OK;
}

/* What an export that was killed left behind goes first: it is of no use to anybody. */
static cnis_status
open_partial(out_file *f, bool replace, cnis_error *err)
{
	if (!replace && faccessat(f->dir, f->name, F_OK, AT_SYMLINK_NOFOLLOW) == 0)
		return file_failed(EEXIST, err);
	if (unlinkat(f->dir, f->partial, 0) != 0 && errno != ENOENT)
		return file_failed(errno, err);
	f->fd = openat(f->dir, f->partial, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	return f->fd < 0 ? file_failed(errno, err) : CNIS_OK;
}

static cnis_status
put_in_place(out_file *f, bool replace, cnis_error *err)
{
	if (fsync(f->fd) != 0)
		return file_failed(errno, err);
	if (replace ? renameat(f->dir, f->partial, f->dir, f->name) != 0
	            : linkat(f->dir, f->partial, f->dir, f->name, 0) != 0)
		return file_failed(errno, err);
	if (!replace)
		(void)unlinkat(f->dir, f->partial, 0);
	return fsync(f->dir) != 0 ? file_failed(errno, err) : CNIS_OK;
}

cnis_status
cnis_export_full_file(cnis_register *r, const char *purpose, const char *path, bool replace,
                      cnis_full *ret, cnis_error *reterr)
{
	out_file f = { .dir = -1, .fd = -1 };
	cnis_full full = { 0 };
	cnis_status st = check(r, reterr);

	if (st == CNIS_OK)
		st = open_folder(path, &f, reterr);
	if (st == CNIS_OK)
		st = open_partial(&f, replace, reterr);
	if (st == CNIS_OK)
		st = cnis_export_full(r, purpose, to_file, &f, &full, reterr);
	if (st == CNIS_OK)
		st = put_in_place(&f, replace, reterr);
	if (st != CNIS_OK && f.fd >= 0)
		(void)unlinkat(f.dir, f.partial, 0);
	if (f.fd >= 0)
		(void)close(f.fd);
	if (f.dir >= 0)
		(void)close(f.dir);
	if (st == CNIS_OK && ret != NULL)
		*ret = full;
	return st;
}
