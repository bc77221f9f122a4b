#pragma once

#include "wizard/wizard.h"

#include <QAbstractButton>
#include <stdexcept>

/// Drives the window as a person does: by what stands on the page that is shown.
namespace mailwalk::test {

inline constexpr int patience = 60'000; ///< ms; only a failing test waits so long

class Driver
{
public:
    Driver(); ///< a wizard that is shown, with settings as on the first day
    ~Driver();

    wizard::Wizard &wizard() { return *wizard_; }
    wizard::Session &session() { return wizard_->session(); }
    void close() { wizard_.reset(); }

    QString page() const;                 ///< "symptom", "walking" ...
    void waitForPage(const char *name);   ///< throws when it does not come
    bool isThere(const char *name) const; ///< visible on this page, and enabled

    /// What has this name and can be seen; throws when there is none.
    template <class Widget> Widget &part(const char *name) const
    {
        auto *found = dynamic_cast<Widget *>(seen(name));
        return found ? *found : throw std::runtime_error(std::string("of another kind: ") + name);
    }

    void press(const char *button);   ///< by the keyboard, as it works for every kind of button
    void trigger(const char *action); ///< an entry of a menu
    void type(const char *field, const QString &text);
    void select(const char *list, const QString &what); ///< by its data, or by its text
    QString said(const char *name) const;               ///< by a label, a button or a text

    void next(); ///< Next, Commit or whatever it is called on this page
    void back();
    void choose(const char *symptom);                                    ///< and on to the page it leads to
    void open(const QString &file);                                      ///< a saved walk; until the result page shows it
    void practise(const QString &fault, const QString &account = {});    ///< until the walk has begun; no fault: in order
    void walkThrough(const QString &fault, const QString &account = {}); ///< until the result

    void beSurprised(const QString &fault); ///< as if chance had chosen it; until the guess page

    /// For the next file dialog: takes this file. Call it before what opens the dialog.
    void willTakeFile(const QString &file);

    void save(const char *action, const QString &file); ///< by this entry of a menu of the result page; until it is written
    void saveEverythingInto(const QString &folder);     ///< walk.json, report.html ... and masked-walk.json ...

private:
    QWidget *seen(const char *name) const;
    std::unique_ptr<wizard::Wizard> wizard_;
};

/// Turns the event loop until it is so; false when patience ends.
bool waitFor(const std::function<bool()> &isSo, int milliseconds = patience);

/// A file with this content that lives as long as the test program.
QString fileWith(const QByteArray &content, const QString &name = QStringLiteral("walk.json"));

} // namespace mailwalk::test
