# SPDX-FileCopyrightText: 2026 The Latchkey authors
# SPDX-License-Identifier: Apache-2.0

# cpp-httplib is a header that Debian ships without a CMake package.
find_path(HTTPLIB_INCLUDE_DIR httplib.h REQUIRED)
find_package(OpenSSL REQUIRED)
find_package(ZLIB REQUIRED)

# What every target of ours is built with.
add_library(latchkey_options INTERFACE)
target_compile_definitions(latchkey_options INTERFACE
    QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_URL_CAST_FROM_STRING QT_NO_FOREACH
    QT_NO_NARROWING_CONVERSIONS_IN_CONNECT QT_DISABLE_DEPRECATED_BEFORE=0x060400
    LATCHKEY_VERSION="${PROJECT_VERSION}")
target_include_directories(latchkey_options INTERFACE ${PROJECT_SOURCE_DIR}/src)
if(NOT MSVC)
    target_compile_options(latchkey_options INTERFACE
        -Wall -Wextra -Wpedantic -Wshadow -Wno-missing-field-initializers
        -ffile-prefix-map=${PROJECT_SOURCE_DIR}=.)
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # g++ that does not stop to look for free memory takes a tenth less time, and 50 MB more for our largest files.
    target_compile_options(latchkey_options INTERFACE --param=ggc-min-heapsize=500000)
endif()
if(LATCHKEY_WERROR)
    target_compile_options(latchkey_options INTERFACE -Werror)
endif()
if(LATCHKEY_SANITIZE)
    # A null pointer that is used ends the program anyway, and a call to what is no object the address sanitizer sees;
    # asking before each use costs a fourth of the compile time.
    target_compile_options(latchkey_options INTERFACE -fsanitize=address,undefined
        -fno-sanitize=null,alignment,object-size,vptr
        -fno-omit-frame-pointer -fno-sanitize-recover=undefined)
    target_link_options(latchkey_options INTERFACE -fsanitize=address,undefined)
endif()
if(LATCHKEY_FUZZ)
    target_compile_options(latchkey_options INTERFACE -fsanitize=fuzzer-no-link,address,undefined -g)
    target_link_options(latchkey_options INTERFACE -fsanitize=address,undefined)
endif()
if(LATCHKEY_HARDEN)
    # The OpenSSF list as far as g++ 12 takes it; CET is informational on Debian 12.
    target_compile_options(latchkey_options INTERFACE
        -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3 -D_GLIBCXX_ASSERTIONS -fstack-protector-strong
        -fstack-clash-protection -fcf-protection=full -ftrivial-auto-var-init=zero
        -fno-delete-null-pointer-checks -fno-strict-overflow -Wformat=2 -Werror=format-security -fPIE)
    target_link_options(latchkey_options INTERFACE -pie LINKER:-z,relro,-z,now,-z,noexecstack,-z,separate-code,--as-needed)
endif()
if(LATCHKEY_FAILPOINTS)
    target_compile_definitions(latchkey_options INTERFACE LATCHKEY_FAILPOINTS)
endif()

# Qt's headers take longer to read than most of our files: they are read once for what needs no window and once for
# what does. Files still include what they use; `./dev check` builds without this.
function(add_precompiled name header)
    file(WRITE ${CMAKE_BINARY_DIR}/${name}.cpp "// holds ${header}\n")
    add_library(${name} OBJECT ${CMAKE_BINARY_DIR}/${name}.cpp)
    set_target_properties(${name} PROPERTIES AUTOMOC OFF AUTOUIC OFF)
    target_link_libraries(${name} PRIVATE latchkey_options ${ARGN})
    target_precompile_headers(${name} PRIVATE ${PROJECT_SOURCE_DIR}/packaging/cmake/${header})
endfunction()
if(LATCHKEY_PCH)
    if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
        target_compile_options(latchkey_options INTERFACE -fpch-preprocess) # else ccache declines
    endif()
    add_precompiled(precompiled_core precompiled_core.h Qt6::Core tl::expected)
    add_precompiled(precompiled_widgets precompiled_widgets.h Qt6::Widgets tl::expected)
endif()
function(use_precompiled target)
    if(NOT LATCHKEY_PCH)
        return()
    elseif("Qt6::Widgets" IN_LIST ARGN)
        target_precompile_headers(${target} REUSE_FROM precompiled_widgets)
    else()
        target_precompile_headers(${target} REUSE_FROM precompiled_core)
    endif()
endfunction()

# add_layer(NAME SOURCES ... [USES layers...] [LINKS libraries...])
# One static library per folder of src/; tests/layers.cmake holds the table of who may include whom.
function(add_layer name)
    cmake_parse_arguments(ARG "" "" "SOURCES;USES;LINKS" ${ARGN})
    add_library(${name} STATIC ${ARG_SOURCES})
    target_link_libraries(${name} PUBLIC latchkey_options ${ARG_USES} ${ARG_LINKS})
    use_precompiled(${name} ${ARG_LINKS})
endfunction()

# add_unit_test(NAME SOURCES ... LINKS ...): one QtTest program, run offscreen, closed off from the person's own settings.
function(add_unit_test name)
    cmake_parse_arguments(ARG "" "TIMEOUT" "SOURCES;LINKS" ${ARGN})
    if(NOT ARG_SOURCES)
        set(ARG_SOURCES ${name}.cpp)
    endif()
    if(NOT ARG_TIMEOUT)
        set(ARG_TIMEOUT 120)
    endif()
    add_executable(${name} ${ARG_SOURCES})
    set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/tests/bin)
    target_link_libraries(${name} PRIVATE ${ARG_LINKS} Qt6::Test)
    use_precompiled(${name})
    target_compile_definitions(${name} PRIVATE
        TEST_DATA_DIR="${PROJECT_SOURCE_DIR}/tests/data" PROGRAM_DIR="${CMAKE_RUNTIME_OUTPUT_DIRECTORY}")
    add_test(NAME ${name} COMMAND ${name})
    set_tests_properties(${name} PROPERTIES TIMEOUT ${ARG_TIMEOUT}
        ENVIRONMENT "QT_QPA_PLATFORM=offscreen;TZ=UTC;LC_ALL=C.UTF-8;QT_LOGGING_RULES=qt.qpa.*=false")
endfunction()
