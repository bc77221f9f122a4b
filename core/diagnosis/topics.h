#pragma once

#include <string_view>

namespace mailwalk::diagnosis {

/// A page of plain words, and a failure code's meaning: English sources for translation in the context "explain".
struct Page {
    std::string_view word;
    const char *text;
};

/// A table of them.
struct Pages {
    const Page *first, *last;
    const Page *begin() const { return first; }
    const Page *end() const { return last; }
};

Pages topics();
Pages codes();

} // namespace mailwalk::diagnosis
