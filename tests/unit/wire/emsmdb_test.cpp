#include "support/golden.h"
#include "wire/emsmdb/emsmdb.h"
#include "wire/mapi/dn.h"

using namespace mailwalk;
using namespace mailwalk::wire;
using namespace mailwalk::test;
using emsmdb::DoConnectEx;
using emsmdb::DoDisconnect;
using emsmdb::DoRpcExt2;

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

const emsmdb::LogonAnswer &logonIn(const emsmdb::RopAnswers &answers)
{
    return std::get<emsmdb::LogonAnswer>(answers.rops.at(0));
}

} // namespace

TEST(Emsmdb, VectorsAreReadAndWrittenUnchanged)
{
    EXPECT_EQ(toHex(rewritten<DoConnectEx::Request>(golden("emsmdb-connect-request"))), toHex(golden("emsmdb-connect-request")));
    EXPECT_EQ(toHex(rewritten<DoRpcExt2::Request>(golden("emsmdb-rpc-request"))), toHex(golden("emsmdb-rpc-request")));
    EXPECT_EQ(toHex(rewritten<DoDisconnect::Request>(golden("emsmdb-disconnect-request"))),
              toHex(golden("emsmdb-disconnect-request")));
    Bytes answer = rewritten<DoConnectEx::Answer>(golden("emsmdb-connect-answer"));
    EXPECT_EQ(toHex(changed(changed(answer, 92, 0x08), 93, 0x10)), toHex(golden("emsmdb-connect-answer"))) << "but for max_count";
}

TEST(Emsmdb, AnIndependentServersConnectIsRead)
{
    const auto answer = ndr::read<DoConnectEx::Answer>(golden("gromox-emsmdb-connect-answer"));
    ASSERT_TRUE(bool(answer)) << toText(answer.error());
    EXPECT_EQ(answer->displayName, "Alice Anderson");
    EXPECT_EQ(emsmdb::toText(answer->serverVersion.version()), "15.0.847.4040");
    EXPECT_EQ(answer->status, mapi::Status::ok);
    EXPECT_FALSE(answer->handle.isNull());
    EXPECT_EQ(answer->aux.size(), 36u);
    EXPECT_EQ(emsmdb::unwrapped(answer->aux)->size(), 1u);
    EXPECT_EQ(toHex(ndr::write(*answer)), toHex(golden("gromox-emsmdb-connect-answer")));
}

TEST(Emsmdb, AnIndependentServersLogonIsRead)
{
    const auto call = ndr::read<DoRpcExt2::Answer>(golden("gromox-emsmdb-rpc-answer"));
    ASSERT_TRUE(bool(call)) << toText(call.error());
    const auto answers = emsmdb::ropAnswersIn(call->rops);
    ASSERT_TRUE(bool(answers)) << toText(answers.error());
    ASSERT_EQ(answers->rops.size(), 1u);
    EXPECT_EQ(logonIn(*answers).status, mapi::Status::ok);
    const auto &mailbox = std::get<emsmdb::Mailbox>(logonIn(*answers).store);
    EXPECT_EQ(toText(mailbox.mailboxGuid), "4199bd64-006e-4ed5-84b6-0d5f8ebf808e");
    EXPECT_EQ(mailbox.folders[emsmdb::inboxFolder], 0x0d00000000000001u);
    EXPECT_EQ(mailbox.time.year, 2026);
    EXPECT_EQ(toHex(emsmdb::ropBuffer(*answers)), toHex(call->rops));
    EXPECT_EQ(factOf(ndr::print(*call), "RopLogon.ReturnValue"), "ok (0x00000000)");
    EXPECT_EQ(factOf(ndr::print(*call), "RopLogon.store.LogonTime.time"), "2026-11-22 12:46:00");
}

TEST(Emsmdb, AnIndependentServersDisconnectIsRead)
{
    const auto answer = ndr::read<DoDisconnect::Answer>(golden("gromox-emsmdb-disconnect-answer"));
    ASSERT_TRUE(bool(answer)) << toText(answer.error());
    EXPECT_TRUE(answer->handle.isNull());
}

TEST(Emsmdb, WhatItWasAskedIsRead)
{
    const auto connect = ndr::read<DoConnectEx::Request>(golden("gromox-emsmdb-connect-request"));
    ASSERT_TRUE(bool(connect)) << toText(connect.error());
    EXPECT_EQ(emsmdb::toText(connect->clientVersion.version()), "15.0.4815.1002");
    const auto call = ndr::read<DoRpcExt2::Request>(golden("gromox-emsmdb-rpc-request"));
    ASSERT_TRUE(bool(call)) << toText(call.error());
    const auto requests = emsmdb::ropRequestsIn(call->rops);
    ASSERT_TRUE(bool(requests)) << toText(requests.error());
    const auto &logon = std::get<emsmdb::LogonRequest>(requests->rops.at(0));
    EXPECT_EQ(logon.openFlags, 0x01000000u);
    EXPECT_NE(logon.mailboxDn.find("cn=Recipients"), std::string::npos);
    EXPECT_EQ(requests->handles, std::vector<std::uint32_t>{emsmdb::newHandle});
}

TEST(Emsmdb, OurLogonIsTheVector)
{
    emsmdb::LogonRequest logon;
    logon.mailboxDn = "/o=X/ou=AG/cn=Recipients/cn=bo";
    emsmdb::GetReceiveFolderRequest folder;
    folder.messageClass = "IPM.Note";
    const emsmdb::RopRequests one{{logon}, {emsmdb::newHandle}}, two{{logon, folder}, {emsmdb::newHandle}};
    EXPECT_EQ(toHex(emsmdb::ropBuffer(one)), toHex(golden("emsmdb-payload-plain")));
    EXPECT_EQ(toHex(emsmdb::ropBuffer(one, emsmdb::last | emsmdb::xorMagic)), toHex(golden("emsmdb-payload-xor")));
    EXPECT_EQ(toHex(View(emsmdb::ropBuffer(two)).subspan(8)), toHex(golden("emsmdb-rops-logon-folder")));
    EXPECT_EQ(toHex(View(emsmdb::ropBuffer(one)).subspan(8)), toHex(golden("emsmdb-rops-logon")));
}

TEST(Emsmdb, OurConnectIsTheVector)
{
    DoConnectEx::Request request;
    request.userDn = "/o=X/ou=AG/cn=Recipients/cn=bo";
    request.clientVersion = emsmdb::VersionWords::of({15, 0, 4420, 1017});
    EXPECT_EQ(toHex(ndr::write(request)), toHex(golden("emsmdb-connect-request")));
}

TEST(Emsmdb, LogonAnswersOfEveryKind)
{
    const auto ok = read<emsmdb::LogonAnswer>(golden("emsmdb-rop-logon-private"));
    ASSERT_TRUE(bool(ok)) << toText(ok.error());
    EXPECT_EQ(std::get<emsmdb::Mailbox>(ok->store).responseFlags, 7);
    EXPECT_EQ(toHex(write(*ok)), toHex(golden("emsmdb-rop-logon-private")));

    const auto redirect = read<emsmdb::LogonAnswer>(golden("emsmdb-rop-logon-redirect"));
    ASSERT_TRUE(bool(redirect)) << toText(redirect.error());
    EXPECT_EQ(redirect->status, mapi::Status::wrongServer);
    EXPECT_EQ(redirect->serverDn, "/o=X/ou=AG/cn=Configuration/cn=Servers/cn=S2");
    EXPECT_EQ(toHex(write(*redirect)), toHex(golden("emsmdb-rop-logon-redirect")));

    const auto failure = read<emsmdb::LogonAnswer>(golden("emsmdb-rop-logon-failure"));
    ASSERT_TRUE(bool(failure)) << toText(failure.error());
    EXPECT_EQ(failure->status, mapi::Status::unknownUser);
    EXPECT_EQ(factOf(print(*failure), "ReturnValue"), "ecUnknownUser (0x000003eb)");
    EXPECT_EQ(toHex(write(*failure)), toHex(golden("emsmdb-rop-logon-failure")));
}

// The RopBackoff of [MS-OXCROPS] 4.6 and 4.7, without the ROPs that stand before it there.
TEST(Emsmdb, ABusyServerIsReadAsTheSpecificationsExamplesSay)
{
    const auto logon = emsmdb::ropAnswersIn(emsmdb::wrapped(hex("0b00 f900341200000000 00 28000000")));
    ASSERT_TRUE(bool(logon)) << toText(logon.error());
    EXPECT_EQ(std::get<emsmdb::BackoffAnswer>(logon->rops.at(0)).duration, 0x1234u);
    const Bytes one = hex("f90000000000011c174f04000000");
    const auto operation = read<emsmdb::BackoffAnswer>(one);
    ASSERT_TRUE(bool(operation)) << toText(operation.error());
    EXPECT_EQ(operation->operations.at(0).ropId, 0x1c);
    EXPECT_EQ(operation->operations.at(0).duration, 0x44f17u);
    EXPECT_EQ(toHex(write(*operation)), toHex(one));
    refusesEveryPrefix<emsmdb::BackoffAnswer>(one);
}

TEST(Emsmdb, PublicFoldersAreAnotherStore)
{
    emsmdb::LogonAnswer answer;
    answer.logonFlags = 0;
    answer.store = emsmdb::PublicFolders{{}, 7, {}, {}};
    const auto again = read<emsmdb::LogonAnswer>(write(answer));
    ASSERT_TRUE(bool(again)) << toText(again.error());
    EXPECT_EQ(std::get<emsmdb::PublicFolders>(again->store).replId, 7);
}

TEST(Emsmdb, EveryPrefixIsRefused)
{
    refusesEveryStubPrefix<DoConnectEx::Request>(golden("emsmdb-connect-request"));
    refusesEveryStubPrefix<DoConnectEx::Answer>(golden("emsmdb-connect-answer"));
    refusesEveryStubPrefix<DoConnectEx::Answer>(golden("gromox-emsmdb-connect-answer"));
    refusesEveryStubPrefix<DoRpcExt2::Request>(golden("emsmdb-rpc-request"));
    refusesEveryStubPrefix<DoRpcExt2::Answer>(golden("gromox-emsmdb-rpc-answer"));
    refusesEveryStubPrefix<DoDisconnect::Request>(golden("emsmdb-disconnect-request"));
    refusesEveryStubPrefix<DoDisconnect::Answer>(golden("gromox-emsmdb-disconnect-answer"));
    for (const char *name : {"emsmdb-rop-logon-private", "emsmdb-rop-logon-redirect", "emsmdb-rop-logon-failure"})
        refusesEveryPrefix<emsmdb::LogonAnswer>(golden(name));
    refusesEveryPrefix<emsmdb::GetReceiveFolderAnswer>(golden("emsmdb-rop-receive-folder"));
    const auto rops = [](View bytes) { return emsmdb::ropRequestsIn(bytes); };
    for (const char *name : {"emsmdb-payload-plain", "emsmdb-payload-xor"}) {
        const Bytes bytes = golden(name);
        EXPECT_TRUE(bool(rops(bytes)));
        for (std::size_t size = 1; size < bytes.size(); ++size) // an empty buffer holds no payload, which is no fault
            EXPECT_FALSE(bool(rops(View(bytes).first(size)))) << name << ' ' << size;
    }
}

TEST(Emsmdb, BrokenStubsAreRefusedWithThePlace)
{
    const Bytes connect = golden("emsmdb-connect-request"), answer = golden("gromox-emsmdb-connect-answer");
    const Bytes call = golden("emsmdb-rpc-request");
    EXPECT_EQ(faultIn<DoConnectEx::Request>(changed(connect, 84, 1)), "cbAuxIn") << "max_count 1";
    EXPECT_EQ(faultIn<DoConnectEx::Request>(changed(connect, 85, 0x20)), "rgbAuxIn") << "over the limit";
    EXPECT_EQ(faultIn<DoConnectEx::Request>(changed(connect, 93, 0x20)), "pcbAuxOut") << "over the limit";
    EXPECT_EQ(faultIn<DoConnectEx::Answer>(changed(answer, answer.size() - 8, 0x23)), "pcbAuxOut");
    EXPECT_EQ(faultIn<DoRpcExt2::Request>(changed(call, 88, 0x3a)), "cbIn");
    EXPECT_EQ(faultIn<DoRpcExt2::Request>(changed(call, 94, 0x05)), "pcbOut") << "over 0x40000";
    EXPECT_EQ(faultIn<DoRpcExt2::Request>(changed(call, 26, 0x05)), "rgbIn") << "over 0x40000";
}

TEST(Emsmdb, BrokenBuffersAreRefusedWithThePlace)
{
    const Bytes plain = golden("emsmdb-payload-plain");
    Bytes more = plain;
    more.push_back(0);
    const struct {
        const char *what;
        Bytes bytes;
        const char *field;
    } rows[] = {
        {"another version", changed(plain, 0, 1), "RPC_HEADER_EXT.Version"},
        {"never the last", changed(plain, 2, 0), "RPC_HEADER_EXT.Version"},
        {"bytes behind the last", more, "end"},
        {"SizeActual is not Size", changed(plain, 6, 0x32), "SizeActual"},
        {"longer than there is", changed(changed(plain, 4, 0x34), 6, 0x34), "Payload"},
        {"RopSize 1", changed(plain, 8, 1), "RopSize"},
        {"RopSize too long", changed(plain, 9, 1), "RopsList"},
        {"half a handle", changed(plain, 8, 0x2e), "end"},
        {"an unknown ROP", changed(plain, 10, 0x77), "RopId"},
        {"StoreState", changed(plain, 18, 1), "RopLogon.StoreState"},
        {"EssdnSize one less", changed(plain, 22, 0x1e), "RopLogon.Essdn"},
        {"EssdnSize too long", changed(plain, 22, 0x20), "RopLogon.Essdn"},
        {"no NUL at the end", changed(plain, 54, 'x'), "RopLogon.Essdn"},
    };
    for (const auto &row : rows) {
        const auto rops = emsmdb::ropRequestsIn(row.bytes);
        ASSERT_FALSE(bool(rops)) << row.what;
        EXPECT_EQ(rops.error().field, row.field) << row.what;
    }
}

TEST(Emsmdb, AChainGoesOnUntilTheLast)
{
    Bytes chain = emsmdb::wrapped(hex("0102"), 0);
    append(chain, emsmdb::wrapped(hex("0304"), emsmdb::xorMagic));
    append(chain, emsmdb::wrapped(hex("05")));
    const auto payloads = emsmdb::unwrapped(chain);
    ASSERT_TRUE(bool(payloads)) << toText(payloads.error());
    EXPECT_EQ(*payloads, (std::vector<Bytes>{{1, 2}, {3, 4}, {5}}));
    EXPECT_TRUE(emsmdb::unwrapped({})->empty());
}

TEST(Emsmdb, AChainHasAnEnd)
{
    Bytes chain;
    for (int i = 0; i < 300; ++i)
        append(chain, emsmdb::wrapped({}, 0));
    append(chain, emsmdb::wrapped({}));
    const auto payloads = emsmdb::unwrapped(chain);
    ASSERT_FALSE(bool(payloads));
    EXPECT_EQ(payloads.error().field, "chain");
}

// [MS-XCA] 3.1, both examples.
TEST(Emsmdb, CompressedPayloadsAreReadAsTheSpecificationsExamplesSay)
{
    const Bytes alphabet = hex("3f000000 6162636465666768696a6b6c6d6e6f707172737475767778797a");
    const auto letters = emsmdb::decompressed(alphabet, 26);
    ASSERT_TRUE(bool(letters)) << toText(letters.error());
    EXPECT_EQ(textOf(*letters), "abcdefghijklmnopqrstuvwxyz");
    const Bytes repeated = hex("ffffff1f 61626317 000fff26 01");
    const auto hundred = emsmdb::decompressed(repeated, 300);
    ASSERT_TRUE(bool(hundred)) << toText(hundred.error());
    std::string expected;
    for (int i = 0; i < 100; ++i)
        expected += "abc";
    EXPECT_EQ(textOf(*hundred), expected);

    Bytes buffer = hex("0000 0500 0d00 2c01");
    append(buffer, repeated);
    const auto payloads = emsmdb::unwrapped(buffer);
    ASSERT_TRUE(bool(payloads)) << toText(payloads.error());
    EXPECT_EQ(textOf(payloads->at(0)), expected);
}

TEST(Emsmdb, BrokenCompressionIsRefused)
{
    const Bytes repeated = hex("ffffff1f 61626317 000fff26 01");
    for (std::size_t size = 0; size < repeated.size(); ++size)
        EXPECT_FALSE(bool(emsmdb::decompressed(View(repeated).first(size), 300))) << size;
    EXPECT_FALSE(bool(emsmdb::decompressed(repeated, 299))) << "more than SizeActual comes out";
    EXPECT_FALSE(bool(emsmdb::decompressed(repeated, 301))) << "less than SizeActual comes out";
    EXPECT_FALSE(bool(emsmdb::decompressed(changed(repeated, 7, 0x1f), 300))) << "from before the beginning";
    EXPECT_FALSE(bool(emsmdb::decompressed(changed(changed(repeated, 11, 1), 12, 0), 300))) << "a long length that is short";
    EXPECT_FALSE(bool(emsmdb::decompressed(hex("0000000061 0000000000"), 1))) << "bytes left over";
}

// [MS-OXCRPC] 3.1.4.1.3; the words are what those versions of server and client send.
TEST(Emsmdb, VersionWordsBothWays)
{
    const struct {
        std::array<std::uint16_t, 3> words;
        const char *text;
        bool newPacking;
        const char *exchange;
    } rows[] = {
        {{0x0006, 0x1dd6, 0x0001}, "6.0.7638.1", false, "Exchange 2000 or 2003"},
        {{0x0800, 0x82ad, 0x0018}, "8.0.685.24", true, "Exchange 2007"},
        {{0x0801, 0x80f0, 0x0005}, "8.1.240.5", true, "Exchange 2007"},
        {{0x0e01, 0x80da, 0x000f}, "14.1.218.15", true, "Exchange 2010"},
        {{0x0e03, 0x807b, 0x0003}, "14.3.123.3", true, "Exchange 2010"},
        {{0x0f00, 0x834f, 0x0fc8}, "15.0.847.4040", true, "Exchange 2013"},
        {{0x0f00, 0x9144, 0x03f9}, "15.0.4420.1017", true, "Exchange 2013"},
        {{0x0c00, 0x91a6, 0x03f6}, "12.0.4518.1014", true, ""},
        {{0x000c, 0x183e, 0x03e8}, "12.0.6206.1000", false, ""},
    };
    for (const auto &row : rows) {
        const emsmdb::VersionWords words{row.words};
        EXPECT_EQ(emsmdb::toText(words.version()), row.text);
        EXPECT_EQ(emsmdb::exchangeOf(words.version()), row.exchange) << row.text;
        if (row.newPacking) {
            EXPECT_EQ(emsmdb::VersionWords::of(words.version()), words) << row.text;
        }
    }
}

TEST(Mapi, ServerNamesComeOutOfDistinguishedNames)
{
    const std::string server = "/o=X/ou=AG/cn=Configuration/cn=Servers/cn=S";
    EXPECT_EQ(mapi::serverDnOf(server + "/cn=Microsoft Private MDB"), server);
    EXPECT_EQ(mapi::serverDnOf(server + "/cn=microsoft public mdb"), server);
    EXPECT_EQ(mapi::serverDnOf(server), server);
    EXPECT_EQ(mapi::serverNameOf(server + "/cn=Microsoft Private MDB"), "S");
    EXPECT_EQ(mapi::serverNameOf("/O=X/OU=AG/CN=CONFIGURATION/CN=SERVERS/CN=Ex1"), "Ex1");
}

TEST(Mapi, WhatNamesNoServerGivesNone)
{
    for (const char *dn : {"", "/", "/o=X/ou=AG/cn=Recipients/cn=bo", "/o=X/cn=Configuration/cn=Servers/cn=", "S",
                           "/o=X/cn=Configuration/cn=Servers/cn=S/cn=Other", "/cn=Microsoft Private MDB"})
        EXPECT_FALSE(mapi::serverDnOf(dn)) << dn;
    EXPECT_FALSE(mapi::serverNameOf("/o=X/cn=Configuration/cn=Servers/cn="));
}

TEST(Mapi, TheTcpHostIsFoundAmongTheAddresses)
{
    EXPECT_EQ(mapi::tcpHostIn({"netbios:EX", "ncacn_ip_tcp:ex.x.y"}), "ex.x.y");
    EXPECT_EQ(mapi::tcpHostIn({"NCACN_IP_TCP:EX1.corp.test"}), "EX1.corp.test");
    EXPECT_EQ(mapi::tcpHostIn({"ncacn_ip_tcp:192.0.2.7[1234]"}), "192.0.2.7");
    EXPECT_FALSE(mapi::tcpHostIn({}));
    EXPECT_FALSE(mapi::tcpHostIn({"netbios:EX", "ncacn_vns_spp:EX@x.y"}));
    EXPECT_FALSE(mapi::tcpHostIn({"ncacn_ip_tcp:", "ncacn_ip_tcp:a b", "ncacn_ip_tcp:-x;y"}));
}
