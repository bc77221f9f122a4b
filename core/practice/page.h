#pragma once

#include "wire/http/message.h"

namespace mailwalk::practice {

/// A whole answer of a web server.
struct Page {
    int status = 200;
    std::string reason = "OK";
    wire::http::Headers headers;
    std::string body;
};

Page plainPage(int status, std::string reason);                       ///< as web servers explain themselves
Page htmlPage(std::string title, std::string text, int status = 200); ///< of an ordinary web site
Page redirectTo(std::string location);                                ///< 302
Page notFound();
Page serviceUnavailable(); ///< as Windows answers for a part of IIS that does not run

} // namespace mailwalk::practice
