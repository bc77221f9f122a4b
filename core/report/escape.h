#pragma once

#include <QString>

/// The one escaper of HTML and SVG.
namespace mailwalk::report {

/// Text between tags or inside a quoted attribute: no markup, no entity, no control character, and no mark that turns the
/// direction of what stands around it.
QString escaped(const QString &text);

/// A name that a server or a person chose, or a technical word: read from left to right, whatever stands around it.
QString named(const QString &text);

} // namespace mailwalk::report
