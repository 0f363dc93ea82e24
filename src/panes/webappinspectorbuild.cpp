// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
// How the inspector of web apps is put together, and what its fields do to the wish.
#include "panes/webappinspector.h"

#include "widgets/chiprow.h"
#include "widgets/emptystate.h"
#include "widgets/formlabel.h"
#include "widgets/inspectorpage.h"
#include "widgets/label.h"
#include "widgets/latchkeystyle.h"
#include "widgets/markedfield.h"
#include "widgets/ownerpicker.h"
#include "widgets/segmented.h"

#include <QComboBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QStackedWidget>

using namespace Qt::StringLiterals;

namespace {

MarkedField *marked(QWidget *field, QWidget *parent)
{
    auto *mark = new MarkedField(parent);
    mark->setField(field);
    return mark;
}

} // namespace

WebAppInspector::WebAppInspector(Subscription &subscription, WebAppActions &actions, QWidget *parent)
    : Ground(Token::Panel, Qt::LeftEdge, parent)
    , m_subscription(subscription)
    , m_actions(actions)
    , m_stack(new QStackedWidget(this))
    , m_nothing(new EmptyState(this))
    , m_scroll(new InspectorPage(this))
    , m_title(new Label(TextStyle::Title, Token::Text, this))
    , m_subtitle(new Label(TextStyle::Small, Token::Text2, this))
    , m_unknown(new Label(TextStyle::Small, Token::Text2, this))
    , m_hosts(new Label(TextStyle::Small, Token::WarnInk, this))
    , m_pools(new Label(TextStyle::Small, Token::Text2, this))
    , m_lockNote(new Label(TextStyle::Small, Token::Text2, this))
    , m_scanTitle(new Label(tr("Last scan"), TextStyle::SmallStrong, Token::Text, this))
    , m_scan(new Label(TextStyle::Small, Token::Text2, this))
    , m_poolLabel(new FormLabel(tr("Pool"), this))
    , m_applianceLabel(new FormLabel(tr("Appliance"), this))
    , m_name(new QLineEdit(this))
    , m_url(new QLineEdit(this))
    , m_owner(new OwnerPicker(this))
    , m_kind(new Segmented(this))
    , m_lock(new Segmented(this))
    , m_appliance(new QComboBox(this))
    , m_pool(new ChipRow(this))
    , m_nameMark(marked(m_name, this))
    , m_urlMark(marked(m_url, this))
    , m_ownerMark(marked(m_owner, this))
    , m_kindMark(marked(m_kind, this))
    , m_applianceMark(marked(m_appliance, this))
    , m_poolMark(marked(m_pool, this))
    , m_lockMark(marked(m_lock, this))
    , m_foot(new Ground(Token::Panel, Qt::TopEdge, this))
{
    setAccessibleName(tr("Inspector"));
    m_launch = new QPushButton(tr("Scan it…"), this);
    setButtonRole(m_launch, ButtonRole::Link);
    m_nothing->setSmall(true);
    showNothing(false);
    QVBoxLayout *content = m_scroll->content();
    m_title->setElided(true);
    for (Label *label : {m_subtitle, m_unknown, m_hosts, m_pools, m_lockNote, m_scan})
        label->setWordWrap(true);
    for (Label *note : {m_hosts, m_pools, m_lockNote})
        note->setContentsMargins(s(8), 0, 0, 0); // under the fields, which keep room for their mark
    m_subtitle->setTextInteractionFlags(Qt::TextSelectableByMouse);
    content->addWidget(m_title);
    content->addWidget(m_subtitle);
    content->addWidget(m_unknown);
    buildForm(*content);
    content->addSpacing(s(10));
    content->addWidget(m_scanTitle);
    content->addWidget(m_scan);
    content->addWidget(m_launch, 0, Qt::AlignLeft);
    content->addStretch(1);
    m_stack->addWidget(m_nothing);
    m_stack->addWidget(m_scroll);
    buildFoot();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(1, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_stack, 1);
    layout->addWidget(m_foot);
    connectFields();
    connect(&m_actions, &WebAppActions::appliancesChanged, this, &WebAppInspector::refresh);
    connect(&subscription, &Subscription::directoryChanged, this, &WebAppInspector::refresh);
    refresh();
}

void WebAppInspector::showNothing(bool isDraft)
{
    if (isDraft)
        m_nothing->setContent("plus"_L1, tr("Not created yet"),
                              tr("It is made when the plan is applied, and can be edited then. To give it up, choose "
                                 "Unstage in its menu."));
    else
        m_nothing->setContent("webapp"_L1, tr("Nothing selected"),
                              tr("Select a web app to see its scanner, lock and last scan, or several to set them."));
}

void WebAppInspector::addRow(QGridLayout &grid, FormLabel *label, MarkedField *field)
{
    const int row = grid.rowCount();
    label->setBuddy(field->field());
    field->field()->setAccessibleName(label->text());
    grid.addWidget(label, row, 0, Qt::AlignTop);
    grid.addWidget(field, row, 1);
}

void WebAppInspector::buildForm(QVBoxLayout &content)
{
    m_kind->addSegment(tr("External"), int(ScannerKind::External));
    m_kind->addSegment(tr("Appliance"), int(ScannerKind::Appliance));
    m_kind->addSegment(tr("Pool"), int(ScannerKind::Pool));
    m_lock->addSegment(tr("Locked"), true);
    m_lock->addSegment(tr("Unlocked"), false);
    m_appliance->setEditable(true);
    m_appliance->setInsertPolicy(QComboBox::NoInsert);
    m_pool->setAddText(tr("Add tag"));
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(s(8));
    grid->setVerticalSpacing(s(8));
    grid->setColumnStretch(1, 1);
    grid->setColumnMinimumWidth(0, FormLabel::columnWidth());
    auto *name = new FormLabel(tr("Name"), this), *url = new FormLabel(tr("URL"), this);
    auto *owner = new FormLabel(tr("Owner"), this);
    addRow(*grid, name, m_nameMark);
    addRow(*grid, url, m_urlMark);
    grid->addWidget(m_hosts, grid->rowCount(), 1);
    addRow(*grid, owner, m_ownerMark);
    addRow(*grid, new FormLabel(tr("Scanner"), this), m_kindMark);
    addRow(*grid, m_applianceLabel, m_applianceMark);
    addRow(*grid, m_poolLabel, m_poolMark);
    grid->addWidget(m_pools, grid->rowCount(), 1);
    addRow(*grid, new FormLabel(tr("Lock"), this), m_lockMark);
    grid->addWidget(m_lockNote, grid->rowCount(), 1);
    content.addSpacing(s(6));
    content.addLayout(grid);
    m_onlyOne = {name, m_nameMark, url, m_urlMark, owner, m_ownerMark};
}

void WebAppInspector::connectFields()
{
    const auto follow = [this] {
        showForm();
        updateFoot();
    };
    connect(m_name, &QLineEdit::textEdited, this, [this, follow](const QString &text) {
        m_wish.name = text == m_staged.name ? std::nullopt : std::optional(text);
        follow();
    });
    connect(m_url, &QLineEdit::textEdited, this, [this, follow](const QString &text) {
        m_wish.url = text == m_staged.url ? std::nullopt : std::optional(text);
        follow();
    });
    connect(m_owner, &OwnerPicker::ownerChanged, this, [this, follow](UserId id) {
        if (m_filling)
            return;
        m_wish.owner = id == m_staged.owner.id ? std::nullopt : std::optional(id);
        follow();
    });
    connect(m_kind, &Segmented::changed, this,
            [this](const QVariant &kind) { setScannerKind(ScannerKind(kind.toInt())); });
    connect(m_appliance, &QComboBox::currentTextChanged, this, [this, follow](const QString &text) {
        if (m_filling)
            return;
        m_wish.scanner = Scanner{.kind = ScannerKind::Appliance, .appliance = text.trimmed(), .pool = {}};
        follow();
    });
    connect(m_pool, &ChipRow::addClicked, this, &WebAppInspector::choosePoolTag);
    connect(m_pool, &ChipRow::removed, this, [this, follow](int index) {
        Scanner pool = edited().scanner.scanner.value_or(Scanner());
        if (index < pool.pool.size())
            pool.pool.removeAt(index);
        m_wish.scanner = pool;
        follow();
    });
    connect(m_lock, &Segmented::changed, this, [this, follow](const QVariant &lock) {
        m_wish.locked = lock.toBool();
        follow();
    });
    const auto revert = [this, follow](MarkedField *mark, auto back) {
        connect(mark, &MarkedField::revertRequested, this, [this, follow, back] {
            back(m_wish, m_server);
            follow();
        });
    };
    revert(m_nameMark, [](WebAppWish &wish, const WebApp &server) { wish.name = server.name; });
    revert(m_urlMark, [](WebAppWish &wish, const WebApp &server) { wish.url = server.url; });
    revert(m_ownerMark, [](WebAppWish &wish, const WebApp &server) { wish.owner = server.owner.id; });
    revert(m_kindMark, [](WebAppWish &wish, const WebApp &server) { wish.scanner = server.scanner.scanner; });
    revert(m_lockMark, [](WebAppWish &wish, const WebApp &server) { wish.locked = server.scanner.locked; });
}

void WebAppInspector::buildFoot()
{
    m_footTitle = new Label(TextStyle::SmallStrong, Token::StagedInk, m_foot);
    m_footText = new Label(TextStyle::Small, Token::WarnInk, m_foot);
    m_footTitle->setWordWrap(true);
    m_footText->setWordWrap(true);
    m_preview = new QPushButton(tr("Preview"), m_foot);
    m_discard = new QPushButton(tr("Discard"), m_foot);
    m_stage = new QPushButton(tr("Stage change"), m_foot);
    setButtonRole(m_preview, ButtonRole::Quiet);
    setButtonRole(m_stage, ButtonRole::Primary);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(s(6));
    buttons->addWidget(m_preview);
    buttons->addStretch(1);
    buttons->addWidget(m_discard);
    buttons->addWidget(m_stage);
    auto *foot = new QVBoxLayout(m_foot);
    foot->setContentsMargins(s(12), s(10), s(16), s(10));
    foot->setSpacing(s(4));
    foot->addWidget(m_footTitle);
    foot->addWidget(m_footText);
    foot->addLayout(buttons);
    connect(m_stage, &QPushButton::clicked, this, [this] {
        stageWish();
        refresh();
    });
    connect(m_preview, &QPushButton::clicked, this,
            [this] { emit previewWanted(m_actions.edits(m_ids, m_wish).changes); });
    connect(m_discard, &QPushButton::clicked, this, [this] {
        if (m_wish.isEmpty())
            m_actions.unstage(m_ids);
        m_wish = {};
        refresh();
    });
    connect(m_launch, &QPushButton::clicked, this, &WebAppInspector::launchWanted);
}
