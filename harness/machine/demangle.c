/* SPDX-License-Identifier: MIT */
/* The C++ library is asked only if it is there: yoke itself has no use for it, and is not linked with it. */
#include "demangle.h"

#include <dlfcn.h>
#include <stddef.h>
#include <string.h>

typedef char *demangle_call(const char *name, char *buffer, size_t *bytes, int *status);

/* abi::__cxa_demangle of the Itanium C++ ABI, which gcc and clang follow. Stays loaded. */
static demangle_call *demangler_find(void)
{
    static demangle_call *found;
    static int looked;
    if (!looked) {
        looked = 1;
        void *library = dlopen("libstdc++.so.6", RTLD_NOW | RTLD_LOCAL);
        void *symbol = library ? dlsym(library, "__cxa_demangle") : NULL;
        memcpy(&found, &symbol, sizeof found);
    }
    return found;
}

char *demangle(const char *name)
{
    if (strncmp(name, "_Z", 2) != 0)
        return strdup(name);
    demangle_call *demangler = demangler_find();
    int status = -1;
    char *plain = demangler ? demangler(name, NULL, NULL, &status) : NULL;
    return plain && !status ? plain : strdup(name);
}
