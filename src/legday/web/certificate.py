"""A certificate for https: the names it is for, how long it holds, and whether its key fits."""

from __future__ import annotations

import ssl
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from legday.kinds import BadInput, Value


class Certificate(Value):
    """What a certificate says: the names and addresses it is for, and from when until when it holds."""

    names: tuple[str, ...]
    since: datetime
    until: datetime


def read_certificate(cert: Path, key: Path) -> Certificate:
    """Read a certificate (PEM, with those that vouch for it below) and see that its key opens it.

    Raises ``BadInput`` for a file that cannot be read, is no certificate, or does not belong to the key.
    """
    remedy = "Give --cert the certificate and --key its key, both as PEM, the key without a password."
    for file in (cert, key):
        try:
            file.read_bytes()
        except OSError as error:
            raise BadInput(f"{file} cannot be read: {error.strerror}.", remedy) from error
    try:
        ssl.create_default_context(ssl.Purpose.CLIENT_AUTH).load_cert_chain(cert, key, password="")  # or it would ask
        return parse_certificate(cert.read_bytes())
    except (ssl.SSLError, ValueError) as error:
        raise BadInput(f"{cert} and {key} are no certificate with its key.", remedy) from error


def parse_certificate(pem: bytes) -> Certificate:
    """Read the first certificate of a PEM text; raises ``ValueError`` where there is none."""
    from cryptography import x509  # takes a tenth of a second to import

    found = x509.load_pem_x509_certificate(pem)
    names: tuple[str, ...] = ()
    try:
        listed = found.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        pass  # browsers read no other name since 2017
    else:
        addresses = map(str, listed.get_values_for_type(x509.IPAddress))
        names = (*listed.get_values_for_type(x509.DNSName), *addresses)
    return Certificate(names=names, since=found.not_valid_before_utc, until=found.not_valid_after_utc)


def covers(names: Iterable[str], host: str) -> bool:
    """Whether a certificate's names hold for a host; a star stands for one part of a name.

    >>> covers(("*.example.org",), "legs.example.org"), covers(("*.example.org",), "example.org")
    (True, False)
    """
    return host in names or f"*.{host.partition('.')[2]}" in names
