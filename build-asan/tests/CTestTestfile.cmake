# CMake generated Testfile for 
# Source directory: /tmp/w-tuneb/tests
# Build directory: /tmp/w-tuneb/build-asan/tests
# 
# This file includes the relevant testing commands required for 
# testing this directory and lists subdirectories to be tested as well.
subdirs("machine")
subdirs("record")
subdirs("analysis")
subdirs("history")
subdirs("simulation")
subdirs("core")
subdirs("cli")
subdirs("executors")
subdirs("model")
subdirs("workloads")
subdirs("reports")
subdirs("fuzz")
subdirs("program")
