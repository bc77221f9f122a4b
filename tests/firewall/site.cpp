#include "practice/placed.h"
#include "practice/versions.h"

#include <charconv>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>
#include <stdexcept>
#include <unistd.h>

/// firewall_site: one program's part of the practice company in the firewall laboratory, on real addresses and ports.
///
///   firewall_site --authority FILE
///       [--exchange 2003|2007|2010]            default 2007; 2003 has no Autodiscover, 2010 answers the address book itself
///       [--directory HOST]...                  directory servers, referred to in turns; default gc1.corp.test
///       --place HOST=ADDRESS[,ADDRESS...] ...  where machines are, also those that others serve: the RPC proxy goes there
///       --serve HOST ...                       what listens here, at each of its addresses
///       [--pin HOST/store|referral|dsproxy|gc=PORT]...   instead of a dynamic port; several may share one
///       [--range FIRST-LAST]                   dynamic ports; default 1025-5000 for 2003, else 49152-65535
///       [--fault ID]...                        as in `mailwalk-cli practice --list-faults`; the same in every program
///
/// Hosts: ex1.corp.test, ex2.corp.test (Exchange: 135, dynamic or pinned, 6001, 6002, 6004), the directory servers (135 and
/// one more), mail.corp.test (RPC proxy, and Autodiscover's URL), autodiscover.corp.test, corp.test (443 and 80). alice's mailbox
/// is on ex1, bob's on ex2; passwords are those of `mailwalk-cli practice`. The laboratory has a name service of its own.
///
///   ip netns exec dmz    firewall_site --authority ca.pem --place ex1.corp.test=10.80.4.11 --place mail.corp.test=10.80.3.11
///   --serve mail.corp.test ip netns exec inside firewall_site --authority ca.pem --place ex1.corp.test=10.80.4.11 --place
///   gc1.corp.test=10.80.4.21
///       --serve ex1.corp.test --serve gc1.corp.test --pin ex1.corp.test/store=55001
///
/// FILE holds the authority with its keys; whichever program comes first makes it, for its owner alone. FILE.crt is what `check`
/// gets as --ca. Prints a line "HOST WHAT ADDRESS PORT" for each port, then "ready"; runs until its standard input ends or a
/// signal comes (so not with </dev/null).
namespace {

using namespace mailwalk;
using namespace mailwalk::practice;
namespace files = std::filesystem;

struct Wishes {
    std::string authority;
    Generation generation = Generation::v2007;
    std::vector<std::string> directories, pins, faults;
    Placement placement;
};

[[noreturn]] void refuse(const std::string &what) { throw std::invalid_argument(what); }

std::pair<std::string, std::string> splitAt(char sign, const std::string &text)
{
    const std::size_t at = text.find(sign);
    if (at == std::string::npos)
        refuse("no '" + std::string(1, sign) + "' in " + text);
    return {text.substr(0, at), text.substr(at + 1)};
}

std::uint16_t portFrom(const std::string &text)
{
    std::uint16_t port = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
    if (error != std::errc() || end != text.data() + text.size() || !port)
        refuse("no port: " + text);
    return port;
}

PortRange rangeFrom(const std::string &text)
{
    const auto [first, last] = splitAt('-', text);
    const PortRange range{portFrom(first), portFrom(last)};
    return range.first <= range.last ? range : PortRange{range.last, range.first};
}

std::vector<Address> addressesFrom(const std::string &text)
{
    std::vector<Address> addresses;
    std::istringstream list(text);
    for (std::string each; std::getline(list, each, ',');) {
        const auto address = addressFrom(each);
        if (!address)
            refuse("no address: " + each);
        addresses.push_back(*address);
    }
    return addresses;
}

const wire::dcerpc::Interface &interfaceOf(const std::string &service)
{
    if (service == "store")
        return wire::dcerpc::emsmdbInterface;
    if (service == "referral")
        return wire::dcerpc::rfrInterface;
    if (service != "dsproxy" && service != "gc")
        refuse("no such service: " + service);
    return wire::dcerpc::nspiInterface;
}

void take(const std::string &option, const std::string &value, Wishes &wishes)
{
    if (option == "--authority")
        wishes.authority = value;
    else if (option == "--exchange" && generationFrom(value))
        wishes.generation = *generationFrom(value);
    else if (option == "--directory")
        wishes.directories.push_back(value);
    else if (option == "--place")
        wishes.placement.addresses[splitAt('=', value).first] = addressesFrom(splitAt('=', value).second);
    else if (option == "--serve")
        wishes.placement.served.insert(value);
    else if (option == "--pin")
        wishes.pins.push_back(value);
    else if (option == "--range")
        wishes.placement.dynamic = rangeFrom(value);
    else if (option == "--fault")
        wishes.faults.push_back(value);
    else
        refuse(option + ' ' + value + "?");
}

Wishes wishesIn(const std::vector<std::string> &arguments)
{
    Wishes wishes;
    for (std::size_t i = 0; i < arguments.size(); i += 2)
        take(arguments[i], i + 1 < arguments.size() ? arguments[i + 1] : "", wishes);
    if (wishes.authority.empty())
        refuse("--authority FILE is missing");
    if (!wishes.placement.dynamic.first)
        wishes.placement.dynamic = dynamicPortsOf(wishes.generation);
    return wishes;
}

void pin(const std::string &wish, Plan &plan)
{
    const auto [service, port] = splitAt('=', wish);
    const auto [host, name] = splitAt('/', service);
    plan.machine(host).service(interfaceOf(name)).pinned = portFrom(port);
}

Plan planFor(const Wishes &wishes)
{
    Plan plan = wholePlan();
    if (!wishes.directories.empty())
        haveDirectoryServers(wishes.directories, plan);
    become(wishes.generation, plan);
    for (const std::string &wish : wishes.pins)
        pin(wish, plan);
    for (const std::string &fault : wishes.faults)
        applyFault(fault, plan);
    return plan;
}

std::string contentOf(const files::path &file)
{
    std::ostringstream text;
    text << std::ifstream(file).rdbuf();
    return text.str();
}

// A whole file appears at once, and who comes second leaves that of the first.
void writeOnce(const files::path &file, const std::string &text)
{
    const files::path own = file.string() + '.' + std::to_string(getpid());
    std::ofstream(own) << "";
    files::permissions(own, files::perms::owner_read | files::perms::owner_write);
    std::ofstream(own) << text;
    std::error_code alreadyThere;
    files::create_hard_link(own, file, alreadyThere);
    files::remove(own);
}

Authority authorityIn(const std::string &file)
{
    if (!files::exists(file))
        writeOnce(file, Authority().secretPem());
    const Authority authority = Authority::fromSecretPem(contentOf(file));
    writeOnce(file + ".crt", authority.pem());
    return authority;
}

void waitForTheEnd()
{
    for (char some[256]; read(STDIN_FILENO, some, sizeof some) > 0;) {
    }
}

void run(const Wishes &wishes)
{
    const PlacedOrganisation organisation(planFor(wishes), wishes.placement, authorityIn(wishes.authority));
    for (const Served &port : organisation.served())
        std::cout << port.host << ' ' << port.what << ' ' << toText(port.address) << ' ' << port.port << '\n';
    std::cout << "ready" << std::endl;
    waitForTheEnd();
}

} // namespace

int main(int count, char **arguments)
try {
    run(wishesIn({arguments + 1, arguments + count}));
    return 0;
} catch (const std::exception &problem) {
    std::cerr << "firewall_site: " << problem.what() << '\n';
    return 2;
}
