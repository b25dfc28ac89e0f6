# SPDX-License-Identifier: MIT
# yoke_floor(NAME SOURCES… SEES FLOORS… USES LIBRARIES…)
# Makes the static library yoke_NAME from this folder. It sees the contract and the floors named after SEES, because no
# other folder is on its include path; USES are outside libraries, which its users do not see.
function(yoke_floor name)
  cmake_parse_arguments(floor "" "" "SOURCES;SEES;USES" ${ARGN})
  add_library(yoke_${name} STATIC ${floor_SOURCES})
  yoke_compile_options(yoke_${name})
  target_include_directories(yoke_${name} PUBLIC ${CMAKE_CURRENT_SOURCE_DIR})
  list(TRANSFORM floor_SEES PREPEND yoke_)
  target_link_libraries(yoke_${name} PUBLIC yoke_contract ${floor_SEES} PRIVATE ${floor_USES})
endfunction()

include(CheckCCompilerFlag)
check_c_compiler_flag(-mno-omit-leaf-frame-pointer YOKE_LEAF_FRAME_POINTER) # not every processor has the option

# Warnings, sanitizers and optimisation that every target of ours shares.
function(yoke_compile_options target)
  target_compile_definitions(${target} PRIVATE _GNU_SOURCE)
  target_compile_options(${target} PRIVATE
    -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wstrict-prototypes -Wmissing-prototypes
    -Wold-style-definition -Wpointer-arith -Wcast-qual -Wwrite-strings -Wvla -Wundef -Wformat=2
    $<$<BOOL:${YOKE_WERROR}>:-Werror>)
  # a profile's call chains follow frame pointers, also out of a leaf function (docs/profile.md has what that costs)
  target_compile_options(${target} PRIVATE -fno-omit-frame-pointer
    $<$<BOOL:${YOKE_LEAF_FRAME_POINTER}>:-mno-omit-leaf-frame-pointer>)
  if(YOKE_SANITIZE)
    target_compile_options(${target} PRIVATE -fsanitize=${YOKE_SANITIZE} -fno-sanitize-recover=all)
    target_link_options(${target} PRIVATE -fsanitize=${YOKE_SANITIZE})
  endif()
  if(YOKE_FUZZ) # code is instrumented everywhere, the fuzzer itself is linked into its targets
    target_compile_options(${target} PRIVATE -fsanitize=fuzzer-no-link)
  endif()
  if(YOKE_COVERAGE)
    target_compile_options(${target} PRIVATE --coverage)
    target_link_options(${target} PRIVATE --coverage)
  endif()
endfunction()
