// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

class ListHead;
class Banner;
class QStackedLayout;

/// The whole window with invented content, put together from the controls alone.
class GalleryWindow : public QWidget
{
    Q_OBJECT
public:
    explicit GalleryWindow(bool longWords = false);

    ListHead *head = nullptr;
    Banner *banner = nullptr;
    QWidget *table = nullptr;
    QWidget *limit = nullptr;
    void showEmpty();

private:
    QWidget *topBar();
    QWidget *inspector();
    QWidget *footer();
    QString word(const QString &english) const;

    bool m_long;
    QStackedLayout *m_stack = nullptr;
};

/// Buttons in every role and state, fields, choices, badges, module cells, icons.
QWidget *controlsPage();
QWidget *iconsPage();
QWidget *listsPage();
