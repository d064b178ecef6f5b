#ifndef CNIS_SUPPORT_OOM_H
#define CNIS_SUPPORT_OOM_H

/* Fails allocations of SQLite and, through base/mem.h, our own.  Call oom_install() first of all.
 */
void oom_install(void);

/** Fail the @p n-th allocation from now (0 is the next one) and none after; -1 never. */
void oom_fail_at(long n);

/** How many were failed since. */
long oom_hits(void);

#endif
