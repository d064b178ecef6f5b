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
	return !r->publishing && (r->roles & (CNIS_ROLE_SAFEGUARDING | CNIS_ROLE_MANAGER)) != 0;
}

int64_t
sight_reader(const cnis_register *r)
{
	return r->publishing ? 0 : r->officer_id;
}

bool
sight_duty(const cnis_register *r, const char *kind, int64_t owner_id)
{
	/* the same as SIGHT_STEPS */
	static const char *const steps[] = { "manager_withdrawal", "consider_436h5",
		                             "speak_social_care", "consent_pass" };

	if (sight_steps(r) || (owner_id != 0 && owner_id == sight_reader(r)))
		return true;
	for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++)
		if (text_same(kind, steps[i]))
			return false;
	return true;
}

void
sight_publish(cnis_register *r, bool on)
{
	r->publishing = on;
}
