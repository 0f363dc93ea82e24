// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "base/heap.h"

#include <cstdlib> // tells whose library this is

#ifdef __GLIBC__
#include <malloc.h>
#endif

void keepHeapSmall()
{
#ifdef __GLIBC__
    // Each thread has a heap of its own, and by default each may keep up to 64 MiB that it had once: reading a million
    // agents left 35 MiB with three threads that had nothing in them. The size from which a block is mapped alone has
    // to be set too, or it stays at 128 KiB once the other one is fixed.
    constexpr int keptFree = 1 << 20, mappedAlone = 4 << 20;
    mallopt(M_TRIM_THRESHOLD, keptFree);
    mallopt(M_MMAP_THRESHOLD, mappedAlone);
#endif
}
