#pragma once

#include <string_view>

/// The namespaces of Autodiscover ([MS-OXDSCLI] 2.2.3, 2.2.4). Servers and Outlook compare them letter by letter: they begin with
/// http://, whatever newer pages print.
namespace mailwalk::discovery::schema {

constexpr std::string_view request = "http://schemas.microsoft.com/exchange/autodiscover/outlook/requestschema/2006";
constexpr std::string_view document = "http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006";
constexpr std::string_view response = "http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a";

} // namespace mailwalk::discovery::schema
