# Everything here is in Debian stable. tests/run.sh and src/quickstart.sh install what is missing.
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
find_package(SQLite3 3.40 REQUIRED)
pkg_check_modules(UUID REQUIRED IMPORTED_TARGET uuid)
pkg_check_modules(SODIUM REQUIRED IMPORTED_TARGET libsodium)
pkg_check_modules(UTF8PROC REQUIRED IMPORTED_TARGET libutf8proc)
pkg_check_modules(JANSSON REQUIRED IMPORTED_TARGET jansson)
pkg_check_modules(POPT REQUIRED IMPORTED_TARGET popt)
find_library(CSV_LIBRARY csv REQUIRED)
find_program(SCDOC scdoc)

# The journal is made of SQLite changesets: without the session extension and the
# preupdate hook there is no journal, so there is nothing worth building.
include(CheckCSourceCompiles)
set(CMAKE_REQUIRED_LIBRARIES SQLite::SQLite3)
set(CMAKE_REQUIRED_DEFINITIONS -DSQLITE_ENABLE_SESSION -DSQLITE_ENABLE_PREUPDATE_HOOK)
check_c_source_compiles("
#include <sqlite3.h>
int main(void)
{
  sqlite3_session *s = 0;
  return sqlite3session_create(0, \"main\", &s) + (sqlite3_preupdate_hook(0, 0, 0) != 0);
}" CNIS_SQLITE_HAS_SESSION)
unset(CMAKE_REQUIRED_LIBRARIES)
unset(CMAKE_REQUIRED_DEFINITIONS)
if(NOT CNIS_SQLITE_HAS_SESSION)
  message(FATAL_ERROR
    "This SQLite lacks the session extension or the preupdate hook, which the journal needs.\n"
    "Install Debian's libsqlite3-dev, or build SQLite with "
    "-DSQLITE_ENABLE_SESSION -DSQLITE_ENABLE_PREUPDATE_HOOK.")
endif()
