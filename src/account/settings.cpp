// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "account/settings.h"

#include <QJsonArray>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

constexpr int format = 1;

bool sameName(const QString &a, const QString &b)
{
    return a.compare(b, Qt::CaseInsensitive) == 0;
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
    putInto("geometry"_L1, part, QString::fromLatin1(bytes.toBase64()));
}

QList<SavedFilter> Settings::savedFilters(const QString &pane) const
{
    QList<SavedFilter> filters;
    const QJsonArray kept = m_root.value("savedFilters"_L1).toObject().value(pane).toArray();
    for (const auto &entry : kept) {
        const QJsonObject filter = entry.toObject();
        const SavedFilter read{filter.value("name"_L1).toString(), filter.value("text"_L1).toString()};
        if (!read.name.isEmpty() && !read.text.isEmpty())
            filters << read;
    }
    std::ranges::sort(filters, [](const SavedFilter &a, const SavedFilter &b) {
        return QString::localeAwareCompare(a.name, b.name) < 0;
    });
    return filters;
}

void Settings::saveFilter(const QString &pane, const SavedFilter &filter)
{
    QList<SavedFilter> filters = savedFilters(pane);
    filters.removeIf(
        [&](const SavedFilter &other) { return sameName(other.name, filter.name) || other.text == filter.text; });
    putFilters(pane, filters << filter);
}

void Settings::forgetFilter(const QString &pane, const QString &name)
{
    QList<SavedFilter> filters = savedFilters(pane);
    filters.removeIf([&](const SavedFilter &other) { return sameName(other.name, name); });
    putFilters(pane, filters);
}

void Settings::putFilters(const QString &pane, const QList<SavedFilter> &filters)
{
    QJsonArray kept;
    for (const SavedFilter &filter : filters)
        kept << QJsonObject{{u"name"_s, filter.name}, {u"text"_s, filter.text}};
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
    members.insert(name, value); // Undefined removes
    put(group, members);
}
