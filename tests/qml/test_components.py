"""Every QML component of the shell loads without a warning and draws something, light and dark."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import QByteArray, QCoreApplication, QEvent, QObject, QUrl
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtQuick import QQuickWindow

from assistant_studio import paths
from assistant_studio.assistants.check import Check
from assistant_studio.desktop.qml import StudioEngine
from assistant_studio.viewmodels.app_view_model import AppViewModel
from assistant_studio.viewmodels.assistant_draft import AssistantDraft
from assistant_studio.viewmodels.assistants_model import AssistantsModel
from assistant_studio.viewmodels.bundle_export import BundleExport
from assistant_studio.viewmodels.bundle_import import BundleImport
from assistant_studio.viewmodels.checks_view_model import ChecksViewModel
from assistant_studio.viewmodels.conversations_model import ConversationsModel
from assistant_studio.viewmodels.documents_list import DocumentsList
from assistant_studio.viewmodels.knowledge_view_model import KnowledgeViewModel
from assistant_studio.viewmodels.library_model import LibraryModel
from assistant_studio.viewmodels.library_view_model import LibraryViewModel
from assistant_studio.viewmodels.palette_model import PaletteModel
from assistant_studio.viewmodels.search_model import SearchModelChoice
from assistant_studio.viewmodels.templates_model import DeletedModel
from assistant_studio.viewmodels.viewer_view_model import ViewerViewModel

MODULES = (
    "App",
    "Archive",
    "Builder",
    "Bundles",
    "Checks",
    "Controls",
    "Knowledge",
    "Library",
    "Palette",
    "Viewer",
)
# Opened by something else, or nothing but a place for other things: they draw nothing alone.
DRAWS_NOTHING = {
    "AppScrollBar",
    "Sheet",
    "AssistantActions",
    "BuilderMessages",
    "BundleDialogs",
    "BundleDocuments",
    "BundleHost",
    "ConversationActions",
    "ExportFindings",
    "CardGrid",
    "DropOverlay",
    "EditMenu",
    "FieldError",
    "PaletteList",
    "ScrollColumn",
    "SideList",
    "TransferBar",
    "TransferDialogs",
    "UndoBar",
    "UndoMessage",
    "DocumentMenu",
    "FindBar",
    "PagesView",
    "TextView",
    "WatchedFolderList",
}
POPUPS = {
    "ExportSheet",
    "TextSheet",
    "AppMenu",
    "AppToolTip",
    "CheckAnswerSheet",
    "CommandPalette",
    "ConfirmDialog",
    "DeletedSheet",
    "DocumentMenu",
    "DocumentSheet",
    "EmbedderSheet",
    "ViewerSheet",
    "NameDialog",
    "Sheet",
    "AvatarSheet",
    "TemplateSheet",
    "VersionNameDialog",
}
# Windows and lists' base types that need more than initial properties.
NOT_ALONE = {
    "AppCommands",
    "BuilderCommands",
    "BuilderNav",
    "BuilderSection",
    "BuilderSections",
    "CommandShortcuts",
    "FieldError",
    "LibraryDrop",
    "Main",
    "ViewerBar",
    "PreviewMessage",
    "PreviewMessages",
    "VersionItem",
}

STAGE = b"""
import QtQuick
import QtQuick.Window
import AssistantStudio.Theme

Window {
    id: stage

    property string choice: "light"
    property var given: ({})
    property url shown
    property string problem: ""

    property QtObject made: null
    readonly property bool madeOne: made !== null

    // Made here, not in Python: PySide would tie what is made to wrappers of QML's own objects,
    // and end it a second time with the last of them.
    onShownChanged: {
        if (made) {
            made.destroy();
            made = null;
        }
        if (shown.toString() === "") {
            return;
        }
        const component = Qt.createComponent(shown);
        if (component.status === Component.Ready) {
            made = component.createObject(stage.contentItem, given);
        }
        problem = component.errorString();
        if (made instanceof Item) {
            if (made.width === 0 || made.height === 0 || made.implicitWidth === 0) {
                made.width = stage.contentItem.width;
                made.height = stage.contentItem.height;
            }
        } else if (made) {
            made.open();
        }
    }

    width: 900
    height: 700
    visible: true
    color: Theme.bg
    onChoiceChanged: Theme.choice = choice
}
"""


def components() -> list[Path]:
    folders = (paths.ui_dir() / "AssistantStudio" / module for module in MODULES)
    return [
        path
        for folder in folders
        for path in sorted(folder.glob("*.qml"))
        if path.stem not in NOT_ALONE
    ]


@pytest.fixture
def engine(application: QGuiApplication, studio: Any) -> Iterator[StudioEngine]:
    made = StudioEngine()
    yield made
    shiboken6.delete(made)
    application.processEvents()


@pytest.fixture
def stage(engine: StudioEngine, wait_for: Callable[..., None]) -> QQuickWindow:
    engine.loadData(QByteArray(STAGE))
    window = engine.rootObjects()[0]
    assert isinstance(window, QQuickWindow)
    wait_for(window.isExposed)
    return window


def initial(name: str, assistant_id: str, owner: QObject) -> dict[str, Any]:
    """What a component must be told; objects belong to `owner`."""
    draft = AssistantDraft(owner)
    draft.assistantId = assistant_id
    knowledge = KnowledgeViewModel(owner)
    knowledge.assistantId = assistant_id
    app = AppViewModel(owner)
    library = LibraryViewModel(owner)
    cards = LibraryModel(owner)
    document = {
        "key": "d",
        "name": "Staff handbook.pdf",
        "kind": "PDF",
        "documentState": "embedding",
        "stateText": "Preparing passage 3 of 9",
        "warning": "There is no text on page 4.",
        "progress": 0.3,
        "retryable": True,
    }
    needs: dict[str, dict[str, Any]] = {
        "AssistantCard": {
            "key": "a",
            "name": "Acme Handbook",
            "tagline": "Answers from the handbook",
            "letter": "A",
            "color": "#0B6E69",
            "picture": "",
            "files": 3,
            "indexing": 62,
            "failed": 1,
            "checks": 8,
            "checksPassed": 7,
            "checksFailed": 1,
        },
        "AssistantGrid": {"app": app, "library": library, "model": cards},
        "CardGrid": {"name": "Cards"},
        "CardPills": {"files": 3, "indexing": 62, "failed": 1, "checks": 8},
        "CheckRow": {"text": "Take it along", "help": "To try it.", "checked": True},
        "DeletedRow": {
            "key": "a",
            "name": "Acme Handbook",
            "letter": "A",
            "color": "#0B6E69",
            "day": "2026-11-25",
        },
        "DeletedSheet": {"model": DeletedModel(owner), "library": library},
        "EmptyLibrary": {"canBringBack": True},
        "LibraryTools": {"assistants": cards},
        "NameDialog": {"question": "Rename it"},
        "RecentButton": {"text": "Acme Handbook", "letter": "A", "base": "#0B6E69"},
        "TemplateCard": {
            "key": "t",
            "name": "Study partner",
            "tagline": "Explains your notes",
            "letter": "S",
            "color": "#3C6FA8",
            "samples": ["Notes.md"],
        },
        "AppToolTip": {"shown": True, "text": "Help"},
        "AssistantsList": {"currentId": assistant_id, "assistants": AssistantsModel(owner)},
        "ArchiveRow": {
            "key": "c",
            "title": "Refunds",
            "assistantName": "Acme Handbook",
            "date": "3 May",
        },
        "ArchiveSection": {"title": "Archived", "conversations": ConversationsModel(owner)},
        "ConversationsHeading": {"section": "today"},
        "ConversationsList": {"currentId": "", "conversations": ConversationsModel(owner)},
        "SideList": {"name": "List"},
        "Avatar": {"letter": "A", "base": "#0B6E69"},
        "Brand": {"canStart": True},
        "ColorDot": {"modelData": "#5B4B9A", "place": 1, "chosen": True},
        "ConfirmDialog": {"question": "Delete it?", "detail": "It cannot be undone."},
        "DocumentItem": document,
        "DocumentList": {"knowledge": knowledge},
        "FocusRing": {"shown": True},
        "Icon": {"name": "plus"},
        "IconButton": {"iconName": "plus", "text": "Add"},
        "InlineMessage": {"kind": "warn", "text": "Look here.", "hint": "Do this."},
        "WatchedFolderItem": {
            "key": "f",
            "name": "notes",
            "path": "/home/me/notes",
            "stateText": "Watching · 12 files · looked at 2 minutes ago · 3 waiting",
            "warning": "“pipe.txt” is no ordinary file, so it is left alone.",
            "paused": False,
            "unreachable": False,
        },
        "WatchedFolderList": {"assistantId": assistant_id},
        "KnowledgePanel": {"assistantId": assistant_id},
        "ProgressLine": {"value": 0.4},
        "RenameField": {"before": "Refunds"},
        "SideEntry": {"iconName": "layout-grid", "current": True, "text": "Library"},
        "SideRow": {"current": True, "framed": True, "text": "Row", "height": 40},
        "StartupErrorPage": {"message": "It is damaged.", "hint": "Put back a copy."},
        "TextAreaField": {"name": "Instructions", "text": "Answer plainly."},
        "TextInputField": {"name": "Name", "text": "Acme", "error": "Too long."},
        "TopBar": {"title": "Assistants", "back": True},
        "AppButton": {"text": "Save", "kind": "primary", "iconName": "plus"},
        "AppMenuItem": {"text": "Edit", "iconName": "pencil"},
        "AppText": {"text": "Words"},
        "EmptyState": {"iconName": "info", "title": "Nothing here", "help": "Add something."},
        "PaletteHeading": {"section": "commands"},
        "PaletteItem": {
            "index": 0,
            "name": "Refunds",
            "title": "<b>Ref</b>unds",
            "detail": "about <b>ref</b>unds",
            "note": "3 May",
            "iconName": "message-square",
            "letter": "",
            "avatarColor": "#0B6E69",
            "picture": "",
        },
        "PaletteList": {"found": PaletteModel(owner)},
        "Pill": {"text": "3 files", "interactive": True},
        "SectionLabel": {"text": "Assistants"},
    }
    needs |= bundle_needs(app, owner)
    needs["BuilderBar"] = {"draft": draft, "previewToggle": True}
    viewer = ViewerViewModel(owner)
    documents = DocumentsList(owner)
    documents.knowledge = knowledge
    needs["DocumentMenu"] = {"knowledge": knowledge}
    needs["DocumentTools"] = {"documents": documents, "total": 3}
    needs["EmbedderRow"] = {"draft": draft, "fileCount": 3}
    needs["EmbedderSheet"] = {"choice": SearchModelChoice(owner), "fileCount": 3}
    needs["FilesPane"] = {"draft": draft, "knowledge": knowledge}
    needs["FoundPassage"] = {
        "key": 1,
        "document": "Staff handbook.pdf",
        "place": "Page 12",
        "score": "0.93",
        "scoreShare": 0.93,
        "foundBy": "meaning + words",
        "why": "By words no. 1: “refund”",
        "excerpt": "Annual plans can be <b>refunded</b>.",
        "passage": "Annual plans can be refunded.",
        "given": True,
        "givenText": "Given to the model",
    }
    needs["KindSheet"] = {"kind": "PDF"}
    needs["PassageItem"] = {"key": 0, "place": "Page 1", "beginning": "Annual plans"}
    needs["SearchTrialPane"] = {"assistantId": assistant_id}
    for needs_viewer in ("FindBar", "PagesView", "TextView", "ViewerSheet"):
        needs[needs_viewer] = {"viewer": viewer}
    needs["PageItem"] = {
        "number": 3,
        "pageWidth": 595,
        "pageHeight": 842,
        "picture": "",
        "words": "Refunds",
        "marks": [{"left": 0.1, "top": 0.1, "width": 0.5, "height": 0.02}],
        "hits": [],
        "currentHit": [],
        "links": [],
        "width": 300,
    }
    needs["TextLineItem"] = {
        "number": 12,
        "plain": "Annual plans",
        "rich": "",
        "place": "Page 12",
        "marked": True,
    }
    needs["ChoiceCard"] = {"key": "", "name": "Small", "detail": "98 MB", "chosen": True}
    needs["PreviewComposer"] = {"busy": True}
    needs["PreviewPane"] = {"draft": draft}
    needs["BuilderMessages"] = {"draft": draft}
    needs["BuilderNavItem"] = {"text": "History", "badge": "v6", "current": True}
    needs["DraftTextArea"] = {"draft": draft, "fieldName": "greeting", "name": "Greeting"}
    needs["DraftTextField"] = {"draft": draft, "fieldName": "name", "name": "Name"}
    for needs_knowledge in ("KnowledgeFields", "KnowledgeSection", "ProfileSection"):
        needs[needs_knowledge] = {"draft": draft, "knowledge": knowledge}
    for needs_app in (
        "ArchivePage",
        "BuilderPage",
        "LibraryPage",
        "SideFooter",
        "Sidebar",
        "TemplatesPage",
        "ThemeButton",
        "TransferBar",
        "UndoBar",
    ):
        needs[needs_app] = {"app": app}
    needs["AppSlider"] = {"name": "Text size"}
    needs["AppSwitch"] = {"name": "Stay offline"}
    needs["SegmentedChoice"] = {"name": "A", "keys": ["a"], "words": ["A"], "current": "a"}
    needs["Workspace"] = {"app": app}
    checks = ChecksViewModel(owner)
    checks.draft = draft
    draft.change("checks", (Check("How many days?", numbers=("28",), id="c"),))
    needs["CheckItem"] = {
        "key": "c",
        "question": "How many days?",
        "expected": "Holds the number 28",
        "checkState": "failed",
        "stateText": "Fails",
        "reasons": ["The number 28 is not in the answer."],
        "answer": "Some days.",
        "open": True,
    }
    needs["CheckMark"] = {"checkState": "broke"}
    needs["CheckTableCell"] = {
        "checkState": "passed",
        "stateText": "Passes",
        "question": "How many days?",
        "version": "v2",
    }
    field = {"fieldName": "question", "shown": "How many?", "title": "Question"}
    needs["CheckLines"] = {"form": checks.form, **field}
    needs["CheckSource"] = {"form": checks.form, "documents": ["Staff handbook.pdf"]}
    needs["CheckEditor"] = {"form": checks.form, "documents": []}
    needs["CheckRow"] = {"text": "A good answer says that it does not know", "checked": True}
    needs["CheckRunBar"] = {"checks": checks, "run": checks.run}
    needs["CheckTable"] = needs["ChecksPanel"] = {"checks": checks}
    needs["ChecksSection"] = {"checks": checks, "knowledge": knowledge}
    for needs_draft in (
        "AvatarPicture",
        "GreetingField",
        "HistorySection",
        "InstructionsField",
        "InstructionsSection",
        "ModelSection",
        "NewStarter",
        "ProfileFields",
        "StarterFields",
        "StarterRows",
        "StartersSection",
    ):
        needs[needs_draft] = {"draft": draft}
    return needs.get(name, {})


def bundle_needs(app: AppViewModel, owner: QObject) -> dict[str, dict[str, Any]]:
    """What the components of assistants as files must be told."""
    bundles, exporting = BundleImport(owner), BundleExport(owner)
    preview = {
        **{"name": "Keeper", "tagline": "Knows a poem", "author": "Ada", "licence": "CC0-1.0"},
        **{"letter": "K", "color": "#0B6E69", "picture": "", "size": "3 kB"},
        **{"instructions": "Answer from the poem.", "greeting": "Hello", "starters": ["When?"]},
        **{"model": "Elsewhere-7B", "modelComes": False, "modelAddress": "", "checks": ["When?"]},
    }
    changes = [{"title": "Instructions", "before": "Speak.", "after": "Sing."}]
    cells = [number % 3 == 0 for number in range(25)]
    signer = {"state": "changed", "title": "Signed", "words": "acorn agate", "cells": cells}
    return {
        "BundleHost": {"app": app},
        "BundlePage": {"bundles": bundles},
        "BundleDocuments": {"bundles": bundles},
        "BundleOverview": {"preview": preview},
        "BundleUpdate": {
            "update": {"title": "It is here", "summary": "", "changes": changes, "files": ["+ a"]}
        },
        "DocumentRow": {
            "index": 0,
            "modelData": {"name": "poem.txt", "size": "3 kB", "about": "", "withFile": True},
        },
        "ExportFindings": {"exporting": exporting},
        "ExportSheet": {"exporting": exporting},
        "FingerprintPicture": {"cells": cells, "hue": 200},
        "SignerCard": {"signer": {**signer, "hue": 200}},
    }


def colours(image: QImage) -> set[int]:
    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    return set(memoryview(plain.constBits()).cast("B").cast("I"))


@pytest.mark.parametrize("path", components(), ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_component_loads_and_draws(
    path: Path,
    stage: QQuickWindow,
    studio: Any,
    wait_for: Callable[..., None],
) -> None:
    assistant_id = studio.with_sample()
    stage.setProperty("given", initial(path.stem, assistant_id, stage))
    stage.setProperty("shown", QUrl.fromLocalFile(str(path)))
    assert stage.property("problem") == ""
    assert stage.property("madeOne")

    for choice in ("light", "dark"):
        stage.setProperty("choice", choice)
        if path.stem in DRAWS_NOTHING:
            stage.grabWindow()
            continue
        wait_for(lambda: len(colours(stage.grabWindow())) > 1)
    stage.setProperty("choice", "light")
    # Before what it was given, which belongs to the stage.
    stage.setProperty("shown", QUrl())
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_every_component_is_listed_in_its_module() -> None:
    for module in (*MODULES, "Theme"):
        folder = paths.ui_dir() / "AssistantStudio" / module
        listed = (folder / "qmldir").read_text(encoding="utf-8").split()
        missing = [path.name for path in folder.glob("*.qml") if path.name not in listed]
        assert not missing, f"{module}/qmldir does not name {missing}"
