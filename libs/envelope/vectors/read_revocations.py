"""Reads the test vectors of requests to take a message back, as a second
implementation of docs/spec/envelope.md: see read_vectors.py.

    python read_revocations.py [directory of the vectors]
"""

import hashlib
import json
import sys
from pathlib import Path

from jwcrypto import jws
from jwcrypto.common import JWException
from read_vectors import Refused, decode_base64url, encode, is_bytes, is_time, parse_header, read_keys, split_compact

MAX_REQUEST_BYTES = 4096
MAX_AGE_SECONDS = 3600
CLOCK_SKEW_SECONDS = 60


def verify_revocation(request: str, senders: dict, now: int) -> dict:
    try:
        segments = split_compact(request, 3, MAX_REQUEST_BYTES)
        header = parse_header(segments[0], {"alg": "ES256", "typ": "postern-revocation.v1"}, {"kid"})
        if len(decode_base64url(segments[2])) != 64:
            raise Refused("signature")
        claims = json.loads(decode_base64url(segments[1]).decode())
        check_claims(claims, now)
        token = jws.JWS()
        token.allowed_algs = ["ES256"]
        token.deserialize(request, senders[claims["iss"]]["keys"][header["kid"]])
    except (Refused, JWException, KeyError, ValueError, TypeError) as error:
        raise Refused("keyrelease.revocation_refused") from error
    return claims


def check_claims(claims: object, now: int) -> None:
    right = (
        isinstance(claims, dict)
        and claims.keys() - {"exp"} == {"iss", "jti", "iat"}
        and is_bytes(claims["jti"], 16)
        and all(is_time(claims[name]) for name in ("iat", "exp") if name in claims)
        and now - MAX_AGE_SECONDS <= claims["iat"] <= now + CLOCK_SKEW_SECONDS
    )
    if not right:
        raise Refused("claims")


def revocation_id(claims: dict) -> str:
    return encode(hashlib.sha256(f"{claims['iss']}\0{claims['jti']}".encode()).digest())


def check_positive(vector: dict, senders: dict) -> str | None:
    """What is wrong, if anything."""
    try:
        claims = verify_revocation(vector["request"], senders, vector["now"])
    except Refused:
        return "was refused"
    if claims != vector["claims"]:
        return "has other claims"
    return None if revocation_id(claims) == vector["id"] else "has another id"


def check_negative(vector: dict, senders: dict) -> str | None:
    """What is wrong, if anything."""
    try:
        verify_revocation(vector["request"], senders, vector["now"])
    except Refused:
        return None
    return "was taken"


def main(directory: Path) -> int:
    _capsule_keys, senders = read_keys(directory)
    vectors = json.loads((directory / "revocations.json").read_text())
    wrong = []
    for kind, check in (("positive", check_positive), ("negative", check_negative)):
        for vector in vectors[kind]:
            problem = check(vector, senders)
            if problem is not None:
                wrong.append(f"{vector['name']}: {problem}")
    print(f"{len(vectors['positive'])} positive, {len(vectors['negative'])} negative, {len(wrong)} wrong")
    print("\n".join(wrong), end="\n" if wrong else "")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent))
