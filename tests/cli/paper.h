#pragma once

#include <QtCore/QString>
#include <string>
#include <vector>

/// What other people's programs see in the reports.
namespace mailwalk::test {

/// What a program of the system says on standard output, or "(NAME did not run)": it is then missing, and the test fails by that.
std::string saidBy(const QString &program, const QStringList &arguments);

std::string textOnPaper(const QString &pdf);                     ///< by pdftotext, page ends as \f
std::string detailOfPaper(const QString &pdf, const char *name); ///< by pdfinfo: "Title", "Pages", "Page size"
std::string unpacked(const std::string &pdf);                    ///< all streams of the file, without their compression
std::string faultsOfPage(const QString &html);                   ///< by tidy: errors and warnings; empty for a page that is valid

} // namespace mailwalk::test
