// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Has the allocator give free memory back to the system instead of keeping it for later. To be called before threads
/// are started. Does nothing where the allocator is not glibc's.
void keepHeapSmall();
