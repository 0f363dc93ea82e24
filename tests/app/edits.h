// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/subscriptionports.h"
#include "domain/keybulk.h"
#include "panes/subscription.h"

// What a person does at the screens, without the screens.

/// Waits that a test can afford: none where nothing is waited for, the usual deadlines where a busy machine may be
/// slow.
RetryPolicy quickPolicy();
RunPace quickPace();

/// Signs in like the sign-in sheet does; the subscription is there when it worked.
Result<std::unique_ptr<Subscription>> signIn(Server server, const QString &user, const QString &password,
                                             Journal &journal, RetryPolicy policy, RunPace pace,
                                             std::unique_ptr<AgentStore> kept = {});
/// Reads everything, and waits until the list, the directory, the staged edits and the unfinished plans are known.
[[nodiscard]] bool load(Subscription &subscription);

// Edits as the inspector and the actions make them of what the list shows.
Change editOf(const Subscription &subscription, qint64 key, const KeyBulkEdit &edit);
Change deletionOf(const Subscription &subscription, qint64 key);
Change creationOf(const Subscription &subscription, const QString &title, UserId owner);

/// Stages the changes, makes the plan of the review sheet and applies it, as the window does.
Result<PlanId> stageAndApply(Subscription &subscription, const QList<Change> &changes);
Plan planOf(const Subscription &subscription);
