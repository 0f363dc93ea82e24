// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "gallerywindow.h"

#include "widgets/badge.h"
#include "widgets/ground.h"
#include "widgets/icons.h"
#include "widgets/label.h"
#include "widgets/latchkeystyle.h"
#include "widgets/notice.h"
#include "widgets/segmented.h"
#include "widgets/switch.h"

#include <QCheckBox>
#include <QComboBox>
#include <QGridLayout>
#include <QLineEdit>
#include <QMenu>
#include <QProgressBar>
#include <QPushButton>
#include <QRadioButton>
#include <QScrollArea>
#include <QToolButton>
#include <QTreeWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace {

QToolButton *tool(QLatin1StringView icon, const QString &text, QWidget *parent, bool words = false)
{
    auto *button = new QToolButton(parent);
    button->setIcon(themedIcon(icon));
    button->setText(text);
    button->setAccessibleName(text);
    button->setToolButtonStyle(words ? Qt::ToolButtonTextBesideIcon : Qt::ToolButtonIconOnly);
    return button;
}

} // namespace

QWidget *controlsPage()
{
    auto *page = new Ground(Token::Surface);
    auto *grid = new QGridLayout(page);
    grid->setContentsMargins(24, 24, 24, 24);
    grid->setSpacing(12);
    const std::pair<QString, ButtonRole> roles[] = {
        {u"Neutral"_s, ButtonRole::Neutral}, {u"Primary"_s, ButtonRole::Primary}, {u"Delete"_s, ButtonRole::Danger},
        {u"Quiet"_s, ButtonRole::Quiet},     {u"Staged"_s, ButtonRole::Staged},   {u"On tint"_s, ButtonRole::OnTint},
        {u"Link"_s, ButtonRole::Link}};
    int column = 0;
    for (const auto &[text, role] : roles) {
        for (int row = 0; row < 5; ++row) {
            auto *button = new QPushButton(text, page);
            setButtonRole(button, role);
            button->setEnabled(row != 1);
            setControlSize(button, row == 2 ? ControlSize::Small : row == 3 ? ControlSize::Large : ControlSize::Normal);
            if (row == 4)
                button->setIcon(themedIcon("send"_L1, role == ButtonRole::Staged ? Token::StagedInk : Token::Icon));
            grid->addWidget(button, row, column, Qt::AlignLeft);
        }
        ++column;
    }
    auto *disabled = new QLineEdit(u"Disabled"_s, page);
    disabled->setEnabled(false);
    auto *placeholder = new QLineEdit(page);
    placeholder->setPlaceholderText(u"Placeholder"_s);
    auto *password = new QLineEdit(u"secretsecret"_s, page);
    password->setEchoMode(QLineEdit::Password);
    password->setClearButtonEnabled(true);
    setControlSize(password, ControlSize::Large);
    auto *editable = new QComboBox(page);
    editable->setEditable(true);
    editable->addItem(u"Editable"_s);
    int at = 0;
    for (QWidget *field : std::initializer_list<QWidget *>{disabled, placeholder, password, editable})
        grid->addWidget(field, 5, at++);
    for (int i = 0; i < 3; ++i) {
        auto *box = new QCheckBox(u"Check box"_s, page);
        box->setTristate(i == 2);
        box->setCheckState(Qt::CheckState(i == 2 ? Qt::PartiallyChecked : i == 1 ? Qt::Checked : Qt::Unchecked));
        grid->addWidget(box, 6, i);
        auto *off = new QCheckBox(u"Disabled"_s, page);
        off->setCheckState(box->checkState());
        off->setEnabled(false);
        grid->addWidget(off, 7, i);
    }
    auto *radioOn = new QRadioButton(u"Radio"_s, page);
    radioOn->setChecked(true);
    grid->addWidget(radioOn, 6, 3);
    grid->addWidget(new QRadioButton(u"Other"_s, page), 6, 4);
    for (int i = 0; i < 4; ++i) {
        auto *toggle = new Switch(page);
        toggle->setTexts(u"Locked"_s, u"Unlocked"_s);
        toggle->setLock(i == 1);
        toggle->setChecked(i % 2);
        toggle->setEnabled(i < 2);
        grid->addWidget(toggle, 8, i);
    }
    auto *segments = new Segmented(page);
    for (const QString &text : {u"Off"_s, u"Keep"_s, u"On"_s, u"Maybe"_s})
        segments->addSegment(text, text);
    segments->setCurrent(u"On"_s);
    segments->setStaged(true);
    segments->setSegmentEnabled(u"Maybe"_s, false, u"Not here"_s);
    grid->addWidget(segments, 9, 0, 1, 2, Qt::AlignLeft);
    auto *warn = new Notice(Notice::Kind::Warn, page);
    auto *line = new QHBoxLayout;
    line->addWidget(new Label(u"This changes more than 25 agents."_s, TextStyle::BodyStrong, Token::Text, page));
    line->addWidget(new Label(u"Type 212 to confirm"_s, TextStyle::Body, Token::Text, page));
    auto *confirm = new QLineEdit(u"212"_s, page);
    confirm->setFixedWidth(72);
    line->addWidget(confirm);
    line->addStretch(1);
    warn->setContent(line);
    grid->addWidget(warn, 10, 0, 1, 7);
    auto *badges = new QHBoxLayout;
    badges->addWidget(new Badge(u"Full"_s, "error"_L1, Badge::State::Bad, page));
    badges->addWidget(new Badge(u"Expires"_s, "clock"_L1, Badge::State::Warn, page));
    badges->addWidget(new Badge(u"Disabled"_s, "ban"_L1, Badge::State::Idle, page));
    badges->addWidget(new Badge(u"Running"_s, "play"_L1, Badge::State::Info, page));
    badges->addWidget(new Badge(u"Active"_s, "circle-check"_L1, Badge::State::Ok, page));
    badges->addStretch(1);
    grid->addLayout(badges, 11, 0, 1, 7);
    auto *progress = new QProgressBar(page);
    progress->setValue(40);
    progress->setTextVisible(false);
    grid->addWidget(progress, 12, 0, 1, 2);
    auto *menuTool = tool("more"_L1, u"With menu"_s, page, true);
    menuTool->setPopupMode(QToolButton::InstantPopup);
    menuTool->setMenu(new QMenu(menuTool));
    grid->addWidget(menuTool, 12, 2, Qt::AlignLeft);
    grid->setRowStretch(13, 1);
    page->resize(1000, 640);
    return page;
}

QWidget *iconsPage()
{
    auto *page = new Ground(Token::Surface);
    auto *grid = new QGridLayout(page);
    int at = 0;
    static QList<QByteArray> names; // themedIcon() keeps the view
    if (names.isEmpty())
        for (const QString &name : iconNames())
            names.append(name.toLatin1());
    for (const QByteArray &name : std::as_const(names)) {
        auto *cell = new QVBoxLayout;
        auto *big = new Label(TextStyle::Body, Token::Text, page);
        big->setPixmap(themedIcon(QLatin1StringView(name)).pixmap(48, 48));
        auto *small = new Label(TextStyle::Body, Token::Text, page);
        small->setPixmap(themedIcon(QLatin1StringView(name)).pixmap(16, 16));
        auto *row = new QHBoxLayout;
        row->addWidget(big);
        row->addWidget(small);
        cell->addLayout(row);
        cell->addWidget(new Label(QString::fromLatin1(name), TextStyle::Micro, Token::Text2, page));
        grid->addLayout(cell, at / 11, at % 11);
        ++at;
    }
    page->resize(1200, 560);
    return page;
}

QWidget *listsPage()
{
    auto *page = new Ground(Token::Surface);
    auto *row = new QHBoxLayout(page);
    row->setContentsMargins(24, 24, 24, 24);
    auto *tree = new QTreeWidget(page);
    tree->setHeaderLabels({u"Time"_s, u"What"_s, u"Result"_s});
    tree->setSortingEnabled(true);
    for (int i = 0; i < 12; ++i) {
        auto *plan = new QTreeWidgetItem(tree, {u"14:0%1"_s.arg(i % 10), u"Plan %1"_s.arg(i), u"Verified"_s});
        for (int j = 0; j < 3; ++j) {
            auto *change = new QTreeWidgetItem(plan, {u"14:0%1"_s.arg(j), u"EU laptops"_s, u"Verified"_s});
            change->setCheckState(1, Qt::CheckState(j));
        }
        plan->setExpanded(i % 3 == 0);
    }
    tree->setCurrentItem(tree->topLevelItem(1));
    row->addWidget(tree, 1);
    auto *area = new QScrollArea(page);
    auto *inside = new Ground(Token::Panel);
    auto *column = new QVBoxLayout(inside);
    for (int i = 0; i < 30; ++i)
        column->addWidget(new QCheckBox(u"Row %1"_s.arg(i), inside));
    area->setWidget(inside);
    area->setWidgetResizable(true);
    row->addWidget(area, 1);
    page->resize(900, 420);
    return page;
}
