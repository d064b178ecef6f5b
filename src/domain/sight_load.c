/* Which records the reader is not shown at all: read once, kept in memory by the connection. */
#include <stdlib.h>

#include "domain/declared.h"
#include "domain/sight.h"
#include "store/migrate.h"

static const char where[] = "sight.load";

/* clang-format off */
#define HOLDS(x) x ".from_day <= :on AND (" x ".to_day IS NULL OR " x ".to_day >= :on)"
/* A child in two records is one child.  Everything is read from the tables themselves (main): the
 * views leave out what is asked for here. */
#define AND_MERGED(base) DECLARED_RECORDS(base)
#define MY_FAMILY \
	DECLARED_FAMILY("SELECT d.child_id AS id FROM main.declaration d" \
	" WHERE d.officer_id = :me AND " HOLDS("d"))
enum { Q_ANY, Q_SEALED, Q_RESTRICTED, Q_GLASS, Q_NAMED, Q_DECLARED, Q_ADULTS, Q_HOMES, Q_THEIRS,
       Q_COMPLAINTS, Q_ARRIVED, Q_COUNT };
static const store_sql SQL[Q_COUNT] = {
	[Q_ANY] = { "sight.any",
		"SELECT EXISTS (SELECT 1 FROM main.restriction) OR EXISTS (SELECT 1 FROM main.declaration)"
		" OR EXISTS (SELECT 1 FROM main.complaint WHERE about_id IS NOT NULL)" },
	[Q_SEALED] = { "sight.sealed",
		AND_MERGED("SELECT x.child_id FROM main.restriction x WHERE x.kind = 'sealed' AND :on > 0"
		" AND :me IS NOT NULL") },
	[Q_RESTRICTED] = { "sight.restricted",
		AND_MERGED("SELECT x.child_id FROM main.restriction x WHERE x.kind <> 'sealed'"
		" AND :me IS NOT NULL AND " HOLDS("x")) },
	[Q_GLASS] = { "sight.glass",
		AND_MERGED("SELECT g.child_id FROM main.glass g WHERE g.officer_id = :me"
		" AND g.opened_at <= :now AND g.until_at > :now AND :on > 0") },
	[Q_NAMED] = { "sight.named", AND_MERGED("SELECT :id") },
	[Q_DECLARED] = { "sight.declared", AND_MERGED(MY_FAMILY) },
	[Q_ADULTS] = { "sight.adults",
		"SELECT DISTINCT r.person_id FROM main.relationship r WHERE r.child_id = :id"
		" AND NOT EXISTS (SELECT 1 FROM main.relationship o WHERE o.person_id = r.person_id"
		"  AND " SIGHT_CHILD("o.child_id") ")" },
#define NOBODY_ELSE \
	" AND NOT EXISTS (SELECT 1 FROM main.child_residence o WHERE o.address_id = x.address_id" \
	"  AND " SIGHT_CHILD("o.child_id") ")" \
	" AND NOT EXISTS (SELECT 1 FROM main.person_residence o WHERE o.address_id = x.address_id" \
	"  AND " SIGHT_PERSON("o.person_id") ")"
	[Q_HOMES] = { "sight.homes",
		"SELECT DISTINCT x.address_id FROM main.child_residence x WHERE x.child_id = :id" NOBODY_ELSE },
	[Q_THEIRS] = { "sight.theirs",
		"SELECT DISTINCT x.address_id FROM main.person_residence x WHERE x.person_id = :id" NOBODY_ELSE },
	[Q_ARRIVED] = { "sight.arrived",
		"SELECT k.intake_id FROM main.intake_child k WHERE k.child_id = :id" },
	[Q_COMPLAINTS] = { "sight.complaints",
		"SELECT d.id FROM main.complaint q JOIN main.duty d ON d.complaint_id = q.id"
		" WHERE q.about_id = :me AND :on > 0" },
};
/* clang-format on */

static cnis_status
gather(cursor *c, id_list *to, cnis_error *reterr)
{
	bool row = false;
	cnis_status st;

	while ((st = stmt_step(c, &row, reterr)) == CNIS_OK && row) {
		if (!id_list_has(to, col_int(c, 0)))
			st = id_list_add(to, col_int(c, 0), where, reterr);
		if (st != CNIS_OK)
			break;
	}
	return st;
}

/* The numbers one question gives. */
static cnis_status
children(cnis_register *r, int which, id_list *to, cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st = stmt_open(r->file, &SQL[which], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_day(&c, ":on", store_today(r->file));
	stmt_int(&c, ":me", r->officer_id);
	if (which == Q_GLASS)
		stmt_int(&c, ":now", store_now(r->file));
	st = gather(&c, to, reterr);
	stmt_close(&c);
	return st;
}

/* What only those have, whose numbers are in @p of. */
static cnis_status
theirs(cnis_register *r, int which, const id_list *of, id_list *to, cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st = of->n == 0 ? CNIS_OK : stmt_open(r->file, &SQL[which], &c, reterr);

	for (size_t i = 0; st == CNIS_OK && i < of->n; i++) {
		stmt_int(&c, ":id", of->id[i]);
		st = gather(&c, to, reterr);
		stmt_reset(&c);
	}
	stmt_close(&c);
	return st;
}

static cnis_status
hand(cnis_register *r, int set, const id_list *ids, cnis_error *reterr)
{
	cnis_status st = store_keep_back(r->file, set, ids->id, ids->n, reterr);

	if (st == CNIS_OK && r->st != r->file)
		st = store_keep_back(r->st, set, ids->id, ids->n, reterr);
	return st;
}

/* What break-glass opened and the reader named: reads by reference, never lists or files. */
static cnis_status
find_opened(cnis_register *r, id_list *ret, cnis_error *reterr)
{
	id_list open = { 0 };
	id_list same = { 0 };
	cnis_status st = CNIS_OK;

	if (r->publishing || r->named.n == 0)
		return CNIS_OK;
	st = children(r, Q_GLASS, &open, reterr);
	if (st == CNIS_OK && open.n > 0)
		st = theirs(r, Q_NAMED, &r->named, &same, reterr);
	for (size_t i = 0; st == CNIS_OK && i < same.n; i++)
		if (id_list_has(&open, same.id[i]))
			st = id_list_add(ret, same.id[i], where, reterr);
	free(open.id);
	free(same.id);
	return st;
}

static cnis_status
find_children(cnis_register *r, id_list *all, id_list *declared, cnis_error *reterr)
{
	bool custodian = !r->publishing && (r->roles & CNIS_ROLE_CUSTODIAN) != 0;
	id_list family = { 0 };
	id_list restricted = { 0 };
	id_list open = { 0 };
	cnis_status st = children(r, Q_SEALED, all, reterr);

	if (st == CNIS_OK && !custodian)
		st = children(r, Q_RESTRICTED, &restricted, reterr);
	if (st == CNIS_OK && restricted.n > 0)
		st = find_opened(r, &open, reterr);
	if (st == CNIS_OK)
		st = children(r, Q_DECLARED, &family, reterr);
	/* opened before the family was declared: it is not open any more */
	for (size_t i = 0; st == CNIS_OK && i < restricted.n; i++)
		if ((!id_list_has(&open, restricted.id[i]) ||
		     id_list_has(&family, restricted.id[i])) &&
		    !id_list_has(all, restricted.id[i]))
			st = id_list_add(all, restricted.id[i], where, reterr);
	for (size_t i = 0; st == CNIS_OK && i < family.n; i++)
		if (!id_list_has(all, family.id[i]))
			st = id_list_add(declared, family.id[i], where, reterr);
	for (size_t i = 0; st == CNIS_OK && i < declared->n; i++)
		st = id_list_add(all, declared->id[i], where, reterr);
	free(family.id);
	free(restricted.id);
	free(open.id);
	return st;
}

static cnis_status
load(cnis_register *r, cnis_error *reterr)
{
	id_list all = { 0 };
	id_list declared = { 0 };
	id_list adults = { 0 };
	id_list addresses = { 0 };
	id_list complaints = { 0 };
	id_list arrived = { 0 };
	cnis_status st = find_children(r, &all, &declared, reterr);

	if (st == CNIS_OK)
		st = hand(r, KEEP_CHILD, &all, reterr);
	if (st == CNIS_OK)
		st = hand(r, KEEP_DECLARED, &declared, reterr);
	if (st == CNIS_OK)
		st = theirs(r, Q_ADULTS, &all, &adults, reterr);
	if (st == CNIS_OK)
		st = hand(r, KEEP_PERSON, &adults, reterr);
	if (st == CNIS_OK)
		st = theirs(r, Q_HOMES, &all, &addresses, reterr);
	if (st == CNIS_OK)
		st = theirs(r, Q_THEIRS, &adults, &addresses, reterr);
	if (st == CNIS_OK)
		st = hand(r, KEEP_ADDRESS, &addresses, reterr);
	if (st == CNIS_OK)
		st = theirs(r, Q_ARRIVED, &all, &arrived, reterr);
	if (st == CNIS_OK)
		st = hand(r, KEEP_ARRIVED, &arrived, reterr);
	if (st == CNIS_OK)
		st = children(r, Q_COMPLAINTS, &complaints, reterr);
	if (st == CNIS_OK)
		st = hand(r, KEEP_DUTY, &complaints, reterr);
	free(complaints.id);
	free(arrived.id);
	free(all.id);
	free(declared.id);
	free(adults.id);
	free(addresses.id);
	return st;
}

cnis_status
sight_load(cnis_register *r, cnis_error *reterr)
{
	int64_t any = 0;
	bool was;
	cnis_status st;

	if (store_schema(r->file) < migrate_newest())
		return CNIS_OK;
	st = stmt_ask(r->file, &SQL[Q_ANY], NULL, 0, 0, &any, reterr);
	if (st != CNIS_OK || (any == 0 && !store_views(r->file)))
		return st;
	was = sight_whole(r, false);
	st = load(r, reterr);
	(void)sight_whole(r, was);
	return st;
}

cnis_status
sight_name(cnis_register *r, int64_t child_id, cnis_error *reterr)
{
	cnis_status st = id_list_has(&r->named, child_id)
	                     ? CNIS_OK
	                     : id_list_add(&r->named, child_id, where, reterr);

	return st == CNIS_OK ? sight_load(r, reterr) : st;
}

cnis_status
sight_declared(cnis_register *r, int64_t child_id, bool *ret, cnis_error *reterr)
{
	id_list family = { 0 };
	cnis_status st = children(r, Q_DECLARED, &family, reterr);

	if (st == CNIS_OK)
		*ret = id_list_has(&family, child_id);
	free(family.id);
	return st;
}

bool
sight_whole(cnis_register *r, bool on)
{
	if (r->st != r->file)
		(void)store_whole(r->file, on);
	return store_whole(r->st, on);
}

bool
sight_is_whole(const cnis_register *r)
{
	return store_reads_whole(r->st);
}

cnis_status
sight_publish(cnis_register *r, bool on, cnis_error *reterr)
{
	r->publishing = on;
	return sight_load(r, reterr);
}
