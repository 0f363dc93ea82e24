// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "panes/scanactions.h"

#include "account/privatefile.h"
#include "base/background.h"
#include "domain/scanstatus.h"
#include "panes/words.h"

#include <QDir>
#include <QFileDialog>

using namespace Qt::StringLiterals;

ScanActions::ScanActions(Subscription &subscription, QObject *parent)
    : QObject(parent)
    , m_subscription(subscription)
{
}

QList<WasScan> ScanActions::scans(const QList<qint64> &ids) const
{
    QList<WasScan> scans;
    for (const qint64 id : ids)
        if (const WasScan *scan = m_subscription.scanList.find({id}))
            scans << *scan;
    return scans;
}

bool ScanActions::canCancel(const WasScan &scan)
{
    return isInFlight(scan.state) && !isCanceled(scan.state);
}

/// The service calls all scans of a multi-scan `multi`; only its parent has no web app of its own.
bool ScanActions::canKeepResults(const WasScan &scan)
{
    return !scan.multi || scan.app;
}

bool ScanActions::canDelete(const WasScan &scan)
{
    return isFinal(scan.state);
}

bool ScanActions::canDownload(const WasScan &scan)
{
    return isFinal(scan.state) && scan.state.result.has_value();
}

void ScanActions::stage(const QList<Change> &changes, const QString &step)
{
    if (changes.isEmpty())
        return;
    m_subscription.staging.stage(changes, step);
    emit staged();
}

void ScanActions::launch(const QList<Change> &changes, const QString &step)
{
    stage(changes, step);
}

void ScanActions::again(const QList<qint64> &ids)
{
    QList<Change> changes;
    qint64 object = m_subscription.staging.nextNewId();
    for (const WasScan &scan : scans(ids))
        changes.append({.type = ObjectType::Scan,
                        .operation = Operation::Create,
                        .object = object--,
                        .label = scan.name,
                        .desired = againToFields(scan, scan.name)});
    stage(changes, tr("scanning again of %Ln scans", nullptr, int(changes.size())));
}

void ScanActions::cancel(const QList<qint64> &ids, ScanCancel how)
{
    QList<Change> changes;
    int over = 0, parents = 0;
    for (const WasScan &scan : scans(ids)) {
        if (!canCancel(scan)) {
            ++over;
        } else if (how == ScanCancel::KeepResults && !canKeepResults(scan)) {
            ++parents;
        } else {
            changes.append({.type = ObjectType::Scan,
                            .operation = Operation::Update,
                            .object = scan.id.value,
                            .label = scan.name,
                            .desired = {{scanfields::cancel, QString(toWire(how))}},
                            .before = scanToFields(scan)});
        }
    }
    stage(changes, tr("canceling of %Ln scans", nullptr, int(changes.size())));
    if (over > 0)
        emit noted(tr("%Ln scans were left out: there is nothing to cancel.", nullptr, over));
    if (parents > 0)
        emit noted(tr("%Ln scans were left out: a scan of many web apps cannot keep its results.", nullptr, parents));
}

void ScanActions::remove(const QList<qint64> &ids)
{
    QList<Change> changes;
    int busy = 0;
    for (const WasScan &scan : scans(ids)) {
        if (!canDelete(scan)) {
            ++busy;
            continue;
        }
        changes.append({.type = ObjectType::Scan,
                        .operation = Operation::Delete,
                        .object = scan.id.value,
                        .label = scan.name,
                        .before = scanToFields(scan)});
    }
    QList<qint64> drafts;
    for (const qint64 id : ids)
        if (id < 0)
            drafts << id;
    if (!drafts.isEmpty())
        unstage(drafts);
    stage(changes, tr("deletion of %Ln scans", nullptr, int(changes.size())));
    if (busy > 0)
        emit noted(tr("%Ln scans were left out: they are under way. Cancel them first.", nullptr, busy));
}

void ScanActions::unstage(const QList<qint64> &ids)
{
    m_subscription.staging.unstage(ids, tr("discard of %Ln changes", nullptr, int(ids.size())), ObjectType::Scan);
    emit staged();
}

void ScanActions::setWatched(const QList<qint64> &ids, bool watched)
{
    QList<WasScanId> wanted;
    for (const WasScan &scan : scans(ids))
        if (!watched || keepPolling(scan.state))
            wanted << scan.id;
    m_subscription.scanList.setWatched(wanted, watched);
    if (watched && !wanted.isEmpty())
        emit noted(tr("You will be told when %Ln scans are done.", nullptr, int(wanted.size())));
}

void ScanActions::chooseDownload(WasScanId id, QWidget *over)
{
    auto *dialog = new QFileDialog(over, tr("Download results"), QDir::home().filePath(u"scan-%1.xml"_s.arg(id.value)),
                                   tr("XML files (*.xml)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    connect(dialog, &QFileDialog::fileSelected, this, [this, id](const QString &path) { download(id, path); });
    dialog->open();
}

void ScanActions::download(WasScanId id, const QString &path)
{
    if (m_busy)
        return emit noted(tr("One download at a time: the one before is still on its way."));
    m_busy = true;
    emit busyChanged();
    m_download = m_subscription.scans.download(id, [this, path](const Result<QByteArray> &results) {
        if (results)
            save(path, *results);
        else
            endDownload(tr("The results were not downloaded. %1").arg(sentenceOf(results.error()).together()));
    });
}

/// Findings are nobody else's business, so the file is its owner's alone; it may be large, so the window does not wait.
void ScanActions::save(const QString &path, const QByteArray &results)
{
    inBackground(
        this, [path, results] { return writePrivateFile(path, results); },
        [this, path](const Outcome &outcome) {
            endDownload(outcome ? tr("The results are saved as %1.").arg(QDir::toNativeSeparators(path))
                                : tr("%1 could not be written: %2. Choose another place.")
                                      .arg(QDir::toNativeSeparators(path), outcome.error().detail));
        });
}

void ScanActions::endDownload(const QString &sentence)
{
    m_busy = false;
    emit busyChanged();
    emit noted(sentence);
}
