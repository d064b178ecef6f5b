/* What a deletion means for the register, by its ground. */
#include <stdlib.h>
#include <string.h>

#include <cnis/entry.h>
#include <cnis/withdrawal.h>

#include "base/error.h"
#include "base/text.h"
#include "domain/area.h"
#include "domain/duty.h"
#include "domain/entry.h"
#include "domain/registration.h"
#include "domain/same.h"
#include "domain/withdrawal.h"
#include "exchange/import_inside.h"

enum { Q_UPN, Q_NAME, Q_SAME, Q_LEFT, Q_ENTRY };
/* clang-format off */
static const store_sql SQL[] = {
	[Q_UPN] = { "import.by_upn",
		"SELECT " SAME_KEPT("c.id", SAME_NOW) ", c.born_day FROM identifier i JOIN child c ON c.id = i.child_id"
		" WHERE i.kind = 'upn' AND i.value = :upn AND i.to_day IS NULL" },
	[Q_NAME] = { "import.by_name",
		"SELECT n.child_id, n.full_name FROM child c JOIN child_name n ON n.child_id = c.id"
		" WHERE c.born_day = :born ORDER BY n.child_id, n.id" },
	[Q_SAME] = { "import.same",
		"SELECT 1 FROM withdrawal WHERE child_id IN " SAME_CHILD(SAME_NOW)
		" AND deleted_day = :day" },
	[Q_LEFT] = { "import.left",
		"SELECT 1 FROM entry WHERE child_id IN " SAME_CHILD(SAME_NOW) " AND school_left_day = :day" },
	[Q_ENTRY] = { "import.entry",
		"SELECT id, condition_c FROM entry WHERE child_id IN " SAME_CHILD(SAME_NOW)
		" AND from_day <= :day"
		" AND (to_day IS NULL OR to_day >= :day) ORDER BY id DESC LIMIT 1" },
};
/* clang-format on */

/* What the register has of a child it knows. */
typedef struct present {
	int64_t entry_id; /* open today; 0: none */
	bool pupil;       /* it is on limb (b) or (c): of a child who is on a roll */
	int64_t on_roll;  /* the withdrawal whose removal nobody has reported; 0: none */
	bool same;        /* this very removal is here */
} present;

typedef struct take {
	cnis_register *r;
	const import_map *m;
	const deletion *d;
	const char *batch;
	row_outcome *out;
	cnis_error *err;
	bool elsewhere; /* the child lives in another area: its authority is told, nobody entered */
} take;

static cnis_status
reject(take *t, int field, const char *rule, const char *words)
{
	t->out->verdict = CNIS_IMPORT_REJECTED;
	(void)text_copy(t->out->problem.column, sizeof(t->out->problem.column),
	                field < 0 ? "" : map_column(t->m, field));
	(void)text_copy(t->out->problem.rule, sizeof(t->out->problem.rule), rule);
	(void)text_copy(t->out->problem.text, sizeof(t->out->problem.text), words);
	return CNIS_OK;
}

static cnis_status
by_upn(take *t, int64_t *ret_id)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(t->r->st, &SQL[Q_UPN], &c, t->err);

	stmt_text(&c, ":upn", t->d->text[DEL_UPN]);
	if (st == CNIS_OK)
		st = stmt_step(&c, &row, t->err);
	if (st == CNIS_OK && row) {
		*ret_id = col_int(&c, 0);
		if (col_day(&c, 1) != t->d->born)
			st = reject(t, DEL_UPN, "ID.upn",
			            "this UPN is held by a child with another birth date");
	}
	stmt_close(&c);
	return st;
}

/* Same birth date and the same name, whatever its case and accents.  Two of them: a person must
 * look. */
static cnis_status
by_name(take *t, int64_t *ret_id)
{
	cursor c = { 0 };
	bool row = true;
	char *key = text_fold(t->d->name);
	cnis_status st = key == NULL ? cnis_nomem(t->err, "import")
	                             : stmt_open(t->r->st, &SQL[Q_NAME], &c, t->err);

	stmt_day(&c, ":born", t->d->born);
	while (st == CNIS_OK && (st = stmt_step(&c, &row, t->err)) == CNIS_OK && row) {
		char *fold = text_fold(col_text(&c, 1));

		if (fold == NULL)
			st = cnis_nomem(t->err, "import");
		else if (strcmp(fold, key) == 0 && *ret_id != 0 && *ret_id != col_int(&c, 0))
			st = reject(t, DEL_BORN, "",
			            "two children here have this name and birth date: register by "
			            "hand");
		else if (strcmp(fold, key) == 0)
			*ret_id = col_int(&c, 0);
		free(fold);
	}
	stmt_close(&c);
	free(key);
	return st;
}

static cnis_status
find_child(take *t, int64_t *ret_id)
{
	cnis_status st = CNIS_OK;

	*ret_id = 0;
	if (t->d->text[DEL_UPN] != NULL)
		st = by_upn(t, ret_id);
	return st == CNIS_OK && *ret_id == 0 ? by_name(t, ret_id) : st;
}

/* Is there a row?  @p entry is for Q_ENTRY alone. */
static cnis_status
find_row(take *t, int q, int64_t child_id, cnis_day day, bool *ret, present *entry)
{
	cursor c = { 0 };
	cnis_status st = stmt_open(t->r->st, &SQL[q], &c, t->err);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", child_id);
	stmt_day(&c, ":day", day);
	st = stmt_step(&c, ret, t->err);
	if (st == CNIS_OK && *ret && entry != NULL) {
		entry->entry_id = col_int(&c, 0);
		entry->pupil = strcmp(col_text(&c, 1), "a") != 0;
	}
	stmt_close(&c);
	return st;
}

static cnis_status
look_at(take *t, int64_t child_id, present *p)
{
	bool left = false, open = false;
	cnis_status st = find_row(t, Q_SAME, child_id, t->d->deleted, &p->same, NULL);

	if (st == CNIS_OK)
		st = withdrawal_on_roll(t->r, child_id, 0, &p->on_roll, t->err);
	if (st == CNIS_OK)
		st = find_row(t, Q_LEFT, child_id, t->d->deleted, &left, NULL);
	if (st == CNIS_OK)
		st = find_row(t, Q_ENTRY, child_id, change_today(t->r), &open, p);
	/* an entry of a child on no roll says that the name is gone, unless a notice waits */
	p->same = p->same || (p->on_roll == 0 && (left || (open && !p->pupil)));
	return st;
}

/* Fields of a form and the column they came from. */
static int
field_of(const char *form_field)
{
	static const struct {
		const char *in;
		int field;
	} known[] = {
		{ "parents[1].name", DEL_PARENT2_NAME },
		{ "parents[0].name", DEL_PARENT_NAME },
		{ "school.urn", DEL_SCHOOL_URN },
		{ "school.name", DEL_SCHOOL_NAME },
		{ "given_names", DEL_GIVEN_NAMES },
		{ "family_name", DEL_FAMILY_NAME },
		{ "children[0].name", DEL_FULL_NAME },
		{ "born", DEL_BORN },
		{ "upn", DEL_UPN },
		{ "sex", DEL_SEX },
		{ "reason", DEL_REASON },
		{ "placement", DEL_PLACEMENT },
		{ "placed_by", DEL_PLACED_BY },
		{ "authority", DEL_HOME_AUTHORITY },
		{ "postcode", DEL_POSTCODE },
		{ "left", DEL_DELETED },
		{ "deleted", DEL_DELETED },
		{ "notice", DEL_NOTICE },
		{ "leave", DEL_LEAVE },
		{ "line1", DEL_LINE1 },
		{ "school", DEL_SCHOOL_NAME },
	};

	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (strstr(form_field, known[i].in) != NULL)
			return known[i].field;
	return -1;
}

/* What the domain says of a row: some answers concern the row, the rest the run. */
static cnis_status
answer(take *t, cnis_status st)
{
	cnis_error e = *t->err;

	if (st != CNIS_EINVAL && st != CNIS_EEXISTS && st != CNIS_EREFUSED)
		return st;
	memset(t->err, 0, sizeof(*t->err));
	if (st == CNIS_EREFUSED && strncmp(e.rule, "EA1996.436B", 11) == 0) {
		(void)reject(t, -1, e.rule, e.message);
		t->out->verdict = CNIS_IMPORT_NOTHING;
		return CNIS_OK;
	}
	if (st == CNIS_EEXISTS)
		return reject(t, -1, e.rule,
		              "perhaps a child who is here already: register by hand");
	return reject(t, field_of(e.field), e.rule, e.message);
}

static const char *
route(const take *t)
{
	return t->d->ground == 'f' ? "home_education" : "missing_education";
}

/* The primary reason is the family's to give: the school's account is kept apart from it. */
static const char *
primary(const take *t)
{
	return t->d->ground == 'f' ? "unknown" : "not_recorded";
}

static cnis_status
take_new(take *t)
{
	const deletion *d = t->d;
	cnis_form_address home = { .line1 = d->text[DEL_LINE1],
		                   .line2 = d->text[DEL_LINE2],
		                   .line3 = d->text[DEL_LINE3],
		                   .town = d->text[DEL_TOWN],
		                   .postcode = d->text[DEL_POSTCODE],
		                   .authority = d->text[DEL_HOME_AUTHORITY] };
	cnis_form_parent parents[2] = { { .full_name = d->text[DEL_PARENT_NAME] },
		                        { .full_name = d->text[DEL_PARENT2_NAME] } };
	cnis_form_child child = { .full_name = d->name,
		                  .given_names = d->text[DEL_GIVEN_NAMES],
		                  .family_name = d->text[DEL_FAMILY_NAME],
		                  .born = d->born,
		                  .sex = d->text[DEL_SEX],
		                  .upn = d->text[DEL_UPN],
		                  .route = route(t),
		                  .from = d->deleted + 1,
		                  .reason = primary(t),
		                  .reason_by_school = d->text[DEL_REASON],
		                  .school = { .name = d->text[DEL_SCHOOL_NAME],
		                              .urn = d->text[DEL_SCHOOL_URN],
		                              .on_roll = CNIS_NO,
		                              .left = d->deleted,
		                              .notice = d->notice,
		                              .leave = d->leave,
		                              .placement = d->text[DEL_PLACEMENT],
		                              .placed_by = d->text[DEL_PLACED_BY] } };
	cnis_form form = { .size = sizeof(form),
		           .notified_by = "school",
		           .basis = "si2024_208",
		           .batch = t->batch,
		           .children = &child,
		           .n_children = 1,
		           .parents = parents,
		           .addresses = &home };
	cnis_registration saved = { 0 };
	int64_t like = 0;
	cnis_status st;

	if (parents[0].full_name == NULL)
		parents[0] = parents[1];
	form.n_parents = parents[0].full_name == NULL ? 0
	                 : d->text[DEL_PARENT_NAME] != NULL && d->text[DEL_PARENT2_NAME] != NULL
	                     ? 2
	                     : 1;
	form.n_addresses = home.line1 != NULL || home.postcode != NULL ? 1 : 0;
	st = registration_save(t->r, &form, &saved, &like, t->err);
	if (st == CNIS_EEXISTS)
		t->out->told = like;
	if (st == CNIS_OK) {
		t->out->child_id = saved.child_id[0];
		t->out->entry_id = saved.entry_id[0];
		t->elsewhere = saved.elsewhere[0];
	}
	return st;
}

/*
 * The school says that the name is gone: said of the notice that waited, or of one of its own.  A
 * deletion on another ground is no withdrawal for home education, and no consent is asked about it.
 */
static cnis_status
record_removal(take *t, int64_t child_id, const present *p)
{
	const deletion *d = t->d;
	const cnis_withdrawal_new n = { .size = sizeof(n),
		                        .child_id = child_id,
		                        .purpose = d->ground == 'f' ? NULL : "not_known",
		                        .notified_by = "school",
		                        .notified = change_today(t->r),
		                        .notice = d->notice,
		                        .leave = d->leave,
		                        .school_name = d->text[DEL_SCHOOL_NAME],
		                        .school_urn = d->text[DEL_SCHOOL_URN],
		                        .placement = d->text[DEL_PLACEMENT],
		                        .placed_by = d->text[DEL_PLACED_BY],
		                        .off_roll = true,
		                        .deleted = d->deleted };
	withdrawal_row w = { 0 };
	int64_t id = 0;
	cnis_status st = CNIS_OK;

	if (p->on_roll != 0)
		st = withdrawal_read(t->r, p->on_roll, "import", &w, t->err);
	if (st == CNIS_OK && p->on_roll != 0 && strcmp(w.state, "withdrawn") != 0)
		return cnis_withdrawal_left(t->r, p->on_roll, 0, d->deleted, t->err);
	if (st == CNIS_OK && (d->ground == 'f' || p->on_roll != 0 || p->pupil || t->elsewhere))
		st = cnis_withdrawal_notify(t->r, &n, &id, t->err);
	return st;
}

/* The child is known: a notice that waited, a pupil with an entry, or back after a time at school.
 */
static cnis_status
take_known(take *t, int64_t child_id, const present *p)
{
	const deletion *d = t->d;
	cnis_entry_new n = { .size = sizeof(n),
		             .child_id = child_id,
		             .route = route(t),
		             .notified_by = "school",
		             .reason = primary(t),
		             .reason_by_school = d->text[DEL_REASON],
		             .school_name = d->text[DEL_SCHOOL_NAME],
		             .school_urn = d->text[DEL_SCHOOL_URN],
		             .school_left = d->deleted };
	char area[AREA_SIZE] = "";
	cnis_status st = CNIS_OK;

	if (p->entry_id == 0)
		st = area_elsewhere(t->r, child_id, change_today(t->r), area, t->err);
	t->elsewhere = area[0] != '\0';
	if (st == CNIS_OK)
		st = record_removal(t, child_id, p);
	t->out->child_id = child_id;
	t->out->entry_id = p->entry_id;
	n.fact.from = d->deleted + 1;
	n.fact.source = "school";
	n.fact.basis = "si2024_208";
	if (st == CNIS_OK && p->entry_id == 0 && !t->elsewhere)
		st = cnis_entry_open(t->r, &n, &t->out->entry_id, t->err);
	return st;
}

/* The notice is missing, or what the entry of a pupil says is no longer so: somebody asks. */
static cnis_status
open_query(take *t, const present *p)
{
	const duty_local q = { .kind = "query",
		               .rule = "LOCAL.query",
		               .setting = "query.days",
		               .unit = "working",
		               .child_id = t->out->child_id,
		               .entry_id = t->out->entry_id,
		               .opened = change_today(t->r) };

	if (!p->pupil && (t->d->ground != 'f' || t->d->notice != CNIS_DAY_NONE))
		return CNIS_OK;
	t->out->query = true;
	return duty_local_tx(t->r, &q, NULL, t->err);
}

cnis_status
deletion_take_tx(cnis_register *r, const import_map *m, const deletion *d, const char *batch,
                 row_outcome *ret, cnis_error *reterr)
{
	take t = { r, m, d, batch, ret, reterr, false };
	present p = { 0 };
	int64_t child_id = 0;
	cnis_status st;

	memset(ret, 0, sizeof(*ret));
	ret->verdict = CNIS_IMPORT_NOTHING;
	if (d->ground == 0 || (d->ground != 'f' && d->text[DEL_DESTINATION] != NULL))
		return CNIS_OK;
	st = find_child(&t, &child_id);
	ret->told = child_id;
	if (st != CNIS_OK || t.out->verdict == CNIS_IMPORT_REJECTED)
		return st;
	if (child_id != 0)
		st = look_at(&t, child_id, &p);
	if (st == CNIS_OK && p.same) {
		ret->verdict = CNIS_IMPORT_ALREADY;
		ret->child_id = child_id;
		return CNIS_OK;
	}
	if (st == CNIS_OK)
		st = child_id == 0 ? take_new(&t) : take_known(&t, child_id, &p);
	if (st == CNIS_OK && !t.elsewhere)
		st = open_query(&t, &p);
	if (st != CNIS_OK)
		return answer(&t, st);
	ret->verdict = t.elsewhere        ? CNIS_IMPORT_ELSEWHERE
	               : p.entry_id != 0  ? CNIS_IMPORT_REMOVAL
	               : d->ground == 'f' ? CNIS_IMPORT_HOME
	                                  : CNIS_IMPORT_MISSING;
	return CNIS_OK;
}
