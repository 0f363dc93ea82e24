// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "account/keychainplace.h"
#include "account/keychainqueue.h"
#include "account/keychainstore.h"
#include "base/secretbuffer.h"
#include "base/ticket.h"

#include <QLatin1StringView>

struct KeychainAnswer
{
    enum class Kind {
        Found,            ///< read
        Stored,           ///< written, and read back equal
        Removed,          ///< and seen to be gone while the keychain was open
        Works,            ///< self-test
        NotFoundOrLocked, ///< a locked keychain, or one whose prompt was dismissed, looks like an empty one
        Denied,           ///< locked: nothing was written, or what is stored could not be removed
        NoKeychain,       ///< no bus, no service, no collection
        TimedOut,         ///< no answer in time; a late one changes nothing
        Failed,           ///< answered, but not as it should
    };
    Kind kind = Kind::Failed;
    QString detail; ///< in the library's words, for the details pane
};

/// The system's keychain. Nothing here waits: handlers run later, from the event loop, unless their ticket is let go.
/// There is no fallback to a file. A locked keychain may ask the person to unlock it on every call.
class Keychain
{
public:
    static constexpr QLatin1StringView service{"io.github.latchkey/qps"};

    using Handler = std::function<void(const KeychainAnswer &)>;
    using ReadHandler = std::function<void(const KeychainAnswer &, SecretBuffer)>;
    using SelfTestHandler = std::function<void(const KeychainAnswer &, KeychainStore)>;

    /// `patience` is for each exchange with the keychain; removing takes five.
    explicit Keychain(std::chrono::milliseconds patience = std::chrono::seconds(10))
        : m_queue(patience)
    {
    }

    Ticket read(const KeychainPlace &place, ReadHandler done);
    /// Replaces what is there. Letting go takes it back, as running out of time does.
    Ticket write(const KeychainPlace &place, SecretBuffer secret, Handler done);
    Ticket remove(const KeychainPlace &place, Handler done);
    /// Writes, reads and removes an entry of its own.
    Ticket selfTest(SelfTestHandler done);

private:
    KeychainQueue m_queue;
};
