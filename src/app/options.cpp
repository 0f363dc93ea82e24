// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "app/options.h"

#include <QCommandLineParser>
#include <QDir>
#include <QLibraryInfo>
#include <QSslSocket>
#include <QStandardPaths>
#include <QSysInfo>

#include <sqlite3.h>

using namespace Qt::StringLiterals;

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(Options)
};

} // namespace

QString defaultDataFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + u"/latchkey"_s;
}

Options parseOptions(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        Texts::tr("Desktop console for activation keys, agents and web apps. Not affiliated with Qualys."));
    const QCommandLineOption help({u"h"_s, u"help"_s}, Texts::tr("Show this help."));
    const QCommandLineOption version({u"v"_s, u"version"_s}, Texts::tr("Show the version."));
    const QCommandLineOption demo(u"demo"_s, Texts::tr("Open the demo subscription of the bundled sandbox."));
    const QCommandLineOption tour(
        u"tour"_s, Texts::tr("Do the main job in a fresh demo subscription and save pictures to DIR."), u"DIR"_s);
    const QCommandLineOption data(u"data-dir"_s, Texts::tr("Keep settings and journal below DIR."), u"DIR"_s);
    const QCommandLineOption connectTo(u"connect"_s, Texts::tr("Prefill the platform with URL."), u"URL"_s);
    const QCommandLineOption readOnly(u"read-only"_s, Texts::tr("Send no change in this session."));
    const QCommandLineOption theme(u"theme"_s, Texts::tr("light or dark, for this session."), u"NAME"_s);
    const QCommandLineOption info(u"debug-info"_s, Texts::tr("Show versions and folders, for a report."));
    const QCommandLineOption sandbox(u"sandbox"_s, Texts::tr("An argument for the demo's server; may be repeated."),
                                     u"ARG"_s);
    parser.addOptions({help, version, demo, tour, data, connectTo, readOnly, theme, info, sandbox});

    Options options;
    const bool parsed = parser.parse(arguments);
    options.help = parser.helpText().replace("<executable_name>"_L1, "latchkey"_L1); // there is no application yet
    if (!parsed)
        options.problem = parser.errorText();
    else if (!parser.positionalArguments().isEmpty())
        options.problem = Texts::tr("Unexpected argument: %1").arg(parser.positionalArguments().constFirst());
    options.showHelp = parser.isSet(help);
    options.showVersion = parser.isSet(version);
    options.showDebugInfo = parser.isSet(info);
    options.demo = parser.isSet(demo);
    options.readOnly = parser.isSet(readOnly);
    options.connectTo = parser.value(connectTo);
    options.sandboxArguments = parser.values(sandbox);
    options.theme = parser.value(theme);
    if (parser.isSet(theme) && options.theme != "light"_L1 && options.theme != "dark"_L1)
        options.problem = Texts::tr("--theme takes light or dark, not %1").arg(options.theme);
    if (parser.isSet(tour))
        options.tourFolder = parser.value(tour);
    options.dataFolder =
        parser.isSet(data) ? QDir::cleanPath(QDir(parser.value(data)).absolutePath()) : defaultDataFolder();
    return options;
}

QString debugInfo(const Options &options)
{
    const QStringList lines{
        u"Latchkey " LATCHKEY_VERSION ""_s,
        u"Qt %1 (built with %2), %3"_s.arg(QString::fromLatin1(qVersion()), QStringLiteral(QT_VERSION_STR),
                                           QSysInfo::buildAbi()),
        u"TLS: %1"_s.arg(QSslSocket::supportsSsl() ? QSslSocket::sslLibraryVersionString() : u"none"_s),
        u"SQLite %1"_s.arg(QString::fromLatin1(sqlite3_libversion())),
        u"System: %1, kernel %2 %3"_s.arg(QSysInfo::prettyProductName(), QSysInfo::kernelType(),
                                          QSysInfo::kernelVersion()),
        u"Data: %1"_s.arg(QDir::toNativeSeparators(options.dataFolder)),
    };
    return lines.join(u'\n') + u'\n';
}
