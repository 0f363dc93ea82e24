// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
// A purge takes away what nobody can bring back, so it is counted before it is staged.
#include "domain/webappfields.h"
#include "panes/webappactions.h"
#include "panes/words.h"

#include <utility>

void WebAppActions::purge(const QList<qint64> &ids)
{
    if (m_counting)
        return emit noted(tr("The findings of others are still being counted."));
    whenWhole(ids, [this, ids] {
        m_toPurge = ids;
        m_toCount = ids;
        m_findings.clear();
        emit noted(tr("Counting what would be purged…"));
        countNext();
    });
}

void WebAppActions::countNext()
{
    m_counting = {};
    if (m_toCount.isEmpty())
        return stagePurges();
    const qint64 id = m_toCount.takeFirst();
    m_counting = m_subscription.webApps.countFindings(
        {id}, HttpRequest::Priority::Interactive, [this, id](const Result<qint64> &count, const Exchange &) {
            if (count) {
                m_findings.insert(id, *count);
                return countNext();
            }
            m_counting = {};
            emit noted(tr("Nothing was staged: %1").arg(sentenceOf(count.error()).together()));
        });
}

void WebAppActions::stagePurges()
{
    QList<Change> changes;
    for (const qint64 id : std::as_const(m_toPurge)) {
        const WebApp *app = m_subscription.webAppList.find({id});
        const qint64 findings = m_findings.value(id);
        if (!app || findings == 0)
            continue;
        Change change;
        change.type = ObjectType::WebApp;
        change.object = id;
        change.label = app->name;
        change.before = webAppToFields(*app);
        change.before.insert(webappfields::findings, findings);
        change.desired = {{webappfields::findings, 0}};
        changes << change;
    }
    if (changes.isEmpty())
        emit noted(tr("Nothing to stage: there are no findings."));
    else
        m_subscription.staging.stage(changes, tr("purge of %Ln web apps", nullptr, int(changes.size())));
    emit staged();
}
