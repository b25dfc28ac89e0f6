# SPDX-License-Identifier: MIT
# Writes OUTPUT, a header that names the checkout's commit, and touches it only when that changed. Run at every build:
# cmake -D SOURCE=… -D OUTPUT=… -P Commit.cmake
execute_process(COMMAND git describe --always --dirty --abbrev=12 --exclude=*
  WORKING_DIRECTORY ${SOURCE} OUTPUT_VARIABLE commit OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET RESULT_VARIABLE failed)
if(failed)
  set(text "#define YOKE_COMMIT NULL\n")
else()
  set(text "#define YOKE_COMMIT \"${commit}\"\n")
endif()
set(before "")
if(EXISTS ${OUTPUT})
  file(READ ${OUTPUT} before)
endif()
if(NOT before STREQUAL text)
  file(WRITE ${OUTPUT} ${text})
endif()
