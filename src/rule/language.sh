#!/bin/sh
# Writes language_codes.h anew from ISO 639-3, which names the two letters of ISO 639-1 too, as
# Debian's package iso-codes has it: sh src/rule/language.sh >src/rule/language_codes.h
set -eu
json=${1:-/usr/share/iso-codes/json/iso_639-3.json}

codes() { sed -n "s/.*\"alpha_$1\": \"\\([a-z]*\\)\".*/\\1/p" "$json" | sort -u; }

# one word for each beginning, with a bit for each last letter
words() {
	awk -v n="$1" 'BEGIN { abc = "abcdefghijklmnopqrstuvwxyz"; for (i = 1; i <= 26; i++) at[substr(abc, i, 1)] = i - 1 }
	{ w = 0; for (i = 1; i < length($0); i++) w = w * 26 + at[substr($0, i, 1)]; bits[w] += 2 ^ at[substr($0, length($0), 1)] }
	END { for (w = 0; w < n; w++) printf "%s0x%07x,%s", w % 8 == 0 ? "\t" : " ", bits[w], w % 8 == 7 || w == n - 1 ? "\n" : "" }'
}

cat <<END
#ifndef CNIS_RULE_LANGUAGE_CODES_H
#define CNIS_RULE_LANGUAGE_CODES_H

#include <stdint.h>

/* clang-format off */

/* The codes of ISO 639, written by language.sh: for each beginning a word with a bit for each last
 * letter. */
static const uint32_t TWO[26] = {
$(codes 2 | words 26)
};
static const uint32_t THREE[26 * 26] = {
$(codes 3 | words 676)
};

#endif
END
