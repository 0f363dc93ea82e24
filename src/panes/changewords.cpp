// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "panes/changewords.h"

#include "domain/agentfields.h"
#include "domain/keyfields.h"
#include "domain/modules.h"
#include "panes/agentwords.h"
#include "panes/scanchangewords.h"
#include "panes/webappchangewords.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(Words)
};

} // namespace

QString fieldName(QStringView field)
{
    using namespace keyfields;
    if (field == title)
        return Words::tr("Title");
    if (field == owner)
        return Words::tr("Owner");
    if (field == type)
        return Words::tr("Limit by");
    if (field == limit)
        return Words::tr("Limit");
    if (field == expires)
        return Words::tr("Expires");
    if (field == modules)
        return Words::tr("Modules");
    if (field == tags)
        return Words::tr("Tags");
    if (field == network)
        return Words::tr("Network");
    if (field == disabled)
        return Words::tr("State");
    if (field == agentfields::name)
        return Words::tr("Name");
    if (field == agentfields::key)
        return Words::tr("Key");
    if (agentfields::isModule(field))
        return moduleCodeOfAgentWord(field);
    if (const auto kind = agentfields::scanKind(field))
        return scanName(*kind);
    return field.toString();
}

QString fieldName(ObjectType type, QStringView field)
{
    switch (type) {
    case ObjectType::Scan:
        return scanFieldName(field);
    case ObjectType::WebApp:
        return webAppFieldName(field);
    case ObjectType::ActivationKey:
    case ObjectType::Agent:
        break;
    }
    return fieldName(field);
}

QString operationName(ObjectType type, Operation operation)
{
    switch (type) {
    case ObjectType::Scan:
        return scanOperationName(operation);
    case ObjectType::ActivationKey:
    case ObjectType::Agent:
    case ObjectType::WebApp:
        break;
    }
    return operationName(operation);
}

QString operationName(Operation operation)
{
    switch (operation) {
    case Operation::Create:
        return Words::tr("Create");
    case Operation::Update:
        return Words::tr("Change");
    case Operation::Delete:
        return Words::tr("Delete");
    }
    return {};
}

QString keyTypeName(KeyType type)
{
    switch (type) {
    case KeyType::Unlimited:
        return Words::tr("No limit");
    case KeyType::CountLimited:
        return Words::tr("Count");
    case KeyType::TimeLimited:
        return Words::tr("Time");
    case KeyType::CountTimeLimited:
        return Words::tr("Count and time");
    }
    return {};
}

QString FieldWords::value(QStringView field, const QJsonValue &value) const
{
    QString nothing = u"–"_s;
    if (field == keyfields::owner) {
        const UserId id{value.toInteger()};
        return id ? m_users.nameOf(id) : Words::tr("No owner");
    }
    if (field == keyfields::type) {
        const auto type = fromWire<KeyType>(value.toString());
        return type ? keyTypeName(*type) : value.toString();
    }
    if (field == keyfields::limit)
        return value.toInteger() > 0 ? Words::tr("%Ln agents", nullptr, int(value.toInteger())) : Words::tr("No limit");
    if (field == keyfields::expires) {
        const QDateTime time = QDateTime::fromString(value.toString(), Qt::ISODate);
        return time.isValid() ? dateTimeText(time) : Words::tr("Never");
    }
    if (field == keyfields::modules) {
        QStringList codes;
        const QJsonArray words = value.toArray();
        for (const auto &word : words)
            codes << moduleCode(word.toString());
        return codes.isEmpty() ? Words::tr("None") : codes.join(u", "_s);
    }
    if (field == keyfields::tags) {
        const QString names = tagNames(value, m_tags);
        return names.isEmpty() ? Words::tr("None") : names;
    }
    if (field == keyfields::network)
        return value.toInteger() == 0 ? Words::tr("Global Default Network (0)") : QString::number(value.toInteger());
    if (field == keyfields::disabled)
        return value.toBool() ? Words::tr("Disabled") : Words::tr("Enabled");
    if (field == agentfields::key)
        return value["title"_L1].toString().isEmpty() ? nothing : value["title"_L1].toString();
    if (agentfields::scanKind(field)) {
        const QString asked = value["after"_L1].toString();
        const QDateTime at = QDateTime::fromString(asked.isEmpty() ? value.toString() : asked, Qt::ISODate);
        if (!at.isValid())
            return nothing;
        const QString text = dateTimeText(at);
        return asked.isEmpty() ? text : Words::tr("Now, and be told when it was made", "a scan");
    }
    if (agentfields::isModule(field))
        return value.toBool() ? Words::tr("On", "a module") : Words::tr("Off", "a module");
    return value.toString().isEmpty() ? nothing : value.toString();
}

QString FieldWords::value(ObjectType type, QStringView field, const QJsonValue &value) const
{
    switch (type) {
    case ObjectType::Scan:
        return scanValue(field, value, m_scans, m_apps, m_tags);
    case ObjectType::WebApp:
        return webAppValue(field, value, m_users, m_tags);
    case ObjectType::ActivationKey:
    case ObjectType::Agent:
        break;
    }
    return this->value(field, value);
}

QString FieldWords::tagSteps(const QJsonValue &before, const QJsonValue &wanted) const
{
    const TagSteps steps = ::tagSteps(before, wanted);
    const auto names = [this](const QList<qint64> &ids) {
        QJsonArray list;
        for (const qint64 id : ids)
            list << id;
        return value(QString(keyfields::tags), list);
    };
    QStringList parts;
    if (!steps.add.isEmpty())
        parts << Words::tr("add %1", "tags").arg(names(steps.add));
    if (!steps.remove.isEmpty())
        parts << Words::tr("remove %1", "tags").arg(names(steps.remove));
    return parts.join(u"; "_s);
}

QString FieldWords::difference(ObjectType type, const FieldDifference &difference) const
{
    return Words::tr("%1: wanted %2, the server holds %3")
        .arg(fieldName(type, difference.field), value(type, difference.field, difference.wanted),
             value(type, difference.field, difference.server));
}

QString stateName(ChangeState state)
{
    switch (state) {
    case ChangeState::Staged:
        return Words::tr("Staged");
    case ChangeState::Discarded:
        return Words::tr("Discarded");
    case ChangeState::Planned:
    case ChangeState::Queued:
        return Words::tr("Waiting");
    case ChangeState::Preflight:
        return Words::tr("Reading");
    case ChangeState::Conflict:
        return Words::tr("Conflict");
    case ChangeState::Noop:
        return Words::tr("Already so");
    case ChangeState::Sending:
        return Words::tr("Sending");
    case ChangeState::Acked:
    case ChangeState::Verifying:
        return Words::tr("Verifying");
    case ChangeState::Unknown:
    case ChangeState::Reconciling:
        return Words::tr("Unknown, looking again");
    case ChangeState::Verified:
        return Words::tr("Verified");
    case ChangeState::Mismatch:
        return Words::tr("Not as wanted");
    case ChangeState::Rejected:
        return Words::tr("Refused");
    case ChangeState::Cancelled:
        return Words::tr("Cancelled");
    case ChangeState::NeedsHuman:
        return Words::tr("Needs a decision");
    case ChangeState::Undone:
        return Words::tr("Undone");
    case ChangeState::Requested:
        return Words::tr("Requested, waiting for the agent");
    }
    return {};
}

QString reasonText(const Change &change, const FieldWords &words)
{
    const ChangeReason &reason = change.reason;
    const auto differences = [&] {
        QStringList parts;
        for (const FieldDifference &difference : reason.fields)
            parts << words.difference(change.type, difference);
        return parts.join(u"; "_s);
    };
    using enum ChangeReason::Kind;
    switch (reason.kind) {
    case None:
        return {};
    case ObjectVanished:
        return Words::tr("The object is gone, or outside your scope.");
    case FieldsDiffer:
        return change.state == ChangeState::Conflict
                   ? Words::tr("Somebody else changed it meanwhile. %1").arg(differences())
                   : differences();
    case Refused:
        if (!reason.failure)
            return Words::tr("The platform refused it.");
        return withMissingPermission(change, reason.failure->detail.isEmpty() ? sentenceOf(*reason.failure).what
                                                                              : reason.failure->detail);
    case NotSent:
        return reason.failure && reason.failure->code == "RULE"_L1
                   ? Words::tr("Not sent: %1").arg(reason.failure->detail)
                   : Words::tr("It never left this computer.");
    case ReplyLost:
        if (change.state == ChangeState::Requested)
            return Words::tr(
                "The answer got lost, and it has not shown up so far. The agent may not have called in yet.");
        return Words::tr("The reply was lost. The server is read to find out what happened.");
    case AdoptedAfterLostReply:
        return Words::tr("The reply was lost; the new object was found and adopted.");
    case SeveralCandidates:
        return Words::tr("The reply was lost and %Ln new objects look alike.", nullptr, int(reason.candidates.size()));
    case NoCandidate:
        return Words::tr("The reply was lost and no new object was found. Create it again if it is missing.");
    case StoppedByRun:
        return Words::tr("The run stopped before its turn.");
    case ByPerson:
        return {};
    case AlreadyAsWanted:
        return Words::tr("The server already holds these values.");
    case LeftOut:
        return Words::tr("The platform's answer did not name it, and reading shows that it was not done.");
    case WaitedInVain:
        return change.type == ObjectType::Scan
                   ? Words::tr("It waited for a change of its web app, which did not come about.")
                   : Words::tr("It waited for another change of the same agent, which did not come about.");
    case NotYetSeen:
        if (reason.replyLost)
            return Words::tr("The answer got lost, and it had not shown up when it was looked for last, at %1.")
                .arg(dateTimeText(reason.until));
        if (!change.desired.isEmpty() && agentfields::scanKind(change.desired.begin().key()))
            return Words::tr(
                       "The platform accepted it. It does not tell of every kind of scan when one was made, and had "
                       "not told of this one when it was asked last, at %1.")
                .arg(dateTimeText(reason.until));
        return Words::tr("The platform accepted it, but it had not shown up when it was looked for last, at %1.")
            .arg(dateTimeText(reason.until));
    }
    return {};
}

Sentence pauseSentence(ApplyRun::Pause pause, const QDateTime &resumesAt)
{
    const QString nothingSent = Words::tr("Nothing more is sent until it is resumed.");
    using enum ApplyRun::Pause;
    switch (pause) {
    case None:
        return {};
    case ByPerson:
        return {Words::tr("Paused."), nothingSent};
    case Offline:
        return {Words::tr("Paused: the platform cannot be reached."),
                Words::tr("It goes on by itself when the connection is back.")};
    case Latched:
        return {Words::tr("Paused: the platform refused the sign-in."), Words::tr("Sign in again, then resume.")};
    case ReadOnly:
        return {Words::tr("Paused: this session is read-only."),
                Words::tr("Turn editing on with the padlock in the top bar, then resume.")};
    case RateLimited:
        return {Words::tr("Paused by the platform's limit."),
                Words::tr("It goes on by itself at %1.")
                    .arg(QLocale().toString(resumesAt.toLocalTime().time(), QLocale::ShortFormat))};
    case StopRule:
        return {Words::tr("Stopped: too many changes failed in a row."),
                Words::tr("Look at the reasons below before you resume.")};
    case CanaryMismatch:
        return {Words::tr("Stopped after the first changes: the server does not hold what was asked for."),
                Words::tr("See what differs before you go on; the others would fare alike.")};
    case NotQualys:
        return {Words::tr("Stopped: the answers do not come from the platform."),
                Words::tr("A proxy or a sign-on page may stand in between. Open the portal in a browser once.")};
    case JournalFailed:
        return {Words::tr("Stopped: the journal cannot be written."),
                Words::tr("Free some disk space, then resume; or save the report elsewhere.")};
    case PermissionMissing:
        return {Words::tr("Stopped: your role lacks the permission."), Words::tr("Ask a Manager for it, then resume.")};
    case Proxy:
        return {Words::tr("Paused: the proxy refused the connection."),
                Words::tr("Check the system's proxy settings, then resume.")};
    case Tls:
        return {Words::tr("Stopped: the server's certificate was not accepted."),
                Words::tr("Nothing was sent. Check the date of this computer and the profile's CA certificate.")};
    case ServerErrors:
        return {Words::tr("Paused: the platform reports errors of its own."), Words::tr("Resume in a few minutes.")};
    case Shutdown:
        return {Words::tr("Paused: Latchkey is closing."), {}};
    }
    return {};
}

QString adviceFor(const Change &change)
{
    using enum ChangeState;
    switch (change.state) {
    case Conflict:
        return Words::tr("Keep what the server holds, or write your values on top of it.");
    case Mismatch:
        if (change.type == ObjectType::WebApp)
            return ignoredWebAppAdvice(change);
        return Words::tr(
            "The platform said yes but holds something else. A module that the subscription does not have is "
            "dropped without a word.");
    case NeedsHuman:
        return Words::tr("Look again, or decide what happened.");
    case Unknown:
    case Reconciling:
        return Words::tr("Nothing is sent again before the server has been read.");
    case Requested:
        return Words::tr("It shows when the agent has called in. Latchkey goes on looking, also after a restart.");
    case Staged:
    case Discarded:
    case Planned:
    case Queued:
    case Preflight:
    case Noop:
    case Sending:
    case Acked:
    case Verifying:
    case Verified:
    case Rejected:
    case Cancelled:
    case Undone:
        break;
    }
    return {};
}
