#pragma once

#include <QByteArray>
#include <QString>

namespace mailwalk::report {

/// Writes a whole file or none of it, for this user alone. Empty when it is done; else one sentence for a person, translated:
/// the disk is full, the folder lets nobody write ...
QString keep(const QString &file, const QByteArray &content);

} // namespace mailwalk::report
