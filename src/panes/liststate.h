// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "panes/subscription.h"

#include <functional>

class Banner;
class EmptyState;

/// What a person can do about the state of a list.
struct ListStateActions
{
    std::function<void()> retry;
    std::function<void()> signIn;
};

/// What there is to tell about a list of any kind.
struct ListFacts
{
    bool loading = false, failed = false, partial = false;
    std::optional<Failure> failure;
    QDateTime updated; ///< when the last complete read was; invalid when there was none
    int pages = 0;     ///< that came
    qint64 rows = 0;   ///< in them
    QString why;       ///< it stopped, in words
};
ListFacts factsOf(const KeyList &list);
ListFacts factsOf(const AgentList &list);
ListFacts factsOf(const WebAppList &list);
ListFacts factsOf(const ScanList &list);

/// Tells in the banner what is odd about the list: refused sign-in, offline, an error, a wait, an incomplete
/// list. Hides it when nothing is.
void showListState(Banner &banner, const Subscription &subscription, const ListFacts &list,
                   const ListStateActions &actions);

struct EmptyListActions
{
    std::function<void()> retry, clearFilter, newKey;
};

/// Says why no key is shown: none match the filter (`hidden` are behind it), loading, failed, or there are none yet.
void showWhyEmpty(EmptyState &empty, const KeyList &list, const QString &filter, int hidden,
                  const EmptyListActions &actions);
