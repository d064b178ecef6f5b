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

/** A third: what is told of a child beside the entry, one child in two records, another body's
 * list, and spreadsheets of families that were elsewhere. */
extern const story_step *const story_whole[];

/** A fourth: the hard days, and who sees what. */
extern const story_step *const story_hard[];

extern const story_step story_setting_up[], story_registering[], story_leaving[], story_facts[],
    story_reviews[], story_work[], story_proof[];
extern const story_step story_ends_start[], story_ends_facts[], story_ends_work[],
    story_ends_last[];
extern const story_step story_whole_start[], story_whole_facts[], story_whole_homes[],
    story_whole_routes[], story_whole_same[], story_whole_sheets[], story_whole_intake[],
    story_whole_forward[], story_whole_out[];
extern const story_step story_hard_days[], story_hard_sight[];

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

/** A file of this name with this text in the folder; @p path receives where it is. */
void story_put(const char *name, const char *text, char *path, size_t size);

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
