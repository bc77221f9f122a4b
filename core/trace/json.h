#pragma once

#include "base/result.h"
#include "trace/trace.h"

#include <QByteArray>
#include <QJsonObject>
#include <QString>
#include <optional>

/// `mailwalk-trace`, version 1; described by resources/mailwalk-trace.schema.json.
namespace mailwalk::trace {

/// What a saved walk may hold at most.
inline constexpr qsizetype mostFileBytes = 64 * 1024 * 1024;
inline constexpr qsizetype mostHops = 20'000;  ///< a walk has some fifty
inline constexpr qsizetype mostFacts = 10'000; ///< of one hop
inline constexpr int deepestHop = 64;          ///< groups within groups

/// Why a file is no saved walk.
struct Broken {
    QString place; ///< "hops[3].kind", "line 2", "file"
    QString text;  ///< one English sentence
};

/// A saved walk, and the members of the file that this version does not know: they are written back.
struct Document {
    Trace trace;
    QJsonObject rest;
    std::optional<Trace> companion{}; ///< the walk of the other kind of profile, where both were walked
};

QJsonObject toJson(const Trace &trace);
QJsonObject toJson(const Document &document);
Result<Document, Broken> fromJson(const QByteArray &bytes);

} // namespace mailwalk::trace
