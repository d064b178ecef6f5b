#ifndef CNIS_DOMAIN_SAME_H
#define CNIS_DOMAIN_SAME_H

#include <cnis/merge.h>

#include "domain/change.h"

/*
 * The same child in two records: what SQL says of it, in one place.  A merge is a row of
 * child_alias and nothing else, and there are few of them: each of these is a probe of an index
 * over the merges alone.  Statements that use them bind :on, but for SAME_NOW.
 */

/* clang-format off */
/** The merge @p a holds on :on. */
#define SAME_HOLDS(a) a ".from_day <= :on AND (" a ".to_day IS NULL OR " a ".to_day >= :on)"

/** The merge @p a stands now: what a write asks.  Binds nothing. */
#define SAME_NOW(a) a ".to_day IS NULL"

/**
 * The merge @p a counts for protection on :on.  Who a child is does not depend on when we learnt
 * it: a merge that stands counts for the days before it was made too.
 */
#define SAME_PROTECTS(a) "(" a ".to_day IS NULL OR (" a ".from_day <= :on AND " a ".to_day >= :on))"

/** The ids of all records of the child :child, in brackets: `child_id IN SAME_CHILD(SAME_HOLDS)`. */
#define SAME_CHILD(when) \
	"(SELECT :child" \
	" UNION SELECT sk.same_as_id FROM child_alias sk WHERE sk.child_id = :child AND " when("sk") \
	" UNION SELECT sm.child_id FROM child_alias sm WHERE sm.same_as_id = :child AND " when("sm") \
	" UNION SELECT sb.child_id FROM child_alias sa JOIN child_alias sb" \
	" ON sb.same_as_id = sa.same_as_id" \
	" WHERE sa.child_id = :child AND " when("sa") " AND " when("sb") ")"

/** The record kept for the id @p id, an expression. */
#define SAME_KEPT(id, when) \
	"coalesce((SELECT sk.same_as_id FROM child_alias sk WHERE sk.child_id = " id \
	" AND " when("sk") "), " id ")"

/** The record @p id, an expression, is one no longer used. */
#define SAME_UNUSED(id) \
	"EXISTS (SELECT 1 FROM child_alias su WHERE su.child_id = " id " AND " SAME_HOLDS("su") ")"
/* clang-format on */

/** The record kept for @p child_id today: where something about the child is written.  The id
 * itself when it is not merged. */
cnis_status same_kept_tx(cnis_register *r, int64_t child_id, int64_t *ret_kept, cnis_error *reterr);

/** What must hold of merges after a change: a record kept is not merged itself.
 * @retval CNIS_ECONFLICT */
cnis_status same_invariant_tx(cnis_register *r, int64_t child_id, cnis_error *reterr);

#endif
