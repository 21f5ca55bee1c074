import tomllib

import pytest

from miharu_dx.config import INTAKE_LIMITS, MEGABYTE, ROOT
from tests.web.site_fixture import ASSETS

SETTINGS = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("section", "name", "value"),
    [
        ("server", "address", "127.0.0.1"),
        ("server", "showEmailPrompt", False),
        ("browser", "gatherUsageStats", False),
        ("browser", "serverAddress", "localhost"),
        ("client", "toolbarMode", "minimal"),
        ("client", "showErrorDetails", "none"),
        ("client", "showErrorLinks", False),
        ("client", "disableDataExport", True),
        ("runner", "magicEnabled", False),
    ],
)
def test_a_fresh_machine_keeps_to_itself(section: str, name: str, value: object) -> None:
    assert SETTINGS[section][name] == value


def test_the_upload_limit_is_the_one_the_intake_keeps() -> None:
    assert SETTINGS["server"]["maxUploadSize"] * MEGABYTE == INTAKE_LIMITS.max_bytes


def test_ten_series_have_colours_of_their_own() -> None:
    colours = SETTINGS["theme"]["chartCategoricalColors"]
    assert len(colours) == len(set(colours)) == 10


@pytest.mark.parametrize(
    "path", sorted(ASSETS.rglob("*.css")) + sorted(ASSETS.rglob("*.js")), ids=lambda p: p.name
)
def test_no_style_sheet_or_script_names_another_host(path: object) -> None:
    text = path.read_text(encoding="utf-8")  # type: ignore[attr-defined]
    assert "http://" not in text
    assert "https://" not in text
    assert "//" not in text.replace("// ", "").replace("\n//", "\n")


def test_every_font_a_style_sheet_names_is_there_with_its_licence() -> None:
    text = (ASSETS / "theme" / "fonts.css").read_text(encoding="utf-8")
    named = {part.split('"')[0] for part in text.split('url("../fonts/')[1:]}
    here = {path.name for path in (ASSETS / "fonts").iterdir()}
    assert named == {name for name in here if name.endswith(".woff2")}
    assert {"OFL-BIZ-UDPGothic.txt", "OFL-Noto-Sans-JP.txt"} <= here
