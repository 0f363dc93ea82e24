// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

/// A list and, beside it, an inspector that can be sized and hidden. In a narrow window the inspector slides over the
/// list when it is asked for.
class InspectorSplit : public QWidget
{
    Q_OBJECT
public:
    InspectorSplit(QWidget *main, QWidget *inspector, QWidget *parent = nullptr);

    bool isInspectorShown() const { return m_over ? m_overShown : m_shown; }
    void setInspectorShown(bool shown);
    void setSlideOver(bool over);
    bool slidesOver() const { return m_over; }
    int inspectorWidth() const { return m_width; } ///< design pixels
    void setInspectorWidth(int width);

signals:
    void shownChanged(bool shown);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void place();

    QWidget *m_main, *m_inspector, *m_handle, *m_shade;
    int m_width = 320;
    int m_grabbed = 0; ///< where in the handle the mouse went down
    bool m_shown = true;
    bool m_over = false;
    bool m_overShown = false;
};
