#ifndef CNIS_DOMAIN_SIGHT_H
#define CNIS_DOMAIN_SIGHT_H

#include "domain/register.h"

/*
 * Who is told that a matter rests on child protection.  The one place that knows: lists, `why`, the
 * gates, the log and what a night publishes ask here.  INFERENCE, local policy: only the role
 * safeguarding is told the cause; the steps the authority takes because of it are shown to whoever
 * has to take them, to managers and to that role.
 */

/** Steps that are taken for such a cause only, or whose being there may tell one: a list of SQL
 * strings, in brackets. */
#define SIGHT_STEPS "('manager_withdrawal', 'consider_436h5', 'speak_social_care', 'consent_pass')"

/** Is the reader told causes and safeguarding facts? */
bool sight_causes(const cnis_register *r);

/** Is the reader shown every step, also those of SIGHT_STEPS that are somebody else's? */
bool sight_steps(const cnis_register *r);

/** The officer who reads, whose own steps are shown; 0 when it is written for anybody. */
int64_t sight_reader(const cnis_register *r);

/** Is a duty of this kind, owned by @p owner_id, shown to the reader? */
bool sight_duty(const cnis_register *r, const char *kind, int64_t owner_id);

/** From here on what is read is written for anybody, whatever roles the actor has; @p on false ends
 * it. */
void sight_publish(cnis_register *r, bool on);

#endif
