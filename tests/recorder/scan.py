"""Looking for secrets as the recorder does not: with another tool, and by fragments.

`detect-secrets` knows the shapes of keys and tokens of many vendors, and nothing of what we take
for secret. `fragments` knows the secrets, and looks for any eight characters of them, in what the
encoders of the standard library make of them; the recorder looks for whole secrets alone.
"""

from __future__ import annotations

import base64
import codecs
import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from detect_secrets import SecretsCollection
from detect_secrets.settings import transient_settings

WINDOW = 8
# All but the two that take whatever looks random: ids and hashes of cassettes do.
DETECTORS = (
    *("ArtifactoryDetector", "AWSKeyDetector", "AzureStorageKeyDetector", "BasicAuthDetector"),
    *("CloudantDetector", "DiscordBotTokenDetector", "GitHubTokenDetector", "GitLabTokenDetector"),
    *("IbmCloudIamDetector", "IbmCosHmacDetector", "JwtTokenDetector", "MailchimpDetector"),
    *("NpmDetector", "OpenAIDetector", "PrivateKeyDetector", "PypiTokenDetector"),
    *("SendGridDetector", "SlackDetector", "SoftlayerDetector", "SquareOAuthDetector"),
    *("StripeDetector", "TelegramBotTokenDetector", "TwilioKeyDetector"),
)


def detected(path: Path) -> list[str]:
    """What detect-secrets finds in a file: kinds with their lines."""
    found = SecretsCollection()
    with transient_settings({"plugins_used": [{"name": name} for name in DETECTORS]}):
        found.scan_file(str(path))
    return sorted(f"{secret.type}, line {secret.line_number}" for _, secret in found)


def fragments(text: str, secret: str) -> list[str]:
    """Eight characters of an encoded secret that the text holds, by encoding."""
    dense = "".join(text.split())
    return sorted(
        {
            f"{name}: {spelled[at : at + WINDOW]}"
            for name, spelled in _encoded("".join(secret.split()))
            for at in range(max(1, len(spelled) - WINDOW + 1))
            if spelled[at : at + WINDOW] in dense
        }
    )


def _encoded(secret: str) -> Iterator[tuple[str, str]]:
    data = secret.encode()
    yield "plain", secret
    yield "URL", quote(secret, safe="")
    yield "JSON", json.dumps(secret)[1:-1]
    yield "hex", codecs.encode(data, "hex").decode()
    yield "HEX", codecs.encode(data, "hex").decode().upper()
    for shift in range(3):
        # Whole groups of three alone are the same whatever stands around them.
        whole = data[shift : len(data) - (len(data) - shift) % 3]
        yield f"base64+{shift}", base64.b64encode(whole).decode()
        yield f"base64url+{shift}", base64.urlsafe_b64encode(whole).decode()
