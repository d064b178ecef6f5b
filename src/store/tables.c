/* Every table and what it is.  The order is the order in which the session lists them. */
#include "store/tables.h"

#include <string.h>

/* clang-format off */
const store_table store_tables[] = {
	{ "register",              TABLE_JOURNAL,    NULL },
	{ "schema_migration",      TABLE_JOURNAL,    NULL },
	{ "journal",               TABLE_JOURNAL,    NULL },
	{ "journal_payload",       TABLE_JOURNAL,    NULL },
	{ "journal_touch",         TABLE_JOURNAL,    NULL },
	{ "journal_disposal",      TABLE_JOURNAL,    NULL },
	{ "authority",             TABLE_JOURNALLED, NULL },
	{ "code",                  TABLE_JOURNALLED, NULL },
	{ "flag_kind",             TABLE_JOURNALLED, NULL },
	{ "setting",               TABLE_JOURNALLED, NULL },
	{ "officer",               TABLE_JOURNALLED, NULL },
	{ "officer_role",          TABLE_JOURNALLED, NULL },
	{ "calendar_day",          TABLE_JOURNALLED, NULL },
	{ "cover",                 TABLE_JOURNALLED, NULL },
	{ "child",                 TABLE_JOURNALLED, "id" },
	{ "child_name",            TABLE_JOURNALLED, "child_id" },
	{ "person",                TABLE_JOURNALLED, NULL },
	{ "person_name",           TABLE_JOURNALLED, NULL },
	{ "relationship",          TABLE_JOURNALLED, "child_id" },
	{ "address",               TABLE_JOURNALLED, NULL },
	{ "child_residence",       TABLE_JOURNALLED, "child_id" },
	{ "person_residence",      TABLE_JOURNALLED, NULL },
	{ "contact_point",         TABLE_JOURNALLED, NULL },
	{ "e_service",             TABLE_JOURNALLED, NULL },
	{ "contact_wish",          TABLE_JOURNALLED, NULL },
	{ "communication",         TABLE_JOURNALLED, NULL },
	{ "travel",                TABLE_JOURNALLED, "child_id" },
	{ "withholding",           TABLE_JOURNALLED, "child_id" },
	{ "identifier",            TABLE_JOURNALLED, "child_id" },
	{ "flag",                  TABLE_JOURNALLED, "child_id" },
	{ "flag_review",           TABLE_JOURNALLED, "child_id" },
	{ "court_order",           TABLE_JOURNALLED, "child_id" },
	{ "court_order_person",    TABLE_JOURNALLED, "child_id" },
	{ "social_worker_told",    TABLE_JOURNALLED, "child_id" },
	{ "disagreement",          TABLE_JOURNALLED, "child_id" },
	{ "disagreement_view",     TABLE_JOURNALLED, "child_id" },
	{ "private_fostering",     TABLE_JOURNALLED, "child_id" },
	{ "intake",                TABLE_JOURNALLED, NULL },
	{ "intake_subject",        TABLE_JOURNALLED, NULL },
	{ "intake_outcome",        TABLE_JOURNALLED, NULL },
	{ "document",              TABLE_JOURNALLED, "child_id" },
	{ "document_part",         TABLE_JOURNALLED, "child_id" },
	{ "document_subject",      TABLE_JOURNALLED, "child_id" },
	{ "document_link",         TABLE_JOURNALLED, "child_id" },
	{ "entry",                 TABLE_JOURNALLED, "child_id" },
	{ "entry_reason",          TABLE_JOURNALLED, "child_id" },
	{ "entry_route",           TABLE_JOURNALLED, "child_id" },
	{ "provision",             TABLE_JOURNALLED, "child_id" },
	{ "provision_place",       TABLE_JOURNALLED, "child_id" },
	{ "content_answer",        TABLE_JOURNALLED, "child_id" },
	{ "protected_characteristic", TABLE_JOURNALLED, "child_id" },
	{ "home_consideration",    TABLE_JOURNALLED, "child_id" },
	{ "settings_consideration", TABLE_JOURNALLED, "child_id" },
	{ "held",                  TABLE_JOURNALLED, "child_id" },
	{ "section_19_decision",   TABLE_JOURNALLED, "child_id" },
	{ "destination",           TABLE_JOURNALLED, "child_id" },
	{ "withdrawal",            TABLE_JOURNALLED, "child_id" },
	{ "consent_test",          TABLE_JOURNALLED, "child_id" },
	{ "consent_application",   TABLE_JOURNALLED, "child_id" },
	{ "consent_decision",      TABLE_JOURNALLED, "child_id" },
	{ "consent_service",       TABLE_JOURNALLED, "child_id" },
	{ "consent_reference",     TABLE_JOURNALLED, "child_id" },
	{ "education_information", TABLE_JOURNALLED, "child_id" },
	{ "review",                TABLE_JOURNALLED, "child_id" },
	{ "review_evidence",       TABLE_JOURNALLED, "child_id" },
	{ "contact",               TABLE_JOURNALLED, "child_id" },
	{ "seen",                  TABLE_JOURNALLED, "child_id" },
	{ "told",                  TABLE_JOURNALLED, "child_id" },
	{ "import_row",            TABLE_JOURNALLED, "child_id" },
	{ "intake_child",          TABLE_JOURNALLED, "child_id" },
	{ "forwarding",            TABLE_JOURNALLED, "child_id" },
	{ "restriction",           TABLE_JOURNALLED, "child_id" },
	{ "declaration",           TABLE_JOURNALLED, "child_id" },
	{ "glass",                 TABLE_JOURNALLED, "child_id" },
	{ "complaint",             TABLE_JOURNALLED, "child_id" },
	{ "duty",                  TABLE_JOURNALLED, "child_id" },
	{ "duty_owner",            TABLE_JOURNALLED, "child_id" },
	{ "death",                 TABLE_JOURNALLED, "child_id" },
	{ "hold",                  TABLE_JOURNALLED, "child_id" },
	{ "child_alias",           TABLE_JOURNALLED, "child_id" },
	{ "not_same",              TABLE_JOURNALLED, "child_id" },
	{ "match_secret",          TABLE_JOURNALLED, NULL },
	{ "match_decision",        TABLE_JOURNALLED, "child_id" },
	{ "derived",               TABLE_DERIVED,    NULL },
	{ "name_key",              TABLE_DERIVED,    NULL },
	{ "name_word",             TABLE_DERIVED,    NULL },
	{ "draft",                 TABLE_LOCAL,      NULL },
	{ "job",                   TABLE_LOCAL,      NULL },
	{ NULL,                    TABLE_LOCAL,      NULL },
};
/* clang-format on */

size_t
store_table_count(void)
{
	return sizeof(store_tables) / sizeof(store_tables[0]) - 1;
}

const store_table *
store_table_find(const char *name)
{
	const store_table *t;

	if (name == NULL)
		return NULL;
	for (t = store_tables; t->name != NULL; t++)
		if (strcmp(t->name, name) == 0)
			return t;
	return NULL;
}
