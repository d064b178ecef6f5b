# One interface target carries every flag, so that nothing leaks to another project.
add_library(cnis_flags INTERFACE)
set(CMAKE_C_STANDARD 11)
set(CMAKE_C_EXTENSIONS OFF)
set(CMAKE_C_VISIBILITY_PRESET hidden)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
# POSIX 2008; the one file that needs F_OFD_SETLKW (store/queue.c) defines _GNU_SOURCE itself.
target_compile_definitions(cnis_flags INTERFACE _POSIX_C_SOURCE=200809L)
target_compile_options(cnis_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wshadow -Wformat=2 -Wundef -Wvla
  -Wcast-align -Wcast-qual -Wwrite-strings -Wpointer-arith -Wstrict-prototypes
  -Wmissing-prototypes -Wold-style-definition -Wswitch-enum -Wnull-dereference
  -Wimplicit-fallthrough -fno-common -fstack-protector-strong
  $<$<C_COMPILER_ID:GNU>:-Wlogical-op -Wduplicated-cond -Wduplicated-branches -Wjump-misses-init>
  $<$<C_COMPILER_ID:Clang>:-Wcomma -Wunreachable-code-aggressive -Wassign-enum>
  $<$<BOOL:${CNIS_WERROR}>:-Werror>
  $<$<BOOL:${CNIS_ANALYZER}>:-fanalyzer>)
target_compile_definitions(cnis_flags INTERFACE
  $<$<AND:$<CONFIG:Release,RelWithDebInfo>,$<NOT:$<BOOL:${CNIS_SANITIZE}>>>:_FORTIFY_SOURCE=2>)
if(CNIS_SANITIZE)
  target_compile_options(cnis_flags INTERFACE -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(cnis_flags INTERFACE -fsanitize=address,undefined)
endif()
if(CNIS_FUZZ)
  target_compile_options(cnis_flags INTERFACE -O1 -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all)
  target_link_options(cnis_flags INTERFACE -fsanitize=address,undefined)
endif()
if(CNIS_COVERAGE)
  target_compile_options(cnis_flags INTERFACE --coverage -O0)
  target_link_options(cnis_flags INTERFACE --coverage)
endif()
