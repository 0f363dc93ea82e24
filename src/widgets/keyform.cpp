// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/keyform.h"

#include "domain/keyfields.h"
#include "domain/modules.h"
#include "ui_keyform.h"
#include "widgets/markedfield.h"
#include "widgets/tagpicker.h"

#include <QCoreApplication>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace {

/// The end of a day here, since "ends on 31 March" means that the 31st still counts.
QDateTime endOfDay(QDate day)
{
    return QDateTime(day, QTime(23, 59, 59)).toUTC();
}

QList<ModuleToggles::Item> moduleItems(const QStringList &alsoUnknown)
{
    QList<ModuleToggles::Item> items;
    for (const Module &module : knownModules())
        if (module.onStrip || alsoUnknown.contains(module.key, Qt::CaseInsensitive))
            items.append({module.code.toString(), QCoreApplication::translate("Modules", module.name), true});
    for (const QString &word : alsoUnknown)
        if (!moduleOfKeyWord(word))
            items.append({word, QCoreApplication::translate("Modules", "A module that Latchkey cannot name; it is kept"), true});
    return items;
}

QStringList codesOf(const QStringList &words)
{
    QStringList codes;
    for (const QString &word : words)
        codes << moduleCode(word);
    return codes;
}

/// The wire words of the checked codes, spelled as the key had them.
QStringList wordsOf(const QStringList &codes, const QStringList &was)
{
    QStringList words;
    for (const QString &code : codes) {
        const QString word = moduleKeyWord(code);
        const qsizetype at = was.indexOf(word, 0, Qt::CaseInsensitive);
        words << (at >= 0 ? was[at] : word);
    }
    return sortedModules(words);
}

} // namespace

KeyForm::KeyForm(QWidget *parent) : QWidget(parent), ui(std::make_unique<Ui::KeyForm>())
{
    ui->setupUi(this);
    ui->stateSwitch->setTexts(tr("Enabled"), tr("Disabled"));
    ui->typeChoice->addSegment(tr("None"), int(KeyType::Unlimited));
    ui->typeChoice->addSegment(tr("Count"), int(KeyType::CountLimited));
    ui->typeChoice->addSegment(tr("Time"), int(KeyType::TimeLimited));
    ui->typeChoice->addSegment(tr("Both"), int(KeyType::CountTimeLimited));
    ui->expiresEdit->setMinimumDate(QDate(2000, 1, 1));
    ui->expiresEdit->setDisplayFormat(QLocale().dateFormat(QLocale::ShortFormat).replace(u"yy"_s, u"yyyy"_s).replace(u"yyyyyyyy"_s, u"yyyy"_s));
    for (QWidget *field : std::initializer_list<QWidget *>{ui->titleEdit, ui->ownerPicker, ui->stateSwitch, ui->typeChoice,
                                                           ui->limitRow, ui->expiresEdit, ui->moduleToggles, ui->tagChips,
                                                           ui->networkBox})
        m_marks.insert(field, wrap(field));
    bindFields();

    const auto edited = [this] {
        if (m_filling)
            return;
        followType();
        markFields();
        emit changed();
    };
    connect(ui->titleEdit, &QLineEdit::textChanged, this, edited);
    connect(ui->ownerPicker, &OwnerPicker::ownerChanged, this, edited);
    connect(ui->ownerPicker, &OwnerPicker::understoodChanged, this, edited);
    connect(ui->stateSwitch, &QAbstractButton::toggled, this, edited);
    connect(ui->typeChoice, &Segmented::changed, this, edited);
    connect(ui->limitBox, &QSpinBox::valueChanged, this, edited);
    connect(ui->expiresEdit, &QDateEdit::dateChanged, this, [this, edited](QDate day) {
        if (!m_filling)
            m_expires = endOfDay(day);
        edited();
    });
    connect(ui->moduleToggles, &ModuleToggles::toggled, this, edited);
    connect(ui->networkBox, &QSpinBox::valueChanged, this, edited);
    connect(ui->tagChips, &ChipRow::removed, this, [this, edited](int index) {
        m_tags.removeAt(index);
        showTags();
        edited();
    });
    connect(ui->tagChips, &ChipRow::addClicked, this, [this, edited] {
        auto *picker = new TagPicker(m_tree, this);
        picker->setAttribute(Qt::WA_DeleteOnClose);
        QHash<TagId, int> present;
        for (const TagRef &tag : std::as_const(m_tags))
            present.insert(tag.id, 1);
        picker->setPresent(present, 1);
        connect(picker, &TagPicker::chosen, this, [this, edited](const QList<TagId> &added, const QList<TagId> &removed) {
            for (const TagId id : removed)
                m_tags.removeIf([id](const TagRef &tag) { return tag.id == id; });
            for (const TagId id : added)
                m_tags.append({id, m_tree.find(id) ? m_tree.find(id)->name : QString()});
            showTags();
            edited();
        });
        picker->popUp(ui->tagChips);
    });
}

KeyForm::~KeyForm() = default;

MarkedField *KeyForm::wrap(QWidget *field)
{
    auto *marked = new MarkedField(this);
    delete ui->grid->replaceWidget(field, marked);
    marked->setField(field);
    return marked;
}

void KeyForm::bindFields()
{
    const auto mark = [this]<typename Value>(QWidget *field, QLatin1StringView name, std::function<QString(const Value &)> words,
                                             void (*copy)(ActivationKey &, const ActivationKey &)) {
        MarkedField *marked = m_marks.value(field);
        connect(marked, &MarkedField::revertRequested, this, [this, copy] { revert(copy); });
        Q_UNUSED(name);
        return std::function<void(bool, const Value &)>([marked, words](bool differs, const Value &was) {
            if (differs)
                marked->setStaged(words(was));
            else
                marked->clearStaged();
        });
    };
    const auto was = [](const QString &text) { return text.isEmpty() ? tr("was empty") : tr("was %1").arg(text); };

    m_binder.bind<QString>(&ActivationKey::title, [this](const QString &v) { ui->titleEdit->setText(v); },
                           [this] { return ui->titleEdit->text(); },
                           mark.operator()<QString>(ui->titleEdit, keyfields::title, was,
                                                    [](ActivationKey &n, const ActivationKey &w) { n.title = w.title; }));
    m_binder.bind<UserId>(&ActivationKey::owner, [this](const UserId &v) { ui->ownerPicker->setOwner(v); },
                          [this] { return ui->ownerPicker->owner(); },
                          mark.operator()<UserId>(ui->ownerPicker, keyfields::owner,
                                                  [this, was](const UserId &id) { return id ? was(m_users.nameOf(id)) : tr("had no owner"); },
                                                  [](ActivationKey &n, const ActivationKey &w) { n.owner = w.owner; }));
    m_binder.bind<bool>(&ActivationKey::disabled, [this](const bool &v) { ui->stateSwitch->setChecked(!v); },
                        [this] { return !ui->stateSwitch->isChecked(); },
                        mark.operator()<bool>(ui->stateSwitch, keyfields::disabled,
                                              [](const bool &v) { return v ? tr("was disabled") : tr("was enabled"); },
                                              [](ActivationKey &n, const ActivationKey &w) { n.disabled = w.disabled; }));
    m_binder.bind<KeyType>(&ActivationKey::type, [this](const KeyType &v) { ui->typeChoice->setCurrent(int(v)); },
                           [this] { return KeyType(ui->typeChoice->current().toInt()); },
                           mark.operator()<KeyType>(ui->typeChoice, keyfields::type,
                                                    [this, was](const KeyType &v) { return was(ui->typeChoice->textOf(int(v))); },
                                                    [](ActivationKey &n, const ActivationKey &w) {
                                                        n.type = w.type;
                                                        n.countPurchased = w.countPurchased;
                                                        n.expires = w.expires;
                                                    }));
    m_binder.bind<qint64>(&ActivationKey::countPurchased, [this](const qint64 &v) { ui->limitBox->setValue(int(std::min<qint64>(v, ui->limitBox->maximum()))); },
                          [this] { return qint64(ui->limitBox->value()); },
                          mark.operator()<qint64>(ui->limitRow, keyfields::limit,
                                                  [this, was](const qint64 &v) {
                                                      const qint64 left = std::max<qint64>(0, v - m_was.countUsed);
                                                      return v > 0 ? tr("was %1 (%2 left)").arg(QLocale().toString(v), QLocale().toString(left))
                                                                   : tr("had no limit");
                                                  },
                                                  [](ActivationKey &n, const ActivationKey &w) { n.countPurchased = w.countPurchased; }));
    m_binder.bind<std::optional<QDateTime>>(
        &ActivationKey::expires,
        [this](const std::optional<QDateTime> &v) {
            m_expires = v;
            ui->expiresEdit->setDate(v ? v->toLocalTime().date() : QDate::currentDate().addMonths(3));
        },
        [this] { return m_expires; },
        mark.operator()<std::optional<QDateTime>>(
            ui->expiresEdit, keyfields::expires,
            [was](const std::optional<QDateTime> &v) {
                return v ? was(QLocale().toString(v->toLocalTime().date(), QLocale::ShortFormat)) : tr("had no end");
            },
            [](ActivationKey &n, const ActivationKey &w) { n.expires = w.expires; }));
    m_binder.bind<QStringList>(&ActivationKey::modules,
                               [this](const QStringList &v) {
                                   ui->moduleToggles->setModules(moduleItems(v + m_was.modules));
                                   ui->moduleToggles->setChecked(codesOf(v));
                               },
                               [this] { return wordsOf(ui->moduleToggles->checked(), m_was.modules); },
                               mark.operator()<QStringList>(ui->moduleToggles, keyfields::modules,
                                                            [was](const QStringList &v) {
                                                                return v.isEmpty() ? tr("had no modules") : was(codesOf(v).join(u", "_s));
                                                            },
                                                            [](ActivationKey &n, const ActivationKey &w) { n.modules = w.modules; }));
    m_binder.bind<QList<TagRef>>(&ActivationKey::tags,
                                 [this](const QList<TagRef> &v) {
                                     m_tags = v;
                                     showTags();
                                 },
                                 [this] { return m_tags; },
                                 mark.operator()<QList<TagRef>>(ui->tagChips, keyfields::tags,
                                                                [was](const QList<TagRef> &v) {
                                                                    QStringList names;
                                                                    for (const TagRef &tag : v)
                                                                        names << tag.name;
                                                                    return v.isEmpty() ? tr("had no tags") : was(names.join(u", "_s));
                                                                },
                                                                [](ActivationKey &n, const ActivationKey &w) { n.tags = w.tags; }));
    m_binder.bind<qint64>(&ActivationKey::networkId, [this](const qint64 &v) { ui->networkBox->setValue(int(v)); },
                          [this] { return qint64(ui->networkBox->value()); },
                          mark.operator()<qint64>(ui->networkBox, keyfields::network,
                                                  [was](const qint64 &v) { return was(QString::number(v)); },
                                                  [](ActivationKey &n, const ActivationKey &w) { n.networkId = w.networkId; }));
}

void KeyForm::revert(void (*copy)(ActivationKey &, const ActivationKey &))
{
    ActivationKey now = edited();
    copy(now, m_was);
    show(m_was, now);
    emit changed();
}

void KeyForm::setDirectory(const UserDirectory &users, const TagTree &tags)
{
    m_users = users;
    m_tree = tags;
    ui->ownerPicker->setDirectory(users);
    showTags();
}

void KeyForm::show(const ActivationKey &was, const ActivationKey &now)
{
    m_filling = true;
    m_was = was;
    m_was.modules = sortedModules(was.modules);
    ActivationKey shown = now;
    shown.modules = sortedModules(now.modules);
    m_binder.show(shown);
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
    return ui->ownerPicker->isUnderstood() && ui->limitBox->hasAcceptableInput() && ui->expiresEdit->hasAcceptableInput();
}

void KeyForm::markFields()
{
    m_binder.mark(m_was);
    // A key that does not exist yet has no old values.
    if (!m_was.id)
        for (MarkedField *marked : std::as_const(m_marks))
            marked->clearStaged();
}

void KeyForm::followType()
{
    const auto type = KeyType(ui->typeChoice->current().toInt());
    ui->limitRow->setEnabled(limitsCount(type));
    ui->expiresEdit->setEnabled(limitsTime(type));
    if (limitsTime(type) && !m_expires)
        m_expires = endOfDay(ui->expiresEdit->date());
    ui->usedLabel->setText(m_was.id ? tr("agents, %1 used").arg(QLocale().toString(m_was.countUsed)) : tr("agents"));
}

void KeyForm::showTags()
{
    QStringList names, paths;
    for (const TagRef &tag : std::as_const(m_tags)) {
        const Tag *known = m_tree.find(tag.id);
        names << (known ? known->name : tag.name.isEmpty() ? u"#"_s + tag.id.toString() : tag.name);
        paths << m_tree.path(tag.id);
    }
    ui->tagChips->setChips(names, paths);
}

void KeyForm::setProblems(const QList<std::pair<KeyProblem, QString>> &problems)
{
    QHash<QWidget *, QString> texts;
    const auto fieldOf = [this](KeyProblem::Kind kind) -> QWidget * {
        using enum KeyProblem::Kind;
        switch (kind) {
        case TitleMissing:
        case TitleTaken:
        case TitleHasControlCharacters: return ui->titleEdit;
        case LimitTooSmall:
        case LimitBelowUsed: return ui->limitRow;
        case ExpiryMissing:
        case ExpiryPast: return ui->expiresEdit;
        case PcWithSca:
        case SwcaWithoutVm: return ui->moduleToggles;
        case NetworkNegative: return ui->networkBox;
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
