/* Identifiers: their shape, and the check characters that catch a slip. */
#include "rule/identifier.h"

#include <string.h>

#include "base/text.h"
#include "rule/authority.h"

enum { UPN_LENGTH = 13, ULN_LENGTH = 10, NHS_LENGTH = 10, UPRN_LENGTH = 12 };
enum { UK_LEAST = 9, UK_MOST = 10, E164_LEAST = 8, E164_MOST = 15 }; /* digits */

static bool
digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
letter(char c)
{
	return c >= 'A' && c <= 'Z';
}

/* `value` in capitals without the characters of `drop`; anything too long is cut, and then fails
 * on its length. */
static rule_identifier
normalise(const char *value, const char *drop)
{
	rule_identifier id = { 0 };
	size_t n = 0;

	for (; value != NULL && *value != '\0' && n < sizeof(id.normalised) - 1; value++) {
		char c = *value;

		if (strchr(drop, c) != NULL)
			continue;
		if (c >= 'a' && c <= 'z')
			c = (char)(c - 'a' + 'A');
		id.normalised[n++] = c;
	}
	id.normalised[n] = '\0';
	return id;
}

static rule_identifier
wrong(rule_identifier id, const char *problem)
{
	(void)text_copy(id.problem, sizeof(id.problem), problem);
	return id;
}

static rule_identifier
right(rule_identifier id)
{
	id.valid = true;
	return id;
}

static bool
all_digits(const char *text)
{
	return text[strspn(text, "0123456789")] == '\0';
}

/* Sum of the first n digits, weighted from `weight` down by one each. */
static int
weighted(const char *digits, int n, int weight)
{
	int sum = 0;

	for (int i = 0; i < n; i++)
		sum += (digits[i] - '0') * (weight - i);
	return sum;
}

/* I, O and S are not used: they look like digits. */
static const char upn_letters[] = "ABCDEFGHJKLMNPQRTUVWXYZ";

static int
upn_value(char c)
{
	const char *at = strchr(upn_letters, c);

	if (digit(c))
		return c - '0';
	return at == NULL ? -1 : (int)(at - upn_letters);
}

rule_identifier
rule_upn(const char *value)
{
	rule_identifier id = normalise(value, " ");
	const char *upn = id.normalised;
	char authority[4] = { 0 };
	int sum = 0;

	if (strlen(upn) != UPN_LENGTH)
		return wrong(id, "a UPN has 13 characters");
	if (digit(upn[0]) || upn_value(upn[0]) < 0)
		return wrong(id, "character 1 is not a check letter");
	if (strspn(upn + 1, "0123456789") < UPN_LENGTH - 2)
		return wrong(id, "characters 2 to 12 must be digits");
	if (upn_value(upn[UPN_LENGTH - 1]) < 0)
		return wrong(id, "character 13 must be a digit, or a letter other than I, O and S");
	memcpy(authority, upn + 1, 3);
	if (!rule_upn_authority(authority))
		return wrong(id, "characters 2 to 4 are not an authority code");
	for (int i = 1; i < UPN_LENGTH; i++)
		sum += upn_value(upn[i]) * (i + 1);
	if (upn_letters[sum % 23] != upn[0])
		return wrong(id, "the check letter is wrong");
	return right(id);
}

rule_identifier
rule_uln(const char *value)
{
	rule_identifier id = normalise(value, " -");
	const char *uln = id.normalised;

	if (strlen(uln) != ULN_LENGTH || !all_digits(uln))
		return wrong(id, "a ULN has 10 digits");
	if (uln[0] == '0')
		return wrong(id, "a ULN does not begin with 0");
	if (weighted(uln, ULN_LENGTH - 1, 10) % 11 == 0)
		return wrong(id, "no ULN is issued with these first nine digits");
	if (weighted(uln, ULN_LENGTH, 10) % 11 != 10)
		return wrong(id, "the check digit is wrong");
	return right(id);
}

rule_identifier
rule_nhs(const char *value)
{
	rule_identifier id = normalise(value, " -");
	const char *nhs = id.normalised;
	char first[2] = { nhs[0], '\0' };
	int check;

	if (strlen(nhs) != NHS_LENGTH || !all_digits(nhs))
		return wrong(id, "an NHS number has 10 digits");
	if (strspn(nhs, first) == NHS_LENGTH)
		return wrong(id, "one digit repeated ten times is not an NHS number");
	check = (11 - weighted(nhs, NHS_LENGTH - 1, 10) % 11) % 11;
	if (check == 10)
		return wrong(id, "no NHS number is issued with these first nine digits");
	if (check != nhs[NHS_LENGTH - 1] - '0')
		return wrong(id, "the check digit is wrong");
	return right(id);
}

/* The outward part as A and 9: one of the six shapes in use. */
static bool
outward_shape(const char *outward, size_t n)
{
	static const char *const shapes[] = { "A9", "A99", "AA9", "AA99", "A9A", "AA9A" };
	char shape[5] = { 0 };

	for (size_t i = 0; i < n; i++) {
		shape[i] = '?';
		if (digit(outward[i]))
			shape[i] = '9';
		else if (letter(outward[i]))
			shape[i] = 'A';
	}
	for (size_t i = 0; i < sizeof(shapes) / sizeof(shapes[0]); i++)
		if (strcmp(shapes[i], shape) == 0)
			return true;
	return false;
}

static bool
inward_letter(char c)
{
	return letter(c) && strchr("CIKMOV", c) == NULL;
}

rule_identifier
rule_postcode(const char *value)
{
	rule_identifier id = normalise(value, " \t.,-_/'\"()");
	char *code = id.normalised;
	size_t n = strlen(code);
	const char *inward;

	if (n < 5 || n > 7)
		return wrong(id, "a postcode has 5 to 7 letters and digits");
	inward = code + n - 3;
	if (!outward_shape(code, n - 3))
		return wrong(id, "the first part is not that of a postcode");
	if (!digit(inward[0]) || !inward_letter(inward[1]) || !inward_letter(inward[2]))
		return wrong(id,
		             "the last part must be a digit and two letters, none of C I K M O V");
	memmove(code + n - 2, inward, 4);
	code[n - 3] = ' ';
	if (strncmp(code, "ZZ99 ", 5) == 0)
		return wrong(id, "a ZZ99 code is no postcode; leave it out and say why");
	return right(id);
}

rule_identifier
rule_authority_code(const char *value)
{
	rule_identifier id = normalise(value, " ");
	rule_authority_state state;

	if (strlen(id.normalised) != 3 || !all_digits(id.normalised))
		return wrong(id, "an authority code has 3 digits");
	state = rule_authority_state_of(id.normalised);
	if (state == RULE_AUTHORITY_UNKNOWN)
		return wrong(id, "no authority in England has this code");
	if (state == RULE_AUTHORITY_CLOSED)
		return wrong(id, "this authority has been replaced by another");
	return right(id);
}

rule_identifier
rule_area_code(const char *value)
{
	rule_identifier id = { 0 };

	if (rule_area_of(value) <= RULE_AREA_ENGLAND)
		return rule_authority_code(value);
	(void)text_copy(id.normalised, sizeof(id.normalised), value);
	return right(id);
}

rule_identifier
rule_uprn(const char *value)
{
	rule_identifier id = normalise(value, " ");
	char *uprn = id.normalised;
	size_t zeros = strspn(uprn, "0");
	size_t n = strlen(uprn);

	if (n == 0 || n > UPRN_LENGTH || !all_digits(uprn))
		return wrong(id, "a UPRN has 1 to 12 digits");
	if (zeros == n)
		return wrong(id, "a UPRN is not zero");
	memmove(uprn, uprn + zeros, n - zeros + 1); /* compared without leading zeros */
	return right(id);
}

/* The number beginning with its country: 00 and the 0 of our own country become +. */
static void
with_country(char *number, const char *digits)
{
	char whole[40];
	text_buf b = text_buf_on(whole, sizeof(whole));

	if (digits[0] == '+')
		text_add(&b, digits);
	else if (digits[1] == '0') { /* it begins with 0 or + */
		text_add(&b, "+");
		text_add(&b, digits + 2);
	} else {
		text_add(&b, "+44");
		text_add(&b, digits + 1);
	}
	(void)text_copy(number, sizeof(whole), whole);
	/* +44 (0)20: the 0 is for those who call from here */
	if (strncmp(number, "+440", 4) == 0)
		memmove(number + 3, number + 4, strlen(number + 4) + 1);
}

rule_identifier
rule_telephone(const char *value)
{
	rule_identifier id = normalise(value, " ()-./");
	char *number = id.normalised;
	size_t n;

	if (number[0] != '+' && number[0] != '0')
		return wrong(id,
		             number[0] != '\0' && all_digits(number)
		                 ? "a telephone number begins with 0 or +: the area code is missing"
		                 : "a telephone number has digits only, and 0 or + in front");
	if (!all_digits(number + 1))
		return wrong(id, "a telephone number has digits only, and 0 or + in front");
	with_country(number, id.normalised);
	n = strlen(number) - 1;
	if (strncmp(number, "+44", 3) == 0 ? n - 2 < UK_LEAST || n - 2 > UK_MOST
	                                   : n < E164_LEAST || n > E164_MOST)
		return wrong(id,
		             "a telephone number of the United Kingdom has 10 or 11 digits, one of "
		             "another country at most 15");
	return right(id);
}
