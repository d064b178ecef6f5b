#ifndef CNIS_RULE_LANGUAGE_H
#define CNIS_RULE_LANGUAGE_H

#include <stdbool.h>

/** Is it a code of a language, in small letters: two of ISO 639-1 or three of ISO 639-3, sign
 * languages included (bfi)?  NULL is none. */
bool rule_language(const char *code);

#endif
