"""`country=`, wherever it is taken."""

from cms.api.parameters import Parameter
from cms.taxonomy.models import country_codes


def country_parameter(what: str, *, many: bool = True) -> Parameter:
    """Return the parameter: ISO 3166-1 alpha-2 codes, in any case, of the countries there are."""
    return Parameter(
        name="country",
        kind="words" if many else "text",
        description=f"{what} (ISO 3166-1 alpha-2, in any case).",
        choices=country_codes,
        max_length=2,
        ignore_case=True,
        example="GT",
    )
