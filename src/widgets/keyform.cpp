// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/keyform.h"

#include "domain/keyfields.h"
#include "ui_keyform.h"
#include "widgets/markedfield.h"
#include "widgets/tagpicker.h"

#include <QEvent>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace {

/// The end of a day here, since "ends on 31 March" means that the 31st still counts.
QDateTime endOfDay(QDate day)
{
    return QDateTime(day, QTime(23, 59, 59)).toUTC();
}

} // namespace

KeyForm::KeyForm(QWidget *parent)
    : QWidget(parent)
    , ui(std::make_unique<Ui::KeyForm>())
{
    ui->setupUi(this);
    ui->stateSwitch->setTexts(tr("Enabled"), tr("Disabled"));
    ui->typeChoice->addSegment(tr("None"), int(KeyType::Unlimited));
    ui->typeChoice->addSegment(tr("Count"), int(KeyType::CountLimited));
    ui->typeChoice->addSegment(tr("Time"), int(KeyType::TimeLimited));
    ui->typeChoice->addSegment(tr("Both"), int(KeyType::CountTimeLimited));
    ui->limitBox->setFixedWidth(s(84));
    ui->usedLabel->setInk(Token::Text2);
    ui->expiresEdit->setMinimumDate(QDate(2000, 1, 1));
    //: how a day is written in a form, see QDate::toString
    ui->expiresEdit->setDisplayFormat(tr("d MMM yyyy"));
    for (QWidget *field :
         std::initializer_list<QWidget *>{ui->titleEdit, ui->ownerPicker, ui->stateSwitch, ui->typeChoice, ui->limitRow,
                                          ui->expiresEdit, ui->moduleToggles, ui->tagChips, ui->networkBox})
        m_marks.insert(field, wrap(field));
    bindFields();
    arrange();

    connect(ui->titleEdit, &QLineEdit::textChanged, this, &KeyForm::onEdited);
    connect(ui->ownerPicker, &OwnerPicker::ownerChanged, this, &KeyForm::onEdited);
    connect(ui->ownerPicker, &OwnerPicker::understoodChanged, this, &KeyForm::onEdited);
    connect(ui->stateSwitch, &QAbstractButton::toggled, this, &KeyForm::onEdited);
    connect(ui->typeChoice, &Segmented::changed, this, &KeyForm::onEdited);
    connect(ui->limitBox, &QSpinBox::valueChanged, this, [this](int value) {
        if (!m_filling)
            m_limit = value;
        onEdited();
    });
    connect(ui->networkBox, &QSpinBox::valueChanged, this, [this](int value) {
        if (!m_filling)
            m_network = value;
        onEdited();
    });
    connect(ui->expiresEdit, &QDateEdit::dateChanged, this, [this](QDate day) {
        if (!m_filling)
            m_expires = endOfDay(day);
        onEdited();
    });
    connect(ui->moduleToggles, &ModuleToggles::toggled, this, &KeyForm::onEdited);
    connect(ui->tagChips, &ChipRow::removed, this, [this](int index) {
        m_tags.removeAt(index);
        showTags();
        onEdited();
    });
    connect(ui->tagChips, &ChipRow::addClicked, this, &KeyForm::chooseTags);
}

KeyForm::~KeyForm() = default;

MarkedField *KeyForm::wrap(QWidget *field)
{
    auto *marked = new MarkedField(this);
    delete ui->grid->replaceWidget(field, marked);
    marked->setField(field);
    return marked;
}

void KeyForm::arrange()
{
    arrangeForm(*ui->grid, {{ui->titleLabel, m_marks.value(ui->titleEdit)},
                            {ui->ownerLabel, m_marks.value(ui->ownerPicker)},
                            {ui->stateLabel, m_marks.value(ui->stateSwitch)},
                            {nullptr, ui->line1},
                            {ui->typeLabel, m_marks.value(ui->typeChoice)},
                            {ui->limitLabel, m_marks.value(ui->limitRow)},
                            {ui->expiresLabel, m_marks.value(ui->expiresEdit)},
                            {nullptr, ui->line2},
                            {ui->modulesLabel, m_marks.value(ui->moduleToggles)},
                            {ui->tagsLabel, m_marks.value(ui->tagChips)},
                            {ui->networkLabel, m_marks.value(ui->networkBox)}});
}

void KeyForm::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        ui->retranslateUi(this);
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::FontChange)
        arrange();
}

void KeyForm::onEdited()
{
    if (m_filling)
        return;
    followType();
    markFields();
    emit changed();
}

void KeyForm::chooseTags()
{
    const auto chosen = [this](const QList<TagId> &added, const QList<TagId> &removed) {
        editTags(m_tags, m_tree.refs(added), removed);
        showTags();
        onEdited();
    };
    TagPicker::ask(m_tree, ui->tagChips, m_tags, this, chosen);
}

void KeyForm::revert(Copy copy)
{
    ActivationKey now = edited();
    copy(now, m_was);
    showKey(m_was, now);
    emit changed();
}

void KeyForm::setDirectory(const UserDirectory &users, const TagTree &tags)
{
    m_users = users;
    m_tree = tags;
    ui->ownerPicker->setDirectory(users);
    showTags();
    markFields();
}

void KeyForm::showKey(const ActivationKey &was, const ActivationKey &now)
{
    m_filling = true;
    m_was = was;
    m_binder.show(now);
    m_filling = false;
    followType();
    markFields();
}

ActivationKey KeyForm::edited() const
{
    return m_binder.edited();
}

bool KeyForm::isUnderstood() const
{
    return ui->ownerPicker->isUnderstood() && ui->limitBox->hasAcceptableInput() &&
           ui->expiresEdit->hasAcceptableInput();
}

void KeyForm::markFields()
{
    m_binder.mark(m_was);
    // Equal for the service is unchanged: the order of tags, or a limit that the type forgets. A key that does not
    // exist yet has no old values at all.
    const QJsonObject changed = m_was.id ? changedFields(m_was, edited()) : QJsonObject();
    using namespace keyfields;
    const QHash<QWidget *, QString> names{
        {ui->titleEdit, title},       {ui->ownerPicker, owner}, {ui->stateSwitch, disabled},
        {ui->typeChoice, type},       {ui->limitRow, limit},    {ui->expiresEdit, expires},
        {ui->moduleToggles, modules}, {ui->tagChips, tags},     {ui->networkBox, network}};
    for (auto it = names.begin(); it != names.end(); ++it)
        if (!changed.contains(it.value()))
            m_marks.value(it.key())->clearStaged();
}

void KeyForm::followType()
{
    const auto type = KeyType(ui->typeChoice->current().toInt());
    const bool editable = ui->titleEdit->isEnabled();
    ui->limitRow->setEnabled(editable && limitsCount(type));
    ui->limitRow->setToolTip(limitsCount(type) ? QString() : tr("Needs a limit by count"));
    ui->expiresEdit->setEnabled(editable && limitsTime(type));
    ui->expiresEdit->setToolTip(limitsTime(type) ? QString() : tr("Needs a limit by time"));
    if (limitsTime(type) && !m_expires)
        m_expires = endOfDay(ui->expiresEdit->date());
    ui->usedLabel->setText(m_was.id ? tr("agents, %1 used").arg(QLocale().toString(m_was.countUsed)) : tr("agents"));
}

void KeyForm::showTags()
{
    QStringList names, paths;
    QList<int> added;
    for (const TagRef &tag : std::as_const(m_tags)) {
        const Tag *known = m_tree.find(tag.id);
        const bool isNew = std::ranges::none_of(m_was.tags, [&](const TagRef &t) { return t.id == tag.id; });
        if (isNew && m_was.id)
            added << int(names.size());
        names << (known ? known->name : tag.name.isEmpty() ? u"#"_s + tag.id.toString() : tag.name);
        paths << m_tree.path(tag.id);
    }
    ui->tagChips->setChips(names, paths, added);
}

void KeyForm::setProblems(const QList<std::pair<KeyProblem, QString>> &problems)
{
    QHash<QWidget *, QString> texts;
    const auto fieldOf = [this](KeyProblem::Kind kind) -> QWidget * {
        using enum KeyProblem::Kind;
        switch (kind) {
        case TitleMissing:
        case TitleTaken:
        case TitleHasControlCharacters:
            return ui->titleEdit;
        case LimitTooSmall:
        case LimitBelowUsed:
            return ui->limitRow;
        case ExpiryMissing:
        case ExpiryPast:
            return ui->expiresEdit;
        case PcWithSca:
        case SwcaWithoutVm:
            return ui->moduleToggles;
        case NetworkNegative:
            return ui->networkBox;
        }
        return nullptr;
    };
    for (const auto &[problem, text] : problems) {
        QString &all = texts[fieldOf(problem.kind)];
        all = all.isEmpty() ? text : all + u' ' + text;
    }
    if (!ui->ownerPicker->isUnderstood())
        texts[ui->ownerPicker] = tr("Nobody is known by this name. Choose from the list or type a numeric id.");
    for (auto it = m_marks.begin(); it != m_marks.end(); ++it)
        it.value()->setProblem(texts.value(it.key()));
}

void KeyForm::setEditable(bool editable, const QString &why)
{
    for (auto it = m_marks.begin(); it != m_marks.end(); ++it) {
        it.key()->setEnabled(editable);
        it.key()->setToolTip(editable ? QString() : why);
    }
    if (editable)
        followType();
}

void KeyForm::focusTitle()
{
    ui->titleEdit->setFocus();
    ui->titleEdit->selectAll();
}

QWidget *KeyForm::ownerField() const
{
    return ui->ownerPicker;
}
