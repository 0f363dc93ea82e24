// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "panes/keyinspector.h"

#include "domain/keyfields.h"
#include "panes/keyhead.h"
#include "panes/words.h"
#include "widgets/bulkkeyform.h"
#include "widgets/emptystate.h"
#include "widgets/icons.h"
#include "widgets/inspectorpage.h"
#include "widgets/keyform.h"
#include "widgets/label.h"
#include "widgets/latchkeystyle.h"
#include "widgets/notice.h"
#include "widgets/ownerpicker.h"
#include "widgets/wrappingcheckbox.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLocale>
#include <QPushButton>
#include <QSignalBlocker>
#include <QStackedWidget>

using namespace Qt::StringLiterals;

KeyInspector::KeyInspector(Subscription &subscription, QWidget *parent)
    : Ground(Token::Panel, Qt::LeftEdge, parent)
    , m_subscription(subscription)
    , m_stack(new QStackedWidget(this))
    , m_nothing(new EmptyState(this))
    , m_scroll(new InspectorPage(this, 8, 8))
    , m_head(new KeyHead(this))
    , m_form(new KeyForm(this))
    , m_bulk(new BulkKeyForm(this))
    , m_wider(new Notice(Notice::Kind::Danger, this))
    , m_applyOnAgents(new WrappingCheckBox(m_wider))
    , m_widerNote(new Label(tr("Their tags and modules change too."), TextStyle::Small, Token::Text2, m_wider))
    , m_foot(new Ground(Token::Panel, Qt::TopEdge, this))
    , m_footTitle(new Label(TextStyle::SmallStrong, Token::StagedInk, m_foot))
    , m_footText(new Label(TextStyle::Small, Token::Text2, m_foot))
    , m_preview(new QPushButton(tr("Preview"), m_foot))
    , m_discard(new QPushButton(tr("Discard"), m_foot))
    , m_stage(new QPushButton(m_foot))
{
    setAccessibleName(tr("Inspector"));
    m_nothing->setSmall(true);
    m_nothing->setContent("key"_L1, tr("Nothing selected"),
                          tr("Select a key to see its owner, limits, modules and install commands."));
    buildBody();
    m_stack->addWidget(m_nothing);
    m_stack->addWidget(m_scroll);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(1, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_stack, 1);
    buildFoot();
    layout->addWidget(m_foot);

    connect(m_form, &KeyForm::changed, this, &KeyInspector::onEdited);
    connect(m_bulk, &BulkKeyForm::changed, this, &KeyInspector::onEdited);
    connect(m_applyOnAgents, &QCheckBox::toggled, this, [this](bool on) {
        m_agentsWish = on;
        if (!m_showsDraft && m_ids.size() == 1 && !agentsWishChanged())
            m_agentsWish.reset(); // as it is staged
        onEdited();
    });
    const auto learn = [this] {
        m_form->setDirectory(m_subscription.users(), m_subscription.tags());
        m_bulk->setDirectory(m_subscription.users(), m_subscription.tags());
    };
    connect(&m_subscription, &Subscription::directoryChanged, this, learn);
    connect(&m_subscription.client(), &HttpClient::readOnlyChanged, this, &KeyInspector::updateFoot);
    connect(m_head, &KeyHead::copyWanted, this, [this] { emit copyKeyWanted(m_shown.key); });
    connect(m_head, &KeyHead::installWanted, this, [this] { emit installWanted(m_ids.value(0)); });
    connect(m_head, &KeyHead::deleteWanted, this, [this] { emit deleteWanted(m_ids); });
    connect(m_head, &KeyHead::duplicateWanted, this, [this] { emit duplicateWanted(m_ids.value(0)); });
    connect(m_head, &KeyHead::agentsWanted, this, [this] { emit agentsWanted(m_ids.value(0)); });
    connect(m_head, &KeyHead::hideWanted, this, &KeyInspector::hideWanted);
    learn();
    showNothing();
}

KeyInspector::~KeyInspector() = default;

void KeyInspector::buildBody()
{
    auto *wider = new QVBoxLayout;
    wider->setSpacing(s(2));
    setButtonRole(m_applyOnAgents, ButtonRole::Danger);
    m_widerNote->setWordWrap(true);
    wider->addWidget(m_applyOnAgents);
    wider->addWidget(m_widerNote);
    m_wider->setTitle(tr("Wider effect"));
    m_wider->setContent(wider);

    QVBoxLayout *content = m_scroll->content();
    content->addWidget(m_head);
    content->addWidget(m_form);
    content->addWidget(m_bulk);
    content->addSpacing(s(2));
    content->addWidget(m_wider);
    content->addStretch(1);
    m_scroll->setAccessibleName(tr("Properties"));
}

void KeyInspector::buildFoot()
{
    m_footTitle->setWordWrap(true);
    m_footText->setWordWrap(true);
    setButtonRole(m_preview, ButtonRole::Quiet);
    setButtonRole(m_stage, ButtonRole::Primary);
    m_preview->setToolTip(tr("Show the request that would be sent"));
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(s(8));
    buttons->addWidget(m_preview);
    buttons->addStretch(1);
    buttons->addWidget(m_discard);
    buttons->addWidget(m_stage);
    auto *layout = new QVBoxLayout(m_foot);
    layout->setContentsMargins(s(12), s(12), s(16), s(12));
    layout->setSpacing(s(4));
    layout->addWidget(m_footTitle);
    layout->addWidget(m_footText);
    layout->addLayout(buttons);
    connect(m_stage, &QPushButton::clicked, this, &KeyInspector::stage);
    connect(m_discard, &QPushButton::clicked, this, &KeyInspector::discard);
    connect(m_preview, &QPushButton::clicked, this, [this] {
        if (m_ids.size() > 1)
            emit previewWanted(changesFromBulk().changes);
        else if (const auto change = changeFromForm())
            emit previewWanted({*change});
    });
}

void KeyInspector::focusForm()
{
    if (m_ids.size() > 1)
        m_bulk->ownerPicker()->setFocus();
    else if (m_stack->currentWidget() == m_scroll)
        m_form->focusTitle();
}

std::optional<ActivationKey> KeyInspector::serverKey() const
{
    if (m_ids.size() != 1 || m_ids.first() <= 0)
        return std::nullopt;
    const ActivationKey *key = m_subscription.keyList.find({m_ids.first()});
    return key ? std::optional(*key) : std::nullopt;
}

ActivationKey KeyInspector::stagedKey(const ActivationKey &server) const
{
    ActivationKey key = server;
    if (const Change *change = m_subscription.staging.find(server.id.value))
        applyFields(key, change->desired);
    return key;
}

QList<ActivationKey> KeyInspector::chosenKeys() const
{
    QList<ActivationKey> keys;
    for (const qint64 id : m_ids) {
        const ActivationKey *key = m_subscription.keyList.find({id});
        if (key || (id < 0 && m_subscription.staging.find(id)))
            keys.append(stagedKey(key ? *key : ActivationKey{.id = {id}}));
    }
    return keys;
}

void KeyInspector::showKeys(const QList<qint64> &ids)
{
    if (ids == m_ids && !m_showsDraft)
        return;
    leave();
    m_ids = ids;
    m_showsDraft = false;
    if (ids.size() == 1 && m_waitingWishes.contains(ids.first()))
        m_agentsWish = m_waitingWishes.take(ids.first());
    refresh();
    m_scroll->ensureVisible(0, 0);
}

/// What could not be staged waits until its key is chosen again.
void KeyInspector::leave()
{
    stageWhatMakesSense();
    if (m_agentsWish && !m_showsDraft && m_ids.size() == 1 && !isDeleting(m_ids.first()))
        m_waitingWishes.insert(m_ids.first(), *m_agentsWish);
    m_agentsWish.reset();
}

void KeyInspector::startNew(const ActivationKey &draft)
{
    leave();
    m_ids.clear();
    if (!m_draft || keyToFields(*m_draft) == keyToFields(draft))
        m_draft = draft;
    m_showsDraft = true;
    showDraft();
    updateFoot();
    m_form->focusTitle();
}

void KeyInspector::refresh()
{
    if (m_showsDraft)
        return updateFoot();
    if (m_ids.isEmpty())
        showNothing();
    else if (m_ids.size() > 1)
        showMany();
    else
        showOne();
    updateFoot();
}

void KeyInspector::showNothing()
{
    m_head->reveal(false);
    m_stack->setCurrentWidget(m_nothing);
    updateFoot();
}

void KeyInspector::showDraft()
{
    m_shown = *m_draft;
    m_bulk->hide();
    m_form->show();
    m_form->setEditable(true);
    m_form->showKey(ActivationKey(), *m_draft);
    m_head->showNew(tr("New activation key"), false);
    m_wider->hide();
    m_stack->setCurrentWidget(m_scroll);
}

void KeyInspector::showOne()
{
    const qint64 id = m_ids.first();
    const Change *change = m_subscription.staging.find(id);
    ActivationKey server;
    if (id > 0) {
        const auto found = serverKey();
        if (!found)
            return showNothing();
        server = *found;
    } else if (!change) {
        return showNothing();
    }
    m_shown = stagedKey(server);
    if (id < 0)
        applyFields(m_shown, change->desired);
    ActivationKey now = m_shown;
    QHash<TagId, QString> names;
    for (const Tag &tag : m_subscription.tags().tags())
        names.insert(tag.id, tag.name);
    applyFields(now, m_typed.value(id), names);
    m_bulk->hide();
    m_form->show();
    m_form->showKey(server, now);
    const bool deleting = change && change->operation == Operation::Delete;
    m_form->setEditable(!deleting, tr("The key is staged to be deleted."));
    const QString title = now.title.isEmpty() ? tr("Key without a title") : now.title;
    if (id > 0)
        m_head->showKey(server, title, change, QDateTime::currentDateTimeUtc());
    else
        m_head->showNew(title, true);

    const QSignalBlocker silent(m_applyOnAgents);
    m_wider->setVisible(id > 0 && server.countUsed > 0 && !deleting);
    const bool staged = change && change->applyOnAgents;
    if (m_agentsWish == staged)
        m_agentsWish.reset();
    m_applyOnAgents->setChecked(m_agentsWish.value_or(staged));
    m_applyOnAgents->setText(tr("Also change the %Ln agents that use it", nullptr, int(server.countUsed)));
    m_stack->setCurrentWidget(m_scroll);
}

void KeyInspector::showMany()
{
    const QList<ActivationKey> keys = chosenKeys();
    const KeyCommon common = commonOf(keys);
    m_form->hide();
    m_bulk->show();
    if (m_bulk->edit().isEmpty()) // what is being chosen survives a refresh of the list
        m_bulk->showCommon(common);
    m_head->showMany(tr("%Ln activation keys", nullptr, int(keys.size())), common.agents);
    const QSignalBlocker silent(m_applyOnAgents);
    m_applyOnAgents->setChecked(m_agentsWish.value_or(false));
    m_wider->setVisible(common.agents > 0);
    m_applyOnAgents->setText(tr("Also change the %Ln agents that use them", nullptr, int(common.agents)));
    m_stack->setCurrentWidget(m_scroll);
}

void KeyInspector::onEdited()
{
    if (m_showsDraft) {
        m_draft = m_form->edited();
    } else if (m_ids.size() == 1) {
        const QJsonObject typed = changedFields(m_shown, m_form->edited());
        if (typed.isEmpty())
            m_typed.remove(m_ids.first());
        else
            m_typed.insert(m_ids.first(), typed);
    }
    updateFoot();
}

bool KeyInspector::hasUnstagedEdits() const
{
    if (m_showsDraft)
        return m_draft && keyToFields(*m_draft) != keyToFields(m_shown);
    if (m_ids.size() > 1)
        return !m_bulk->edit().isEmpty() || m_agentsWish.value_or(false);
    return m_ids.size() == 1 && (m_typed.contains(m_ids.first()) || agentsWishChanged());
}
