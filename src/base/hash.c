#include "base/hash.h"

#include <string.h>

void
hash_begin(hash_state *h)
{
	(void)crypto_hash_sha256_init(&h->inner);
}

void
hash_bytes(hash_state *h, const void *bytes, size_t len)
{
	(void)crypto_hash_sha256_update(&h->inner, bytes, len);
}

static void
big_endian(hash_state *h, uint64_t value, size_t width)
{
	unsigned char bytes[8];
	size_t i;

	for (i = 0; i < width; i++)
		bytes[i] = (unsigned char)(value >> (8 * (width - 1 - i)));
	hash_bytes(h, bytes, width);
}

static void
hash_u32(hash_state *h, uint32_t value)
{
	big_endian(h, value, 4);
}

void
hash_u64(hash_state *h, uint64_t value)
{
	big_endian(h, value, 8);
}

void
hash_text(hash_state *h, const char *text)
{
	size_t len = text == NULL ? 0 : strlen(text);

	hash_u32(h, (uint32_t)len);
	if (len > 0)
		hash_bytes(h, text, len);
}

void
hash_part(hash_state *h, const void *bytes, size_t len)
{
	hash_u64(h, len);
	if (len > 0)
		hash_bytes(h, bytes, len);
}

void
hash_end(hash_state *h, unsigned char ret[HASH_SIZE])
{
	(void)crypto_hash_sha256_final(&h->inner, ret);
}

char *
hash_hex(const unsigned char hash[HASH_SIZE], char buf[HASH_SIZE * 2 + 1])
{
	return sodium_bin2hex(buf, HASH_SIZE * 2 + 1, hash, HASH_SIZE);
}

void
hash_random(void *bytes, size_t len)
{
	randombytes_buf(bytes, len);
}
