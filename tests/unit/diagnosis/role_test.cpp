#include "diagnosis/role.h"

#include "support/recorded_walks.h"
#include "support/trace_builder.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <set>

namespace mailwalk::diagnosis {
namespace {

using test::TraceBuilder;
using trace::Code;
using trace::Outcome;
using trace::Stage;

using Roles = std::vector<std::string>;

TEST(Role, SaysWhatAHopIsForAndNeitherWhereNorWhen)
{
    TraceBuilder b;
    b.stage(Stage::lookUp).resolve("gc1.corp.test").connect("gc1.corp.test:135").map("NSPI", "gc1.corp.test");
    b.connect("gc1.corp.test:49155").bind("NSPI", "gc1.corp.test:49155").call("NspiBind", "gc1.corp.test:49155");
    EXPECT_EQ(rolesOf(b.trace()), (Roles{"walk", "direct/look-up", "direct/look-up/resolve", "direct/look-up/connect mapper",
                                         "direct/look-up/map NSPI", "direct/look-up/connect", "direct/look-up/bind NSPI",
                                         "direct/look-up/NspiBind"}));
}

TEST(Role, IsTheSameWhateverDirectoryServerWasMet)
{
    const auto lookUp = [](const std::string &host, const std::string &port) {
        TraceBuilder b;
        b.stage(Stage::lookUp).resolve(host).connect(host + ":135").map("NSPI", host).connect(host + ":" + port);
        return rolesOf(b.trace());
    };
    EXPECT_EQ(lookUp("gc1.corp.test", "49155"), lookUp("gc2.corp.test", "61002"));
}

TEST(Role, OfSeveralAddressesBelongsToTheOneThatLetsIn)
{
    TraceBuilder b;
    b.stage(Stage::refer).connect("ex1.corp.test:135", "192.0.2.9").failsAlone(Code::timeout);
    b.connect("ex1.corp.test:135", "192.0.2.1").connect("ex1.corp.test:135", "192.0.2.2").is(Outcome::cancelled);
    const Roles roles = rolesOf(b.trace());
    EXPECT_EQ(roles[3], "direct/refer/connect mapper");
    EXPECT_EQ(roles[2], "direct/refer/connect mapper another address");
    EXPECT_EQ(roles[4], "direct/refer/connect mapper another address#2");
}

TEST(Role, OfSeveralSilentAddressesBelongsToTheOneThatSaysMost)
{
    TraceBuilder b;
    b.stage(Stage::refer).connect("ex1.corp.test:135", "192.0.2.9").failsAlone(Code::timeout);
    b.connect("ex1.corp.test:135", "192.0.2.1").fails(Code::refused);
    EXPECT_EQ(rolesOf(b.trace()).back(), "direct/refer/connect mapper");
}

TEST(Role, CountsWhatIsDoneAgain)
{
    TraceBuilder b;
    b.stage(Stage::open).call("RopLogon", "ex1.corp.test:1").call("RopLogon", "ex2.corp.test:1");
    b.stage(Stage::open).call("RopLogon", "ex2.corp.test:2");
    EXPECT_EQ(rolesOf(b.trace()), (Roles{"walk", "direct/open", "direct/open/RopLogon", "direct/open/RopLogon#2", "direct/open#2",
                                         "direct/open#2/RopLogon"}));
}

TEST(Role, OfWhatWasOpenedAheadIsThatOfItsStage)
{
    const auto ahead = test::recorded::read("works-by-address").trace, inTurn = test::recorded::read("finished-profile").trace;
    const Roles one = rolesOf(ahead), other = rolesOf(inTurn);
    for (const std::string role :
         {"rpc-https/open/OUT channel/secure", "rpc-https/open/IN channel/http RPC_IN_DATA first contact",
          "rpc-https/open/channel", "rpc-https/open/RopLogon"}) {
        EXPECT_NE(std::find(one.begin(), one.end(), role), one.end()) << role;
        EXPECT_NE(std::find(other.begin(), other.end(), role), other.end()) << role;
    }
}

TEST(Role, IsGivenOnceInEveryRecordedWalk)
{
    for (const std::string &name : test::recorded::names()) {
        const auto walk = test::recorded::read(name).trace;
        const Roles roles = rolesOf(walk);
        EXPECT_EQ(std::set<std::string>(roles.begin(), roles.end()).size(), walk.hops.size()) << name;
        for (const std::string &role : roles)
            EXPECT_EQ(role.find("corp.test"), std::string::npos) << name << ": " << role;
    }
}

TEST(Role, OfHostileTitlesStaysSmall)
{
    TraceBuilder b;
    b.stage(Stage::open).call(std::string(100'000, 'x'), "ex1.corp.test:1");
    EXPECT_LT(rolesOf(b.trace()).back().size(), 100u);
}

} // namespace
} // namespace mailwalk::diagnosis
