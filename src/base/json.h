#ifndef CNIS_BASE_JSON_H
#define CNIS_BASE_JSON_H

#include <stdbool.h>

#include <jansson.h>

/** A text was not read for want of memory: jansson then says nothing about it and leaves its code
 * unset.  Only inside one token it takes missing memory for a wrong token. */
static inline bool
json_no_memory(const json_error_t *e)
{
	return e->text[0] == '\0' || json_error_code(e) == json_error_out_of_memory;
}

#endif
