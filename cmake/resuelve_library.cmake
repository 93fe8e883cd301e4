# resuelve_library(NAME [SERVERS] [DEPENDS target...] [TEST_DEPENDS target...] [APART file...])
# One library from the *.cpp of the folder, and one test program NAME_test from its *_test.cpp.
# SERVERS: the test program needs the servers of script/test-servers; ctest labels it `servers` instead of `unit`.
# APART: files with a name that another one of the folder has too (in its anonymous namespace), so that the presets that compile
# several files as one unit compile these by themselves.
# A folder without *.cpp becomes an interface library.
function(resuelve_library name)
    cmake_parse_arguments(arg "SERVERS" "" "DEPENDS;TEST_DEPENDS;APART" ${ARGN})
    set_source_files_properties(${arg_APART} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
    file(GLOB sources CONFIGURE_DEPENDS *.cpp)
    list(FILTER sources EXCLUDE REGEX "/main\\.cpp$") # belongs to a program
    file(GLOB tests CONFIGURE_DEPENDS *_test.cpp)
    if(tests)
        list(REMOVE_ITEM sources ${tests})
    endif()
    if(sources)
        add_library(${name} STATIC ${sources})
        target_precompile_headers(${name} REUSE_FROM precompiled)
        target_link_libraries(${name} PUBLIC ${arg_DEPENDS})
    else()
        add_library(${name} INTERFACE)
        target_link_libraries(${name} INTERFACE ${arg_DEPENDS})
    endif()
    if(RESUELVE_TESTS AND tests)
        resuelve_test(${name}_test SOURCES ${tests} DEPENDS ${name} ${arg_TEST_DEPENDS})
        if(arg_SERVERS)
            # One at a time: they share the servers.
            set_tests_properties(${name}_test PROPERTIES LABELS servers RESOURCE_LOCK servers)
        endif()
    endif()
endfunction()

# resuelve_test(NAME SOURCES file... DEPENDS target...): a GoogleTest program, run by ctest.
function(resuelve_test name)
    cmake_parse_arguments(arg "" "" "SOURCES;DEPENDS" ${ARGN})
    add_executable(${name} ${arg_SOURCES})
    target_precompile_headers(${name} REUSE_FROM precompiled)
    target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR}) # "tests/contract/…", the suites of the ports
    target_link_libraries(${name} PRIVATE ${arg_DEPENDS} gtest gtest_main gmock ${RAPIDCHECK_LIBRARY})
    add_test(NAME ${name} COMMAND ${name})
    set_tests_properties(${name} PROPERTIES LABELS unit TIMEOUT 300)
endfunction()
