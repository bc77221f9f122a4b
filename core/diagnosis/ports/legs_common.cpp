#include "diagnosis/ports/leg.h"

#include <QtGlobal>

namespace mailwalk::diagnosis::ports {

using trace::Kind;
using trace::Needed;
using trace::Stage;

// Autodiscover came with Exchange 2007 and Outlook 2007 ([MS-OXDISCO] 1.3; TechNet bb124251); what Outlook asks for and where:
// [MS-OXDSCLI] 1.3, [MS-OXDISCO] 3.1.5; an OAB site asks for no
// TLS as installed (New-OabVirtualDirectory). Kerberos and LDAP: KB 832017.
static constexpr Leg commonTable[] = {
    {.id = "client-name-service",
     .from = Party::client,
     .to = Party::nameServer,
     .carrier = Carrier::udp,
     .port = 53,
     .exchange = {Exchange::v2003, Exchange::online},
     .stops = {Stage::discover, Stage::open, Kind::resolve},
     .service = QT_TRANSLATE_NOOP("ports", "Name service (DNS)"),
     .why = QT_TRANSLATE_NOOP("ports", "Finds the addresses of the machines below, those of every directory server included.")},
    {.id = "client-name-service-tcp",
     .from = Party::client,
     .to = Party::nameServer,
     .port = 53,
     .exchange = {Exchange::v2003, Exchange::online},
     .service = QT_TRANSLATE_NOOP("ports", "Name service (DNS) over TCP"),
     .why = QT_TRANSLATE_NOOP("ports", "Carries answers that are too long for one packet.")},
    {.id = "client-autodiscover-https",
     .from = Party::client,
     .to = Party::autodiscover,
     .port = 443,
     .exchange = {Exchange::v2007, Exchange::online},
     .outlook = {Outlook::v2007, Outlook::v365},
     .duty = Duty::optionalWhenFinished,
     .stops = {Stage::discover, std::nullopt},
     .service = QT_TRANSLATE_NOOP("ports", "Autodiscover and web services (HTTPS)"),
     .why =
         QT_TRANSLATE_NOOP("ports", "Tells a new profile its settings. Every day it also carries the offline address book, free "
                                    "and busy times and out-of-office messages; mail itself goes on without it.")},
    {.id = "client-autodiscover-redirect",
     .from = Party::client,
     .to = Party::autodiscover,
     .port = 80,
     .exchange = {Exchange::v2007, Exchange::online},
     .outlook = {Outlook::v2007, Outlook::v365},
     .duty = Duty::optional,
     .service = QT_TRANSLATE_NOOP("ports", "Autodiscover's signpost (HTTP)"),
     .why = QT_TRANSLATE_NOOP(
         "ports", "Only where a mail domain is sent on to another host name by a redirect on port 80. No password goes "
                  "there. An Exchange 2007 may also offer its offline address book without encryption here.")},
    {.id = "client-directory-ldap",
     .from = Party::client,
     .to = Party::domainController,
     .port = 389,
     .sites = inside,
     .exchange = {Exchange::v2007, Exchange::se},
     .outlook = {Outlook::v2007, Outlook::v365},
     .duty = Duty::optional,
     .service = QT_TRANSLATE_NOOP("ports", "Active Directory (LDAP)"),
     .why = QT_TRANSLATE_NOOP(
         "ports", "Computers of the domain look up there where Autodiscover is. Others, and all that cannot reach it, "
                  "find it by its name.")},
    {.id = "client-kerberos",
     .from = Party::client,
     .to = Party::domainController,
     .port = 88,
     .sites = inside,
     .duty = Duty::optional,
     .service = QT_TRANSLATE_NOOP("ports", "Kerberos"),
     .why = QT_TRANSLATE_NOOP(
         "ports", "Only for signing in with Kerberos. Without it Outlook signs in with NTLM, for which it needs nothing "
                  "but the connection itself.")},
    {.id = "client-kerberos-udp",
     .from = Party::client,
     .to = Party::domainController,
     .carrier = Carrier::udp,
     .port = 88,
     .sites = inside,
     .duty = Duty::optional,
     .service = QT_TRANSLATE_NOOP("ports", "Kerberos over UDP"),
     .why = QT_TRANSLATE_NOOP("ports", "What Windows 2000 to 2003 and XP try first; later Windows use TCP.")},
};

Table<Leg> commonLegs() { return {std::begin(commonTable), std::end(commonTable)}; }

} // namespace mailwalk::diagnosis::ports
