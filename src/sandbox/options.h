// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "sandbox/faultrules.h"

#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace sandbox {

/// A Manager that the command line adds to the fictional people, or whose password it replaces.
struct Login
{
    QString name;
    QString password;
};

/// So many calls of one API within so many seconds, and so many at once.
struct LimitRule
{
    int calls = 0;
    int seconds = 0;
    int atOnce = 2;
};

struct Options
{
    quint16 port = 0; ///< 0 takes a free one
    QString database; ///< empty keeps everything in memory
    int keys = 44;
    std::optional<int> agents; ///< without it each key of the demo has its own number
    std::optional<int> hosts;  ///< without an agent; without it some in the demo, none when agents are counted
    int activationDelay = 3;   ///< seconds
    int webApps = 300;
    int scanPace = 15'000; ///< milliseconds that each step of a scan takes
    std::optional<int> tags;
    quint64 seed = 1;
    QList<Login> logins;
    QString certificate, privateKey; ///< PEM files; both or none
    std::optional<LimitRule> limits;
    QList<FaultRule> faults;
    bool quirks = false;
    bool parentWatch = false;
};

/// What the command line asks for: to serve, or to print something and end.
struct CommandLine
{
    Options options;
    QString print; ///< text of --help or --version; nothing is served then
};

/// The failure's detail says what is wrong with the arguments.
Result<CommandLine> parseCommandLine(const QStringList &arguments);

} // namespace sandbox
