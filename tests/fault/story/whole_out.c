/* The whole register, out and in: all of it as lines, into a register that is new. */
#include "story.h"

#include <stdio.h>
#include <stdlib.h>

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

const story_step story_whole_out[] = {
	{ "everything", "boss", "2026-11-18", everything, R },
	{ "not into this one", "boss", "2026-11-18", not_new, CNIS_EEXISTS, W },
	{ 0 },
};
