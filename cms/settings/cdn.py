"""The cache in front of the service, in the form of `wagtail.contrib.frontend_cache` (`CMS_CDN`).

CloudFront is not among them: it needs boto3.
"""

from typing import Any

BACKENDS = "cms.delivery.cdn."


def backends(kind: str, location: str, token: str, zone: str) -> dict[str, dict[str, Any]]:
    """Return Wagtail's setting; empty where no cache is named.

    Raises:
        ValueError: naming the setting that is missing.
    """
    needed = {"http": {"CMS_CDN_LOCATION": location}, "cloudflare": {"CMS_CDN_TOKEN": token, "CMS_CDN_ZONE": zone}}
    for name, value in needed.get(kind, {}).items():
        if not value:
            raise ValueError(f"CMS_CDN={kind} needs {name}")
    if kind == "http":
        return {"default": {"BACKEND": f"{BACKENDS}HTTPCache", "LOCATION": location}}
    if kind == "cloudflare":
        return {"default": {"BACKEND": f"{BACKENDS}Cloudflare", "BEARER_TOKEN": token, "ZONEID": zone}}
    return {}
