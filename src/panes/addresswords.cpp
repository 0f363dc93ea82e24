// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "panes/addresswords.h"

#include <QCoreApplication>

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(AddressWords)
};

QString reason(AddressProblem problem)
{
    switch (problem) {
    case AddressProblem::Empty:
        return Words::tr("Enter the address of the API server, or paste any address of your platform.");
    case AddressProblem::NotAnAddress:
        return Words::tr("This is not an address. It looks like qualysapi.company.com.");
    case AddressProblem::OtherScheme:
        return Words::tr("Only https addresses are possible.");
    case AddressProblem::PlainHttp:
        return Words::tr("Plain http would send the password readable. Use https.");
    case AddressProblem::UserInfo:
        return Words::tr("There is a user name in the address. Enter the host only; the user goes into its own field.");
    case AddressProblem::OddPort:
        return Words::tr("The port does not fit this server. Leave it out.");
    case AddressProblem::OddNumber:
        return Words::tr("Write an IP address as four decimal numbers, or use the host's name.");
    case AddressProblem::LookAlike:
        return Words::tr("The name only looks like a Qualys platform. Check where it comes from.");
    case AddressProblem::NoSuchServer:
        return Words::tr("This host is no API server.");
    }
    return {};
}

} // namespace

QString addressProblemText(const AddressRefusal &refusal)
{
    QString text = reason(refusal.problem);
    if (refusal.suggestion.isEmpty())
        return text;
    return text + QChar(QChar::Space) + Words::tr("Did you mean %1?").arg(refusal.suggestion.host());
}

QString platformName(const Platform &platform)
{
    return QCoreApplication::translate("Platforms", platform.name);
}
