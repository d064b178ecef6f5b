/* A plan for what has arrived as a spreadsheet: written to be read and edited, read to be put into
 * effect. */
#include <cnis/intake.h>

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cnis/access.h>
#include <cnis/reference.h>

#include "base/error.h"
#include "base/mem.h"
#include "base/text.h"
#include "exchange/csv.h"
#include "exchange/sink.h"

static const char WHERE[] = "intake.plan";

enum { INTAKE, STATE, GROUP, OWNER, ACKNOWLEDGE, NEEDED };
static const char *const COLUMNS[] = { "intake",   "state", "received", "kind",  "children",
	                               "postcode", "group", "why",      "owner", "acknowledge" };
static const char *const READ[NEEDED] = {
	[INTAKE] = "intake",           [STATE] = "state", [GROUP] = "group", [OWNER] = "owner",
	[ACKNOWLEDGE] = "acknowledge",
};

/* ---- out --------------------------------------------------------------------------------------
 */

typedef struct writing {
	int fd;
	sink out;
	cnis_intake_applied did;
	char (*groups)[CNIS_REFERENCE_SIZE]; /* of the rows so far */
} writing;

static cnis_status
failed(int e, cnis_error *reterr)
{
	return cnis_fail(reterr, e == EEXIST ? CNIS_EEXISTS : CNIS_EIO, e, WHERE, "out", "%s",
	                 e == EEXIST ? "there is a file of that name; a plan is not written over"
	                             : strerror(e));
}

static cnis_status
put_bytes(const void *bytes, size_t len, void *payload, cnis_error *reterr)
{
	const writing *w = payload;
	const char *at = bytes;

	while (len > 0) {
		ssize_t n = write(w->fd, at, len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return failed(errno, reterr);
		at += n;
		len -= (size_t)n;
	}
	return CNIS_OK;
}

/* A family counts when its second row comes. */
static void
count_group(writing *w, const char *group)
{
	int64_t same = 0;

	for (int64_t i = 0; i < w->did.intakes; i++)
		same += strcmp(w->groups[i], group) == 0;
	(void)text_copy(w->groups[w->did.intakes], CNIS_REFERENCE_SIZE, group);
	w->did.groups += group[0] != '\0' && same == 1;
}

static cnis_status
write_row(const cnis_intake_planned *row, void *payload, cnis_error *reterr)
{
	writing *w = payload;
	sink *s = &w->out;
	char ref[CNIS_REFERENCE_SIZE];

	(void)reterr;
	sink_row(s);
	sink_text(s, "intake", cnis_reference_format(CNIS_REF_INTAKE, row->intake_id, ref));
	sink_int(s, "state", row->state);
	sink_day(s, "received", row->received);
	sink_text(s, "kind", row->kind);
	sink_text(s, "children", row->children);
	sink_text(s, "postcode", row->postcode);
	sink_text(s, "group", row->group);
	sink_text(s, "why", row->why);
	sink_text(s, "owner", row->owner);
	sink_text(s, "acknowledge", row->acknowledge ? "yes" : "no");
	sink_row_end(s);
	count_group(w, row->group);
	w->did.intakes++;
	w->did.acknowledged += row->acknowledge;
	return s->st;
}

static cnis_status
write_file(cnis_register *r, const cnis_intake_sharing *sharing, const char *path, writing *w,
           cnis_error *reterr)
{
	cnis_status st;

	w->fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
	if (w->fd < 0)
		return failed(errno, reterr);
	sink_begin(&w->out, false, put_bytes, w, reterr);
	sink_header(&w->out, COLUMNS, sizeof(COLUMNS) / sizeof(COLUMNS[0]));
	st = cnis_intake_propose(r, sharing, write_row, w, reterr);
	if (st == CNIS_OK)
		st = sink_end(&w->out);
	if (st == CNIS_OK && fsync(w->fd) != 0)
		st = failed(errno, reterr);
	if (close(w->fd) != 0 && st == CNIS_OK)
		st = failed(errno, reterr);
	if (st != CNIS_OK)
		(void)unlink(path);
	return st;
}

cnis_status
cnis_intake_plan_write(cnis_register *r, const cnis_intake_sharing *sharing, const char *path,
                       cnis_intake_applied *ret, cnis_error *reterr)
{
	writing *w;
	cnis_status st = cnis_access_note_other(r, "intake plan", "untouched", reterr);

	if (st != CNIS_OK)
		return st;
	w = mem_new(1, sizeof(*w));
	if (w == NULL)
		return cnis_nomem(reterr, WHERE);
	w->groups = mem_new(CNIS_INTAKE_AT_ONCE, sizeof(*w->groups));
	st = w->groups == NULL ? cnis_nomem(reterr, WHERE)
	                       : write_file(r, sharing, path, w, reterr);
	if (st == CNIS_OK)
		*ret = w->did;
	free(w->groups);
	free(w);
	return st;
}

/* ---- in ---------------------------------------------------------------------------------------
 */

typedef struct reading {
	size_t column[NEEDED]; /* where each stands */
	cnis_intake_planned *row;
	int64_t *line;
	char **text; /* owned: label and owner of each row */
	size_t n;
} reading;

static cnis_status
wrong(const csv_row *row, const char *column, const char *words, cnis_error *reterr)
{
	return cnis_fail(reterr, CNIS_EINVAL, 0, WHERE, column, "%s (line %lld)", words,
	                 (long long)row->line);
}

static cnis_status
read_header(reading *rd, const csv_row *row, cnis_error *reterr)
{
	for (size_t k = 0; k < NEEDED; k++) {
		size_t i = 0;

		while (i < row->n && strcmp(row->cell[i].text, READ[k]) != 0)
			i++;
		if (i == row->n)
			return wrong(row, READ[k], "this column is missing: it is no plan", reterr);
		rd->column[k] = i;
	}
	return CNIS_OK;
}

static const char *
cell(const reading *rd, const csv_row *row, int which)
{
	return rd->column[which] < row->n ? row->cell[rd->column[which]].text : "";
}

static cnis_status
keep_text(reading *rd, size_t at, const char *text, const char **ret, cnis_error *reterr)
{
	rd->text[at] = mem_text(text);
	if (rd->text[at] == NULL)
		return cnis_nomem(reterr, WHERE);
	*ret = rd->text[at];
	return CNIS_OK;
}

static cnis_status
read_row(const csv_row *row, void *payload, cnis_error *reterr)
{
	reading *rd = payload;
	cnis_intake_planned *p = &rd->row[rd->n];
	const char *yes;
	cnis_status st;

	if (row->number == 0)
		return read_header(rd, row, reterr);
	if (rd->n == CNIS_INTAKE_AT_ONCE)
		return wrong(row, "intake", "more than 500 rows", reterr);
	*p = (cnis_intake_planned){ .received = CNIS_DAY_NONE };
	if (cnis_reference_parse(cell(rd, row, INTAKE), CNIS_REF_INTAKE, NULL, &p->intake_id) !=
	    CNIS_OK)
		return wrong(row, "intake", "not the reference of an intake", reterr);
	if (!text_int(cell(rd, row, STATE), &p->state))
		return wrong(row, "state", "not as the plan had it", reterr);
	yes = cell(rd, row, ACKNOWLEDGE);
	if (strcmp(yes, "yes") != 0 && strcmp(yes, "no") != 0)
		return wrong(row, "acknowledge", "not yes or no", reterr);
	p->acknowledge = yes[0] == 'y';
	if (cell(rd, row, OWNER)[0] == '\0')
		return wrong(row, "owner", "somebody has to have it", reterr);
	rd->line[rd->n] = row->line;
	st = keep_text(rd, 2 * rd->n, cell(rd, row, GROUP), &p->group, reterr);
	if (st == CNIS_OK)
		st = keep_text(rd, 2 * rd->n + 1, cell(rd, row, OWNER), &p->owner, reterr);
	rd->n++;
	return st;
}

static cnis_status
make_reading(reading *rd, cnis_error *reterr)
{
	rd->row = mem_new(CNIS_INTAKE_AT_ONCE, sizeof(*rd->row));
	rd->line = mem_new(CNIS_INTAKE_AT_ONCE, sizeof(*rd->line));
	rd->text = mem_new((size_t)2 * CNIS_INTAKE_AT_ONCE, sizeof(*rd->text));
	return rd->row == NULL || rd->line == NULL || rd->text == NULL ? cnis_nomem(reterr, WHERE)
	                                                               : CNIS_OK;
}

cnis_status
cnis_intake_plan_apply(cnis_register *r, const char *path, cnis_day acknowledged,
                       cnis_intake_applied *ret, cnis_error *reterr)
{
	reading rd = { 0 };
	size_t bad = CNIS_INTAKE_AT_ONCE;
	cnis_status st = make_reading(&rd, reterr);

	if (st == CNIS_OK)
		st = csv_read_file(path, NULL, read_row, &rd, NULL, reterr);
	if (st == CNIS_OK)
		st = cnis_intake_apply(r, rd.row, rd.n, acknowledged, ret, &bad, reterr);
	if (st != CNIS_OK && bad < rd.n && reterr != NULL) {
		size_t used = strlen(reterr->message);

		(void)snprintf(reterr->message + used, sizeof(reterr->message) - used,
		               " (line %lld)", (long long)rd.line[bad]);
	}
	for (size_t i = 0; rd.text != NULL && i < 2 * rd.n; i++)
		free(rd.text[i]);
	free(rd.text);
	free(rd.line);
	free(rd.row);
	return st;
}
