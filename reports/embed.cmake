# SPDX-License-Identifier: MIT
# Writes OUT, a C file that defines each of the TEMPLATES ("symbol=file;…") as a list of lines:
# cmake -DOUT=… -DTEMPLATES=… -P embed.cmake. Lines, because ISO C promises no string literal beyond 4095 bytes.
set(text "/* Made from templates/ by embed.cmake. */\n#include \"chart_templates.h\"\n")
foreach(pair IN LISTS TEMPLATES)
  string(REGEX MATCH "^([a-z_]+)=(.*)$" matched "${pair}")
  set(symbol ${CMAKE_MATCH_1})
  file(READ "${CMAKE_MATCH_2}" body)
  string(REPLACE "\\" "\\\\" body "${body}")
  string(REPLACE "\"" "\\\"" body "${body}")
  string(REPLACE "\n" "\\n\",\n    \"" body "${body}")
  string(APPEND text "\nconst char *const ${symbol}[] = {\n    \"${body}\", 0,\n};\n")
endforeach()
file(WRITE "${OUT}" "${text}")
