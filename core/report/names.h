#pragma once

#include <QHash>
#include <QString>

namespace mailwalk::report {

/// Remembers which word stands for which name, and replaces them in texts.
class Names
{
public:
    enum class Kind { host, domain, user, name };

    /// A text that is a name as a whole: each word of it is one from now on. `kind` is what a single word stands for.
    void learn(const QString &text, Kind kind);
    /// Every host, address and e-mail address in the text, and every word that was learnt, replaced.
    QString masked(const QString &text);
    /// The same for a text of this program's own that may quote a name: what only looks like a host stays.
    QString maskedWhereKnown(const QString &text);
    /// Learns the hosts and e-mail addresses in a text: their parts may stand alone elsewhere ("CORP", "EX1").
    void gather(const QString &text);

private:
    void gatherToken(const QString &token);
    QString maskedToken(const QString &token);
    QString maskedHost(const QString &host);
    QString maskedService(const QString &host); ///< one that is looked for under every domain; empty for another
    QString maskedDomain(const QString &domain);
    QString maskedWord(const QString &word) const;
    QString wordFor(const QString &name, const QString &kind);

    QHash<QString, QString> words_; // lower case -> what stands for it
    QHash<QString, int> counts_;    // by kind
};

} // namespace mailwalk::report
