# CMake generated Testfile for 
# Source directory: /tmp/w-tuneb
# Build directory: /tmp/w-tuneb/build-asan
# 
# This file includes the relevant testing commands required for 
# testing this directory and lists subdirectories to be tested as well.
subdirs("harness")
subdirs("executors")
subdirs("workloads")
subdirs("reports")
subdirs("benchmarks")
subdirs("tests")
