/* A net, and a text it is drawn through: the first lines are what it holds, the rest is the text.
 */
#include "base/net.h"
#include "fuzz/fuzz.h"

static const char WORD[] = "withheld";

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const net_kind KINDS[] = { NET_WORDS, NET_BESIDE, NET_NUMBER, NET_EMAIL, NET_WORDS };
	char *text = fuzz_text(data, size);
	char *at = text;
	char *out = NULL, *again = NULL;
	net *n = net_new();

	FUZZ_MUST(n != NULL);
	for (size_t i = 0; i < sizeof(KINDS) / sizeof(KINDS[0]); i++) {
		char *end = strchr(at, '\n');

		if (end == NULL)
			break;
		*end = '\0';
		FUZZ_MUST(net_add(n, KINDS[i], at, NULL) == CNIS_OK);
		at = end + 1;
	}
	net_ready(n);
	FUZZ_MUST(net_take(n, at, WORD, &out, NULL) == CNIS_OK);
	FUZZ_MUST(net_holds(n, at) == (out != NULL));
	if (out != NULL && !net_holds(n, WORD)) { /* what is left holds nothing more */
		FUZZ_MUST(net_take(n, out, WORD, &again, NULL) == CNIS_OK);
		FUZZ_MUST(again == NULL);
	}
	free(again);
	free(out);
	net_free(n);
	free(text);
	return 0;
}
