// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <utility>

/// Holds a running piece of work. Letting go of the ticket stops the work, and no handler of it runs afterwards, so a
/// pane that closes or asks again needs no flags. Used on one thread only, the UI thread.
class [[nodiscard]] Ticket
{
public:
    /// What the worker keeps to know whether anybody still wants its result.
    class Watch
    {
    public:
        explicit operator bool() const { return !m_state.expired(); }

    private:
        friend class Ticket;
        std::weak_ptr<void> m_state;
    };

    Ticket() = default;
    explicit Ticket(std::function<void()> onLetGo)
        : m_state(std::make_shared<State>(std::move(onLetGo)))
    {
    }

    /// True until let go. Work that has ended by itself does not empty the ticket.
    explicit operator bool() const { return bool(m_state); }
    void letGo() { m_state.reset(); }

    Watch watch() const
    {
        Watch watch;
        watch.m_state = m_state;
        return watch;
    }

    Ticket(Ticket &&other) noexcept = default;
    Ticket &operator=(Ticket &&other) noexcept
    {
        // The old work must be silent before the new ticket can be seen, also when this runs inside a handler.
        const std::shared_ptr<State> old = std::exchange(m_state, std::exchange(other.m_state, nullptr));
        return *this;
    }
    Ticket(const Ticket &) = delete;
    Ticket &operator=(const Ticket &) = delete;
    ~Ticket() = default;

private:
    struct State
    {
        explicit State(std::function<void()> f)
            : onLetGo(std::move(f))
        {
        }
        State(const State &) = delete;
        State &operator=(const State &) = delete;
        ~State()
        {
            if (onLetGo)
                onLetGo();
        }
        std::function<void()> onLetGo;
    };
    std::shared_ptr<State> m_state;
};
