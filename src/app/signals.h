// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>

#include <functional>

/// SIGTERM, SIGINT and SIGHUP as an event of the loop: the program ends like by its Quit command.
class EndSignals : public QObject
{
    Q_OBJECT
public:
    explicit EndSignals(const std::function<void()> &onEnd, QObject *parent = nullptr);
    ~EndSignals() override;

private:
    int m_sockets[2] = {-1, -1};
};
