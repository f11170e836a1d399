pragma Singleton

import QtQuick

/** The colours, sizes and times of the whole window; every text pair here meets WCAG AA (tested). */
QtObject {
    id: theme

    /** "system", "light" or "dark", as the person chose. */
    property string choice: "system"
    /** Motion is left out where a person asks for less of it. */
    property bool reducedMotion: false
    /** What every size of text is multiplied with, from 0.9 to 1.5. */
    property real textScale: 1

    readonly property bool dark: choice === "dark" || (choice === "system" && Application.styleHints.colorScheme === Qt.ColorScheme.Dark)

    readonly property color bg: dark ? "#16181A" : "#F7F5F0"
    readonly property color panel: dark ? "#1E2023" : "#FFFFFF"
    readonly property color side: dark ? "#121416" : "#EFECE4"
    readonly property color ink: dark ? "#EDECE8" : "#1E1F22"
    readonly property color mute: dark ? "#A3A198" : "#65635D"
    readonly property color line: dark ? "#2C2F33" : "#E2DED3"
    readonly property color lineStrong: dark ? "#43474C" : "#CBC6B8"
    readonly property color hover: dark ? "#1A1D20" : "#E7E3D9"
    readonly property color accent: dark ? "#4FC3B5" : "#0B6E69"
    readonly property color accentHover: dark ? "#6BD3C6" : "#095B57"
    readonly property color tint: dark ? "#17332F" : "#DDEEEB"
    // Not "onAccent": QML takes a name that begins like that for a signal handler.
    readonly property color accentInk: dark ? "#06211E" : "#FFFFFF"
    readonly property color avatarInk: "#FFFFFF"
    readonly property color user: dark ? "#2A2D31" : "#E9E5DA"
    readonly property color warn: dark ? "#E7B566" : "#8F5400"
    readonly property color warnBg: dark ? "#3A2E19" : "#FBEFD9"
    readonly property color bad: dark ? "#F2A79E" : "#A8322A"
    readonly property color badBg: dark ? "#3B201D" : "#FBE7E4"
    readonly property color code: dark ? "#141618" : "#F3F0E8"
    readonly property color codeKeyword: accent
    readonly property color codeString: dark ? "#E09A78" : "#A34A26"
    readonly property color codeNumber: dark ? "#A99BE0" : "#5B4B9A"
    readonly property color codeComment: mute
    /** The pages of a document stay as they were printed, in the dark too. */
    readonly property color paper: "#FFFFFF"
    readonly property color paperMute: "#65635D"
    readonly property color good: dark ? "#6CC894" : "#276B43"
    readonly property color shadow: dark ? "#000000" : "#282419"
    readonly property color scrim: dark ? "#B0000000" : "#66282419"

    /** What texts drawn by Python take, by the names of `TextColors`. */
    readonly property var textColors: ({
            ink: String(ink),
            mute: String(mute),
            accent: String(accent),
            warn: String(warn),
            code: String(code),
            line: String(line),
            mark: String(tint),
            keyword: String(codeKeyword),
            string: String(codeString),
            number: String(codeNumber),
            comment: String(codeComment),
            mono: fontMono
        })

    readonly property string fontBody: "Inter"
    readonly property string fontMono: "JetBrains Mono"

    readonly property int textTiny: scaled(11)
    readonly property int textSmall: scaled(12)
    readonly property int textLabel: scaled(13)
    readonly property int textBody: scaled(14)
    readonly property int textTitle: scaled(15)
    readonly property int textHeading: scaled(16)
    readonly property int textHuge: scaled(24)
    readonly property real lineHeight: 1.5

    readonly property int weightNormal: Font.Normal
    readonly property int weightMedium: Font.Medium
    readonly property int weightStrong: Font.DemiBold

    readonly property int radiusSmall: 5
    readonly property int radius: 9
    readonly property int radiusField: 10
    readonly property int radiusBox: 12
    readonly property int radiusBubble: 16
    readonly property int radiusCard: 18

    readonly property int sideWidth: 272 + scaled(96) - 96
    readonly property int topHeight: scaled(56)
    readonly property int controlHeight: scaled(34)

    /** Milliseconds of the window's small movements; 0 where motion is reduced. */
    readonly property int motion: reducedMotion ? 0 : 120

    /** A size in pixels that grows with the text: of letters, and of whatever holds a line of them. */
    function scaled(pixels: real): int {
        return Math.round(pixels * textScale);
    }

    /** A distance on the window's grid of four pixels. */
    function space(steps: real): real {
        return 4 * steps;
    }

    /** A colour made more transparent; `opacity` from 0 to 1. */
    function faded(base: color, opacity: real): color {
        return Qt.rgba(base.r, base.g, base.b, base.a * opacity);
    }
}
