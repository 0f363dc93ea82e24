// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "app/demoserver.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>

using namespace Qt::StringLiterals;

DemoServer::DemoServer(QString database, bool fresh, QStringList extraArguments, QObject *parent)
    : QObject(parent)
    , m_database(std::move(database))
    , m_extra(std::move(extraArguments))
{
    if (fresh)
        for (const QString &suffix : {QString(), u"-wal"_s, u"-shm"_s})
            QFile::remove(m_database + suffix);
    m_patience.setSingleShot(true);
    m_patience.setInterval(std::chrono::seconds(20));
    connect(&m_patience, &QTimer::timeout, this,
            [this] { settle(failed(Failure::Kind::TimedOut, u"the demo server did not start"_s)); });
    connect(&m_process, &QProcess::readyReadStandardOutput, this, [this] {
        m_output += m_process.readAllStandardOutput();
        const qsizetype end = m_output.indexOf('\n');
        const QByteArray start = "listening on ";
        if (end > 0 && m_output.startsWith(start))
            settle(QUrl(QString::fromLatin1(m_output.sliced(start.size(), end - start.size()).trimmed())));
    });
    connect(&m_process, &QProcess::errorOccurred, this,
            [this] { settle(failed(Failure::Kind::Offline, m_process.errorString())); });
    connect(&m_process, &QProcess::finished, this, [this] {
        if (m_done)
            settle(failed(Failure::Kind::Offline, QString::fromLocal8Bit(m_process.readAllStandardError()).trimmed()));
        else
            emit died();
    });
}

DemoServer::~DemoServer()
{
    m_done = {};
    m_process.disconnect(this);
    m_process.closeWriteChannel(); // it watches its input and ends with us
    if (m_process.state() != QProcess::NotRunning && !m_process.waitForFinished(2'000))
        m_process.kill();
}

QString DemoServer::user()
{
    return u"lrksp_mb1"_s;
}
QString DemoServer::password()
{
    return u"larkspur"_s;
}

void DemoServer::start(std::function<void(const Result<QUrl> &)> done)
{
    m_done = std::move(done);
    QDir().mkpath(QFileInfo(m_database).absolutePath());
    const QString program = QDir(QCoreApplication::applicationDirPath()).filePath(u"latchkey-sandbox"_s);
    m_patience.start();
    m_process.start(program,
                    QStringList{u"--port"_s, u"0"_s, u"--database"_s, m_database, u"--parent-watch"_s} + m_extra);
}

void DemoServer::settle(const Result<QUrl> &result)
{
    m_patience.stop();
    if (const auto done = std::exchange(m_done, {}))
        done(result);
}
