# contract/*.yaml -> C++ in ${GENAUTH_GEN}, by tools/generate. It runs at configure time (so that file lists are
# known) and configure runs again whenever a contract file or the generator changes; unchanged outputs keep their time.
find_package(Python3 3.11 REQUIRED COMPONENTS Interpreter)
set(GENAUTH_GEN ${CMAKE_BINARY_DIR}/gen)
file(GLOB_RECURSE contract_files CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/contract/*.yaml)
file(GLOB generator_files CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tools/generate/*.py)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${contract_files} ${generator_files})
execute_process(
  COMMAND ${Python3_EXECUTABLE} ${CMAKE_SOURCE_DIR}/tools/generate --contract ${CMAKE_SOURCE_DIR}/contract --out ${GENAUTH_GEN}
  RESULT_VARIABLE generated)
if(generated)
  message(FATAL_ERROR "tools/generate failed; its message stands above")
endif()
