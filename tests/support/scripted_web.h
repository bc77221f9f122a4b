#pragma once

#include "net/network.h"
#include "wire/http/message.h"

#include <functional>
#include <map>
#include <mutex>

/// A network of web servers that is a table, for dialogues side by side, whose order nobody knows:
///     ScriptedWeb web;
///     web.host("mail.corp.test", "192.0.2.2");
///     web.site("192.0.2.2:443", [](const ScriptedWeb::Asked &asked) { return "HTTP/1.1 200 OK\r\n..."; });
/// What is not in it does not exist: the name is unknown, the port refuses. All that is asked can be read afterwards.
namespace mailwalk::test {

class ScriptedWeb final : public net::Network
{
public:
    /// A request, as the server has it.
    struct Asked {
        std::string place; ///< "192.0.2.2:443"
        std::string host;  ///< for which TLS was made; empty outside TLS
        wire::http::RequestHead head;
        std::string body;
        const std::string *header(std::string_view name) const { return find(head.headers, name); }
    };
    using Answer = std::function<std::string(const Asked &)>; ///< the whole, head and body; empty: silence

    void host(const std::string &name, const std::string &address);
    void services(const std::string &name, std::vector<net::Service> services);
    void site(const std::string &place, Answer answer);
    void silentHost(const std::string &name);
    void silentPort(const std::string &place);
    void handshakeFails(const std::string &place, net::Failure failure);

    std::vector<Asked> asked() const; ///< in the order in which it came
    std::vector<std::string> lookedUp() const;

    std::unique_ptr<net::Lookup> lookUp(const std::string &host) override;
    std::unique_ptr<net::ServiceLookup> lookUpServices(const std::string &name) override;
    std::unique_ptr<net::Dial> dial(const Address &address, std::uint16_t port) override;
    std::unique_ptr<net::Handshake> secure(std::unique_ptr<net::Wire> wire, const std::string &host,
                                           net::OldestTls oldest) override;
    std::unique_ptr<net::Handshake> secureUnproven(std::unique_ptr<net::Wire> wire, const std::string &host) override;

private:
    friend class WebWire;
    struct Site {
        Answer answer; ///< none: silence
        std::optional<net::Failure> handshake;
    };
    std::string answer(Asked asked);

    mutable std::mutex mutex_;
    std::map<std::string, std::optional<Address>> hosts_;
    std::map<std::string, std::vector<net::Service>> services_;
    std::map<std::string, Site> sites_;
    std::vector<Asked> asked_;
    std::vector<std::string> lookedUp_;
};

} // namespace mailwalk::test
