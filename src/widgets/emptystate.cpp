// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/emptystate.h"

#include "widgets/icons.h"
#include "widgets/label.h"
#include "widgets/latchkeystyle.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>

namespace {

constexpr int raised = 30;
constexpr int widest = 430;
constexpr int margin = 24;

} // namespace

EmptyState::EmptyState(QWidget *parent)
    : QWidget(parent)
    , m_heading(new Label(TextStyle::Heading, Token::Text, this))
    , m_text(new Label(TextStyle::Body, Token::Text2, this))
    , m_buttonBox(new QWidget(this))
    , m_buttons(new QHBoxLayout(m_buttonBox))
{
    for (QLabel *label : {m_heading, m_text}) {
        label->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
        label->setWordWrap(true);
    }
    m_buttons->setContentsMargins(0, 0, 0, 0);
    m_buttons->setSpacing(s(8));
}

void EmptyState::setSmall(bool small)
{
    m_small = small;
    static_cast<Label *>(m_heading)->setStyle(small ? TextStyle::BodyStrong : TextStyle::Heading);
    static_cast<Label *>(m_text)->setStyle(small ? TextStyle::Small : TextStyle::Body);
    fit();
    update();
}

void EmptyState::setContent(QLatin1StringView icon, const QString &heading, const QString &text,
                            const QList<Action> &actions)
{
    m_icon = icon;
    m_heading->setText(heading);
    m_text->setText(text);
    m_text->setVisible(!text.isEmpty());
    setAccessibleName(heading);
    setAccessibleDescription(text);
    while (QLayoutItem *item = m_buttons->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater();
        delete item;
    }
    for (const Action &action : actions) {
        auto *button = new QPushButton(action.text, m_buttonBox);
        setButtonRole(button, action.primary ? ButtonRole::Primary : ButtonRole::Neutral);
        connect(button, &QPushButton::clicked, this, [act = action.act] {
            if (act)
                act();
        });
        m_buttons->addWidget(button);
        button->show();
    }
    fit();
    update();
}

void EmptyState::resizeEvent(QResizeEvent *)
{
    fit();
}

QSize EmptyState::minimumSizeHint() const
{
    return {std::max(s(200), m_buttonBox->sizeHint().width() + 2 * s(margin)), s(120)};
}

/// By hand: a centred, word-wrapped label in a layout is as narrow as its longest word.
void EmptyState::fit()
{
    const int room = std::max(s(60), std::min(s(widest), width() - 2 * s(margin)));
    const int side = s(m_small ? 24 : 44);
    const int headingHeight = m_heading->heightForWidth(room);
    const int textHeight = m_text->text().isEmpty() ? 0 : m_text->heightForWidth(room);
    const bool acts = m_buttons->count() > 0;
    const QSize buttons = m_buttonBox->sizeHint();
    const int height =
        side + s(16) + headingHeight + (textHeight > 0 ? s(6) + textHeight : 0) + (acts ? s(16) + buttons.height() : 0);
    int y = std::max(s(8), (this->height() - height) / 2 - s(raised));
    m_glyph = QRect((width() - side) / 2, y, side, side);
    y += side + s(16);
    m_heading->setGeometry((width() - room) / 2, y, room, headingHeight);
    y += headingHeight + s(6);
    m_text->setGeometry((width() - room) / 2, y, room, textHeight);
    y += textHeight + s(textHeight > 0 ? 16 : 10);
    m_buttonBox->setGeometry((width() - buttons.width()) / 2, y, buttons.width(), buttons.height());
    update();
}

void EmptyState::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::ApplicationFontChange)
        fit();
}

void EmptyState::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), token(m_small ? Token::Panel : Token::Surface));
    paintIcon(painter, m_glyph, m_icon, token(Token::Icon), m_small ? 1.75 : 1.25);
}
