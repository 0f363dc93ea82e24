// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>
#include <QUrlQuery>

#include <utility>

namespace sandbox {

using HeaderList = std::vector<std::pair<QByteArray, QByteArray>>;

/// A request as it came in.
struct Request
{
    QByteArray method;
    QByteArray target; ///< path and query as sent
    HeaderList headers;
    QByteArray body;

    QByteArray header(const char *name) const;
    QString path() const; ///< decoded, without the query
    QUrlQuery query() const;
};

/// How the body of an answer leaves.
struct Delivery
{
    enum class How {
        Whole,
        Slow,             ///< `bytes` at a time, with a pause between
        Truncated,        ///< its whole length is declared, `bytes` of it are sent, then the connection closes
        ChunkCut,         ///< chunked, closed in the middle of a chunk
        CutWithoutLength, ///< no length is declared, so the end of the connection is the end of the body
        JunkAfter,        ///< more bytes than declared
    };
    How how = How::Whole;
    qint64 bytes = 0;
    int milliseconds = 0;
    QByteArray junk = {};
};

/// An answer as it goes out.
struct Answer
{
    int status = 200;
    QByteArray contentType;
    HeaderList headers;
    QByteArray body;
    bool encoded = false; ///< the body is compressed already, or shall not be
    Delivery delivery;
};

} // namespace sandbox
