// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "panes/webappinspector.h"

#include "domain/scanstatus.h"
#include "domain/webappfields.h"
#include "domain/webapprules.h"
#include "models/webapptexts.h"
#include "panes/words.h"
#include "widgets/chiprow.h"
#include "widgets/emptystate.h"
#include "widgets/formlabel.h"
#include "widgets/inspectorpage.h"
#include "widgets/label.h"
#include "widgets/latchkeystyle.h"
#include "widgets/markedfield.h"
#include "widgets/ownerpicker.h"
#include "widgets/segmented.h"
#include "widgets/tagpicker.h"

#include <QComboBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QStackedWidget>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace {

QString was(const QString &text)
{
    return text.isEmpty() ? WebAppInspector::tr("was empty") : WebAppInspector::tr("was %1").arg(text);
}

} // namespace

void WebAppInspector::showApps(const QList<qint64> &ids)
{
    if (ids == m_ids)
        return;
    stageWish();
    m_ids = ids;
    refresh();
}

/// What was typed is back in the form when it could not be staged and the same apps are still chosen.
void WebAppInspector::stageWish()
{
    if (m_wish.isEmpty())
        return;
    const WebAppWish wish = std::exchange(m_wish, {});
    m_actions.stage(m_ids, wish, [guard = QPointer(this), ids = m_ids, wish] {
        if (!guard || guard->m_ids != ids || !guard->m_wish.isEmpty())
            return;
        guard->m_wish = wish;
        guard->refresh();
    });
}

QString WebAppInspector::whyNoScan() const
{
    const ScanList &scans = m_subscription.scanList;
    if (scans.failure())
        return tr("The scans could not be read. %1").arg(sentenceOf(*scans.failure()).together());
    return scans.state() == ScanList::State::Loaded ? tr("It has no scan of the last 90 days.")
                                                    : tr("The scans are being read…");
}

QString WebAppInspector::whyUnknown() const
{
    const Failure *failure = m_subscription.webAppList.whyUnknown(m_server.id);
    if (failure)
        return tr("Scanner and lock could not be read. %1").arg(sentenceOf(*failure).together());
    return m_server.scanner.locked
               ? tr("Scanner and lock as of %1; reading them again…").arg(dateTimeText(m_server.scannerRead))
               : tr("Scanner and lock are being read…");
}

void WebAppInspector::refresh()
{
    if (m_ids.isEmpty())
        showNothing(false);
    if (isOne()) {
        const WebApp *server = m_subscription.webAppList.find({m_ids.first()});
        showNothing(m_ids.first() < 0);
        if (!server) {
            m_ids.clear();
            m_wish = {};
        } else {
            m_server = *server;
            m_staged = m_actions.stagedApp(server->id).value_or(*server);
        }
    }
    m_stack->setCurrentWidget(m_ids.isEmpty() ? static_cast<QWidget *>(m_nothing) : m_scroll);
    m_foot->setVisible(!m_ids.isEmpty());
    if (!m_ids.isEmpty())
        showForm();
    updateFoot();
}

WebApp WebAppInspector::edited() const
{
    return m_wish.applied(isOne() ? m_staged : WebApp());
}

void WebAppInspector::showForm()
{
    const QScopedValueRollback filling(m_filling, true);
    const WebApp app = edited();
    for (QWidget *widget : std::as_const(m_onlyOne))
        widget->setVisible(isOne());
    if (isOne()) {
        m_title->setText(m_server.name.isEmpty() ? tr("No name") : m_server.name);
        m_subtitle->setText(m_server.url);
        const auto put = [](QLineEdit *field, const QString &text) {
            if (field->text() == text) // the cursor stays where somebody types
                return;
            field->setText(text);
            field->setCursorPosition(0);
        };
        put(m_name, app.name);
        put(m_url, app.url);
        m_owner->setDirectory(m_subscription.users());
        m_owner->setOwner(app.owner.id);
        const QStringList left = app.url == m_server.url ? QStringList() : hostsLeftBehind(m_server, app.url);
        m_hosts->setText(
            left.isEmpty()
                ? QString()
                : tr("Its scope and lists still name %1. They are not changed with the URL.").arg(left.join(u", "_s)));
        m_hosts->setVisible(!left.isEmpty());
    } else {
        m_title->setText(tr("%Ln web apps", nullptr, int(m_ids.size())));
        m_subtitle->setText(tr("What you choose is done to all of them. Those that are so already are left alone."));
        m_hosts->hide();
    }
    m_unknown->setVisible(isOne() && !m_server.isWhole);
    if (isOne() && !m_server.isWhole)
        m_unknown->setText(whyUnknown());
    showScanner();
    const auto locked = app.scanner.locked;
    m_lock->setCurrent(locked ? QVariant(*locked) : QVariant());
    const bool noScanner = isOne() && locked.value_or(false) && !app.scanner.scanner;
    m_lockNote->setText(noScanner           ? tr("There is no default scanner to lock it to. Choose one above.")
                        : locked && *locked ? tr("Scans must use the default scanner.")
                                            : tr("Whoever launches a scan may choose another scanner."));
    m_lockNote->setInk(noScanner ? Token::WarnInk : Token::Text2);
    m_lockNote->setVisible(locked.has_value());
    showMarks();
    showLastScan();
}

void WebAppInspector::showScanner()
{
    const WebApp app = edited();
    const auto &scanner = app.scanner.scanner;
    m_kind->setCurrent(scanner ? QVariant(int(scanner->kind)) : QVariant());
    const bool appliance = scanner && scanner->kind == ScannerKind::Appliance;
    const bool pool = scanner && scanner->kind == ScannerKind::Pool;
    m_applianceLabel->setVisible(appliance);
    m_applianceMark->setVisible(appliance);
    m_poolLabel->setVisible(pool);
    m_poolMark->setVisible(pool);
    QStringList names;
    if (appliance) {
        const QStringList known = m_actions.applianceNames();
        QStringList shown;
        for (int i = 0; i < m_appliance->count(); ++i)
            shown << m_appliance->itemText(i);
        if (shown != known) {
            m_appliance->clear();
            m_appliance->addItems(known);
        }
        if (m_appliance->currentText() != scanner->appliance)
            m_appliance->setEditText(scanner->appliance);
    }
    if (pool)
        for (const TagRef &tag : scanner->pool)
            names << tagName(tag, &m_subscription.tags());
    m_pool->setChips(names);
    m_pools->setText(m_actions.poolTexts(names));
    m_pools->setVisible(!m_pools->text().isEmpty());
}

void WebAppInspector::showMarks()
{
    const WebApp app = edited();
    const bool one = isOne();
    const auto mark = [one](MarkedField *field, bool differs, const QString &old) {
        if (one && differs)
            field->setStaged(was(old));
        else
            field->clearStaged();
    };
    CellContext context;
    context.users = &m_subscription.users();
    context.tags = &m_subscription.tags();
    const bool scanner = app.scanner.scanner != m_server.scanner.scanner;
    mark(m_nameMark, app.name != m_server.name, m_server.name);
    mark(m_urlMark, app.url != m_server.url, m_server.url);
    mark(m_ownerMark, app.owner.id != m_server.owner.id, WebAppTexts::owner(m_server, context));
    mark(m_kindMark, scanner, WebAppTexts::scanner(m_server, context));
    mark(m_lockMark, app.scanner.locked != m_server.scanner.locked, WebAppTexts::lock(m_server, context));
    const QJsonObject changes = one ? changedWebAppFields(m_server, app) : QJsonObject();
    const QList<WebAppProblem> problems = one ? checkWebAppEdit(m_server, changes) : QList<WebAppProblem>();
    const auto problemOf = [&](QLatin1StringView field) {
        const auto at = std::ranges::find(problems, QString(field), &WebAppProblem::field);
        return at == problems.end() ? QString() : QCoreApplication::translate("WebAppRules", explanationOf(at->kind));
    };
    m_nameMark->setProblem(problemOf(webappfields::name));
    m_urlMark->setProblem(problemOf(webappfields::url));
    m_kindMark->setProblem(problemOf(webappfields::scanner));
    m_lockMark->setProblem(problemOf(webappfields::locked));
}

void WebAppInspector::showLastScan()
{
    const bool one = isOne();
    m_scanTitle->setVisible(one);
    m_scan->setVisible(one);
    if (!one)
        return;
    if (!m_server.lastScan) {
        m_scan->setText(m_server.isWhole ? tr("It was never scanned.") : whyNoScan());
        m_scan->setInk(Token::Text2);
        return;
    }
    const std::optional<bool> hasAuth =
        m_server.isWhole ? std::optional(!m_server.authRecords.isEmpty()) : std::nullopt;
    const ScanVerdict verdict = verdictOf(m_server.lastScan->state, hasAuth);
    QStringList lines{verdict.title};
    lines << dateTimeText(m_server.lastScan->launched) << verdict.explanation << verdict.advice;
    lines.removeAll(QString());
    m_scan->setText(lines.join(u'\n'));
    m_scan->setInk(verdict.tone == ScanTone::Bad    ? Token::BadInk
                   : verdict.tone == ScanTone::Warn ? Token::WarnInk
                                                    : Token::Text2);
}

void WebAppInspector::setScannerKind(ScannerKind kind)
{
    const auto now = edited().scanner.scanner;
    if (now && now->kind == kind)
        return;
    const auto &before = m_server.scanner.scanner;
    m_wish.scanner =
        isOne() && before && before->kind == kind ? *before : Scanner{.kind = kind, .appliance = {}, .pool = {}};
    showForm();
    updateFoot();
    if (kind == ScannerKind::Appliance)
        m_appliance->setFocus();
    else if (kind == ScannerKind::Pool)
        m_pool->addButton()->setFocus();
}

void WebAppInspector::choosePoolTag()
{
    const auto scanner = edited().scanner.scanner;
    const auto chosen = [this](const QList<TagId> &added, const QList<TagId> &removed) {
        WebAppWish pool;
        pool.poolAdded = m_subscription.tags().refs(added);
        pool.poolRemoved = removed;
        m_wish.scanner = pool.applied(edited()).scanner.scanner;
        showForm();
        updateFoot();
    };
    TagPicker::ask(m_subscription.tags(), m_pool->addButton(), scanner ? scanner->pool : QList<TagRef>(), this, chosen);
}

void WebAppInspector::updateFoot()
{
    const WebAppEdits edits = m_wish.isEmpty() ? WebAppEdits() : m_actions.edits(m_ids, m_wish);
    const bool known = std::ranges::all_of(m_ids, [this](qint64 id) {
        const WebApp *app = m_subscription.webAppList.find({id});
        return app && app->isWhole;
    });
    const bool staged = m_actions.isStaged(m_ids);
    // What is not known yet is read when it is staged, so the count would be a guess.
    const bool may = !m_wish.isEmpty() && (!edits.changes.isEmpty() || !known);
    m_footTitle->setText(known ? tr("Changes %Ln web apps", nullptr, int(edits.changes.size()))
                               : tr("Scanner and lock are read before it is staged"));
    m_footTitle->setVisible(may);
    QStringList notes;
    if (edits.refused > 0)
        notes << edits.why;
    else if (!m_wish.isEmpty() && edits.already > 0)
        notes << tr("%Ln are so already", nullptr, edits.already);
    m_footText->setText(notes.join(u' '));
    m_footText->setVisible(!notes.isEmpty());
    m_stage->setEnabled(may);
    m_preview->setEnabled(!edits.changes.isEmpty());
    m_discard->setEnabled(!m_wish.isEmpty() || staged);
    m_discard->setText(m_wish.isEmpty() && staged ? tr("Unstage") : tr("Discard"));
    m_launch->setVisible(isOne());
}

void WebAppInspector::focusForm()
{
    if (isOne())
        m_name->setFocus(Qt::ShortcutFocusReason);
    else if (!m_ids.isEmpty())
        m_kind->setFocus(Qt::ShortcutFocusReason);
}
