/* Who reads what is withheld: the sets of numbers that statements ask. */
#include "domain/withheld.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "domain/likeness.h"
#include "domain/same.h"
#include "domain/sight.h"
#include "domain/withheld_texts.h"
#include "store/free_text.h"

static const char where[] = "withheld";

enum {
	Q_ANY,
	Q_OWNS,
	Q_ADDRESSES,
	Q_POINTS,
	Q_LOCATIONS,
	Q_SCHOOLS,
	Q_PLACE,
	Q_PLACES,
	Q_KEY,
	Q_KEYS,
	Q_OWN_HOMES,
	Q_OWN_INTAKES,
	Q_INTAKES,
	Q_INTAKES_LIKE,
	Q_WHERE,
	Q_COUNT
};
/* clang-format off */
/* Those that hold today, but for children whose open duty the reader, who asked, has. */
/* Of the tables themselves (main): a record the reader is not shown at all still hides its places. */
#define HOLDING(what) \
	" FROM main.withholding h" what " h.from_day <= :on AND (h.to_day IS NULL OR h.to_day >= :on)" \
	" AND (:whom = 0 OR h.person_id IS NULL OR h.person_id = :whom)" \
	" AND NOT EXISTS (SELECT 1 FROM main.duty_owner o JOIN main.duty d ON d.id = o.duty_id" \
	"  AND d.state = 'open' WHERE o.officer_id = :officer AND o.to_day IS NULL" \
	"  AND d.child_id IN " SAME_RECORDS("h.child_id", SAME_NOW) ")"
/* Whoever is to say what has arrived has to read it, when they ask. */
#define NOT_OWN(intake) \
	" AND NOT EXISTS (SELECT 1 FROM main.duty e JOIN main.duty_owner z ON z.duty_id = e.id" \
	"  AND z.to_day IS NULL AND z.officer_id = :officer WHERE e.intake_id = " intake \
	"  AND e.state = 'open' AND e.child_id IS NULL)"
#define OF_CHILD(what) \
	"SELECT m.id" HOLDING(" JOIN main.child m ON m.id IN " SAME_RECORDS("h.child_id", SAME_NOW) \
	" WHERE h.fact = '" what "' AND")
static const store_sql SQL[Q_COUNT] = {
	[Q_ANY] = { "withheld.any",
		"SELECT 1 FROM main.withholding WHERE id > :id LIMIT 1" },
	[Q_OWNS] = { "withheld.owns",
		"SELECT 1 FROM main.duty_owner o JOIN main.duty d ON d.id = o.duty_id AND d.state = 'open'"
		" WHERE o.officer_id = :officer AND o.to_day IS NULL LIMIT 1" },
	/* an address to write to instead is there to be read */
	[Q_ADDRESSES] = { "withheld.addresses",
		"SELECT h.address_id" HOLDING(" WHERE h.fact = 'address' AND")
		" UNION SELECT x.address_id" HOLDING(" JOIN main.child_residence x"
		"  ON x.child_id IN " SAME_RECORDS("h.child_id", SAME_NOW) " AND x.kind <> 'correspondence'"
		"  AND (x.to_day IS NULL OR x.to_day >= h.from_day) WHERE h.fact = 'location' AND") },
	[Q_POINTS] = { "withheld.points",
		"SELECT h.contact_point_id" HOLDING(" WHERE h.fact = 'contact_point' AND") },
	[Q_LOCATIONS] = { "withheld.locations", OF_CHILD("location") },
	[Q_SCHOOLS] = { "withheld.schools", OF_CHILD("school") },
	[Q_PLACE] = { "withheld.place",
		"SELECT postcode, uprn, line1 FROM main.address WHERE id = :id" },
	[Q_PLACES] = { "withheld.places",
		"SELECT id, line1, uprn = :uprn FROM main.address WHERE postcode IS :postcode OR uprn = :uprn" },
	[Q_KEY] = { "withheld.key", "SELECT value_key FROM main.contact_point WHERE id = :id" },
	[Q_KEYS] = { "withheld.keys", "SELECT id FROM main.contact_point WHERE value_key = :key" },
	[Q_OWN_HOMES] = { "withheld.own_homes",
		"WITH mine (id) AS (SELECT d.child_id FROM main.duty_owner o JOIN main.duty d ON d.id = o.duty_id"
		"  AND d.state = 'open' AND d.child_id IS NOT NULL"
		"  WHERE o.officer_id = :officer AND o.to_day IS NULL),"
		" records (id) AS (SELECT m.id FROM mine k JOIN main.child m ON m.id IN " SAME_RECORDS("k.id", SAME_NOW) ")"
		" SELECT x.address_id FROM records k JOIN main.child_residence x ON x.child_id = k.id"
		" UNION SELECT z.address_id FROM records k JOIN main.relationship y ON y.child_id = k.id"
		"  JOIN main.person_residence z ON z.person_id = y.person_id WHERE y.to_day IS NULL" },
	[Q_OWN_INTAKES] = { "withheld.own_intakes",
		"SELECT d.intake_id FROM main.duty_owner o JOIN main.duty d ON d.id = o.duty_id"
		" AND d.state = 'open' AND d.child_id IS NULL AND d.intake_id IS NOT NULL"
		" WHERE o.officer_id = :officer AND o.to_day IS NULL" },
	[Q_INTAKES] = { "withheld.intakes",
		"SELECT k.intake_id" HOLDING(" JOIN main.intake_child k"
		"  ON k.child_id IN " SAME_RECORDS("h.child_id", SAME_NOW) " WHERE h.id > 0" NOT_OWN("k.intake_id") " AND") },
	/* of the sets handed over before; no lines to compare: the number is the same */
	[Q_INTAKES_LIKE] = { "withheld.intakes_like",
		"SELECT i.id, a.line1, i.address FROM main.intake i JOIN main.address a"
		" ON a.postcode = i.postcode WHERE " WITHHELD_ADDRESS("a.id") NOT_OWN("i.id")
		" UNION ALL SELECT i.id, NULL, NULL FROM main.intake i JOIN main.contact_point n"
		" ON n.value_key = i.telephone_key WHERE " WITHHELD_POINT("n.id") NOT_OWN("i.id")
		" UNION ALL SELECT i.id, NULL, NULL FROM main.intake i JOIN main.contact_point n"
		" ON n.value_key = i.email_key WHERE " WITHHELD_POINT("n.id") NOT_OWN("i.id") },
	[Q_WHERE] = { "withheld.where",
		"SELECT (" WITHHELD_LOCATION(":child") " OR EXISTS (SELECT 1 FROM main.child_residence x"
		" WHERE x.child_id IN " SAME_RECORDS(":child", SAME_NOW) " AND x.kind <> 'correspondence'"
		" AND (x.to_day IS NULL OR x.to_day >= :on) AND " WITHHELD_ADDRESS("x.address_id") "))"
		" AND NOT EXISTS (SELECT 1 FROM main.duty_owner o JOIN main.duty d ON d.id = o.duty_id"
		"  AND d.state = 'open' WHERE o.officer_id = :officer AND o.to_day IS NULL"
		"  AND d.child_id IN " SAME_RECORDS(":child", SAME_NOW) ")" },
};
/* clang-format on */

/* Who asked to be shown it; 0: nobody. */
static int64_t
asker(const cnis_register *r)
{
	return r->withheld && !r->publishing ? r->officer_id : 0;
}

/* What the register says today, whatever instant is asked about. */
static cnis_status
ask(cnis_register *r, int query, id_list *ret, cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st = stmt_open(r->file, &SQL[query], &c, reterr);

	if (st != CNIS_OK)
		return st;
	if (query != Q_OWN_INTAKES && query != Q_OWN_HOMES) {
		stmt_day(&c, ":on", store_today(r->file));
		stmt_int(&c, ":whom", r->written_to);
	}
	stmt_int(&c, ":officer", asker(r));
	st = stmt_ids(&c, ret, where, reterr);
	stmt_close(&c);
	return st;
}

/* ---- the same place, the same number ---------------------------------------------------------
 */

/* Folded; "" for none. */
static cnis_status
folded(const char *line, char **ret, cnis_error *reterr)
{
	*ret = text_fold(line == NULL ? "" : line);
	return *ret == NULL ? cnis_nomem(reterr, where) : CNIS_OK;
}

/* Who is not sure whether it is the same house keeps it back. */
static cnis_status
same_house(const char *house, const char *line, bool *ret, cnis_error *reterr)
{
	char *other = NULL;
	cnis_status st = folded(line, &other, reterr);

	if (st == CNIS_OK)
		*ret = house[0] == '\0' || other[0] == '\0' || likeness_same_house(house, other);
	free(other);
	return st;
}

/* Where the place @p c stands at, its own row too. */
static cnis_status
places_like(cnis_register *r, const cursor *place, id_list *to, cnis_error *reterr)
{
	char *house = NULL;
	cursor c = { 0 };
	bool row = true;
	cnis_status st = folded(col_text(place, 2), &house, reterr);

	if (st == CNIS_OK)
		st = stmt_open(r->st, &SQL[Q_PLACES], &c, reterr);
	if (st == CNIS_OK) {
		stmt_text(&c, ":postcode", col_text(place, 0));
		stmt_text(&c, ":uprn", col_text(place, 1));
	}
	while (st == CNIS_OK && (st = stmt_step(&c, &row, reterr)) == CNIS_OK && row) {
		bool same = col_int(&c, 2) != 0;

		/* without a postcode only the same words are the same place */
		if (!same && col_text(place, 0) == NULL &&
		    (house[0] == '\0' || text_empty(col_text(&c, 1))))
			continue;
		if (!same)
			st = same_house(house, col_text(&c, 1), &same, reterr);
		if (st == CNIS_OK && same)
			st = id_list_add(to, col_int(&c, 0), where, reterr);
	}
	stmt_close(&c);
	free(house);
	return st;
}

static cnis_status
points_like(cnis_register *r, const cursor *point, id_list *to, cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st = stmt_open(r->st, &SQL[Q_KEYS], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_text(&c, ":key", col_text(point, 0));
	st = stmt_ids(&c, to, where, reterr);
	stmt_close(&c);
	return st;
}

/* Every row that says the same as the first @p n. */
static cnis_status
spread(cnis_register *r, int query, id_list *to, cnis_error *reterr)
{
	size_t n = to->n;
	cnis_status st = CNIS_OK;

	for (size_t i = 0; st == CNIS_OK && i < n; i++) {
		cursor c = { 0 };
		bool row = false;

		st = stmt_open(r->file, &SQL[query], &c, reterr);
		if (st != CNIS_OK)
			break;
		stmt_int(&c, ":id", to->id[i]);
		st = stmt_step(&c, &row, reterr);
		if (st == CNIS_OK && row)
			st = query == Q_PLACE ? places_like(r, &c, to, reterr)
			                      : points_like(r, &c, to, reterr);
		stmt_close(&c);
	}
	return st;
}

/* ---- handing over ----------------------------------------------------------------------------
 */

bool
withheld_all(const cnis_register *r)
{
	return r->withheld && sight_steps(r);
}

cnis_status
withheld_check(cnis_register *r, cnis_error *reterr)
{
	int64_t owns = 0;
	cnis_status st = CNIS_OK;

	if (!r->withheld || (r->roles & SIGHT_ROLES) != 0)
		return CNIS_OK;
	st = stmt_ask(r->file, &SQL[Q_OWNS], ":officer", r->officer_id, 0, &owns, reterr);
	if (st == CNIS_OK && owns == 0)
		st = cnis_fail(reterr, CNIS_EPERM, 0, where, "withheld",
		               "what is withheld is shown to managers, to the role safeguarding "
		               "and to whoever has an open duty of the child");
	return st;
}

cnis_status
withheld_where(cnis_register *r, int64_t child_id, bool *ret, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = CNIS_OK;

	*ret = false;
	if (sight_steps(r) || !withheld_any(r))
		return CNIS_OK;
	st = stmt_open(r->st, &SQL[Q_WHERE], &c, reterr);
	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", child_id);
	stmt_day(&c, ":on", store_today(r->file));
	stmt_int(&c, ":officer", r->officer_id);
	st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK && row)
		*ret = col_int(&c, 0) != 0;
	stmt_close(&c);
	return st;
}

cnis_status
withheld_where_refuse(cnis_register *r, int64_t child_id, const char *what, cnis_error *reterr)
{
	bool kept = false;
	cnis_status st = withheld_where(r, child_id, &kept, reterr);

	return st != CNIS_OK || !kept
	           ? st
	           : cnis_fail(reterr, CNIS_EPERM, 0, what, "child",
	                       "where the child lives is withheld: a manager, the role "
	                       "safeguarding or whoever has an open duty of the child does this");
}

bool
withheld_any(const cnis_register *r)
{
	return store_keeps_back(r->st, KEEP_ADDRESS_FACT) ||
	       store_keeps_back(r->st, KEEP_CONTACT_POINT) ||
	       store_keeps_back(r->st, KEEP_LOCATION) || store_keeps_back(r->st, KEEP_SCHOOL);
}

/* What is withheld: where it is asked, how rows that say the same are found, and its texts. */
static const struct withheld_set {
	int set, query, spread; /* spread: Q_COUNT for none */
	withheld_texts_fn texts;
} SETS[] = {
	{ KEEP_ADDRESS_FACT, Q_ADDRESSES, Q_PLACE, withheld_texts_addresses },
	{ KEEP_CONTACT_POINT, Q_POINTS, Q_KEY, withheld_texts_points },
	{ KEEP_LOCATION, Q_LOCATIONS, Q_COUNT, NULL },
	{ KEEP_SCHOOL, Q_SCHOOLS, Q_COUNT, withheld_texts_schools },
};

/*
 * A family may live where another one's home is withheld.  Whoever has its work and asks is shown
 * its own rows of the place: those found only because they say the
 * same as a withheld one, never the first @p direct, which are withheld themselves.
 */
static cnis_status
leave_own(cnis_register *r, size_t direct, id_list *found, cnis_error *reterr)
{
	id_list own = { 0 };
	size_t n = direct;
	cnis_status st = CNIS_OK;

	if (asker(r) == 0 || found->n == direct)
		return CNIS_OK;
	st = ask(r, Q_OWN_HOMES, &own, reterr);
	for (size_t i = direct; st == CNIS_OK && i < found->n; i++) {
		bool kept = !id_list_has(&own, found->id[i]);

		/* what stands for itself is found once more by its own words */
		for (size_t k = 0; !kept && k < direct; k++)
			kept = found->id[k] == found->id[i];
		if (kept)
			found->id[n++] = found->id[i];
	}
	if (st == CNIS_OK)
		found->n = n;
	free(own.id);
	return st;
}

static cnis_status
load(cnis_register *r, const struct withheld_set *x, net *texts, cnis_error *reterr)
{
	id_list found = { 0 };
	cnis_status st = withheld_all(r) ? CNIS_OK : ask(r, x->query, &found, reterr);
	size_t direct = found.n;

	if (st == CNIS_OK && x->spread != Q_COUNT)
		st = spread(r, x->spread, &found, reterr);
	if (st == CNIS_OK && x->set == KEEP_ADDRESS_FACT)
		st = leave_own(r, direct, &found, reterr);
	if (st == CNIS_OK)
		st = store_keep_back(r->st, x->set, found.id, found.n, reterr);
	if (st == CNIS_OK && x->texts != NULL)
		st = x->texts(r, found.id, found.n, texts, reterr);
	free(found.id);
	return st;
}

/* The sets, and the net for what people write in words of their own. */
static cnis_status
load_sets(cnis_register *r, cnis_error *reterr)
{
	net *texts = net_new();
	cnis_status st = texts == NULL ? cnis_nomem(reterr, where) : CNIS_OK;

	for (size_t i = 0; st == CNIS_OK && i < sizeof(SETS) / sizeof(SETS[0]); i++)
		st = load(r, &SETS[i], texts, reterr);
	if (st != CNIS_OK || net_empty(texts)) {
		net_free(texts);
		texts = NULL;
	}
	if (st != CNIS_OK)
		return st;
	if (texts != NULL)
		net_ready(texts);
	return free_text_net(r->st, texts, reterr);
}

/* What has arrived and says the same. */
static cnis_status
intakes_like(cnis_register *r, id_list *to, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = true;
	cnis_status st = stmt_open(r->st, &SQL[Q_INTAKES_LIKE], &c, reterr);

	if (st == CNIS_OK)
		stmt_int(&c, ":officer", asker(r));
	while (st == CNIS_OK && (st = stmt_step(&c, &row, reterr)) == CNIS_OK && row) {
		char *house = NULL;
		bool same = false;

		st = folded(col_text(&c, 1), &house, reterr);
		if (st == CNIS_OK)
			st = same_house(house, col_text(&c, 2), &same, reterr);
		free(house);
		if (st == CNIS_OK && same)
			st = id_list_add(to, col_int(&c, 0), where, reterr);
	}
	stmt_close(&c);
	return st;
}

/* Those whoever asked may read all of. */
static cnis_status
load_own_intakes(cnis_register *r, cnis_error *reterr)
{
	id_list own = { 0 };
	cnis_status st = asker(r) == 0 ? CNIS_OK : ask(r, Q_OWN_INTAKES, &own, reterr);

	if (st == CNIS_OK)
		st = store_keep_back(r->st, KEEP_OWN_INTAKE, own.id, own.n, reterr);
	free(own.id);
	return st;
}

static cnis_status
load_intakes(cnis_register *r, cnis_error *reterr)
{
	id_list found = { 0 };
	cnis_status st = load_own_intakes(r, reterr);

	if (st == CNIS_OK && !withheld_all(r))
		st = ask(r, Q_INTAKES, &found, reterr);
	if (st == CNIS_OK && (store_keeps_back(r->st, KEEP_ADDRESS_FACT) ||
	                      store_keeps_back(r->st, KEEP_CONTACT_POINT)))
		st = intakes_like(r, &found, reterr);
	if (st == CNIS_OK)
		st = store_keep_back(r->st, KEEP_INTAKE, found.id, found.n, reterr);
	free(found.id);
	return st;
}

/* Where nobody ever withheld anything each opening of the register costs one small question. */
static cnis_status
hand_nothing(cnis_register *r, cnis_error *reterr)
{
	cnis_status st = store_keep_back(r->st, KEEP_INTAKE, NULL, 0, reterr);

	for (size_t i = 0; st == CNIS_OK && i < sizeof(SETS) / sizeof(SETS[0]); i++)
		st = store_keep_back(r->st, SETS[i].set, NULL, 0, reterr);
	return st == CNIS_OK ? free_text_net(r->st, NULL, reterr) : st;
}

cnis_status
withheld_load(cnis_register *r, cnis_error *reterr)
{
	bool was;
	int64_t any = 0;
	cnis_status st = stmt_ask(r->file, &SQL[Q_ANY], ":id", 0, 0, &any, reterr);

	if (st != CNIS_OK || any == 0)
		return st == CNIS_OK ? hand_nothing(r, reterr) : st;
	/* of a restricted record too: a brother everybody sees may live there */
	was = sight_whole(r, true);
	st = load_sets(r, reterr);
	(void)sight_whole(r, was);
	/* this one asks the sets themselves */
	return st == CNIS_OK ? load_intakes(r, reterr) : st;
}

cnis_status
withheld_for(cnis_register *r, int64_t person_id, cnis_error *reterr)
{
	r->written_to = person_id;
	return withheld_load(r, reterr);
}
