# CMake generated Testfile for 
# Source directory: /tmp/w-tuneb/tests/simulation
# Build directory: /tmp/w-tuneb/build-asan/tests/simulation
# 
# This file includes the relevant testing commands required for 
# testing this directory and lists subdirectories to be tested as well.
add_test([=[test_simulation]=] "/tmp/w-tuneb/build-asan/tests/simulation/test_simulation")
set_tests_properties([=[test_simulation]=] PROPERTIES  LABELS "unit" TIMEOUT "600" _BACKTRACE_TRIPLES "/tmp/w-tuneb/tests/CMakeLists.txt;10;add_test;/tmp/w-tuneb/tests/simulation/CMakeLists.txt;18;yoke_test;/tmp/w-tuneb/tests/simulation/CMakeLists.txt;0;")
add_test([=[test_gates]=] "/tmp/w-tuneb/build-asan/tests/simulation/test_gates")
set_tests_properties([=[test_gates]=] PROPERTIES  LABELS "unit" TIMEOUT "600" _BACKTRACE_TRIPLES "/tmp/w-tuneb/tests/CMakeLists.txt;10;add_test;/tmp/w-tuneb/tests/simulation/CMakeLists.txt;18;yoke_test;/tmp/w-tuneb/tests/simulation/CMakeLists.txt;0;")
