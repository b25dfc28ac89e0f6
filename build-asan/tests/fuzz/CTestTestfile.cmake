# CMake generated Testfile for 
# Source directory: /tmp/w-tuneb/tests/fuzz
# Build directory: /tmp/w-tuneb/build-asan/tests/fuzz
# 
# This file includes the relevant testing commands required for 
# testing this directory and lists subdirectories to be tested as well.
