/* The two stories, and what their chapters share. */
#include "story.h"

const story_step *const story[] = { story_setting_up, story_registering, story_leaving, story_facts,
	                            story_reviews,    story_work,        story_proof,   NULL };

const story_step *const story_ends[] = { story_ends_start, story_ends_facts, story_ends_work,
	                                 story_ends_last, NULL };

story_known known;
const char *story_folder;

cnis_day
story_day(const char *iso)
{
	cnis_day d = CNIS_DAY_NONE;

	(void)cnis_day_parse(iso, &d);
	return d;
}
