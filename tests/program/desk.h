// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/actions.h"
#include "app/controller.h"
#include "app/mainwindow.h"
#include "app/theme.h"
#include "edits.h"
#include "panes/signinsheet.h"
#include "support/sandbox.h"
#include "support/waiting.h"

#include <QAbstractButton>
#include <QTemporaryDir>

/// The whole program in this process, on a data folder of its own, with a person's means: sheets, buttons, keys.
class Desk
{
public:
    explicit Desk(Options options = {}, QString dataFolder = {});
    ~Desk();

    MainWindow &window() { return controller->window(); }
    Subscription *subscription() { return controller->subscription(); }
    QString dataFolder() const { return m_options.dataFolder; }

    /// Ends the program and starts it again on the same folder.
    void restart();
    /// The sign-in sheet, opened by the menu; filled for a server.
    SignInSheet *openSignIn(const QString &server, const QString &user, const QString &password);
    /// Signs in and waits for the list.
    [[nodiscard]] bool signIn(const Sandbox &sandbox, const QString &user = Sandbox::user(),
                              const QString &password = Sandbox::password());
    [[nodiscard]] bool isLoaded();

    QString words(QWidget *in = nullptr); ///< of visible labels
    QString toastText();
    QAbstractButton *button(const QString &name, QWidget *in = nullptr);

    Theme theme;
    std::unique_ptr<Controller> controller;

private:
    void start();

    QTemporaryDir m_folder;
    Options m_options;
};

QString accessibleNameOf(QObject *object);
