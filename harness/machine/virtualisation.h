/* SPDX-License-Identifier: MIT */
/* Which virtual machine this is, if it is one. */
#ifndef VIRTUALISATION_H
#define VIRTUALISATION_H

#include <stdbool.h>
#include <stddef.h>

/* Writes "kvm", "qemu", "vmware", "microsoft", "xen", …, "unknown hypervisor" or "none" into `text`, from what the
 * files under `root` ("" for this machine) tell. Returns false, and "", when they do not. Containers do not count. */
bool virtualisation_read(const char *root, char *text, size_t bytes);

#endif
