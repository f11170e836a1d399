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
            const place = Qt.rect(window.x, window.y, window.width, window.height);
            appModel.keepPage();
            frame.keep(place, window.visibility === Window.Windowed, window.visibility === Window.Maximized);
        }
    }

    WindowFrame {
        id: frame
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
