#ifndef CNIS_VERSION_H
#define CNIS_VERSION_H

#include <cnis/status.h>

/** @file cnis/version.h */

/** The version of the library in use, e.g. "0.1.0".  Static. */
CNIS_API const char *cnis_version(void);

#endif
