#ifndef CNIS_BASE_NET_H
#define CNIS_BASE_NET_H

#include <stdbool.h>
#include <stddef.h>

#include <cnis/error.h>

/*
 * Words that must not stand in a text: a prepared net, and the text with what the net holds taken
 * out.  Compared are letters and digits only, folded: case, accents, spaces, full stops and hyphens
 * between them make no difference, and a word for a kind of street is the same as its short form.
 * What is found begins and ends with a whole word or a whole number.
 */
typedef struct net net;

typedef enum net_kind {
	NET_WORDS,  /* a line of an address, the name of a school, a number that stands alone */
	NET_BESIDE, /* taken out only beside something else that is: a town */
	NET_NUMBER, /* a telephone number as E.164 writes it: found with its prefix or without */
	NET_EMAIL,  /* also with "at" and "dot" as words */
} net_kind;

enum { NET_LEAST = 4 }; /* letters and digits; anything shorter is held by no net */

/** An empty net.  Release with net_free(); NULL when memory is gone. */
net *net_new(void);
void net_free(net *n);

/**
 * Put @p text (NULL and what is too short: nothing) into the net.
 * @retval CNIS_ENOMEM
 */
cnis_status net_add(net *n, net_kind kind, const char *text, cnis_error *reterr);

/** After the last net_add() and before the first net_take(). */
void net_ready(net *n);

/** Nothing is in it. */
bool net_empty(const net *n);

/**
 * @p text with @p word in the place of everything the net holds: new text in *ret, release with
 * free(); NULL when there is nothing to take out.  A net of NULL holds nothing.
 * @retval CNIS_ENOMEM
 */
cnis_status net_take(const net *n, const char *text, const char *word, char **ret,
                     cnis_error *reterr);

/** Does the net hold something of @p text?  Also when memory is gone. */
bool net_holds(const net *n, const char *text);

#endif
