#ifndef CNIS_ENTRY_H
#define CNIS_ENTRY_H

#include <cnis/fact.h>

/**
 * @file cnis/entry.h
 * Entries on the register (s. 436B): one stay of one child on one route.
 *
 * An entry is open on D when from <= D, to is none or >= D, and the child is not over compulsory
 * school age on D.
 */

/** One entry.  Texts are borrowed for the call. */
typedef struct cnis_entry {
	int64_t id, child_id;
	const char *uuid;
	const char *route;         /**< code list "route" */
	char condition_c;          /**< limb of 436B(5): a, b or c */
	const char *end_reason;    /**< code list "end_reason"; NULL while open */
	const char *end_source;    /**< who said so; NULL while open */
	const char *end_authority; /**< moved_out: the authority now; NULL: left England */
	const char *end_school_name, *end_school_urn; /**< registered_at_school */
	const char *end_note;                         /**< NULL: none */
	cnis_day notified;                            /**< the authority was told */
	const char *notified_by;                      /**< code list "source" */
	cnis_day registered;                          /**< R of 436B(8) */
	const char *reason; /**< primary reason: ehe_reason, or cme_reason for missing_education */
	const char *reason_by_school;         /**< the school's account; NULL: none */
	const char *prior_setting;            /**< NULL: not known */
	const char *school_name, *school_urn; /**< NULL: none */
	cnis_day school_left;                 /**< name deleted from the roll */
	int64_t owner_id;                     /**< officer named at registration */
	const char *owner;                    /**< login of that officer */
	cnis_day school_age_to;               /**< of the child */
	bool open;                            /**< on the day asked for */
	cnis_fact fact;                       /**< from: first day eligible; to: last day */
	const char *full_time; /**< "yes" or "no": what is arranged is full-time; NULL: not known */
	const char
	    *route_reason;   /**< code list "route_reason"; NULL: the stay began on this route */
	const char *officer; /**< login of who has the family's work now; NULL: it has ended */
} cnis_entry;

typedef cnis_status (*cnis_entry_fn)(const cnis_entry *entry, void *payload, cnis_error *reterr);

/** Entries of a child, newest first; @p open is worked out for @p as_at (none: today).
 * @retval CNIS_ENOTFOUND no such child @retval what fn returned */
CNIS_API cnis_status cnis_entry_walk(cnis_register *r, int64_t child_id, cnis_day as_at,
                                     cnis_entry_fn fn, void *payload, cnis_error *reterr);

/**
 * One entry; @p open is worked out for @p as_at (none: today).
 * @retval CNIS_ENOTFOUND  no such entry
 * @retval what fn returned
 */
CNIS_API cnis_status cnis_entry_get(cnis_register *r, int64_t id, cnis_day as_at, cnis_entry_fn fn,
                                    void *payload, cnis_error *reterr);

/** What opens an entry.  Set size. */
typedef struct cnis_entry_new {
	size_t size;
	int64_t child_id;
	const char *route;
	bool on_roll;            /**< registered at a relevant school while on this route */
	bool out_of_area;        /**< condition A is not met; false: lives in the area */
	cnis_day notified;       /**< none: today */
	const char *notified_by; /**< NULL: fact.source */
	const char *reason;      /**< primary; NULL: unknown */
	const char *const *further_reasons; /**< n_further_reasons codes; borrowed */
	size_t n_further_reasons;
	const char *reason_by_school;
	const char *prior_setting;
	const char *school_name, *school_urn;
	cnis_day school_left;
	int64_t owner_id;      /**< 0: the actor */
	cnis_fact fact;        /**< from: first day eligible, none: today */
	const char *full_time; /**< "yes", "no"; NULL or "unknown": not known */
} cnis_entry_new;

/**
 * Enter a child who is known to the register.  Duties open with it: to consider where the child
 * lives (EA1996.436B.8, once s. 38 is in force), the review of the education or, for a child
 * missing education, the enquiry; the EHC review and the word with social care when facts call for
 * them.
 *
 * @retval CNIS_ENOTFOUND  no such child or officer
 * @retval CNIS_EINVAL     an unknown code or unusable text, or a day in the future (field says
 * which)
 * @retval CNIS_EEXISTS    the child has an open entry: change its route instead
 * @retval CNIS_EREFUSED   not eligible (EA1996.436B.2, message says which of A, B, C and the first
 * day), or still on a school roll while consent is needed (the rule of that test)
 * @retval CNIS_EPERM CNIS_EREADONLY CNIS_EBUSY CNIS_ECONFLICT CNIS_ECORRUPT  as every change
 */
CNIS_API cnis_status cnis_entry_open(cnis_register *r, const cnis_entry_new *n, int64_t *ret_id,
                                     cnis_error *reterr);

/** A change of route.  Set size. */
typedef struct cnis_entry_route {
	size_t size;
	int64_t entry_id;
	const char *route;
	cnis_day
	    on; /**< first day on the new route; none: today.  The old entry ends the day before */
	const char *reason;    /**< primary reason from the list of the new route; NULL: the old one
	                          where it is in that list, else unknown */
	bool on_roll;          /**< registered at a relevant school while on the new route */
	int64_t rev;           /**< fact.rev of the entry as it was shown; 0: do not check */
	const char *because;   /**< why it changes: code list "route_reason"; required */
	const char *full_time; /**< "yes", "no"; NULL or "unknown": not known */
} cnis_entry_route;

/**
 * Close the entry as route_changed and open another from the next day on.  The same route is a
 * change too when the limb of 436B(5), or whether it is full-time, changes.
 * @param ret_id  the new entry
 * @retval CNIS_ENOTFOUND  no such entry
 * @retval CNIS_EINVAL     unknown route or reason, the route it has already, a day in the future or
 * not after its first day, no reason for the change (field because)
 * @retval CNIS_EREFUSED   it has ended, or the child is not eligible on the new route or a further
 * route cannot go on beside it (EA1996.436B.2), or is on a school roll while consent is needed (the
 * rule of that test)
 * @retval CNIS_ECONFLICT  changed since it was read
 * @retval CNIS_EPERM CNIS_EREADONLY CNIS_EBUSY CNIS_ECONFLICT CNIS_ECORRUPT  as every change
 */
CNIS_API cnis_status cnis_entry_change_route(cnis_register *r, const cnis_entry_route *n,
                                             int64_t *ret_id, cnis_error *reterr);

/** How an entry ends.  Set size. */
typedef struct cnis_entry_end {
	size_t size;
	int64_t entry_id;
	const char *end_reason; /**< code list "end_reason" */
	cnis_day on;            /**< last day on the register; none: today */
	const char *authority;  /**< moved_out: the authority the child now lives in (three digits),
	                           or NULL  with abroad */
	bool abroad;            /**< moved_out: left England */
	const char *school_name; /**< registered_at_school: required */
	const char *school_urn;
	const char *source; /**< who said so; required (code list) */
	const char *note;   /**< why; required for entered_in_error; 4000 characters */
	int64_t rev;        /**< fact.rev of the entry as it was shown; 0: do not check */
	bool end_homes;     /**< moved_out: its homes in the area, or of unknown area, end on that
	                       day too */
} cnis_entry_end;

/**
 * End an entry: only when condition A, B or C of s. 436B has stopped being met, or it never was.
 * `over_school_age` is refused while the child is of school age; `route_changed` belongs to
 * cnis_entry_change_route(); `arrangement_ended` only for limbs (b) and (c) of 436B(5).
 * `moved_out` is refused while a home in the area, or of unknown area, stands after that day
 * (condition A, 436B(3): any home is enough) in this record or another of the same child.
 *
 * @retval CNIS_ENOTFOUND  no such entry
 * @retval CNIS_EINVAL     unknown reason, its evidence is missing (field says which), or a day in
 * the future or before the entry began
 * @retval CNIS_EREFUSED   it has ended, or the condition is still met (EA1996.436B.2; field home:
 * a home in the area stands)
 * @retval CNIS_ECONFLICT  changed since it was read
 * @retval CNIS_EPERM CNIS_EREADONLY CNIS_EBUSY CNIS_ECONFLICT CNIS_ECORRUPT  as every change
 */
CNIS_API cnis_status cnis_entry_finish(cnis_register *r, const cnis_entry_end *n,
                                       cnis_error *reterr);

/** A further route beside the entry's own, or what one was.  Texts are borrowed for the call. */
typedef struct cnis_entry_further {
	size_t size;
	int64_t id;            /**< ignored on input */
	int64_t entry_id;      /**< the open entry; in rows: the one it began under */
	const char *route;     /**< code list "route" */
	const char *full_time; /**< "yes" or "no"; NULL: not known */
	const char *because;   /**< code list "route_reason"; required */
	const char
	    *end_because; /**< in rows: why it ended; NULL: it holds, or ended with the entry */
	cnis_fact fact;   /**< from: first day, none: today */
} cnis_entry_further;

/**
 * A further route that holds at the same time, e.g. section 19 provision beside flexi-schooling.
 *
 * @retval CNIS_ENOTFOUND  no such entry
 * @retval CNIS_EINVAL     an unknown code, no reason, a day in the future or before the entry began
 * @retval CNIS_EEXISTS    the child is on that route on one of those days already
 * @retval CNIS_EREFUSED   the entry has ended, or the law does not let both hold (EA1996.436B.2)
 * @retval CNIS_EPERM CNIS_EREADONLY CNIS_EBUSY CNIS_ECONFLICT CNIS_ECORRUPT  as every change
 */
CNIS_API cnis_status cnis_entry_also(cnis_register *r, const cnis_entry_further *n, int64_t *ret_id,
                                     cnis_error *reterr);

/**
 * End a further route; the entry goes on.
 * @param on       last day; none: today
 * @param because  code list "route_reason"; required
 * @retval CNIS_ENOTFOUND  the child of the entry is on no such further route
 * @retval CNIS_EINVAL     an unknown code, no reason, a day in the future or before it began
 * @retval CNIS_EPERM CNIS_EREADONLY CNIS_EBUSY CNIS_ECONFLICT CNIS_ECORRUPT  as every change
 */
CNIS_API cnis_status cnis_entry_also_end(cnis_register *r, int64_t entry_id, const char *route,
                                         cnis_day on, const char *because, cnis_error *reterr);

typedef cnis_status (*cnis_entry_further_fn)(const cnis_entry_further *further, void *payload,
                                             cnis_error *reterr);

/** Further routes of a child, newest first, ended ones too.
 * @retval CNIS_ENOTFOUND no such child @retval what fn returned */
CNIS_API cnis_status cnis_entry_further_walk(cnis_register *r, int64_t child_id,
                                             cnis_entry_further_fn fn, void *payload,
                                             cnis_error *reterr);

enum { CNIS_ENTRY_ROUTES = 256 };

/** What the routes that hold on one day make of it.  No pointers to free. */
typedef struct cnis_entry_standing {
	int64_t entry_id;               /**< 0: not on the register on that day */
	char routes[CNIS_ENTRY_ROUTES]; /**< codes, the entry's own first, space-separated */
	char condition_c;               /**< limb of 436B(5); 0: none */
	bool full_time;                 /**< what the authority or school arranges is full-time */
	bool parent_duties;             /**< s. 436D, but for (6); false when not on the register */
	char paragraph;                 /**< of 436D(6) that takes them away; 0: none */
	bool support;                   /**< s. 436G, but for (5) */
	const char *census;             /**< home_educated, missing_education or neither */
} cnis_entry_standing;

/**
 * Parents' duties, support and state at a census by all routes that hold on @p on (none: today), in
 * any record of the child.  Whether s. 38 is in force is another question.
 * @retval CNIS_ENOTFOUND  no such child
 */
CNIS_API cnis_status cnis_entry_standing_get(cnis_register *r, int64_t child_id, cnis_day on,
                                             cnis_entry_standing *ret, cnis_error *reterr);

#endif
