/* The current register, one row a child. */
#include "exchange/export.h"

#include <stdlib.h>
#include <string.h>

#include <cnis/reference.h>

#include "base/error.h"
#include "base/mem.h"
#include "base/text.h"
#include "domain/death.h"
#include "domain/same.h"
#include "domain/withheld.h"
#include "rule/school_age.h"
#include "store/journal.h"

enum { EXPORT_PURPOSE = 200, EXPORT_PURPOSE_MIN = 3 };

/*
 * The order is that of the child's own key, and every inner lookup is an index probe: nothing is
 * sorted, so the first row leaves at once and memory stays flat.  CROSS JOIN keeps that order.  A
 * child with two legal names or two homes comes twice: the first row counts.  A child in two
 * records (merge) is one row, under the record kept, in the place of the record that has the entry;
 * with an entry in both, that of the record kept counts.
 */
/* clang-format off */
#define ENTRIES \
	" FROM child c CROSS JOIN entry e INDEXED BY entry_by_child ON e.child_id = c.id" \
	" AND e.from_day <= :on AND (e.to_day IS NULL OR e.to_day >= :on)" KEPT
#define KEPT " LEFT JOIN child_alias al ON al.child_id = c.id AND " SAME_HOLDS("al")
#define ONCE \
	" AND (al.id IS NULL OR NOT EXISTS (SELECT 1 FROM " SAME_RECORDS("c.id", SAME_HOLDS) " m" \
	" JOIN entry o ON o.child_id = m.id AND o.from_day <= :on" \
	" AND (o.to_day IS NULL OR o.to_day >= :on)" \
	" WHERE m.id <> c.id AND (m.id = al.same_as_id OR m.id < c.id)))"
/* an entry's last day is still one of it, and who died that day, or is known to have, is not sent */
#define ALIVE " AND " DEATH_NOT(KEPT_ID)
#define OF_SCHOOL_AGE " WHERE c.school_age_to >= :on" ONCE ALIVE " ORDER BY c.id"
#define KEPT_ID "coalesce(al.same_as_id, c.id)"
#define HOLDS(t) \
	" AND (" t ".from_day IS NULL OR " t ".from_day <= :on)" \
	" AND (" t ".to_day IS NULL OR " t ".to_day >= :on)"
#define MINIMAL \
	"SELECT k.id, n.full_name, k.born_day, k.sex, " WITHHELD_SHOWN(WITHHELD_ADDRESS("a.id"), "a.postcode") ", e.route, e.from_day," \
	" e.registered_day, e.reason"
#define ON_REGISTER ENTRIES \
	" JOIN child k ON k.id = " KEPT_ID \
	" LEFT JOIN child_name n INDEXED BY child_name_by_child" \
	"   ON n.child_id = k.id AND n.kind = 'legal'" HOLDS("n") \
	" LEFT JOIN child_residence h INDEXED BY child_residence_by_child" \
	"   ON h.child_id = k.id AND h.kind = 'home'" HOLDS("h") \
	" LEFT JOIN address a ON a.id = h.address_id" OF_SCHOOL_AGE
/* clang-format on */

static const store_sql ids_sql = { "export.ids",
	                           "SELECT " KEPT_ID ENTRIES OF_SCHOOL_AGE " LIMIT :limit" };
/* An open entry is one a child, so the entries are counted, in the order they lie in. */
static const store_sql count_sql = {
	"export.count",
	"SELECT count(*) FROM entry e CROSS JOIN child c ON c.id = e.child_id" KEPT " "
	"WHERE e.from_day <= :on AND (e.to_day IS NULL OR e.to_day >= :on) "
	"AND c.school_age_to >= :on" ONCE ALIVE
};
static const store_sql minimal_sql = { "export.children", MINIMAL " " ON_REGISTER };
static const store_sql full_sql = {
	"export.children_safeguarding", MINIMAL
	", (SELECT group_concat(kind, ' ') FROM (SELECT DISTINCT f.kind FROM flag f "
	"WHERE f.child_id IN " SAME_UNDER(
	    "k.id") " AND f.from_day <= :on "
		    "AND (f.to_day IS NULL OR f.to_day >= :on) ORDER BY f.kind)) " ON_REGISTER
};

static const char *const columns[] = { "child_ref",     "full_name", "born",  "sex",
	                               "year_group",    "postcode",  "route", "entry_from",
	                               "registered_on", "reason",    "flags" };
enum { COLUMNS_MINIMAL = 10, COLUMNS_ALL = 11 };

static cnis_status
count_children(cnis_register *r, cnis_day on, int64_t *ret_n, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(r->st, &count_sql, &c, reterr);

	stmt_day(&c, ":on", on);
	if (st == CNIS_OK)
		st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK)
		*ret_n = col_int(&c, 0);
	stmt_close(&c);
	return st;
}

cnis_status
export_children_ids(cnis_register *r, cnis_day on, int64_t *ids, size_t room, int64_t *ret_n,
                    cnis_error *reterr)
{
	cursor c = { 0 };
	int64_t n = 0;
	int64_t last = 0;
	bool row = true;
	cnis_status st = stmt_open(r->st, &ids_sql, &c, reterr);

	stmt_day(&c, ":on", on);
	stmt_int(&c, ":limit", (int64_t)room + 1);
	while (st == CNIS_OK && (st = stmt_step(&c, &row, reterr)) == CNIS_OK && row) {
		int64_t id = col_int(&c, 0);

		if (id == last) /* one row a child, whatever the entries */
			continue;
		last = id;
		if ((size_t)n < room)
			ids[n] = id;
		n++;
	}
	stmt_close(&c);
	if (st == CNIS_OK && (size_t)n > room)
		st = count_children(r, on, &n, reterr);
	if (st == CNIS_OK)
		*ret_n = n;
	return st;
}

static void
one_row(const cursor *c, cnis_day on, bool with_safeguarding, sink *s)
{
	char ref[CNIS_REFERENCE_SIZE];
	cnis_day born = col_day(c, 2);

	sink_row(s);
	sink_text(s, columns[0], cnis_reference_format(CNIS_REF_CHILD, col_int(c, 0), ref));
	sink_text(s, columns[1], col_text(c, 1));
	sink_day(s, columns[2], born);
	sink_text(s, columns[3], col_text(c, 3));
	sink_text(s, columns[4], rule_year_group_text(rule_year_group(born, on)));
	sink_text(s, columns[5], col_text(c, 4));
	sink_text(s, columns[6], col_text(c, 5));
	sink_day(s, columns[7], col_day(c, 6));
	sink_day(s, columns[8], col_day(c, 7));
	sink_text(s, columns[9], col_text(c, 8));
	if (with_safeguarding)
		sink_text(s, columns[10], col_text(c, 9));
	sink_row_end(s);
}

cnis_status
export_children_rows(cnis_register *r, cnis_day on, bool with_safeguarding, sink *s,
                     cnis_error *reterr)
{
	cursor c = { 0 };
	int64_t last = 0;
	bool row = true;
	cnis_status st = stmt_open(r->st, with_safeguarding ? &full_sql : &minimal_sql, &c, reterr);

	stmt_day(&c, ":on", on);
	sink_header(s, columns, with_safeguarding ? COLUMNS_ALL : COLUMNS_MINIMAL);
	while (st == CNIS_OK && (st = stmt_step(&c, &row, reterr)) == CNIS_OK && row) {
		if (col_int(&c, 0) == last)
			continue;
		last = col_int(&c, 0);
		one_row(&c, on, with_safeguarding, s);
		st = s->st;
	}
	stmt_close(&c);
	return st;
}

cnis_status
export_note(cnis_register *r, const char *command, const char *filter, const int64_t *ids,
            int64_t n, cnis_error *reterr)
{
	unsigned char hash[HASH_SIZE];
	int64_t head = 0;
	cnis_status st = journal_head(r->st, &head, hash, reterr);

	if (st == CNIS_OK && r->access == NULL)
		st = access_open(r->st, &r->access, reterr);
	if (st == CNIS_OK)
		st = access_record(r->access, store_now(r->st), r->login, command, filter, ids,
		                   (size_t)n, head, reterr);
	return st;
}

cnis_status
export_purpose(const char *purpose, const char *where, char **ret, cnis_error *err)
{
	char *clean = NULL;
	text_problem p;

	if (text_empty(purpose))
		return cnis_fail(err, CNIS_EINVAL, 0, where, "purpose",
		                 "say what the export is for: it is kept in the access log");
	p = text_clean(purpose, strlen(purpose), EXPORT_PURPOSE, false, &clean);
	if (p == TEXT_NO_MEMORY)
		return cnis_nomem(err, where);
	if (p != TEXT_FINE)
		return cnis_fail(err, CNIS_EINVAL, 0, where, "purpose", "%s",
		                 text_problem_words(p));
	if (strlen(clean) < EXPORT_PURPOSE_MIN) {
		free(clean);
		return cnis_fail(err, CNIS_EINVAL, 0, where, "purpose",
		                 "say in a few words what the export is for");
	}
	*ret = clean;
	return CNIS_OK;
}

static cnis_status
check_roles(const cnis_register *r, bool with_safeguarding, cnis_error *err)
{
	const unsigned any = CNIS_ROLE_OFFICER | CNIS_ROLE_MANAGER | CNIS_ROLE_EXPORTER;

	if ((r->roles & any) == 0)
		return cnis_fail(err, CNIS_EPERM, 0, "export.children", "",
		                 "exporting needs the role officer, manager or exporter");
	if (with_safeguarding && (r->roles & CNIS_ROLE_SAFEGUARDING) == 0)
		return cnis_fail(err, CNIS_EPERM, 0, "export.children", "safeguarding",
		                 "safeguarding facts need the role safeguarding");
	if (r->withheld && !withheld_all(r))
		return cnis_fail(err, CNIS_EPERM, 0, "export.children", "withheld",
		                 "what is withheld is exported by a manager or the role "
		                 "safeguarding only");
	return CNIS_OK;
}

static cnis_status
note_disclosure(cnis_register *r, cnis_day on, bool with_safeguarding, const char *purpose,
                cnis_error *err)
{
	char filter[1024];
	text_buf b = text_buf_on(filter, sizeof(filter));
	int64_t ids[EXPORT_IDS];
	int64_t n = 0;
	cnis_status st = export_children_ids(r, on, ids, EXPORT_IDS, &n, err);

	text_add(&b, "as-at=");
	text_add_day(&b, on);
	text_add(&b, r->withheld ? " withheld" : "");
	text_add(&b, with_safeguarding ? " safeguarding purpose=" : " purpose=");
	text_add(&b, purpose);
	return st != CNIS_OK || n == 0 ? st
	                               : export_note(r, "export children", filter, ids, n, err);
}

cnis_status
cnis_export_children(cnis_register *r, const cnis_export_options *options, cnis_sink_fn fn,
                     void *payload, int64_t *ret_rows, cnis_error *reterr)
{
	cnis_day on = options->as_at == CNIS_DAY_NONE || options->as_at == 0
	                  ? cnis_register_today(r)
	                  : options->as_at;
	char *purpose = NULL;
	sink *s = NULL;
	cnis_status st = export_purpose(options->purpose, "export.children", &purpose, reterr);

	if (st == CNIS_OK)
		st = check_roles(r, options->with_safeguarding, reterr);
	if (st == CNIS_OK && (s = mem_new(1, sizeof(*s))) == NULL)
		st = cnis_nomem(reterr, "export.children");
	if (st == CNIS_OK && (st = store_snapshot_begin(r->st, reterr)) == CNIS_OK) {
		st = note_disclosure(r, on, options->with_safeguarding, purpose, reterr);
		sink_begin(s, options->format == CNIS_EXPORT_JSON, fn, payload, reterr);
		if (st == CNIS_OK)
			st = export_children_rows(r, on, options->with_safeguarding, s, reterr);
		if (st == CNIS_OK)
			st = sink_end(s);
		store_snapshot_end(r->st);
	}
	if (st == CNIS_OK && ret_rows != NULL)
		*ret_rows = s->rows;
	free(s);
	free(purpose);
	return st;
}
