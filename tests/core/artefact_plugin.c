/* SPDX-License-Identifier: MIT */
/* A shared object with the symbol that makes it a plug-in, where ARTEFACT_SYMBOL is that; it says so when it is loaded. */
#include <stdio.h>

extern const int ARTEFACT_SYMBOL;
__attribute__((visibility("default"))) const int ARTEFACT_SYMBOL = 1;

__attribute__((constructor)) static void loaded(void)
{
    FILE *file = fopen("was-loaded", "w");
    if (file)
        fclose(file);
}
