/* The whole register, spreadsheets of an authority that moves in: every kind, and one taken back.
 */
#include "story.h"

#include <string.h>

#include <cnis/import.h>
#include <cnis/journal.h>

LOOK(look_batch, cnis_batch)
LOOK(look_note, cnis_import_note)

static char children_batch[40], contacts_batch[40];

/* The columns have the names of the fields. */
static cnis_status
sheet(cnis_register *r, cnis_import_kind kind, const char *rows, char *ret_batch, cnis_error *e)
{
	char file[512], map[512], fields[1024] = "", header[256] = "", *rest = NULL;
	cnis_import_options o = { .size = sizeof(o), .file = file, .map = map, .apply = true };
	cnis_import_done done = { 0 };
	cnis_status st;

	(void)strncat(header, rows, strcspn(rows, "\n"));
	for (char *c = strtok_r(header, ",", &rest); c != NULL; c = strtok_r(NULL, ",", &rest)) {
		(void)strncat(fields, c, 40);
		(void)strcat(fields, " = ");
		(void)strncat(fields, c, 40);
		(void)strcat(fields, "\n");
	}
	story_put("sheet.csv", rows, file, sizeof(file));
	story_put("sheet.map", fields, map, sizeof(map));
	st = cnis_import_rows(r, kind, &o, look_note, NULL, &done, e);
	if (st == CNIS_OK && ret_batch != NULL)
		memcpy(ret_batch, done.batch, sizeof(done.batch));
	return st;
}

static cnis_status
children(cnis_register *r, cnis_error *e)
{
	return sheet(r, CNIS_IMPORT_CHILDREN,
	             "key,family,full_name,born,sex,from,received\n"
	             "1,F1,Ada Testwick,2014-04-13,F,2023-09-01,2023-09-04\n"
	             "2,F1,Bob Testwick,2013-02-28,,,2023-09-04\n",
	             children_batch, e);
}

static cnis_status
people(cnis_register *r, cnis_error *e)
{
	return sheet(r, CNIS_IMPORT_PEOPLE,
	             "key,family,person,full_name,relationship,line1,postcode\n"
	             ",F1,P1,May Testwick,mother,1 Row,QZ1 1AB\n"
	             "2,,,Joe Testwick,father,,\n",
	             NULL, e);
}

static cnis_status
addresses(cnis_register *r, cnis_error *e)
{
	return sheet(r, CNIS_IMPORT_ADDRESSES,
	             "key,family,person,kind,from,to,line1,postcode\n"
	             ",F1,,home,2020-05-01,,1 Row,QZ1 1AB\n"
	             "1,,,previous,2015-01-01,2020-04-30,9 Lane,QZ1 1AZ\n"
	             ",,P1,additional,2021-01-01,,3 Row,QZ1 1AB\n",
	             NULL, e);
}

static cnis_status
needs(cnis_register *r, cnis_error *e)
{
	return sheet(r, CNIS_IMPORT_NEEDS,
	             "key,kind,from,reviewed,confirmed_by,note\n"
	             "1,ehc_plan,2024-01-10,2026-01-08,SEND team,two words\n",
	             NULL, e);
}

static cnis_status
reviews(cnis_register *r, cnis_error *e)
{
	return sheet(r, CNIS_IMPORT_REVIEWS,
	             "key,on,outcome,reasons,reviewer\n"
	             "1,2024-03-01,suitable,Work was seen.,A. Former\n",
	             NULL, e);
}

static cnis_status
contacts(cnis_register *r, cnis_error *e)
{
	return sheet(r, CNIS_IMPORT_CONTACTS,
	             "key,on,method,outcome,person,note,by\n"
	             "1,2025-03-01,telephone,reached,P1,Spoke at length.,A. Former\n",
	             contacts_batch, e);
}

static cnis_status
families(cnis_register *r, cnis_error *e)
{
	return sheet(r, CNIS_IMPORT_FAMILIES,
	             "key,family,full_name,born,received,line1,postcode,parent1_name,"
	             "parent1_relationship\n"
	             "7,F7,Una Twig,2015-06-17,2025-01-07,1 Lane,QZ1 1AF,May Twig,mother\n",
	             NULL, e);
}

static cnis_status
batches(cnis_register *r, cnis_error *e)
{
	return cnis_batch_walk(r, look_batch, NULL, e);
}

static cnis_status
contacts_back(cnis_register *r, cnis_error *e)
{
	int64_t n = 0;

	return cnis_undo_batch(r, contacts_batch, "the wrong sheet", &n, NULL, e);
}

static cnis_status
others_build_on_it(cnis_register *r, cnis_error *e)
{
	int64_t n = 0, blocker = 0;

	return cnis_undo_batch(r, children_batch, NULL, &n, &blocker, e);
}

const story_step story_whole_sheets[] = {
	{ "children", "boss", "2026-11-18", children, W },
	{ "people", "boss", "2026-11-18", people, W },
	{ "addresses", "boss", "2026-11-18", addresses, W },
	{ "needs", "boss", "2026-11-18", needs, W },
	{ "reviews", "boss", "2026-11-18", reviews, W },
	{ "contacts", "boss", "2026-11-18", contacts, W },
	{ "families", "boss", "2026-11-18", families, W },
	{ "batches", "boss", "2026-11-18", batches, R },
	{ "contacts taken back", "boss", "2026-11-18", contacts_back, W },
	{ "others build on it", "boss", "2026-11-18", others_build_on_it, CNIS_ECONFLICT, W },
	{ 0 },
};
