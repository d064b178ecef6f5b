#ifndef CNIS_CENSUS_H
#define CNIS_CENSUS_H

#include <cnis/register.h>

/**
 * @file cnis/census.h
 * What the children known to the authority count as on one day: exactly one of home educated,
 * missing education, neither.
 */

/** Children of compulsory school age on the day who are on the register, or held on a roll and
 * absent.  home_educated + missing_education + neither = children. */
typedef struct cnis_census {
	cnis_day on;
	int64_t children;
	int64_t home_educated, missing_education, neither;
} cnis_census;

/** The words that go with the figures. */
CNIS_API const char *cnis_census_definition(void);

/**
 * Count them.  Each child once, by all routes that hold on @p on (none: today); rule
 * DFE.census-state.
 * @retval CNIS_ENOMEM CNIS_ECORRUPT CNIS_EIO  as every read
 */
CNIS_API cnis_status cnis_census_count(cnis_register *r, cnis_day on, cnis_census *ret,
                                       cnis_error *reterr);

#endif
