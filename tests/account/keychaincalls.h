// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "account/keychain.h"
#include "support/waiting.h"

#include <QDirIterator>
#include <QFile>

using namespace Qt::StringLiterals;

/// The keychain's calls, each waited for.
using Answer = KeychainAnswer::Kind;

inline KeychainPlace place(const QString &user)
{
    return {QUrl(u"https://qualysapi.cloud.example"_s), user};
}

inline QByteArray password()
{
    return "Gr\xc3\xbc\xc3\x9f dich: \xf0\x9f\x94\x91 %s"_ba;
}

struct Read
{
    Answer answer = Answer::Failed;
    QByteArray secret;
};

inline Read read(Keychain &keychain, const KeychainPlace &where)
{
    std::optional<Read> got;
    const Ticket ticket = keychain.read(where, [&got](const KeychainAnswer &answer, const SecretBuffer &secret) {
        got = Read{answer.kind, secret.view().toByteArray()};
    });
    return !got && waitUntil([&got] { return got.has_value(); }) ? *got : Read();
}

inline KeychainAnswer write(Keychain &keychain, const KeychainPlace &where, const QByteArray &secret)
{
    std::optional<KeychainAnswer> got;
    const Ticket ticket =
        keychain.write(where, SecretBuffer(secret), [&got](const KeychainAnswer &answer) { got = answer; });
    return !got && waitUntil([&got] { return got.has_value(); }) ? *got : KeychainAnswer();
}

inline KeychainAnswer remove(Keychain &keychain, const KeychainPlace &where)
{
    std::optional<KeychainAnswer> got;
    const Ticket ticket = keychain.remove(where, [&got](const KeychainAnswer &answer) { got = answer; });
    return !got && waitUntil([&got] { return got.has_value(); }) ? *got : KeychainAnswer();
}

inline std::pair<Answer, KeychainStore> selfTest(Keychain &keychain)
{
    std::optional<std::pair<Answer, KeychainStore>> got;
    const Ticket ticket = keychain.selfTest(
        [&got](const KeychainAnswer &answer, KeychainStore store) { got = std::pair(answer.kind, store); });
    return !got && waitUntil([&got] { return got.has_value(); }) ? *got : std::pair(Answer::Failed, KeychainStore());
}

/// Everything below the home, bus and keyring included, searched for the secret and its base64.
inline bool liesInAFile(const QString &folder, const QByteArray &secret)
{
    for (QDirIterator files(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories); files.hasNext();) {
        QFile file(files.next());
        if (!file.open(QIODevice::ReadOnly))
            continue;
        const QByteArray content = file.readAll();
        if (content.contains(secret) || content.contains(secret.toBase64().chopped(4)))
            return true;
    }
    return false;
}
