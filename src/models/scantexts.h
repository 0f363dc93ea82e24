// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/cell.h"

#include "domain/scanstatus.h"

#include <QCoreApplication>
#include <QVariant>

/// The words and figures of the columns of ScanModel, and of whatever else shows a scan.
class ScanTexts
{
    Q_DECLARE_TR_FUNCTIONS(ScanTexts)

public:
    using Scan = WasScan;
    using Context = CellContext;

    enum class Part { Status, Result, Auth };
    /// The word of a part as it came; empty where there is no summary, which is not NONE.
    static QString wordOf(const ScanState &state, Part part);
    /// Its title for people: "Sign-in failed"; a word nobody knows stays as it came, no word is a dash.
    static QString titleOf(const QString &word, Part part);
    static ScanTone toneOf(const QString &word, Part part);
    static int severity(const QString &word, Part part); ///< what to sort by
    static QLatin1StringView iconOf(const QString &word, Part part);
    static QLatin1StringView iconOf(ScanTone tone);
    static CellTone cellToneOf(ScanTone tone);
    /// Explanation and advice, whole sentences.
    static QString explain(const QString &word, Part part);

    template <Part part>
    static QString text(const Scan &scan, const Context &)
    {
        return titleOf(wordOf(scan.state, part), part);
    }
    template <Part part>
    static void fill(Cell &cell, const Scan &scan, const Scan &, const Context &)
    {
        const QString word = wordOf(scan.state, part);
        cell.tone = word.isEmpty() ? CellTone::Faint : cellToneOf(toneOf(word, part));
        cell.icon = iconOf(word, part);
    }
    template <Part part>
    static QString toolTip(const Scan &scan, const Context &)
    {
        return explain(wordOf(scan.state, part), part);
    }
    template <Part part>
    static QString spoken(const Scan &scan, const Context &)
    {
        const QString word = wordOf(scan.state, part);
        return word.isEmpty()
                   ? explain(word, part)
                   : tr("%1. %2", "state of a scan, explanation").arg(titleOf(word, part), explain(word, part));
    }
    template <Part part>
    static QVariant sortKey(const Scan &scan, const Context &)
    {
        return double(severity(wordOf(scan.state, part), part));
    }

    static QString name(const Scan &scan, const Context &context);
    static QString nameTip(const Scan &scan, const Context &context);
    static QString mode(const Scan &scan, const Context &context);
    static QString typeName(const QString &word);
    static QString scanner(const Scan &scan, const Context &context);
    static void fillScanner(Cell &cell, const Scan &scan, const Scan &, const Context &context);
    static QString launched(const Scan &scan, const Context &context);
    static QString launchedTip(const Scan &scan, const Context &context);
    static QString isoLaunched(const Scan &scan, const Context &context);
    static QVariant sortLaunched(const Scan &scan, const Context &context);
    static QString duration(const Scan &scan, const Context &context);
    static QVariant sortDuration(const Scan &scan, const Context &context);
    /// Seconds it took, as far as is known.
    static std::optional<qint64> secondsOf(const Scan &scan);
    static QString by(const Scan &scan, const Context &context);

private:
    static const ScanWord *known(const QString &word, Part part);
};
