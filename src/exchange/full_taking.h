#ifndef CNIS_EXCHANGE_FULL_TAKING_H
#define CNIS_EXCHANGE_FULL_TAKING_H

#include "exchange/full.h"

/* A full import under way: full_import.c, and full_arrive.c for the register it comes into. */
typedef struct taking {
	cnis_register *r;
	const cnis_import_full_options *options;
	full_shape shape;
	full_file file;
	full_head head;
	layout_cursor *insert; /* by place in the shape */
	int64_t *seen;         /* how many of each */
	full_progress at;      /* what is in, at the last commit */
	char batch[FULL_BATCH], command[FULL_COMMAND];
	char own_name[256]; /* of the officer who imports, as `init` wrote it */
	bool real;          /* not the rehearsal */
	full_codes codes;
	bool officers;                /* settings, officers and roles are in */
	int64_t child_id, child_line; /* the one whose records are coming; 0: none */
	struct whole {
		int64_t id, line;
	} * again; /* children who lacked something when theirs was in: looked at at the end */
	size_t n_again, room_again;
	int64_t children, records; /* in this batch */
	size_t bytes;
	cnis_imported *ret;
	cnis_error *err;
} taking;

/** Does what the header says fit this register?  @retval CNIS_ESCHEMA CNIS_EREFUSED */
cnis_status full_check_head(const taking *t);
/** Empty as `init` left it, or a part of this very file: t->at.  Keeps the actor's name.
 * @retval CNIS_EEXISTS  anything else */
cnis_status full_check_register(taking *t);
/** In the first batch: what `init` wrote gives way to what the file says. */
cnis_status full_forget_init_tx(const taking *t);
/** Once the officers are in: whoever imports is an administrator, or is kept as one.
 * @retval CNIS_EREFUSED  neither */
cnis_status full_check_officers_tx(taking *t);
/** The officers are others now: the actor is known by another number. */
cnis_status full_find_self(const taking *t);

#endif
