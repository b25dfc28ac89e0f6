/* SPDX-License-Identifier: MIT */
/* A process that does nothing but wait for our end, to end what we would have ended: a driver that is killed cannot, and
 * commands that a cell process started ask nobody to die with them. */
#ifndef WARDEN_H
#define WARDEN_H

#include <sys/types.h>

/* Starts it, unless it is there. It goes when we exit, and then we wait for it. Where it is not to be had, nothing is watched. */
void warden_begin(void);

/* Groups that can be watched at a time. */
enum { WARDEN_GROUPS_MOST = 8 };

/* From now on this process group, a child's, is ended if we end without another word. Nothing happens without warden_begin, nor
 * beyond WARDEN_GROUPS_MOST. */
void warden_watch(pid_t group);

/* It has ended: it is let go, since its number may come to be another's. */
void warden_release(pid_t group);

#endif
