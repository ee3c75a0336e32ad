# contract/*.yaml -> C++ in ${GENAUTH_GEN}, by tools/generate. It runs at configure time (so that file lists
# are known) and configure runs again whenever a contract file or the generator changes; unchanged outputs
# keep their time.
find_package(Python3 3.11 REQUIRED COMPONENTS Interpreter)
set(GENAUTH_GEN ${CMAKE_BINARY_DIR}/gen)
file(GLOB_RECURSE contract_files CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/contract/*.yaml)
file(GLOB generator_files CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tools/generate/*.py)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${contract_files} ${generator_files})
execute_process(
  COMMAND ${Python3_EXECUTABLE} ${CMAKE_SOURCE_DIR}/tools/generate --contract ${CMAKE_SOURCE_DIR}/contract
          --out ${GENAUTH_GEN}
  RESULT_VARIABLE generated)
if(generated)
  message(FATAL_ERROR "tools/generate failed; its message stands above")
endif()

# The DTOs with their tables, and the route table. The handlers that routes.cpp names stand in the modules, so
# only src/app, which links all of them, may link genauth_routes.
file(GLOB dto_sources CONFIGURE_DEPENDS ${GENAUTH_GEN}/dto/*.cpp)
add_library(genauth_dto STATIC ${dto_sources})
target_link_libraries(genauth_dto PUBLIC genauth_json)
target_precompile_headers(genauth_dto REUSE_FROM genauth_pch)
add_library(genauth_routes STATIC EXCLUDE_FROM_ALL ${GENAUTH_GEN}/routes.cpp)
target_link_libraries(genauth_routes PUBLIC genauth_dto genauth_json genauth_base)
target_precompile_headers(genauth_routes REUSE_FROM genauth_pch)
