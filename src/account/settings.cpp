// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "account/settings.h"

#include <algorithm>
#include <optional>

using namespace Qt::StringLiterals;

namespace {

constexpr int format = 1;

bool sameName(const QString &a, const QString &b)
{
    return a.compare(b, Qt::CaseInsensitive) == 0;
}

std::optional<SavedFilter> savedFilter(const QJsonValue &entry)
{
    const QJsonObject filter = entry.toObject();
    SavedFilter read{filter.value("name"_L1).toString(), filter.value("text"_L1).toString()};
    return read.name.isEmpty() || read.text.isEmpty() ? std::nullopt : std::optional(std::move(read));
}

template <typename Enum>
Enum choice(const QJsonValue &value)
{
    return fromWire<Enum>(value.toString()).value_or(Enum{});
}

} // namespace

Settings::Settings(const QString &dataFolder)
    : m_file(dataFolder + u"/settings.json"_s, format)
{
}

Result<QString> Settings::load()
{
    m_root = {};
    m_isChanged = false;
    const auto file = m_file.load();
    if (!file)
        return tl::unexpected(file.error());
    m_root = file->root;
    return file->setAside;
}

Outcome Settings::save()
{
    if (!m_isChanged)
        return {};
    const Outcome saved = m_file.save(m_root);
    m_isChanged = !saved;
    return saved;
}

ThemeChoice Settings::theme() const
{
    return choice<ThemeChoice>(m_root.value("theme"_L1));
}

void Settings::setTheme(ThemeChoice theme)
{
    put("theme"_L1, QString(toWire(theme)));
}

Density Settings::density() const
{
    return choice<Density>(m_root.value("density"_L1));
}

void Settings::setDensity(Density density)
{
    put("density"_L1, QString(toWire(density)));
}

QByteArray Settings::geometry(const QString &part) const
{
    return QByteArray::fromBase64(m_root.value("geometry"_L1).toObject().value(part).toString().toLatin1());
}

void Settings::setGeometry(const QString &part, const QByteArray &bytes)
{
    putInto("geometry"_L1, part,
            bytes.isEmpty() ? QJsonValue(QJsonValue::Undefined) : QString::fromLatin1(bytes.toBase64()));
}

QJsonArray Settings::keptFilters(const QString &pane) const
{
    return m_root.value("savedFilters"_L1).toObject().value(pane).toArray();
}

QList<SavedFilter> Settings::savedFilters(const QString &pane) const
{
    QList<SavedFilter> filters;
    const QJsonArray kept = keptFilters(pane);
    for (const auto &entry : kept)
        if (const auto filter = savedFilter(entry))
            filters << *filter;
    std::ranges::sort(filters, [](const SavedFilter &a, const SavedFilter &b) {
        return QString::localeAwareCompare(a.name, b.name) < 0;
    });
    return filters;
}

QList<SavedFilter> Settings::saveFilter(const QString &pane, const SavedFilter &filter)
{
    QJsonArray kept = keptFilters(pane);
    QJsonObject entry;
    QList<SavedFilter> replaced;
    for (qsizetype at = kept.size() - 1; at >= 0; --at) {
        const auto other = savedFilter(kept[at]);
        if (!other || (!sameName(other->name, filter.name) && other->text != filter.text))
            continue;
        entry = kept.takeAt(at).toObject();
        replaced << *other;
    }
    entry.insert("name"_L1, filter.name);
    entry.insert("text"_L1, filter.text);
    kept << entry;
    putInto("savedFilters"_L1, pane, kept);
    return replaced;
}

void Settings::forgetFilter(const QString &pane, const QString &name)
{
    QJsonArray kept = keptFilters(pane);
    for (qsizetype at = kept.size() - 1; at >= 0; --at)
        if (const auto filter = savedFilter(kept[at]); filter && sameName(filter->name, name))
            kept.removeAt(at);
    putInto("savedFilters"_L1, pane, kept.isEmpty() ? QJsonValue(QJsonValue::Undefined) : QJsonValue(kept));
}

void Settings::put(QLatin1StringView name, const QJsonValue &value)
{
    if (m_root.value(name) == value)
        return;
    m_root.insert(name, value);
    m_isChanged = true;
}

void Settings::putInto(QLatin1StringView group, const QString &name, const QJsonValue &value)
{
    QJsonObject members = m_root.value(group).toObject();
    if (members.value(name) == value)
        return;
    members.insert(name, value); // Undefined removes
    put(group, members);
}
