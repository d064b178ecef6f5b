#ifndef CNIS_DEMONSTRATION_H
#define CNIS_DEMONSTRATION_H

#include <cnis/register.h>

/**
 * @file cnis/demonstration.h
 * Invented families for a demonstration register, through the same functions that officers use.
 *
 * The shape follows published figures: reasons and year groups in the proportions of England,
 * autumn 2022/23 (the latest census with every breakdown, DfE, OGL v3); of 447 home-educated
 * children 27 have an EHC plan, 70 are known to early help and 2 are young carers.  Names, streets
 * and postcodes are invented, UPNs carry establishment numbers that no school has.  Families
 * register over the 30 months before the register's today, and what happened to them since is
 * recorded day by day, so the clock of the register is moved while it is filled.
 * Of a few the home is a site, a mooring, temporary, care of somebody or no fixed abode, some of
 * them travel with the seasons, and most parents have a telephone number or an e-mail address that
 * is nobody's: no figure is published for these, the shares are invented.  Nobody registers
 * before the register itself was made: make it 30 months back (the clock of cnis_register_init())
 * to have a past.
 */

enum { CNIS_DEMONSTRATION_CHILDREN = 447, CNIS_DEMONSTRATION_SEED = 2026 };

/** What was made. */
typedef struct cnis_demonstration {
	int64_t families, children;
	int64_t ehc_plans, early_help, young_carers, safeguarding; /**< facts by kind */
	int64_t reviews, contacts, seen, information;
	int64_t travels; /**< times a child was or is away and expected back */
	int64_t transactions;
} cnis_demonstration;

/** Called after each transaction. */
typedef void (*cnis_demonstration_fn)(int64_t done, int64_t total, void *payload);

/**
 * Fill an empty demonstration register.  The same seed, number and today give the same families,
 * references and exports.
 *
 * @param children  1 to 1,000,000; 0: ::CNIS_DEMONSTRATION_CHILDREN
 * @param seed      0: ::CNIS_DEMONSTRATION_SEED
 * @param fn        may be NULL
 * @param ret       may be NULL; untouched on failure
 * @retval CNIS_EREFUSED  not a demonstration register
 * @retval CNIS_EEXISTS   there are children in it
 * @retval CNIS_EINVAL    more than 1,000,000 children
 * @retval CNIS_EPERM CNIS_EREADONLY CNIS_EBUSY CNIS_ECONFLICT CNIS_ECORRUPT  as every change
 */
CNIS_API cnis_status cnis_demonstration_fill(cnis_register *r, int64_t children, uint64_t seed,
                                             cnis_demonstration_fn fn, void *payload,
                                             cnis_demonstration *ret, cnis_error *reterr);

#endif
