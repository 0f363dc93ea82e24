// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "sandbox/options.h"

#include <QCommandLineParser>
#include <QFile>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace {

using sandbox::CommandLine;
using sandbox::LimitRule;
using sandbox::Login;
using sandbox::Options;

Result<int> numberOf(const QCommandLineParser &parser, const QString &name, int least, int most)
{
    bool ok = false;
    const int number = parser.value(name).toInt(&ok);
    if (!ok || number < least || number > most)
        return failed(
            Failure::Kind::Rejected,
            u"--%1 takes a number from %2 to %3, not \"%4\""_s.arg(name).arg(least).arg(most).arg(parser.value(name)));
    return number;
}

Result<QString> passwordIn(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return failed(Failure::Kind::Rejected,
                      u"the password file %1 cannot be read: %2"_s.arg(path, file.errorString()));
    QByteArray line = file.readLine();
    while (line.endsWith('\n') || line.endsWith('\r'))
        line.chop(1);
    return QString::fromUtf8(line);
}

Result<QList<Login>> loginsOf(const QStringList &names, const QStringList &files)
{
    if (names.size() != files.size())
        return failed(Failure::Kind::Rejected, u"each --user needs a --password-file"_s);
    QList<Login> logins;
    for (qsizetype i = 0; i < names.size(); ++i) {
        if (names[i].isEmpty() || names[i].contains(u':'))
            return failed(Failure::Kind::Rejected, u"a login has no colon in it: \"%1\""_s.arg(names[i]));
        const Result<QString> password = passwordIn(files[i]);
        if (!password)
            return tl::unexpected(password.error());
        logins.append({names[i], *password});
    }
    return logins;
}

Result<LimitRule> limitsOf(const QString &text)
{
    static const QRegularExpression form(u"^([1-9]\\d{0,6})/([1-9]\\d{0,6})(/([1-9]\\d{0,2}))?$"_s);
    const QRegularExpressionMatch match = form.match(text);
    if (!match.hasMatch())
        return failed(Failure::Kind::Rejected, u"--limits takes CALLS/SECONDS[/AT-ONCE], not \"%1\""_s.arg(text));
    LimitRule rule{.calls = match.captured(1).toInt(), .seconds = match.captured(2).toInt()};
    if (match.capturedLength(4) > 0)
        rule.atOnce = match.captured(4).toInt();
    return rule;
}

void addOptions(QCommandLineParser &parser)
{
    parser.setApplicationDescription(
        u"Answers on the loopback like the platform does, for a fictional subscription."_s);
    parser.addOptions({
        {u"port"_s, u"Listen on this port; 0, the default, takes a free one."_s, u"N"_s, u"0"_s},
        {u"database"_s, u"Keep everything in this file. Without it, it is gone at the end."_s, u"FILE"_s},
        {u"keys"_s, u"How many activation keys."_s, u"N"_s, u"44"_s},
        {u"agents"_s, u"How many agents, spread over the keys."_s, u"N"_s},
        {u"hosts"_s, u"How many hosts without an agent."_s, u"N"_s},
        {u"activation-delay"_s, u"After so many seconds a module that was switched on or off is; 0 is at once."_s,
         u"SECONDS"_s, u"3"_s},
        {{u"web-apps"_s, u"webapps"_s},
         u"How many web applications; without any there are no scanners either."_s,
         u"N"_s,
         u"300"_s},
        {u"scan-pace"_s, u"How long each step of a scan takes; 0 ends it at once."_s, u"MS"_s, u"15000"_s},
        {u"tags"_s, u"How many asset tags."_s, u"N"_s},
        {u"seed"_s, u"Another seed makes other ids, names and numbers."_s, u"N"_s, u"1"_s},
        {u"user"_s, u"A Manager who may sign in; repeatable, each with a --password-file."_s, u"NAME"_s},
        {u"password-file"_s, u"The first line is that user's password."_s, u"FILE"_s},
        {u"tls-certificate"_s, u"Speak TLS with this certificate (PEM)."_s, u"FILE"_s},
        {u"tls-key"_s, u"The certificate's private key (PEM)."_s, u"FILE"_s},
        {u"limits"_s, u"Limit the calls of each API: CALLS/SECONDS[/AT-ONCE]."_s, u"N/WINDOW"_s},
        {u"fault"_s, u"Go wrong: METHOD:PATH[:N]=KIND[=ARGUMENT]; repeatable."_s, u"SPEC"_s},
        {u"quirks"_s, u"Answer as oddly as the platform was seen to."_s},
        {u"parent-watch"_s, u"End when the standard input closes."_s},
        {u"version"_s, u"Print the version."_s},
        {u"help"_s, u"Print this."_s},
    });
}

/// The numbers; each is checked even when an earlier one was wrong, the first failure is told.
Outcome takeNumbers(const QCommandLineParser &parser, Options &options)
{
    constexpr int many = 1'000'000;
    const auto take = [&parser](const char *name, int most, auto &into) -> Outcome {
        const QString option = QString::fromLatin1(name);
        if (!parser.isSet(option))
            return {};
        return numberOf(parser, option, 0, most).map([&](int number) { into = decltype(options.keys)(number); });
    };
    int port = 0, seed = 1;
    for (const Outcome &taken :
         {take("port", 65'535, port), take("keys", many, options.keys), take("agents", many, options.agents),
          take("hosts", many, options.hosts), take("activation-delay", 86'400, options.activationDelay),
          take("web-apps", many, options.webApps), take("scan-pace", 86'400'000, options.scanPace),
          take("tags", many, options.tags), take("seed", std::numeric_limits<int>::max(), seed)})
        if (!taken)
            return taken;
    options.port = quint16(port);
    options.seed = quint64(seed);
    return {};
}

} // namespace

Result<CommandLine> sandbox::parseCommandLine(const QStringList &arguments)
{
    QCommandLineParser parser;
    addOptions(parser);
    if (!parser.parse(arguments))
        return failed(Failure::Kind::Rejected, parser.errorText());
    if (!parser.positionalArguments().isEmpty())
        return failed(Failure::Kind::Rejected,
                      u"unexpected argument \"%1\""_s.arg(parser.positionalArguments().constFirst()));
    if (parser.isSet(u"help"_s))
        return CommandLine{.options = {}, .print = parser.helpText().trimmed()};
    if (parser.isSet(u"version"_s))
        return CommandLine{.options = {}, .print = u"latchkey-sandbox " LATCHKEY_VERSION ""_s};

    CommandLine line;
    Options &options = line.options;
    if (const Outcome taken = takeNumbers(parser, options); !taken)
        return tl::unexpected(taken.error());
    options.database = parser.value(u"database"_s);
    options.quirks = parser.isSet(u"quirks"_s);
    options.parentWatch = parser.isSet(u"parent-watch"_s);
    options.certificate = parser.value(u"tls-certificate"_s);
    options.privateKey = parser.value(u"tls-key"_s);
    if (options.certificate.isEmpty() != options.privateKey.isEmpty())
        return failed(Failure::Kind::Rejected, u"--tls-certificate and --tls-key come together"_s);

    const Result<QList<Login>> logins = loginsOf(parser.values(u"user"_s), parser.values(u"password-file"_s));
    if (!logins)
        return tl::unexpected(logins.error());
    options.logins = *logins;
    if (parser.isSet(u"limits"_s)) {
        const Result<LimitRule> limits = limitsOf(parser.value(u"limits"_s));
        if (!limits)
            return tl::unexpected(limits.error());
        options.limits = *limits;
    }
    for (const QString &text : parser.values(u"fault"_s)) {
        const Result<FaultRule> fault = parseFault(text);
        if (!fault)
            return tl::unexpected(fault.error());
        options.faults.append(*fault);
    }
    return line;
}
