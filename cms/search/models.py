"""What is kept beside the index: the texts of each entry, what of each document is indexed, and the words in use."""

from typing import Any

import orjson
from django.db import models
from wagtail.models import Locale


class WrittenField(models.JSONField):
    """JSON in a column of text, for what is only read whole: a `jsonb` is written out anew whenever it is read."""

    def get_internal_type(self) -> str:
        """Return the kind of column."""
        return "TextField"

    def from_db_value(self, value: Any, *_where: Any) -> Any:
        """Read what is stored."""
        return None if value is None else orjson.loads(value)

    def get_db_prep_value(self, value: Any, *_where: Any, **_more: Any) -> Any:
        """Write what is stored, Chinese as it is."""
        return None if value is None else orjson.dumps(value).decode()


class SearchEntry(models.Model):
    """A live page or snippet as it is searched. What of it is public is decided when somebody asks.

    `texts` are `[[field, text], …]` as the reader sees them; the `title` is among them, and stands by itself because
    more titles are read than texts. `revision` and `form` say what it was made from, and
    `digest` what was made: each change of the index is a change of this row, which raises the content version.
    """

    key = models.BigIntegerField(primary_key=True)
    kind = models.CharField(max_length=100)
    object_id = models.BigIntegerField()
    locale = models.ForeignKey(Locale, on_delete=models.CASCADE, related_name="+")
    year = models.SmallIntegerField(null=True)
    title = models.TextField()
    texts = WrittenField()
    revision = models.BigIntegerField()
    form = models.SmallIntegerField()
    digest = models.CharField(max_length=32)

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}"


class SearchedDocument(models.Model):
    """What of a document is indexed: `pages` are primary keys of its `DocumentPage`s. The row outlives the document.

    `mark` and `form` say what it was made from, and `digest` what was made, as with an entry.
    """

    document_id = models.BigIntegerField(primary_key=True)
    pages = models.JSONField()
    mark = models.CharField(max_length=32)
    form = models.SmallIntegerField()
    digest = models.CharField(max_length=32)

    def __str__(self) -> str:
        return str(self.document_id)


class SearchWord(models.Model):
    """A word in use, folded, with its index term and, for Chinese, its sound in pinyin without tones.

    It may stand only in what is not public: whoever shows one must find it in something public first.
    """

    language = models.CharField(max_length=12)
    word = models.CharField(max_length=60)
    term = models.CharField(max_length=60)
    sound = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["language", "word"], name="one_row_per_word")]

    def __str__(self) -> str:
        return self.word
