// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "panes/newwebappsheet.h"

#include "domain/webappfields.h"
#include "domain/webapprules.h"
#include "panes/words.h"
#include "widgets/chiprow.h"
#include "widgets/formlabel.h"
#include "widgets/label.h"
#include "widgets/latchkeystyle.h"
#include "widgets/ownerpicker.h"
#include "widgets/segmented.h"
#include "widgets/tagpicker.h"

#include <QCheckBox>
#include <QComboBox>
#include <QCoreApplication>
#include <QGridLayout>
#include <QJsonArray>
#include <QLineEdit>
#include <QPushButton>

#include <algorithm>

namespace {

QWidget *stacked(std::initializer_list<QWidget *> parts, QWidget *parent)
{
    auto *box = new QWidget(parent);
    auto *column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(s(4));
    for (QWidget *part : parts)
        column->addWidget(part);
    return box;
}

} // namespace

NewWebAppSheet::NewWebAppSheet(Subscription &subscription, WebAppActions &actions, QWidget *window)
    : Sheet(window)
    , m_subscription(subscription)
    , m_actions(actions)
    , m_name(new QLineEdit(this))
    , m_url(new QLineEdit(this))
    , m_owner(new OwnerPicker(this))
    , m_profile(new QComboBox(this))
    , m_appliance(new QComboBox(this))
    , m_kind(new Segmented(this))
    , m_pool(new ChipRow(this))
    , m_tags(new ChipRow(this))
    , m_lock(new QCheckBox(tr("Hold all scans to this scanner"), this))
    , m_takeOver(new QCheckBox(tr("Take over an asset that has this name and URL already"), this))
    , m_poolNote(new Label(TextStyle::Small, Token::Text2, this))
    , m_takeOverNote(new Label(TextStyle::Small, Token::BadInk, this))
    , m_note(new Label(TextStyle::Small, Token::Text2, this))
    , m_problem(new Label(TextStyle::Small, Token::BadInk, this))
    , m_stage(new QPushButton(tr("Stage creation"), this))
{
    setSheetWidth(560);
    setTitle(tr("New web app"), tr("Nothing is sent yet: a creation is reviewed like any other change."));
    buildBody();
    auto *cancel = new QPushButton(tr("Cancel"), this);
    setButtonRole(m_stage, ButtonRole::Primary);
    m_stage->setDefault(true);
    addFootButton(cancel, Side::Right);
    addFootButton(m_stage, Side::Right);
    connect(cancel, &QPushButton::clicked, this, &Sheet::dismiss);
    connect(m_stage, &QPushButton::clicked, this, &NewWebAppSheet::finish);
    m_actions.readAppliances();
    readProfiles();
    showScanner();
    follow();
}

NewWebAppSheet::~NewWebAppSheet() = default;

void NewWebAppSheet::buildBody()
{
    m_url->setPlaceholderText(QStringLiteral("https://"));
    m_owner->setDirectory(m_subscription.users());
    m_profile->addItem(tr("None: every launch names one"), qint64(0));
    m_kind->addSegment(tr("Not set"), -1);
    m_kind->addSegment(tr("External"), int(ScannerKind::External));
    m_kind->addSegment(tr("Appliance"), int(ScannerKind::Appliance));
    m_kind->addSegment(tr("Pool"), int(ScannerKind::Pool));
    m_kind->setCurrent(-1);
    m_appliance->setEditable(true);
    m_appliance->setInsertPolicy(QComboBox::NoInsert);
    m_appliance->setAccessibleName(tr("Name of the appliance"));
    m_pool->setAddText(tr("Add tag"));
    m_pool->setAccessibleName(tr("Pool"));
    m_tags->setAddText(tr("Add tag"));
    m_takeOverNote->setText(
        tr("The platform then deletes all findings, detections and scans of that asset. Nobody can bring them back."));
    for (Label *label : {m_poolNote, m_takeOverNote, m_note, m_problem})
        label->setWordWrap(true);

    auto *body = new QWidget(this);
    auto *layout = new QVBoxLayout(body);
    layout->setContentsMargins(s(20), s(14), s(20), s(14));
    layout->setSpacing(s(10));
    auto *form = new QGridLayout;
    arrangeForm(*form,
                {formRow(tr("Name"), m_name), formRow(tr("URL"), m_url), formRow(tr("Owner"), m_owner),
                 formRow(tr("Option profile"), m_profile),
                 formRow(tr("Scanner"), stacked({m_kind, m_appliance, m_pool, m_poolNote, m_lock}, this), m_kind),
                 formRow(tr("Tags"), m_tags)});
    layout->addLayout(form);
    layout->addWidget(m_takeOver);
    layout->addWidget(m_takeOverNote);
    layout->addWidget(m_note);
    layout->addWidget(m_problem);
    setBody(body);

    const auto touched = [this] {
        m_touched = true;
        follow();
    };
    connect(m_name, &QLineEdit::textEdited, this, touched);
    connect(m_url, &QLineEdit::textEdited, this, touched);
    connect(m_owner, &OwnerPicker::ownerChanged, this, &NewWebAppSheet::follow);
    connect(m_profile, &QComboBox::currentIndexChanged, this, &NewWebAppSheet::follow);
    connect(m_appliance, &QComboBox::currentTextChanged, this, &NewWebAppSheet::follow);
    connect(m_lock, &QCheckBox::toggled, this, &NewWebAppSheet::follow);
    connect(m_takeOver, &QCheckBox::toggled, this, &NewWebAppSheet::follow);
    connect(m_kind, &Segmented::changed, this, &NewWebAppSheet::showScanner);
    connect(&m_actions, &WebAppActions::appliancesChanged, this, &NewWebAppSheet::showScanner);
    const auto connectTags = [this](ChipRow *chips, QList<TagRef> &tags) {
        connect(chips, &ChipRow::addClicked, this, [this, chips, &tags] { chooseTags(chips, tags); });
        connect(chips, &ChipRow::removed, this, [this, chips, &tags](int index) {
            tags.removeAt(index);
            showTags(chips, tags);
        });
    };
    connectTags(m_pool, m_poolTags);
    connectTags(m_tags, m_ownTags);
}

/// A refusal is ordinary: a profile can be named at each launch.
void NewWebAppSheet::readProfiles()
{
    m_profileTicket = m_subscription.wasPickers.optionProfiles([this](const Result<QList<OptionProfile>> &list) {
        if (list)
            for (const OptionProfile &profile : *list)
                m_profile->addItem(profile.name, profile.id.value);
        else
            m_note->setText(tr("Option profiles could not be read: %1").arg(sentenceOf(list.error()).what));
        follow();
    });
}

void NewWebAppSheet::chooseTags(ChipRow *row, QList<TagRef> &tags)
{
    const auto chosen = [this, row, &tags](const QList<TagId> &added, const QList<TagId> &removed) {
        editTags(tags, m_subscription.tags().refs(added), removed);
        showTags(row, tags);
    };
    TagPicker::ask(m_subscription.tags(), row->addButton(), tags, this, chosen);
}

void NewWebAppSheet::showTags(ChipRow *row, const QList<TagRef> &tags)
{
    QStringList names;
    for (const TagRef &tag : tags)
        names << tagName(tag, &m_subscription.tags());
    row->setChips(names);
    if (row == m_pool)
        m_poolNote->setText(m_actions.poolTexts(names));
    follow();
}

void NewWebAppSheet::showScanner()
{
    if (m_appliance->count() == 0) {
        const QString typed = m_appliance->currentText();
        m_appliance->addItems(m_actions.applianceNames());
        m_appliance->setEditText(typed);
    }
    showTags(m_pool, m_poolTags);
}

QJsonObject NewWebAppSheet::wanted() const
{
    WebApp app;
    app.isWhole = true;
    app.name = m_name->text();
    app.url = m_url->text().trimmed();
    app.owner.id = m_owner->owner();
    app.profile.id = {m_profile->currentData().toLongLong()};
    app.tags = m_ownTags;
    const int kind = m_kind->current().toInt();
    if (kind >= 0)
        app.scanner.scanner = Scanner{.kind = ScannerKind(kind), .appliance = {}, .pool = {}};
    if (app.scanner.scanner && app.scanner.scanner->kind == ScannerKind::Appliance)
        app.scanner.scanner->appliance = m_appliance->currentText().trimmed();
    if (app.scanner.scanner && app.scanner.scanner->kind == ScannerKind::Pool)
        app.scanner.scanner->pool = m_poolTags;
    if (m_lock->isChecked())
        app.scanner.locked = true;
    // Only what was chosen is asked for; and what the service makes of the rest is nothing to compare.
    QJsonObject fields = changedWebAppFields(WebApp{.isWhole = true}, app);
    if (m_takeOver->isChecked())
        fields.insert(webappfields::reactivate, true);
    return fields;
}

QStringList NewWebAppSheet::problems() const
{
    QStringList sentences;
    for (const WebAppProblem &problem : checkNewWebApp(wanted()))
        sentences << QCoreApplication::translate("WebAppRules", explanationOf(problem.kind));
    const auto all = m_subscription.webAppList.all();
    const QString name = m_name->text();
    const bool taken = std::ranges::any_of(all, [&](const WebApp &app) {
        return app.name.compare(name, Qt::CaseInsensitive) == 0 && !m_takeOver->isChecked();
    });
    if (taken && !name.isEmpty())
        sentences << tr("A web app of this name is there already. Choose another name.");
    return sentences;
}

void NewWebAppSheet::follow()
{
    const int kind = m_kind->current().toInt();
    m_appliance->setVisible(kind == int(ScannerKind::Appliance));
    m_pool->setVisible(kind == int(ScannerKind::Pool));
    m_poolNote->setVisible(kind == int(ScannerKind::Pool) && !m_poolNote->text().isEmpty());
    m_lock->setEnabled(kind >= 0);
    if (kind < 0)
        m_lock->setChecked(false);
    m_takeOverNote->setVisible(m_takeOver->isChecked());
    const QStringList wrong = problems();
    m_problem->setText(m_touched ? wrong.join(u'\n') : QString());
    m_problem->setVisible(!m_problem->text().isEmpty());
    m_note->setVisible(!m_note->text().isEmpty());
    m_stage->setEnabled(wrong.isEmpty());
    m_stage->setToolTip(wrong.join(u'\n'));
    m_stage->setAccessibleDescription(m_stage->toolTip());
}

void NewWebAppSheet::finish()
{
    Change change;
    change.type = ObjectType::WebApp;
    change.operation = Operation::Create;
    change.object = m_subscription.staging.nextNewId();
    change.label = m_name->text();
    change.desired = wanted();
    emit createWanted(change);
    dismiss();
}
