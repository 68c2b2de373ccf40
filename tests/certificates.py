"""Certificates for a Dask cluster of this machine, made on the spot, and how Dask is told."""

from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

DAYS = timedelta(days=2)
Key = ec.EllipticCurvePrivateKey


def variables(folder: Path) -> dict[str, str]:
    """A fresh authority in a folder, one certificate of it for all, and the variables of Dask."""
    folder.mkdir(parents=True)
    above, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    authority = _signed("capbac test authority", above, None, above)
    holder = _signed("127.0.0.1", key, authority, above)
    paths = {"CA_FILE": folder / "ca.pem"}
    paths["CA_FILE"].write_bytes(authority.public_bytes(Encoding.PEM))
    for who in ("SCHEDULER", "WORKER", "CLIENT"):
        paths[f"{who}__CERT"] = folder / f"{who.lower()}.pem"
        paths[f"{who}__KEY"] = folder / f"{who.lower()}.key"
        paths[f"{who}__CERT"].write_bytes(holder.public_bytes(Encoding.PEM))
        paths[f"{who}__KEY"].write_bytes(
            key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        )
    told = {f"DASK_DISTRIBUTED__COMM__TLS__{name}": str(path) for name, path in paths.items()}
    return {**told, "DASK_DISTRIBUTED__COMM__REQUIRE_ENCRYPTION": "true"}


def _signed(name: str, key: Key, above: x509.Certificate | None, by: Key) -> x509.Certificate:
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    built = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject if above is None else above.subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - DAYS)
        .not_valid_after(now + DAYS)
        .add_extension(x509.BasicConstraints(ca=above is None, path_length=None), critical=True)
    )
    if above is not None:
        here = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
        built = built.add_extension(here, critical=False)
    return built.sign(by, SHA256())
