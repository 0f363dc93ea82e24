// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "net/httprequest.h"
#include "qps/document.h"

/// What the readers of qps take, made from what net delivers.
inline qps::Raw rawOf(HttpReply reply)
{
    return {.body = std::move(reply.body), .status = reply.status, .contentType = std::move(reply.contentType)};
}

/// A reader of qps as a reader for net.
template <typename T>
Reader<T> readerOf(Result<T> (*read)(qps::Raw))
{
    // Moved, since pages are parsed in place: a body that is shared would be copied first.
    return [read](HttpReply &&reply) { return read(rawOf(std::move(reply))); };
}
