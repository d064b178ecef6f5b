#include "merge_case.h"

#include <check.h>
#include <string.h>

#include <cnis/entry.h>
#include <cnis/merge.h>

scene s;
cnis_error err;
int64_t old, kept, third;

void
merge_setup(void)
{
	err = (cnis_error){ 0 };
	scene_make_in_force(&s, TODAY, "2026-09-01");
	old = scene_child(&s, "2015-03-04");
	kept = scene_child(&s, "2015-03-04");
	third = scene_child(&s, "2015-03-04");
}

void
merge_teardown(void)
{
	scene_end(&s);
}

cnis_status
merge(int64_t one, int64_t other, bool different)
{
	const cnis_merge_new n = { .size = sizeof(n),
		                   .child_id = one,
		                   .same_as_id = other,
		                   .reason = "registered twice",
		                   .certain = different };
	int64_t into = 0;

	err = (cnis_error){ 0 };
	return cnis_merge_add(s.r, &n, &into, &err);
}

void
merged(int64_t one, int64_t other)
{
	scene_want(merge(one, other, false), CNIS_OK, &err);
}

void
unmerged(int64_t one)
{
	err = (cnis_error){ 0 };
	scene_want(cnis_merge_end(s.r, one, "cousins of one name", NULL, &err), CNIS_OK, &err);
}

cnis_status
enter(int64_t child, bool on_roll)
{
	const cnis_entry_new n = { .size = sizeof(n),
		                   .child_id = child,
		                   .route = "home_education",
		                   .on_roll = on_roll,
		                   .notified = scene_day(TODAY),
		                   .fact = { .from = scene_day(TODAY),
		                             .to = CNIS_DAY_NONE,
		                             .received = scene_day(TODAY),
		                             .source = "parent" } };
	int64_t id = 0;

	err = (cnis_error){ 0 };
	return cnis_entry_open(s.r, &n, &id, &err);
}

void
number(int64_t child, const char *value)
{
	(void)scene_sql(&s,
	                strcmp(value, "A") == 0
	                    ? "INSERT INTO identifier (child_id, kind, value, verified, source,"
	                      " basis, recorded_at, rev)"
	                      " VALUES (%lld, 'upn', 'A1', 1, 'school', 's436a', :at, :rev)"
	                    : "INSERT INTO identifier (child_id, kind, value, verified, source,"
	                      " basis, recorded_at, rev)"
	                      " VALUES (%lld, 'upn', 'B1', 1, 'school', 's436a', :at, :rev)",
	                child, 0);
}

int64_t
last(void)
{
	return scene_ask(&s, "SELECT max(seq) FROM journal", 0, 0);
}
