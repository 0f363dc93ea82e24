// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/chiprow.h"

#include "widgets/chip.h"
#include "widgets/flowlayout.h"
#include "widgets/icons.h"
#include "widgets/latchkeystyle.h"
#include "widgets/metrics.h"

#include <QPushButton>
#include <QToolButton>

using namespace Qt::StringLiterals;

ChipRow::ChipRow(QWidget *parent)
    : QWidget(parent)
    , m_flow(new FlowLayout(this, s(5)))
    , m_add(new QPushButton(tr("Add"), this))
{
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    setFocusProxy(m_add);
    setButtonRole(m_add, ButtonRole::Link);
    setControlSize(m_add, ControlSize::Small);
    m_add->setIcon(themedIcon("plus"_L1, Token::Link));
    m_add->setIconSize(QSize(s(14), s(14)));
    m_flow->addWidget(m_add);
    connect(m_add, &QPushButton::clicked, this, &ChipRow::addClicked);
}

void ChipRow::setChips(const QStringList &texts, const QStringList &toolTips, const QList<int> &staged)
{
    // The focus goes to the neighbour of a removed chip: it must not jump to the window's start.
    qsizetype focused = -1;
    for (qsizetype i = 0; i < m_chips.size(); ++i)
        if (m_chips[i]->isAncestorOf(window()->focusWidget()))
            focused = i;
    while (m_flow->count() > 0)
        delete m_flow->takeAt(0);
    for (Chip *chip : std::as_const(m_chips)) {
        chip->hide();
        chip->deleteLater(); // this may run inside its own click
    }
    m_chips.clear();
    for (qsizetype i = 0; i < texts.size(); ++i) {
        auto *chip = new Chip(texts[i], this);
        chip->setToolTip(toolTips.value(i));
        chip->setStaged(staged.contains(int(i)));
        connect(chip, &Chip::removeClicked, this, [this, i] { emit removed(int(i)); });
        m_flow->addWidget(chip);
        m_chips.append(chip);
        chip->show();
    }
    m_flow->addWidget(m_add);
    if (focused >= 0) {
        if (m_chips.isEmpty())
            m_add->setFocus();
        else
            m_chips[std::min(focused, m_chips.size() - 1)]->findChild<QToolButton *>()->setFocus();
    }
    updateGeometry();
}

QStringList ChipRow::chips() const
{
    QStringList texts;
    for (const Chip *chip : m_chips)
        texts << chip->text();
    return texts;
}

void ChipRow::setAddText(const QString &text)
{
    m_add->setText(text);
}
