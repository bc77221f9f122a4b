#include "discovery/discover.h"

#include "base/endpoint.h"

#include <algorithm>
#include <array>

namespace mailwalk::discovery {
namespace {

// outlook.com and its kin lie on Exchange, but a private mailbox there has no administrator, knows no RPC over HTTP, and takes
// nothing but Microsoft's own sign-in page: to whoever asks us they are what gmail.com is.
constexpr std::string_view microsoft[] = {
    "hotmail.com",    "live.com",       "msn.com",        "outlook.com",   "passport.com",   "windowslive.com", "live.at",
    "live.be",        "live.ca",        "live.cl",        "live.cn",       "live.co.kr",     "live.co.uk",      "live.co.za",
    "live.com.ar",    "live.com.au",    "live.com.mx",    "live.com.my",   "live.com.pt",    "live.com.sg",     "live.de",
    "live.dk",        "live.fi",        "live.fr",        "live.hk",       "live.ie",        "live.in",         "live.it",
    "live.jp",        "live.nl",        "live.no",        "live.ru",       "live.se",        "outlook.at",      "outlook.be",
    "outlook.cl",     "outlook.co.id",  "outlook.co.il",  "outlook.co.th", "outlook.com.ar", "outlook.com.au",  "outlook.com.br",
    "outlook.com.gr", "outlook.com.tr", "outlook.com.vn", "outlook.cz",    "outlook.de",     "outlook.dk",      "outlook.es",
    "outlook.fr",     "outlook.hu",     "outlook.ie",     "outlook.in",    "outlook.it",     "outlook.jp",      "outlook.kr",
    "outlook.lv",     "outlook.my",     "outlook.ph",     "outlook.pt",    "outlook.sa",     "outlook.sg",      "outlook.sk"};

constexpr std::string_view others[] = {
    "126.com",        "163.com",       "abv.bg",         "aim.com",     "aliyun.com",     "aol.com",        "att.net",
    "bellsouth.net",  "bigpond.com",   "bk.ru",          "bluewin.ch",  "btinternet.com", "centrum.cz",     "comcast.net",
    "cox.net",        "daum.net",      "disroot.org",    "duck.com",    "email.cz",       "email.de",       "fastmail.com",
    "fastmail.fm",    "free.fr",       "freenet.de",     "freemail.hu", "gmail.com",      "googlemail.com", "hanmail.net",
    "hey.com",        "hushmail.com",  "i.ua",           "icloud.com",  "inbox.lv",       "inbox.ru",       "interia.pl",
    "internet.ru",    "kolabnow.com",  "laposte.net",    "libero.it",   "list.ru",        "mac.com",        "mail.com",
    "mail.de",        "mail.ee",       "mail.ru",        "mailbox.org", "me.com",         "naver.com",      "o2.pl",
    "onet.pl",        "online.de",     "optonline.net",  "orange.fr",   "pm.me",          "posteo.de",      "posteo.net",
    "proton.me",      "protonmail.ch", "protonmail.com", "qq.com",      "rambler.ru",     "rediffmail.com", "riseup.net",
    "rocketmail.com", "sapo.pt",       "sbcglobal.net",  "seznam.cz",   "sfr.fr",         "shaw.ca",        "sina.com",
    "sky.com",        "sohu.com",      "t-online.de",    "telenet.be",  "tiscali.it",     "tuta.com",       "tuta.io",
    "tutanota.com",   "tutanota.de",   "ukr.net",        "uol.com.br",  "verizon.net",    "virgilio.it",    "virginmedia.com",
    "volny.cz",       "walla.co.il",   "wanadoo.fr",     "web.de",      "wp.pl",          "ya.ru",          "yeah.net",
    "ymail.com",      "zoho.com",      "zohomail.com",   "zohomail.eu"};

// Names of one provider under every country's domain.
constexpr std::string_view families[] = {"gmx", "hotmail", "yahoo", "yandex"};

template <std::size_t N> bool isIn(const std::string_view (&names)[N], std::string_view name)
{
    return std::find(std::begin(names), std::end(names), name) != std::end(names);
}

// "de", "com", "co.uk", "com.br"
bool isRegistry(std::string_view name)
{
    const auto dot = name.find('.');
    if (dot == std::string_view::npos)
        return name.size() <= 3;
    const std::string_view second = name.substr(0, dot), country = name.substr(dot + 1);
    return country.size() == 2 && (second == "co" || second == "com");
}

} // namespace

bool isFreeMail(std::string_view domain)
{
    const std::string name = sameCase(domain);
    const auto dot = std::min(name.find('.'), name.size());
    const std::string_view first = std::string_view(name).substr(0, dot);
    if (isIn(families, first) && dot < name.size())
        return isRegistry(std::string_view(name).substr(dot + 1));
    return isIn(microsoft, name) || isIn(others, name);
}

} // namespace mailwalk::discovery
