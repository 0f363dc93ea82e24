// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "base/wire.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <optional>

namespace SQLite {
class Database;
}

namespace sandbox {

/// How an answer, a connection's timing or the service itself can go wrong on demand. Connections that break at the
/// level of TCP are made by a proxy in front, not here.
enum class FaultKind {
    // when
    Delay,      ///< done at once, answered after so many milliseconds
    DelayApply, ///< done and answered after so many milliseconds
    // instead of the answer; the request is not carried out unless the kind is written "apply-then-KIND"
    Status,
    Code,
    RetryAfter,
    Rate,
    Concurrency,
    TooMany,
    Redirect,
    Html200,
    Empty,
    EntityBomb,
    Xxe,
    DeepNest,
    AttrBomb,
    HugePage,
    GzipBomb,
    // the service misbehaves
    IgnoreField,
    MutateBetween,
    IndexLag,
    RefuseAgents, ///< of those that a write means
    VanishAgents, ///< somebody else deletes them just before
    RefuseWebApps,
    VanishWebApps,
    DupPage,
    EndlessMore,
    // the answer tells something else
    NoLastId,
    Backwards,
    DupElement,
    OtherId,
    WrongRoot,
    OddMarkup,
    // the answer's bytes
    WrongCharset,
    Charset,
    BigHeader,
    ClockSkew,
    // the way the bytes leave
    SlowBody,
    Truncate,
    ChunkCut,
    CutWithoutLength,
    JunkAfter,
};

constexpr auto wireTable(FaultKind)
{
    using namespace Qt::StringLiterals;
    using enum FaultKind;
    return std::to_array<Wire<FaultKind>>({
        {Delay, "delay"_L1},
        {DelayApply, "delay-apply"_L1},
        {Status, "status"_L1},
        {Code, "code"_L1},
        {RetryAfter, "retry-after"_L1},
        {Rate, "rate"_L1},
        {Concurrency, "concurrency"_L1},
        {TooMany, "too-many"_L1},
        {Redirect, "redirect"_L1},
        {Html200, "html200"_L1},
        {Empty, "empty"_L1},
        {EntityBomb, "entity-bomb"_L1},
        {Xxe, "xxe"_L1},
        {DeepNest, "deep-nest"_L1},
        {AttrBomb, "attr-bomb"_L1},
        {HugePage, "huge-page"_L1},
        {GzipBomb, "gzip-bomb"_L1},
        {IgnoreField, "ignore-field"_L1},
        {MutateBetween, "mutate-between"_L1},
        {IndexLag, "index-lag"_L1},
        {RefuseAgents, "refuse-agents"_L1},
        {VanishAgents, "vanish-agents"_L1},
        {RefuseWebApps, "refuse-web-apps"_L1},
        {VanishWebApps, "vanish-web-apps"_L1},
        {DupPage, "dup-page"_L1},
        {EndlessMore, "endless-more"_L1},
        {NoLastId, "no-last-id"_L1},
        {Backwards, "backwards"_L1},
        {DupElement, "dup-element"_L1},
        {OtherId, "other-id"_L1},
        {WrongRoot, "wrong-root"_L1},
        {OddMarkup, "odd-markup"_L1},
        {WrongCharset, "wrong-charset"_L1},
        {Charset, "charset"_L1},
        {BigHeader, "big-header"_L1},
        {ClockSkew, "clock-skew"_L1},
        {SlowBody, "slow-body"_L1},
        {Truncate, "truncate"_L1},
        {ChunkCut, "chunk-cut"_L1},
        {CutWithoutLength, "cut-without-length"_L1},
        {JunkAfter, "junk-after"_L1},
    });
}

/// Stands instead of the true answer.
constexpr bool replacesAnswer(FaultKind kind)
{
    return kind >= FaultKind::Status && kind <= FaultKind::GzipBomb;
}

/// Leaves a true answer that a careful client can use.
constexpr bool keepsAnswer(FaultKind kind)
{
    using enum FaultKind;
    return kind == Delay || kind == DelayApply || (kind >= IgnoreField && kind <= EndlessMore) || kind == BigHeader ||
           kind == ClockSkew || kind == SlowBody || kind == OddMarkup || kind == Charset;
}

/// One row of the table `fault`: which requests, the first to the last of them, and what happens.
struct FaultRule
{
    qint64 id = 0;
    QString method;                    ///< "*" is any
    QString pattern;                   ///< part of the path with its query; "*" in it stands for anything
    std::optional<qint64> first, last; ///< counted from 1 among the requests that match
    FaultKind kind = FaultKind::Status;
    bool appliesFirst = false; ///< "apply-then-": the request is carried out, then answered so
    QString argument;

    QString text() const; ///< "apply-then-status=504"
};

/// "POST:create/ca/agentactkey:2=status=500": method, part of the path, which of the matching requests (":N", ":N-",
/// ":N-M", all without it), kind and its argument.
Result<FaultRule> parseFault(const QString &text);

void addFault(SQLite::Database &database, const FaultRule &rule);
/// The rules for this request, which they count. Read anew for each request, so that a row put into the running
/// database works from the next one on.
QList<FaultRule> takeFaults(SQLite::Database &database, const QByteArray &method, const QString &target);

} // namespace sandbox
