"""Files that speakers send, known by what is in them and not by what they are called."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass

from PIL import Image, ImageOps, UnidentifiedImageError

from app.programme.typed import one_line

LARGEST = 25 * 1024 * 1024  # bytes
STILL_READ = 60 * 1024 * 1024  # what is larger is cut off before it is read
MOST_PIXELS = 50_000_000
WIDEST_PHOTO = 2000  # pixels, enough for print
TOO_LARGE = "Dit bestand is groter dan 25 MB. Maak de plaatjes erin kleiner, of stuur het als pdf."
NOT_SLIDES = (
    "Stuur de presentatie als pdf, pptx, odp of key (Keynote). Dit bestand is iets anders, of beschadigd."
)
BOMBS = (Image.DecompressionBombError, Image.DecompressionBombWarning)
NOT_A_PHOTO = "Stuur de foto als jpg of png. Dit bestand is iets anders, of beschadigd."

PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
ODP = "application/vnd.oasis.opendocument.presentation"
KEYNOTE = "application/vnd.apple.keynote"


class UploadError(ValueError):
    """A file that we do not take. The text is Dutch and says what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file as it is kept: under a clean name, of a type that we found ourselves."""

    name: str
    media_type: str
    contents: bytes
    is_photo: bool = False


def slides(name: str, contents: bytes) -> Upload:
    """A presentation: pdf, pptx, odp or Keynote. Raises UploadError."""
    _check_size(contents)
    if contents[:5] == b"%PDF-":
        return Upload(name=clean_name(name, "pdf"), media_type="application/pdf", contents=contents)
    found = _in_zip(contents)
    if found is None:
        raise UploadError(NOT_SLIDES)
    suffix, media_type = found
    return Upload(name=clean_name(name, suffix), media_type=media_type, contents=contents)


def _in_zip(contents: bytes) -> tuple[str, str] | None:
    """Which kind of presentation a zip is, by its members; macros are no presentation."""
    try:
        with zipfile.ZipFile(io.BytesIO(contents)) as packed:
            members = set(packed.namelist())
            if "mimetype" in members and packed.getinfo("mimetype").file_size <= 100:
                return ("odp", ODP) if packed.read("mimetype").strip() == ODP.encode() else None
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError):
        return None
    if "ppt/presentation.xml" in members and "[Content_Types].xml" in members:
        return None if any(name.endswith("vbaProject.bin") for name in members) else ("pptx", PPTX)
    if "Index/Document.iwa" in members or "Index.zip" in members:
        return "key", KEYNOTE
    return None


def photo(name: str, contents: bytes) -> Upload:
    """A photo, made anew without what a camera writes in it (place, time, device). Raises UploadError."""
    _check_size(contents)
    try:
        with Image.open(io.BytesIO(contents), formats=("JPEG", "PNG")) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise UploadError("Deze foto heeft te veel beeldpunten. Maak haar kleiner.")
            upright = ImageOps.exif_transpose(opened)
            upright.thumbnail((WIDEST_PHOTO, WIDEST_PHOTO))
            flat = Image.new("RGB", upright.size, "white")
            flat.paste(upright.convert("RGBA"), mask=upright.convert("RGBA").getchannel("A"))
    except UploadError:
        raise
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, *BOMBS):
        raise UploadError(NOT_A_PHOTO) from None
    made = io.BytesIO()
    flat.save(made, "JPEG", quality=88)
    return Upload(
        name=clean_name(name, "jpg"), media_type="image/jpeg", contents=made.getvalue(), is_photo=True
    )


def clean_name(name: str, suffix: str) -> str:
    """The name without folders and without what a disk or a header cannot hold, with the suffix of what it is."""
    last = re.split(r"[/\\]", one_line(name))[-1]
    stem = last.rpartition(".")[0] or last
    words = re.sub(r"[^\w .()-]+", "-", stem).strip(" .-")[:80]
    return f"{words or 'bestand'}.{suffix}"


def _check_size(contents: bytes) -> None:
    if not contents:
        raise UploadError("Kies eerst een bestand.")
    if len(contents) > LARGEST:
        raise UploadError(TOO_LARGE)
