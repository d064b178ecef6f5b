#ifndef CNIS_DOMAIN_WITHHOLD_H
#define CNIS_DOMAIN_WITHHOLD_H

#include <cnis/withholding.h>

#include "domain/change.h"

/*
 * What is withheld moves with the family.  INFERENCE, local policy: where a home of a child, of an
 * adult who has the care or of a brother or sister is withheld, or where a brother or sister is,
 * the new home is withheld in the same change from the same people for the same reason, and a new
 * number of an adult as the one before; never from who lives there or has it.  A manager or the
 * role safeguarding opens it as any other (`withhold end`).  It is easier to open what need not be
 * hidden than to hide what was shown.
 */

/** Is it withheld from them, or from all outward, without an end?  Reads child_id, fact, the ids
 * and person_id of @p n. */
cnis_status withholding_known(cnis_register *r, const cnis_withholding_new *n, bool *ret,
                              cnis_error *reterr);

/** Withheld again in a register put back as it was before; @p n is complete and nothing of it is
 * checked (restore_hidden.c).  This handle goes on showing what it showed. */
cnis_status withholding_again_tx(cnis_register *r, const cnis_withholding_new *n,
                                 cnis_error *reterr);

/**
 * A child or an adult has a home from @p from on, written already.
 * @param child_id   0: of the adult
 * @param person_id  0: of the child
 * @param from       first day there; CNIS_DAY_NONE: today
 */
cnis_status withhold_follow_home_tx(cnis_register *r, int64_t child_id, int64_t person_id,
                                    int64_t address_id, cnis_day from, cnis_error *reterr);

/** The child has an adult more, written already: the homes it has are withheld as those of the
 * family it is now one of. */
cnis_status withhold_follow_child_tx(cnis_register *r, int64_t child_id, cnis_error *reterr);

/** An adult is reached at @p point_id too, written already. */
cnis_status withhold_follow_point_tx(cnis_register *r, int64_t person_id, int64_t point_id,
                                     cnis_error *reterr);

#endif
