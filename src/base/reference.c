/* References people type, with a check digit (Damm's quasigroup of order 10). */
#include <cnis/reference.h>

#include <stddef.h>

#include "base/text.h"

static const unsigned char QUASIGROUP[10][10] = {
	{ 0, 3, 1, 7, 5, 9, 8, 6, 4, 2 }, { 7, 0, 9, 2, 1, 5, 4, 8, 6, 3 },
	{ 4, 2, 0, 6, 8, 7, 1, 3, 5, 9 }, { 1, 7, 5, 0, 9, 8, 3, 4, 2, 6 },
	{ 6, 1, 2, 3, 0, 4, 5, 9, 7, 8 }, { 3, 6, 7, 4, 2, 0, 9, 5, 8, 1 },
	{ 5, 8, 6, 9, 7, 2, 0, 1, 3, 4 }, { 8, 9, 4, 5, 3, 6, 2, 0, 1, 7 },
	{ 9, 4, 3, 8, 6, 1, 7, 2, 0, 5 }, { 2, 5, 8, 1, 4, 3, 6, 7, 9, 0 },
};

static char
check_digit(const char *digits, size_t n)
{
	unsigned char state = 0;
	size_t i;

	for (i = 0; i < n; i++)
		state = QUASIGROUP[state][(unsigned)(digits[i] - '0') % 10U];
	return (char)('0' + state);
}

char *
cnis_reference_format(char kind, int64_t id, char buf[CNIS_REFERENCE_SIZE])
{
	char tail[3] = { '-', '0', '\0' };
	text_buf b = text_buf_on(buf, CNIS_REFERENCE_SIZE);

	buf[0] = kind;
	buf[1] = '\0';
	b.len = 1;
	text_add_int(&b, id);
	tail[1] = check_digit(buf + 1, b.len - 1);
	text_add(&b, tail);
	return buf;
}

cnis_status
cnis_reference_parse(const char *text, char kind, char *ret_kind, int64_t *ret_id)
{
	char digits[20];
	size_t n = 0;
	int64_t id;
	char read;

	if (text == NULL)
		return CNIS_EINVAL;
	while (*text == ' ')
		text++;
	read = *text;
	if (read >= 'a' && read <= 'z')
		read = (char)(read - 'a' + 'A');
	if (read < 'A' || read > 'Z' || (kind != 0 && read != kind))
		return CNIS_EINVAL;
	for (text++; *text >= '0' && *text <= '9'; text++) {
		if (n + 1 >= sizeof(digits))
			return CNIS_EINVAL;
		digits[n++] = *text;
	}
	digits[n] = '\0';
	if (n == 0 || *text != '-' || text[1] != check_digit(digits, n))
		return CNIS_EINVAL;
	for (text += 2; *text == ' '; text++)
		;
	if (*text != '\0' || !text_int(digits, &id) || id <= 0)
		return CNIS_EINVAL;
	if (ret_kind != NULL)
		*ret_kind = read;
	*ret_id = id;
	return CNIS_OK;
}
