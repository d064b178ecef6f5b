#ifndef CNIS_TESTS_DOMAIN_FAMILY_H
#define CNIS_TESTS_DOMAIN_FAMILY_H

#include "support.h"

/* A family around a scene, by plain inserts: what is tested is what happens to it. */

/** A home education entry of limb (a) with an open review duty, both from @p from. */
int64_t family_entry(scene *s, int64_t child, const char *from);

/** A flag from @p from; @p to NULL while it holds; @p authority and @p harm may be NULL. */
int64_t family_flag(scene *s, int64_t child, const char *kind, const char *from, const char *to,
                    const char *authority, const char *harm);

/** A parent with care and a current address. */
int64_t family_parent(scene *s, int64_t child);

/** A contact point of the adult, known since 1 October 2026.  Fails the test unless it is kept. */
int64_t family_reached_at(scene *s, int64_t person, const char *kind, const char *value);

/** A notice of home education from a school, on @p on.  Fails the test unless it is kept. */
int64_t family_notice(scene *s, int64_t child, const char *placement, const char *placed_by,
                      const char *on);

/** How many duties of @p kind the child has in @p state. */
int64_t family_duties(scene *s, int64_t child, const char *kind, const char *state);

/** Due day of the newest open duty of @p kind. */
cnis_day family_due(scene *s, int64_t child, const char *kind);

#endif
