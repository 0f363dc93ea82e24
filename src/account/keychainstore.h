// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>

#include <chrono>
#include <functional>

/// Which program keeps the passwords, as far as that can be known.
enum class KeychainStore { Unknown, GnomeKeyring, KWallet, KeePassXc, WindowsCredentials, AppleKeychain };

/// Asks the session bus who answers for the secret service, so only once the keychain has been seen to work. `done`
/// runs later, unless `context` is gone by then.
void identifyKeychainStore(QObject *context, std::chrono::milliseconds patience,
                           std::function<void(KeychainStore)> done);
