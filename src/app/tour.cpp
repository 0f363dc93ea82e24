// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "app/tour.h"

#include <QTextStream>

namespace {

constexpr std::chrono::milliseconds betweenLooks{20};
constexpr int mostLooks = 1500;

} // namespace

Tour::Tour(QObject *parent)
    : QObject(parent)
{
    m_look.setInterval(betweenLooks);
    connect(&m_look, &QTimer::timeout, this, &Tour::look);
}

void Tour::step(const QString &what, Act act, Check done)
{
    m_steps.append({what, std::move(act), std::move(done)});
}

void Tour::start()
{
    QTimer::singleShot(0, this, &Tour::next);
}

void Tour::next()
{
    if (++m_at >= m_steps.size()) {
        emit ended(true);
        return;
    }
    m_looks = 0;
    if (m_steps[m_at].act)
        m_steps[m_at].act();
    m_look.start();
}

void Tour::look()
{
    const Step step = m_steps[m_at];
    const bool done = !step.done || step.done();
    if (!done && ++m_looks < mostLooks)
        return;
    m_look.stop();
    if (!step.what.isEmpty())
        QTextStream(stdout) << (done ? "ok      " : "FAILED  ") << step.what << Qt::endl;
    if (done)
        next();
    else
        emit ended(false);
}
