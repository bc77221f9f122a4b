#include "wizard/about_box.h"

#include "wizard/icon.h"
#include "wizard/look.h"

#include <QApplication>
#include <QClipboard>
#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLibraryInfo>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSysInfo>
#include <QVBoxLayout>
#include <openssl/crypto.h>

namespace mailwalk::wizard {

namespace {

QString licences()
{
    return AboutBox::tr("Mailwalk is free software under the Apache License 2.0.\n"
                        "It uses Qt, under the GNU LGPL version 3, linked dynamically: you may put another Qt in its place.\n"
                        "It uses OpenSSL, under the Apache License 2.0.\n"
                        "The source of Mailwalk, Qt and OpenSSL comes from where this program came from: the package's source "
                        "or the project's repository; Qt's is at download.qt.io, OpenSSL's at openssl.org.");
}

} // namespace

QString AboutBox::versions()
{
    return QStringList{tr("Mailwalk %1").arg(QStringLiteral(MAILWALK_VERSION)), tr("Qt %1").arg(QLatin1String(qVersion())),
                       QString::fromLatin1(OpenSSL_version(OPENSSL_VERSION)),
                       tr("%1, %2").arg(QSysInfo::prettyProductName(), QSysInfo::currentCpuArchitecture())}
        .join(QLatin1Char('\n'));
}

AboutBox::AboutBox(QWidget *parent) : QDialog(parent)
{
    setObjectName(QStringLiteral("about"));
    setWindowTitle(tr("About Mailwalk"));
    auto *picture = new QLabel;
    picture->setPixmap(QApplication::windowIcon().pixmap(fontMetrics().height() * 4));
    auto *name = textLabel(tr("Mailwalk walks to a mailbox the way Outlook does, and shows the step at which it stops."), 1.1);
    auto *head = new QHBoxLayout;
    head->addWidget(picture, 0, Qt::AlignTop);
    head->addWidget(name, 1);

    auto *text = new QPlainTextEdit(versions() + QStringLiteral("\n\n") + licences());
    text->setObjectName(QStringLiteral("versions"));
    text->setAccessibleName(tr("Versions and licences"));
    text->setReadOnly(true);
    text->setTabChangesFocus(true);
    text->setMinimumSize(fontMetrics().averageCharWidth() * 40, fontMetrics().lineSpacing() * 8);

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    QPushButton *copy = buttons->addButton(tr("&Copy"), QDialogButtonBox::ActionRole);
    copy->setObjectName(QStringLiteral("copy-versions"));
    connect(copy, &QAbstractButton::clicked, text, [text] { QApplication::clipboard()->setText(text->toPlainText()); });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->addLayout(head);
    layout->addWidget(text, 1);
    layout->addWidget(buttons);
    resize(fontMetrics().averageCharWidth() * 75, fontMetrics().lineSpacing() * 24);
}

} // namespace mailwalk::wizard
