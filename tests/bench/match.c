/*
 * match FOLDER SEED CHILDREN ROWS: a generated list against a generated register, both kept in
 * FOLDER and used again; the best of three runs.  On one line: precision and recall of what is said
 * without asking, the share of known children a person is offered or told, rows asked, twins taken
 * for one another, seconds of CPU and the largest resident KiB of the process that matches.
 */
#define _DEFAULT_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "domain/register.h"
#include "support/score.h"

enum { RUNS = 3, PATH = 512 };

static const int64_t now = 1795262400; /* 2026-11-21 12:00 UTC */

static void
die(const char *what, const char *why)
{
	(void)fprintf(stderr, "match: %s: %s\n", what, why);
	exit(1);
}

static cnis_register *
open_register(const char *path)
{
	const cnis_open_options options = {
		.size = sizeof(options), .mode = CNIS_WRITE, .login = "bench", .now = now
	};
	cnis_register *r = NULL;
	cnis_error e = { 0 };

	if (cnis_register_open(path, &options, &r, &e) != CNIS_OK)
		die(path, e.message);
	return r;
}

/* In a process of its own, so that what it needs is not counted. */
static void
make(uint64_t seed, int32_t children, int32_t rows, char name[4][PATH])
{
	lists l = lists_make(seed, children, rows);
	score truth = score_of(&l);
	cnis_register *r;
	const char *problem;

	if (access(name[0], F_OK) != 0) {
		const cnis_init_options init = { .size = sizeof(init),
			                         .authority = "302",
			                         .login = "bench",
			                         .name = "Bench Example",
			                         .demonstration = true,
			                         .now = now,
			                         .s37 = CNIS_DAY_NONE,
			                         .s38 = CNIS_DAY_NONE,
			                         .s39 = CNIS_DAY_NONE };
		cnis_error e = { 0 };

		if (cnis_register_init(name[0], &init, &e) != CNIS_OK)
			die(name[0], e.message);
		r = open_register(name[0]);
		problem = lists_fill(&l, r->file);
		if (problem != NULL)
			die(name[0], problem);
		cnis_register_close(r);
	}
	if (!lists_write(&l, name[1], name[2]) || !score_write(&truth, name[3]))
		die(name[1], "cannot be written");
	exit(0);
}

/* Reasons only: which rule or which fields kept a child from being told of. */
static cnis_status
show_miss(const cnis_match_row *row, void *payload, cnis_error *reterr)
{
	const score *s = payload;
	size_t i;

	(void)reterr;
	if (row->child_id == s->child[row->row - 1] &&
	    (row->child_id == 0 || row->verdict == CNIS_MATCH_EXACT))
		return CNIS_OK;
	(void)printf("row %lld, child %d: %s%s, %s", (long long)row->row, s->child[row->row - 1],
	             cnis_match_word(row->verdict),
	             row->child_id == s->child[row->row - 1] ? "" : " (another)",
	             row->rule == NULL ? "weight" : row->rule);
	if (row->likeness != NULL)
		(void)printf(" [%d]", row->likeness->weight);
	for (i = 0; row->likeness != NULL && i < row->likeness->n_fields; i++)
		if (row->likeness->field[i].weight != 0)
			(void)printf("; %s %s %d", row->likeness->field[i].field,
			             row->likeness->field[i].reason,
			             row->likeness->field[i].weight);
	(void)puts("");
	return CNIS_OK;
}

static void
misses(char name[4][PATH])
{
	const cnis_match_options o = {
		.size = sizeof(o), .file = name[1], .map = name[2], .purpose = "bench"
	};
	cnis_register *r = open_register(name[0]);
	score s = score_read(name[3]);
	cnis_error e = { 0 };

	if (cnis_match_run(r, &o, show_miss, &s, NULL, &e) != CNIS_OK)
		die(e.field, e.message);
	cnis_register_close(r);
	score_free(&s);
}

static double
cpu(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static double
wall(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static double
part(int32_t of, int32_t all)
{
	return all == 0 ? 0 : (double)of / all;
}

static void
run(char name[4][PATH])
{
	const cnis_match_options o = {
		.size = sizeof(o), .file = name[1], .map = name[2], .purpose = "bench"
	};
	double best = 1e9;
	double best_wall = 1e9;
	score s = { 0 };
	struct rusage use;
	int i;

	for (i = 0; i < RUNS; i++) {
		double from = cpu();
		double from_wall = wall();
		cnis_register *r = open_register(name[0]);
		cnis_error e = { 0 };

		score_free(&s);
		s = score_read(name[3]);
		if (cnis_match_run(r, &o, score_row, &s, NULL, &e) != CNIS_OK)
			die(e.field, e.message);
		cnis_register_close(r);
		best = cpu() - from < best ? cpu() - from : best;
		best_wall = wall() - from_wall < best_wall ? wall() - from_wall : best_wall;
	}
	(void)getrusage(RUSAGE_SELF, &use);
	(void)printf("%.4f %.4f %.4f %d %d %.2f %.2f %ld\n", part(s.right, s.exact),
	             part(s.right, s.known), part(s.offered, s.known), s.asked, s.twins, best,
	             best_wall, use.ru_maxrss);
	score_free(&s);
}

int
main(int argc, char **argv)
{
	static const char *const ends[] = { "cnis", "csv", "map", "truth" };
	char name[4][PATH];
	int status = 0;
	pid_t child;
	int i;

	if (argc != 5 && argc != 6)
		die("match", "FOLDER SEED CHILDREN ROWS");
	for (i = 0; i < 4; i++)
		(void)snprintf(name[i], PATH, "%s/match-%s-%s.%s", argv[1], argv[2], argv[3],
		               ends[i]);
	child = fork();
	if (child < 0)
		die("match", "fork");
	if (child == 0)
		make(strtoull(argv[2], NULL, 10), (int32_t)strtol(argv[3], NULL, 10),
		     (int32_t)strtol(argv[4], NULL, 10), name);
	if (waitpid(child, &status, 0) != child || status != 0)
		return 1;
	if (argc == 6)
		misses(name);
	else
		run(name);
	return 0;
}
