/* SPDX-License-Identifier: MIT */
/* The keys of who measured and where. */
#include "fields_private.h"
#include "yoke/record.h"

static const struct field build_fields[] = {
    TEXT(yoke_build, type, "CMake build type"),
    TEXT(yoke_build, compiler, "name and version"),
    TEXT(yoke_build, flags, "as given to the compiler"),
    TEXT(yoke_build, sanitizers, "sanitizers built in; empty: none"),
    END,
};
static const struct shape build_shape = SHAPE("build", yoke_build, build_fields);

static const struct field version_fields[] = {
    TEXT(yoke_version, version, "of yoke"),
    TEXT(yoke_version, commit, "abbreviated hash, -dirty when the tree had changes"),
    OBJECT(yoke_version, build, build_shape, "how yoke was built"),
    END,
};
const struct shape version_shape = SHAPE("version", yoke_version, version_fields);

static const struct field processor_fields[] = {
    TEXT(yoke_processor, model, "model name as the kernel gives it"),
    TEXT(yoke_processor, vendor, "vendor as the kernel gives it"),
    TEXT(yoke_processor, microcode, "microcode revision"),
    TEXT(yoke_processor, architecture, "as uname -m"),
    END,
};
static const struct shape processor_shape = SHAPE("processor", yoke_processor, processor_fields);

static const struct field topology_fields[] = {
    COUNT(yoke_topology_facts, packages, "packages with an allowed processor"),
    COUNT(yoke_topology_facts, cores, "cores with an allowed processor"),
    COUNT(yoke_topology_facts, pus, "allowed processors"),
    COUNT(yoke_topology_facts, numa_nodes, "memory nodes"),
    TEXT(yoke_topology_facts, xml, "hwloc's XML export"),
    END,
};
static const struct shape topology_shape = SHAPE("topology", yoke_topology_facts, topology_fields);

static const struct field cpus_fields[] = {
    COUNT(yoke_cpus, online, "processors the kernel runs"),
    COUNT(yoke_cpus, affinity, "in the inherited mask"),
    COUNT(yoke_cpus, cpuset, "allowed by the cgroup"),
    REAL(yoke_cpus, quota, "cgroup bandwidth in processors; absent: unlimited"),
    COUNT(yoke_cpus, usable, "min(affinity, ceil(quota)), at least 1"),
    TEXT(yoke_cpus, list, "numbers of the processors in the mask"),
    END,
};
static const struct shape cpus_shape = SHAPE("cpus", yoke_cpus, cpus_fields);

static const struct field machine_fields[] = {
    TEXT(yoke_machine, hostname, "name of the machine"),
    OBJECT(yoke_machine, cpu, processor_shape, "the processor"),
    OBJECT(yoke_machine, topology, topology_shape, "its shape"),
    OBJECT(yoke_machine, cpus, cpus_shape, "how many processors there are, by every count that matters"),
    COUNT(yoke_machine, memory_bytes, "main memory"),
    TEXT(yoke_machine, kernel, "kernel release"),
    TEXT(yoke_machine, os, "distribution"),
    TEXT(yoke_machine, libc, "C library and version"),
    TEXT(yoke_machine, virtualisation, "hypervisor, or none"),
    TEXT(yoke_machine, governor, "cpufreq governor"),
    TEXT(yoke_machine, turbo, "on or off"),
    TEXT(yoke_machine, smt, "on or off"),
    TEXT(yoke_machine, aslr, "kernel.randomize_va_space"),
    TEXT(yoke_machine, mitigations, "processor vulnerabilities mitigated in software"),
    TEXT(yoke_machine, clock_source, "the kernel's clock source"),
    COUNT(yoke_machine, clock_resolution_ns, "smallest step seen between two clock reads"),
    TEXT(yoke_machine, perf_event_paranoid, "kernel.perf_event_paranoid"),
    REAL(yoke_machine, load_average, "1 minute, before the run"),
    TEXT(yoke_machine, counters, "what can be counted here"),
    END,
};
const struct shape machine_shape = SHAPE("machine", yoke_machine, machine_fields);
