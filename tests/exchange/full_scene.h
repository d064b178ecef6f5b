#ifndef CNIS_TESTS_EXCHANGE_FULL_SCENE_H
#define CNIS_TESTS_EXCHANGE_FULL_SCENE_H

#include <cnis/full.h>

#include "domain/support.h"

/*
 * Two registers: `from` has rows in every table and its full export in the file `first`; `to` is
 * new.  Both are open for the officer "keeper".  Every helper ends the test when it fails.
 */
extern scene from, to;
extern char first[128], second[128], edited[128];

/** Once for all tests of a program: it is read by each and changed by none. */
void full_make_source(void);
void full_remove_source(void);
/** For each test. */
void full_set_up(void);
void full_tear_down(void);

/** Another `to`; end the one there is before. */
void full_make_target(const char *login, const char *authority, bool demonstration);
void full_export_to(const scene *s, const char *path);
cnis_status full_import_from(const char *path, bool apply, cnis_imported *did, cnis_error *e);

char *full_slurp(const char *path); /* free() it */
void full_spill(const char *path, const char *text);
void full_same_files(const char *a, const char *b);

#endif
