"""The server's own certificate, made at its first start: laptops know it by its fingerprint, nobody has to sign it."""

import hashlib
import ipaddress
import os
import socket
import ssl
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

CERTIFICATE, KEY = "certificate.pem", "key.pem"
_YEARS = 20  # it is known by its fingerprint: a new one means telling every laptop


def own_certificate(folder: Path, names: Sequence[str] | None = None) -> tuple[Path, Path]:
    """The certificate and key in a folder, made if they are not there yet. An office's own may be put there instead."""
    certificate, key = folder / CERTIFICATE, folder / KEY
    if not (certificate.exists() and key.exists()):
        _write_pair(certificate, key, own_names() if names is None else names)
    return certificate, key


def fingerprint(certificate: Path) -> str:
    """The SHA-256 of the first certificate of a file, in pairs: what is typed on a laptop that joins."""
    pem = certificate.read_text(encoding="ascii").partition("-----END CERTIFICATE-----")
    der = ssl.PEM_cert_to_DER_cert(pem[0][pem[0].index("-----BEGIN") :] + pem[1] + "\n")
    return hashlib.sha256(der).digest().hex(":").upper()


def own_names() -> list[str]:
    """The names and addresses this machine is reached by, as far as it knows, the most useful first."""
    host = socket.gethostname()
    found = [*_addresses(host), host, socket.getfqdn(), "localhost", "127.0.0.1", "::1"]
    return list(dict.fromkeys(name for name in found if name))


def _addresses(host: str) -> Iterable[str]:
    """The address packets leave by (asking for the way sends nothing), and those of the host's name."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        try:
            asking.connect(("192.0.2.1", 9))  # RFC 5737: nobody's address
            yield asking.getsockname()[0]
        except OSError:
            pass
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except OSError:
        return
    for *_kind, address in found:
        name = str(address[0])
        if not ipaddress.ip_address(name.partition("%")[0]).is_loopback:
            yield name.partition("%")[0]


def _write_pair(certificate: Path, key: Path, names: Sequence[str]) -> None:
    private = ec.generate_private_key(ec.SECP256R1())
    plain = serialization.NoEncryption()
    _write(
        key,
        private.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain),
    )
    _write(certificate, _signed(private, names).public_bytes(serialization.Encoding.PEM))


def _signed(private: ec.EllipticCurvePrivateKey, names: Sequence[str]) -> x509.Certificate:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Vizitka")])
    now = datetime.now(UTC)
    key = private.public_key()
    builder = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=365 * _YEARS))
        .add_extension(x509.SubjectAlternativeName([_general_name(each) for each in names]), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
    )
    return builder.sign(private, hashes.SHA256())


def _general_name(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        return x509.DNSName(name.encode("idna").decode("ascii"))


def _write(path: Path, content: bytes) -> None:
    """Whole or not at all, and nobody else's to read."""
    coming = path.with_suffix(".coming")
    coming.unlink(missing_ok=True)
    with os.fdopen(os.open(coming, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    coming.replace(path)
