#pragma once

#include "diagnosis/catalogue.h"

#include <QCoreApplication>

namespace mailwalk::diagnosis {

// The catalogue in three parts, by where the cause lies.
const std::vector<Cause> &networkRows();
const std::vector<Cause> &deskRows();
const std::vector<Cause> &accountRows();

} // namespace mailwalk::diagnosis
