// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "panes/installsheet.h"

#include "domain/installcommands.h"
#include "widgets/formlabel.h"
#include "widgets/icons.h"
#include "widgets/latchkeystyle.h"
#include "widgets/markedfield.h"
#include "widgets/segmented.h"

#include <QGridLayout>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QUrl>

using namespace Qt::StringLiterals;

InstallSheet::InstallSheet(const ActivationKey &key, const QString &customerId, const QString &suggestion,
                           const QString &agentServer, QWidget *window)
    : Sheet(window)
    , m_key(key)
    , m_agentServer(agentServer)
    , m_customerId(new QLineEdit(customerId.isEmpty() ? suggestion : customerId, this))
    , m_server(new QLineEdit(agentServer, this))
    , m_customerField(new MarkedField(this))
    , m_serverField(new MarkedField(this))
    , m_system(new Segmented(this))
    , m_text(new QPlainTextEdit(this))
    , m_copy(new QPushButton(themedIcon("copy"_L1, Token::OnAccent), tr("Copy command"), this))
{
    setObjectName(u"installSheet"_s);
    setSheetWidth(720);
    setTitle(key.title.isEmpty() ? tr("Install agents") : tr("Install agents with “%1”").arg(key.title),
             tr("Whoever has these values can enrol a host, so they are shown masked and copied only on purpose."));
    const QString hint = !customerId.isEmpty() ? QString()
                         : suggestion.isEmpty()
                             ? tr("Copy it from the portal's install dialog: no answer of the platform holds it.")
                             : tr("Suggested by the platform's answers. Compare it with the portal's install dialog.");
    setBody(buildBody(hint));
    auto *close = new QPushButton(tr("Close"), this);
    setButtonRole(m_copy, ButtonRole::Primary);
    addFootButton(close, Side::Right);
    addFootButton(m_copy, Side::Right);
    connect(close, &QPushButton::clicked, this, &Sheet::dismiss);
    connect(m_customerId, &QLineEdit::textChanged, this, &InstallSheet::follow);
    connect(m_server, &QLineEdit::textChanged, this, &InstallSheet::follow);
    connect(m_system, &Segmented::changed, this, &InstallSheet::follow);
    connect(m_copy, &QPushButton::clicked, this, &InstallSheet::copy);
    follow();
}

QWidget *InstallSheet::buildBody(const QString &hint)
{
    auto *body = new QWidget(this);
    m_customerId->setAccessibleName(tr("Customer id"));
    m_customerId->setPlaceholderText(u"xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx"_s);
    m_customerId->setFont(textFont(TextStyle::Mono));
    m_customerField->setField(m_customerId);
    m_server->setAccessibleName(tr("Agent server"));
    m_server->setFont(textFont(TextStyle::Mono));
    m_serverField->setField(m_server);
    auto *grid = new QGridLayout;
    const auto label = [this](const QString &text, QWidget *buddy) {
        auto *name = new FormLabel(text, this);
        name->setBuddy(buddy);
        return name;
    };
    arrangeForm(*grid, {{label(tr("Customer id"), m_customerId), m_customerField},
                        {label(tr("Agent server"), m_server), m_serverField}});
    m_system->setAccessibleName(tr("Operating system"));
    const QList<InstallCommand> commands = installCommands({}, {}, {});
    for (qsizetype i = 0; i < commands.size(); ++i)
        m_system->addSegment(commands[i].name, int(i));
    m_system->setCurrent(0);
    m_text->setReadOnly(true);
    m_text->setFont(textFont(TextStyle::Mono));
    m_text->setAccessibleName(tr("Command, secrets masked"));
    m_text->setTabChangesFocus(true);
    m_text->setFixedHeight(s(84));
    auto *layout = new QVBoxLayout(body);
    layout->setContentsMargins(s(20), s(14), s(20), s(16));
    layout->setSpacing(s(12));
    layout->addLayout(grid);
    if (!hint.isEmpty()) {
        auto *text = new Label(hint, TextStyle::Small, Token::Text2, this);
        text->setWordWrap(true);
        layout->addWidget(text);
    }
    layout->addWidget(m_system);
    layout->addWidget(m_text);
    return body;
}

QString InstallSheet::command(bool masked) const
{
    const QString id = m_customerId->text().trimmed();
    const QString shownKey = masked ? maskedKey(m_key.key) : m_key.key;
    const QString shownId = masked && !id.isEmpty() ? maskedKey(id) : id;
    const QList<InstallCommand> commands = installCommands(shownKey, shownId, m_server->text().trimmed());
    return commands.value(m_system->current().toInt()).text;
}

void InstallSheet::follow()
{
    const QString id = m_customerId->text().trimmed();
    const QUrl server(m_server->text().trimmed(), QUrl::StrictMode);
    const bool goodId = looksLikeCustomerId(id);
    const bool goodServer = server.isValid() && server.scheme() == "https"_L1 && !server.host().isEmpty();
    m_customerField->setProblem(goodId || id.isEmpty() ? QString()
                                                       : tr("A customer id has 8-4-4-4-12 hexadecimal digits."));
    m_serverField->setProblem(goodServer ? QString() : tr("Enter the https address of the platform's agent server."));
    m_text->setPlainText(command(true));
    m_copy->setEnabled(goodId && goodServer);
    m_copy->setToolTip(m_copy->isEnabled() ? QString() : tr("Enter the customer id first."));
}

void InstallSheet::copy()
{
    emit customerIdConfirmed(m_customerId->text().trimmed());
    emit copySecret(command(false), tr("Install command"));
}
