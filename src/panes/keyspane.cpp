// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "panes/keyspane.h"

#include "domain/keyfields.h"
#include "models/activationkeymodel.h"
#include "models/keyproxy.h"
#include "panes/keyactions.h"
#include "panes/keyinspector.h"
#include "panes/keymenu.h"
#include "panes/words.h"
#include "widgets/banner.h"
#include "widgets/bulkkeyform.h"
#include "widgets/emptystate.h"
#include "widgets/filterbar.h"
#include "widgets/listhead.h"
#include "widgets/tableview.h"

#include <QAbstractButton>
#include <QLocale>

using namespace Qt::StringLiterals;

KeysPane::KeysPane(Subscription &subscription, QWidget *parent)
    : ListPane(subscription, ObjectType::ActivationKey, keySyntax(), parent)
    , m_model(new ActivationKeyModel(this))
    , m_proxy(new KeyProxy(m_model, this))
    , m_actions(new KeyActions(subscription, this))
    , m_inspector(new KeyInspector(subscription, this))
{
    setObjectName(u"keysPane"_s);
    arrange(m_proxy, m_inspector);
    m_table->setAccessibleName(tr("Activation keys"));
    m_proxy->setSortColumns({{m_model->columnOf("used"_L1), Qt::DescendingOrder}});
    m_filterBar->setAccessibleName(tr("Filter activation keys"));
    buildHead();
    connectData();
    connectInspector();
    onStagingChanged();
    updateBanner();
    updateHead();
}

KeysPane::~KeysPane() = default;

void KeysPane::buildHead()
{
    m_head->setActions({
        {tr("New key"), "plus"_L1, [this] { newKey(); }, true},
        {tr("Duplicate"), "copy"_L1, [this] { duplicateKey(chosenIds().value(0)); }},
        {tr("Columns"), "columns"_L1, [this] { showColumnMenu(); }, false, true},
    });
    m_head->setBulkActions({
        {tr("Change owner…"), "user"_L1,
         [this] {
             setInspectorShown(true);
             m_inspector->focusForm();
         }},
        {tr("Set tags…"), "tag"_L1, [this] { m_actions->chooseTags(chosenIds(), m_head->bulkButton(1)); }},
        {tr("Disable"), "ban"_L1, [this] { m_actions->setDisabled(chosenIds(), true); }},
        {tr("Enable"), "circle-check"_L1, [this] { m_actions->setDisabled(chosenIds(), false); }},
        {tr("Delete…"), "bin"_L1, [this] { m_actions->remove(chosenIds()); }},
    });
    connect(m_head, &ListHead::stopRequested, &m_subscription.keyList, &KeyList::stop);
}

void KeysPane::connectData()
{
    KeyList &list = m_subscription.keyList;
    connect(&list, &KeyList::pageArrived, m_model, [this](const QList<ActivationKey> &page) { m_model->merge(page); });
    connect(&list, &KeyList::replaced, this, [this] {
        m_model->assign(m_subscription.keyList.all().values());
        onStagingChanged();
        updateVocabulary();
        emit attentionChanged();
    });
    connect(&list, &KeyList::stateChanged, this, [this] {
        updateBanner();
        updateHead();
    });
    connect(m_table, &TableView::menuRequested, this, &KeysPane::showMenu);
    connect(m_actions, &KeyActions::refused, this, [this](int count, const KeyProblem &problem) {
        emit noted(tr("%Ln keys were left out: %1", nullptr, count).arg(problemText(problem)));
    });
    connect(m_actions, &KeyActions::leftDeleted, this, [this](int count) {
        emit noted(tr("%Ln keys were left out: they are staged to be deleted.", nullptr, count));
    });
}

void KeysPane::connectInspector()
{
    connect(m_inspector, &KeyInspector::copyKeyWanted, this,
            [this](const QString &key) { emit copySecret(key, tr("Activation key")); });
    connect(m_inspector, &KeyInspector::installWanted, this, [this](qint64 id) {
        if (const ActivationKey *key = m_subscription.keyList.find({id}))
            emit installWanted(*key);
    });
    connect(m_inspector, &KeyInspector::agentsWanted, this, [this](qint64 id) {
        if (const ActivationKey *key = m_subscription.keyList.find({id}))
            emit agentsWanted(*key);
    });
    connect(m_inspector, &KeyInspector::deleteWanted, m_actions, &KeyActions::remove);
    connect(m_inspector, &KeyInspector::duplicateWanted, this, &KeysPane::duplicateKey);
    connect(m_inspector, &KeyInspector::previewWanted, this, &KeysPane::previewWanted);
    connect(m_inspector, &KeyInspector::newKeyStaged, this, &KeysPane::showRecord);
    connect(m_inspector, &KeyInspector::hideWanted, this, [this] { setInspectorShown(false); });
    connect(m_inspector, &KeyInspector::refusedOnLeaving, this, [this](int count, const KeyProblem &first) {
        emit noted(tr("Nothing was staged: %Ln keys cannot take it: %1", nullptr, count).arg(problemText(first)));
    });
    connect(m_inspector, &KeyInspector::stagedOnLeaving, this,
            [this](const QString &what) { emit noted(tr("Your edits of %1 are staged.").arg(what)); });
}

ListFacts KeysPane::facts() const
{
    return factsOf(m_subscription.keyList);
}

void KeysPane::refresh()
{
    m_subscription.keyList.refresh();
}

void KeysPane::refilter()
{
    KeyFilterContext context{
        .now = QDateTime::currentDateTimeUtc(), .users = &m_subscription.users(), .tags = &m_subscription.tags()};
    for (const qint64 id : std::as_const(m_failed))
        context.failed.insert({id});
    for (const qint64 id : std::as_const(m_conflicts))
        context.conflicts.insert({id});
    for (const Change &change : m_subscription.staging.changes()) {
        if (change.type != ObjectType::ActivationKey)
            continue;
        context.staged.insert({change.object});
        if (change.applyOnAgents)
            context.applyOnAgents.insert({change.object});
    }
    for (const qint64 id : m_model->checkedIds())
        context.selected.insert({id});
    m_proxy->setFilter(KeyFilter(m_query, context));
    updateHead();
}

void KeysPane::updateVocabulary()
{
    m_filterBar->setVocabulary(keyVocabulary(
        m_model->records(),
        {.now = QDateTime::currentDateTimeUtc(), .users = &m_subscription.users(), .tags = &m_subscription.tags()}));
}

const ActivationKey *KeysPane::oneKey() const
{
    const QList<qint64> ids = chosenIds();
    return ids.size() == 1 ? m_subscription.keyList.find({ids.first()}) : nullptr;
}

void KeysPane::onSelectionChanged()
{
    m_inspector->showKeys(chosenIds());
    updateHead();
}

void KeysPane::onStagingChanged()
{
    QHash<ActivationKeyId, StagedKey> staged;
    QHash<TagId, QString> names;
    for (const Tag &tag : m_subscription.tags().tags())
        names.insert(tag.id, tag.name);
    for (const Change &change : m_subscription.staging.changes()) {
        if (change.type != ObjectType::ActivationKey)
            continue;
        ActivationKey desired{.id = {change.object}};
        if (const ActivationKey *server = m_subscription.keyList.find({change.object}))
            desired = *server;
        applyFields(desired, change.desired, names);
        const auto kind = change.operation == Operation::Create   ? StagedKey::New
                          : change.operation == Operation::Delete ? StagedKey::Deleted
                                                                  : StagedKey::Edited;
        staged.insert({change.object}, {.desired = desired, .fields = change.desired.keys(), .kind = kind});
    }
    m_model->setStaged(staged);
    refilter();
    m_inspector->refresh();
}

void KeysPane::updateHead()
{
    showHead(tr("of %Ln activation keys", nullptr, m_model->rowCount()));
    if (QAbstractButton *duplicate = m_head->actionButton(1))
        duplicate->setEnabled(oneKey() != nullptr);
    updateEmpty();
}

void KeysPane::updateEmpty()
{
    const bool none = m_proxy->rowCount() == 0;
    m_empty->setVisible(none && m_subscription.keyList.state() != KeyList::State::NotLoaded);
    if (none)
        showWhyEmpty(*m_empty, m_subscription.keyList, m_query.text, m_model->rowCount(),
                     {.retry = [this] { refresh(); },
                      .clearFilter = [this] { m_filterBar->showFilter({}); },
                      .newKey = [this] { newKey(); }});
}

void KeysPane::newKey()
{
    setInspectorShown(true);
    ActivationKey draft;
    draft.modules = {u"VM_LICENSE"_s};
    m_table->untickAll();
    m_table->clearCurrent(); // what stands in the inspector is none of the rows
    m_inspector->startNew(draft);
}

void KeysPane::duplicateKey(qint64 id)
{
    const ActivationKey *key = m_subscription.keyList.find({id});
    if (!key)
        return;
    setInspectorShown(true);
    m_inspector->dropDraft();
    m_table->untickAll();
    m_table->clearCurrent();
    m_inspector->startNew(duplicateOf(*key, m_subscription.titlesExcept({}, 0)));
}

void KeysPane::copyKey()
{
    if (const ActivationKey *key = oneKey(); key && !key->key.isEmpty())
        emit copySecret(key->key, tr("Activation key"));
}

void KeysPane::showMenu(const QPoint &at)
{
    const QList<qint64> ids = chosenIds();
    if (!ids.isEmpty())
        KeyMenu(*this, ids, oneKey()).exec(at);
}

int KeysPane::attention() const
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    return int(std::ranges::count_if(m_model->records(), [&](const ActivationKey &key) {
        const auto days = daysLeft(key, now);
        const bool ending = days && *days >= 0 && *days <= expiresSoonDays;
        return !key.disabled && (usageOf(key).value_or(0) >= nearlyFull || ending);
    }));
}

void KeysPane::editCurrent()
{
    setInspectorShown(true);
    m_inspector->focusForm();
}
