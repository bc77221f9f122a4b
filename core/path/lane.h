#pragma once

#include "exchange/address_book.h"
#include "exchange/store.h"
#include "path/walk.h"
#include "rpc/desk.h"

#include <map>

namespace mailwalk::path {

/// What the desks of one lane share: who signs in and how, and which hosts have been resolved already.
class Lane
{
public:
    explicit Lane(const Request &request);

    const Request &request() const { return request_; }
    bool signsIn() const { return signIn_ != nullptr; }
    http::SignIn &signIn() const { return *signIn_; }
    auth::Level level() const { return signIn_->rules().level; }
    exchange::ClientVersion clientVersion() const;
    const std::string &referralServer() const; ///< where "which host is this server" is asked: typed, or remembered

    /// Resolves a host once; the second time nothing is asked.
    rpc::Place place(const net::Step &step, const std::string &host);

private:
    const Request &request_;
    std::unique_ptr<http::SignIn> signIn_;
    std::map<std::string, std::vector<Address>> known_;
};

} // namespace mailwalk::path
