/* Rows that are an adult, or a place where somebody lives. */
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "domain/child.h"
#include "domain/death.h"
#include "domain/people.h"
#include "domain/registration.h"
#include "exchange/import_sheet.h"

cnis_status
people_check_map(const import_map *m, cnis_error *reterr)
{
	if (!map_has(m, PEO_KEY) && !map_has(m, PEO_FAMILY))
		return cnis_fail(reterr, CNIS_EINVAL, 0, "import.map", "map",
		                 "neither key nor family has a column: whose adult is it?");
	if (map_has(m, PEO_NAME) || (map_has(m, PEO_GIVEN) && map_has(m, PEO_FAMILY_NAME)))
		return CNIS_OK;
	return cnis_fail(reterr, CNIS_EINVAL, 0, "import.map", "map",
	                 "full_name has no column, nor given_names and family_name");
}

cnis_status
addresses_check_map(const import_map *m, cnis_error *reterr)
{
	if (map_has(m, ADR_KEY) || map_has(m, ADR_FAMILY) || map_has(m, ADR_PERSON))
		return CNIS_OK;
	return cnis_fail(reterr, CNIS_EINVAL, 0, "import.map", "map",
	                 "none of key, family and person has a column: who lives there?");
}

/* The children a row is about: the one of its number, or all of the family. */
static cnis_status
whose(sheet_take *t, int key, int family, sheet_family *ret)
{
	cnis_status st = CNIS_OK;

	ret->n = 0;
	if (t->text[key] != NULL) {
		st = link_child(t, t->text[key], &ret->child[0]);
		ret->n = st == CNIS_OK && ret->child[0] != 0 ? 1 : 0;
	} else if (t->text[family] != NULL) {
		st = link_family(t, t->text[family], ret);
	}
	if (st != CNIS_OK || ret->n > 0)
		return st;
	return sheet_reject(t, t->text[key] != NULL || t->text[family] == NULL ? key : family,
	                    WRONG_LINK, "", "no child with this number is here");
}

static cnis_place
place_of(const sheet_take *t, int line1)
{
	return (cnis_place){ .size = sizeof(cnis_place),
		             .line1 = t->text[line1],
		             .line2 = t->text[line1 + 1],
		             .line3 = t->text[line1 + 2],
		             .town = t->text[line1 + 3],
		             .county = t->text[line1 + 4],
		             .postcode = t->text[line1 + 5],
		             .uprn = t->text[line1 + 6],
		             .authority = t->text[line1 + 7] };
}

static bool
has_place(const sheet_take *t, int line1)
{
	const cnis_place place = place_of(t, line1);

	return place.line1 != NULL || place.postcode != NULL || place.uprn != NULL;
}

/* ---- adults ---------------------------------------------------------------------------------- */

/* Who the adult is, if it is here: by number, or by name within the family. */
static cnis_status
known_adult(sheet_take *t, const char *name, int64_t *ret)
{
	int64_t child = 0;
	cnis_status st = CNIS_OK;

	*ret = 0;
	if (t->text[PEO_PERSON] != NULL)
		return link_person(t, t->text[PEO_PERSON], ret, &child);
	if (t->text[PEO_FAMILY] != NULL)
		st = link_adult(t, t->text[PEO_FAMILY], name, 0, ret);
	if (st == CNIS_OK && *ret != 0)
		return sheet_reject(t, PEO_PERSON, WRONG_HERE, "",
		                    "the family has an adult of this name: say person, a number "
		                    "of the adult");
	return st;
}

static cnis_status
relate(sheet_take *t, const sheet_family *kin, const cnis_name *name, int64_t *person,
       int *ret_added)
{
	cnis_status st = CNIS_OK;

	for (size_t i = 0; st == CNIS_OK && i < kin->n; i++) {
		const cnis_relationship_new n = { .size = sizeof(n),
			                          .child_id = kin->child[i],
			                          .person_id = *person,
			                          .kind = t->text[PEO_RELATION],
			                          .responsibility = t->text[PEO_RESPONSIBILITY],
			                          .responsibility_basis = t->text[PEO_BASIS],
			                          .evidence = t->text[PEO_EVIDENCE],
			                          .contact_limits = t->text[PEO_LIMITS],
			                          .has_care = t->text[PEO_CARE],
			                          .educates = t->text[PEO_EDUCATES],
			                          .fact = name->fact };
		int64_t id = 0;
		int64_t of = *person;

		st = *person == 0 ? cnis_relationship_add_adult(t->r, t->text[PEO_KIND], name, &n,
		                                                person, t->err)
		                  : cnis_relationship_add(t->r, &n, &id, &of, t->err);
		*ret_added += st == CNIS_OK;
		if (st == CNIS_OK && i == 0 && n.person_id != 0)
			*person = of;
		if (st == CNIS_EEXISTS) {
			memset(t->err, 0, sizeof(*t->err));
			st = CNIS_OK;
		}
	}
	return st;
}

/* Whom the adult makes one family with a child who has died. */
static cnis_status
joined(sheet_take *t, const sheet_family *kin)
{
	cnis_status st = CNIS_OK;

	for (size_t i = 0; st == CNIS_OK && i < kin->n; i++)
		st = death_joined_tx(t->r, kin->child[i], t->err);
	return st;
}

static cnis_status
lives(sheet_take *t, int64_t person, const cnis_fact *fact, int64_t *ret_address)
{
	const cnis_place place = place_of(t, PEO_LINE1);
	cnis_status st;

	*ret_address = 0;
	if (!has_place(t, PEO_LINE1))
		return CNIS_OK;
	st = address_add_tx(t->r, &place, fact, ret_address, t->err);
	return st == CNIS_OK ? residence_add_tx(t->r, 0, person, *ret_address, "home", fact, t->err)
	                     : st;
}

/* What is known of the adult already is not said twice. */
static cnis_status
reached(sheet_take *t, const cnis_form_parent *p, int64_t person, int64_t address,
        const cnis_fact *fact)
{
	const cnis_form_address home = { .from = CNIS_DAY_NONE };
	cnis_form form = { .size = sizeof(form),
		           .notified = fact->received,
		           .notified_by = fact->source,
		           .basis = fact->basis,
		           .addresses = &home,
		           .n_addresses = address != 0 ? 1 : 0 };

	return registration_reach_save(t->r, &form, p, person, &address, t->err);
}

cnis_status
people_take(sheet_take *t)
{
	sheet_family kin = { .n = 0 };
	char both[SHEET_NAME];
	cnis_name name = { .size = sizeof(name),
		           .given_names = t->text[PEO_GIVEN],
		           .family_name = t->text[PEO_FAMILY_NAME],
		           .fact = { .received = sheet_received(t, PEO_RECEIVED),
		                     .source = sheet_source(t, PEO_SOURCE) } };
	cnis_form_parent p = { 0 };
	sheet_reach reach;
	int64_t person = 0, address = 0;
	int added = 0;
	cnis_status st;

	name.full_name =
	    sheet_whole_name(t->text[PEO_NAME], name.given_names, name.family_name, both);
	if (name.full_name == NULL)
		return sheet_reject(t, map_has(t->map, PEO_NAME) ? PEO_NAME : PEO_FAMILY_NAME,
		                    WRONG_MISSING, "", "the name is missing");
	if (t->text[PEO_RELATION] == NULL)
		sheet_assume(t, ASSUMED_RELATION);
	if (t->text[PEO_RESPONSIBILITY] == NULL)
		sheet_assume(t, ASSUMED_RESPONSIBILITY);
	sheet_reach_fill(t, PEO_REACHED, has_place(t, PEO_LINE1), &p, &reach);
	if (t->rejected)
		return CNIS_OK;
	st = whose(t, PEO_KEY, PEO_FAMILY, &kin);
	if (st == CNIS_OK && !t->rejected)
		st = known_adult(t, name.full_name, &person);
	if (st != CNIS_OK || t->rejected)
		return st;
	st = relate(t, &kin, &name, &person, &added);
	if (st == CNIS_OK && added == 0)
		return sheet_reject(t, -1, WRONG_HERE, "",
		                    "this adult and these children are told of already");
	if (st == CNIS_OK && kin.n > 1)
		st = joined(t, &kin);
	if (st == CNIS_OK)
		st = lives(t, person, &name.fact, &address);
	if (st == CNIS_OK)
		st = reached(t, &p, person, address, &name.fact);
	if (st == CNIS_OK)
		st = link_keep(t, kin.child[0], person, NULL, t->text[PEO_PERSON]);
	t->child_id = kin.child[0];
	t->person_id = person;
	return st == CNIS_OK ? CNIS_OK : sheet_answer(t, st);
}

/* ---- addresses ------------------------------------------------------------------------------- */

/* A home now, where another is known: a move, and its day is needed. */
static cnis_status
settle_child(sheet_take *t, int64_t child, const char *kind, const cnis_place *place,
             const cnis_fact *fact, int64_t *address)
{
	bool home = strcmp(kind, "home") == 0 && fact->to == CNIS_DAY_NONE;
	bool has = false;
	child_facts facts = { 0 };
	cnis_fact own = *fact;
	cnis_status st = child_facts_get(t->r, child, &facts, t->err);

	/* Where the family lived before, the child lives from its birth on. */
	if (t->text[ADR_KEY] == NULL && own.from != CNIS_DAY_NONE && own.from < facts.born)
		own.from = facts.born;
	fact = &own;
	if (st == CNIS_OK && home)
		st = link_has_home(t, child, &has);
	if (st == CNIS_OK && has && fact->from == CNIS_DAY_NONE)
		return sheet_reject(t, ADR_FROM, WRONG_MISSING, "",
		                    "the child has a home already: since when this one?");
	if (st == CNIS_OK && has)
		return child_move_tx(t->r, child, kind, place, fact, address, t->err);
	if (st == CNIS_OK && *address == 0)
		st = address_add_tx(t->r, place, fact, address, t->err);
	if (st == CNIS_OK)
		st = residence_add_tx(t->r, child, 0, *address, kind, fact, t->err);
	return st == CNIS_OK ? death_joined_tx(t->r, child, t->err) : st;
}

static cnis_status
settle_person(sheet_take *t, const char *kind, const cnis_place *place, const cnis_fact *fact)
{
	int64_t person = 0;
	int64_t child = 0;
	int64_t address = 0;
	cnis_status st = link_person(t, t->text[ADR_PERSON], &person, &child);

	if (st == CNIS_OK && person == 0)
		return sheet_reject(t, ADR_PERSON, WRONG_LINK, "",
		                    "no adult with this number is here");
	if (st == CNIS_OK)
		st = address_add_tx(t->r, place, fact, &address, t->err);
	if (st == CNIS_OK)
		st = residence_add_tx(t->r, 0, person, address, kind, fact, t->err);
	if (st == CNIS_OK)
		st = link_keep(t, child, person, NULL, NULL);
	return st;
}

static cnis_status
settle_children(sheet_take *t, const char *kind, const cnis_place *place, const cnis_fact *fact)
{
	sheet_family kin = { .n = 0 };
	int64_t address = 0;
	cnis_status st = whose(t, ADR_KEY, ADR_FAMILY, &kin);

	for (size_t i = 0; st == CNIS_OK && !t->rejected && i < kin.n; i++)
		st = settle_child(t, kin.child[i], kind, place, fact, &address);
	if (st == CNIS_OK && !t->rejected)
		st = link_keep(t, kin.child[0], 0, NULL, NULL);
	return st;
}

cnis_status
addresses_take(sheet_take *t)
{
	const cnis_place place = place_of(t, ADR_LINE1);
	const char *kind = t->text[ADR_KIND] == NULL ? "home" : t->text[ADR_KIND];
	cnis_fact fact = { .from = t->day[ADR_FROM],
		           .to = t->day[ADR_TO],
		           .received = sheet_received(t, ADR_RECEIVED),
		           .source = sheet_source(t, ADR_SOURCE) };
	cnis_status st;

	if (!has_place(t, ADR_LINE1))
		return sheet_reject(t, ADR_LINE1, WRONG_MISSING, "", "the address is missing");
	if (t->text[ADR_KIND] == NULL)
		sheet_assume(t, ASSUMED_HOME);
	if (fact.from == CNIS_DAY_NONE)
		sheet_assume(t, ASSUMED_SINCE);
	if (strcmp(kind, "previous") == 0 && fact.to == CNIS_DAY_NONE)
		return sheet_reject(t, ADR_TO, WRONG_MISSING, "",
		                    "the last day at a previous address is missing");
	st = t->text[ADR_PERSON] != NULL ? settle_person(t, kind, &place, &fact)
	                                 : settle_children(t, kind, &place, &fact);
	return st == CNIS_OK ? CNIS_OK : sheet_answer(t, st);
}
