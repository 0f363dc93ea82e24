// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "panes/keyinspector.h"

#include "domain/keyfields.h"
#include "widgets/badge.h"
#include "widgets/bulkkeyform.h"
#include "widgets/emptystate.h"
#include "widgets/icons.h"
#include "widgets/keyform.h"
#include "widgets/latchkeystyle.h"
#include "widgets/metrics.h"
#include "widgets/notice.h"
#include "widgets/tokens.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace {

QToolButton *tool(QLatin1StringView icon, const QString &name, QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setIcon(themedIcon(icon));
    button->setAccessibleName(name);
    button->setToolTip(name);
    button->setAutoRaise(true);
    return button;
}

} // namespace

KeyInspector::KeyInspector(Subscription &subscription, QWidget *parent)
    : QWidget(parent)
    , m_subscription(subscription)
    , m_stack(new QStackedWidget(this))
    , m_form(new KeyForm(this))
    , m_bulk(new BulkKeyForm(this))
    , m_wider(new Notice(Notice::Kind::Danger, this))
    , m_applyOnAgents(new QCheckBox(this))
    , m_footText(new QLabel(this))
    , m_preview(new QPushButton(tr("Preview"), this))
    , m_discard(new QPushButton(tr("Discard"), this))
    , m_stage(new QPushButton(tr("Stage change"), this))
{
    setAccessibleName(tr("Inspector"));
    auto *page = new QWidget(this);
    auto *content = new QVBoxLayout(page);
    content->setContentsMargins(s(16), s(12), s(16), s(12));
    content->setSpacing(s(8));
    buildHead();
    content->addWidget(m_head);
    content->addWidget(m_form);
    content->addWidget(m_bulk);
    auto *wider = new QVBoxLayout;
    auto *note = new QLabel(tr("Their tags and modules change too."), this);
    note->setFont(textFont(TextStyle::Small));
    wider->addWidget(m_applyOnAgents);
    wider->addWidget(note);
    m_wider->setTitle(tr("Wider effect"));
    m_wider->setContent(wider);
    content->addWidget(m_wider);
    content->addStretch(1);
    auto *scroll = new QScrollArea(this);
    scroll->setWidget(page);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setAccessibleName(tr("Properties"));
    page->setBackgroundRole(QPalette::AlternateBase);
    page->setAutoFillBackground(true);

    auto *nothing = new EmptyState(this);
    nothing->setContent("key"_L1, tr("Nothing selected"), tr("Select a key to see its owner, limits, modules and install commands."));
    m_stack->addWidget(nothing);
    m_stack->addWidget(scroll);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_stack, 1);
    buildFoot();

    m_hideKey.setSingleShot(true);
    m_hideKey.setInterval(std::chrono::seconds(10));
    connect(&m_hideKey, &QTimer::timeout, this, [this] { reveal(false); });
    connect(m_form, &KeyForm::changed, this, &KeyInspector::onEdited);
    connect(m_bulk, &BulkKeyForm::changed, this, &KeyInspector::onEdited);
    connect(m_applyOnAgents, &QCheckBox::toggled, this, &KeyInspector::onEdited);
    connect(&m_subscription, &Subscription::directoryChanged, this, [this] {
        m_form->setDirectory(m_subscription.users(), m_subscription.tags());
        m_bulk->setDirectory(m_subscription.users(), m_subscription.tags());
    });
    connect(&m_subscription.client(), &HttpClient::readOnlyChanged, this, &KeyInspector::updateFoot);
    m_form->setDirectory(m_subscription.users(), m_subscription.tags());
    m_bulk->setDirectory(m_subscription.users(), m_subscription.tags());
    showNothing();
}

KeyInspector::~KeyInspector() = default;

void KeyInspector::buildHead()
{
    m_head = new QWidget(this);
    auto *layout = new QVBoxLayout(m_head);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(s(8));
    m_title = new QLabel(this);
    m_title->setTextFormat(Qt::PlainText);
    m_title->setFont(textFont(TextStyle::Heading));
    m_title->setWordWrap(true);
    m_menu = tool("more"_L1, tr("More actions"), this);
    auto *menu = new QMenu(m_menu);
    menu->addAction(themedIcon("plus"_L1), tr("Duplicate"), this, [this] {
        if (!m_ids.isEmpty())
            emit duplicateWanted(m_ids.first());
    });
    menu->addAction(themedIcon("terminal"_L1), tr("Install commands…"), this, [this] {
        if (!m_ids.isEmpty())
            emit installWanted(m_ids.first());
    });
    menu->addSeparator();
    menu->addAction(themedIcon("bin"_L1, Token::BadInk), tr("Delete…"), this, [this] { emit deleteWanted(m_ids); });
    m_menu->setMenu(menu);
    m_menu->setPopupMode(QToolButton::InstantPopup);
    auto *top = new QHBoxLayout;
    top->addWidget(m_title, 1);
    top->addWidget(m_menu, 0, Qt::AlignTop);
    layout->addLayout(top);

    m_state = new Badge(this);
    m_staged = new Badge(this);
    m_agents = new QLabel(this);
    m_agents->setFont(textFont(TextStyle::Small));
    auto *badges = new QHBoxLayout;
    badges->setSpacing(s(6));
    badges->addWidget(m_state);
    badges->addWidget(m_staged);
    badges->addStretch(1);
    badges->addWidget(m_agents);
    layout->addLayout(badges);

    m_keyRow = new QWidget(this);
    m_keyText = new QLabel(this);
    m_keyText->setFont(textFont(TextStyle::Mono));
    m_keyText->setTextFormat(Qt::PlainText);
    m_reveal = tool("eye"_L1, tr("Reveal the activation key for 10 seconds"), this);
    m_reveal->setCheckable(true);
    m_copy = tool("copy"_L1, tr("Copy the activation key"), this);
    m_install = tool("terminal"_L1, tr("Install commands"), this);
    connect(m_reveal, &QToolButton::toggled, this, &KeyInspector::reveal);
    connect(m_copy, &QToolButton::clicked, this, [this] { emit copyKeyWanted(m_shown.key); });
    connect(m_install, &QToolButton::clicked, this, [this] {
        if (!m_ids.isEmpty())
            emit installWanted(m_ids.first());
    });
    auto *label = new QLabel(tr("Key"), this);
    label->setFont(textFont(TextStyle::Small));
    auto *row = new QHBoxLayout(m_keyRow);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(s(4));
    row->addWidget(label);
    row->addSpacing(s(20));
    row->addWidget(m_keyText, 1);
    row->addWidget(m_reveal);
    row->addWidget(m_copy);
    row->addWidget(m_install);
    layout->addWidget(m_keyRow);
}

void KeyInspector::buildFoot()
{
    auto *foot = new QWidget(this);
    foot->setObjectName(u"inspectorFoot"_s);
    auto *layout = new QVBoxLayout(foot);
    layout->setContentsMargins(s(16), s(8), s(16), s(12));
    layout->setSpacing(s(6));
    m_footText->setFont(textFont(TextStyle::Small));
    m_footText->setWordWrap(true);
    m_footText->setTextFormat(Qt::PlainText);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(s(8));
    setButtonRole(m_preview, ButtonRole::Quiet);
    setButtonRole(m_stage, ButtonRole::Primary);
    m_stage->setObjectName(u"stageButton"_s);
    buttons->addWidget(m_preview);
    buttons->addStretch(1);
    buttons->addWidget(m_discard);
    buttons->addWidget(m_stage);
    layout->addWidget(m_footText);
    layout->addLayout(buttons);
    static_cast<QVBoxLayout *>(this->layout())->addWidget(foot);
    connect(m_stage, &QPushButton::clicked, this, [this] { m_ids.size() > 1 ? stageMany() : stageOne(); });
    connect(m_discard, &QPushButton::clicked, this, &KeyInspector::discard);
    connect(m_preview, &QPushButton::clicked, this, [this] {
        if (const auto change = changeFromForm())
            emit previewWanted({*change});
    });
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
    for (const qint64 id : m_ids)
        if (const ActivationKey *key = m_subscription.keyList.find({id}))
            keys.append(stagedKey(*key));
    return keys;
}

void KeyInspector::showKeys(const QList<qint64> &ids)
{
    if (ids == m_ids && !m_draft)
        return;
    m_ids = ids;
    m_draft.reset();
    refresh();
}

void KeyInspector::startNew(const ActivationKey &draft)
{
    m_ids.clear();
    m_draft = draft;
    m_shown = draft;
    m_form->show(ActivationKey(), draft);
    m_form->setEditable(true);
    m_bulk->hide();
    m_form->show();
    m_title->setText(tr("New activation key"));
    m_state->hide();
    m_staged->hide();
    m_agents->clear();
    m_keyRow->hide();
    m_menu->hide();
    m_wider->hide();
    m_stack->setCurrentIndex(1);
    onEdited();
    m_form->focusTitle();
}

void KeyInspector::refresh()
{
    reveal(false);
    if (m_draft)
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
    m_stack->setCurrentIndex(0);
    updateFoot();
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
    }
    ActivationKey now = stagedKey(server);
    if (id < 0 && change)
        applyFields(now, change->desired);
    m_shown = now;
    m_bulk->hide();
    m_form->show();
    m_form->show(server, now);
    const bool deleting = change && change->operation == Operation::Delete;
    m_form->setEditable(!deleting, tr("The key is staged to be deleted."));
    m_title->setText(now.title.isEmpty() ? tr("Key without a title") : now.title);
    m_menu->setVisible(id > 0);
    m_keyRow->setVisible(id > 0 && !server.key.isEmpty());
    m_keyText->setText(maskedKeyLong(server.key));

    struct Look { QString text; QLatin1StringView icon; Badge::State state; };
    const Look look = [&]() -> Look {
        switch (stateOf(server, QDateTime::currentDateTimeUtc())) {
        case KeyState::Active: return {tr("Active"), "circle-check"_L1, Badge::State::Ok};
        case KeyState::Disabled: return {tr("Disabled"), "ban"_L1, Badge::State::Idle};
        case KeyState::Expired: return {tr("Expired"), "clock"_L1, Badge::State::Warn};
        case KeyState::Full: return {tr("Full"), "error"_L1, Badge::State::Bad};
        }
        return {};
    }();
    m_state->setVisible(id > 0);
    m_state->setContent(look.text, look.icon, look.state);
    m_staged->setVisible(change != nullptr);
    if (change) {
        const QString text = deleting ? tr("Will be deleted") : id < 0 ? tr("New") : tr("%n staged", nullptr, int(change->desired.size()));
        m_staged->setContent(text, deleting ? "bin"_L1 : id < 0 ? "plus"_L1 : "pencil"_L1, Badge::State::Staged);
    }
    m_agents->setText(id > 0 ? tr("%1 agents").arg(QLocale().toString(server.countUsed)) : QString());
    const QSignalBlocker silent(m_applyOnAgents);
    m_wider->setVisible(id > 0 && server.countUsed > 0 && !deleting);
    m_applyOnAgents->setChecked(change && change->applyOnAgents);
    m_applyOnAgents->setText(tr("Also change the %1 agents that use it").arg(QLocale().toString(server.countUsed)));
    m_stack->setCurrentIndex(1);
}

void KeyInspector::showMany()
{
    const QList<ActivationKey> keys = chosenKeys();
    const KeyCommon common = commonOf(keys);
    m_form->hide();
    m_bulk->show();
    m_bulk->show(common);
    m_title->setText(tr("%n activation keys", nullptr, int(keys.size())));
    m_menu->hide();
    m_keyRow->hide();
    m_state->hide();
    m_staged->hide();
    m_agents->setText(tr("%1 agents").arg(QLocale().toString(common.agents)));
    const QSignalBlocker silent(m_applyOnAgents);
    m_applyOnAgents->setChecked(false);
    m_wider->setVisible(common.agents > 0);
    m_applyOnAgents->setText(tr("Also change the %1 agents that use them").arg(QLocale().toString(common.agents)));
    m_stack->setCurrentIndex(1);
}

std::optional<Change> KeyInspector::changeFromForm() const
{
    const ActivationKey wanted = m_form->edited();
    if (m_draft || (m_ids.size() == 1 && m_ids.first() < 0)) {
        Change change{.operation = Operation::Create, .object = m_draft ? m_subscription.staging.nextNewId() : m_ids.first(), .label = wanted.title};
        change.desired = keyToFields(wanted);
        return change;
    }
    const auto server = serverKey();
    if (!server)
        return std::nullopt;
    Change change{.operation = Operation::Update, .object = server->id.value, .label = server->title.isEmpty() ? wanted.title : server->title};
    change.desired = changedFields(*server, wanted);
    change.before = keyToFields(*server);
    change.applyOnAgents = m_applyOnAgents->isChecked();
    change.agents = server->countUsed;
    return change;
}

void KeyInspector::stageOne()
{
    const auto change = changeFromForm();
    if (!change || !m_stage->isEnabled())
        return;
    if (change->operation == Operation::Update && change->desired.isEmpty())
        return discard();
    const bool isNew = m_draft.has_value();
    m_draft.reset();
    if (isNew)
        m_ids = {change->object};
    const QString step = change->operation == Operation::Create ? tr("new key %1").arg(change->label) : tr("change of %1").arg(change->label);
    m_subscription.staging.stage({*change}, step);
    refresh();
    emit staged(change->object);
}

void KeyInspector::stageMany()
{
    const KeyBulkEdit edit = m_bulk->edit();
    QList<Change> changes;
    for (const ActivationKey &now : chosenKeys()) {
        const ActivationKey &server = *m_subscription.keyList.find(now.id);
        Change change{.operation = Operation::Update, .object = now.id.value, .label = server.title};
        change.desired = changedFields(server, edit.applied(now));
        change.before = keyToFields(server);
        change.applyOnAgents = m_applyOnAgents->isChecked();
        change.agents = server.countUsed;
        if (!change.desired.isEmpty())
            changes.append(change);
    }
    m_subscription.staging.stage(changes, tr("change of %n keys", nullptr, int(changes.size())));
    refresh();
}

void KeyInspector::discard()
{
    if (m_draft) {
        m_draft.reset();
        m_ids.clear();
        return refresh();
    }
    if (!hasUnstagedEdits()) // nothing typed: Discard takes the staged change back
        m_subscription.staging.unstage(m_ids, tr("discard of %n changes", nullptr, int(m_ids.size())));
    refresh();
}

bool KeyInspector::hasUnstagedEdits() const
{
    if (m_draft)
        return true;
    if (m_ids.size() > 1)
        return !m_bulk->edit().isEmpty();
    return m_ids.size() == 1 && m_stack->currentIndex() == 1 && keyToFields(m_form->edited()) != keyToFields(m_shown);
}

void KeyInspector::onEdited()
{
    updateFoot();
}

void KeyInspector::updateFoot()
{
    const bool any = m_stack->currentIndex() == 1;
    m_preview->setVisible(any && m_ids.size() <= 1);
    m_discard->setVisible(any);
    m_stage->setVisible(any);
    m_footText->setVisible(false);
    if (!any)
        return;
    QString why;
    const bool several = m_ids.size() > 1;
    if (!several) {
        const ActivationKey wanted = m_form->edited();
        QList<std::pair<KeyProblem, QString>> texts;
        const QList<KeyProblem> problems = checkKey(wanted, QDateTime::currentDateTimeUtc(), m_subscription.keyList.titlesExcept(wanted.id));
        const auto server = serverKey();
        QList<KeyProblem> shown;
        for (const KeyProblem problem : problems)
            // An old key's own gaps are no reason to refuse an unrelated edit.
            if (!server || !checkKey(*server, QDateTime::currentDateTimeUtc()).contains(problem) || keyToFields(wanted) == keyToFields(*server))
                shown.append(problem);
        const bool touched = hasUnstagedEdits() && !(m_draft && wanted.title.isEmpty());
        for (const KeyProblem problem : std::as_const(shown))
            if (touched)
                texts.append({problem, problemText(problem)});
        m_form->setProblems(texts);
        if (!canBeSent(shown) || !m_form->isUnderstood())
            why = tr("Correct the marked fields first.");
    }
    const bool edits = hasUnstagedEdits() || (serverKey() && m_wider->isVisible()
                       && m_applyOnAgents->isChecked() != (m_subscription.staging.find(m_ids.value(0)) && m_subscription.staging.find(m_ids.value(0))->applyOnAgents));
    m_discard->setEnabled(edits || std::ranges::any_of(m_ids, [this](qint64 id) { return m_subscription.staging.find(id); }));
    m_stage->setEnabled(edits && why.isEmpty());
    m_stage->setText(several ? tr("Stage changes") : tr("Stage change"));
    m_stage->setToolTip(!edits ? tr("Nothing was edited.") : why);
    m_preview->setEnabled(why.isEmpty() && changeFromForm().has_value());
    if (!why.isEmpty() && edits) {
        m_footText->setText(why);
        m_footText->setVisible(true);
    }
}

void KeyInspector::reveal(bool on)
{
    m_revealed = on && !m_shown.key.isEmpty();
    const QSignalBlocker silent(m_reveal);
    m_reveal->setChecked(m_revealed);
    m_keyText->setText(m_revealed ? m_shown.key : maskedKeyLong(m_shown.key));
    if (m_revealed)
        m_hideKey.start();
    else
        m_hideKey.stop();
}
