/* Documents, as they are kept.  Linking: document_link.c; reading: document_read.c; types:
 * document_type.c. */
#include "domain/document.h"

#include <stdlib.h>
#include <string.h>

#include <cnis/reference.h>

#include "base/encode.h"
#include "base/error.h"
#include "base/hash.h"
#include "base/mem.h"
#include "base/text.h"
#include "domain/fact.h"
#include "domain/setting.h"

enum { Q_SAME, Q_INSERT, Q_PART, Q_SUBJECT, Q_COUNT };
/* clang-format off */
static const store_sql SQL[Q_COUNT] = {
	[Q_SAME] = { "document.same",
		"SELECT id FROM document WHERE child_id = :child AND sha256 = :sha AND bytes IS NOT NULL"
		" UNION ALL SELECT id FROM document WHERE intake_id = :intake AND sha256 = :sha"
		" AND bytes IS NOT NULL" },
	[Q_INSERT] = { "document.insert",
		"INSERT INTO document (child_id, intake_id, class, title, author, protected_author, sent_day, received_day, place,"
		" file_type, bytes, sha256, keep_day, source, basis, recorded_at, rev)"
		" VALUES (:child, :intake, :class, :title, :author, :protected_author, :sent, :received, :place,"
		" :type, :bytes, :sha, :keep, :source, :basis, :at, :rev)" },
	[Q_PART] = { "document.part",
		"INSERT INTO document_part (child_id, document_id, position, body, rev)"
		" VALUES (:child, :document, :position, :body, :rev)" },
	[Q_SUBJECT] = { "document.subject",
		"INSERT INTO document_subject (child_id, document_id, person_id, rev)"
		" VALUES (:child, :document, :person, :rev)" },
};
/* clang-format on */

static const char where_add[] = "document.add";

/* ---- adding -----------------------------------------------------------------------------------
 */

/* A document as it will be written; the texts are owned. */
typedef struct writing {
	cnis_fact fact;
	cnis_day sent, received, keep;
	char *title, *author, *place;
	bool hidden;                    /* the author is one who asked not to be named */
	char sha256[HASH_SIZE * 2 + 1]; /* "": not known */
} writing;

static void
writing_clear(writing *w)
{
	free(w->title);
	free(w->author);
	free(w->place);
}

cnis_status
document_most(cnis_register *r, int64_t *ret, cnis_error *reterr)
{
	return setting_int(r, "document.max_bytes", store_today(r->st), ret, reterr);
}

static cnis_status
check_file(cnis_register *r, const cnis_document_file *file, writing *w, cnis_error *reterr)
{
	unsigned char sum[HASH_SIZE];
	hash_state h;
	int64_t most = 0;
	cnis_status st = document_most(r, &most, reterr);

	if (st == CNIS_OK && (file->len == 0 || (int64_t)file->len > most))
		st = cnis_fail(reterr, CNIS_EINVAL, 0, where_add, "file",
		               file->len == 0 ? "is empty"
		                              : "is larger than setting document.max_bytes allows");
	if (st != CNIS_OK)
		return st;
	hash_begin(&h);
	hash_bytes(&h, file->bytes, file->len);
	hash_end(&h, sum);
	(void)hash_hex(sum, w->sha256);
	return CNIS_OK;
}

static cnis_status
check_place(const cnis_document_new *n, writing *w, cnis_error *reterr)
{
	size_t i = 0;

	if (text_empty(n->sha256))
		return CNIS_OK;
	if (strlen(n->sha256) != (size_t)HASH_SIZE * 2 ||
	    strspn(n->sha256, "0123456789abcdefABCDEF") != (size_t)HASH_SIZE * 2)
		return cnis_fail(reterr, CNIS_EINVAL, 0, where_add, "sha256",
		                 "not 64 hexadecimal digits");
	for (; n->sha256[i] != '\0'; i++)
		w->sha256[i] = (char)(n->sha256[i] >= 'A' && n->sha256[i] <= 'F'
		                          ? n->sha256[i] - 'A' + 'a'
		                          : n->sha256[i]);
	w->sha256[i] = '\0';
	return CNIS_OK;
}

/* What is held here, or where it lies: one of the two. */
static cnis_status
check_what(cnis_register *r, const cnis_document_new *n, writing *w, cnis_error *reterr)
{
	cnis_status st =
	    fact_text(n->place, FACT_NAME, false, where_add, "place", &w->place, reterr);

	if (st == CNIS_OK && (n->file == NULL) == (w->place == NULL))
		st = cnis_fail(reterr, CNIS_EINVAL, 0, where_add, "file",
		               "either the file, or where it lies in the record system");
	if (st == CNIS_OK && n->file != NULL && !text_empty(n->sha256))
		st = cnis_fail(reterr, CNIS_EINVAL, 0, where_add, "sha256",
		               "is worked out of the file itself");
	if (st != CNIS_OK)
		return st;
	return n->file != NULL ? check_file(r, n->file, w, reterr) : check_place(n, w, reterr);
}

static cnis_status
check_days(cnis_register *r, const cnis_document_new *n, writing *w, cnis_error *reterr)
{
	cnis_day today = change_today(r);

	w->sent = fact_day(n->sent);
	w->received = fact_day(n->received);
	w->keep = fact_day(n->keep_until);
	if (w->sent == CNIS_DAY_NONE && w->received == CNIS_DAY_NONE)
		w->received = today;
	if (w->sent != CNIS_DAY_NONE && w->sent > today)
		return cnis_fail(reterr, CNIS_EINVAL, 0, where_add, "sent",
		                 "the day lies in the future");
	if (w->received != CNIS_DAY_NONE && w->received > today)
		return cnis_fail(reterr, CNIS_EINVAL, 0, where_add, "received",
		                 "the day lies in the future");
	if (w->sent != CNIS_DAY_NONE && w->received != CNIS_DAY_NONE && w->received < w->sent)
		return cnis_fail(reterr, CNIS_EINVAL, 0, where_add, "received",
		                 "the day lies before the day it was sent");
	if (w->keep != CNIS_DAY_NONE && w->keep <= today)
		return cnis_fail(reterr, CNIS_EINVAL, 0, where_add, "keep_until",
		                 "the day has passed: what is not to be kept is not recorded");
	return CNIS_OK;
}

static cnis_status
check_subjects(cnis_register *r, const char *table, const char *field, const int64_t *ids, size_t n,
               cnis_error *reterr)
{
	bool there = true;
	cnis_status st = CNIS_OK;

	if (n > CNIS_DOCUMENT_SUBJECTS)
		return cnis_fail(reterr, CNIS_EINVAL, 0, where_add, field, "more than %d",
		                 CNIS_DOCUMENT_SUBJECTS);
	for (size_t i = 0; st == CNIS_OK && there && i < n; i++)
		st = fact_exists(r, table, ids[i], &there, reterr);
	if (st == CNIS_OK && !there)
		st = cnis_fail(reterr, CNIS_ENOTFOUND, 0, where_add, field, "no such %s", table);
	return st;
}

/* Which one it is, to who is shown it. */
static cnis_status
kept_already(cnis_register *r, const cnis_document_new *n, int64_t id, cnis_error *reterr)
{
	char ref[CNIS_REFERENCE_SIZE];
	bool shown = document_there(r, id, NULL) == CNIS_OK;

	return cnis_fail(reterr, CNIS_EEXISTS, 0, where_add, "file",
	                 "the same file is kept %s already%s%s",
	                 n->intake_id != 0 ? "with it" : "for the child", shown ? ": " : "",
	                 shown ? cnis_reference_format(CNIS_REF_DOCUMENT, id, ref) : "");
}

static cnis_status
check_new(cnis_register *r, const cnis_document_new *n, const writing *w, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	int64_t id = 0;
	cnis_status st;

	if (n->file == NULL)
		return CNIS_OK;
	st = stmt_open(r->st, &SQL[Q_SAME], &c, reterr);
	if (st != CNIS_OK)
		return st;
	stmt_id(&c, ":child", n->child_id);
	stmt_id(&c, ":intake", n->intake_id);
	stmt_text(&c, ":sha", w->sha256);
	st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK && row)
		id = col_int(&c, 0);
	stmt_close(&c);
	return st == CNIS_OK && row ? kept_already(r, n, id, reterr) : st;
}

static cnis_status
prepare(cnis_register *r, const cnis_document_new *n, writing *w, cnis_error *reterr)
{
	const cnis_fact in = { .source = n->source,
		               .basis = n->basis == NULL ? "other_statute" : n->basis };
	cnis_status st = n->intake_id != 0
	                     ? document_intake_check(r, n, &w->hidden, reterr)
	                     : check_subjects(r, "child", "child", &n->child_id, 1, reterr);

	if (st == CNIS_OK)
		st = code_check(r, "document_class", n->document_class, where_add, "class", reterr);
	if (st == CNIS_OK)
		st = fact_complete(r, where_add, &in, &w->fact, reterr);
	if (st == CNIS_OK)
		st = check_days(r, n, w, reterr);
	if (st == CNIS_OK)
		st = fact_text(n->title, FACT_NAME, false, where_add, "title", &w->title, reterr);
	if (st == CNIS_OK && w->title == NULL)
		st = cnis_fail(reterr, CNIS_EINVAL, 0, where_add, "title", "is missing");
	if (st == CNIS_OK)
		st =
		    fact_text(n->author, FACT_NAME, false, where_add, "author", &w->author, reterr);
	if (st == CNIS_OK)
		st = check_what(r, n, w, reterr);
	if (st == CNIS_OK)
		st = check_subjects(r, "child", "about", n->children, n->n_children, reterr);
	if (st == CNIS_OK)
		st = check_subjects(r, "person", "people", n->people, n->n_people, reterr);
	return st == CNIS_OK ? check_new(r, n, w, reterr) : st;
}

static cnis_status
insert(cnis_register *r, const cnis_document_new *n, const writing *w, int64_t *ret_id,
       cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st = stmt_open(r->st, &SQL[Q_INSERT], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_id(&c, ":child", n->child_id);
	stmt_id(&c, ":intake", n->intake_id);
	stmt_text(&c, ":class", n->document_class);
	stmt_text(&c, ":title", w->title);
	stmt_text(&c, ":author", w->hidden ? NULL : w->author);
	stmt_text(&c, ":protected_author", w->hidden ? w->author : NULL);
	stmt_day(&c, ":sent", w->sent);
	stmt_day(&c, ":received", w->received);
	stmt_text(&c, ":place", w->place);
	stmt_text(&c, ":type", n->file == NULL ? NULL : n->file->type);
	stmt_id(&c, ":bytes", n->file == NULL ? 0 : (int64_t)n->file->len);
	stmt_text(&c, ":sha", w->sha256[0] == '\0' ? NULL : w->sha256);
	stmt_day(&c, ":keep", w->keep);
	if (!text_same(n->document_class, "legal_advice"))
		fact_heard(r, w->fact.source, w->received);
	stmt_text(&c, ":source", w->fact.source);
	stmt_text(&c, ":basis", w->fact.basis);
	stmt_int(&c, ":at", change_now(r));
	stmt_int(&c, ":rev", change_rev(r));
	st = stmt_run(&c, reterr);
	stmt_close(&c);
	if (st == CNIS_OK)
		*ret_id = store_last_id(r->st);
	return st;
}

static cnis_status
insert_parts(cnis_register *r, int64_t child_id, int64_t id, const cnis_document_file *file,
             cnis_error *reterr)
{
	char *text = mem_new(encode_room(DOCUMENT_PART), 1);
	cursor c = { 0 };
	cnis_status st = text == NULL ? cnis_nomem(reterr, where_add)
	                              : stmt_open(r->st, &SQL[Q_PART], &c, reterr);

	for (size_t at = 0; st == CNIS_OK && at < file->len; at += DOCUMENT_PART) {
		size_t n = file->len - at < DOCUMENT_PART ? file->len - at : DOCUMENT_PART;

		encode((const char *)file->bytes + at, n, text);
		stmt_id(&c, ":child", child_id);
		stmt_int(&c, ":document", id);
		stmt_int(&c, ":position", (int64_t)(at / DOCUMENT_PART));
		stmt_text(&c, ":body", text);
		stmt_int(&c, ":rev", change_rev(r));
		st = stmt_run(&c, reterr);
	}
	stmt_close(&c);
	free(text);
	return st;
}

static cnis_status
insert_subject(cnis_register *r, int64_t id, int64_t child_id, int64_t person_id,
               cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st = stmt_open(r->st, &SQL[Q_SUBJECT], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", child_id);
	stmt_int(&c, ":document", id);
	stmt_id(&c, ":person", person_id);
	stmt_int(&c, ":rev", change_rev(r));
	st = stmt_run(&c, reterr);
	stmt_close(&c);
	return st == CNIS_OK && person_id == 0 ? change_touch(r, child_id, reterr) : st;
}

static bool
named_before(int64_t id, const int64_t *ids, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (ids[i] == id)
			return true;
	return false;
}

/* Each once, however often it was named. */
static cnis_status
insert_subjects(cnis_register *r, const cnis_document_new *n, int64_t id, cnis_error *reterr)
{
	int64_t first = n->child_id != 0 || n->n_children == 0 ? n->child_id : n->children[0];
	cnis_status st = first == 0 ? CNIS_OK : insert_subject(r, id, first, 0, reterr);

	for (size_t i = 0; st == CNIS_OK && i < n->n_children; i++)
		if (n->children[i] != first && !named_before(n->children[i], n->children, i))
			st = insert_subject(r, id, n->children[i], 0, reterr);
	for (size_t i = 0; st == CNIS_OK && i < n->n_people; i++)
		if (!named_before(n->people[i], n->people, i))
			st = insert_subject(r, id, first, n->people[i], reterr);
	return st == CNIS_OK && n->intake_id != 0 ? document_about_tx(r, id, n->intake_id, reterr)
	                                          : st;
}

/* ---- public -----------------------------------------------------------------------------------
 */

cnis_status
document_add_tx(cnis_register *r, const cnis_document_new *n, int64_t *ret_id, cnis_error *reterr)
{
	writing w = { 0 };
	int64_t id = 0;
	cnis_status st = prepare(r, n, &w, reterr);

	if (st == CNIS_OK)
		st = insert(r, n, &w, &id, reterr);
	if (st == CNIS_OK && n->file != NULL)
		st = insert_parts(r, n->child_id, id, n->file, reterr);
	if (st == CNIS_OK)
		st = insert_subjects(r, n, id, reterr);
	if (st == CNIS_OK && !text_empty(n->link))
		st = document_link_tx(r, id, n->link, reterr);
	writing_clear(&w);
	if (st == CNIS_OK)
		*ret_id = id;
	return st;
}

cnis_status
cnis_document_add(cnis_register *r, const cnis_document_new *n, int64_t *ret_id, cnis_error *reterr)
{
	int64_t id = 0;
	cnis_status st = change_begin_about(r, where_add, "document add",
	                                    n->intake_id != 0 ? CNIS_REF_INTAKE : CNIS_REF_CHILD,
	                                    n->intake_id != 0 ? n->intake_id : n->child_id, reterr);

	if (st != CNIS_OK)
		return st;
	st = change_end(r, document_add_tx(r, n, &id, reterr), reterr);
	if (st == CNIS_OK)
		*ret_id = id;
	return st;
}
