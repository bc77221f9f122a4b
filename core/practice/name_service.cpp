#include "practice/name_service.h"

#include <algorithm>

namespace mailwalk::practice {

using namespace wire::dns;

namespace {

constexpr std::uint32_t ttl = 60;
constexpr std::uint16_t opcodeBits = 0x7800, repeated = opcodeBits | Message::recursionDesired;

Message answerFor(const Message &asked, Rcode code)
{
    Message answer;
    answer.id = asked.id;
    answer.flags = static_cast<std::uint16_t>(Message::answer | Message::recursionAvailable | (asked.flags & repeated) |
                                              static_cast<std::uint16_t>(code));
    answer.questions = asked.questions;
    return answer;
}

// Of a question that cannot be read, the header may still say whom to answer (RFC 1035 4.1.1).
std::optional<Bytes> complainAbout(View question)
{
    if (question.size() < 12 || question[2] & 0x80)
        return std::nullopt;
    Message asked;
    asked.id = static_cast<std::uint16_t>(question[0] << 8 | question[1]);
    return write(answerFor(asked, Rcode::formErr));
}

} // namespace

std::optional<Bytes> NameService::answerTo(View question) const
{
    const auto asked = read(question);
    if (!asked)
        return complainAbout(question);
    if (asked->has(Message::answer))
        return std::nullopt;
    return write(replyTo(*asked));
}

Message NameService::replyTo(const Message &asked) const
{
    if (asked.flags & opcodeBits)
        return answerFor(asked, Rcode::notImp);
    if (asked.questions.size() != 1)
        return answerFor(asked, Rcode::formErr);
    if (everything_ != Rcode::noError)
        return answerFor(asked, everything_);
    std::vector<Record> found;
    const Rcode code = look(asked.questions[0], found);
    Message answer = answerFor(asked, code);
    if (code != Rcode::refused)
        answer.flags |= Message::authoritative;
    answer.answers = std::move(found);
    return answer;
}

bool NameService::isOurs(const std::string &name) const
{
    return std::any_of(domains_.begin(), domains_.end(),
                       [&](const std::string &domain) { return name == domain || name.ends_with('.' + domain); });
}

bool NameService::exists(const std::string &name) const
{
    return hosts_.contains(name) || services_.contains(name) ||
           std::find(domains_.begin(), domains_.end(), name) != domains_.end();
}

Rcode NameService::look(const Question &question, std::vector<Record> &answers) const
{
    const std::string name = sameCase(question.name);
    if (!isOurs(name) || question.in != Class::in)
        return Rcode::refused;
    if (!exists(name))
        return Rcode::nxDomain;
    const auto [firstHost, lastHost] = hosts_.equal_range(name);
    for (auto at = firstHost; at != lastHost; ++at)
        if (question.type == (at->second.v6 ? Type::aaaa : Type::a))
            answers.push_back(recordOf(question.name, at->second, ttl));
    const auto [first, last] = services_.equal_range(name);
    for (auto at = first; question.type == Type::srv && at != last; ++at)
        answers.push_back({question.name, Type::srv, Class::in, ttl, at->second});
    return Rcode::noError;
}

void NameService::serve(Datagrams &datagrams, const Bell &bell) const
{
    while (const auto question = datagrams.receive(bell))
        if (const auto answer = answerTo(question->bytes))
            datagrams.answer(*question, *answer);
}

// RFC 1035 4.2.2: two bytes of length before each message.
void NameService::serve(Stream &stream) const
{
    std::array<Byte, 2> size;
    while (stream.receive(size)) {
        Bytes question(static_cast<std::size_t>(size[0] << 8 | size[1]));
        if (!stream.receive(question))
            return;
        const auto answer = answerTo(question);
        if (!answer)
            return;
        Bytes framed{static_cast<Byte>(answer->size() >> 8), static_cast<Byte>(answer->size())};
        append(framed, *answer);
        if (!stream.send(framed))
            return;
    }
}

} // namespace mailwalk::practice
