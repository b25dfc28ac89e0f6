# SPDX-License-Identifier: MIT
# libyoke, its headers, and the two ways of finding them: find_package(yoke) and pkg-config. Only what yoke/*.h declares is
# exported; what libyoke needs itself is linked in or its own business, so a user links -lyoke and nothing else.
include(CMakePackageConfigHelpers)

file(GLOB YOKE_HEADERS CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/harness/include/yoke/*.h)
add_library(yoke_headers INTERFACE)
target_sources(yoke_headers INTERFACE FILE_SET HEADERS BASE_DIRS ${PROJECT_SOURCE_DIR}/harness/include
  FILES ${YOKE_HEADERS})
set_target_properties(yoke_headers PROPERTIES EXPORT_NAME headers)

add_library(yoke_library SHARED ${PROJECT_SOURCE_DIR}/harness/library.c)
yoke_compile_options(yoke_library)
target_link_libraries(yoke_library PUBLIC yoke_headers
  PRIVATE $<BUILD_INTERFACE:yoke_cli> $<BUILD_INTERFACE:yoke_core> $<BUILD_INTERFACE:yoke_workloads>
    $<BUILD_INTERFACE:yoke_reports> $<LINK_LIBRARY:WHOLE_ARCHIVE,yoke_executors> Threads::Threads ${CMAKE_DL_LIBS})
if(NOT YOKE_SANITIZE) # the sanitizers' own symbols come with the program
  target_link_options(yoke_library PRIVATE -Wl,--no-undefined)
endif()
set_target_properties(yoke_library PROPERTIES OUTPUT_NAME yoke EXPORT_NAME yoke VERSION ${PROJECT_VERSION}
  SOVERSION ${PROJECT_VERSION_MAJOR})
add_library(yoke::yoke ALIAS yoke_library)
add_library(yoke::headers ALIAS yoke_headers)

set(package ${CMAKE_INSTALL_LIBDIR}/cmake/yoke)
install(TARGETS yoke_library yoke_headers EXPORT yoke LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR}
  FILE_SET HEADERS DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(EXPORT yoke NAMESPACE yoke:: FILE yokeTargets.cmake DESTINATION ${package})
configure_package_config_file(${CMAKE_CURRENT_LIST_DIR}/yokeConfig.cmake.in ${PROJECT_BINARY_DIR}/yokeConfig.cmake
  INSTALL_DESTINATION ${package})
# before 1.0 every minor version may change what programs see
write_basic_package_version_file(${PROJECT_BINARY_DIR}/yokeConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/yokeConfig.cmake ${PROJECT_BINARY_DIR}/yokeConfigVersion.cmake DESTINATION ${package})
file(RELATIVE_PATH YOKE_PC_INCLUDE /${CMAKE_INSTALL_LIBDIR}/pkgconfig /${CMAKE_INSTALL_INCLUDEDIR})
configure_file(${CMAKE_CURRENT_LIST_DIR}/yoke.pc.in ${PROJECT_BINARY_DIR}/yoke.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/yoke.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
