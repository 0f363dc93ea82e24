// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "app/controller.h"

#include "app/lockscreen.h"
#include "app/mainwindow.h"
#include "panes/clipboardguard.h"
#include "panes/words.h"

void Controller::lock()
{
    if (!m_subscription || m_locked)
        return;
    if (m_subscription->identity.demo)
        return m_window->toast(tr("The demo subscription is open to everybody; there is nothing to lock."));
    m_window->clipboard().clear();
    if (m_window->currentSheet())
        m_window->currentSheet()->dismiss();
    if (ApplyRun *run = m_subscription->runs().current())
        run->pause();
    m_subscription->client().dropCredentials();
    m_flow->abandon();
    m_flow->forgetSession();
    m_locked = new LockScreen(m_subscription->displayName(), m_subscription->identity.host, m_window.get());
    connect(m_locked, &LockScreen::unlockWanted, this,
            [this](SecretBuffer *password) { unlock(std::move(*password)); });
    m_window->openSheet(m_locked);
}

void Controller::unlock(SecretBuffer password)
{
    m_flow->unlock(m_subscription->client(), m_profile, std::move(password),
                   [this](const Outcome &outcome) { onUnlocked(outcome); });
}

void Controller::onUnlocked(const Outcome &outcome)
{
    if (!m_locked)
        return;
    if (!outcome) {
        const int attempt = m_flow->attempts(m_profile);
        m_locked->showProblem(signInSentence(outcome.error(), m_subscription->identity.host, attempt).together());
        if (const std::chrono::seconds wait = m_flow->waitAfter(attempt); wait.count() > 0)
            m_locked->holdBack(wait);
        return;
    }
    m_locked->dismiss();
    m_subscription->keyList.refresh();
    if (m_subscription->agentList.state() != AgentList::State::NotLoaded)
        m_subscription->agentList.refresh();
    if (m_subscription->scanList.state() != ScanList::State::NotLoaded)
        m_subscription->scanList.refresh();
    if (m_subscription->webAppList.state() != WebAppList::State::NotLoaded)
        m_subscription->webAppList.refresh();
}
