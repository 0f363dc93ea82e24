// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "panes/clipboardguard.h"

#include <QClipboard>
#include <QCryptographicHash>
#include <QGuiApplication>
#include <QMimeData>

using namespace Qt::StringLiterals;

namespace {

QByteArray hashOf(const QString &text)
{
    return QCryptographicHash::hash(text.toUtf8(), QCryptographicHash::Sha256);
}

/// The marks by which clipboard managers of KDE, macOS and Windows know that this is not for their history.
QMimeData *secretData(const QString &secret)
{
    auto *data = new QMimeData;
    data->setText(secret);
    data->setData(u"x-kde-passwordManagerHint"_s, "secret");
    data->setData(u"application/x-nspasteboard-concealed-type"_s, "1");
    data->setData(u"application/x-qt-windows-mime;value=\"ExcludeClipboardContentFromMonitorProcessing\""_s, "1");
    return data;
}

} // namespace

ClipboardGuard::ClipboardGuard(QObject *parent)
    : QObject(parent)
{
    m_timer.setInterval(std::chrono::seconds(1));
    connect(&m_timer, &QTimer::timeout, this, [this] {
        if (--m_left <= 0 && !clear())
            emit couldNotClear();
        emit ticked();
    });
}

ClipboardGuard::~ClipboardGuard()
{
    clear();
}

void ClipboardGuard::copySecret(const QString &secret, const QString &what)
{
    QGuiApplication::clipboard()->setMimeData(secretData(secret));
    m_hash = hashOf(secret);
    m_what = what;
    m_left = m_lifetime;
    m_timer.start();
    emit ticked();
}

bool ClipboardGuard::clear()
{
    m_timer.stop();
    m_left = 0;
    if (m_hash.isEmpty() || !QGuiApplication::instance())
        return true;
    QClipboard *clipboard = QGuiApplication::clipboard();
    bool clean = true;
    for (const auto mode : {QClipboard::Clipboard, QClipboard::Selection}) {
        if (mode == QClipboard::Selection && !clipboard->supportsSelection())
            continue;
        // Only if it is still ours: the person may have copied something else.
        if (hashOf(clipboard->text(mode)) != m_hash)
            continue;
        clipboard->clear(mode);
        clean = clean && hashOf(clipboard->text(mode)) != m_hash;
    }
    m_hash.clear();
    return clean;
}
