// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "models/webapptexts.h"

#include "domain/scanstatus.h"
#include "domain/tag.h"
#include "domain/user.h"
#include "models/scannertexts.h"
#include "models/scantexts.h"

#include <QLocale>

using namespace Qt::StringLiterals;

namespace {

const QString dash = u"–"_s;

/// The sign-in has a column of its own; here stands what came of the scan itself, or how far it is.
std::pair<QString, ScanTexts::Part> resultOf(const WebApp &app)
{
    if (!app.lastScan)
        return {QString(), ScanTexts::Part::Status};
    const ScanState &state = app.lastScan->state;
    const bool over = state.result && !state.result->results.isEmpty();
    const auto part = over ? ScanTexts::Part::Result : ScanTexts::Part::Status;
    return {ScanTexts::wordOf(state, part), part};
}

} // namespace

QString WebAppTexts::name(const WebApp &app, const CellContext &)
{
    return app.name.isEmpty() ? tr("No name") : app.name;
}

QString WebAppTexts::shortUrl(const WebApp &app, const CellContext &)
{
    return app.url.startsWith("https://"_L1) ? app.url.mid(8) : app.url;
}

QString WebAppTexts::scanner(const WebApp &app, const CellContext &context)
{
    if (app.scanner.scanner)
        return scannerText(*app.scanner.scanner, context.tags);
    return app.isWhole ? dash : tr("Unknown");
}

void WebAppTexts::fillScanner(Cell &cell, const WebApp &app, const WebApp &, const CellContext &)
{
    if (app.scanner.scanner)
        cell.icon = scannerIcon(app.scanner.scanner->kind);
    cell.tone = CellTone::Quiet;
}

QString WebAppTexts::scannerTip(const WebApp &app, const CellContext &context)
{
    if (!app.scanner.locked)
        return tr("Not known yet: lists do not tell it, so it is asked for app by app.");
    if (!app.scannerRead.isValid())
        return scanner(app, context);
    //: %1 is a scanner, %2 when that was read
    return tr("%1 (as of %2)")
        .arg(scanner(app, context), QLocale().toString(app.scannerRead.toLocalTime(), QLocale::ShortFormat));
}

QString WebAppTexts::lock(const WebApp &app, const CellContext &)
{
    if (!app.scanner.locked)
        return tr("Unknown");
    return *app.scanner.locked ? tr("Locked") : tr("Unlocked");
}

void WebAppTexts::fillLock(Cell &cell, const WebApp &app, const WebApp &, const CellContext &)
{
    if (!app.scanner.locked) {
        cell.icon = "lock-unknown"_L1;
        cell.tone = CellTone::Idle;
        return;
    }
    cell.icon = *app.scanner.locked ? "lock"_L1 : "unlock"_L1;
    cell.tone = *app.scanner.locked ? CellTone::Ok : CellTone::Warn;
}

QString WebAppTexts::lastScan(const WebApp &app, const CellContext &context)
{
    if (!app.lastScan)
        return isScanned(app) == false ? tr("never") : dash;
    if (!app.lastScan->launched.isValid())
        return dash;
    const qint64 seconds = std::max<qint64>(0, app.lastScan->launched.secsTo(context.now));
    if (isInFlight(app.lastScan->state))
        return tr("now");
    if (seconds < 3'600)
        return tr("%1 min").arg(seconds / 60);
    if (seconds < 86'400)
        return tr("%1 h").arg(seconds / 3'600);
    return tr("%1 d").arg(QLocale().toString(seconds / 86'400));
}

QVariant WebAppTexts::sortLastScan(const WebApp &app, const CellContext &)
{
    return app.lastScan && app.lastScan->launched.isValid() ? double(app.lastScan->launched.toSecsSinceEpoch()) : 0.0;
}

QString WebAppTexts::lastScanTip(const WebApp &app, const CellContext &)
{
    if (!app.lastScan)
        return app.isWhole ? tr("It was never scanned.") : tr("No scan of it is known.");
    const QString when = app.lastScan->launched.isValid()
                             ? QLocale().toString(app.lastScan->launched.toLocalTime(), QLocale::ShortFormat)
                             : QString();
    return (app.lastScan->name + u"\n"_s + when).trimmed();
}

QString WebAppTexts::result(const WebApp &app, const CellContext &)
{
    const auto [word, part] = resultOf(app);
    return app.lastScan ? ScanTexts::titleOf(word, part) : dash;
}

QVariant WebAppTexts::sortResult(const WebApp &app, const CellContext &)
{
    const auto [word, part] = resultOf(app);
    return app.lastScan ? double(ScanTexts::severity(word, part)) : -1.0;
}

void WebAppTexts::fillResult(Cell &cell, const WebApp &app, const WebApp &, const CellContext &)
{
    if (!app.lastScan) {
        cell.tone = CellTone::Faint;
        return;
    }
    const auto [word, part] = resultOf(app);
    cell.icon = ScanTexts::iconOf(word, part);
    cell.tone = ScanTexts::cellToneOf(ScanTexts::toneOf(word, part));
}

QString WebAppTexts::auth(const WebApp &app, const CellContext &)
{
    return app.lastScan ? ScanTexts::titleOf(ScanTexts::wordOf(app.lastScan->state, ScanTexts::Part::Auth),
                                             ScanTexts::Part::Auth)
                        : dash;
}

void WebAppTexts::fillAuth(Cell &cell, const WebApp &app, const WebApp &, const CellContext &)
{
    const QString word = app.lastScan ? ScanTexts::wordOf(app.lastScan->state, ScanTexts::Part::Auth) : QString();
    cell.icon = ScanTexts::iconOf(word, ScanTexts::Part::Auth);
    cell.tone =
        word.isEmpty() ? CellTone::Faint : ScanTexts::cellToneOf(ScanTexts::toneOf(word, ScanTexts::Part::Auth));
}

QString WebAppTexts::verdictTip(const WebApp &app, const CellContext &)
{
    if (!app.lastScan)
        return {};
    const std::optional<bool> hasAuth = app.isWhole ? std::optional(!app.authRecords.isEmpty()) : std::nullopt;
    const ScanVerdict verdict = verdictOf(app.lastScan->state, hasAuth);
    return QStringList{verdict.title, verdict.explanation, verdict.advice}.join(u'\n').trimmed();
}

QString WebAppTexts::owner(const WebApp &app, const CellContext &context)
{
    if (!app.owner.id)
        return dash;
    return context.users ? context.users->nameOf(app.owner.id) : app.owner.id.toString();
}

QString WebAppTexts::tags(const WebApp &app, const CellContext &context)
{
    QStringList names;
    for (const TagRef &tag : app.tags)
        names << tagName(tag, context.tags);
    return names.join(u", "_s);
}

void WebAppTexts::fillTags(Cell &cell, const WebApp &app, const WebApp &, const CellContext &context)
{
    cell.text = app.tags.isEmpty() ? QString() : tagName(app.tags.first(), context.tags);
    if (app.tags.size() > 1)
        cell.detail = u'+' + QString::number(app.tags.size() - 1);
}
