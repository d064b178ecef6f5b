/* The story, in and out, and the proof: lists, an import, the logs, a night, an end. */
#include "story.h"

#include <stdio.h>

#include <cnis/access.h>
#include <cnis/doctor.h>
#include <cnis/duty.h>
#include <cnis/export.h>
#include <cnis/import.h>
#include <cnis/journal.h>
#include <cnis/nightly.h>
#include <cnis/officer.h>

LOOK(look_access, cnis_access_row)
LOOK(look_check, cnis_check)
LOOK(look_log, cnis_log_entry)

static cnis_status
look_bytes(const void *bytes, size_t len, void *payload, cnis_error *reterr)
{
	(void)bytes;
	(void)len;
	(void)payload;
	(void)reterr;
	return CNIS_OK;
}

static cnis_status
look_id(int64_t id, void *payload, cnis_error *reterr)
{
	(void)id;
	(void)payload;
	(void)reterr;
	return CNIS_OK;
}

static cnis_status
exported(cnis_register *r, cnis_error *e)
{
	cnis_export_options o = { .size = sizeof(o),
		                  .purpose = "a test of failures",
		                  .with_safeguarding = true };
	cnis_status st = cnis_export_children(r, &o, look_bytes, NULL, NULL, e);

	o.format = CNIS_EXPORT_JSON;
	return st == CNIS_OK ? cnis_export_children(r, &o, look_bytes, NULL, NULL, e) : st;
}

static cnis_status
imported(cnis_register *r, cnis_error *e)
{
	char file[512], map[512];
	cnis_import_options o = { .size = sizeof(o), .file = file, .map = map, .apply = true };
	cnis_import done = { 0 };
	FILE *f;

	(void)snprintf(file, sizeof(file), "%s/return.csv", story_folder);
	(void)snprintf(map, sizeof(map), "%s/return.map", story_folder);
	f = fopen(map, "w");
	(void)fputs("full_name = name\nborn = born\nground = why\ndeleted = left\n"
	            "notice = letter\nschool_name := Larkfield School\n",
	            f);
	(void)fclose(f);
	f = fopen(file, "w");
	(void)fputs(
	    "name,born,why,left,letter\nPat Newcomer,2014-05-06,f,2026-11-10,2026-11-01\n"
	    "Val Newcomer,2013-05-06,f,2026-11-10,\nMax Newcomer,2012-05-06,a,2026-11-10,\n",
	    f);
	(void)fclose(f);
	return cnis_import_deletions(r, &o, NULL, NULL, &done, e);
}

static cnis_status
logs(cnis_register *r, cnis_error *e)
{
	cnis_status st = cnis_log_walk(r, known.family.child_id[0], 0, 0, look_log, NULL, e);

	if (st == CNIS_OK)
		st = cnis_log_get(r, known.newest, look_log, NULL, e);
	if (st == CNIS_OK)
		st = cnis_log_children(r, known.newest, look_id, NULL, e);
	if (st == CNIS_OK) /* few: it grows while this is tried again and again */
		st = cnis_access_walk(r, NULL, 0, NULL, 3, look_access, NULL, e);
	return st;
}

static cnis_status
noted(cnis_register *r, cnis_error *e)
{
	return cnis_access_note(r, "child show", NULL, known.family.child_id, 2, e);
}

static cnis_status
examined(cnis_register *r, cnis_error *e)
{
	return cnis_doctor(r, look_check, NULL, NULL, e);
}

static cnis_status
night(cnis_register *r, cnis_error *e)
{
	cnis_nightly_options o = { .size = sizeof(o), .out = story_folder };
	cnis_nightly n = { 0 };

	return cnis_nightly_run(r, &o, NULL, NULL, &n, e);
}

static cnis_status
grown_up(cnis_register *r, cnis_error *e)
{
	return cnis_tick(r, story_day("2033-07-01"), NULL, e);
}

static cnis_status
officer_left(cnis_register *r, cnis_error *e)
{
	return cnis_officer_end(r, "dana", "boss", NULL, e);
}

const story_step story_proof[] = {
	{ "exported", "boss", "2026-11-18", exported, R },
	{ "noted", "boss", "2026-11-18", noted, R },
	{ "logs", "boss", "2026-11-18", logs, R },
	{ "imported", "boss", "2026-11-18", imported, W },
	{ "examined", "boss", "2026-11-18", examined, R },
	{ "night", "boss", "2026-11-18", night, .stride = 31 },
	{ "grown up", "boss", "2033-07-02", grown_up, W },
	{ "officer left", "boss", "2033-07-02", officer_left, W },
	{ 0 },
};
