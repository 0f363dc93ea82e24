// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "panes/agentactions.h"

#include "base/background.h"
#include "models/agenttable.h"
#include "panes/agentwords.h"
#include "panes/keychooser.h"
#include "widgets/tagpicker.h"

#include <QLocale>
#include <QMenu>

using namespace Qt::StringLiterals;

namespace {

/// More are not staged at once: a plan of them would take days at the service's pace, and nobody could review it.
constexpr int mostTogether = 100'000;

QStringList codesOf(const QStringList &words)
{
    QStringList codes;
    for (const QString &word : words)
        codes << moduleCodeOfAgentWord(word);
    return codes;
}

} // namespace

AgentActions::AgentActions(Subscription &subscription, const AgentTable &table, QObject *parent)
    : QObject(parent)
    , m_subscription(subscription)
    , m_table(table)
{
}

QString AgentActions::stepText(const AgentWish &wish, int agents)
{
    if (wish.uninstall)
        return tr("uninstalling of %Ln agents", nullptr, agents);
    QStringList parts;
    if (!wish.on.isEmpty())
        parts << tr("Activate %1").arg(codesOf(wish.on).join(u", "_s));
    if (!wish.off.isEmpty())
        parts << tr("Deactivate %1").arg(codesOf(wish.off).join(u", "_s));
    if (!wish.tagsAdded.isEmpty() || !wish.tagsRemoved.isEmpty())
        parts << tr("Change tags");
    if (wish.key)
        parts << tr("Move to “%1”", "a key").arg(wish.key->title);
    if (wish.scan)
        parts << tr("Start %1", "a kind of scan").arg(scanName(*wish.scan));
    //: %1 is "Activate FIM, Deactivate PM"
    return tr("%1 on %Ln agents", nullptr, agents).arg(parts.join(u", "_s));
}

void AgentActions::stage(const AgentWish &wish)
{
    const qsizetype chosen = m_table.checkedCount();
    if (chosen == 0 || !m_table.columns() || wish.isEmpty())
        return;
    if (chosen > mostTogether) {
        emit noted(
            tr("%Ln agents are too many for one plan. Filter to at most %1 and select those.", nullptr, int(chosen))
                .arg(QLocale().toString(mostTogether)));
        return;
    }
    constexpr qsizetype atOnce = 200; // within a frame
    if (chosen > atOnce) {
        ++m_busy;
        emit busyChanged();
        return stageMany(wish, m_table.columns()->snapshot(), m_table.checkedRows());
    }
    const AgentEdits edits =
        agentEdits(*m_table.columns(), m_table.checkedRows(), wish, EditsAs::Changes, stagedAt(m_table.checkedRows()));
    if (!edits.changes.isEmpty())
        m_subscription.staging.stage(edits.changes, stepText(wish, edits.count));
    tell(edits);
}

void AgentActions::stageMany(const AgentWish &wish, const AgentRows &agents, const RowBits &rows)
{
    struct Step
    {
        AgentEdits edits;
        StagingArea::Content before, after;
    };
    inBackground(
        this,
        [agents, rows, wish, before = m_subscription.staging.content()] {
            Step step{agentEdits(agents, rows, wish, EditsAs::Changes, stagedFields(before.changes)), before, before};
            if (!step.edits.changes.isEmpty())
                step.after = StagingArea::staged(before, step.edits.changes);
            step.edits.changes.clear(); // they are in `after`
            return step;
        },
        [this, wish, agents, rows](const Step &step) {
            if (!m_subscription.staging.adopt(step.before, step.after, stepText(wish, step.edits.count)))
                return stageMany(wish, agents, rows); // something else was staged meanwhile: it counts too
            --m_busy;
            tell(step.edits);
            emit busyChanged();
        });
}

StagedFields AgentActions::stagedAt(const RowBits &rows) const
{
    StagedFields fields;
    if (m_subscription.staging.isEmpty())
        return fields;
    rows.forEach([&](quint32 row) {
        const qint64 id = m_table.idAt(int(row));
        const Change *change = m_subscription.staging.find(id, ObjectType::Agent);
        if (change && change->operation == Operation::Update)
            fields.insert(id, change->desired);
    });
    return fields;
}

void AgentActions::tell(const AgentEdits &edits)
{
    m_refused = edits.refusedAgents;
    emit refusedChanged(edits.whyTogether());
    if (edits.count == 0 && !m_refused)
        emit noted(tr("Nothing to stage: they all are so already."));
    emit staged(edits.count);
}

void AgentActions::uninstall()
{
    AgentWish wish;
    wish.uninstall = true;
    stage(wish);
}

void AgentActions::chooseTags(QWidget *under)
{
    auto *picker = new TagPicker(m_subscription.tags(), under);
    connect(picker, &TagPicker::chosen, this, [this](const QList<TagId> &added, const QList<TagId> &removed) {
        AgentWish wish;
        wish.tagsAdded = added;
        for (const TagId id : removed) {
            const Tag *tag = m_subscription.tags().find(id);
            if (tag && tag->name == "Cloud Agent"_L1)
                emit noted(tr("The tag “Cloud Agent” is the platform's own and stays."));
            else
                wish.tagsRemoved << id;
        }
        stage(wish);
    });
    inBackground(
        picker,
        [agents = m_table.columns()->snapshot(), rows = m_table.checkedRows()] {
            return agentFigures(agents, rows, Figures::All);
        },
        [picker, under](const AgentFigures &figures) {
            picker->setPresent(figures.tags, figures.agents);
            picker->popUp(under);
        });
}

void AgentActions::chooseScan(QWidget *under)
{
    auto *menu = new QMenu(under);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    inBackground(
        menu,
        [agents = m_table.columns()->snapshot(), rows = m_table.checkedRows()] {
            return agentFigures(agents, rows, Figures::All);
        },
        [this, menu, under](const AgentFigures &figures) {
            for (const Wire<ScanKind> &row : wireTable(ScanKind{})) {
                const int able = figures.scans.value(row.value);
                //: %1 is a kind of scan
                QAction *action = menu->addAction(tr("Start %1 on %Ln agents", nullptr, able).arg(scanName(row.value)));
                action->setEnabled(able > 0);
                connect(action, &QAction::triggered, this, [this, kind = row.value] {
                    AgentWish wish;
                    wish.scan = kind;
                    wish.asked = QDateTime::currentDateTimeUtc();
                    stage(wish);
                });
            }
            menu->popup(under->mapToGlobal(QPoint(0, under->height())));
        });
}

void AgentActions::chooseKey(QWidget *window)
{
    auto *sheet = new KeyChooser(m_subscription, int(m_table.checkedCount()), window);
    connect(sheet, &KeyChooser::chosen, this, [this](const ActivationKey &key) {
        AgentWish wish;
        wish.key = KeyWord{.tail = {}, .hash = agentKeyHash(key.key), .title = key.title};
        stage(wish);
    });
    emit sheetWanted(sheet);
}
