/* SPDX-License-Identifier: MIT */
/* Which virtual machine this is. On x86 the processor itself admits to it (the "hypervisor" flag); elsewhere the
 * firmware's tables and the device tree have to be asked. */
#include "virtualisation.h"

#include <stdio.h>
#include <string.h>
#ifdef __x86_64__
#include <cpuid.h>
#endif

#include "sysfile.h"

struct sign {
    const char *text, *name;
};

/* Firmware vendors and products of virtual machines, the most particular first: Amazon's and Google's are KVM too. */
static const struct sign firmware_signs[] = {
    {"VMware", "vmware"},
    {"VirtualBox", "virtualbox"},
    {"innotek", "virtualbox"},
    {"Xen", "xen"},
    {"Parallels", "parallels"},
    {"Apple Virtualization", "apple"},
    {"BHYVE", "bhyve"},
    {"Amazon EC2", "kvm"},
    {"Google Compute", "kvm"},
    {"OpenStack", "kvm"},
    {"KVM", "kvm"},
    {"QEMU", "qemu"},
    {"Virtual Machine", "microsoft"},
};

static const char *sign_find(const struct sign signs[], size_t count, const char *text)
{
    for (size_t i = 0; i < count; i++)
        if (strstr(text, signs[i].text))
            return signs[i].name;
    return NULL;
}

static const char *firmware_name(const char *root)
{
    static const char *const files[] = {"product_name", "sys_vendor", "board_vendor", "bios_vendor"};
    char text[128];
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        if (sysfile_read(root, text, sizeof text, "/sys/class/dmi/id/%s", files[i]) <= 0)
            continue;
        const char *name = sign_find(firmware_signs, sizeof firmware_signs / sizeof *firmware_signs, text);
        /* EC2's bare-metal instances carry the same vendor and say so in the product's name. */
        if (strstr(text, ".metal"))
            return NULL;
        if (name)
            return name;
    }
    return NULL;
}

static const char *device_tree_name(const char *root)
{
    char text[128];
    if (sysfile_read(root, text, sizeof text, "/proc/device-tree/hypervisor/compatible") > 0)
        return strstr(text, "xen") ? "xen" : strstr(text, "kvm") ? "kvm" : "unknown hypervisor";
    if (sysfile_read(root, text, sizeof text, "/proc/device-tree/compatible") > 0 && strstr(text, "dummy-virt"))
        return "qemu";
    return NULL;
}

/* The hypervisor's own signature, which only the running processor gives: not for a made-up root. */
static const char *processor_name(const char *root)
{
#ifdef __x86_64__
    static const struct sign signatures[] = {
        {"KVMKVMKVM", "kvm"},       {"TCGTCGTCGTCG", "qemu"},       {"Microsoft Hv", "microsoft"},
        {"VMwareVMware", "vmware"}, {"XenVMMXenVMM", "xen"},        {"bhyve bhyve", "bhyve"},
        {"ACRNACRNACRN", "acrn"},   {"VBoxVBoxVBox", "virtualbox"},
    };
    unsigned words[4];
    char text[13] = "";
    if (root[0])
        return NULL;
    __cpuid(0x40000000u, words[0], words[1], words[2], words[3]);
    memcpy(text, &words[1], 12);
    return sign_find(signatures, sizeof signatures / sizeof *signatures, text);
#else
    (void)root;
    return NULL;
#endif
}

bool virtualisation_read(const char *root, char *text, size_t bytes)
{
    char cpuinfo[4096], flags[4096], hypervisor[32];
    text[0] = '\0';
    if (sysfile_read(root, cpuinfo, sizeof cpuinfo, "/proc/cpuinfo") <= 0)
        return false;
    bool x86 = sysfile_field(cpuinfo, "flags", flags, sizeof flags);
    const char *name = NULL;
    if (x86 && !strstr(flags, " hypervisor"))
        name = "none";
    if (!name && x86)
        name = processor_name(root);
    if (!name)
        name = firmware_name(root);
    if (!name)
        name = device_tree_name(root);
    if (!name && sysfile_read(root, hypervisor, sizeof hypervisor, "/sys/hypervisor/type") > 0)
        name = hypervisor;
    if (!name && x86)
        name = "unknown hypervisor";
    snprintf(text, bytes, "%s", name ? name : "");
    return name != NULL;
}
