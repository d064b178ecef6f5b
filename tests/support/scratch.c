#include "support/scratch.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char folder[512];

void
scratch_make(void)
{
	const char *base = getenv("TMPDIR");

	(void)snprintf(folder, sizeof(folder), "%s/cnis-test-XXXXXX", base == NULL ? "/tmp" : base);
	if (mkdtemp(folder) == NULL)
		abort();
}

const char *
scratch(const char *name)
{
	static char paths[8][1024];
	static size_t next;
	char *path = paths[next++ % 8];

	(void)snprintf(path, sizeof(paths[0]), "%s/%s", folder, name);
	return path;
}

void
scratch_remove(void)
{
	DIR *d = opendir(folder);
	const struct dirent *e;

	(void)chmod(folder, 0700);
	while (d != NULL && (e = readdir(d)) != NULL)
		if (strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0 &&
		    unlink(scratch(e->d_name)) != 0)
			(void)rmdir(scratch(e->d_name));
	if (d != NULL)
		(void)closedir(d);
	(void)rmdir(folder);
}
