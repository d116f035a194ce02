"""Small files for the tests of this folder, made in memory."""

import itertools
import struct
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from PIL import ExifTags, ImageCms, PngImagePlugin
from PIL import Image as PillowImage

SECRET = "hidden-camera-owner"
PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
XMP = f"<x:xmpmeta>{SECRET}</x:xmpmeta>".encode()


def drawing(size: tuple[int, int] = (120, 80), mode: str = "RGB") -> PillowImage.Image:
    """Left half red, right half blue."""
    image = PillowImage.new("RGB", size, (200, 0, 0))
    image.paste((0, 0, 200), (size[0] // 2, 0, size[0], size[1]))
    return image.convert(mode)


def exif(orientation: int = 1) -> PillowImage.Exif:
    """A camera, an owner and a place."""
    data = PillowImage.Exif()
    data[ExifTags.Base.Make] = SECRET
    data[ExifTags.Base.Orientation] = orientation
    data.get_ifd(ExifTags.IFD.GPSInfo).update(
        {ExifTags.GPS.GPSLatitudeRef: "N", ExifTags.GPS.GPSLatitude: (38.0, 48.0, 17.0)}
    )
    return data


def _save(image: PillowImage.Image, image_format: str, **options: Any) -> bytes:
    output = BytesIO()
    image.save(output, image_format, **options)
    return output.getvalue()


def jpeg(orientation: int = 1, size: tuple[int, int] = (120, 80)) -> bytes:
    """A JPEG as a telephone writes it, with EXIF, XMP, IPTC, a comment and a profile."""
    data = _save(
        drawing(size), "JPEG", exif=exif(orientation), xmp=XMP, comment=SECRET, icc_profile=PROFILE, quality=95
    )
    iptc = b"Photoshop 3.0\x008BIM\x04\x04\x00\x00" + struct.pack(">I", len(SECRET)) + SECRET.encode()
    return data[:2] + b"\xff\xed" + struct.pack(">H", len(iptc) + 2) + iptc + data[2:] + SECRET.encode()


def png(mode: str = "RGB", size: tuple[int, int] = (120, 80)) -> bytes:
    """A PNG with text, compressed text, international text and EXIF."""
    info = PngImagePlugin.PngInfo()
    info.add_text("Author", SECRET)
    info.add_itxt("Comment", SECRET)
    info.add_text("XML:com.adobe.xmp", XMP.decode())
    return _save(drawing(size, mode), "PNG", pnginfo=info, exif=exif(), icc_profile=PROFILE)


def webp(lossless: bool = False) -> bytes:
    """A WebP with EXIF, XMP and a profile."""
    return _save(drawing(), "WEBP", exif=exif(), xmp=XMP, icc_profile=PROFILE, lossless=lossless)


def gif() -> bytes:
    """An ordinary GIF."""
    return _save(drawing(), "GIF")


def moving_png() -> bytes:
    """Two frames."""
    return _save(drawing(), "PNG", save_all=True, append_images=[PillowImage.new("RGB", (120, 80))])


def png_bomb(width: int, height: int) -> bytes:
    """A PNG of a few bytes that claims to be very big."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 99)) + chunk(b"IEND", b"")
    )


SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>'


def numbered() -> Iterator[str]:
    """Name the parameters of a test by their place: files differ from run to run."""
    return (f"case-{number}" for number in itertools.count(1))
