/* Where a register stands: nothing here opens the file.  A place that cannot keep locks is refused.
 */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "base/error.h"
#include "store/inside.h"

static const char HERE[] = "register.open";

/* File systems on which the locks or the shared memory of SQLite cannot be relied on. */
static const struct {
	long type;
	const char *name;
} NETWORK[] = {
	{ 0x6969, "NFS" },       { 0x517b, "SMB" },        { 0xfe534d42L, "SMB2" },
	{ 0xff534d42L, "CIFS" }, { 0x5346414f, "AFS" },    { 0x6b414653, "AFS" },
	{ 0x73757245, "Coda" },  { 0x564c, "NCP" },        { 0x01021997, "9P" },
	{ 0x00c36400, "Ceph" },  { 0x0bd00bd0, "Lustre" }, { 0x01161970, "GFS2" },
	{ 0x7461636f, "OCFS2" }, { 0x65735546, "FUSE" }, /* sshfs and its like; which one cannot be
	                                                    told from here */
};

static long
ask_file_system(const char *path)
{
	struct statfs fs;

	return statfs(path, &fs) == 0 ? (long)fs.f_type : 0;
}

long (*store_file_system)(const char *path) = ask_file_system;

cnis_status
store_check_file_system(const char *path, cnis_error *reterr)
{
	unsigned long type = (unsigned long)store_file_system(path) & 0xffffffffUL;
	size_t i;

	for (i = 0; i < sizeof(NETWORK) / sizeof(NETWORK[0]); i++)
		if ((unsigned long)NETWORK[i].type == type)
			return cnis_fail(
			    reterr, CNIS_EIO, 0, HERE, NULL,
			    "the register is on a network file system (%s), which does "
			    "not keep file locks safely: move it to a local disk",
			    NETWORK[i].name);
	return CNIS_OK;
}

bool
store_folder(const char *path, char *buf, size_t size)
{
	const char *slash = strrchr(path, '/');
	size_t len;

	if (slash == NULL)
		path = ".";
	len = slash == NULL || slash == path ? 1 : (size_t)(slash - path);
	if (len >= size)
		return false;
	memcpy(buf, path, len);
	buf[len] = '\0';
	return true;
}

cnis_status
store_check_place(const char *path, store_mode mode, cnis_error *reterr)
{
	char folder[4096];
	struct stat info;

	if (lstat(path, &info) != 0) {
		if (errno == ENOENT || errno == ENOTDIR)
			return cnis_fail(reterr, CNIS_ENOTFOUND, errno, HERE, NULL,
			                 "there is no register of that name");
		return cnis_fail(reterr, CNIS_EIO, errno, HERE, NULL,
		                 "the register cannot be reached: %s", strerror(errno));
	}
	if (S_ISLNK(info.st_mode))
		return cnis_fail(reterr, CNIS_EIO, STORE_NO_REGISTER, HERE, NULL,
		                 "the register is a symbolic link: name the file itself");
	if (S_ISDIR(info.st_mode))
		return cnis_fail(reterr, CNIS_EIO, STORE_NO_REGISTER, HERE, NULL,
		                 "the register is a directory: name the file in it");
	if (!S_ISREG(info.st_mode))
		return cnis_fail(reterr, CNIS_EIO, STORE_NO_REGISTER, HERE, NULL,
		                 "the register is not a regular file");
	if (!store_folder(path, folder, sizeof(folder)))
		return cnis_fail(reterr, CNIS_EIO, ENAMETOOLONG, HERE, NULL,
		                 "the path of the register is too long");
	if (faccessat(AT_FDCWD, path, R_OK, AT_EACCESS) != 0)
		return cnis_fail(reterr, CNIS_EIO, errno, HERE, NULL,
		                 "the register cannot be read: %s", strerror(errno));
	if (info.st_size == 0)
		return cnis_fail(reterr, CNIS_ECORRUPT, 0, HERE, NULL,
		                 "the file is empty: it is no register");
	if (mode == STORE_COPY)
		return CNIS_OK;
	if (mode == STORE_WRITE && faccessat(AT_FDCWD, path, W_OK, AT_EACCESS) != 0)
		return cnis_fail(reterr, CNIS_EREADONLY, errno, HERE, NULL,
		                 "the register is read-only: %s; give this account the right to "
		                 "write to it, or only read",
		                 strerror(errno));
	if (mode == STORE_WRITE && faccessat(AT_FDCWD, folder, W_OK | X_OK, AT_EACCESS) != 0)
		return cnis_fail(reterr, CNIS_EREADONLY, errno, HERE, NULL,
		                 "the folder of the register is read-only: %s; give this account "
		                 "the right to write to it, or only read",
		                 strerror(errno));
	return store_check_file_system(path, reterr);
}
