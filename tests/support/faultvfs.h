#ifndef CNIS_SUPPORT_FAULTVFS_H
#define CNIS_SUPPORT_FAULTVFS_H

/*
 * A VFS over the ordinary one that counts what changes the disk (write, sync, truncate, delete) and
 * fails at the n-th of them.
 */
typedef enum fault_kind {
	FAULT_NONE,
	FAULT_CRASH, /* the process ends there and then, exit code 77 */
	FAULT_IOERR, /* that one call fails */
	FAULT_FULL,  /* from then on the disk is full */
} fault_kind;

enum { FAULT_EXIT = 77 };

/** Make it the default VFS; once a process. */
void faultvfs_install(void);

/** @p n counts from 0. */
void faultvfs_arm(fault_kind kind, long n);

/** How many calls were failed since. */
long faultvfs_hits(void);

/** Syncs since faultvfs_arm(). */
long faultvfs_syncs(void);

#endif
