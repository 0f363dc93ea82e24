# SPDX-FileCopyrightText: 2026 The Latchkey authors
# SPDX-License-Identifier: Apache-2.0
# cmake -DSOURCE_DIR=... -P layers.cmake: fails when a file of src/ includes a layer that its own layer may not use, and
# when a server write, a TLS override or a colour appears outside the one place it belongs to.
cmake_minimum_required(VERSION 3.25)

set(base_uses "")
set(domain_uses base)
set(qps_uses base domain)
set(net_uses base)
set(api_uses base domain qps net)
set(changes_uses base domain net)
set(store_uses base domain changes)
set(account_uses base)
set(models_uses base domain changes)
set(widgets_uses base domain models)
set(panes_uses base domain qps net api changes account models widgets)
set(sandbox_uses base domain qps)
set(app_uses base domain qps net api changes store account models widgets panes)
set(all_layers base domain qps net api changes store account models widgets panes sandbox app)

set(wrong "")
foreach(layer IN LISTS all_layers)
    file(GLOB_RECURSE files ${SOURCE_DIR}/src/${layer}/*.h ${SOURCE_DIR}/src/${layer}/*.cpp)
    foreach(file IN LISTS files)
        file(STRINGS ${file} includes REGEX "^#include \"[a-z]+/")
        foreach(line IN LISTS includes)
            string(REGEX REPLACE "^#include \"([a-z]+)/.*" "\\1" used "${line}")
            if(NOT used STREQUAL layer AND used IN_LIST all_layers AND NOT used IN_LIST ${layer}_uses)
                file(RELATIVE_PATH name ${SOURCE_DIR} ${file})
                string(APPEND wrong "${name}: ${layer} must not include ${used}\n")
            endif()
        endforeach()
    endforeach()
endforeach()

# never_outside(WHY REGEX ALLOWED...): the pattern may stand only in the files named.
function(never_outside why regex)
    file(GLOB_RECURSE files ${SOURCE_DIR}/src/*.h ${SOURCE_DIR}/src/*.cpp)
    foreach(file IN LISTS files)
        file(RELATIVE_PATH name ${SOURCE_DIR} ${file})
        if(name IN_LIST ARGN)
            continue()
        endif()
        file(STRINGS ${file} hits REGEX "${regex}")
        foreach(hit IN LISTS hits)
            string(APPEND found "${name}: ${why}: ${hit}\n")
        endforeach()
    endforeach()
    set(wrong "${wrong}${found}" PARENT_SCOPE)
endfunction()

never_outside("TLS errors are never ignored" "ignoreSslErrors|setPeerVerifyMode|VerifyNone")
never_outside("requests leave through net alone" "QNetworkAccessManager" src/net/sender.h src/net/sender.cpp)
never_outside("colours live in the token table" "QColor\\(\"|QColor\\(0x|QColor\\([0-9]|#[0-9A-F][0-9A-F][0-9A-F][0-9A-F][0-9A-F][0-9A-F]\""
              src/widgets/tokens.h src/widgets/tokens.cpp src/sandbox/fiction.cpp)
never_outside("no style sheets" "setStyleSheet")
never_outside("writes to keys go through the change run" "composeKey(Create|Update|Delete)" src/api/activationkeys.h
              src/api/activationkeys.cpp src/app/keyport.cpp src/app/keyport.h)
never_outside("writes to agents go through the change run" "composeAgent" src/api/agents.h
              src/api/agents.cpp src/app/agentport.cpp src/app/agentport.h)
never_outside("writes to web apps go through the change run" "composeWebApp" src/api/webapps.h
              src/api/webapps.cpp src/app/webappport.cpp src/app/webappport.h)
never_outside("writes to scans go through the change run" "composeScan" src/api/scans.h
              src/api/scans.cpp src/app/scanport.cpp src/app/scanport.h)
never_outside("the window never waits" "processEvents|QThread::m?sleep|QThread::usleep|this_thread::sleep"
              src/sandbox/main.cpp)
never_outside("no keychain in a plain file" "setInsecureFallback\\(true")

if(NOT wrong STREQUAL "")
    message(FATAL_ERROR "Layers broken:\n${wrong}")
endif()
message(STATUS "layers: clean")
