#ifndef CNIS_REFERENCE_H
#define CNIS_REFERENCE_H

#include <stdint.h>

#include <cnis/status.h>

/**
 * @file cnis/reference.h
 * The short references people type: a letter for the kind, the number, and a check digit that
 * catches one wrong digit or two swapped ones (Damm's method), e.g. `C1042-9`.
 */

/** Kinds of record that people refer to. */
enum {
	CNIS_REF_CHILD = 'C',
	CNIS_REF_PERSON = 'P',
	CNIS_REF_ADDRESS = 'A',
	CNIS_REF_ENTRY = 'E',
	CNIS_REF_FLAG = 'F',
	CNIS_REF_WITHDRAWAL = 'W',
	CNIS_REF_FORWARDING = 'Y',
	CNIS_REF_REVIEW = 'R',
	CNIS_REF_DUTY = 'D',
	CNIS_REF_PLAN = 'I',
	CNIS_REF_CONTACT = 'T',
	CNIS_REF_SEEN = 'S',
	CNIS_REF_HELD = 'H',
	CNIS_REF_CONTACT_POINT = 'N',
	CNIS_REF_COVER = 'Z',
	CNIS_REF_COMPLAINT = 'Q',
	CNIS_REF_WITHHOLDING = 'L',
	CNIS_REF_COURT_ORDER = 'G',
	CNIS_REF_DOCUMENT = 'O',
	CNIS_REF_DISAGREEMENT = 'M',
	CNIS_REF_PRIVATE_FOSTERING = 'V',
	CNIS_REF_TOLD = 'J',
	CNIS_REF_INTAKE = 'K',
	CNIS_REF_E_SERVICE = 'U',
	CNIS_REF_CONTACT_WISH = 'B',
	CNIS_REF_RESTRICTION = 'X',
};

/** Bytes needed for any reference, with the closing NUL. */
#define CNIS_REFERENCE_SIZE 26

/** Write the reference of record @p id of kind @p kind into @p buf and return it. */
CNIS_API char *cnis_reference_format(char kind, int64_t id, char buf[CNIS_REFERENCE_SIZE]);

/**
 * Read a reference.  Case and spaces around it do not matter; the check digit must be right.
 *
 * @param text      may be NULL
 * @param kind      the kind wanted; 0 for any
 * @param ret_kind  the kind read; may be NULL; untouched on failure
 * @param ret_id    the number; untouched on failure
 * @retval CNIS_EINVAL  not a reference, another kind, or a slip in typing
 */
CNIS_API cnis_status cnis_reference_parse(const char *text, char kind, char *ret_kind,
                                          int64_t *ret_id);

#endif
