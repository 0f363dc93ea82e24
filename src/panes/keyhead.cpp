// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "panes/keyhead.h"

#include "widgets/badge.h"
#include "widgets/formlabel.h"
#include "widgets/icons.h"
#include "widgets/latchkeystyle.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QMenu>
#include <QPushButton>
#include <QSignalBlocker>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace {

QToolButton *tool(QLatin1StringView icon, const QString &name, QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setIcon(themedIcon(icon));
    button->setAccessibleName(name);
    button->setToolTip(name);
    button->setFocusPolicy(Qt::TabFocus);
    setControlSize(button, ControlSize::Small);
    return button;
}

struct StateLook
{
    QString text;
    QLatin1StringView icon;
    Badge::State state = Badge::State::Idle;
};

StateLook lookOf(KeyState state)
{
    switch (state) {
    case KeyState::Active:
        return {KeyHead::tr("Active"), "circle-check"_L1, Badge::State::Ok};
    case KeyState::Disabled:
        return {KeyHead::tr("Disabled"), "ban"_L1, Badge::State::Idle};
    case KeyState::Expired:
        return {KeyHead::tr("Expired"), "clock"_L1, Badge::State::Bad};
    case KeyState::Full:
        return {KeyHead::tr("Full"), "error"_L1, Badge::State::Bad};
    }
    return {};
}

} // namespace

KeyHead::KeyHead(QWidget *parent)
    : QWidget(parent)
    , m_title(new Label(TextStyle::Heading, Token::Text, this))
    , m_agents(new Label(TextStyle::Small, Token::Text2, this))
    , m_keyText(new Label(TextStyle::Mono, Token::Text, this))
    , m_state(new Badge(this))
    , m_staged(new Badge(this))
    , m_menu(tool("more"_L1, tr("More actions"), this))
    , m_hide(tool("sidebar"_L1, tr("Hide the inspector"), this))
    , m_reveal(tool("eye"_L1, tr("Reveal the activation key for 10 seconds"), this))
    , m_copy(tool("copy"_L1, tr("Copy the activation key"), this))
    , m_install(tool("terminal"_L1, tr("Install commands"), this))
    , m_showAgents(new QPushButton(tr("Show"), this))
    , m_keyRow(new QWidget(this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(s(8));
    buildTop();
    buildKeyRow();
    layout->addWidget(m_keyRow);
    m_hideKey.setSingleShot(true);
    m_hideKey.setInterval(std::chrono::seconds(10));
    connect(&m_hideKey, &QTimer::timeout, this, [this] { reveal(false); });
}

void KeyHead::buildTop()
{
    m_title->setWordWrap(true);
    m_title->setTextInteractionFlags(Qt::NoTextInteraction);
    auto *menu = new QMenu(m_menu);
    menu->addAction(themedIcon("plus"_L1), tr("Duplicate"), this, &KeyHead::duplicateWanted);
    menu->addAction(themedIcon("terminal"_L1), tr("Install commands…"), this, &KeyHead::installWanted);
    menu->addAction(themedIcon("agent"_L1), tr("Show agents…"), this, &KeyHead::agentsWanted);
    menu->addSeparator();
    setDestructive(menu->addAction(themedIcon("bin"_L1, Token::BadInk), tr("Delete…"), this, &KeyHead::deleteWanted));
    m_menu->setMenu(menu);
    m_menu->setPopupMode(QToolButton::InstantPopup);
    connect(m_hide, &QToolButton::clicked, this, &KeyHead::hideWanted);
    auto *top = new QHBoxLayout;
    top->setSpacing(s(4));
    top->addWidget(m_title, 1);
    top->addWidget(m_menu, 0, Qt::AlignTop);
    top->addWidget(m_hide, 0, Qt::AlignTop);

    setButtonRole(m_showAgents, ButtonRole::Link);
    setControlSize(m_showAgents, ControlSize::Small);
    m_showAgents->setAccessibleName(tr("Show the agents of this key"));
    connect(m_showAgents, &QPushButton::clicked, this, &KeyHead::agentsWanted);
    auto *badges = new QHBoxLayout;
    badges->setSpacing(s(6));
    badges->addWidget(m_state);
    badges->addWidget(m_staged);
    badges->addStretch(1);
    badges->addWidget(m_agents);
    badges->addWidget(m_showAgents);
    auto *layout = static_cast<QVBoxLayout *>(this->layout());
    layout->addLayout(top);
    layout->addLayout(badges);
}

void KeyHead::buildKeyRow()
{
    m_reveal->setCheckable(true);
    connect(m_reveal, &QToolButton::toggled, this, &KeyHead::reveal);
    connect(m_copy, &QToolButton::clicked, this, &KeyHead::copyWanted);
    connect(m_install, &QToolButton::clicked, this, &KeyHead::installWanted);
    auto *label = new FormLabel(tr("Key"), m_keyRow);
    label->setFixedWidth(FormLabel::columnWidth());
    auto *row = new QHBoxLayout(m_keyRow);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(s(2));
    row->addWidget(label);
    row->addSpacing(s(11));
    m_keyText->setElided(true);
    row->addWidget(m_keyText, 1);
    row->addWidget(m_reveal);
    row->addWidget(m_copy);
    row->addWidget(m_install);
}

void KeyHead::showKey(const ActivationKey &server, const QString &title, const Change *staged, const QDateTime &now)
{
    if (server.key != m_key)
        reveal(false);
    m_key = server.key;
    m_title->setText(title);
    m_menu->show();
    m_keyRow->setVisible(!server.key.isEmpty());
    if (!isRevealed())
        m_keyText->setText(maskedKeyLong(server.key));
    const StateLook look = lookOf(stateOf(server, now));
    m_state->show();
    m_state->setContent(look.text, look.icon, look.state);
    m_staged->setVisible(staged != nullptr);
    if (staged && staged->operation == Operation::Delete)
        m_staged->setContent(tr("Will be deleted"), "bin"_L1, Badge::State::Staged);
    else if (staged)
        m_staged->setContent(tr("%Ln staged", nullptr, int(staged->desired.size()) + (staged->applyOnAgents ? 1 : 0)),
                             "pencil"_L1, Badge::State::Staged);
    m_agents->setText(tr("%Ln agents", nullptr, int(server.countUsed)));
    m_agents->show();
    m_showAgents->setVisible(server.countUsed > 0);
}

void KeyHead::showNew(const QString &title, bool staged)
{
    reveal(false);
    m_key.clear();
    m_title->setText(title);
    m_menu->hide();
    m_keyRow->hide();
    m_state->hide();
    m_staged->setVisible(true);
    m_staged->setContent(staged ? tr("New, staged") : tr("New"), "plus"_L1, Badge::State::Staged);
    m_agents->hide();
    m_showAgents->hide();
}

void KeyHead::showMany(const QString &title, qint64 agents)
{
    reveal(false);
    m_key.clear();
    m_title->setText(title);
    m_menu->hide();
    m_keyRow->hide();
    m_state->hide();
    m_staged->hide();
    m_agents->show();
    m_agents->setText(tr("%Ln agents", nullptr, int(agents)));
    m_showAgents->hide();
}

void KeyHead::reveal(bool on)
{
    const bool shown = on && !m_key.isEmpty();
    const QSignalBlocker silent(m_reveal);
    m_reveal->setChecked(shown);
    m_reveal->setIcon(themedIcon(shown ? "eye-off"_L1 : "eye"_L1));
    m_keyText->setText(shown ? m_key : maskedKeyLong(m_key));
    if (shown)
        m_hideKey.start();
    else
        m_hideKey.stop();
}
