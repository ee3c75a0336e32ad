# genauth_library(NAME [PUBLIC lib...] [PRIVATE lib...])
#   The folder becomes the static library genauth_NAME: every *.cpp in it except *_test.cpp and *_fuzz.cpp.
#   PUBLIC: libraries whose headers this one's headers include. PRIVATE: only its .cpp files see them.
#   The link line is the rule of who may include whom; tools/tidy checks the #include lines against it.
#   *.sql files become gen/sql/NAME.h: one constant per statement, in genauth::NAME::sql (tools/generate/sql.py).
#   When the folder has *_test.cpp files they become one doctest program, test_NAME, registered with CTest.
function(genauth_library name)
  cmake_parse_arguments(arg "" "" "PUBLIC;PRIVATE;TEST" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp)
  file(GLOB tests CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*_test.cpp)
  file(GLOB fuzzers CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*_fuzz.cpp)
  if(tests)
    list(REMOVE_ITEM sources ${tests})
  endif()
  if(fuzzers)
    list(REMOVE_ITEM sources ${fuzzers})
  endif()
  list(FILTER sources EXCLUDE REGEX "/main\\.cpp$")  # a program of its own beside the library
  add_library(genauth_${name} STATIC ${sources})
  target_include_directories(genauth_${name} PUBLIC ${CMAKE_SOURCE_DIR}/src ${CMAKE_BINARY_DIR})
  target_link_libraries(genauth_${name} PUBLIC ${arg_PUBLIC} PRIVATE ${arg_PRIVATE})
  target_precompile_headers(genauth_${name} REUSE_FROM genauth_pch)
  genauth_statements(${name})
  if(tests)
    genauth_test(test_${name} SOURCES ${tests} LINK genauth_${name} ${arg_PRIVATE} ${arg_TEST})
  endif()
  foreach(source ${fuzzers})
    genauth_fuzzer(${source} LINK genauth_${name} ${arg_PRIVATE})
  endforeach()
endfunction()

# The header of the folder's statements, written anew when one of its *.sql files changes.
function(genauth_statements name)
  file(GLOB statements CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.sql)
  if(NOT statements)
    return()
  endif()
  set(header ${CMAKE_BINARY_DIR}/gen/sql/${name}.h)
  set(generator ${CMAKE_SOURCE_DIR}/tools/generate/sql.py)
  add_custom_command(
    OUTPUT ${header} DEPENDS ${statements} ${generator} COMMENT "" VERBATIM
    COMMAND ${Python3_EXECUTABLE} ${generator} statements --library ${name} --out ${header} ${statements})
  target_sources(genauth_${name} PRIVATE ${header})
endfunction()

# genauth_fuzzer(FILE LINK lib...): NAME_fuzz.cpp becomes a libFuzzer program when GENAUTH_FUZZ is on; otherwise, if
# there is a corpus in tests/fuzz/NAME, the test replay_NAME, which runs every input of it once.
function(genauth_fuzzer source)
  cmake_parse_arguments(arg "" "" "LINK" ${ARGN})
  get_filename_component(stem ${source} NAME_WE)
  string(REGEX REPLACE "_fuzz$" "" subject ${stem})
  set(corpus ${CMAKE_SOURCE_DIR}/tests/fuzz/${subject})
  if(GENAUTH_FUZZ)
    add_executable(${stem} ${source})
    target_link_libraries(${stem} PRIVATE ${arg_LINK})
    target_link_options(${stem} PRIVATE -fsanitize=fuzzer)
  elseif(EXISTS ${corpus})
    add_executable(replay_${subject} ${source} ${CMAKE_SOURCE_DIR}/cmake/fuzz_replay_main.cpp)
    target_link_libraries(replay_${subject} PRIVATE ${arg_LINK})
    target_precompile_headers(replay_${subject} REUSE_FROM genauth_pch)
    add_test(NAME replay_${subject} COMMAND replay_${subject} ${corpus})
  endif()
endfunction()

# genauth_test(NAME SOURCES file... LINK lib...): one doctest program, run by CTest under its own name.
function(genauth_test name)
  cmake_parse_arguments(arg "" "" "SOURCES;LINK" ${ARGN})
  add_executable(${name} ${arg_SOURCES})
  target_link_libraries(${name} PRIVATE ${arg_LINK} genauth_doctest_main)
  target_include_directories(${name} PRIVATE ${CMAKE_SOURCE_DIR}/tests)  # "support/standin.h"
  target_compile_definitions(${name} PRIVATE GENAUTH_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
  target_precompile_headers(${name} REUSE_FROM genauth_pch)
  add_test(NAME ${name} COMMAND ${name})
endfunction()

# One precompiled header and one doctest main for the whole tree.
add_library(genauth_pch OBJECT ${CMAKE_SOURCE_DIR}/cmake/pch.cpp)
target_precompile_headers(genauth_pch PRIVATE ${CMAKE_SOURCE_DIR}/cmake/pch.h)
add_library(genauth_doctest_main STATIC EXCLUDE_FROM_ALL ${CMAKE_SOURCE_DIR}/cmake/doctest_main.cpp)
target_precompile_headers(genauth_doctest_main REUSE_FROM genauth_pch)
