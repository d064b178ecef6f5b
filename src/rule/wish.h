#ifndef CNIS_RULE_WISH_H
#define CNIS_RULE_WISH_H

#include <stdbool.h>

/*
 * What an adult asked about being reached (cnis/contact_wish.h), kept to when something is sent or
 * a message is left.  INFERENCE: no section says so.  A way of reaching somebody goes to places of
 * some kind, and some wishes of such a place stand against it.
 */
typedef struct rule_way {
	const char *method;
	const char *places; /* kinds of contact point, and "address", with a space between */
	const char *wishes; /* kinds of wish that stand against it */
	bool message;       /* only when a message is left */
} rule_way;

/** NULL: it goes to no place.  @param method  code list contact_method or service_method */
const rule_way *rule_way_of(const char *method);

/** Do the wishes of its places stand against it at all? */
bool rule_way_asks(const rule_way *way, bool message_left);

typedef struct rule_wish_in {
	const rule_way *way; /* NULL: to no place */
	bool message_left;
	int places;    /* where it may have gone: the one said, else all of the adult's */
	int asked_not; /* of these, how many the adult asked not to be used so */
	bool despite;  /* a manager decided to send it all the same */
} rule_wish_in;

typedef enum rule_wish {
	RULE_WISH_FREE,    /* no wish stands against it */
	RULE_WISH_DESPITE, /* one does, and was set aside */
	RULE_WISH_WHERE,   /* to some of its places it may go: which it was is not said */
	RULE_WISH_REFUSED,
} rule_wish;

rule_wish rule_wish_of(const rule_wish_in *in);

#endif
