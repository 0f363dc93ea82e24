// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "panes/agentssheet.h"

#include "panes/words.h"
#include "widgets/label.h"
#include "widgets/latchkeystyle.h"

#include <QLineEdit>
#include <QListView>
#include <QLocale>
#include <QPushButton>
#include <QSortFilterProxyModel>
#include <QStringListModel>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

AgentsSheet::AgentsSheet(ActivationKeys &keys, const ActivationKey &key, QWidget *window)
    : Sheet(window)
    , m_keys(keys)
    , m_id(key.id)
    , m_status(new Label(TextStyle::Small, Token::Text2, this))
    , m_search(new QLineEdit(this))
    , m_list(new QListView(this))
    , m_names(new QStringListModel(this))
    , m_shown(new QSortFilterProxyModel(this))
    , m_retry(new QPushButton(tr("Try again"), this))
{
    setSheetWidth(560);
    setTitle(key.title.isEmpty() ? tr("Agents of this key") : tr("Agents of “%1”").arg(key.title));
    m_search->setPlaceholderText(tr("Find a host"));
    m_search->setAccessibleName(tr("Find a host"));
    m_search->setClearButtonEnabled(true);
    m_shown->setSourceModel(m_names);
    m_shown->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_list->setModel(m_shown);
    m_list->setAccessibleName(tr("Hosts"));
    m_list->setUniformItemSizes(true);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setMinimumHeight(s(300));
    m_status->setWordWrap(true);
    connect(m_search, &QLineEdit::textChanged, m_shown, &QSortFilterProxyModel::setFilterFixedString);
    connect(m_retry, &QPushButton::clicked, this, &AgentsSheet::read);

    auto *body = new QWidget(this);
    auto *layout = new QVBoxLayout(body);
    layout->setContentsMargins(s(20), s(14), s(20), s(14));
    layout->setSpacing(s(10));
    layout->addWidget(m_search);
    layout->addWidget(m_list, 1);
    layout->addWidget(m_status);
    setBody(body);
    auto *close = new QPushButton(tr("Close"), this);
    close->setDefault(true);
    auto *inList = new QPushButton(tr("Show in Agents"), this);
    inList->setToolTip(tr("With their modules, to be filtered and changed together"));
    addFootButton(inList, Side::Left);
    addFootButton(m_retry, Side::Left);
    connect(inList, &QPushButton::clicked, this, [this] {
        dismiss();
        emit showInList();
    });
    addFootButton(close, Side::Right);
    connect(close, &QPushButton::clicked, this, &Sheet::dismiss);
    read();
}

void AgentsSheet::read()
{
    m_retry->hide();
    m_status->setInk(Token::Text2);
    m_status->setText(tr("Reading the agents of this key…"));
    m_reading = m_keys.get(m_id, [this](const Result<ActivationKey> &key) { take(key); });
}

void AgentsSheet::take(const Result<ActivationKey> &key)
{
    if (!key) {
        m_status->setInk(Token::BadInk);
        m_status->setText(sentenceOf(key.error()).together());
        m_retry->show();
        return;
    }
    QStringList names;
    for (const KeyAgent &agent : key->agents.value_or(QList<KeyAgent>()))
        names << (agent.name.isEmpty() ? agent.uuid : agent.name);
    names.sort(Qt::CaseInsensitive);
    m_names->setStringList(names);
    const int listed = int(names.size());
    m_status->setText(
        listed == key->countUsed
            ? tr("%Ln agents", nullptr, listed)
            : tr("%Ln agents listed; the key's own count says %1, which is known to lag.", nullptr, listed)
                  .arg(QLocale().toString(key->countUsed)));
}
