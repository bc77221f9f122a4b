#pragma once

#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace mailwalk::wire {

template <class T>
concept Number = std::is_integral_v<T> || std::is_enum_v<T>;

/// What reader, writer and printer share above single fields. A message says `static void fields(auto &m, auto &io)`.
template <class Self> class Structure
{
public:
    template <class T> void object(std::string_view name, T &value)
    {
        self().enter(name);
        std::remove_const_t<T>::fields(value, self());
        self().leave();
    }

    /// As many elements as the vector has: a count read before has made it that long.
    template <class T> void list(std::string_view name, T &values)
    {
        for (auto &value : values)
            object(name, value);
    }

    template <class T> void numbers(std::string_view name, T &values)
    {
        for (auto &value : values)
            self().number(name, value);
    }

private:
    Self &self() { return static_cast<Self &>(*this); }
};

} // namespace mailwalk::wire
