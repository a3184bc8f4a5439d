"""Names of things that last: random ids for what people make, hashes for what is kept."""

from __future__ import annotations

import base64
import hashlib
import secrets
from typing import NewType

PageId = NewType("PageId", str)
AnnotationId = NewType("AnnotationId", str)
VersionId = NewType("VersionId", str)
CaptureId = NewType("CaptureId", str)
SearchId = NewType("SearchId", str)
ExportTargetId = NewType("ExportTargetId", str)
ContentHash = NewType("ContentHash", str)
"""SHA-256 of kept bytes, 64 lower-case hexadecimal digits."""


def new_id() -> str:
    """A random id of 16 lower-case letters and digits (80 bits): unique also between libraries."""
    return base64.b32encode(secrets.token_bytes(10)).decode("ascii").lower()


def content_hash(content: bytes) -> ContentHash:
    """The name of ``content`` in the content store."""
    return ContentHash(hashlib.sha256(content).hexdigest())
