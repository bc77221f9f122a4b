#pragma once

#include "cli/usage.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mailwalk::cli {

enum class Takes { nothing, value, values }; ///< `values`: may be given several times

struct Option {
    std::string_view name; ///< without the dashes
    Takes takes;
    const char *value; ///< how help calls its value
    const char *help;  ///< one line, marked for translation
};

class Arguments;

struct Command {
    std::string_view name;
    const char *synopsis; ///< what follows the name, for help
    const char *purpose;  ///< one line, marked for translation
    std::size_t words;    ///< how many arguments without dashes it takes at most
    std::vector<Option> options;
    const char *notes; ///< further lines of help, marked for translation; may be empty
    Exit (*run)(const Arguments &);
};

/// The arguments of one command, sorted by its table of options. Values are not looked at.
class Arguments
{
public:
    /// Throws WrongUsage naming the option and what is wrong with it, never its value: it could be a misplaced password.
    static Arguments read(const Command &command, const std::vector<std::string> &given);

    bool has(std::string_view option) const { return values_.contains(option); }
    std::optional<std::string> value(std::string_view option) const;
    std::vector<std::string> values(std::string_view option) const;
    const std::vector<std::string> &words() const { return words_; }
    bool wantsHelp() const { return has("help"); }
    bool wantsVersion() const { return has("version"); }

private:
    std::map<std::string, std::vector<std::string>, std::less<>> values_;
    std::vector<std::string> words_;
};

QString helpOf(const Command &command);

} // namespace mailwalk::cli
