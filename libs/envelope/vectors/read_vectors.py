"""Reads the test vectors of the envelope, as a second implementation of
docs/spec/envelope.md that shares no code with the first: JOSE by jwcrypto,
international domain names by idna.

    python read_vectors.py [directory of the vectors]

Prints one line, and one more for each vector that did not come out as it
should. Exit code 0 when all of them did.
"""

import base64
import binascii
import hashlib
import hmac
import json
import re
import sys
import unicodedata
from pathlib import Path

import idna
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from jwcrypto import jwe, jwk, jws
from jwcrypto.common import JWException

KIBI = 1024
MEBI = KIBI * KIBI
MAX_CAPSULE_BYTES = 16 * KIBI
MAX_CLAIMS_BYTES = 12 * KIBI
MAX_BODY_BYTES = 36 * MEBI
MAX_HEADER_BYTES = KIBI
CLOCK_SKEW_SECONDS = 60

CAPSULE_ALGORITHMS = ["ECDH-ES+A256KW", "A256GCM"]
BODY_HEADER = {"alg": "dir", "enc": "A256GCM", "cty": "message/rfc822"}


class Refused(Exception):
    """The code of the error is its message."""


# --- the fence: what can be said without a key


def decode_base64url(segment: str) -> bytes:
    """Canonical base64url without padding: each value has one spelling."""
    try:
        decoded = base64.urlsafe_b64decode(segment + "=" * (-len(segment) % 4))
    except (ValueError, binascii.Error) as error:
        raise Refused("envelope.malformed") from error
    if base64.urlsafe_b64encode(decoded).rstrip(b"=") != segment.encode():
        raise Refused("envelope.malformed")
    return decoded


def split_compact(compact: str, parts: int, max_bytes: int) -> list[str]:
    if not compact.isascii():
        raise Refused("envelope.malformed")
    if len(compact) > max_bytes:
        raise Refused("envelope.too_large")
    segments = compact.split(".")
    if len(segments) != parts:
        raise Refused("envelope.malformed")
    return segments


def one_spelling(header: object) -> bytes:
    return json.dumps(header, separators=(",", ":"), ensure_ascii=False).encode()


def parse_header(segment: str, fixed: dict, free: set) -> dict:
    raw = decode_base64url(segment)
    try:
        header = json.loads(raw.decode())
    except ValueError as error:
        raise Refused("envelope.malformed") from error
    right = (
        len(raw) <= MAX_HEADER_BYTES
        and isinstance(header, dict)
        and header.keys() == fixed.keys() | free
        and all(header[member] == value for member, value in fixed.items())
        and one_spelling(header) == raw
    )
    if not right:
        raise Refused("envelope.malformed")
    if "kid" in free and not is_key_id(header["kid"]):
        raise Refused("envelope.malformed")
    return header


def is_key_id(value: object) -> bool:
    return isinstance(value, str) and re.fullmatch(r"[A-Za-z0-9_.:-]{1,128}", value) is not None


def check_ephemeral_key(epk: object) -> None:
    if not isinstance(epk, dict) or epk.keys() != {"kty", "crv", "x", "y"}:
        raise Refused("envelope.malformed")
    if (epk["kty"], epk["crv"]) != ("EC", "P-256"):
        raise Refused("envelope.malformed")
    for coordinate in (epk["x"], epk["y"]):
        if not isinstance(coordinate, str) or len(decode_base64url(coordinate)) != 32:
            raise Refused("envelope.malformed")
    try:
        jwk.JWK(**epk).get_op_key("encrypt")  # builds the point, which fails off the curve
    except (ValueError, JWException) as error:
        raise Refused("envelope.malformed") from error


def check_lengths(segments: list[str], encrypted_key_bytes: int) -> None:
    for segment, length in zip(segments[1:], (encrypted_key_bytes, 12, None, 16)):
        decoded = decode_base64url(segment)
        if length is not None and len(decoded) != length:
            raise Refused("envelope.malformed")


def refuse_other_versions(capsule: str) -> None:
    try:
        header = json.loads(decode_base64url(capsule.split(".")[0]))
        version = re.fullmatch(r"postern-capsule\.v([0-9]{1,4})", header["typ"])
    except (Refused, ValueError, KeyError, TypeError):
        return
    if version and version[1] != "1":
        raise Refused("envelope.version")


# --- the capsule


def open_capsule(capsule: str, keys: dict, senders: dict) -> tuple[dict, dict]:
    refuse_other_versions(capsule)
    segments = split_compact(capsule, 5, MAX_CAPSULE_BYTES)
    fixed = {"alg": "ECDH-ES+A256KW", "enc": "A256GCM", "typ": "postern-capsule.v1"}
    header = parse_header(segments[0], fixed, {"kid", "epk"})
    check_ephemeral_key(header["epk"])
    check_lengths(segments, 40)
    try:
        token = jwe.JWE(algs=CAPSULE_ALGORITHMS)
        token.deserialize(capsule, keys[header["kid"]])
        return open_claims(token.payload.decode("ascii"), senders)
    except (Refused, JWException, KeyError, ValueError, TypeError) as error:
        raise Refused("keyrelease.refused") from error


def open_claims(signed: str, senders: dict) -> tuple[dict, dict]:
    segments = split_compact(signed, 3, MAX_CLAIMS_BYTES)
    header = parse_header(segments[0], {"alg": "ES256", "typ": "postern-claims.v1"}, {"kid"})
    if len(decode_base64url(segments[2])) != 64:
        raise Refused("envelope.malformed")
    claims = json.loads(decode_base64url(segments[1]).decode())
    check_claims(claims)
    sender = senders[claims["iss"]]
    token = jws.JWS()
    token.allowed_algs = ["ES256"]
    token.deserialize(signed, sender["keys"][header["kid"]])
    return claims, sender


def check_claims(claims: object) -> None:
    required = {"iss", "jti", "iat", "exp", "from", "rcpt", "cek", "dig", "rights"}
    right = (
        isinstance(claims, dict)
        and claims.keys() - {"nbf"} == required
        and matches(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?", claims["iss"])
        and all(is_time(claims[name]) for name in ("iat", "nbf", "exp") if name in claims)
        and is_bytes(claims["jti"], 16)
        and is_bytes(claims["cek"], 32)
        and is_bytes(claims["dig"], 32)
        and is_canonical_address(claims["from"])
        and is_set(claims["rcpt"], 1, 100)
        and all(is_canonical_address(address) for address in claims["rcpt"])
        and is_set(claims["rights"], 0, 2)
        and set(claims["rights"]) <= {"download", "print"}
    )
    if not right:
        raise Refused("keyrelease.refused")


def matches(pattern: str, value: object) -> bool:
    return isinstance(value, str) and re.fullmatch(pattern, value) is not None


def is_time(value: object) -> bool:
    return type(value) is int and 0 <= value <= 0xFFFF_FFFF


def is_bytes(value: object, length: int) -> bool:
    return isinstance(value, str) and len(decode_base64url(value)) == length


def is_set(value: object, least: int, most: int) -> bool:
    return isinstance(value, list) and least <= len(value) <= most and len(set(value)) == len(value)


# --- addresses

ATOM_ASCII = set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$%&'*+/=?^_`{|}~-")
LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")


def is_canonical_address(address: object) -> bool:
    if not isinstance(address, str) or len(address.encode()) > 254:
        return False
    local, at, domain = address.rpartition("@")
    return at == "@" and is_canonical_local_part(local) and is_canonical_domain(domain)


def is_canonical_local_part(local: str) -> bool:
    lower = unicodedata.normalize("NFC", unicodedata.normalize("NFC", local).lower())
    atoms = local.split(".")
    return local == lower and len(local.encode()) <= 64 and all(atom and all(map(is_atom_text, atom)) for atom in atoms)


def is_atom_text(character: str) -> bool:
    return character in ATOM_ASCII if character.isascii() else unicodedata.category(character)[0] not in "CZ"


def is_canonical_domain(domain: str) -> bool:
    labels = domain.split(".")
    if not all(LABEL.fullmatch(label) for label in labels) or re.fullmatch(r"\d+|0x[0-9a-f]*", labels[-1]):
        return False
    try:
        return all(idna.alabel(idna.ulabel(label)).decode() == label for label in labels if label.startswith("xn--"))
    except idna.IDNAError:
        return False


# --- dates and body


def check_dates(claims: dict, now: int) -> None:
    if now >= claims["exp"]:
        raise Refused("keyrelease.expired")
    if max(claims["iat"], claims.get("nbf", 0)) > now + CLOCK_SKEW_SECONDS:
        raise Refused("keyrelease.not_yet_valid")


def open_body(body: str, claims: dict) -> bytes:
    if len(body) > MAX_BODY_BYTES:
        raise Refused("envelope.too_large")
    digest = hashlib.sha256(body.encode("latin-1")).digest()
    if not hmac.compare_digest(digest, decode_base64url(claims["dig"])):
        raise Refused("rendering.refused")
    try:
        segments = split_compact(body, 5, MAX_BODY_BYTES)
        parse_header(segments[0], BODY_HEADER, set())
        check_lengths(segments, 0)
        token = jwe.JWE(algs=["dir", "A256GCM"])
        token.deserialize(body)
        return decrypt(token, jwk.JWK(kty="oct", k=claims["cek"]))
    except (Refused, JWException, ValueError) as error:
        raise Refused("rendering.refused") from error


def decrypt(token: jwe.JWE, key: jwk.JWK) -> bytes:
    try:
        token.decrypt(key)
    except jwe.InvalidJWEData:
        # jwcrypto 1.6 calls an empty plaintext a failure, after its tag was verified.
        if token.plaintext != b"":
            raise
    return token.plaintext


def seal_body(mail: bytes, claims: dict, nonce: str) -> str:
    """With a given nonce, which JOSE libraries have no way to take."""
    header = encode(one_spelling(BODY_HEADER))
    sealed = AESGCM(decode_base64url(claims["cek"])).encrypt(decode_base64url(nonce), mail, header.encode())
    return f"{header}..{nonce}.{encode(sealed[:-16])}.{encode(sealed[-16:])}"


def encode(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


# --- the vectors


def read_keys(directory: Path) -> tuple[dict, dict]:
    keys = json.loads((directory / "keys.json").read_text())
    capsule_keys = {key["kid"]: jwk.JWK(**key) for key in keys["capsuleKeys"]["keys"]}
    senders = {
        sender["id"]: {**sender, "keys": {key["kid"]: jwk.JWK(**key) for key in sender["keys"]}}
        for sender in keys["senders"]["senders"]
    }
    return capsule_keys, senders


def expected_mail(mail: dict) -> bytes:
    if "base64url" in mail:
        return decode_base64url(mail["base64url"])
    return hashlib.shake_256(mail["shake256"].encode()).digest(mail["bytes"])


def make_body(body: dict, mail: bytes, claims: dict) -> str:
    if "text" in body:
        return body["text"]
    if "repeat" in body:
        return body["repeat"] * body["times"]
    return seal_body(mail, claims, body["sealedWithNonce"])


def check_positive(vector: dict, keys: dict, senders: dict) -> str | None:
    """What is wrong, if anything."""
    mail = expected_mail(vector["mail"])
    try:
        claims, sender = open_capsule(vector["capsule"], keys, senders)
        check_dates(claims, vector["now"])
        opened = open_body(make_body(vector["body"], mail, claims), claims)
    except Refused as refused:
        return f"was refused: {refused}"
    if claims != vector["claims"]:
        return "has other claims"
    if {name: sender[name] for name in ("id", "displayName")} != vector["sender"]:
        return "has another sender"
    return None if opened == mail else "has another mail"


def check_negative(vector: dict, keys: dict, senders: dict) -> str | None:
    """What is wrong, if anything."""
    try:
        claims, _sender = open_capsule(vector["capsule"], keys, senders)
        check_dates(claims, vector["now"])
        open_body(make_body(vector["body"], b"", claims), claims)
    except Refused as refused:
        return None if str(refused) == vector["error"] else f"gave {refused}, not {vector['error']}"
    return f"was read, instead of {vector['error']}"


def main(directory: Path) -> int:
    keys, senders = read_keys(directory)
    wrong = []
    counts = []
    for kind, check in (("positive", check_positive), ("negative", check_negative)):
        vectors = json.loads((directory / f"{kind}.json").read_text())
        counts.append(f"{len(vectors)} {kind}")
        for vector in vectors:
            problem = check(vector, keys, senders)
            if problem is not None:
                wrong.append(f"{vector['name']}: {problem}")
    print(f"{', '.join(counts)}, {len(wrong)} wrong")
    print("\n".join(wrong), end="\n" if wrong else "")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent))
