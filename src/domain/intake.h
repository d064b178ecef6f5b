#ifndef CNIS_DOMAIN_INTAKE_H
#define CNIS_DOMAIN_INTAKE_H

#include <cnis/intake.h>
#include <cnis/reference.h>

#include "domain/change.h"
#include "domain/sight.h"

/* What the intake*.c files share, and registration needs: recording is intake.c, reading
 * intake_read.c, what became of it intake_triage.c, what was sent on intake_forward.c, many at once
 * intake_plan.c (proposed) and intake_apply.c. */

enum { INTAKE_TEXT = 20000 };

/** Is intake @p i shown?  One that is about a child kept from the reader is not there, nor as it
 * was before anybody said so.  SQL. */
#define INTAKE_SHOWN(i) "NOT kept_back(13, " i ".id)"

/** A text of what arrived as intake @p i, a row of main.intake: without the name and the contact of
 * who asked not to be named, unless :causes.  SQL.  @p beside: INTAKE_BESIDE(i) */
#define INTAKE_WORDS(i, text, beside)                                                              \
	"teller_text(" text ", " i ".protected_name, " i ".protected_contact, :causes, " beside ")"

/** The names that are shown beside it.  SQL. */
#define INTAKE_BESIDE(i)                                                                           \
	"(SELECT coalesce(" i                                                                      \
	".adult_name, '') || ' ' || coalesce(group_concat(beside_s.full_name,"                     \
	" ' '), '') FROM main.intake_subject beside_s WHERE beside_s.intake_id = " i ".id)"

/** Journal seq of the last change of intake @p i, of its duty or of who has that.  SQL. */
#define INTAKE_STATE(i)                                                                            \
	"max(" i ".rev, coalesce((SELECT max(state_d.rev, coalesce(max(state_w.rev), 0))"          \
	" FROM duty state_d LEFT JOIN duty_owner state_w ON state_w.duty_id = state_d.id"          \
	" WHERE state_d.intake_id = " i ".id GROUP BY state_d.id ORDER BY state_d.id DESC LIMIT "  \
	"1), 0))"

/** One that is open, as a change reads it. */
typedef struct intake_open {
	int64_t id, rev;
	cnis_day received;
	bool others; /* somebody else than the family sent it, as far as anybody knows */
} intake_open;

/** What it is kept by beside what was given, into CONTACT_POINT_KEY bytes; "" where @p telephone is
 * NULL or none. */
void intake_telephone_key(const char *telephone, char *ret);
void intake_email_key(const char *email, char *ret);

/** Fail with CNIS_ENOTFOUND: there is no such intake, or none that the actor is shown. */
cnis_status intake_missing(const char *where, cnis_error *reterr);

/** @retval CNIS_ENOTFOUND no such intake @retval CNIS_EREFUSED it is closed */
cnis_status intake_open_tx(cnis_register *r, int64_t id, const char *where, intake_open *ret,
                           cnis_error *reterr);

/** Registration recorded these children because of it: close it with the outcome new_child.
 * @retval CNIS_ENOTFOUND no such intake @retval CNIS_EREFUSED it is closed */
cnis_status intake_registered_tx(cnis_register *r, int64_t id, const int64_t *children, size_t n,
                                 cnis_error *reterr);

/**
 * It was sent on: to whom, when, how long it is kept, and its receipt.
 * @param reason  cleaned; NULL: none was given
 * @retval CNIS_EINVAL    field says which
 * @retval CNIS_EPERM     kept longer than the setting intake.forwarded_keep_days, by no manager
 */
cnis_status intake_forward_check(cnis_register *r, const cnis_intake_triage *t, cnis_day received,
                                 const char *reason, cnis_day *ret_sent, cnis_day *ret_keep,
                                 cnis_error *reterr);

/** Its receipt is waited for, from @p on. */
cnis_status intake_await_tx(cnis_register *r, int64_t id, int64_t owner_id, cnis_day on,
                            cnis_error *reterr);

/** It is disposed of: nothing is waited for any more. */
cnis_status intake_forgotten_tx(cnis_register *r, int64_t id, cnis_error *reterr);

#endif
