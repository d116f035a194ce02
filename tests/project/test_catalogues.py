"""Every text of ours is there in every language."""

import polib
import pytest
from django.core.management import CommandError, call_command

from cms.management import catalogues

PAGE = """{% load i18n %}
  <h1>{% translate "Welcome" %}</h1>
    {% blocktranslate count n=files|length %}{{ n }} file{% plural %}{{ n }} files{% endblocktranslate %}
"""
CODE = """from django.utils.translation import gettext_lazy as _, pgettext_lazy
label = _("Helpline of %(country)s")
month = pgettext_lazy("calendar", "May")
"""


@pytest.fixture
def project(tmp_path, settings):
    """Return the folder of a small project with one template and one module."""
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates/page.html").write_text(PAGE)
    (tmp_path / "home").mkdir()
    (tmp_path / "home/models.py").write_text(CODE)
    settings.BASE_DIR, settings.LOCALE_PATHS = tmp_path, [tmp_path / "locale"]
    return tmp_path


def spanish(project):
    return project / "locale/es/LC_MESSAGES/django.po"


def translate(project, **texts):
    call_command("update_catalogues", verbosity=0)
    catalogue = polib.pofile(str(spanish(project)))
    for entry in catalogue:
        entry.msgstr = texts.get(entry.msgid.split()[0], entry.msgstr)
    catalogue.save()


@pytest.mark.parametrize("language", catalogues.languages())
def test_every_text_is_translated(language):
    found = catalogues.problems(language, catalogues.in_source())
    assert not found[:5], f"{len(found)} in all"


def test_texts_of_code_and_templates_are_found(project):
    assert set(catalogues.in_source()) == {
        (None, "Helpline of %(country)s"),
        ("calendar", "May"),
        (None, "Welcome"),
        (None, "%(n)s file"),
    }


def test_an_update_keeps_the_translations(project):
    translate(project, Welcome="Bienvenida")
    call_command("update_catalogues")
    assert polib.pofile(str(spanish(project))).find("Welcome").msgstr == "Bienvenida"


def test_a_text_that_returns_has_its_translation_again(project):
    translate(project, Welcome="Bienvenida")
    template = project / "templates/page.html"
    template.write_text("nothing")
    call_command("update_catalogues")
    assert polib.pofile(str(spanish(project))).find("Welcome") is None
    template.write_text(PAGE)
    call_command("update_catalogues")
    assert polib.pofile(str(spanish(project))).find("Welcome").msgstr == "Bienvenida"


def test_an_untranslated_text_fails_the_check(project):
    translate(project, Welcome="Bienvenida")
    with pytest.raises(CommandError, match="'May' is not translated"):
        call_command("update_catalogues", check=True)


def test_a_translation_with_another_placeholder_fails_the_check(project):
    translate(project, Helpline="Línea de %(pais)s")
    with pytest.raises(CommandError, match="has other placeholders"):
        call_command("update_catalogues", check=True)


def test_a_compiled_catalogue_holds_the_translated_texts_only(project):
    translate(project, Welcome="Bienvenida")
    call_command("compile_catalogues")
    compiled = polib.mofile(str(spanish(project).with_suffix(".mo")))
    assert [(entry.msgid, entry.msgstr) for entry in compiled] == [("Welcome", "Bienvenida")]


def test_a_broken_catalogue_is_named(project):
    translate(project)
    spanish(project).write_text('msgid "Welcome"\nnonsense\n')
    with pytest.raises(CommandError, match=r"django\.po"):
        call_command("compile_catalogues")
