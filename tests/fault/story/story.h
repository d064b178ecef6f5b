#ifndef CNIS_FAULT_STORY_H
#define CNIS_FAULT_STORY_H

#include <cnis/register.h>
#include <cnis/registration.h>
#include <cnis/review.h>

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

#define W .dry = true
#define R .reads = true

/** A family of one register: the chapters in their order, NULL after the last.  A chapter ends with
 * a step without a name. */
extern const story_step *const story[];

/** Another family of another register: what ends, what is settled, and what is not agreed. */
extern const story_step *const story_ends[];

extern const story_step story_setting_up[], story_registering[], story_leaving[], story_facts[],
    story_reviews[], story_work[], story_proof[];
extern const story_step story_ends_start[], story_ends_facts[], story_ends_work[],
    story_ends_last[];

/** What a chapter leaves for those after it. */
typedef struct story_known {
	cnis_registration family, pupil;
	int64_t notice, notice_again; /* of the pupil */
	int64_t missing;              /* the entry of a child who is missing education */
	int64_t newest;               /* change */
	cnis_review_done review;
} story_known;
extern story_known known;

/** Where the steps that need files put them. */
extern const char *story_folder;

cnis_day story_day(const char *iso);

/* Walks look at every row and say nothing. */
#define LOOK(name, type)                                                                           \
	static cnis_status name(const type *row, void *payload, cnis_error *reterr)                \
	{                                                                                          \
		(void)row;                                                                         \
		(void)payload;                                                                     \
		(void)reterr;                                                                      \
		return CNIS_OK;                                                                    \
	}

#endif
