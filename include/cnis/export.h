#ifndef CNIS_EXPORT_H
#define CNIS_EXPORT_H

#include <cnis/register.h>

/**
 * @file cnis/export.h
 * Many rows out of the register.  An export is a disclosure: it is written into the access log,
 * with its purpose, before the first byte leaves.
 */

/** Receives the bytes as they are made, at most 64 KiB at a time.  Anything but CNIS_OK stops the
 * export and is returned. */
typedef cnis_status (*cnis_sink_fn)(const void *bytes, size_t len, void *payload,
                                    cnis_error *reterr);

typedef enum cnis_export_format {
	CNIS_EXPORT_CSV,  /**< RFC 4180, CRLF, header line; a text that begins with = + - or @ gets
	                     an apostrophe before it */
	CNIS_EXPORT_JSON, /**< one object a line, "schema": 1 in each */
} cnis_export_format;

/** Set size; zero the rest. */
typedef struct cnis_export_options {
	size_t size;
	const char *purpose; /**< why, in 3 to 200 characters without names: kept in the access log
	                      */
	cnis_export_format format;
	cnis_day as_at;         /**< CNIS_DAY_NONE: today */
	bool with_safeguarding; /**< adds needs and safeguarding facts; needs the role safeguarding
	                         */
} cnis_export_options;

/**
 * The register as it stood on a day: one row for each child with an open entry, in the order of
 * their references.  Columns: child_ref, full_name, born, sex, year_group, postcode, route,
 * entry_from, registered_on, reason; with safeguarding also flags (codes, space-separated).
 *
 * Rows are read from one snapshot and handed on while they are read; memory does not grow.
 *
 * @param ret_rows  children written; may be NULL
 * @retval CNIS_EINVAL  purpose missing, too short, too long or with control characters
 * @retval CNIS_EPERM   the actor may not export (officer, manager or exporter), asks for
 *                      safeguarding facts without the role, or for what is withheld without being
 *                      a manager or having that role, or the access log cannot be written
 * @retval what fn returned
 */
CNIS_API cnis_status cnis_export_children(cnis_register *r, const cnis_export_options *options,
                                          cnis_sink_fn fn, void *payload, int64_t *ret_rows,
                                          cnis_error *reterr);

#endif
