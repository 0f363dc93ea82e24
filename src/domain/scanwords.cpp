// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "domain/scanstatus.h"

#include <QtGlobal>

#include <array>

using namespace Qt::StringLiterals;
using enum ScanTone;

#define SCAN_TEXT(text) QT_TRANSLATE_NOOP("ScanStatus", text)

std::span<const ScanWord> scanStatusWords()
{
    static constexpr auto words = std::to_array<ScanWord>({
        {"SUBMITTED"_L1, Busy, SCAN_TEXT("Submitted"), SCAN_TEXT("The request was taken and the scan has not started."),
         SCAN_TEXT("Wait. If it does not start, look whether the scanner is online.")},
        {"RUNNING"_L1, Busy, SCAN_TEXT("Running"), SCAN_TEXT("The scan is under way."), ""},
        {"PROCESSING"_L1, Busy, SCAN_TEXT("Processing"),
         SCAN_TEXT("The scan is over and its results are being processed."), ""},
        {"CANCELING"_L1, Busy, SCAN_TEXT("Canceling"), SCAN_TEXT("It was asked to stop and has not stopped yet."), ""},
        {"FINISHED"_L1, Neutral, SCAN_TEXT("Finished"), SCAN_TEXT("The scan is over."), ""},
        {"CANCELED"_L1, Neutral, SCAN_TEXT("Canceled"),
         SCAN_TEXT("It was stopped by a user or by the rule that limits its time."), ""},
        {"ERROR"_L1, Bad, SCAN_TEXT("Error"), SCAN_TEXT("The scan could not be carried out."),
         SCAN_TEXT("Scan again; if it happens again, ask Qualys Support and name the scan's reference.")},
        {"TIME_LIMIT_EXCEEDED"_L1, Bad, SCAN_TEXT("Time limit exceeded"),
         SCAN_TEXT("The rule that limits its time ended the scan before it was complete."),
         SCAN_TEXT("Raise the limit or split the web application.")},
        {"SCAN_NOT_LAUNCHED"_L1, Bad, SCAN_TEXT("Not launched"), SCAN_TEXT("The service could not start the scan."),
         SCAN_TEXT("Scan again; if it happens again, ask Qualys Support.")},
        {"SCANNER_NOT_AVAILABLE"_L1, Bad, SCAN_TEXT("No scanner"), SCAN_TEXT("No usable scanner was found."),
         SCAN_TEXT("Look whether the appliance is online, or whether one with the pool's tag is.")},
    });
    return words;
}

std::span<const ScanWord> scanResultWords()
{
    static constexpr auto words = std::to_array<ScanWord>({
        {"SUCCESSFUL"_L1, Good, SCAN_TEXT("Successful"), SCAN_TEXT("The scan has full results."), ""},
        {"FINISHED"_L1, Good, SCAN_TEXT("Successful"), SCAN_TEXT("The scan has full results."), ""},
        {"TIME_LIMIT_REACHED"_L1, Warn, SCAN_TEXT("Partial: time limit"),
         SCAN_TEXT("A time limit ended the scan. What it had found until then is in the results."),
         SCAN_TEXT("Raise the limit, split the web application, or accept partial results.")},
        {"TIME_LIMIT_EXCEEDED"_L1, Bad, SCAN_TEXT("Time limit exceeded"),
         SCAN_TEXT("The rule that limits its time ended the scan before it was complete. There are no results."),
         SCAN_TEXT("Raise the limit or split the web application.")},
        {"CANCELED_WITH_RESULTS"_L1, Warn, SCAN_TEXT("Partial: canceled"),
         SCAN_TEXT("It was canceled and its results until then were kept."), ""},
        {"CANCELED"_L1, Neutral, SCAN_TEXT("Canceled"), SCAN_TEXT("It was canceled. There are no results."), ""},
        {"CANCELING"_L1, Busy, SCAN_TEXT("Canceling"), SCAN_TEXT("It was asked to stop and has not stopped yet."), ""},
        {"NO_HOST_ALIVE"_L1, Bad, SCAN_TEXT("Host did not answer"),
         SCAN_TEXT("The host did not answer, so nothing was tested."),
         SCAN_TEXT("Check the URL, the firewall, and whether the scanner can reach the host: an internal host needs an "
                   "appliance or a pool, not the external scanners.")},
        {"NO_WEB_SERVICE"_L1, Bad, SCAN_TEXT("No web server"),
         SCAN_TEXT("The host is up, but no web server answered at the port."),
         SCAN_TEXT("Check the scheme and the port in the URL, and the scanner.")},
        {"SERVICE_ERROR"_L1, Bad, SCAN_TEXT("Web service failed"),
         SCAN_TEXT("The web application kept failing during the scan."),
         SCAN_TEXT("Check that the application is healthy, and lower the scan's intensity in the option profile.")},
        {"SCAN_INTERNAL_ERROR"_L1, Bad, SCAN_TEXT("Scanner fault"), SCAN_TEXT("Something failed inside the scanner."),
         SCAN_TEXT("Scan again; if it happens again, ask Qualys Support.")},
        {"SCAN_RESULTS_INVALID"_L1, Bad, SCAN_TEXT("Results unusable"),
         SCAN_TEXT("The results could not be processed."),
         SCAN_TEXT("Scan again; if it happens again, ask Qualys Support.")},
        {"SCAN_NOT_LAUNCHED"_L1, Bad, SCAN_TEXT("Not launched"), SCAN_TEXT("The service could not start the scan."),
         SCAN_TEXT("Scan again; if it happens again, ask Qualys Support.")},
        {"SCANNER_NOT_AVAILABLE"_L1, Bad, SCAN_TEXT("No scanner"), SCAN_TEXT("No usable scanner was found."),
         SCAN_TEXT("Look whether the appliance is online, or whether one with the pool's tag is.")},
        {"ERROR"_L1, Bad, SCAN_TEXT("Error"), SCAN_TEXT("The scan failed; the service does not say why."),
         SCAN_TEXT("Scan again; if it happens again, ask Qualys Support.")},
        {"TO_BE_PROCESSED"_L1, Busy, SCAN_TEXT("Waiting to be processed"),
         SCAN_TEXT("The scan is over and its results wait to be processed."), ""},
        {"PROCESSING"_L1, Busy, SCAN_TEXT("Processing"),
         SCAN_TEXT("The scan is over and its results are being processed."), ""},
        {"SUBMITTED"_L1, Busy, SCAN_TEXT("Submitted"), SCAN_TEXT("The scan has not started."), ""},
        {"RUNNING"_L1, Busy, SCAN_TEXT("Running"), SCAN_TEXT("The scan is under way."), ""},
        {"NOT_USED"_L1, Neutral, SCAN_TEXT("No results"), SCAN_TEXT("There is nothing to report on."), ""},
        {"DELETED"_L1, Neutral, SCAN_TEXT("Deleted"), SCAN_TEXT("The results were deleted."), ""},
    });
    return words;
}

std::span<const ScanWord> scanAuthWords()
{
    static constexpr auto words = std::to_array<ScanWord>({
        {"NONE"_L1, Neutral, SCAN_TEXT("No sign-in"),
         SCAN_TEXT("No sign-in was configured, so the application was tested as an anonymous visitor."), ""},
        {"NOT_USED"_L1, Note, SCAN_TEXT("Sign-in not used"),
         SCAN_TEXT("A sign-in record was given and was not needed or not tried."),
         SCAN_TEXT("Finding 150006 of the scan tells more.")},
        {"SUCCESSFUL"_L1, Good, SCAN_TEXT("Signed in"), SCAN_TEXT("The scanner signed in."), ""},
        {"PARTIAL"_L1, Warn, SCAN_TEXT("Signed in in part"),
         SCAN_TEXT("One of several sign-ins failed, or the scanner met another one that it could not pass."),
         SCAN_TEXT("Check the sign-in records, and whether a part of the application needs one of its own.")},
        {"FAILED"_L1, Bad, SCAN_TEXT("Sign-in failed"),
         SCAN_TEXT("The scanner could not sign in: the results cover what an anonymous visitor sees, and no more."),
         SCAN_TEXT("Check the user name, the password and the form of the sign-in record, then scan again.")},
    });
    return words;
}
