// SPDX-License-Identifier: MIT
// Every public header is C++17 as well: this is compiled and never run.
#include "yoke/catalogue.h"
#include "yoke/error.h"
#include "yoke/executor.h"
#include "yoke/future.h"
#include "yoke/main.h"
#include "yoke/note.h"
#include "yoke/param.h"
#include "yoke/plugin.h"
#include "yoke/pool.h"
#include "yoke/random.h"
#include "yoke/record.h"
#include "yoke/report.h"
#include "yoke/shared.h"
#include "yoke/transfer.h"
#include "yoke/worker.h"
#include "yoke/workload.h"

static const yoke_workload *const workloads[] = {nullptr};
YOKE_PLUGIN(workloads, nullptr, nullptr);
YOKE_NOTE;
