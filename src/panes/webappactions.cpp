// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "panes/webappactions.h"

#include "domain/webappfields.h"
#include "domain/webapprules.h"
#include "panes/words.h"
#include "widgets/tagpicker.h"

#include <QCoreApplication>
#include <QPointer>

#include <algorithm>

using namespace Qt::StringLiterals;

WebApp WebAppWish::applied(WebApp app) const
{
    if (name)
        app.name = *name;
    if (url)
        app.url = *url;
    if (owner)
        app.owner = User{.id = *owner};
    if (scanner)
        app.scanner.scanner = scanner;
    if (locked)
        app.scanner.locked = locked;
    if (!poolAdded.isEmpty() || !poolRemoved.isEmpty()) {
        const bool isPool = app.scanner.scanner && app.scanner.scanner->kind == ScannerKind::Pool;
        Scanner pool = isPool ? *app.scanner.scanner : Scanner{.kind = ScannerKind::Pool, .appliance = {}, .pool = {}};
        editTags(pool.pool, poolAdded, poolRemoved);
        if (isPool || !pool.pool.isEmpty())
            app.scanner.scanner = pool;
    }
    if (!tagsAdded.isEmpty() || !tagsRemoved.isEmpty()) {
        editTags(app.tags, tagsAdded, tagsRemoved);
        app.tagCount = int(app.tags.size());
    }
    return app;
}

WebAppActions::WebAppActions(Subscription &subscription, QObject *parent)
    : QObject(parent)
    , m_subscription(subscription)
    , m_service(subscription.client())
{
}

std::optional<WebApp> WebAppActions::stagedApp(WebAppId id) const
{
    const WebApp *server = m_subscription.webAppList.find(id);
    const Change *change = m_subscription.staging.find(id.value, ObjectType::WebApp);
    const bool isNew = change && change->operation == Operation::Create;
    if (!server && !isNew)
        return std::nullopt;
    WebApp app = server ? *server : WebApp{.id = id, .isWhole = true}; // of a new one all there is to know
    if (change)
        applyWebAppFields(app, change->desired);
    return app;
}

WebAppEdits WebAppActions::edits(const QList<qint64> &ids, const WebAppWish &wish) const
{
    WebAppEdits edits;
    for (const qint64 id : ids) {
        const WebApp *server = m_subscription.webAppList.find({id});
        const std::optional<WebApp> app = stagedApp({id});
        if (!server || !app)
            continue;
        Change change;
        change.type = ObjectType::WebApp;
        change.object = id;
        change.label = server->name;
        change.before = webAppToFields(*server);
        if (wish.remove) {
            change.operation = Operation::Delete;
            edits.changes << change;
            continue;
        }
        // What is wished against what is staged; what comes to the server's value again is taken back by staging it.
        change.desired = changedWebAppFields(*app, wish.applied(*app));
        if (change.desired.isEmpty()) {
            ++edits.already;
            continue;
        }
        const QList<WebAppProblem> problems = checkWebAppEdit(*app, change.desired);
        if (!problems.isEmpty()) {
            if (edits.refused++ == 0)
                edits.why = QCoreApplication::translate("WebAppRules", explanationOf(problems.first().kind));
            continue;
        }
        edits.changes << change;
    }
    return edits;
}

QString WebAppActions::stepText(const WebAppWish &wish, int apps)
{
    if (wish.remove)
        return tr("deletion of %Ln web apps", nullptr, apps);
    WebAppWish lock;
    lock.locked = wish.locked;
    if (wish.locked && wish == lock)
        return *wish.locked ? tr("locking of %Ln web apps", nullptr, apps)
                            : tr("unlocking of %Ln web apps", nullptr, apps);
    return tr("edit of %Ln web apps", nullptr, apps);
}

void WebAppActions::stage(const QList<qint64> &ids, const WebAppWish &wish, const std::function<void()> &refused)
{
    if (ids.isEmpty() || wish.isEmpty())
        return;
    whenWhole(ids, [this, ids, wish] { take(wish, edits(ids, wish)); }, refused);
}

/// At once where all of them are known, else after they were read.
void WebAppActions::whenWhole(const QList<qint64> &ids, std::function<void()> then,
                              const std::function<void()> &refused)
{
    QList<WebAppId> apps;
    for (const qint64 id : ids)
        apps << WebAppId{id};
    m_subscription.webAppList.makeWhole(apps, [this, then = std::move(then), refused](const Outcome &outcome) {
        if (outcome)
            return then();
        emit noted(outcome.error().kind == Failure::Kind::Cancelled
                       ? tr("Stopped. Nothing was staged.")
                       : tr("Nothing was staged: %1").arg(sentenceOf(outcome.error()).together()));
        if (refused)
            refused();
    });
}

void WebAppActions::withApps(const QList<qint64> &ids, const std::function<void(const QList<WebApp> &)> &then,
                             const std::function<void()> &refused)
{
    QList<qint64> existing;
    for (const qint64 id : ids) {
        const Change *staged = m_subscription.staging.find(id, ObjectType::WebApp);
        if (id > 0 && (!staged || staged->operation != Operation::Delete))
            existing << id;
    }
    const auto take = [this, existing, then, chosen = ids.size()] {
        QList<WebApp> apps;
        for (const qint64 id : existing)
            if (const std::optional<WebApp> app = stagedApp({id}))
                apps << *app;
        if (const auto left = int(chosen - apps.size()); left > 0)
            emit noted(tr("%Ln web apps were left out: they are new, gone or staged to be deleted.", nullptr, left));
        then(apps);
    };
    whenWhole(existing, take, refused);
}

void WebAppActions::take(const WebAppWish &wish, const WebAppEdits &edits)
{
    if (!edits.changes.isEmpty())
        m_subscription.staging.stage(edits.changes, stepText(wish, int(edits.changes.size())));
    if (edits.refused > 0)
        emit noted(tr("%Ln web apps were left out: %1", nullptr, edits.refused).arg(edits.why));
    else if (edits.changes.isEmpty())
        emit noted(tr("Nothing to stage: they all are so already."));
    emit staged();
}

void WebAppActions::unstage(const QList<qint64> &ids)
{
    m_subscription.staging.unstage(ids, tr("discard of %Ln changes", nullptr, int(ids.size())), ObjectType::WebApp);
}

bool WebAppActions::isStaged(const QList<qint64> &ids) const
{
    return std::ranges::any_of(
        ids, [this](qint64 id) { return m_subscription.staging.find(id, ObjectType::WebApp) != nullptr; });
}

/// Which tags they have has to be known: one that is not shown could not be taken away.
void WebAppActions::choosePool(const QList<qint64> &ids, QWidget *under)
{
    readAppliances();
    whenWhole(ids, [this, ids, under = QPointer(under)] {
        if (!under)
            return; // gone while the apps were read
        QHash<TagId, int> present;
        for (const qint64 id : ids)
            if (const auto app = stagedApp({id}); app && app->scanner.scanner)
                for (const TagRef &tag : app->scanner.scanner->pool)
                    ++present[tag.id];
        const auto chosen = [this, ids](const QList<TagId> &added, const QList<TagId> &removed) {
            WebAppWish wish;
            wish.poolAdded = m_subscription.tags().refs(added);
            wish.poolRemoved = removed;
            for (const TagRef &tag : std::as_const(wish.poolAdded))
                if (hasOnline(m_appliances, tag.name) == false)
                    emit noted(tr("No appliance with the tag “%1” is online now: scans will wait.").arg(tag.name));
            stage(ids, wish);
        };
        TagPicker::ask(m_subscription.tags(), under, present, int(ids.size()), this, chosen);
    });
}

void WebAppActions::chooseTags(const QList<qint64> &ids, QWidget *under)
{
    QHash<TagId, int> present;
    for (const qint64 id : ids)
        if (const auto app = stagedApp({id}))
            for (const TagRef &tag : app->tags)
                ++present[tag.id];
    const auto chosen = [this, ids](const QList<TagId> &added, const QList<TagId> &removed) {
        WebAppWish wish;
        wish.tagsAdded = m_subscription.tags().refs(added);
        wish.tagsRemoved = removed;
        stage(ids, wish);
    };
    TagPicker::ask(m_subscription.tags(), under, present, int(ids.size()), this, chosen);
}

void WebAppActions::readAppliances()
{
    if (std::exchange(m_asked, true))
        return;
    m_reading = m_service.list([this](const Result<QList<Appliance>> &appliances) {
        if (!appliances)
            return; // not every user may list them; names can be typed
        m_appliances = *appliances;
        emit appliancesChanged();
    });
}

QStringList WebAppActions::applianceNames() const
{
    QStringList names;
    for (const Appliance &one : m_appliances)
        names << one.name;
    names.sort(Qt::CaseInsensitive);
    return names;
}

QString WebAppActions::poolTexts(const QStringList &tags) const
{
    QStringList texts;
    for (const QString &tag : tags)
        texts << poolText(tag);
    texts.removeAll(QString());
    return texts.join(u'\n');
}

QString WebAppActions::poolText(const QString &tag) const
{
    for (const AppliancePool &pool : poolsOf(m_appliances))
        if (pool.tag == tag)
            return pool.online > 0 ? tr("%1: %2 of %3 appliances online").arg(tag).arg(pool.online).arg(pool.appliances)
                                   : tr("%1: no appliance is online, so scans will wait", "a pool").arg(tag);
    return {};
}
