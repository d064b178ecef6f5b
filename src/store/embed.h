#ifndef CNIS_STORE_EMBED_H
#define CNIS_STORE_EMBED_H

#include <stddef.h>

/** One SQL file carried inside the program.  The array ends with a row of NULLs. */
struct store_embedded {
	const char *name;   /**< file name, e.g. "0001_register.sql" */
	const char *sql;    /**< its bytes, NUL-terminated */
	const char *sha256; /**< of the bytes, lower-case hexadecimal */
};

extern const struct store_embedded store_migrations[];        /**< the register, in order */
extern const struct store_embedded store_access_migrations[]; /**< the access log, in order */

#endif
