"""Families of changes to who may call: schemes, alternatives, scopes, and where tokens are got."""

from __future__ import annotations

from portwright.diff.family import Family
from portwright.diff.verdict import Verdict

FAMILIES = (
    Family(
        "security-added",
        "`{subject}` asks for {after}, and asked for nothing before",
        (Verdict.BREAKS_REQUEST,),
        oasdiff=("api-security-added", "api-global-security-added"),
        means="An operation that anybody could call asks for credentials, and what the spec sends "
        "with every call is none of them.",
        breaks="Calls are refused with 401.",
        remedy="Declare the credentials under `connection.auth`.",
    ),
    Family(
        "security-scheme-changed",
        "`{subject}` is {after} now, not {before}",
        (Verdict.BREAKS_REQUEST,),
        oasdiff=("api-security-component-type-changed",),
        means="What is sent for a scheme that the spec serves is another thing now: another "
        "header, or another kind of credential. No other alternative that the spec serves is left.",
        breaks="Calls are refused with 401.",
        remedy="Change `connection.auth` to what is asked for now.",
    ),
    Family(
        "security-scheme-removed",
        "the security scheme `{before}` is gone; what is asked for is {after}",
        (Verdict.BREAKS_REQUEST,),
        oasdiff=("api-security-component-removed",),
        means="A scheme that the spec serves is gone from the document, and no other alternative "
        "that it serves is left.",
        breaks="Calls are refused with 401, at the latest when the vendor ends the old way.",
        remedy="Change `connection.auth` to what is asked for now.",
    ),
    Family(
        "security-alternative-removed",
        "`{subject}` asks for {after}, and takes {before} no longer",
        (Verdict.BREAKS_REQUEST,),
        oasdiff=("api-security-removed", "api-global-security-removed"),
        means="The scheme that the spec serves is still there, but is no alternative here any "
        "more, and none of those that are left is served. While one is, nothing is said.",
        breaks="Calls are refused with 401 or 403.",
        remedy="Change `connection.auth` to what is asked for now.",
    ),
    Family(
        "security-scope-added",
        "`{subject}` asks for the scope {after}",
        (Verdict.BREAKS_REQUEST,),
        oasdiff=("api-security-scope-added", "api-global-security-scope-added"),
        means="Of the alternatives that the spec serves, even the least demanding asks for a scope "
        "that neither the old document nor `scope:` of the spec has.",
        breaks="Calls are refused with 403 where tokens were issued without it.",
        remedy="Add it to `scope:` under `connection.auth`, or have the token issued with it.",
    ),
    Family(
        "security-token-url-changed",
        "tokens of `{subject}` are got at {after}, no longer at {before}",
        (Verdict.BREAKS_REQUEST,),
        oasdiff=("api-security-component-oauth-token-url-changed",),
        means="The URL at which the spec gets its tokens was that of the document, and is so no "
        "longer.",
        breaks="No token is got, and nothing can be called.",
        remedy="Change `token_url` under `connection.auth`.",
    ),
    Family(
        "security-changed",
        "`{subject}` asks for {after} (before: {before}): it is not said whether ours will do",
        (Verdict.UNKNOWN,),
        means="What is asked for has changed, but what the spec sends was none of the old "
        "alternatives: the document does not say what the vendor lets it do.",
        breaks="Perhaps nothing.",
        remedy="Ask the vendor, or try a call.",
    ),
)
