// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "net/httprequest.h"
#include "qps/document.h"

/// What the readers of qps take, made from what net delivers.
inline qps::Raw rawOf(const HttpReply &reply)
{
    return {.body = reply.body, .status = reply.status, .contentType = reply.contentType};
}

/// A reader of qps as a reader for net.
template <typename T>
Reader<T> readerOf(Result<T> (*read)(qps::Raw))
{
    return [read](const HttpReply &reply) { return read(rawOf(reply)); };
}
