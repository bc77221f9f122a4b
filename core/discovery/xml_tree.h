#pragma once

#include "base/bytes.h"
#include "base/fact.h"
#include "base/result.h"
#include "trace/hop.h"
#include "wire/io/fault.h"

namespace mailwalk::discovery {

/// One element of an XML document, with everything in it. Names without their prefixes.
struct Node {
    std::string name, nameSpace, text; ///< the text without white space around it
    Facts attributes;
    std::vector<Node> children;

    const Node *child(std::string_view called) const;  ///< the first of that name, or null
    std::string textOf(std::string_view called) const; ///< of that child; empty when there is none
    std::string attribute(std::string_view called) const;
};

constexpr wire::Limit documentBytes{"bytes of a document", 1 << 20}, documentDepth{"depth of a document", 32},
    documentElements{"elements of a document", 20000};

/// What a document says it is: the name of its root element, or of the DTD before it.
struct Root {
    std::string name;
    bool isDtd{};
};
/// Nothing when the bytes are no XML up to there.
std::optional<Root> rootOf(View bytes);

/// The whole document, in whatever encoding it declares. A DTD is refused, so no entity is ever expanded. The failure is
/// malformed or too-large.
Result<Node, trace::Failure> readTree(View bytes);

} // namespace mailwalk::discovery
