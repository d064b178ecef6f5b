#ifndef CNIS_STORE_ERASE_INSIDE_H
#define CNIS_STORE_ERASE_INSIDE_H

/* What the files of the erasure share. */
#include "store/erase.h"
#include "store/inside.h"
#include "store/tables.h"

enum { ERASE_WORDS = 200 };

/* A subject with the columns it names, looked up. */
struct erase_plan {
	const erase_subject *want;
	const store_table *t;
	int keys, key, by; /* how many key columns; columns; -1: none */
	char key_name[64];
	slice_value *values; /* NULL: the rows are cut */
};

/* A row that is erased, ascending by table and key. */
struct erase_row {
	const store_table *t;
	int64_t key;
	const struct erase_plan *plan;
};

/* An erasure under way, and what of it the entry will list. */
struct erasing {
	store *s;
	struct erase_plan *plans;
	size_t n_plans;
	struct erase_row *rows;
	size_t n_rows, room_rows;
	journal_listed *list; /* ascending by of_seq */
	size_t n_list, room_list;
	bool *tables;              /* by place in store_tables: something of it is erased */
	bool speaks;               /* the payload at hand speaks of a row */
	store_children gone, kept; /* whose its cut records are, and its others */
	bool retouch;              /* the index of children has to be worked out again */
	erase_counts counts;
	char words[ERASE_WORDS];
};

/** erase.c: this row is erased so.  @retval CNIS_ESTORE it is named otherwise already */
cnis_status erase_row_add(struct erasing *e, const struct erase_plan *p, int64_t key,
                          cnis_error *reterr);
/** erase_live.c: look up tables and columns. */
cnis_status erase_plans(store *s, struct erasing *e, const erase_subject *subjects, size_t n,
                        cnis_error *reterr);
/** erase_live.c: the live rows, outside the session. */
cnis_status erase_live(store *s, struct erasing *e, cnis_error *reterr);
/** erase_touch.c: take from journal_touch the children whom a replay of the payloads as they are
 * now no longer finds touched. */
cnis_status erase_retouch(store *s, cnis_error *reterr);

#endif
