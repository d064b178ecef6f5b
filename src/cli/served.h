#ifndef CNIS_CLI_SERVED_H
#define CNIS_CLI_SERVED_H

#include "cli/family.h"

/** Notices of decisions about the withdrawal l->id up to the day l->on, as a table of their own;
 * nothing is written where there is none. */
cnis_status served_table(family_listing *l);

/** The same in one line into @p ret, "" for none: who, how or why not, when. */
cnis_status served_line(const family_listing *l, int64_t withdrawal, char *ret, size_t size);

#endif
