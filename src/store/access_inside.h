#ifndef CNIS_STORE_ACCESS_INSIDE_H
#define CNIS_STORE_ACCESS_INSIDE_H

#include "store/access.h"
#include "store/inside.h"

/* Shared by access.c, which opens and writes the log, and access_read.c. */

#define WHERE "access"

struct access_log {
	store *s;      /* first: it is what a test finds */
	int64_t begun; /* what the header of a new file says */
};

/** The hash of @p row after the one whose hash is @p prev. */
void access_row_hash(const char *uuid, const access_row *row, const unsigned char prev[HASH_SIZE],
                     unsigned char ret[HASH_SIZE]);

/** Newest row: 0 and zeros when there is none.  @retval CNIS_ECORRUPT  it is damaged */
cnis_status access_last(access_log *a, int64_t *ret_seq, int64_t *ret_at,
                        unsigned char hash[HASH_SIZE], cnis_error *reterr);

#endif
