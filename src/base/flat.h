#ifndef CNIS_BASE_FLAT_H
#define CNIS_BASE_FLAT_H

#include <stdbool.h>
#include <stddef.h>

#include <cnis/status.h>

#include "base/text.h"

/*
 * Flat JSON objects with text values: the inputs of a rule as a duty or a consent test keeps them.
 * Written by hand into a fixed buffer (keys are ours, values are dates and codes), read by jansson.
 */

/** Start an object: "{". */
void flat_begin(text_buf *b);
/** Add one member; a NULL value is written as null. */
void flat_add(text_buf *b, const char *name, const char *value);
void flat_add_day(text_buf *b, const char *name, cnis_day value); /* CNIS_DAY_NONE is null */
void flat_add_int(text_buf *b, const char *name, int64_t value);
void flat_end(text_buf *b);

/** Called for each member in order; @p value is NULL for null; numbers and booleans come as text.
 * false stops. */
typedef bool (*flat_fn)(const char *name, const char *value, void *payload);

/**
 * Hand each member to @p fn.
 * @retval CNIS_EINVAL  not one flat object (nested values, duplicate keys, bytes after it), or fn
 *                      stopped
 * @retval CNIS_ENOMEM
 */
cnis_status flat_read(const char *json, flat_fn fn, void *payload);

#endif
