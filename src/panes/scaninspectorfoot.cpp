// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
// What can be done with the chosen scans, and why not.
#include "panes/scaninspector.h"

#include "domain/scanstatus.h"
#include "panes/scanactions.h"
#include "widgets/label.h"
#include "widgets/notice.h"

#include <QPushButton>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

void allow(QPushButton &button, bool possible, const QString &whyNot)
{
    button.setEnabled(possible);
    button.setToolTip(possible ? QString() : whyNot);
    button.setAccessibleDescription(button.toolTip());
}

} // namespace

void ScanInspector::updateFoot(const QList<WasScan> &scans)
{
    const StagingArea &staging = m_subscription.staging;
    int stagedCount = 0;
    const Change *only = nullptr;
    for (const qint64 id : std::as_const(m_ids))
        if (const Change *change = staging.find(id, ObjectType::Scan)) {
            ++stagedCount;
            only = change;
        }
    if (stagedCount == 1 && m_ids.size() == 1)
        m_staged->setText(only->operation == Operation::Create   ? tr("Launch staged: review sends it.")
                          : only->operation == Operation::Delete ? tr("Deletion staged, with its results.")
                          : only->desired.value(scanfields::cancel).toString() == toWire(ScanCancel::KeepResults)
                              ? tr("Cancel staged, its results are kept.")
                              : tr("Cancel staged, its results are discarded."));
    else
        m_staged->setText(tr("%Ln of these are staged.", nullptr, stagedCount));
    m_staged->setVisible(stagedCount > 0);
    m_unstage->setVisible(stagedCount > 0);
    const bool exist = !scans.isEmpty();
    for (QPushButton *button : {m_again, m_cancel, m_watch, m_download, m_other, m_delete})
        button->setVisible(exist);
    m_download->setVisible(scans.size() == 1);
    m_other->setVisible(scans.size() == 1 && scans.first().app);
    if (!exist)
        return;
    allow(*m_cancel, std::ranges::any_of(scans, &ScanActions::canCancel),
          tr("Only a scan that is under way can be canceled."));
    allow(*m_delete, std::ranges::any_of(scans, &ScanActions::canDelete),
          tr("A scan under way cannot be deleted. Cancel it first."));
    allow(*m_download, ScanActions::canDownload(scans.first()) && !m_actions.isDownloading(),
          m_actions.isDownloading() ? tr("A download is on its way.") : tr("There are no results to download."));
    m_download->setText(m_actions.isDownloading() ? tr("Downloading…") : tr("Download results…"));
    const auto isWatched = [this](const WasScan &scan) { return m_subscription.scanList.isWatched(scan.id); };
    const bool watched = std::ranges::any_of(scans, isWatched);
    m_watch->setText(watched ? tr("Stop watching") : tr("Watch"));
    allow(*m_watch, watched || std::ranges::any_of(scans, [](const WasScan &scan) { return keepPolling(scan.state); }),
          tr("It is over: there is nothing to wait for."));
}

void ScanInspector::askCancel()
{
    const QList<WasScan> scans = m_actions.scans(m_ids);
    if (std::ranges::none_of(scans, &ScanActions::canCancel))
        return;
    const bool canKeep = std::ranges::any_of(
        scans, [](const WasScan &scan) { return ScanActions::canCancel(scan) && ScanActions::canKeepResults(scan); });
    allow(*m_keep, canKeep, tr("A scan of many web apps cannot keep its results."));
    m_question->show();
    (canKeep ? m_keep : m_discard)->setFocus(Qt::OtherFocusReason);
}

void ScanInspector::answer(bool keepResults)
{
    m_question->hide();
    m_actions.cancel(m_ids, keepResults ? ScanCancel::KeepResults : ScanCancel::Discard);
}

void ScanInspector::focusActions()
{
    for (QPushButton *button : {m_unstage, m_again, m_cancel, m_watch})
        if (button->isVisible() && button->isEnabled())
            return button->setFocus(Qt::ShortcutFocusReason);
}
