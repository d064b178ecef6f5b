/* Places and who lives there. */
#include <cnis/address.h>

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "domain/death.h"
#include "domain/duty.h"
#include "domain/fact.h"
#include "domain/people.h"
#include "domain/place.h"
#include "domain/withdrawal.h"
#include "domain/withheld.h"
#include "domain/withhold.h"
#include "rule/identifier.h"

enum {
	Q_INSERT,
	Q_CHILD_IN,
	Q_PERSON_IN,
	Q_CHILD_WALK,
	Q_PERSON_WALK,
	Q_HOUSEHOLD,
	Q_PRESENT,
	Q_READ,
	Q_CLOSE,
	Q_SAME,
	Q_COUNT,
};

/* clang-format off */
#define BESIDE(column) WITHHELD_BESIDE(WITHHELD_ADDRESS("a.id"), "a." column)
#define PLACE \
	" " WITHHELD_SHOWN(WITHHELD_ADDRESS("a.id"), "a.line1") ", " BESIDE("line2") ", " BESIDE("line3") \
	", " BESIDE("town") ", " BESIDE("county") ", " BESIDE("postcode") ", " BESIDE("uprn") ", " \
	BESIDE("authority") ", " BESIDE("place_kind") \
	", x.from_day, x.to_day, x.source, x.basis, x.received_day, x.recorded_at, x.rev"
/* clang-format on */
#define HOLDS                                                                                      \
	" ((x.from_day IS NULL OR x.from_day <= :on) AND (x.to_day IS NULL OR x.to_day >= :on))"
#define BY_KIND                                                                                    \
	" ORDER BY CASE x.kind WHEN 'home' THEN 1 WHEN 'additional' THEN 2"                        \
	" WHEN 'correspondence' THEN 3 ELSE 4 END, x.id"
/* clang-format off */
static const store_sql SQL[Q_COUNT] = {
	[Q_INSERT] = { "address.insert",
		"INSERT INTO address (uuid, line1, line2, line3, town, county, postcode, uprn, authority,"
		" place_kind,"
		" source, basis, received_day, recorded_at, rev)"
		" VALUES (:uuid, :line1, :line2, :line3, :town, :county, :postcode, :uprn, :authority, :place_kind,"
		" :source, :basis, :received, :at, :rev)" },
	[Q_CHILD_IN] = { "address.child_in",
		"INSERT INTO child_residence (child_id, address_id, kind,"
		" from_day, to_day, source, basis, received_day, recorded_at, rev)"
		" VALUES (:who, :address, :kind, :from, :to, :source, :basis, :received, :at, :rev)" },
	[Q_PERSON_IN] = { "address.person_in",
		"INSERT INTO person_residence (person_id, address_id, kind,"
		" from_day, to_day, source, basis, received_day, recorded_at, rev)"
		" VALUES (:who, :address, :kind, :from, :to, :source, :basis, :received, :at, :rev)" },
	[Q_CHILD_WALK] = { "address.child_walk",
		"SELECT x.id, x.address_id, x.child_id, 0, x.kind," PLACE
		" FROM child_residence x JOIN address a ON a.id = x.address_id"
		" WHERE x.child_id = :id AND (:all OR" HOLDS ")" BY_KIND },
	[Q_PERSON_WALK] = { "address.person_walk",
		"SELECT x.id, x.address_id, 0, x.person_id, x.kind," PLACE
		" FROM person_residence x JOIN address a ON a.id = x.address_id"
		" WHERE x.person_id = :id AND (:all OR" HOLDS ")" BY_KIND },
	[Q_HOUSEHOLD] = { "address.household",
		"SELECT x.id, x.address_id, x.child_id, 0, x.kind," PLACE
		" FROM child_residence mine JOIN address m ON m.id = mine.address_id"
		" JOIN address a ON " PLACE_SAME("a", "m")
		" JOIN child_residence x ON x.address_id = a.id"
		" WHERE mine.child_id = :id AND NOT " WITHHELD_ADDRESS("m.id") " AND :all = 0 AND " PLACE_LIVES("mine")
		" AND x.child_id <> :id AND " PLACE_LIVES("x")
		" GROUP BY x.child_id ORDER BY x.child_id" },
	[Q_PRESENT] = { "address.present",
		"SELECT id, from_day FROM child_residence WHERE child_id = :child AND kind = 'home'"
		" AND source = :source AND to_day IS NULL ORDER BY id" },
	[Q_READ] = { "address.read",
		"SELECT from_day, to_day, child_id FROM child_residence WHERE id = :id" },
	[Q_CLOSE] = { "address.close",
		"UPDATE child_residence SET to_day = :to, rev = :rev WHERE id = :id" },
	/* The same place in other words: the same UPRN, or the same postcode and first line; of a child
	 * without a fixed abode, the same area. */
	[Q_SAME] = { "address.same",
		"SELECT a.id FROM child_residence x JOIN address a ON a.id = x.address_id"
		" WHERE x.child_id = :child AND x.kind = 'home' AND x.to_day IS NULL"
		/* nobody learns by trying whether it is the withheld one */
		" AND NOT (:kept AND " WITHHELD_ADDRESS("a.id") ")"
		" AND (a.uprn = :uprn OR ((a.uprn IS NULL OR :uprn IS NULL)"
		" AND a.postcode = :postcode AND lower(a.line1) = lower(:line1))"
		" OR (a.place_kind = :place_kind AND a.place_kind = 'no_fixed_abode'"
		" AND a.authority = :authority)) ORDER BY x.id" },
};
/* clang-format on */

enum { LINES = 5 };
static const char *const line_fields[LINES] = { "line1", "line2", "line3", "town", "county" };

/* A place as it will be written. */
typedef struct place {
	char *lines[LINES];
	rule_identifier postcode, uprn, authority;
	const char *kind; /* code list place_kind; NULL: nobody said */
} place;

static cnis_status
number(const char *value, rule_identifier (*check)(const char *), const char *where,
       const char *field, rule_identifier *ret, cnis_error *reterr)
{
	if (text_empty(value))
		return CNIS_OK;
	*ret = check(value);
	if (!ret->valid)
		return cnis_fail(reterr, CNIS_EINVAL, 0, where, field, "%s", ret->problem);
	return CNIS_OK;
}

static const char *
or_null(const rule_identifier *id)
{
	return id->valid ? id->normalised : NULL;
}

/* Nowhere in particular: the area is all there is to say. */
static cnis_status
no_fixed_abode(const place *p, bool any, const char *where, cnis_error *reterr)
{
	if (any || p->postcode.valid || p->uprn.valid)
		return cnis_fail(reterr, CNIS_EINVAL, 0, where, "place",
		                 "no fixed abode has no line, postcode or UPRN: record where the "
		                 "child stays as temporary or care_of");
	if (!p->authority.valid)
		return cnis_fail(reterr, CNIS_EINVAL, 0, where, "authority",
		                 "say in the area of which authority, when there is no fixed "
		                 "abode");
	return CNIS_OK;
}

static cnis_status
place_take(cnis_register *r, const cnis_place *in, const char *where, place *p, cnis_error *reterr)
{
	const char *const lines[LINES] = { in->line1, in->line2, in->line3, in->town, in->county };
	bool any = false;
	cnis_status st = CNIS_OK;
	int i;

	for (i = 0; st == CNIS_OK && i < LINES; i++) {
		st = fact_text(lines[i], FACT_NAME, false, where, line_fields[i], &p->lines[i],
		               reterr);
		any = any || p->lines[i] != NULL;
	}
	if (st == CNIS_OK)
		st = number(in->postcode, rule_postcode, where, "postcode", &p->postcode, reterr);
	if (st == CNIS_OK)
		st = number(in->uprn, rule_uprn, where, "uprn", &p->uprn, reterr);
	if (st == CNIS_OK)
		st = number(in->authority, rule_area_code, where, "authority", &p->authority,
		            reterr);
	p->kind = text_empty(in->place_kind) ? NULL : in->place_kind;
	if (st == CNIS_OK && p->kind != NULL)
		st = code_check(r, "place_kind", p->kind, where, "place", reterr);
	if (st == CNIS_OK && p->kind != NULL && strcmp(p->kind, "no_fixed_abode") == 0)
		return no_fixed_abode(p, any, where, reterr);
	if (st == CNIS_OK && !any && !p->postcode.valid && !p->uprn.valid)
		st = cnis_fail(reterr, CNIS_EINVAL, 0, where, "line1",
		               "an address needs at least one line, a postcode or a UPRN");
	return st;
}

static void
place_clear(place *p)
{
	int i;

	for (i = 0; i < LINES; i++)
		free(p->lines[i]);
}

cnis_status
address_check(cnis_register *r, const cnis_place *in, cnis_error *reterr)
{
	place p = { 0 };
	cnis_status st;

	st = place_take(r, in, "address.add", &p, reterr);
	place_clear(&p);
	return st;
}

cnis_status
address_add_tx(cnis_register *r, const cnis_place *in, const cnis_fact *fact, int64_t *ret_id,
               cnis_error *reterr)
{
	static const char where[] = "address.add";
	place p = { 0 };
	cnis_fact whole;
	cursor c = { 0 };
	char uuid[37];
	cnis_status st;

	st = place_take(r, in, where, &p, reterr);
	if (st == CNIS_OK)
		st = fact_complete(r, where, fact, &whole, reterr);
	if (st == CNIS_OK)
		st = stmt_open(r->st, &SQL[Q_INSERT], &c, reterr);
	if (st == CNIS_OK) {
		change_uuid(uuid);
		stmt_text(&c, ":uuid", uuid);
		stmt_text(&c, ":line1", p.lines[0]);
		stmt_text(&c, ":line2", p.lines[1]);
		stmt_text(&c, ":line3", p.lines[2]);
		stmt_text(&c, ":town", p.lines[3]);
		stmt_text(&c, ":county", p.lines[4]);
		stmt_text(&c, ":postcode", or_null(&p.postcode));
		stmt_text(&c, ":uprn", or_null(&p.uprn));
		stmt_text(&c, ":authority", or_null(&p.authority));
		stmt_text(&c, ":place_kind", p.kind);
		stmt_text(&c, ":source", whole.source);
		stmt_text(&c, ":basis", whole.basis);
		stmt_day(&c, ":received", whole.received);
		stmt_int(&c, ":at", change_now(r));
		stmt_int(&c, ":rev", change_rev(r));
		st = stmt_run(&c, reterr);
	}
	stmt_close(&c);
	if (st == CNIS_OK)
		*ret_id = store_last_id(r->st);
	place_clear(&p);
	return st;
}

cnis_status
residence_add_tx(cnis_register *r, int64_t child_id, int64_t person_id, int64_t address_id,
                 const char *kind, const cnis_fact *fact, cnis_error *reterr)
{
	static const char where[] = "address.residence";
	cnis_fact whole;
	cursor c = { 0 };
	cnis_status st;

	if (strcmp(kind, "home") != 0 && strcmp(kind, "additional") != 0 &&
	    strcmp(kind, "previous") != 0 && strcmp(kind, "correspondence") != 0)
		return cnis_fail(reterr, CNIS_EINVAL, 0, where, "kind",
		                 "must be home, additional, previous or correspondence");
	st = fact_complete(r, where, fact, &whole, reterr);
	if (st == CNIS_OK && child_id != 0)
		st = fact_after_birth(r, child_id, &whole, where, reterr);
	if (st == CNIS_OK)
		st = stmt_open(r->st, &SQL[child_id != 0 ? Q_CHILD_IN : Q_PERSON_IN], &c, reterr);
	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":who", child_id != 0 ? child_id : person_id);
	stmt_int(&c, ":address", address_id);
	stmt_text(&c, ":kind", kind);
	fact_bind(&c, r, &whole);
	st = stmt_run(&c, reterr);
	stmt_close(&c);
	if (st == CNIS_OK && (strcmp(kind, "home") == 0 || strcmp(kind, "additional") == 0) &&
	    (whole.to == CNIS_DAY_NONE || whole.to >= change_today(r)))
		st =
		    withhold_follow_home_tx(r, child_id, person_id, address_id, whole.from, reterr);
	if (st != CNIS_OK || child_id == 0)
		return st;
	if (strcmp(kind, "home") == 0 &&
	    whole.to == CNIS_DAY_NONE) /* we know where the child lives */
		st = duty_end_all_tx(r,
		                     &(duty_which){ .kind = "address_query", .child_id = child_id },
		                     DUTY_MET, change_today(r), where, NULL, reterr);
	return st == CNIS_OK ? change_touch(r, child_id, reterr) : st;
}

/* A home the same source told us of before ends the day before the new one begins. */
static cnis_status
leave_home(cnis_register *r, int64_t child_id, const cnis_fact *fact, cnis_error *reterr)
{
	cursor c = { 0 };
	int64_t id = 0;
	bool row = false;
	cnis_status st;

	st = stmt_open(r->st, &SQL[Q_PRESENT], &c, reterr);
	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", child_id);
	stmt_text(&c, ":source", fact->source);
	st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK && row) {
		cnis_day began = col_day(&c, 1);

		id = col_int(&c, 0);
		if (began != CNIS_DAY_NONE && fact->from <= began)
			st = cnis_fail(reterr, CNIS_EINVAL, 0, "child.move", "from",
			               "the present home began on that day or later");
	}
	stmt_close(&c);
	if (st != CNIS_OK || id == 0)
		return st;
	return fact_close_tx(r, &SQL[Q_READ], &SQL[Q_CLOSE], id, fact->from - 1, "child.move", NULL,
	                     reterr);
}

/* Another source that tells of the home we know confirms it: the same place, no conflict. */
static cnis_status
known_home(cnis_register *r, int64_t child_id, const cnis_place *in, int64_t *ret_id,
           cnis_error *reterr)
{
	place p = { 0 };
	cursor c = { 0 };
	bool row = false;
	bool kept = false;
	cnis_status st;

	st = place_take(r, in, "child.move", &p, reterr);
	if (st == CNIS_OK)
		st = withheld_where(r, child_id, &kept, reterr);
	if (st == CNIS_OK)
		st = stmt_open(r->st, &SQL[Q_SAME], &c, reterr);
	if (st == CNIS_OK) {
		stmt_int(&c, ":child", child_id);
		stmt_int(&c, ":kept", kept);
		stmt_text(&c, ":uprn", or_null(&p.uprn));
		stmt_text(&c, ":postcode", or_null(&p.postcode));
		stmt_text(&c, ":line1", p.lines[0]);
		stmt_text(&c, ":authority", or_null(&p.authority));
		stmt_text(&c, ":place_kind", p.kind);
		st = stmt_step(&c, &row, reterr);
	}
	if (st == CNIS_OK && row)
		*ret_id = col_int(&c, 0);
	stmt_close(&c);
	place_clear(&p);
	return st;
}

cnis_status
child_move_tx(cnis_register *r, int64_t child_id, const char *kind, const cnis_place *to,
              const cnis_fact *fact, int64_t *ret_address_id, cnis_error *reterr)
{
	static const char where[] = "child.move";
	cnis_fact whole;
	bool there = false;
	cnis_status st;

	st = fact_exists(r, "child", child_id, &there, reterr);
	if (st == CNIS_OK && !there)
		return cnis_fail(reterr, CNIS_ENOTFOUND, 0, where, "child", "no such child");
	if (st == CNIS_OK)
		st = fact_complete(r, where, fact, &whole, reterr);
	if (st == CNIS_OK)
		st = fact_after_birth(r, child_id, &whole, where, reterr);
	if (st != CNIS_OK)
		return st;
	if (whole.from == CNIS_DAY_NONE)
		whole.from = change_today(r);
	if (whole.from > change_today(r))
		return cnis_fail(reterr, CNIS_EINVAL, 0, where, "from",
		                 "the day lies in the future");
	st = death_refuse_later(r, child_id, whole.from, where, reterr);
	if (st == CNIS_OK && strcmp(kind, "home") == 0)
		st = leave_home(r, child_id, &whole, reterr);
	if (st == CNIS_OK && strcmp(kind, "home") == 0)
		st = known_home(r, child_id, to, ret_address_id, reterr);
	if (st == CNIS_OK && *ret_address_id == 0)
		st = address_add_tx(r, to, &whole, ret_address_id, reterr);
	if (st == CNIS_OK)
		st = residence_add_tx(r, child_id, 0, *ret_address_id, kind, &whole, reterr);
	return st == CNIS_OK ? death_joined_tx(r, child_id, reterr) : st;
}

cnis_status
cnis_child_move(cnis_register *r, int64_t child_id, const char *kind, const cnis_place *to,
                const cnis_fact *fact, int64_t *ret_address_id, cnis_error *reterr)
{
	const change_spec spec = { .kind = "child.move",
		                   .roles = CNIS_ROLE_OFFICER | CNIS_ROLE_MANAGER,
		                   .undo = STORE_UNDOABLE };
	int64_t id = 0;
	cnis_status st;

	st = change_begin(r, &spec, reterr);
	if (st != CNIS_OK)
		return st;
	st = child_move_tx(r, child_id, kind, to, fact, &id, reterr);
	if (st == CNIS_OK)
		st = withdrawal_moved_tx(r, child_id, spec.kind, reterr);
	st = change_end(r, st, reterr);
	if (st == CNIS_OK)
		*ret_address_id = id;
	return st;
}

static const char walks[] = "address.walk";

typedef struct walk {
	cnis_residence_fn fn;
	void *payload;
} walk;

static cnis_status
walk_row(const cursor *c, void *payload, cnis_error *reterr)
{
	const walk *w = payload;
	const cnis_residence x = { .id = col_int(c, 0),
		                   .address_id = col_int(c, 1),
		                   .child_id = col_int(c, 2),
		                   .person_id = col_int(c, 3),
		                   .kind = col_text(c, 4),
		                   .line1 = col_text(c, 5),
		                   .line2 = col_text(c, 6),
		                   .line3 = col_text(c, 7),
		                   .town = col_text(c, 8),
		                   .county = col_text(c, 9),
		                   .postcode = col_text(c, 10),
		                   .uprn = col_text(c, 11),
		                   .authority = col_text(c, 12),
		                   .place_kind = col_text(c, 13),
		                   .fact = fact_of(c, 14) };

	return w->fn(&x, w->payload, reterr);
}

cnis_status
cnis_child_residences(cnis_register *r, int64_t child_id, cnis_day as_at, bool all,
                      cnis_residence_fn fn, void *payload, cnis_error *reterr)
{
	walk w = { fn, payload };

	return fact_walk_child(r, walks, &SQL[Q_CHILD_WALK], child_id, as_at, all, walk_row, &w,
	                       reterr);
}

cnis_status
cnis_person_residences(cnis_register *r, int64_t person_id, cnis_day as_at, bool all,
                       cnis_residence_fn fn, void *payload, cnis_error *reterr)
{
	walk w = { fn, payload };

	return fact_walk_person(r, walks, &SQL[Q_PERSON_WALK], person_id, as_at, all, walk_row, &w,
	                        reterr);
}

cnis_status
cnis_child_household(cnis_register *r, int64_t child_id, cnis_day as_at, cnis_residence_fn fn,
                     void *payload, cnis_error *reterr)
{
	walk w = { fn, payload };

	return fact_walk_child(r, walks, &SQL[Q_HOUSEHOLD], child_id, as_at, false, walk_row, &w,
	                       reterr);
}
