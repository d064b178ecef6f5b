#ifndef CNIS_DOMAIN_CHANGE_H
#define CNIS_DOMAIN_CHANGE_H

#include "domain/register.h"

/*
 * The one write path.  Every public function that writes does exactly this:
 *
 *	st = change_begin(r, &(change_spec){ .kind = "review.record", ... }, reterr);
 *	if (st == CNIS_OK) st = change_expect(r, CHANGE_REVIEW, id, rev, reterr);   what the person
 *was shown
 *	... read what the rule needs, ask it, refuse with its citation ...
 *	... write, binding :rev = change_rev(r) and :at = change_now(r) ...
 *	... duty_open_tx / duty_end_tx ...
 *	return change_end(r, st, reterr);       commits on CNIS_OK, else rolls back and keeps the
 *error
 *
 * Functions ending in _tx need an open change and never open one.  A change may be nested: only the
 * outermost begin and end touch the store, so registration can call child, address and entry.
 * A change_begin() that fails abandons the whole change, at any depth; change_end() after it does
 * nothing but return the status it is given, so it may be called or not.
 */
typedef struct change_spec {
	const char *kind;    /* noun.verb */
	const char *command; /* words and references; NULL: the kind.  Must stand until the end */
	char letter;         /* of a record the command is about (cnis/reference.h): its reference
	                      * is put behind the words.  0: none */
	int64_t id;          /* of that record */
	unsigned roles;      /* any one of these is needed; 0: any current officer */
	store_undo undo;
	int64_t undoes;     /* undo only */
	const char *reason; /* free text; NULL */
	const char *batch;  /* NULL */
	bool whole;     /* a step that nobody's sight may stop: every record is read (sight.h) */
	bool rehearsal; /* made, checked and taken back as in a dry run, however much it is */
} change_spec;

/**
 * @retval CNIS_EPERM      the actor has none of the roles
 * @retval CNIS_EREADONLY  the register was opened for reading
 * @retval CNIS_EBUSY      see store_begin()
 */
cnis_status change_begin(cnis_register *r, const change_spec *spec, cnis_error *reterr);

/**
 * change_begin() of what any who work with families may do and take back, about one record.
 * @param words   of the command; must stand until the end
 * @param letter  of the record (cnis/reference.h)
 */
cnis_status change_begin_about(cnis_register *r, const char *kind, const char *words, char letter,
                               int64_t id, cnis_error *reterr);

/**
 * End what change_begin() began.  On CNIS_OK at the outermost level: check the duty invariant on
 * every touched child, write the journal entry, commit.
 * @return @p st, or what the commit says
 */
cnis_status change_end(cnis_register *r, cnis_status st, cnis_error *reterr);

int64_t change_rev(const cnis_register *r); /* bind as :rev */
int64_t change_now(const cnis_register *r); /* bind as :at / recorded_at */
cnis_day change_today(const cnis_register *r);

/** Note that @p child_id is touched, for the invariant check at the end; 0: what has arrived. */
cnis_status change_touch(cnis_register *r, int64_t child_id, cnis_error *reterr);

/**
 * Somebody other than the family said what is written here, received on @p received (none: today):
 * at the end of the change the privacy notice becomes due of every touched child that is worked
 * with (told.h).  Rows of a file start no clock this way.
 */
void change_heard(cnis_register *r, cnis_day received);

/** What was heard so far is of the children touched so far, not of those touched after it: each end
 * of a change says so. */
cnis_status change_heard_end(cnis_register *r, cnis_error *reterr);

/** @retval CNIS_ECONFLICT the row changed since it was read @retval CNIS_ENOTFOUND no such row */
cnis_status change_expect(cnis_register *r, const char *table, int64_t id, int64_t rev,
                          cnis_error *reterr);

/** A random public id (36 characters and NUL). */
void change_uuid(char buf[37]);

#endif
