#include "path/account.h"

#include <gtest/gtest.h>

using namespace mailwalk;

namespace {

bool mayHaveTheSignIn(const path::Request &request, const std::string &host)
{
    return !path::consentOf(request).objection(host);
}

path::Request requestOf(std::string server, std::string address)
{
    path::Request request;
    if (!server.empty())
        request.server = std::move(server);
    if (!address.empty())
        request.address = std::move(address);
    request.identity = auth::identityFrom("alice", Secret());
    return request;
}

} // namespace

TEST(OwnDomain, IsAroundWhatThePersonTypedAndNeverAWholeRegistry)
{
    const struct {
        const char *server, *address, *host;
        bool own;
    } rows[] = {
        {"ex1.corp.test", "", "gc1.corp.test", true},
        {"ex1.corp.test", "", "gc1.sub.corp.test", true},
        {"ex1.corp.test", "", "gc1.other.test", false},
        {"contoso.com", "", "gc1.contoso.com", true},
        {"contoso.com", "", "evil.com", false},
        {"contoso.co.uk", "", "evil.co.uk", false},
        {"mail.contoso.co.uk", "", "gc1.contoso.co.uk", true},
        {"EX1", "", "gc1.corp.test", false},
        {"EX1", "alice@corp.test", "gc1.corp.test", true},
        {"10.0.0.7", "", "gc1.corp.test", false},
        {"10.0.0.7", "", "10.0.0.7", true},
    };
    for (const auto &row : rows)
        EXPECT_EQ(mayHaveTheSignIn(requestOf(row.server, row.address), row.host), row.own) << row.server << " " << row.host;
}

TEST(OwnDomain, IsNotWidenedByADirectoryServerThatARecordNames)
{
    path::Request request = requestOf("", "");
    request.remembered = path::Remembered{"ex1.corp.test", "/o=X", "gc1.other.test"};
    EXPECT_TRUE(mayHaveTheSignIn(request, "ex1.corp.test"));
    EXPECT_FALSE(mayHaveTheSignIn(request, "gc1.other.test"));
}
