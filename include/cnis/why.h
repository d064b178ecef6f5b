#ifndef CNIS_WHY_H
#define CNIS_WHY_H

#include <cnis/register.h>

/**
 * @file cnis/why.h
 * Why something is due, needed, allowed or ended: the rule, where it is written, the inputs kept
 * then, and the arithmetic, worked out again from them.
 */

/** One line of the answer.  Texts are borrowed for the call; "" where there is none. */
typedef struct cnis_why_line {
	const char *topic; /**< stable: due, put-off, ended, lapses, school-age, eligible, entry,
	                        parents-duties, support, census, notice, consent, review */
	const char *text;  /**< one sentence */
	const char *rule;  /**< id */
	int version;       /**< of the rule, as kept; 0 when none */
	const char *kind;  /**< "statute", "local policy", ... */
	const char *citation;
	const char *address; /**< where to read it */
	const char *inputs;  /**< JSON object */
	bool agrees;         /**< what was kept equals what the rule gives again */
} cnis_why_line;

typedef cnis_status (*cnis_why_fn)(const cnis_why_line *line, void *payload, cnis_error *reterr);

/**
 * Explain a record: a duty (CNIS_REF_DUTY), child, withdrawal, review or entry.
 *
 * A cause of condition B is told only to the safeguarding role.  With @p for_family it is told to
 * nobody: every text can be read out to the family, steps within the authority are named as such,
 * and officers are not named.
 *
 * @retval CNIS_ENOTFOUND  no such record, or a duty that is a step somebody else takes for a cause
 *                         the actor is not told
 * @retval CNIS_EINVAL     nothing to explain about this kind of record
 * @retval what fn returned
 */
CNIS_API cnis_status cnis_why(cnis_register *r, char kind, int64_t id, bool for_family,
                              cnis_why_fn fn, void *payload, cnis_error *reterr);

/**
 * The child a record is about: to be noted in the access log before it is shown; 0: a duty of what
 * has arrived and is nobody's yet.
 * @retval CNIS_ENOTFOUND  no such record
 * @retval CNIS_EINVAL     nothing to explain about this kind of record
 */
CNIS_API cnis_status cnis_why_child(cnis_register *r, char kind, int64_t id, int64_t *ret_child_id,
                                    cnis_error *reterr);

#endif
