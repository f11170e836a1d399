"""Settings survive restarts, damage and newer versions."""

from __future__ import annotations

import json

import pytest

from assistant_studio.errors import NewerData
from assistant_studio.paths import Home
from assistant_studio.settings import Settings, SettingsStore, Theme


def test_a_change_is_there_after_a_restart(home: Home) -> None:
    SettingsStore(home.settings_file).change(theme=Theme.DARK, window_width=1440)
    current = SettingsStore(home.settings_file).current
    assert (current.theme, current.window_width) == (Theme.DARK, 1440)


def test_without_a_file_the_defaults_hold(home: Home) -> None:
    assert SettingsStore(home.settings_file).current == Settings()


def test_a_broken_file_is_kept_beside_and_said(home: Home) -> None:
    home.settings_file.write_text('{"theme": "dark"')
    store = SettingsStore(home.settings_file)
    assert store.current == Settings()
    assert store.notice is not None
    assert "could not be read" in store.notice
    assert (home.root / "settings.unreadable.json").read_text() == '{"theme": "dark"'


def test_a_newer_file_is_refused_and_untouched(home: Home) -> None:
    text = json.dumps({"format": 99, "theme": "sepia"})
    home.settings_file.write_text(text)
    with pytest.raises(NewerData, match="newer version"):
        SettingsStore(home.settings_file)
    assert home.settings_file.read_text() == text
