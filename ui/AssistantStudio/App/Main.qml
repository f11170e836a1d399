pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Window
import AssistantStudio.Theme
import AssistantStudio.ViewModels

/** The window: a page of the studio, or the calm sentence that says why there is none. */
Window {
    id: window

    /** Whether the system was asked how much should move. */
    property bool asked: false

    function keepFrame(): void {
        const place = Qt.rect(window.x, window.y, window.width, window.height);
        frame.keep(place, window.visibility === Window.Windowed, window.visibility === Window.Maximized);
    }

    title: qsTr("Assistant Studio")
    width: Math.min(frame.width, Screen.desktopAvailableWidth)
    height: Math.min(frame.height, Screen.desktopAvailableHeight)
    visibility: frame.maximized ? Window.Maximized : Window.Windowed
    minimumWidth: 720
    minimumHeight: 480
    visible: true
    color: Theme.bg

    onFrameSwapped: {
        appModel.windowShown();
        if (!window.asked) {
            window.asked = true;
            looks.askSystem();
        }
    }
    Component.onCompleted: {
        const place = frame.place;
        if (place.width > 0) {
            window.x = place.x;
            window.y = place.y;
        }
    }
    onClosing: close => {
        close.accepted = appModel.mayClose();
        if (close.accepted) {
            appModel.keepPage();
            window.keepFrame();
        }
    }

    onWidthChanged: settled.restart()
    onHeightChanged: settled.restart()
    onXChanged: settled.restart()
    onYChanged: settled.restart()
    onVisibilityChanged: settled.restart()

    WindowFrame {
        id: frame
    }
    Timer {
        id: settled

        // Not only at the end: an app that is killed has none.
        interval: 500
        onTriggered: if (window.asked && window.visibility !== Window.Minimized && window.visible) {
            window.keepFrame();
        }
    }
    AppViewModel {
        id: appModel

        onCloseAllowed: window.close()
        onRaiseRequested: {
            if (window.visibility === Window.Minimized) {
                window.showNormal();
            }
            window.raise();
            window.requestActivate();
        }
    }
    Binding {
        target: Theme
        property: "choice"
        value: appModel.theme
    }
    WindowLooks {
        id: looks
    }
    Binding {
        target: Theme
        property: "textScale"
        value: looks.textScale
    }
    Binding {
        target: Theme
        property: "reducedMotion"
        value: looks.reducedMotion
    }
    Loader {
        anchors.fill: parent
        active: appModel.startupError === ""
        sourceComponent: Component {
            Workspace {
                app: appModel
            }
        }
    }
    Loader {
        anchors.fill: parent
        active: appModel.startupError !== ""
        sourceComponent: Component {
            StartupErrorPage {
                message: appModel.startupError
                hint: appModel.startupHint
            }
        }
    }
}
