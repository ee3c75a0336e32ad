# contract/*.yaml and *.sql -> C++ under ${GENAUTH_GEN}. Filled by tools/generate.
find_package(Python3 3.11 REQUIRED COMPONENTS Interpreter)
set(GENAUTH_GEN ${CMAKE_BINARY_DIR}/gen)
