// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QString>
#include <QUuid>

#include <chrono>
#include <functional>
#include <optional>
#include <utility>

/// One request, before it is known when it leaves and how often it is tried.
struct HttpRequest
{
    /// What the request does decides about repeating it, not its verb: searches are POSTs too.
    enum class Effect { Reads, Writes };
    enum class Priority { Interactive, Verification, BulkWrite, Background };

    QString path;    ///< from the API server's root, begins with '/', may carry a query
    QByteArray body; ///< empty makes it a GET; a POST always has a body
    Effect effect = Effect::Reads;
    Priority priority = Priority::Interactive;
    QByteArray contentType = "text/xml";
    QByteArray accept = "application/xml";
    QUuid attempt = {}; ///< travels as X-Client-Request-Id; the client makes one when null
    /// Looks at the body while it arrives (network thread); its first value is handed to the early handler.
    std::function<std::optional<qint64>(QByteArrayView soFar)> early = {};
    std::optional<std::chrono::milliseconds> totalDeadline = {}; ///< default 120 s for reads, 90 s for writes
};

/// A complete answer, whatever its status. "Complete": the declared length arrived.
struct HttpReply
{
    int status = 0;
    QByteArray contentType;
    QByteArray body;   ///< decoded (gunzipped), raw bytes in the declared charset
    QString poweredBy; ///< X-Powered-By; identifies subscription and user, never logged
};

/// What the service said about its limits; absent parts were not announced.
struct RateLimits
{
    std::optional<int> limit, remaining, concurrencyLimit, concurrencyRunning;
    std::optional<std::chrono::seconds> window, toWait;

    friend bool operator==(const RateLimits &, const RateLimits &) = default;
    bool announced() const { return limit || remaining || toWait || concurrencyLimit; }
};

/// How one request fared on the wire: what the journal and the details pane keep. No secret, no body.
struct Exchange
{
    QUuid attempt;
    QByteArray method;
    QString path;
    /// How often a complete request left this machine. 0 proves that none did; more than `tries` for a POST would be a
    /// bug of ours. A GET is repeated up to three times by Qt itself when the connection closes before an answer, which
    /// nothing but a body prevents. Of all tries together when handed to the caller, of one try in
    /// HttpClient::exchanged.
    int requestsSent = 0;
    int tries = 0; ///< reads are repeated; each try is one request with an attempt of its own
    int status = 0;
    QString responseCode; ///< the reader's: SUCCESS or Failure::code
    QString qtError;      ///< name of the QNetworkReply::NetworkError, empty when there was none
    qint64 bytesIn = 0;
    QDateTime startedUtc, finishedUtc, serverDateUtc;
    RateLimits limits;
    QString
        tls; ///< version, and until when the certificate is valid: "TLSv1.3;2027-03-02T10:00:00Z"; empty on plain http
};

/// A pure function of an answer, whose body it may take over; runs on the network thread.
template <typename T>
using Reader = std::function<Result<T>(HttpReply &&)>;
