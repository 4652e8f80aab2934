"""Recording a case: what is called, what is kept, and what keeps it from being kept."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Callable

import pytest

from portwright_harness.recorder.problem import RecordingFailedError, RecordingRefusedError
from tests.recorder.shop import TOKEN, Shop
from tests.recorder.vendor import Answer, Vendor
from tests.runtime.loopback import free_port

SERVER_ERROR = Answer(b"{}", 503)


def test_what_is_recorded_plays_offline(shop: Shop) -> None:
    done = shop.record()
    assert (done.place, done.interactions) == ("shop/get_order/ok.yaml", 1)
    assert shop.vendor.asked[0].headers["authorization"] == f"Bearer {TOKEN}"
    assert shop.problems() == []
    assert len(shop.vendor.asked) == 1


def test_a_cassette_is_read_by_people(shop: Shop) -> None:
    shop.vendor.answers = [Answer(b'{"id":"o-1","price":10.50,"big":12345678901234567890.10}')]
    shop.record()
    block = '{\n  "id": "o-1",\n  "price": 10.50,\n  "big": 12345678901234567890.10\n}\n'
    assert shop.loaded()["interactions"][0]["response"]["body"]["string"] == block
    assert "string: |\n" in shop.text()


def test_it_says_where_it_comes_from(shop: Shop) -> None:
    shop.record()
    facts = shop.loaded()["metadata"]["provenance"]
    assert facts["source"] == "sandbox" and facts["environment"] == "test"
    assert facts["redacted"] == ["request.header.Authorization"]
    assert facts["recorder"].startswith("portwright ")
    manifest = shop.plan(refresh=True).vendor.manifest
    assert facts["spec"] == f"sha256:{manifest.sources['spec'].sha256}"
    assert facts["openapi"] == f"sha256:{manifest.sources['openapi'].sha256}"
    assert facts["schemas"] == {"200": manifest.operations["get_order"].responses["200"].hash}


def test_headers_are_denied_by_default(shop: Shop) -> None:
    headers = (("Content-Type", "application/json"), ("X-Whatever", "1"), ("ETag", '"7"'))
    shop.vendor.answers = [Answer(headers=headers)]
    shop.record()
    [exchange] = shop.loaded()["interactions"]
    assert set(exchange["request"]["headers"]) == {"Authorization"}
    assert set(exchange["response"]["headers"]) == {"Content-Type", "Date", "Etag"}


def test_headers_that_the_client_reads_are_kept(shop: Shop) -> None:
    """Here by the spec's rules for errors, which no manifest lists."""
    headers = (("Content-Type", "application/json"), ("X-Why", "gone"), ("X-Else", "1"))
    shop.vendor.answers = [Answer(b"{}", 404, headers)]
    shop.record("get_order/missing")
    [exchange] = shop.loaded("get_order/missing")["interactions"]
    assert set(exchange["response"]["headers"]) == {"Content-Type", "Date", "X-Why"}
    assert shop.problems() == []


def test_a_key_is_kept_so_that_the_client_mints_it_again(shop: Shop) -> None:
    shop.record("create_order/ok")
    kept = shop.loaded("create_order/ok")["interactions"][0]["request"]
    assert kept["headers"]["Idempotency-Key"] == [shop.vendor.asked[0].headers["idempotency-key"]]
    assert shop.problems() == []


def test_what_the_spec_declares_is_redacted_in_requests_too(shop: Shop) -> None:
    shop.vendor.answers = [
        Answer(b'{"id": "o-1", "pin": "999999999", "owner": {"phone": 55512345}}')
    ]
    done = shop.record("create_order/ok")
    assert "424242424242" in shop.vendor.asked[0].body.decode()
    text = shop.text("create_order/ok")
    assert all(value not in text for value in ("424242424242", "999999999", "55512345"))
    assert {"request.body.pin", "answer.body.pin", "answer.body.owner.phone"} <= set(done.redacted)
    assert shop.problems() == []


def test_a_password_in_a_form_is_redacted_by_its_name(shop: Shop) -> None:
    shop.record("sign_in/ok")
    kept = shop.loaded("sign_in/ok")["interactions"][0]["request"]
    assert kept["body"] == "password=REDACTED&user=ann"
    assert shop.problems() == []


def test_an_error_is_recorded_where_the_case_asks_for_it(shop: Shop) -> None:
    shop.vendor.answers = [Answer(b"{}", 404)]
    shop.record("get_order/missing")
    assert shop.problems() == []


@pytest.mark.parametrize(
    ("case", "answers", "said"),
    [
        ("get_order/ok", [Answer(b"{}", 404)], "NotFound.*the case asks for no error"),
        ("get_order/ok", [SERVER_ERROR, Answer()], "answer 1 of 2 was 503"),
        ("get_order/missing", [Answer()], "the call returned; the case says `raises: NotFound`"),
        ("get_order/missing", [Answer(b"{}", 403)], "raised ShopForbidden.*`raises: NotFound`"),
        ("get_order/missing", [SERVER_ERROR, Answer(b"{}", 404)], "answer 1 of 2 was 503"),
        ("get_order/ok", [Answer(b'{"id": 7}')], "asks for no error"),
        ("get_order/ok", [Answer(b'{"id": "o-9"}')], r"fails\n  shop/get_order/ok\[L3\]: `id`"),
    ],
)
def test_what_is_not_what_the_case_says_is_not_kept(
    shop: Shop, case: str, answers: list[Answer], said: str
) -> None:
    shop.vendor.answers = answers
    with pytest.raises(RecordingFailedError, match=f"(?s){said}"):
        shop.record(case)
    assert not (shop.project.folder / "cassettes").exists()


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (
            Answer(b'{"why": "no\\nmore", "pin": 4711}', 400),
            '400 Bad Request: { "why": "no\\nmore"',
        ),
        (Answer(b"<p>\x1b[31mbroken\n</p>", 500), "500 Internal Server Error: <p> [31mbroken </p>"),
        (Answer(b"\xff\x00\x01", 502), "502 Bad Gateway: (3 bytes)"),
        (Answer(b"", 401), "401 Unauthorized"),
        (Answer(b'{"why": "' + b"long " * 200 + b'"}', 403), "long …"),
    ],
)
def test_what_the_vendor_said_last_is_shown(shop: Shop, answer: Answer, said: str) -> None:
    shop.vendor.answers = [answer]
    with pytest.raises(RecordingFailedError) as failed:
        shop.record("get_order/ok")
    [line] = [x for x in str(failed.value).splitlines() if x.startswith("the last answer was ")]
    assert said in line
    assert len(line) < 500 and line.isprintable() and "4711" not in line


@pytest.mark.parametrize("times", [0, 1, 2])
def test_what_the_vendor_said_is_shown_without_secrets(shop: Shop, times: int) -> None:
    """Encoded twice it is not found by who redacts, and is not shown at all."""
    echo = TOKEN.encode()
    for _ in range(times):
        echo = b64encode(echo)
    shop.vendor.answers = [Answer(json.dumps({"why": echo.decode()}).encode(), 400)]
    with pytest.raises(RecordingFailedError) as failed:
        shop.record("get_order/ok")
    assert echo.decode() not in str(failed.value)
    assert ("not shown" in str(failed.value)) is (times == 2)


def test_the_error_that_a_case_could_ask_for_is_named(shop: Shop) -> None:
    shop.vendor.answers = [Answer(b"{}", 409)]
    with pytest.raises(RecordingFailedError, match="about it says `raises: Conflict`"):
        shop.record("get_order/ok")


def test_all_that_a_recording_fails_is_told_at_once(shop: Shop) -> None:
    shop.vendor.answers = [Answer(b'{"id": "o-9", "description": null}')]
    with pytest.raises(RecordingFailedError) as failed:
        shop.record("get_order/ok")
    assert [line.split("]")[0] for line in str(failed.value).splitlines()[1:]] == [
        "  shop/get_order/ok[L2",
        "  shop/get_order/ok[L2",
        "  shop/get_order/ok[L3",
    ]


def test_a_vendor_that_is_not_there(make: Callable[..., Shop], vendor: Vendor) -> None:
    vendor.url = f"http://127.0.0.1:{free_port()}"
    shop = make()
    with pytest.raises(RecordingFailedError, match="nothing was answered"):
        shop.record()
    assert not (shop.project.folder / "cassettes").exists()


def test_a_cassette_is_replaced_only_when_asked(shop: Shop) -> None:
    shop.record()
    before = shop.text()
    with pytest.raises(RecordingRefusedError, match="is there already; --refresh replaces it"):
        shop.record()
    shop.vendor.answers = [Answer(b'{"id": "o-1", "description": "Three"}')]
    shop.record(refresh=True)
    assert "Two pears" in before and "Three" in shop.text()


def test_nothing_is_sent_where_the_cassette_could_not_be_written(shop: Shop) -> None:
    folder = shop.project.folder / "cassettes/shop/get_order/ok.yaml"
    folder.mkdir(parents=True)
    shop.vendor.asked.clear()
    with pytest.raises(RecordingRefusedError, match=r"cannot be written: .* is a folder"):
        shop.record(refresh=True)
    folder.rmdir()
    assert shop.vendor.asked == []


def test_a_refresh_that_does_not_pass_leaves_the_old_one(shop: Shop) -> None:
    shop.record()
    before = shop.text()
    shop.vendor.answers = [Answer(b'{"id": "o-9"}')]
    with pytest.raises(RecordingFailedError, match="L3"):
        shop.record(refresh=True)
    assert shop.text() == before
    assert shop.cassettes() == ["shop", "shop/get_order", "shop/get_order/ok.yaml"]


@pytest.mark.parametrize(
    ("case", "allow", "said"),
    [
        ("get_order/ok", False, "`live` is production; --allow-production"),
        ("create_order/ok", False, "`live` is production; --allow-production"),
        ("create_order/ok", True, "create_order is not declared to only read"),
        ("sign_in/ok", True, "sign_in is not declared to only read"),
    ],
)
def test_production_is_only_read_and_only_when_allowed(
    shop: Shop, case: str, allow: bool, said: str
) -> None:
    with pytest.raises(RecordingRefusedError, match=said):
        shop.plan(case, "live", allow_production=allow)


def test_what_only_reads_is_live_in_production(shop: Shop) -> None:
    assert shop.plan("get_order/ok", "live", allow_production=True).source == "live"


def test_a_secret_that_is_not_set_is_named(shop: Shop) -> None:
    shop.environ.clear()
    with pytest.raises(RecordingRefusedError, match="missing environment variables: SHOP_TOKEN"):
        shop.record()
    assert shop.vendor.asked == []


def test_a_secret_too_short_to_be_looked_for_is_refused(shop: Shop) -> None:
    shop.environ["SHOP_TOKEN"] = "abc"
    with pytest.raises(RecordingRefusedError, match="`token` has fewer than 6") as refused:
        shop.record()
    assert "abc" not in str(refused.value) and shop.vendor.asked == []


@pytest.mark.parametrize("case", ["get_order/nope", "nope/ok", "get_order"])
def test_a_case_that_there_is_not(shop: Shop, case: str) -> None:
    with pytest.raises(RecordingRefusedError, match=f"no case `{case}`.*get_order/missing"):
        shop.plan(case)
