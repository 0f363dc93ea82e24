// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/inspectorsplit.h"

#include "widgets/cellpainters.h"
#include "widgets/metrics.h"

#include <QMouseEvent>
#include <QPainter>
#include <QStyle>

#include <algorithm>

namespace {

constexpr int narrowest = 320;
constexpr int widest = 520;
constexpr int handleWidth = 7;
constexpr int shadeWidth = 16;

/// The shadow of an inspector that lies over the list.
class Shade : public QWidget
{
public:
    explicit Shade(QWidget *parent)
        : QWidget(parent)
    {
        setAttribute(Qt::WA_TransparentForMouseEvents);
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        QColor dark = token(Token::Shadow);
        for (int x = 0; x < width(); ++x) {
            const int towards = isRightToLeft() ? width() - 1 - x : x;
            dark.setAlphaF(float(0.18 * towards * towards / (width() * width())));
            painter.fillRect(QRect(x, 0, 1, height()), dark);
        }
    }
};

} // namespace

InspectorSplit::InspectorSplit(QWidget *main, QWidget *inspector, QWidget *parent)
    : QWidget(parent)
    , m_main(main)
    , m_inspector(inspector)
    , m_handle(new QWidget(this))
    , m_shade(new Shade(this))
{
    m_main->setParent(this);
    m_inspector->setParent(this);
    m_handle->setCursor(Qt::SplitHCursor);
    m_handle->installEventFilter(this);
    m_inspector->installEventFilter(this);
    place();
}

void InspectorSplit::setInspectorShown(bool shown)
{
    if (shown == isInspectorShown())
        return;
    (m_over ? m_overShown : m_shown) = shown;
    if (!shown && m_inspector->isAncestorOf(window()->focusWidget()))
        m_main->setFocus();
    place();
    emit shownChanged(shown);
}

void InspectorSplit::setSlideOver(bool over)
{
    if (m_over == over)
        return;
    m_over = over;
    m_overShown = false;
    place();
    emit shownChanged(isInspectorShown());
}

void InspectorSplit::setInspectorWidth(int width)
{
    m_width = std::clamp(width, narrowest, widest);
    place();
}

void InspectorSplit::place()
{
    const bool shown = isInspectorShown();
    const int side = std::min(s(m_width), width() - s(m_over ? 48 : 200));
    const int left = shown && !m_over ? width() - side : width();
    const auto visual = [this](const QRect &r) { return QStyle::visualRect(layoutDirection(), rect(), r); };
    m_main->setGeometry(visual({0, 0, left, height()}));
    m_inspector->setVisible(shown);
    m_handle->setVisible(shown && !m_over);
    m_shade->setVisible(shown && m_over);
    if (!shown)
        return;
    m_inspector->setGeometry(visual({width() - side, 0, side, height()}));
    m_handle->setGeometry(visual({width() - side - handleWidth / 2, 0, handleWidth, height()}));
    m_shade->setGeometry(visual({width() - side - s(shadeWidth), 0, s(shadeWidth), height()}));
    m_shade->raise();
    m_inspector->raise();
    m_handle->raise();
}

void InspectorSplit::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    place();
}

void InspectorSplit::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LayoutDirectionChange || event->type() == QEvent::FontChange)
        place();
}

void InspectorSplit::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), token(Token::Surface));
}

bool InspectorSplit::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_inspector && event->type() == QEvent::KeyPress && m_over &&
        static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape) {
        setInspectorShown(false);
        return true;
    }
    if (watched != m_handle)
        return QWidget::eventFilter(watched, event);
    if (event->type() == QEvent::MouseButtonPress) {
        m_grabbed = static_cast<QMouseEvent *>(event)->pos().x();
        return true;
    }
    if (event->type() == QEvent::MouseMove) {
        const int x = m_handle->x() + static_cast<QMouseEvent *>(event)->pos().x() - m_grabbed + handleWidth / 2;
        const int pixels = isRightToLeft() ? x : width() - x;
        setInspectorWidth(pixels * 100 / std::max(1, s(100)));
        return true;
    }
    return QWidget::eventFilter(watched, event);
}
