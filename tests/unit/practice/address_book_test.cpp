#include "practice/address_book.h"

#include "support/golden.h"

#include <gtest/gtest.h>

namespace mailwalk::practice {

using namespace test;
using namespace wire;
using dcerpc::FaultStatus;
using mapi::PropertyTag;
using mapi::PropertyType;
using mapi::Status;

/// The address book without a network.
class AddressBooks : public testing::Test
{
protected:
    template <class Operation> Reply<Operation> ask(const typename Operation::Request &request)
    {
        const Answer answer = book.answer({Operation::opnum, stubOf<Operation>(request), caller, association});
        if (!answer)
            return answer.error();
        auto read = ndr::read<typename Operation::Answer>(*answer);
        EXPECT_TRUE(bool(read)) << toText(read.error());
        return *read;
    }

    template <class Operation> View stubOf(const typename Operation::Request &request) { return stub = ndr::write(request); }

    ndr::ContextHandle bound()
    {
        const auto answer = ask<nspi::Bind>({0, {}, Guid{}});
        EXPECT_TRUE(answer && answer->status == Status::ok);
        return answer ? answer->handle : ndr::ContextHandle{};
    }

    nspi::ResolveNamesW::Answer resolve(std::vector<std::optional<std::string>> names,
                                        std::vector<PropertyTag> columns = {PropertyTag::displayName})
    {
        nspi::ResolveNamesW::Request request;
        request.handle = handle;
        request.columns = nspi::PropertyTags{std::move(columns)};
        request.names.strings = std::move(names);
        const auto answer = ask<nspi::ResolveNamesW>(request);
        EXPECT_TRUE(bool(answer));
        return answer ? *answer : nspi::ResolveNamesW::Answer{};
    }

    nspi::GetMatches::Request matches(const std::string &typed)
    {
        nspi::GetMatches::Request request;
        request.handle = handle;
        request.filter = nspi::ambiguousName(typed);
        request.requested = 50;
        request.columns = nspi::PropertyTags{{PropertyTag::displayName, PropertyTag::entryId}};
        return request;
    }

    std::uint32_t midOf(const std::string &dn)
    {
        nspi::DnToMid::Request request{handle, {}};
        request.names.strings = {dn};
        const auto answer = ask<nspi::DnToMid>(request);
        return answer && answer->mids ? answer->mids->values.at(0) : 0;
    }

    Plan plan = wholePlan();
    AddressBook book{plan.directory, plan.addressBook};
    Association association{1};
    Caller caller{"alice", auth::Level::privacy};
    Bytes stub;
    ndr::ContextHandle handle = bound();
};

TEST_F(AddressBooks, BindRefusesStrangersAnonymousAndCodePages)
{
    caller = {};
    EXPECT_EQ(ask<nspi::Bind>({})->status, Status::logonFailed);
    caller = {"alice", auth::Level::connect};
    EXPECT_EQ(ask<nspi::Bind>({0x20, {}, {}})->status, Status::logonFailed);
    for (const std::uint32_t page : {1200u, 0u, 65001u}) {
        nspi::Bind::Request request;
        request.stat.codePage = page;
        const auto answer = ask<nspi::Bind>(request);
        EXPECT_EQ(answer->status, Status::unknownCodepage) << page;
        EXPECT_TRUE(answer->handle.isNull());
    }
}

TEST_F(AddressBooks, BindTellsItsInstanceOnlyWhenAsked)
{
    EXPECT_FALSE(ask<nspi::Bind>({})->serverGuid);
    const auto asked = ask<nspi::Bind>({0, {}, Guid{}});
    ASSERT_TRUE(asked->serverGuid);
    EXPECT_FALSE(asked->serverGuid->isNull());
}

TEST_F(AddressBooks, SessionsOfOneClientHaveABound)
{
    std::size_t granted = 1;
    while (granted <= Association::mostHandles && ask<nspi::Bind>({})->status == Status::ok)
        ++granted;
    EXPECT_EQ(granted, Association::mostHandles);
}

TEST_F(AddressBooks, HandlesAreGoodInTheirAssociationOnlyAndUntilUnbind)
{
    Association other{2};
    nspi::Unbind::Request unbind{handle};
    EXPECT_FALSE(bool(book.answer({nspi::Unbind::opnum, stubOf<nspi::Unbind>(unbind), caller, other})));
    const auto answer = ask<nspi::Unbind>(unbind);
    ASSERT_TRUE(bool(answer));
    EXPECT_EQ(answer->status, nspi::UnbindStatus::ok);
    EXPECT_TRUE(answer->handle.isNull());
    EXPECT_EQ(ask<nspi::Unbind>(unbind).error(), FaultStatus::ncaContextMismatch);
}

TEST_F(AddressBooks, NamesAreFoundAmbiguousOrUnknown)
{
    using enum nspi::Resolved;
    const auto answer = resolve({"alice", "Baker", "chris", "henry", "", std::nullopt, "=bob", "=bo", "DORA@corp.test", "x"});
    EXPECT_EQ(answer.names->values, (std::vector{resolved, resolved, ambiguous, unresolved, unresolved, unresolved, resolved,
                                                 unresolved, resolved, unresolved}));
    ASSERT_EQ(answer.rows->rows.size(), 4u);
    EXPECT_EQ(*answer.rows->rows[0].text(PropertyTag::displayName), "Alice Archer");
    EXPECT_EQ(*answer.rows->rows[3].text(PropertyTag::displayName), "Dora Dunn");
}

TEST_F(AddressBooks, ADistinguishedNameIsAName)
{
    EXPECT_EQ(resolve({plan.directory.mailboxOf("bob")->dn()}).names->values.at(0), nspi::Resolved::resolved);
}

TEST_F(AddressBooks, ColumnsComeInTheTypeAskedForOrAsAnError)
{
    const auto home8 = PropertyTag::homeMessageDatabase8;
    const auto table = mapi::withType(PropertyTag::homeMessageDatabase, PropertyType::embeddedTable);
    const auto number = mapi::withType(PropertyTag::displayName, PropertyType::integer32);
    const auto row =
        resolve({"alice"}, {PropertyTag::displayName8, home8, table, number, PropertyTag::primaryTelephone8}).rows->rows.at(0);
    ASSERT_EQ(row.values->size(), 5u);
    EXPECT_EQ((*row.values)[0].tag, PropertyTag::displayName8);
    EXPECT_TRUE(row.text(home8)->ends_with("/cn=Servers/cn=EX1/cn=Microsoft Private MDB"));
    EXPECT_EQ((*row.values)[2].tag, table);
    for (const std::size_t i : {3u, 4u}) {
        EXPECT_EQ(mapi::typeOf((*row.values)[i].tag), PropertyType::errorCode);
        EXPECT_EQ(std::get<std::uint32_t>((*row.values)[i].value), static_cast<std::uint32_t>(Status::notFound));
    }
}

TEST_F(AddressBooks, SearchesRefuseCodePageAndContainerThatAreNot)
{
    nspi::ResolveNamesW::Request request;
    request.handle = handle;
    request.names.strings = {"alice"};
    request.stat.containerId = 0x99;
    EXPECT_EQ(ask<nspi::ResolveNamesW>(request)->status, Status::invalidBookmark);
    request.stat = {};
    request.stat.codePage = 1200;
    EXPECT_EQ(ask<nspi::ResolveNamesW>(request)->status, Status::unknownCodepage);
}

TEST_F(AddressBooks, MatchesCarryEphemeralEntryIds)
{
    const auto answer = ask<nspi::GetMatches>(matches("chris"));
    ASSERT_EQ(answer->status, Status::ok);
    EXPECT_EQ(answer->mids->values.size(), 2u);
    ASSERT_EQ(answer->rows->rows.size(), 2u);
    const auto *id = answer->rows->rows[0].find(PropertyTag::entryId);
    ASSERT_TRUE(id);
    const Bytes &bytes = *std::get<nspi::Binary>(id->value);
    EXPECT_EQ(bytes.size(), 32u);
    EXPECT_EQ(bytes[0], 0x87);
}

TEST_F(AddressBooks, MatchesRefuseWhatTheSpecificationForbids)
{
    auto request = matches("chris");
    request.requested = 1;
    EXPECT_EQ(ask<nspi::GetMatches>(request)->status, Status::tableTooBig);
    request = matches("chris");
    request.reserved1 = 1;
    EXPECT_EQ(ask<nspi::GetMatches>(request)->status, Status::tooComplex);
    request = matches("chris");
    request.reserved = nspi::PropertyTags{};
    EXPECT_EQ(ask<nspi::GetMatches>(request)->status, Status::tooComplex);
    request = matches("chris");
    request.filter.reset();
    EXPECT_EQ(ask<nspi::GetMatches>(request)->status, Status::tooComplex);
    request = matches("chris");
    request.stat.sortType = nspi::SortType::displayNameReadOnly;
    EXPECT_EQ(ask<nspi::GetMatches>(request)->status, Status::tooComplex);
}

TEST_F(AddressBooks, DistinguishedNamesHaveMids)
{
    const Directory &directory = plan.directory;
    EXPECT_GE(midOf(directory.mailboxOf("alice")->dn()), 0x10u);
    EXPECT_GE(midOf(directory.mailboxOf("henry")->dn()), 0x10u) << "hidden from lists, not from who knows it";
    EXPECT_GE(midOf(directory.servers[0].dn()), 0x10u);
    EXPECT_EQ(midOf("/o=Nobody"), 0u);
}

TEST_F(AddressBooks, PropertiesOfAServerTellItsAddresses)
{
    nspi::GetProps::Request request{handle, 1, {}, nspi::PropertyTags{{PropertyTag::networkAddress8}}};
    request.stat.currentRec = midOf(plan.directory.servers[1].dn());
    const auto answer = ask<nspi::GetProps>(request);
    ASSERT_EQ(answer->status, Status::ok);
    const auto addresses = answer->row->texts(PropertyTag::networkAddress);
    EXPECT_NE(std::find(addresses.begin(), addresses.end(), "ncacn_ip_tcp:ex2.corp.test"), addresses.end());
}

TEST_F(AddressBooks, PropertiesOfNobodyAreErrorsInARow)
{
    nspi::GetProps::Request request{handle, 1, {}, nspi::PropertyTags{{PropertyTag::displayName}}};
    request.stat.currentRec = 0x7777;
    const auto answer = ask<nspi::GetProps>(request);
    EXPECT_EQ(answer->status, Status::errorsReturned);
    ASSERT_TRUE(answer->row);
    EXPECT_EQ(answer->row->values->size(), 1u);
}

TEST_F(AddressBooks, TheHierarchyComesOnceAVersion)
{
    nspi::GetSpecialTable::Request request{handle, 4, {}, 0};
    const auto first = ask<nspi::GetSpecialTable>(request);
    ASSERT_TRUE(first->rows);
    EXPECT_EQ(*first->rows->rows.at(0).text(PropertyTag::displayName), "Global Address List");
    request.version = first->version;
    const auto second = ask<nspi::GetSpecialTable>(request);
    EXPECT_EQ(second->status, Status::ok);
    EXPECT_FALSE(second->rows);
}

TEST_F(AddressBooks, RowsArePagedInTheOrderOfNames)
{
    nspi::QueryRows::Request request;
    request.handle = handle;
    request.count = 2;
    request.columns = nspi::PropertyTags{{PropertyTag::displayName}};
    std::vector<std::string> names;
    for (int pages = 0; pages < 10; ++pages) {
        const auto answer = ask<nspi::QueryRows>(request);
        ASSERT_TRUE(answer && answer->status == Status::ok);
        for (const auto &row : answer->rows->rows)
            names.push_back(*row.text(PropertyTag::displayName));
        request.stat = answer->stat;
        if (answer->stat.currentRec == 2)
            break;
    }
    EXPECT_EQ(names, (std::vector<std::string>{"Alice Archer", "Bob Baker", "Chris Meyer", "Chris Meyer", "Dora Dunn"}));
    EXPECT_EQ(request.stat.totalRecs, 5u);
}

TEST_F(AddressBooks, AnExplicitTableNamesItsRows)
{
    nspi::QueryRows::Request request;
    request.handle = handle;
    request.table = std::vector<std::uint32_t>{midOf(plan.directory.mailboxOf("dora")->dn()), 0x7777};
    request.columns = nspi::PropertyTags{{PropertyTag::displayName}};
    const auto answer = ask<nspi::QueryRows>(request);
    ASSERT_EQ(answer->rows->rows.size(), 2u);
    EXPECT_EQ(*answer->rows->rows[0].text(PropertyTag::displayName), "Dora Dunn");
    EXPECT_EQ(mapi::typeOf(answer->rows->rows[1].values->at(0).tag), PropertyType::errorCode);
}

// 4,000 rows of 4,000 columns fit into one request, and would be sixteen million values.
TEST_F(AddressBooks, AnswersHaveABound)
{
    nspi::QueryRows::Request request;
    request.handle = handle;
    request.table = std::vector<std::uint32_t>(4000, 0x1000);
    request.columns = nspi::PropertyTags{std::vector(4000, PropertyTag::displayName)};
    EXPECT_EQ(ask<nspi::QueryRows>(request)->status, Status::tooBig);
}

TEST_F(AddressBooks, RefuseEveryBeginningOfARequest)
{
    for (const auto &[opnum, name] : {std::pair(0, "nspi-bind-request"),
                                      {3, "nspi-query-rows-request"},
                                      {5, "nspi-get-matches-request"},
                                      {7, "nspi-dn-to-mid-request"},
                                      {9, "nspi-get-props-request"},
                                      {20, "nspi-resolve-names-request"}}) {
        const Bytes whole = golden(name);
        for (std::size_t size = 0; size < whole.size(); ++size) {
            const auto answer = book.answer({static_cast<std::uint16_t>(opnum), View(whole).first(size), caller, association});
            ASSERT_FALSE(bool(answer)) << name << ' ' << size;
            EXPECT_EQ(answer.error(), FaultStatus::badStubData) << name << ' ' << size;
        }
    }
}

} // namespace mailwalk::practice
