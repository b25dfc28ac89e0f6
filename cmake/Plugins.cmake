# SPDX-License-Identifier: MIT
# yoke_plugins(OUT MACRO): the source files that ./list.def names. A line MACRO(name) means name.c beside it; the
# preprocessor reads the same lines in list.c. Editing list.def runs CMake again.
function(yoke_plugins out macro)
  set(list ${CMAKE_CURRENT_SOURCE_DIR}/list.def)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${list})
  file(STRINGS ${list} lines REGEX "^${macro}\\([a-z0-9_]+\\)")
  set(sources)
  foreach(line IN LISTS lines)
    string(REGEX REPLACE "^${macro}\\(([a-z0-9_]+)\\).*" "\\1.c" source "${line}")
    list(APPEND sources ${source})
  endforeach()
  if(NOT sources)
    message(FATAL_ERROR "${list}: no line of the form ${macro}(name)")
  endif()
  set(${out} ${sources} PARENT_SCOPE)
endfunction()
