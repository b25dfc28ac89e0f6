# CMake generated Testfile for 
# Source directory: /tmp/w-tuneb/tests/workloads
# Build directory: /tmp/w-tuneb/build-asan/tests/workloads
# 
# This file includes the relevant testing commands required for 
# testing this directory and lists subdirectories to be tested as well.
add_test([=[test_cost]=] "/tmp/w-tuneb/build-asan/tests/workloads/test_cost")
set_tests_properties([=[test_cost]=] PROPERTIES  LABELS "unit" TIMEOUT "600" _BACKTRACE_TRIPLES "/tmp/w-tuneb/tests/CMakeLists.txt;10;add_test;/tmp/w-tuneb/tests/workloads/CMakeLists.txt;2;yoke_test;/tmp/w-tuneb/tests/workloads/CMakeLists.txt;0;")
add_test([=[test_delays]=] "/tmp/w-tuneb/build-asan/tests/workloads/test_delays")
set_tests_properties([=[test_delays]=] PROPERTIES  LABELS "unit" TIMEOUT "600" _BACKTRACE_TRIPLES "/tmp/w-tuneb/tests/CMakeLists.txt;10;add_test;/tmp/w-tuneb/tests/workloads/CMakeLists.txt;3;yoke_test;/tmp/w-tuneb/tests/workloads/CMakeLists.txt;0;")
add_test([=[test_ideal]=] "/tmp/w-tuneb/build-asan/tests/workloads/test_ideal")
set_tests_properties([=[test_ideal]=] PROPERTIES  LABELS "unit" TIMEOUT "600" _BACKTRACE_TRIPLES "/tmp/w-tuneb/tests/CMakeLists.txt;10;add_test;/tmp/w-tuneb/tests/workloads/CMakeLists.txt;4;yoke_test;/tmp/w-tuneb/tests/workloads/CMakeLists.txt;0;")
add_test([=[test_known_answers]=] "/tmp/w-tuneb/build-asan/tests/workloads/test_known_answers")
set_tests_properties([=[test_known_answers]=] PROPERTIES  LABELS "unit" TIMEOUT "600" _BACKTRACE_TRIPLES "/tmp/w-tuneb/tests/CMakeLists.txt;10;add_test;/tmp/w-tuneb/tests/workloads/CMakeLists.txt;5;yoke_test;/tmp/w-tuneb/tests/workloads/CMakeLists.txt;0;")
add_test([=[test_loopback]=] "/tmp/w-tuneb/build-asan/tests/workloads/test_loopback")
set_tests_properties([=[test_loopback]=] PROPERTIES  LABELS "unit" TIMEOUT "600" _BACKTRACE_TRIPLES "/tmp/w-tuneb/tests/CMakeLists.txt;10;add_test;/tmp/w-tuneb/tests/workloads/CMakeLists.txt;6;yoke_test;/tmp/w-tuneb/tests/workloads/CMakeLists.txt;0;")
add_test([=[test_lost_io]=] "/tmp/w-tuneb/build-asan/tests/workloads/test_lost_io")
set_tests_properties([=[test_lost_io]=] PROPERTIES  LABELS "unit" TIMEOUT "600" _BACKTRACE_TRIPLES "/tmp/w-tuneb/tests/CMakeLists.txt;10;add_test;/tmp/w-tuneb/tests/workloads/CMakeLists.txt;7;yoke_test;/tmp/w-tuneb/tests/workloads/CMakeLists.txt;0;")
add_test([=[test_mutex_death]=] "/tmp/w-tuneb/build-asan/tests/workloads/test_mutex_death")
set_tests_properties([=[test_mutex_death]=] PROPERTIES  LABELS "unit" TIMEOUT "600" _BACKTRACE_TRIPLES "/tmp/w-tuneb/tests/CMakeLists.txt;10;add_test;/tmp/w-tuneb/tests/workloads/CMakeLists.txt;8;yoke_test;/tmp/w-tuneb/tests/workloads/CMakeLists.txt;0;")
add_test([=[test_sha256]=] "/tmp/w-tuneb/build-asan/tests/workloads/test_sha256")
set_tests_properties([=[test_sha256]=] PROPERTIES  LABELS "unit" TIMEOUT "600" _BACKTRACE_TRIPLES "/tmp/w-tuneb/tests/CMakeLists.txt;10;add_test;/tmp/w-tuneb/tests/workloads/CMakeLists.txt;9;yoke_test;/tmp/w-tuneb/tests/workloads/CMakeLists.txt;0;")
add_test([=[test_spread]=] "/tmp/w-tuneb/build-asan/tests/workloads/test_spread")
set_tests_properties([=[test_spread]=] PROPERTIES  LABELS "unit" TIMEOUT "600" _BACKTRACE_TRIPLES "/tmp/w-tuneb/tests/CMakeLists.txt;10;add_test;/tmp/w-tuneb/tests/workloads/CMakeLists.txt;10;yoke_test;/tmp/w-tuneb/tests/workloads/CMakeLists.txt;0;")
add_test([=[test_workload_contract]=] "/tmp/w-tuneb/build-asan/tests/workloads/test_workload_contract")
set_tests_properties([=[test_workload_contract]=] PROPERTIES  LABELS "unit" TIMEOUT "600" _BACKTRACE_TRIPLES "/tmp/w-tuneb/tests/CMakeLists.txt;10;add_test;/tmp/w-tuneb/tests/workloads/CMakeLists.txt;11;yoke_test;/tmp/w-tuneb/tests/workloads/CMakeLists.txt;0;")
add_test([=[test_workload_descriptors]=] "/tmp/w-tuneb/build-asan/tests/workloads/test_workload_descriptors")
set_tests_properties([=[test_workload_descriptors]=] PROPERTIES  LABELS "unit" TIMEOUT "600" _BACKTRACE_TRIPLES "/tmp/w-tuneb/tests/CMakeLists.txt;10;add_test;/tmp/w-tuneb/tests/workloads/CMakeLists.txt;12;yoke_test;/tmp/w-tuneb/tests/workloads/CMakeLists.txt;0;")
add_test([=[test_workloads_on_executors]=] "/tmp/w-tuneb/build-asan/tests/workloads/test_workloads_on_executors")
set_tests_properties([=[test_workloads_on_executors]=] PROPERTIES  LABELS "unit" TIMEOUT "600" _BACKTRACE_TRIPLES "/tmp/w-tuneb/tests/CMakeLists.txt;10;add_test;/tmp/w-tuneb/tests/workloads/CMakeLists.txt;13;yoke_test;/tmp/w-tuneb/tests/workloads/CMakeLists.txt;0;")
