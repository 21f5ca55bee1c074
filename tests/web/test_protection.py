import pytest
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from tests.web.site_fixture import script_of_the_interface, site

CLOSED = [
    "/_stcore/metrics",
    "/_stcore/metrics/",
    "/_stcore/agent/openapi.json",
    "/_stcore/agent/interact",
    "/_stcore/agent/mcp",
    "/_stcore/script-health-check",
    "/auth/login",
    "/auth/logout",
    "/oauth2callback",
]


@pytest.mark.parametrize("path", CLOSED)
@pytest.mark.parametrize("method", ["GET", "POST", "OPTIONS"])
def test_interfaces_nobody_is_offered_are_not_there(path: str, method: str) -> None:
    answer = site().request(method, path)
    assert (answer.status, answer.text) == (404, "見つかりません。")


@pytest.mark.parametrize("path", ["/_stcore/health", "/_stcore/host-config", "/_stcore/metricsx"])
def test_what_the_interface_needs_stays_open(path: str) -> None:
    assert site().get(path).text == "開いている"


def test_a_closed_interface_refuses_a_socket() -> None:
    assert site().socket("/_stcore/agent/mcp")["type"] == "websocket.close"


@pytest.mark.parametrize(
    "path",
    ["/", "/health", "/measure", "/_stcore/metrics", "/_stcore/health", "/app/static/ja.js", "{script}"],
)
def test_every_answer_carries_the_protective_headers(path: str) -> None:
    headers = site().get(path.format(script=script_of_the_interface())).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "SAMEORIGIN"
    assert headers["referrer-policy"] == "same-origin"
    assert "access-control-allow-origin" not in headers


def test_the_policy_names_no_other_origin_and_no_eval() -> None:
    policy = site().get("/").headers["content-security-policy"]
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert rules["frame-ancestors"] == "'self'"
    assert rules["object-src"] == "'none'"
    assert "http" not in policy
    assert "'unsafe-eval'" not in policy
    assert "'unsafe-inline'" not in rules["script-src"]
    assert rules["script-src"].count("'sha256-") == 1


def test_health_tells_the_state_it_is_given() -> None:
    assert site().get("/health").json() == {"status": "ok"}
    answer = site(health=lambda: {"status": "refused", "code": "store.locked"}).get("/health")
    assert answer.status == 503
    assert answer.json() == {"status": "refused", "code": "store.locked"}
    assert answer.headers["cache-control"] == "no-store"


class _Shut:
    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await PlainTextResponse("入れません", status_code=401)(scope, receive, send)


@pytest.mark.parametrize("path", ["/", "/measure", "/_stcore/host-config", "/health"])
def test_a_gate_stands_before_everything_that_answers(path: str) -> None:
    client = site(gate=[Middleware(_Shut)])
    answer = client.get(path)
    assert answer.status == 401
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert client.get("/_stcore/metrics").status == 404
