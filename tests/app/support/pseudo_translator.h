#pragma once

#include "support/spoken.h"

#include <QTranslator>

namespace mailwalk::test {

/// A language in which every text stands in ⟦brackets⟧ and is half longer: what is not translatable, or glued together from
/// pieces, shows; what is laid out too tightly is cut.
class PseudoTranslator final : public QTranslator
{
public:
    bool isEmpty() const override { return false; }
    QString translate(const char *context, const char *source, const char *disambiguation, int count) const override;
};

/// What of the texts stands outside the brackets and has words that are not in `known` (what comes from the record).
std::vector<Spoken> untranslated(const std::vector<Spoken> &texts, const QString &known);

} // namespace mailwalk::test
