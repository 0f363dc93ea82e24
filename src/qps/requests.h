// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/wire.h"

#include <QByteArray>
#include <QLatin1StringView>
#include <QList>
#include <QString>

#include <functional>

class QXmlStreamWriter;

namespace qps {

/// Operators of a criterion, written with a blank where the schema has one. GREATER and LESSER are strict.
enum class Operator { Equals, NotEquals, Contains, In, Greater, Lesser, None };
constexpr auto wireTable(Operator)
{
    using namespace Qt::StringLiterals;
    using enum Operator;
    return std::to_array<Wire<Operator>>({
        {Equals, "EQUALS"_L1},
        {NotEquals, "NOT EQUALS"_L1},
        {Contains, "CONTAINS"_L1},
        {In, "IN"_L1},
        {Greater, "GREATER"_L1},
        {Lesser, "LESSER"_L1},
        {None, "NONE"_L1},
    });
}

/// One criterion; several are ANDed, there is no OR.
struct Criterion
{
    QString field;
    Operator op = Operator::Equals;
    QString value;
    QString name = {}; ///< of a custom attribute, where `field` is "attributes"
};

Criterion idGreater(qint64 id);
/// Comma-separated without blanks. Keep to a few hundred ids.
Criterion idIn(const QList<qint64> &ids);

/// Without the characters that XML 1.0 has no place for. Names in real data have some, and one makes a request
/// unreadable.
QString xmlText(const QString &text);
/// An element with a text in it, as legal as can be.
void writeText(QXmlStreamWriter &xml, QLatin1StringView name, const QString &text);

/// `filters`, left out when there is no criterion, since the schema wants at least one in it.
void writeCriteria(QXmlStreamWriter &xml, const QList<Criterion> &criteria);
/// A UTF-8 ServiceRequest around what `body` writes.
QByteArray serviceRequest(const std::function<void(QXmlStreamWriter &)> &body);
/// The body of an operation without input; a POST always has one.
QByteArray emptyRequest();
/// limit 1 to 1000.
QByteArray searchRequest(const QList<Criterion> &criteria, int limit);
/// A search after a cursor: the cursor is ANDed with the caller's criteria.
QByteArray searchRequest(qint64 afterId, int limit, QList<Criterion> criteria = {});
QByteArray countRequest(const QList<Criterion> &criteria);

} // namespace qps
