// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "desk.h"

#include "widgets/toast.h"

#include <QAccessible>
#include <QAction>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>

using namespace Qt::StringLiterals;

QString accessibleNameOf(QObject *object)
{
    QAccessibleInterface *interface = QAccessible::queryAccessibleInterface(object);
    return interface ? interface->text(QAccessible::Name) : QString();
}

Desk::Desk(Options options, QString dataFolder)
    : m_options(std::move(options))
{
    m_options.dataFolder = dataFolder.isEmpty() ? m_folder.filePath(u"data"_s) : dataFolder;
    start();
}

Desk::~Desk()
{
    controller.reset();
}

void Desk::start()
{
    controller = std::make_unique<Controller>(m_options, theme, quickPolicy(), quickPace());
    controller->start();
    window().resize(1366, 768);
    QCoreApplication::processEvents();
}

void Desk::restart()
{
    controller.reset();
    start();
}

SignInSheet *Desk::openSignIn(const QString &server, const QString &user, const QString &password)
{
    auto *sheet = qobject_cast<SignInSheet *>(window().currentSheet());
    if (!sheet) {
        window().actions().signIn->trigger();
        sheet = qobject_cast<SignInSheet *>(window().currentSheet());
    }
    if (!sheet)
        return nullptr;
    sheet->setServer(server);
    sheet->userField()->setText(user);
    sheet->passwordField()->setText(password);
    return sheet;
}

bool Desk::signIn(const Sandbox &sandbox, const QString &user, const QString &password)
{
    SignInSheet *sheet = openSignIn(sandbox.url().toString(), user, password);
    if (!sheet || !sheet->signInButton()->isEnabled())
        return false;
    sheet->signInButton()->click();
    if (!isLoaded())
        return false;
    if (subscription()->client().isReadOnly()) // as a first sign-in starts
        window().actions().readOnly->trigger();
    return true;
}

bool Desk::isLoaded()
{
    return waitUntil([this] { return subscription() && subscription()->keyList.state() == KeyList::State::Loaded; });
}

QString Desk::words(QWidget *in)
{
    QStringList words;
    for (const QLabel *label : (in ? in : &window())->findChildren<QLabel *>())
        if (label->isVisible() && !label->text().isEmpty())
            words << label->text();
    return words.join(u'\n');
}

QString Desk::toastText()
{
    return window().toastWidget().isVisible() ? words(&window().toastWidget()) : QString();
}

QAbstractButton *Desk::button(const QString &name, QWidget *in)
{
    for (QAbstractButton *button : (in ? in : &window())->findChildren<QAbstractButton *>())
        if (button->isVisible() && button->isEnabled() && accessibleNameOf(button) == name)
            return button;
    return nullptr;
}
