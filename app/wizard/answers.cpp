#include "wizard/answers.h"

#include <algorithm>

namespace mailwalk::wizard {

http::Answer Answers::decide(const http::Question &question, const net::Stop &stop)
{
    const auto before = std::find_if(given_.begin(), given_.end(), [&](const Given &given) {
        return given.doubt == question.doubt && given.host == question.host;
    });
    if (before != given_.end())
        return before->answer;
    if (isAlone_)
        return http::Answer::no;
    const http::Answer answer = interview_.decide(question, stop);
    given_.push_back({question.doubt, question.host, answer});
    return answer;
}

} // namespace mailwalk::wizard
