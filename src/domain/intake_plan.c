/* A Monday in September: what nobody has looked at is put together by family and shared out. */
#include "domain/intake.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/mem.h"
#include "base/names.h"
#include "base/text.h"
#include "domain/contact_point.h"
#include "domain/likeness.h"
#include "domain/officer.h"
#include "domain/withheld.h"
#include "rule/identifier.h"

enum { Q_ROWS, Q_SUBJECTS, Q_COUNT };
/* clang-format off */
/* what is withheld puts nobody together */
#define SAID(c) WITHHELD_BESIDE(WITHHELD_INTAKE("i.id"), "i." c)
#define UNTOUCHED "i.closed_day IS NULL AND i.outcome IS NULL AND " INTAKE_SHOWN("i")
static const store_sql SQL[Q_COUNT] = {
	[Q_ROWS] = { "intake_plan.rows",
		"SELECT i.id, i.received_day, i.kind, " SAID("postcode") ", " SAID("address") ", "
		SAID("telephone_key") ", " SAID("email_key") ","
		" coalesce(i.group_id, 0), i.acknowledged_day IS NULL, i.adult_name, " INTAKE_STATE("i")
		" FROM intake i WHERE " UNTOUCHED " ORDER BY i.id" },
	[Q_SUBJECTS] = { "intake_plan.subjects",
		"SELECT s.intake_id, s.full_name FROM intake_subject s JOIN intake i ON i.id = s.intake_id"
		" WHERE s.full_name IS NOT NULL AND " UNTOUCHED " ORDER BY s.intake_id, s.id" },
};
/* clang-format on */

static const char WHERE[] = "intake.plan";

enum { FAMILY_NAMES = 8, CHILDREN = 400, KINDS = 32, WORDS = 80 };

/* One of them, with what tells a family. */
typedef struct plan_row {
	int64_t id, state, group_id;
	cnis_day received;
	char kind[KINDS], postcode[16], house[80];
	char telephone[CONTACT_POINT_KEY], email[CONTACT_POINT_KEY];
	names_word family[FAMILY_NAMES];
	size_t n_family;
	char children[CHILDREN];
	bool acknowledge;
	size_t root;      /* of its family: the first of it */
	const char *why;  /* NULL: it is the first */
	size_t why_other; /* with which of them */
	size_t owner;
} plan_row;

typedef struct plan_owner {
	char login[64];
	size_t load;
} plan_owner;

typedef struct plan {
	cnis_register *r;
	plan_row *row;
	size_t n;
	plan_owner *owner;
	size_t n_owners;
	const char *team;
} plan;

/* ---- reading ----------------------------------------------------------------------------------
 */

/* The last word of a name: in most of them the family's. */
static bool
add_family_name(plan_row *row, const char *name)
{
	names words;

	if (name == NULL || row->n_family == FAMILY_NAMES)
		return true;
	if (!names_parse(name, &words))
		return false;
	if (words.n > 1)
		row->family[row->n_family++] = words.word[words.n - 1];
	return true;
}

/* What stands before the first comma or line end. */
static bool
take_house(plan_row *row, const char *address)
{
	char first[200];
	char *folded;

	if (address == NULL)
		return true;
	(void)text_copy(first, sizeof(first), address);
	first[strcspn(first, ",\n")] = '\0';
	folded = text_fold(first);
	if (folded == NULL)
		return false;
	/* what was taken out of it puts nobody together either */
	if (strstr(folded, WITHHELD_WORD) == NULL)
		(void)text_copy(row->house, sizeof(row->house), folded);
	free(folded);
	return true;
}

static cnis_status
read_row(plan *p, const cursor *c, cnis_error *reterr)
{
	plan_row *row = &p->row[p->n];
	rule_identifier code;

	if (p->n == CNIS_INTAKE_AT_ONCE)
		return cnis_fail(reterr, CNIS_EINVAL, 0, WHERE, "intake",
		                 "more than %d of them; say of some what they are first",
		                 (int)CNIS_INTAKE_AT_ONCE);
	*row = (plan_row){ .id = col_int(c, 0), .received = col_day(c, 1), .root = p->n };
	(void)text_copy(row->kind, sizeof(row->kind), col_text(c, 2));
	/* one that is none puts nobody together */
	code = rule_postcode(col_null(c, 3) ? "" : col_text(c, 3));
	(void)text_copy(row->postcode, sizeof(row->postcode), code.valid ? code.normalised : "");
	(void)text_copy(row->telephone, sizeof(row->telephone), col_text(c, 5));
	(void)text_copy(row->email, sizeof(row->email), col_text(c, 6));
	row->group_id = col_int(c, 7);
	row->acknowledge = col_int(c, 8) != 0;
	row->state = col_int(c, 10);
	if (!take_house(row, col_text(c, 4)) || !add_family_name(row, col_text(c, 9)))
		return cnis_nomem(reterr, WHERE);
	p->n++;
	return CNIS_OK;
}

static cnis_status
read_subject(plan *p, const cursor *c, size_t *at, cnis_error *reterr)
{
	text_buf b;

	while (*at < p->n && p->row[*at].id < col_int(c, 0))
		(*at)++;
	if (*at == p->n || p->row[*at].id != col_int(c, 0))
		return CNIS_OK;
	b = text_buf_on(p->row[*at].children, CHILDREN);
	b.len = strlen(p->row[*at].children);
	text_add(&b, b.len > 0 ? ", " : "");
	text_add(&b, col_text(c, 1));
	return add_family_name(&p->row[*at], col_text(c, 1)) ? CNIS_OK : cnis_nomem(reterr, WHERE);
}

static cnis_status
read_all(plan *p, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	size_t at = 0;
	cnis_status st = stmt_open(p->r->st, &SQL[Q_ROWS], &c, reterr);

	if (st != CNIS_OK)
		return st;
	while ((st = stmt_step(&c, &row, reterr)) == CNIS_OK && row &&
	       (st = read_row(p, &c, reterr)) == CNIS_OK)
		;
	stmt_close(&c);
	if (st == CNIS_OK)
		st = stmt_open(p->r->st, &SQL[Q_SUBJECTS], &c, reterr);
	if (st != CNIS_OK)
		return st;
	while ((st = stmt_step(&c, &row, reterr)) == CNIS_OK && row &&
	       (st = read_subject(p, &c, &at, reterr)) == CNIS_OK)
		;
	stmt_close(&c);
	return st;
}

/* ---- one family -------------------------------------------------------------------------------
 */

static bool
names_alike(const plan_row *a, const plan_row *b)
{
	for (size_t i = 0; i < a->n_family; i++)
		for (size_t k = 0; k < b->n_family; k++) {
			const names_word *x = &a->family[i];
			const names_word *y = &b->family[k];

			if (strcmp(x->text, y->text) == 0 || names_slip(x->text, y->text) ||
			    (x->sound[0] != '\0' && strcmp(x->sound, y->sound) == 0))
				return true;
		}
	return false;
}

static bool
both(const char *a, const char *b)
{
	return a[0] != '\0' && strcmp(a, b) == 0;
}

/* Why the two are likely of one family; NULL: they are not. */
static const char *
why_together(const plan_row *a, const plan_row *b)
{
	bool houses = a->house[0] != '\0' && b->house[0] != '\0';
	bool house = houses && likeness_same_house(a->house, b->house);
	bool alike = names_alike(a, b);

	if (a->group_id != 0 && a->group_id == b->group_id)
		return "taken together before with";
	if (both(a->telephone, b->telephone))
		return "same telephone number as";
	if (both(a->email, b->email))
		return "same e-mail address as";
	if (both(a->postcode, b->postcode) && house)
		return "same home as";
	if (both(a->postcode, b->postcode) && alike && !houses)
		return "same postcode, and a family name like that of";
	/* without a postcode a first line alone could be in any street of that name */
	if ((a->postcode[0] == '\0' || b->postcode[0] == '\0') && house && alike)
		return "same house, and a family name like that of";
	return NULL;
}

/* Every row points at the first of its family. */
static void
join(plan *p, size_t from, size_t to)
{
	for (size_t i = 0; i < p->n; i++)
		if (p->row[i].root == from)
			p->row[i].root = to;
}

static void
put_together(plan *p)
{
	for (size_t i = 1; i < p->n; i++)
		for (size_t k = 0; k < i; k++) {
			size_t a = p->row[i].root, b = p->row[k].root;
			const char *why = a == b ? NULL : why_together(&p->row[i], &p->row[k]);

			if (why == NULL)
				continue;
			if (p->row[i].why == NULL) {
				p->row[i].why = why;
				p->row[i].why_other = k;
			}
			join(p, a > b ? a : b, a > b ? b : a);
		}
}

/* ---- who has them -----------------------------------------------------------------------------
 */

static cnis_status
add_owner(plan *p, const char *login, cnis_error *reterr)
{
	plan_owner *grown = mem_grow(p->owner, p->n_owners + 1, sizeof(*grown));

	if (grown == NULL)
		return cnis_nomem(reterr, WHERE);
	p->owner = grown;
	p->owner[p->n_owners] = (plan_owner){ 0 };
	(void)text_copy(p->owner[p->n_owners++].login, sizeof(p->owner[0].login), login);
	return CNIS_OK;
}

static cnis_status
of_team(const cnis_officer *o, void *payload, cnis_error *reterr)
{
	plan *p = payload;

	if ((o->roles & CNIS_ROLE_OFFICER) == 0 ||
	    (p->team != NULL && !text_same(o->team, p->team)))
		return CNIS_OK;
	return add_owner(p, o->login, reterr);
}

static cnis_status
find_owners(plan *p, const cnis_intake_sharing *sharing, cnis_error *reterr)
{
	int64_t id;
	cnis_status st = CNIS_OK;

	for (size_t i = 0; st == CNIS_OK && i < sharing->n_owners; i++) {
		st = officer_find(p->r, sharing->owners[i], store_today(p->r->st), &id, reterr);
		if (st == CNIS_OK)
			st = add_owner(p, sharing->owners[i], reterr);
	}
	if (st != CNIS_OK || sharing->n_owners > 0)
		return st;
	p->team = sharing->team;
	st = cnis_officer_walk(p->r, false, of_team, p, reterr);
	if (st == CNIS_OK && p->n_owners == 0)
		st = cnis_fail(reterr, CNIS_ENOTFOUND, 0, WHERE, "team", "no current officer %s",
		               p->team == NULL ? "" : "is in this team");
	return st;
}

static size_t
size_of(const plan *p, size_t root)
{
	size_t n = 0;

	for (size_t i = 0; i < p->n; i++)
		n += p->row[i].root == root ? 1 : 0;
	return n;
}

/* The largest families first, each to whoever has the fewest by then; of equals the first. */
static void
share_out(plan *p)
{
	for (size_t size = p->n; size > 0; size--)
		for (size_t i = 0; i < p->n; i++) {
			size_t least = 0;

			if (p->row[i].root != i || size_of(p, i) != size)
				continue;
			for (size_t k = 1; k < p->n_owners; k++)
				if (p->owner[k].load < p->owner[least].load)
					least = k;
			p->owner[least].load += size;
			for (size_t k = i; k < p->n; k++)
				if (p->row[k].root == i)
					p->row[k].owner = least;
		}
}

/* ---- handing it out ---------------------------------------------------------------------------
 */

static cnis_status
tell(const plan *p, size_t i, cnis_intake_planned_fn fn, void *payload, cnis_error *reterr)
{
	const plan_row *row = &p->row[i];
	const plan_row *first = &p->row[row->root];
	bool alone = size_of(p, row->root) == 1 && row->group_id == 0;
	char group[CNIS_REFERENCE_SIZE] = "";
	char other[CNIS_REFERENCE_SIZE];
	char why[WORDS + CNIS_REFERENCE_SIZE] = "";
	text_buf b = text_buf_on(why, sizeof(why));
	const cnis_intake_planned out = { .intake_id = row->id,
		                          .state = row->state,
		                          .received = row->received,
		                          .kind = row->kind,
		                          .children = row->children,
		                          .postcode = row->postcode,
		                          .group = group,
		                          .why = why,
		                          .owner = p->owner[row->owner].login,
		                          .acknowledge = row->acknowledge };

	if (!alone)
		(void)cnis_reference_format(
		    CNIS_REF_INTAKE, first->group_id != 0 ? first->group_id : first->id, group);
	if (row->why != NULL) {
		text_add(&b, row->why);
		text_add(&b, " ");
		text_add(&b,
		         cnis_reference_format(CNIS_REF_INTAKE, p->row[row->why_other].id, other));
	}
	return fn(&out, payload, reterr);
}

cnis_status
cnis_intake_propose(cnis_register *r, const cnis_intake_sharing *sharing, cnis_intake_planned_fn fn,
                    void *payload, cnis_error *reterr)
{
	plan p = { .r = r };
	cnis_status st;

	if (sharing->size < sizeof(*sharing))
		return cnis_fail(reterr, CNIS_EINVAL, 0, WHERE, "sharing", "of another version");
	p.row = mem_new(CNIS_INTAKE_AT_ONCE, sizeof(*p.row));
	if (p.row == NULL)
		return cnis_nomem(reterr, WHERE);
	st = find_owners(&p, sharing, reterr);
	if (st == CNIS_OK)
		st = read_all(&p, reterr);
	if (st == CNIS_OK) {
		put_together(&p);
		share_out(&p);
	}
	for (size_t i = 0; st == CNIS_OK && i < p.n; i++)
		st = tell(&p, i, fn, payload, reterr);
	free(p.row);
	free(p.owner);
	return st;
}
