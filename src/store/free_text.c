/* What somebody wrote in words of their own, with what is withheld taken out of it. */
#include "store/free_text.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "store/inside.h"

#define WORD "withheld"

/* clang-format off */
const free_text free_texts[] = {
	{ "calendar_day", "title" },
	{ "child_alias", "reason" }, { "child_alias", "end_reason" },
	{ "complaint", "words" }, { "complaint", "reply" },
	{ "consent_decision", "reasons" },
	{ "consent_service", "reason" },
	{ "contact", "note" }, { "contact", "despite" },
	{ "contact_wish", "words" },
	{ "content_answer", "note" },
	{ "court_order", "court" }, { "court_order", "case_number" }, { "court_order", "limits" },
	{ "declaration", "reason" }, { "declaration", "end_reason" },
	{ "disagreement", "note" },
	{ "document", "title" }, { "document", "author" }, { "document", "protected_author" }, { "document", "place" },
	{ "duty", "reason" },
	{ "education_information", "note" },
	{ "entry", "end_note" }, { "entry", "reason_by_school" },
	{ "flag", "confirmed_by" }, { "flag", "note" },
	{ "forwarding", "to_body" }, { "forwarding", "reason" },
	{ "forwarding", "misdirected" },
	{ "glass", "reason" },
	{ "hold", "note" }, { "hold", "end_note" },
	{ "home_consideration", "note" },
	{ "intake", "adult_name" }, { "intake", "address" }, { "intake", "body" }, { "intake", "document" },
	{ "intake", "protected_name" }, { "intake", "protected_contact" },
	{ "intake", "teller_name" }, { "intake", "teller_contact" },
	{ "intake_outcome", "reason" }, { "intake_outcome", "misdirected" },
	{ "intake_subject", "born_said" },
	{ "match_decision", "reason" },
	{ "not_same", "reason" },
	{ "private_fostering", "notified_to" },
	{ "protected_characteristic", "answer" },
	{ "provision_place", "value" },
	{ "relationship", "contact_limits" },
	{ "restriction", "reason" }, { "restriction", "end_reason" },
	{ "review", "reasons" }, { "review", "voice_note" },
	{ "section_19_decision", "provision" }, { "section_19_decision", "reasons" },
	{ "seen", "note" },
	{ "settings_consideration", "note" },
	{ "social_worker_told", "confirmed_by" }, { "social_worker_told", "note" },
	{ "told", "version" }, { "told", "despite" },
	{ "withholding", "confirmed_by" }, { "withholding", "reason" },
	{ NULL, NULL },
};
/* clang-format on */

bool
free_text_column(const char *table, const char *column)
{
	for (const free_text *f = free_texts; f->table != NULL; f++)
		if (strcmp(f->table, table) == 0 && strcmp(f->column, column) == 0)
			return true;
	return false;
}

bool
free_text_table(const char *table)
{
	for (const free_text *f = free_texts; f->table != NULL; f++)
		if (strcmp(f->table, table) == 0)
			return true;
	return false;
}

/* free_text(x): what may be shown of it.  free_text(x, own): all of it where own is not 0. */
static void
shown(sqlite3_context *context, int argc, sqlite3_value **argv)
{
	const store *s = sqlite3_user_data(context);
	char *without = NULL;

	if ((argc < 2 || sqlite3_value_int(argv[1]) == 0) && !net_empty(s->net) && !s->in_tx &&
	    sqlite3_value_type(argv[0]) == SQLITE_TEXT &&
	    net_take(s->net, (const char *)sqlite3_value_text(argv[0]), WORD, &without, NULL) !=
	        CNIS_OK) {
		sqlite3_result_error_nomem(context);
		return;
	}
	if (without == NULL)
		sqlite3_result_value(context, argv[0]);
	else
		sqlite3_result_text(context, without, -1, free);
}

int
free_text_function(store *s)
{
	int rc = SQLITE_OK;

	for (int n = 1; rc == SQLITE_OK && n <= 2; n++)
		rc = sqlite3_create_function_v2(s->db, "free_text", n,
		                                SQLITE_UTF8 | SQLITE_INNOCUOUS, s, shown, NULL,
		                                NULL, NULL);
	return rc;
}

cnis_status
free_text_net(store *s, net *n, cnis_error *reterr)
{
	net_free(s->net);
	s->net = n;
	return s->in_tx ? CNIS_OK : free_text_views(s, reterr);
}

cnis_status
free_text_views(store *s, cnis_error *reterr)
{
	return s->net == NULL || s->netted ? CNIS_OK : keep_back_views(s, s->views, true, reterr);
}

bool
free_text_netted(const store *s)
{
	return s->netted;
}

cnis_status
free_text_take(const store *s, const char *text, char **ret, cnis_error *reterr)
{
	return net_take(s->net, text, WORD, ret, reterr);
}

bool
free_text_caught(const store *s)
{
	return s->caught;
}

/* ---- what is written ------------------------------------------------------------------------- */

/* A column of the row as it is now: NULL where this change did not touch it. */
static const char *
written(const change_record *rec, int column)
{
	sqlite3_value *v = NULL;

	if (rec->op == SQLITE_DELETE || sqlite3changeset_new(rec->it, column, &v) != SQLITE_OK ||
	    v == NULL)
		return NULL;
	return (const char *)sqlite3_value_text(v);
}

/* Records come grouped by table: where the one at hand has its free texts. */
struct catching {
	store *s;
	char table[64];
	bool is_free[CHANGESET_COLUMNS];
};

static cnis_status
find_columns(struct catching *k, const char *table, cnis_error *reterr)
{
	sqlite3_stmt *info = NULL;
	bool row = false;
	cnis_status st = shape_open(k->s, "table_info", table, &info, reterr);

	(void)text_copy(k->table, sizeof(k->table), table);
	for (int i = 0; st == CNIS_OK && i < CHANGESET_COLUMNS &&
	                (st = shape_step(k->s, info, &row, reterr)) == CNIS_OK && row;
	     i++)
		k->is_free[i] =
		    free_text_column(table, (const char *)sqlite3_column_text(info, SHAPE_NAME));
	(void)sqlite3_finalize(info);
	return st;
}

static cnis_status
catch_record(const change_record *rec, void *payload, cnis_error *reterr)
{
	struct catching *k = payload;
	cnis_status st = CNIS_OK;

	if (k->s->caught || !free_text_table(rec->table))
		return CNIS_OK;
	if (strcmp(k->table, rec->table) != 0)
		st = find_columns(k, rec->table, reterr);
	for (int i = 0; st == CNIS_OK && !k->s->caught && i < rec->columns; i++)
		k->s->caught = k->is_free[i] && net_holds(k->s->net, written(rec, i));
	return st;
}

cnis_status
free_text_catch(store *s, const void *body, size_t len, cnis_error *reterr)
{
	struct catching k = { .s = s };

	s->caught = false;
	if (net_empty(s->net) || s->entry.dry_run)
		return CNIS_OK;
	s->caught = net_holds(s->net, s->entry.reason);
	return s->caught ? CNIS_OK : changes_each(body, len, catch_record, &k, reterr);
}
