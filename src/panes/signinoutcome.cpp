// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "panes/signinoutcome.h"

#include "panes/words.h"
#include "widgets/iconlabel.h"
#include "widgets/label.h"
#include "widgets/latchkeystyle.h"
#include "widgets/metrics.h"

#include <QDateTime>
#include <QGridLayout>
#include <QLocale>
#include <QPushButton>

using namespace Qt::StringLiterals;

SignInOutcome::SignInOutcome(QWidget *parent)
    : QWidget(parent)
    , m_icon(new IconLabel("error"_L1, Token::BadInk, 14, this))
    , m_what(new Label(TextStyle::Small, Token::BadInk, this))
    , m_next(new Label(TextStyle::Small, Token::Text2, this))
    , m_details(new Label(TextStyle::Mono, Token::Text2, this))
    , m_connection(new Label(TextStyle::Small, Token::Text2, this))
    , m_more(new QPushButton(tr("Details"), this))
    , m_sentence(new QWidget(this))
    , m_accessBox(new QWidget(this))
    , m_connectionRow(new QWidget(this))
    , m_access(new QVBoxLayout(m_accessBox))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(s(10));
    layout->addWidget(m_sentence);
    layout->addWidget(m_accessBox);
    layout->addWidget(m_connectionRow);

    auto *sentence = new QGridLayout(m_sentence);
    sentence->setContentsMargins(0, 0, 0, 0);
    sentence->setHorizontalSpacing(s(8));
    sentence->setVerticalSpacing(s(2));
    sentence->setColumnStretch(1, 1);
    sentence->addWidget(m_icon, 0, 0, Qt::AlignTop);
    sentence->addWidget(m_what, 0, 1);
    sentence->addWidget(m_next, 1, 1);
    sentence->addWidget(m_more, 2, 1, Qt::AlignLeft);
    sentence->addWidget(m_details, 3, 1);
    for (Label *label : {m_what, m_next, m_details})
        label->setWordWrap(true);
    m_details->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setButtonRole(m_more, ButtonRole::Link);
    setControlSize(m_more, ControlSize::Small);
    connect(m_more, &QPushButton::clicked, this, [this] { m_details->setVisible(m_details->isHidden()); });

    m_access->setContentsMargins(0, 0, 0, 0);
    m_access->setSpacing(s(4));
    auto *connection = new QHBoxLayout(m_connectionRow);
    connection->setContentsMargins(0, 0, 0, 0);
    connection->setSpacing(s(8));
    connection->addWidget(new IconLabel("lock"_L1, Token::OkInk, 14, m_connectionRow));
    connection->addWidget(m_connection, 1);
    clear();
}

void SignInOutcome::clear()
{
    hide();
    m_sentence->hide();
    m_accessBox->hide();
    m_connectionRow->hide();
    while (QLayoutItem *item = m_access->takeAt(0)) {
        delete item->widget();
        delete item;
    }
}

void SignInOutcome::say(QLatin1StringView icon, Token iconInk, Token ink, const QString &text)
{
    m_icon->setIcon(icon, iconInk);
    m_what->setInk(ink);
    m_what->setText(text);
    for (QWidget *part : std::initializer_list<QWidget *>{m_next, m_more, m_details})
        part->hide();
    m_sentence->show();
    show();
}

void SignInOutcome::showWork(const QString &text)
{
    say("clock"_L1, Token::Icon, Token::Text2, text);
}

void SignInOutcome::showWarning(const QString &text)
{
    say("warning"_L1, Token::WarnInk, Token::WarnInk, text);
}

void SignInOutcome::showFailure(const QString &what, const QString &next, const QString &details)
{
    say("error"_L1, Token::BadInk, Token::BadInk, what);
    m_next->setText(next);
    m_next->setVisible(!next.isEmpty());
    m_details->setText(details);
    m_more->setVisible(!details.isEmpty());
}

void SignInOutcome::showAccess(const ModuleAccess &access)
{
    const bool works = access.state == ModuleAccess::State::Works;
    auto *line = new QWidget(m_accessBox);
    auto *row = new QHBoxLayout(line);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(s(8));
    row->addWidget(
        new IconLabel(works ? "circle-check"_L1 : "circle-minus"_L1, works ? Token::OkInk : Token::IdleInk, 14, line));
    row->addWidget(new Label(tr("%1: %2", "part of the service, state").arg(partName(access.part), accessText(access)),
                             TextStyle::Small, Token::Text, line),
                   1);
    m_access->addWidget(line);
    m_accessBox->show();
    show();
}

void SignInOutcome::showConnection(const QString &tls)
{
    const QStringList parts = tls.split(u';');
    if (parts.size() < 2)
        return m_connectionRow->hide();
    const QDateTime until = QDateTime::fromString(parts[1], Qt::ISODate);
    m_connection->setText(tr("%1, certificate valid until %2")
                              .arg(QString(parts[0]).replace("TLSv"_L1, "TLS "_L1),
                                   QLocale().toString(until.toLocalTime().date(), QLocale::ShortFormat)));
    m_connectionRow->show();
    show();
}
