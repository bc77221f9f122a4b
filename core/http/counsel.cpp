#include "http/counsel.h"

namespace mailwalk::http {

namespace {

net::Plan planFor(const Question &question)
{
    switch (question.doubt) {
    case Doubt::foreignHost: return {trace::Kind::attempt, "Ask whether " + question.host + " may be gone to", question.host};
    case Doubt::unprovenServer:
        return {trace::Kind::attempt, "Ask whether " + question.host + " may have the sign-in", question.host};
    case Doubt::certificate: break;
    }
    return {trace::Kind::attempt, "Ask whether to look at " + question.host + " in spite of its certificate", question.host};
}

std::pair<Doubt, std::string> keyOf(const Question &question) { return {question.doubt, sameCase(question.host)}; }

} // namespace

// Asked again and again, as the turn of a sign-in is: whoever is asked now may be in another lane.
class Counsel::Turn final : public net::Waitable
{
public:
    Turn(Counsel &of, const Question &question) : of_(of), question_(question) {}
    ~Turn() override
    {
        const std::lock_guard lock(of_.mutex_);
        if (isMine_)
            of_.isThinking_ = false;
    }
    void watch(std::vector<net::Watch> &) const override {}
    std::optional<Clock::time_point> wakeAt() const override { return Clock::now() + Milliseconds(5); }
    void progress() override
    {
        if (ready())
            return;
        const std::lock_guard lock(of_.mutex_);
        if (const auto known = of_.said_.find(keyOf(question_)); known != of_.said_.end())
            answer_ = known->second;
        else if (!of_.isThinking_)
            isMine_ = of_.isThinking_ = true;
    }
    bool ready() const override { return isMine_ || answer_ || Clock::now() >= late_; }
    bool isMine() const { return isMine_; }
    std::optional<Answer> answer() const { return answer_; }

private:
    Counsel &of_;
    const Question &question_;
    const Clock::time_point late_ = Clock::now() + longestThought;
    std::optional<Answer> answer_;
    bool isMine_{};
};

std::optional<Answer> Counsel::said(Doubt doubt, const std::string &host) const
{
    const std::lock_guard lock(mutex_);
    const auto known = said_.find({doubt, sameCase(host)});
    return known == said_.end() ? std::nullopt : std::optional(known->second);
}

Answer Counsel::ask(const net::Step &step, const Question &question)
{
    if (const auto known = said(question.doubt, question.host))
        return *known;
    return step.run(planFor(question), [&](const net::Step &hop) {
        const Answer answer = put(hop, question);
        hop.fact("consent", answer == Answer::yes ? "given" : "declined");
        if (answer == Answer::no)
            hop.leaveOut(trace::Reason::consent);
        return answer;
    });
}

Answer Counsel::put(const net::Step &hop, Question question)
{
    Turn turn(*this, question);
    hop.await(turn, "another question to be answered", 2 * longestThought);
    if (!turn.isMine())
        return turn.answer().value_or(Answer::no);
    question.hop = hop.hop();
    const Answer answer = hop.outside([&](const net::Stop &stop) { return person_.decide(question, stop); });
    const std::lock_guard lock(mutex_);
    said_[keyOf(question)] = answer;
    return answer;
}

} // namespace mailwalk::http
