// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "account/jsonfile.h"
#include "base/wire.h"

#include <QByteArray>
#include <QJsonArray>
#include <QList>
#include <QString>

enum class ThemeChoice { System, Light, Dark };

constexpr auto wireTable(ThemeChoice)
{
    using namespace Qt::StringLiterals;
    using enum ThemeChoice;
    return std::to_array<Wire<ThemeChoice>>({{System, "system"_L1}, {Light, "light"_L1}, {Dark, "dark"_L1}});
}

enum class Density { Compact, Comfortable };

constexpr auto wireTable(Density)
{
    using namespace Qt::StringLiterals;
    using enum Density;
    return std::to_array<Wire<Density>>({{Compact, "compact"_L1}, {Comfortable, "comfortable"_L1}});
}

/// What somebody wants to find again, under a name of their own. Names differ by more than upper and lower case.
struct SavedFilter
{
    QString name, text;
    bool operator==(const SavedFilter &) const = default;
};

/// How the window looks and the filters that were saved. Setters change memory; save() writes when there is
/// something to write. What a newer program of the same format put there stays.
class Settings
{
public:
    explicit Settings(const QString &dataFolder);

    /// The place of the damaged file, empty when it was sound. After a failure the settings are the defaults and are
    /// not saved.
    Result<QString> load();
    Outcome save();
    bool isChanged() const { return m_isChanged; }

    ThemeChoice theme() const;
    void setTheme(ThemeChoice theme);
    Density density() const;
    void setDensity(Density density);

    /// What QWidget::saveGeometry(), QHeaderView::saveState() and the like return, by name of the part.
    QByteArray geometry(const QString &part) const;
    void setGeometry(const QString &part, const QByteArray &bytes);

    QList<SavedFilter> savedFilters(const QString &pane) const; ///< by name, as people sort
    /// Takes the place of those with its name or its text, which are returned.
    QList<SavedFilter> saveFilter(const QString &pane, const SavedFilter &filter);
    void forgetFilter(const QString &pane, const QString &name);

private:
    void put(QLatin1StringView name, const QJsonValue &value);
    QJsonArray keptFilters(const QString &pane) const;
    void putInto(QLatin1StringView group, const QString &name, const QJsonValue &value);

    JsonFile m_file;
    QJsonObject m_root;
    bool m_isChanged = false;
};
