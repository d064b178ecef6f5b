/* Rows that could not be taken, ready to be corrected and fed again. */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/error.h"
#include "exchange/import_inside.h"

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
			return cnis_fail(err, CNIS_EIO, errno, "import.rejects", "rejects", "%s",
			                 strerror(errno));
		at += n;
		len -= (size_t)n;
	}
	return CNIS_OK;
}

static bool
ours(const csv_row *header, size_t column)
{
	return column < header->n && strncmp(header->cell[column].text, "cnis_", 5) == 0;
}

static void
theirs(sink *s, const csv_row *header, const csv_row *row)
{
	for (size_t i = 0; i < row->n; i++)
		if (!ours(header, i))
			sink_text(s, "", row->cell[i].text);
}

cnis_status
rejects_write(sink *s, int fd, const csv_row *header, kept_row *const *rows, size_t n,
              cnis_error *reterr)
{
	cnis_status st;

	sink_begin(s, false, to_file, &fd, reterr);
	sink_row(s);
	theirs(s, header, header);
	sink_text(s, "", "cnis_row");
	sink_text(s, "", "cnis_column");
	sink_text(s, "", "cnis_rule");
	sink_text(s, "", "cnis_problem");
	sink_row_end(s);
	for (size_t i = 0; i < n; i++) {
		sink_row(s);
		theirs(s, header, &rows[i]->row);
		sink_int(s, "", rows[i]->row.number);
		sink_text(s, "", rows[i]->problem->column);
		sink_text(s, "", rows[i]->problem->rule);
		sink_text(s, "", rows[i]->problem->text);
		sink_row_end(s);
	}
	st = sink_end(s);
	if (st == CNIS_OK && fsync(fd) != 0)
		st = cnis_fail(reterr, CNIS_EIO, errno, "import.rejects", "rejects", "%s",
		               strerror(errno));
	return st;
}
