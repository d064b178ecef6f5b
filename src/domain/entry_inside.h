#ifndef CNIS_DOMAIN_ENTRY_INSIDE_H
#define CNIS_DOMAIN_ENTRY_INSIDE_H

#include "domain/child.h"
#include "domain/entry.h"

/* Shared by the files of the entry: entry.c, entry_duty.c, entry_route.c. */

/* An entry under way, as its duties need it. */
typedef struct opening {
	entry_facts facts;
	const char *route;
	cnis_day on; /* first day of the duties: registration, or the change of route */
} opening;

/* The work of the route itself: the enquiry for a child missing education, else the review. */
cnis_status entry_route_duty_tx(cnis_register *r, const opening *o, cnis_error *reterr);

/* 436B(8), which binds for every child registered once s. 38 is in force. */
cnis_status entry_home_duty_tx(cnis_register *r, const opening *o, cnis_error *reterr);

/* The inputs of that duty. */
enum { ENTRY_HOME_INPUTS = 64 };
void entry_home_inputs(cnis_day registered, char buf[ENTRY_HOME_INPUTS]);

/* Condition A is not known of a child who lives nowhere we were told of: somebody asks. */
cnis_status entry_address_duty_tx(cnis_register *r, const opening *o, cnis_error *reterr);

/* What an insert needs beside the request. */
typedef struct writing {
	cnis_fact fact;
	char *by_school, *school, *urn; /* owned */
	const char *reason, *notified_by;
	cnis_day notified, left, registered;
	int64_t owner_id;
	char limb;
	const char *full_time, *because; /* NULL: not known; the stay begins with it */
} writing;

void entry_writing_clear(writing *w);

/* Is a child on this route missing education? */
bool entry_missing(const char *route);

/* The list a route takes its reasons from. */
const char *entry_reason_list(const char *route);

/* s. 436B(2): A, B and C on @p on.  @retval CNIS_EREFUSED  @retval CNIS_EINVAL  a route of pupils,
 * and the child is on no roll */
cnis_status entry_eligible(cnis_register *r, const child_facts *child, const char *route,
                           bool out_of_area, bool on_roll, cnis_day on, char *ret_limb,
                           cnis_error *reterr);

cnis_status entry_insert_tx(cnis_register *r, const cnis_entry_new *n, const writing *w,
                            int64_t *ret_id, cnis_error *reterr);

/* "yes", "no" or NULL of what was said; "unknown" is NULL.  @retval CNIS_EINVAL (full_time) */
cnis_status entry_full_time(const char *given, const char *where, const char **ret,
                            cnis_error *reterr);

/* Can the further routes of the child go on beside @p route on @p limb?  @retval CNIS_EREFUSED */
cnis_status entry_further_fit(cnis_register *r, int64_t child_id, const char *route, char limb,
                              cnis_error *reterr);

/* The entry has ended on @p on: what held beside it ends with it. */
cnis_status entry_further_close_tx(cnis_register *r, int64_t child_id, cnis_day on,
                                   cnis_error *reterr);

#endif
