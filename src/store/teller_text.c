/* What somebody wrote about what arrived, without the name of who asked not to be named. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/net.h"
#include "base/text.h"
#include "store/inside.h"

#define WORD "withheld"

enum { WORDS = 16, LENGTH = 80 };

/* Small words of the language, and what stands before a name, hide nobody. */
static bool
is_name(const char *word, const char *shown)
{
	static const char *const not [] = {
		"Miss", "Number", "Flat", "House", "From", "Anonymous"
	};

	if (!isupper((unsigned char)word[0]) && (unsigned char)word[0] < 0x80)
		return false;
	for (size_t i = 0; i < sizeof(not ) / sizeof(not [0]); i++)
		if (strcmp(not [i], word) == 0)
			return false;
	/* the family's own name is shown beside it: that it is the teller's too would be told */
	return shown == NULL || strstr(shown, word) == NULL;
}

/* The whole of it, each two words that stand together, each that is a name by itself. */
static cnis_status
add_name(net *to, const char *name, const char *shown)
{
	char two[2 * LENGTH + 2];
	char word[2][LENGTH] = { "", "" };
	cnis_status st = net_add(to, NET_WORDS, name, NULL);
	size_t n = 0;

	for (const char *at = name; st == CNIS_OK && *at != '\0' && n < WORDS;) {
		size_t len = strcspn(at, " ,.;()\n\t");
		text_buf b = text_buf_on(two, sizeof(two));

		if (len > 0 && len < LENGTH) {
			memcpy(word[n % 2], at, len);
			word[n % 2][len] = '\0';
			text_add(&b, word[(n + 1) % 2]);
			text_add(&b, " ");
			text_add(&b, word[n % 2]);
			if (is_name(word[n % 2], shown))
				st = net_add(to, NET_WORDS, word[n % 2], NULL);
			if (st == CNIS_OK && n > 0 &&
			    (shown == NULL || strstr(shown, two) == NULL) &&
			    is_name(word[n % 2], NULL) && is_name(word[(n + 1) % 2], NULL))
				st = net_add(to, NET_WORDS, two, NULL);
			n++;
		}
		at += len;
		at += *at != '\0' ? 1 : 0;
	}
	return st;
}

static cnis_status
add_contact(net *to, const char *contact)
{
	char number[LENGTH] = "+44";
	size_t n = 3;
	cnis_status st;

	if (strchr(contact, '@') != NULL)
		return net_add(to, NET_EMAIL, contact, NULL);
	st = net_add(to, NET_WORDS, contact, NULL);
	if (contact[0] == '+')
		n = 1;
	for (const char *at = contact; *at != '\0' && n + 1 < sizeof(number); at++)
		if (isdigit((unsigned char)*at) && !(n == 3 && *at == '0'))
			number[n++] = *at;
	number[n] = '\0';
	return st == CNIS_OK && n > 8 ? net_add(to, NET_NUMBER, number, NULL) : st;
}

static const char *
text_of(sqlite3_value *v)
{
	return (const char *)sqlite3_value_text(v);
}

enum { TEXT, NAME, CONTACT, ALL, SHOWN, ARGUMENTS };

/* teller_text(text, name, contact, all, shown): all of it where all is not 0; shown: names that are
 * shown beside it, or NULL. */
static void
teller_text(sqlite3_context *context, int argc, sqlite3_value **argv)
{
	char *without = NULL;
	net *to;
	cnis_status st = CNIS_OK;

	(void)argc;
	if (sqlite3_value_type(argv[TEXT]) != SQLITE_TEXT || sqlite3_value_int(argv[ALL]) != 0 ||
	    (sqlite3_value_type(argv[NAME]) == SQLITE_NULL &&
	     sqlite3_value_type(argv[CONTACT]) == SQLITE_NULL)) {
		sqlite3_result_value(context, argv[TEXT]);
		return;
	}
	to = net_new();
	if (to == NULL)
		st = CNIS_ENOMEM;
	if (st == CNIS_OK && sqlite3_value_type(argv[NAME]) == SQLITE_TEXT)
		st = add_name(to, text_of(argv[NAME]), text_of(argv[SHOWN]));
	if (st == CNIS_OK && sqlite3_value_type(argv[CONTACT]) == SQLITE_TEXT)
		st = add_contact(to, text_of(argv[CONTACT]));
	if (st == CNIS_OK) {
		net_ready(to);
		st = net_take(to, text_of(argv[TEXT]), WORD, &without, NULL);
	}
	net_free(to);
	if (st != CNIS_OK)
		sqlite3_result_error_nomem(context);
	else if (without == NULL)
		sqlite3_result_value(context, argv[TEXT]);
	else
		sqlite3_result_text(context, without, -1, free);
}

int
teller_text_function(store *s)
{
	return sqlite3_create_function_v2(s->db, "teller_text", ARGUMENTS,
	                                  SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS, s,
	                                  teller_text, NULL, NULL, NULL);
}
