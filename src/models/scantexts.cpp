// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "models/scantexts.h"

#include "domain/user.h"
#include "models/scannertexts.h"

#include <QLocale>

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 secondsOfDay = 86'400;
constexpr qint64 secondsOfHour = 3'600;
const QString dash = u"–"_s;

QString statusText(const char *source)
{
    return *source ? QCoreApplication::translate("ScanStatus", source) : QString();
}

} // namespace

QString ScanTexts::wordOf(const ScanState &state, Part part)
{
    if (part == Part::Status)
        return state.status;
    if (!state.result)
        return {};
    return part == Part::Result ? state.result->results : state.result->auth;
}

const ScanWord *ScanTexts::known(const QString &word, Part part)
{
    switch (part) {
    case Part::Status:
        return scanStatusWord(word);
    case Part::Result:
        return scanResultWord(word);
    case Part::Auth:
        return scanAuthWord(word);
    }
    return nullptr;
}

QString ScanTexts::titleOf(const QString &word, Part part)
{
    if (word.isEmpty())
        return dash;
    const ScanWord *const found = known(word, part);
    return found ? statusText(found->title) : word;
}

/// The tone of a word nobody knows is worth a look and no more.
ScanTone ScanTexts::toneOf(const QString &word, Part part)
{
    const ScanWord *const found = known(word, part);
    return found ? found->tone : word.isEmpty() ? ScanTone::Neutral : ScanTone::Note;
}

QLatin1StringView ScanTexts::iconOf(ScanTone tone)
{
    switch (tone) {
    case ScanTone::Busy:
        return "spin"_L1;
    case ScanTone::Good:
        return "circle-check"_L1;
    case ScanTone::Note:
        return "info"_L1;
    case ScanTone::Neutral:
        return "circle-minus"_L1;
    case ScanTone::Warn:
        return "warning"_L1;
    case ScanTone::Bad:
        return "error"_L1;
    }
    return {};
}

/// Words of one tone that mean different things differ in their icons.
QLatin1StringView ScanTexts::iconOf(const QString &word, Part part)
{
    if (word.isEmpty())
        return {};
    const QString plain = normalizedScanWord(word);
    if (plain == "RUNNING"_L1)
        return "play"_L1;
    if (plain == "SUBMITTED"_L1 || plain == "TO_BE_PROCESSED"_L1)
        return "clock"_L1;
    if (plain == "CANCELED"_L1)
        return "ban"_L1;
    if (plain == "FINISHED"_L1 && part == Part::Status)
        return "check"_L1;
    if (plain == "PARTIAL"_L1)
        return "half"_L1;
    return iconOf(toneOf(word, part));
}

CellTone ScanTexts::cellToneOf(ScanTone tone)
{
    switch (tone) {
    case ScanTone::Busy:
        return CellTone::Normal;
    case ScanTone::Good:
        return CellTone::Ok;
    case ScanTone::Note:
    case ScanTone::Neutral:
        return CellTone::Quiet;
    case ScanTone::Warn:
        return CellTone::Warn;
    case ScanTone::Bad:
        return CellTone::Bad;
    }
    return CellTone::Normal;
}

QString ScanTexts::explain(const QString &word, Part part)
{
    if (word.isEmpty()) {
        switch (part) {
        case Part::Status:
            return tr("It is not launched yet.");
        case Part::Result:
            return tr("No result yet, or none at all.");
        case Part::Auth:
            return tr("Nothing is known of a sign-in yet.");
        }
    }
    const ScanWord *const found = known(word, part);
    if (!found)
        return tr("The service says “%1”, which this version of Latchkey does not know.").arg(word);
    const QString advice = statusText(found->advice);
    return advice.isEmpty() ? statusText(found->explanation) : statusText(found->explanation) + u' ' + advice;
}

/// Sorted ascending, what needs a person stands on top.
int ScanTexts::severity(const QString &word, Part part)
{
    if (word.isEmpty())
        return 6;
    switch (toneOf(word, part)) {
    case ScanTone::Bad:
        return 0;
    case ScanTone::Warn:
        return 1;
    case ScanTone::Busy:
        return 2;
    case ScanTone::Note:
        return 3;
    case ScanTone::Neutral:
        return 4;
    case ScanTone::Good:
        return 5;
    }
    return 6;
}

QString ScanTexts::name(const Scan &scan, const Context &)
{
    return scan.name.isEmpty() ? tr("No name") : scan.name;
}

QString ScanTexts::nameTip(const Scan &scan, const Context &context)
{
    if (!scan.id || scan.id.value < 0)
        return name(scan, context);
    const ScanVerdict verdict = verdictOf(scan.state);
    QStringList lines{name(scan, context)};
    if (!verdict.title.isEmpty())
        lines << tr("%1. %2", "verdict, explanation").arg(verdict.title, verdict.explanation);
    if (!verdict.advice.isEmpty())
        lines << verdict.advice;
    return lines.join(u'\n');
}

QString ScanTexts::mode(const Scan &scan, const Context &)
{
    const QString word = normalizedScanWord(scan.mode);
    if (word.isEmpty())
        return dash;
    return word == "ONDEMAND"_L1 ? tr("On demand") : word == "SCHEDULED"_L1 ? tr("Scheduled") : scan.mode;
}

QString ScanTexts::typeName(const QString &word)
{
    const QString plain = normalizedScanWord(word);
    return plain == "VULNERABILITY"_L1 ? tr("Vulnerability scan")
           : plain == "DISCOVERY"_L1   ? tr("Discovery scan")
                                       : word;
}

QString ScanTexts::scanner(const Scan &scan, const Context &context)
{
    return scan.scanner ? scannerText(*scan.scanner, context.tags) : dash;
}

void ScanTexts::fillScanner(Cell &cell, const Scan &scan, const Scan &, const Context &)
{
    cell.tone = CellTone::Quiet;
    if (scan.scanner)
        cell.icon = scannerIcon(scan.scanner->kind);
}

QString ScanTexts::launched(const Scan &scan, const Context &context)
{
    if (!scan.launched.isValid())
        return dash;
    const qint64 ago = scan.launched.secsTo(context.now);
    if (ago < 60)
        return tr("now", "a scan was launched");
    return ago >= secondsOfDay    ? tr("%1 d", "days").arg(ago / secondsOfDay)
           : ago >= secondsOfHour ? tr("%1 h", "hours").arg(ago / secondsOfHour)
                                  : tr("%1 min", "minutes").arg(ago / 60);
}

QString ScanTexts::launchedTip(const Scan &scan, const Context &)
{
    return scan.launched.isValid() ? QLocale().toString(scan.launched.toLocalTime(), QLocale::LongFormat)
                                   : tr("It is not launched yet.");
}

QString ScanTexts::isoLaunched(const Scan &scan, const Context &)
{
    return scan.launched.isValid() ? scan.launched.toUTC().toString(Qt::ISODate) : QString();
}

/// The newest first when sorted the way columns of figures start.
QVariant ScanTexts::sortLaunched(const Scan &scan, const Context &)
{
    return scan.launched.isValid() ? double(scan.launched.toSecsSinceEpoch()) : 1e18; // about to be
}

/// Rows tell crawling and testing alone, the whole record tells it all.
std::optional<qint64> ScanTexts::secondsOf(const Scan &scan)
{
    if (scan.duration)
        return scan.duration;
    if (scan.crawlDuration || scan.testDuration)
        return scan.crawlDuration.value_or(0) + scan.testDuration.value_or(0);
    return {};
}

QString ScanTexts::duration(const Scan &scan, const Context &)
{
    const std::optional<qint64> seconds = secondsOf(scan);
    if (!seconds)
        return dash;
    if (*seconds < 60)
        return tr("%1 s", "seconds").arg(*seconds);
    if (*seconds < secondsOfHour)
        return tr("%1 min", "minutes").arg(*seconds / 60);
    return tr("%1 h %2 min").arg(*seconds / secondsOfHour).arg(*seconds % secondsOfHour / 60);
}

QVariant ScanTexts::sortDuration(const Scan &scan, const Context &)
{
    return double(secondsOf(scan).value_or(-1));
}

QString ScanTexts::by(const Scan &scan, const Context &context)
{
    QString name = displayName(scan.launchedBy);
    if (!name.isEmpty())
        return name;
    return context.users && scan.launchedBy.id ? context.users->nameOf(scan.launchedBy.id) : dash;
}
