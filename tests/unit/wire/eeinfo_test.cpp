#include "support/golden.h"
#include "wire/eeinfo/eeinfo.h"

using namespace mailwalk;
using namespace mailwalk::wire;
using namespace mailwalk::wire::eeinfo;
using namespace mailwalk::test;

namespace {

std::vector<Record> readWell(View pickled)
{
    const auto records = readRecords(pickled);
    EXPECT_TRUE(bool(records)) << (records ? "" : toText(records.error()));
    return records ? *records : std::vector<Record>{};
}

Bytes changed(Bytes bytes, std::size_t at, Byte to)
{
    bytes.at(at) = to;
    return bytes;
}

Bytes numbered(Bytes bytes, std::size_t size) // ObjectBufferLength made to fit
{
    bytes.resize(size);
    for (int i = 0; i < 4; ++i)
        bytes.at(8 + std::size_t(i)) = Byte((size - 16) >> (8 * i));
    return bytes;
}

Record recordWith(std::vector<Parameter> parameters)
{
    Record record;
    record.component = Component::winsock;
    record.parameters = std::move(parameters);
    return record;
}

} // namespace

TEST(EeInfo, OneRecordTellsWhatFailedWhereAndWhen)
{
    const auto records = readWell(golden("eeinfo-one-record"));
    ASSERT_EQ(records.size(), 1u);
    EXPECT_EQ(records[0].component, Component::httpProxy);
    EXPECT_EQ(records[0].location, connectToServer);
    EXPECT_EQ(records[0].status, 10061u);
    const Facts expected{
        {"eeinfo.1.computer", "FE1"},
        {"eeinfo.1.process", "1234"},
        {"eeinfo.1.time", "2012-05-10T23:16:29Z"},
        {"eeinfo.1.component", "RPC over HTTP proxy"},
        {"eeinfo.1.status", "10061 (WSAECONNREFUSED)"},
        {"eeinfo.1.location", "1440 (connecting to the RPC server)"},
        {"eeinfo.1.parameter", "6001"},
    };
    EXPECT_EQ(factsOf(records), expected);
}

TEST(EeInfo, AChainLeadsToTheRootOfTheMatter)
{
    const auto records = readWell(golden("eeinfo-chain"));
    ASSERT_EQ(records.size(), 3u);
    const Facts facts = factsOf(records);
    const struct {
        const char *name, *value;
    } rows[] = {
        {"eeinfo.1.computer", "PROXY"},
        {"eeinfo.2.computer", "(none)"},
        {"eeinfo.2.component", "RPC over HTTP proxy"},
        {"eeinfo.2.status", "11001 (WSAHOST_NOT_FOUND)"},
        {"eeinfo.2.location", "1440 (connecting to the RPC server)"},
        {"eeinfo.1.component", "RPC runtime"},
        {"eeinfo.1.status", "0x000006ba (RPC_S_SERVER_UNAVAILABLE)"},
        {"eeinfo.1.location", "1442"},
        {"eeinfo.2.flags", "(none)"},
        {"eeinfo.3.computer", ""},
        {"eeinfo.3.component", "0xd"},
        {"eeinfo.3.status", "0xc0000022"},
        {"eeinfo.3.location", "65535"},
        {"eeinfo.3.flags", "0x0003"},
        {"eeinfo.3.time", "1601-01-01T00:00:00Z"},
        {"eeinfo.3.parameter", "(none)"},
        {"eeinfo.4.status", "(none)"},
    };
    for (const auto &row : rows)
        EXPECT_EQ(factOf(facts, row.name), row.value) << row.name;
    std::vector<std::string> parameters;
    for (const Fact &fact : facts)
        if (fact.name.ends_with("parameter"))
            parameters.push_back(fact.value);
    EXPECT_EQ(parameters,
              (std::vector<std::string>{"ex2", "-1", "-2", "0x1122334455667788", "ex2.corp.test\u00e4", "010203", "(left out)"}));
}

TEST(EeInfo, WhatIsReadIsWrittenAgain)
{
    for (const char *name : {"eeinfo-one-record", "eeinfo-chain"})
        EXPECT_EQ(toHex(writeRecords(readWell(golden(name)))), toHex(golden(name))) << name;
    EXPECT_TRUE(readWell(writeRecords({})).empty()); // a pointer to nothing
}

TEST(EeInfo, EveryPrefixIsRefused)
{
    for (const char *name : {"eeinfo-one-record", "eeinfo-chain"}) {
        const Bytes bytes = golden(name);
        refusesEveryPrefix<std::vector<Record>>(bytes, readRecords);
        std::size_t end = bytes.size();
        while (bytes[end - 1] == 0) // alignment, and the last NUL
            --end;
        for (std::size_t size = 16; size < end; ++size)
            EXPECT_FALSE(readRecords(numbered(bytes, size))) << name << ", " << size;
    }
}

TEST(EeInfo, WhatDoesNotAgreeWithItselfIsRefusedWithThePlace)
{
    const Bytes one = golden("eeinfo-one-record");
    const std::string place = "ExtendedErrorInfo.record.";
    const struct {
        const char *what;
        Bytes bytes;
        std::string field;
    } rows[] = {
        {"nothing", {}, "Version"},
        {"another version", changed(one, 0, 2), "Version"},
        {"big-endian", changed(one, 1, 0), "Endianness"},
        {"another header length", changed(one, 2, 16), "CommonHeaderLength"},
        {"longer than it says", changed(one, 8, one[8] - 8), "ObjectBufferLength"},
        {"shorter than it says", changed(one, 8, one[8] + 8), "ObjectBufferLength"},
        {"far shorter than it says", changed(one, 11, 0xff), "ObjectBufferLength"},
        {"more parameters than nLen", changed(one, 20, 2), place + "nLen"},
        {"fewer parameters than nLen", changed(one, 20, 0), place + "nLen"},
        {"five parameters", changed(one, 20, 5), "ExtendedErrorInfo.Params"},
        {"very many parameters", changed(one, 23, 0x80), "ExtendedErrorInfo.Params"},
        {"no kind of computer name", changed(one, 28, 3), place + "ComputerName.Type"},
        {"two kinds of computer name", changed(one, 30, 2), place + "ComputerName.Type"},
        {"two kinds of parameter", changed(one, 74, 4), place + "Params.switch_is"},
        {"a parameter of no kind", changed(changed(one, 72, 8), 74, 8), place + "Params.Type"},
        {"a parameter of kind 0", changed(changed(one, 72, 0), 74, 0), place + "Params.Type"},
        {"a name longer than nLength", changed(one, 80, 5), "ComputerName"},
        {"a name shorter than nLength", changed(one, 80, 3), "ComputerName"},
        {"a name of very many letters", changed(changed(one, 33, 0x7f), 81, 0x7f), "ComputerName"},
        {"bytes after the last record", numbered(one, one.size() + 8), "end"},
    };
    for (const auto &row : rows) {
        const auto records = readRecords(row.bytes);
        ASSERT_FALSE(bool(records)) << row.what;
        EXPECT_TRUE(records.error().field.ends_with(row.field)) << row.what << ": " << toText(records.error());
    }
}

TEST(EeInfo, AChainHasALimit)
{
    const std::vector<Record> most(recordLimit.most, recordWith({}));
    EXPECT_EQ(readWell(writeRecords(most)).size(), most.size());
    for (const std::size_t size : {recordLimit.most + 1, std::size_t(45), std::size_t(1000)})
        EXPECT_FALSE(readRecords(writeRecords(std::vector<Record>(size, recordWith({}))))) << size;
}

TEST(EeInfo, WhatStrangersWroteIsOneLineOfText)
{
    const struct {
        Parameter parameter;
        const char *shown;
    } rows[] = {
        {{ParameterType::unicodeString, 0, Bytes{'a', 0, '\n', 0, 'b', 0}}, "a\uFFFDb"},
        {{ParameterType::unicodeString, 0, Bytes{'a', 0, 0, 0, 'b', 0}}, "a"},
        {{ParameterType::unicodeString, 0, std::nullopt}, ""},
        {{ParameterType::ansiString, 0, Bytes{'a', 0x1b, 'b', 0}}, "a\uFFFDb"},
        {{ParameterType::ansiString, 0, Bytes{}}, ""},
        {{ParameterType::binary, 0, std::nullopt}, ""},
        {{ParameterType::longValue, -2147483648LL, {}}, "-2147483648"},
        {{ParameterType::shortValue, -32768, {}}, "-32768"},
        {{ParameterType::pointerValue, -1, {}}, "0xffffffffffffffff"},
        {{ParameterType(9), 0, {}}, "0x9"},
    };
    for (const auto &row : rows)
        EXPECT_EQ(factOf(factsOf({recordWith({row.parameter})}), "eeinfo.1.parameter"), row.shown);
    Record record;
    record.time = -1;
    EXPECT_EQ(factOf(factsOf({record}), "eeinfo.1.time"), "0xffffffffffffffff");
}
