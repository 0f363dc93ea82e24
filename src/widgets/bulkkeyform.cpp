// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/bulkkeyform.h"

#include "domain/modules.h"
#include "widgets/chiprow.h"
#include "widgets/formlabel.h"
#include "widgets/latchkeystyle.h"
#include "widgets/markedfield.h"
#include "widgets/modulecell.h"
#include "widgets/ownerpicker.h"
#include "widgets/segmented.h"
#include "widgets/tagpicker.h"

#include <QComboBox>
#include <QDateEdit>
#include <QFrame>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLocale>
#include <QSpinBox>

#include <limits>

using namespace Qt::StringLiterals;

namespace {

enum Wish { Off, Keep, On };

QFrame *hairline(QWidget *parent)
{
    auto *line = new QFrame(parent);
    line->setFrameShape(QFrame::HLine);
    return line;
}

/// Narrow before it goes into its field, which asks once whether it wants to grow.
QSpinBox *limitBox(QWidget *parent)
{
    auto *box = new QSpinBox(parent);
    box->setButtonSymbols(QAbstractSpinBox::NoButtons);
    box->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    box->setFixedWidth(s(84));
    return box;
}

MarkedField *marked(QWidget *field, QWidget *parent)
{
    auto *box = new MarkedField(parent);
    box->setField(field);
    return box;
}

} // namespace

BulkKeyForm::BulkKeyForm(QWidget *parent)
    : QWidget(parent)
    , m_owner(new OwnerPicker(this))
    , m_state(new Segmented(this))
    , m_type(new QComboBox(this))
    , m_limit(limitBox(this))
    , m_expires(new QDateEdit(this))
    , m_tags(new ChipRow(this))
    , m_ownerField(marked(m_owner, this))
    , m_stateField(marked(m_state, this))
    , m_typeField(marked(m_type, this))
    , m_limitField(marked(m_limit, this))
    , m_expiresField(marked(m_expires, this))
    , m_tagsField(marked(m_tags, this))
    , m_modulesOf(new Label(TextStyle::Small, Token::Text2, this))
    , m_tagsNote(new Label(TextStyle::Small, Token::Text2, this))
    , m_modules(new QGridLayout)
{
    setAccessibleName(tr("Several activation keys"));
    auto *grid = new QGridLayout;
    buildWho(*grid);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(s(8));
    layout->addLayout(grid);
    layout->addWidget(hairline(this));
    auto *head = new QHBoxLayout;
    head->addWidget(new Label(tr("Modules"), TextStyle::SmallStrong, Token::Text, this));
    head->addStretch(1);
    head->addWidget(m_modulesOf);
    layout->addLayout(head);
    m_modules->setContentsMargins(0, 0, 0, 0);
    m_modules->setHorizontalSpacing(s(6));
    m_modules->setVerticalSpacing(s(2));
    m_modules->setColumnStretch(2, 1);
    layout->addLayout(m_modules);
    auto *rules = new Label(tr("PC and SCA exclude each other; SWCA needs VM."), TextStyle::Small, Token::Text2, this);
    rules->setWordWrap(true);
    layout->addWidget(rules);
    layout->addWidget(hairline(this));
    auto *tagHead = new QHBoxLayout;
    tagHead->addWidget(new Label(tr("Tags"), TextStyle::SmallStrong, Token::Text, this));
    tagHead->addStretch(1);
    tagHead->addWidget(m_tagsNote);
    layout->addLayout(tagHead);
    layout->addWidget(m_tagsField);
}

void BulkKeyForm::buildWho(QGridLayout &grid)
{
    m_owner->setAccessibleName(tr("Owner"));
    m_state->setAccessibleName(tr("State"));
    m_state->addSegment(tr("Disable"), Off);
    m_state->addSegment(tr("Keep"), Keep);
    m_state->addSegment(tr("Enable"), On);
    m_type->setAccessibleName(tr("Limit by"));
    m_type->addItem(tr("(keep)"), -1);
    m_type->addItem(tr("None"), int(KeyType::Unlimited));
    m_type->addItem(tr("Count"), int(KeyType::CountLimited));
    m_type->addItem(tr("Time"), int(KeyType::TimeLimited));
    m_type->addItem(tr("Count and time"), int(KeyType::CountTimeLimited));
    m_limit->setAccessibleName(tr("Limit"));
    m_limit->setRange(0, std::numeric_limits<int>::max());
    m_limit->setSpecialValueText(tr("(keep)"));
    m_expires->setAccessibleName(tr("Expires"));
    m_expires->setCalendarPopup(true);
    //: how a day is written in a form, see QDate::toString
    m_expires->setDisplayFormat(tr("d MMM yyyy"));
    m_expires->setMinimumDate(QDate(2000, 1, 1));
    m_expires->setSpecialValueText(tr("(keep)"));
    m_tags->setAccessibleName(tr("Tags"));
    m_tags->setAddText(tr("Add or remove…"));
    const auto label = [this](const QString &text, QWidget *field) {
        auto *name = new FormLabel(text, this);
        name->setBuddy(field);
        return name;
    };
    arrangeForm(grid, {{label(tr("Owner"), m_owner), m_ownerField},
                       {label(tr("State"), m_state), m_stateField},
                       {label(tr("Limit by"), m_type), m_typeField},
                       {label(tr("Limit"), m_limit), m_limitField},
                       {label(tr("Expires"), m_expires), m_expiresField}});

    const auto edited = [this] {
        if (m_filling)
            return;
        mark();
        emit changed();
    };
    connect(m_owner, &OwnerPicker::ownerChanged, this, [this, edited](UserId id) {
        m_edit.owner = id;
        edited();
    });
    connect(m_owner, &OwnerPicker::understoodChanged, this, edited);
    connect(m_state, &Segmented::changed, this, [this, edited] {
        const int wish = m_state->current().toInt();
        m_edit.disabled = wish == Keep ? std::nullopt : std::optional(wish == Off);
        edited();
    });
    connect(m_type, &QComboBox::activated, this, [this, edited] {
        onType();
        edited();
    });
    connect(m_limit, &QSpinBox::valueChanged, this, [this, edited](int value) {
        m_edit.limit = value > 0 ? std::optional<qint64>(value) : std::nullopt;
        edited();
    });
    connect(m_expires, &QDateEdit::dateChanged, this, [this, edited](QDate day) {
        m_edit.expires =
            day == m_expires->minimumDate() ? std::nullopt : std::optional(QDateTime(day, QTime(23, 59, 59)).toUTC());
        edited();
    });
    connect(m_tags, &ChipRow::removed, this, [this, edited](int index) {
        const qsizetype added = m_edit.tagsAdded.size();
        if (index < added)
            m_edit.tagsAdded.removeAt(index);
        else
            m_edit.tagsRemoved.removeAt(index - added);
        showTags();
        edited();
    });
    connect(m_tags, &ChipRow::addClicked, this, &BulkKeyForm::chooseTags);
    connect(m_ownerField, &MarkedField::revertRequested, this, [this, edited] {
        m_edit.owner.reset();
        if (m_common.owner)
            m_owner->setOwner(*m_common.owner);
        else
            m_owner->setMixed();
        edited();
    });
    connect(m_stateField, &MarkedField::revertRequested, this, [this, edited] {
        m_edit.disabled.reset();
        m_state->setCurrent(Keep);
        edited();
    });
    connect(m_typeField, &MarkedField::revertRequested, this, [this, edited] {
        m_type->setCurrentIndex(0);
        onType();
        edited();
    });
    connect(m_limitField, &MarkedField::revertRequested, m_limit, [this] { m_limit->setValue(0); });
    connect(m_expiresField, &MarkedField::revertRequested, m_expires,
            [this] { m_expires->setDate(m_expires->minimumDate()); });
    connect(m_tagsField, &MarkedField::revertRequested, this, [this, edited] {
        m_edit.tagsAdded.clear();
        m_edit.tagsRemoved.clear();
        showTags();
        edited();
    });
}

void BulkKeyForm::setDirectory(const UserDirectory &users, const TagTree &tags)
{
    m_owner->setDirectory(users);
    m_tree = tags;
}

void BulkKeyForm::showCommon(const KeyCommon &common)
{
    m_filling = true;
    m_common = common;
    m_edit = {};
    if (common.owner)
        m_owner->setOwner(*common.owner);
    else
        m_owner->setMixed();
    m_state->setCurrent(Keep);
    m_type->setCurrentIndex(0);
    m_limit->setValue(0);
    m_expires->setDate(m_expires->minimumDate());
    m_modulesOf->setText(tr("of %Ln selected", nullptr, common.count));
    buildModules();
    showTags();
    onType();
    mark();
    m_filling = false;
}

void BulkKeyForm::clearModules()
{
    while (QLayoutItem *item = m_modules->takeAt(0)) {
        delete item->widget();
        delete item;
    }
}

void BulkKeyForm::buildModules()
{
    clearModules();
    for (const Module &module : knownModules())
        if (module.onStrip)
            addModuleRow(module.key.toString(), m_common.modules.value(module.key.toString()));
    for (auto it = m_common.modules.begin(); it != m_common.modules.end(); ++it)
        if (!moduleOfKeyWord(it.key()) || !moduleOfKeyWord(it.key())->onStrip)
            addModuleRow(it.key(), it.value());
}

void BulkKeyForm::addModuleRow(const QString &word, int count)
{
    const int row = m_modules->rowCount();
    const QString code = moduleCode(word);
    const bool all = count == m_common.count, none = count == 0;
    const ModuleMark before = none ? ModuleMark::Off : all ? ModuleMark::On : ModuleMark::Mixed;
    auto *cell = new ModuleCellWidget(before, this);
    auto *name = new Label(code, TextStyle::BodyMedium, Token::Text, this);
    name->setElided(true);
    name->setFixedWidth(s(46));
    auto *has = new Label(none  ? tr("on none")
                          : all ? tr("on all")
                                : tr("on %Ln", "of the chosen keys", count),
                          TextStyle::Small, Token::Text2, this);
    auto *choice = new Segmented(this);
    choice->setAccessibleName(tr("Module %1, %2").arg(code, has->text()));
    choice->addSegment(tr("Off"), Off);
    choice->addSegment(tr("Keep"), Keep);
    choice->addSegment(tr("On"), On);
    choice->setCurrent(Keep);
    m_modules->addWidget(cell, row, 0);
    m_modules->addWidget(name, row, 1);
    m_modules->addWidget(has, row, 2);
    m_modules->addWidget(choice, row, 3);
    connect(choice, &Segmented::changed, this, [this, choice, cell, before, word] {
        m_edit.modulesOn.removeAll(word);
        m_edit.modulesOff.removeAll(word);
        const int wish = choice->current().toInt();
        if (wish == On)
            m_edit.modulesOn << word;
        else if (wish == Off)
            m_edit.modulesOff << word;
        choice->setStaged(wish != Keep);
        cell->setMark(wish == On ? ModuleMark::StagedOn : wish == Off ? ModuleMark::StagedOff : before);
        emit changed();
    });
}

/// A limit or an expiry can be set when every chosen key has one, or gets one.
void BulkKeyForm::onType()
{
    const int wish = m_type->currentData().toInt();
    m_edit.type = wish < 0 ? std::nullopt : std::optional(KeyType(wish));
    const bool counts = m_edit.type ? limitsCount(*m_edit.type) : m_common.allCount;
    const bool ends = m_edit.type ? limitsTime(*m_edit.type) : m_common.allEnd;
    m_limit->setEnabled(counts);
    m_limit->setToolTip(counts ? QString() : tr("Choose a limit by count first"));
    m_expires->setEnabled(ends);
    m_expires->setToolTip(ends ? QString() : tr("Choose a limit by time first"));
    if (!counts)
        m_limit->setValue(0);
    if (!ends)
        m_expires->setDate(m_expires->minimumDate());
}

void BulkKeyForm::mark()
{
    const auto follow = [](MarkedField *field, bool staged, const QString &was) {
        if (staged)
            field->setStaged(was);
        else
            field->clearStaged();
    };
    const QString mixed = tr("was mixed");
    follow(m_ownerField, m_edit.owner.has_value(),
           m_common.owner ? tr("was %1").arg(m_owner->nameOf(*m_common.owner)) : mixed);
    follow(m_stateField, m_edit.disabled.has_value(),
           !m_common.disabled   ? mixed
           : *m_common.disabled ? tr("was disabled")
                                : tr("was enabled"));
    follow(m_typeField, m_edit.type.has_value(),
           m_common.type ? tr("was %1").arg(m_type->itemText(m_type->findData(int(*m_common.type)))) : mixed);
    follow(m_limitField, m_edit.limit.has_value(),
           m_common.limit ? tr("was %1").arg(QLocale().toString(*m_common.limit)) : mixed);
    follow(m_expiresField, m_edit.expires.has_value(), tr("replaces what each key has"));
    follow(m_tagsField, !m_edit.tagsAdded.isEmpty() || !m_edit.tagsRemoved.isEmpty(),
           tr("other tags stay as they are"));
}

/// The picker shows what the keys will have; what it answers comes on top of what was chosen before.
void BulkKeyForm::chooseTags()
{
    QHash<TagId, int> have = m_common.tags;
    QSet<TagId> added;
    const QSet<TagId> removed(m_edit.tagsRemoved.cbegin(), m_edit.tagsRemoved.cend());
    for (const TagRef &tag : std::as_const(m_edit.tagsAdded))
        added.insert(tag.id);
    for (const TagId id : std::as_const(added))
        have[id] = m_common.count;
    for (const TagId id : std::as_const(removed))
        have.remove(id);
    const auto chosen = [this, added, removed](const QList<TagId> &more, const QList<TagId> &fewer) {
        QSet<TagId> plus = added, minus = removed;
        for (const TagId id : more) {
            minus.remove(id);
            if (m_common.tags.value(id) < m_common.count)
                plus.insert(id);
        }
        for (const TagId id : fewer) {
            plus.remove(id);
            if (m_common.tags.contains(id))
                minus.insert(id);
        }
        m_edit.tagsAdded = m_tree.refs(plus.values());
        m_edit.tagsRemoved = minus.values();
        showTags();
        mark();
        emit changed();
    };
    TagPicker::ask(m_tree, m_tags, have, m_common.count, this, chosen);
}

void BulkKeyForm::showTags()
{
    QStringList names, tips;
    QList<int> staged;
    for (const TagRef &tag : std::as_const(m_edit.tagsAdded)) {
        names << u"+ "_s + tag.name;
        tips << m_tree.path(tag.id);
    }
    for (const TagId id : std::as_const(m_edit.tagsRemoved)) {
        const Tag *tag = m_tree.find(id);
        names << u"− "_s + (tag ? tag->name : u"#"_s + id.toString());
        tips << m_tree.path(id);
    }
    for (int i = 0; i < names.size(); ++i)
        staged << i;
    m_tags->setChips(names, tips, staged);
    m_tagsNote->setText(m_common.tags.isEmpty()
                            ? tr("none yet")
                            : tr("%Ln different, kept unless edited", nullptr, int(m_common.tags.size())));
}

KeyBulkEdit BulkKeyForm::edit() const
{
    return m_edit;
}

bool BulkKeyForm::isUnderstood() const
{
    return m_owner->isUnderstood() && m_limit->hasAcceptableInput() && m_expires->hasAcceptableInput();
}
