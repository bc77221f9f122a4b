#include "wire/spnego/tokens.h"

using namespace mailwalk;
using namespace mailwalk::wire::spnego;

template <class Token> static void digest(View bytes)
{
    if (const auto token = read<Token>(bytes)) {
        print(*token);
        write(*token);
    }
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    digest<NegTokenInit>({data, size}), digest<NegTokenResp>({data, size});
    return 0;
}
