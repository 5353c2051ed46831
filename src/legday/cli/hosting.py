"""What has to stand where others can reach legday: accounts, https, backups, a clock that is right."""

from __future__ import annotations

import shutil
import ssl
import subprocess
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from legday.cli.check import Check, judged
from legday.kinds import BadInput
from legday.store.health import Health
from legday.web.certificate import Certificate, covers, parse_certificate, read_certificate
from legday.web.reach import Reach, check, open_to_others

RENEW = timedelta(days=14)  # certificates of 90 days are renewed at 30; at 14 something has stopped
STALE = timedelta(days=8)  # a backup each week, and a day of grace
SLOW = timedelta(minutes=5)


def read_reach(environment: Mapping[str, str]) -> Reach:
    """Read the settings by which others come to legday; raises ``BadInput`` for a port that is no number."""
    port = environment.get("LEGDAY_PORT") or "8137"
    if not port.isdecimal():
        raise BadInput(f'LEGDAY_PORT is "{port}", which is no port.', "Give a number, such as 8137.")
    cert, key = environment.get("LEGDAY_CERT"), environment.get("LEGDAY_KEY")
    return Reach(
        host=environment.get("LEGDAY_HOST") or "127.0.0.1",
        port=int(port),
        address=environment.get("LEGDAY_ADDRESS", ""),
        cert=Path(cert) if cert else None,
        key=Path(key) if key else None,
        proxy=environment.get("LEGDAY_PROXY", ""),
    )


def hosting(reach: Reach, health: Health, now: datetime) -> tuple[Check, ...]:
    """Look at what has to stand where others can reach legday, as the settings say."""
    return (
        accounts_check(reach, health),
        https_check(reach, now),
        clock_check(reach, health, now),
        backup_check(health, now),
    )


def accounts_check(reach: Reach, health: Health) -> Check:
    """Whether somebody has an account where others can come."""
    found = "there are some" if health.accounts else "none"
    remedy = "Make yours: `legday account add NAME`."
    return judged("accounts", found, remedy, well=health.accounts or not open_to_others(reach))


def https_check(reach: Reach, now: datetime) -> Check:
    """Whether people come by https, with a certificate that is for the address and holds for a while."""
    if not open_to_others(reach):
        return judged("https", "not needed, only this machine can reach legday", well=True)
    try:
        certificate = read_certificate(reach.cert, reach.key) if reach.cert and reach.key else None
        address = check(reach, certificate, accounts=True).address
    except BadInput as error:
        return judged("https", error.wrong, error.remedy, well=False)
    if not address.startswith("https:"):
        remedy = "Let the proxy serve https and set LEGDAY_ADDRESS to https://…; docs/host.md has two recipes."
        found = f"{address} is plain http: no sets without signal, no passkeys, and who listens can read along"
        return judged("https", found, remedy, well=False)
    if certificate is None:
        try:
            certificate = shown_by(address)
        except (OSError, ValueError) as error:
            remedy = "See that the proxy runs and that this machine knows the name."
            return judged("https", f"{address} cannot be reached: {error}", remedy, well=False)
    return certificate_check(address, certificate, now)


def shown_by(address: str) -> Certificate:
    """The certificate that is shown to whoever comes to an address, whoever vouches for it."""
    parts = urlsplit(address)
    pem = ssl.get_server_certificate((parts.hostname or "", parts.port or 443), timeout=5)
    return parse_certificate(pem.encode())


def certificate_check(address: str, certificate: Certificate, now: datetime) -> Check:
    """Whether a certificate is for an address, and for how long yet."""
    host = urlsplit(address).hostname or ""
    if not covers(certificate.names, host):
        names = ", ".join(certificate.names) or "no name"
        return judged("https", f"the certificate of {address} is for {names}", f"Get one for {host}.", well=False)
    if now < certificate.since:
        found = f"the certificate of {address} holds from {certificate.since:%Y-%m-%d} on"
        return judged("https", found, "Is the clock of this machine right?", well=False)
    left = certificate.until - now
    said = f"holds for {left.days} days" if left > timedelta(0) else f"has run out on {certificate.until:%Y-%m-%d}"
    return judged(
        "https",
        f"{address}, its certificate {said}",
        "Renew it, and start legday or the proxy anew.",
        well=left > RENEW,
    )


def clock_check(reach: Reach, health: Health, now: datetime) -> Check:
    """Whether the clock is right, as far as this machine can know it."""
    remedy = "Let the network set it: `timedatectl set-ntp true`."
    if health.newest and health.newest > now + SLOW:
        found = f"it is {now:%Y-%m-%d %H:%M}, but something came in at {health.newest:%Y-%m-%d %H:%M}"
        return judged("clock", found, remedy, well=False)
    kept = network_time()
    said = {True: ", set by the network", False: ", not set by the network", None: ""}[kept]
    well = kept is not False or not open_to_others(reach)
    return judged("clock", f"{now:%Y-%m-%d %H:%M %z}{said}", remedy, well=well)


def network_time() -> bool | None:
    """Whether the network sets the clock (None: this machine does not say)."""
    program = shutil.which("timedatectl")
    if program is None:
        return None
    asked = [program, "show", "--property=NTPSynchronized", "--value"]
    try:
        told = subprocess.run(asked, capture_output=True, text=True, check=False, timeout=5)  # noqa: S603 - no shell
    except (OSError, subprocess.TimeoutExpired):
        return None
    return {"yes": True, "no": False}.get(told.stdout.strip())


def backup_check(health: Health, now: datetime) -> Check:
    """Whether the backups that were begun go on."""
    if health.backed_up is None:
        return judged("backup", "none made with `legday backup` yet", well=True)
    old = now - health.backed_up
    found = f"the last one on {health.backed_up.astimezone():%Y-%m-%d %H:%M}"
    return judged("backup", found, "See why the timer has stopped: `legday backup FILE`.", well=old < STALE)
