#include "wire/http/message.h"
#include "wire/http/text.h"

#include <algorithm>

namespace mailwalk::wire::http {

namespace {

bool isOneOf(char c, std::string_view chars) { return chars.find(c) != std::string_view::npos; }

/// Reads what a server wrote as far as it can be understood: a damaged challenge hides none of its neighbours.
class ChallengeReader
{
public:
    explicit ChallengeReader(std::string_view text) : text_(text) {}

    // #challenge, RFC 9110 11.6.1. The parameters of a challenge and the challenges of a line share the comma.
    void into(std::vector<Challenge> &challenges)
    {
        const std::size_t before = challenges.size();
        while (skip(" \t,"), at_ < text_.size()) {
            const std::string_view word = take(isTokenChar);
            const bool isParameter = peekAfterBlanks() == '=';
            if (word.empty() || (isParameter && challenges.size() == before)) {
                skipPastComma();
            } else if (isParameter) {
                challenges.back().parameters.push_back({std::string(word), parameterValue()});
            } else {
                challenges.push_back({std::string(word), token68(), {}});
            }
        }
    }

private:
    void skip(std::string_view chars)
    {
        while (at_ < text_.size() && isOneOf(text_[at_], chars))
            ++at_;
    }

    std::string_view take(auto belongs)
    {
        const std::size_t from = at_;
        while (at_ < text_.size() && belongs(text_[at_]))
            ++at_;
        return text_.substr(from, at_ - from);
    }

    char peekAfterBlanks() const
    {
        const auto next = text_.find_first_not_of(" \t", at_);
        return next == std::string_view::npos ? '\0' : text_[next];
    }

    void skipPastComma()
    {
        while (at_ < text_.size() && text_[at_] != ',') {
            if (text_[at_] == '"')
                quoted();
            else
                ++at_;
        }
    }

    std::string quoted()
    {
        std::string value;
        for (++at_; at_ < text_.size() && text_[at_] != '"'; ++at_) {
            if (text_[at_] == '\\' && at_ + 1 < text_.size())
                ++at_;
            value += text_[at_];
        }
        at_ = std::min(at_ + 1, text_.size());
        return value;
    }

    std::string parameterValue()
    {
        skip(" \t");
        ++at_; // the =
        skip(" \t");
        if (at_ < text_.size() && text_[at_] == '"')
            return quoted();
        return std::string(take([](char c) { return !isOneOf(c, " \t,"); })); // more than a token: URLs are met unquoted
    }

    // Up to the comma or the end; otherwise it was the name of a parameter, and nothing is taken.
    std::string token68()
    {
        const std::size_t from = at_;
        skip(" \t");
        std::string token(take([](char c) { return isLetterOrDigit(c) || isOneOf(c, "-._~+/"); }));
        token += take([](char c) { return c == '='; });
        const char next = peekAfterBlanks();
        if (from != at_ && (next == '\0' || next == ','))
            return token;
        at_ = from;
        return {};
    }

    std::string_view text_;
    std::size_t at_{};
};

} // namespace

std::vector<Challenge> challengesIn(const Headers &headers, std::string_view name)
{
    std::vector<Challenge> challenges;
    for (const Header &header : headers)
        if (isSame(header.name, name))
            ChallengeReader(header.value).into(challenges);
    return challenges;
}

} // namespace mailwalk::wire::http
