// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QLatin1StringView>
#include <QWidget>

#include <functional>

class QAbstractButton;
class QHBoxLayout;
class QLabel;
class QPushButton;
class QToolButton;

/// Over a list: how many rows, how many of them selected, what can be done. With several selected it becomes the bulk
/// bar at the same height, so nothing jumps.
class ListHead : public QWidget
{
    Q_OBJECT
public:
    struct Action
    {
        QString text;
        QLatin1StringView icon;
        std::function<void()> act;
        bool filled = false;   ///< the one people come for
        bool iconOnly = false; ///< the text becomes its name and tooltip
    };

    explicit ListHead(QWidget *parent = nullptr);

    /// "37" and "of 1,204 activation keys".
    void setCount(qint64 shown, const QString &ofAll);
    void setSelection(int selected, int hidden);
    void setBulk(bool bulk);
    bool isBulk() const { return m_bulk; }
    /// "page 3, 3,000 rows" in place of the count; empty ends it. `share` of 0 to 1 when the end is known.
    void setLoading(const QString &text, double share = -1);
    void setActions(const QList<Action> &actions);
    void setBulkActions(const QList<Action> &actions);
    QAbstractButton *actionButton(int index) const;
    QAbstractButton *bulkButton(int index) const;
    QSize minimumSizeHint() const override; ///< what does not fit hides, so it asks for little

signals:
    void clearSelectionRequested();
    void showHiddenRequested();
    void stopRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void follow();
    void fit();
    QList<QAbstractButton *> fill(QHBoxLayout *layout, const QList<Action> &actions, bool bulk);

    qint64 m_shown = 0;
    QString m_ofAll, m_loading;
    double m_share = -1;
    int m_selected = 0, m_hidden = 0;
    bool m_bulk = false;
    QLabel *m_figure, *m_words, *m_selectedText, *m_hiddenText;
    QWidget *m_divider, *m_actionBox, *m_bulkBox;
    QPushButton *m_showHidden, *m_stop;
    QToolButton *m_clear, *m_more;
    QHBoxLayout *m_actions, *m_bulkActions;
    QList<QAbstractButton *> m_actionButtons, m_bulkButtons;
};
