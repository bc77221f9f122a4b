#include "wire/nspi/nspi.h"

using namespace mailwalk;
using namespace mailwalk::wire;

template <class... Messages> static void tryOut(View stub)
{
    const auto one = [stub]<class Message>(std::type_identity<Message>) {
        if (const auto message = ndr::read<Message>(stub)) {
            ndr::print(*message);
            if (!ndr::read<Message>(ndr::write(*message)))
                __builtin_trap(); // what we write, we can read
        }
    };
    (one(std::type_identity<typename Messages::Request>{}), ...);
    (one(std::type_identity<typename Messages::Answer>{}), ...);
}

extern "C" int LLVMFuzzerTestOneInput(const Byte *data, std::size_t size)
{
    tryOut<nspi::Bind, nspi::Unbind, nspi::QueryRows, nspi::GetMatches, nspi::DnToMid, nspi::GetProps, nspi::GetSpecialTable,
           nspi::ResolveNamesW>({data, size});
    return 0;
}
