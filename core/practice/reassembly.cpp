#include "practice/reassembly.h"

#include <algorithm>

namespace mailwalk::practice {

using namespace wire::dcerpc;

namespace {

constexpr std::size_t longestTrailer = 256;
constexpr std::array<Byte, 8> trailerMagic{0x8a, 0xe3, 0x13, 0x71, 0x02, 0xf4, 0x36, 0x71}; // [MS-RPCE] 2.2.2.13.1

// [MS-RPCE] 2.2.2.13: clients append it to the stub, 4-aligned. What it repeats is checked by nobody here.
void cutVerificationTrailer(Bytes &stub)
{
    const std::size_t from = stub.size() > longestTrailer ? stub.size() - longestTrailer : 0;
    for (std::size_t at = (from + 3) & ~std::size_t(3); at + trailerMagic.size() <= stub.size(); at += 4)
        if (std::equal(trailerMagic.begin(), trailerMagic.end(), stub.begin() + static_cast<std::ptrdiff_t>(at)))
            return stub.resize(at);
}

} // namespace

mailwalk::Result<Reassembly::Whole, FaultStatus> Reassembly::add(const Header &header, Request fragment)
{
    const bool first = header.flags & flag::firstFragment, last = header.flags & flag::lastFragment;
    const bool continues = pending_ && pending_->callId == header.callId && pending_->request.contextId == fragment.contextId;
    if (first ? pending_.has_value() : !continues)
        return FaultStatus::ncaProtoError;
    if (first)
        pending_ = Pending{header.callId, std::move(fragment)};
    else
        append(pending_->request.stub, fragment.stub);
    if (pending_->request.stub.size() > mostStub)
        return FaultStatus::accessDenied;
    if (!last)
        return Whole();
    Whole whole = std::move(pending_->request);
    pending_.reset();
    cutVerificationTrailer(whole->stub);
    return whole;
}

} // namespace mailwalk::practice
