#include "discovery/settings.h"

#include <cstdlib>

using namespace mailwalk;
using namespace mailwalk::discovery;

// Whatever it is: an answer, or a failure with a code and a text.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const auto document = readDocument({data, size}, "text/xml");
    if (!document && (document.error().text.empty() || document.error().code == trace::Code::internal))
        std::abort();
    const auto *settings = document ? std::get_if<Settings>(&*document) : nullptr;
    for (std::size_t i = 0; settings && i < settings->protocols.size(); ++i)
        versionFrom(settings->protocols[i].serverVersion);
    return 0;
}
