// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "account/settings.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace {

constexpr int format = 1;

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

QStringList Settings::filterHistory(const QString &pane) const
{
    QStringList texts;
    const QJsonArray kept = m_root.value("filters"_L1).toObject().value(pane).toArray();
    for (const auto &text : kept)
        if (text.isString() && texts.size() < longestHistory)
            texts << text.toString();
    return texts;
}

void Settings::rememberFilter(const QString &pane, const QString &text)
{
    const QString filter = text.trimmed();
    if (filter.isEmpty())
        return;
    QStringList texts = filterHistory(pane);
    texts.removeAll(filter);
    texts.prepend(filter);
    putInto("filters"_L1, pane, QJsonArray::fromStringList(texts.first(std::min(texts.size(), longestHistory))));
}

void Settings::forgetFilters(const QString &pane)
{
    putInto("filters"_L1, pane, QJsonValue(QJsonValue::Undefined));
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
