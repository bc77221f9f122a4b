#include "discovery/schema.h"
#include "discovery/settings.h"

#include <QXmlStreamWriter>

namespace mailwalk::discovery {

static QString forQt(std::string_view text) { return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())); }

Bytes writeRequest(const std::string &address)
{
    QByteArray text;
    QXmlStreamWriter xml(&text);
    xml.writeStartDocument();
    xml.writeStartElement(u"Autodiscover"_qs);
    xml.writeDefaultNamespace(forQt(schema::request));
    xml.writeStartElement(u"Request"_qs);
    xml.writeTextElement(u"EMailAddress"_qs, forQt(address));
    xml.writeTextElement(u"AcceptableResponseSchema"_qs, forQt(schema::response));
    xml.writeEndDocument();
    return {text.begin(), text.end()};
}

} // namespace mailwalk::discovery
