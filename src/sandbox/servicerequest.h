// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sandbox/reply.h"

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QString>

#include <tl/expected.hpp>

#include <optional>

namespace sandbox {

/// A value, or the answer that refuses the request.
template <typename T>
using Checked = tl::expected<T, Reply>;

/// One element of a request, whether it came as XML or as JSON.
struct Element
{
    QString name;
    QString text = {};
    QHash<QString, QString> attributes = {};
    QList<Element> children = {};

    const Element *find(QStringView child) const;
};

struct AskedCriterion
{
    QString field, op, value;
    QString name = {}; ///< of a custom attribute
};

/// A ServiceRequest whose envelope is in order.
struct ServiceRequest
{
    QList<AskedCriterion> criteria;
    int limit = 100;
    std::optional<qint64> fromOffset; ///< counted from 1
    std::optional<qint64> fromId;
    std::optional<bool> verbose; ///< which only the search for web applications knows
    std::optional<Element> data;
};

/// What a request without a body is taken for.
enum class EmptyBody {
    Refused, ///< as the service does with keys
    Allowed, ///< an empty ServiceRequest, as clients of web applications rely on
};

/// Content type and body need not match what the answer shall be.
Checked<ServiceRequest> readServiceRequest(const QByteArray &body, const QByteArray &contentType,
                                           EmptyBody empty = EmptyBody::Refused);

} // namespace sandbox
