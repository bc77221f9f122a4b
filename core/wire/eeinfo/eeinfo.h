#pragma once

#include "wire/ndr/layer.h"

/// Extended error information ([MS-EERR]): what a Windows machine knows of the reason why a call failed, and the machines behind
/// it. Comes in faults and bind_naks, and from an RPC proxy in the reason of a 503 ([MS-RPCH] 2.1.2.1.3).
namespace mailwalk::wire::eeinfo {

constexpr Limit recordLimit{"error records", 32};
constexpr Limit parameterLimit{"error parameters", 4}; // 2.2.1.8
constexpr Limit textLimit{"error text", 4096};

/// What found the error. The numbers are those that the Windows SDK documents for RPC_EXTENDED_ERROR_INFO; the last is the
/// specification's own (1.7).
enum class Component : std::uint32_t {
    application = 1,
    runtime = 2,
    securityProvider = 3,
    npfs = 4,
    redirector = 5,
    namedPipes = 6,
    io = 7,
    winsock = 8,
    authorization = 9,
    localCall = 10,
    com = 11,
    frs = 12,
    httpProxy = 14,
};
std::string_view nameOf(Component);

/// Of httpProxy: it could not connect to the server behind it; the status says why (1.7). Others are the makers' own.
constexpr std::uint16_t connectToServer = 1440;

/// 2.2.1.8: records left out, before or after this one
namespace flag {
constexpr std::uint16_t previousMissing = 1, nextMissing = 2;
}

/// ExtendedErrorParamTypesInternal, 2.2.1.4
enum class ParameterType : std::uint16_t {
    ansiString = 1,
    unicodeString = 2,
    longValue = 3,
    shortValue = 4,
    pointerValue = 5,
    none = 6, ///< there was one, and no room for it
    binary = 7,
};

/// EEAString, EEUString and BinaryEEInfo, 2.2.1.1 to 2.2.1.3: a length in elements of `Width` bytes, and a pointer to them.
template <std::size_t Width> void counted(std::string_view name, auto &bytes, auto &io)
{
    using Io = std::remove_reference_t<decltype(io)>;
    auto length = static_cast<std::uint16_t>(bytes ? bytes->size() / Width : 0);
    io.align(4);
    io.number("nLength", length);
    io.embedded(name, bytes, [name, length](auto &inner, auto &content) {
        auto most = static_cast<std::uint32_t>(length);
        inner.number("max_count", most);
        inner.require(most == length, name, std::to_string(length) + " elements", std::to_string(most));
        if constexpr (!Io::prints)
            inner.raw(name, content, std::uint64_t(length) * Width, {textLimit.name, textLimit.most * Width});
    });
}

/// ExtendedErrorParam, 2.2.1.5
struct Parameter {
    ParameterType type = ParameterType::none;
    std::int64_t number{};      ///< of longValue, shortValue, pointerValue
    std::optional<Bytes> bytes; ///< of a string (ISO 8859-1 or UTF-16LE, with its NUL) or binary

    static void fields(auto &m, auto &io)
    {
        using Io = std::remove_reference_t<decltype(io)>;
        if constexpr (Io::prints) {
            io.fact("parameter", toText(m));
            return;
        }
        io.align(8); // of its widest arm; the arm itself only needs its own
        io.number("Type", m.type);
        auto selected = m.type;
        io.number("switch_is", selected);
        io.require(selected == m.type, "switch_is", hexNumber(std::uint16_t(m.type)), hexNumber(std::uint16_t(selected)));
        arm(m, io);
    }

private:
    static std::string toText(const Parameter &parameter);

    static void arm(auto &m, auto &io)
    {
        switch (m.type) {
        case ParameterType::ansiString: return counted<1>("AnsiString", m.bytes, io);
        case ParameterType::unicodeString: return counted<2>("UnicodeString", m.bytes, io);
        case ParameterType::longValue: return narrow<std::int32_t>("LVal", m.number, io);
        case ParameterType::shortValue: return narrow<std::int16_t>("IVal", m.number, io);
        case ParameterType::pointerValue: return narrow<std::int64_t>("PVal", m.number, io);
        case ParameterType::none: return;
        case ParameterType::binary: return counted<1>("Blob", m.bytes, io);
        }
        io.require(false, "Type", "1 to 7", hexNumber(std::uint16_t(m.type)));
    }

    template <class T> static void narrow(std::string_view name, auto &number, auto &io)
    {
        auto value = static_cast<T>(number);
        io.number(name, value);
        if constexpr (std::remove_reference_t<decltype(io)>::reads)
            number = value;
    }
};

/// ExtendedErrorInfo, 2.2.1.8, without its pointer to the next.
struct Record {
    std::optional<Bytes> computer; ///< UTF-16LE with its NUL; for display only. Nothing: the machine that sent it
    std::uint32_t processId{};
    std::int64_t time{}; ///< FILETIME: 100 ns since 1601, UTC
    Component component{};
    std::uint32_t status{}; ///< Win32, NTSTATUS or HRESULT
    std::uint16_t location{};
    std::uint16_t flags{};
    std::vector<Parameter> parameters;

    static void fields(auto &m, auto &io)
    {
        if constexpr (std::remove_reference_t<decltype(io)>::prints) {
            shown(m, io);
            return;
        }
        auto present = static_cast<std::uint16_t>(m.computer ? 1 : 2); // EEComputerNamePresent, 2.2.1.6
        auto selected = present;
        io.align(4);
        io.number("ComputerName.Type", present);
        io.number("ComputerName.switch_is", selected);
        io.require(present == selected && (present == 1 || present == 2), "ComputerName.Type", "1 or 2, twice",
                   hexNumber(present));
        if (present == 1)
            counted<2>("ComputerName", m.computer, io);
        io.number("ProcessID", m.processId);
        io.number("TimeStamp", m.time);
        io.number("GeneratingComponent", m.component);
        io.number("Status", m.status);
        io.number("DetectionLocation", m.location);
        io.number("Flags", m.flags);
        auto size = static_cast<std::uint16_t>(m.parameters.size());
        io.number("nLen", size);
        io.require(size == m.parameters.size(), "nLen", std::to_string(m.parameters.size()), std::to_string(size));
        io.list("Params", m.parameters);
    }

private:
    static std::string computerText(const Record &record);
    static std::string statusText(const Record &record);
    static std::string timeText(const Record &record);
    static std::string locationText(const Record &record);

    static void shown(const Record &m, auto &io)
    {
        if (m.computer)
            io.fact("computer", computerText(m));
        io.number("process", m.processId);
        io.fact("time", timeText(m));
        io.number("component", m.component);
        io.fact("status", statusText(m));
        io.fact("location", locationText(m));
        if (m.flags)
            io.hex("flags", m.flags);
        for (const Parameter &parameter : m.parameters)
            Parameter::fields(parameter, io);
    }
};

/// The records of one error, the outermost first and the root of the matter last: type serialization version 1
/// ([MS-RPCE] 2.2.6) of a pointer to the first.
Result<std::vector<Record>> readRecords(View pickled);
Bytes writeRecords(const std::vector<Record> &records);

/// All of them for a hop: "eeinfo.1.component", "eeinfo.1.status", ... A status and a location begin with their number, as
/// people look it up: "0x000006ba (RPC_S_SERVER_UNAVAILABLE)", "10061 (WSAECONNREFUSED)".
Facts factsOf(const std::vector<Record> &records);

} // namespace mailwalk::wire::eeinfo
