// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "edits.h"

#include "changes/plan.h"
#include "domain/keyfields.h"
#include "support/waiting.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

RetryPolicy quickPolicy()
{
    RetryPolicy policy;
    policy.pauses = {1ms, 1ms, 1ms};
    policy.concurrencyPause = policy.throttledPause = policy.recheck = 1ms;
    policy.waitJitter = 0ms;
    policy.quota = 1'000'000; // one test repeats more than a person's day does
    policy.random = [] { return 0.0; };
    return policy;
}

RunPace quickPace()
{
    RunPace pace;
    pace.lookAgain = {1ms, 2ms, 3ms, 4ms};
    pace.waitForAgent = {50ms, 200ms, 500ms, 1s, 2s, 4s};
    pace.throttledFallback = 1ms;
    return pace;
}

Result<std::unique_ptr<Subscription>> signIn(Server server, const QString &user, const QString &password,
                                             Journal &journal, RetryPolicy policy, RunPace pace,
                                             std::unique_ptr<AgentStore> kept)
{
    auto client = std::make_unique<HttpClient>(std::move(server), std::move(policy));
    client->setCredentials(SecretBuffer::basicHeader(user, SecretBuffer::fromUtf8Of(password)));
    Ticket ticket;
    const auto report = answerOf<SignInReport>([&](auto done) {
        ticket = SignIn::start(
            *client, [](const ModuleAccess &) {},
            [done](const Result<SignInReport> &found, const Exchange &) { done(found); });
    });
    if (!report)
        return tl::unexpected(report.error());
    SubscriptionIdentity identity{.name = u"Larkspur Logistics"_s, .user = user, .fingerprint = u"larkspur "_s + user};
    identity.access = report->access;
    return std::make_unique<Subscription>(
        std::move(identity), std::move(client), [](HttpClient &of) { return std::make_unique<SubscriptionPorts>(of); },
        journal, std::move(pace), std::move(kept));
}

bool load(Subscription &subscription)
{
    subscription.loadAll();
    const bool loaded = waitUntil([&] {
        return subscription.keyList.state() == KeyList::State::Loaded && !subscription.tags().isEmpty() &&
               !subscription.users().isEmpty() && subscription.client().inFlight() == 0;
    });
    // The journal answers in turn, so what loadAll() asked it has been answered before.
    const auto chain =
        answerOf<Journal::ChainReport>([&](auto done) { subscription.journal().verifyChain(std::move(done)); });
    return loaded && chain;
}

Change editOf(const Subscription &subscription, qint64 key, const KeyBulkEdit &edit)
{
    const ActivationKey *now = subscription.keyList.find({key});
    if (!now)
        qFatal("the list has no key %lld", static_cast<long long>(key));
    return {.operation = Operation::Update,
            .object = key,
            .label = now->title,
            .desired = changedFields(*now, edit.applied(*now)),
            .before = keyToFields(*now),
            .agents = now->countUsed};
}

Change deletionOf(const Subscription &subscription, qint64 key)
{
    Change change = editOf(subscription, key, {});
    change.operation = Operation::Delete;
    change.desired = {};
    return change;
}

Change creationOf(const Subscription &subscription, const QString &title, UserId owner)
{
    ActivationKey key;
    key.title = title;
    key.owner = owner;
    key.modules = {u"VM_LICENSE"_s, u"FIM"_s};
    return {.operation = Operation::Create,
            .object = subscription.staging.nextNewId(),
            .label = title,
            .desired = keyToFields(key)};
}

Plan planOf(const Subscription &subscription)
{
    Plan plan;
    plan.subscription = subscription.identity.fingerprint;
    plan.subscriptionName = subscription.identity.name;
    plan.actor = subscription.identity.user;
    plan.appVersion = QStringLiteral(LATCHKEY_VERSION);
    plan.createdUtc = QDateTime::currentDateTimeUtc();
    plan.changes = splitByRequest(subscription.staging.changes());
    for (Change &change : plan.changes) {
        if (change.operation == Operation::Create)
            change.object = 0; // the negative number is the table's
        change.state = ChangeState::Planned;
    }
    plan.digest = planDigest(plan);
    return plan;
}

Result<PlanId> stageAndApply(Subscription &subscription, const QList<Change> &changes)
{
    StagingArea &staging = subscription.staging;
    for (Change change : changes) {
        if (change.operation == Operation::Create)
            change.object = staging.nextNewId();
        staging.stage({change}, change.label);
    }
    return answerOf<PlanId>([&](auto done) {
        Plan plan = planOf(subscription);
        plan.taken = staging.changes();
        subscription.apply(plan, done);
    });
}
