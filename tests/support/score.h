#ifndef CNIS_SUPPORT_SCORE_H
#define CNIS_SUPPORT_SCORE_H

#include <cnis/match.h>

#include "support/lists.h"

/* What matching said of a generated list, against the truth of it. */
typedef struct score {
	int32_t *child; /* of each row: number of the child on the register, or 0 */
	int32_t *twin;  /* of each row: number of the child's twin on the register, or 0 */
	char *found;    /* of each row: was the child told of at all? */
	int32_t n_rows;
	int32_t known;   /* rows whose child is on the register */
	int32_t exact;   /* rows said to be a child */
	int32_t right;   /* of those, rightly */
	int32_t asked;   /* rows a person has to look at */
	int32_t offered; /* known rows whose child was told of, exact or likely */
	int32_t twins;   /* rows said to be the twin of who it is: must be 0 */
} score;

/** The truth of a list.  score_free(). */
score score_of(const lists *l);
/** The truth as it was written with score_write(); n_rows is -1 when it cannot be read. */
score score_read(const char *path);
bool score_write(const score *s, const char *path);
void score_free(score *s);

/** A cnis_match_fn: @p payload is the score. */
cnis_status score_row(const cnis_match_row *row, void *payload, cnis_error *reterr);

#endif
