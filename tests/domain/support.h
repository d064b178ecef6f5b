#ifndef CNIS_TESTS_DOMAIN_SUPPORT_H
#define CNIS_TESTS_DOMAIN_SUPPORT_H

#include <cnis/register.h>

/*
 * A demonstration register in a folder of its own, removed with it.  The maker "boss" is
 * administrator, officer and manager.  Every helper ends the test when it fails.
 */
typedef struct scene {
	char dir[64];
	char path[96];
	cnis_register *r;
} scene;

/** Midday in London on @p iso. */
int64_t scene_noon(const char *iso);
cnis_day scene_day(const char *iso);

/** Make it on the day @p iso for authority 302 and open it for writing as "boss".  Sections 37 to
 * 39 are not in force. */
void scene_make(scene *s, const char *iso);

/** The same, with the in-force date of the three sections. */
void scene_make_in_force(scene *s, const char *iso, const char *in_force);

/** Close and open again as @p login at midday of @p iso. */
void scene_as(scene *s, const char *login, const char *iso);

void scene_end(scene *s);

/** Add an officer; needs an administrator. */
int64_t scene_officer(scene *s, const char *login, unsigned roles);

/** Fixed SQL inside one change of its own; %lld are @p a and @p b (0 when not used).  The
 * invariant is not checked.  ":rev" and ":at" may be used. */
int64_t scene_sql(scene *s, const char *text, long long a, long long b);

/** One integer answer of fixed SQL; INT64_MIN when there is no row or it is NULL. */
int64_t scene_ask(scene *s, const char *text, long long a, long long b);

/** A child born on @p born with a legal name, school age worked out. */
int64_t scene_child(scene *s, const char *born);

/** A home education entry from @p from, owned by the actor, without any duty: open one. */
int64_t scene_entry(scene *s, int64_t child_id, const char *from);

/** Fail the test unless @p st is @p want, with the error's message. */
void scene_want(cnis_status st, cnis_status want, const cnis_error *err);

#endif
