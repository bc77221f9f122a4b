#pragma once

#include "diagnosis/catalogue.h"

#include <QCoreApplication>

namespace mailwalk::diagnosis {

// The catalogue in parts, by where the cause lies.
const std::vector<Cause> &networkRows();
const std::vector<Cause> &discoveryRows();
const std::vector<Cause> &tlsRows();
const std::vector<Cause> &proxyRows();
const std::vector<Cause> &deskRows();
const std::vector<Cause> &accountRows();
const std::vector<Cause> &evidenceRows(); ///< that only a closer look shows, or several addresses do

} // namespace mailwalk::diagnosis
