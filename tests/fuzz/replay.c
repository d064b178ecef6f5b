/* Hands every file of the folders named on the command line to the target: the corpus as a test. */
#include <dirent.h>
#include <stdio.h>
#include <sys/stat.h>

#include "fuzz/fuzz.h"

enum { LARGEST = 4 * 1024 * 1024 };

static int
one(const char *path)
{
	FILE *f = fopen(path, "rb");
	uint8_t *bytes;
	size_t n;

	if (f == NULL) {
		perror(path);
		return -1;
	}
	bytes = malloc(LARGEST);
	n = bytes == NULL ? 0 : fread(bytes, 1, LARGEST, f);
	(void)fclose(f);
	/* its own size to the byte, so that one byte too far is seen */
	if (bytes != NULL && n > 0) {
		uint8_t *exact = realloc(bytes, n);

		bytes = exact == NULL ? bytes : exact;
	}
	(void)LLVMFuzzerTestOneInput(bytes, n);
	free(bytes);
	return 0;
}

int
main(int argc, char **argv)
{
	long files = 0;
	int i;

	for (i = 1; i < argc; i++) {
		struct dirent **names = NULL;
		int n = scandir(argv[i], &names, NULL, alphasort);
		int k;

		for (k = 0; k < n; k++) {
			char path[4096];

			(void)snprintf(path, sizeof(path), "%s/%s", argv[i], names[k]->d_name);
			if (names[k]->d_name[0] != '.' && one(path) == 0)
				files++;
			free(names[k]);
		}
		free(names);
	}
	(void)printf("%ld files\n", files);
	return files > 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
