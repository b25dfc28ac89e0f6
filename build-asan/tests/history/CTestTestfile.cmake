# CMake generated Testfile for 
# Source directory: /tmp/w-tuneb/tests/history
# Build directory: /tmp/w-tuneb/build-asan/tests/history
# 
# This file includes the relevant testing commands required for 
# testing this directory and lists subdirectories to be tested as well.
add_test([=[test_rows]=] "/tmp/w-tuneb/build-asan/tests/history/test_rows")
set_tests_properties([=[test_rows]=] PROPERTIES  LABELS "unit" TIMEOUT "600" _BACKTRACE_TRIPLES "/tmp/w-tuneb/tests/CMakeLists.txt;10;add_test;/tmp/w-tuneb/tests/history/CMakeLists.txt;2;yoke_test;/tmp/w-tuneb/tests/history/CMakeLists.txt;0;")
add_test([=[test_store]=] "/tmp/w-tuneb/build-asan/tests/history/test_store")
set_tests_properties([=[test_store]=] PROPERTIES  LABELS "unit" TIMEOUT "600" _BACKTRACE_TRIPLES "/tmp/w-tuneb/tests/CMakeLists.txt;10;add_test;/tmp/w-tuneb/tests/history/CMakeLists.txt;4;yoke_test;/tmp/w-tuneb/tests/history/CMakeLists.txt;0;")
