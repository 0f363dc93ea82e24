// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "api/activationkeys.h"

#include "qps/requests.h"

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

/// Runs one step after another, each of which keeps its own ticket here.
struct Steps
{
    Ticket current;
    QList<ActivationKey> found;
};

} // namespace

Ticket ActivationKeys::search(Search::PageHandler onPage, Search::DoneHandler onDone, Priority priority)
{
    const auto steps = std::make_shared<Steps>();
    const auto walk = [this, priority](QList<qps::Criterion> criteria, Search::PageHandler page,
                                       Search::DoneHandler done) {
        return Search::start(
            m_client,
            [criteria, priority](qint64 after) {
                return HttpRequest{.path = searchPath + listFields,
                                   .body = qps::searchRequest(after, pageSize, criteria),
                                   .priority = priority};
            },
            &qps::readActivationKeys, std::move(page), std::move(done));
    };
    const std::weak_ptr<Steps> weak = steps;
    steps->current = walk({}, onPage, [=](const Result<SearchReport> &first) {
        const auto alive = weak.lock();
        if (!alive || !first)
            return onDone(first);
        alive->current = walk({disabledOnly()}, onPage, [onDone, first](const Result<SearchReport> &second) {
            onDone(second.map([&](SearchReport report) {
                report.pages += first->pages;
                report.rows += first->rows;
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
    const auto steps = std::make_shared<Steps>();
    const std::weak_ptr<Steps> weak = steps;
    using Page = qps::Page<ActivationKey>;
    const auto ask = [this, priority](const QList<qint64> &some, bool disabled, HttpClient::Handler<Page> got) {
        QList<qps::Criterion> criteria{qps::idIn(some)};
        if (disabled)
            criteria.append(disabledOnly());
        return m_client.send<Page>(searchFor(criteria, priority), readerOf(&qps::readActivationKeys), std::move(got));
    };
    const auto missing = [](const QList<qint64> &wanted, const QList<ActivationKey> &found) {
        QList<qint64> left;
        for (const qint64 id : wanted)
            if (std::ranges::none_of(found, [&](const ActivationKey &key) { return key.id.value == id; }))
                left.append(id);
        return left;
    };
    steps->current = ask(ids, false, [=](const Result<Page> &page, const Exchange &exchange) {
        const auto alive = weak.lock();
        if (!alive || !page)
            return done(page.map([](const Page &p) { return p.records; }), exchange);
        alive->found = page->records;
        const QList<qint64> left = missing(ids, alive->found);
        if (left.isEmpty())
            return done(alive->found, exchange);
        alive->current = ask(left, true, [=](const Result<Page> &rest, const Exchange &last) {
            const auto still = weak.lock();
            if (!still || !rest)
                return done(rest.map([](const Page &p) { return p.records; }), last);
            done(still->found + rest->records, last);
        });
    });
    return Ticket([steps] { steps->current.letGo(); });
}

Ticket ActivationKeys::get(ActivationKeyId id, KeyHandler done)
{
    using Page = qps::Page<ActivationKey>;
    return m_client.send<Page>({.path = u"/qps/rest/1.0/get/ca/agentactkey/"_s + id.toString()},
                               readerOf(&qps::readActivationKeys),
                               [done, id](const Result<Page> &page, const Exchange &) {
                                   done(page.and_then([id](const Page &p) -> Result<ActivationKey> {
                                       for (const ActivationKey &key : p.records)
                                           if (key.id == id)
                                               return key;
                                       return failed(Failure::Kind::NotFound);
                                   }));
                               });
}

HttpRequest ActivationKeys::composeKeyCreate(const ActivationKey &key)
{
    return {.path = u"/qps/rest/1.0/create/ca/agentactkey/"_s,
            .body = qps::keyCreateRequest(key),
            .effect = HttpRequest::Effect::Writes,
            .priority = Priority::BulkWrite};
}

HttpRequest ActivationKeys::composeKeyUpdate(const ActivationKey &key, const qps::KeyUpdateOptions &options)
{
    return {.path = u"/qps/rest/1.0/update/ca/agentactkey/"_s + key.id.toString(),
            .body = qps::keyUpdateRequest(key, options),
            .effect = HttpRequest::Effect::Writes,
            .priority = Priority::BulkWrite};
}

HttpRequest ActivationKeys::composeKeyDelete(ActivationKeyId id)
{
    return {.path = u"/qps/rest/1.0/delete/ca/agentactkey/"_s + id.toString(),
            .body = qps::emptyRequest(),
            .effect = HttpRequest::Effect::Writes,
            .priority = Priority::BulkWrite};
}

Ticket ActivationKeys::write(HttpRequest request, HttpClient::Handler<qps::Acknowledged> done)
{
    return m_client.send<qps::Acknowledged>(std::move(request), readerOf(&qps::readAcknowledged), std::move(done));
}
