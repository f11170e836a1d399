"""Prints an application's accessible tree as AT-SPI tells it: `role: name`, indented.

Run by the system's own Python, which has the `dbus` module; nothing of the app's is imported.
"""

from __future__ import annotations

import sys
import time

import dbus

ACCESSIBLE = "org.a11y.atspi.Accessible"
PROPERTIES = "org.freedesktop.DBus.Properties"
REGISTRY = "org.a11y.atspi.Registry"
ROOT = "/org/a11y/atspi/accessible/root"
# The accessibility layer's own state "showing"; what is not shown is not read.
SHOWING = 1 << 25
DEEPEST = 40


def main(pid: int) -> int:
    """Find the application by its process and print its tree."""
    session = dbus.SessionBus()
    address = session.get_object("org.a11y.Bus", "/org/a11y/bus").GetAddress(
        dbus_interface="org.a11y.Bus"
    )
    bus = dbus.bus.BusConnection(str(address))
    driver = bus.get_object("org.freedesktop.DBus", "/org/freedesktop/DBus")
    end_s = time.monotonic() + 30
    while time.monotonic() < end_s:
        for name, path in _children(bus, REGISTRY, ROOT):
            owner = driver.GetConnectionUnixProcessID(name, dbus_interface="org.freedesktop.DBus")
            if int(owner) == pid:
                _print(bus, name, path, 0)
                return 0
        time.sleep(0.2)
    return 1


def _children(bus, name, path):
    accessible = dbus.Interface(bus.get_object(name, path, introspect=False), ACCESSIBLE)
    return [(str(n), str(p)) for n, p in accessible.GetChildren()]


def _print(bus, name, path, depth):
    if depth > DEEPEST:
        return
    found = bus.get_object(name, path, introspect=False)
    accessible = dbus.Interface(found, ACCESSIBLE)
    properties = dbus.Interface(found, PROPERTIES)
    role = str(accessible.GetRoleName())
    said = str(properties.Get(ACCESSIBLE, "Name"))
    low = int(accessible.GetState()[0])
    if depth > 1 and not low & SHOWING:
        return
    sys.stdout.write(f"{'  ' * depth}{role}: {said}\n")
    for child_name, child_path in _children(bus, name, path):
        _print(bus, child_name, child_path, depth + 1)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
