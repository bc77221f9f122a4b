#pragma once

#include "wizard/told.h"

#include <QWidget>
#include <atomic>
#include <memory>
#include <thread>

namespace mailwalk::wizard {

enum class Form { json, html, pdf, text };

/// What is to be saved of a walk, and whether names and addresses are replaced in it.
struct Wish {
    Form form = Form::json;
    report::Masking masking = report::Masking::none;
};

/// "mailwalk-2026-11-22-alice.json": no character that a file system forbids. Masked without the name.
QString fileNameFor(const Told &told, const Wish &wish);

QByteArray contentFor(const Told &told, const Wish &wish); ///< takes its time with a long walk

/// Asks for a file and writes it, privately and whole or not at all, on a thread of its own. The destructor waits for its end.
class Saving final : public QObject
{
    Q_OBJECT

public:
    explicit Saving(QWidget *page);
    ~Saving() override;

    void ask(std::shared_ptr<const Told> walk, const Wish &wish, report::Masking screen);
    void askForMessage(const QString &text);
    void askFor(const QString &title, const QString &name, const QByteArray &content, report::Masking screen);
    void askFor(const QString &title, const QString &name, std::function<QByteArray()> make, report::Masking screen);
    void save(std::shared_ptr<const Told> walk, const Wish &wish, const QString &file);
    void copy(std::shared_ptr<const Told> walk, const Wish &wish); ///< the text to the clipboard
    bool isBusy() const { return busy_; }

Q_SIGNALS:
    void told(const QString &sentence); ///< for a person: what became of it
    void saved(const QString &file);

private:
    void askFor(const QString &title, const QString &name, const QString &filter, std::function<void(QString)> then);
    void start(std::function<QByteArray()> make, std::function<QString(const QByteArray &)> deliver, const QString &file);
    void finish(const QString &file, const QString &trouble);

    QWidget *page_;
    bool busy_ = false;
    report::Masking screen_ = report::Masking::none; // whether others see what is told
    std::thread thread_;
};

} // namespace mailwalk::wizard
