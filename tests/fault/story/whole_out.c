/* The whole register, out and in: all of it as lines, into a register that is new. */
#include "story.h"

#include <stdio.h>
#include <stdlib.h>

#include <cnis/disposal.h>
#include <cnis/full.h>
#include <cnis/journal.h>

static char file[512];

static cnis_status
everything(cnis_register *r, cnis_error *e)
{
	cnis_full full = { 0 };

	(void)snprintf(file, sizeof(file), "%s/all.jsonl", story_folder);
	return cnis_export_full_file(r, "a test of failures", file, true, &full, e);
}

static cnis_status
not_new(cnis_register *r, cnis_error *e)
{
	cnis_import_full_options o = { .size = sizeof(o), .file = file };
	cnis_imported done = { 0 };

	return cnis_import_full(r, &o, &done, e);
}

LOOK(look_due, cnis_disposal_due)

static cnis_status
due_for_disposal(cnis_register *r, cnis_error *e)
{
	return cnis_disposal_walk(r, CNIS_DISPOSE_ALL, story_day("2026-11-19"), look_due, NULL, e);
}

static cnis_status
disposed_of(cnis_register *r, cnis_error *e)
{
	cnis_disposal did = { 0 };

	return cnis_disposal_run(r, CNIS_DISPOSE_ALL, &did, e);
}

const story_step story_whole_out[] = {
	{ "everything", "boss", "2026-11-18", everything, R },
	{ "not into this one", "boss", "2026-11-18", not_new, CNIS_EEXISTS, W },
	{ "due for disposal", "boss", "2026-11-18", due_for_disposal, R },
	{ "disposed of", "boss", "2026-11-19", disposed_of, W },
	{ 0 },
};
