#pragma once

#include "diagnosis/ports/adviser.h"

/// What the adviser's terms are called in the window.
namespace mailwalk::wizard {

QString wordFor(diagnosis::ports::Exchange exchange); ///< "Exchange 2007"
QString wordFor(diagnosis::ports::Outlook outlook);   ///< "Outlook 2007"
QString wordFor(diagnosis::ports::Where where);
QString wordFor(diagnosis::ports::Party party); ///< "directory server"
QString nounFor(diagnosis::ports::Party party); ///< in a sentence: "each directory server"
QString wordFor(diagnosis::ports::Windows windows);

QString portsOf(const diagnosis::ports::Rule &rule);       ///< "TCP 135", "TCP 49152–65535, dynamic"
QString wayOf(const diagnosis::ports::Rule &rule);         ///< "Directly"
QString neededFor(const diagnosis::ports::Rule &rule);     ///< "setting up"
QString valueOf(const diagnosis::ports::Pin &pin);         ///< "MSExchangeIS: TCP/IP Port"
QString typeOf(const diagnosis::ports::Pin &pin);          ///< "REG_DWORD"
QString rangeOf(const diagnosis::ports::PortRange &range); ///< "135", "49152–65535"

} // namespace mailwalk::wizard
