/* A register to test with. */
#include "support.h"

#include <check.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cnis/officer.h>

#include "domain/change.h"
#include "rule/school_age.h"

/* Statements are cached by address: each text lives, at an address of its own, until the end. */
typedef struct text_kept {
	struct text_kept *next;
	store_sql sql;
	char text[4096];
} text_kept;
static text_kept *texts;

static const store_sql *
keep_text(const char *text)
{
	text_kept *k = calloc(1, sizeof(*k));

	ck_assert_ptr_nonnull(k);
	(void)snprintf(k->text, sizeof(k->text), "%s", text);
	k->sql = (store_sql){ "test.sql", k->text };
	k->next = texts;
	texts = k;
	return &k->sql;
}

cnis_day
scene_day(const char *iso)
{
	cnis_day d = CNIS_DAY_NONE;

	ck_assert_int_eq(cnis_day_parse(iso, &d), CNIS_OK);
	return d;
}

int64_t
scene_noon(const char *iso)
{
	return (int64_t)scene_day(iso) * 86400 + 12 * (int64_t)3600;
}

void
scene_want(cnis_status st, cnis_status want, const cnis_error *err)
{
	ck_assert_msg(st == want, "got '%s', want '%s': %s (%s)", cnis_status_text(st),
	              cnis_status_text(want), err->message, err->field);
}

void
scene_make_in_force(scene *s, const char *iso, const char *in_force)
{
	cnis_init_options o = { .size = sizeof(o),
		                .authority = "302",
		                .login = "boss",
		                .name = "A Manager",
		                .demonstration = true };
	cnis_error err = { 0 };

	*s = (scene){ 0 };
	(void)snprintf(s->dir, sizeof(s->dir), "/tmp/cnis-test-XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(s->dir));
	(void)snprintf(s->path, sizeof(s->path), "%s/r.cnis", s->dir);
	o.now = scene_noon(iso);
	o.s37 = in_force == NULL ? CNIS_DAY_NONE : scene_day(in_force);
	o.s38 = o.s37;
	o.s39 = o.s37;
	scene_want(cnis_register_init(s->path, &o, &err), CNIS_OK, &err);
	scene_as(s, "boss", iso);
}

void
scene_make(scene *s, const char *iso)
{
	scene_make_in_force(s, iso, NULL);
}

void
scene_as(scene *s, const char *login, const char *iso)
{
	cnis_open_options o = { .size = sizeof(o), .mode = CNIS_WRITE, .login = login };
	cnis_error err = { 0 };

	cnis_register_close(s->r);
	s->r = NULL;
	o.now = scene_noon(iso);
	scene_want(cnis_register_open(s->path, &o, &s->r, &err), CNIS_OK, &err);
}

void
scene_end(scene *s)
{
	DIR *d;
	const struct dirent *e;

	cnis_register_close(s->r);
	s->r = NULL;
	while (texts != NULL) {
		text_kept *next = texts->next;

		free(texts);
		texts = next;
	}
	d = opendir(s->dir);
	while (d != NULL && (e = readdir(d)) != NULL) {
		char name[512];

		if (e->d_name[0] == '.')
			continue;
		(void)snprintf(name, sizeof(name), "%s/%s", s->dir, e->d_name);
		(void)unlink(name);
	}
	if (d != NULL)
		(void)closedir(d);
	(void)rmdir(s->dir);
}

int64_t
scene_officer(scene *s, const char *login, unsigned roles)
{
	cnis_officer_new o = { sizeof(o), login, "An Officer", NULL, roles };
	cnis_error err = { 0 };
	int64_t id = 0;

	scene_want(cnis_officer_add(s->r, &o, &id, &err), CNIS_OK, &err);
	return id;
}

/* Replace the first two %lld and :rev, :at by numbers: fixed test text, no values of people. */
static char *
filled(const scene *s, const char *text, long long a, long long b, int64_t rev)
{
	static char out[4096];
	size_t n = 0;
	int used = 0;

	while (*text != '\0') {
		char number[32] = "";
		size_t skip = 1;

		if (strncmp(text, "%lld", 4) == 0) {
			(void)snprintf(number, sizeof(number), "%lld", used++ == 0 ? a : b);
			skip = 4;
		} else if (strncmp(text, ":rev", 4) == 0) {
			(void)snprintf(number, sizeof(number), "%lld", (long long)rev);
			skip = 4;
		} else if (strncmp(text, ":at", 3) == 0) {
			(void)snprintf(number, sizeof(number), "%lld",
			               (long long)store_now(s->r->st));
			skip = 3;
		} else {
			number[0] = *text;
		}
		ck_assert(n + strlen(number) + 1 < sizeof(out));
		memcpy(out + n, number, strlen(number) + 1);
		n += strlen(number);
		text += skip;
	}
	out[n] = '\0';
	return out;
}

int64_t
scene_sql(scene *s, const char *text, long long a, long long b)
{
	const change_spec spec = { .kind = "test.sql", .undo = STORE_UNDOABLE };
	cnis_error err = { 0 };
	cursor c = { 0 };
	int64_t id;
	cnis_status st;

	scene_want(change_begin(s->r, &spec, &err), CNIS_OK, &err);
	st = stmt_open(s->r->st, keep_text(filled(s, text, a, b, change_rev(s->r))), &c, &err);
	if (st == CNIS_OK)
		st = stmt_run(&c, &err);
	stmt_close(&c);
	id = store_last_id(s->r->st);
	scene_want(change_end(s->r, st, &err), CNIS_OK, &err);
	return id;
}

int64_t
scene_ask(scene *s, const char *text, long long a, long long b)
{
	cnis_error err = { 0 };
	cursor c = { 0 };
	bool row = false;
	int64_t out = INT64_MIN;

	scene_want(stmt_open(s->r->st, keep_text(filled(s, text, a, b, 0)), &c, &err), CNIS_OK,
	           &err);
	scene_want(stmt_step(&c, &row, &err), CNIS_OK, &err);
	if (row && !col_null(&c, 0))
		out = col_int(&c, 0);
	stmt_close(&c);
	return out;
}

int64_t
scene_child(scene *s, const char *born)
{
	cnis_day b = scene_day(born);
	rule_school_age age = rule_school_age_of(b, 9, 1);
	char text[512];
	int64_t id;

	(void)snprintf(text, sizeof(text),
	               "INSERT INTO child (uuid, born_day, sex, school_age_from, school_age_to,"
	               " source, basis, recorded_at, rev) VALUES ('u', %d, 'U', %d, %d, 'parent',"
	               " 's436a', :at, :rev)",
	               b, age.starts, age.ends);
	id = scene_sql(s, text, 0, 0);
	(void)scene_sql(s,
	                "INSERT INTO child_name (child_id, kind, full_name, source, basis,"
	                " recorded_at, rev) VALUES (%lld, 'legal', 'Robin Example', 'parent',"
	                " 's436a', :at, :rev)",
	                id, 0);
	return id;
}

int64_t
scene_entry(scene *s, int64_t child_id, const char *from)
{
	char text[640];
	int64_t id;
	cnis_day d = scene_day(from);

	(void)snprintf(
	    text, sizeof(text),
	    "INSERT INTO entry (uuid, child_id, route, condition_c, from_day,"
	    " notified_day, notified_by, registered_day, reason, owner_id, source, basis,"
	    " recorded_at, rev) VALUES ('u', %%lld, 'home_education', 'c', %d, %d,"
	    " 'parent', %d, 'unknown', %%lld, 'parent', 's436a', :at, :rev)",
	    d, d, d);
	id = scene_sql(s, text, child_id, s->r->officer_id);
	return id;
}
