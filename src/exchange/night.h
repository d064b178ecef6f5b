#ifndef CNIS_EXCHANGE_NIGHT_H
#define CNIS_EXCHANGE_NIGHT_H

#include <cnis/nightly.h>

#include <cnis/journal.h>

#include "base/hash.h"
#include "domain/register.h"
#include "exchange/publish.h"
#include "exchange/sink.h"

enum { NIGHT_FILES = 8 };

/* One run of the night. */
typedef struct night {
	cnis_register *r;
	cnis_day today;
	publish *p;
	sink *s;
	cnis_nightly *done;
	const char *proof;             /* "full" or "standby"; "" when it was not proved */
	int64_t withheld_now;          /* rows the file being written does not show */
	int64_t withheld[NIGHT_FILES]; /* of each file written, in their order */
	int64_t access_seq;            /* newest row of the access log, as published */
	char access_hash[2 * HASH_SIZE + 1];
	int64_t access_begun;           /* of which log */
	cnis_access_state access_state; /* of that log, when the night began */
	int64_t known_seq;              /* what the night before knew of it */
	char known_hash[2 * HASH_SIZE + 1];
} night;

/* One file of the folder.  A later file is one more row of this table. */
typedef struct night_file {
	const char *name;
	bool json;
	cnis_status (*write)(night *n, sink *s, cnis_error *reterr);
} night_file;

/**
 * Prove the register: against its standby copy, and by a full replay every verify.full_days.
 * @retval CNIS_ECORRUPT  it does not verify; the message names the entry or row
 */
cnis_status night_prove(night *n, cnis_error *err);

/* night_job.c */
/** The last run of this night, 0 when there is none; is it done? */
cnis_status night_job_last(const night *n, int64_t *ret_id, bool *ret_done, cnis_error *err);
/** The row of this night says running; a failed or interrupted one (@p job not 0) is used again,
 * never doubled. */
cnis_status night_job_start(const night *n, int64_t *job, cnis_error *err);
/** @p missed is the list of what did not happen, as JSON members */
cnis_status night_job_end(const night *n, int64_t job, const char *state, const char *missed,
                          cnis_error *err);

/* night_manifest.c */
cnis_status night_manifest(night *n, cnis_error *err);
/** The head that was published, and how it was proved: the register may have moved on since.
 * @retval CNIS_EIO  the manifest in folder @p out cannot be read */
cnis_status night_manifest_read(night *n, const char *out, cnis_error *err);
cnis_status night_heartbeat(const night *n, const char *out, cnis_error *err);

/** Ends with a NULL name. */
extern const night_file night_files[];

#endif
