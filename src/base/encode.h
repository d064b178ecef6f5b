#ifndef CNIS_BASE_ENCODE_H
#define CNIS_BASE_ENCODE_H

#include <stdbool.h>
#include <stddef.h>

/* Bytes as text: base64 of RFC 4648, by libsodium. */

/** Room for @p len bytes as text, with the closing NUL. */
size_t encode_room(size_t len);

/** @p text has encode_room(len) bytes. */
void encode(const void *bytes, size_t len, char *text);

/** @return false when @p text is no base64 or holds more than @p room bytes */
bool decode(const char *text, void *bytes, size_t room, size_t *ret_len);

#endif
