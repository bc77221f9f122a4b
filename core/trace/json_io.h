#pragma once

#include "trace/hop.h"
#include "trace/json.h"

#include <QJsonArray>
#include <QJsonValue>
#include <cmath>
#include <limits>

/// The writer and the reader that `fields(value, io)` of json.cpp serves: one declaration for both directions.
namespace mailwalk::trace::json {

template <class T, class Want>
concept Like = std::is_same_v<std::remove_cvref_t<T>, Want>;

inline QString qt(std::string_view text) { return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())); }

template <class E>
requires std::is_enum_v<E> QJsonValue valueFor(E value) { return qt(nameOf(value)); }
inline QJsonValue valueFor(const std::string &text) { return qt(text); }
inline QJsonValue valueFor(bool value) { return value; }
inline QJsonValue valueFor(double value) { return value; }
template <class N>
requires(std::is_unsigned_v<N> && !std::is_same_v<N, bool>) QJsonValue valueFor(N value) { return static_cast<qint64>(value); }
template <class T>
requires std::is_class_v<T> QJsonValue valueFor(const T &record);
template <class T> QJsonValue valueFor(const std::optional<T> &value)
{
    return value ? valueFor(*value) : QJsonValue(QJsonValue::Null);
}
template <class T> QJsonValue valueFor(const std::vector<T> &list)
{
    QJsonArray array;
    for (const T &item : list)
        array.append(valueFor(item));
    return array;
}

class Writer
{
public:
    void must(const char *name, const auto &value) { object_.insert(QLatin1String(name), valueFor(value)); }
    void may(const char *name, const auto &value) { must(name, value); }
    void list(const char *name, const auto &value, qsizetype) { must(name, value); }
    void group(const char *name, auto members)
    {
        Writer inner;
        members(inner);
        object_.insert(QLatin1String(name), inner.object_);
    }
    const QJsonObject &object() const { return object_; }

private:
    QJsonObject object_;
};

template <class T>
requires std::is_class_v<T> QJsonValue valueFor(const T &record)
{
    Writer io;
    fields(record, io);
    return io.object();
}

/// Reads an object, and keeps the first fault with the place where it was met.
class Reader
{
public:
    Reader(QJsonObject object, QString place, std::optional<Broken> &fault)
        : object_(std::move(object)), place_(std::move(place)), fault_(fault)
    {
    }

    /// A member that has to be there.
    void must(const char *name, auto &into)
    {
        if (isAbsent(name))
            return refuse(placeOf(name), QStringLiteral("it is missing"));
        may(name, into);
    }
    /// Null or absent: not known, the value stays as it was.
    void may(const char *name, auto &into)
    {
        if (!isAbsent(name) && !fault_)
            read(object_.value(QLatin1String(name)), placeOf(name), into);
    }
    template <class T> void list(const char *name, std::vector<T> &into, qsizetype most)
    {
        if (isAbsent(name) || fault_)
            return;
        const QJsonValue value = object_.value(QLatin1String(name));
        if (!value.isArray())
            return refuse(placeOf(name), QStringLiteral("a list is expected"));
        const QJsonArray array = value.toArray();
        if (array.size() > most)
            return refuse(placeOf(name), QStringLiteral("it has %1 entries, more than %2").arg(array.size()).arg(most));
        into.resize(static_cast<std::size_t>(array.size()));
        for (qsizetype i = 0; i < array.size() && !fault_; ++i)
            read(array.at(i), QStringLiteral("%1[%2]").arg(placeOf(name)).arg(i), into[static_cast<std::size_t>(i)]);
    }
    void group(const char *name, auto members)
    {
        if (isAbsent(name) || fault_)
            return;
        if (!object_.value(QLatin1String(name)).isObject())
            return refuse(placeOf(name), QStringLiteral("an object is expected"));
        Reader inner(object_.value(QLatin1String(name)).toObject(), placeOf(name), fault_);
        members(inner);
    }

private:
    bool isAbsent(const char *name) const
    {
        const QJsonValue value = object_.value(QLatin1String(name));
        return value.isUndefined() || value.isNull();
    }
    QString placeOf(const char *name) const
    {
        return place_.isEmpty() ? QLatin1String(name) : place_ + QLatin1Char('.') + QLatin1String(name);
    }
    void refuse(const QString &place, const QString &text)
    {
        if (!fault_)
            fault_ = Broken{place, text};
    }

    void read(const QJsonValue &value, const QString &place, std::string &into)
    {
        if (!value.isString())
            return refuse(place, QStringLiteral("text is expected"));
        into = value.toString().toStdString();
    }
    void read(const QJsonValue &value, const QString &place, bool &into)
    {
        if (!value.isBool())
            return refuse(place, QStringLiteral("true or false is expected"));
        into = value.toBool();
    }
    void read(const QJsonValue &value, const QString &place, double &into)
    {
        if (!value.isDouble() || value.toDouble() < 0)
            return refuse(place, QStringLiteral("a number from 0 on is expected"));
        into = value.toDouble();
    }
    template <class N>
    requires(std::is_unsigned_v<N> && !std::is_same_v<N, bool>) void read(const QJsonValue &value, const QString &place, N &into)
    {
        // Beyond 2^53 a JSON number is not exact.
        constexpr double most = sizeof(N) < 8 ? static_cast<double>(std::numeric_limits<N>::max()) : 9007199254740992.0;
        const double number = value.toDouble(-1);
        if (number < 0 || number > most || number != std::floor(number))
            return refuse(place, QStringLiteral("a whole number from 0 to %1 is expected").arg(most, 0, 'f', 0));
        into = static_cast<N>(number);
    }
    template <class E>
    requires std::is_enum_v<E>
    void read(const QJsonValue &value, const QString &place, E &into)
    {
        const auto known = valueOf<E>(value.toString().toStdString());
        if (!value.isString() || !known)
            return refuse(place, QStringLiteral("\"%1\" is none of the known words").arg(value.toVariant().toString().left(40)));
        into = *known;
    }
    template <class T> void read(const QJsonValue &value, const QString &place, std::optional<T> &into)
    {
        read(value, place, into.emplace());
    }
    template <class T>
    requires std::is_class_v<T>
    void read(const QJsonValue &value, const QString &place, T &into)
    {
        if (!value.isObject())
            return refuse(place, QStringLiteral("an object is expected"));
        Reader inner(value.toObject(), place, fault_);
        fields(into, inner);
    }

    QJsonObject object_;
    QString place_;
    std::optional<Broken> &fault_;
};

} // namespace mailwalk::trace::json
