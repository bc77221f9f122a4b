#include "wire/dns/message.h"

using namespace mailwalk;
using namespace mailwalk::wire::dns;

extern "C" int LLVMFuzzerTestOneInput(const Byte *data, std::size_t size)
{
    const auto message = read({data, size});
    if (!message)
        return 0;
    mailwalk::wire::print<Printer>(*message);
    for (const Question &question : message->questions)
        follow(*message, question);
    if (const Bytes again = write(*message); again.size() <= 65535 && !read(again))
        __builtin_trap(); // what we write, we can read
    return 0;
}
