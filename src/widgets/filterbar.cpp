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

void paintWave(QPainter &painter, qreal from, qreal to, qreal y)
{
    QPainterPath wave(QPointF(from, y));
    constexpr int step = 2;
    const int points = int((to - from) / step);
    for (int point = 1; point <= points; ++point)
        wave.lineTo(from + point * step, point % 2 == 0 ? y : y - 2);
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
    , m_saved(new QToolButton(this))
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
    m_saved->setIconSize({s(14), s(14)});
    m_saved->setPopupMode(QToolButton::InstantPopup);
    m_saved->setFocusPolicy(Qt::NoFocus);
    m_saved->setCursor(Qt::ArrowCursor);
    m_saved->hide();
    setSavedName({});
    m_patience.setSingleShot(true);
    m_patience.setInterval(600);

    connect(this, &QLineEdit::textChanged, this, &FilterBar::onTextChanged);
    connect(this, &QLineEdit::textEdited, this, [this] {
        m_recalled = -1;
        m_typed = true; // textChanged comes next, with what it means
    });
    connect(this, &QLineEdit::cursorPositionChanged, this, [this] {
        if (!m_colouring)
            update();
    });
    connect(m_clear, &QToolButton::clicked, this, [this] {
        showFilter({});
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

void FilterBar::setServerChip(const QString &text, const QString &toolTip)
{
    m_server->setText(text);
    m_server->setAccessibleName(text);
    m_server->setToolTip(toolTip);
    m_server->setVisible(!text.isEmpty());
    place();
}

void FilterBar::setSavedMenu(QMenu *menu)
{
    m_saved->setMenu(menu);
    m_saved->setVisible(menu != nullptr);
    place();
}

void FilterBar::setSavedName(const QString &name)
{
    const QString words = name.isEmpty() ? tr("Saved filters") : tr("Saved as %1").arg(name);
    m_saved->setIcon(name.isEmpty() ? themedIcon("bookmark"_L1) : themedIcon("bookmark-full"_L1, Token::Link));
    m_saved->setAccessibleName(words);
    m_saved->setToolTip(words);
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
    QString line = text();
    if (line.replace(u'\n', u' ').replace(u'\r', u' ').replace(u'\t', u' ') != text()) { // pasted from a table
        const int cursor = cursorPosition();
        setText(line);
        return setCursorPosition(cursor);
    }
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
    if (std::exchange(m_typed, false))
        offer(false);
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
    const auto putAtEnd = [this, &end](QToolButton *button, int wide) {
        if (button->isHidden())
            return;
        end -= wide;
        button->setGeometry(QStyle::visualRect(layoutDirection(), rect(), {end, (height() - s(24)) / 2, wide, s(24)}));
    };
    putAtEnd(m_saved, s(24));
    putAtEnd(m_clear, s(24));
    putAtEnd(m_server, m_server->sizeHint().width() + s(2));
    const int after = width() - end + s(4);
    if (isRightToLeft())
        setTextMargins(after, 0, s(textStart) - privatePadding, 0);
    else
        setTextMargins(s(textStart) - privatePadding, 0, after, 0);
}

/// As the line edit lays it out: of several spaces only the last one is widened, inside tokens none.
qreal FilterBar::advanceOf(qsizetype position) const
{
    QFont plain = font();
    plain.setWordSpacing(0);
    const QString line = text();
    const QList<TextSpan> narrow = spacesInside(m_current);
    int gaps = 0;
    for (qsizetype at = 0; at < position; ++at)
        if (line[at] == u' ' && (at + 1 == line.size() || line[at + 1] != u' ') && !narrow.contains(TextSpan{at, 1}))
            ++gaps;
    return QFontMetricsF(plain).horizontalAdvance(line.first(position)) + gaps * font().wordSpacing();
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
