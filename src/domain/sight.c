/* Who is told a cause. */
#include "domain/sight.h"

bool
sight_causes(const cnis_register *r)
{
	return !r->publishing && (r->roles & CNIS_ROLE_SAFEGUARDING) != 0;
}

bool
sight_steps(const cnis_register *r)
{
	return !r->publishing && (r->roles & SIGHT_ROLES) != 0;
}

bool
sight_kept_back(const cnis_register *r, int64_t child_id)
{
	return store_kept_back(r->st, KEEP_CHILD, child_id);
}

bool
sight_own_complaint(const cnis_register *r, int64_t duty_id)
{
	return store_kept_back(r->st, KEEP_DUTY, duty_id);
}

bool
sight_step(const char *kind)
{
	return sql_lists(SIGHT_STEPS, kind);
}

bool
sight_duty(const cnis_register *r, const char *kind)
{
	return sight_steps(r) || !sight_step(kind);
}

sight_ground
sight_ground_of(const cnis_register *r, bool protection)
{
	if (sight_causes(r))
		return SIGHT_ALL;
	if (!sight_steps(r))
		return SIGHT_NO_GROUND;
	return protection ? SIGHT_LAW : SIGHT_ALL;
}
