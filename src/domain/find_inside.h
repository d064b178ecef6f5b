#ifndef CNIS_DOMAIN_FIND_INSIDE_H
#define CNIS_DOMAIN_FIND_INSIDE_H

#include "domain/find_terms.h"
#include "domain/register.h"

/* Finding a child: find.c looks each term up, find_rank.c puts the best first. */

/* How a term was met, the better ones first; with what it is worth. */
typedef enum find_way {
	FIND_BY_REFERENCE,
	FIND_BY_UPN,
	FIND_BY_ULN,
	FIND_BY_NHS,
	FIND_BY_NUMBER,
	FIND_BY_FORMER_NUMBER,
	FIND_BY_BORN,
	FIND_BY_NAME,
	FIND_BY_UPRN,
	FIND_BY_REACHED,
	FIND_BY_FORMER_NAME,
	FIND_BY_POSTCODE,
	FIND_BY_SWAPPED,
	FIND_BY_FAMILIAR,
	FIND_BY_SOUND,
	FIND_BY_BEGINNING,
	FIND_BY_FORMER_ALIKE,
	FIND_BY_FORMER_PLACE,
	FIND_BY_REACHED_ONCE,
	FIND_BY_SLIP,
} find_way;

typedef struct find_hit {
	int64_t id;
	unsigned short term;
	unsigned short how; /* find_way */
} find_hit;

/* A child with the best hit of each term. */
typedef struct find_match {
	int64_t id;
	int score, matched;
	size_t first; /* of its hits */
} find_match;

typedef struct find_search {
	cnis_register *r;
	find_terms terms;
	size_t term; /* the one sought now */
	cnis_day on;
	find_hit *hits;
	size_t n, room;
	find_match *matches;
	size_t n_matches;
	cnis_status st;
	cnis_error *reterr;
} find_search;

/** The children met by most terms, best first, into s->matches. */
cnis_status find_rank(find_search *s);

/** Hand them out as the query wants them. */
cnis_status find_hand_out(find_search *s, const cnis_find_query *q, cnis_found_fn fn,
                          void *payload);

#endif
