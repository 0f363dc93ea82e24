// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QPointer>
#include <QWidget>

class QAbstractButton;
class QHBoxLayout;
class QLabel;
class QScrollArea;
class QToolButton;

/// A dialog inside the window: a scrim over everything, the sheet in the middle, its own focus chain. Esc and × dismiss
/// it, and the focus goes back to where it came from. With WA_DeleteOnClose it is gone after that.
class Sheet : public QWidget
{
    Q_OBJECT
public:
    enum class Side { Left, Right };

    explicit Sheet(QWidget *window);
    ~Sheet() override;

    void setTitle(const QString &title, const QString &subtitle = {});
    /// The program's mark beside the title: sign-in.
    void setMark(bool mark);
    /// Scrolls when the window is too low for it.
    void setBody(QWidget *body);
    void addFootButton(QAbstractButton *button, Side side);
    void setSheetWidth(int width); ///< design pixels; 900 at first
    /// False while leaving would lose something; Esc and × then do nothing.
    void setDismissible(bool dismissible);
    QRect sheetRect() const;

public slots:
    void open();
    void dismiss();

signals:
    void dismissed();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    bool focusNextPrevChild(bool next) override;
    void changeEvent(QEvent *event) override;

private:
    void place();
    void giveFocusBack();

    QList<QPointer<QWidget>> m_origins; ///< where the focus was, and what that stands in
    QWidget *m_card;
    QWidget *m_mark;
    QLabel *m_title, *m_subtitle;
    QToolButton *m_close;
    QScrollArea *m_scroll;
    QWidget *m_foot;
    QHBoxLayout *m_left, *m_right;
    int m_width = 900;
    bool m_dismissible = true;
};
