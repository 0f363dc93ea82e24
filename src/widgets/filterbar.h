// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/filter/vocabulary.h"

#include <QLineEdit>
#include <QPointer>
#include <QTimer>

class FilterPopup;
class QMenu;
class QToolButton;

/// A line in which people say what they want to see. Every keystroke that makes sense takes effect at once; one that
/// does not leaves the last result, marks what is wrong and says what to type.
class FilterBar : public QLineEdit
{
    Q_OBJECT
public:
    explicit FilterBar(const FilterSyntax &syntax, QWidget *parent = nullptr);
    ~FilterBar() override;

    /// The last text that made sense.
    const Query &query() const { return m_query; }
    /// What is wrong with what stands there now; empty when nothing is.
    QString problem() const;
    bool isExplaining() const; ///< the problem is told under the field
    void setVocabulary(const FilterVocabulary &vocabulary) { m_vocabulary = vocabulary; }

    /// As if it had been typed; what stood there is in the history.
    void showFilter(const QString &text);
    /// Newest first, at most twenty.
    QStringList history() const { return m_history; }
    void setHistory(const QStringList &history);

    /// A chip at the end of the line; empty takes it away. Enter does the same as clicking it.
    void setServerChip(const QString &text, const QString &toolTip = {});

    /// The mark at the end of the line opens it; somebody else's, and one for several lines.
    void setSavedMenu(QMenu *menu);
    /// What stands there is saved under this name; empty when it is not.
    void setSavedName(const QString &name);

    /// Where the text begins, in widget pixels; moves when a long text scrolls.
    qreal textOrigin() const;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void queryChanged(const Query &query);
    void serverSearchRequested();
    void left(); ///< Enter, or Esc or Down in an empty line: the table is wanted

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void changeEvent(QEvent *event) override;
    bool focusNextPrevChild(bool next) override;

private:
    void onTextChanged();
    void follow();
    void colourFields();
    void offer(bool asked);
    void choose(int index);
    void showProblem();
    void remember();
    bool recall(int step);
    void place();
    qreal advanceOf(qsizetype position) const;

    const FilterSyntax &m_syntax;
    FilterVocabulary m_vocabulary;
    Query m_query;   ///< of the last text that made sense
    Query m_current; ///< of what stands there
    FilterCompletion m_completion;
    QPointer<FilterPopup> m_popup;
    QToolButton *m_server, *m_clear, *m_saved;
    QTimer m_patience; ///< before somebody who is still typing is told what is wrong
    QStringList m_history;
    qsizetype m_recalled = -1;
    QString m_unsent;     ///< typed before the history was looked through
    bool m_typed = false; ///< the change under way came from the keyboard
    bool m_colouring = false;
};
