#include "report/ports/formats.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStringDecoder>
#include <gmock/gmock.h>

namespace mailwalk::report::ports {
namespace {

using namespace diagnosis::ports;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

Situation placed()
{
    Situation situation;
    situation.via = trace::Transport::direct;
    situation.places = {.client = {"10.1.0.0/24"},
                        .exchange = {"10.9.0.10"},
                        .directory = {"10.9.0.21", "10.9.0.22"},
                        .publicFolders = {},
                        .proxy = {},
                        .mailbox = {},
                        .autodiscover = {"10.8.0.5"},
                        .domainController = {},
                        .nameServer = {"10.9.0.53"}};
    return situation;
}

Situation pinned()
{
    Situation situation = placed();
    situation.pins = {.store = 5101, .referral = 5102, .dsproxy = 5103, .gc = 5000};
    return situation;
}

std::string nftOf(const Situation &situation) { return nft(adviceFor(situation), situation).toStdString(); }
std::string netshOf(const Situation &situation) { return netsh(adviceFor(situation), situation).toStdString(); }

std::string lineWith(const std::string &text, const std::string &mark)
{
    const auto at = text.find(mark);
    if (at == text.npos)
        return {};
    const auto begin = text.rfind('\n', at) + 1;
    return text.substr(begin, text.find('\n', at) - begin);
}

TEST(PortsNft, EveryRequiredRuleIsALineOfItsOwnAndNothingElsePasses)
{
    const std::string text = nftOf(pinned());
    EXPECT_THAT(text, HasSubstr("policy drop;"));
    EXPECT_THAT(text, HasSubstr("ct state established,related accept"));
    EXPECT_EQ(lineWith(text, "client-directory-nspi"), "        ip saddr @client ip daddr @directory tcp dport 5000 ct state new "
                                                       "counter accept comment \"client-directory-nspi\"");
    EXPECT_THAT(text, HasSubstr("elements = { 10.9.0.21, 10.9.0.22 }"));
    std::size_t lines = 0;
    for (const Rule &rule : adviceFor(pinned()).rules) {
        const std::string line = lineWith(text, "comment \"" + rule.id + '"');
        EXPECT_EQ(line.starts_with("        # "), rule.isOptional) << line;
        ++lines;
    }
    EXPECT_EQ(lines, std::size_t(QByteArray::fromStdString(text).count("comment \"")));
}

TEST(PortsNft, WhatIsNotKnownIsAnEmptySetThatMatchesNothing)
{
    const std::string text = nftOf({});
    EXPECT_THAT(text, HasSubstr("set exchange {"));
    EXPECT_THAT(text, Not(HasSubstr("        elements = ")));
    EXPECT_THAT(text, HasSubstr("# to be filled in"));
}

TEST(PortsFormats, WithoutARuleThereIsNoFirewallFile)
{
    Situation situation;
    situation.via = trace::Transport::direct;
    situation.where = diagnosis::ports::Where::internet;
    EXPECT_EQ(nftOf(situation), "");
    EXPECT_EQ(netshOf(situation), "");
    EXPECT_FALSE(text(adviceFor(situation), situation).isEmpty());
}

TEST(PortsNft, BothFamiliesHaveTheirRulesWhereBothHaveAddresses)
{
    Situation situation = placed();
    situation.places.client.push_back("2001:db8:1::/48");
    situation.places.exchange.push_back("2001:db8:9::10");
    const std::string text = nftOf(situation);
    EXPECT_THAT(text, HasSubstr("ip6 saddr @client_v6 ip6 daddr @exchange_v6 tcp dport 135"));
    EXPECT_THAT(text, Not(HasSubstr("@directory_v6")));
}

TEST(PortsFormats, WhatIsNoAddressGetsIntoNoCommand)
{
    Situation situation = pinned();
    for (const char *hostile :
         {"10.9.0.10 } accept; #", "$(reboot)", "ex1.corp.test", "\"; rm -rf /", "=cmd|' /C calc'!A0", "10.9.0.11\nreboot"}) {
        situation.places.exchange.push_back(hostile);
        situation.places.client.push_back(hostile);
    }
    const Advice advice = adviceFor(situation);
    EXPECT_EQ(nft(advice, situation), nft(adviceFor(pinned()), pinned()));
    EXPECT_EQ(netsh(advice, situation), netsh(adviceFor(pinned()), pinned()));
    EXPECT_EQ(csv(advice, situation), csv(adviceFor(pinned()), pinned()));
    EXPECT_EQ(json(advice, situation), json(adviceFor(pinned()), pinned()));
    EXPECT_EQ(text(advice, situation), text(adviceFor(pinned()), pinned()));
}

TEST(PortsNetsh, EachMachineHasItsPart)
{
    const std::string text = netshOf(pinned());
    EXPECT_THAT(
        lineWith(text, "name=\"Mailwalk client-directory-nspi\""),
        HasSubstr("netsh advfirewall firewall add rule name=\"Mailwalk client-directory-nspi\" dir=in action=allow protocol=TCP "
                  "localport=5000 remoteip=10.1.0.0/24"));
    EXPECT_TRUE(lineWith(text, "name=\"Mailwalk client-kerberos\"").starts_with("rem "));
    for (const QByteArray &line : QByteArray::fromStdString(text).split('\n'))
        EXPECT_TRUE(line.trimmed().isEmpty() || line.startsWith("rem ") || line.startsWith("netsh ")) << line.toStdString();
}

TEST(PortsNetsh, WindowsOf2003HasTheOlderFirewallWithoutRanges)
{
    Situation situation = placed();
    situation.exchange = Exchange::v2003;
    const std::string text = netshOf(situation);
    EXPECT_THAT(text, HasSubstr("netsh firewall add portopening protocol=TCP port=135 "));
    EXPECT_THAT(text, Not(HasSubstr("advfirewall")));
    EXPECT_THAT(text, HasSubstr("rem client-exchange-dynamic: a range"));
}

QString decoded(const File &file)
{
    QStringDecoder decoder(QStringConverter::Utf16LE);
    return decoder(file.bytes);
}

TEST(PortsRegistry, EachKindOfMachineHasAFileAsRegeditWritesIt)
{
    const auto files = registry(adviceFor(pinned()), pinned());
    std::vector<std::string> names;
    for (const File &file : files) {
        names.push_back(file.name);
        EXPECT_TRUE(file.bytes.startsWith("\xff\xfe")) << file.name;
        EXPECT_TRUE(decoded(file).startsWith(QStringLiteral("Windows Registry Editor Version 5.00\r\n\r\n; "))) << file.name;
    }
    EXPECT_THAT(names, ElementsAre("exchange-2007.reg", "public-folders-2007.reg", "directory.reg"));
    EXPECT_THAT(decoded(files[0]).toStdString(),
                HasSubstr("[HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\MSExchangeIS\\ParametersSystem]\r\n\"TCP/IP "
                          "Port\"=dword:000013ed\r\n"));
    EXPECT_THAT(decoded(files[0]).toStdString(), HasSubstr("\"TCP/IP NSPI Port\"=dword:000013ef\r\n"));
    EXPECT_THAT(decoded(files[2]).toStdString(), HasSubstr("\"TCP/IP Port\"=dword:00001388\r\n"));
}

TEST(PortsRegistry, TheAddressBooksPortOfExchange2010IsAText)
{
    Situation situation = placed();
    situation.exchange = Exchange::v2010;
    situation.outlook = Outlook::v2010;
    situation.pins = suggestedPins(Exchange::v2010);
    const auto files = registry(adviceFor(situation), situation);
    ASSERT_FALSE(files.empty());
    EXPECT_THAT(decoded(files[0]).toStdString(), HasSubstr("\"RpcTcpPort\"=\"59533\"\r\n"));
    EXPECT_THAT(decoded(files[0]).toStdString(), HasSubstr("\"TCP/IP Port\"=dword:0000e88c\r\n"));
}

TEST(PortsRegistry, WithoutPlannedPortsThereIsNothingToWrite) { EXPECT_TRUE(registry(adviceFor(placed()), placed()).empty()); }

TEST(PortsCsv, EveryRowHasAllCellsAndNoneIsAFormula)
{
    const QByteArray bytes = csv(adviceFor(pinned()), pinned());
    const auto lines = bytes.split('\n');
    EXPECT_EQ(lines.size(), qsizetype(adviceFor(pinned()).rules.size()) + 2); // its head, and what is behind the last line end
    for (const QByteArray &line : lines.mid(0, lines.size() - 1)) {
        EXPECT_EQ(line.count("\",\""), lines.front().count("\",\"")) << line.toStdString();
        EXPECT_FALSE(line.contains("\"=") || line.contains("\"+") || line.contains("\"@")) << line.toStdString();
        EXPECT_TRUE(line.endsWith('\r'));
    }
}

TEST(PortsJson, TellsEachRuleWithWhereAWalkStopsWithoutIt)
{
    const QJsonObject object = QJsonDocument::fromJson(json(adviceFor(pinned()), pinned())).object();
    EXPECT_EQ(object.value(QLatin1String("format")).toString(), QLatin1String("mailwalk-ports"));
    const QJsonArray rules = object.value(QLatin1String("rules")).toArray();
    EXPECT_EQ(rules.size(), qsizetype(adviceFor(pinned()).rules.size()));
    for (const QJsonValue &value : rules) {
        const QJsonObject rule = value.toObject();
        if (rule.value(QLatin1String("id")) != QLatin1String("client-directory-nspi"))
            continue;
        EXPECT_EQ(rule.value(QLatin1String("stage")).toString(), QLatin1String("look-up"));
        EXPECT_EQ(rule.value(QLatin1String("kind")).toString(), QLatin1String("connect"));
        EXPECT_EQ(rule.value(QLatin1String("first")).toInt(), 5000);
        EXPECT_FALSE(rule.value(QLatin1String("dynamic")).toBool(true));
    }
    EXPECT_EQ(object.value(QLatin1String("pins")).toArray().size(), qsizetype(adviceFor(pinned()).pins.size()));
    EXPECT_FALSE(object.contains(QLatin1String("measured")));
}

TEST(PortsText, SaysEveryRuleEveryPinAndEveryNote)
{
    const Advice advice = adviceFor(pinned());
    const std::string said = text(advice, pinned()).simplified().toStdString();
    for (const Rule &rule : advice.rules)
        EXPECT_THAT(said, HasSubstr(rule.why.simplified().toStdString())) << rule.id;
    for (const Pin &pin : advice.pins)
        EXPECT_THAT(said, HasSubstr(pin.key));
    for (const Note &note : advice.notes)
        EXPECT_THAT(said, HasSubstr(note.text.simplified().toStdString()));
}

TEST(PortsText, ShowsWhatFixedPortsWouldComeTo)
{
    EXPECT_THAT(text(adviceFor(placed()), placed()).toStdString(), HasSubstr("After fixing the ports"));
    EXPECT_THAT(text(adviceFor(pinned()), pinned()).toStdString(), Not(HasSubstr("After fixing the ports")));
}

TEST(PortsMeasuredText, NamesWhatIsMissingAndNothingThatSteersATerminal)
{
    Measured measured{
        placed(), true, {{"client-directory-nspi", "gc1\x1b[2J.corp.test", 5000, true, 14, false}}, {"client-directory-nspi"}};
    const std::string said = ports::measured(measured).toStdString();
    EXPECT_THAT(said, HasSubstr("seem to be missing"));
    EXPECT_THAT(said, HasSubstr("  client-directory-nspi: gc1"));
    EXPECT_THAT(said, HasSubstr("told by the mapper"));
    EXPECT_EQ(said.find('\x1b'), said.npos);
    EXPECT_THAT(said, Not(HasSubstr("a guess")));
    measured.missing.clear();
    measured.isExchangeTold = false;
    EXPECT_THAT(ports::measured(measured).toStdString(), HasSubstr("a guess"));
    EXPECT_THAT(ports::measured(measured).toStdString(), Not(HasSubstr("seem to be missing")));
}

} // namespace
} // namespace mailwalk::report::ports
