#pragma once

#include "wire/dcerpc/call.h"

#include <optional>

namespace mailwalk::practice {

/// Joins the fragments of requests ([MS-RPCE] 3.3.1.5.8: those of one call come before the first of the next).
class Reassembly
{
public:
    static constexpr std::size_t mostStub = 4 * 1024 * 1024; ///< [MS-RPCE] 3.3.3.5.4

    using Whole = std::optional<wire::dcerpc::Request>;

    /// The request when this was its last fragment, without a verification trailer; or the fault that ends the connection.
    mailwalk::Result<Whole, wire::dcerpc::FaultStatus> add(const wire::dcerpc::Header &header, wire::dcerpc::Request fragment);

private:
    struct Pending {
        std::uint32_t callId{};
        wire::dcerpc::Request request;
    };
    std::optional<Pending> pending_;
};

} // namespace mailwalk::practice
