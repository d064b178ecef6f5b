#ifndef CNIS_SUPPORT_FAULTCALL_H
#define CNIS_SUPPORT_FAULTCALL_H

/*
 * Fails the n-th call that the library makes of something outside it.  The linker brings the calls
 * here: give the program the options of FAULTCALL_LINK (tests/fault/CMakeLists.txt).
 */
typedef enum fault_call {
	CALL_FILE,   /* open, read, write, sync, rename, ...: the errno given */
	CALL_SQLITE, /* prepare, bind, step, session, changeset, backup, ...: the code given */
	CALL_MEMORY, /* base/mem.h: no memory */
	CALL_JSON,   /* the allocations of jansson: no memory */
	CALL_KINDS,
} fault_call;

/** Before the first use of jansson. */
void faultcall_install(void);

/** The @p n-th call from now (0 is the next one) fails with @p code, and none after. */
void faultcall_arm(fault_call kind, int code, long n);

/** Fail nothing more.  @return how many were failed since faultcall_arm(): 0 or 1 */
long faultcall_disarm(void);

/** What was failed, for the one who looks for it. */
const char *faultcall_last(void);

#endif
