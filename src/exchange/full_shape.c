/* THE description of a full export: what each table and column becomes. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cnis/reference.h>

#include "base/error.h"
#include "base/mem.h"
#include "base/text.h"
#include "exchange/full.h"

/* Names speak: *_day and day are days, *_at instants, id and *_id what they point at; a CHECK says
 * yes or no.  Of whole numbers only what a name does not say stands here, one line each. */
static const struct said {
	const char *table, *column;
	full_kind kind;
} SAID[] = {
	{ "child", "school_age_from", FULL_DAY },
	{ "child", "school_age_to", FULL_DAY },
	{ "code", "position", FULL_NUMBER },
	{ "consent_test", "rule_version", FULL_NUMBER },
	{ "duty", "rule_version", FULL_NUMBER },
	{ "flag_kind", "position", FULL_NUMBER },
	{ "intake_outcome", "no_receipt", FULL_NUMBER },
	{ "intake_subject", "age_years", FULL_NUMBER },
	{ "document", "bytes", FULL_NUMBER },
	{ "document_part", "position", FULL_NUMBER },
};

/* The journal and the access log do not travel at all: they prove what happened in this file. */
const full_exception full_left_out[] = {
	{ NULL, "rev", "the entry of this file's journal that last changed the row" },
	{ "intake", "protected_name", "whoever asked not to be named is named nowhere else" },
	{ "intake", "protected_contact", "whoever asked not to be named is named nowhere else" },
	{ "document", "protected_author", "whoever asked not to be named is named nowhere else" },
	{ NULL, NULL, NULL },
};

/* Written by migrations: a new register holds them, so only what differs travels. */
static const char *const LISTS[] = { "authority", "code", "flag_kind" };

/* Written by `init` too: an import puts those of the file in their place. */
static const char *const OF_INIT[] = { "setting", "officer", "officer_role" };

/* Codes of a list, which is no foreign key: the schema says so in the comment of the column. */
static const full_coded CODED[] = {
	{ NULL, "source", { "source" } },
	{ NULL, "basis", { "basis" } },
	{ "relationship", "kind", { "relationship" } },
	{ "relationship", "responsibility_basis", { "responsibility_basis" } },
	{ "relationship", "evidence", { "responsibility_evidence" } },
	{ "address", "place_kind", { "place_kind" } },
	{ "contact_point", "kind", { "contact_point" } },
	{ "court_order", "kind", { "court_order" } },
	{ "document", "class", { "document_class" } },
	{ "disagreement", "about", { "disagreement" } },
	{ "entry", "route", { "route" } },
	{ "entry", "end_reason", { "end_reason" } },
	{ "entry", "end_source", { "source" } },
	{ "entry", "notified_by", { "source" } },
	{ "entry", "route_reason", { "route_reason" } },
	{ "entry", "reason", { "ehe_reason", "cme_reason" } },
	{ "entry", "prior_setting", { "prior_setting" } },
	{ "entry_route", "route", { "route" } },
	{ "entry_route", "route_reason", { "route_reason" } },
	{ "entry_route", "end_reason", { "route_reason" } },
	{ "destination", "kind", { "destination" } },
	{ "held", "route", { "route" } },
	{ "held", "basis_kind", { "held_basis" } },
	{ "held", "end_reason", { "held_end" } },
	{ "entry_reason", "said_by", { "source" } },
	{ "provision", "kind", { "provision_kind" } },
	{ "protected_characteristic", "kind", { "characteristic" } },
	{ "withdrawal", "notified_by", { "source" } },
	{ "consent_service", "method", { "service_method" } },
	{ "forwarding", "method", { "contact_method" } },
	{ "forwarding", "other_basis", { "basis" } },
	{ "education_information", "kind", { "information_kind" } },
	{ "education_information", "method", { "contact_method" } },
	{ "review", "method", { "review_method" } },
	{ "review", "voice", { "voice" } },
	{ "review_evidence", "kind", { "evidence" } },
	{ "contact", "method", { "contact_method" } },
	{ "contact", "outcome", { "contact_outcome" } },
	{ "seen", "place", { "seen_place" } },
	{ "seen", "by_whom", { "professional" } },
	{ "seen", "voice", { "voice" } },
	{ "contact_wish", "kind", { "contact_wish" } },
	{ "communication", "format", { "communication_format" } },
	{ "contact", "interpreter", { "interpreter" } },
	{ "review", "interpreter", { "interpreter" } },
	{ "consent_decision", "interpreter", { "interpreter" } },
	{ "told", "kind", { "told" } },
	{ "told", "method", { "contact_method" } },
	{ "intake", "kind", { "intake_kind" } },
	{ "intake", "channel", { "intake_channel" } },
	{ "intake", "outcome", { "intake_outcome" } },
	{ "intake_outcome", "outcome", { "intake_outcome" } },
	{ "duty", "kind", { "duty_kind" } },
	{ "hold", "because", { "hold_reason" } },
	{ "complaint", "outcome", { "complaint_outcome" } },
};

/* What people quote by a reference. */
static const struct letter {
	const char *table;
	char letter;
} LETTERS[] = {
	{ "child", CNIS_REF_CHILD },
	{ "person", CNIS_REF_PERSON },
	{ "address", CNIS_REF_ADDRESS },
	{ "entry", CNIS_REF_ENTRY },
	{ "flag", CNIS_REF_FLAG },
	{ "withdrawal", CNIS_REF_WITHDRAWAL },
	{ "forwarding", CNIS_REF_FORWARDING },
	{ "review", CNIS_REF_REVIEW },
	{ "duty", CNIS_REF_DUTY },
	{ "education_information", CNIS_REF_PLAN },
	{ "contact", CNIS_REF_CONTACT },
	{ "seen", CNIS_REF_SEEN },
	{ "held", CNIS_REF_HELD },
	{ "contact_point", CNIS_REF_CONTACT_POINT },
	{ "cover", CNIS_REF_COVER },
	{ "complaint", CNIS_REF_COMPLAINT },
	{ "withholding", CNIS_REF_WITHHOLDING },
	{ "court_order", CNIS_REF_COURT_ORDER },
	{ "document", CNIS_REF_DOCUMENT },
	{ "disagreement", CNIS_REF_DISAGREEMENT },
	{ "private_fostering", CNIS_REF_PRIVATE_FOSTERING },
	{ "told", CNIS_REF_TOLD },
	{ "intake", CNIS_REF_INTAKE },
	{ "e_service", CNIS_REF_E_SERVICE },
	{ "contact_wish", CNIS_REF_CONTACT_WISH },
	{ "restriction", CNIS_REF_RESTRICTION },
};

static bool
one_of(const char *name, const char *const *names, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(name, names[i]) == 0)
			return true;
	return false;
}

static char
letter_of(const char *table)
{
	for (size_t i = 0; i < sizeof(LETTERS) / sizeof(LETTERS[0]); i++)
		if (strcmp(table, LETTERS[i].table) == 0)
			return LETTERS[i].letter;
	return '\0';
}

static bool
ends_with(const char *name, const char *end)
{
	size_t n = strlen(name);
	size_t m = strlen(end);

	return n > m && strcmp(name + n - m, end) == 0;
}

static const struct said *
said_of(const char *table, const char *column)
{
	for (size_t i = 0; i < sizeof(SAID) / sizeof(SAID[0]); i++)
		if (strcmp(table, SAID[i].table) == 0 && strcmp(column, SAID[i].column) == 0)
			return &SAID[i];
	return NULL;
}

static const full_coded *
coded_of(const char *table, const char *column)
{
	for (size_t i = 0; i < sizeof(CODED) / sizeof(CODED[0]); i++)
		if ((CODED[i].table == NULL || strcmp(table, CODED[i].table) == 0) &&
		    strcmp(column, CODED[i].column) == 0)
			return &CODED[i];
	return NULL;
}

static bool
left_out(const char *table, const char *column)
{
	for (const full_exception *x = full_left_out; x->column != NULL; x++)
		if ((x->table == NULL || strcmp(x->table, table) == 0) &&
		    strcmp(x->column, column) == 0)
			return true;
	return false;
}

/* The letter of what an id or a foreign key points at; 0: a plain number. */
static char
points_at(const full_record *r, int i)
{
	const layout_column *c = &r->layout.column[i];

	if (c->parent == NULL && !c->key)
		return '\0';
	return letter_of(c->parent != NULL ? c->parent->name : r->layout.table->name);
}

static full_kind
kind_of(const full_record *r, int i)
{
	const layout_column *c = &r->layout.column[i];
	const struct said *said = said_of(r->layout.table->name, c->name);

	if (left_out(r->layout.table->name, c->name))
		return FULL_LEFT_OUT;
	if (said != NULL)
		return said->kind;
	switch (c->type) {
	case LAYOUT_REAL:
		return FULL_REAL;
	case LAYOUT_TEXT:
		return FULL_TEXT;
	case LAYOUT_INTEGER:
		break;
	}
	if (c->yes_no)
		return FULL_YES_NO;
	if (ends_with(c->name, "_day") || strcmp(c->name, "day") == 0)
		return FULL_DAY;
	if (ends_with(c->name, "_at"))
		return FULL_INSTANT;
	return points_at(r, i) != 0 ? FULL_REFERENCE : FULL_NUMBER;
}

bool
full_column_said(const full_record *r, int i)
{
	const layout_column *c = &r->layout.column[i];

	return r->kind[i] != FULL_NUMBER || c->key || c->parent != NULL ||
	       said_of(r->layout.table->name, c->name) != NULL;
}

static const full_record *
record_of(const full_shape *shape, const store_table *table)
{
	for (size_t i = 0; i < shape->n; i++)
		if (shape->record[i].layout.table == table)
			return &shape->record[i];
	return NULL;
}

/* From what it refers to, all of which stands further up in store_tables. */
static full_place
place_of(const full_shape *shape, const full_record *r)
{
	const table_layout *t = &r->layout;
	full_place place = t->owner >= 0 ? FULL_OF_CHILD : FULL_SHARED;

	if (one_of(t->table->name, LISTS, sizeof(LISTS) / sizeof(LISTS[0])))
		return FULL_LIST;
	for (int i = 0; i < t->n; i++) {
		const full_record *p = t->column[i].parent == NULL ||
		                               t->column[i].parent == t->table
		                           ? NULL
		                           : record_of(shape, t->column[i].parent);
		bool is_child = p != NULL && strcmp(p->layout.table->name, "child") == 0;

		if (p == NULL || (is_child && i == t->owner))
			continue;
		if (p->place == FULL_AFTER || is_child ||
		    (p->place == FULL_OF_CHILD && t->owner < 0))
			place = FULL_AFTER;
	}
	return place;
}

/* Which records that belong to a child this one refers to, beside the child itself. */
static void
read_within(const full_shape *shape, full_record *x)
{
	for (int i = 0; i < x->layout.n; i++) {
		const store_table *parent = x->layout.column[i].parent;

		x->within[i] = -1;
		if (parent == NULL || x->place != FULL_OF_CHILD || i == x->layout.owner)
			continue;
		for (size_t k = 0; k <= shape->n; k++)
			if (shape->record[k].layout.table == parent &&
			    shape->record[k].place == FULL_OF_CHILD)
				x->within[i] = (int)k;
	}
}

static cnis_status
read_record(cnis_register *r, full_shape *shape, const store_table *table, cnis_error *reterr)
{
	full_record *x = &shape->record[shape->n];
	cnis_status st = layout_read(r->st, table, &x->layout, reterr);

	if (st != CNIS_OK)
		return st;
	for (int i = 0; i < x->layout.n; i++) {
		x->kind[i] = kind_of(x, i);
		x->coded[i] = coded_of(table->name, x->layout.column[i].name);
		if (x->kind[i] == FULL_REFERENCE)
			x->letter[i] = points_at(x, i);
	}
	x->place = place_of(shape, x);
	read_within(shape, x);
	x->of_init = one_of(table->name, OF_INIT, sizeof(OF_INIT) / sizeof(OF_INIT[0]));
	x->numbered = x->layout.column[0].key && strcmp(x->layout.column[0].name, "id") == 0;
	shape->n++;
	return CNIS_OK;
}

cnis_status
full_shape_read(cnis_register *r, full_shape *ret, cnis_error *reterr)
{
	full_shape shape = { 0 };
	size_t n = store_table_count();
	cnis_status st = CNIS_OK;

	shape.record = mem_new(n, sizeof(*shape.record));
	if (shape.record == NULL)
		return cnis_nomem(reterr, "full.shape");
	for (size_t i = 0; st == CNIS_OK && i < n; i++)
		if (store_tables[i].class == TABLE_JOURNALLED)
			st = read_record(r, &shape, &store_tables[i], reterr);
	if (st != CNIS_OK) {
		full_shape_clear(&shape);
		return st;
	}
	*ret = shape;
	return CNIS_OK;
}

void
full_shape_clear(full_shape *shape)
{
	free(shape->record);
	shape->record = NULL;
	shape->n = 0;
}

const full_record *
full_record_find(const full_shape *shape, const char *name)
{
	for (size_t i = 0; i < shape->n; i++)
		if (strcmp(shape->record[i].layout.table->name, name) == 0)
			return &shape->record[i];
	return NULL;
}

/* ---- what it is an export of ----------------------------------------------------------------- */

static const char EXACT[] = "import full of ";
static const char WITH_MORE[] = "import full, with more, of ";

void
full_progress_write(const full_progress *p, char buf[FULL_COMMAND])
{
	(void)snprintf(buf, FULL_COMMAND, "%s%s at %lld, line %lld of %lld",
	               p->exact ? EXACT : WITH_MORE, p->of.uuid, (long long)p->of.seq,
	               (long long)p->line, (long long)p->lines);
}

/* The number after @p words, and past both. */
static bool
number_after(const char **at, const char *words, int64_t *ret)
{
	char digits[24];
	size_t len = strlen(words);
	size_t n;

	if (strncmp(*at, words, len) != 0)
		return false;
	*at += len;
	n = strspn(*at, "0123456789");
	if (n == 0 || n >= sizeof(digits))
		return false;
	memcpy(digits, *at, n);
	digits[n] = '\0';
	*at += n;
	return text_int(digits, ret);
}

bool
full_progress_read(const char *command, full_progress *ret)
{
	full_progress p = { .exact = true };
	const char *at = command;

	if (strncmp(at, EXACT, sizeof(EXACT) - 1) == 0) {
		at += sizeof(EXACT) - 1;
	} else if (strncmp(at, WITH_MORE, sizeof(WITH_MORE) - 1) == 0) {
		at += sizeof(WITH_MORE) - 1;
		p.exact = false;
	} else {
		return false;
	}
	if (strlen(at) < sizeof(p.of.uuid) - 1)
		return false;
	memcpy(p.of.uuid, at, sizeof(p.of.uuid) - 1);
	at += sizeof(p.of.uuid) - 1;
	if (!number_after(&at, " at ", &p.of.seq) || !number_after(&at, ", line ", &p.line) ||
	    !number_after(&at, " of ", &p.lines) || *at != '\0')
		return false;
	*ret = p;
	return true;
}

static const store_sql head_sql = { "full.head",
	                            "SELECT seq, kind, command FROM journal ORDER BY seq DESC"
	                            " LIMIT 1" };

cnis_status
full_origin_now(cnis_register *r, full_origin *ret, cnis_error *reterr)
{
	full_progress p = { 0 };
	full_origin o = { 0 };
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(r->st, &head_sql, &c, reterr);

	if (st == CNIS_OK)
		st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK && row) {
		o.seq = col_int(&c, 0);
		(void)text_copy(o.uuid, sizeof(o.uuid), store_uuid(r->st));
		if (strcmp(col_text(&c, 1), "import.full") == 0 &&
		    full_progress_read(col_text(&c, 2), &p)) {
			if (p.exact)
				o = p.of;
			if (p.line < p.lines)
				st = cnis_fail(
				    reterr, CNIS_ECONFLICT, 0, "export.full", "register",
				    "an import into this register is not finished: run it "
				    "again first");
		}
	}
	stmt_close(&c);
	if (st == CNIS_OK)
		*ret = o;
	return st;
}
