// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/wasscan.h"
#include "widgets/ground.h"

#include <QMap>

class BoardCell;
class Label;
class QGridLayout;
class QScrollArea;

/// How the last scan of each web app ended, by its result and by whether the scanner got in. A cell filters the list.
class ScanBoard : public Ground
{
    Q_OBJECT
public:
    explicit ScanBoard(QWidget *parent = nullptr);

    void setScans(const QMap<WasScanId, WasScan> &scans);
    /// The cell of these words as the service writes them, empty for no summary; null where no app stands.
    QWidget *cell(const QString &result, const QString &auth) const;
    int countAt(const QString &result, const QString &auth) const { return m_counts.value({result, auth}); }

signals:
    void filterWanted(const QString &filter);

private:
    using Key = std::pair<QString, QString>; ///< result, authentication
    void rebuild();
    void addHeads(const QStringList &results, const QStringList &auths);
    void addCell(const QString &result, const QString &auth, int row, int column, int most);
    void move(BoardCell *from, int rows, int columns);

    QMap<Key, int> m_counts;
    QMap<Key, BoardCell *> m_cells;
    Label *m_title, *m_none;
    QScrollArea *m_scroll;
    Ground *m_page;
    QGridLayout *m_grid;
};
