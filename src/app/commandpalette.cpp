// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "app/commandpalette.h"

#include "domain/filter/folding.h"
#include "widgets/label.h"

#include <QAction>
#include <QHash>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QStandardItemModel>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace {

constexpr int most = 60;
constexpr int mostOfAKind = 12; ///< where several kinds share the list

QString plainName(const QAction &action)
{
    return action.text().remove(u'&');
}

/// All words typed occur, in any order.
bool matches(const QString &name, const QStringList &words)
{
    return std::ranges::all_of(words, [&](const QString &word) { return Needle(word).within(name); });
}

} // namespace

CommandPalette::CommandPalette(const QList<QAction *> &commands, const QList<Place> &places, const QList<List> &lists,
                               QWidget *window)
    : Sheet(window)
    , m_places(places)
    , m_lists(lists)
    , m_field(new QLineEdit(this))
    , m_list(new QListView(this))
    , m_found(new QStandardItemModel(this))
{
    for (QAction *action : commands) {
        const QString name = plainName(*action);
        const QString tip = action->toolTip() == name ? QString() : action->toolTip(); // without one it is the name
        const QString keys = action->shortcut().toString(QKeySequence::NativeText);
        if (!name.isEmpty())
            m_commands << Command{action, name, action->isEnabled() ? keys : tip, action->isEnabled()};
    }
    setSheetWidth(560);
    setTitle(tr("Go to or do"),
             tr("Type a command, or a letter and a blank: k keys, a agents, w web apps, t tags, f filters."));
    m_field->setAccessibleName(tr("Command"));
    m_field->setPlaceholderText(tr("Command, or k text for a key"));
    m_field->installEventFilter(this);
    m_list->setModel(m_found);
    m_list->setAccessibleName(tr("Found"));
    m_list->setUniformItemSizes(true);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setMinimumHeight(s(320));
    auto *body = new QWidget(this);
    auto *layout = new QVBoxLayout(body);
    layout->setContentsMargins(s(16), s(12), s(16), s(16));
    layout->setSpacing(s(8));
    layout->addWidget(m_field);
    layout->addWidget(m_list, 1);
    setBody(body);
    connect(m_field, &QLineEdit::textChanged, this, &CommandPalette::search);
    connect(m_list, &QListView::clicked, this, &CommandPalette::choose);
    search({});
}

void CommandPalette::search(const QString &text)
{
    m_found->clear();
    m_acts.clear();
    QString rest = text;
    QString prefix;
    while (rest.startsWith(u' ')) // one at the end ends a prefix
        rest.remove(0, 1);
    if (rest.size() >= 2 && rest[1] == u' ' && u">kawtf"_s.contains(rest[0])) {
        prefix = rest.first(1);
        rest = rest.mid(2);
    }
    rest = rest.trimmed();
    const QStringList words = rest.split(u' ', Qt::SkipEmptyParts);
    const auto add = [this](const QString &name, const QString &detail, bool enabled, std::function<void()> act) {
        auto *item = new QStandardItem(detail.isEmpty() ? name : tr("%1    %2", "name, detail").arg(name, detail));
        item->setEnabled(enabled);
        m_found->appendRow(item);
        m_acts << std::move(act);
    };
    if (prefix.isEmpty() || prefix == ">"_L1)
        for (const Command &command : std::as_const(m_commands))
            if (matches(command.name, words) && m_acts.size() < most)
                add(command.name, command.why, command.enabled, [action = command.action] { action->trigger(); });
    QHash<QString, int> ofKind;
    for (const Place &place : std::as_const(m_places)) {
        const bool wanted = prefix.isEmpty() ? !words.isEmpty() : prefix == place.prefix;
        if (!wanted || ofKind[place.prefix] >= (prefix.isEmpty() ? mostOfAKind : most))
            continue;
        if (!matches(place.text + u' ' + place.also, words))
            continue;
        ++ofKind[place.prefix];
        add(place.text, place.detail, true, place.go);
    }
    for (const List &list : std::as_const(m_lists))
        if (!words.isEmpty() && (prefix.isEmpty() || prefix == list.prefix))
            add(tr("%1 with “%2”", "a list, its filter").arg(list.name, rest), tr("filter"), true,
                [go = list.go, rest] { go(rest); });
    if (m_acts.isEmpty())
        add(words.isEmpty() ? tr("Go on typing") : tr("Nothing found"), {}, false, {});
    m_list->setCurrentIndex({});
    step(1);
}

/// To the next row that can be chosen, round the ends.
void CommandPalette::step(int by)
{
    const int rows = m_found->rowCount();
    int row = m_list->currentIndex().row();
    for (int tried = 0; tried < rows; ++tried) {
        row = row < 0 ? (by > 0 ? 0 : rows - 1) : (row + by + rows) % rows;
        if (m_found->item(row)->isEnabled())
            return m_list->setCurrentIndex(m_found->index(row, 0));
    }
}

void CommandPalette::choose()
{
    const int row = m_list->currentIndex().row();
    if (row < 0 || row >= m_acts.size() || !m_found->item(row)->isEnabled())
        return;
    const auto act = m_acts[row];
    dismiss(); // first, so that what it opens gets the focus
    act();
}

bool CommandPalette::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_field || event->type() != QEvent::KeyPress)
        return Sheet::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent *>(event)->key();
    if (key == Qt::Key_Down || key == Qt::Key_Up) {
        step(key == Qt::Key_Down ? 1 : -1);
        return true;
    }
    if (key == Qt::Key_Return || key == Qt::Key_Enter) {
        choose();
        return true;
    }
    return Sheet::eventFilter(watched, event);
}
