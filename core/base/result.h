#pragma once

#include <utility>
#include <variant>

namespace mailwalk {

/// Either what was asked for, or why not. Ask `if (result)` first; the wrong question throws std::bad_variant_access.
template <class T, class Error> class [[nodiscard]] Result
{
public:
    Result(T value) : content_(std::in_place_index<0>, std::move(value)) {}
    Result(Error error) : content_(std::in_place_index<1>, std::move(error)) {}

    explicit operator bool() const { return content_.index() == 0; }

    T &operator*() { return std::get<0>(content_); }
    const T &operator*() const { return std::get<0>(content_); }
    T *operator->() { return &std::get<0>(content_); }
    const T *operator->() const { return &std::get<0>(content_); }

    Error &error() { return std::get<1>(content_); }
    const Error &error() const { return std::get<1>(content_); }

private:
    std::variant<T, Error> content_;
};

} // namespace mailwalk
