// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>
#include <QStringList>
#include <QUrl>

#include <optional>

/// What the command line asked for. Parsed before a QApplication exists, since that aborts without a display.
struct Options
{
    bool demo = false;
    std::optional<QString> tourFolder;
    QString dataFolder; ///< settings, cache and journal all live below it
    QString connectTo;  ///< prefills the platform
    bool readOnly = false;
    bool showVersion = false;
    bool showDebugInfo = false;
    bool showHelp = false;
    QString theme;                ///< "light", "dark" or empty for the setting
    QStringList sandboxArguments; ///< for the demo's server, after `--sandbox`

    QString problem; ///< a sentence when the arguments do not make sense; nothing else is valid then
    QString help;
};
Options parseOptions(const QStringList &arguments);

/// Versions of what the program was built and runs with, and where it keeps its files; holds nothing personal.
QString debugInfo(const Options &options);
/// The folder used without --data-dir.
QString defaultDataFolder();
