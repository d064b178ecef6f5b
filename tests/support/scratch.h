#ifndef CNIS_SUPPORT_SCRATCH_H
#define CNIS_SUPPORT_SCRATCH_H

#include <stddef.h>

/* A folder of its own for one test, removed with everything in it afterwards. */
void scratch_make(void);
void scratch_remove(void);

/** Path of @p name in it.  Good until the eighth call after. */
const char *scratch(const char *name);

#endif
