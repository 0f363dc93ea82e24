// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <QObject>
#include <QProcess>
#include <QTimer>
#include <QUrl>

#include <functional>

/// The bundled sandbox as a child process on a free loopback port; ends with us.
class DemoServer : public QObject
{
    Q_OBJECT
public:
    /// `database` survives between starts; removed first when `fresh`.
    DemoServer(QString database, bool fresh, QStringList extraArguments, QObject *parent = nullptr);
    ~DemoServer() override;

    static QString user();
    static QString password(); ///< of the fictional subscription; not a secret

    void start(std::function<void(const Result<QUrl> &)> done);

signals:
    void died(); ///< after it had been listening

private:
    void settle(const Result<QUrl> &result);

    QString m_database;
    QStringList m_extra;
    QProcess m_process;
    QTimer m_patience;
    std::function<void(const Result<QUrl> &)> m_done;
    QByteArray m_output;
};
