#ifndef CNIS_CLI_FACTS_H
#define CNIS_CLI_FACTS_H

#include <cnis/address.h>
#include <cnis/communication.h>
#include <cnis/contact_wish.h>
#include <cnis/form.h>
#include <cnis/provision.h>

#include "cli/cli.h"

/* What the commands that add and end facts of a child share. */

/* Options every fact takes; FACTS_FROM apart, because not all have it. */
#define FACTS_FROM                                                                                 \
	{                                                                                          \
		.name = "from", .type = CLI_DAY, .value = "DATE", .help = "first day it holds"     \
	}
#define FACTS_SOURCE(needed)                                                                       \
	{                                                                                          \
		.name = "source", .type = CLI_TEXT, .value = "SOURCE",                             \
		.help = "who said so: parent, school, social_care, other_authority ...",           \
		.required = (needed)                                                               \
	}
#define FACTS_BASIS                                                                                \
	{                                                                                          \
		.name = "basis", .type = CLI_TEXT, .value = "BASIS",                               \
		.help = "legal basis class, as in the register form"                               \
	}
#define FACTS_RECEIVED                                                                             \
	{                                                                                          \
		.name = "received", .type = CLI_DAY, .value = "DATE",                              \
		.help = "day it reached the authority (today)"                                     \
	}
#define FACTS_FILE(words)                                                                          \
	{                                                                                          \
		.name = "file", .type = CLI_FILE, .value = "FILE", .help = (words)                 \
	}

/* A new address of a child or an adult. */
#define FACTS_ADDRESS                                                                              \
	{ .name = "kind",                                                                          \
	  .type = CLI_CHOICE,                                                                      \
	  .value = "KIND",                                                                         \
	  .choices = "home additional correspondence",                                             \
	  .help = "what the address is; home when left out" },                                     \
	    FACTS_FROM, FACTS_SOURCE(true),                                                        \
	    { .name = "authority",                                                                 \
	      .type = CLI_TEXT,                                                                    \
	      .value = "CODE",                                                                     \
	      .help = "three-digit code of the area (this authority)" },                           \
	    { .name = "place",                                                                     \
	      .type = CLI_CHOICE,                                                                  \
	      .value = "PLACE",                                                                    \
	      .choices = "dwelling site mooring temporary care_of no_fixed_abode",                 \
	      .help = "what kind of place it is" },                                                \
	    FACTS_BASIS, FACTS_RECEIVED,                                                           \
	    FACTS_FILE("the address as in the register form: one JSON object, - for stdin")

/** from, source, basis and received of the command line. */
cnis_fact facts_fact(const cli *x);

/**
 * The first argument, add or end, and the child after it.
 * @param n_add,n_end  how many arguments each takes, the verb counted
 * @param end_options  space-separated: the options that mean something when ending
 */
cnis_status facts_verb(cli *x, int n_add, int n_end, const char *end_options, bool *ret_add,
                       int64_t *ret_child);

/**
 * The object in the file of option --file, read as the part of a register form it is; NULL without
 * that option.
 * @param before,after  what stands around the object in a form
 * @param path          its path there: taken off the field of an error
 * @param ret_doc       cnis_form_doc_free()
 */
cnis_status facts_file(cli *x, const char *before, const char *after, const char *path,
                       cnis_form_doc **ret_doc);

/** A wrong field of that file names its line too. */
void facts_line(cli *x, const cnis_form_doc *doc, const char *path);

/**
 * Hours a week as people write them: a number, or a range such as 10-15.
 * @param ret_high  the higher end; -1 for a number
 * @return false when it is neither, or not within 0 to 168
 */
bool facts_hours(const char *text, double *ret_low, double *ret_high);

/** Name, hours and where, as far as they are known; "" when nothing is. */
void facts_provision(const cnis_provision *p, char *text, size_t size);

/** Ask for a text; "" becomes NULL.  @param ret_text free() */
cnis_status facts_ask(cli *x, const char *field, const char *question, char **ret_text);

/* A new address, asked for or from a file.  Needs the options kind, authority and file.  Zero it;
 * release with facts_place_clear(). */
typedef struct facts_place {
	cnis_place place;
	const char *kind;   /* home, additional or correspondence */
	cnis_form_doc *doc; /* NULL: it was asked for */
	char *lines[3];
} facts_place;

#define FACTS_ADDRESS_PATH "addresses[0]"

/** Read the file, or ask for first line, town and postcode. */
cnis_status facts_place_take(cli *x, facts_place *p);
/** What the options say, the file for what they leave open; the first day goes into @p fact. */
cnis_status facts_place_fill(cli *x, facts_place *p, cnis_fact *fact);
void facts_place_clear(facts_place *p);

/** Of which place an adult asked it, and when it is safe; before it the adult where @p whose. */
void facts_wish(const cnis_contact_wish *w, bool whose, char *text, size_t size);

/** Whether an interpreter is needed, and what the adult reads. */
void facts_communication(const cnis_communication *m, char *text, size_t size);

/** What kind of place it is, in words, after the lines of an address; nothing for a house. */
void facts_place_words(const char *place_kind, char *text, size_t size);

#endif
