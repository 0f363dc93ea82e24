// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "screen.h"

#include "models/recordproxy.h"
#include "widgets/latchkeystyle.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

QString nameOf(QObject *object)
{
    QAccessibleInterface *interface = QAccessible::queryAccessibleInterface(object);
    return interface ? interface->text(QAccessible::Name) : QString();
}

} // namespace

Screen::Screen(SandboxOptions options, RetryPolicy policy)
    : WriteSession(std::move(options), std::move(policy))
    , m_pane(new KeysPane(*subscription, &m_window))
{
    QApplication::setStyle(new LatchkeyStyle);
    QApplication::setPalette(tokenPalette());
    auto *layout = new QHBoxLayout(&m_window);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_pane);
    m_window.resize(1280, 700);
    m_window.show();
    emit list().replaced(); // the list was read before the pane was there
    QCoreApplication::processEvents();
}

Screen::~Screen()
{
    delete m_pane; // before the subscription it shows
}

QString Screen::cell(qint64 key, QLatin1StringView column)
{
    const int row = rows().rowOf(key);
    return row < 0 ? QString()
                   : rows().index(row, rows().table()->columnOf(column)).data(RecordTable::CopyRole).toString();
}

void Screen::choose(const QList<qint64> &keys)
{
    rows().table()->checkOnly(keys);
    QCoreApplication::processEvents();
}

QAbstractButton *Screen::button(const QString &name, QWidget *in)
{
    for (QAbstractButton *button : (in ? in : &m_window)->findChildren<QAbstractButton *>())
        if (button->isVisible() && button->isEnabled() && nameOf(button) == name)
            return button;
    return nullptr;
}

bool Screen::click(const QString &name, QWidget *in)
{
    QAbstractButton *found = button(name, in);
    if (found)
        QTest::mouseClick(found, Qt::LeftButton);
    return found;
}

QString Screen::words(QWidget *in)
{
    QStringList words;
    for (const QLabel *label : (in ? in : &m_window)->findChildren<QLabel *>())
        if (label->isVisible() && !label->text().isEmpty())
            words << label->text();
    return words.join(u'\n');
}

QStringList richTexts(QWidget *in)
{
    QStringList rich;
    for (QWidget *widget : in->findChildren<QWidget *>()) {
        const auto *label = qobject_cast<QLabel *>(widget);
        if (label && label->textFormat() != Qt::PlainText && Qt::mightBeRichText(label->text()))
            rich << label->text();
        if (Qt::mightBeRichText(widget->toolTip()))
            rich << widget->toolTip();
    }
    return rich;
}
