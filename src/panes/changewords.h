// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "changes/applyrun.h"
#include "domain/tag.h"
#include "domain/user.h"
#include "panes/words.h"

#include <QJsonValue>

class ScanList;
class WebAppList;

/// Values of fields for people. Names come from the directory, the tree and the list, which must outlive it.
class FieldWords
{
public:
    FieldWords(const UserDirectory &users, const TagTree &tags, const ScanList *scans = nullptr,
               const WebAppList *apps = nullptr)
        : m_users(users)
        , m_tags(tags)
        , m_scans(scans)
        , m_apps(apps)
    {
    }

    QString value(QStringView field, const QJsonValue &value) const;
    /// Of one kind of object: the same field can mean different things.
    QString value(ObjectType type, QStringView field, const QJsonValue &value) const;
    /// "add Prod; remove Lab".
    QString tagSteps(const QJsonValue &before, const QJsonValue &wanted) const;
    /// Wanted and got for one difference.
    QString difference(ObjectType type, const FieldDifference &difference) const;

private:
    const UserDirectory &m_users;
    const TagTree &m_tags;
    const ScanList *m_scans;
    const WebAppList *m_apps;
};

QString fieldName(QStringView field);
QString fieldName(ObjectType type, QStringView field);
QString keyTypeName(KeyType type);
QString operationName(Operation operation);
QString operationName(ObjectType type, Operation operation);
QString stateName(ChangeState state);
/// Why a change stands where it stands, in one sentence; empty when there is nothing to say.
QString reasonText(const Change &change, const FieldWords &words);
/// What to do about it; empty when nothing is to be done.
QString adviceFor(const Change &change);
Sentence pauseSentence(ApplyRun::Pause pause, const QDateTime &resumesAt);
