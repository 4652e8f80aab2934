"""Settings from environment variables."""

import pytest

from portwright_runtime import Variables
from portwright_runtime.errors import ConfigurationError, MissingSetting


def test_variables_are_named_after_vendor_and_setting() -> None:
    variables = Variables("shop", {"SHOP_API_KEY": "k", "SHOP_ACCOUNT": "a", "SHOP_EMPTY": ""})
    assert variables.secret("api_key").reveal() == "k"
    assert variables.required("account") == "a"
    assert variables.optional("empty") is None
    assert variables.optional("other") is None
    variables.check()


def test_a_secret_that_is_not_utf8_is_told_by_its_name() -> None:
    with pytest.raises(ConfigurationError, match=r"^SHOP_API_KEY holds bytes that are not UTF-8$"):
        Variables("shop", {"SHOP_API_KEY": "k\udcff"}).secret("api_key")


def test_all_that_is_missing_is_told_at_once() -> None:
    variables = Variables("SHOP", {"SHOP_EMPTY": ""})
    variables.secret("api_key")
    variables.required("empty")
    variables.optional("other")
    with pytest.raises(MissingSetting) as caught:
        variables.check()
    assert caught.value.names == ("SHOP_API_KEY", "SHOP_EMPTY")
    assert str(caught.value) == "missing environment variables: SHOP_API_KEY, SHOP_EMPTY"
    assert isinstance(caught.value, ConfigurationError)
