// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/banner.h"

#include "widgets/cellpainters.h"
#include "widgets/icons.h"
#include "widgets/label.h"
#include "widgets/latchkeystyle.h"

#include <QAccessible>
#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QPainter>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace {

BadgeState stateOf(Banner::Kind kind)
{
    switch (kind) {
    case Banner::Kind::Idle:
        return BadgeState::Idle;
    case Banner::Kind::Warn:
        return BadgeState::Warn;
    case Banner::Kind::Bad:
        return BadgeState::Bad;
    case Banner::Kind::Info:
        return BadgeState::Info;
    }
    return BadgeState::Idle;
}

} // namespace

Banner::Banner(QWidget *parent)
    : QWidget(parent)
    , m_cause(new Label(TextStyle::BodyStrong, Token::Text, this))
    , m_text(new Label(TextStyle::Body, Token::Text, this))
    , m_buttons(new QHBoxLayout)
    , m_more(new QPushButton(tr("Details"), this))
    , m_copy(new QPushButton(tr("Copy report"), this))
    , m_details(new QPlainTextEdit(this))
{
    static_cast<Label *>(m_text)->setElided(true);
    m_text->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    setButtonRole(m_more, ButtonRole::Quiet);
    m_more->setCheckable(true);
    setButtonRole(m_copy, ButtonRole::OnTint);
    m_details->setReadOnly(true);
    m_details->setTabChangesFocus(true);
    m_details->setAccessibleName(tr("Details"));
    m_details->setFont(textFont(TextStyle::Mono));
    m_details->setFixedHeight(s(96));
    m_buttons->setSpacing(s(8));

    auto *line = new QHBoxLayout;
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(s(8));
    line->addSpacing(3 + s(13) + s(18) + s(8)); // bar and icon
    line->addWidget(m_cause);
    line->addWidget(m_text, 1);
    line->addWidget(m_copy);
    line->addWidget(m_more);
    line->addLayout(m_buttons);
    auto *box = new QWidget(this);
    box->setFixedHeight(s(40));
    box->setLayout(line);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, s(12), 0);
    layout->setSpacing(0);
    layout->addWidget(box);
    layout->addWidget(m_details);
    layout->setSizeConstraint(QLayout::SetMinimumSize);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);

    connect(m_more, &QPushButton::toggled, this, [this](bool shown) {
        m_details->setVisible(shown);
        m_copy->setVisible(shown);
        this->layout()->setContentsMargins(shown ? s(12) : 0, 0, s(12), shown ? s(10) : 0);
    });
    connect(m_copy, &QPushButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(m_details->toPlainText()); });
    m_details->hide();
    m_copy->hide();
    hide();
}

void Banner::showMessage(Kind kind, QLatin1StringView icon, const QString &cause, const QString &text,
                         const QList<Action> &actions, const QString &details)
{
    const bool news = !isVisibleTo(parentWidget()) || cause != m_cause->text();
    m_kind = kind;
    m_icon = icon;
    m_cause->setText(cause);
    m_text->setText(text);
    if (details != m_details->toPlainText())
        m_details->setPlainText(details);
    m_more->setVisible(!details.isEmpty());
    if (details.isEmpty())
        m_more->setChecked(false);
    setActions(actions);
    setAccessibleName(cause);
    setAccessibleDescription(text);
    show();
    update();
    if (news)
        announce();
}

void Banner::setActions(const QList<Action> &actions)
{
    // The same buttons stay while only what they do changes: a banner is refreshed while somebody is about to press
    // one.
    bool same = actions.size() == m_buttons->count();
    for (qsizetype i = 0; same && i < actions.size(); ++i)
        same = static_cast<QPushButton *>(m_buttons->itemAt(int(i))->widget())->text() == actions[i].text;
    if (!same) {
        while (QLayoutItem *item = m_buttons->takeAt(0)) {
            item->widget()->hide();
            item->widget()->deleteLater();
            delete item;
        }
        for (const Action &action : actions) {
            auto *button = new QPushButton(action.text, this);
            setButtonRole(button, ButtonRole::OnTint);
            m_buttons->addWidget(button);
            button->show();
        }
    }
    for (qsizetype i = 0; i < actions.size(); ++i) {
        auto *button = static_cast<QPushButton *>(m_buttons->itemAt(int(i))->widget());
        button->disconnect(this);
        connect(button, &QPushButton::clicked, this, [act = actions[i].act] {
            if (act)
                act();
        });
    }
}

void Banner::announce()
{
    QAccessibleEvent event(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

void Banner::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const BadgeState state = stateOf(m_kind);
    const QColor ink = token(inkOf(state));
    painter.fillRect(rect(), token(tintOf(state)));
    painter.fillRect(QStyle::visualRect(layoutDirection(), rect(), QRect(0, 0, 3, height())), ink);
    painter.fillRect(QRect(0, height() - lineWidth(), width(), lineWidth()), token(Token::LineStrong));
    const QRect glyph(3 + s(13), (s(40) - s(18)) / 2, s(18), s(18));
    paintIcon(painter, QStyle::visualRect(layoutDirection(), rect(), glyph), m_icon, ink);
}
