// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "api/activationkeys.h"

#include "api/records.h"

#include "qps/requests.h"

#include <QPointer>
#include <QSet>

using namespace Qt::StringLiterals;

namespace {

using Priority = HttpRequest::Priority;

const QString searchPath = u"/qps/rest/1.0/search/ca/agentactkey/"_s;

/// Everything but `agents`: a key lists each of its agents, which makes pages of many megabytes.
const QString listFields =
    u"?fields=id,activationKey,status,countPurchased,countUsed,datePurchased,type,expireDate,title,"
    "networkId,isDisabled,applyOnAgents,modules,tags,suspendSelfPatch,ownerId"_s;

qps::Criterion disabledOnly()
{
    return {u"isDisabled"_s, qps::Operator::Equals, u"true"_s};
}

HttpRequest searchFor(const QList<qps::Criterion> &criteria, Priority priority)
{
    return {.path = searchPath + listFields,
            .body = qps::searchRequest(criteria, ActivationKeys::pageSize),
            .priority = priority};
}

/// Two searches, one after the other, and what they found. Whether a search hides disabled keys is not the same
/// everywhere, so the second may find again what the first has found.
struct Steps
{
    Ticket current;
    QSet<ActivationKeyId> known;
    QList<ActivationKey> found;

    QList<ActivationKey> takeNew(const QList<ActivationKey> &keys)
    {
        QList<ActivationKey> fresh;
        for (const ActivationKey &key : keys)
            if (!known.contains(key.id)) {
                known.insert(key.id);
                fresh.append(key);
            }
        return fresh;
    }
};

} // namespace

Ticket ActivationKeys::search(Search::PageHandler onPage, Search::DoneHandler onDone, Priority priority)
{
    // The ticket keeps the steps; as long as a handler runs, they are there.
    const auto steps = std::make_shared<Steps>();
    const auto onNew = [steps = steps.get(), onPage = std::move(onPage)](const QList<ActivationKey> &page) {
        if (const QList<ActivationKey> fresh = steps->takeNew(page); !fresh.isEmpty())
            onPage(fresh);
    };
    const auto walk = [client = QPointer<HttpClient>(&m_client), priority, onNew](const QList<qps::Criterion> &criteria,
                                                                                  Search::DoneHandler done) {
        return Search::start(
            *client,
            [criteria, priority](qint64 after) {
                return HttpRequest{.path = searchPath + listFields,
                                   .body = qps::searchRequest(after, pageSize, criteria),
                                   .priority = priority};
            },
            &qps::readActivationKeys, onNew, std::move(done));
    };
    steps->current =
        walk({}, [steps = steps.get(), walk, onDone = std::move(onDone)](const Result<SearchReport> &first) {
            if (!first)
                return onDone(first);
            steps->current = walk({disabledOnly()}, [steps, onDone, first](const Result<SearchReport> &second) {
                onDone(second.map([&](SearchReport report) {
                    const qsizetype came = first->rows + report.rows;
                    report.pages += first->pages;
                    report.rows = steps->known.size();
                    report.repeated += first->repeated + came - report.rows;
                    if (report.stopped == SearchReport::Stopped::No)
                        report.stopped = first->stopped;
                    return report;
                }));
            });
        });
    return Ticket([steps] { steps->current.letGo(); });
}

Ticket ActivationKeys::find(const QList<qint64> &ids, Priority priority, KeysHandler done)
{
    using Page = qps::Page<ActivationKey>;
    const auto steps = std::make_shared<Steps>();
    const auto ask = [&client = m_client, priority](const QList<qint64> &some, bool disabled,
                                                    HttpClient::Handler<Page> got) {
        QList<qps::Criterion> criteria{qps::idIn(some)};
        if (disabled)
            criteria.append(disabledOnly());
        return client.send<Page>(searchFor(criteria, priority), readerOf(&qps::readActivationKeys), std::move(got));
    };
    const auto keep = [steps = steps.get(), ids](const Page &page) {
        for (const ActivationKey &key : steps->takeNew(page.records))
            if (ids.contains(key.id.value))
                steps->found.append(key);
        QList<qint64> missing = ids;
        missing.removeIf([steps](qint64 id) { return steps->known.contains({id}); });
        return missing;
    };
    const auto all = [steps = steps.get(), keep](const Page &page) {
        keep(page);
        return steps->found;
    };
    steps->current =
        ask(ids, false,
            [steps = steps.get(), ask, keep, all, done = std::move(done)](const Result<Page> &page,
                                                                          const Exchange &exchange) {
                const QList<qint64> missing = page ? keep(*page) : QList<qint64>();
                if (missing.isEmpty())
                    return done(page.map(all), exchange);
                const bool cut = page->envelope.hasMore.value_or(false);
                steps->current =
                    ask(missing, true, [keep, all, done, cut](const Result<Page> &rest, const Exchange &last) {
                        done(rest.and_then([&](const Page &p) -> Result<QList<ActivationKey>> {
                            const bool incomplete = cut || p.envelope.hasMore.value_or(false);
                            if (incomplete && !keep(p).isEmpty()) // or what was cut off would count as gone
                                return failed(Failure::Kind::Unreadable, u"the list of keys is incomplete"_s);
                            return all(p);
                        }),
                             last);
                    });
            });
    return Ticket([steps] { steps->current.letGo(); });
}

Ticket ActivationKeys::get(ActivationKeyId id, KeyHandler done)
{
    using Page = qps::Page<ActivationKey>;
    return m_client.send<Page>(
        {.path = u"/qps/rest/1.0/get/ca/agentactkey/"_s + id.toString()}, readerOf(&qps::readActivationKeys),
        [done = std::move(done), id](const Result<Page> &page, const Exchange &) { done(recordOf(page, id)); });
}

HttpRequest ActivationKeys::composeKeyCreate(const ActivationKey &key)
{
    return writing(u"/qps/rest/1.0/create/ca/agentactkey/"_s, qps::keyCreateRequest(key));
}

HttpRequest ActivationKeys::composeKeyUpdate(const ActivationKey &key, const qps::KeyUpdateOptions &options)
{
    return writing(u"/qps/rest/1.0/update/ca/agentactkey/"_s + key.id.toString(), qps::keyUpdateRequest(key, options));
}

HttpRequest ActivationKeys::composeKeyDelete(ActivationKeyId id)
{
    return writing(u"/qps/rest/1.0/delete/ca/agentactkey/"_s + id.toString(), qps::emptyRequest());
}

Ticket ActivationKeys::write(HttpRequest request, HttpClient::Handler<qps::Acknowledged> done)
{
    return m_client.send<qps::Acknowledged>(std::move(request), readerOf(&qps::readAcknowledged), std::move(done));
}
