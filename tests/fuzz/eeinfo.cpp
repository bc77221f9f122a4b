#include "wire/eeinfo/eeinfo.h"

using namespace mailwalk;
using namespace mailwalk::wire::eeinfo;

extern "C" int LLVMFuzzerTestOneInput(const Byte *data, std::size_t size)
{
    const auto records = readRecords({data, size});
    if (!records)
        return 0;
    const Bytes written = writeRecords(*records);
    const auto again = readRecords(written);
    if (!again || factsOf(*again) != factsOf(*records) || writeRecords(*again) != written)
        __builtin_trap();
    return 0;
}
