#ifndef CNIS_DOMAIN_REGISTER_H
#define CNIS_DOMAIN_REGISTER_H

#include <cnis/register.h>

#include "store/access.h"
#include "store/store.h"

/* The register as the domain sees it. */
struct cnis_register {
	store *st;          /* what is read: the register, or the private copy of known-at */
	store *file;        /* the register on disk: the access log and the journal belong to it */
	access_log *access; /* opened at the first read of a child */
	char login[64];
	int64_t officer_id; /* 0: not an officer (init, migrate) */
	unsigned roles;
	bool dry_run;
	bool withheld;      /* asked to be shown what is withheld: domain/withheld.h */
	int64_t written_to; /* the person a sheet is written for: domain/withheld.h; 0 */
	bool publishing;    /* what is read is written for anybody: domain/sight.h */
	char command[201];  /* for the journal; "" when the caller gave none */
	bool clone;         /* known-at: a private copy */
	int64_t last_seq;
	bool wrote_withheld; /* into a text: store/free_text.h */
	char path[4096];
	id_list named; /* kept back, and named by reference: domain/sight.h */
	/* the open change, see domain/change.c */
	int depth;
	bool out_of_sight; /* something was touched that is kept from who does it */
	bool in_batch;     /* rows of a file, not somebody's word about a family: told.h */
	cnis_day heard;    /* first day something written was said by another than the family */
	char about[96];    /* command of that change, where change.c puts it together */
	id_list touched;   /* children, each once */
	id_list recorded;  /* children recorded by it, each once; some of whom may be kept back */
};

/** CNIS_EINVAL: only a demonstration register's clock can be set. */
cnis_status register_live_clock(const char *where, cnis_error *reterr);

#endif
