// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "panes/liststate.h"

#include "panes/words.h"
#include "widgets/banner.h"
#include "widgets/emptystate.h"

#include <QCoreApplication>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(ListState)
};

QString offlineText(const Subscription &subscription, const ListFacts &list)
{
    QStringList parts;
    if (list.updated.isValid())
        parts << Texts::tr("Showing data from %1.").arg(momentText(list.updated));
    parts << Texts::tr("Changes can be staged, not applied.");
    if (subscription.nextTry().isValid())
        parts << Texts::tr("Next try at %1.").arg(momentText(subscription.nextTry()));
    return parts.join(u' ');
}

QString whyStopped(SearchReport::Stopped stopped)
{
    switch (stopped) {
    case SearchReport::Stopped::No:
        return Texts::tr("Loading was stopped, so keys may be missing.");
    case SearchReport::Stopped::CursorStuck:
    case SearchReport::Stopped::NothingNew:
        return Texts::tr("The platform sent the same page again, so keys may be missing.");
    case SearchReport::Stopped::TooManyRows:
        return Texts::tr("There are more keys than Latchkey lists at once. Filter to narrow them down.");
    }
    return {};
}

} // namespace

ListFacts factsOf(const KeyList &list)
{
    return {.loading = list.state() == KeyList::State::Loading,
            .failed = list.state() == KeyList::State::Failed,
            .partial = list.state() == KeyList::State::Partial,
            .failure = list.failure(),
            .updated = list.updated(),
            .pages = list.pages(),
            .rows = list.rows(),
            .why = whyStopped(list.stopped())};
}

ListFacts factsOf(const WebAppList &list)
{
    return {.loading = list.state() == WebAppList::State::Loading,
            .failed = list.state() == WebAppList::State::Failed,
            .partial = list.state() == WebAppList::State::Partial,
            .failure = list.failure(),
            .updated = list.updated(),
            .pages = list.pages(),
            .rows = list.rows(),
            .why = Texts::tr("The list is not complete, so web apps may be missing.")};
}

ListFacts factsOf(const AgentList &list)
{
    return {.loading = list.state() == AgentList::State::Loading,
            .failed = list.state() == AgentList::State::Failed,
            .partial = list.state() == AgentList::State::Partial,
            .failure = list.failure(),
            .updated = list.updated(),
            .pages = list.pages(),
            .rows = list.rowsRead(),
            .why = Texts::tr("The list is not complete, so agents may be missing.")};
}

ListFacts factsOf(const ScanList &list)
{
    return {.loading = list.state() == ScanList::State::Loading,
            .failed = list.state() == ScanList::State::Failed,
            .partial = list.state() == ScanList::State::Partial,
            .failure = list.failure(),
            .updated = list.updated(),
            .pages = list.pages(),
            .rows = list.rows(),
            .why = Texts::tr("The list is not complete, so scans may be missing.")};
}

void showListState(Banner &banner, const Subscription &subscription, const ListFacts &list,
                   const ListStateActions &actions)
{
    using enum Failure::Kind;
    const HttpClient &client = subscription.client();
    const Banner::Action retry{Texts::tr("Retry now"), actions.retry};
    if (client.access() == HttpClient::Access::Latched) {
        banner.showMessage(Banner::Kind::Bad, "error"_L1, Texts::tr("Sign in again."),
                           Texts::tr("The platform refused the last sign-in. Nothing is sent until you sign in."),
                           {{Texts::tr("Sign in…"), actions.signIn}});
    } else if (client.isOffline()) {
        const QDateTime since = subscription.offlineSince();
        banner.showMessage(
            Banner::Kind::Idle, "offline"_L1,
            since.isValid() ? Texts::tr("Offline since %1.").arg(momentText(since)) : Texts::tr("Offline."),
            offlineText(subscription, list), {retry}, list.failure ? detailsOf(*list.failure) : QString());
    } else if (list.failed && list.failure) {
        const Failure &failure = *list.failure;
        const Sentence sentence = sentenceOf(failure);
        const bool mild = failure.kind == NotPermitted || failure.kind == Throttled || failure.kind == Maintenance;
        const QString shown =
            list.updated.isValid() ? Texts::tr("Showing data from %1.").arg(momentText(list.updated)) : QString();
        banner.showMessage(mild ? Banner::Kind::Warn : Banner::Kind::Bad, mild ? "warning"_L1 : "error"_L1,
                           sentence.what, (sentence.next + u' ' + shown).trimmed(), {retry}, detailsOf(failure));
    } else if (client.pausedUntil().isValid() && client.pausedUntil() > QDateTime::currentDateTimeUtc().addSecs(2)) {
        banner.showMessage(
            Banner::Kind::Warn, "clock"_L1, Texts::tr("The platform asks to wait."),
            Texts::tr("Calls go on at %1. What is shown stays usable.").arg(momentText(client.pausedUntil())));
    } else if (list.partial) {
        banner.showMessage(Banner::Kind::Warn, "warning"_L1,
                           Texts::tr("Stopped after %Ln rows.", nullptr, int(list.rows)), list.why,
                           {{Texts::tr("Load again"), actions.retry}});
    } else {
        banner.hide();
    }
}

void showWhyEmpty(EmptyState &empty, const KeyList &list, const QString &filter, int hidden,
                  const EmptyListActions &actions)
{
    if (hidden > 0) {
        empty.setContent("search"_L1, Texts::tr("No activation key matches this filter"),
                         Texts::tr("%Ln keys are hidden by the filter “%1”.", nullptr, hidden).arg(filter.trimmed()),
                         {{Texts::tr("Clear filter"), actions.clearFilter, true}});
    } else if (list.state() == KeyList::State::Failed) {
        const Failure failure = list.failure().value_or(Failure());
        const Sentence sentence = sentenceOf(failure);
        empty.setContent(failure.kind == Failure::Kind::Offline ? "offline"_L1 : "warning"_L1, sentence.what,
                         sentence.next, {{Texts::tr("Retry now"), actions.retry, true}});
    } else if (list.state() == KeyList::State::Loading) {
        empty.setContent("key"_L1, Texts::tr("Reading activation keys…"), Texts::tr("Rows appear as they arrive."));
    } else {
        empty.setContent("key"_L1, Texts::tr("No activation keys yet"),
                         Texts::tr("A key lets agents join this subscription."),
                         {{Texts::tr("New key"), actions.newKey, true}});
    }
}
