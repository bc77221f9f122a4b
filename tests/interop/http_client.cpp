// The client's TLS and HTTP against servers that nobody here wrote; prints the record, hop by hop, for a script to judge.
// The password, if one is needed, is a line on standard input.
#include "base/text.h"
#include "http/authorization.h"
#include "net/system_network.h"

#include <fstream>
#include <iostream>
#include <iterator>
#include <map>

using namespace mailwalk;
using net::Step;

namespace {

constexpr const char *usage =
    "http_client URL ADDRESS CA-FILE [--oldest 1.0] [--only-tls] [--user NAME --scheme basic|ntlm|negotiate] [--times N]\n"
    "What there is of N goes over connections of their own, one after another, with one sign-in.\n";

struct Order {
    http::Url url;
    Address address;
    std::string authorities;
    std::map<std::string, std::string> options; ///< without the dashes

    std::string option(const std::string &name, const std::string &otherwise = {}) const
    {
        const auto found = options.find(name);
        return found == options.end() ? otherwise : found->second;
    }
    net::OldestTls oldest() const { return option("oldest") == "1.0" ? net::OldestTls::v1_0 : net::OldestTls::v1_2; }
    bool isOnlyTls() const { return options.contains("only-tls"); }
    bool signsIn() const { return options.contains("user"); }
};

std::string contentOf(const char *file)
{
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

std::optional<Order> orderFrom(const std::vector<char *> &arguments)
{
    if (arguments.size() < 3)
        return std::nullopt;
    const auto url = wire::http::urlFrom(arguments[0]);
    const auto address = addressFrom(arguments[1]);
    if (!url || !address)
        return std::nullopt;
    Order order{*url, *address, contentOf(arguments[2]), {}};
    for (std::size_t i = 3; i < arguments.size(); ++i) {
        const std::string name = std::string(arguments[i]).substr(2);
        if (name == "only-tls")
            order.options[name] = "yes";
        else if (++i < arguments.size())
            order.options[name] = arguments[i];
        else
            return std::nullopt;
    }
    return order;
}

http::Scheme schemeFrom(const std::string &name)
{
    static const std::map<std::string, http::Scheme> all{{"basic", http::Scheme::basic}, {"ntlm", http::Scheme::ntlm}};
    const auto found = all.find(name);
    return found == all.end() ? http::Scheme::negotiate : found->second;
}

http::SignIn signInOf(const Order &order)
{
    std::string line;
    std::getline(std::cin, line);
    http::SignIn::Rules rules;
    rules.level = auth::Level::connect;
    rules.consent.domains = {order.url.host};
    rules.schemes = {schemeFrom(order.option("scheme"))};
    return {auth::identityFrom(order.option("user"), Secret(std::move(line))), std::move(rules)};
}

http::Request request(const Order &order) { return {"GET", order.url.target, {}, {}}; }

void get(const Step &step, http::Connection &connection, const Order &order)
{
    step.run(connection.plan("GET", order.url.target), [&](const Step &hop) {
        const auto answer = connection.exchange(hop, request(order));
        if (answer.status() == 401)
            offerIn(hop, answer);
    });
}

http::Scheme chosen(const Step &step, http::Connection &connection, const Order &order, const http::SignIn &signIn)
{
    return step.run(connection.plan("GET", order.url.target), [&](const Step &hop) {
        const auto answer = connection.exchange(hop, request(order));
        return choose(hop, offerIn(hop, answer), signIn.rules().schemes, signIn, order.url.host);
    });
}

void mustBeGood(const Step &hop, const http::Response &answer)
{
    if (answer.status() != 200)
        hop.fail({trace::Code::httpStatus, "the answer", "200", http::statusLine(answer.head)});
}

void visit(const Step &step, const Order &order, http::SignIn &signIn)
{
    if (order.isOnlyTls()) {
        auto stream = step.connect({order.url.host, order.url.port}, {order.address});
        step.secure(stream, order.oldest());
        return;
    }
    auto connection = http::Connection::open(step, order.url, {order.address});
    if (!order.signsIn())
        return get(step, connection, order);
    const auto scheme = chosen(step, connection, order, signIn);
    exchangeSignedIn(step, connection, request(order), scheme, signIn, mustBeGood);
}

void print(const trace::Hop &hop)
{
    std::cout << nameOf(hop.kind) << ' ' << nameOf(hop.outcome);
    if (hop.reason)
        std::cout << ' ' << nameOf(*hop.reason);
    if (hop.failure)
        std::cout << ' ' << nameOf(hop.failure->code) << ": " << oneLine(hop.failure->got.value_or("-"), 200);
    std::cout << '\n';
    for (const Fact &fact : hop.facts)
        std::cout << "  " << fact.name << ": " << oneLine(fact.value, 500) << '\n';
    if (hop.failure)
        std::cout << "  text: " << oneLine(hop.failure->text, 500) << '\n';
    if (hop.excerpt)
        std::cout << "  excerpt: " << oneLine(*hop.excerpt, 200) << '\n';
}

void walk(const Order &order, http::SignIn &signIn)
{
    trace::Recorder recorder({});
    net::SystemNetwork network({}, {{order.authorities}});
    net::Journey journey{recorder, network, Deadlines::all(Milliseconds(10000))};
    const net::Stop stop;
    Step::walk(journey, stop, {trace::Kind::walk, "Visit", order.url.host},
               [&](const Step &step) { visit(step, order, signIn); });
    for (const trace::Hop &hop : recorder.trace().hops)
        print(hop);
}

} // namespace

int main(int argc, char **argv)
{
    const auto order = orderFrom({argv + 1, argv + argc});
    if (!order) {
        std::cerr << usage;
        return 2;
    }
    http::SignIn signIn = order->signsIn() ? signInOf(*order) : http::SignIn({}, {});
    for (int left = std::stoi(order->option("times", "1")); left > 0; --left)
        walk(*order, signIn);
    return 0;
}
