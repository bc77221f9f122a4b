#pragma once

#include "cli/arguments.h"
#include "diagnosis/verdict.h"
#include "trace/json.h"

#include <functional>

namespace mailwalk::cli {

/// Where the results of a walk go, in what form. Checked: what is named here can be written.
struct Outputs {
    std::optional<std::string> json;   ///< a file, or "-" for standard output; the text then goes to standard error
    std::optional<std::string> report; ///< a file; its ending says of which kind
    bool masked = false;               ///< names and addresses are replaced, in all of them
    bool quiet = false;                ///< the verdict's sentence instead of the whole text
};

const std::vector<Option> &outputOptions();
Outputs outputsFrom(const Arguments &given);

/// What goes out: words that are ready, and files that are made when they are asked for.
struct Delivery {
    std::string sentence, text;
    std::function<QByteArray(const QString &file)> report; ///< its ending says of which kind
    std::function<QJsonObject()> json;
};

/// Prints and writes, the words first. Throws NotWritten after everything has been tried.
void deliver(const Delivery &delivery, const Outputs &outputs);

/// Diagnoses, masks, prints and writes. Throws NotWritten after everything has been tried.
diagnosis::Verdict deliver(const trace::Document &walk, const Outputs &outputs);

} // namespace mailwalk::cli
