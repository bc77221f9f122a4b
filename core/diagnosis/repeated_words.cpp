#include "base/endpoint.h"
#include "base/text.h"
#include "diagnosis/repeated_parts.h"

#include <QCoreApplication>
#include <QStringList>
#include <algorithm>

namespace mailwalk::diagnosis {

namespace {

struct Repeated {
    Q_DECLARE_TR_FUNCTIONS(repeated)
};

QString lineOf(const std::string &text) { return QString::fromStdString(oneLine(text)); }

int number(std::size_t count) { return static_cast<int>(count); }

// Of a name its only address, of an address its only name, as far as all walks agree.
std::string counterpartOf(const Share &who, const Series &series)
{
    std::set<std::string> others;
    const std::string name = sameCase(who.name);
    for (const Addresses &walk : series.addresses)
        for (const auto &[host, addresses] : walk) {
            if (who.group == Group::address && addresses.contains(name))
                others.insert(host);
            if (who.group != Group::address && host == name)
                others.insert(addresses.begin(), addresses.end());
        }
    return others.size() == 1 && *others.begin() != name ? *others.begin() : std::string{};
}

// "gc2.corp.test (192.0.2.17)", whichever of both is to blame.
QString placed(const Share &who, const Series &series)
{
    const std::string other = counterpartOf(who, series);
    if (other.empty())
        return lineOf(who.name);
    const bool isAddress = who.group == Group::address;
    return QStringLiteral("%1 (%2)").arg(lineOf(isAddress ? other : who.name), lineOf(isAddress ? who.name : other));
}

QString wordFor(trace::Transport lane)
{
    switch (lane) {
    case trace::Transport::direct: return Repeated::tr("Direct connection");
    case trace::Transport::rpcHttps: return Repeated::tr("RPC over HTTPS");
    case trace::Transport::mapiHttps: return Repeated::tr("MAPI over HTTPS");
    }
    return {};
}

QString failedAt(const Repetition &all, const QString &place)
{
    const int bad = number(all.failed.bad), of = number(all.failed.all);
    const bool isFrontEnd = all.culprit->group == Group::frontEnd;
    if (isFrontEnd && bad > 1)
        return Repeated::tr("%1 of %n walk(s) failed, always when the front end %2 answered.", nullptr, of).arg(bad).arg(place);
    if (isFrontEnd)
        return Repeated::tr("%1 of %n walk(s) failed, when the front end %2 answered.", nullptr, of).arg(bad).arg(place);
    if (bad > 1)
        return Repeated::tr("%1 of %n walk(s) failed, always at %2.", nullptr, of).arg(bad).arg(place);
    return Repeated::tr("%1 of %n walk(s) failed, at %2.", nullptr, of).arg(bad).arg(place);
}

QString counted(const Repetition &all)
{
    return Repeated::tr("%1 of %n walk(s) failed.", nullptr, number(all.failed.all)).arg(all.failed.bad);
}

// A refused password ends the series, so it is no matter of now and then.
QString sometimes(const Repetition &all, const Series &series)
{
    if (all.culprit)
        return failedAt(all, placed(*all.culprit, series));
    if (all.refused)
        return counted(all);
    return Repeated::tr("%1 of %n walk(s) failed. No machine had a part in all of these and in none of the others.", nullptr,
                        number(all.failed.all))
        .arg(all.failed.bad);
}

QString unbroken(const Repetition &all)
{
    const bool isOpened = std::all_of(all.runs.begin(), all.runs.end(), [](Result run) { return run == Result::works; });
    const int of = number(all.failed.all);
    if (of == 0)
        return Repeated::tr("No walk has come to an end, so nothing can be said.");
    if (isOpened)
        return Repeated::tr("All %n walk(s) worked.", nullptr, of);
    return Repeated::tr("None of %n walk(s) failed.", nullptr, of);
}

// One walk cannot say whether it comes and goes, nor can those before a password that was refused.
QString steadily(const Repetition &all)
{
    if (all.failed.all == 1)
        return Repeated::tr("The walk failed.");
    if (all.refused)
        return counted(all);
    return Repeated::tr("All %n walk(s) failed: it does not come and go.", nullptr, number(all.failed.all));
}

QString told(const Repetition &all, const Series &series)
{
    if (all.failed.bad == 0)
        return unbroken(all);
    if (all.failed.bad == all.failed.all)
        return steadily(all);
    if (!all.lane)
        return sometimes(all, series);
    return Repeated::tr("The mailbox opened each time, but not by every way. %1: %2")
        .arg(wordFor(*all.lane), sometimes(all, series));
}

using Names = std::set<std::string>;

Names goodAddresses(const std::vector<Share> &shares)
{
    Names good;
    for (const Share &share : shares)
        if (share.group == Group::address && share.failed.bad == 0)
            good.insert(sameCase(share.name));
    return good;
}

// All addresses of those hosts that were reached, in the same walk, at an address that never failed.
Names servedByAnother(const std::vector<Share> &shares, const Series &series)
{
    const Names good = goodAddresses(shares);
    Names all;
    for (const Addresses &walk : series.addresses)
        for (const auto &[host, addresses] : walk)
            if (std::any_of(addresses.begin(), addresses.end(), [&](const auto &one) { return good.contains(one); }))
                all.insert(addresses.begin(), addresses.end());
    return all;
}

// Nobody failed over it: the next address of the name was taken. It costs time, and an Outlook of old does not try the next.
QString badAddress(const Repetition &all, const Series &series)
{
    if (all.failed.bad > 0)
        return {};
    const Names served = servedByAnother(all.shares, series);
    const auto bad = std::find_if(all.shares.begin(), all.shares.end(), [&](const Share &share) {
        return share.group == Group::address && share.failed.bad == share.failed.all && served.contains(sameCase(share.name));
    });
    if (bad == all.shares.end())
        return {};
    return Repeated::tr("%1 failed whenever it was tried (%n walk(s)); another address of the same name served instead.", nullptr,
                        number(bad->failed.all))
        .arg(placed(*bad, series));
}

} // namespace

QString sentenceFor(const Repetition &all, const Series &series)
{
    QStringList sentences{told(all, series), badAddress(all, series)};
    const auto untold = std::count(all.turns.begin(), all.turns.end(), Turn::untold);
    if (untold > 0 && all.failed.all > 0 && !all.lane)
        sentences += Repeated::tr("%n more walk(s) came to no end and told nothing.", nullptr, static_cast<int>(untold));
    if (all.refused)
        sentences += Repeated::tr("The sign-in was refused in walk %1. It is not tried again: that could lock the account.")
                         .arg(all.refused);
    sentences.removeAll(QString());
    return sentences.join(QLatin1Char(' '));
}

} // namespace mailwalk::diagnosis
