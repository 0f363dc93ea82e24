// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "panes/keylist.h"

#include "domain/keyfields.h"

#include <algorithm>

KeyList::KeyList(ActivationKeys &keys, QObject *parent)
    : QObject(parent)
    , m_service(keys)
    , m_reread([this](const QList<qint64> &ids, const Rereading::Done &done) { return readAgain(ids, done); },
               ActivationKeys::idsPerSearch)
{
    m_announce.setSingleShot(true);
    m_announce.setInterval(50);
    connect(&m_announce, &QTimer::timeout, this, &KeyList::replaced);
}

void KeyList::take(ActivationKeyId id, const QJsonObject &fields)
{
    const auto key = m_keys.find(id);
    if (key == m_keys.end())
        return reread({id.value});
    applyFields(*key, fields);
    noteNewer(id);
    m_announce.start();
}

void KeyList::remove(ActivationKeyId id)
{
    noteNewer(id);
    if (m_keys.remove(id) > 0)
        m_announce.start();
}

void KeyList::noteNewer(ActivationKeyId id)
{
    if (m_state == State::Loading)
        m_newer.insert(id);
}

const ActivationKey *KeyList::find(ActivationKeyId id) const
{
    const auto it = m_keys.constFind(id);
    return it == m_keys.constEnd() ? nullptr : &*it;
}

void KeyList::setState(State state)
{
    m_state = state;
    emit stateChanged();
}

void KeyList::refresh()
{
    m_fetched.clear();
    m_newer.clear();
    m_failure.reset();
    m_pages = 0;
    setState(State::Loading);
    m_refresh = m_service.search( // the previous search, if any, ends here
        [this](const QList<ActivationKey> &page) { takePage(page); },
        [this](const Result<SearchReport> &report) { takeEnd(report); });
}

void KeyList::takePage(const QList<ActivationKey> &page)
{
    ++m_pages;
    QList<ActivationKey> news;
    for (const ActivationKey &key : page) {
        m_fetched.insert(key.id, key);
        if (m_newer.contains(key.id))
            continue;
        m_keys.insert(key.id, key);
        news << key;
    }
    emit pageArrived(news);
    emit stateChanged();
}

void KeyList::takeEnd(const Result<SearchReport> &report)
{
    if (!report) {
        m_failure = report.error();
        setState(State::Failed);
        return;
    }
    m_report = *report;
    if (m_report.stopped != SearchReport::Stopped::No) {
        setState(State::Partial);
        return;
    }
    for (const ActivationKeyId id : std::as_const(m_newer)) {
        if (const auto key = m_keys.constFind(id); key != m_keys.constEnd())
            m_fetched.insert(id, *key);
        else
            m_fetched.remove(id);
    }
    m_keys = m_fetched; // drops the keys that are gone
    m_updated = QDateTime::currentDateTimeUtc();
    emit replaced();
    setState(State::Loaded);
}

void KeyList::stop()
{
    if (m_state != State::Loading)
        return;
    m_refresh.letGo();
    setState(State::Partial);
}

Ticket KeyList::readAgain(const QList<qint64> &ids, const Rereading::Done &done)
{
    return m_service.find(ids, HttpRequest::Priority::Verification,
                          [this, ids, done](const Result<QList<ActivationKey>> &keys, const Exchange &) {
                              if (keys) {
                                  for (const qint64 id : ids) {
                                      m_keys.remove({id});
                                      noteNewer({id});
                                  }
                                  for (const ActivationKey &key : *keys)
                                      m_keys.insert(key.id, key);
                                  emit replaced();
                              }
                              done({}); // what was not read waits for the next refresh
                          });
}
