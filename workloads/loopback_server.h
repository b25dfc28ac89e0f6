/* SPDX-License-Identifier: MIT */
/* The server's own process: one thread, an epoll, and a state for each connection. */
#ifndef LOOPBACK_SERVER_H
#define LOOPBACK_SERVER_H

#include "loopback.h"

struct loopback_server;

/* Makes what the server needs, in the parent, where failures can be told. `listening` stays the caller's. Returns 0 or
 * a negative errno. */
int server_new(struct loopback_server **server, const struct loopback_options *options, int listening);
/* For the parent, once the server runs or does not. */
void server_free(struct loopback_server *server);

/* In the forked child: serves until it is killed or `parent` has died. Exits with 1 when it cannot go on. */
__attribute__((noreturn)) void server_main(struct loopback_server *server, pid_t parent);

#endif
