#include "discovery/xml_tree.h"

#include "base/text.h"

#include <QXmlStreamReader>
#include <algorithm>

namespace mailwalk::discovery {

using trace::Code;
using trace::Failure;

namespace {

std::string fromQt(QStringView text) { return text.toUtf8().toStdString(); }

QByteArray forQt(View bytes)
{
    return QByteArray::fromRawData(reinterpret_cast<const char *>(bytes.data()), static_cast<qsizetype>(bytes.size()));
}

Failure malformed(const QXmlStreamReader &xml, const std::string &why)
{
    return {Code::malformed, "line " + std::to_string(xml.lineNumber()) + ": " + why, "well-formed XML without a DTD",
            oneLine(why)};
}

Failure tooLarge(const wire::Limit &limit)
{
    return {Code::tooLarge, "too many " + std::string(limit.name), "at most " + std::to_string(limit.most), {}};
}

Node nodeOf(const QXmlStreamReader &xml)
{
    Node node{fromQt(xml.name()), fromQt(xml.namespaceUri()), {}, {}, {}};
    for (const QXmlStreamAttribute &each : xml.attributes())
        node.attributes.push_back({fromQt(each.name()), fromQt(each.value())});
    return node;
}

void trim(std::string &text)
{
    constexpr const char *white = " \t\r\n";
    text.erase(text.find_last_not_of(white) + 1);
    text.erase(0, text.find_first_not_of(white));
}

// Builds the tree without recursion: a document chooses its depth.
class Builder
{
public:
    explicit Builder(View bytes) : xml_(forQt(bytes)) {}

    Result<Node, Failure> build()
    {
        while (!xml_.atEnd())
            if (auto failure = take(xml_.readNext()))
                return *failure;
        if (xml_.hasError())
            return malformed(xml_, xml_.errorString().toStdString());
        return std::move(open_.front().children.front());
    }

private:
    std::optional<Failure> take(QXmlStreamReader::TokenType token)
    {
        switch (token) {
        case QXmlStreamReader::DTD: return malformed(xml_, "a DTD");
        case QXmlStreamReader::EntityReference: return malformed(xml_, "an entity");
        case QXmlStreamReader::StartElement: return begin();
        case QXmlStreamReader::EndElement: end(); return {};
        case QXmlStreamReader::Characters: open_.back().text += fromQt(xml_.text()); return {};
        default: return {};
        }
    }
    std::optional<Failure> begin()
    {
        if (++elements_ > documentElements.most)
            return tooLarge(documentElements);
        if (open_.size() > documentDepth.most)
            return tooLarge(documentDepth);
        open_.push_back(nodeOf(xml_));
        return {};
    }
    void end()
    {
        Node done = std::move(open_.back());
        open_.pop_back();
        trim(done.text);
        open_.back().children.push_back(std::move(done));
    }

    QXmlStreamReader xml_;
    std::vector<Node> open_{Node{}}; // the document, and the elements that have not ended yet
    std::size_t elements_{};
};

} // namespace

const Node *Node::child(std::string_view called) const
{
    const auto found = std::find_if(children.begin(), children.end(), [&](const Node &node) { return node.name == called; });
    return found == children.end() ? nullptr : &*found;
}

std::string Node::textOf(std::string_view called) const
{
    const Node *found = child(called);
    return found ? found->text : std::string();
}

std::string Node::attribute(std::string_view called) const
{
    const auto found = std::find_if(attributes.begin(), attributes.end(), [&](const Fact &fact) { return fact.name == called; });
    return found == attributes.end() ? std::string() : found->value;
}

std::optional<Root> rootOf(View bytes)
{
    QXmlStreamReader xml(forQt(bytes));
    while (!xml.atEnd()) {
        const auto token = xml.readNext();
        if (token == QXmlStreamReader::DTD)
            return Root{fromQt(xml.dtdName()), true};
        if (token == QXmlStreamReader::StartElement)
            return Root{fromQt(xml.name()), false};
    }
    return {};
}

Result<Node, Failure> readTree(View bytes)
{
    if (bytes.size() > documentBytes.most)
        return tooLarge(documentBytes);
    return Builder(bytes).build();
}

} // namespace mailwalk::discovery
