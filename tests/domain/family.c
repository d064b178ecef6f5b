/* A family around a scene. */
#include "family.h"

#include <check.h>
#include <stdio.h>

#include <cnis/contact_point.h>
#include <cnis/withdrawal.h>

#include "domain/change.h"

int64_t
family_entry(scene *s, int64_t child, const char *from)
{
	char text[640];
	cnis_day d = scene_day(from);
	int64_t entry, duty;

	(void)snprintf(
	    text, sizeof(text),
	    "INSERT INTO entry (uuid, child_id, route, condition_c, from_day, notified_day,"
	    " notified_by, registered_day, reason, owner_id, source, basis, recorded_at, rev)"
	    " VALUES ('u', %%lld, 'home_education', 'a', %d, %d, 'parent', %d, 'unknown', 1,"
	    " 'parent', 's436a', :at, :rev)",
	    d, d, d);
	entry = scene_sql(s, text, child, 0);
	(void)snprintf(text, sizeof(text),
	               "INSERT INTO duty (kind, rule, rule_version, inputs, child_id, entry_id,"
	               " opened_day, due_day, state, opened_at, rev)"
	               " VALUES ('review', 'LOCAL.review.yearly', 1, '{}', %%lld, %%lld, %d, %d,"
	               " 'open', :at, :rev)",
	               d, d + 90);
	duty = scene_sql(s, text, child, entry);
	(void)snprintf(text, sizeof(text),
	               "INSERT INTO duty_owner (child_id, duty_id, officer_id, from_day, rev)"
	               " VALUES (%%lld, %%lld, 1, %d, :rev)",
	               d);
	(void)scene_sql(s, text, child, duty);
	return entry;
}

static const char *
quoted(const char *text, char buf[32])
{
	if (!text)
		return "NULL";
	(void)snprintf(buf, 32, "'%s'", text);
	return buf;
}

int64_t
family_flag(scene *s, int64_t child, const char *kind, const char *from, const char *to,
            const char *authority, const char *harm)
{
	char text[512], end[32] = "NULL", by[32], conclusion[32];

	if (to)
		(void)snprintf(end, sizeof(end), "%d", scene_day(to));
	(void)snprintf(text, sizeof(text),
	               "INSERT INTO flag (child_id, kind, from_day, to_day, authority,"
	               " significant_harm, source, basis, recorded_at, rev)"
	               " VALUES (%%lld, '%s', %d, %s, %s, %s, 'social_care', 's436a', :at, :rev)",
	               kind, scene_day(from), end, quoted(authority, by), quoted(harm, conclusion));
	return scene_sql(s, text, child, 0);
}

int64_t
family_parent(scene *s, int64_t child)
{
	int64_t person =
	    scene_sql(s,
	              "INSERT INTO person (uuid, kind, source, basis, recorded_at, rev)"
	              " VALUES ('u', 'parent', 'parent', 's436a', :at, :rev)",
	              0, 0);
	int64_t address = scene_sql(s,
	                            "INSERT INTO address (uuid, source, basis, recorded_at, rev)"
	                            " VALUES ('u', 'parent', 's436a', :at, :rev)",
	                            0, 0);

	(void)scene_sql(s,
	                "INSERT INTO relationship (child_id, person_id, kind, responsibility,"
	                " has_care, educates, source, basis, recorded_at, rev)"
	                " VALUES (%lld, %lld, 'parent', 'yes', 'yes', 'yes', 'parent', 's436a',"
	                " :at, :rev)",
	                child, person);
	(void)scene_sql(s,
	                "INSERT INTO person_residence (person_id, address_id, kind, source, basis,"
	                " recorded_at, rev)"
	                " VALUES (%lld, %lld, 'home', 'parent', 's436a', :at, :rev)",
	                person, address);
	return person;
}

int64_t
family_reached_at(scene *s, int64_t person, const char *kind, const char *value)
{
	cnis_contact_point_new n = { .size = sizeof(n),
		                     .person_id = person,
		                     .kind = kind,
		                     .value = value,
		                     .fact = { .from = scene_day("2026-10-01"),
		                               .source = "parent" } };
	cnis_error err = { 0 };
	int64_t id = 0;

	scene_want(cnis_contact_point_add(s->r, &n, &id, &err), CNIS_OK, &err);
	return id;
}

int64_t
family_notice(scene *s, int64_t child, const char *placement, const char *placed_by, const char *on)
{
	cnis_withdrawal_new w = { .size = sizeof(w),
		                  .child_id = child,
		                  .notified_by = "school",
		                  .notified = scene_day(on),
		                  .school_name = "Fernhill School",
		                  .placement = placement,
		                  .placed_by = placed_by };
	cnis_error err = { 0 };
	int64_t id = 0;

	scene_want(cnis_withdrawal_notify(s->r, &w, &id, &err), CNIS_OK, &err);
	return id;
}

int64_t
family_duties(scene *s, int64_t child, const char *kind, const char *state)
{
	char text[256];

	(void)snprintf(text, sizeof(text),
	               "SELECT count(*) FROM duty WHERE child_id = %%lld AND kind = '%s'"
	               " AND state = '%s'",
	               kind, state);
	return scene_ask(s, text, child, 0);
}

cnis_day
family_due(scene *s, int64_t child, const char *kind)
{
	char text[256];

	(void)snprintf(text, sizeof(text),
	               "SELECT due_day FROM duty WHERE child_id = %%lld AND kind = '%s'"
	               " AND state = 'open' ORDER BY id DESC LIMIT 1",
	               kind);
	return (cnis_day)scene_ask(s, text, child, 0);
}
