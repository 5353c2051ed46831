"""From where legday can be reached, and what has to stand before others than this machine can."""

from __future__ import annotations

from ipaddress import ip_network
from pathlib import Path
from urllib.parse import urlsplit

from legday.kinds import BadInput, Value
from legday.web.certificate import Certificate, covers

LOOPBACK = ("localhost", "127.0.0.1", "::1")
"""The names under which a page without a sign-in may be asked for."""


class Reach(Value):
    """Where legday listens, and by which way others come to it.

    ``address`` is what people type, such as ``https://legs.example.org``; ``cert`` and ``key`` are files for https, or
    ``proxy`` is the address (or network) of the proxy in front that has them.
    """

    host: str = "127.0.0.1"
    port: int = 8137
    address: str = ""
    cert: Path | None = None
    key: Path | None = None
    proxy: str = ""


class Front(Value):
    """What legday answers to: its public address ("": this machine alone), and the names it may be asked for by."""

    address: str = ""
    names: frozenset[str] = frozenset(LOOPBACK)


HERE = Front()
"""This machine alone."""


def open_to_others(reach: Reach) -> bool:
    """Whether other machines can come to it: directly, through a proxy, or by an address of its own.

    >>> open_to_others(Reach()), open_to_others(Reach(host="0.0.0.0")), open_to_others(Reach(proxy="127.0.0.1"))
    (False, True, True)
    """
    named = bool(reach.address) and urlsplit(reach.address).hostname not in LOOPBACK
    return reach.host not in LOOPBACK or bool(reach.proxy) or named


def check(reach: Reach, certificate: Certificate | None, *, accounts: bool) -> Front:
    """See that nobody can read along or come in without signing in; give what legday then answers to.

    Raises ``BadInput`` that says what is missing and the commands that mend it.
    """
    well_formed(reach)
    wrong, remedies = [], []
    if open_to_others(reach):
        if not accounts:
            wrong.append("nobody has an account, so whoever came could read and change your log")
            remedies.append("Make yours: `legday account add NAME`.")
        if certificate is None and not reach.proxy:
            wrong.append("there is no https, so others could read along")
            remedies.append(
                f"Give a certificate: `legday serve --host {reach.host} --cert FILE --key FILE`; or name the proxy "
                "that has one: `legday serve --proxy 127.0.0.1 --address https://NAME`."
            )
    if wrong:
        raise BadInput(
            f"Other machines could reach legday, and {'; and '.join(wrong)}.",
            f"{' '.join(remedies)} docs/host.md shows each step.",
        )
    return front(reach, certificate)


def well_formed(reach: Reach) -> None:
    """See that what was given makes sense together."""
    if (reach.cert is None) != (reach.key is None):
        raise BadInput("A certificate and its key go together.", "Give both --cert FILE and --key FILE.")
    if reach.address:
        parts = urlsplit(reach.address)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.path not in ("", "/") or parts.query:
            raise BadInput(
                f'"{reach.address}" is no address of a site.', "Write it as --address https://legs.example.org."
            )
    if reach.proxy:
        try:
            ip_network(reach.proxy, strict=False)
        except ValueError:
            raise BadInput(
                f'"{reach.proxy}" is no network address.', "Write the proxy's own: --proxy 127.0.0.1."
            ) from None
        if not reach.address:
            raise BadInput(
                "With a proxy in front legday cannot know its own address.", "Add --address https://legs.example.org."
            )


def front(reach: Reach, certificate: Certificate | None) -> Front:
    """Give the public address and the names: those that were given, or those of the certificate."""
    given = reach.address.rstrip("/").lower()
    plain = [name.lower() for name in certificate.names if "*" not in name] if certificate else []
    if certificate and given:
        host = urlsplit(given).hostname or ""
        if not given.startswith("https:") or not covers(certificate.names, host):
            raise BadInput(
                f"The certificate is for {', '.join(certificate.names) or 'no name'}, not for {given}.",
                "Give --address one of its names, with https://.",
            )
    if certificate and not given:
        if not plain:
            raise BadInput("The certificate does not say for which name.", "Add --address https://legs.example.org.")
        given = f"https://{bracketed(plain[0])}{'' if reach.port == 443 else f':{reach.port}'}"
    own = urlsplit(given).hostname
    return Front(address=given, names=frozenset((*LOOPBACK, *plain, *((own,) if own else ()))))


def bracketed(host: str) -> str:
    """Write a host as an address needs it.

    >>> bracketed("::1"), bracketed("legs.home")
    ('[::1]', 'legs.home')
    """
    return f"[{host}]" if ":" in host else host
