#include "net/inquiry.h"

#include <algorithm>
#include <random>

namespace mailwalk::net {

using trace::Code;
using wire::dns::Message;
using wire::dns::Rcode;

static constexpr Milliseconds patience{1000};
static constexpr std::size_t mostExchanges = 8, mostDatagram = 65535;

static std::uint16_t randomId()
{
    static thread_local std::random_device device;
    return static_cast<std::uint16_t>(device());
}

Exchange::Exchange(std::size_t server, const Endpoint &at, wire::dns::Question question, Traffic traffic)
    : server_(server), traffic_(traffic), question_(std::move(question)), id_(randomId()),
      socket_(Socket::to(addressFrom(at.host).value_or(Address{}), at.port, traffic)), connecting_(traffic == Traffic::stream)
{
    unsent_ = wire::dns::write(wire::dns::query(id_, question_.name, question_.type));
    const auto size = unsent_.size();
    if (traffic == Traffic::stream) // RFC 1035 4.2.2
        unsent_.insert(unsent_.begin(), {static_cast<Byte>(size >> 8), static_cast<Byte>(size)});
}

void Exchange::watch(std::vector<Watch> &what) const
{
    if (socket_)
        what.push_back({socket_->handle(), !connecting_, connecting_ || !unsent_.empty()});
}

std::optional<Failure> Exchange::sendRest()
{
    if (unsent_.empty())
        return {};
    const auto taken = socket_->send(unsent_);
    if (!taken)
        return taken.error();
    unsent_.erase(unsent_.begin(), unsent_.begin() + static_cast<std::ptrdiff_t>(*taken));
    return {};
}

std::optional<Result<Message, Failure>> Exchange::progress()
{
    if (!socket_)
        return socket_.error();
    if (connecting_) {
        const Connecting state = socket_->connecting();
        if (state.pending)
            return {};
        if (state.failure)
            return *state.failure;
        connecting_ = false;
    }
    if (auto failure = sendRest())
        return *failure;
    const auto got = socket_->receive(mostDatagram);
    if (!got)
        return got.error();
    if (got->empty())
        return {};
    if (traffic_ == Traffic::datagram)
        return hear(*got);
    append(heard_, *got);
    const std::size_t size = heard_.size() < 2 ? 0 : std::size_t{heard_[0]} << 8 | heard_[1];
    if (heard_.size() < 2 || heard_.size() < 2 + size)
        return {};
    return hear(View(heard_).subspan(2, size));
}

// Whoever does not know our id did not answer us; who knows it and makes no sense is a broken server.
std::optional<Result<Message, Failure>> Exchange::hear(View bytes)
{
    const bool ours = bytes.size() >= 2 && (bytes[0] << 8 | bytes[1]) == id_;
    const auto message = wire::dns::read(bytes);
    if (!ours || (message && !fits(*message))) {
        ++strangers_;
        if (traffic_ == Traffic::datagram)
            return {};
        return Failure{Code::malformed, "the answer does not fit the question", {}, {}};
    }
    if (!message)
        return Failure{Code::malformed, toText(message.error()), message.error().expected, message.error().got};
    return *message;
}

// A server that could not read the question need not repeat it (RFC 1035 4.1.1, format error).
bool Exchange::fits(const Message &message) const
{
    if (!message.has(Message::answer))
        return false;
    if (message.questions.empty())
        return message.rcode() != Rcode::noError && message.rcode() != Rcode::nxDomain;
    const auto &asked = message.questions.front();
    return message.questions.size() == 1 && sameCase(asked.name) == sameCase(question_.name) && asked.type == question_.type &&
           asked.in == question_.in;
}

Inquiry::Inquiry(std::string name, wire::dns::Type type, const std::vector<Endpoint> &servers)
    : name_(std::move(name)), type_(type)
{
    for (const Endpoint &server : servers)
        servers_.push_back({server, {}});
}

void Inquiry::watch(std::vector<Watch> &what) const
{
    if (!done_)
        for (const Exchange &exchange : exchanges_)
            exchange.watch(what);
}

std::optional<Clock::time_point> Inquiry::wakeAt() const { return done_ ? std::nullopt : std::optional(nextTry_); }

void Inquiry::progress()
{
    for (std::size_t i = 0; i < exchanges_.size() && !done_;) {
        const unsigned before = exchanges_[i].strangers();
        auto result = exchanges_[i].progress();
        strangers_ += exchanges_[i].strangers() - before;
        if (!result) {
            ++i;
            continue;
        }
        const Exchange exchange = std::move(exchanges_[i]);
        exchanges_.erase(exchanges_.begin() + static_cast<std::ptrdiff_t>(i));
        heard(exchange, std::move(*result));
    }
    if (!done_ && (exchanges_.empty() || Clock::now() >= nextTry_))
        tryNext();
}

// The next server that has not failed; when all have, that is the answer.
void Inquiry::tryNext()
{
    for (std::size_t tried = 0; tried < servers_.size(); ++tried) {
        const std::size_t server = next_++ % servers_.size();
        if (servers_[server].failure)
            continue;
        if (exchanges_.size() == mostExchanges)
            exchanges_.erase(exchanges_.begin());
        exchanges_.emplace_back(server, servers_[server].at, question(), Traffic::datagram);
        nextTry_ = Clock::now() + patience;
        return;
    }
    done_ = true;
}

void Inquiry::heard(const Exchange &exchange, Result<Message, Failure> result)
{
    const std::size_t server = exchange.server();
    if (!result)
        return failed(server, result.error());
    const bool tcp = exchange.traffic() == Traffic::stream;
    if (result->has(Message::truncated) && !tcp) {
        exchanges_.emplace_back(server, servers_[server].at, question(), Traffic::stream);
        return;
    }
    const Rcode code = result->rcode();
    how_ = toText(servers_[server].at) + (tcp ? " over TCP" : "");
    if (code != Rcode::noError && code != Rcode::nxDomain)
        return failed(server, {Code::nameServerFailure, toText(code), {}, {}});
    answer_ = std::move(*result);
    done_ = true;
}

void Inquiry::failed(std::size_t server, Failure failure)
{
    servers_[server].failure = std::move(failure);
    nextTry_ = Clock::now();
}

// A shut port or a missing way is told apart from a name server that answers and fails: others mend that.
static Code weightier(Code one, Code other)
{
    static constexpr Code lines[] = {Code::timeout, Code::unreachable, Code::refused, Code::permission};
    const auto weight = [](Code code) { return std::find(std::begin(lines), std::end(lines), code); };
    const Code weightiest = weight(other) > weight(one) ? other : one;
    return weight(weightiest) == std::end(lines) ? Code::nameServerFailure : weightiest;
}

Failure Inquiry::failure() const
{
    if (servers_.empty())
        return {Code::nameServerFailure, "this system is set to no name server", {}, {}};
    std::string text;
    Code code = Code::timeout;
    for (const Server &server : servers_) {
        code = server.failure ? weightier(code, server.failure->code) : code;
        text += (text.empty() ? "" : "; ") + toText(server.at) + ": " + (server.failure ? server.failure->text : "no answer");
    }
    if (strangers_)
        text += "; " + std::to_string(strangers_) + " answers did not fit the question";
    return {code, text, {}, {}};
}

} // namespace mailwalk::net
