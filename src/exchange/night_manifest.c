/* What a night says of itself: its manifest, and the heartbeat beside the folders. */
#include "exchange/night.h"

#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "base/json.h"
#include "base/text.h"

static void
number(sink *s, const char *name, int64_t value)
{
	char text[64];

	(void)snprintf(text, sizeof(text), "\"%s\": %lld", name, (long long)value);
	sink_raw(s, text);
}

static void
member(sink *s, const char *name, const char *value)
{
	sink_raw(s, "\"");
	sink_raw(s, name);
	sink_raw(s, "\": ");
	sink_quoted(s, value);
}

static void
manifest_head(const night *n, sink *s)
{
	const cnis_nightly *d = n->done;
	char at[CNIS_INSTANT_ISO_SIZE];

	sink_raw(s, "{ ");
	number(s, "schema", 1);
	sink_raw(s, ",\n  ");
	member(s, "night", d->night);
	sink_raw(s, ",\n  ");
	member(s, "authority", store_authority(n->r->st));
	sink_raw(s, ", ");
	member(s, "register", store_uuid(n->r->st));
	sink_raw(s, store_demonstration(n->r->st) ? ", \"demonstration\": true"
	                                          : ", \"demonstration\": false");
	sink_raw(s, ",\n  ");
	member(s, "started", cnis_instant_iso(d->started, at));
	sink_raw(s, ", ");
	member(s, "ended", cnis_instant_iso(store_now(n->r->st), at));
	sink_raw(s, ",\n  ");
	number(s, "register_schema", store_schema(n->r->st));
	sink_raw(s, ", ");
	number(s, "head_seq", d->head);
	sink_raw(s, ", ");
	member(s, "head_hash", d->head_hash);
	sink_raw(s, ",\n  ");
	member(s, "access_log", cnis_access_state_text(n->access_state));
	sink_raw(s, ", ");
	if (n->access_begun == 0) /* with the register */
		sink_raw(s, "\"access_begun\": null");
	else
		member(s, "access_begun", cnis_instant_iso(n->access_begun, at));
	sink_raw(s, ", ");
	number(s, "access_seq", n->access_seq);
	sink_raw(s, ", ");
	member(s, "access_hash", n->access_hash);
	sink_raw(s, ",\n  ");
	/* The name only: where the register lives is nobody's business here. */
	member(s, "backup",
	       strrchr(d->backup, '/') == NULL ? d->backup : strrchr(d->backup, '/') + 1);
	sink_raw(s, ", \"verified\": true, ");
	member(s, "proof", n->proof);
	sink_raw(s, ",\n  ");
	number(s, "disposed_forwarded", d->disposed_forwarded);
	sink_raw(s, ", ");
	number(s, "disposed_documents", d->disposed_documents);
	sink_raw(s, ", ");
	number(s, "disposal_held", d->disposal_held);
	sink_raw(s, ", ");
	number(s, "disposed_undone", d->disposed_undone);
	sink_raw(s, ",\n  \"files\": [\n");
}

cnis_status
night_manifest(night *n, cnis_error *err)
{
	sink *s = n->s;
	size_t files = publish_count(n->p);
	cnis_status st = publish_file_begin(n->p, "manifest.json", err);

	if (st != CNIS_OK)
		return st;
	sink_begin(s, true, publish_write, n->p, err);
	manifest_head(n, s);
	for (size_t i = 0; i < files; i++) {
		const publish_file *f = publish_at(n->p, i);

		sink_raw(s, "    { ");
		member(s, "name", f->name);
		sink_raw(s, ", ");
		number(s, "rows", f->rows);
		sink_raw(s, ", ");
		number(s, "withheld", i < NIGHT_FILES ? n->withheld[i] : 0);
		sink_raw(s, ", ");
		number(s, "bytes", f->bytes);
		sink_raw(s, ", ");
		member(s, "sha256", f->sha256);
		sink_raw(s, i + 1 < files ? " },\n" : " }\n");
	}
	sink_raw(s, "  ] }\n");
	st = sink_end(s);
	return st == CNIS_OK ? publish_file_end(n->p, 1, err) : st;
}

cnis_status
night_heartbeat(const night *n, const char *out, cnis_error *err)
{
	char text[512];
	char at[CNIS_INSTANT_ISO_SIZE];

	(void)snprintf(text, sizeof(text),
	               "{ \"schema\": 1, \"night\": \"%s\", \"at\": \"%s\", \"head_seq\": %lld, "
	               "\"head_hash\": \"%s\", \"access_log\": \"%s\", \"access_seq\": %lld, "
	               "\"access_hash\": \"%s\" }\n",
	               n->done->night, cnis_instant_iso(store_now(n->r->st), at),
	               (long long)n->done->head, n->done->head_hash,
	               cnis_access_state_text(n->access_state), (long long)n->access_seq,
	               n->access_hash);
	return publish_replace(out, "heartbeat.json", text, err);
}

static cnis_access_state
access_state(const char *word)
{
	static const cnis_access_state all[] = { CNIS_ACCESS_NONE, CNIS_ACCESS_MISSING,
		                                 CNIS_ACCESS_BEGUN_AGAIN, CNIS_ACCESS_CUT };

	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		if (text_same(cnis_access_state_text(all[i]), word))
			return all[i];
	return CNIS_ACCESS_WHOLE;
}

cnis_status
night_manifest_read(night *n, const char *out, cnis_error *err)
{
	char path[4096];
	cnis_nightly *d = n->done;
	int len = snprintf(path, sizeof(path), "%s/%s/manifest.json", out, d->night);
	json_error_t error = { .text = "no path" };
	json_t *m = len < 0 || (size_t)len >= sizeof(path) ? NULL : json_load_file(path, 0, &error);
	const char *hash = json_string_value(json_object_get(m, "head_hash"));
	const char *proof = json_string_value(json_object_get(m, "proof"));
	const char *access_hash = json_string_value(json_object_get(m, "access_hash"));
	bool read = hash != NULL && text_copy(d->head_hash, sizeof(d->head_hash), hash);

	read = read && access_hash != NULL &&
	       text_copy(n->access_hash, sizeof(n->access_hash), access_hash);
	(void)cnis_instant_parse(json_string_value(json_object_get(m, "access_begun")),
	                         &n->access_begun);
	n->access_seq = json_integer_value(json_object_get(m, "access_seq"));
	n->access_state = access_state(json_string_value(json_object_get(m, "access_log")));
	n->proof = text_same(proof, "full") ? "full" : "standby";
	d->head = json_integer_value(json_object_get(m, "head_seq"));
	json_decref(m);
	if (m == NULL && json_no_memory(&error))
		return cnis_nomem(err, "nightly");
	return read ? CNIS_OK
	            : cnis_fail(err, CNIS_EIO, 0, "nightly", "out",
	                        "the manifest of %s cannot be read", d->night);
}
