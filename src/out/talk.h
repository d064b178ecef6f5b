#ifndef CNIS_OUT_TALK_H
#define CNIS_OUT_TALK_H

#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>

#include <cnis/status.h>

/* What the program says to a person, on stderr: never data, never personal data. */

/** Nothing but errors from now on. */
void talk_quiet(bool quiet);

/** One line. */
void talk_line(const char *prefix, const char *fmt, va_list args) CNIS_PRINTF(2, 0);

/** How far long work is; only when stderr is a terminal, at most ten times a second.  @p total 0:
 * unknown. */
void talk_progress(const char *what, int64_t done, int64_t total);

/** Take the progress line away. */
void talk_progress_end(void);

#endif
