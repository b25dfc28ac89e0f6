# CMake generated Testfile for 
# Source directory: /tmp/w-tuneb/tests/model
# Build directory: /tmp/w-tuneb/build-asan/tests/model
# 
# This file includes the relevant testing commands required for 
# testing this directory and lists subdirectories to be tested as well.
add_test([=[test_model_adoption]=] "/tmp/w-tuneb/build-asan/tests/model/test_model_adoption")
set_tests_properties([=[test_model_adoption]=] PROPERTIES  LABELS "unit" TIMEOUT "600" _BACKTRACE_TRIPLES "/tmp/w-tuneb/tests/CMakeLists.txt;10;add_test;/tmp/w-tuneb/tests/model/CMakeLists.txt;2;yoke_test;/tmp/w-tuneb/tests/model/CMakeLists.txt;0;")
add_test([=[test_model_fence]=] "/tmp/w-tuneb/build-asan/tests/model/test_model_fence")
set_tests_properties([=[test_model_fence]=] PROPERTIES  LABELS "unit" TIMEOUT "600" _BACKTRACE_TRIPLES "/tmp/w-tuneb/tests/CMakeLists.txt;10;add_test;/tmp/w-tuneb/tests/model/CMakeLists.txt;3;yoke_test;/tmp/w-tuneb/tests/model/CMakeLists.txt;0;")
add_test([=[test_model_future]=] "/tmp/w-tuneb/build-asan/tests/model/test_model_future")
set_tests_properties([=[test_model_future]=] PROPERTIES  LABELS "unit" TIMEOUT "600" _BACKTRACE_TRIPLES "/tmp/w-tuneb/tests/CMakeLists.txt;10;add_test;/tmp/w-tuneb/tests/model/CMakeLists.txt;4;yoke_test;/tmp/w-tuneb/tests/model/CMakeLists.txt;0;")
add_test([=[test_model_parking]=] "/tmp/w-tuneb/build-asan/tests/model/test_model_parking")
set_tests_properties([=[test_model_parking]=] PROPERTIES  LABELS "unit" TIMEOUT "600" _BACKTRACE_TRIPLES "/tmp/w-tuneb/tests/CMakeLists.txt;10;add_test;/tmp/w-tuneb/tests/model/CMakeLists.txt;5;yoke_test;/tmp/w-tuneb/tests/model/CMakeLists.txt;0;")
