// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "app/startpage.h"

#include "widgets/choicecard.h"
#include "widgets/icons.h"
#include "widgets/label.h"

#include <QPainter>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

class BigMark : public QWidget
{
public:
    explicit BigMark(QWidget *parent)
        : QWidget(parent)
    {
        setFixedSize(s(56), s(56));
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        paintMark(painter, rect());
    }
};

} // namespace

StartPage::StartPage(QWidget *parent)
    : QWidget(parent)
    , m_demo(new ChoiceCard("play"_L1, tr("Try the demo subscription"),
                            tr("Larkspur Logistics, a fictional company. Works offline."), this))
    , m_signIn(new ChoiceCard("user"_L1, tr("Sign in"), tr("Your platform, your user, the system keychain."), this))
    , m_problem(new Label(TextStyle::Body, Token::BadInk, this))
{
    m_demo->setRecommended(true);
    auto *column = new QVBoxLayout;
    column->setSpacing(0);
    column->addStretch(5);
    column->addWidget(new BigMark(this), 0, Qt::AlignHCenter);
    column->addSpacing(s(14));
    column->addWidget(new Label(u"Latchkey"_s, TextStyle::Brand, Token::Text, this), 0, Qt::AlignHCenter);
    column->addSpacing(s(4));
    column->addWidget(
        new Label(tr("Activation keys, agents and web apps, changed safely."), TextStyle::Body, Token::Text2, this), 0,
        Qt::AlignHCenter);
    column->addSpacing(s(20));
    for (ChoiceCard *card : {m_demo, m_signIn}) {
        card->setFixedWidth(s(420));
        column->addWidget(card, 0, Qt::AlignHCenter);
        column->addSpacing(s(10));
    }
    m_problem->setFixedWidth(s(420));
    m_problem->setWordWrap(true);
    m_problem->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_problem->hide();
    column->addWidget(m_problem, 0, Qt::AlignHCenter);
    column->addSpacing(s(10));
    column->addWidget(
        new Label(tr("Free software, Apache-2.0. Not affiliated with Qualys."), TextStyle::Small, Token::Text2, this),
        0, Qt::AlignHCenter);
    column->addStretch(6);
    setLayout(column);
    setFocusProxy(m_demo);
    for (ChoiceCard *card : {m_demo, m_signIn})
        connect(card, &QAbstractButton::clicked, this, [this] { setProblem({}); });
    connect(m_demo, &QAbstractButton::clicked, this, &StartPage::demoWanted);
    connect(m_signIn, &QAbstractButton::clicked, this, &StartPage::signInWanted);
}

void StartPage::setProblem(const QString &problem)
{
    m_problem->setText(problem);
    // Aligned in a column, it would get the height of one line.
    m_problem->setMinimumHeight(std::max(0, m_problem->heightForWidth(m_problem->minimumWidth())));
    m_problem->setVisible(!problem.isEmpty());
}

void StartPage::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), token(Token::Surface));
}
