#ifndef CNIS_DOMAIN_CONTENT_INSIDE_H
#define CNIS_DOMAIN_CONTENT_INSIDE_H

#include <cnis/content.h>

#include "domain/register.h"
#include "rule/content.h"

/* Shared by the files of the contents: content_home.c (where each item lives), content_subject.c
 * (what is read of children), content_hours.c (the prescribed amount of time), content.c (what it
 * comes to), content_answer.c. */

typedef enum content_place {
	CONTENT_FACT, /* a table of its own */
	CONTENT_NOTE, /* an answer "held" with its note */
	CONTENT_NONE, /* not of England */
} content_place;

/* Where an item lives. */
typedef struct content_home {
	const char *item;
	content_place place;
	bool safeguarding;  /* told to that role only */
	bool noted;         /* a fact, and what is said beside it is written down as well */
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

/* The prescribed amount of time as the settings have it on a day. */
typedef struct content_amount {
	rule_threshold threshold;
	rule_range range;
} content_amount;

cnis_status content_amount_read(cnis_register *r, cnis_day on, content_amount *ret,
                                cnis_error *reterr);

/* The hours a week of one child, as far as its provision says. */
typedef struct content_week {
	int64_t parents, others, providers; /* -1: not known */
	int64_t most;                       /* of one provider */
	bool told_others, taught, unknown;  /* unknown: the hours of some provider */
} content_week;

#define CONTENT_WEEK_NONE                                                                          \
	{                                                                                          \
		.parents = -1, .most = -1                                                          \
	}

/** What content_week_add() reads, of :on; more conditions may follow. */
#define CONTENT_HOURS                                                                              \
	"SELECT x.child_id, x.kind, x.hours_week, x.hours_week_high, x.id FROM provision x WHERE"  \
	" (x.from_day IS NULL OR x.from_day <= :on) AND (x.to_day IS NULL OR x.to_day >= :on)"

/** Add the provision of a row of CONTENT_HOURS.  @p counts: it is asked about itself, not only
 * about its part of all education. */
void content_week_add(const content_amount *amount, content_week *w, const cursor *c, bool counts);

/** Is a provider that counts above the amount? */
rule_answer content_week_above(const content_amount *amount, const content_week *w);

/**
 * Is a provider of the child above the prescribed amount of time on @p on?
 * @param provision_id     this one; 0: any
 * @param ret_prescribed   is there an amount at all?
 */
cnis_status content_above(cnis_register *r, int64_t child_id, int64_t provision_id, cnis_day on,
                          rule_answer *ret, bool *ret_prescribed, cnis_error *reterr);

#endif
