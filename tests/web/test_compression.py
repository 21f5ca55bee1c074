import pytest

from tests.web.site_fixture import ASSETS, script_of_the_interface, site

GZIP = {"Accept-Encoding": "gzip"}
PLAIN = {"Accept-Encoding": "identity"}


def test_scripts_leave_compressed_and_unpack_to_themselves() -> None:
    client = site()
    path = script_of_the_interface()
    plain = client.get(path, headers=PLAIN)
    assert "content-encoding" not in plain.headers
    for _ in range(2):
        packed = client.get(path, headers=GZIP)
        assert packed.headers["content-encoding"] == "gzip"
        assert packed.headers["vary"] == "Accept-Encoding"
        assert int(packed.headers["content-length"]) == len(packed.sent) < len(plain.sent) / 2
        assert packed.text == plain.text
        assert packed.headers["content-type"] == plain.headers["content-type"]
        assert packed.headers["etag"] == f"W/{plain.headers['etag']}"


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/app/static/fonts/biz-udpgothic-400-1.woff2", {}),
        ("/app/static/ja.js", {}),
        ("/static/js/nothing.js", {}),
        ("{script}", {"Range": "bytes=0-99"}),
    ],
)
def test_what_gains_nothing_or_may_change_leaves_as_it_is(path: str, headers: dict[str, str]) -> None:
    answer = site().get(path.format(script=script_of_the_interface()), headers={**GZIP, **headers})
    assert answer.headers.get("content-encoding") is None or "html" in answer.headers["content-type"]


@pytest.mark.parametrize("proxy", [{"X-Forwarded-For": "192.0.2.7"}, {"Forwarded": "for=192.0.2.7"}])
def test_a_browser_on_the_same_machine_gets_the_file_as_it_is_and_a_proxy_there_does_not(
    proxy: dict[str, str],
) -> None:
    for address in ("127.0.0.1", "::1"):
        client = site(address=address)
        path = script_of_the_interface()
        assert "content-encoding" not in client.get(path, headers=GZIP).headers
        assert client.get(path, headers={**GZIP, **proxy}).headers["content-encoding"] == "gzip"


def test_somebody_who_leaves_early_leaves_no_piece_behind() -> None:
    client = site()
    path = script_of_the_interface()
    client.leave(path, GZIP)
    client.leave("/", {})
    assert client.get(path, headers=GZIP).text == client.get(path, headers=PLAIN).text
    assert '<html lang="ja">' in client.get("/").text


def test_a_known_script_is_not_sent_again() -> None:
    client = site()
    path = script_of_the_interface()
    mark = client.get(path, headers=GZIP).headers["etag"]
    assert client.get(path, headers={**GZIP, "If-None-Match": mark}).status == 304


def test_an_own_file_is_kept_for_ever_only_under_the_mark_of_its_bytes() -> None:
    client = site()
    assert client.get("/app/static/ja.js", headers=GZIP).headers["cache-control"] == "no-cache"
    lasting = client.get("/app/static/ja.js?v=0", headers=GZIP)
    assert "immutable" in lasting.headers["cache-control"]
    assert lasting.headers["content-encoding"] == "gzip"
    assert lasting.text == (ASSETS / "ja.js").read_text(encoding="utf-8")
