#pragma once

#include "wire/rts/commands.h"

namespace mailwalk::wire::rts {

/// Flags of an RTS PDU, 2.2.3.6.1
namespace flag {
constexpr std::uint16_t none = 0x00, ping = 0x01, otherCommand = 0x02, recycleChannel = 0x04, inChannel = 0x08, outChannel = 0x10,
                        eof = 0x20, echo = 0x40;
}

/// The RTS PDUs of 2.2.4, as far as their bytes tell them apart: by flags and types of commands. Several have the same form, and
/// only the state of the one who reads knows which it is; they are named after the one that ends at a client.
enum class Kind {
    connA1, ///< client, OUT: opens the OUT channel
    connA2,
    connA3, ///< to the client: the server has been reached
    connB1, ///< client, IN: opens the IN channel
    connB2,
    connB3,
    connC2, ///< and C1; to the client: both channels have met
    inRxA1, ///< IN_R1/A1, IN_R2/A1; client, new IN
    inR1A2,
    inR1A4, ///< and A3; to the client
    inRxA5, ///< IN_R1/A5 and A6, IN_R2/A2 and A5, OUT_R2/A4; client, old IN: the last on it
    inR1B1,
    inR1B2,
    inR2A4,  ///< and A3; to the client
    outRxA2, ///< OUT_R1 and OUT_R2, A1 and A2; to the client: it should open a new OUT channel
    outRxA3, ///< OUT_R1/A3, OUT_R2/A3; client, new OUT
    outR1A4,
    outR1A6,  ///< and A5; to the client
    outR1A7,  ///< and A8, and OUT_R2/A8; client, IN
    outR1A10, ///< and A9, A11, and OUT_R2/B1; A10 to the client on the old OUT, A11 from the client on the new
    outR2A6,  ///< and A5; to the client
    outR2A7,  ///< client, IN
    outR2B2,
    outR2B3, ///< to the client: the last on the old OUT
    outR2C1, ///< client, new OUT: fills up what its Content-Length has promised
    keepAlive,
    pingTrafficSentNotify,
    echo,
    ping,
    flowControlAck,
    flowControlAckWithDestination,
};
/// As in the specification: "CONN/A3"; "OUT_Rx/A2" where OUT_R1 and OUT_R2 are alike.
std::string_view nameOf(Kind);

constexpr Limit commandLimit{"RTS commands", 32};

/// 2.2.3.6: a fragment of its own, outside every call.
struct Pdu {
    std::uint16_t flags{};
    std::vector<Command> commands;

    std::optional<Kind> kind() const; ///< nothing for a form that 2.2.4 does not know

    static void fields(auto &m, auto &io)
    {
        using Io = std::remove_reference_t<decltype(io)>;
        if constexpr (Io::prints)
            io.fact("RTS", m.name());
        io.hex("Flags", m.flags);
        io.template count<std::uint16_t>("NumberOfCommands", m.commands, commandLimit, 4);
        for (auto &command : m.commands) {
            if constexpr (!Io::prints) {
                auto type = typeOf(command);
                io.number("CommandType", type);
                if constexpr (Io::reads)
                    io.require(become(command, type), "CommandType", "a command of RTS", hexNumber(std::uint32_t(type)));
            }
            if (io.good())
                std::visit([&](auto &one) { std::remove_cvref_t<decltype(one)>::fields(one, io); }, command);
        }
    }

private:
    std::string name() const;
    static bool become(Command &command, CommandType type); ///< false for a type that is none
};

/// Exactly one PDU, header and all. The header must be as 2.2.3.6.1 asks: type 20, one fragment, no token, call 0.
Result<Pdu> readPdu(View pdu);
Bytes writePdu(const Pdu &pdu);

/// The first command of that type in the PDU, or null.
template <class C> const C *find(const Pdu &pdu)
{
    for (const Command &command : pdu.commands)
        if (const C *found = std::get_if<C>(&command))
            return found;
    return nullptr;
}

/// All cookies, in their order: of CONN/A1 virtual connection and OUT channel, of IN_Rx/A1 virtual connection, predecessor,
/// successor.
std::vector<Cookie> cookiesIn(const Pdu &pdu);

} // namespace mailwalk::wire::rts
