// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "changes/change.h"

#include <QHash>
#include <QObject>

/// The edits a person has made and not yet sent, at most one change an object, with undo and redo of each step.
/// Objects are told apart by type and id.
/// New objects carry negative ids so that tables can show them.
class StagingArea : public QObject
{
    Q_OBJECT
public:
    using Places = QHash<std::pair<int, qint64>, qsizetype>; ///< by type and object

    /// What is staged as a value, to be worked on on any thread.
    struct Content
    {
        QList<Change> changes;
        Places places; ///< in `changes`
    };
    explicit StagingArea(QObject *parent = nullptr);

    const QList<Change> &changes() const { return m_content.changes; }
    bool isEmpty() const { return m_content.changes.isEmpty(); }
    const Change *find(qint64 object, ObjectType type = ObjectType::ActivationKey) const;

    /// One step named for people ("change owner of 4 keys"). A change that merges with an earlier one of the same
    /// object replaces it, each field keeping the pre-image it was edited on; an update whose desired values equal
    /// `before` removes it (unless it is to reach the agents); a delete replaces an update and removes a create.
    void stage(const QList<Change> &changes, const QString &stepName);
    /// The same in two steps, for thousands: the first on any thread, the second here. False, and nothing is staged,
    /// when the content is not `before` any more.
    const Content &content() const { return m_content; }
    static Content staged(const Content &before, const QList<Change> &changes);
    bool adopt(const Content &before, const Content &after, const QString &stepName);
    void unstage(const QList<qint64> &objects, const QString &stepName, ObjectType type = ObjectType::ActivationKey);
    /// Fields of a staged update as the server has them, which is what `before` says: no edit of them is left.
    void giveUp(const Change &of, const QStringList &fields, const QString &stepName);
    void clear(const QString &stepName);
    /// The changes went into a plan: they leave without being undoable. What was staged on top of an update since
    /// stays.
    void take(const QList<Change> &changes, const QString &onTopName = {});
    void restore(const QList<Change> &changes); ///< from the last session; no step

    qint64 nextNewId() const; ///< a free negative id

    bool canUndo() const;
    bool canRedo() const;
    QString undoName() const;
    QString redoName() const;
    void undo();
    void redo();

signals:
    void changed();
    void taken(); ///< after changed()

private:
    struct Step
    {
        QString name;
        Content before, after;
    };
    void push(const Content &after, const QString &name);
    void show(const Content &content);

    Content m_content;
    QList<Step> m_steps;
    qsizetype m_done = 0;  ///< steps applied; the rest can be redone
    qint64 m_lowestId = 0; ///< lowest negative id ever seen, so that redo never meets a stranger
};
