/* Which files are kept: the end of the name and the first bytes must say the same. */
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "domain/document.h"

enum { MAGIC = 8 };

/* Nothing that can run: no scripts, no macros, no pages, no archives of them. */
static const struct {
	const char *end, *type;
	unsigned char magic[MAGIC];
	size_t n; /* of magic; 0: text */
} TYPES[] = {
	{ "pdf", "pdf", { '%', 'P', 'D', 'F', '-' }, 5 },
	{ "png", "png", { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n' }, 8 },
	{ "jpg", "jpeg", { 0xff, 0xd8, 0xff }, 3 },
	{ "jpeg", "jpeg", { 0xff, 0xd8, 0xff }, 3 },
	{ "tif", "tiff", { 'I', 'I', '*', 0 }, 4 },
	{ "tiff", "tiff", { 'I', 'I', '*', 0 }, 4 },
	{ "docx", "docx", { 'P', 'K', 3, 4 }, 4 },
	{ "xlsx", "xlsx", { 'P', 'K', 3, 4 }, 4 },
	{ "odt", "odt", { 'P', 'K', 3, 4 }, 4 },
	{ "msg", "msg", { 0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1 }, 8 },
	{ "eml", "eml", { 0 }, 0 },
	{ "txt", "txt", { 0 }, 0 },
};

static bool
same_end(const char *end, const char *want)
{
	for (; *want != '\0'; end++, want++)
		if (*end != *want && *end != *want - 'a' + 'A')
			return false;
	return *end == '\0';
}

cnis_status
document_type(const char *name, const void *bytes, size_t len, char ret[8], cnis_error *reterr)
{
	static const char where[] = "document.add";
	const char *end = strrchr(name, '.');
	size_t i = 0;
	bool agrees;

	while (end != NULL && i < sizeof(TYPES) / sizeof(TYPES[0]) &&
	       !same_end(end + 1, TYPES[i].end))
		i++;
	if (end == NULL || i == sizeof(TYPES) / sizeof(TYPES[0]))
		return cnis_fail(reterr, CNIS_EINVAL, 0, where, "file",
		                 "not a type that is kept: pdf, png, jpg, tif, docx, xlsx, odt, "
		                 "msg, eml, txt; save it as one of them, or record where it lies");
	agrees = TYPES[i].n == 0
	             ? memchr(bytes, '\0', len) == NULL
	             : len >= TYPES[i].n && memcmp(bytes, TYPES[i].magic, TYPES[i].n) == 0;
	if (!agrees)
		return cnis_fail(reterr, CNIS_EINVAL, 0, where, "file",
		                 "the content is not of the type its name says (%s)", TYPES[i].end);
	(void)text_copy(ret, 8, TYPES[i].type);
	return CNIS_OK;
}
