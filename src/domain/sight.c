/* Who is told a cause. */
#include "domain/sight.h"

#include "base/text.h"

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
sight_step(const char *kind)
{
	/* the same as SIGHT_STEPS */
	static const char *const steps[] = { "manager_withdrawal", "consider_436h5",
		                             "speak_social_care", "consent_pass" };

	for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++)
		if (text_same(kind, steps[i]))
			return true;
	return false;
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

void
sight_publish(cnis_register *r, bool on)
{
	r->publishing = on;
}
