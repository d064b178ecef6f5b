#ifndef CNIS_DOMAIN_FACT_H
#define CNIS_DOMAIN_FACT_H

#include <cnis/fact.h>

#include "domain/change.h"

/* What every fact has in common: days, source, basis, code lists and clean text. */

enum { FACT_NAME = 200, FACT_NOTE = 4000, FACT_SHORT = 100 }; /* characters */

/** A day of an input struct: 0 is "not given" too. */
cnis_day fact_day(cnis_day given);

/** The fact as it will be written: source and basis filled in, received today unless given; checks
 * codes and that to is not before from and nothing lies in the future. */
cnis_status fact_complete(cnis_register *r, const char *where, const cnis_fact *in, cnis_fact *ret,
                          cnis_error *reterr);

/** @retval CNIS_EINVAL  @p day, where one is given, lies before the birth date, where it is known
 * (field) */
cnis_status fact_day_after_birth(cnis_day day, cnis_day born, const char *where, const char *field,
                                 cnis_error *reterr);

/** @retval CNIS_EINVAL  a day of a completed fact lies before the birth date (field "from", "to" or
 * "received") */
cnis_status fact_after_birth(cnis_register *r, int64_t child_id, const cnis_fact *fact,
                             const char *where, cnis_error *reterr);

/** Did @p source, of the code list, say it of their own family?  What nobody knows the source of is
 * not known to come from somebody else. */
bool fact_from_family(const char *source);

/** What is written was said by @p source: see change_heard().  What this authority itself found
 * out is no data obtained from somebody (INFERENCE). */
void fact_heard(cnis_register *r, const char *source, cnis_day received);

enum { FACT_IDS_SIZE = 400 }; /* room for 16 numbers */

/** The numbers with a comma before each and one after the last, for SQL that asks whether one is
 * among them. @return @p buf */
char *fact_ids(const int64_t *ids, size_t n, char buf[FACT_IDS_SIZE]);

/** Bind :from :to :source :basis :received :at :rev of a completed fact, and note who said it. */
void fact_bind(cursor *c, cnis_register *r, const cnis_fact *fact);

/** The same of a fact that not everybody is told of: a clock others see would tell of it. */
void fact_bind_quiet(cursor *c, cnis_register *r, const cnis_fact *fact);

/** Read from_day, to_day, source, basis, received_day, recorded_at, rev beginning at column @p i.
 */
cnis_fact fact_of(const cursor *c, int i);

/** The refusal of a code, with those the list has today. @return CNIS_EINVAL */
cnis_status code_unknown(cnis_register *r, const char *list, const char *where, const char *field,
                         cnis_error *reterr);

/** @retval CNIS_EINVAL  @p code is no code of @p list (field) */
cnis_status code_check(cnis_register *r, const char *list, const char *code, const char *where,
                       const char *field, cnis_error *reterr);

/**
 * A clean copy of a text somebody gave us; NULL and "" give NULL.
 * @param ret  release with free()
 * @retval CNIS_EINVAL  unusable or longer than @p max characters (field)
 */
cnis_status fact_text(const char *in, size_t max, bool multiline, const char *where,
                      const char *field, char **ret, cnis_error *reterr);

/** @retval CNIS_EINVAL  not one of yes, no, unknown; NULL is "unknown" */
cnis_status fact_answer(const char *in, const char *where, const char *field, const char **ret,
                        cnis_error *reterr);

/** yes when a row of @p table with this id exists: child, person, entry, flag, address. */
cnis_status fact_exists(cnis_register *r, const char *table, int64_t id, bool *ret,
                        cnis_error *reterr);

/**
 * Close one dated row: @p on (none: today) is its last day.
 * @param read   SELECT from_day, to_day, child_id ... WHERE id = :id
 * @param close  UPDATE ... SET to_day = :to, rev = :rev WHERE id = :id
 * @param ret_child  whose it is; may be NULL
 * @retval CNIS_ENOTFOUND no such row @retval CNIS_EREFUSED closed already
 * @retval CNIS_EINVAL    in the future or before it began (field "on")
 */
cnis_status fact_close_tx(cnis_register *r, const store_sql *read, const store_sql *close,
                          int64_t id, cnis_day on, const char *where, int64_t *ret_child,
                          cnis_error *reterr);

/** fact_close_tx() as a change of its own, named @p kind, by an officer or a manager. */
cnis_status fact_end(cnis_register *r, const char *kind, const store_sql *read,
                     const store_sql *close, int64_t id, cnis_day on, cnis_error *reterr);

typedef cnis_status (*fact_row_fn)(const cursor *c, void *payload, cnis_error *reterr);

/** Walk the facts of one child, "SELECT ... WHERE child_id = :id AND (:all OR holds on :on)": bind
 * and step; each row is handed to @p fn.  @retval CNIS_ENOTFOUND no such child (field "child") */
cnis_status fact_walk_child(cnis_register *r, const char *where, const store_sql *sql,
                            int64_t child_id, cnis_day as_at, bool all, fact_row_fn fn,
                            void *payload, cnis_error *reterr);

/** The same of one adult.  @retval CNIS_ENOTFOUND no such person (field "person") */
cnis_status fact_walk_person(cnis_register *r, const char *where, const store_sql *sql,
                             int64_t person_id, cnis_day as_at, bool all, fact_row_fn fn,
                             void *payload, cnis_error *reterr);

/** Month and day on which the school year starts (setting rule.school_year.starts). */
cnis_status fact_school_year(cnis_register *r, cnis_day on, int *ret_month, int *ret_day,
                             cnis_error *reterr);

#endif
