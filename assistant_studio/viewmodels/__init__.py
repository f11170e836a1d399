"""Qt objects that QML binds to."""
