/* Documents, as they are read: legal advice is not there for everybody. */
#include <stdlib.h>
#include <string.h>

#include <cnis/reference.h>

#include "base/encode.h"
#include "base/error.h"
#include "base/hash.h"
#include "base/mem.h"
#include "base/text.h"
#include "domain/document.h"
#include "domain/fact.h"
#include "domain/place.h"
#include "domain/record.h"
#include "domain/same.h"
#include "domain/sight.h"
#include "domain/withheld.h"

enum { Q_WALK, Q_OF, Q_GET, Q_SUBJECTS, Q_LINKS, Q_PARTS, Q_WITHHELD, Q_MAY_SAY, Q_COUNT };
/* clang-format off */
/* of what came with an intake: as the words of that */
#define CAME(c) "iif(d.intake_id IS NULL, " c ", (SELECT " INTAKE_WORDS("t", c, INTAKE_BESIDE("t")) \
	" FROM main.intake t WHERE t.id = d.intake_id))"
#define DOCUMENT_SELECT \
	"SELECT d.id, coalesce(d.child_id, 0), d.class, k.wording, " CAME("d.title") "," \
	" coalesce(d.author, CASE WHEN :causes THEN d.protected_author END), d.sent_day, d.received_day," \
	" " CAME("nullif(d.place, '')") ", d.file_type, d.bytes, d.sha256, d.keep_day, d.source, d.basis, d.recorded_at, d.rev," \
	" coalesce(d.intake_id, 0), d.disposed_day" \
	" FROM document d JOIN code k ON k.list = 'document_class' AND k.code = d.class"
static const store_sql SQL[Q_COUNT] = {
	[Q_WALK] = { "document.walk", DOCUMENT_SELECT
		" WHERE d.id IN (SELECT document_id FROM document_subject WHERE child_id = :id)"
		" AND coalesce(d.received_day, d.sent_day) <= :on AND " DOCUMENT_SHOWN("d")
		" ORDER BY d.id" },
	[Q_OF] = { "document.of", DOCUMENT_SELECT
		" WHERE d.id IN (SELECT document_id FROM document_link WHERE fact = :fact"
		" UNION SELECT id FROM document WHERE intake_id = :intake) AND " DOCUMENT_SHOWN("d")
		" ORDER BY d.id" },
	[Q_GET] = { "document.get", DOCUMENT_SELECT
		" WHERE d.id = :id AND " DOCUMENT_SHOWN("d") },
	[Q_SUBJECTS] = { "document.subjects",
		"SELECT child_id, person_id FROM document_subject WHERE document_id = :id"
		" AND " SIGHT_CHILD("child_id") " ORDER BY person_id IS NOT NULL, id" },
	[Q_LINKS] = { "document.links",
		"SELECT fact FROM document_link WHERE document_id = :id ORDER BY id" },
	[Q_PARTS] = { "document.parts",
		"SELECT body FROM document_part WHERE document_id = :id ORDER BY position" },
	/* as the text of what it came with */
	[Q_WITHHELD] = { "document.withheld",
		"SELECT " WITHHELD_INTAKE("d.intake_id") " FROM document d WHERE d.id = :id" },
	/* of a child it is about, of where that child lives, or of how its adults are reached */
	[Q_MAY_SAY] = { "document.may_say",
		"SELECT 1 FROM main.document d JOIN main.document_subject x ON x.document_id = d.id"
		" JOIN main.withholding h ON " PLACE_HOLDS("h")
		" AND (h.child_id IN " SAME_RECORDS("x.child_id", SAME_NOW)
		"  OR h.address_id IN (SELECT y.address_id FROM main.child_residence y"
		"   WHERE y.child_id = x.child_id)"
		"  OR h.contact_point_id IN (SELECT n.id FROM main.relationship y"
		"   JOIN main.contact_point n ON n.person_id = y.person_id WHERE y.child_id = x.child_id))"
		" WHERE d.id = :id AND d.bytes IS NOT NULL AND d.disposed_day IS NULL LIMIT 1" },
};
/* clang-format on */

static cnis_document
row_of(const cursor *c)
{
	return (cnis_document){ .id = col_int(c, 0),
		                .child_id = col_int(c, 1),
		                .document_class = col_text(c, 2),
		                .wording = col_text(c, 3),
		                .title = col_text(c, 4),
		                .author = col_text(c, 5),
		                .sent = col_day(c, 6),
		                .received = col_day(c, 7),
		                .place = col_text(c, 8),
		                .type = col_text(c, 9),
		                .bytes = col_int(c, 10),
		                .sha256 = col_text(c, 11),
		                .keep_until = col_day(c, 12),
		                .source = col_text(c, 13),
		                .basis = col_text(c, 14),
		                .recorded_at = col_int(c, 15),
		                .rev = col_int(c, 16),
		                .intake_id = col_int(c, 17),
		                .disposed = col_day(c, 18) };
}

static cnis_status
open_of(cnis_register *r, int q, cursor *c, cnis_error *reterr)
{
	cnis_status st = stmt_open(r->st, &SQL[q], c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(c, ":steps", sight_steps(r));
	stmt_int(c, ":causes", sight_causes(r));
	return CNIS_OK;
}

static cnis_status
each(cursor *c, cnis_document_fn fn, void *payload, cnis_error *reterr)
{
	bool row = false;
	cnis_status st;

	while ((st = stmt_step(c, &row, reterr)) == CNIS_OK && row) {
		const cnis_document d = row_of(c);

		st = fn(&d, payload, reterr);
		if (st != CNIS_OK)
			break;
	}
	stmt_close(c);
	return st;
}

cnis_status
cnis_document_walk(cnis_register *r, int64_t child_id, cnis_day as_at, cnis_document_fn fn,
                   void *payload, cnis_error *reterr)
{
	cursor c = { 0 };
	bool there = false;
	cnis_status st = fact_exists(r, "child", child_id, &there, reterr);

	if (st == CNIS_OK && !there)
		return cnis_fail(reterr, CNIS_ENOTFOUND, 0, "document.walk", "child",
		                 "no such child");
	if (st == CNIS_OK)
		st = open_of(r, Q_WALK, &c, reterr);
	if (st != CNIS_OK)
		return st;
	as_at = fact_day(as_at);
	stmt_int(&c, ":id", child_id);
	stmt_int(&c, ":on", as_at == CNIS_DAY_NONE ? store_today(r->st) : as_at);
	return each(&c, fn, payload, reterr);
}

cnis_status
cnis_document_of(cnis_register *r, char kind, int64_t id, cnis_document_fn fn, void *payload,
                 cnis_error *reterr)
{
	char fact[CNIS_REFERENCE_SIZE];
	cursor c = { 0 };
	int64_t child = 0;
	bool there = false;
	cnis_status st;

	if (kind == CNIS_REF_CHILD)
		return cnis_document_walk(r, id, CNIS_DAY_NONE, fn, payload, reterr);
	st = record_child(r, kind, id, &child, &there, reterr);
	if (st == CNIS_OK && !there)
		st = cnis_fail(reterr, CNIS_ENOTFOUND, 0, "document.of", "reference",
		               "no such record");
	if (st == CNIS_OK)
		st = open_of(r, Q_OF, &c, reterr);
	if (st != CNIS_OK)
		return st;
	stmt_text(&c, ":fact", cnis_reference_format(kind, id, fact));
	stmt_id(&c, ":intake", kind == CNIS_REF_INTAKE ? id : 0);
	return each(&c, fn, payload, reterr);
}

cnis_status
cnis_document_get(cnis_register *r, int64_t id, cnis_document_fn fn, void *payload,
                  cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = open_of(r, Q_GET, &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":id", id);
	st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK && !row)
		st = cnis_fail(reterr, CNIS_ENOTFOUND, 0, "document.get", "document",
		               "no such document");
	if (st == CNIS_OK) {
		const cnis_document d = row_of(&c);

		st = fn(&d, payload, reterr);
	}
	stmt_close(&c);
	return st;
}

/* ---- whom it is about -------------------------------------------------------------------------
 */

static cnis_status
nothing(const cnis_document *document, void *payload, cnis_error *reterr)
{
	(void)document;
	(void)payload;
	(void)reterr;
	return CNIS_OK;
}

/* What the reader is not shown is no evidence to the reader. */
static cnis_status
hand_link(cnis_register *r, const char *fact, cnis_document_about_fn fn, void *payload,
          cnis_error *reterr)
{
	char kind = '\0';
	int64_t id = 0, child = 0;
	bool there = false;
	cnis_status st;

	if (cnis_reference_parse(fact, 0, &kind, &id) != CNIS_OK)
		return CNIS_OK;
	st = record_child(r, kind, id, &child, &there, reterr);
	return st == CNIS_OK && there ? fn(kind, id, true, payload, reterr) : st;
}

static cnis_status
hand_row(cnis_register *r, int q, const cursor *c, cnis_document_about_fn fn, void *payload,
         cnis_error *reterr)
{
	if (q == Q_LINKS)
		return hand_link(r, col_text(c, 0), fn, payload, reterr);
	if (col_null(c, 1))
		return fn(CNIS_REF_CHILD, col_int(c, 0), false, payload, reterr);
	return fn(CNIS_REF_PERSON, col_int(c, 1), false, payload, reterr);
}

static cnis_status
hand_all(cnis_register *r, int q, int64_t id, cnis_document_about_fn fn, void *payload,
         cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(r->st, &SQL[q], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":id", id);
	while ((st = stmt_step(&c, &row, reterr)) == CNIS_OK && row) {
		st = hand_row(r, q, &c, fn, payload, reterr);
		if (st != CNIS_OK)
			break;
	}
	stmt_close(&c);
	return st;
}

cnis_status
cnis_document_about(cnis_register *r, int64_t id, cnis_document_about_fn fn, void *payload,
                    cnis_error *reterr)
{
	cnis_status st = cnis_document_get(r, id, nothing, NULL, reterr);

	if (st == CNIS_OK)
		st = hand_all(r, Q_SUBJECTS, id, fn, payload, reterr);
	return st == CNIS_OK ? hand_all(r, Q_LINKS, id, fn, payload, reterr) : st;
}

/* ---- the file ---------------------------------------------------------------------------------
 */

typedef struct held {
	int64_t bytes;
	char sha256[HASH_SIZE * 2 + 1];
} held;

static cnis_status
note_held(const cnis_document *d, void *payload, cnis_error *reterr)
{
	held *h = payload;

	if (d->disposed != CNIS_DAY_NONE)
		return cnis_refuse(reterr, "LOCAL.dispose.document", "document.save", "document",
		                   "it was disposed of; only that there was one is still known");
	if (d->bytes <= 0 || d->sha256 == NULL)
		return cnis_fail(reterr, CNIS_EREFUSED, 0, "document.save", "document",
		                 "the file is not held here: document show says where it lies");
	h->bytes = d->bytes;
	(void)text_copy(h->sha256, sizeof(h->sha256), d->sha256);
	return CNIS_OK;
}

static cnis_status
read_parts(cnis_register *r, int64_t id, char *to, size_t room, size_t *ret_len, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	size_t len = 0;
	cnis_status st = stmt_open(r->st, &SQL[Q_PARTS], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":id", id);
	while ((st = stmt_step(&c, &row, reterr)) == CNIS_OK && row) {
		size_t n = 0;

		if (!decode(col_text(&c, 0), to + len, room - len, &n))
			break;
		len += n;
	}
	stmt_close(&c);
	*ret_len = len;
	return st;
}

cnis_status
cnis_document_bytes(cnis_register *r, int64_t id, void **ret_bytes, size_t *ret_len,
                    cnis_error *reterr)
{
	held h = { 0 };
	unsigned char sum[HASH_SIZE];
	char hex[HASH_SIZE * 2 + 1];
	hash_state hash;
	char *bytes;
	size_t len = 0;
	int64_t withheld = 0;
	cnis_status st = cnis_document_get(r, id, note_held, &h, reterr);

	if (st == CNIS_OK)
		st = stmt_ask(r->st, &SQL[Q_WITHHELD], ":id", id, 0, &withheld, reterr);
	if (st == CNIS_OK && withheld != 0)
		st = cnis_fail(reterr, CNIS_EPERM, 0, "document.save", "document",
		               "withheld: it came with what says where a family must not be found");
	if (st != CNIS_OK)
		return st;
	bytes = mem_new((size_t)h.bytes, 1);
	if (bytes == NULL)
		return cnis_nomem(reterr, "document.save");
	st = read_parts(r, id, bytes, (size_t)h.bytes, &len, reterr);
	hash_begin(&hash);
	hash_bytes(&hash, bytes, len);
	hash_end(&hash, sum);
	if (st == CNIS_OK && strcmp(hash_hex(sum, hex), h.sha256) != 0)
		st = cnis_fail(reterr, CNIS_ECORRUPT, 0, "document.save", "document",
		               "what is held is not what was received; run cnis verify");
	if (st != CNIS_OK) {
		free(bytes);
		return st;
	}
	*ret_bytes = bytes;
	*ret_len = len;
	return CNIS_OK;
}

cnis_status
cnis_document_may_say_withheld(cnis_register *r, int64_t id, bool *ret, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(r->file, &SQL[Q_MAY_SAY], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":id", id);
	stmt_day(&c, ":on", store_today(r->file));
	st = stmt_step(&c, &row, reterr);
	stmt_close(&c);
	if (st == CNIS_OK)
		*ret = row;
	return st;
}

cnis_status
document_there(cnis_register *r, int64_t id, cnis_error *reterr)
{
	return cnis_document_get(r, id, nothing, NULL, reterr);
}
