#include "practice/plan.h"
#include "practice/realm.h"

#include <gtest/gtest.h>

namespace mailwalk::practice {

TEST(Directory, FindsPeopleByBeginningsOfWords)
{
    const Plan plan = wholePlan();
    const auto found = [&](std::string_view typed) {
        std::vector<std::string> accounts;
        for (const Mailbox *mailbox : plan.directory.matching(typed))
            accounts.push_back(mailbox->account);
        return accounts;
    };
    using Accounts = std::vector<std::string>;
    EXPECT_EQ(found("ali"), Accounts{"alice"});
    EXPECT_EQ(found("ARCH"), Accounts{"alice"});
    EXPECT_EQ(found("Alice Archer"), Accounts{"alice"});
    EXPECT_EQ(found("chris"), (Accounts{"chris.meyer", "christian.meyer"}));
    EXPECT_EQ(found("=chris.meyer"), Accounts{"chris.meyer"});
    EXPECT_EQ(found("rcher"), Accounts{}) << "the middle of a word";
    EXPECT_EQ(found("henry"), Accounts{}) << "hidden";
    EXPECT_EQ(found(""), Accounts{});
    EXPECT_EQ(found("="), Accounts{});
}

TEST(Directory, NamesOfServersLeadToHosts)
{
    const Plan plan = wholePlan();
    EXPECT_EQ(plan.directory.serverByDn(plan.directory.servers[1].dn())->host, "ex2.corp.test");
    EXPECT_FALSE(plan.directory.serverByDn(plan.directory.servers[1].databaseDn()));
    EXPECT_FALSE(plan.directory.serverByDn(""));
}

TEST(Realm, KnowsTheFormsOfItsNamesOnly)
{
    const Plan plan = wholePlan();
    const Realm realm(plan.directory, {});
    for (const auto &[user, domain] : {std::pair("alice", ""),
                                       {"ALICE", "CORP"},
                                       {"alice", "Corp.Test"},
                                       {"alice@corp.test", ""},
                                       {"alice@CORP.TEST", "CORP"}})
        EXPECT_TRUE(realm.accountOf(user, domain)) << user << ' ' << domain;
    for (const auto &[user, domain] :
         {std::pair("", ""), {"alice", "OTHER"}, {"alice@other.test", ""}, {"@corp.test", ""}, {"alice@corp.test@x", ""}})
        EXPECT_FALSE(realm.accountOf(user, domain)) << user << ' ' << domain;
}

TEST(Realm, LocksAfterThreeWrongTriesInAnyFormOfTheName)
{
    const Plan plan = wholePlan();
    Realm realm(plan.directory, {});
    const Mailbox &alice = *plan.directory.mailboxOf("alice");
    realm.countWrongTry("alice", "");
    realm.countWrongTry("ALICE", "CORP");
    realm.countWrongTry("nobody", "");
    EXPECT_TRUE(realm.mayEnter(alice));
    realm.countWrongTry("alice@corp.test", "");
    EXPECT_FALSE(realm.mayEnter(alice));
    EXPECT_TRUE(realm.mayEnter(*plan.directory.mailboxOf("bob")));
}

} // namespace mailwalk::practice
