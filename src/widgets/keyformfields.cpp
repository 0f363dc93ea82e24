// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
// Which control shows which member of a key, and in which words its old value is told.
#include "widgets/keyform.h"

#include "domain/modules.h"
#include "ui_keyform.h"
#include "widgets/markedfield.h"

#include <QCoreApplication>
#include <QLocale>

#include <limits>

using namespace Qt::StringLiterals;

namespace {

using Key = ActivationKey;

QString translatedModule(const char *name)
{
    return QCoreApplication::translate("Modules", name);
}

QList<ModuleToggles::Item> moduleItems(const QStringList &present)
{
    QList<ModuleToggles::Item> items;
    for (const Module &module : knownModules())
        if (module.onStrip || present.contains(module.key, Qt::CaseInsensitive))
            items.append({module.code.toString(), translatedModule(module.name), true});
    for (const QString &word : sortedModules(present))
        if (!moduleOfKeyWord(word))
            items.append(
                {word, translatedModule(QT_TRANSLATE_NOOP("Modules", "A module that Latchkey cannot name; it is kept")),
                 true});
    return items;
}

QStringList codesOf(const QStringList &words)
{
    QStringList codes;
    for (const QString &word : sortedModules(words))
        codes << moduleCode(word);
    return codes;
}

/// The wire words of the checked codes, spelled as the key had them; in the key's own order when nothing changed.
QStringList wordsOf(const QStringList &codes, const QStringList &was)
{
    QStringList words;
    for (const QString &code : codes) {
        const QString word = moduleKeyWord(code);
        const auto same = [&](const QString &w) { return w.compare(word, Qt::CaseInsensitive) == 0; };
        const auto at = std::ranges::find_if(was, same);
        words << (at != was.end() ? *at : word);
    }
    return sameModules(words, was) ? was : sortedModules(words);
}

QString was(const QString &text)
{
    return text.isEmpty() ? KeyForm::tr("was empty") : KeyForm::tr("was %1").arg(text);
}

int shownInBox(qint64 value)
{
    return int(std::clamp<qint64>(value, 0, std::numeric_limits<int>::max()));
}

} // namespace

template <typename Value>
std::function<void(bool, const Value &)> KeyForm::marker(QWidget *field, std::function<QString(const Value &)> words,
                                                         Copy copy)
{
    MarkedField *marked = m_marks.value(field);
    connect(marked, &MarkedField::revertRequested, this, [this, copy] { revert(copy); });
    return [marked, words = std::move(words)](bool differs, const Value &old) {
        if (differs)
            marked->setStaged(words(old));
        else
            marked->clearStaged();
    };
}

void KeyForm::bindFields()
{
    bindWho();
    bindLimits();
    bindLists();
}

void KeyForm::bindWho()
{
    m_binder.bind<QString>(
        &Key::title, [this](const QString &v) { ui->titleEdit->setText(v); }, [this] { return ui->titleEdit->text(); },
        marker<QString>(ui->titleEdit, was, [](Key &now, const Key &old) { now.title = old.title; }));
    m_binder.bind<UserId>(
        &Key::owner, [this](const UserId &v) { ui->ownerPicker->setOwner(v); },
        [this] { return ui->ownerPicker->owner(); },
        marker<UserId>(
            ui->ownerPicker, [this](const UserId &id) { return id ? was(m_users.nameOf(id)) : tr("had no owner"); },
            [](Key &now, const Key &old) { now.owner = old.owner; }));
    m_binder.bind<bool>(
        &Key::disabled, [this](const bool &v) { ui->stateSwitch->setChecked(!v); },
        [this] { return !ui->stateSwitch->isChecked(); },
        marker<bool>(
            ui->stateSwitch, [](const bool &v) { return v ? tr("was disabled") : tr("was enabled"); },
            [](Key &now, const Key &old) { now.disabled = old.disabled; }));
    m_binder.bind<qint64>(
        &Key::networkId,
        [this](const qint64 &v) {
            m_network = v;
            ui->networkBox->setValue(shownInBox(v));
        },
        [this] { return m_network; },
        marker<qint64>(
            ui->networkBox, [](const qint64 &v) { return was(QString::number(v)); },
            [](Key &now, const Key &old) { now.networkId = old.networkId; }));
}

void KeyForm::bindLimits()
{
    m_binder.bind<KeyType>(
        &Key::type, [this](const KeyType &v) { ui->typeChoice->setCurrent(int(v)); },
        [this] { return KeyType(ui->typeChoice->current().toInt()); },
        marker<KeyType>(
            ui->typeChoice, [this](const KeyType &v) { return was(ui->typeChoice->textOf(int(v))); },
            [](Key &now, const Key &old) {
                now.type = old.type;
                now.countPurchased = old.countPurchased;
                now.expires = old.expires;
            }));
    m_binder.bind<qint64>(
        &Key::countPurchased,
        [this](const qint64 &v) {
            m_limit = v;
            ui->limitBox->setValue(shownInBox(v));
        },
        [this] { return m_limit; },
        marker<qint64>(
            ui->limitRow,
            [this](const qint64 &v) {
                const QLocale locale;
                const qint64 left = std::max<qint64>(0, v - m_was.countUsed);
                return v > 0 ? tr("was %1 (%2 left)").arg(locale.toString(v), locale.toString(left))
                             : tr("had no limit");
            },
            [](Key &now, const Key &old) { now.countPurchased = old.countPurchased; }));
    using Expiry = std::optional<QDateTime>;
    m_binder.bind<Expiry>(
        &Key::expires,
        [this](const Expiry &v) {
            m_expires = v;
            ui->expiresEdit->setDate(v ? v->toLocalTime().date() : QDate::currentDate().addMonths(3));
        },
        [this] { return m_expires; },
        marker<Expiry>(
            ui->expiresEdit,
            [this](const Expiry &v) {
                return v ? was(QLocale().toString(v->toLocalTime().date(), ui->expiresEdit->displayFormat()))
                         : tr("had no end");
            },
            [](Key &now, const Key &old) { now.expires = old.expires; }));
}

void KeyForm::bindLists()
{
    m_binder.bind<QStringList>(
        &Key::modules,
        [this](const QStringList &v) {
            ui->moduleToggles->setModules(moduleItems(v + m_was.modules));
            ui->moduleToggles->setChecked(codesOf(v));
        },
        [this] { return wordsOf(ui->moduleToggles->checked(), m_was.modules); },
        marker<QStringList>(
            ui->moduleToggles,
            [](const QStringList &v) { return v.isEmpty() ? tr("had no modules") : was(codesOf(v).join(u", "_s)); },
            [](Key &now, const Key &old) { now.modules = old.modules; }));
    m_binder.bind<QList<TagRef>>(
        &Key::tags,
        [this](const QList<TagRef> &v) {
            m_tags = v;
            showTags();
        },
        [this] { return m_tags; },
        marker<QList<TagRef>>(
            ui->tagChips,
            [this](const QList<TagRef> &v) {
                QStringList names;
                for (const TagRef &tag : v)
                    names << (tag.name.isEmpty() && m_tree.find(tag.id) ? m_tree.find(tag.id)->name : tag.name);
                return v.isEmpty() ? tr("had no tags") : was(names.join(u", "_s));
            },
            [](Key &now, const Key &old) { now.tags = old.tags; }));
}
