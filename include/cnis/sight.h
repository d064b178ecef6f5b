#ifndef CNIS_SIGHT_H
#define CNIS_SIGHT_H

#include <cnis/register.h>

/**
 * @file cnis/sight.h
 * What a reader is not shown at all: restricted records, and families an officer declared.
 *
 * A restricted record is, to everybody but the role custodian, as if it were not there: no
 * reference of it answers, no list, search, export, match or warning of duplicates holds it, and
 * nobody else's duty is about it.  It counts in returns and in the numbers of reports.  Adults and
 * addresses that nobody else has go with it, and every document and intake that is about it,
 * whoever else it is about.
 *
 * A family an officer declared (a conflict of interest) is closed to that officer in the same way,
 * but says so: CNIS_EPERM.  INFERENCE, local policy (LOCAL.restriction, LOCAL.conflict): no statute
 * says who in an authority may read what.
 */

/**
 * May the reader name record @p id of kind @p kind (cnis/reference.h)?  Asked of every reference
 * that was typed; a record of which the
 * reader broke the glass is shown from here on.  A record that does not exist, or is kept back, is
 * none of this function's: the command answers as for any that never was.
 * @retval CNIS_EPERM  closed to the reader, who declared the family
 * @retval CNIS_EBUSY  what may be seen changed this very moment: run it again
 */
CNIS_API cnis_status cnis_sight_reference(cnis_register *r, char kind, int64_t id,
                                          cnis_error *reterr);

/** A restriction.  Texts are borrowed for the call. */
typedef struct cnis_restriction {
	int64_t id;
	int64_t child_id;
	const char *kind;      /**< protection, staff_family, sealed */
	cnis_day from, to;     /**< to: last day; CNIS_DAY_NONE while it stands */
	const char *custodian; /**< login of who has its duties */
	const char *officer;   /**< login of who decided it */
	const char *reason;
	const char *end_reason; /**< NULL */
} cnis_restriction;

typedef cnis_status (*cnis_restriction_fn)(const cnis_restriction *restriction, void *payload,
                                           cnis_error *reterr);

/** Set size; texts are borrowed. */
typedef struct cnis_restriction_new {
	size_t size;
	int64_t child_id;
	const char *kind; /**< protection or staff_family */
	const char
	    *custodian; /**< login; NULL: the actor, else the custodian with the fewest duties */
	const char *reason;
} cnis_restriction_new;

/** What came of a restriction. */
typedef struct cnis_restriction_did {
	int64_t duties;    /**< open ones, handed to the custodian */
	int64_t documents; /**< about other children too: kept back from their officers as well */
} cnis_restriction_did;

/**
 * From today the record is shown to custodians only; every open duty of it goes to the one named.
 * Roles: manager or custodian.  One journal entry; a manager who is no custodian does not see the
 * record afterwards, nor take this back.
 * @param ret_did  may be NULL
 * @retval CNIS_ENOTFOUND  no such child, or no such officer
 * @retval CNIS_EEXISTS    it is restricted
 * @retval CNIS_EREFUSED   nobody may keep it, or not the officer named: custodian, and manager or
 *                          safeguarding, who are shown all its duties (LOCAL.restriction)
 * @retval CNIS_EINVAL     unknown kind, no reason, or the officer named is no custodian
 * @retval CNIS_EPERM CNIS_EREADONLY CNIS_EBUSY CNIS_ECONFLICT CNIS_ECORRUPT  as every change
 */
CNIS_API cnis_status cnis_restriction_add(cnis_register *r, const cnis_restriction_new *n,
                                          int64_t *ret_id, cnis_restriction_did *ret_did,
                                          cnis_error *reterr);

/**
 * From today everybody sees the record again; its duties stay with the custodian until they are
 * handed on.  Role: custodian.
 * @retval CNIS_ENOTFOUND  no such restriction
 * @retval CNIS_EREFUSED   it has ended, or it is that of a sealed record, which never ends
 * @retval CNIS_EINVAL     no reason
 * @retval CNIS_EPERM CNIS_EREADONLY CNIS_EBUSY CNIS_ECONFLICT CNIS_ECORRUPT  as every change
 */
CNIS_API cnis_status cnis_restriction_end(cnis_register *r, int64_t id, const char *reason,
                                          cnis_error *reterr);

/**
 * Restrictions the reader is shown, by number; @p all: those that have ended too.  Never one of a
 * sealed record.
 * @retval what fn returned
 */
CNIS_API cnis_status cnis_restriction_walk(cnis_register *r, bool all, cnis_restriction_fn fn,
                                           void *payload, cnis_error *reterr);

/** A declaration.  Texts are borrowed for the call. */
typedef struct cnis_declaration {
	int64_t child_id; /**< the child named */
	const char *officer;
	cnis_day from, to;
	const char *reason;     /**< NULL */
	const char *end_reason; /**< NULL */
} cnis_declaration;

typedef cnis_status (*cnis_declaration_fn)(const cnis_declaration *declaration, void *payload,
                                           cnis_error *reterr);

/** What became of the work of a family that was declared. */
typedef struct cnis_conflict_did {
	int64_t duties;  /**< the actor's open duties: a manager's now */
	int64_t covered; /**< those of whom the actor covers for today: somebody else's too */
	int64_t covers;  /**< covers by the actor that were to begin later and are called off */
} cnis_conflict_did;

/**
 * The actor declares the family of @p child_id: from now on its records are closed to them, their
 * open duties of it are a manager's, and their covering for others hides none of it.  Any officer.
 * @param reason   NULL: none given
 * @param ret_did  may be NULL
 * @retval CNIS_ENOTFOUND  no such child
 * @retval CNIS_EREFUSED   there is no other manager or administrator, or nobody else who may take
 *                         what the actor covers (LOCAL.conflict)
 * @retval CNIS_EINVAL     the reason cannot be kept
 * @retval CNIS_EPERM CNIS_EREADONLY CNIS_EBUSY CNIS_ECONFLICT CNIS_ECORRUPT  as every change
 */
CNIS_API cnis_status cnis_conflict_declare(cnis_register *r, int64_t child_id, const char *reason,
                                           cnis_conflict_did *ret_did, cnis_error *reterr);

/**
 * It holds no more: a manager says so of another officer, with a reason.
 * @retval CNIS_ENOTFOUND  no such officer, child or declaration
 * @retval CNIS_EREFUSED   of the manager's own (LOCAL.conflict)
 * @retval CNIS_EINVAL     no reason
 * @retval CNIS_EPERM CNIS_EREADONLY CNIS_EBUSY CNIS_ECONFLICT CNIS_ECORRUPT  as every change
 */
CNIS_API cnis_status cnis_conflict_end(cnis_register *r, int64_t child_id, const char *login,
                                       const char *reason, cnis_error *reterr);

/**
 * Declarations: managers are shown all, everybody their own; @p all: those that ended too.
 * @retval what fn returned
 */
CNIS_API cnis_status cnis_conflict_walk(cnis_register *r, bool all, cnis_declaration_fn fn,
                                        void *payload, cnis_error *reterr);

/** Break-glass.  Set size; texts are borrowed. */
typedef struct cnis_glass_new {
	size_t size;
	int64_t child_id;
	int64_t hours;      /**< 1 to the setting glass.hours_max */
	const char *reason; /**< typed by the officer, at least 10 bytes */
} cnis_glass_new;

/** One opening.  Texts are borrowed for the call. */
typedef struct cnis_glass {
	int64_t id;
	int64_t child_id;      /**< 0: the reader is not shown the record */
	const char *officer;   /**< login of who looked */
	int64_t opened, until; /**< instants; closed from `until` on */
	const char *reason;    /**< NULL: the same */
} cnis_glass;

typedef cnis_status (*cnis_glass_fn)(const cnis_glass *glass, void *payload, cnis_error *reterr);

/**
 * Open a restricted record for the actor, for some hours: from then on it is shown where a
 * reference of it is typed (cnis_sight_reference()), and in no list, search, export or match.  It
 * closes by itself, every look is in the access log, and its custodian has a duty to look into it
 * (LOCAL.glass.review).  Any officer; final.  Never a sealed record, nor one of a family the actor
 * declared.
 * @param ret_until  the instant it closes
 * @retval CNIS_ENOTFOUND  no such child, a sealed record, or a restricted one of a family the actor
 *                         declared
 * @retval CNIS_EREFUSED   it is not closed to the actor (LOCAL.glass)
 * @retval CNIS_EINVAL     the hours, or the reason
 * @retval CNIS_EPERM CNIS_EREADONLY CNIS_EBUSY CNIS_ECONFLICT CNIS_ECORRUPT  as every change; also
 *                         CNIS_EPERM when the actor declared the family
 */
CNIS_API cnis_status cnis_glass_open(cnis_register *r, const cnis_glass_new *n, int64_t *ret_id,
                                     int64_t *ret_until, cnis_error *reterr);

/**
 * Openings: one's own, and those of records the reader is shown; to managers the others too,
 * without the record and the reason.
 * @retval what fn returned
 */
CNIS_API cnis_status cnis_glass_walk(cnis_register *r, cnis_glass_fn fn, void *payload,
                                     cnis_error *reterr);

/**
 * Seal the record of a former identity (adoption): what is open of it ends, and from then on it is
 * shown to nobody, whatever their role; break-glass, merge, known-at and undo do not reach it.  The
 * child is registered anew, in another change that names nothing of it.  Final.
 *
 * Other children who share an adult, an address, a document or an intake with the record stay on
 * these rows: carers who adopt may have children of their own.  No other child ever comes onto
 * them: a child who is given one of these adults is given a record of its own of that adult, with
 * the name and nothing else, and any other use of the adult for such a child is answered as of one
 * who is not the child's.  So a child registered under the new name before the sealing is on them
 * still: take that registration back first.
 * What is about the child and another one alike, a document or an intake, is shown to nobody any
 * more either.  Intakes that are kept as about nobody, or about others, and in which a name of the
 * child stands are kept as about the child from then on, unless they are about another child of
 * that name.
 * Roles: manager and custodian, both.
 * @param ret_duties  open duties that ended; may be NULL
 * @param ret_shared  other children on its rows; may be NULL
 * @param ret_arrived  intakes that were kept as about nobody; may be NULL
 * @retval CNIS_ENOTFOUND  no such child
 * @retval CNIS_EREFUSED   an order of a court holds, a withdrawal is open, another record may be of
 *                         the same child, or an intake that may be about it is still to be dealt
 *                         with (LOCAL.seal)
 * @retval CNIS_EINVAL     a duty of it cannot end today
 * @retval CNIS_EPERM      not both roles
 * @retval CNIS_EREADONLY CNIS_EBUSY CNIS_ECONFLICT CNIS_ECORRUPT  as every change
 */
CNIS_API cnis_status cnis_identity_seal(cnis_register *r, int64_t child_id, int64_t *ret_duties,
                                        int64_t *ret_shared, int64_t *ret_arrived,
                                        cnis_error *reterr);

#endif
