#include "base/encode.h"

#include <sodium.h>
#include <string.h>

size_t
encode_room(size_t len)
{
	return sodium_base64_encoded_len(len, sodium_base64_VARIANT_ORIGINAL);
}

void
encode(const void *bytes, size_t len, char *text)
{
	(void)sodium_bin2base64(text, encode_room(len), bytes, len, sodium_base64_VARIANT_ORIGINAL);
}

bool
decode(const char *text, void *bytes, size_t room, size_t *ret_len)
{
	return sodium_base642bin(bytes, room, text, strlen(text), NULL, ret_len, NULL,
	                         sodium_base64_VARIANT_ORIGINAL) == 0;
}
