#include "practice/page.h"

namespace mailwalk::practice {

namespace {

std::string htmlOf(const std::string &title, const std::string &text)
{
    return "<!DOCTYPE html>\n<html><head><title>" + title + "</title></head>\n<body><h1>" + title + "</h1><p>" + text +
           "</p></body></html>\n";
}

} // namespace

Page htmlPage(std::string title, std::string text, int status)
{
    return {status, "OK", {{"Content-Type", "text/html; charset=utf-8"}}, htmlOf(title, text)};
}

Page plainPage(int status, std::string reason)
{
    const std::string title = std::to_string(status) + " - " + reason;
    return {status, std::move(reason), {{"Content-Type", "text/html"}}, htmlOf(title, "This is all that the server says.")};
}

Page redirectTo(std::string location)
{
    Page page = plainPage(302, "Found");
    page.headers.push_back({"Location", std::move(location)});
    return page;
}

Page notFound() { return plainPage(404, "Not Found"); }

Page serviceUnavailable()
{
    Page page = plainPage(503, "Service Unavailable");
    page.headers.push_back({"Server", "Microsoft-HTTPAPI/2.0"});
    return page;
}

} // namespace mailwalk::practice
