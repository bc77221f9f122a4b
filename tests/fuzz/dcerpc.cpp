#include "wire/dcerpc/bind.h"
#include "wire/dcerpc/call.h"

using namespace mailwalk;
using namespace mailwalk::wire;
using namespace mailwalk::wire::dcerpc;

template <class Message> static void digest(View body)
{
    if (const auto message = read<Message>(body)) {
        print(*message);
        write(*message);
    }
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const auto parts = takeApart({data, size});
    if (!parts)
        return 0;
    const View body = parts->body({data, size});
    digest<Bind>(body), digest<BindAck>(body), digest<BindNak>(body);
    digest<Request>(body), digest<Response>(body), digest<FaultBody>(body);
    return 0;
}
