#ifndef CNIS_DOMAIN_DEATH_H
#define CNIS_DOMAIN_DEATH_H

#include <cnis/death.h>
#include <cnis/hold.h>

#include "domain/change.h"
#include "domain/duty.h"

/* A child has died: what everything else asks. */

/** Kinds of duty that are opened of a child who has died: to stop what was arranged, to read what
 * arrived about the child, to give either an owner, and to
 * answer a complaint; they are not stopped either.  A list of SQL strings, in brackets. */
#define DEATH_OUTLIVED_BY                                                                          \
	"('death_told', 'intake_follow', 'allocate', 'complaint_acknowledge', 'complaint_reply',"  \
	" 'data_incident')"

/** Has the child of @p records, a select in brackets with the column id, died by :on?  SQL. */
#define DEATH_OF(records)                                                                          \
	"EXISTS (SELECT 1 FROM " records " death_m JOIN death death_x"                             \
	" ON death_x.child_id = death_m.id WHERE death_x.died_day <= :on)"

/** The child has not died by :on; @p kept is the record kept, where a death stands.  SQL. */
#define DEATH_NOT(kept) kept " NOT IN (SELECT child_id FROM death WHERE died_day <= :on)"

/** Is the duty of row @p d to send something of a child, @p kept the record kept, whose letters are
 * held on :on?  What was ended since counts for a day that is @p past.  The held are one set, needs
 * SAME_ROWS (domain/same.h).  SQL. */
#define HOLD_SENDS(d, kept, past)                                                                  \
	"(" d ".kind IN ('consent_serve', 'privacy_notice', 'sheet') AND " kept                    \
	" IN (SELECT coalesce(hold_z.kept, hold_x.child_id) FROM hold hold_x"                      \
	" LEFT JOIN same hold_z ON hold_z.rec = hold_x.child_id WHERE hold_x.kind = 'letters'"     \
	" AND hold_x.from_day <= :on AND (hold_x.to_day IS NULL"                                   \
	" OR (" past " AND hold_x.to_day >= :on))))"

/** When the child, in any record, died; CNIS_DAY_NONE. */
cnis_status death_day(cnis_register *r, int64_t child_id, cnis_day *ret, cnis_error *reterr);

/** @retval CNIS_EREFUSED  the child has died: nothing is opened or recorded of it after that day;
 * @p on CNIS_DAY_NONE: nothing at all */
cnis_status death_refuse(cnis_register *r, int64_t child_id, cnis_day on, const char *where,
                         cnis_error *reterr);

/** A fact about the child that begins on @p from; CNIS_DAY_NONE: nobody said, and it may be one of
 * the time before.
 * @retval CNIS_EREFUSED  the child had died by then */
cnis_status death_refuse_later(cnis_register *r, int64_t child_id, cnis_day from, const char *where,
                               cnis_error *reterr);

/** May something be sent to the family about this child?
 * @retval CNIS_EREFUSED  the child has died, or letters are held until a person decides */
cnis_status hold_letters_refuse(cnis_register *r, int64_t child_id, const char *where,
                                cnis_error *reterr);

/** hold_letters_refuse() of what was sent on @p on: what went out before the hold began, and by the
 * day of a death, is a fact and is recorded.
 * @retval CNIS_EREFUSED  the child had died, or letters were held on that day and still are */
cnis_status hold_sent_refuse(cnis_register *r, int64_t child_id, cnis_day on, const char *where,
                             cnis_error *reterr);

/** A child joined a family, inside a change: where another child of its household has died and
 * letters about the others are held, or nobody decided yet, those about this one are held too.  A
 * child about whom somebody decided is not held again. */
cnis_status death_joined_tx(cnis_register *r, int64_t child_id, cnis_error *reterr);

/** Open a duty counted in working days, in calendar days beyond those that are known: what is hard
 * enough does not stop for a calendar. */
cnis_status death_duty_tx(cnis_register *r, const duty_local *d, cnis_error *reterr);

/** Hold something of a child back, inside a change; held already is fine. */
cnis_status hold_begin_tx(cnis_register *r, const cnis_hold_new *n, int64_t *ret_id,
                          cnis_error *reterr);

#endif
