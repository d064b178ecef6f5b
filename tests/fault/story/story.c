/* The stories, and what their chapters share. */
#include "story.h"

#include <stdio.h>

const story_step *const story[] = { story_setting_up, story_registering, story_leaving, story_facts,
	                            story_reviews,    story_work,        story_proof,   NULL };

const story_step *const story_ends[] = { story_ends_start, story_ends_facts, story_ends_work,
	                                 story_ends_last, NULL };

const story_step *const story_whole[] = { story_whole_start,  story_whole_facts,
	                                  story_whole_homes,  story_whole_routes,
	                                  story_whole_same,   story_whole_sheets,
	                                  story_whole_intake, story_whole_forward,
	                                  story_whole_out,    NULL };

const story_step *const story_hard[] = { story_hard_days, story_hard_sight, NULL };

story_known known;
const char *story_folder;

cnis_day
story_day(const char *iso)
{
	cnis_day d = CNIS_DAY_NONE;

	(void)cnis_day_parse(iso, &d);
	return d;
}

void
story_put(const char *name, const char *text, char *path, size_t size)
{
	FILE *f;

	(void)snprintf(path, size, "%s/%s", story_folder, name);
	f = fopen(path, "w");
	(void)fputs(text, f);
	(void)fclose(f);
}
