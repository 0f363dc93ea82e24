// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/filterbar.h"

#include "widgets/cellpainters.h"
#include "widgets/filterpopup.h"
#include "widgets/filterwords.h"
#include "widgets/icons.h"
#include "widgets/latchkeystyle.h"
#include "widgets/metrics.h"

#include <QAction>
#include <QInputMethodEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QPainterPath>
#include <QTextCharFormat>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace {

constexpr int height_ = 32;
constexpr int textStart = 35; ///< magnifier and its air
constexpr int tokenPadding = 5;
constexpr int tokenHeight = 22;
constexpr int wordGap = 9;        ///< a blank this wide leaves room for two paddings
constexpr int privatePadding = 5; ///< of QLineEdit, between its contents and the cursor's rectangle
constexpr qsizetype mostHistory = 20;

void paintWave(QPainter &painter, qreal from, qreal to, qreal y)
{
    QPainterPath wave(QPointF(from, y));
    const qreal step = 2;
    bool up = true;
    for (qreal x = from + step; x <= to; x += step, up = !up)
        wave.lineTo(x, up ? y - 2 : y);
    painter.setPen(QPen(token(Token::BadInk), 1.25));
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(wave);
}

} // namespace

FilterBar::FilterBar(const FilterSyntax &syntax, QWidget *parent)
    : QLineEdit(parent)
    , m_syntax(syntax)
    , m_popup(new FilterPopup(this))
    , m_server(new QToolButton(this))
    , m_clear(new QToolButton(this))
{
    setFrame(false);
    setControlSize(this, ControlSize::Large);
    setAccessibleName(tr("Filter"));
    setPlaceholderText(tr("Filter: any word, or owner:, module:, left:<10, expires:<30d …"));
    setMaxLength(4000);
    setClearButtonEnabled(false);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_server->setFocusPolicy(Qt::NoFocus);
    setButtonRole(m_server, ButtonRole::Neutral);
    setControlSize(m_server, ControlSize::Small);
    m_server->setIcon(themedIcon("enter"_L1));
    m_server->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_server->setCursor(Qt::ArrowCursor);
    m_server->hide();
    m_clear->setIcon(themedIcon("close"_L1));
    m_clear->setIconSize({s(14), s(14)});
    m_clear->setAccessibleName(tr("Clear the filter"));
    m_clear->setToolTip(tr("Clear the filter"));
    m_clear->setFocusPolicy(Qt::NoFocus);
    m_clear->setCursor(Qt::ArrowCursor);
    m_clear->hide();
    m_patience.setSingleShot(true);
    m_patience.setInterval(600);

    connect(this, &QLineEdit::textChanged, this, &FilterBar::onTextChanged);
    connect(this, &QLineEdit::textEdited, this, [this] {
        m_recalled = -1;
        offer(false);
    });
    connect(this, &QLineEdit::cursorPositionChanged, this, [this] {
        if (!m_colouring)
            update();
    });
    connect(m_clear, &QToolButton::clicked, this, [this] {
        remember();
        clear();
        setFocus();
    });
    connect(m_server, &QToolButton::clicked, this, &FilterBar::serverSearchRequested);
    connect(m_popup, &FilterPopup::chosen, this, &FilterBar::choose);
    connect(&m_patience, &QTimer::timeout, this, &FilterBar::showProblem);
    m_current = m_query = parseQuery({}, m_syntax);
    follow();
}

FilterBar::~FilterBar()
{
    delete m_popup; // a child of the window, which may outlive us
}

QString FilterBar::problem() const
{
    return m_current.isValid() ? QString() : filterProblemText(m_current.problems.first());
}

bool FilterBar::isExplaining() const
{
    return m_popup->isVisible() && !m_popup->problem().isEmpty();
}

void FilterBar::setHistory(const QStringList &history)
{
    m_history = history.mid(0, mostHistory);
}

void FilterBar::setServerChip(const QString &text, const QString &toolTip)
{
    m_server->setText(text);
    m_server->setAccessibleName(text);
    m_server->setToolTip(toolTip);
    m_server->setVisible(!text.isEmpty());
    place();
}

QSize FilterBar::sizeHint() const
{
    return {s(480), s(height_)};
}

QSize FilterBar::minimumSizeHint() const
{
    return {s(120), s(height_)};
}

void FilterBar::onTextChanged()
{
    m_current = parseQuery(text(), m_syntax);
    m_clear->setVisible(!text().isEmpty());
    follow();
    if (m_current.isValid()) {
        m_patience.stop();
        m_popup->setContent({}, {});
        m_query = m_current;
        emit queryChanged(m_query);
    } else {
        m_patience.start();
    }
}

/// Word spacing makes room for the grounds of the tokens; colours follow the text.
void FilterBar::follow()
{
    QFont font = textFont(TextStyle::Body);
    font.setWordSpacing(text().isEmpty() ? 0 : s(wordGap));
    if (font != this->font())
        setFont(font);
    place();
    colourFields();
    update();
}

/// An input method's formatting is the one way QLineEdit offers to colour a part of its text.
void FilterBar::colourFields()
{
    if (m_colouring)
        return;
    m_colouring = true;
    QList<QInputMethodEvent::Attribute> attributes;
    QTextCharFormat field;
    field.setForeground(token(Token::Link));
    for (const FilterToken &part : std::as_const(m_current.tokens))
        if (part.field.length > 0)
            attributes << QInputMethodEvent::Attribute(QInputMethodEvent::TextFormat,
                                                       int(part.field.position) - cursorPosition(),
                                                       int(part.field.length), field);
    // The gap between tokens is the font's word space; inside quotes a space is a space.
    QTextCharFormat quoted;
    quoted.setFontWordSpacing(0);
    for (const TextSpan &span : spacesInside(m_current))
        attributes << QInputMethodEvent::Attribute(QInputMethodEvent::TextFormat, int(span.position) - cursorPosition(),
                                                   int(span.length), quoted);
    QInputMethodEvent event(QString(), attributes);
    inputMethodEvent(&event);
    m_colouring = false;
}

void FilterBar::place()
{
    int end = width() - s(6);
    if (!m_clear->isHidden()) {
        end -= s(24);
        m_clear->setGeometry(
            QStyle::visualRect(layoutDirection(), rect(), {end, (height() - s(24)) / 2, s(24), s(24)}));
    }
    if (!m_server->isHidden()) {
        const int wide = m_server->sizeHint().width();
        end -= wide + s(2);
        m_server->setGeometry(
            QStyle::visualRect(layoutDirection(), rect(), {end, (height() - s(24)) / 2, wide, s(24)}));
    }
    const int after = width() - end + s(4);
    if (isRightToLeft())
        setTextMargins(after, 0, s(textStart) - privatePadding, 0);
    else
        setTextMargins(s(textStart) - privatePadding, 0, after, 0);
}

qreal FilterBar::advanceOf(qsizetype position) const
{
    const auto narrow = std::ranges::count_if(spacesInside(m_current),
                                              [position](const TextSpan &span) { return span.position < position; });
    return QFontMetricsF(font()).horizontalAdvance(text().first(position)) - qreal(narrow) * font().wordSpacing();
}

qreal FilterBar::textOrigin() const
{
    return cursorRect().x() + privatePadding - advanceOf(cursorPosition());
}

void FilterBar::paintEvent(QPaintEvent *event)
{
    {
        QPainter painter(this);
        const bool focused = hasFocus();
        paintBox(painter, rect(), 8, token(Token::Surface), token(focused ? Token::Focus : Token::Control),
                 focused ? 2 : lineWidth());
        const QRect glass(s(11), (height() - s(16)) / 2, s(16), s(16));
        paintIcon(painter, QStyle::visualRect(layoutDirection(), rect(), glass), "search"_L1, token(Token::Icon));
        painter.setClipRect(rect().adjusted(textMargins().left(), 0, -textMargins().right(), 0));
        const qreal origin = textOrigin();
        const qreal middle = height() / 2.0;
        for (const FilterToken &part : std::as_const(m_current.tokens)) {
            const qreal from = origin + advanceOf(part.span.position) - s(tokenPadding);
            const qreal to = origin + advanceOf(part.span.end()) + s(tokenPadding);
            const bool bad = std::ranges::any_of(m_current.problems, [&](const FilterProblem &problem) {
                return problem.span.position < part.span.end() && problem.span.end() > part.span.position;
            });
            paintBox(painter, QRectF(from, middle - s(tokenHeight) / 2.0, to - from, s(tokenHeight)), 5,
                     token(bad ? Token::BadTint : Token::Tint));
        }
        for (const FilterProblem &problem : std::as_const(m_current.problems)) {
            const qreal from = origin + advanceOf(problem.span.position);
            const qreal to = origin + advanceOf(std::min(problem.span.end(), text().size()));
            paintWave(painter, from, std::max(to, from + s(8)), middle + s(10));
        }
    }
    QLineEdit::paintEvent(event);
}

void FilterBar::resizeEvent(QResizeEvent *event)
{
    QLineEdit::resizeEvent(event);
    place();
}

void FilterBar::changeEvent(QEvent *event)
{
    QLineEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::LayoutDirectionChange)
        follow();
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
            clear();
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
