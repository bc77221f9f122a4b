#pragma once

#include "wizard/ports/answer.h"

/// The formats that the page offers.
namespace mailwalk::wizard {

enum class Output { text, csv, json, reg, netsh, nft };
inline constexpr Output allOutputs[] = {Output::text, Output::csv, Output::json, Output::reg, Output::netsh, Output::nft};

const char *nameOf(Output output); ///< "nft", as on the command line
QString titleOf(Output output);    ///< for a list

std::vector<report::ports::File> filesOf(Output output, const PortsAnswer &answer); ///< none when there is nothing to write
QString whyNothing(const PortsAnswer &answer);                                      ///< where no file is
QString readable(const report::ports::File &file);

} // namespace mailwalk::wizard
