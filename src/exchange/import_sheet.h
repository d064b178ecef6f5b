#ifndef CNIS_EXCHANGE_IMPORT_SHEET_H
#define CNIS_EXCHANGE_IMPORT_SHEET_H

#include <cnis/registration.h>

#include "domain/register.h"
#include "exchange/import_inside.h"

/*
 * Spreadsheets of an authority that moves in.  import_sheet.c reads a file twice, first only
 * looking; import_fields.c has the fields of each kind and checks the shape of a row;
 * import_dates.c settles how a column writes its dates; import_links.c finds who a row belongs to;
 * import_family.c, import_people.c and import_events.c take the rows of the kinds;
 * import_notes.c counts what was wrong and what was assumed.
 */

typedef enum sheet_type {
	SHEET_TEXT,   /* one line */
	SHEET_LONG,   /* text with line breaks */
	SHEET_DAY,    /* not in the future */
	SHEET_LATER,  /* a day that may lie ahead */
	SHEET_CODE,   /* of the list `list`; NULL: the domain knows */
	SHEET_WORD,   /* one of the words in `list` */
	SHEET_WORDS,  /* some of them, with spaces between */
	SHEET_NUMBER, /* an identifier of the kind `list` */
} sheet_type;

typedef struct sheet_field {
	const char *name; /* NULL ends a table */
	sheet_type type;
	const char *list;
	bool needed;      /* in every row; the map must say where it comes from */
	const char *says; /* what the domain calls it in an error; NULL: the same */
} sheet_field;

/* What can be wrong with a row. */
typedef enum sheet_problem {
	WRONG_COLUMNS,
	WRONG_MISSING,
	WRONG_TEXT,
	WRONG_DAY,
	WRONG_CODE,
	WRONG_NUMBER,
	WRONG_VALUE,
	WRONG_AGAIN,
	WRONG_HERE,
	WRONG_LIKELY,
	WRONG_AGE,
	WRONG_CONSENT,
	WRONG_LINK,
	WRONG_KINDS,
} sheet_problem;

/* What is taken to be so because the row does not say. */
typedef enum sheet_assumption {
	ASSUMED_SOURCE,
	ASSUMED_RECEIVED,
	ASSUMED_SEX,
	ASSUMED_ROUTE,
	ASSUMED_FROM,
	ASSUMED_REASON,
	ASSUMED_HELD,
	ASSUMED_HEALTH,
	ASSUMED_ALONE,
	ASSUMED_SIBLING,
	ASSUMED_ADULT,
	ASSUMED_APART,
	ASSUMED_HOMELESS,
	ASSUMED_RELATION,
	ASSUMED_RESPONSIBILITY,
	ASSUMED_SINCE,
	ASSUMED_HOME,
	ASSUMED_SETTLED,
	ASSUMED_REVIEWER,
	ASSUMED_METHOD,
	ASSUMED_EVIDENCE,
	ASSUMED_VOICE,
	ASSUMED_DIRECTION,
	ASSUMED_WRITER,
	ASSUMED_UNREACHED,
	ASSUMED_KINDS,
} sheet_assumption;

typedef struct sheet_count {
	int64_t rows, line; /* of the first */
} sheet_count;

typedef struct sheet_notes {
	sheet_count wrong[WRONG_KINDS];
	sheet_count assumed[ASSUMED_KINDS];
	sheet_count given[MAP_FIELDS], constant[MAP_FIELDS]; /* by default; by constant */
	int64_t settled[MAP_FIELDS]; /* line of the row that settled a date column; 0 */
} sheet_notes;

/* How the dates of one column are written: lines of the first of each. */
typedef struct sheet_dates {
	int64_t iso, words, day_first, month_first, either;
	char separator;
} sheet_dates;

struct sheet_take;
typedef cnis_status (*sheet_take_fn)(struct sheet_take *t);

typedef struct sheet_kind {
	const char *name;
	const char *command;
	const char *change;
	const sheet_field *field;
	cnis_status (*check_map)(const import_map *m, cnis_error *reterr); /* NULL: nothing more */
	sheet_take_fn take;
} sheet_kind;

/* Where the value of a field comes from, if not from the row. */
typedef enum sheet_given { GIVEN_NOT, GIVEN_BY_DEFAULT, GIVEN_BY_CONSTANT } sheet_given;

/* One row on its way in. */
typedef struct sheet_take {
	cnis_register *r;
	const sheet_kind *kind;
	const import_map *map;
	char *text[MAP_FIELDS]; /* cleaned; NULL when empty */
	cnis_day day[MAP_FIELDS];
	sheet_given given[MAP_FIELDS];
	uint64_t assumed; /* bits: assumptions */
	int64_t line;
	const char *batch;
	char row_key[33];
	bool rejected, already;
	sheet_problem wrong;
	row_problem problem;
	int64_t child_id, person_id;
	int64_t told; /* a child here already, of whom the answer to a rejected row tells */
	cnis_error *err;
} sheet_take;

extern const sheet_kind sheet_kinds[]; /* by cnis_import_kind */

enum {
	FAM_KEY,
	FAM_FAMILY,
	FAM_FULL_NAME,
	FAM_GIVEN,
	FAM_FAMILY_NAME,
	FAM_PREFERRED,
	FAM_BORN,
	FAM_SEX,
	FAM_UPN,
	FAM_ULN,
	FAM_NHS,
	FAM_ROUTE,
	FAM_FROM,
	FAM_RECEIVED,
	FAM_REASON,
	FAM_PRIOR,
	FAM_SCHOOL,
	FAM_URN,
	FAM_LEFT,
	FAM_ON_ROLL,
	FAM_SOURCE,
	FAM_OWNER,
	FAM_CHILD_FIELDS,
	FAM_LINE1 = FAM_CHILD_FIELDS,
	FAM_LINE2,
	FAM_LINE3,
	FAM_TOWN,
	FAM_COUNTY,
	FAM_POSTCODE,
	FAM_UPRN,
	FAM_AUTHORITY,
	FAM_PARENT1,
	FAM_PARENT2 = FAM_PARENT1 + 19,
	FAM_FIELDS = FAM_PARENT2 + 19
};
/* of a parent, from FAM_PARENT1 or FAM_PARENT2 on */
enum {
	PAR_KEY,
	PAR_NAME,
	PAR_GIVEN,
	PAR_FAMILY_NAME,
	PAR_RELATION,
	PAR_RESPONSIBILITY,
	PAR_BASIS,
	PAR_EVIDENCE,
	PAR_CARE,
	PAR_LIMITS,
	PAR_REACHED
};
enum {
	REACHED_TELEPHONE,
	REACHED_MOBILE,
	REACHED_EMAIL,
	REACHED_KINDS,
	REACHED_FIRST = REACHED_KINDS, /* preferred */
	REACHED_NOT_BY,
	REACHED_TIMES,
	REACHED_LANGUAGE,
	REACHED_INTERPRETER,
	REACHED_FORMAT
};

enum {
	PEO_KEY,
	PEO_FAMILY,
	PEO_PERSON,
	PEO_NAME,
	PEO_GIVEN,
	PEO_FAMILY_NAME,
	PEO_KIND,
	PEO_RELATION,
	PEO_RESPONSIBILITY,
	PEO_BASIS,
	PEO_EVIDENCE,
	PEO_LIMITS,
	PEO_CARE,
	PEO_EDUCATES,
	PEO_RECEIVED,
	PEO_SOURCE,
	PEO_LINE1,
	PEO_REACHED = PEO_LINE1 + 8
};
enum {
	ADR_KEY,
	ADR_FAMILY,
	ADR_PERSON,
	ADR_KIND,
	ADR_FROM,
	ADR_TO,
	ADR_RECEIVED,
	ADR_SOURCE,
	ADR_LINE1
};
enum {
	NEE_KEY,
	NEE_KIND,
	NEE_FROM,
	NEE_TO,
	NEE_AUTHORITY,
	NEE_HARM,
	NEE_PROVISION,
	NEE_REVIEWED,
	NEE_CONFIRMED,
	NEE_NOTE,
	NEE_RECEIVED,
	NEE_SOURCE
};
enum {
	REV_KEY,
	REV_ON,
	REV_OUTCOME,
	REV_REASONS,
	REV_REVIEWER,
	REV_METHOD,
	REV_EVIDENCE,
	REV_VOICE,
	REV_VOICE_NOTE,
	REV_NEXT
};
enum { CON_KEY, CON_ON, CON_METHOD, CON_OUTCOME, CON_DIRECTION, CON_PERSON, CON_NOTE, CON_BY };

enum { SHEET_NAME = 2 * 800 + 2 };
/** The whole name as given, or put together in @p both; NULL: there is none. */
const char *sheet_whole_name(const char *full, const char *given, const char *family,
                             char both[SHEET_NAME]);

/** Note that the row is rejected.  @p field -1: none.  @return CNIS_OK */
cnis_status sheet_reject(sheet_take *t, int field, sheet_problem wrong, const char *rule,
                         const char *words);
/** What the domain says of a row: some answers concern the row, the rest the run. */
cnis_status sheet_answer(sheet_take *t, cnis_status st);
void sheet_assume(sheet_take *t, sheet_assumption a);
const char *sheet_source(sheet_take *t, int field);
cnis_day sheet_received(sheet_take *t, int field);

/* ---- import_fields.c */

/** Names of the fields, for the map. */
void sheet_names(const sheet_kind *k, const char *names[MAP_FIELDS]);
/** @retval CNIS_EINVAL a field every row needs has neither column nor constant */
cnis_status sheet_check_map(const sheet_kind *k, const import_map *m, cnis_error *reterr);
/** Shape of one row: t->rejected when it is wrong.  @retval CNIS_ENOMEM and what the store says */
cnis_status sheet_read(sheet_take *t, const csv_row *row);
void sheet_clear(sheet_take *t);

/* ---- import_dates.c */

void sheet_dates_see(sheet_dates *d, const char *text, int64_t line);
/** Settle the format of every date column of the map.
 * @retval CNIS_EINVAL mixed, or no row settles whether the day comes first */
cnis_status sheet_dates_settle(const sheet_kind *k, import_map *m,
                               const sheet_dates dates[MAP_FIELDS], sheet_notes *notes,
                               cnis_error *reterr);

/* ---- import_notes.c */

const char *sheet_problem_words(sheet_problem wrong);
void sheet_notes_reject(sheet_notes *n, const sheet_take *t);
void sheet_notes_taken(sheet_notes *n, const sheet_take *t);
cnis_status sheet_notes_tell(const sheet_notes *n, const sheet_kind *k, const import_map *m,
                             cnis_import_note_fn fn, void *payload, cnis_error *reterr);

/* ---- import_links.c */

enum { FAMILY_MOST = 40 };

/* What the register has of a family number. */
typedef struct sheet_family {
	int64_t child[FAMILY_MOST];
	size_t n;
} sheet_family;

/** The child with this number of the previous system; 0: none. */
cnis_status link_child(sheet_take *t, const char *key, int64_t *ret);
cnis_status link_person(sheet_take *t, const char *key, int64_t *ret_person, int64_t *ret_child);
cnis_status link_family(sheet_take *t, const char *key, sheet_family *ret);
/** An adult of the family with this name, who is not @p not_this (a father and a grandfather may
 * share one); 0: none. */
cnis_status link_adult(sheet_take *t, const char *family, const char *name, int64_t not_this,
                       int64_t *ret);
/** Has another child of the family a present home elsewhere? */
cnis_status link_elsewhere(sheet_take *t, const char *family, const char *line1,
                           const char *postcode, bool *ret);
/** Has the child a present home? */
cnis_status link_has_home(sheet_take *t, int64_t child_id, bool *ret);
/** Was this very row taken before? */
cnis_status link_taken(sheet_take *t, bool *ret);
/** Remember what the row became. */
cnis_status link_keep(sheet_take *t, int64_t child_id, int64_t person_id, const char *family,
                      const char *person_key);

/** Is that one of the words of a cell?  @p text may be NULL */
bool sheet_says(const char *text, const char *word);

/* How an adult is reached, as a form has it: import_reach.c. */
typedef struct sheet_reach {
	cnis_form_contact_point point[REACHED_KINDS];
	const char *wishes[REACHED_KINDS][3];
} sheet_reach;

/** Does the row have a number or an e-mail address, from the field @p at on? */
bool sheet_reached(const sheet_take *t, int at);

/**
 * What it says, into @p p, which points into @p reach.  What is asked of a number or an address the
 * row does not have is left out, and told as an assumption.
 * @param home  the row has a home of the adult, the first address of the form
 */
void sheet_reach_fill(sheet_take *t, int at, bool home, cnis_form_parent *p, sheet_reach *reach);

/* ---- the kinds */

cnis_status family_check_map(const import_map *m, cnis_error *reterr);
cnis_status family_take(sheet_take *t);
cnis_status people_check_map(const import_map *m, cnis_error *reterr);
cnis_status people_take(sheet_take *t);
cnis_status addresses_check_map(const import_map *m, cnis_error *reterr);
cnis_status addresses_take(sheet_take *t);
cnis_status needs_take(sheet_take *t);
cnis_status reviews_take(sheet_take *t);
cnis_status contacts_take(sheet_take *t);

#endif
