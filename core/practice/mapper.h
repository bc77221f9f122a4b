#pragma once

#include "practice/rpc_service.h"

namespace mailwalk::practice {

/// The end-point mapper of one machine ([C706] appendix O): the only one who tells the ports of its services.
class Mapper : public RpcService
{
public:
    explicit Mapper(std::array<Byte, 4> host) : host_(host) {}
    void add(const wire::dcerpc::Interface &offered, std::uint16_t port)
    {
        entries_.push_back({offered, port});
    } ///< before serving

    const wire::dcerpc::Interface &interfaceOf() const override { return wire::dcerpc::epmInterface; }
    Answer answer(const Call &call) override;

private:
    struct Entry {
        wire::dcerpc::Interface offered;
        std::uint16_t port{};
    };

    std::array<Byte, 4> host_;
    std::vector<Entry> entries_;
};

} // namespace mailwalk::practice
