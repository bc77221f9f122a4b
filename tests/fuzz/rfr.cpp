#include "wire/rfr/rfr.h"

using namespace mailwalk;
using namespace mailwalk::wire;

template <class Message> static void tryOut(View stub)
{
    if (const auto message = ndr::read<Message>(stub)) {
        ndr::print(*message);
        if (!ndr::read<Message>(ndr::write(*message)))
            __builtin_trap(); // what we write, we can read
    }
}

extern "C" int LLVMFuzzerTestOneInput(const Byte *data, std::size_t size)
{
    tryOut<rfr::GetNewDsa::Request>({data, size});
    tryOut<rfr::GetNewDsa::Answer>({data, size});
    tryOut<rfr::GetFqdnFromServerDn::Request>({data, size});
    tryOut<rfr::GetFqdnFromServerDn::Answer>({data, size});
    return 0;
}
