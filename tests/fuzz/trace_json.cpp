#include "trace/json.h"

#include <QJsonDocument>
#include <cstdlib>

// What is read can be written, and what was written is read again.
extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size)
{
    using namespace mailwalk::trace;
    const auto read = fromJson(QByteArray(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size)));
    if (read && !fromJson(QJsonDocument(toJson(*read)).toJson()))
        std::abort();
    return 0;
}
