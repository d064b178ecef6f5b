#ifndef CNIS_DOMAIN_PROCESS_H
#define CNIS_DOMAIN_PROCESS_H

#include "domain/change.h"

/* Checks that every noun around an entry makes in the same words.  `where` and `field` are static.
 */

enum { PROCESS_NOTE_MAX = 4000, PROCESS_NAME_MAX = 200 };

/* A day as a caller gave it: zero is "not given" too, see cnis/fact.h. */
static inline cnis_day
process_given(cnis_day day)
{
	return day == 0 ? CNIS_DAY_NONE : day;
}

/** @retval CNIS_ENOTFOUND no such child (field "child") */
cnis_status process_child(cnis_register *r, int64_t child_id, const char *where, cnis_day *ret_born,
                          cnis_error *reterr);

/** A person related to the child on any day.  0 is nobody and fine.
 * @retval CNIS_ENOTFOUND no such person @retval CNIS_EINVAL no relative of this child */
cnis_status process_person(cnis_register *r, int64_t child_id, int64_t person_id, const char *where,
                           cnis_error *reterr);

/** @retval CNIS_EINVAL empty, or not in the list on @p on (field) */
cnis_status process_code(cnis_register *r, const char *list, const char *code, cnis_day on,
                         const char *where, const char *field, cnis_error *reterr);

/** @retval CNIS_EINVAL missing, after today, or before @p earliest (CNIS_DAY_NONE: any) */
cnis_status process_day(cnis_register *r, cnis_day on, cnis_day earliest, const char *earliest_is,
                        const char *where, const char *field, cnis_error *reterr);

/**
 * Free text a person gave, cleaned.
 * @param in        NULL or "": none
 * @param ret_text  free(); NULL when there is none
 * @retval CNIS_EINVAL  missing although @p needed, or unusable (field)
 */
cnis_status process_text(const char *in, size_t max, bool multiline, bool needed, const char *where,
                         const char *field, char **ret_text, cnis_error *reterr);

/**
 * Clean the note a person gave and begin the change of an officer it belongs to.
 * @param ret_note  free() after change_end(); NULL when there is none
 * @retval CNIS_EINVAL  the note is unusable (field "note"); see also change_begin()
 */
cnis_status process_begin(cnis_register *r, const char *where, const char *note, char **ret_note,
                          cnis_error *reterr);

/** Open a statement over the rows of one child, with :child bound.
 * @retval CNIS_ENOTFOUND no such child (field "child") */
cnis_status process_rows(cnis_register *r, const store_sql *rows, int64_t child_id,
                         const char *where, cursor *c, cnis_error *reterr);

/** The entry of a child that is open on a day. */
typedef struct process_entry {
	int64_t id;
	cnis_day registered;
	bool open_today;
	int64_t child_id; /* the record it stands in: another one of the child after a merge */
	bool later;       /* it began after the day asked about */
} process_entry;

/** @retval CNIS_ENOTFOUND no entry of the child is open on @p on (field "child") */
cnis_status process_entry_on(cnis_register *r, int64_t child_id, cnis_day on, const char *where,
                             process_entry *ret, cnis_error *reterr);

/** The same, or else the first that began later: what comes before a child is registered belongs to
 * the entry it leads to.  @retval CNIS_ENOTFOUND neither (field "child") */
cnis_status process_entry_from(cnis_register *r, int64_t child_id, cnis_day on, const char *where,
                               process_entry *ret, cnis_error *reterr);

/** What the rule answers for these inputs, as a day.  @retval CNIS_EINVAL see cnis_rule_eval() */
cnis_status process_due(cnis_register *r, const char *rule, const char *inputs, cnis_day on,
                        cnis_day *ret_due, cnis_error *reterr);

/** Due day of one duty, for telling the person. */
cnis_status process_duty_due(cnis_register *r, int64_t duty_id, cnis_day *ret_due,
                             cnis_error *reterr);

/** Is a duty of this kind open for the withdrawal? */
cnis_status process_duty_open(cnis_register *r, int64_t withdrawal_id, const char *kind,
                              bool *ret_open, cnis_error *reterr);

#endif
