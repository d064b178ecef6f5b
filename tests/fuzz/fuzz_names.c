/* One name of a person or a file, as keys. */
#include "base/names.h"
#include "base/text.h"
#include "fuzz/fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = fuzz_text(data, size);
	char *folded;
	names n, again;
	size_t i;

	FUZZ_MUST(names_parse(text, &n));
	FUZZ_MUST(n.n <= NAMES_WORDS);
	for (i = 0; i < n.n; i++) {
		char key[SOUND_SIZE];

		FUZZ_MUST(n.word[i].text[0] != '\0');
		FUZZ_MUST(strlen(n.word[i].text) < NAMES_WORD_SIZE);
		FUZZ_MUST(strlen(n.word[i].sound) < SOUND_SIZE);
		FUZZ_MUST(strchr(n.word[i].text, ' ') == NULL);
		sound_key(n.word[i].text, key);
		FUZZ_MUST(strcmp(key, n.word[i].sound) == 0);
		FUZZ_MUST(names_edits(n.word[0].text, n.word[i].text, 2) ==
		          names_edits(n.word[i].text, n.word[0].text, 2));
		FUZZ_MUST(names_edits(n.word[i].text, n.word[i].text, 0) == 0);
	}
	/* a folded name is taken apart as the name was */
	folded = text_fold(text);
	FUZZ_MUST(folded != NULL);
	FUZZ_MUST(names_parse(folded, &again));
	FUZZ_MUST(again.n == n.n && strcmp(again.joined, n.joined) == 0);
	free(folded);
	free(text);
	return 0;
}
