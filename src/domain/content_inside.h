#ifndef CNIS_DOMAIN_CONTENT_INSIDE_H
#define CNIS_DOMAIN_CONTENT_INSIDE_H

#include <cnis/content.h>

#include "domain/register.h"
#include "rule/content.h"

/* Shared by the files of the contents: content_home.c (where each item lives), content_subject.c
 * (what is read of children), content.c (what it comes to), content_answer.c. */

typedef enum content_place {
	CONTENT_FACT,  /* a table of its own */
	CONTENT_NOTE,  /* an answer "held" with its note */
	CONTENT_LATER, /* comes with the formal steps */
	CONTENT_NONE,  /* not of England */
} content_place;

/* Where an item lives. */
typedef struct content_home {
	const char *item;
	content_place place;
	bool safeguarding;  /* told to that role only */
	store_sql one;      /* :child :on: source, basis, from, received, note of the newest */
	store_sql set;      /* :on: ids of the children it is held of, ascending */
	store_sql none_one; /* the same where the facts say that there is none; sql NULL: never */
	store_sql none_set;
} content_home;

/** Of an item of the rule table; every one has its row. */
const content_home *content_home_of(const rule_content_item *item);

/* What is known of one child. */
enum { CONTENT_ITEMS_MAX = 64 };

typedef struct content_subject {
	int64_t id;
	uint64_t held, none;               /* by place of the item, from bit 0 */
	uint8_t answer[CONTENT_ITEMS_MAX]; /* 0: not answered; else a cnis_content_state + 1 */
	rule_content_in in;
} content_subject;

/* A record no longer used, and the one kept for the same child. */
typedef struct content_merged {
	int64_t record, kept;
} content_merged;

typedef struct content_subjects {
	cnis_register *r;
	cnis_day on;
	content_merged *merged; /* by record, ascending */
	size_t n_merged, room_merged;
	content_subject *rows; /* by id, ascending */
	size_t n, room;
} content_subjects;

/** The children on the register on @p on, or @p child_id alone, and what is known of them.  A child
 * in two records is one, under the record kept, with what stands in either.
 * @param io  zeroed, with r and on; content_subjects_clear() whatever the answer */
cnis_status content_subjects_read(content_subjects *io, int64_t child_id, cnis_error *reterr);

void content_subjects_clear(content_subjects *s);

/**
 * Is a provider of the child above the prescribed amount of time on @p on?
 * @param provision_id     this one; 0: any
 * @param ret_prescribed   is there an amount at all?
 */
cnis_status content_above(cnis_register *r, int64_t child_id, int64_t provision_id, cnis_day on,
                          rule_answer *ret, bool *ret_prescribed, cnis_error *reterr);

#endif
