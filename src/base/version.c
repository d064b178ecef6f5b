#include <cnis/version.h>

const char *
cnis_version(void)
{
	return CNIS_VERSION;
}
