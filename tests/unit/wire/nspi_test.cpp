#include "support/golden.h"
#include "wire/nspi/nspi.h"

using namespace mailwalk;
using namespace mailwalk::wire;
using namespace mailwalk::test;
using mapi::PropertyTag;
using nspi::PropertyRow;
using nspi::PropertyValue;

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

template <class Message> void staysTheSame(const std::string &name)
{
    const Bytes bytes = golden(name);
    EXPECT_EQ(toHex(rewritten<Message>(bytes)), toHex(bytes)) << name;
    refusesEveryStubPrefix<Message>(bytes);
}

// Bytes of a stranger: its referent ids and pads are its own, but what we write must be read as the same, and be as long but for
// the padding at its end.
template <class Message> void isRead(const std::string &name)
{
    const Bytes bytes = golden(name), again = rewritten<Message>(bytes);
    ASSERT_LE(again.size(), bytes.size()) << name;
    ASSERT_LT(bytes.size() - again.size(), 8u) << name;
    EXPECT_EQ(ndr::print(*ndr::read<Message>(bytes)), ndr::print(*ndr::read<Message>(again))) << name;
    refusesEveryStubPrefix<Message>(bytes, bytes.size() - again.size());
}

nspi::GetProps::Answer holding(PropertyValue value) { return {nspi::PropertyRow{{{std::move(value)}}}, mapi::Status::ok}; }

nspi::GetMatches::Request searching(nspi::Restriction filter)
{
    nspi::GetMatches::Request request;
    request.filter = std::move(filter);
    return request;
}

nspi::Restriction notTimes(int depth)
{
    nspi::Restriction inner{nspi::RestrictionKind::exists, nspi::Existence{PropertyTag::account}};
    for (int i = 0; i < depth; ++i) {
        std::vector<nspi::Restriction> parts{std::move(inner)};
        inner = {nspi::RestrictionKind::negation, nspi::Compound{std::move(parts)}};
    }
    return inner;
}

} // namespace

TEST(Nspi, VectorsAreReadAndWrittenUnchangedAndTheirPrefixesRefused)
{
    staysTheSame<nspi::Bind::Request>("nspi-bind-request");
    staysTheSame<nspi::Bind::Answer>("nspi-bind-answer");
    staysTheSame<nspi::Unbind::Request>("nspi-unbind-request");
    staysTheSame<nspi::Unbind::Answer>("nspi-unbind-answer");
    staysTheSame<nspi::GetSpecialTable::Request>("nspi-special-table-request");
    staysTheSame<nspi::DnToMid::Request>("nspi-dn-to-mid-request");
    staysTheSame<nspi::DnToMid::Answer>("nspi-dn-to-mid-answer");
    staysTheSame<nspi::GetProps::Request>("nspi-get-props-request");
    staysTheSame<nspi::GetProps::Answer>("nspi-get-props-answer");
    staysTheSame<nspi::QueryRows::Request>("nspi-query-rows-request");
    staysTheSame<nspi::ResolveNamesW::Request>("nspi-resolve-names-request");
    staysTheSame<nspi::ResolveNamesW::Answer>("nspi-resolve-names-answer");
    staysTheSame<nspi::GetMatches::Request>("nspi-get-matches-request");
}

TEST(Nspi, AnIndependentServersAnswersAreReadAndTheirPrefixesRefused)
{
    isRead<nspi::Bind::Answer>("gromox-nspi-bind-answer");
    isRead<nspi::GetSpecialTable::Answer>("gromox-nspi-special-table-answer");
    isRead<nspi::DnToMid::Answer>("gromox-nspi-dn-to-mid-answer");
    for (const char *number : {"", "-2", "-3", "-4", "-5", "-6"})
        isRead<nspi::ResolveNamesW::Answer>("gromox-nspi-resolve-names" + std::string(number) + "-answer");
    isRead<nspi::Unbind::Answer>("gromox-nspi-unbind-answer");
}

TEST(Nspi, AnIndependentClientsQuestionsAreReadAndTheirPrefixesRefused)
{
    isRead<nspi::Bind::Request>("gromox-nspi-bind-request");
    isRead<nspi::DnToMid::Request>("gromox-nspi-dn-to-mid-request");
    for (const char *number : {"", "-2", "-3", "-4", "-5", "-6"})
        isRead<nspi::ResolveNamesW::Request>("gromox-nspi-resolve-names" + std::string(number) + "-request");
    isRead<nspi::Unbind::Request>("gromox-nspi-unbind-request");
}

TEST(Nspi, ResolvedNamesPrintAsRows)
{
    const auto alice = ndr::read<nspi::ResolveNamesW::Answer>(golden("gromox-nspi-resolve-names-answer"));
    ASSERT_TRUE(bool(alice)) << toText(alice.error());
    EXPECT_EQ(alice->names->values, std::vector{nspi::Resolved::resolved});
    const Facts facts = ndr::print(*alice);
    EXPECT_EQ(factOf(facts, "row 1 PidTagDisplayName"), "Alice Anderson");
    EXPECT_EQ(factOf(facts, "row 1 PidTagSmtpAddress"), "alice@example.test");
    EXPECT_EQ(factOf(facts, "rows"), "1");
    EXPECT_EQ(factOf(facts, "pMIds.values"), "resolved");
    EXPECT_EQ(factOf(facts, "status"), "ok (0x00000000)");
    const PropertyRow &row = alice->rows->rows.at(0);
    EXPECT_NE(row.text(PropertyTag::emailAddress)->find("/cn=Recipients/cn="), std::string::npos);
    EXPECT_EQ(row.text(PropertyTag::homeMessageDatabase), nullptr);
}

TEST(Nspi, AmbiguousNamesComeWithoutRows)
{
    for (const char *name : {"gromox-nspi-resolve-names-5-answer", "gromox-nspi-resolve-names-6-answer"}) {
        const auto ambiguous = ndr::read<nspi::ResolveNamesW::Answer>(golden(name));
        ASSERT_TRUE(bool(ambiguous)) << toText(ambiguous.error());
        EXPECT_EQ(ambiguous->names->values, std::vector{nspi::Resolved::ambiguous}); // that server says so of "nobody" as well
        EXPECT_TRUE(ambiguous->rows->rows.empty());
    }
}

TEST(Nspi, NamesBeyondAsciiAreRead)
{
    const auto accented = ndr::read<nspi::ResolveNamesW::Answer>(golden("gromox-nspi-resolve-names-4-answer"));
    ASSERT_TRUE(bool(accented));
    EXPECT_EQ(*accented->rows->rows.at(0).text(PropertyTag::displayName), "Carol \u00dcn\u00efcode");
}

TEST(Nspi, PropertiesOfAServerGiveItsAddresses)
{
    const auto answer = ndr::read<nspi::GetProps::Answer>(golden("nspi-get-props-answer"));
    ASSERT_TRUE(bool(answer)) << toText(answer.error());
    EXPECT_EQ(answer->row->texts(PropertyTag::networkAddress), (std::vector<std::string>{"ncacn_ip_tcp:ex.x.y", "netbios:EX"}));
    EXPECT_EQ(factOf(ndr::print(*answer), "PidTagAddressBookNetworkAddress"), "ncacn_ip_tcp:ex.x.y | netbios:EX");
}

TEST(Nspi, OurSearchIsTheVector)
{
    auto request = searching(nspi::ambiguousName("bo"));
    request.handle.uuid = "11223344-5566-7788-99aa-bbccddeeff00"_guid;
    request.requested = 5000;
    request.columns = nspi::PropertyTags{{PropertyTag::displayName, PropertyTag::emailAddress8, PropertyTag::displayType}};
    EXPECT_EQ(toHex(ndr::write(request)), toHex(golden("nspi-get-matches-request")));
    EXPECT_EQ(factOf(ndr::print(request), "Filter.restriction"), "PidTagAnr = bo");
    EXPECT_EQ(factOf(ndr::print(request), "pPropTags.values"), "PidTagDisplayName, PidTagEmailAddress, PidTagDisplayType");
}

TEST(Nspi, EveryTypeOfPropertyGoesAndComesBack)
{
    using nspi::Several;
    using nspi::Text;
    const auto tag = [](std::uint32_t type) { return static_cast<PropertyTag>(0x80010000 | type); };
    const Guid guid = "11223344-5566-7788-99aa-bbccddeeff00"_guid;
    const std::vector<std::pair<PropertyValue, const char *>> rows = {
        {{tag(0x0002), std::uint16_t(7)}, "7"},
        {{tag(0x0003), std::uint32_t(8)}, "8"},
        {{PropertyTag::displayType, std::uint32_t(0)}, "mail user (0x00000000)"},
        {{tag(0x000b), std::uint16_t(1)}, "1"},
        {{tag(0x000a), std::uint32_t(0x8004010f)}, "MAPI_E_NOT_FOUND (0x8004010f)"},
        {{tag(0x0001), std::uint32_t(0)}, "0"},
        {{tag(0x000d), std::uint32_t(0)}, "0"},
        {{tag(0x0040), std::uint64_t(0x0123456789abcdef)}, "81985529216486895"},
        {{tag(0x001e), Text("old")}, "old"},
        {{tag(0x001f), Text("n\u00ebw")}, "n\u00ebw"},
        {{tag(0x001f), Text("a\nb")}, "a\ufffdb"},
        {{tag(0x001f), Text()}, "NULL"},
        {{tag(0x0102), nspi::Binary(Bytes{1, 2, 3})}, "010203"},
        {{tag(0x0102), nspi::Binary(Bytes(40, 0xab))},
         "abababababababababababababababababababababababababababababababab... (40 bytes)"},
        {{tag(0x0102), nspi::Binary()}, "NULL"},
        {{tag(0x0048), std::optional<Guid>(guid)}, "11223344-5566-7788-99aa-bbccddeeff00"},
        {{tag(0x1002), Several<std::uint16_t>({1, 2, 3})}, "1 | 2 | 3"},
        {{tag(0x1003), Several<std::uint32_t>({4, 5})}, "4 | 5"},
        {{tag(0x1040), Several<std::uint64_t>(std::vector<std::uint64_t>{6})}, "6"},
        {{tag(0x101e), Several<Text>({Text("x"), Text(), Text("yz")})}, "x | NULL | yz"},
        {{tag(0x101f), Several<Text>({Text("\u00e4"), Text("b")})}, "\u00e4 | b"},
        {{tag(0x101f), Several<Text>()}, "NULL"},
        {{tag(0x1102), Several<nspi::Binary>({nspi::Binary(Bytes{9}), nspi::Binary()})}, "09 | NULL"},
        {{tag(0x1048), Several<std::optional<Guid>>({guid})}, "11223344-5566-7788-99aa-bbccddeeff00"},
    };
    for (const auto &[value, text] : rows) {
        const Bytes bytes = ndr::write(holding(value));
        const auto again = ndr::read<nspi::GetProps::Answer>(bytes);
        ASSERT_TRUE(bool(again)) << text << ": " << toText(again.error());
        EXPECT_EQ(again->row->values->at(0), value) << text;
        EXPECT_EQ(toText(again->row->values->at(0)), text);
        refusesEveryStubPrefix<nspi::GetProps::Answer>(bytes);
    }
}

TEST(Nspi, AllTypesTogetherKeepTheirReferentsInOrder)
{
    const auto tag = [](std::uint32_t type) { return static_cast<PropertyTag>(0x80010000 | type); };
    const std::vector<PropertyValue> values = {
        {tag(0x101f), nspi::Several<nspi::Text>({nspi::Text("a"), nspi::Text("bc")})},
        {tag(0x001e), nspi::Text("odd")},
        {tag(0x0048), std::optional<Guid>("11223344-5566-7788-99aa-bbccddeeff00"_guid)},
        {tag(0x0002), std::uint16_t(3)},
        {tag(0x1102), nspi::Several<nspi::Binary>({nspi::Binary(Bytes{1}), nspi::Binary(Bytes{2, 3})})},
    };
    nspi::QueryRows::Answer answer;
    answer.rows = nspi::PropertyRowSet{{PropertyRow{values}, PropertyRow{}, PropertyRow{values}}};
    const Bytes bytes = ndr::write(answer);
    const auto again = ndr::read<nspi::QueryRows::Answer>(bytes);
    ASSERT_TRUE(bool(again)) << toText(again.error());
    EXPECT_EQ(*again->rows, *answer.rows);
    refusesEveryStubPrefix<nspi::QueryRows::Answer>(bytes);
}

TEST(Nspi, AValueThatDoesNotFitItsTagIsWrittenEmpty)
{
    const auto again = ndr::read<nspi::GetProps::Answer>(ndr::write(holding({PropertyTag::displayName, std::uint32_t(5)})));
    ASSERT_TRUE(bool(again)) << toText(again.error());
    EXPECT_EQ(again->row->text(PropertyTag::displayName), nullptr);
}

TEST(Nspi, BrokenStubsAreRefusedWithThePlace)
{
    const Bytes rows = golden("nspi-resolve-names-answer"), props = golden("nspi-get-props-answer");
    const Bytes query = golden("nspi-query-rows-request"), names = golden("nspi-resolve-names-request");
    const Bytes dns = golden("nspi-dn-to-mid-request"), matches = golden("nspi-get-matches-request");
    EXPECT_EQ(faultIn<nspi::ResolveNamesW::Answer>(changed(rows, 4, 2)), "pMIds.max_count")
        << "max_count is cValues, not one more";
    EXPECT_EQ(faultIn<nspi::ResolveNamesW::Answer>(changed(rows, 12, 1)), "pMIds.offset");
    EXPECT_EQ(faultIn<nspi::ResolveNamesW::Answer>(changed(rows, 16, 1)), "pMIds.actual_count");
    EXPECT_EQ(faultIn<nspi::ResolveNamesW::Answer>(changed(rows, 18, 1)), "pMIds.actual_count") << "more than there are bytes";
    EXPECT_EQ(faultIn<nspi::ResolveNamesW::Answer>(changed(rows, 32, 2)), "rows.cRows") << "cRows is not max_count";
    EXPECT_EQ(faultIn<nspi::ResolveNamesW::Answer>(changed(rows, 44, 1)), "lpProps") << "cValues is not max_count";
    EXPECT_EQ(faultIn<nspi::ResolveNamesW::Answer>(changed(changed(rows, 48, 0), 50, 0)), "rows.row.lpProps")
        << "two values at NULL";
    EXPECT_EQ(faultIn<nspi::ResolveNamesW::Answer>(changed(rows, 64, 0x1e)), "value.switch") << "the union of another type";
    EXPECT_EQ(faultIn<nspi::ResolveNamesW::Answer>(changed(changed(rows, 56, 5), 64, 5)), "value.switch") << "PtypFloating64";
    EXPECT_EQ(faultIn<nspi::GetProps::Answer>(changed(props, 32, 3)), "MVszA") << "cValues is not max_count";
    EXPECT_EQ(faultIn<nspi::QueryRows::Request>(changed(query, 60, 2)), "lpETable") << "dwETableCount is not max_count";
    EXPECT_EQ(faultIn<nspi::QueryRows::Request>(changed(changed(query, 64, 0), 66, 0)), "lpETable") << "one MId at NULL";
    EXPECT_EQ(faultIn<nspi::ResolveNamesW::Request>(changed(names, 92, 1)), "paStr.Count") << "Count is not max_count";
    EXPECT_EQ(faultIn<nspi::DnToMid::Request>(changed(dns, 28, 2)), "pNames.Count");
    EXPECT_EQ(faultIn<nspi::GetMatches::Request>(changed(matches, 76, 3)), "Filter.switch") << "the union of another kind";
    EXPECT_EQ(faultIn<nspi::GetMatches::Request>(changed(changed(matches, 72, 9), 76, 9)), "Filter.rt") << "a sub-restriction";
}

TEST(Nspi, RestrictionsOfEveryKindGoAndComeBack)
{
    using nspi::Restriction;
    using nspi::RestrictionKind;
    const Restriction anr = nspi::ambiguousName("bo"), exists = notTimes(0);
    const Restriction content{RestrictionKind::content,
                              nspi::Comparison{2, PropertyTag::account, PropertyValue{PropertyTag::account, nspi::Text("b")}}};
    const std::pair<Restriction, const char *> rows[] = {
        {anr, "PidTagAnr = bo"},
        {exists, "PidTagAccount exists"},
        {content, "PidTagAccount contains b"},
        {{RestrictionKind::all, nspi::Compound{{{anr, exists}}}}, "(PidTagAnr = bo and PidTagAccount exists)"},
        {{RestrictionKind::any, nspi::Compound{{{anr, content}}}}, "(PidTagAnr = bo or PidTagAccount contains b)"},
        {notTimes(1), "not (PidTagAccount exists)"},
        {{RestrictionKind::all, nspi::Compound{}}, "()"},
    };
    for (const auto &[restriction, text] : rows) {
        const Bytes bytes = ndr::write(searching(restriction));
        const auto again = ndr::read<nspi::GetMatches::Request>(bytes);
        ASSERT_TRUE(bool(again)) << text << ": " << toText(again.error());
        EXPECT_EQ(Restriction::toText(*again->filter), text);
        EXPECT_EQ(toHex(ndr::write(*again)), toHex(bytes)) << text;
        refusesEveryStubPrefix<nspi::GetMatches::Request>(bytes);
    }
}

TEST(Nspi, RestrictionsHaveADepth)
{
    EXPECT_TRUE(bool(ndr::read<nspi::GetMatches::Request>(ndr::write(searching(notTimes(30))))));
    for (const int depth : {41, 100, 1000}) {
        const auto tooDeep = ndr::read<nspi::GetMatches::Request>(ndr::write(searching(notTimes(depth))));
        ASSERT_FALSE(bool(tooDeep)) << depth;
        EXPECT_EQ(tooDeep.error().expected, "at most 40 levels of pointers");
    }
}

TEST(Nspi, ANotOfNothingIsRefused)
{
    const Bytes bytes = ndr::write(searching({nspi::RestrictionKind::negation, nspi::Compound{}}));
    EXPECT_EQ(faultIn<nspi::GetMatches::Request>(bytes), "Filter.lpRes");
}

TEST(Nspi, ImpacketsReferentBeforeStatIsPassedOverAndSaid)
{
    const auto request = ndr::read<nspi::GetSpecialTable::Request>(golden("gromox-nspi-special-table-request"));
    ASSERT_TRUE(bool(request)) << toText(request.error());
    EXPECT_TRUE(request->statByPointer);
    EXPECT_EQ(request->flags, 4u);
    EXPECT_EQ(factOf(ndr::print(*request), "deviation"), "a referent id stands before pStat");
    EXPECT_EQ(ndr::write(*request).size(), 64u);
    EXPECT_FALSE(ndr::read<nspi::GetSpecialTable::Request>(golden("nspi-special-table-request"))->statByPointer);
}

TEST(Nspi, ASpecialTableGivesContainers)
{
    const auto answer = ndr::read<nspi::GetSpecialTable::Answer>(golden("gromox-nspi-special-table-answer"));
    ASSERT_TRUE(bool(answer)) << toText(answer.error());
    ASSERT_EQ(answer->rows->rows.size(), 2u);
    EXPECT_EQ(*answer->rows->rows[1].text(PropertyTag::displayName), "example.test");
    EXPECT_EQ(factOf(ndr::print(*answer), "row 2 PidTagDepth"), "0");
}

TEST(Nspi, UnbindReturnsOneForSuccess)
{
    const auto answer = ndr::read<nspi::Unbind::Answer>(golden("gromox-nspi-unbind-answer"));
    ASSERT_TRUE(bool(answer)) << toText(answer.error());
    EXPECT_EQ(answer->status, nspi::UnbindStatus::ok);
    EXPECT_TRUE(answer->handle.isNull());
    EXPECT_EQ(factOf(ndr::print(*answer), "status"), "UnbindSuccess (0x00000001)");
}

TEST(Nspi, PrintingIsBounded)
{
    nspi::QueryRows::Answer answer;
    answer.rows.emplace();
    for (int i = 0; i < 1000; ++i)
        answer.rows->rows.push_back(PropertyRow{{{PropertyValue{PropertyTag::displayName, nspi::Text(std::string(5000, 'x'))}}}});
    const Facts facts = ndr::print(answer);
    EXPECT_LE(facts.size(), PrinterCore::mostFacts + 1);
    for (const Fact &fact : facts)
        EXPECT_LE(fact.value.size(), 210u);
}

TEST(Mapi, NamesOfStatusesAndProperties)
{
    EXPECT_EQ(describe(mapi::Status::notEncrypted), "ecNotEncrypted (0x00000970)");
    EXPECT_EQ(describe(static_cast<mapi::Status>(0x12345678)), "0x12345678");
    EXPECT_EQ(mapi::toText(PropertyTag::homeMessageDatabase8), "PidTagAddressBookHomeMessageDatabase");
    EXPECT_EQ(mapi::toText(static_cast<PropertyTag>(0x1234001f)), "0x1234001f");
    EXPECT_EQ(mapi::withType(PropertyTag::displayName, mapi::PropertyType::string8), PropertyTag::displayName8);
    EXPECT_TRUE(mapi::sameIdentifier(PropertyTag::displayName, PropertyTag::displayName8));
    EXPECT_FALSE(mapi::sameIdentifier(PropertyTag::displayName, PropertyTag::emailAddress));
    EXPECT_EQ(describe(mapi::DisplayType::distributionList), "distribution list (0x00000001)");
}
