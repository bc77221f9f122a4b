#include "wizard/trip.h"

#include "evidence/other_profile.h"

namespace mailwalk::wizard {

Trip::Trip(Errand errand) : errand_(std::move(errand)), recorder_(path::askedOf(errand_.request))
{
    errand_.request.person = &answers_;
    thread_ = std::thread([this] { run(); });
}

Trip::~Trip()
{
    stop();
    thread_.join();
}

std::string Trip::trouble() const { return isOver() ? trouble_ : std::string(); }

void Trip::run()
{
    try {
        const Ground ground(errand_);
        walk(ground);
        over_ = true;
        walkAsTheOther(ground);
    } catch (const std::exception &exception) {
        if (!over_)
            trouble_ = exception.what();
    }
    errand_.request.identity.reset(); // the password is not needed any more
    over_ = true;
    measured_ = true;
}

void Trip::walk(const Ground &ground)
{
    recorder_.change([&](trace::Asked &asked) { asked = path::askedOf(errand_.request); }); // practice has filled it in
    ground.visit(recorder_, &skip_, [&](net::Journey &journey) {
        path::walk(errand_.request, journey, stop_);
        lookCloser(errand_.request, recorder_, evidence::Wish::whenItFailed, journey, stop_);
    });
}

void Trip::walkAsTheOther(const Ground &ground)
{
    if (stop_.requested() || !evidence::turnToOtherProfile(errand_.request, trace()))
        return;
    answers_.beAlone();
    trace::Recorder recorder(path::askedOf(errand_.request));
    ground.visit(recorder, nullptr, [&](net::Journey &journey) { path::walk(errand_.request, journey, stop_); });
    if (!stop_.requested())
        companion_ = path::recordOf(recorder);
}

} // namespace mailwalk::wizard
