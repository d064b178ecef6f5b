/* Rows that could not be taken, ready to be corrected and fed again. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/error.h"
#include "base/mem.h"
#include "exchange/import_inside.h"
#include "exchange/sink.h"

static const char WHERE[] = "import.rejects";

struct rejects {
	sink out;
	int fd;
	bool kinds;
	size_t columns;
	char *path, *partial;
	bool ours[1024]; /* columns an earlier run wrote; no file has more columns */
	cnis_error err;
};

static cnis_status
to_file(const void *bytes, size_t len, void *payload, cnis_error *err)
{
	const int *fd = payload;
	const char *at = bytes;

	while (len > 0) {
		ssize_t n = write(*fd, at, len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return cnis_fail(err, CNIS_EIO, errno, WHERE, "rejects", "%s",
			                 strerror(errno));
		at += n;
		len -= (size_t)n;
	}
	return CNIS_OK;
}

static void
release(rejects *rj)
{
	if (rj->fd >= 0)
		(void)close(rj->fd);
	free(rj->path);
	free(rj->partial);
	free(rj);
}

static cnis_status
name_files(rejects *rj, const char *path, cnis_error *reterr)
{
	static const char MORE[] = ".partial";
	size_t n = strlen(path);

	rj->path = mem_text(path);
	rj->partial = mem_new(n + sizeof(MORE), 1);
	if (rj->path == NULL || rj->partial == NULL)
		return cnis_nomem(reterr, WHERE);
	memcpy(rj->partial, path, n);
	memcpy(rj->partial + n, MORE, sizeof(MORE));
	return CNIS_OK;
}

cnis_status
rejects_open(const char *path, bool kinds, rejects **ret, cnis_error *reterr)
{
	rejects *rj = mem_new(1, sizeof(*rj));
	cnis_status st;

	if (rj == NULL)
		return cnis_nomem(reterr, WHERE);
	rj->fd = -1;
	rj->kinds = kinds;
	st = name_files(rj, path, reterr);
	if (st == CNIS_OK && access(path, F_OK) == 0)
		st = cnis_fail(reterr, CNIS_EEXISTS, EEXIST, WHERE, "rejects", "%s",
		               strerror(EEXIST));
	if (st == CNIS_OK) {
		rj->fd =
		    open(rj->partial, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
		if (rj->fd < 0)
			st = cnis_fail(reterr, CNIS_EIO, errno, WHERE, "rejects", "%s",
			               strerror(errno));
	}
	if (st != CNIS_OK) {
		release(rj);
		return st;
	}
	sink_begin(&rj->out, false, to_file, &rj->fd, &rj->err);
	*ret = rj;
	return CNIS_OK;
}

/* The cells from @p i on, up to @p to; a row that is too short is filled up. */
static void
theirs(rejects *rj, const csv_row *row, size_t i, size_t to)
{
	for (; i < to; i++)
		if (i >= sizeof(rj->ours) || !rj->ours[i])
			sink_text(&rj->out, "", i < row->n ? row->cell[i].text : "");
}

void
rejects_header(rejects *rj, const csv_row *header)
{
	sink *s = &rj->out;

	for (size_t i = 0; i < header->n && i < sizeof(rj->ours); i++)
		rj->ours[i] = strncmp(header->cell[i].text, "cnis_", 5) == 0;
	sink_row(s);
	rj->columns = header->n;
	theirs(rj, header, 0, header->n);
	sink_text(s, "", "cnis_row");
	sink_text(s, "", "cnis_column");
	sink_text(s, "", "cnis_rule");
	sink_text(s, "", "cnis_problem");
	if (rj->kinds)
		sink_text(s, "", "cnis_kind");
	sink_row_end(s);
}

void
rejects_row(rejects *rj, const csv_row *row, const row_problem *problem, const char *kind)
{
	sink *s = &rj->out;

	sink_row(s);
	theirs(rj, row, 0, rj->columns);
	sink_int(s, "", row->number);
	sink_text(s, "", problem->column);
	sink_text(s, "", problem->rule);
	sink_text(s, "", problem->text);
	if (rj->kinds)
		sink_text(s, "", kind);
	theirs(rj, row, rj->columns, row->n); /* what was too much */
	sink_row_end(s);
}

cnis_status
rejects_close(rejects *rj, bool keep, cnis_error *reterr)
{
	cnis_status st = CNIS_OK;

	if (rj == NULL)
		return CNIS_OK;
	if (keep)
		st = sink_end(&rj->out);
	if (st != CNIS_OK && reterr != NULL)
		*reterr = rj->err;
	if (keep && st == CNIS_OK && fsync(rj->fd) != 0)
		st = cnis_fail(reterr, CNIS_EIO, errno, WHERE, "rejects", "%s", strerror(errno));
	if (keep && st == CNIS_OK && link(rj->partial, rj->path) != 0)
		st = cnis_fail(reterr, errno == EEXIST ? CNIS_EEXISTS : CNIS_EIO, errno, WHERE,
		               "rejects", "%s", strerror(errno));
	(void)unlink(rj->partial);
	release(rj);
	return st;
}
