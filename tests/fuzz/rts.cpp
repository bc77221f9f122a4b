#include "wire/rts/pdu.h"

using namespace mailwalk;
using namespace mailwalk::wire;

extern "C" int LLVMFuzzerTestOneInput(const Byte *data, std::size_t size)
{
    const auto pdu = rts::readPdu({data, size});
    if (!pdu)
        return 0;
    print(*pdu);
    const auto again = rts::readPdu(rts::writePdu(*pdu)); // padding is written as zeros
    if (!again || again->kind() != pdu->kind() || rts::cookiesIn(*again) != rts::cookiesIn(*pdu))
        __builtin_trap();
    return 0;
}
