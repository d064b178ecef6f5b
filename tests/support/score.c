#include "support/score.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static score
score_new(int32_t rows)
{
	score s = { .n_rows = rows };
	size_t n = rows > 0 ? (size_t)rows : 1;

	s.child = calloc(n, sizeof(*s.child));
	s.twin = calloc(n, sizeof(*s.twin));
	s.found = calloc(n, 1);
	if (s.child == NULL || s.twin == NULL || s.found == NULL)
		abort();
	return s;
}

static void
count_known(score *s)
{
	int32_t i;

	for (i = 0; i < s->n_rows; i++)
		s->known += s->child[i] != 0;
}

score
score_of(const lists *l)
{
	score s = score_new(l->n_rows);
	int32_t i;

	for (i = 0; i < l->n_rows; i++) {
		const lists_child *c = &l->child[l->row[i].child];

		s.child[i] = c->id;
		s.twin[i] = c->twin < 0 ? 0 : l->child[c->twin].id;
	}
	count_known(&s);
	return s;
}

bool
score_write(const score *s, const char *path)
{
	FILE *f = fopen(path, "w");
	int32_t i;

	if (f == NULL)
		return false;
	(void)fprintf(f, "%d\n", s->n_rows);
	for (i = 0; i < s->n_rows; i++)
		(void)fprintf(f, "%d %d\n", s->child[i], s->twin[i]);
	return fclose(f) == 0;
}

score
score_read(const char *path)
{
	FILE *f = fopen(path, "r");
	char line[64];
	score s = { .n_rows = -1 };
	int32_t i;

	if (f == NULL || fgets(line, sizeof(line), f) == NULL) {
		if (f != NULL)
			(void)fclose(f);
		return s;
	}
	s = score_new((int32_t)strtol(line, NULL, 10));
	for (i = 0; i < s.n_rows && fgets(line, sizeof(line), f) != NULL; i++) {
		char *end = line;

		s.child[i] = (int32_t)strtol(line, &end, 10);
		s.twin[i] = (int32_t)strtol(end, NULL, 10);
	}
	(void)fclose(f);
	count_known(&s);
	return s;
}

void
score_free(score *s)
{
	free(s->child);
	free(s->twin);
	free(s->found);
	memset(s, 0, sizeof(*s));
}

cnis_status
score_row(const cnis_match_row *row, void *payload, cnis_error *reterr)
{
	score *s = payload;
	int32_t i = (int32_t)row->row - 1;

	(void)reterr;
	if (row->child_id == 0 || i >= s->n_rows)
		return CNIS_OK;
	if (row->verdict == CNIS_MATCH_EXACT) {
		s->exact++;
		s->right += row->child_id == s->child[i];
		s->twins += row->child_id == s->twin[i];
	}
	if (row->verdict == CNIS_MATCH_LIKELY && row->candidate == 1)
		s->asked++;
	if (s->child[i] != 0 && row->child_id == s->child[i] && !s->found[i]) {
		s->found[i] = 1;
		s->offered++;
	}
	return CNIS_OK;
}
