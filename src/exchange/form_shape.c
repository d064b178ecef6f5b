/* Every key of the form: what is read and what the template explains.  One table. */
#include "base/text.h"
#include "exchange/form.h"

enum { NAME = 200, NOTE = 4000, CODE = 100 };

#define TEXT(type, key, member, max, help)                                                         \
	{                                                                                          \
		key, FORM_TEXT, offsetof(type, member), 0, max, false, NULL, help                  \
	}
#define PLAIN(type, key, kind, member, help)                                                       \
	{                                                                                          \
		key, kind, offsetof(type, member), 0, NOTE, false, NULL, help                      \
	}
#define LIST(type, key, kind, member, count, shape, required, help)                                \
	{                                                                                          \
		key, kind, offsetof(type, member), offsetof(type, count), CODE, required, shape,   \
		    help                                                                           \
	}
#define END                                                                                        \
	{                                                                                          \
		NULL, FORM_TEXT, 0, 0, 0, false, NULL, NULL                                        \
	}

/* clang-format off */
#define A cnis_form_address
static const form_field address_fields[] = {
	TEXT(A, "line1", line1, NAME, "first line of the address"),
	TEXT(A, "line2", line2, NAME, "second line"),
	TEXT(A, "line3", line3, NAME, "third line"),
	TEXT(A, "town", town, NAME, "town"),
	TEXT(A, "county", county, NAME, "county"),
	TEXT(A, "postcode", postcode, CODE, "postcode, any spacing"),
	TEXT(A, "uprn", uprn, CODE, "UPRN, where known"),
	TEXT(A, "authority", authority, CODE, "three-digit code of the area, or wales, scotland, northern_ireland, crown_dependency, abroad; empty: this authority"),
	TEXT(A, "kind", kind, CODE, "home (when empty), additional, previous or correspondence"),
	TEXT(A, "place", place, CODE, "dwelling, site, mooring, temporary, care_of or no_fixed_abode (then an authority only)"),
	PLAIN(A, "from", FORM_DAY, from, "first day there, perhaps before a child was born: the child is taken to live there from its birth"),
	PLAIN(A, "to", FORM_DAY, to, "last day there, for a previous address"),
	END
};
#undef A
static const form_shape address_shape = { address_fields, sizeof(cnis_form_address) };

#define P cnis_form_provision
static const form_field provision_fields[] = {
	TEXT(P, "kind", kind, CODE, "parents, others or provider"),
	TEXT(P, "provider_name", provider_name, NAME, "name of the provider or person"),
	TEXT(P, "provider_type", provider_type, NAME, "what it is, e.g. tutor, online school"),
	TEXT(P, "provider_address", provider_address, NAME, "its own address, where it has one"),
	TEXT(P, "place", place, NAME, "where; several: places"),
	{ "places", FORM_TEXTS, offsetof(P, places), offsetof(P, n_places), NAME, false, NULL, "further places of the education" },
	TEXT(P, "web", web, NAME, "website or e-mail address where it is virtual; several: webs"),
	{ "webs", FORM_TEXTS, offsetof(P, webs), offsetof(P, n_webs), NAME, false, NULL, "further websites or e-mail addresses" },
	PLAIN(P, "hours_week", FORM_HOURS, hours_week, "hours a week, an estimate; with hours_week_high the lower end"),
	PLAIN(P, "hours_week_high", FORM_HOURS, hours_week_high, "higher end of that estimate"),
	PLAIN(P, "hours_without_parent", FORM_HOURS, hours_without_parent, "of these without a parent; with hours_without_parent_high the lower end"),
	PLAIN(P, "hours_without_parent_high", FORM_HOURS, hours_without_parent_high, "higher end of that estimate"),
	PLAIN(P, "from", FORM_DAY, from, "first day"),
	END
};
#undef P
static const form_shape provision_shape = { provision_fields, sizeof(cnis_form_provision) };

#define F cnis_form_flag
static const form_field flag_fields[] = {
	TEXT(F, "kind", kind, CODE, "ehc_plan, sen_provision, early_help, young_carer, s47_enquiry ..."),
	PLAIN(F, "from", FORM_DAY, from, "first day it held"),
	PLAIN(F, "to", FORM_DAY, to, "last day it held; empty while it holds"),
	TEXT(F, "authority", authority, CODE, "three-digit code of the authority that conducts, acts or maintains"),
	TEXT(F, "significant_harm", significant_harm, CODE, "s47_action: yes, no or unknown"),
	TEXT(F, "provision", provision, CODE, "sen_provision: N, K or E"),
	PLAIN(F, "reviewed_on", FORM_DAY, reviewed, "ehc_plan: last annual review"),
	TEXT(F, "confirmed_by", confirmed_by, NAME, "post or service that confirmed it"),
	PLAIN(F, "note", FORM_LINES, note, "note"),
	TEXT(F, "source", source, CODE, "who said so; empty: notified_by"),
	END
};
#undef F
static const form_shape flag_shape = { flag_fields, sizeof(cnis_form_flag) };

#define N cnis_form_answer
static const form_field answer_fields[] = {
	TEXT(N, "item", item, CODE, "item of s. 436C, e.g. 1.b.additional-address: see child content"),
	TEXT(N, "answer", answer, CODE, "none, declined or not_collected; held where the note is what is held"),
	PLAIN(N, "note", FORM_LINES, note, "what is held, or a remark"),
	END
};
#undef N
static const form_shape answer_shape = { answer_fields, sizeof(cnis_form_answer) };

#define K cnis_form_characteristic
static const form_field characteristic_fields[] = {
	TEXT(K, "kind", kind, CODE, "age, disability, gender_reassignment, marriage_and_civil_partnership, pregnancy_and_maternity, race, religion_or_belief, sex or sexual_orientation"),
	TEXT(K, "answer", answer, NAME, "in the family's words; nobody has to give one"),
	PLAIN(K, "declined", FORM_BOOL, declined, "true: asked, and declined"),
	TEXT(K, "given_by", given_by, CODE, "parent or child; empty: notified_by, if that is one of them"),
	END
};
#undef K
static const form_shape characteristic_shape = { characteristic_fields, sizeof(cnis_form_characteristic) };

#define S cnis_form_school
static const form_field school_fields[] = {
	TEXT(S, "name", name, NAME, "school left or being left; empty: none"),
	TEXT(S, "urn", urn, CODE, "its URN, six digits"),
	PLAIN(S, "on_roll", FORM_ANSWER, on_roll, "true: the name is still on the roll; false: removed; left out: taken as true unless left_on is given"),
	PLAIN(S, "left_on", FORM_DAY, left, "day the name was removed from the roll"),
	PLAIN(S, "notice_on", FORM_DAY, notice, "day of the parent's written notice to the school"),
	PLAIN(S, "leave_on", FORM_DAY, leave, "last day the child attends"),
	TEXT(S, "placement", placement, CODE, "mainstream (when empty), special, independent_special, unit, private"),
	TEXT(S, "placed_by", placed_by, CODE, "three-digit code of the authority that arranged the place"),
	END
};
#undef S
static const form_shape school_shape = { school_fields, sizeof(cnis_form_school) };

#define G cnis_form_order
static const form_field order_fields[] = {
	TEXT(G, "kind", kind, CODE, "child_arrangements, prohibited_steps, specific_issue, non_molestation, care, interim_care, special_guardianship, education_supervision, placement, wardship or other"),
	PLAIN(G, "from", FORM_DAY, from, "day it was made; needed"),
	PLAIN(G, "to", FORM_DAY, to, "its last day; empty: until further order"),
	TEXT(G, "court", court, NAME, "which court made it"),
	TEXT(G, "case_number", case_number, NAME, "number of the case"),
	TEXT(G, "authority", authority, CODE, "three-digit code of the authority it names"),
	TEXT(G, "education", education, CODE, "it is about the education: yes, no or unknown"),
	PLAIN(G, "limits", FORM_LINES, limits, "what it says may be done and may not"),
	LIST(G, "binds", FORM_INTS, binds, n_binds, NULL, false, "positions in the list parents, from 0: whom it binds"),
	LIST(G, "favours", FORM_INTS, favours, n_favours, NULL, false, "positions in the list parents, from 0: in whose favour it is"),
	TEXT(G, "source", source, CODE, "who said so; empty: notified_by"),
	END
};
#undef G
static const form_shape order_shape = { order_fields, sizeof(cnis_form_order) };

#define C cnis_form_child
static const form_field child_fields[] = {
	TEXT(C, "name", full_name, NAME, "full name, as written; needed"),
	TEXT(C, "given_names", given_names, NAME, "given names, only where told apart"),
	TEXT(C, "family_name", family_name, NAME, "family name, only where told apart"),
	TEXT(C, "preferred_name", preferred_name, NAME, "name the child goes by"),
	PLAIN(C, "born", FORM_DAY, born, "birth date, e.g. 2015-03-02; needed"),
	TEXT(C, "sex", sex, CODE, "F, M or U (not known)"),
	TEXT(C, "upn", upn, CODE, "unique pupil number"),
	TEXT(C, "uln", uln, CODE, "unique learner number"),
	TEXT(C, "nhs", nhs, CODE, "NHS number"),
	TEXT(C, "route", route, CODE, "home_education (when empty), flexi_schooling, section_19, school_off_site, eotas, part_time_college, unregistered_setting, missing_education; held, not entered: on_roll_absent, approaching_school_age"),
	PLAIN(C, "from", FORM_DAY, from, "first day on the route; empty: after the school, else notified_on"),
	TEXT(C, "reason", reason, CODE, "primary reason, a code of the national list"),
	LIST(C, "further_reasons", FORM_TEXTS, further_reasons, n_further_reasons, NULL, false, "list of further codes"),
	PLAIN(C, "reason_by_school", FORM_LINES, reason_by_school, "the reason as the school gave it"),
	TEXT(C, "prior_setting", prior_setting, CODE, "setting before, a code of the national list"),
	{ "school", FORM_OBJECT, offsetof(C, school), 0, 0, false, &school_shape, "school left or being left" },
	LIST(C, "addresses", FORM_INTS, addresses, n_addresses, NULL, false, "positions in the list addresses, from 0; null: all"),
	LIST(C, "provision", FORM_OBJECTS, provision, n_provision, &provision_shape, false, "who educates, where, how many hours"),
	TEXT(C, "held_basis", held_basis, CODE, "held, not entered: s23_notice, parents_agree, safeguarding, school_report"),
	PLAIN(C, "held_basis_on", FORM_DAY, held_basis_on, "day of that notice, agreement or concern; empty: notified_on"),
	TEXT(C, "for_health", for_health, CODE, "on_roll_absent: yes, no or unknown"),
	LIST(C, "flags", FORM_OBJECTS, flags, n_flags, &flag_shape, false, "needs and safeguarding facts"),
	LIST(C, "orders", FORM_OBJECTS, orders, n_orders, &order_shape, false, "orders of a court about the child"),
	LIST(C, "answers", FORM_OBJECTS, answers, n_answers, &answer_shape, false, "what there is none of, or what was declined"),
	LIST(C, "characteristics", FORM_OBJECTS, characteristics, n_characteristics, &characteristic_shape, false, "protected characteristics, only as the family chose to answer"),
	END
};
#undef C
static const form_shape child_shape = { child_fields, sizeof(cnis_form_child) };

#define T cnis_form_contact_point
static const form_field contact_point_fields[] = {
	TEXT(T, "kind", kind, CODE, "telephone (when empty), mobile or email"),
	TEXT(T, "value", value, NAME, "the number with its area code, or the e-mail address"),
	PLAIN(T, "from", FORM_DAY, from, "first day it was reached there; empty: not known"),
	LIST(T, "wishes", FORM_TEXTS, wishes, n_wishes, NULL, false, "list of preferred (one of all), no_message (leave none), no_writing (do not write here)"),
	TEXT(T, "safe_times", safe_times, NAME, "when it is safe to reach the adult there; empty: nothing was said"),
	END
};
#undef T
static const form_shape contact_point_shape = { contact_point_fields, sizeof(cnis_form_contact_point) };

#define R cnis_form_parent
static const form_field parent_fields[] = {
	TEXT(R, "name", full_name, NAME, "full name, as written; needed"),
	TEXT(R, "given_names", given_names, NAME, "given names, only where told apart"),
	TEXT(R, "family_name", family_name, NAME, "family name, only where told apart"),
	TEXT(R, "kind", kind, CODE, "parent (when empty), carer or other"),
	TEXT(R, "relationship", relationship, CODE, "mother, father, parent (when empty), step_parent, grandparent, guardian, foster_carer, kinship_carer, other_relative, other, unknown"),
	TEXT(R, "responsibility", responsibility, CODE, "parental responsibility: yes, no or unknown"),
	TEXT(R, "responsibility_basis", responsibility_basis, CODE, "birth_mother, married, registered, agreement, court_order, adoption, guardianship, care_order, stated"),
	TEXT(R, "responsibility_evidence", responsibility_evidence, CODE, "what was seen of it: birth_certificate, marriage_certificate, court_order, agreement, adoption_certificate, school_record, as_stated, none_seen"),
	PLAIN(R, "contact_limits", FORM_LINES, contact_limits, "limits of contact with the children; a court's go with its order"),
	TEXT(R, "has_care", has_care, CODE, "yes, no or unknown"),
	TEXT(R, "educates", educates, CODE, "yes, no or unknown"),
	LIST(R, "children", FORM_INTS, children, n_children, NULL, false, "positions in the list children, from 0; null: all"),
	LIST(R, "addresses", FORM_INTS, addresses, n_addresses, NULL, false, "positions in the list addresses, from 0; []: not known; null: the homes, of an adult who has the care or where nobody said who has it"),
	LIST(R, "contact_points", FORM_OBJECTS, contact_points, n_contact_points, &contact_point_shape, false, "how the adult is reached"),
	LIST(R, "do_not_write_to", FORM_INTS, do_not_write_to, n_do_not_write_to, NULL, false, "positions in the list addresses where nothing may be written to the adult"),
	LIST(R, "write_to", FORM_INTS, write_to, n_write_to, NULL, false, "position in the list addresses of the one that is preferred for letters"),
	TEXT(R, "language", language, CODE, "ISO 639: en, cy, pl ...; bfi is British Sign Language; empty: nothing was said"),
	TEXT(R, "interpreter", interpreter, CODE, "whether one is needed: yes, no or unknown"),
	TEXT(R, "format", format, CODE, "what the adult reads: standard, large_print, easy_read, braille, audio, screen_reader, signed_video, read_aloud"),
	END
};
#undef R
static const form_shape parent_shape = { parent_fields, sizeof(cnis_form_parent) };

static const form_field form_fields[] = {
	{ "schema", FORM_SCHEMA, 0, 0, 0, false, NULL, "version of this form" },
	PLAIN(cnis_form, "notified_on", FORM_DAY, notified, "day the authority was told; empty: today"),
	TEXT(cnis_form, "notified_by", notified_by, CODE, "parent (when empty), school, social_care, other_authority ..."),
	TEXT(cnis_form, "basis", basis, CODE, "legal basis class; empty: s436c1 once s. 38 is in force, else s436a"),
	TEXT(cnis_form, "owner", owner, CODE, "login of the named officer; empty: who registers"),
	PLAIN(cnis_form, "confirmed_not_duplicate", FORM_BOOL, confirmed_not_duplicate, "true: somebody looked at the likely duplicates"),
	PLAIN(cnis_form, "not_duplicate_reason", FORM_LINES, not_duplicate_reason, "why a child who looks the same in everything is another: said by a manager, beside confirmed_not_duplicate"),
	LIST(cnis_form, "children", FORM_OBJECTS, children, n_children, &child_shape, true, "the children"),
	LIST(cnis_form, "parents", FORM_OBJECTS, parents, n_parents, &parent_shape, false, "the adults around them"),
	LIST(cnis_form, "addresses", FORM_OBJECTS, addresses, n_addresses, &address_shape, false, "the addresses"),
	END
};
const form_shape form_shape_form = { form_fields, sizeof(cnis_form) };
/* clang-format on */

/* ---- the template -----------------------------------------------------------------------------
 */

typedef struct printer {
	cnis_form_text_fn fn;
	void *payload;
	cnis_error *reterr;
	cnis_status st;
	int depth;
} printer;

static void
put(printer *p, const char *text)
{
	if (p->st == CNIS_OK)
		p->st = p->fn(text, p->payload, p->reterr);
}

static void
put_line(printer *p)
{
	int i;

	put(p, "\n");
	for (i = 0; i < p->depth; i++)
		put(p, "  ");
}

static void put_object(printer *p, const form_shape *shape);

static void
put_value(printer *p, const form_field *f)
{
	if (f->kind == FORM_SCHEMA) {
		put(p, "1");
	} else if (f->kind == FORM_OBJECT) {
		put_object(p, f->shape);
	} else if (f->kind == FORM_OBJECTS) {
		put(p, "[");
		put_object(p, f->shape);
		put(p, "]");
	} else {
		put(p, "null");
	}
}

static void
put_object(printer *p, const form_shape *shape)
{
	const form_field *f;

	put(p, "{");
	p->depth++;
	for (f = shape->fields; f->key != NULL; f++) {
		put_line(p);
		put(p, "\"_");
		put(p, f->key);
		put(p, "\": \"");
		put(p, f->help);
		put(p, "\",");
		put_line(p);
		put(p, "\"");
		put(p, f->key);
		put(p, "\": ");
		put_value(p, f);
		if (f[1].key != NULL)
			put(p, ",");
	}
	p->depth--;
	put_line(p);
	put(p, "}");
}

cnis_status
cnis_form_template(cnis_form_text_fn fn, void *payload, cnis_error *reterr)
{
	printer p = { fn, payload, reterr, CNIS_OK, 0 };

	put_object(&p, &form_shape_form);
	put(&p, "\n");
	return p.st;
}

/* ---- lines ------------------------------------------------------------------------------------
 */

static const char *
skip_space(const char *at)
{
	while (*at == ' ' || *at == '\n' || *at == '\r' || *at == '\t')
		at++;
	return at;
}

/* Beyond one value of sound JSON. */
static const char *
skip_value(const char *at)
{
	int depth = 0;

	do {
		at = skip_space(at);
		if (*at == '"') {
			for (at++; *at != '"' && *at != '\0'; at++)
				at += *at == '\\' && at[1] != '\0' ? 1 : 0;
			at += *at == '"' ? 1 : 0;
		} else if (*at == '{' || *at == '[') {
			depth++;
			at++;
		} else if (*at == '}' || *at == ']') {
			depth--;
			at++;
		} else if (*at == ',' || *at == ':') {
			at++;
		} else {
			while (*at != '\0' && *at != ',' && *at != '}' && *at != ']' &&
			       *at != ':' && *at != ' ' && *at != '\n' && *at != '\r' &&
			       *at != '\t')
				at++;
		}
	} while (depth > 0 && *at != '\0');
	return at;
}

/* The value of one key of the object at @p at, or NULL. */
static const char *
member(const char *at, const char *key, size_t len)
{
	if (*at != '{')
		return NULL;
	at = skip_space(at + 1);
	while (*at == '"') {
		const char *name = at + 1;
		const char *end = skip_value(at);
		bool found = (size_t)(end - name) == len + 1;
		size_t i;

		for (i = 0; found && i < len; i++)
			found = name[i] == key[i];
		at = skip_space(end);
		at = skip_space(*at == ':' ? at + 1 : at);
		if (found)
			return at;
		at = skip_space(skip_value(at));
		at = skip_space(*at == ',' ? at + 1 : at);
	}
	return NULL;
}

static const char *
element(const char *at, int64_t n)
{
	if (*at != '[')
		return NULL;
	at = skip_space(at + 1);
	for (; n > 0 && *at != ']' && *at != '\0'; n--) {
		at = skip_space(skip_value(at));
		at = skip_space(*at == ',' ? at + 1 : at);
	}
	return *at == ']' || *at == '\0' ? NULL : at;
}

int
form_line_at(const char *text, size_t at)
{
	int line = 1;

	for (size_t i = 0; i < at; i++)
		line += text[i] == '\n' ? 1 : 0;
	return line;
}

int
form_line(const char *json, const char *path)
{
	const char *at = skip_space(json);
	const char *p = path;

	while (*p != '\0') {
		const char *next;

		if (*p == '[') {
			int64_t n = 0;

			for (p++; *p >= '0' && *p <= '9'; p++)
				n = n * 10 + (*p - '0');
			p += *p == ']' ? 1 : 0;
			next = element(at, n);
		} else {
			size_t len = 0;

			p += *p == '.' ? 1 : 0;
			while (p[len] != '\0' && p[len] != '.' && p[len] != '[')
				len++;
			next = member(at, p, len);
			if (len == 0)
				break;
			p += len;
		}
		if (next == NULL)
			break;
		at = next;
	}
	return form_line_at(json, (size_t)(at - json));
}
