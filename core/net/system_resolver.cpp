#include "net/system_resolver.h"

#include "net/socket_address.h"

#include <algorithm>
#include <istream>
#include <sstream>
#include <thread>

#ifndef _WIN32
#include <netdb.h>
#endif

namespace mailwalk::net {

using trace::Code;

struct SystemResolver::Answer {
    Wake wake;
    std::mutex mutex;
    bool there{};
    int error{};
    std::vector<Address> addresses;
};

static std::pair<int, std::vector<Address>> askSystem(const std::string &host)
{
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    addrinfo *first = nullptr;
    const int error = ::getaddrinfo(host.c_str(), nullptr, &hints, &first);
    if (error)
        return {error, {}};
    std::vector<Address> addresses;
    for (const addrinfo *each = first; each; each = each->ai_next)
        if (const auto address = addressOf(each->ai_addr))
            if (std::find(addresses.begin(), addresses.end(), *address) == addresses.end())
                addresses.push_back(*address);
    ::freeaddrinfo(first);
    return {0, addresses};
}

SystemResolver::SystemResolver(const std::string &host) : answer_(std::make_shared<Answer>())
{
    std::thread([answer = answer_, host] {
        auto [error, addresses] = askSystem(host);
        const std::lock_guard lock(answer->mutex);
        answer->error = error;
        answer->addresses = std::move(addresses);
        answer->there = true;
        answer->wake.ring();
    }).detach();
}

void SystemResolver::watch(std::vector<Watch> &what) const
{
    if (!ready())
        what.push_back(answer_->wake.watch());
}

bool SystemResolver::ready() const
{
    const std::lock_guard lock(answer_->mutex);
    return answer_->there;
}

std::vector<Address> SystemResolver::addresses() const
{
    const std::lock_guard lock(answer_->mutex);
    return answer_->addresses;
}

Failure SystemResolver::failure() const
{
    const std::lock_guard lock(answer_->mutex);
    if (!answer_->there)
        return {Code::timeout, "the system resolver has not answered", {}, {}};
    const std::string text = "system resolver: " + std::string(::gai_strerror(answer_->error));
    if (answer_->error == EAI_NONAME)
        return {Code::nameNotFound, text, {}, {}};
#if defined(EAI_NODATA) && EAI_NODATA != EAI_NONAME
    if (answer_->error == EAI_NODATA)
        return {Code::nameNoData, text, {}, {}};
#endif
    return {Code::nameServerFailure, text, {}, {}};
}

std::string SystemResolver::toText() const
{
    std::string text;
    for (const Address &address : addresses())
        text += (text.empty() ? "" : ", ") + mailwalk::toText(address);
    return text.empty() ? failure().text : text;
}

std::vector<Address> addressesInHosts(std::istream &text, const std::string &host)
{
    static constexpr std::size_t mostLines = 100000;
    std::vector<Address> addresses;
    std::string line;
    for (std::size_t count = 0; count < mostLines && std::getline(text, line); ++count) {
        std::istringstream words(line.substr(0, line.find('#')));
        std::string number, name;
        words >> number;
        const auto address = addressFrom(number);
        while (address && words >> name)
            if (sameCase(name) == sameCase(host) && std::find(addresses.begin(), addresses.end(), *address) == addresses.end())
                addresses.push_back(*address);
    }
    return addresses;
}

} // namespace mailwalk::net
