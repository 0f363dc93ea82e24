// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/appliances.h"
#include "domain/appliance.h"
#include "panes/subscription.h"

/// What a person wants of the web apps chosen; what is left out stays.
struct WebAppWish
{
    std::optional<QString> name, url; ///< of one app only
    std::optional<UserId> owner;
    std::optional<Scanner> scanner;
    std::optional<bool> locked;
    QList<TagRef> poolAdded, tagsAdded;
    QList<TagId> poolRemoved, tagsRemoved;
    bool remove = false;

    bool isEmpty() const { return *this == WebAppWish(); }
    friend bool operator==(const WebAppWish &, const WebAppWish &) = default;

    WebApp applied(WebApp app) const;
};

/// What the wish comes to.
struct WebAppEdits
{
    QList<Change> changes;
    int already = 0, refused = 0;
    QString why; ///< the first was refused
};

/// What can be done with web apps, from bulk bar, menu and inspector alike. Stages, sends nothing but reads: an app
/// whose scanner and lock are not known yet is read before anything is staged for it.
class WebAppActions : public QObject
{
    Q_OBJECT
public:
    explicit WebAppActions(Subscription &subscription, QObject *parent = nullptr);

    /// On top of what is staged; of apps that are known well enough.
    WebAppEdits edits(const QList<qint64> &ids, const WebAppWish &wish) const;
    /// `refused` when nothing could be staged, since an app could not be read; the person has been told why.
    void stage(const QList<qint64> &ids, const WebAppWish &wish, const std::function<void()> &refused = {});
    void unstage(const QList<qint64> &ids);
    bool isStaged(const QList<qint64> &ids) const; ///< any of them
    /// Of all that scans found. How many findings there are is counted first, so that the review can tell.
    void purge(const QList<qint64> &ids);
    void choosePool(const QList<qint64> &ids, QWidget *under);
    void chooseTags(const QList<qint64> &ids, QWidget *under);

    /// As it is with what is staged for it.
    std::optional<WebApp> stagedApp(WebAppId id) const;
    /// These as stagedApp() has them, once all are whole; those that are new, gone or to be deleted are left out.
    /// `refused` when one cannot be read. The person is told of both.
    void withApps(const QList<qint64> &ids, const std::function<void(const QList<WebApp> &)> &then,
                  const std::function<void()> &refused);
    /// "2 of 3 online", or a warning that none is; empty when nobody told of such appliances.
    QString poolText(const QString &tag) const;
    QString poolTexts(const QStringList &tags) const; ///< the same for several, a line each
    QStringList applianceNames() const;               ///< in order
    void readAppliances();                            ///< once; a refusal is ordinary

signals:
    void staged();
    void noted(const QString &text);
    void appliancesChanged();

private:
    void take(const WebAppWish &wish, const WebAppEdits &edits);
    void whenWhole(const QList<qint64> &ids, std::function<void()> then, const std::function<void()> &refused = {});
    static QString stepText(const WebAppWish &wish, int apps);
    void countNext();
    void stagePurges();

    Subscription &m_subscription;
    Appliances m_service;
    QList<Appliance> m_appliances;
    bool m_asked = false;
    Ticket m_reading, m_counting;
    QList<qint64> m_toCount, m_toPurge;
    QHash<qint64, qint64> m_findings; ///< of those to be purged
};
