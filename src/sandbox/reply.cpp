// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "sandbox/reply.h"

using namespace Qt::StringLiterals;

namespace {

sandbox::Reply refused(const QString &code, const QString &message, const QString &resolution = {}, int status = 200)
{
    return {.code = code, .message = message, .resolution = resolution, .status = status};
}

} // namespace

namespace sandbox::refusal {

Reply credentialsNeeded()
{
    return refused(u"AUTH_CREDENTIALS_NEEDED"_s, u"Login and password are required"_s,
                   u"Make sure to pass 'user' and 'password' as request headers."_s);
}

Reply invalidCredentials()
{
    return refused(u"INVALID_CREDENTIALS"_s, u"Authentication failed"_s,
                   u"Verify both, user and password credentials."_s);
}

Reply unauthorized()
{
    return refused(u"UNAUTHORIZED"_s, u"You are not authorized to access the application through the API."_s,
                   u"If you think this is an error, please contact your account manager."_s);
}

Reply evaluationExpired()
{
    return refused(u"EVALUATION_EXPIRED"_s, u"Evaluation expired."_s, u"Please contact your account manager."_s);
}

Reply invalidRequest(const QString &message, const QString &resolution)
{
    return refused(u"INVALID_REQUEST"_s, message, resolution);
}

Reply invalidXml(const QString &message)
{
    return refused(u"INVALID_XML"_s, message);
}

Reply invalidUrl()
{
    return refused(u"INVALID_URL"_s, u"The requested URL is not valid."_s, u"Verify the path of the request."_s);
}

Reply invalidApiVersion(const QString &version, const QString &wanted)
{
    return refused(u"INVALID_API_VERSION"_s,
                   u"The API version v%1 specified does not support objects of type %2."_s.arg(version, wanted));
}

Reply unknownObject()
{
    return refused(u"UNKNOWN_OBJECT"_s, u"Unknown object."_s);
}

Reply operationNotSupported()
{
    return refused(u"OPERATION_NOT_SUPPORTED"_s, u"Operation not supported."_s);
}

Reply notFound()
{
    // With status 404 in the reference's sample, which nobody recorded; --quirks answers 200 as most errors are.
    return refused(u"NOT_FOUND"_s, u"Object not found."_s, u"Verify the id."_s, 404);
}

Reply unknownId(qint64 id)
{
    // Of web applications and scans. A client's author met the code; the text is ours.
    return refused(u"INVALID_REQUEST"_s, u"Object with id %1 was not found."_s.arg(id),
                   u"Verify the id and that the object is in your scope."_s);
}

Reply notPermitted()
{
    // The code is inferred, the text is ours.
    return refused(u"UNAUTHORIZED"_s, u"User is not authorized to perform this operation on specified object(s)."_s,
                   u"Verify the permissions granted to the user."_s);
}

Reply duplicateTitle(const QString &title)
{
    return refused(u"CA_1001_DUPLICATE_KEY"_s, u"Activation key already exists with title "_s + title,
                   u"Activation key already exists. Try another activation key."_s);
}

Reply keyInUse(const QString &title, qint64 agents)
{
    // That such a key cannot be deleted is documented; the code and the text are assumed.
    return refused(
        u"CA_1004_KEY_IN_USE"_s,
        u"Activation key %1 cannot be deleted: %2 active agents are using it."_s.arg(title, QString::number(agents)),
        u"Move the agents to another activation key or disable this one."_s);
}

Reply otherError()
{
    return refused(u"OTHER_ERROR"_s,
                   u"An error occurred during request processing. Please contact your account manager."_s, {}, 500);
}

} // namespace sandbox::refusal
