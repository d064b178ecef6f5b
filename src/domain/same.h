#ifndef CNIS_DOMAIN_SAME_H
#define CNIS_DOMAIN_SAME_H

#include <cnis/merge.h>

#include "domain/change.h"

/*
 * The same child in two records: what SQL says of it, in one place.  A merge is a row of
 * child_alias, and what facts then call for (flag_duty.c); there are few of them: each of these is
 * a probe of an index over the merges alone.  Statements that use them bind :on, but for SAME_NOW.
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

/**
 * All records of the child that @p of, an expression, is one of, in brackets; the column is `id`:
 * `child_id IN SAME_RECORDS(":child", SAME_HOLDS)`.
 */
#define SAME_RECORDS(of, when) \
	"(SELECT " of " AS id" \
	" UNION ALL SELECT sk.same_as_id FROM child_alias sk WHERE sk.child_id = " of \
	" AND " when("sk") \
	" UNION ALL SELECT sm.child_id FROM child_alias sm WHERE sm.same_as_id = " of \
	" AND " when("sm") \
	" UNION ALL SELECT sb.child_id FROM child_alias sa JOIN child_alias sb" \
	" ON sb.same_as_id = sa.same_as_id WHERE sa.child_id = " of " AND sb.child_id <> " of \
	" AND " when("sa") " AND " when("sb") ")"

/** The same where @p of is known to be the record kept: itself and those merged into it. */
#define SAME_UNDER(of) \
	"(SELECT " of " AS id UNION ALL SELECT sm.child_id FROM child_alias sm" \
	" WHERE sm.same_as_id = " of " AND " SAME_HOLDS("sm") ")"

/** For long statements: the merges as a common table, `WITH " SAME_ROWS ", ...`, and by it the
 * record kept for @p of, and the records kept under @p of. */
#define SAME_ROWS \
	"same (rec, kept) AS (SELECT sr.child_id, sr.same_as_id FROM child_alias sr" \
	" WHERE " SAME_HOLDS("sr") ")"
#define SAME_ROW_KEPT(of) "coalesce((SELECT kept FROM same WHERE rec = " of "), " of ")"
#define SAME_ROW_UNDER(of) \
	"(SELECT " of " AS id UNION ALL SELECT rec FROM same WHERE kept = " of ")"

/** Those of the child :child. */
#define SAME_CHILD(when) SAME_RECORDS(":child", when)

/**
 * `FROM SAME_EACH("flag", "f", SAME_NOW) WHERE ...`: the rows of @p table of every record of the
 * child :child.  The records are walked, no set of them is built, which is most of what a statement
 * about one child costs: for those a registration asks.
 */
#define SAME_EACH(table, row, when) \
	SAME_CHILD(when) " same_m CROSS JOIN " table " " row " ON " row ".child_id = same_m.id"

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

/** Two records are one child from now on, @p child_id and the one kept: open what is known of
 * either calls for in the other. */
cnis_status same_made_one_tx(cnis_register *r, int64_t child_id, int64_t kept, cnis_error *reterr);

enum { SAME_DOUBTS = 5 };

/** Fields that two records say different things in, so that they look like two children: born, sex,
 * or a verified number (upn, uln, nhs). */
typedef struct same_doubt {
	char field[SAME_DOUBTS][8];
	size_t n;
} same_doubt;

/** Between @p child_id and all records of the child @p kept. */
cnis_status same_doubts(cnis_register *r, int64_t child_id, int64_t kept, same_doubt *ret,
                        cnis_error *reterr);
bool same_doubted(const same_doubt *d, const char *field);

/** What must hold of merges after a change: a record kept is not merged itself.
 * @retval CNIS_ECONFLICT */
cnis_status same_invariant_tx(cnis_register *r, int64_t child_id, cnis_error *reterr);

#endif
