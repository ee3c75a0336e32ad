# Compiler settings for the whole tree. Nothing here knows a folder by name.
if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release)
endif()
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_CXX_FLAGS_RELEASE "-O2 -DNDEBUG")
add_compile_options(-Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror -fno-omit-frame-pointer)
add_compile_definitions(_GLIBCXX_ASSERTIONS)
if(CMAKE_CXX_COMPILER_ID MATCHES Clang)
  # Part of -Wconversion and of -Wpedantic there, not in g++. Both compilers warn of the same.
  add_compile_options(-Wno-sign-conversion -Wno-overlength-strings)
endif()

find_program(GENAUTH_CCACHE ccache)
if(GENAUTH_CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${GENAUTH_CCACHE})
endif()
find_program(GENAUTH_MOLD mold)
if(GENAUTH_MOLD)
  add_link_options(-fuse-ld=mold)
endif()

# -DGENAUTH_SANITIZE=asan|tsan: asan stands for AddressSanitizer plus UndefinedBehaviorSanitizer.
set(GENAUTH_SANITIZE "" CACHE STRING "asan, tsan or empty")
if(GENAUTH_SANITIZE STREQUAL "asan")
  # -O1: at -O2 the checks in the generated tables take several times as long to compile as to run.
  add_compile_options(-fsanitize=address,undefined -fno-sanitize-recover=all -g1 -O1)
  add_link_options(-fsanitize=address,undefined)
  # GCC's uninitialised-use warning sees ghosts in instrumented code (boost::optional); not so in the plain build.
  add_compile_options($<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized>)
elseif(GENAUTH_SANITIZE STREQUAL "tsan")
  add_compile_options(-fsanitize=thread -g1 -O1)
  add_link_options(-fsanitize=thread)
  # Asio uses atomic_thread_fence, which GCC reports as unsupported under TSan; the warning is not a finding.
  add_compile_options($<$<CXX_COMPILER_ID:GNU>:-Wno-tsan>)
elseif(GENAUTH_SANITIZE)
  message(FATAL_ERROR "GENAUTH_SANITIZE must be asan, tsan or empty, not '${GENAUTH_SANITIZE}'")
endif()

# libFuzzer targets need clang; they are built by script/test --fuzz.
option(GENAUTH_FUZZ "build the fuzz targets (clang only)" OFF)
if(GENAUTH_FUZZ)
  # The libraries too, or the fuzzer would see no further than its own few lines.
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()
