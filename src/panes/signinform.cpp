// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
// How the sign-in sheet is put together.
#include "panes/signinsheet.h"

#include "panes/signinoutcome.h"
#include "widgets/formlabel.h"
#include "widgets/icons.h"
#include "widgets/latchkeystyle.h"
#include "widgets/markedfield.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QGridLayout>
#include <QLineEdit>
#include <QPushButton>

using namespace Qt::StringLiterals;

QWidget *SignInSheet::buildBody()
{
    auto *body = new QWidget(this);
    auto *layout = new QVBoxLayout(body);
    layout->setContentsMargins(s(24), s(4), s(24), s(16));
    layout->setSpacing(s(10));
    buildForm(*layout);
    layout->addWidget(m_outcome);
    return body;
}

/// A field that has the focus at the end tells that it was left, to a sheet that is taken apart.
SignInSheet::~SignInSheet()
{
    m_user->disconnect(this);
}

void SignInSheet::buildForm(QVBoxLayout &layout)
{
    for (QWidget *field : std::initializer_list<QWidget *>{m_platform, m_server, m_user, m_password})
        setControlSize(field, ControlSize::Large);
    m_platform->setAccessibleName(tr("Platform"));
    m_server->setAccessibleName(tr("Server address"));
    m_server->setPlaceholderText(tr("Paste the portal's, gateway's or API server's address"));
    m_user->setAccessibleName(tr("User"));
    m_user->setPlaceholderText(tr("Login, not the e-mail address"));
    m_password->setAccessibleName(tr("Password"));
    m_password->setEchoMode(QLineEdit::Password);
    m_password->setInputMethodHints(Qt::ImhHiddenText | Qt::ImhNoPredictiveText | Qt::ImhSensitiveData);
    m_eye->setIcon(themedIcon("eye"_L1));
    m_eye->setCheckable(true);
    m_eye->setToolTip(tr("Show the password"));
    m_eye->setText(tr("Show the password"));
    m_password->addAction(m_eye, QLineEdit::TrailingPosition);
    connect(m_eye, &QAction::toggled, this, [this](bool shown) {
        m_password->setEchoMode(shown ? QLineEdit::Normal : QLineEdit::Password);
        m_eye->setIcon(themedIcon(shown ? "eye-off"_L1 : "eye"_L1));
    });
    m_serverField->setField(m_server);
    m_userField->setField(m_user);
    m_passwordField->setField(m_password);
    m_host->setElided(true);
    m_hint->setWordWrap(true);
    m_passwordNote->setWordWrap(true);
    m_rememberNote->setWordWrap(true);
    m_rememberNote->setContentsMargins(s(24), 0, 0, 0);
    m_noCa->setAccessibleName(tr("Remove the private CA certificate"));
    for (QPushButton *button : {m_ca, m_noCa}) {
        setButtonRole(button, ButtonRole::Link);
        setControlSize(button, ControlSize::Small);
    }

    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(s(8));
    grid->setVerticalSpacing(s(6));
    grid->setColumnMinimumWidth(0, s(76));
    grid->setColumnStretch(1, 1);
    int row = 0;
    const auto add = [&](const QString &name, QWidget *buddy, QWidget *field) {
        auto *label = new FormLabel(name, this);
        label->setStyle(TextStyle::Body);
        label->setFixedHeight(s(32));
        label->setBuddy(buddy);
        grid->addWidget(label, row, 0, Qt::AlignTop);
        grid->addWidget(field, row++, 1);
    };
    // The other fields stand in a MarkedField, which begins with room for its bar.
    const auto indented = [this](QWidget *field) {
        auto *box = new QWidget(this);
        auto *inner = new QHBoxLayout(box);
        inner->setContentsMargins(0, 0, 0, 0);
        inner->setSpacing(0);
        inner->addSpacing(8);
        inner->addWidget(field, 1);
        return box;
    };
    add(tr("&Platform"), m_platform, indented(m_platform));
    auto *serverLine = new QHBoxLayout(m_serverRow);
    serverLine->setContentsMargins(0, 0, 0, 0);
    serverLine->addWidget(m_serverField);
    grid->addWidget(m_serverRow, row++, 1);
    grid->addWidget(indented(m_host), row++, 1);
    add(tr("&User"), m_user, m_userField);
    grid->addWidget(indented(m_hint), row++, 1);
    add(tr("Pass&word"), m_password, m_passwordField);
    grid->addWidget(indented(m_passwordNote), row++, 1);
    auto *choices = new QWidget(this);
    auto *choice = new QVBoxLayout(choices);
    choice->setContentsMargins(0, 0, 0, 0);
    choice->setSpacing(s(4));
    choice->addWidget(m_remember);
    choice->addWidget(m_rememberNote);
    choice->addSpacing(s(4));
    choice->addWidget(m_readOnly);
    auto *ca = new QHBoxLayout;
    ca->setSpacing(s(8));
    ca->addWidget(m_ca);
    ca->addWidget(m_noCa);
    ca->addStretch();
    choice->addLayout(ca);
    grid->addWidget(indented(choices), row++, 1);
    layout.addLayout(grid);

    connect(m_platform, &QComboBox::activated, this, [this] {
        m_platformByHand = true;
        onPlatformChosen();
    });
    connect(m_server, &QLineEdit::textChanged, this, &SignInSheet::onPlatformChosen);
    connect(m_user, &QLineEdit::textChanged, this, &SignInSheet::onUserTyped);
    connect(m_user, &QLineEdit::editingFinished, this, [this] {
        if (m_address && !m_user->text().trimmed().isEmpty())
            emit placeChanged({m_address->server, m_user->text().trimmed()});
    });
    connect(m_password, &QLineEdit::textChanged, this, &SignInSheet::validate);
    connect(m_ca, &QPushButton::clicked, this, &SignInSheet::chooseCaFile);
    connect(m_noCa, &QPushButton::clicked, this, [this] {
        m_profile.caFile.clear();
        showCaFile();
        m_ca->setFocus();
    });
}

void SignInSheet::buildFoot()
{
    setButtonRole(m_demo, ButtonRole::Quiet);
    setButtonRole(m_signIn, ButtonRole::Primary);
    m_signIn->setDefault(true);
    addFootButton(m_demo, Side::Left);
    addFootButton(m_cancel, Side::Right);
    addFootButton(m_signIn, Side::Right);
    connect(m_demo, &QPushButton::clicked, this, &SignInSheet::demoWanted);
    connect(m_cancel, &QPushButton::clicked, this, [this] {
        if (m_busy)
            emit cancelWanted();
        else
            dismiss();
    });
    connect(m_signIn, &QPushButton::clicked, this, &SignInSheet::submit);
}
