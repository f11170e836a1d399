"""Run in the virtual environment: describes the app's Qt classes as Qt sees them, in moc's JSON.

PySide's own `pyside6-metaobjectdump` reads the source text and so takes `Property(QObject)` for
a value and forgets which properties are constant; qmllint then warns of what is no fault. Qt's
meta objects know better. Which classes QML can see stands in their decorators alone.
"""

from __future__ import annotations

import ast
import importlib
import json
import sys
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMetaMethod, QMetaObject, QMetaProperty, QObject

_REVISION = 68


def main(arguments: list[str]) -> int:
    """Write the description.

    Args:
        arguments: The file to write, the repository, the name of the app's package, and the
            Python files to describe.
    """
    target, root, package = Path(arguments[0]), Path(arguments[1]), arguments[2]
    described = []
    for name in arguments[3:]:
        infos = element_infos(Path(name).read_text(encoding="utf-8"))
        if not infos:
            continue
        dotted = ".".join(Path(name).relative_to(root).with_suffix("").parts)
        module = importlib.import_module(dotted)
        classes = [describe(getattr(module, found), infos[found]) for found in infos]
        classes += [describe(base, []) for base in _own_bases(module, infos, package)]
        described.append({"classes": classes, "outputRevision": _REVISION, "inputFile": name})
    target.write_text(json.dumps(described), encoding="utf-8")
    return 0


def element_infos(source: str) -> dict[str, list[dict[str, str]]]:
    """The classes of a file that QML can see, with what their decorators say of them.

    Args:
        source: The file's text.

    Returns:
        Class infos as moc names them, by class.
    """
    found = {}
    for node in ast.parse(source).body:
        if isinstance(node, ast.ClassDef):
            infos = [info for decorator in node.decorator_list for info in _infos(decorator)]
            if any(info["name"] == "QML.Element" for info in infos):
                found[node.name] = infos
    return found


def _infos(decorator: ast.expr) -> list[dict[str, str]]:
    call = decorator if isinstance(decorator, ast.Call) else None
    name = getattr(call.func if call else decorator, "id", "")
    arguments = call.args if call else []
    first = arguments[0].value if arguments and isinstance(arguments[0], ast.Constant) else ""
    table = {
        "QmlElement": [("QML.Element", "auto")],
        "QmlNamedElement": [("QML.Element", str(first))],
        "QmlAnonymous": [("QML.Element", "anonymous")],
        "QmlSingleton": [("QML.Singleton", "true")],
        "QmlUncreatable": [("QML.Creatable", "false"), ("QML.UncreatableReason", str(first))],
    }
    return [{"name": info, "value": value} for info, value in table.get(name, [])]


def describe(found: type[QObject], infos: list[dict[str, str]]) -> dict[str, Any]:
    """A class in moc's words.

    Args:
        found: The class.
        infos: What its decorators say.
    """
    meta: QMetaObject = found.staticMetaObject  # type: ignore[attr-defined]
    above = meta.superClass()
    methods = [meta.method(i) for i in range(meta.methodOffset(), meta.methodCount())]
    signals = [m for m in methods if m.methodType() == QMetaMethod.MethodType.Signal]
    slots = [m for m in methods if m.methodType() != QMetaMethod.MethodType.Signal]
    properties = [meta.property(i) for i in range(meta.propertyOffset(), meta.propertyCount())]
    enums = [meta.enumerator(i) for i in range(meta.enumeratorOffset(), meta.enumeratorCount())]
    return {
        "className": meta.className(),
        "qualifiedClassName": meta.className(),
        "object": True,
        "superClasses": [{"access": "public", "name": above.className()}] if above else [],
        "classInfos": infos,
        "properties": [_property(p, index) for index, p in enumerate(properties)],
        "signals": [_method(m) for m in signals],
        "slots": [_method(m) for m in slots],
        "enums": [
            {
                "name": enum.name(),
                "isClass": enum.isScoped(),
                "isFlag": enum.isFlag(),
                "values": [enum.key(i) for i in range(enum.keyCount())],
            }
            for enum in enums
        ],
    }


def _property(found: QMetaProperty, index: int) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "name": found.name(),
        "type": found.typeName(),
        "index": index,
        "read": found.name(),
        "constant": found.isConstant(),
    }
    if found.isWritable():
        entry["write"] = found.name()
    if found.hasNotifySignal():
        entry["notify"] = bytes(found.notifySignal().name().data()).decode()
    return entry


def _method(found: QMetaMethod) -> dict[str, Any]:
    names = [bytes(name.data()).decode() for name in found.parameterNames()]
    types = [bytes(name.data()).decode() for name in found.parameterTypes()]
    arguments = [
        {"name": name or f"a{index}", "type": kind}
        for index, (name, kind) in enumerate(zip(names, types, strict=True), start=1)
    ]
    return {
        "access": "public",
        "name": bytes(found.name().data()).decode(),
        "arguments": arguments,
        "returnType": found.typeName(),
    }


def _own_bases(module: Any, infos: dict[str, Any], package: str) -> list[type[QObject]]:
    """Our base classes that QML does not see by name, but whose properties it inherits."""
    bases: dict[str, type[QObject]] = {}
    for name in infos:
        for base in getattr(module, name).__mro__[1:]:
            is_ours = base.__module__.startswith(f"{package}.")
            if is_ours and issubclass(base, QObject) and base.__name__ not in infos:
                bases[base.__name__] = base
    return list(bases.values())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
