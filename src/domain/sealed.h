#ifndef CNIS_DOMAIN_SEALED_H
#define CNIS_DOMAIN_SEALED_H

#include <cnis/fact.h>

#include "domain/change.h"

/*
 * The rows a sealed record hangs together with: its adults and whoever lived at the same address
 * row, and their addresses.  Carers who adopt have other children, who stay on these rows; the
 * child under the new name must never come onto one of them, or the row is what joins the two
 * names.  So nobody else ever does: a child who is not there at the time of the sealing is given
 * records of the adults of its own.  Where these children live is the same place by what is written
 * of it, and they are shown as one household.
 */

/** At the beginning of a change: which rows, and which children are on them.  One look-up where
 * nobody is sealed. */
cnis_status sealed_load(cnis_register *r, cnis_error *reterr);

/**
 * The record of an adult this child may have: *person_id, or in its place one of the child's own.
 * One of the same name the child has, else @p make: a new one, of that name and nothing more.
 * @param fact  what the new one rests on
 */
cnis_status sealed_adult_tx(cnis_register *r, int64_t child_id, bool make, const cnis_fact *fact,
                            int64_t *person_id, cnis_error *reterr);

/** The child of a register put back was sealed after it was copied: done again, whatever is open of
 * it (seal.c).  @param ret_done  untouched where it is sealed already */
cnis_status seal_again_tx(cnis_register *r, int64_t child_id, bool *ret_done, cnis_error *reterr);

/** What arrived and may be about the child (the name, the birth date, the UPN, or the full name in
 * the words): the sealing waits while it is still to be dealt with; what is dealt with is kept as
 * about the child, shown to nobody once that is sealed.  Before the sealing itself.
 * @param ret_n  how many
 * @retval CNIS_EREFUSED  LOCAL.seal: which wait, as far as the actor is shown them */
cnis_status seal_intakes_tx(cnis_register *r, int64_t child_id, int64_t *ret_n, cnis_error *reterr);

/** One of them: kept as about the child, closed where it is open, its duties ended.
 * @param ret_done  false: it is so already */
cnis_status seal_intake_tx(cnis_register *r, int64_t child_id, int64_t id, bool *ret_done,
                           cnis_error *reterr);

/** How many other children are on the rows of this record, in all its records? */
cnis_status sealed_shared(cnis_register *r, int64_t child_id, int64_t *ret, cnis_error *reterr);

/** At the end of a change: has another child come onto these rows?
 * @retval CNIS_EINVAL  in the words for an adult who is not the child's */
cnis_status sealed_check_tx(cnis_register *r, cnis_error *reterr);

#endif
