#ifndef CNIS_DOMAIN_CUSTODY_H
#define CNIS_DOMAIN_CUSTODY_H

#include <cnis/sight.h>

#include "domain/change.h"
#include "domain/declared.h"
#include "domain/same.h"
#include "domain/sight.h"

/* Who works with a record that not everybody is shown. */

/** Who has a duty of @p child_id when @p officer_id was to: the custodian of a restricted record, a
 * manager where the officer declared the family, else the officer. */
cnis_status custody_owner_tx(cnis_register *r, int64_t child_id, int64_t officer_id,
                             int64_t *ret_officer_id, cnis_error *reterr);

/** Every open duty of the child, in all its records, goes to @p to; only those of @p from where
 * that is not 0. */
cnis_status custody_hand_tx(cnis_register *r, int64_t child_id, int64_t from, int64_t to,
                            int64_t *ret_n, cnis_error *reterr);

/** May who has these roles keep a restricted record?  A custodian, who has every duty of it and is
 * shown each: the steps that tell a cause too (SIGHT_ROLES). */
#define CUSTODY_KEEPS(roles) (((roles)&CNIS_ROLE_CUSTODIAN) != 0 && ((roles)&SIGHT_ROLES) != 0)

/** A current officer with @p role and the fewest open duties, not @p but and nobody who declared
 * the family of @p child_id (0: whoever); the actor when they will do.  A custodian is one who may
 * keep a record (CUSTODY_KEEPS).  0: there is none. */
cnis_status custody_someone(cnis_register *r, const char *role, int64_t but, int64_t child_id,
                            int64_t *ret_officer_id, cnis_error *reterr);

/** The officer leaves, or may keep restricted records no more: another one takes each.
 * @retval CNIS_EREFUSED  there is nobody else who may */
cnis_status custody_leave_tx(cnis_register *r, int64_t officer_id, cnis_error *reterr);

/**
 * After work went from one officer to another: what was given in this change to somebody it is
 * closed to (they declared the family, or a complaint it answers is about them) goes to somebody
 * else, and waits there in the queue where it may be seen to.
 * @param but        nor to this officer, who leaves; 0
 * @param ret_queued more of these came into the queue; may be NULL
 * @retval CNIS_EREFUSED  there is nobody: how many, and nothing else, is said
 */
cnis_status custody_settle_tx(cnis_register *r, int64_t but, int64_t *ret_queued,
                              cnis_error *reterr);

/**
 * @p by_id declared a family: what they cover for others of it would be hidden from everybody.  The
 * duties of whom they cover for today go to a manager (of a restricted record to a custodian); a
 * cover that is still to begin is called off.
 * @param ret_duties  handed over
 * @param ret_covers  called off
 * @retval CNIS_EREFUSED  nobody else may take them (LOCAL.conflict)
 */
cnis_status custody_cover_tx(cnis_register *r, int64_t by_id, int64_t *ret_duties,
                             int64_t *ret_covers, cnis_error *reterr);

/** How many open duties have an owner who is away, or will be, and are hidden from who covers: of a
 * declared family, about a complaint of theirs, a step they are not shown, a restricted record. */
cnis_status custody_uncovered(cnis_register *r, int64_t *ret, cnis_error *reterr);

/** How many open duties of @p officer_id that the actor is shown are closed to @p by_id? */
cnis_status custody_closed(cnis_register *r, int64_t officer_id, int64_t by_id, int64_t *ret,
                           cnis_error *reterr);

/* clang-format off */
/** Does an officer, an expression, stand declared for the family of child @p child?  SQL; wants :on. */
#define CUSTODY_DECLARED(officer, child) \
	"EXISTS (SELECT 1 FROM main.declaration d WHERE d.officer_id = " officer " AND d.to_day IS NULL" \
	" AND d.child_id IN (" DECLARED_FAMILY("SELECT id FROM " SAME_RECORDS(child, SAME_NOW)) "))"
/* clang-format on */

/** The record of a register put back was restricted after it was copied: done again, by the
 * custodian named or who will do (restriction.c).  @param ret_done  untouched where it is
 * restricted already */
cnis_status restriction_again_tx(cnis_register *r, const cnis_restriction_new *n, bool *ret_done,
                                 cnis_error *reterr);

/** The officer declared the family in the register that is replaced: again in the one put back,
 * with the officer's work going to a manager, or whoever restores (conflict.c). */
cnis_status conflict_again_tx(cnis_register *r, int64_t child_id, int64_t officer_id, cnis_day from,
                              const char *reason, cnis_error *reterr);

/** Does a declaration of this very child by the officer hold? */
cnis_status conflict_declared(cnis_register *r, int64_t child_id, int64_t officer_id, bool *ret,
                              cnis_error *reterr);

/** Has the officer declared the family of the child? */
cnis_status custody_declared(cnis_register *r, int64_t officer_id, int64_t child_id, bool *ret,
                             cnis_error *reterr);

#endif
