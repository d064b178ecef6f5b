#ifndef CNIS_CLI_ALIKE_H
#define CNIS_CLI_ALIKE_H

#include <stdbool.h>

#include <cnis/likeness.h>
#include <cnis/registration.h>

#include "cli/cli.h"

/* How alike two records of a child are, for people: what is known of both, field by field. */

enum { ALIKE_SIZE = 1200 };

/** "family name the same; birth date differs", or with @p weights "family name the same (8.5); ..."
 */
void alike_words(const cnis_likeness *l, bool weights, char buf[ALIKE_SIZE]);

/** "    family name  the same (+8.5)", a line each, and one for @p rule, which may be NULL. */
void alike_lines(const cnis_likeness *l, const char *rule, char buf[ALIKE_SIZE]);

/** Say what registration found alike, field by field: what is known of both, and how much it
 * weighs.  @p line is put behind the field */
void alike_say(const cli *x, const cnis_registration_note *n, const char *line);

#endif
