#include "wire/emsmdb/emsmdb.h"

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
    tryOut<emsmdb::DoConnectEx::Request>({data, size});
    tryOut<emsmdb::DoConnectEx::Answer>({data, size});
    tryOut<emsmdb::DoRpcExt2::Request>({data, size});
    tryOut<emsmdb::DoRpcExt2::Answer>({data, size});
    emsmdb::factsOfRequests({data, size});
    emsmdb::factsOfAnswers({data, size});
    return 0;
}
