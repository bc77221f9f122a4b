#pragma once

namespace mailwalk::report {

/// Whether names and addresses were replaced in what is reported.
enum class Masking { none, masked };

} // namespace mailwalk::report
