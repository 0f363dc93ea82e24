// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "panes/keychooser.h"

#include "widgets/label.h"
#include "widgets/latchkeystyle.h"

#include <QCoreApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QLocale>
#include <QPushButton>
#include <QSortFilterProxyModel>
#include <QStandardItemModel>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

constexpr int idRole = Qt::UserRole;

/// Why agents cannot be moved to it; empty when they can.
QString whyNot(const ActivationKey &key, int agents)
{
    switch (stateOf(key, QDateTime::currentDateTimeUtc())) {
    case KeyState::Disabled:
        return KeyChooser::tr("disabled");
    case KeyState::Expired:
        return KeyChooser::tr("expired");
    case KeyState::Full:
    case KeyState::Active:
        break;
    }
    if (key.key.size() < 36) // a user who may not see it gets it masked
        return KeyChooser::tr("its value is hidden from you");
    if (const auto left = agentsLeft(key); left && *left < agents)
        return KeyChooser::tr("room for %Ln more", "agents", int(std::max<qint64>(0, *left)));
    return {};
}

} // namespace

KeyChooser::KeyChooser(const Subscription &subscription, int agents, QWidget *window)
    : Sheet(window)
    , m_subscription(subscription)
    , m_agents(agents)
    , m_search(new QLineEdit(this))
    , m_list(new QListView(this))
    , m_keys(new QStandardItemModel(this))
    , m_shown(new QSortFilterProxyModel(this))
    , m_note(new Label(TextStyle::Small, Token::Text2, this))
    , m_choose(new QPushButton(tr("Stage the move"), this))
{
    setSheetWidth(560);
    setTitle(tr("Move %Ln agents to another key", nullptr, agents),
             tr("Nothing is sent yet. Modules, tags and limits of the new key apply once an agent has called in."));
    m_search->setPlaceholderText(tr("Find a key by title or by the end of its value"));
    m_search->setAccessibleName(tr("Find a key"));
    m_search->setClearButtonEnabled(true);
    m_search->installEventFilter(this);
    m_shown->setSourceModel(m_keys);
    m_shown->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_list->setModel(m_shown);
    m_list->setAccessibleName(tr("Activation keys"));
    m_list->setUniformItemSizes(true);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setMinimumHeight(s(280));
    m_note->setWordWrap(true);
    connect(m_search, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_shown->setFilterFixedString(text.trimmed());
        m_list->setCurrentIndex(m_shown->index(0, 0));
    });
    connect(m_list, &QListView::activated, this, &KeyChooser::choose);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &KeyChooser::follow);
    connect(m_shown, &QAbstractItemModel::layoutChanged, this, &KeyChooser::follow);

    auto *body = new QWidget(this);
    auto *layout = new QVBoxLayout(body);
    layout->setContentsMargins(s(20), s(14), s(20), s(14));
    layout->setSpacing(s(10));
    layout->addWidget(m_search);
    layout->addWidget(m_list, 1);
    layout->addWidget(m_note);
    setBody(body);
    auto *cancel = new QPushButton(tr("Cancel"), this);
    setButtonRole(m_choose, ButtonRole::Primary);
    addFootButton(cancel, Side::Right);
    addFootButton(m_choose, Side::Right);
    connect(cancel, &QPushButton::clicked, this, &Sheet::dismiss);
    connect(m_choose, &QPushButton::clicked, this, &KeyChooser::choose);
    fill();
}

void KeyChooser::fill()
{
    QList<ActivationKey> keys = m_subscription.keyList.all().values();
    std::ranges::sort(
        keys, [](const ActivationKey &a, const ActivationKey &b) { return a.title.localeAwareCompare(b.title) < 0; });
    for (const ActivationKey &key : std::as_const(keys)) {
        const QString why = whyNot(key, m_agents);
        QStringList parts{key.title.isEmpty() ? tr("Key without a title") : key.title, maskedKey(key.key)};
        if (!why.isEmpty())
            parts << why;
        auto *item = new QStandardItem(parts.join(u"  ·  "_s));
        item->setData(key.id.value, idRole);
        item->setEnabled(why.isEmpty());
        m_keys->appendRow(item);
    }
    m_note->setText(keys.isEmpty() ? tr("The activation keys are not read yet. Close this and try again in a moment.")
                                   : QString());
    m_note->setVisible(keys.isEmpty());
    follow();
}

const ActivationKey *KeyChooser::current() const
{
    const QModelIndex index = m_list->currentIndex();
    if (!index.isValid() || !(index.flags() & Qt::ItemIsEnabled))
        return nullptr;
    return m_subscription.keyList.find({index.data(idRole).toLongLong()});
}

void KeyChooser::follow()
{
    m_choose->setEnabled(current() != nullptr);
}

void KeyChooser::choose()
{
    if (const ActivationKey *key = current()) {
        emit chosen(*key);
        dismiss();
    }
}

/// From the search the arrows walk the list and Enter takes what they are on.
bool KeyChooser::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_search && event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->key() == Qt::Key_Down || key->key() == Qt::Key_Up) {
            QCoreApplication::sendEvent(m_list, event);
            return true;
        }
        if (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) {
            choose();
            return true;
        }
    }
    return Sheet::eventFilter(watched, event);
}
