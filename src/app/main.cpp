// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "account/hardening.h"
#include "app/controller.h"
#include "app/mainwindow.h"
#include "app/signals.h"
#include "app/theme.h"
#include "app/tour.h"
#include "base/heap.h"

#include <QApplication>
#include <QLibraryInfo>
#include <QTranslator>

#include <cstdio>

#ifdef Q_OS_UNIX
#include <sys/stat.h>
#endif

using namespace Qt::StringLiterals;

namespace {

void print(std::FILE *to, const QString &text)
{
    const QByteArray bytes = text.toLocal8Bit();
    std::fwrite(bytes.constData(), 1, size_t(bytes.size()), to);
}

bool hasDisplay()
{
#if defined(Q_OS_UNIX) && !defined(Q_OS_DARWIN)
    return qEnvironmentVariableIsSet("DISPLAY") || qEnvironmentVariableIsSet("WAYLAND_DISPLAY") ||
           qEnvironmentVariableIsSet("QT_QPA_PLATFORM");
#else
    return true;
#endif
}

/// Plural forms are a translation too, English ones included.
void installTranslations(QApplication &app)
{
    for (const QString &file : {u"latchkey"_s, u"qtbase"_s}) {
        auto *translator = new QTranslator(&app);
        const QString folder = file == "qtbase"_L1 ? QLibraryInfo::path(QLibraryInfo::TranslationsPath) : u":/i18n"_s;
        if (translator->load(QLocale(), file, u"_"_s, folder) ||
            (file == "latchkey"_L1 && translator->load(u":/i18n/latchkey_en.qm"_s)))
            QCoreApplication::installTranslator(translator);
    }
}

} // namespace

int main(int argc, char **argv)
{
    keepHeapSmall();
#ifdef Q_OS_UNIX
    ::umask(077); // SQLite makes its files with whatever the umask leaves
#endif
    QStringList arguments;
    for (int i = 0; i < argc; ++i)
        arguments << QString::fromLocal8Bit(argv[i]);
    QCoreApplication::setApplicationName(u"latchkey"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(LATCHKEY_VERSION));
    const Options options = parseOptions(arguments);
    if (!options.problem.isEmpty()) {
        print(stderr, options.problem + u"\n\n"_s + options.help);
        return 2;
    }
    if (options.showHelp || options.showVersion || options.showDebugInfo) {
        print(stdout, options.showHelp      ? options.help
                      : options.showVersion ? u"Latchkey "_s + QStringLiteral(LATCHKEY_VERSION) + u'\n'
                                            : debugInfo(options));
        return 0;
    }
    if (options.tourFolder && !qEnvironmentVariableIsSet("QT_QPA_PLATFORM") && !hasDisplay())
        qputenv("QT_QPA_PLATFORM", "offscreen");
    if (!hasDisplay()) {
        print(stderr, u"There is no display. Set DISPLAY or WAYLAND_DISPLAY, or use --tour DIR.\n"_s);
        return 2;
    }
    if constexpr (isHardenedBuild)
        hardenProcess();

    // The C locale has neither a language nor readable dates.
    if (QLocale().language() == QLocale::C)
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom));
    QGuiApplication::setDesktopFileName(u"io.github.latchkey.Latchkey"_s);
    QApplication app(argc, argv);
    installTranslations(app);
    Theme theme;
    if (options.tourFolder)
        return runTour(options, theme);
    Controller controller(options, theme);
    const EndSignals endSignals([&controller] { controller.window().close(); });
    controller.start();
    return QApplication::exec();
}
