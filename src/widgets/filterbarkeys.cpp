// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
// What keys do in the filter: completion, the last filters, the way out.
#include "widgets/filterbar.h"

#include "widgets/filterpopup.h"

#include <QKeyEvent>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostHistory = 20;

} // namespace

void FilterBar::setHistory(const QStringList &history)
{
    m_history = history.mid(0, mostHistory);
}

void FilterBar::offer(bool asked)
{
    m_completion = completeFilter(text(), cursorPosition(), m_syntax, m_vocabulary);
    const bool typing = m_completion.replaced.length > 0;
    // A value that stands there in full needs no help.
    const QString standing = text().mid(m_completion.replaced.position, m_completion.replaced.length);
    m_completion.suggestions.removeIf([&](const FilterSuggestion &s) { return s.insertion == standing; });
    const bool afterField = m_completion.replaced.position > 0 && text().at(m_completion.replaced.position - 1) == u':';
    if (!asked && !typing && !afterField)
        m_completion.suggestions.clear();
    m_popup->setContent(m_popup->isVisible() ? m_popup->problem() : QString(), m_completion.suggestions);
}

void FilterBar::choose(int index)
{
    const FilterSuggestion suggestion = m_completion.suggestions.value(index);
    if (suggestion.insertion.isEmpty())
        return;
    const bool isField = suggestion.insertion.endsWith(u':');
    QString whole = text();
    const TextSpan span = m_completion.replaced;
    const bool blank = !isField && span.end() >= whole.size();
    whole.replace(span.position, span.length, suggestion.insertion + (blank ? u" "_s : QString()));
    setText(whole);
    setCursorPosition(int(span.position + suggestion.insertion.size()) + (blank ? 1 : 0));
    setFocus();
    if (isField)
        offer(true);
}

void FilterBar::showProblem()
{
    if (!m_popup->hasSuggestions())
        m_popup->setContent(problem(), {});
}

void FilterBar::remember()
{
    const QString now = text().trimmed();
    if (now.isEmpty() || !m_current.isValid())
        return;
    m_history.removeAll(now);
    m_history.prepend(now);
    m_history = m_history.mid(0, mostHistory);
}

void FilterBar::showFilter(const QString &text)
{
    remember();
    m_recalled = -1;
    setText(text);
}

bool FilterBar::recall(int step)
{
    if (m_recalled < 0)
        m_unsent = text();
    const qsizetype next = m_recalled + step;
    if (next < -1 || next >= m_history.size())
        return false;
    m_recalled = next;
    setText(next < 0 ? m_unsent : m_history[next]);
    return true;
}

bool FilterBar::focusNextPrevChild(bool next)
{
    if (next && m_popup->isVisible() && m_popup->hasSuggestions()) {
        choose(std::max(0, m_popup->current()));
        return true;
    }
    return QLineEdit::focusNextPrevChild(next);
}

void FilterBar::keyPressEvent(QKeyEvent *event)
{
    const bool offering = m_popup->isVisible() && m_popup->hasSuggestions();
    switch (event->key()) {
    case Qt::Key_Down:
        if (offering)
            m_popup->move(1);
        else if (m_recalled >= 0)
            recall(-1);
        else if (text().isEmpty())
            emit left();
        else
            offer(true);
        return;
    case Qt::Key_Up:
        if (offering)
            m_popup->move(-1);
        else
            recall(1);
        return;
    case Qt::Key_Space:
        if (!(event->modifiers() & Qt::ControlModifier))
            break;
        offer(true);
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (event->modifiers() != Qt::NoModifier && event->modifiers() != Qt::KeypadModifier)
            return event->ignore();
        if (offering && m_popup->current() >= 0)
            return choose(m_popup->current());
        m_popup->setContent(problem(), {});
        remember();
        if (!m_current.isValid())
            return;
        if (m_server->isHidden())
            emit left(); // to what was found
        else
            emit serverSearchRequested();
        return;
    case Qt::Key_Escape:
        if (m_popup->isVisible())
            m_popup->setContent({}, {});
        else if (!text().isEmpty())
            showFilter({});
        else
            emit left();
        return;
    default:
        break;
    }
    QLineEdit::keyPressEvent(event);
}

void FilterBar::focusOutEvent(QFocusEvent *event)
{
    QLineEdit::focusOutEvent(event);
    m_popup->setContent(problem(), {});
    if (event->reason() != Qt::PopupFocusReason)
        remember();
}
