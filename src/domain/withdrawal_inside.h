#ifndef CNIS_DOMAIN_WITHDRAWAL_INSIDE_H
#define CNIS_DOMAIN_WITHDRAWAL_INSIDE_H

#include "domain/gate.h"
#include "domain/withdrawal.h"

/* Shared by the files of the withdrawal: withdrawal.c, withdrawal_roll.c. */

/** Try the gates for @p w, with the facts of @p on and the day of its application, if any. */
cnis_status withdrawal_ask(cnis_register *r, const withdrawal_row *w, cnis_day on,
                           gate_verdict *ret, cnis_error *reterr);

/**
 * The school removed the name.  The gates are tried once more, as for a pupil on the roll; what
 * comes out against the school stands on the process, and nothing on the family or its entry.
 */
cnis_status withdrawal_removed_tx(cnis_register *r, withdrawal_row *w, cnis_day deleted,
                                  cnis_error *reterr);

/** The open entry of a child who is on the register as home educated; 0: none. */
cnis_status withdrawal_home_entry(cnis_register *r, int64_t child_id, int64_t *ret_id,
                                  cnis_error *reterr);

typedef enum withdrawal_grant {
	WITHDRAWAL_NOT_GRANTED,
	WITHDRAWAL_GRANTED,
	WITHDRAWAL_GRANT_STANDS, /* by policy; statute asks since, and the setting says it stands */
	WITHDRAWAL_GRANT_PASSED, /* ... and the setting says that it does not */
} withdrawal_grant;

/**
 * Was consent granted, and does it count on @p on?
 * @param retv  what the gates say that day; filled in unless nothing was granted
 */
cnis_status withdrawal_granted(cnis_register *r, const withdrawal_row *w, cnis_day on,
                               gate_verdict *retv, withdrawal_grant *ret, cnis_error *reterr);

/** Refuse: the grant passed.  Who is not told causes is not told that statute asks now. */
cnis_status withdrawal_grant_refuse(const cnis_register *r, const gate_verdict *v,
                                    const char *where, cnis_error *reterr);

#endif
