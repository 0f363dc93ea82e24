// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/switcher.h"

#include "widgets/cellpainters.h"
#include "widgets/icons.h"
#include "widgets/metrics.h"

#include <QPainter>
#include <QStyle>

using namespace Qt::StringLiterals;

namespace {

constexpr int mostText = 200;

} // namespace

Switcher::Switcher(QWidget *parent)
    : QToolButton(parent)
{
    setPopupMode(QToolButton::InstantPopup);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void Switcher::setSubscription(const QString &name, const QString &host)
{
    m_name = name;
    m_host = host;
    setAccessibleName(tr("Subscription: %1, %2").arg(name, host));
    setToolTip(tr("%1\n%2").arg(name, host));
    updateGeometry();
    update();
}

void Switcher::setDemo(bool demo)
{
    m_demo = demo;
    setAccessibleDescription(demo ? tr("Demo data, nothing here is real") : QString());
    updateGeometry();
    update();
}

int Switcher::textWidth() const
{
    const int name = QFontMetrics(textFont(TextStyle::BodyStrong)).horizontalAdvance(m_name) + s(6) + s(14) + 2;
    const int host = QFontMetrics(textFont(TextStyle::Micro)).horizontalAdvance(m_host);
    const int ribbon = m_demo ? int(chipSize(tr("DEMO")).width()) + s(6) : 0;
    return std::min(std::max(name + ribbon, host), s(mostText));
}

QSize Switcher::sizeHint() const
{
    return {s(4) + s(28) + s(10) + textWidth() + s(6), s(40)};
}

QSize Switcher::minimumSizeHint() const
{
    return {s(36), s(40)};
}

void Switcher::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const auto visual = [this](const QRect &part) { return QStyle::visualRect(layoutDirection(), rect(), part); };
    const int left =
        int(QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft) | Qt::AlignVCenter | Qt::TextSingleLine);
    if (isDown() || underMouse())
        paintBox(painter, rect(), 6, token(isDown() ? Token::Pressed : Token::HoverChrome));
    paintMark(painter, visual(QRect(s(4), (height() - s(28)) / 2, s(28), s(28))));
    if (hasFocus())
        paintFocusRing(painter, rect(), 6);

    const int x = s(4) + s(28) + s(10);
    const int ribbon = m_demo ? int(chipSize(tr("DEMO")).width()) + s(6) : 0;
    const int room = width() - x - s(6);
    const QFontMetrics nameMetrics(textFont(TextStyle::BodyStrong));
    const QString name = nameMetrics.elidedText(m_name, Qt::ElideRight, room - s(20) - ribbon);
    const int nameWidth = nameMetrics.horizontalAdvance(name);
    painter.setFont(textFont(TextStyle::BodyStrong));
    painter.setPen(token(Token::Text));
    painter.drawText(visual(QRect(x, height() / 2 - s(17), nameWidth + 1, s(18))), left, name);
    paintIcon(painter, visual(QRect(x + nameWidth + s(6), height() / 2 - s(7) - s(8), s(12), s(14))), "chevron-down"_L1,
              token(Token::Icon), 2);
    if (m_demo) {
        const QSizeF size = chipSize(tr("DEMO"));
        const QRect box = visual(QRect(x + nameWidth + s(24), height() / 2 - s(16), int(size.width()), s(16)));
        paintBox(painter, box, 4, token(Token::WarnSolid));
        painter.setFont(textFont(TextStyle::MicroStrong));
        painter.setPen(token(Token::WarnSolidText));
        painter.drawText(box, Qt::AlignCenter, tr("DEMO"));
    }
    painter.setFont(textFont(TextStyle::Micro));
    painter.setPen(token(Token::Text2));
    painter.drawText(visual(QRect(x, height() / 2, room, s(16))), left,
                     painter.fontMetrics().elidedText(m_host, Qt::ElideMiddle, room));
}
