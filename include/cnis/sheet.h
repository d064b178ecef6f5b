#ifndef CNIS_SHEET_H
#define CNIS_SHEET_H

#include <cnis/register.h>

/**
 * @file cnis/sheet.h
 * What the register holds about a child and one parent, for that parent to read and correct: one
 * sheet for each parent, once a year.
 *
 * Left out, without saying of what: all that is withheld from this parent or from all outward;
 * where and how other adults are reached, and a home of the child that is another adult's and not
 * this parent's; who told what; safeguarding facts, and facts that only say whom to see first;
 * notes.
 */

/** One line.  Texts are borrowed for the call; personal data. */
typedef struct cnis_sheet_line {
	const char *section;
	const char *label;
	const char *value;
	int64_t address_id; /**< of the address to write to; else 0 */
} cnis_sheet_line;

typedef cnis_status (*cnis_sheet_fn)(const cnis_sheet_line *line, void *payload,
                                     cnis_error *reterr);

/**
 * The lines of a sheet, section by section, as of today.  The first section, "to", is the name and
 * the address to write to: of a parent in a refuge the one to write to instead, and while a child
 * is in one no place another adult of the child lives at; the name alone when there is none that
 * may be written to.
 *
 * Whatever the reader may see, a sheet shows what this parent may: it is written for them.
 * @retval CNIS_ENOTFOUND  no such child or person
 * @param considered  a manager weighed what bears on it (cnis_weigh_of())
 * @retval CNIS_EINVAL     nobody related to the child; or there is nothing to weigh
 * @retval CNIS_EPERM      @p considered by somebody who is no manager
 * @retval CNIS_EREFUSED   there is something a manager weighs first (field "considered"); no parent
 * of the child today (s. 576: responsibility or care); or nothing may be sent about the child
 * (cnis/death.h, cnis/hold.h)
 * @retval CNIS_ESTORE  the register is held (cnis_register_hold()): a sheet is one state by itself
 * @retval CNIS_EBUSY   in the middle of a change
 * @retval what fn returned
 */
CNIS_API cnis_status cnis_sheet_walk(cnis_register *r, int64_t child_id, int64_t person_id,
                                     bool considered, cnis_sheet_fn fn, void *payload,
                                     cnis_error *reterr);

#endif
