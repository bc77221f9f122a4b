#pragma once

#include "path/account.h"
#include "rpc/desk.h"
#include "rpc/over_http.h"

/// How a lane gets to a desk.
namespace mailwalk::path {

class Way
{
public:
    virtual ~Way() = default;
    virtual trace::Transport transport() const = 0;

    /// An association with the desk at this server, each act a hop.
    virtual rpc::Association goTo(const net::Step &step, const std::string &server, const rpc::Desk &desk, auth::Level level) = 0;
    /// As far as it goes without a password.
    virtual void reach(const net::Step &step, const std::string &server, const rpc::Desk &desk) = 0;
    /// Whether the store is where the lane's server is, whatever the directory names ([MS-RPCH] clients know one server).
    virtual bool staysAtItsServer() const = 0;
    virtual Facts facts() const { return {}; } ///< what a finished profile stores of it
    /// Opens the connections to the desks of this server side by side, where there is something to gain; goTo() then finds it
    /// done. No sign-in of RPC is in it: one proof of the password at a time.
    virtual void goAhead(const net::Step &, const std::string &, const std::vector<std::pair<net::Plan, rpc::Desk>> &) {}
};

/// RPC over TCP: the mapper of the machine tells the port.
class DirectWay final : public Way
{
public:
    /// `first`: the server of the mailbox as the lane begins; it names all others.
    DirectWay(Account &account, std::string first) : account_(account), first_(std::move(first)) {}
    trace::Transport transport() const override { return trace::Transport::direct; }
    rpc::Association goTo(const net::Step &step, const std::string &server, const rpc::Desk &desk, auth::Level level) override;
    void reach(const net::Step &step, const std::string &server, const rpc::Desk &desk) override;
    bool staysAtItsServer() const override { return false; }

private:
    rpc::Place agreedPlace(const net::Step &step, const std::string &server);

    Account &account_;
    std::string first_;
};

/// RPC over HTTPS: the ports are fixed, and the proxy goes there.
class ProxyWay final : public Way
{
public:
    /// What the person typed or Autodiscover told of the proxy; it is resolved when it is first needed.
    struct Entrance {
        std::string host;
        std::string principal;
        std::vector<http::Scheme> schemes;
        bool toldByAutodiscover{};
    };

    ProxyWay(Account &account, Entrance entrance) : account_(account), entrance_(std::move(entrance)) {}
    trace::Transport transport() const override { return trace::Transport::rpcHttps; }
    rpc::Association goTo(const net::Step &step, const std::string &server, const rpc::Desk &desk, auth::Level level) override;
    void reach(const net::Step &step, const std::string &server, const rpc::Desk &desk) override;
    bool staysAtItsServer() const override { return entrance_.toldByAutodiscover; }
    Facts facts() const override { return {{"rpc proxy", entrance_.host}, {"principal", entrance_.principal}}; }
    void goAhead(const net::Step &step, const std::string &server,
                 const std::vector<std::pair<net::Plan, rpc::Desk>> &desks) override;

private:
    using Gone = Result<std::unique_ptr<rpc::PduStream>, net::Stopped>;

    rpc::Proxy proxy(const net::Step &step);
    rpc::Association goThrough(const net::Step &step, const std::string &server, const rpc::Desk &desk, auth::Level level);
    template <class Path> auto orLookBehind(const net::Step &step, Path path);
    std::optional<Gone> taken(const std::string &server, const rpc::Desk &desk);

    Account &account_;
    Entrance entrance_;
    bool looked_{};                       ///< behind a certificate that does not fit
    std::string aheadAt_;                 ///< the server of what follows
    std::map<std::uint16_t, Gone> ahead_; ///< by the desk's port
};

} // namespace mailwalk::path
