// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
// Reads one page of keys for callgrind, which is told to count inside readMeasured() alone.
//   count_reading full|trimmed KEYS
#include "samplepages.h"

#include "qps/keys.h"

#include <cstdio>
#include <cstdlib>
#include <string_view>

// Not inlined and with a plain name: --toggle-collect has to find it.
extern "C" [[gnu::noinline]] int readMeasured(QByteArray page)
{
    const Result<qps::Page<ActivationKey>> read = qps::readActivationKeys({.body = std::move(page)});
    return read ? int(read->records.size()) : -1;
}

int main(int argc, char **argv)
{
    const int keys = argc == 3 ? std::atoi(argv[2]) : 0;
    if (keys <= 0)
        return 2;
    const PageShape shape = std::string_view(argv[1]) == "trimmed" ? PageShape::Trimmed : PageShape::Full;
    QByteArray page = keyPage(keys, shape);
    const qsizetype bytes = page.size();
    if (readMeasured(std::move(page)) != keys)
        return 1;
    std::printf("{\"bytes\": %lld, \"records\": %d}\n", static_cast<long long>(bytes), keys);
}
