/* How an adult can be reached safely. */
#include "domain/contact_wish.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "domain/fact.h"

enum { Q_POINT, Q_RESIDENCE, Q_KNOWN, Q_INSERT, Q_BEFORE, Q_READ, Q_CLOSE, Q_WALK, Q_COUNT };
/* clang-format off */
static const store_sql SQL[Q_COUNT] = {
	[Q_POINT] = { "contact_wish.point",
		"SELECT id, person_id, kind FROM contact_point WHERE id = :id"
		" AND (from_day IS NULL OR from_day <= :on) AND (to_day IS NULL OR to_day >= :on)" },
	[Q_RESIDENCE] = { "contact_wish.residence",
		"SELECT id, person_id, 'address' FROM person_residence WHERE person_id = :person"
		" AND address_id = :id AND kind <> 'previous'"
		" AND (from_day IS NULL OR from_day <= :on) AND (to_day IS NULL OR to_day >= :on)"
		" ORDER BY id DESC LIMIT 1" },
	[Q_KNOWN] = { "contact_wish.known",
		"SELECT 1 FROM contact_wish WHERE person_id = :person AND kind = :kind AND to_day IS NULL"
		" AND contact_point_id IS :point AND residence_id IS :residence AND words IS :words" },
	[Q_INSERT] = { "contact_wish.insert",
		"INSERT INTO contact_wish (person_id, contact_point_id, residence_id, kind, words,"
		" from_day, to_day, source, basis, received_day, recorded_at, rev)"
		" VALUES (:person, :point, :residence, :kind, :words, :from, :to, :source, :basis,"
		" :received, :at, :rev)" },
	/* one is preferred at a time, of all there are; and one set of safe times, of each */
	[Q_BEFORE] = { "contact_wish.before",
		"UPDATE contact_wish SET to_day = max(:from - 1, from_day - 1), rev = :rev"
		" WHERE person_id = :person AND kind = :kind AND to_day IS NULL"
		" AND (kind = 'preferred' OR (kind = 'safe_times' AND contact_point_id IS :point))" },
	[Q_READ] = { "contact_wish.read",
		"SELECT from_day, to_day, 0 FROM contact_wish WHERE id = :id" },
	[Q_CLOSE] = { "contact_wish.close",
		"UPDATE contact_wish SET to_day = :to, rev = :rev WHERE id = :id" },
	[Q_WALK] = { "contact_wish.walk",
		"SELECT w.id, w.person_id, w.contact_point_id, x.address_id, w.kind, w.words,"
		" w.from_day, w.to_day, w.source, w.basis, w.received_day, w.recorded_at, w.rev"
		" FROM contact_wish w LEFT JOIN person_residence x ON x.id = w.residence_id"
		" WHERE w.person_id = :id AND (:all OR (w.from_day <= :on"
		" AND (w.to_day IS NULL OR w.to_day >= :on))) ORDER BY w.id" },
};
/* clang-format on */

static const char where[] = "contact_wish.add";

/* ---- adding, ending ---------------------------------------------------------------------------
 */

/* Of what it is said. */
typedef struct place {
	int64_t point, residence; /* one of them 0 */
	int64_t person;
	char kind[16]; /* of the contact point, or "address" */
} place;

static cnis_status
find_place(cnis_register *r, const cnis_contact_wish_new *n, cnis_day on, place *ret,
           cnis_error *reterr)
{
	bool point = n->contact_point_id != 0;
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(r->st, &SQL[point ? Q_POINT : Q_RESIDENCE], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":id", point ? n->contact_point_id : n->address_id);
	if (!point)
		stmt_int(&c, ":person", n->person_id);
	stmt_int(&c, ":on", on);
	st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK && row) {
		*ret = (place){ .person = col_int(&c, 1) };
		*(point ? &ret->point : &ret->residence) = col_int(&c, 0);
		(void)text_copy(ret->kind, sizeof(ret->kind), col_text(&c, 2));
	}
	stmt_close(&c);
	if (st == CNIS_OK && !row)
		return cnis_fail(reterr, CNIS_ENOTFOUND, 0, where,
		                 point ? "contact_point" : "address", "%s",
		                 point ? "no such contact point on that day"
		                       : "the adult has no such address on that day");
	return st;
}

/* A message is left on a telephone; what is written goes by post, e-mail or text. */
static cnis_status
check_kind(const char *kind, const char *of, cnis_error *reterr)
{
	bool telephone = strcmp(of, "telephone") == 0;
	bool mobile = strcmp(of, "mobile") == 0;

	if (strcmp(kind, "no_message") == 0 && !telephone && !mobile)
		return cnis_fail(reterr, CNIS_EINVAL, 0, where, "kind",
		                 "a message is left on a telephone; say no_writing");
	if (strcmp(kind, "no_writing") == 0 && telephone)
		return cnis_fail(reterr, CNIS_EINVAL, 0, where, "kind",
		                 "nothing is written to a telephone; say no_message");
	if (strcmp(kind, "safe_times") == 0 && strcmp(of, "address") == 0)
		return cnis_fail(reterr, CNIS_EINVAL, 0, where, "kind",
		                 "a letter has no safe time; say no_writing");
	return CNIS_OK;
}

static void
bind_place(cursor *c, const place *p, const char *kind)
{
	stmt_int(c, ":person", p->person);
	stmt_id(c, ":point", p->point);
	stmt_text(c, ":kind", kind);
}

static cnis_status
once(cnis_register *r, const place *p, const char *kind, const char *words, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(r->st, &SQL[Q_KNOWN], &c, reterr);

	if (st != CNIS_OK)
		return st;
	bind_place(&c, p, kind);
	stmt_id(&c, ":residence", p->residence);
	stmt_text(&c, ":words", words);
	st = stmt_step(&c, &row, reterr);
	stmt_close(&c);
	if (st == CNIS_OK && row)
		st = cnis_fail(reterr, CNIS_EEXISTS, 0, where, "kind", "it is known already");
	return st;
}

static cnis_status
insert(cnis_register *r, const place *p, const char *kind, const char *words, const cnis_fact *fact,
       int64_t *ret_id, cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st = stmt_open(r->st, &SQL[Q_BEFORE], &c, reterr);

	if (st != CNIS_OK)
		return st;
	bind_place(&c, p, kind);
	stmt_day(&c, ":from", fact->from);
	stmt_int(&c, ":rev", change_rev(r));
	st = stmt_run(&c, reterr);
	stmt_close(&c);
	if (st == CNIS_OK)
		st = stmt_open(r->st, &SQL[Q_INSERT], &c, reterr);
	if (st != CNIS_OK)
		return st;
	bind_place(&c, p, kind);
	stmt_id(&c, ":residence", p->residence);
	stmt_text(&c, ":words", words);
	fact_bind(&c, r, fact);
	st = stmt_run(&c, reterr);
	stmt_close(&c);
	if (st == CNIS_OK)
		*ret_id = store_last_id(r->st);
	return st;
}

static cnis_status
complete(cnis_register *r, const cnis_contact_wish_new *n, cnis_fact *ret, cnis_error *reterr)
{
	cnis_fact given = n->fact;
	cnis_status st;

	given.to = CNIS_DAY_NONE;
	if (given.source == NULL)
		given.source = "parent";
	if (given.basis == NULL)
		given.basis = "voluntary";
	if (fact_day(given.from) == CNIS_DAY_NONE)
		given.from = change_today(r);
	st = fact_complete(r, where, &given, ret, reterr);
	if (st == CNIS_OK && ret->from > change_today(r))
		st = cnis_fail(reterr, CNIS_EINVAL, 0, where, "from", "the day lies in the future");
	return st;
}

static cnis_status
check_words(const char *kind, const char *in, char **ret, cnis_error *reterr)
{
	bool times = text_same(kind, "safe_times");
	cnis_status st = fact_text(in, FACT_NAME, false, where, "words", ret, reterr);

	if (st == CNIS_OK && times != (*ret != NULL))
		st = cnis_fail(reterr, CNIS_EINVAL, 0, where, "words",
		               times ? "say when it is safe" : "only safe times have words");
	return st;
}

cnis_status
contact_wish_check(cnis_register *r, const char *kind, const char *of, const char *words,
                   cnis_error *reterr)
{
	char *clean = NULL;
	cnis_status st = code_check(r, "contact_wish", kind, where, "kind", reterr);

	if (st == CNIS_OK)
		st = check_kind(kind, of, reterr);
	if (st == CNIS_OK)
		st = check_words(kind, words, &clean, reterr);
	free(clean);
	return st;
}

cnis_status
contact_wish_add_tx(cnis_register *r, const cnis_contact_wish_new *n, int64_t *ret_id,
                    cnis_error *reterr)
{
	char *words = NULL;
	cnis_fact fact;
	place p = { 0 };
	cnis_status st = complete(r, n, &fact, reterr);

	if (st == CNIS_OK)
		st = code_check(r, "contact_wish", n->kind, where, "kind", reterr);
	if (st == CNIS_OK)
		st = find_place(r, n, fact.from, &p, reterr);
	if (st == CNIS_OK)
		st = check_kind(n->kind, p.kind, reterr);
	if (st == CNIS_OK)
		st = check_words(n->kind, n->words, &words, reterr);
	if (st == CNIS_OK)
		st = once(r, &p, n->kind, words, reterr);
	if (st == CNIS_OK)
		st = insert(r, &p, n->kind, words, &fact, ret_id, reterr);
	free(words);
	return st;
}

cnis_status
cnis_contact_wish_add(cnis_register *r, const cnis_contact_wish_new *n, int64_t *ret_id,
                      cnis_error *reterr)
{
	const change_spec spec = { .kind = where,
		                   .roles = CNIS_ROLE_OFFICER | CNIS_ROLE_MANAGER,
		                   .undo = STORE_UNDOABLE };
	int64_t id = 0;
	cnis_status st = change_begin(r, &spec, reterr);

	if (st != CNIS_OK)
		return st;
	st = change_end(r, contact_wish_add_tx(r, n, &id, reterr), reterr);
	if (st == CNIS_OK)
		*ret_id = id;
	return st;
}

cnis_status
cnis_contact_wish_end(cnis_register *r, int64_t id, cnis_day on, cnis_error *reterr)
{
	return fact_end(r, "contact_wish.end", &SQL[Q_READ], &SQL[Q_CLOSE], id, on, reterr);
}

/* ---- reading ----------------------------------------------------------------------------------
 */

typedef struct walk {
	cnis_contact_wish_fn fn;
	void *payload;
} walk;

static cnis_status
walk_row(const cursor *c, void *payload, cnis_error *reterr)
{
	const walk *w = payload;
	const cnis_contact_wish x = { .id = col_int(c, 0),
		                      .person_id = col_int(c, 1),
		                      .contact_point_id = col_int(c, 2),
		                      .address_id = col_int(c, 3),
		                      .kind = col_text(c, 4),
		                      .words = col_text(c, 5),
		                      .fact = fact_of(c, 6) };

	return w->fn(&x, w->payload, reterr);
}

cnis_status
cnis_contact_wish_walk(cnis_register *r, int64_t person_id, cnis_day as_at, bool all,
                       cnis_contact_wish_fn fn, void *payload, cnis_error *reterr)
{
	walk w = { fn, payload };

	return fact_walk_person(r, "contact_wish.walk", &SQL[Q_WALK], person_id, as_at, all,
	                        walk_row, &w, reterr);
}
