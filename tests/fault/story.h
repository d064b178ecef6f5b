#ifndef CNIS_FAULT_STORY_H
#define CNIS_FAULT_STORY_H

#include <cnis/register.h>

/* One family's way through the register, a call of the library a step.  Steps are taken in order;
 * each must be repeatable while it fails. */
typedef struct story_step {
	const char *name;
	const char *login;
	const char *on; /* today, ISO */
	cnis_status (*take)(cnis_register *r, cnis_error *reterr);
	cnis_status want;
	bool reads; /* opened for reading */
	bool dry;   /* may be tried in a dry run */
	int stride; /* n: only every n-th is failed, for real, and any refusal will do; 0: each */
} story_step;

/** Ends with a row without a name. */
extern const story_step story[];

/** Another family of another register: what ends, what is settled, and what is not agreed. */
extern const story_step story_ends[];

/** Where the steps that need files put them. */
extern const char *story_folder;

#endif
