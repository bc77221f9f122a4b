#pragma once

class QAbstractItemView;

namespace mailwalk::wizard {

/// Lets the selected rows be copied as text, their columns as they are seen with tabs between: by the platform's own shortcut
/// and by the context menu.
void copyRowsOf(QAbstractItemView *view);

} // namespace mailwalk::wizard
