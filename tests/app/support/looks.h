#pragma once

#include <QPalette>
#include <QString>
#include <vector>

class QWidget;

namespace mailwalk::test {

/// One way in which a desktop shows programs.
struct Look {
    QString name;
    QPalette palette;
    Qt::LayoutDirection direction = Qt::LeftToRight;
    int percent = 100; ///< of the system's scale
};
const std::vector<Look> &looks();

/// The whole application looks so as long as this lives.
class Wearing
{
public:
    explicit Wearing(const Look &look);
    ~Wearing();

private:
    QPalette palette_;
};

/// Where pictures are put: MAILWALK_PICTURES, or a folder of the build.
QString picturesFolder();

/// Saves what the window shows as LOOK/SCENE.png there, and renews the contact sheet of all that is there.
void takePicture(QWidget &window, const QString &look, const QString &scene);
void composeContactSheet();

} // namespace mailwalk::test
