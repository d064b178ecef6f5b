#ifndef CNIS_EXCHANGE_FORM_H
#define CNIS_EXCHANGE_FORM_H

#include <cnis/form.h>

#include <stddef.h>

#include <jansson.h>

/* The written form as a table: keys, kinds, where each goes, and a word of help. */
typedef enum form_kind {
	FORM_TEXT,
	FORM_LINES, /* text with line breaks */
	FORM_DAY,
	FORM_HOURS,
	FORM_BOOL,
	FORM_ANSWER, /* true, false or nothing said */
	FORM_TEXTS,
	FORM_INTS,
	FORM_OBJECT,
	FORM_OBJECTS,
	FORM_SCHEMA,
} form_kind;

struct form_shape;

typedef struct form_field {
	const char *key; /* NULL ends a shape */
	form_kind kind;
	size_t offset; /* in the struct of the shape */
	size_t count;  /* lists: where their length goes */
	size_t max;    /* characters of a text */
	bool required; /* lists of objects: an empty member is kept, and then refused */
	const struct form_shape *shape;
	const char *help;
} form_field;

typedef struct form_shape {
	const form_field *fields;
	size_t size;
} form_shape;

extern const form_shape form_shape_form;

enum { FORM_PATH_SIZE = 64 };

/** The path of @p key in @p base.  A key somebody else wrote may hold anything: only plain ones are
 * repeated, and a path too long to show is cut. */
void form_path_add(char path[FORM_PATH_SIZE], const char *base, const char *key);

/** Why @p bytes could not be read as JSON, with line and field: which member of which object is
 * said where the text was sound so far.  @return CNIS_EINVAL */
cnis_status form_broken(const char *bytes, size_t len, const json_error_t *e, cnis_error *reterr);

/** The line (from 1) on which the byte @p at of @p text stands. */
int form_line_at(const char *text, size_t at);

/** The line (from 1) of the value at @p path in sound JSON, or of the nearest thing around it. */
int form_line(const char *json, const char *path);

#endif
