/* Languages by their codes. */
#include "rule/language.h"

#include <stddef.h>
#include <string.h>

#include "rule/language_codes.h"

bool
rule_language(const char *code)
{
	size_t n = code == NULL ? 0 : strlen(code);
	size_t first = 0;
	unsigned last = 0;

	if (n != 2 && n != 3)
		return false;
	for (size_t i = 0; i < n; i++) {
		if (code[i] < 'a' || code[i] > 'z')
			return false;
		if (i + 1 < n)
			first = first * 26 + (size_t)(code[i] - 'a');
		else
			last = (unsigned)(code[i] - 'a');
	}
	return ((n == 2 ? TWO[first] : THREE[first]) >> last & 1U) != 0;
}
