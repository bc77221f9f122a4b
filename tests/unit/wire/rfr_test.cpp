#include "support/golden.h"
#include "wire/rfr/rfr.h"

using namespace mailwalk;
using namespace mailwalk::wire;
using namespace mailwalk::test;
using rfr::GetFqdnFromServerDn;
using rfr::GetNewDsa;

namespace {

Bytes changed(Bytes bytes, std::size_t at, Byte to)
{
    bytes.at(at) = to;
    return bytes;
}

template <class Message> std::string faultIn(const Bytes &bytes)
{
    const auto message = ndr::read<Message>(bytes);
    return message ? "(none)" : message.error().field;
}

} // namespace

TEST(Rfr, VectorsAreReadAndWrittenUnchanged)
{
    Bytes padded = rewritten<GetNewDsa::Request>(golden("rfr-new-dsa-request"));
    padded.resize(padded.size() + 3); // this encoder ends on a multiple of 4
    EXPECT_EQ(toHex(padded), toHex(golden("rfr-new-dsa-request")));
    for (const char *name : {"rfr-new-dsa-request-null", "rfr-new-dsa-request-empty"})
        EXPECT_EQ(toHex(rewritten<GetNewDsa::Request>(golden(name))), toHex(golden(name))) << name;
    for (const char *name : {"rfr-new-dsa-answer", "rfr-new-dsa-answer-gc"})
        EXPECT_EQ(toHex(rewritten<GetNewDsa::Answer>(golden(name))), toHex(golden(name))) << name;
    EXPECT_EQ(toHex(rewritten<GetFqdnFromServerDn::Request>(golden("rfr-fqdn-request"))), toHex(golden("rfr-fqdn-request")));
    EXPECT_EQ(toHex(rewritten<GetFqdnFromServerDn::Answer>(golden("rfr-fqdn-answer"))), toHex(golden("rfr-fqdn-answer")));
}

TEST(Rfr, OurQuestionIsOpenChangesForm)
{
    GetNewDsa::Request request;
    request.userDn = "/o=X/cn=A";
    EXPECT_EQ(toHex(ndr::write(request)), toHex(golden("rfr-new-dsa-request-null")));
}

TEST(Rfr, AnswersGiveTheServer)
{
    const auto dsa = ndr::read<GetNewDsa::Answer>(golden("rfr-new-dsa-answer-gc"));
    ASSERT_TRUE(bool(dsa)) << toText(dsa.error());
    EXPECT_EQ(dsa->server, rfr::StringPointer("gc1.x.y"));
    EXPECT_EQ(factOf(ndr::print(*dsa), "ppszServer"), "gc1.x.y");
    EXPECT_EQ(factOf(ndr::print(*dsa), "status"), "ok (0x00000000)");
    const auto fqdn = ndr::read<GetFqdnFromServerDn::Answer>(golden("rfr-fqdn-answer"));
    ASSERT_TRUE(bool(fqdn)) << toText(fqdn.error());
    EXPECT_EQ(fqdn->server, "s.x.y");
}

TEST(Rfr, AnIndependentServersAnswersAreRead)
{
    const auto dsa = ndr::read<GetNewDsa::Answer>(golden("gromox-rfr-new-dsa-answer"));
    ASSERT_TRUE(bool(dsa)) << toText(dsa.error());
    EXPECT_EQ(dsa->server, rfr::StringPointer("616c6963-6540-6578-616d-706c01000000@example.test"));
    const auto fromDatabase = ndr::read<GetFqdnFromServerDn::Answer>(golden("gromox-rfr-fqdn-2-answer"));
    ASSERT_TRUE(bool(fromDatabase)) << toText(fromDatabase.error());
    EXPECT_EQ(fromDatabase->server, "616c6963-6540-6578-616d-706c01000000@example.test");
    const auto fromServer = ndr::read<GetFqdnFromServerDn::Answer>(golden("gromox-rfr-fqdn-answer"));
    ASSERT_TRUE(bool(fromServer)) << toText(fromServer.error());
    EXPECT_EQ(fromServer->server, "Servers"); // the last but one cn=, whatever it is
}

TEST(Rfr, WhatItWasAskedIsRead)
{
    const auto request = ndr::read<GetNewDsa::Request>(golden("gromox-rfr-new-dsa-request"));
    ASSERT_TRUE(bool(request)) << toText(request.error());
    EXPECT_NE(request->userDn.find("/cn=Recipients/cn="), std::string::npos);
    const auto fqdn = ndr::read<GetFqdnFromServerDn::Request>(golden("gromox-rfr-fqdn-2-request"));
    ASSERT_TRUE(bool(fqdn)) << toText(fqdn.error());
    EXPECT_EQ(fqdn->serverDn.size() + 1, 0xafu);
}

TEST(Rfr, EveryPrefixIsRefused)
{
    for (const char *name :
         {"rfr-new-dsa-request", "gromox-rfr-new-dsa-request", "rfr-new-dsa-request-null", "rfr-new-dsa-request-empty"})
        refusesEveryStubPrefix<GetNewDsa::Request>(golden(name), std::string_view(name) == "rfr-new-dsa-request" ? 3 : 0);
    for (const char *name : {"rfr-new-dsa-answer", "rfr-new-dsa-answer-gc", "gromox-rfr-new-dsa-answer"})
        refusesEveryStubPrefix<GetNewDsa::Answer>(golden(name));
    for (const char *name : {"rfr-fqdn-request", "gromox-rfr-fqdn-request"})
        refusesEveryStubPrefix<GetFqdnFromServerDn::Request>(golden(name));
    for (const char *name : {"rfr-fqdn-answer", "gromox-rfr-fqdn-answer"})
        refusesEveryStubPrefix<GetFqdnFromServerDn::Answer>(golden(name));
}

TEST(Rfr, BrokenStubsAreRefusedWithThePlace)
{
    const Bytes dsa = golden("rfr-new-dsa-answer-gc"), request = golden("rfr-new-dsa-request-null"),
                fqdn = golden("rfr-fqdn-request");
    EXPECT_EQ(faultIn<GetNewDsa::Answer>(changed(dsa, 16, 1)), "ppszServer") << "offset 1";
    EXPECT_EQ(faultIn<GetNewDsa::Answer>(changed(dsa, 12, 7)), "ppszServer") << "actual_count over max_count";
    EXPECT_EQ(faultIn<GetNewDsa::Answer>(changed(dsa, 31, 'z')), "ppszServer") << "no NUL";
    EXPECT_EQ(faultIn<GetNewDsa::Answer>(changed(dsa, 26, 0)), "ppszServer") << "a NUL too early";
    EXPECT_EQ(faultIn<GetNewDsa::Answer>(changed(dsa, 22, 1)), "ppszServer") << "longer than the stub";
    EXPECT_EQ(faultIn<GetNewDsa::Answer>(changed(dsa, 0, 1)), "ppszUnused") << "a pointer to what is not there";
    EXPECT_EQ(faultIn<GetNewDsa::Request>(changed(request, 4, 9)), "pUserDN") << "actual_count over max_count";
    EXPECT_EQ(faultIn<GetFqdnFromServerDn::Request>(changed(fqdn, 4, 9)), "cbMailboxServerDN") << "under the range";
    EXPECT_EQ(faultIn<GetFqdnFromServerDn::Request>(changed(fqdn, 5, 9)), "cbMailboxServerDN") << "over the range";
    EXPECT_EQ(faultIn<GetFqdnFromServerDn::Request>(changed(fqdn, 4, 0x2d)), "szMailboxServerDN") << "not its size";
    Bytes more = golden("rfr-fqdn-answer");
    more.push_back(1);
    EXPECT_EQ(faultIn<GetFqdnFromServerDn::Answer>(more), "end");
}
