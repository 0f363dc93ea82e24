// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "models/keytexts.h"

#include "domain/modules.h"
#include "domain/tag.h"
#include "domain/user.h"

#include <QLocale>

#include <algorithm>
#include <functional>
#include <limits>

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 daysShownAsDays = 60;
constexpr double daysOfMonth = 30.4;
constexpr qint64 monthsShownWithDay = 12;

/// The order in which states matter: sorted ascending, what needs a person stands on top.
int severity(KeyState state)
{
    switch (state) {
    case KeyState::Expired:
        return 0;
    case KeyState::Full:
        return 1;
    case KeyState::Active:
        return 2;
    case KeyState::Disabled:
        return 3;
    }
    return 4;
}

} // namespace

void KeyTexts::fillTitle(Cell &cell, const ActivationKey &key, const ActivationKey &, const CellContext &)
{
    if (!key.title.isEmpty())
        return;
    cell.text = tr("No title");
    cell.tone = CellTone::Faint;
}

QString KeyTexts::state(const ActivationKey &key, const CellContext &context)
{
    switch (stateOf(key, context.now)) {
    case KeyState::Active:
        return tr("Active");
    case KeyState::Disabled:
        return tr("Disabled");
    case KeyState::Expired:
        return tr("Expired");
    case KeyState::Full:
        return tr("Full");
    }
    return {};
}

void KeyTexts::fillState(Cell &cell, const ActivationKey &key, const ActivationKey &, const CellContext &context)
{
    switch (stateOf(key, context.now)) {
    case KeyState::Active:
        cell.tone = CellTone::Ok;
        cell.icon = "circle-check"_L1;
        break;
    case KeyState::Disabled:
        cell.tone = CellTone::Idle;
        cell.icon = "ban"_L1;
        break;
    case KeyState::Expired:
        cell.tone = CellTone::Bad;
        cell.icon = "clock"_L1;
        break;
    case KeyState::Full:
        cell.tone = CellTone::Bad;
        cell.icon = "error"_L1;
        break;
    }
}

QVariant KeyTexts::sortState(const ActivationKey &key, const CellContext &context)
{
    return double(severity(stateOf(key, context.now)));
}

QString KeyTexts::modules(const ActivationKey &key, const CellContext &)
{
    QStringList codes;
    for (const QString &word : sortedModules(key.modules))
        codes << moduleCode(word);
    return codes.join(", "_L1);
}

QString KeyTexts::spokenModules(const ActivationKey &key, const CellContext &context)
{
    int onStrip = 0;
    for (const QString &word : sortedModules(key.modules))
        if (const Module *module = moduleOfKeyWord(word); module && module->onStrip)
            ++onStrip;
    if (key.modules.isEmpty())
        return tr("No modules");
    //: %1 is a list such as "VM, FIM", %2 is how many slots the strip has
    return tr("%1; %Ln of %2 modules", nullptr, onStrip).arg(modules(key, context)).arg(stripSlots);
}

void KeyTexts::fillModules(Cell &cell, const ActivationKey &key, const ActivationKey &before, const CellContext &)
{
    size_t slot = 0;
    for (const Module &module : knownModules()) {
        if (!module.onStrip || slot >= cell.modules.size())
            continue;
        const bool now = key.modules.contains(module.key, Qt::CaseInsensitive);
        const bool then = cell.staged ? before.modules.contains(module.key, Qt::CaseInsensitive) : now;
        cell.modules[slot++] = now == then ? (now ? ModuleMark::On : ModuleMark::Off)
                                           : (now ? ModuleMark::StagedOn : ModuleMark::StagedOff);
    }
    // Modules without a slot are counted, so that a key never looks emptier than it is.
    const auto hasSlot = [](const QString &word) {
        const Module *module = moduleOfKeyWord(word);
        return module && module->onStrip;
    };
    if (const auto others = std::ranges::count_if(key.modules, std::not_fn(hasSlot)); others > 0)
        cell.detail = u'+' + QString::number(others);
}

QString KeyTexts::moduleTip(const ActivationKey &key, const CellContext &context)
{
    return key.modules.isEmpty() ? tr("No modules") : modules(key, context);
}

QString KeyTexts::usage(const ActivationKey &key, const CellContext &)
{
    const QLocale locale;
    if (!usageOf(key))
        return tr("%1 no limit", "agents used").arg(locale.toString(key.countUsed));
    return tr("%1 / %2", "agents used, limit").arg(locale.toString(key.countUsed), locale.toString(key.countPurchased));
}

QString KeyTexts::copiedUsage(const ActivationKey &key, const CellContext &)
{
    const QString used = QString::number(key.countUsed);
    return usageOf(key) ? used + u'/' + QString::number(key.countPurchased) : used;
}

void KeyTexts::fillUsage(Cell &cell, const ActivationKey &key, const ActivationKey &, const CellContext &)
{
    const QLocale locale;
    const std::optional<double> share = usageOf(key);
    cell.share = share.value_or(-1);
    cell.tone = cell.share >= 1 ? CellTone::Bad : cell.share >= nearlyFull ? CellTone::Warn : CellTone::Normal;
    cell.text = locale.toString(key.countUsed);
    //: stands behind the number of agents used
    cell.detail = share ? tr("/ %1", "limit").arg(locale.toString(key.countPurchased)) : tr("no limit");
}

QVariant KeyTexts::sortUsage(const ActivationKey &key, const CellContext &)
{
    // Without a limit nothing can run out: below the emptiest limited key, among themselves by agents.
    return usageOf(key) ? *usageOf(key) : double(key.countUsed) - 1e15;
}

QString KeyTexts::remaining(qint64 days)
{
    const qint64 away = std::abs(days);
    const auto months = qint64(double(away) / daysOfMonth);
    const QString span = away < daysShownAsDays ? tr("%1 d", "days").arg(away)
                         : months < 24          ? tr("%1 mo", "months").arg(months)
                                                : tr("%1 y", "years").arg(away / 365);
    return days < 0 ? tr("%1 ago", "39 d").arg(span) : span;
}

QString KeyTexts::dayOf(const QDateTime &at, const QDateTime &now)
{
    const QDate day = at.toLocalTime().date();
    const bool far = std::abs(now.daysTo(at)) > qint64(monthsShownWithDay * daysOfMonth);
    //: how a day of the coming twelve months is written, see QDate::toString
    return far ? QString::number(day.year()) : QLocale().toString(day, tr("d MMM"));
}

QString KeyTexts::expires(const ActivationKey &key, const CellContext &context)
{
    const std::optional<qint64> days = daysLeft(key, context.now);
    //: of the end of a key
    return days ? remaining(*days) + ", "_L1 + dayOf(*key.expires, context.now) : tr("never");
}

QString KeyTexts::spokenExpires(const ActivationKey &key, const CellContext &context)
{
    const std::optional<qint64> days = daysLeft(key, context.now);
    if (!days)
        return tr("Never expires");
    const QString day = QLocale().toString(key.expires->toLocalTime().date(), QLocale::LongFormat);
    if (*days < 0)
        return tr("Expired %Ln days ago, %1", nullptr, int(-*days)).arg(day);
    return tr("Expires in %Ln days, %1", nullptr, int(*days)).arg(day);
}

QString KeyTexts::isoExpires(const ActivationKey &key, const CellContext &)
{
    return limitsTime(key.type) && key.expires ? key.expires->toUTC().toString(Qt::ISODate) : QString();
}

QString KeyTexts::expiresTip(const ActivationKey &key, const CellContext &context)
{
    const QString iso = isoExpires(key, context);
    if (iso.isEmpty())
        return {};
    return tr("%1 local time\n%2").arg(key.expires->toLocalTime().toString(u"yyyy-MM-dd HH:mm"_s), iso);
}

void KeyTexts::fillExpires(Cell &cell, const ActivationKey &key, const ActivationKey &, const CellContext &context)
{
    const std::optional<qint64> days = daysLeft(key, context.now);
    if (!days) {
        cell.tone = CellTone::Quiet;
        return;
    }
    cell.text = remaining(*days);
    cell.detail = dayOf(*key.expires, context.now);
    if (*days <= expiresSoonDays) {
        cell.tone = *days < 0 ? CellTone::Bad : CellTone::Warn;
        cell.icon = "clock"_L1;
    }
}

QVariant KeyTexts::sortExpires(const ActivationKey &key, const CellContext &)
{
    return limitsTime(key.type) && key.expires ? double(key.expires->toSecsSinceEpoch())
                                               : std::numeric_limits<double>::infinity();
}

QString KeyTexts::owner(const ActivationKey &key, const CellContext &context)
{
    if (!key.owner)
        return u"–"_s;
    return context.users ? context.users->nameOf(key.owner) : key.owner.toString();
}

void KeyTexts::fillOwner(Cell &cell, const ActivationKey &key, const ActivationKey &, const CellContext &)
{
    cell.tone = key.owner ? CellTone::Quiet : CellTone::Faint;
}

QString KeyTexts::tags(const ActivationKey &key, const CellContext &context)
{
    QStringList names;
    for (const TagRef &tag : key.tags)
        names << tagName(tag, context.tags);
    return names.join(", "_L1);
}

QString KeyTexts::tagPaths(const ActivationKey &key, const CellContext &context)
{
    QStringList paths;
    for (const TagRef &tag : key.tags) {
        const QString path = context.tags ? context.tags->path(tag.id) : QString();
        paths << (path.isEmpty() ? tagName(tag, context.tags) : path);
    }
    return paths.join(u'\n');
}

void KeyTexts::fillTags(Cell &cell, const ActivationKey &key, const ActivationKey &, const CellContext &context)
{
    cell.text = key.tags.isEmpty() ? QString() : tagName(key.tags.first(), context.tags);
    if (key.tags.size() > 1)
        cell.detail = u'+' + QString::number(key.tags.size() - 1);
}

QString KeyTexts::type(const ActivationKey &key, const CellContext &)
{
    switch (key.type) {
    case KeyType::Unlimited:
        return tr("Unlimited");
    case KeyType::CountLimited:
        return tr("Count");
    case KeyType::TimeLimited:
        return tr("Time");
    case KeyType::CountTimeLimited:
        return tr("Count and time");
    }
    return {};
}

QString KeyTexts::created(const ActivationKey &key, const CellContext &)
{
    return key.purchased.isValid() ? QLocale().toString(key.purchased.toLocalTime().date(), QLocale::ShortFormat)
                                   : QString();
}

QString KeyTexts::isoCreated(const ActivationKey &key, const CellContext &)
{
    return key.purchased.isValid() ? key.purchased.toUTC().toString(Qt::ISODate) : QString();
}

QString KeyTexts::network(const ActivationKey &key, const CellContext &)
{
    return key.networkId == 0 ? tr("Global default") : QString::number(key.networkId);
}
