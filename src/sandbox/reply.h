// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sandbox/node.h"

#include <QByteArray>
#include <QList>

#include <optional>

namespace sandbox {

/// What a request did with an agent, and with one of its modules where the action has some; for the log.
struct AgentWrite
{
    qint64 agent = 0;
    QString module, action, outcome;
};

/// A ServiceResponse before it is written.
struct Reply
{
    QString code = QStringLiteral("SUCCESS");
    QString message, resolution; ///< responseErrorDetails
    std::optional<qint64> count;
    std::optional<bool> hasMore;
    std::optional<qint64> lastId;
    QList<Node> data;
    QString schema; ///< "1.0/ca/agentactkey.xsd"; the service's schema locations are not to be relied on
    QString root = QStringLiteral("ServiceResponse");
    bool isBare = false;       ///< a success is its one record alone, without the envelope; XML only
    bool hasBlankData = false; ///< an empty `data` when there are no records, as once recorded
    int status = 200;          ///< nearly always: the service says in the body what went wrong

    bool applied = false; ///< something was changed; for the log
    qint64 object = 0;    ///< which record it was about; for the log
    QList<AgentWrite> agentWrites = {};
    qint64 affected = 0; ///< hosts; for the log

    bool isSuccess() const { return code == QLatin1String("SUCCESS"); }
};

/// The refusals, each with the text that was recorded or, without a recording, one that helps.
namespace refusal {

Reply credentialsNeeded();
Reply invalidCredentials();
Reply unauthorized();
Reply evaluationExpired();
Reply invalidRequest(const QString &message, const QString &resolution = {});
Reply invalidXml(const QString &message);
Reply invalidUrl();
Reply invalidApiVersion(const QString &version, const QString &wanted);
Reply unknownObject();
Reply operationNotSupported();
Reply notFound();
Reply unknownId(qint64 id);
Reply notPermitted();
Reply duplicateTitle(const QString &title);
Reply keyInUse(const QString &title, qint64 agents);
Reply otherError();

} // namespace refusal

/// XML and JSON differ in more than their marks: see the comments in the .cpp.
struct Envelope
{
    bool json = false;
    bool loneItems = false; ///< a JSON list of one is a bare object, as clients had to learn
    bool padsCdata = false; ///< line breaks around what is in CDATA, as printed in the documentation

    QByteArray write(const Reply &reply) const;
    QByteArray contentType() const { return json ? "application/json" : "application/xml"; }
};

} // namespace sandbox
