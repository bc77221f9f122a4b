#include "wire/ntlm/messages.h"

using namespace mailwalk;
using namespace mailwalk::wire::ntlm;

template <class Message> static void digest(View bytes)
{
    if (const auto message = read<Message>(bytes)) {
        print(*message);
        write(*message);
    }
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const View bytes(data, size);
    digest<Negotiate>(bytes), digest<Challenge>(bytes), digest<Authenticate>(bytes);
    if (const auto blob = mailwalk::wire::read<ClientChallenge>(bytes))
        mailwalk::wire::write(*blob);
    return 0;
}
