// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "panes/words.h"

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

QString tagNames(const QJsonValue &ids, const TagTree &tags)
{
    QStringList names;
    const QJsonArray list = ids.toArray();
    for (const auto &id : list) {
        const Tag *tag = tags.find({id.toInteger()});
        names << (tag ? tag->name : u"#%1"_s.arg(id.toInteger()));
    }
    names.sort();
    return names.join(u", "_s);
}

QString dateTimeText(const QDateTime &utc)
{
    return utc.isValid() ? QLocale().toString(utc.toLocalTime(), QLocale::ShortFormat) : QString();
}

QString momentText(const QDateTime &utc)
{
    const QDateTime local = utc.toLocalTime();
    const QLocale locale;
    QString time = locale.toString(local.time(), QLocale::ShortFormat);
    if (local.date() == QDate::currentDate())
        return time;
    return u"%1 %2"_s.arg(locale.toString(local.date(), Words::tr("d MMM", "a day without its year")), time);
}

Sentence sentenceOf(const Failure &failure)
{
    using enum Failure::Kind;
    switch (failure.kind) {
    case Offline:
        return {Words::tr("The platform cannot be reached."),
                Words::tr("Nothing was sent. Check the network, then try again.")};
    case ConnectionLost:
        return {Words::tr("The connection broke before the answer was complete."),
                Words::tr("Try again. A change that was under way is looked up before it is judged.")};
    case TimedOut:
        return {Words::tr("The platform did not answer in time."), Words::tr("Try again in a moment.")};
    case Tls:
        return {Words::tr("The server's certificate was not accepted, so nothing was sent."),
                Words::tr(
                    "Check the date of this computer. If your company inspects TLS traffic, add its CA certificate to "
                    "the profile.")};
    case Proxy:
        return {Words::tr("The network proxy refused the connection."),
                Words::tr("Check the system's proxy settings or sign in to the proxy.")};
    case Cancelled:
        return {Words::tr("Cancelled."), {}};
    case TokenExpired:
        return {Words::tr("The sign-in has run out."), Words::tr("Sign in again.")};
    case SignInRefused:
        return {Words::tr("The platform refused this user or password."),
                Words::tr("Sign in again. Some subscriptions lock the account after a few tries.")};
    case Latched:
        return {Words::tr("Nothing is sent because the last sign-in was refused."), Words::tr("Sign in again.")};
    case ReadOnly:
        return {Words::tr("Nothing was changed: this session is read-only."),
                Words::tr("Turn editing on with the padlock in the top bar.")};
    case NotPermitted:
        return {Words::tr("Your role does not permit this."),
                Words::tr("Ask a Manager of the subscription for the permission, or for API access.")};
    case NotFound:
        return {Words::tr("Not found, or outside your scope."),
                Words::tr("Refresh the list to see what is there now.")};
    case NotSupported:
        return {Words::tr("This platform does not offer the operation."),
                Words::tr("Check that the platform is the right one.")};
    case AccountState:
        return {
            Words::tr("The account cannot use the API as it stands."),
            Words::tr(
                "Sign in to the portal once, accept the agreement there, and check that the subscription is active.")};
    case Rejected:
        return {Words::tr("The platform did not accept the request."),
                Words::tr("See the details for its reason and correct the value it names.")};
    case Duplicate:
        return {Words::tr("An activation key with this title exists."), Words::tr("Choose another title.")};
    case InProgress:
        return {Words::tr("The platform is still working on it."), Words::tr("Look again in a moment.")};
    case Throttled:
        return {Words::tr("The subscription's limit of API calls is used up."),
                Words::tr("The work goes on by itself when the limit resets.")};
    case Concurrency:
        return {Words::tr("Other API calls of your subscription are running."),
                Words::tr("It is tried again in a moment.")};
    case TooLarge:
        return {Words::tr("The request was too large for the platform."), Words::tr("Choose fewer objects.")};
    case Maintenance:
        return {Words::tr("The platform is under maintenance."), Words::tr("Try again later.")};
    case ServerError:
        return {Words::tr("The platform reported an error of its own."),
                Words::tr("Try again. If it stays, report the code in the details to your account manager.")};
    case Redirected:
        return {Words::tr("The server points to another address, which is not followed."),
                Words::tr("Check the platform address of this profile.")};
    case NotQualys:
        return {
            Words::tr("The answer did not come from the platform."),
            Words::tr("A proxy, a sign-on page or a captive portal may stand in between. Open the portal in a browser "
                      "once, then try again.")};
    case Unreadable:
        return {Words::tr("The answer could not be read to its end."), Words::tr("Try again; your data is as it was.")};
    case AnswerTooLarge:
        return {Words::tr("The answer was larger than 64 MiB and was not read."), Words::tr("Narrow the search.")};
    case UnknownCode:
        return {Words::tr("The platform answered with a code that Latchkey does not know."),
                Words::tr("Its own words are in the details.")};
    case NotStored:
        return {Words::tr("The journal on this computer could not be written."),
                Words::tr("Nothing more is sent. Free some disk space, or save the report elsewhere.")};
    }
    return {};
}

QString detailsOf(const Failure &failure)
{
    QStringList lines;
    if (!failure.detail.isEmpty())
        lines << failure.detail;
    if (!failure.resolution.isEmpty())
        lines << failure.resolution;
    if (!failure.code.isEmpty())
        lines << Words::tr("Code %1").arg(failure.code);
    if (failure.httpStatus > 0)
        lines << Words::tr("HTTP status %1").arg(failure.httpStatus);
    return lines.join(u'\n');
}

Sentence signInSentence(const Failure &failure, const QString &host, int attempt)
{
    using enum Failure::Kind;
    switch (failure.kind) {
    case SignInRefused:
        return {
            Words::tr("User or password refused (attempt %1).").arg(attempt),
            Words::tr(
                "It may also be another platform than %1, or an account that signs in by SSO only: that one needs a "
                "Qualys password. Some subscriptions lock the account after a few tries.")
                .arg(host)};
    case NotPermitted:
        return {Words::tr("The password is right, but the account has no API access."),
                Words::tr("Ask a Manager to switch on API Access for your user.")};
    case AccountState:
        return {Words::tr("The password is right, but the account or the subscription is not active."),
                failure.detail.isEmpty() ? Words::tr("Sign in to the portal once to see why.") : failure.detail};
    case Offline:
        return {Words::tr("%1 cannot be reached.").arg(host),
                Words::tr("Check the address and the network. Nothing was sent.")};
    case Redirected:
    case NotQualys:
        return {Words::tr("%1 did not answer like a Qualys API server.").arg(host),
                Words::tr("Check the platform. A proxy or a sign-on page may stand in between.")};
    case NotFound:
        return {Words::tr("%1 does not know the API.").arg(host), Words::tr("Check the platform address.")};
    default:
        return sentenceOf(failure);
    }
}

QString problemText(KeyProblem problem)
{
    using enum KeyProblem::Kind;
    switch (problem.kind) {
    case TitleMissing:
        return Words::tr("Enter a title.");
    case TitleTaken:
        return Words::tr("Another key has this title. Choose a different one.");
    case TitleHasControlCharacters:
        return Words::tr("The title holds a character that cannot be sent. Type it again.");
    case LimitTooSmall:
        return Words::tr("Enter a limit of 1 or more.");
    case LimitBelowUsed:
        return Words::tr("The limit is below the number of agents that use the key. No further agent can join.");
    case ExpiryMissing:
        return Words::tr("Choose the day on which the key ends.");
    case ExpiryPast:
        return Words::tr("This day is over. Choose a later one.");
    case PcWithSca:
        return Words::tr("PC and SCA exclude each other. Switch one off.");
    case SwcaWithoutVm:
        return Words::tr("SWCA needs VM. Switch VM on as well.");
    case NetworkNegative:
        return Words::tr("Enter a network id of 0 or more.");
    }
    return {};
}

QString partName(ModuleAccess::Part part)
{
    switch (part) {
    case ModuleAccess::Part::Keys:
        return Words::tr("Activation keys");
    case ModuleAccess::Part::Agents:
        return Words::tr("Agents");
    case ModuleAccess::Part::WebApps:
        return Words::tr("Web apps");
    case ModuleAccess::Part::Users:
        return Words::tr("Users");
    }
    return {};
}

QString roleText(const QString &role)
{
    // The service's own roles.
    static constexpr const char *known[] = {QT_TRANSLATE_NOOP("Roles", "Manager"),
                                            QT_TRANSLATE_NOOP("Roles", "Unit Manager"),
                                            QT_TRANSLATE_NOOP("Roles", "Scanner"),
                                            QT_TRANSLATE_NOOP("Roles", "Reader"),
                                            QT_TRANSLATE_NOOP("Roles", "Auditor"),
                                            QT_TRANSLATE_NOOP("Roles", "Remediation User"),
                                            QT_TRANSLATE_NOOP("Roles", "KnowledgeBase Only"),
                                            QT_TRANSLATE_NOOP("Roles", "User Administrator"),
                                            QT_TRANSLATE_NOOP("Roles", "Contact")};
    for (const char *name : known)
        if (role.compare(QLatin1StringView(name), Qt::CaseInsensitive) == 0)
            return QCoreApplication::translate("Roles", name);
    return role;
}

QString accessText(const ModuleAccess &access)
{
    switch (access.state) {
    case ModuleAccess::State::Works:
        return Words::tr("works");
    case ModuleAccess::State::NoPermission:
        return Words::tr("no permission");
    case ModuleAccess::State::NotInSubscription:
        return Words::tr("not in the subscription");
    case ModuleAccess::State::Failed:
        return access.failure ? sentenceOf(*access.failure).what : Words::tr("failed");
    }
    return {};
}

QString ageText(const QDateTime &then, const QDateTime &now)
{
    const qint64 seconds = std::max<qint64>(0, then.secsTo(now));
    if (seconds < 60)
        return Words::tr("just now");
    if (seconds < 3600)
        return Words::tr("%Ln min ago", nullptr, int(seconds / 60));
    if (seconds < 86'400)
        return Words::tr("%Ln h ago", nullptr, int(seconds / 3600));
    return Words::tr("%Ln d ago", nullptr, int(seconds / 86'400));
}

QString durationText(std::chrono::seconds duration)
{
    const qint64 seconds = duration.count();
    if (seconds < 90)
        return Words::tr("about %Ln s", nullptr, int(std::max<qint64>(1, seconds)));
    if (seconds < 5400)
        return Words::tr("about %Ln min", nullptr, int((seconds + 30) / 60));
    return Words::tr("about %1 h %2 min").arg(seconds / 3600).arg(seconds % 3600 / 60);
}
