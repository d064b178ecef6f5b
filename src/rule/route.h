#ifndef CNIS_RULE_ROUTE_H
#define CNIS_RULE_ROUTE_H

#include <stdbool.h>
#include <stddef.h>

/*
 * The one table of routes: what the law says of each way a child is educated otherwise than by
 * attending a school full time.  Nothing else compares the codes of the list `route`.
 */

/* What a child counts as at a census date: exactly one of these. */
typedef enum rule_census {
	RULE_CENSUS_NEITHER,
	RULE_CENSUS_HOME,    /* electively home educated */
	RULE_CENSUS_MISSING, /* missing education, s. 436A */
} rule_census;

typedef struct rule_route {
	const char *code;
	char off_roll;  /* limb of 436B(5) of a child on no roll: a, c; 0 none */
	char on_roll;   /* limb of a registered pupil: b, c; 0 none */
	bool review;    /* of a pupil, condition C is an officer's decision (INFERENCE, law 2.1) */
	bool of_school; /* of a registered pupil by its nature: no further route of another child */
	bool held;      /* never eligible under 436B: held on another recorded basis */
	bool before_age;  /* held before compulsory school age, not while it lasts */
	bool leaves_roll; /* begins with leaving a school's roll, where the child is on one */
	char arranged;    /* paragraph of 436D(6) it is full-time education by: a, b, c; 0 none */
	bool no_support;  /* 436G(5): an authority must arrange it (s. 19, s. 42(2) CFA 2014) */
	rule_census census;
	const char *citation; /* what makes it what it is */
} rule_route;

/** NULL: no such route. */
const rule_route *rule_route_find(const char *code);

/** The @p i-th route; NULL beyond the last. */
const rule_route *rule_route_at(size_t i);

/** The limb of 436B(5) met on this route, 'a', 'b' or 'c'; 0: none, or an unknown route. */
char rule_route_limb(const char *code, bool on_roll);

/* The routes that hold on one day: several at once where the law allows it. */
typedef unsigned rule_routes;

/** Add a route.  False: no such route, the set is as it was. */
bool rule_routes_add(rule_routes *set, const char *code);

/** May @p code be a further route of an entry on @p limb, beside those of @p set?  @p ret_why: a
 * phrase that says why not; NULL: not wanted. */
bool rule_routes_allow(rule_routes set, char limb, const char *code, const char **ret_why);

/**
 * s. 436D(6): do the parents' duties apply?  Not to full-time education by s. 19 arrangements, by
 * the proprietor of the school where the child is a pupil, by s. 61 CFA 2014 arrangements, any
 * combination of them, or any of them with attendance at school.
 * @param pupil          registered at a relevant school: without it (6)(b) is no arrangement
 * @param full_time      the education so arranged, with attendance, is full-time
 * @param ret_paragraph  of 436D(6): a, b, c, or e for several; 0 when the duties apply
 */
bool rule_routes_parent_duties(rule_routes set, bool pupil, bool full_time, char *ret_paragraph);

/** Is it education arranged as 436D(6) says?  Only of such a route does it matter whether what is
 * arranged is full-time.  @p pupil: as above.  False for an unknown route. */
bool rule_route_arranged(const char *code, bool pupil);

/** s. 436G(5): does the support duty apply?  @p pupil: registered at a relevant school. */
bool rule_routes_support(rule_routes set, bool pupil);

/** What a child on these routes counts as.  Missing education where one of them says so; home
 * educated where all of them say so (INFERENCE); else neither, as on no route.  What a child is
 * held on beside an entry, in another of its records, says nothing. */
rule_census rule_routes_census(rule_routes set);

/** "home_educated", "missing_education" or "neither". */
const char *rule_census_text(rule_census census);

#endif
