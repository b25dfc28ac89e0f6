// SPDX-License-Identifier: MIT
// The pool's header is C++17 as well: this is compiled and never run.
#include "yoke/pool.h"

int pool_header_in_cpp(yoke_pool *pool, yoke_future **future);

int pool_header_in_cpp(yoke_pool *pool, yoke_future **future)
{
    return yoke_pool_submit(pool, [](void *, yoke_call *call) { return static_cast<int>(call->index); }, nullptr, future);
}
