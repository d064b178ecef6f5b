#ifndef CNIS_DOMAIN_DISPOSAL_INSIDE_H
#define CNIS_DOMAIN_DISPOSAL_INSIDE_H

/* What the disposal*.c files share and nobody else needs. */
#include "domain/disposal.h"
#include "store/erase.h"

enum {
	DISPOSAL_AT_ONCE = 500, /* in one journal entry */
	DISPOSAL_PARTS = 4,     /* most tables of which something goes with one */
	DISPOSAL_COLUMNS = 14,  /* most columns of one of them */
	DISPOSAL_KINDS = 5,
	DISPOSAL_REASON = 64,
};

/* A table of which something goes with each: by this column, which columns (none: the rows). */
typedef struct part {
	const char *table, *by;
	const erase_column *columns;
	size_t n;
} part;

/* What is disposed of alike. */
typedef struct disposal_kind {
	unsigned what;
	char letter;
	const char *rule, *kind;      /* of the journal entry */
	const store_sql *due, *held;  /* :on :day :id; :id :on.  No due: what was taken back, and
	                                 held is  asked of a child */
	const store_sql *rev, *about; /* the row is changed; whom it is about: of what is there */
	part parts[DISPOSAL_PARTS];
} disposal_kind;

extern const disposal_kind disposal_kinds[DISPOSAL_KINDS];

/* Up to so many of a kind, from behind the last of the ones before. */
typedef struct due_list {
	cnis_day on, last_day;
	int64_t last_id;
	size_t n;
	bool more;
	struct due {
		int64_t id;
		cnis_day keep;
		int64_t held_for; /* 0: not held */
		char because[DISPOSAL_REASON];
		bool hidden; /* taken out before anybody sees it */
	} at[DISPOSAL_AT_ONCE];
} due_list;

/** From the first on; free(), NULL when memory is gone.  @p on: none is today. */
due_list *disposal_list(cnis_register *r, cnis_day on);

/** The next of those the reader is shown; whether they are held is asked of every record. */
cnis_status disposal_look(cnis_register *r, const disposal_kind *k, due_list *l,
                          cnis_error *reterr);

/** Is disposal held for a child it is about?  @param id  what the kind's statement asks of: the
 * row, or of what was taken back the child  @param ret  held_for and because; untouched: it is not
 */
cnis_status disposal_ask_held(cnis_register *r, const disposal_kind *k, cnis_day on, int64_t id,
                              struct due *ret, cnis_error *reterr);

/** The same of what was taken back: of a kind without due (disposal_undone.c). */
cnis_status disposal_undone(cnis_register *r, const disposal_kind *k, due_list *l,
                            cnis_error *reterr);

#endif
