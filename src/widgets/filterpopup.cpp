// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/filterpopup.h"

#include "widgets/cellpainters.h"
#include "widgets/icons.h"
#include "widgets/metrics.h"
#include "widgets/tokens.h"

#include <QAccessible>
#include <QLocale>
#include <QMouseEvent>
#include <QPainter>
#include <QStyle>

using namespace Qt::StringLiterals;

namespace {

constexpr int rowHeight = 26;
constexpr int inset = 4;
constexpr int shadow = 10;

} // namespace

FilterPopup::FilterPopup(QWidget *field)
    : QWidget(field->window())
    , m_field(field)
{
    setFocusPolicy(Qt::NoFocus);
    setMouseTracking(true);
    setAccessibleName(tr("Filter help"));
    hide();
}

void FilterPopup::setContent(const QString &problem, const QList<FilterSuggestion> &suggestions)
{
    if (m_suggestions != suggestions)
        m_current = -1;
    const bool news = m_problem != problem;
    m_problem = problem;
    m_suggestions = suggestions;
    setAccessibleDescription(problem);
    if (m_problem.isEmpty() && m_suggestions.isEmpty())
        return hide();
    if (parentWidget() != m_field->window())
        setParent(m_field->window());
    place();
    show();
    raise();
    update();
    if (news && !problem.isEmpty())
        announce();
}

/// Screen readers hear of it politely: the field keeps the focus.
void FilterPopup::announce()
{
    QAccessibleEvent event(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

void FilterPopup::move(int step)
{
    const int count = int(m_suggestions.size());
    if (count == 0)
        return;
    m_current = m_current < 0 ? (step > 0 ? 0 : count - 1) : (m_current + step + count) % count;
    update();
}

int FilterPopup::problemHeight() const
{
    if (m_problem.isEmpty())
        return 0;
    const QFontMetrics metrics(textFont(TextStyle::Small));
    const int room = width() - 2 * s(shadow) - s(16 + 14 + 8 + 12);
    return metrics.boundingRect(QRect(0, 0, room, 1000), Qt::TextWordWrap, m_problem).height() + s(14);
}

void FilterPopup::place()
{
    const QRect field(m_field->mapTo(window(), QPoint()), m_field->size());
    const int wanted = m_suggestions.isEmpty() ? field.width() : std::min(field.width(), s(420));
    resize(wanted + 2 * s(shadow), 10);
    const int rows = int(m_suggestions.size()) * s(rowHeight);
    resize(width(), 2 * s(shadow) + problemHeight() + rows + (rows > 0 ? 2 * s(inset) : 0));
    const int x = isRightToLeft() ? field.right() - width() + s(shadow) : field.left() - s(shadow);
    QWidget::move(x, field.bottom() + s(4) - s(shadow));
}

QRect FilterPopup::rowRect(int index) const
{
    const int top = s(shadow) + problemHeight() + s(inset) + index * s(rowHeight);
    return {s(shadow) + s(inset), top, width() - 2 * s(shadow) - 2 * s(inset), s(rowHeight)};
}

int FilterPopup::rowAt(QPoint at) const
{
    for (int index = 0; index < m_suggestions.size(); ++index)
        if (rowRect(index).contains(at))
            return index;
    return -1;
}

void FilterPopup::mouseMoveEvent(QMouseEvent *event)
{
    m_current = rowAt(event->pos());
    update();
}

void FilterPopup::mousePressEvent(QMouseEvent *event)
{
    if (const int index = rowAt(event->pos()); index >= 0)
        emit chosen(index);
}

void FilterPopup::leaveEvent(QEvent *event)
{
    QWidget::leaveEvent(event);
    m_current = -1;
    update();
}

void FilterPopup::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const QRectF card = QRectF(rect()).adjusted(s(shadow), s(shadow), -s(shadow), -s(shadow));
    paintShadow(painter, card, 8, s(shadow) - 2, 2);
    paintBox(painter, card, 8, token(Token::Raised), token(Token::LineStrong), lineWidth());
    if (!m_problem.isEmpty()) {
        const QRect icon(int(card.left()) + s(12), int(card.top()) + s(8), s(14), s(14));
        const auto visual = [this](const QRect &r) { return QStyle::visualRect(layoutDirection(), rect(), r); };
        paintIcon(painter, visual(icon), "error"_L1, token(Token::BadInk), 2);
        painter.setFont(textFont(TextStyle::Small));
        painter.setPen(token(Token::BadInk));
        const QRect words(icon.right() + s(8), int(card.top()) + s(7), int(card.right()) - icon.right() - s(20),
                          problemHeight() - s(14));
        painter.drawText(visual(words), Qt::TextWordWrap | Qt::AlignTop | Qt::AlignLeft, m_problem);
    }
    const QLocale locale;
    for (int index = 0; index < m_suggestions.size(); ++index) {
        const QRect row = rowRect(index);
        const bool current = index == m_current;
        if (current)
            paintBox(painter, row, 5, token(Token::Accent));
        const FilterSuggestion &suggestion = m_suggestions[index];
        painter.setFont(textFont(TextStyle::Body));
        painter.setPen(token(current ? Token::OnAccent : suggestion.text.endsWith(u':') ? Token::Link : Token::Text));
        const QRect words = row.adjusted(s(10), 0, -s(10), 0);
        const auto start = QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft | Qt::AlignVCenter);
        const auto end = QStyle::visualAlignment(layoutDirection(), Qt::AlignRight | Qt::AlignVCenter);
        const QString text = painter.fontMetrics().elidedText(suggestion.text, Qt::ElideMiddle, words.width() - s(60));
        painter.drawText(words, int(start), text);
        if (suggestion.count < 0)
            continue;
        painter.setPen(token(current ? Token::OnAccent : Token::Text2));
        painter.drawText(words, int(end), locale.toString(suggestion.count));
    }
}
