/* Another body's list compared with the register: read, compared by chunks, told of in order. */
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/mem.h"
#include "base/text.h"
#include "exchange/export.h"
#include "exchange/match_inside.h"

enum { NOTED = 200, PURPOSE_LEAST = 3, PURPOSE_MOST = 200 };

static const char where[] = "match";

typedef struct match {
	cnis_register *r;
	const cnis_match_options *options;
	import_map map;
	size_t columns;
	unsigned char secret[MATCH_SECRET];
	bool known; /* the register has that secret */
	match_row *chunk;
	size_t n_chunk;
	match_result **result;
	size_t n, room;
	cnis_match count;
	duplicate_met met; /* records kept from the actor that rows may be */
	int64_t *told;     /* children told of */
	size_t n_told;
	char *purpose;
} match;

const char *
cnis_match_word(cnis_match_verdict verdict)
{
	static const char *const words[] = {
		[CNIS_MATCH_NONE] = "none",   [CNIS_MATCH_LIKELY] = "likely",
		[CNIS_MATCH_EXACT] = "exact", [CNIS_MATCH_DECIDED] = "decided",
		[CNIS_MATCH_AGAIN] = "again", [CNIS_MATCH_REJECTED] = "rejected",
		[CNIS_MATCH_DIED] = "died",
	};

	return words[verdict];
}

/* ---- reading ----------------------------------------------------------------------------------
 */

static cnis_status
compare_chunk(match *m, cnis_error *reterr)
{
	size_t n = 0;
	size_t i;
	cnis_status st;

	/* what somebody decided, and what is no row, is not compared: those go to the end */
	for (i = 0; i < m->n_chunk; i++) {
		match_row row = m->chunk[i];

		if (row.result->verdict != CNIS_MATCH_NONE)
			continue;
		m->chunk[i] = m->chunk[n];
		m->chunk[n++] = row;
	}
	st = match_scan(m->r, m->chunk, n, reterr);
	if (st == CNIS_OK)
		st = match_scan_kept(m->r, m->chunk, n, &m->met, reterr);
	for (i = 0; i < m->n_chunk; i++)
		match_row_clear(&m->chunk[i]);
	m->n_chunk = 0;
	return st;
}

static match_result *
add_result(match *m)
{
	match_result *result;

	if (m->n == m->room) {
		size_t room = m->room == 0 ? 256 : m->room * 2;
		match_result **more = mem_grow(m->result, room, sizeof(match_result *));

		if (more == NULL)
			return NULL;
		m->result = more;
		m->room = room;
	}
	result = mem_new(1, sizeof(*result));
	if (result != NULL)
		m->result[m->n++] = result;
	return result;
}

static cnis_status
on_row(const csv_row *csv, void *payload, cnis_error *reterr)
{
	match *m = payload;
	match_row *row;
	cnis_status st = CNIS_OK;

	if (csv->number == 0) {
		m->columns = csv->n;
		return map_bind(&m->map, csv, reterr);
	}
	if (!map_wants(&m->map, csv))
		return CNIS_OK;
	if (m->n_chunk == MATCH_CHUNK)
		st = compare_chunk(m, reterr);
	if (st != CNIS_OK)
		return st;
	row = &m->chunk[m->n_chunk];
	row->result = add_result(m);
	if (row->result == NULL)
		return cnis_nomem(reterr, where);
	m->n_chunk++;
	row->result->row = csv->number;
	row->result->line = csv->line;
	row->result->problem_field = MATCH_FIELDS;
	row->result->decided_on = CNIS_DAY_NONE;
	if (csv->n != m->columns) {
		row->result->verdict = CNIS_MATCH_REJECTED;
		row->result->problem = "the row has not as many columns as the header";
		return CNIS_OK;
	}
	st = match_row_read(&m->map, csv, row, &m->count.left_out, reterr);
	if (st == CNIS_OK && row->result->verdict == CNIS_MATCH_NONE) {
		row->result->key = match_row_key(row, m->secret);
		st = match_decided(m->r, row, reterr);
	}
	return st;
}

static cnis_status
read_list(match *m, cnis_error *reterr)
{
	csv_limits limits = csv_usual;
	cnis_status st = map_read(m->options->map, match_names, &m->map, reterr);

	if (st == CNIS_OK)
		st = match_check_map(&m->map, reterr);
	limits.windows_1252 = m->map.windows_1252;
	if (st == CNIS_OK)
		st = csv_read_file(m->options->file, &limits, on_row, m, NULL, reterr);
	if (st == CNIS_OK)
		st = compare_chunk(m, reterr);
	if (st == CNIS_OK && m->n == 0)
		st = cnis_fail(reterr, CNIS_EINVAL, 0, where, "file",
		               "the file has a header and no rows");
	return st;
}

/* ---- telling ----------------------------------------------------------------------------------
 */

static void
count(cnis_match *c, const match_result *r)
{
	c->rows++;
	c->exact += r->verdict == CNIS_MATCH_EXACT;
	c->likely += r->verdict == CNIS_MATCH_LIKELY;
	c->none += r->verdict == CNIS_MATCH_NONE;
	c->decided += r->verdict == CNIS_MATCH_DECIDED;
	c->again += r->verdict == CNIS_MATCH_AGAIN;
	c->rejected += r->verdict == CNIS_MATCH_REJECTED;
	c->died += r->verdict == CNIS_MATCH_DIED;
}

/* An exact row names one child; a likely one all that come into question. */
static int
candidates(const match_result *r)
{
	int n = 0;

	if (r->verdict == CNIS_MATCH_EXACT || r->verdict == CNIS_MATCH_DIED)
		return 1;
	while (r->verdict == CNIS_MATCH_LIKELY && n < CNIS_MATCH_CANDIDATES && r->found[n] != NULL)
		n++;
	return n;
}

static bool
is_told(const match *m, const match_result *r)
{
	return !m->options->questions || r->verdict == CNIS_MATCH_LIKELY;
}

static int
ascending(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a;
	int64_t y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

/* The children that will be told of, each once. */
static bool
gather_told(match *m)
{
	size_t kept = 0;
	size_t i;
	int k;

	m->told = mem_new(m->n * CNIS_MATCH_CANDIDATES, sizeof(*m->told));
	if (m->told == NULL)
		return false;
	for (i = 0; i < m->n; i++) {
		const match_result *r = m->result[i];

		if (!is_told(m, r))
			continue;
		if (r->verdict == CNIS_MATCH_DECIDED)
			m->told[m->n_told++] = r->decided_id;
		for (k = 0; k < candidates(r); k++)
			m->told[m->n_told++] = r->found[k]->child_id;
	}
	qsort(m->told, m->n_told, sizeof(*m->told), ascending);
	for (i = 0; i < m->n_told; i++)
		if (kept == 0 || m->told[kept - 1] != m->told[i])
			m->told[kept++] = m->told[i];
	m->n_told = kept;
	return true;
}

static cnis_status
note(match *m, cnis_error *reterr)
{
	char filter[PURPOSE_MOST * 4 + 32];
	text_buf b = text_buf_on(filter, sizeof(filter));

	m->count.children = (int64_t)m->n_told;
	if (m->n_told == 0)
		return CNIS_OK;
	text_add(&b, "purpose: ");
	text_add(&b, m->purpose);
	text_add(&b, "; rows: ");
	text_add_int(&b, m->count.rows);
	return export_note(m->r, m->options->command == NULL ? "match" : m->options->command,
	                   filter, m->told, m->count.children, reterr);
}

static cnis_status
tell_one(const match *m, const match_result *r, int k, cnis_match_fn fn, void *payload,
         cnis_error *reterr)
{
	char key[CNIS_MATCH_KEY];
	cnis_match_row row = { .row = r->row,
		               .line = r->line,
		               .verdict = r->verdict,
		               .key = "",
		               .rule = r->rule,
		               .on = CNIS_DAY_NONE,
		               .column = "",
		               .problem = r->problem == NULL ? "" : r->problem };

	if (r->problem != NULL && r->problem_field < MATCH_FIELDS)
		row.column = map_column(&m->map, r->problem_field);
	if (k < candidates(r)) {
		row.child_id = r->found[k]->child_id;
		row.likeness = &r->found[k]->likeness;
		row.candidate = k + 1;
		if (k > 0)
			row.rule = row.likeness->rule;
	}
	if (r->verdict == CNIS_MATCH_DECIDED) {
		row.child_id = r->decided_id;
		row.candidate = 1;
		row.officer = r->decided_by;
		row.on = r->decided_on;
	}
	if (row.child_id != 0 && r->verdict != CNIS_MATCH_DIED && (m->known || !m->r->dry_run))
		row.key = match_key_text(r->key, key);
	return fn(&row, payload, reterr);
}

static cnis_status
tell_all(const match *m, cnis_match_fn fn, void *payload, cnis_error *reterr)
{
	cnis_status st = CNIS_OK;
	size_t i;

	for (i = 0; st == CNIS_OK && fn != NULL && i < m->n; i++) {
		const match_result *r = m->result[i];
		int n = candidates(r);
		int k;

		if (!is_told(m, r))
			continue;
		for (k = 0; st == CNIS_OK && k < (n == 0 ? 1 : n); k++)
			st = tell_one(m, r, k, fn, payload, reterr);
	}
	return st;
}

static cnis_status
settle(match *m, cnis_error *reterr)
{
	match_result **order = mem_new(m->n, sizeof(match_result *));
	cnis_status st;
	size_t i;

	if (order == NULL)
		return cnis_nomem(reterr, where);
	match_assign(m->result, m->n, order);
	free(order);
	st = match_died(m->r, m->result, m->n, reterr);
	if (st != CNIS_OK)
		return st;
	for (i = 0; i < m->n; i++)
		count(&m->count, m->result[i]);
	return gather_told(m) ? note(m, reterr) : cnis_nomem(reterr, where);
}

/* ---- the whole --------------------------------------------------------------------------------
 */

static cnis_status
check_actor_and_purpose(match *m, cnis_error *reterr)
{
	const char *purpose = m->options->purpose;
	text_problem p;

	if ((m->r->roles & (CNIS_ROLE_OFFICER | CNIS_ROLE_MANAGER)) == 0)
		return cnis_fail(reterr, CNIS_EPERM, 0, where, "",
		                 "matching a list needs the role officer or manager");
	if (text_empty(purpose))
		return cnis_fail(reterr, CNIS_EINVAL, 0, where, "purpose",
		                 "say what the list is matched for: it is kept in the access log");
	p = text_clean(purpose, strlen(purpose), PURPOSE_MOST, false, &m->purpose);
	if (p == TEXT_NO_MEMORY)
		return cnis_nomem(reterr, where);
	if (p != TEXT_FINE)
		return cnis_fail(reterr, CNIS_EINVAL, 0, where, "purpose", "%s",
		                 text_problem_words(p));
	if (strlen(m->purpose) < PURPOSE_LEAST)
		return cnis_fail(reterr, CNIS_EINVAL, 0, where, "purpose",
		                 "say in a few words what the list is matched for");
	return CNIS_OK;
}

static void
release(match *m)
{
	size_t i;
	int k;

	for (i = 0; i < m->n_chunk; i++)
		match_row_clear(&m->chunk[i]);
	for (i = 0; i < m->n; i++) {
		for (k = 0; k < CNIS_MATCH_CANDIDATES; k++)
			free(m->result[i]->found[k]);
		free(m->result[i]);
	}
	sodium_memzero(m->secret, sizeof(m->secret));
	free(m->chunk);
	free(m->result);
	free(m->met.row);
	free(m->told);
	free(m->purpose);
	map_clear(&m->map);
	free(m);
}

cnis_status
cnis_match_run(cnis_register *r, const cnis_match_options *options, cnis_match_fn fn, void *payload,
               cnis_match *ret, cnis_error *reterr)
{
	match *m = mem_new(1, sizeof(*m));
	cnis_status st;

	if (m == NULL)
		return cnis_nomem(reterr, where);
	m->r = r;
	m->options = options;
	m->chunk = mem_new(MATCH_CHUNK, sizeof(*m->chunk));
	st = m->chunk == NULL ? cnis_nomem(reterr, where) : check_actor_and_purpose(m, reterr);
	if (st == CNIS_OK)
		st = match_secret(r, m->secret, &m->known, reterr);
	if (st == CNIS_OK)
		st = read_list(m, reterr);
	if (st == CNIS_OK && !m->known)
		st = match_secret_keep(r, m->secret, reterr);
	if (st == CNIS_OK)
		st = duplicate_met_alert(r, &m->met, reterr);
	if (st == CNIS_OK)
		st = settle(m, reterr);
	if (st == CNIS_OK)
		st = tell_all(m, fn, payload, reterr);
	if (st == CNIS_OK && ret != NULL)
		*ret = m->count;
	release(m);
	return st;
}
