// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/sheet.h"

#include "widgets/cellpainters.h"
#include "widgets/icons.h"
#include "widgets/label.h"
#include "widgets/latchkeystyle.h"
#include "widgets/readingorder.h"

#include <QAccessibleWidget>
#include <QApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPainter>
#include <QPushButton>
#include <QScrollArea>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace {

constexpr int clearance = 24; ///< on each side of the sheet, so the window stays visible behind it
constexpr int radius = 12;

class AccessibleSheet : public QAccessibleWidget
{
public:
    explicit AccessibleSheet(QWidget *widget)
        : QAccessibleWidget(widget, QAccessible::Dialog)
    {
    }
    QAccessible::State state() const override
    {
        QAccessible::State state = QAccessibleWidget::state();
        state.modal = true;
        return state;
    }
};

QAccessibleInterface *makeInterface(const QString &, QObject *object)
{
    auto *sheet = qobject_cast<Sheet *>(object);
    return sheet ? new AccessibleSheet(sheet) : nullptr;
}

class MarkWidget : public QWidget
{
public:
    explicit MarkWidget(QWidget *parent)
        : QWidget(parent)
    {
        setFixedSize(s(36), s(36));
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        paintMark(painter, rect());
    }
};

} // namespace

Sheet::Sheet(QWidget *window)
    : QWidget(window)
    , m_card(new QWidget(this))
    , m_mark(new MarkWidget(m_card))
    , m_title(new Label(TextStyle::Title, Token::Text, m_card))
    , m_subtitle(new Label(TextStyle::Small, Token::Text2, m_card))
    , m_close(new QToolButton(m_card))
    , m_scroll(new QScrollArea(m_card))
    , m_foot(new QWidget(m_card))
    , m_left(new QHBoxLayout)
    , m_right(new QHBoxLayout)
{
    static const bool installed = [] {
        QAccessible::installFactory(makeInterface);
        return true;
    }();
    Q_UNUSED(installed);
    setFocusPolicy(Qt::NoFocus);
    m_title->setWordWrap(true);
    m_subtitle->setWordWrap(true);
    m_mark->hide();
    m_subtitle->hide();
    m_close->setIcon(themedIcon("close"_L1));
    m_close->setAccessibleName(tr("Close"));
    m_close->setToolTip(tr("Close"));
    m_close->setFocusPolicy(Qt::StrongFocus);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->setMinimumHeight(1); // its own minimum would squeeze the title of a low sheet
    m_foot->setFixedHeight(s(60));

    auto *words = new QVBoxLayout;
    words->setSpacing(0);
    words->addWidget(m_title);
    words->addWidget(m_subtitle);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(s(20), s(12), s(12), s(10));
    head->setSpacing(s(12));
    head->addWidget(m_mark);
    head->addLayout(words, 1);
    head->addWidget(m_close, 0, Qt::AlignVCenter);
    auto *foot = new QHBoxLayout(m_foot);
    foot->setContentsMargins(s(16), 0, s(20), 0);
    m_left->setSpacing(s(8));
    m_right->setSpacing(s(8));
    foot->addLayout(m_left);
    foot->addStretch(1);
    foot->addLayout(m_right);
    m_foot->hide();
    auto *layout = new QVBoxLayout(m_card);
    layout->setContentsMargins(1, 1, 1, radius); // the card's border and, without a foot, its round corners
    layout->setSpacing(0);
    layout->addLayout(head);
    layout->addSpacing(1); // hairline
    layout->addWidget(m_scroll, 1);
    layout->addWidget(m_foot);

    connect(m_close, &QToolButton::clicked, this, &Sheet::dismiss);
    window->installEventFilter(this);
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget *, QWidget *now) {
        // Shortcuts of the window below may ask for the focus; while the sheet is open it stays inside.
        if (!now || !isVisible() || now->window() != this->window() || isAncestorOf(now))
            return;
        for (const QWidget *up = now; up; up = up->parentWidget())
            if (qobject_cast<const Sheet *>(up))
                return; // another sheet on top of this one
        focusNextPrevChild(true);
    });
    hide();
}

Sheet::~Sheet() = default;

void Sheet::setTitle(const QString &title, const QString &subtitle)
{
    m_title->setText(title);
    m_subtitle->setText(subtitle);
    m_subtitle->setVisible(!subtitle.isEmpty());
    setAccessibleName(title);
    setAccessibleDescription(subtitle);
    place();
}

void Sheet::setMark(bool mark)
{
    m_mark->setVisible(mark);
    m_card->layout()->itemAt(0)->layout()->setContentsMargins(s(mark ? 24 : 20), s(mark ? 20 : 12), s(12), s(10));
    place();
}

void Sheet::setBody(QWidget *body)
{
    m_scroll->setWidget(body);
    body->installEventFilter(this);
    place();
}

void Sheet::addFootButton(QAbstractButton *button, Side side)
{
    button->setParent(m_foot);
    setControlSize(button, ControlSize::Large);
    (side == Side::Left ? m_left : m_right)->addWidget(button);
    button->show();
    m_foot->show();
    m_card->layout()->setContentsMargins(1, 1, 1, 1);
    place();
}

void Sheet::setSheetWidth(int width)
{
    m_width = width;
    place();
}

void Sheet::setDismissible(bool dismissible)
{
    m_dismissible = dismissible;
    m_close->setVisible(dismissible);
}

QRect Sheet::sheetRect() const
{
    return m_card->geometry();
}

void Sheet::open()
{
    show();
}

void Sheet::dismiss()
{
    if (isHidden())
        return;
    hide();
    emit dismissed();
    if (testAttribute(Qt::WA_DeleteOnClose))
        deleteLater();
}

void Sheet::place()
{
    const QSize room = parentWidget()->size() - QSize(2 * clearance, 2 * clearance);
    const int width = std::min(s(m_width), room.width());
    const QMargins around = m_card->layout()->contentsMargins();
    int height = around.top() + around.bottom() + 1 + (m_foot->isHidden() ? 0 : m_foot->height()); // 1: hairline
    if (const QLayoutItem *head = m_card->layout()->itemAt(0))
        height += head->hasHeightForWidth() ? head->heightForWidth(width - 2) : head->sizeHint().height();
    if (const QWidget *body = m_scroll->widget()) {
        const int inner = width - 2;
        height += body->hasHeightForWidth() ? body->heightForWidth(inner) : body->sizeHint().height();
    }
    height = std::min(height, room.height());
    m_card->setGeometry((this->width() - width) / 2, (this->height() - height) / 2, width, height);
    update();
}

bool Sheet::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == parentWidget() && event->type() == QEvent::Resize)
        resize(parentWidget()->size());
    if (m_scroll->widget() == watched && event->type() == QEvent::LayoutRequest)
        place();
    return QWidget::eventFilter(watched, event);
}

void Sheet::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    resize(parentWidget()->size());
    raise();
    changeEvent(nullptr);
    place();
    QWidget *focus = window()->focusWidget();
    if (focus && isAncestorOf(focus))
        return; // the caller chose a field
    m_origins.clear();
    for (QWidget *widget = focus; widget && !widget->isWindow(); widget = widget->parentWidget())
        m_origins << widget;
    if (const QList<QWidget *> fields = readingOrder(m_scroll); !fields.isEmpty())
        return fields.first()->setFocus(Qt::ActiveWindowFocusReason);
    for (QPushButton *button : m_foot->findChildren<QPushButton *>())
        if (button->isDefault() && button->isEnabled())
            return button->setFocus(Qt::ActiveWindowFocusReason);
    focusNextPrevChild(true);
}

void Sheet::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    giveFocusBack();
}

/// To where it came from or, where a button went with what it did, to its neighbourhood.
void Sheet::giveFocusBack()
{
    const auto takes = [](const QWidget *widget) {
        return widget && widget->isVisible() && widget->isEnabled() && widget->focusPolicy() & Qt::TabFocus;
    };
    const QList<QPointer<QWidget>> origins = std::exchange(m_origins, {});
    for (const QPointer<QWidget> &origin : origins) {
        if (takes(origin))
            return origin->setFocus(Qt::PopupFocusReason);
        if (!origin || !origin->isVisible())
            continue;
        for (QWidget *near : readingOrder(origin))
            if (takes(near))
                return near->setFocus(Qt::PopupFocusReason);
    }
}

bool Sheet::focusNextPrevChild(bool next)
{
    focusNeighbour(this, next);
    return true; // Tab never leaves the sheet
}

void Sheet::keyPressEvent(QKeyEvent *event)
{
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (event->key() == Qt::Key_Escape && m_dismissible)
        return dismiss();
    if (!enter || event->modifiers() & ~Qt::KeypadModifier)
        return event->ignore();
    if (event->isAutoRepeat()) // of the key that opened the sheet: nobody has read it yet
        return;
    if (auto *focused = qobject_cast<QAbstractButton *>(window()->focusWidget()); focused && isAncestorOf(focused))
        return focused->click();
    for (QPushButton *button : m_foot->findChildren<QPushButton *>())
        if (button->isDefault() && button->isEnabled())
            return button->click();
}

void Sheet::mousePressEvent(QMouseEvent *event)
{
    event->accept(); // nothing goes through the scrim
}

void Sheet::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    place();
}

void Sheet::changeEvent(QEvent *event)
{
    if (event)
        QWidget::changeEvent(event);
    if (event && event->type() != QEvent::PaletteChange && event->type() != QEvent::ApplicationPaletteChange)
        return;
    // Scroll areas fill themselves with the window's colour; in here that is the sheet's.
    QPalette ground;
    ground.setColor(QPalette::Window, token(Token::Sheet));
    if (m_card->palette().color(QPalette::Window) != token(Token::Sheet))
        m_card->setPalette(ground);
}

void Sheet::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), token(Token::Scrim));
    const QRectF card = m_card->geometry();
    paintShadow(painter, card, radius, 28, 6);
    paintBox(painter, card, radius, token(Token::Sheet));
    painter.setRenderHint(QPainter::Antialiasing, false);
    const int px = lineWidth();
    if (!m_foot->isHidden()) {
        const QRectF foot(card.left(), card.bottom() - 1 - m_foot->height(), card.width(), m_foot->height() + 1);
        painter.save();
        painter.setClipRect(foot);
        paintBox(painter, card, radius, token(Token::SheetFoot));
        painter.restore();
        painter.setRenderHint(QPainter::Antialiasing, false);
        painter.fillRect(QRectF(foot.left(), foot.top(), foot.width(), px), token(Token::LineStrong));
    }
    if (m_mark->isHidden())
        painter.fillRect(QRectF(card.left(), card.top() + m_scroll->y() - 1, card.width(), px),
                         token(Token::LineStrong));
    paintBox(painter, card, radius, {}, token(Token::SheetLine), px);
}
