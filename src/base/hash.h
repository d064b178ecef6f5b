#ifndef CNIS_BASE_HASH_H
#define CNIS_BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

#include <sodium.h>

/* SHA-256 and randomness, by libsodium.  No cryptography of our own. */

enum { HASH_SIZE = 32, SALT_SIZE = 16 };

typedef struct hash_state {
	crypto_hash_sha256_state inner;
} hash_state;

void hash_begin(hash_state *h);
void hash_bytes(hash_state *h, const void *bytes, size_t len);
void hash_u64(hash_state *h, uint64_t value);                 /* big-endian */
void hash_text(hash_state *h, const char *text);              /* u32be length, bytes; NULL is "" */
void hash_part(hash_state *h, const void *bytes, size_t len); /* u64be length, bytes */
void hash_end(hash_state *h, unsigned char ret[HASH_SIZE]);

/** Lower-case hexadecimal with a NUL. */
char *hash_hex(const unsigned char hash[HASH_SIZE], char buf[HASH_SIZE * 2 + 1]);

/** Unpredictable bytes. */
void hash_random(void *bytes, size_t len);

#endif
