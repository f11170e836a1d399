pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Window
import AssistantStudio.Theme
import AssistantStudio.ViewModels

/** The window: a page of the studio, or the calm sentence that says why there is none. */
Window {
    id: window

    title: qsTr("Assistant Studio")
    width: Math.min(appModel.windowWidth, Screen.desktopAvailableWidth)
    height: Math.min(appModel.windowHeight, Screen.desktopAvailableHeight)
    minimumWidth: 720
    minimumHeight: 480
    visible: true
    color: Theme.bg

    onFrameSwapped: appModel.windowShown()
    onClosing: close => {
        close.accepted = appModel.mayClose();
        if (close.accepted) {
            appModel.keepWindow(window.visibility === Window.Windowed, window.width, window.height);
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
