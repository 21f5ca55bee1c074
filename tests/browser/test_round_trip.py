"""様式 → 記入 → 提出 → 全体状況, as a person does it in a browser with a spreadsheet program beside it."""

from __future__ import annotations

import shutil
import subprocess
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from miharu_dx.present.workbook.fill import fill
from miharu_dx.ui.frame import PAGES
from tests.browser.watch import Watch, watched
from tests.services.desk import spoken

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.xdist_group("server")

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FAULTY = {("A1",): spoken(rating="遅延", progress="120"), ("A2",): spoken("準備中", "順調", 20)}
MENDED = {
    ("A1",): spoken(rating="遅れ", progress="４５％", 課題="サンプル：納期が延びた"),
    ("A2",): spoken("準備中", "順調", 20),
}
SUBMIT = "/submit?fy=2026&period=H1&department=soumu"
OVERVIEW = "/?fy=2026&period=H1"


def filled(form: bytes, rows: dict) -> bytes:
    return fill(form, {"進捗": rows}, saved_by="サンプル担当", saved_at=datetime(2026, 10, 2, 9, 0))


def saved_again_by_libreoffice(data: bytes, folder: Path) -> bytes:
    """Return the workbook as LibreOffice saves it, or as it is where there is none."""
    office = shutil.which("soffice")
    if office is None:
        return data
    source = folder / "in" / "様式.xlsx"
    source.parent.mkdir()
    source.write_bytes(data)
    subprocess.run(
        [office, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", "xlsx",
         "--outdir", str(folder / "out"), str(source)],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    return (folder / "out" / source.name).read_bytes()


def hand_over(watch: Watch, data: bytes, name: str) -> None:
    watch.page.locator("input[type=file]").set_input_files([{"name": name, "mimeType": XLSX, "buffer": data}])


def test_a_form_is_saved_filled_in_mended_committed_and_seen(
    browser: Browser, address: str, tmp_path: Path
) -> None:
    with watched(browser, address) as watch:
        page = watch.page
        watch.open(OVERVIEW)
        before = watch.headline()

        watch.open(SUBMIT)
        with page.expect_download() as saving:
            page.get_by_role("button", name="様式を保存（.xlsx）").click()
        assert saving.value.suggested_filename == "様式_総務課_R08上期.xlsx"
        form = Path(saving.value.path()).read_bytes()

        hand_over(watch, filled(form, FAULTY), "総務課.xlsx")
        page.locator(".mdx-findings").first.wait_for()
        cells = page.locator(".mdx-findings .mdx-cell").all_inner_texts()
        assert cells == ["J2", "L2"]
        assert page.locator(".mdx-typed").all_inner_texts() == ["遅延", "120"]
        assert page.get_by_role("button", name="確定する").count() == 0
        with page.expect_download() as listed:
            page.get_by_role("button", name="返却ブックを保存（指摘をセルに記入）").click()
        assert Path(listed.value.path()).read_bytes()[:2] == b"PK"

        hand_over(watch, saved_again_by_libreoffice(filled(form, MENDED), tmp_path), "総務課_修正.xlsx")
        page.locator(".mdx-diff").wait_for()
        assert "遅れ" in page.locator(".mdx-new").first.inner_text()
        commit = page.get_by_role("button", name="確定する")
        assert commit.is_disabled()
        page.get_by_text("変わる内容を確かめました").click()
        page.locator("button:enabled", has_text="確定する").dblclick()
        page.get_by_text("確定しました。2件を登録し、版3になりました").first.wait_for()
        assert page.locator(".mdx-findings, .mdx-diff").count() == 0

        page.get_by_role("button", name="全体状況を見る").click()
        page.get_by_text("この表示のリンク").wait_for()
        watch.settled()
        assert watch.headline() != before
        tiles = page.locator(".mdx-tiles").inner_text()
        assert "遅れ1件評価した2件のうち" in "".join(tiles.split())

        watch.open("/admin")
        assert page.get_by_text("進捗の様式を確定").count() == 1
        assert watch.strangers() == []
        assert watch.complaints == []


def test_a_file_that_is_no_workbook_is_refused_in_words_and_the_page_goes_on(
    browser: Browser, address: str
) -> None:
    with watched(browser, address) as watch:
        watch.open(SUBMIT)
        hand_over(watch, "番号,名前".encode("euc_jp"), "メモ.csv")
        watch.page.locator(".mdx-notice-bad").wait_for()
        assert "メモ.csv" in watch.page.locator(".mdx-notice-bad").inner_text()
        assert watch.page.get_by_role("button", name="様式を保存（.xlsx）").is_enabled()
        hand_over(watch, b"0" * (11 * 1024 * 1024), "大きい.xlsx")
        watch.page.get_by_text("10.0MBまでのファイルを渡してください").wait_for()
        assert watch.english() == []


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (1920, 1080)])
def test_every_page_is_japanese_fits_the_window_and_stays_at_home(
    browser: Browser, address: str, width: int, height: int
) -> None:
    with watched(browser, address, width, height) as watch:
        for entry in (entry for entry in PAGES if not entry.hidden):
            watch.open("/" if entry.default else f"/{entry.url_path}")
            assert watch.page.locator("html").get_attribute("lang") == "ja"
            navigation = watch.page.locator("[data-testid=stTopNavLink]")
            assert navigation.count() == sum(not entry.section for entry in PAGES), entry.url_path
            assert all(link.is_visible() for link in navigation.all()), entry.url_path
            assert watch.overflow() <= 0, entry.url_path
            assert watch.scrollers() == [], entry.url_path
            assert watch.english() == [], entry.url_path
        assert watch.strangers() == []
        assert watch.complaints == []
