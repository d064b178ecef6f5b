#ifndef CNIS_DOMAIN_DOCTOR_INSIDE_H
#define CNIS_DOMAIN_DOCTOR_INSIDE_H

#include <cnis/doctor.h>

#include "domain/register.h"

/* What the doctor*.c files share and nobody else needs. */

/* One round of checks. */
typedef struct doctor_visit {
	cnis_register *r;
	cnis_check_fn fn;
	void *payload;
	cnis_health worst;
	char found[256];
} doctor_visit;

/** Hand over one check: v->found says what was found.  @retval what the listener returned */
cnis_status doctor_say(doctor_visit *v, const char *name, cnis_health state, const char *advice,
                       cnis_error *reterr);

/* Who is there, and who has which work. */
cnis_status doctor_officers(doctor_visit *v, cnis_error *reterr);
cnis_status doctor_duties(doctor_visit *v, cnis_error *reterr);
cnis_status doctor_owners(doctor_visit *v, cnis_error *reterr);
cnis_status doctor_steps(doctor_visit *v, cnis_error *reterr);
cnis_status doctor_covers(doctor_visit *v, cnis_error *reterr);
cnis_status doctor_ticks(doctor_visit *v, cnis_error *reterr);
cnis_status doctor_kept_on(doctor_visit *v, cnis_error *reterr);
cnis_status doctor_restricted(doctor_visit *v, cnis_error *reterr);

#endif
