#ifndef CNIS_STATUS_H
#define CNIS_STATUS_H

/**
 * @file cnis/status.h
 * What a call can answer.  Value, name and text stand on one line so that they cannot drift;
 * values are never reused or renumbered.
 *
 * Every function that returns a status returns ::CNIS_OK when it did what it says, and may return
 * ::CNIS_ENOMEM when memory ran out, ::CNIS_EIO when a file could not be read or written, and
 * ::CNIS_ESTORE when the register could not answer or was used out of turn.  A function that is
 * given a register may also return ::CNIS_ECORRUPT when what it reads there cannot be what was
 * written, ::CNIS_EBUSY when another process keeps the file from being read, and ::CNIS_EREADONLY
 * when its log cannot be brought into order because the file may not be written.  These are not
 * repeated at each function; everything else it can return is, and a test compares (see also "as
 * every change" in cnis/register.h).
 *
 * What a function hands out goes through parameters named `ret_...` (a single one may be `ret`),
 * which are left untouched unless the answer is ::CNIS_OK or the function says otherwise, and
 * `reterr`, which is filled only on failure.  Both are the caller's; `reterr` may be NULL.
 */

#if defined(__GNUC__)
#define CNIS_API               __attribute__((visibility("default")))
#define CNIS_PRINTF(fmt, args) __attribute__((format(printf, fmt, args)))
#else
#define CNIS_API
#define CNIS_PRINTF(fmt, args)
#endif

/* clang-format off */
#define CNIS_STATUS_MAP(X)                                   \
	X(OK, 0, "ok")                                       \
	X(ENOMEM, -1, "out of memory")                       \
	X(EINVAL, -2, "invalid argument")                    \
	X(ENOTFOUND, -3, "no such record")                   \
	X(EEXISTS, -4, "record already exists")              \
	X(ECONFLICT, -5, "record changed since it was read") \
	X(EREFUSED, -6, "refused by a rule")                 \
	X(EBUSY, -7, "register is locked")                   \
	X(ESCHEMA, -8, "register schema version mismatch")   \
	X(EREADONLY, -9, "register is read-only")            \
	X(ECORRUPT, -10, "register is damaged")              \
	X(EIO, -11, "input/output error")                    \
	X(ESTORE, -12, "storage error")                      \
	X(EPERM, -13, "not permitted")

typedef enum cnis_status {
#define CNIS_STATUS_GEN(name, value, text) CNIS_##name = (value),
	CNIS_STATUS_MAP(CNIS_STATUS_GEN)
#undef CNIS_STATUS_GEN
} cnis_status;
/* clang-format on */

/** The fixed text of @p status; "unknown status" for any other number.  Static, never NULL. */
CNIS_API const char *cnis_status_text(cnis_status status);

#endif
