#ifndef CNIS_TEST_ERASE_CASE_H
#define CNIS_TEST_ERASE_CASE_H

#include "store/erase.h"
#include "store/inside.h"

/* An intake whose texts are to be found nowhere any more, and the erasure of them. */

extern store *s; /* NULL: a test closed it */
extern char standby[512];
extern const char RULE[], WHO[], WHAT[];
extern const store_entry DISPOSAL;

enum { BLANKS = 4, SUBJECTS = 2 };
extern const erase_column blanks[BLANKS];
extern const erase_subject subjects[SUBJECTS];

/* Fixture: a family register; at the end it verifies. */
void erase_setup(void);
void erase_teardown(void);

store *open_as(store_mode mode);
verify_result verify(void);
int64_t number(const char *sql);
int64_t head(void);

bool file_holds(const char *path, const char *text);
/* In the register, its log, its standby copy: anywhere at all. */
bool anywhere(const char *text);
void want_nowhere(void);

/* An intake with two children, changed twice; the second child was taken back. */
int64_t intake(int64_t *ret_changed);

/* One disposal; @p then is run after it in the same entry, %lld being its seq. */
cnis_status erase(const erase_subject *what, size_t n, const char *then, erase_counts *ret,
                  cnis_error *e);
void must_erase(const erase_subject *what, size_t n, const char *then);
void settle(void);

#endif
