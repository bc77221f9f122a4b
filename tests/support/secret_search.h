#pragma once

#include "base/bytes.h"

/// Looks for a password in whatever a program has written, in every dress in which it could slip through.
namespace mailwalk::test {

/// One form of it, and what it is called in the message of a failed test. Never printed itself.
struct Dress {
    std::string name;
    std::string bytes;
};

/// UTF-8, UTF-16 of both byte orders, hexadecimal, Base64 at three offsets of the first two, NT hash raw, in hexadecimal and in
/// Base64.
std::vector<Dress> dressesOf(const std::string &password);

/// The names of those that the text holds; letters of hexadecimal are compared without case.
std::vector<std::string> secretsIn(std::string_view text, const std::string &password);

} // namespace mailwalk::test
