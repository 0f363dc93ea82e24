// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <functional>
#include <utility>
#include <vector>

/// Ties the controls of a form to the members of a record. Members without a control come back as they went in, so a
/// value that the program cannot show is not lost.
template <typename Record>
class Binder
{
public:
    /// `show` fills the control, `read` asks it, `mark` is told whether the value differs from the one read from the
    /// server, and that one.
    template <typename Value>
    void bind(Value Record::*member, std::function<void(const Value &)> show, std::function<Value()> read,
              std::function<void(bool differs, const Value &was)> mark = {})
    {
        m_bindings.push_back({
            [show = std::move(show), member](const Record &record) { show(record.*member); },
            [read = std::move(read), member](Record &record) { record.*member = read(); },
            [mark = std::move(mark), member](const Record &was, const Record &now) {
                if (mark)
                    mark(was.*member != now.*member, was.*member);
            },
        });
    }

    void show(const Record &record)
    {
        m_shown = record;
        for (const Binding &binding : m_bindings)
            binding.show(record);
    }

    Record edited() const
    {
        Record record = m_shown;
        for (const Binding &binding : m_bindings)
            binding.read(record);
        return record;
    }

    void mark(const Record &was) const
    {
        const Record now = edited();
        for (const Binding &binding : m_bindings)
            binding.mark(was, now);
    }

private:
    struct Binding
    {
        std::function<void(const Record &)> show;
        std::function<void(Record &)> read;
        std::function<void(const Record &, const Record &)> mark;
    };
    std::vector<Binding> m_bindings;
    Record m_shown;
};
