# CMake generated Testfile for 
# Source directory: /tmp/w-tuneb/tests/cli
# Build directory: /tmp/w-tuneb/build-asan/tests/cli
# 
# This file includes the relevant testing commands required for 
# testing this directory and lists subdirectories to be tested as well.
add_test([=[test_topo]=] "/tmp/w-tuneb/build-asan/tests/cli/test_topo")
set_tests_properties([=[test_topo]=] PROPERTIES  LABELS "unit" TIMEOUT "600" _BACKTRACE_TRIPLES "/tmp/w-tuneb/tests/CMakeLists.txt;10;add_test;/tmp/w-tuneb/tests/cli/CMakeLists.txt;2;yoke_test;/tmp/w-tuneb/tests/cli/CMakeLists.txt;0;")
add_test([=[test_doctor]=] "/tmp/w-tuneb/build-asan/tests/cli/test_doctor")
set_tests_properties([=[test_doctor]=] PROPERTIES  LABELS "unit" TIMEOUT "600" _BACKTRACE_TRIPLES "/tmp/w-tuneb/tests/CMakeLists.txt;10;add_test;/tmp/w-tuneb/tests/cli/CMakeLists.txt;3;yoke_test;/tmp/w-tuneb/tests/cli/CMakeLists.txt;0;")
add_test([=[test_requirement]=] "/tmp/w-tuneb/build-asan/tests/cli/test_requirement")
set_tests_properties([=[test_requirement]=] PROPERTIES  LABELS "unit" TIMEOUT "600" _BACKTRACE_TRIPLES "/tmp/w-tuneb/tests/CMakeLists.txt;10;add_test;/tmp/w-tuneb/tests/cli/CMakeLists.txt;4;yoke_test;/tmp/w-tuneb/tests/cli/CMakeLists.txt;0;")
add_test([=[test_options]=] "/tmp/w-tuneb/build-asan/tests/cli/test_options")
set_tests_properties([=[test_options]=] PROPERTIES  LABELS "unit" TIMEOUT "600" _BACKTRACE_TRIPLES "/tmp/w-tuneb/tests/CMakeLists.txt;10;add_test;/tmp/w-tuneb/tests/cli/CMakeLists.txt;5;yoke_test;/tmp/w-tuneb/tests/cli/CMakeLists.txt;0;")
add_test([=[test_gate_policy]=] "/tmp/w-tuneb/build-asan/tests/cli/test_gate_policy")
set_tests_properties([=[test_gate_policy]=] PROPERTIES  LABELS "unit" TIMEOUT "600" _BACKTRACE_TRIPLES "/tmp/w-tuneb/tests/CMakeLists.txt;10;add_test;/tmp/w-tuneb/tests/cli/CMakeLists.txt;6;yoke_test;/tmp/w-tuneb/tests/cli/CMakeLists.txt;0;")
add_test([=[test_help]=] "/tmp/w-tuneb/build-asan/tests/cli/test_help")
set_tests_properties([=[test_help]=] PROPERTIES  LABELS "unit" TIMEOUT "600" _BACKTRACE_TRIPLES "/tmp/w-tuneb/tests/CMakeLists.txt;10;add_test;/tmp/w-tuneb/tests/cli/CMakeLists.txt;7;yoke_test;/tmp/w-tuneb/tests/cli/CMakeLists.txt;0;")
add_test([=[test_stats_command]=] "/tmp/w-tuneb/build-asan/tests/cli/test_stats_command")
set_tests_properties([=[test_stats_command]=] PROPERTIES  LABELS "unit" TIMEOUT "600" _BACKTRACE_TRIPLES "/tmp/w-tuneb/tests/CMakeLists.txt;10;add_test;/tmp/w-tuneb/tests/cli/CMakeLists.txt;8;yoke_test;/tmp/w-tuneb/tests/cli/CMakeLists.txt;0;")
