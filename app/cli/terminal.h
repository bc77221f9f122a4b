#pragma once

#include "trace/recorder.h"

#include <QtCore/QString>
#include <condition_variable>
#include <cstdio>
#include <map>
#include <string_view>
#include <thread>

namespace mailwalk::cli {

/// Writes UTF-8 at once. Throws NotWritten when standard output does not take it; standard error may be closed.
void print(std::FILE *stream, std::string_view text);

/// "mailwalk-cli: sentence" on standard error.
void complain(const QString &sentence);

/// Follows a walk on standard error: a line for each act when it ends, and for one that keeps us waiting. Ends with its life.
class LiveLines
{
public:
    explicit LiveLines(trace::Recorder &recorder);
    ~LiveLines();
    LiveLines(const LiveLines &) = delete;
    LiveLines &operator=(const LiveLines &) = delete;

private:
    void follow();
    void sayWhatHasEnded();
    void sayWhatIsAwaited();

    trace::Recorder &recorder_;
    std::mutex mutex_;
    std::condition_variable rung_;
    bool news_ = false, ended_ = false;
    std::map<trace::HopId, trace::Hop> awaited_; // begun, not ended, not yet said to be awaited
    trace::HopId said_ = 0;                      // the last that was
    std::thread thread_;
};

} // namespace mailwalk::cli
