#include "practice/store.h"

#include "support/golden.h"

#include <gtest/gtest.h>

namespace mailwalk::practice {

using namespace test;
using namespace wire;
using namespace wire::emsmdb;
using dcerpc::FaultStatus;
using mapi::Status;

/// The store of EX1 without a network.
class Stores : public testing::Test
{
protected:
    template <class Operation> Reply<Operation> ask(const typename Operation::Request &request)
    {
        const Bytes stub = ndr::write(request);
        const Answer answer = store.answer({Operation::opnum, stub, caller, association});
        if (!answer)
            return answer.error();
        auto read = ndr::read<typename Operation::Answer>(*answer);
        EXPECT_TRUE(bool(read)) << toText(read.error());
        return *read;
    }

    std::string dnOf(std::string_view account) const { return plan.directory.mailboxOf(account)->dn(); }

    DoConnectEx::Request connection(std::string_view account)
    {
        DoConnectEx::Request request;
        request.userDn = dnOf(account);
        request.clientVersion = VersionWords::of({12, 0, 4518, 1014});
        return request;
    }

    ndr::ContextHandle connected(std::string_view account)
    {
        caller = {std::string(account), auth::Level::privacy};
        const auto answer = ask<DoConnectEx>(connection(account));
        EXPECT_TRUE(answer && answer->status == Status::ok);
        return answer ? answer->handle : ndr::ContextHandle{};
    }

    RopAnswers execute(const ndr::ContextHandle &handle, const RopRequests &requests)
    {
        DoRpcExt2::Request request;
        request.handle = handle;
        request.rops = ropBuffer(requests);
        const auto answer = ask<DoRpcExt2>(request);
        EXPECT_TRUE(answer && answer->status == Status::ok);
        auto read = answer ? ropAnswersIn(answer->rops) : wire::Result<RopAnswers>(wire::Fault{});
        EXPECT_TRUE(bool(read));
        return read ? *read : RopAnswers{};
    }

    LogonAnswer logon(std::string_view account, std::string_view as)
    {
        LogonRequest rop;
        rop.mailboxDn = dnOf(account);
        const auto answers = execute(connected(as), {{rop}, {newHandle}});
        EXPECT_EQ(answers.rops.size(), 1u);
        return answers.rops.empty() ? LogonAnswer{} : std::get<LogonAnswer>(answers.rops[0]);
    }

    Plan plan = wholePlan();
    Store store{plan.directory, plan.store, plan.directory.servers[0]};
    Association association{1};
    Caller caller{"alice", auth::Level::privacy};
};

TEST_F(Stores, AreOfTheGenerationOf2010)
{
    const auto answer = ask<DoConnectEx>(connection("alice"));
    ASSERT_EQ(answer->status, Status::ok);
    EXPECT_EQ(exchangeOf(answer->serverVersion.version()), "Exchange 2010");
    EXPECT_EQ(answer->displayName, "Alice Archer");
}

TEST_F(Stores, ConnectOnlyWhoIsNamed)
{
    EXPECT_EQ(ask<DoConnectEx>(connection("bob"))->status, Status::accessDenied) << "somebody else's name";
    auto request = connection("alice");
    request.userDn = "/o=Corp/cn=nobody";
    EXPECT_EQ(ask<DoConnectEx>(request)->status, Status::unknownUser);
    request.userDn.clear();
    EXPECT_EQ(ask<DoConnectEx>(request)->status, Status::accessDenied);
    caller = {};
    EXPECT_EQ(ask<DoConnectEx>(connection("alice"))->status, Status::accessDenied);
}

TEST_F(Stores, RefuseClientsOlderThanOutlook2003)
{
    auto request = connection("alice");
    request.clientVersion = VersionWords::of({10, 0, 0, 0});
    const auto answer = ask<DoConnectEx>(request);
    EXPECT_EQ(answer->status, Status::version);
    EXPECT_EQ(answer->bestVersion.version().major, 11);
    EXPECT_TRUE(answer->handle.isNull());
}

TEST_F(Stores, DemandEncryptionOnlyWhenTold)
{
    caller.level = auth::Level::integrity;
    EXPECT_EQ(ask<DoConnectEx>(connection("alice"))->status, Status::ok);
    plan.store.encryptionRequired = true;
    EXPECT_EQ(ask<DoConnectEx>(connection("alice"))->status, Status::notEncrypted);
    caller.level = auth::Level::privacy;
    EXPECT_EQ(ask<DoConnectEx>(connection("alice"))->status, Status::ok);
}

TEST_F(Stores, OpenTheOwnMailbox)
{
    const auto answer = logon("alice", "alice");
    EXPECT_EQ(answer.status, Status::ok);
    ASSERT_TRUE(std::holds_alternative<emsmdb::Mailbox>(answer.store));
    EXPECT_FALSE(std::get<emsmdb::Mailbox>(answer.store).mailboxGuid.isNull());
}

TEST_F(Stores, SendToTheServerThatHasIt)
{
    const auto answer = logon("bob", "bob");
    EXPECT_EQ(answer.status, Status::wrongServer);
    EXPECT_EQ(answer.serverDn, plan.directory.servers[1].dn());
}

TEST_F(Stores, SendInACircleWhenTold)
{
    plan.directory.change("alice").circling = true;
    EXPECT_EQ(logon("alice", "alice").serverDn, plan.directory.servers[1].dn());
    const Store other(plan.directory, plan.store, plan.directory.servers[1]);
    plan.directory.change("bob").circling = true;
    EXPECT_EQ(logon("bob", "bob").serverDn, plan.directory.servers[1].dn());
}

TEST_F(Stores, RefuseWhatIsNotOnesOwnOrDisabled)
{
    EXPECT_EQ(logon("henry", "alice").status, Status::loginPerm);
    EXPECT_EQ(logon("dora", "dora").status, Status::mailboxDisabled);
}

struct FlagRow {
    const char *sentence;
    std::uint8_t logonFlags;
    std::uint32_t openFlags;
    Status expected;
};

TEST_F(Stores, ReadTheFlagsOfALogon)
{
    const FlagRow rows[] = {
        {"as Outlook sends them", privateLogon, homeLogon | takeOwnership | usePerMdbReplidMapping, Status::ok},
        {"without the mapping that 2007 demands", privateLogon, homeLogon | takeOwnership, Status::invalidParameter},
        {"public folders", 0, publicStore | usePerMdbReplidMapping, Status::logonFailed},
        {"as administrator", privateLogon, useAdminPrivilege | usePerMdbReplidMapping, Status::loginPerm},
    };
    for (const FlagRow &row : rows) {
        LogonRequest rop;
        rop.mailboxDn = dnOf("alice");
        rop.logonFlags = row.logonFlags;
        rop.openFlags = row.openFlags;
        const auto answers = execute(connected("alice"), {{rop}, {newHandle}});
        EXPECT_EQ(std::get<LogonAnswer>(answers.rops.at(0)).status, row.expected) << row.sentence;
    }
}

TEST_F(Stores, NameTheInboxInTheSameBufferAndInALaterOne)
{
    const auto handle = connected("alice");
    LogonRequest rop;
    rop.mailboxDn = dnOf("alice");
    const auto first = execute(handle, {{rop, GetReceiveFolderRequest{0, 0, "IPM.Note"}}, {newHandle}});
    ASSERT_EQ(first.rops.size(), 2u);
    const auto &mailbox = std::get<emsmdb::Mailbox>(std::get<LogonAnswer>(first.rops[0]).store);
    const auto &folder = std::get<GetReceiveFolderAnswer>(first.rops[1]);
    EXPECT_EQ(folder.folder, mailbox.folders[inboxFolder]);
    const auto later = execute(handle, {{GetReceiveFolderRequest{0, 0, ""}}, first.handles});
    EXPECT_EQ(std::get<GetReceiveFolderAnswer>(later.rops.at(0)).status, Status::ok);
    execute(handle, {{ReleaseRequest{0, 0}}, first.handles});
    const auto after = execute(handle, {{GetReceiveFolderRequest{0, 0, ""}}, first.handles});
    EXPECT_EQ(std::get<GetReceiveFolderAnswer>(after.rops.at(0)).status, Status::nullObject);
}

TEST_F(Stores, RefuseBuffersThatAreNone)
{
    DoRpcExt2::Request request;
    request.handle = connected("alice");
    request.rops = Bytes(7);
    EXPECT_EQ(ask<DoRpcExt2>(request)->status, Status::networkError);
    request.rops = Bytes(20, 0xff);
    EXPECT_EQ(ask<DoRpcExt2>(request)->status, Status::rpcFormat);
    LogonRequest rop;
    rop.mailboxDn = dnOf("alice");
    rop.outputHandle = 3;
    request.rops = ropBuffer(RopRequests{{rop}, {newHandle}});
    EXPECT_EQ(ask<DoRpcExt2>(request)->status, Status::rpcFormat) << "an index behind the table";
    rop.outputHandle = 0;
    request.rops = ropBuffer(RopRequests{{rop}, {newHandle}});
    request.outMost = 20;
    EXPECT_EQ(ask<DoRpcExt2>(request)->status, Status::bufferTooSmall);
}

TEST_F(Stores, ForgetASessionThatIsDisconnected)
{
    const DoDisconnect::Request request{connected("alice")};
    EXPECT_EQ(ask<DoDisconnect>(request)->status, Status::ok);
    EXPECT_EQ(ask<DoDisconnect>(request).error(), FaultStatus::ncaContextMismatch);
    DoRpcExt2::Request late;
    late.handle = request.handle;
    EXPECT_EQ(ask<DoRpcExt2>(late).error(), FaultStatus::ncaContextMismatch);
}

TEST_F(Stores, RefuseEveryBeginningOfARequest)
{
    for (const auto &[opnum, name] :
         {std::pair(10, "emsmdb-connect-request"), {11, "emsmdb-rpc-request"}, {1, "emsmdb-disconnect-request"}}) {
        const Bytes whole = golden(name);
        for (std::size_t size = 0; size < whole.size(); ++size) {
            const auto answer = store.answer({static_cast<std::uint16_t>(opnum), View(whole).first(size), caller, association});
            ASSERT_FALSE(bool(answer)) << name << ' ' << size;
            EXPECT_EQ(answer.error(), FaultStatus::badStubData) << name << ' ' << size;
        }
    }
}

} // namespace mailwalk::practice
