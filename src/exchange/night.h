#ifndef CNIS_EXCHANGE_NIGHT_H
#define CNIS_EXCHANGE_NIGHT_H

#include <cnis/nightly.h>

#include "domain/register.h"
#include "exchange/publish.h"
#include "exchange/sink.h"

/* One run of the night. */
typedef struct night {
	cnis_register *r;
	cnis_day today;
	publish *p;
	sink *s;
	cnis_nightly *done;
	const char *proof; /* "full" or "standby"; "" when it was not proved */
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

/** Ends with a NULL name. */
extern const night_file night_files[];

#endif
