// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/toast.h"

#include "widgets/icons.h"
#include "widgets/label.h"
#include "widgets/latchkeystyle.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPainter>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace {

constexpr int shadow = 12;       // the widget is this much larger than what looks like the toast
constexpr int longestLine = 560; ///< design pixels; what is longer wraps
constexpr qsizetype readAtOnce = 80;
constexpr int perCharacter = 50; ///< ms; what is longer stays longer

/// Paths and addresses have no blanks to break at.
QString breakable(QString text)
{
    return text.replace(u'/', u"/\u200b"_s);
}

/// Undo, Show in Activity: links in the toast's own ink.
class ToastLink : public QAbstractButton
{
public:
    ToastLink(const QString &text, QWidget *parent)
        : QAbstractButton(parent)
    {
        setText(text);
        setFocusPolicy(Qt::StrongFocus);
        setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
        setAttribute(Qt::WA_Hover);
    }
    QSize sizeHint() const override
    {
        return {QFontMetrics(textFont(TextStyle::BodyStrong)).horizontalAdvance(text()) + 2 * s(5), s(28)};
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        QFont font = textFont(TextStyle::BodyStrong);
        font.setUnderline(underMouse());
        painter.setFont(font);
        painter.setPen(token(Token::ToastLink));
        painter.drawText(rect(), Qt::AlignCenter, text());
        if (hasFocus()) {
            painter.setRenderHint(QPainter::Antialiasing);
            painter.setPen(QPen(token(Token::ToastLink), 2));
            painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 5, 5);
        }
    }
};

/// The toast's ground is dark in both themes, the inks of the states are not.
Token inkOnToast(BadgeState state)
{
    switch (state) {
    case BadgeState::Ok:
        return Token::ToastOk;
    case BadgeState::Warn:
        return Token::ToastWarn;
    case BadgeState::Bad:
        return Token::ToastBad;
    default:
        return Token::ToastText;
    }
}

class ToastClose : public QToolButton
{
public:
    using QToolButton::QToolButton;

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        const QRectF glyph(width() / 2.0 - s(7), height() / 2.0 - s(7), s(14), s(14));
        paintIcon(painter, glyph, "close"_L1, token(underMouse() ? Token::ToastLink : Token::ToastText));
        if (hasFocus()) {
            painter.setRenderHint(QPainter::Antialiasing);
            painter.setPen(QPen(token(Token::ToastLink), 2));
            painter.setBrush(Qt::NoBrush);
            painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 5, 5);
        }
    }
};

} // namespace

Toast::Toast(QWidget *over, int clearance)
    : QWidget(over)
    , m_clearance(clearance)
    , m_text(new Label(TextStyle::BodyStrong, Token::ToastText, this))
    , m_actions(new QHBoxLayout)
    , m_close(new ToastClose(this))
{
    m_close->setAccessibleName(tr("Close the message"));
    m_close->setFixedSize(s(28), s(28));
    m_close->setFocusPolicy(Qt::StrongFocus);
    m_actions->setSpacing(s(12));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(shadow, shadow, shadow, shadow);
    layout->setSpacing(0);
    layout->addSpacing(s(14) + s(18) + s(10)); // spacings, because margins are not mirrored
    layout->addWidget(m_text, 1);
    layout->addSpacing(s(15));
    layout->addLayout(m_actions);
    layout->addSpacing(s(10));
    layout->addWidget(m_close);
    layout->addSpacing(s(7));
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &QWidget::hide);
    connect(m_close, &QToolButton::clicked, this, &QWidget::hide);
    m_close->installEventFilter(this);
    over->installEventFilter(this);
    hide();
}

void Toast::showMessage(const QString &text, const QList<Action> &actions, BadgeState state, QLatin1StringView icon)
{
    m_state = state;
    m_icon = icon;
    m_text->setText(breakable(text));
    m_text->setAccessibleName(text);
    setAccessibleName(text);
    while (QLayoutItem *item = m_actions->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater();
        delete item;
    }
    for (const Action &action : actions) {
        auto *link = new ToastLink(action.text, this);
        link->setAccessibleName(action.text);
        link->installEventFilter(this);
        connect(link, &QAbstractButton::clicked, this, [this, act = action.act] {
            hide();
            if (act)
                act();
        });
        m_actions->addWidget(link);
        link->show();
    }
    place();
    show();
    raise();
    m_rest = m_interval + int(std::max<qsizetype>(0, text.size() - readAtOnce)) * perCharacter;
    m_timer.start(m_rest);
    // Alert is the polite one: it is read when the reader is free, and takes no focus.
    QAccessibleEvent event(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

int Toast::remaining() const
{
    return m_timer.isActive() ? m_timer.remainingTime() : m_rest;
}

void Toast::place()
{
    const QSize room = parentWidget()->size();
    m_text->setWordWrap(false);
    layout()->activate();
    const int around = sizeHint().width() - m_text->sizeHint().width();
    const int most = std::min(around + s(longestLine), room.width() - 2 * s(8));
    const bool wraps = sizeHint().width() > most || m_text->text().contains(u'\n');
    m_text->setWordWrap(wraps);
    const int width = wraps ? most : sizeHint().width();
    const int lines = wraps ? m_text->heightForWidth(most - around) : 0;
    const int height = std::max(s(44), lines + 2 * s(11)) + 2 * shadow;
    setGeometry((room.width() - width) / 2, room.height() - m_clearance - height + shadow, width, height);
}

void Toast::pause()
{
    if (!m_timer.isActive())
        return;
    m_rest = std::max(m_timer.remainingTime(), 0);
    m_timer.stop();
}

void Toast::goOn()
{
    if (isVisible() && !m_timer.isActive() && !underMouse() && !isAncestorOf(window()->focusWidget()))
        m_timer.start(m_rest);
}

bool Toast::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == parentWidget() && event->type() == QEvent::Resize && isVisible())
        place();
    if (watched != parentWidget() && event->type() == QEvent::FocusIn)
        pause();
    if (watched != parentWidget() && event->type() == QEvent::FocusOut)
        QTimer::singleShot(0, this, &Toast::goOn); // the next one may be in the toast, too
    return QWidget::eventFilter(watched, event);
}

void Toast::enterEvent(QEnterEvent *)
{
    pause();
}

void Toast::leaveEvent(QEvent *)
{
    QTimer::singleShot(0, this, &Toast::goOn);
}

void Toast::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        hide();
    else
        QWidget::keyPressEvent(event);
}

void Toast::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_timer.stop();
    emit dismissed();
}

void Toast::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const QRectF box = QRectF(rect()).adjusted(shadow, shadow, -shadow, -shadow);
    paintShadow(painter, box, 8, shadow - 2, 2);
    paintBox(painter, box, 8, token(Token::Toast), token(Token::ToastLine), lineWidth());
    const QRect glyph(shadow + s(14), (height() - s(18)) / 2, s(18), s(18));
    paintIcon(painter, QStyle::visualRect(layoutDirection(), rect(), glyph), m_icon, token(inkOnToast(m_state)));
}
