/* A row that is a child, with its home and its parents: an ordinary registration. */
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "domain/people.h"
#include "domain/registration.h"
#include "exchange/import_sheet.h"

enum { PARENTS = 2 };

typedef struct family_row {
	sheet_take *t;
	sheet_family kin;
	cnis_form form;
	cnis_form_child child;
	cnis_form_parent parent[PARENTS];
	sheet_reach reach[PARENTS];
	const char *parent_key[PARENTS];
	cnis_form_address home;
	char name[SHEET_NAME];
	char parent_name[PARENTS][SHEET_NAME];
} family_row;

cnis_status
family_check_map(const import_map *m, cnis_error *reterr)
{
	if (map_has(m, FAM_FULL_NAME) || (map_has(m, FAM_GIVEN) && map_has(m, FAM_FAMILY_NAME)))
		return CNIS_OK;
	return cnis_fail(reterr, CNIS_EINVAL, 0, "import.map", "map",
	                 "full_name has no column, nor given_names and family_name");
}

/* A child who is held has no reason and no prior setting.  What the map gives every row is left out
 * and told; what the row itself says is not. @return false: rejected */
static bool
left_out(sheet_take *t, int field, const char **value)
{
	if (*value == NULL)
		return true;
	if (t->given[field] == GIVEN_NOT) {
		(void)sheet_reject(t, field, WRONG_VALUE, "",
		                   "belongs to a child who is entered, not held: leave it out");
		return false;
	}
	t->given[field] = GIVEN_NOT;
	*value = NULL;
	sheet_assume(t, ASSUMED_HELD);
	return true;
}

static void
fill_route(family_row *f)
{
	sheet_take *t = f->t;
	cnis_form_child *c = &f->child;

	if (c->route == NULL)
		sheet_assume(t, ASSUMED_ROUTE);
	if (registration_holds(c)) {
		sheet_assume(t, ASSUMED_HEALTH);
		if (left_out(t, FAM_REASON, &c->reason))
			(void)left_out(t, FAM_PRIOR, &c->prior_setting);
	} else if (c->reason == NULL) {
		sheet_assume(t, ASSUMED_REASON);
	}
}

static void
fill_child(family_row *f)
{
	sheet_take *t = f->t;
	cnis_form_child *c = &f->child;

	c->given_names = t->text[FAM_GIVEN];
	c->family_name = t->text[FAM_FAMILY_NAME];
	c->preferred_name = t->text[FAM_PREFERRED];
	c->born = t->day[FAM_BORN];
	c->sex = t->text[FAM_SEX];
	c->upn = t->text[FAM_UPN];
	c->uln = t->text[FAM_ULN];
	c->nhs = t->text[FAM_NHS];
	c->route = t->text[FAM_ROUTE];
	c->from = t->day[FAM_FROM];
	c->reason = t->text[FAM_REASON];
	c->prior_setting = t->text[FAM_PRIOR];
	c->school.name = t->text[FAM_SCHOOL];
	c->school.urn = t->text[FAM_URN];
	c->school.left = t->day[FAM_LEFT];
	if (t->text[FAM_ON_ROLL] != NULL)
		c->school.on_roll = strcmp(t->text[FAM_ON_ROLL], "yes") == 0 ? CNIS_YES : CNIS_NO;
	if (c->sex == NULL)
		sheet_assume(t, ASSUMED_SEX);
	fill_route(f);
	if (c->from == CNIS_DAY_NONE && c->school.left == CNIS_DAY_NONE)
		sheet_assume(t, ASSUMED_FROM);
}

static cnis_status
fill_parent(family_row *f, int at, size_t *n)
{
	sheet_take *t = f->t;
	cnis_form_parent *p = &f->parent[*n];
	const char *family = t->text[FAM_FAMILY];
	const char *name = sheet_whole_name(t->text[at + PAR_NAME], t->text[at + PAR_GIVEN],
	                                    t->text[at + PAR_FAMILY_NAME], f->parent_name[*n]);
	int64_t child = 0;
	cnis_status st = CNIS_OK;

	if (name == NULL)
		return t->text[at + PAR_FAMILY_NAME] != NULL || t->text[at + PAR_GIVEN] != NULL ||
		               t->text[at + PAR_KEY] != NULL || sheet_reached(t, at + PAR_REACHED)
		           ? sheet_reject(t, at + PAR_NAME, WRONG_MISSING, "",
		                          "the name of the parent is not whole")
		           : CNIS_OK;
	p->full_name = name;
	p->given_names = t->text[at + PAR_GIVEN];
	p->family_name = t->text[at + PAR_FAMILY_NAME];
	p->relationship = t->text[at + PAR_RELATION];
	p->responsibility = t->text[at + PAR_RESPONSIBILITY];
	p->responsibility_basis = t->text[at + PAR_BASIS];
	p->responsibility_evidence = t->text[at + PAR_EVIDENCE];
	p->has_care = t->text[at + PAR_CARE];
	p->contact_limits = t->text[at + PAR_LIMITS];
	sheet_reach_fill(t, at + PAR_REACHED, f->form.n_addresses > 0, p, &f->reach[*n]);
	f->parent_key[*n] = t->text[at + PAR_KEY];
	if (p->relationship == NULL)
		sheet_assume(t, ASSUMED_RELATION);
	if (p->responsibility == NULL)
		sheet_assume(t, ASSUMED_RESPONSIBILITY);
	if (f->parent_key[*n] != NULL)
		st = link_person(t, f->parent_key[*n], &p->person_id, &child);
	if (st == CNIS_OK && p->person_id == 0 && f->parent_key[*n] == NULL && family != NULL) {
		st = link_adult(t, family, name, *n == 0 ? 0 : f->parent[0].person_id,
		                &p->person_id);
		if (p->person_id != 0)
			sheet_assume(t, ASSUMED_ADULT);
	}
	(*n)++;
	return st;
}

static cnis_status
fill_home(family_row *f)
{
	sheet_take *t = f->t;
	bool elsewhere = false;
	cnis_status st = CNIS_OK;

	f->home = (cnis_form_address){ .line1 = t->text[FAM_LINE1],
		                       .line2 = t->text[FAM_LINE2],
		                       .line3 = t->text[FAM_LINE3],
		                       .town = t->text[FAM_TOWN],
		                       .county = t->text[FAM_COUNTY],
		                       .postcode = t->text[FAM_POSTCODE],
		                       .uprn = t->text[FAM_UPRN],
		                       .authority = t->text[FAM_AUTHORITY] };
	if (f->home.line1 == NULL && f->home.postcode == NULL && f->home.uprn == NULL) {
		sheet_assume(t, ASSUMED_HOMELESS);
		return CNIS_OK;
	}
	f->form.addresses = &f->home;
	f->form.n_addresses = 1;
	if (t->text[FAM_FAMILY] != NULL)
		st = link_elsewhere(t, t->text[FAM_FAMILY], f->home.line1, f->home.postcode,
		                    &elsewhere);
	if (elsewhere)
		sheet_assume(t, ASSUMED_APART);
	return st;
}

static cnis_status
fill_form(family_row *f)
{
	sheet_take *t = f->t;
	bool across = t->kind->field[FAM_CHILD_FIELDS].name != NULL; /* parents stand in the row */
	size_t n = 0;
	cnis_status st = CNIS_OK;

	f->form.size = sizeof(f->form);
	f->form.notified = sheet_received(t, FAM_RECEIVED);
	f->form.notified_by = sheet_source(t, FAM_SOURCE);
	f->form.owner = t->text[FAM_OWNER];
	f->form.batch = t->batch;
	f->form.children = &f->child;
	f->form.n_children = 1;
	f->form.parents = f->parent;
	fill_child(f);
	if (t->text[FAM_FAMILY] == NULL)
		sheet_assume(t, ASSUMED_ALONE);
	else
		st = link_family(t, t->text[FAM_FAMILY], &f->kin);
	if (!across)
		sheet_assume(t, ASSUMED_HOMELESS);
	if (st == CNIS_OK && across)
		st = fill_home(f);
	if (st == CNIS_OK && across)
		st = fill_parent(f, FAM_PARENT1, &n);
	if (st == CNIS_OK && across && !t->rejected)
		st = fill_parent(f, FAM_PARENT2, &n);
	f->form.n_parents = n;
	return st;
}

/* Is what the look found only brothers and sisters, who have numbers of their own? */
typedef struct kin_only {
	const family_row *f;
	bool strangers;
} kin_only;

static cnis_status
judge_note(const cnis_registration_note *note, void *payload, cnis_error *err)
{
	kin_only *k = payload;
	bool kin = note->kind == CNIS_REGISTRATION_SIBLING || note->kind == CNIS_REGISTRATION_ORDER;

	(void)err;
	if (note->kind == CNIS_REGISTRATION_LIKELY && k->f->t->text[FAM_KEY] != NULL)
		for (size_t i = 0; i < k->f->kin.n; i++)
			kin = kin || k->f->kin.child[i] == note->child_id;
	k->strangers = k->strangers || !kin;
	return CNIS_OK;
}

/* Children of one family are much alike; the file says that they are two. */
static cnis_status
save_beside_kin(family_row *f, cnis_registration *saved, int64_t *like)
{
	sheet_take *t = f->t;
	cnis_error found = *t->err;
	kin_only k = { f, f->kin.n == 0 };
	cnis_status st = CNIS_OK;

	memset(t->err, 0, sizeof(*t->err));
	if (!k.strangers)
		st = cnis_registration_check(t->r, &f->form, judge_note, &k, t->err);
	if (st != CNIS_OK)
		return st;
	if (k.strangers) {
		*t->err = found;
		return CNIS_EEXISTS;
	}
	sheet_assume(t, ASSUMED_SIBLING);
	f->form.confirmed_not_duplicate = true;
	return registration_save(t->r, &f->form, saved, like, t->err);
}

static cnis_status
keep(family_row *f, const cnis_registration *saved)
{
	sheet_take *t = f->t;
	const cnis_fact fact = { .from = CNIS_DAY_NONE,
		                 .to = CNIS_DAY_NONE,
		                 .received = f->form.notified,
		                 .source = "this_authority" };
	int64_t id = 0;
	cnis_status st = CNIS_OK;

	t->child_id = saved->child_id[0];
	if (t->text[FAM_KEY] != NULL)
		st = identifier_add_tx(t->r, t->child_id, "previous_system", t->text[FAM_KEY],
		                       false, &fact, &id, t->err);
	if (st == CNIS_OK)
		st = link_keep(t, t->child_id, 0, t->text[FAM_FAMILY], NULL);
	for (size_t i = 0; st == CNIS_OK && i < f->form.n_parents; i++)
		if (f->parent_key[i] != NULL && f->parent[i].person_id == 0)
			st = link_keep(t, t->child_id, saved->person_id[i], NULL, f->parent_key[i]);
	return st;
}

static cnis_status
save(family_row *f)
{
	sheet_take *t = f->t;
	cnis_registration saved = { 0 };
	int64_t like = 0;
	cnis_status st = registration_save(t->r, &f->form, &saved, &like, t->err);

	if (st == CNIS_EEXISTS)
		st = save_beside_kin(f, &saved, &like);
	if (st == CNIS_EEXISTS)
		t->told = like;
	if (st == CNIS_OK && saved.entry_id[0] == 0 && !registration_holds(&f->child))
		return sheet_reject(t, FAM_SCHOOL, WRONG_CONSENT, "",
		                    "a pupil of a school, by what the row says: register by hand");
	if (st == CNIS_OK)
		st = keep(f, &saved);
	return st == CNIS_OK ? CNIS_OK : sheet_answer(t, st);
}

cnis_status
family_take(sheet_take *t)
{
	family_row f = { .t = t };
	int64_t here = 0;
	cnis_status st = CNIS_OK;

	f.child.full_name = sheet_whole_name(t->text[FAM_FULL_NAME], t->text[FAM_GIVEN],
	                                     t->text[FAM_FAMILY_NAME], f.name);
	if (f.child.full_name == NULL)
		return sheet_reject(t,
		                    map_has(t->map, FAM_FULL_NAME) ? FAM_FULL_NAME
		                    : t->text[FAM_GIVEN] == NULL   ? FAM_GIVEN
		                                                   : FAM_FAMILY_NAME,
		                    WRONG_MISSING, "", "the name is missing");
	if (t->text[FAM_KEY] != NULL)
		st = link_child(t, t->text[FAM_KEY], &here);
	if (st == CNIS_OK && here != 0)
		return sheet_reject(t, FAM_KEY, WRONG_HERE, "",
		                    "a child with this number is here already");
	if (st == CNIS_OK)
		st = fill_form(&f);
	if (st == CNIS_OK && !t->rejected)
		st = save(&f);
	return st;
}
