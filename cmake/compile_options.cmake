# What every file of ours is compiled with. Flags are the same for all targets, so that one precompiled
# header serves them all.
if(NOT CMAKE_CXX_COMPILER_ID STREQUAL "Clang" OR CMAKE_CXX_COMPILER_VERSION VERSION_LESS 19)
    message(FATAL_ERROR "Resuelve is built with clang 19 or later (docs/adr/0001-clang-19.md)")
endif()

set(CMAKE_CXX_STANDARD 23)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
# Everything ends in position-independent programs.
add_compile_options(-fPIE)
add_link_options(-pie)

add_compile_options(-Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror)
# Designated initialisers name what differs; the rest has its default on purpose.
add_compile_options(-Wno-missing-designated-field-initializers)
# The same source gives the same binary in every folder.
add_compile_options(-ffile-prefix-map=${PROJECT_SOURCE_DIR}=.)
add_link_options(-fuse-ld=lld-19)

# Asio and Beast are compiled once, in platform/separate_compilation.
add_compile_definitions(BOOST_ASIO_SEPARATE_COMPILATION BOOST_BEAST_SEPARATE_COMPILATION
    BOOST_ASIO_NO_DEPRECATED BOOST_ASIO_DISABLE_BOOST_COROUTINE)

find_program(CCACHE ccache)
if(CCACHE)
    set(CMAKE_CXX_COMPILER_LAUNCHER
        ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime ${CCACHE})
    set(CMAKE_C_COMPILER_LAUNCHER ${CCACHE})
    # ccache can only cache what a precompiled header is used for when its time stamp is not checked.
    add_compile_options("SHELL:-Xclang -fno-pch-timestamp")
endif()

if(CMAKE_BUILD_TYPE STREQUAL "Release")
    # reliability.md §3.8. CET's mark is missing from Debian 12's start files, so -fcf-protection stays inert.
    add_compile_options(-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3 -D_GLIBCXX_ASSERTIONS -fstack-protector-strong
        -fstack-clash-protection -fcf-protection=full -ftrivial-auto-var-init=zero -fno-delete-null-pointer-checks)
    add_link_options(-Wl,-z,relro,-z,now,-z,noexecstack,-z,separate-code)
    # A link takes seconds after a small change, not minutes.
    add_link_options(-Wl,--thinlto-cache-dir=${CMAKE_BINARY_DIR}/thinlto)
endif()

set(RESUELVE_SANITIZE "" CACHE STRING "Sanitizers to build with: address,undefined or thread")
if(RESUELVE_SANITIZE)
    add_compile_options(-fsanitize=${RESUELVE_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
    add_link_options(-fsanitize=${RESUELVE_SANITIZE})
endif()
