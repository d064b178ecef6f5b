#ifndef CNIS_DOMAIN_LIKENESS_READ_H
#define CNIS_DOMAIN_LIKENESS_READ_H

#include "base/id_list.h"
#include "domain/likeness.h"
#include "domain/register.h"

/* What the comparison needs of the register: one child as it knows it, how common a name is, and
 * which children are worth comparing at all. */

/** A child as the register knows it, former names, numbers and addresses too.
 * @retval CNIS_ENOTFOUND  no such child */
cnis_status likeness_read(cnis_register *r, int64_t child_id, likeness_child *ret,
                          cnis_error *reterr);

/** The same of many children, in the order of @p ids, each of which is there: a few statements,
 * however many they are.  @retval CNIS_ENOTFOUND one is not */
cnis_status likeness_read_all(cnis_register *r, const int64_t *ids, size_t n, likeness_child *ret,
                              cnis_error *reterr);

/** Fill in how common the words of the first name are among the children here.  In a register of
 * few children that says nothing, and is left out. */
cnis_status likeness_frequency(cnis_register *r, likeness_child *child, cnis_error *reterr);

/** The same of many, in one statement. */
cnis_status likeness_frequency_all(cnis_register *r, likeness_child *children, size_t n,
                                   cnis_error *reterr);

/**
 * The children who may be this one, found by keys and never by looking at all of them: a word of a
 * name that sounds alike with the same birth day or with day and month swapped; two such words with
 * a birth day within a year or so, or with none known; a slip of the keyboard on the same birth
 * day; the same number; the same postcode or UPRN.
 * @param ret  zeroed or used before: what it held is forgotten; ascending, each once
 */
cnis_status likeness_candidates(cnis_register *r, const likeness_child *like, id_list *ret,
                                cnis_error *reterr);

/** Has somebody said that these two are two children? */
cnis_status likeness_dismissed(cnis_register *r, int64_t one, int64_t other, bool *ret,
                               cnis_error *reterr);

#endif
