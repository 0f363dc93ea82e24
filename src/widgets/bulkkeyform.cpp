// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/bulkkeyform.h"

#include "domain/modules.h"
#include "widgets/chiprow.h"
#include "widgets/metrics.h"
#include "widgets/ownerpicker.h"
#include "widgets/segmented.h"
#include "widgets/tagpicker.h"

#include <QGridLayout>
#include <QLabel>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace {

enum Wish { Off, Keep, On };

} // namespace

BulkKeyForm::BulkKeyForm(QWidget *parent)
    : QWidget(parent)
    , m_owner(new OwnerPicker(this))
    , m_state(new Segmented(this))
    , m_modules(new QGridLayout)
    , m_tags(new ChipRow(this))
    , m_note(new QLabel(this))
{
    m_owner->setAccessibleName(tr("Owner"));
    m_state->setAccessibleName(tr("State"));
    m_state->addSegment(tr("Disable"), Off);
    m_state->addSegment(tr("Keep"), Keep);
    m_state->addSegment(tr("Enable"), On);
    m_tags->setAccessibleName(tr("Tags"));
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(s(12));
    grid->setVerticalSpacing(s(8));
    grid->setColumnStretch(1, 1);
    const auto add = [&](int row, const QString &name, QWidget *field) {
        auto *label = new QLabel(name, this);
        label->setFont(textFont(TextStyle::Small));
        label->setBuddy(field);
        grid->addWidget(label, row, 0);
        grid->addWidget(field, row, 1);
    };
    add(0, tr("Owner"), m_owner);
    add(1, tr("State"), m_state);
    auto *head = new QLabel(tr("Modules"), this);
    head->setFont(textFont(TextStyle::SmallStrong));
    grid->addWidget(head, 2, 0, 1, 2);
    m_modules->setColumnStretch(1, 1);
    m_modules->setVerticalSpacing(s(2));
    grid->addLayout(m_modules, 3, 0, 1, 2);
    m_note->setText(tr("PC and SCA exclude each other."));
    m_note->setFont(textFont(TextStyle::Small));
    grid->addWidget(m_note, 4, 0, 1, 2);
    add(5, tr("Tags"), m_tags);

    connect(m_owner, &OwnerPicker::ownerChanged, this, [this](UserId id) {
        m_edit.owner = id;
        emit changed();
    });
    connect(m_state, &Segmented::changed, this, [this] {
        const int wish = m_state->current().toInt();
        m_edit.disabled = wish == Keep ? std::nullopt : std::optional(wish == Off);
        emit changed();
    });
    connect(m_tags, &ChipRow::removed, this, [this](int index) {
        m_edit.tagsAdded.removeAt(index);
        showTags();
        emit changed();
    });
    connect(m_tags, &ChipRow::addClicked, this, [this] {
        auto *picker = new TagPicker(m_tree, this);
        picker->setAttribute(Qt::WA_DeleteOnClose);
        picker->setPresent(m_common.tags, m_common.count);
        connect(picker, &TagPicker::chosen, this, [this](const QList<TagId> &added, const QList<TagId> &removed) {
            m_edit.tagsAdded.clear();
            for (const TagId id : added)
                m_edit.tagsAdded.append({id, m_tree.find(id) ? m_tree.find(id)->name : QString()});
            m_edit.tagsRemoved = removed;
            showTags();
            emit changed();
        });
        picker->popUp(m_tags);
    });
}

void BulkKeyForm::setDirectory(const UserDirectory &users, const TagTree &tags)
{
    m_owner->setDirectory(users);
    m_tree = tags;
}

void BulkKeyForm::show(const KeyCommon &common)
{
    m_common = common;
    m_edit = {};
    if (common.owner)
        m_owner->setOwner(*common.owner);
    else
        m_owner->setMixed();
    m_state->setCurrent(Keep);
    while (QLayoutItem *item = m_modules->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    for (const Module &module : knownModules())
        if (module.onStrip)
            addModuleRow(module.key.toString(), common.modules.value(module.key.toString()));
    for (auto it = common.modules.begin(); it != common.modules.end(); ++it)
        if (!moduleOfKeyWord(it.key()) || !moduleOfKeyWord(it.key())->onStrip)
            addModuleRow(it.key(), it.value());
    showTags();
}

void BulkKeyForm::addModuleRow(const QString &word, int count)
{
    const int row = m_modules->rowCount();
    auto *name = new QLabel(moduleCode(word), this);
    name->setFont(textFont(TextStyle::BodyStrong));
    auto *has = new QLabel(count == 0 ? tr("on none") : count == m_common.count ? tr("on all") : tr("on %n", nullptr, count), this);
    has->setFont(textFont(TextStyle::Small));
    auto *choice = new Segmented(this);
    choice->setAccessibleName(tr("Module %1").arg(moduleCode(word)));
    choice->addSegment(tr("Off"), Off);
    choice->addSegment(tr("Keep"), Keep);
    choice->addSegment(tr("On"), On);
    choice->setCurrent(Keep);
    m_modules->addWidget(name, row, 0);
    m_modules->addWidget(has, row, 1);
    m_modules->addWidget(choice, row, 2);
    connect(choice, &Segmented::changed, this, [this, choice, word] {
        m_edit.modulesOn.removeAll(word);
        m_edit.modulesOff.removeAll(word);
        const int wish = choice->current().toInt();
        if (wish == On)
            m_edit.modulesOn << word;
        else if (wish == Off)
            m_edit.modulesOff << word;
        emit changed();
    });
}

void BulkKeyForm::showTags()
{
    QStringList names, tips;
    for (const TagRef &tag : std::as_const(m_edit.tagsAdded)) {
        names << tr("+ %1").arg(tag.name);
        tips << m_tree.path(tag.id);
    }
    m_tags->setChips(names, tips);
    m_tags->setToolTip(m_edit.tagsRemoved.isEmpty() ? QString() : tr("Removes %n tags", nullptr, int(m_edit.tagsRemoved.size())));
}

KeyBulkEdit BulkKeyForm::edit() const
{
    return m_edit;
}
