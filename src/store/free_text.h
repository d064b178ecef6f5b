#ifndef CNIS_STORE_FREE_TEXT_H
#define CNIS_STORE_FREE_TEXT_H

#include "base/net.h"
#include "store/store.h"

/*
 * Columns that hold what somebody wrote in words of their own: a note, a reason, a title, limits of
 * an order.  Anything may stand in them, also what is withheld.  Once a connection has a net
 * (free_text_net()) every statement reads them through views (keep_back.c) that show the word
 * instead of what the net holds, but inside a change: there texts are copied and compared, and
 * nothing is shown.  Every other text is a code, a name, a number or a part of an address, which
 * the statement that reads it answers for; a test (tests/store/test_free_text.c) walks the schema,
 * so that a new column is one or the other.  A statement that reads such a text itself, or from
 * main what one reader is shown whole, calls free_text(x) or free_text(x, own): own not 0 is all of
 * it.
 */
typedef struct free_text {
	const char *table, *column;
} free_text;

extern const free_text free_texts[]; /* ends with a NULL */

/**
 * From here on this net, which becomes the connection's own also on failure; NULL: none.  Views are
 * made for the first that is not NULL; inside a change not, but by free_text_views() after it.
 * @retval CNIS_EBUSY      the first, while a state is held
 * @retval CNIS_ENOMEM
 */
cnis_status free_text_net(store *s, net *n, cnis_error *reterr);

/** The views, when there is a net and none was made yet: after a change. */
cnis_status free_text_views(store *s, cnis_error *reterr);

/** Does this connection read free texts through its net? */
bool free_text_netted(const store *s);

/** Of a text that no table holds (the access log), or not as one column: new text in *ret, free();
 * NULL when it may be shown as it is.  @retval CNIS_ENOMEM */
cnis_status free_text_take(const store *s, const char *text, char **ret, cnis_error *reterr);

/** Did the last change that was committed put into a free text something the net holds? */
bool free_text_caught(const store *s);

#endif
