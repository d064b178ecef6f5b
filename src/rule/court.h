#ifndef CNIS_RULE_COURT_H
#define CNIS_RULE_COURT_H

#include <stdbool.h>

#include <cnis/day.h>

/* What an order of a court changes for whoever works with a child; who is privately fostered. */

/* Is the education in it? */
typedef enum rule_court_says {
	RULE_COURT_ALWAYS,
	RULE_COURT_UNLESS_NO, /* by its nature, unless somebody looked and it is not */
	RULE_COURT_IF_YES,
} rule_court_says;

typedef struct rule_court {
	const char *kind;      /* code list court_order */
	const char *says;      /* what it does, with its section */
	bool authority_shares; /* the authority it names has parental responsibility too */
	bool looked_after;     /* the child is looked after by that authority */
	bool court_consents;   /* no important step without the court */
	bool protects;         /* from somebody: what must not reach them is to be looked at */
	rule_court_says education;
} rule_court;

/** NULL: no kind of order */
const rule_court *rule_court_find(const char *kind);

/** Is the order one to look at before anything about the education is decided?
 * @param education  yes, no or unknown */
bool rule_court_about_education(const rule_court *c, const char *education);

/* Who gave notice that a child leaves school, or is educated at home. */
typedef enum rule_notice_by { RULE_BY_PARENT, RULE_BY_CARER, RULE_BY_OTHER } rule_notice_by;

/** Is such a notice enough for a child who is looked after?
 * @param shares  the authority shares parental responsibility, by an order
 * @param agrees  the authority that looks after the child agrees */
bool rule_notice_enough(bool looked_after, bool shares, bool agrees, rule_notice_by by);

typedef enum rule_carer {
	RULE_CARER_PARENT,
	RULE_CARER_RESPONSIBLE,
	RULE_CARER_RELATIVE,
	RULE_CARER_OTHER
} rule_carer;

typedef struct rule_fostering {
	cnis_day born, on;
	cnis_day from, until; /* until: CNIS_DAY_NONE, not known */
	rule_carer carer;
	bool disabled, looked_after;
	bool with_family;            /* a parent, or who is responsible, lives there too */
	bool intent_known, intended; /* for 28 days or more */
} rule_fostering;

typedef enum rule_fostered {
	RULE_FOSTERED_NO,
	RULE_FOSTERED_YES,
	RULE_FOSTERED_UNKNOWN
} rule_fostered;

/** Children Act 1989 s. 66 and Sch. 8.  @param ret_why  static: the ground, in words */
rule_fostered rule_private_fostering(const rule_fostering *f, const char **ret_why);

#endif
