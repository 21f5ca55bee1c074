"""The real server, as ``streamlit run app.py`` starts it on a machine that never ran it."""

import json
import re
import urllib.error
import urllib.request
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from miharu_dx.config import ROOT
from miharu_dx.domain.plan_file import load_plan
from miharu_dx.store import Store
from tests.serve import running_server

pytestmark = pytest.mark.xdist_group("server")

PLAN = load_plan(ROOT / "data" / "plan.toml")
AT = datetime(2026, 4, 1, 9, 0, tzinfo=timezone(timedelta(hours=9)))


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    path = tmp_path_factory.mktemp("store") / "miharu_dx.duckdb"
    Store.create(path, kind="real", plan=PLAN, at=AT, actor="試験").close()
    with running_server(path) as found:
        yield found


def _get(url: str) -> tuple[int, dict[str, str], bytes]:
    try:
        with urllib.request.urlopen(url, timeout=20) as answer:
            return answer.status, {k.lower(): v for k, v in answer.headers.items()}, answer.read()
    except urllib.error.HTTPError as refused:
        return refused.code, {}, refused.read()


def test_the_server_serves_the_product(address: str) -> None:
    assert json.loads(_get(f"{address}/health")[2])["status"] == "ok"
    status, headers, body = _get(f"{address}/measure")
    page = body.decode()
    assert status == 200
    assert '<html lang="ja">' in page
    assert f"<title>{PLAN.title}</title>" in page
    assert "frame-ancestors 'self'" in headers["content-security-policy"]
    fonts = _get(f"{address}/app/static/fonts/biz-udpgothic-400-1.woff2")
    assert (fonts[0], fonts[2][:4]) == (200, b"wOF2")
    scripts = re.findall(r'src="\.(/static/js/[^"]+)"', page)
    assert scripts
    assert _get(address + scripts[0])[0] == 200
    assert [_get(f"{address}/_stcore/{name}")[0] for name in ("metrics", "agent/openapi.json", "health")] == [
        404,
        404,
        200,
    ]


def test_a_broken_plan_is_refused_at_start_in_words(tmp_path: Path) -> None:
    broken = tmp_path / "plan.toml"
    broken.write_text('[plan]\ncode = "x"\n', encoding="utf-8")
    with (
        pytest.raises(RuntimeError) as stopped,
        running_server(tmp_path / "none.duckdb", {"MIHARU_DX_PLAN": str(broken)}),
    ):
        pass
    said = str(stopped.value)
    assert str(broken) in said or broken.name in said
    assert "Traceback" not in said
