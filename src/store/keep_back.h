#ifndef CNIS_STORE_KEEP_BACK_H
#define CNIS_STORE_KEEP_BACK_H

#include "store/store.h"

/*
 * What a reader is not shown at all.  The domain hands sets of numbers to a connection; every
 * statement may ask kept_back(set, number), which is 1 for a number of the set and 0 for any other,
 * for NULL, and at once while the set is empty.  The sets live with the connection, in memory: a
 * private copy (known-at) has its own.
 */
enum {
	KEEP_CHILD,         /* children */
	KEEP_PERSON,        /* adults, where all their children are kept back */
	KEEP_ADDRESS,       /* addresses, where everybody who ever lived there is kept back */
	KEEP_ADDRESS_FACT,  /* an address is withheld: the word instead of it */
	KEEP_CONTACT_POINT, /* a contact point is withheld */
	KEEP_LOCATION,      /* where a child is, is withheld */
	KEEP_SCHOOL,        /* a child's school is withheld */
	KEEP_DECLARED, /* of the children: for no other reason than that the reader declared them */
	KEEP_INTAKE,   /* what an intake says of how and where a family is reached is withheld */
	KEEP_DUTY,     /* what a complaint about the reader calls for */
	KEEP_SEALED_ADULT, /* adults a sealed record has, shown or not (domain/sealed.h) */
	KEEP_SEALED_KIN,   /* children who are on its rows */
	KEEP_OWN_INTAKE,   /* the other way round: of these the reader, who asked, is shown all */
	KEEP_ARRIVED,      /* intakes about a child kept back, at whatever instant that was said */
	KEEP_SETS
};

/*
 * While one of the first three sets was ever filled on a connection, every table that names a
 * child, an adult or an address is read through a view that leaves those rows out (keep_back.c),
 * whatever a statement asks; what is written goes to the table itself.  A statement that names
 * main.TABLE reads the table: it asks kept_back() itself, or may see everything.
 */

/**
 * From here on these @p n numbers, in any order, are set @p set; 0 of them empties it.  Not while a
 * statement that asks is being walked.
 * @retval CNIS_ENOMEM     the set is as it was
 * @retval CNIS_EBUSY      the first of a connection, in the middle of a transaction
 */
cnis_status store_keep_back(store *s, int set, const int64_t *ids, size_t n, cnis_error *reterr);

/** From here on everything is read, or again what is left when the sets are taken out: for counts
 * of the whole register, and for steps that nobody's sight may stop.  What it was before. */
bool store_whole(store *s, bool on);
bool store_reads_whole(const store *s);

/** Are tables read through views?  Once, for good. */
bool store_views(const store *s);

/** Is @p id in the set? */
bool store_kept_back(const store *s, int set, int64_t id);

/** Is there anything in the set? */
bool store_keeps_back(const store *s, int set);

#endif
