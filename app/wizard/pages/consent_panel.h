#pragma once

#include "http/person.h"
#include "report/masking.h"

#include <QFrame>
#include <QPointer>

class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace mailwalk::wizard {

/// A question that only the person can decide, asked within the page. The safe answer comes first, has the focus and is the
/// default. Hidden when nothing is asked.
class ConsentPanel final : public QFrame
{
    Q_OBJECT

public:
    explicit ConsentPanel(QWidget *parent = nullptr);

    /// Shows it, takes the focus and tells screen readers. Masked: machines are named only when the person wants it.
    void ask(const http::Question &question, report::Masking masking);
    void setMasking(report::Masking masking);
    void give(http::Answer answer); ///< as its buttons do; nothing when nothing is asked
    void close();                   ///< without an answer; gives the focus back
    bool isAsking() const { return question_.has_value(); }

Q_SIGNALS:
    void answered(mailwalk::http::Answer answer);

private:
    void arrange();
    QPushButton *button(const char *name, http::Answer answer);
    QString textFor(report::Masking masking) const;

    std::optional<http::Question> question_;
    QPointer<QWidget> before_; ///< had the focus
    QLabel *heading_, *text_;
    QPlainTextEdit *detail_;
    QPushButton *no_, *yes_, *names_;
};

} // namespace mailwalk::wizard
