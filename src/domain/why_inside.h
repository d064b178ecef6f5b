#ifndef CNIS_DOMAIN_WHY_INSIDE_H
#define CNIS_DOMAIN_WHY_INSIDE_H

#include <cnis/duty.h>
#include <cnis/rule.h>
#include <cnis/why.h>

#include "domain/register.h"

/* What the why_*.c files share and nobody else needs. */

enum { WHY_SENTENCE = CNIS_RULE_WHY_SIZE + 256 };

/* One explanation under way. */
typedef struct why_telling {
	cnis_register *r;
	bool family;
	cnis_why_fn fn;
	void *payload;
	int64_t entry_id, withdrawal_id, review_id; /* which duties to tell; 0: any */
	bool listing; /* the duties of a child or a process, not one asked for by its reference */
} why_telling;

/** The words for a step a family may not know more about. */
extern const char why_own_step[];

/** Families, and officers who neither hold the cause nor answer for the withdrawal. */
bool why_hides_causes(const why_telling *t);

/** Do these words give a safeguarding cause away? */
bool why_names_a_cause(const char *text);

/** Hand over one line; a family gets what is left of it when causes are taken out.
 * @param rule  NULL: no rule stands behind it */
cnis_status why_tell(const why_telling *t, const char *topic, const char *text,
                     const cnis_rule *rule, const char *inputs, bool agrees, cnis_error *reterr);

/** One duty: a cnis_duty_fn; @p payload is the telling. */
cnis_status why_tell_duty(const cnis_duty *d, void *payload, cnis_error *reterr);
/** Those of the child that belong to what was asked about. */
cnis_status why_tell_duties(const why_telling *t, int64_t child_id, cnis_error *reterr);

/** School age, then the entries: one, or with @p entry_id 0 all that are open.
 * @retval CNIS_ENOTFOUND  no such child */
cnis_status why_tell_child(const why_telling *t, int64_t child_id, int64_t entry_id,
                           cnis_error *reterr);

/** Of a child with an open reason, to officers: what rests on one person's word. */
cnis_status why_tell_one_word(const why_telling *t, int64_t child_id, cnis_error *reterr);

/** The last test of the gates at each stage of a withdrawal. */
cnis_status why_tell_tests(const why_telling *t, int64_t withdrawal_id, cnis_error *reterr);

#endif
