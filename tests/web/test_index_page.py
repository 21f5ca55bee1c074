import re

import pytest

from tests.web.site_fixture import INDEX, TITLE, site

PLAIN = {"Accept-Encoding": "identity"}


@pytest.mark.parametrize("path", ["/", "/measure", "/measure?m=1", "/nowhere"])
def test_every_page_address_answers_in_japanese(path: str) -> None:
    answer = site().get(path, headers=PLAIN)
    assert answer.status == 200
    assert re.findall(r"<html[^>]*>", answer.text) == ['<html lang="ja">']


def test_the_title_is_the_plans_and_escaped() -> None:
    page = site().get("/", headers=PLAIN).text
    assert "<title>見本町 &lt;進捗&gt; &amp; 計画</title>" in page
    assert TITLE not in page


def test_nothing_of_the_makers_is_announced() -> None:
    page = site().get("/", headers=PLAIN).text
    body = page[page.index("<html") :]
    for left in ("Streamlit ", ">Streamlit<", "SourceSans", "service-desc", "openapi", "<!--", "agent"):
        assert left not in body, left
    assert "<noscript>この画面" in body


def test_own_styles_come_after_and_scripts_before_those_of_the_interface() -> None:
    page = site().get("/", headers=PLAIN).text
    assert page.index("/app/static/ja.js") < page.index('type="module"')
    assert page.index("/app/static/start.js") < page.index('type="module"')
    assert page.index('<div id="root">') < page.index("/app/static/theme/base.css")


def test_every_style_sheet_and_script_it_names_is_served() -> None:
    client = site()
    named = re.findall(r'(?:src|href)="\.(/app/static/[^"]+)"', client.get("/", headers=PLAIN).text)
    assert len(named) >= 7
    assert [url for url in named if client.get(url).status != 200] == []


def test_the_module_that_draws_charts_is_loaded_while_the_server_is_still_thinking() -> None:
    client = site()
    page = client.get("/", headers=PLAIN).text
    (module,) = re.findall(r'<link rel="modulepreload" crossorigin data-early href="\.([^"]+)">', page)
    # 部品を読みに行く本体が、同じ名で求める。名が違えば二度読むことになる。
    main = re.search(r'type="module" crossorigin src="\.([^"]+)"', page)
    assert main is not None
    assert module.rpartition("/")[2] in client.get(main[1]).text
    assert client.get(module).status == 200
    assert "data-early" in client.get("/app/static/start.js").text


def test_the_page_is_compressed_for_those_who_take_it() -> None:
    client = site()
    packed = client.get("/", headers={"Accept-Encoding": "gzip"})
    assert packed.headers["content-encoding"] == "gzip"
    assert int(packed.headers["content-length"]) == len(packed.sent) < len(INDEX) / 3
    assert packed.text == client.get("/", headers=PLAIN).text


def test_a_page_that_is_known_already_is_not_sent_again() -> None:
    client = site()
    mark = client.get("/").headers["etag"]
    again = client.get("/measure", headers={"If-None-Match": mark})
    assert (again.status, again.sent) == (304, b"")


@pytest.mark.parametrize(("path", "leads"), [("/first", "./"), ("/first?fy=2025&q=a", "./?fy=2025&q=a")])
def test_the_address_of_the_first_page_leads_to_the_root_with_its_filters(path: str, leads: str) -> None:
    answer = site().get(path)
    assert (answer.status, answer.headers["location"]) == (307, leads)


def test_only_the_index_page_is_replaced() -> None:
    answer = site().get("/other", headers=PLAIN)
    assert answer.text == '<html lang="fr"><title>Streamlit</title></html>'


def test_a_conditional_request_for_the_old_page_gets_the_new_one() -> None:
    answer = site().get("/", headers={"If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT", **PLAIN})
    assert answer.status == 200
    assert '<html lang="ja">' in answer.text
