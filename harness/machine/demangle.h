/* SPDX-License-Identifier: MIT */
/* Names of C++ functions as people write them. */
#ifndef DEMANGLE_H
#define DEMANGLE_H

/* `name` as the C++ library on this machine reads it, or a plain copy where it is none of its names or there is no such library.
 * To be freed; NULL when memory is short. */
char *demangle(const char *name);

#endif
