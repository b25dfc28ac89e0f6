# CMake generated Testfile for 
# Source directory: /tmp/w-tuneb/tests/record
# Build directory: /tmp/w-tuneb/build-asan/tests/record
# 
# This file includes the relevant testing commands required for 
# testing this directory and lists subdirectories to be tested as well.
add_test([=[test_document]=] "/tmp/w-tuneb/build-asan/tests/record/test_document")
set_tests_properties([=[test_document]=] PROPERTIES  LABELS "unit" TIMEOUT "600" _BACKTRACE_TRIPLES "/tmp/w-tuneb/tests/CMakeLists.txt;10;add_test;/tmp/w-tuneb/tests/record/CMakeLists.txt;2;yoke_test;/tmp/w-tuneb/tests/record/CMakeLists.txt;0;")
add_test([=[test_embedded]=] "/tmp/w-tuneb/build-asan/tests/record/test_embedded")
set_tests_properties([=[test_embedded]=] PROPERTIES  LABELS "unit" TIMEOUT "600" _BACKTRACE_TRIPLES "/tmp/w-tuneb/tests/CMakeLists.txt;10;add_test;/tmp/w-tuneb/tests/record/CMakeLists.txt;3;yoke_test;/tmp/w-tuneb/tests/record/CMakeLists.txt;0;")
add_test([=[test_record]=] "/tmp/w-tuneb/build-asan/tests/record/test_record")
set_tests_properties([=[test_record]=] PROPERTIES  LABELS "unit" TIMEOUT "600" _BACKTRACE_TRIPLES "/tmp/w-tuneb/tests/CMakeLists.txt;10;add_test;/tmp/w-tuneb/tests/record/CMakeLists.txt;4;yoke_test;/tmp/w-tuneb/tests/record/CMakeLists.txt;0;")
add_test([=[test_trace]=] "/tmp/w-tuneb/build-asan/tests/record/test_trace")
set_tests_properties([=[test_trace]=] PROPERTIES  LABELS "unit" TIMEOUT "600" _BACKTRACE_TRIPLES "/tmp/w-tuneb/tests/CMakeLists.txt;10;add_test;/tmp/w-tuneb/tests/record/CMakeLists.txt;5;yoke_test;/tmp/w-tuneb/tests/record/CMakeLists.txt;0;")
