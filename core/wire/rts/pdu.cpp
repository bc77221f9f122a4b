#include "wire/rts/pdu.h"

#include "wire/dcerpc/header.h"

#include <algorithm>

namespace mailwalk::wire::rts {

namespace {

struct Form {
    Kind kind;
    std::string_view name;
    std::uint16_t flags;
    std::string_view commands; ///< a letter each, see letterOf()
};

// W ReceiveWindowSize, F FlowControlAck, T ConnectionTimeout, C Cookie, L ChannelLifetime, K ClientKeepalive, V Version, E Empty,
// P Padding, N NegativeANCE, A ANCE, I ClientAddress, G AssociationGroupId, D Destination, S PingTrafficSentNotify
char letterOf(const Command &command) { return std::string_view("WFTCLKVEPNAIGDS")[command.index()]; }

constexpr Form forms[] = {
    {Kind::connA1, "CONN/A1", flag::none, "VCCW"},
    {Kind::connA2, "CONN/A2", flag::outChannel, "VCCLW"},
    {Kind::connA3, "CONN/A3", flag::none, "T"},
    {Kind::connB1, "CONN/B1", flag::none, "VCCLKG"},
    {Kind::connB2, "CONN/B2", flag::inChannel, "VCCWTGI"},
    {Kind::connB3, "CONN/B3", flag::none, "WV"},
    {Kind::connC2, "CONN/C2", flag::none, "VWT"},
    {Kind::inRxA1, "IN_Rx/A1", flag::recycleChannel, "VCCC"},
    {Kind::inR1A2, "IN_R1/A2", flag::recycleChannel | flag::inChannel, "VCCCWT"},
    {Kind::inR1A4, "IN_R1/A4", flag::none, "DVWT"},
    {Kind::inRxA5, "IN_Rx/A5", flag::none, "C"},
    {Kind::inR1B1, "IN_R1/B1", flag::none, "E"},
    {Kind::inR1B2, "IN_R1/B2", flag::none, "W"},
    {Kind::inR2A4, "IN_R2/A4", flag::none, "D"},
    {Kind::outRxA2, "OUT_Rx/A2", flag::recycleChannel, "D"},
    {Kind::outRxA3, "OUT_Rx/A3", flag::recycleChannel, "VCCCW"},
    {Kind::outR1A4, "OUT_R1/A4", flag::recycleChannel | flag::outChannel, "VCCCLWT"},
    {Kind::outR1A6, "OUT_R1/A6", flag::outChannel, "DVT"},
    {Kind::outR1A7, "OUT_R1/A7", flag::outChannel, "DC"},
    {Kind::outR1A10, "OUT_R1/A10", flag::none, "A"},
    {Kind::outR2A6, "OUT_R2/A6", flag::none, "DA"},
    {Kind::outR2A7, "OUT_R2/A7", flag::outChannel, "DCV"},
    {Kind::outR2B2, "OUT_R2/B2", flag::none, "N"},
    {Kind::outR2B3, "OUT_R2/B3", flag::eof, "A"},
    {Kind::outR2C1, "OUT_R2/C1", flag::ping, "E"},
    {Kind::outR2C1, "OUT_R2/C1", flag::ping, "P"},
    {Kind::keepAlive, "Keep-Alive", flag::otherCommand, "K"},
    {Kind::pingTrafficSentNotify, "PingTrafficSentNotify", flag::otherCommand, "S"},
    {Kind::echo, "Echo", flag::echo, ""},
    {Kind::ping, "Ping", flag::ping, ""},
    {Kind::flowControlAck, "FlowControlAck", flag::otherCommand, "F"},
    {Kind::flowControlAckWithDestination, "FlowControlAckWithDestination", flag::otherCommand, "DF"},
};

template <std::size_t... I> Command commandAt(std::size_t index, std::index_sequence<I...>)
{
    Command command;
    ((I == index ? (void)command.emplace<I>() : void()), ...);
    return command;
}

std::optional<Fault> objection(const dcerpc::Parts &parts)
{
    const dcerpc::Header &header = parts.header;
    if (header.type != dcerpc::PacketType::rts)
        return Fault{"PTYPE", hexNumber(std::uint8_t(dcerpc::PacketType::rts)), hexNumber(std::uint8_t(header.type)), 2};
    if (header.flags != dcerpc::flag::onlyFragment)
        return Fault{"pfc_flags", hexNumber(dcerpc::flag::onlyFragment, 2), hexNumber(header.flags, 2), 3};
    if (header.authLength)
        return Fault{"auth_length", "0", std::to_string(header.authLength), 10};
    if (header.callId)
        return Fault{"call_id", "0", std::to_string(header.callId), 12};
    return std::nullopt;
}

} // namespace

std::string_view nameOf(Destination destination)
{
    switch (destination) {
    case Destination::client: return "client";
    case Destination::inboundProxy: return "inbound proxy";
    case Destination::server: return "server";
    case Destination::outboundProxy: return "outbound proxy";
    }
    return {};
}

std::string_view nameOf(CommandType type)
{
    static constexpr std::string_view names[] = {"ReceiveWindowSize",
                                                 "FlowControlAck",
                                                 "ConnectionTimeout",
                                                 "Cookie",
                                                 "ChannelLifetime",
                                                 "ClientKeepalive",
                                                 "Version",
                                                 "Empty",
                                                 "Padding",
                                                 "NegativeANCE",
                                                 "ANCE",
                                                 "ClientAddress",
                                                 "AssociationGroupId",
                                                 "Destination",
                                                 "PingTrafficSentNotify"};
    const auto index = static_cast<std::size_t>(type);
    return index < std::size(names) ? names[index] : std::string_view();
}

std::string_view nameOf(Kind kind)
{
    const auto form = std::find_if(std::begin(forms), std::end(forms), [&](const Form &one) { return one.kind == kind; });
    return form == std::end(forms) ? std::string_view() : form->name;
}

std::optional<Kind> Pdu::kind() const
{
    std::string letters;
    for (const Command &command : commands)
        letters += letterOf(command);
    const auto form = std::find_if(std::begin(forms), std::end(forms),
                                   [&](const Form &one) { return one.flags == flags && one.commands == letters; });
    return form == std::end(forms) ? std::nullopt : std::optional(form->kind);
}

std::string Pdu::name() const
{
    const auto known = kind();
    return known ? std::string(nameOf(*known)) : "unknown";
}

bool Pdu::become(Command &command, CommandType type)
{
    constexpr std::size_t known = std::variant_size_v<Command>;
    const auto index = static_cast<std::size_t>(type);
    if (index >= known)
        return false;
    command = commandAt(index, std::make_index_sequence<known>());
    return true;
}

Result<Pdu> readPdu(View pdu)
{
    const auto parts = dcerpc::takeApart(pdu);
    if (!parts)
        return parts.error();
    if (const auto fault = objection(*parts))
        return *fault;
    auto read = wire::read<Pdu>(parts->body(pdu));
    if (!read)
        read.error().offset += parts->bodyAt;
    return read;
}

Bytes writePdu(const Pdu &pdu) { return dcerpc::assemble({.type = dcerpc::PacketType::rts}, wire::write(pdu)); }

std::vector<Cookie> cookiesIn(const Pdu &pdu)
{
    std::vector<Cookie> cookies;
    for (const Command &command : pdu.commands)
        if (const auto *cookie = std::get_if<CookieCommand>(&command))
            cookies.push_back(cookie->cookie);
    return cookies;
}

} // namespace mailwalk::wire::rts
