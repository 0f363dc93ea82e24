// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "app/filtershelf.h"

#include "account/settings.h"
#include "panes/savefiltersheet.h"
#include "panes/words.h"
#include "widgets/filterbar.h"

#include <QAction>
#include <QMenu>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype shownOfText = 48; ///< characters of a filter in the menu

/// A menu takes & for a mnemonic and a tab for the start of its second column.
QString menuText(QString text)
{
    return text.replace(u'&', u"&&"_s).replace(u'\t', u' ');
}

QString beginning(const QString &text)
{
    return text.size() <= shownOfText ? text : text.first(shownOfText - 1) + u'…';
}

} // namespace

FilterShelf::FilterShelf(Settings &settings, QMenu &menu, QAction &save, QWidget &window)
    : QObject(&window)
    , m_settings(settings)
    , m_menu(menu)
    , m_forget(new QMenu(tr("For&get"), &menu))
    , m_save(save)
    , m_window(window)
{
    connect(&menu, &QMenu::aboutToShow, this, &FilterShelf::fill);
    connect(&save, &QAction::triggered, this, &FilterShelf::askForName);
}

void FilterShelf::addPane(const QString &id, const QString &label, FilterBar *bar)
{
    m_shown << Shown{id, label, bar};
    bar->setSavedMenu(&m_menu);
    connect(bar, &QLineEdit::textChanged, this, [this, shown = m_shown.last()] { follow(shown); });
    follow(m_shown.last());
}

void FilterShelf::removePanes()
{
    m_shown.clear();
    m_current.clear();
}

const FilterShelf::Shown *FilterShelf::current() const
{
    const auto it = std::ranges::find(m_shown, m_current, &Shown::id);
    return it == m_shown.end() ? nullptr : &*it;
}

void FilterShelf::follow(const Shown &shown)
{
    const QString text = shown.bar->text().trimmed();
    const QList<SavedFilter> saved = m_settings.savedFilters(shown.id);
    const auto it = std::ranges::find(saved, text, &SavedFilter::text);
    shown.bar->setSavedName(it == saved.end() ? QString() : it->name);
}

void FilterShelf::fill()
{
    m_menu.clear();
    m_forget->clear();
    const Shown *shown = current();
    if (!shown)
        return;
    m_menu.addAction(&m_save); // first: of many filters the last ones are scrolled to
    m_menu.addSeparator();
    const QList<SavedFilter> saved = m_settings.savedFilters(shown->id);
    for (const SavedFilter &filter : saved) {
        const bool named = filter.name != filter.text;
        const QString words = menuText(filter.name) + (named ? u'\t' + menuText(beginning(filter.text)) : QString());
        QAction *action = m_menu.addAction(words);
        action->setCheckable(true);
        action->setChecked(filter.text == shown->bar->text().trimmed());
        connect(action, &QAction::triggered, shown->bar, [bar = shown->bar, filter] { bar->showFilter(filter.text); });
        connect(m_forget->addAction(menuText(filter.name)), &QAction::triggered, this,
                [this, pane = shown->id, filter] { forget(pane, filter); });
    }
    if (saved.isEmpty()) {
        m_menu.addAction(tr("None saved for %1 yet", "a pane").arg(shown->label))->setEnabled(false);
        return;
    }
    m_menu.addSeparator();
    m_menu.addMenu(m_forget);
}

void FilterShelf::askForName()
{
    const Shown *shown = current();
    if (!shown)
        return;
    const QString text = shown->bar->text().trimmed();
    if (text.isEmpty() || !shown->bar->problem().isEmpty()) {
        emit noted(text.isEmpty() ? tr("Type a filter first; then it can be saved.")
                                  : tr("This filter makes no sense yet: %1").arg(shown->bar->problem()),
                   true);
        return;
    }
    QString now;
    QStringList taken;
    for (const SavedFilter &filter : m_settings.savedFilters(shown->id)) {
        if (filter.text == text)
            now = filter.name;
        else
            taken << filter.name;
    }
    auto *sheet = new SaveFilterSheet(text, now, taken, &m_window);
    connect(sheet, &SaveFilterSheet::confirmed, this,
            [this, pane = shown->id, text](const QString &name) { save(pane, {name, text}); });
    emit sheetWanted(sheet);
}

void FilterShelf::save(const QString &pane, const SavedFilter &filter)
{
    const QList<SavedFilter> replaced = m_settings.saveFilter(pane, filter);
    if (!write())
        return;
    const QString text = tr("Saved as %1.").arg(filter.name);
    if (replaced.isEmpty() || replaced == QList<SavedFilter>{filter})
        return emit noted(text, false);
    emit undoable(text, [this, pane, filter, replaced] { exchange(pane, filter.name, replaced); });
}

void FilterShelf::forget(const QString &pane, const SavedFilter &filter)
{
    if (exchange(pane, filter.name, {}))
        emit undoable(tr("The filter %1 was forgotten.").arg(filter.name),
                      [this, pane, filter] { exchange(pane, filter.name, {filter}); });
}

bool FilterShelf::exchange(const QString &pane, const QString &name, const QList<SavedFilter> &back)
{
    m_settings.forgetFilter(pane, name);
    for (const SavedFilter &filter : back)
        m_settings.saveFilter(pane, filter);
    return write();
}

bool FilterShelf::write()
{
    for (const Shown &shown : std::as_const(m_shown))
        follow(shown);
    const Outcome saved = m_settings.save();
    if (!saved)
        emit noted(tr("This holds for this session only: %1").arg(sentenceOf(saved.error()).together()), true);
    return saved.has_value();
}

QList<CommandPalette::Place> FilterShelf::places(const std::function<void(const QString &id)> &show) const
{
    QList<CommandPalette::Place> places;
    const auto add = [&](const Shown &shown, const QString &name, const QString &text, const QString &detail) {
        places << CommandPalette::Place{u"f"_s, name, detail, [show, id = shown.id, bar = shown.bar, text] {
                                            show(id);
                                            bar->showFilter(text);
                                        }};
        places.last().also = text;
    };
    for (const Shown &shown : m_shown)
        for (const SavedFilter &filter : m_settings.savedFilters(shown.id))
            add(shown, filter.name, filter.text,
                tr("%1, saved for %2", "a filter, a pane").arg(beginning(filter.text), shown.label));
    for (const Shown &shown : m_shown)
        for (const QString &text : shown.bar->history())
            add(shown, text, text, tr("earlier filter of %1", "a pane").arg(shown.label));
    return places;
}
